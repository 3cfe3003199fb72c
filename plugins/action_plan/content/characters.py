"""Which characters may be in a text: those that readers see, and what their scripts need."""

from __future__ import annotations

import unicodedata

__all__ = ["described", "forbidden_characters", "has_visible", "script_of"]

_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
"""Unicode categories of characters that nobody sees: they control, format, turn or divide lines."""
_UNKNOWN = frozenset(("Cn", "Co"))
"""Unicode categories of characters that have no meaning which every reader sees."""
_REPLACEMENTS = "\N{OBJECT REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}"
"""What programs leave where something was lost."""
# Letters, marks and a symbol that are drawn as nothing (Unicode, DerivedCoreProperties.txt,
# Default_Ignorable_Code_Point; and the empty pattern of Braille).
_BLANK = frozenset(
    (
        *map(chr, range(0x180B, 0x1810)),
        *map(chr, range(0xFE00, 0xFE10)),
        *map(chr, range(0xE0100, 0xE01F0)),
        *"\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\U00016fe4",
    )
)
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
_JOINED = frozenset(
    (
        *("ARABIC", "BENGALI", "DEVANAGARI", "GUJARATI", "GURMUKHI", "KANNADA", "KHMER"),
        *("MALAYALAM", "MYANMAR", "ORIYA", "SINHALA", "SYRIAC", "TAMIL", "TELUGU"),
    )
)
"""Scripts whose spelling needs joiners within words."""
_AS_EMOJI, _AS_TEXT = "\N{VARIATION SELECTOR-16}", "\N{VARIATION SELECTOR-15}"
_KEYCAP = "\N{COMBINING ENCLOSING KEYCAP}"
_SKIN_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
_FLAG = "\N{WAVING BLACK FLAG}"
_FLAGS = tuple(
    f"{_FLAG}{''.join(chr(0xE0000 + ord(letter)) for letter in region)}\N{CANCEL TAG}"
    for region in ("gbeng", "gbsct", "gbwls")
)
"""The flags of England, Scotland and Wales: a flag, and letters that nobody sees (Unicode,
emoji-sequences.txt)."""
_ORDINARY = frozenset(map(chr, (9, 10, *range(32, 127), *range(160, 173), *range(174, 256)))) | {
    *"–—‘’“”•…€"
}
"""What nearly every text is made of; none of it is hidden, unknown or a mark."""
_MOST_MARKS = 8
"""Marks on one letter: scripts that pile them up have up to six or seven."""


def forbidden_characters(text: str) -> dict[str, str]:
    """Return each character that a text must not have where it has it, with what to do.

    Joiners may be between two letters of a script that needs them, and in emoji; variation
    selectors behind a symbol. Marks that turn the direction of a text may be nowhere: letters have
    their direction by themselves.
    """
    found: dict[str, str] = {}
    if _ORDINARY.issuperset(text):
        return found
    if _FLAG in text:
        for flag in _FLAGS:
            text = text.replace(flag, _FLAG)
    doubtful = {character: reason for character in set(text) if (reason := _reason(character))}
    for index, character in enumerate(text) if doubtful else ():
        if character in doubtful and character not in found and not _is_needed(text, index):
            found[character] = doubtful[character].format(described(character))
    if mark := _piled_up(text):
        found[mark] = (
            f"{described(mark)} is one of over {_MOST_MARKS} marks on one letter, which cover the"
            " lines around. Delete them, or type the word again."
        )
    return found


def has_visible(text: str) -> bool:
    """Whether a text has a letter, digit, punctuation mark or symbol that can be seen."""
    first = text[:1]
    if first.isascii() and first.isalnum():
        return True
    return any(
        unicodedata.category(character)[0] in "LNPS" and character not in _BLANK
        for character in text
    )


def script_of(character: str) -> str:
    """Return the script of a letter or mark, as Unicode's names begin: `LATIN`, `CYRILLIC`."""
    return unicodedata.name(character, "").partition(" ")[0].partition("-")[0]


def described(character: str) -> str:
    """Return a character in words that are safe to print anywhere."""
    category = unicodedata.category(character)
    kinds = {"Cc": "control character", "Cs": "half a character", "Co": "private use"}
    name = unicodedata.name(character, kinds.get(category, "no character of Unicode"))
    return f"the character U+{ord(character):04X} ({name})"


def _reason(character: str) -> str:
    """Return what to say, with `{}` for it, of a character that is not allowed everywhere."""
    if " " <= character <= "~" or character in "\t\n":
        return ""
    category = unicodedata.category(character)
    if category in _HIDDEN or character in _BLANK:
        return "{} is not allowed: nobody can see it. Delete it, or type the line again."
    if category in _UNKNOWN or character in _REPLACEMENTS:
        return (
            "{} is not allowed: readers see an empty box or a question mark. Write what is meant in"
            " its place."
        )
    return ""


def _is_needed(text: str, index: int) -> bool:
    """Whether a character that nobody sees is part of a word or an emoji around it."""
    before = text[index - 1 : index] if index else ""
    after = text[index + 1 : index + 2]
    if not before:
        return False
    character = text[index]
    if character in _JOINERS and _is_letter(before) and after and _is_letter(after):
        script = script_of(before)
        return script in _JOINED and script == script_of(after)
    if character == "\N{ZERO WIDTH JOINER}":
        is_emoji = _is_symbol(before) or before in _SKIN_TONES or before == _AS_EMOJI
        return is_emoji and bool(after) and _is_symbol(after)
    if character == _AS_EMOJI and before in "0123456789#*":
        return after == _KEYCAP
    return character in (_AS_EMOJI, _AS_TEXT) and _is_symbol(before)


def _piled_up(text: str) -> str:
    """Return the first mark that is one too many on its letter, or nothing."""
    marks = frozenset(c for c in set(text) if unicodedata.category(c) in ("Mn", "Me"))
    length = 0
    for character in text if marks else ():
        length = length + 1 if character in marks else 0
        if length > _MOST_MARKS:
            return character
    return ""


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LM"


def _is_symbol(character: str) -> bool:
    """Whether a character can be drawn as an emoji: arrows and a few marks can, too."""
    return character in "‼⁉ℹ〰〽" or (
        unicodedata.category(character) in ("So", "Sm")
        and not character.isascii()
        and character not in _BLANK
    )
