"""Why YAML could not be read, in an officer's words."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from ..messages import quoted
from ..problems import Problem
from .first_lines import first_line_advice, start_of_text
from .groups import GROUPS

__all__ = ["line_advice", "yaml_problem"]

_OPENING_QUOTE = re.compile(r"""^[^#'"]*[:\-]\s+(?P<quote>["'])""")
_NO_SPACE_AFTER_COLON = re.compile(
    r"\s*(?P<dash>(?:- +)?)(?!mailto:)(?P<name>[^\W\d_][\w -]*):(?P<value>[^\s/].*?)\s*"
)
_NAME = re.compile(r" *(?:- +)?([a-z][a-z_]*):(?= |$)")
_PROSE = re.compile(r" *[A-Z][^:]*: .*")
_BRACE = re.compile(r" *(?:- +)?(?:[a-z_]+: +)?\{(?=[^{%])")
_SECOND_ENTRY = re.compile(r"\}[ ,;]*(?:- *)?\{")
_GROUP_IN_ONE_LINE = re.compile(
    r"\s*(?P<name>[a-z_]+): +"
    r"(?P<field>(?:title|address|label|start|value|date|until|amount|scope|how): +[^:,;]*\S)\s*"
)
_ROUND = re.compile(
    r"\s*(?:- +)?(?:[a-z_]+: +)?\((?:id|title|label|value|date|due|from|amount|kind): .*\)\s*",
    re.IGNORECASE,
)
_WITHIN_A_TEXT = re.compile(r": [^,\[\]{}\"']*[^\s,\[\]{}\"'][^,\[\]{}\"']*\[[^\[\]]*\]")
_NOTHING_BETWEEN = re.compile(r"[\[,]\s*,")
_BRACES = re.compile(r"\{[^{}%][^{}]*\}")
_QUOTED = re.compile(r'"[^"]*"')
_OF_TWO_COLONS = (
    (
        re.compile(r"[^:#]+: +mailto: +\S+\s*"),
        'has a space behind "mailto:". Delete that space.',
    ),
    (
        re.compile(
            r"[^\"'{\[]*[,;] ?(?:date|status|note|evidence|due|title|address|amount|kind|year|id"
            r"|label|stage|value|unit|spent|done|starts|source|of|meaning|summary): .*"
            r"|\s*(?:- +)?(?:amount|date|due|starts|status|value): [^:\"']*"
            r" (?:date|done|due|evidence|note|status|unit|value|year): .*"
        ),
        "has two fields. Write each on a line of its own, the second with as many spaces in front"
        " as the name of the first.",
    ),
    (
        re.compile(r".*“.*”.*"),
        "has a second colon, and YAML does not know the quotes “ and ”."
        ' Put the value in straight double quotes, like name: "Parks: North".',
    ),
    (
        re.compile(r".*"),
        "has a second colon, which YAML reads as another field."
        ' Put the value in double quotes, like name: "Parks: North".',
    ),
)
"""What a line shows by itself that has a second colon, and the advice."""
_ENTRY_WITHOUT_COLON = re.compile(
    r"\s*- +(?P<name>address|amount|date|due|from|id|kind|label|note|read|status|title|unit|value"
    r"|year) +(?P<value>[^:]*\S)\s*"
)
_SEMICOLON = re.compile(r"; *[a-z_]+:")
_RESERVED = re.compile(r"[a-z_]+: +[&*!|>%@`]")
_COLON = re.compile(r":(?= |$)")
_LONGEST_LINE = 500
"""Characters of a line that are looked at: patterns must not take minutes over a damaged file."""
_RESERVED_BY_YAML = (
    "has a value that starts with a sign YAML keeps for itself. Put the value in double quotes."
)
_BULLET = re.compile(
    r"\s*(?P<mark>[•·▪●‣◦*+–—−]|\d{1,2}[.)])\s*(?P<rest>[^\W\d_][\w -]*:(?:\s.*?)?)\s*"
)
_BY_LINE = (
    (
        re.compile(r"\s*(?:`{3,}|~{3,}).*"),
        "marks an example, and is not part of it. Delete this line.",
    ),
    (
        _BULLET,
        'starts with "{mark}". Start it with a hyphen and a space: "- {rest}".',
    ),
    (
        re.compile(r"\s*>\s*(?P<rest>\S.*?)\s*"),
        'starts with ">", as lines of another\'s mail do. Write "{rest}".',
    ),
    (
        re.compile(r"\s+(?P<mark>\*)\s+(?P<rest>[^:]*?)\s*"),
        'starts with "{mark}". Start it with a hyphen and a space: "- {rest}".',
    ),
    (
        re.compile(r"\s*(?P<name>(?:- +)?[^\W\d_][\w -]*)：\s*(?P<value>.*?)\s*"),
        'has the wide colon of another keyboard. Write "{name}: {value}".',
    ),
    (re.compile(r"\s*(?:- +)?(?:note|text|how): +\[[^\]]*\] ?\(.*"), _RESERVED_BY_YAML),
    (
        re.compile(r"\s*(?:- +)?[^:#]+: +\[[^\]]*\] ?\(.*"),
        "has a link as Markdown writes it. Where an address is asked for, write only the address;"
        " in a text, only words.",
    ),
    (
        re.compile(r"\s*(?:- +)?(?P<name>[^:#]+): +[-?](?: .*|)"),
        "has a value that starts with a hyphen or a question mark. Put the value in double quotes;"
        ' where it is a list, start it on the next line, below "{name}:".',
    ),
    (
        re.compile(r"\s*(?:- +)?[^:#]+: +\{[{%].*"),
        "is a command of another program. Write the words that are meant.",
    ),
    (re.compile(r" *\t.*"), "starts with a tab. Use spaces in front of fields, never a tab."),
    (_NO_SPACE_AFTER_COLON, 'has no space after its colon. Write "{dash}{name}: {value}".'),
    (
        re.compile(r"\s*-(?P<rest>[^\W\d_][\w -]*:(?:\s.*?)?)\s*"),
        'has no space after its hyphen. Write "- {rest}".',
    ),
    (
        re.compile(r"""\s*"(?P<name>[\w -]+)" *: *"?(?P<value>[^"]*?)"?,?\s*"""),
        'is written as in JSON. Write "{name}: {value}", without quotes and comma.',
    ),
    (
        re.compile(r"""\s*(?:- +)?[^:#]+: +(?:"[^"]*"|'[^']*') *[^ #'].*"""),
        "has words behind its quotes."
        " Put the whole value in one pair of quotes, and use none of that kind within.",
    ),
    (
        re.compile(
            r"\s*(?:- +)?(?!note:)(?P<name>[^:#]+): +(?P<stars>\*\*?)(?P<words>[^*]+)(?P=stars)\s*"
        ),
        'has asterisks, which are read only in notes and texts. Write "{name}: {words}".',
    ),
    (
        re.compile(r"\s*(?:- +)?(?!note:)(?P<name>[^:#]+): +`(?P<words>[^`]+)`\s*"),
        'has backticks, which are read only in notes and texts. Write "{name}: {words}".',
    ),
    (
        re.compile(
            r"\s*(?P<dash>(?:- +)?)(?P<stars>\*\*?|`)(?P<name>[^\W\d_][\w -]*):?(?P=stars):?"
            r" +(?P<value>.*?)\s*"
        ),
        'has markup around the name of its field. Write "{dash}{name}: {value}".',
    ),
    (
        re.compile(r"\s*(?:- +)?[^:#]+: +(?P<mark>[|>][+-]?) +[^#\s].*"),
        'has words behind a "{mark}" that YAML keeps for itself. Delete the "{mark}"; or, where it'
        " is meant, put the whole value in double quotes.",
    ),
    (
        re.compile(r"\s*(?:- +)?(?:[^:#]+: +)?(?P<sign>[&*!|>%@`,]|\[.*\] *[^ #]|\{.*\} *[^ #]).*"),
        _RESERVED_BY_YAML,
    ),
)
"""What a line shows by itself, when YAML stops at it, and the advice."""


_BY_WORD = {
    **dict.fromkeys(
        ("escape", "hexdecimal"),
        "has a backslash between double quotes, where YAML reads it as a code. Write it twice.",
    ),
    "tab": "has a tab where a field starts. Use spaces in front of fields, never a tab.",
    " flow ": "has a bracket [ or { without its partner. Close it where the list ends.",
}
"""What is wrong where YAML's own words have a word."""
_OF_STRUCTURE = ("mapping values are not allowed", "expected '-' indicator")
_APOSTROPHE = re.compile(r"[^:]+: +'[^'\"]*\w'\w[^'\"]*'\s*")
_FOREIGN_COMMENT = re.compile(r"\s*(?://|<!--|/\*|%\s)")


def yaml_problem(
    path: str, text: str, first_line: int, error: yaml.YAMLError, before: Sequence[Problem] = ()
) -> Problem:
    """Return why YAML could not be read, in an officer's words, at the line to change.

    That may be what was found `before` to be wrong with the line above.
    """
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        reason = " ".join(str(error).split())
        return Problem(path, first_line, "", f"the fields cannot be read: {reason}.")
    source = text.split("\n")
    index = min(error.problem_mark.line, len(source) - 1)
    for found in before:
        is_of_line_above = found.line == index + first_line - 1 and "YAML drops" in found.message
        if is_of_line_above or "have too few spaces" in found.message:
            return found
    words = f"{error.context or ''} {error.problem or ''}"
    if error.context_mark and ("expected ':'" in words or " flow " in words):
        index = error.context_mark.line
    unclosed = _unclosed_quote(source, index)
    if unclosed is None and error.context_mark and "unexpected end of stream" in words:
        mark = error.context_mark
        unclosed = mark.line, source[mark.line][mark.column]
    if unclosed is not None:
        index, quote = unclosed
        advice = (
            "has an apostrophe within single quotes. Put the whole value in double quotes."
            if _APOSTROPHE.fullmatch(source[index])
            else f"has a quote {quote} without its partner."
            f" Start and end the value with {quote}, and use none within."
        )
    else:
        index, advice = _place_and_advice(source, index, words)
    line = source[index].strip()
    return Problem(path, index + first_line, "", f"{quoted(line)} {advice}" if line else advice)


def _place_and_advice(source: Sequence[str], index: int, words: str) -> tuple[int, str]:
    """Return the line to change, of that at which YAML stopped and those above, and what to do."""
    whole, source = source, [line[:_LONGEST_LINE] for line in source]
    advice = line_advice(source[index])
    entry = source[index].strip()
    if entry[:1] == "{" and source[max(index - 1, 0)].lstrip().startswith("- "):
        return index, f'has no hyphen. Write "- {entry}".'
    is_of_structure = any(word in words for word in _OF_STRUCTURE)
    above = start_of_text(source, index) if is_of_structure else max(index - 1, 0)
    line = source[above]
    if not advice and index and line:
        # What makes a line unreadable may be the end of the one above.
        is_run_together = _NO_SPACE_AFTER_COLON.fullmatch(line)
        if is_run_together or _shows_by_itself(line, words):
            index, advice = above, line_advice(line)
        elif is_of_structure and (of_first := first_line_advice(source, above, index)):
            return above, of_first
        if is_run_together and _NO_SPACE_AFTER_COLON.fullmatch(source[index + 1]):
            advice += " Likewise each line below it."
    return index, (
        advice
        or _goes_on(source, index)
        or _in_no_list(source, index)
        or _advice_by_words(whole[index], words)
    )


def _unclosed_quote(source: Sequence[str], last: int) -> tuple[int, str] | None:
    for index, line in enumerate(source[: last + 1]):
        found = _OPENING_QUOTE.match(line)
        if found and line.count(found["quote"]) % 2:
            return index, found["quote"]
    return None


def line_advice(line: str) -> str:
    """Return what is wrong with a line that YAML stopped at, where the line itself shows it."""
    line = line[:_LONGEST_LINE]
    if advice := _of_no_field(line):
        return advice
    group = _GROUP_IN_ONE_LINE.fullmatch(line)
    if group and group["name"] in GROUPS:
        return (
            f'has a field behind the name of a group. Write "{group["field"]}" below it, with two'
            " more spaces in front."
        )
    if _ROUND.fullmatch(line):
        return "is in round brackets. Write { and } in their place."
    if "{" in line:
        if advice := _around_braces(line) or _between_braces(line):
            return advice
        line = _BRACES.sub("{}", line)
    for pattern, advice in _OF_TWO_COLONS if len(_COLON.findall(line)) > 1 else _BY_LINE:
        found = pattern.fullmatch(line)
        if found:
            return advice.format(**found.groupdict())
    return ""


def _of_no_field(line: str) -> str:
    """Return what is wrong with a line that is no field, nor part of one, or nothing."""
    if line == "...":
        return "ends the fields, as YAML reads it. Delete the line."
    if line.strip() and not line.strip(" -–—=_.~*"):
        return "says nothing, and is no field. Delete the line."
    if _FOREIGN_COMMENT.match(line):
        return 'is a comment in other languages. Start it with "# ", or delete the line.'
    return ""


def _shows_by_itself(above: str, words: str) -> bool:
    """Whether the line above the one at which YAML stopped is the one to be mended."""
    if _ENTRY_WITHOUT_COLON.fullmatch(above):
        return "mapping values are not allowed" in words
    return "：" in above or above == "..." or _BULLET.fullmatch(above) is not None


def _around_braces(line: str) -> str:
    """Return what is wrong in front of the braces of a line, or behind them."""
    if line.lstrip().startswith("-{"):
        return f'has no space after its hyphen. Write "- {line.strip()[1:]}".'
    if _SECOND_ENTRY.search(line):
        return 'has two entries. Write each on a line of its own that starts with "- ".'
    rest = line.rpartition("}")[2].strip()
    if rest and not rest.strip(".,;") and _BRACE.match(line):
        return f"has {quoted(rest)} behind its closing brace. Delete it."
    return ""


def _between_braces(line: str) -> str:
    """Return what is wrong with the fields of a line that are between braces."""
    start = _BRACE.match(line)
    if start is None:
        return ""
    fields = line[start.end() :]
    if _SEMICOLON.search(fields):
        return "has a semicolon between its fields. Between braces, write commas."
    if line.count("{") != line.count("}"):
        return "has a brace without its partner. Start its fields with { and end them with }."
    if _RESERVED.search(fields):
        return _RESERVED_BY_YAML
    plain = _QUOTED.sub('""', fields)
    if any(len(_COLON.findall(part)) > 1 for part in plain.split(",")):
        return (
            "has a second colon before the next comma. Put the value in double quotes, or write the"
            " comma that is missing."
        )
    return ""


def _goes_on(source: Sequence[str], index: int) -> str:
    """Return what is wrong with a line that goes on with a text above it, and looks like more."""
    line = source[index]
    above = next((text for text in reversed(source[:index]) if _NAME.match(text)), "")
    name = _NAME.match(above)
    if name is None or not above[name.end() :].strip():
        return ""
    if line.lstrip().startswith("- ") and not _NAME.match(line):
        if name[1] == "note":
            return (
                'is within the value of "note". Write "note: |", and all of the note below it,'
                " indented, with an empty line above the list."
            )
        return (
            f'is within the value of "{name[1]}", which is one text and no list.'
            " Write it as sentences, on one line."
        )
    if _PROSE.match(line):
        return (
            f'has a colon and goes on with the value of "{name[1]}".'
            " Put that whole value in double quotes."
        )
    return ""


def _in_no_list(source: Sequence[str], index: int) -> str:
    """Return what is wrong with an entry of a list that is below a field with a value, or nothing.

    Both start at the same place, and nothing above them in that group is an entry.
    """
    line = source[index]
    entry = line.lstrip()
    spaces = line[: len(line) - len(entry)]
    above = source[index - 1] if index else ""
    if not entry.startswith("- ") or not re.match(rf"{spaces}[^\s-][^:]*: +\S", above):
        return ""
    for line in reversed(source[:index]):
        if line.lstrip().startswith("- "):
            return ""
        if line[:1] not in (" ", "#", ""):
            break
    return 'is in no list. Delete its "- ".'


def _between_brackets(line: str) -> str:
    """Return what is wrong with a list whose brackets are both there, or nothing."""
    if line.count("[") != line.count("]") or "[" not in line:
        return ""
    if "{" in line and _WITHIN_A_TEXT.search(line):
        return "has brackets within a text. Between braces, put such a value in double quotes."
    if _NOTHING_BETWEEN.search(line):
        return "has a comma too many. Write one between two values, and none in front or behind."
    if line.count("'") % 2:
        return "has an apostrophe within single quotes. Put each value in double quotes."
    return ""


def _advice_by_words(line: str, words: str) -> str:
    """Return what is wrong where only YAML's own words show it."""
    if " flow " in words and (advice := _between_brackets(line)):
        return advice
    for word, advice in _BY_WORD.items():
        if word in words:
            return advice
    if entry := _ENTRY_WITHOUT_COLON.fullmatch(line):
        return f'has no colon. Write "- {entry["name"]}: {entry["value"]}".'
    if (
        "mapping values are not allowed" in words
        or "expected '-' indicator" in words
        or ("expected key" in words and (line[:1].isspace() or line.startswith("- ")))
    ):
        return (
            "does not stand under the field above it."
            " Start the line with as many spaces as the fields that belong with it."
        )
    if "could not find expected ':'" in words:
        return (
            'has no colon. Write fields as "name: value",'
            " or indent the line to go on with the one above."
        )
    return (
        "cannot be read."
        ' Check that fields are below each other as "name: value"'
        " and that values with : # & * ! | > % @ are in double quotes."
    )
