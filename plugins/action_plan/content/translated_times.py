"""Times in French and in German, in the words of English: `Printemps 2025`, `bis Ende 2026`."""

from __future__ import annotations

import re
from functools import lru_cache

from ..formatting import MONTHS
from ..letters import without_accents

__all__ = ["in_english"]

_MONTHS = (
    *("janvier|januar|janner", "fevrier|februar", "mars|marz", "avril", "mai", "juin|juni"),
    *("juillet|juli", "aout", "septembre", "octobre|oktober", "novembre", "decembre|dezember"),
)
_WORDS = (
    (
        r"en cours|en continu|continu|au fil de l'eau|permanent|fortlaufend|laufend|dauerhaft"
        r"|daueraufgabe",
        "ongoing",
    ),
    (r"annuel|chaque annee|jahrlich", "annually"),
    *((words, month.casefold()) for words, month in zip(_MONTHS, MONTHS, strict=True)),
    (r"printemps|fruhjahr|fruhling", "spring"),
    (r"ete|sommer", "summer"),
    (r"automne|herbst", "autumn"),
    (r"hiver", "winter"),
    (r"([1-4])(?:er|re|eme|e|\.) (?:trimestre|quartal)|t([1-4])", r"q\1\2"),
    (r"([12])(?:er|re|eme|e|\.) (?:semestre|halbjahr)|s([12])", r"h\1\2"),
    (r"^bis(?: zum)?|d'ici(?: a)?(?: la)?|spatestens(?: bis)?|au plus tard", "by"),
    (r"jusqu'(?:a|en|au)", "until"),
    (r"avant|vor", "before"),
    (r"a partir de|des|depuis|ab|seit|^de|^von", "from"),
    (r"(?:a la )?fin(?: de)?|ende", "end of"),
    (r"(?:au )?debut(?: de)?|anfang", "start of"),
    (r"a|bis", "to"),
    (r"mi|mitte", "mid"),
    (r"courant|en|au|im", "in"),
)
"""What words mean, without accents; longer ones before those that are part of them."""


# The times of a plan are few, and each is shown at many places.
@lru_cache(maxsize=1024)
def in_english(plain: str) -> str:
    """Return a time of lower-case letters in the words of English, as far as they are known."""
    text = without_accents(plain).replace("’", "'")
    for pattern, meant in _WORDS:
        text = re.sub(rf"(?<![\w'])(?:{pattern})(?!\w)", meant, text)
    return re.sub(r"(?<!\d)(\d{1,2})(?:\.|er) (?=[a-z])", r"\1 ", text)
