"""Text as YAML: whatever an officer types becomes a value that reads back as the same text."""

from __future__ import annotations

import re

import yaml

__all__ = ["double_quoted", "plain_or_quoted", "single_quoted"]

_PLAIN_START = re.compile(r"[^\W_]")
_RESOLVER = yaml.resolver.Resolver()
_TEXT = "tag:yaml.org,2002:str"


def plain_or_quoted(text: str, *, flow: bool = False, below: str = "") -> str:
    """Return text as a plain value where YAML reads it back so, else in double quotes.

    `flow` is for a value within braces or brackets. Several lines are written as they are, with
    `below` in front of each, where the value may be written so.
    """
    lines = text.split("\n")
    if below and not flow and len(lines) > 1 and _stays_in_block(lines):
        return "\n".join(("|", *(f"{below}{line}" if line else "" for line in lines)))
    return text if _stays_plain(text, flow=flow) else double_quoted(text)


def _stays_in_block(lines: list[str]) -> bool:
    """Whether YAML reads lines below each other as they are, the last one without its end."""
    has_ends = lines[0][:1].strip() and lines[-1]
    return bool(has_ends) and all(line.isprintable() and line == line.rstrip() for line in lines)


def double_quoted(text: str) -> str:
    """Return text as a value in double quotes; what cannot be seen is written as its number."""
    return f'"{"".join(map(_escaped, text))}"'


def single_quoted(text: str) -> str:
    """Return text as a value in single quotes, or in double where it holds what cannot be seen."""
    return "'" + text.replace("'", "''") + "'" if text.isprintable() else double_quoted(text)


def _stays_plain(text: str, *, flow: bool) -> bool:
    """Whether YAML reads text without quotes as it is, and so do its rules, which others follow.

    These make numbers, days and switches of text.
    """
    if not _PLAIN_START.match(text) or not text.isprintable():
        return False
    if _RESOLVER.resolve(yaml.ScalarNode, text, (True, False)) != _TEXT:  # type: ignore[no-untyped-call]
        return False
    try:
        found = yaml.load(
            f"[{{a: {text}, b: c}}]" if flow else f"- a: {text}\n  b: c\n",
            Loader=yaml.CBaseLoader,  # noqa: S506 - makes nothing but text, lists and mappings
        )
    except yaml.YAMLError:
        return False
    return bool(found == [{"a": text, "b": "c"}])


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character.isprintable():
        return character
    return f"\\u{ord(character):04x}" if ord(character) < 0x10000 else f"\\U{ord(character):08x}"
