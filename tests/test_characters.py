"""Which characters a text may have: judged over the whole of Unicode, and in their places."""

from __future__ import annotations

import re
import sys
import unicodedata

import pytest
from action_plan.content.characters import forbidden_characters, has_visible

PLANES = (*range(0x40000), *range(0xE0000, 0xE1000), *range(0x10FF00, sys.maxunicode + 1))
UNICODE = tuple(map(chr, PLANES))
"""All that Unicode assigns, and some of what it never will."""
EMPTY_BY_NAME = ("FILLER", "VARIATION SELECTOR", "GRAPHEME JOINER", "VOWEL INHERENT", "BLANK")
SEEN_ALL_THE_SAME = ("BLANK SYMBOL", "GAP FILLER", "LINE FILLER")
"""Names of signs that are drawn, though they say that they fill."""

ENGLAND = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


def is_unseen(character: str) -> bool:
    """Whether readers see nothing of a character, or no meaning, by what Unicode says of it."""
    name = unicodedata.name(character, "")
    category = unicodedata.category(character)
    if character in "\t\n":
        return False
    if category[0] == "C" or category in ("Zl", "Zp") or "REPLACEMENT CHARACTER" in name:
        return True
    filled = any(word in name for word in EMPTY_BY_NAME)
    return filled and not any(word in name for word in SEEN_ALL_THE_SAME)


def test_between_letters_what_cannot_be_seen_is_refused_and_nothing_else() -> None:
    found = forbidden_characters(f"a{'a'.join(UNICODE)}a")

    assert found.keys() ^ set(filter(is_unseen, UNICODE)) == set()


def test_what_cannot_be_seen_makes_no_text() -> None:
    unseen = "".join(c for c in UNICODE if is_unseen(c) or c.isspace())

    assert not has_visible(re.sub("[\ufffc\ufffd]", "", unseen))
    assert has_visible("\u200b.")
    assert has_visible("٣")


@pytest.mark.parametrize(
    "text",
    [
        *("می\u200cخواهم", "क्\u200dष", "ක්\u200dෂ", "\u2714\ufe0f", "\u25b6\ufe0e", "1\ufe0f\u20e3"),
        *(
            "👩\u200d💻",
            "👩🏽\u200d🚒",
            "❤\ufe0f\u200d🔥",
            "\u203c\ufe0f",
            "\u2139\ufe0f",
            "\u3030\ufe0f",
            f"{ENGLAND} and {ENGLAND}",
            "ש\u05b8\u05c1\u05bc\u0591\u05bd",
            "e\u0301",
            "שלום, עולם",
            "１２",
        ),
    ],
)
def test_what_a_script_needs_is_allowed(text: str) -> None:
    assert forbidden_characters(text) == {}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a\u200db", "ZERO WIDTH JOINER"),
        ("\u200cخ", "ZERO WIDTH NON-JOINER"),
        ("خ\u200c", "ZERO WIDTH NON-JOINER"),
        ("خ\u200c\u200cخ", "ZERO WIDTH NON-JOINER"),
        ("خ\u200cक", "ZERO WIDTH NON-JOINER"),
        ("خ\u200c١", "ZERO WIDTH NON-JOINER"),
        ("👩\u200d", "ZERO WIDTH JOINER"),
        ("👩\u200cb", "ZERO WIDTH NON-JOINER"),
        ("\ufe0f", "VARIATION SELECTOR-16"),
        ("1\ufe0f", "VARIATION SELECTOR-16"),
        ("中\ufe00", "VARIATION SELECTOR-1"),
        ("✔\ufe0f\ufe0f", "VARIATION SELECTOR-16"),
        ("שלום\u200f!", "RIGHT-TO-LEFT MARK"),
        ("🏴\U000e0067\U000e007f", "TAG LATIN SMALL LETTER G"),
        (f"{ENGLAND}\U000e0067", "TAG LATIN SMALL LETTER G"),
        ("a\U000e0067\U000e0062\U000e007f", "TAG LATIN SMALL LETTER G"),
    ],
)
def test_elsewhere_it_is_refused_by_its_name(text: str, name: str) -> None:
    first = next(iter(forbidden_characters(text).values()))

    assert f"({name}) is not allowed: nobody can see it." in first


def test_marks_that_pile_up_on_one_letter_are_refused() -> None:
    pile = "a" + "\u0301" * 9 + " b" + "\u20dd" * 8

    (message,) = forbidden_characters(pile).values()

    assert message == (
        "the character U+0301 (COMBINING ACUTE ACCENT) is one of over 8 marks on one letter, which"
        " cover the lines around. Delete them, or type the word again."
    )
