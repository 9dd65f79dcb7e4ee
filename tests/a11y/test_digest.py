"""A digest tells states apart, and does not tell two families' pages of one kind apart."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from a11y.digest import digest, look
from tests.a11y.conftest import Serve, whole

PAGE = (
    '<form class="f g"><label for="a">Child</label><input id="a" name="child"><button>Save</button></form>'
    '<ul><li>Elsa <b>new</b></li><li>Olle</li></ul><dialog id="d"><p>Sure?</p></dialog>'
    '<details id="t"><summary>More</summary><p>Words</p></details><input type="checkbox" aria-label="Ill" id="c">'
)


def of(page: Page, html: str) -> str:
    page.set_content(whole(html))
    return digest(page).digest


@pytest.mark.parametrize(
    "same",
    [
        pytest.param(PAGE.replace("Elsa", "Maja").replace("Child", "Pupil"), id="other texts"),
        pytest.param(PAGE.replace('"a"', '"field-83"'), id="generated ids"),
        pytest.param(PAGE.replace("f g", "g f"), id="classes in another order"),
        pytest.param(
            PAGE.replace("<li>Olle</li>", "<li>Olle</li><li>Ada</li><li>Bo <b>new</b></li>"), id="a longer list"
        ),
        pytest.param(PAGE + "<script>1</script><style>p { margin: 1px }</style>", id="scripts and styles"),
        pytest.param(PAGE.replace("<ul>", '<ul style="width: 31px">'), id="unchanged look"),
        pytest.param(PAGE.replace("<ul>", '<ul style="">'), id="a look that was taken back"),
    ],
)
def test_pages_of_one_kind_have_one_digest(same: str, page: Page) -> None:
    base = PAGE.replace("<ul>", '<ul style="width: 7px">') if "31px" in same else PAGE
    assert of(page, same) == of(page, base)


@pytest.mark.parametrize(
    "change",
    [
        "d.showModal()",
        "t.open = true",
        "c.checked = true",
        "c.disabled = true",
        "a.setAttribute('aria-invalid', 'true')",
        "a.insertAdjacentHTML('afterend', '<span role=alert>Choose a child</span>')",
        "document.querySelector('button').textContent = ''",
        "document.querySelector('label').removeAttribute('for')",
        "document.querySelector('form').className = 'f dark'",
        "document.querySelector('ul').style.color = 'silver'",
        "document.querySelector('ul').style.display = 'none'",
        "document.querySelector('ul').insertAdjacentHTML('beforeend', '<li><a href=/x>Third</a></li>')",
        "document.head.appendChild(document.createElement('style')).sheet.insertRule('ul { display: none }')",
        "document.documentElement.lang = 'sv'",
        "document.title = ''",
        "document.querySelector('main').append(document.createElement('hr'))",
    ],
)
def test_a_change_of_state_changes_the_digest(change: str, page: Page) -> None:
    before = of(page, PAGE)
    page.evaluate(f"() => {{ {change} }}")
    assert digest(page).digest != before


def test_what_is_not_rendered_does_not_count(page: Page) -> None:
    closed = PAGE.replace("<p>Sure?</p>", "<p>Sure?</p><button>Yes</button>")
    assert of(page, closed) == of(page, PAGE)
    assert of(page, closed.replace("<dialog", "<dialog open")) != of(page, PAGE.replace("<dialog", "<dialog open"))


def test_the_same_page_has_the_same_digest_when_it_is_loaded_again(page: Page) -> None:
    assert of(page, PAGE) == of(page, PAGE)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"], ids=["same origin", "another origin"])
def test_a_change_within_a_frame_is_a_change(host: str, page: Page, serve: Serve) -> None:
    page.goto(serve(whole(f'<iframe title="A" src="{serve(whole(PAGE), host=host)}"></iframe>')))
    before = digest(page)
    assert before.elements > 20
    page.frames[1].evaluate("d.showModal()")
    assert digest(page).digest != before.digest


def test_a_change_within_a_shadow_root_is_a_change(page: Page) -> None:
    root = '<x-menu><template shadowrootmode="open"><button>{}</button></template></x-menu>'
    assert of(page, root.format("Menu")) != of(page, root.format(""))
    assert of(page, root.format("Menu")) == of(page, root.format("Other"))


def test_fields_whose_names_hide_the_forms_properties_do_not_deceive(page: Page) -> None:
    names = (
        "attributes",
        "children",
        "childNodes",
        "firstChild",
        "nextSibling",
        "localName",
        "shadowRoot",
        "parentNode",
    )
    hidden = "".join(f'<input name="{name}">' for name in names)
    assert of(page, f"<form>{hidden}<p>x</p></form>") != of(page, f"<form>{hidden}</form>")


def test_it_counts_elements_and_leaves_the_page_alone(page: Page) -> None:
    page.set_content(whole("<p>One</p><p>Two</p>"))
    before = page.content()
    assert digest(page).elements == 7  # html, head, body, main, h1, p, p
    assert page.content() == before


LOOKS = (
    '<button id="b" style="width: 30px; height: 20px"></button>'
    '<x-menu id="x"><template shadowrootmode="open"><p>Menu</p></template></x-menu><p id="p">Elsa</p>'
)


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ("b.style.height = '18px'", False),
        ("b.style.width = '90px'", True),  # large enough, and larger
        ("x.shadowRoot.firstChild.style.color = 'silver'", False),
        ("p.textContent = 'Maja'", True),
    ],
)
def test_looks_are_told_apart_by_small_targets_and_in_shadow_roots(change: str, same: bool, page: Page) -> None:
    page.set_content(whole(LOOKS))
    before = look(page)
    page.evaluate(f"() => {{ {change} }}")
    assert (look(page) == before) is same
