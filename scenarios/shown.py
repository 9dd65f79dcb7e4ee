"""What stood on the screen at one moment, as far as it takes to tell whether something was, or was not, there already."""

from __future__ import annotations

from dataclasses import dataclass, field

from scenarios.whole_words import says_words


@dataclass(frozen=True, slots=True)
class Shown:
    """What stood on the screen at one moment, as far as it takes to tell whether something was there already."""

    text: str = ""
    fields: list[tuple[str, str]] = field(default_factory=list)
    """What each field is called and holds; passwords aside."""
    headings: list[str] = field(default_factory=list)
    said: str | None = None
    """All texts and names in the page, those that nobody perceives included; None if they are not known."""
    late: str | None = None
    """The same as it was when the hand first touched the page since it was looked at before: empty if it had not changed
    until then, None if that is not known."""

    def lacks(self, name: str, late: str | None) -> bool:
        """Whether it is known that nothing there was called so, or said so, until the hand did something.

        Args:
            name: The words, which may stand in parts one after another.
            late: What had come in the meantime; None if that is not known.
        """
        if self.said is None or late is None or not name.strip():
            return False
        return _pressed(name) not in _pressed(self.said) and _pressed(name) not in _pressed(late)

    def has(self, text: str) -> bool:
        """Whether a text stood there."""
        return says_words(self.text, text)

    def has_heading(self, text: str) -> bool:
        """Whether a heading held a text."""
        return any(says_words(heading, text) for heading in self.headings)

    def has_line(self, *texts: str) -> bool:
        """Whether all the texts stood in one line, such as the cells of a table's row."""
        return any(all(says_words(line, text) for text in texts) for line in self.text.splitlines())

    def has_value(self, name: str, value: str) -> bool:
        """Whether the field of that name held the value."""
        return any(says_words(called, name) and held.strip() == value for called, held in self.fields)


def fold(text: str) -> str:
    """Words as they compare: blanks and capitals make no difference."""
    return " ".join(text.split()).casefold()


def together(texts: list[str | None]) -> str | None:
    """What several documents held; None if it is not known of one of them."""
    known = [text for text in texts if text is not None]
    return "\n".join(known) if len(known) == len(texts) else None


def _pressed(text: str) -> str:
    """Without any blanks: between the parts of a name there are some or none, as each part is drawn."""
    return "".join(text.split()).casefold()
