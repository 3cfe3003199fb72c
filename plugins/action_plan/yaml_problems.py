"""Why YAML could not be read, in an officer's words."""

from __future__ import annotations

import re

import yaml

from .problems import Problem, quoted

__all__ = ["yaml_problem"]

_OPENING_QUOTE = re.compile(r"""^[^#'"]*[:\-]\s+(?P<quote>["'])""")


def yaml_problem(path: str, text: str, first_line: int, error: yaml.YAMLError) -> Problem:
    """Say in an officer's words why YAML could not be read, at the line that is to be changed."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Problem(path, first_line, "", f"the fields cannot be read: {_flat(error)}.")
    source = text.split("\n")
    index = min(error.problem_mark.line, len(source) - 1)
    words = f"{error.context or ''} {error.problem or ''}"
    unclosed = _unclosed_quote(source, index)
    if unclosed is not None:
        index, quote = unclosed
        advice = (
            f"has a quote {quote} without its partner."
            f" Start and end the value with {quote}, and use none within."
        )
    elif (
        "tab" in words or "\t" in source[index][: len(source[index]) - len(source[index].lstrip())]
    ):
        advice = "starts with a tab. Use spaces in front of fields, never a tab."
    elif "mapping values are not allowed" in words:
        advice = (
            "has a second colon, which YAML reads as another field."
            ' Put the value in double quotes, like name: "Parks: North".'
        )
    elif "could not find expected ':'" in words:
        index = error.context_mark.line if error.context_mark else index
        advice = (
            'has no colon. Write fields as "name: value",'
            " or indent the line to go on with the one above."
        )
    elif "cannot start any token" in words:
        advice = (
            "has a value that starts with a sign YAML keeps for itself."
            " Put the value in double quotes."
        )
    else:
        advice = (
            f"cannot be read ({_flat(words)})."
            ' Check that fields stand under each other as "name: value"'
            " and that values with : # & * ! | > % @ are in double quotes."
        )
    line = source[index].strip()
    return Problem(path, index + first_line, "", f"{quoted(line)} {advice}" if line else advice)


def _unclosed_quote(source: list[str], last: int) -> tuple[int, str] | None:
    for index, line in enumerate(source[: last + 1]):
        found = _OPENING_QUOTE.match(line)
        if found and line.count(found["quote"]) % 2:
            return index, found["quote"]
    return None


def _flat(words: object) -> str:
    return " ".join(str(words).split())
