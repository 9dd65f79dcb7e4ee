"""The same accessibility problem, recognised in another build; so that "new", "fixed" and "still there" mean something.

What a rebuild changes is left out: generated ids, class names, the order of siblings, containers without a meaning,
the host and port, digits, and what differs between one family and the next. What is not left out is what is said of the
element: where a rule tells of several faults, or is sure of one and asks about another, a known one excuses no other. An
element without a name is told by the words that it begins with, or by its place among those like it in the same box. The
page is left out, too, where the element can be
told without it: the nameless search button of a header is one problem on all pages that the header stands on. A fault of
the page itself is told by the page's address, or by the frame that holds it; its title, which would be its name, is a text
that editors change.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from urllib.parse import parse_qsl, urlsplit

from babel.dates import get_day_names, get_month_names

_WITHOUT_MEANING = frozenset({"html", "body", "div", "span", "center", "font", "b", "i"})
"""Inserted and removed for looks; as ancestors they say nothing."""
_ROLES_WITHOUT_MEANING = frozenset({"presentation", "none", "generic"})
_DOCUMENT = "html"
"""The element that is the page itself; what axe-core calls it is the page's title."""
_WHOLE = frozenset({_DOCUMENT, "body", "main"})
"""A page has one of each, whose words are the page's."""
_FRAMES = frozenset({"iframe", "frame"})
_TEST_IDS = ("data-testid", "data-test", "data-cy")
_ALL_PAGES = frozenset(
    {"header", "nav", "footer", "aside", "banner", "navigation", "contentinfo", "complementary", "search"}
)
"""Tags and roles of what a site's pages have in common, where it stands outside their main part."""
_HASH = re.compile(r"(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{6,}|\d+(?:[\s.,:/–-]+\d+)*", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"\s*(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
"""An address that is no place: `data:`, `javascript:`, `blob:`."""
_GENERATED = re.compile(
    r"""
    [0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}    # a GUID
    | (?<![^\W_])[:«_]r_?[0-9a-v]+[:»_]                      # React's useId, which counts in base 32
    | (?<=[-._])(?=\w*[a-z]\w*[A-Z])[\w-]{8}(?=\.\w{2,5}$)   # a bundler's digest of a file that happens to have no digit
    """,
    re.VERBOSE,
)
"""What tools put into attributes and addresses. In words that people read it would be a word."""
_TOKEN = re.compile(r"[^\W_]{8,}")
_RUN = re.compile(r"\d+|[^\W\d_]+")
_WORD = re.compile(r"[A-Z]?[^\W\d_A-Z]+|[A-Z]+")
_READABLE = re.compile(r"(?=.{3})(?=.*[aeiouyåäöé])(?!.*[bcdfghjklmnpqrstvwxz]{5})", re.IGNORECASE)
_MOST_RUNS = 6
_SHORTEST_WORDS = 3
"""Letters that a word between digits has on average, where somebody wrote it: `guardian1phone`, `address2city12`."""
_LEAST_READABLE = 0.6
"""The share of its letters that then stand in what can be read."""


def fingerprint(
    rule: str,
    role: str,
    name: str,
    path: Sequence[Mapping[str, str]],
    *,
    page: str,
    varying: Sequence[str] = (),
    said: Sequence[str] = (),
) -> str:
    """Name a problem so that it can be found again in another build.

    Args:
        rule: Id of the rule.
        role: The element's role; empty if it has none.
        name: The element's accessible name.
        path: The element's ancestors and itself, outermost first, as `a11y.engine.RawFinding.path` has them.
        page: Address of the page that it was met on; it counts where nothing else tells the element from others. Of a file,
            `file:` with its place among those looked at together: what lies around them is another folder on each machine.
        varying: Values that another attempt has otherwise: the case's names, titles, rooms.
        said: What is said of it: whether it is a fault or a question, and the message's code, where the rule says several things.
    Returns:
        Twenty hexadecimal digits.
    """
    whole = bool(path) and path[-1].get("tag") == _DOCUMENT
    told_by = path[:-1] if whole and any(part.get("tag") in _FRAMES for part in path) else path
    kind = path[-1].get("kind", "") if path else ""
    if kind:
        told_by = path = [_of_kind(path[-1])]  # the next of its kind may stand elsewhere
    own_name = "" if whole or kind else name
    place = "" if kind or _told_without_page(own_name, told_by, varying) else _page(page, varying)
    own = same_words(own_name, varying) if own_name else _nameless(path, varying)
    parts = [rule, *said, role, same_words(kind, varying), own, normal_path(path, varying), place]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def _of_kind(element: Mapping[str, str]) -> dict[str, str]:
    """What all of a kind have: where one of them leads and what it is called is its own."""
    return {key: element[key] for key in ("tag", "role", "type") if key in element}


def _nameless(path: Sequence[Mapping[str, str]], varying: Sequence[str]) -> str:
    """What tells an element without a name from others: its first words, or how many like it stand before it."""
    element = path[-1] if path else {}
    if element.get("tag") in _WHOLE or any(element.get(key) for key in ("name", "href", "src", *_TEST_IDS)):
        return ""
    words = same_words(element.get("words", ""), varying)
    return words if _has_letter(words) else element.get("place", "")


def _told_without_page(name: str, path: Sequence[Mapping[str, str]], varying: Sequence[str]) -> bool:
    """Whether an element is the same thing wherever it stands: by its name, by what somebody called it in the markup, by the
    component it is a part of, or because it belongs to what all pages have in common."""
    *outer, element = path or ({},)
    href, src = ("" if _OTHER_SCHEME.match(target := element.get(key, "")) else target for key in ("href", "src"))
    own = [
        same_words(name, varying),
        *(_attribute(element.get(key, ""), varying) for key in ("name", *_TEST_IDS)),
        _address(href, varying),
        _file_name(_address(src, varying)),
    ]
    if any(_has_letter(words) for words in own):
        return True
    main = [place for place, part in enumerate(outer) if "main" in (part.get("tag"), part.get("role"))]
    if not main:
        return any(part.get("tag") in _ALL_PAGES or part.get("role") in _ALL_PAGES for part in [*outer, element])
    return any("-" in part.get("tag", "") or any(key in part for key in _TEST_IDS) for part in outer[main[-1] + 1 :])


def _file_name(address: str) -> str:
    """What a file is called: in `/uploads/1841.jpg` the folder and the kind of file are those of hundreds of pictures."""
    file = address.partition("?")[0].rpartition("/")[2]
    return file.rpartition(".")[0] or file


def _has_letter(words: str) -> bool:
    return any(sign.isalpha() for sign in words)


def _page(address: str, varying: Sequence[str]) -> str:
    """A page's address, as far as another build has it; of a file the place that it was given, or its name and folder's."""
    if address.startswith("file:"):
        place = address.removeprefix("file:")
        return "/".join(place.split("/")[-2:]) if place.startswith("/") else place
    return _address(address, varying)


def same_words(text: str, varying: Sequence[str] = ()) -> str:
    """The text with a placeholder for all that another day or another family has otherwise.

    >>> same_words("Lämna Elsas blankett senast fredag 3 maj, kl. 14:30", ["Elsa Ek"])
    'lämna ¤ blankett senast @ # @, kl. #'
    """
    if forms := _forms(tuple(varying)):
        text = forms.sub("¤", text)
    text = _calendar_words().sub("@", text)
    return " ".join(_HASH.sub("#", text).casefold().split())


def normal_path(path: Sequence[Mapping[str, str]], varying: Sequence[str] = ()) -> str:
    """A path that a rebuild leaves as it is: what has a meaning, by tag, role and names that somebody chose."""
    *outer, element = path or ({},)
    kept = [_part(part, varying) for part in outer if _has_meaning(part)]
    return "/".join([*kept, _part(element, varying)])


def _has_meaning(part: Mapping[str, str]) -> bool:
    role = part.get("role", "")
    says_role = bool(role) and role not in _ROLES_WITHOUT_MEANING
    return part.get("tag") not in _WITHOUT_MEANING or says_role or any(key in part for key in _TEST_IDS)


def _part(part: Mapping[str, str], varying: Sequence[str]) -> str:
    out = part.get("tag", "")
    for key in ("role", "name", "type", *_TEST_IDS):
        if value := part.get(key):
            out += f"[{key}={_attribute(value, varying)}]"
    for key in ("href", "src"):
        if value := part.get(key):
            out += f"[{key}={_address(value, varying)}]"
    return out


def _attribute(value: str, varying: Sequence[str]) -> str:
    without_marks = _GENERATED.sub("#", value)
    return same_words(_TOKEN.sub(lambda token: "#" if _is_random(token[0]) else token[0], without_marks), varying)


def _is_random(token: str) -> bool:
    """Whether a machine drew letters and digits: they take turns, and what stands between the digits is no words.

    One that looks like words is taken for a name: then the worst is that a problem is new in the next build, while two names
    taken for one token would let a known problem excuse another.
    """
    runs, words = len(_RUN.findall(token)), _WORD.findall(token)
    letters = sum(map(len, words))
    readable = sum(len(word) for word in words if _READABLE.match(word))
    is_name = letters >= _SHORTEST_WORDS * len(words) and readable >= _LEAST_READABLE * letters
    return runs > 2 and (runs > _MOST_RUNS or not is_name)


def _address(value: str, varying: Sequence[str]) -> str:
    """A link's target without host, port, values and version: the place, and which questions it asks."""
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return "?"
    if parts.scheme not in ("", "http", "https"):
        return parts.scheme
    # An application in one document has its places behind the sign: "#/absence". What else stands there is an id.
    within = parts.fragment.partition("?")[0] if parts.fragment.startswith(("/", "!")) else ""
    place = _attribute(parts.path.partition(";")[0] + (f"#{within}" if within else ""), varying)
    keys = ",".join(sorted({key for key, _ in parse_qsl(parts.query, keep_blank_values=True)}))
    return f"{place}?{keys}" if keys else place


@lru_cache(maxsize=16)  # of a run's states and links all are held against the same few
def _forms(varying: tuple[str, ...]) -> re.Pattern[str] | None:
    """A pattern for the values, longest first. A person's name is recognised by its parts, too ("Elsa" of "Elsa Ek")."""
    forms: set[str] = set()
    for value in varying:
        words = value.split()
        if len(value) > 1:
            forms.add(value)
        if len(words) in (2, 3, 4) and all(word[:1].isupper() and word.isalpha() for word in words):
            forms.update(words)
    if not forms:
        return None
    of_each = "|".join(r"[\s_+.-]+".join(map(re.escape, f.split())) for f in sorted(forms, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{of_each})(?:['’:]?s)?(?!\w)", re.IGNORECASE)


@cache
def _calendar_words() -> re.Pattern[str]:
    """Names of months and weekdays, in English and Swedish; short ones only beside a digit, for "sat" is a word, too."""
    names = {
        width: {
            name.rstrip(".")
            for locale in ("en", "sv")
            for table in (get_month_names(width, locale=locale), get_day_names(width, locale=locale))
            for name in table.values()
        }
        for width in ("wide", "abbreviated")
    }
    wide, short = ("|".join(sorted(names[width], key=len, reverse=True)) for width in ("wide", "abbreviated"))
    return re.compile(
        rf"\b(?:{wide})\b|\b(?:{short})\b\.?(?=,?\s*\d)|(?<=\d\s)(?:{short})\b\.?|(?<=\d)(?:{short})\b", re.IGNORECASE
    )
