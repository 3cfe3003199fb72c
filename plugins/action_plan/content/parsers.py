"""Parsers of values, liberal in form and strict in meaning; each raises `ValueError`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from unicodedata import category, normalize
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from ..letters import as_part_of_address, without_accents
from ..messages import MOST_LISTED, did_you_mean, one_of, quoted
from ..problems import OfPlanError, PlanCause
from .characters import has_visible
from .residue import in_plain_text

__all__ = [
    "HYPHENS",
    "ID_PATTERN",
    "LONGEST_ID",
    "NO_CHANGE",
    "QUOTES",
    "EmptyValue",
    "action_slug",
    "fold",
    "parse_action_id",
    "parse_body",
    "parse_choice",
    "parse_digest",
    "parse_domain",
    "parse_facet_value",
    "parse_group_id",
    "parse_id",
    "parse_ids_begin",
    "parse_markdown",
    "parse_page_address",
    "parse_status",
    "parse_term",
    "parse_text",
    "parse_time_zone",
    "parse_whole_number",
    "parse_words",
    "parse_yes_or_no",
    "says_nothing",
    "slugify",
]

NO_CHANGE = "No change"
"""What officers may ask for instead of a status: reviewed, and as it was."""

_LONGEST_TERM = 100

QUOTES = "\"'“”‘’«»"
HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011", "-"))
"""Hyphens that look like the one on a keyboard; word processors write them."""
_IDS_BEGIN = re.compile(
    r"tag:[^\s,:]+,\d{4}-\d\d-\d\d|urn:uuid:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}", re.ASCII
)
_YES_OR_NO = {"yes": True, "true": True, "no": False, "false": False}
_SAYS_NOTHING = frozenset(("n/a", "na", "n.a.", "nil", "none", "null"))
_QUALIFIERS = frozenset(
    (
        *("not", "incomplete", "uncompleted", "part", "partial", "partly", "partially"),
        *("nearly", "almost", "mostly"),
    )
)
"""Words that make a status another one, however alike they are spelled."""
_SCALE = re.compile(r"\$+|\++")
_STATUS_AND_MORE = re.compile(r"([^(/,;:–—]+?)\s*(?:[(/,;:–—]|\s-\s)\s*(.+?)\)?")
_AT_AN_END, _WITHIN = r"[^\x00-/:-@\[-`{-\x7f]", r"[^\x00-,/:-@\[-^`{-\x7f]"
ID_PATTERN = f"^{_AT_AN_END}({_WITHIN}{{0,38}}{_AT_AN_END})?$"
"""An id as JSON Schema has patterns: of ASCII only letters and digits, and within it `.`, `_`, `-`.

Patterns have no common word for the letters of every script, of which `parse_id` knows more.
"""
LONGEST_ID = 40
_PLAIN_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,38}[A-Za-z0-9])?")
_MARKS_IN_ID = re.compile(r"[ ./+&:()'’_°№–-]")
"""What the id of an action may have beside letters and digits."""
_NOT_AN_ID = re.compile(r"^[ ./+&:()'’_–-]|[ ./&:('’_–-]$|\.\.| \(|//")
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
_LONGEST_NAME = 255
"""Bytes of a file's name that every system takes."""
_LONGEST_PAGE_ADDRESS = 1_000
_SEPARATORS = re.compile(r"[\s_–—-]+")


def fold(text: str) -> str:
    """Return the form in which spellings of one value are equal: `Under  way`, `under-way`."""
    text = text if text.isascii() else normalize("NFC", text)
    return _SEPARATORS.sub("-", text.strip().strip(QUOTES).strip()).casefold()


@lru_cache(maxsize=1024)  # a plan has few labels, and asks for the address of each very often
def slugify(text: str) -> str:
    """Return a label as part of a URL: `Not begun` as `not-begun`, `Non dû` as `non-du`."""
    return as_part_of_address(text.replace("'", ""))


def action_slug(action_id: str) -> str:
    """Return an action's id as part of its URL: `005/24` as `005-24`, `Ü1` as `u1`.

    An id that needs no change stays so, in capitals too: an address never changes.
    """
    if _PLAIN_ID.fullmatch(action_id) and ".." not in action_id:
        return action_id
    return as_part_of_address(action_id, kept="._-").strip("._-")


class EmptyValue(ValueError):  # noqa: N818 - what was found, as callers name it
    """Nothing is written where there should be a text."""


def parse_body(found: object) -> str:
    """Return text as it is written, which may be empty."""
    if isinstance(found, str):
        return found
    if isinstance(found, Mapping):
        raise ValueError(  # noqa: TRY004 - pydantic's contract
            "must be one piece of text, not fields. Write it on one line without braces; with a"
            " colon in it, in double quotes."
        )
    raise ValueError(
        "must be one piece of text, not a list. Write it on one line, behind the colon, without"
        " square brackets and hyphens."
    )


def parse_markdown(found: object) -> str:
    """Return text with its lines as they are; raise `EmptyValue` where there is none."""
    text = parse_body(found).strip()
    if not has_visible(text):
        raise EmptyValue("is empty.")
    return text


def parse_term(found: object) -> str:
    """Return what a glossary explains, such as an abbreviation, as texts have it."""
    term = parse_text(found)
    if term != found or len(term) > _LONGEST_TERM or not any(map(str.isalnum, term)):
        raise ValueError(
            f"{quoted(found)} is not a term of a glossary. Write the words as texts have them, with"
            f" a letter or digit, on one line, at most {_LONGEST_TERM} characters."
        )
    return term


def parse_text(found: object) -> str:
    """Return text on one line with single spaces; raise `EmptyValue` where there is none."""
    return " ".join(parse_markdown(found).split())


def parse_words(found: object) -> str:
    """Return text on one line that says something, in plain words; raise for anything else."""
    text = parse_text(found)
    if says_nothing(text):
        raise EmptyValue("is empty.")
    if message := in_plain_text(text):
        raise ValueError(message)
    return text


def parse_facet_value(found: object) -> str:
    """Return what a facet can be, in words, or in signs that are a scale: `$$` of `$` to `$$$`."""
    text = parse_text(found)
    return text if _SCALE.fullmatch(text) else parse_words(text)


def says_nothing(found: object) -> bool:
    """Whether a value is what people write where there is nothing to say: `n/a`, `none`, `-`."""
    if not isinstance(found, str):
        return False
    is_of_marks = found.isascii() and not any(map(str.isalnum, found))
    return is_of_marks or found.casefold() in _SAYS_NOTHING


def parse_id(found: object) -> str:
    """Return an id as URLs have it: letters of any script, digits, `.`, `-`, `_`, at most 40."""
    text = parse_text(found)
    if "," in text or ";" in text:
        raise ValueError(
            f"{quoted(text)} cannot be an id: it seems to be more than one. Where several may be"
            ' named, write each on a line of its own that starts with "- "; else write one.'
        )
    text = text if text.isascii() else normalize("NFC", text)
    if len(text) > LONGEST_ID or text[-1] in "_-" or not _is_part_of_address(text):
        raise ValueError(
            f"{quoted(text)} cannot be an id. Use letters, digits, dots and hyphens,"
            " like 4.10.1 or A-7, at most 40 characters."
        )
    return text


def parse_group_id(found: object) -> str:
    """Return the id of a theme or a section, its Latin letters without accents: `energie`."""
    return parse_id(without_accents(parse_text(found)))


def parse_action_id(found: object) -> str:
    """Return an id as the document prints it, of at most 40 characters."""
    text = parse_text(found)
    if "," in text or ";" in text:
        return parse_id(text)
    text = text if text.isascii() else normalize("NFC", text)
    letters = _MARKS_IN_ID.sub("", text)
    if (
        len(text) > LONGEST_ID
        or not letters
        or any(category(letter)[0] not in "LMN" for letter in letters)
        or _NOT_AN_ID.search(text)
    ):
        raise ValueError(
            f"{quoted(text)} cannot be an id. Write it as the document prints it, like 4.10.1, A-7"
            " or 005/24: letters and digits at its start and end, at most 40 characters."
        )
    return text


def parse_choice(
    found: object, choices: Mapping[str, str], labels: Sequence[str], noun: str
) -> str:
    """Return the value of a word in `choices`, which have spellings as they are or folded."""
    text = parse_text(found)
    chosen = choices.get(text) or choices.get(fold(text)) or choices.get(without_accents(text))
    if chosen is None:
        if says_nothing(text):
            raise EmptyValue("is empty.")
        # "Started" is spelled almost like a status of what has not started, its opposite.
        meant = _qualifiers(text)
        near = [label for label in labels[:MOST_LISTED] if _qualifiers(label) == meant]
        from .other_words import SYNONYMS  # noqa: PLC0415 - few plans need it

        other = SYNONYMS.get(noun, {}).get(fold(text).replace("-", " "))
        hint = f' Did you mean "{other}"?' if other else did_you_mean(text, near)
        message = f"{quoted(text)} is not {noun}. {one_of(labels)}{hint}"
        raise OfPlanError(message, PlanCause("word"))
    return chosen


def _qualifiers(text: str) -> set[str]:
    return {*text.casefold().split()} & _QUALIFIERS


def parse_status(found: object, choices: Mapping[str, str], labels: Sequence[str]) -> str:
    """Return the status that is meant; raise, too, where there is more than a status."""
    text = parse_text(found)
    if chosen := choices.get(text) or choices.get(fold(text)):
        return chosen
    rest = _STATUS_AND_MORE.fullmatch(text)
    start = choices.get(fold(rest[1])) if rest else None
    if fold(text) == fold(NO_CHANGE):
        raise ValueError(
            f"{quoted(text)} is not a status of this plan. Where nothing changed, write the same"
            ' status as before in an update, and leave "status:" as it was.'
        )
    if says_nothing(text):
        message = (
            f"{quoted(text)} is not a status of this plan. {one_of(labels)} Where none is reported,"
            " leave it out."
        )
        raise OfPlanError(message, PlanCause("word"))
    if rest and start:
        raise ValueError(
            f"{quoted(text)} is not a status of this plan. Write only the status, like"
            f' "status: {rest[1]}", and {quoted(rest[2])} on a line of the action\'s own as'
            ' "status_note: …".'
        )
    return parse_choice(text, choices, labels, "a status of this plan")


def parse_domain(found: object) -> str:
    """Return a domain such as `plan.example.org`, in lower case and without scheme or path."""
    text = parse_text(found).casefold()
    if not _DOMAIN.fullmatch(text) or len(text) > 253:
        raise ValueError(
            f"{quoted(text)} is not a domain. Write it without https:// and without a path,"
            " like plan.example.org."
        )
    return text


def parse_ids_begin(found: object) -> str:
    """Return what ids of feed entries begin with: `tag:example.org,2024-09-17` or an UUID URN."""
    text = parse_text(found)
    if not _IDS_BEGIN.fullmatch(text):
        raise ValueError(
            f"{quoted(text)} is not what ids of feed entries begin with. Copy it from what"
            " `make changes` says, like tag:example.org,2024-09-17, or delete the line."
        )
    return text


def parse_page_address(found: object) -> str:
    """Return the address of a page of the site, `/`, `/old/page/` or `/old/page.html`.

    Raise where it could lead out of the site, or is longer than a file's name can be.
    """
    written = parse_text(found)
    text = unquote(written)
    *folders, last = text.removeprefix("/").split("/")
    parts = [*folders, last] if last else folders
    if len(text) > _LONGEST_PAGE_ADDRESS or max(map(_bytes, parts), default=0) > _LONGEST_NAME:
        raise ValueError(
            f"{quoted(written)} is too long. Up to {_LONGEST_NAME} characters can be between two"
            f" slashes, and {_LONGEST_PAGE_ADDRESS:,} in all."
        )
    if (
        not text.startswith("/")
        or not all(map(_is_part_of_address, parts))
        or (last and not last.endswith(".html"))
    ):
        raise ValueError(
            f"{quoted(written)} is not the address of a page of this site."
            " Write it from the first slash to the last, like /actions/4.2.1/."
        )
    return text


def _bytes(text: str) -> int:
    return len(text.encode(errors="surrogatepass"))


def _is_part_of_address(part: str) -> bool:
    """Whether text can be between two slashes: letters and digits, within them `.`, `-`, `_`."""
    kinds = "".join(category(character)[0] for character in part if character not in "._-")
    is_fit = part and part[0] not in "._-" and part[-1] != "." and ".." not in part
    return bool(is_fit) and not kinds.strip("LMN") and kinds[0] != "M"


def parse_digest(found: object) -> str:
    """Return a SHA-256 in lower case: 64 hexadecimal digits."""
    text = parse_text(found).casefold()
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise ValueError(
            f"{quoted(text)} is not a SHA-256: 64 digits of 0-9 and a-f. Copy all of them, or"
            " delete the line."
        )
    return text


def parse_whole_number(found: object) -> int:
    """Return a whole number of one or more."""
    text = parse_text(found)
    if not re.fullmatch(r"[1-9]\d{0,5}", text, re.ASCII):
        raise ValueError(
            f"{quoted(text)} is not a whole number of 1 or more. Write only figures, like 180."
        )
    return int(text)


def parse_yes_or_no(found: object) -> bool:
    """Return whether `yes` is written, or a word that programs have for it, as JSON has."""
    if isinstance(found, bool):
        return found
    text = parse_text(found)
    if text.casefold() not in _YES_OR_NO:
        raise ValueError(f'{quoted(text)} is neither yes nor no. Write "yes" or "no".')
    return _YES_OR_NO[text.casefold()]


def parse_time_zone(found: object) -> str:
    """Return the name of a time zone of the time zone database, such as `Europe/London`."""
    text = parse_text(found)
    try:
        ZoneInfo(text)
    except (LookupError, ValueError, OSError):  # not known, no name, the name of a folder
        raise ValueError(
            f"{quoted(text)} is not a time zone. Write one like Europe/London."
        ) from None
    return text
