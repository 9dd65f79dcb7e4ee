"""Which language a text is in is said only where its small words or its letters leave no doubt."""

from __future__ import annotations

import pytest

from a11y.languages import A_PASSAGE, other_language, other_letters, words_in

SWEDISH = (
    "Du måste göra en ny anmälan för varje dag som barnet inte kan komma, och om du har frågor kan du skriva till oss."
)
ENGLISH = "You have to make a new report for each day on which the child is away, and if you have questions you can write to us."
NORWEGIAN = (
    "Du må melde fra på nytt for hver dag som barnet ikke kan komme, og hvis du har spørsmål kan du skrive til oss her."
)
TITLES = "The Very Hungry Caterpillar, The Gruffalo, Harry Potter, Wuthering Heights, Jane Eyre, Emma, Brave New World, Dracula, Ulysses, Middlemarch och Rebecca"
RUSSIAN = "Если ваш ребёнок заболел, сообщите об этом школе до восьми часов утра"


@pytest.mark.parametrize(
    ("declared", "text", "found"),
    [
        ("sv", ENGLISH, "en"),
        ("en", SWEDISH, "sv"),
        ("sv", SWEDISH, ""),
        ("sv", NORWEGIAN, ""),
        ("nb", ENGLISH, ""),
        ("sv", TITLES, ""),
        ("sv", " ".join(ENGLISH.split()[:12]), ""),
        ("sv", f"{SWEDISH} {ENGLISH}", ""),
    ],
)
def test_a_passage_is_of_another_language_only_where_its_small_words_are(declared: str, text: str, found: str) -> None:
    assert other_language(declared, words_in(text), A_PASSAGE) == found


@pytest.mark.parametrize(
    ("declared", "text", "share"),
    [
        ("sv", RUSSIAN, 100),
        ("ru", RUSSIAN, 0),
        ("sv", SWEDISH, 0),
        ("sv", RUSSIAN[:20], 0),
        ("en", f"{RUSSIAN} {ENGLISH}", 0),
    ],
)
def test_letters_speak_against_a_language_only_where_nearly_all_are_others(
    declared: str, text: str, share: int
) -> None:
    assert other_letters(declared, text, letters=40, share=0.8) == share
