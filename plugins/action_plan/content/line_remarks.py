"""Remarks on the lines of a file, whatever field they are in: what is left of drafts and mails."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..formatting import MONTHS
from ..messages import quoted

__all__ = ["line_remarks"]

_LEFT = re.compile(
    r"to be (?:confirmed|agreed|determined|decided|completed|advised|added)"
    r"(?! (?:at|before|by|during|from|in|on|over|to|with|within)\b)|lorem ipsum"
    r"|\[(?:insert|drafts?\b|DN\b|tbc|to follow)(?![^\]\n]*\]\()"
    r"|\[(?:add|enter|type|name of|date|amount|figures?)\b(?! \d)[^\]\n]*\](?!\()"
    r"|(?:click or tap|click here) (?:here )?to enter|choose an item(?=[.\"']|$)|\?\?+"
    r"|not for publication|official[- ]+sensitive|commercial(?:ly)?[- ]in[- ]confidence"
    r"|strictly confidential|embargoed until|draft v(?:ersion)? ?\d|(?-i:\bDRAFT\b)"
    rf"|(?<=: )\(draft\)|(?<![A-Za-z])xx (?:{'|'.join(MONTHS)})"
    r"|(?<!\w)(?:dd|xx)/(?:mm|xx)/(?:yy|xx|\d\d)\w*"
    r"|awaiting (?:confirmation|approval|agreement|details)(?! (?:by|for|from|of)\b)"
    r"|(?<![A-Za-z])(?:TB[ACD]|XXX+|TODO|FIXME)(?![A-Za-z])|(?<=[£€$\w ])_{4,}|(?<=[\w ])\.{6,}"
    # What mails, and programs that write texts, have around what is meant.
    r"|(?-i:\bSent: )[^\n]{0,60}\d|(?-i:Sent from) (?:my|outlook)\b|get outlook for \w+"
    r"|caution:? this (?:e-?mail|message) originated"
    r"|^on (?=[^\n]*(?:\d[:.]\d\d|@))[^\n]{6,120} wrote:?$"
    # What word processors have around and within it.
    r"|(?-i:^P(?:age|AGE)) \d+ of \d+$|(?-i:Commented \[[A-Za-z]{1,4}\d+\])"
    r"|(?-i:Formatted): (?:centred|font|indent|justified|left|normal)(?=[:,.]|$)"
    r"|hyperlink \"http\S*|\\\* mergeformat"
    r"|(?:kind|best|warm(?:est)?) regards(?=[,.!\"']|$)"
    r"|(?:hi|hello|dear) (?:all|team|both|colleagues)(?=[,!:.]|$)"
    r"|(?:\d[:.]\d\d|@)[^\n]{0,80} wrote:(?=[\"']?$)"
    r"|(?:sure|certainly|of course)[!,.] here|rewritten version of your"
    r"|as an ai (?:language )?model|(?:please find|see) attached"
    r"|attached (?:spreadsheet|document|report|file|paper)\b",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"\s*#(?!#)")
_HYPHENATED = re.compile(
    r"(?<![^\W\d_])[^\W\d_]{2,}-"
    r"(?=\n *(?!(?:and|or|nor|to|et|ou|und|oder|bis|sowie|bzw|beziehungsweise|en|of|tot|og|eller"
    r"|och|till|til|ja|tai|oraz|lub|agus|és|vagy|a|neu)\b)([a-zß-öø-ÿ]{2,})(?!\w*:))"
)
"""A word that goes on in the next line, as columns of a PDF have it: not `pre- and post-war`."""
_GOES_ON = re.compile(
    r"[,&]$|\b(?:and|of|for|the|with|at|in|und|für|et|de|des|du|la|le|y|og|och|en)$"
)
"""How a line ends that is not the whole name of a body."""
_LIGATURE = re.compile("[\ufb00-\ufb06]")
"""Letters that are one character, as PDFs have them."""
_WITH_LIGATURE = re.compile(rf"(?<!\w)\w*{_LIGATURE.pattern}\w*")
_SHORT = 50
"""Characters of a line that is not broken because it is too long."""
_IN_LEFT = {
    **dict.fromkeys(("to be ", "awaiting", "lorem", "xx", "todo", "fixme", "to enter", "??"), ()),
    **dict.fromkeys(("choose an", "dd/", "____", "......", "publication", "sensitive"), ()),
    **dict.fromkeys(("embargoed", "draft", "sent: ", "sent from", " regards"), ()),
    **dict.fromkeys(("get outlook", "originated", " wrote", "commented [", "formatted: "), ()),
    **dict.fromkeys(("hyperlink", "mergeformat"), ()),
    "page ": ("\npage ",),
    **dict.fromkeys(("wrote:", "rewritten", "as an ai", "attached"), ()),
    "[": (
        *("[insert", "[d", "[tbc", "[to ", "[add", "[enter", "[type", "[name", "[amount"),
        "[figure",
    ),
    "confiden": ("y confidential", "in-confidence", "in confidence"),
    "tb": ("tba", "tbc", "tbd"),
    " here": ("! here", ", here", ". here"),
    **dict.fromkeys(("hi ", "hello ", "dear "), (" all", " team", " both", " colleag")),
}
"""What is in every text that `_LEFT` finds anything in, with one of several where that is common:
it is looked for much faster."""


def line_remarks(text: str) -> Iterator[tuple[int, str]]:
    """Return the lines of a file that are probably not meant as they are, and what to do."""
    yield from _unfinished(text)
    yield from _joined(text)
    yield from _copied(text)


def _unfinished(text: str) -> Iterator[tuple[int, str]]:
    """Return the lines of a file, comments left out, that are not what is to be published."""
    folded = text.casefold()
    groups = [more for words, more in _IN_LEFT.items() if words in folded]
    if not any(not more or any(word in folded for word in more) for more in groups):
        return
    for number, line in enumerate(text.split("\n"), 1):
        found = _LEFT.search(line)
        if found and not _COMMENT.match(line):
            yield (
                number,
                f"{quoted(found[0])} is printed for residents. Write what is known, or leave it"
                " out, unless the document itself says so.",
            )


def _joined(text: str) -> Iterator[tuple[int, str]]:
    """Return where a file has names on lines of their own that YAML reads as one text."""
    for name in ("lead", "partners"):
        found = re.search(rf"\n{name}:( [^\n]{{1,{_SHORT}}})?\n", text)
        if found is None:
            continue
        above = text.count("\n", 0, found.start()) + (1 if found[1] else 2)
        first = [found[1]] if found[1] else []
        lines = [*first, *text[found.end() :].split("\n", 2)][:2]
        if all(line[:1] == " " and not line.lstrip().startswith("- ") for line in lines):
            words = quoted(lines[0].strip().removeprefix("-"))
            if lines[0].strip()[:1] in "'\">|" or _GOES_ON.search(lines[0]):
                continue
            yield (
                above + 1,
                f"{words} and what is below it are read as one. Where they are several, start each"
                ' line with "- ".',
            )


def _copied(text: str) -> Iterator[tuple[int, str]]:
    """Return where a file has words as the lines of a PDF have them."""
    line, place = 1, 0
    for found in _HYPHENATED.finditer(text) if "-\n" in text else ():
        line, place = line + text.count("\n", place, found.start()), found.start()
        yield (
            line,
            f"{quoted(found[0])} and {quoted(found[1])} are read with a space between them. Write"
            " the word on one line.",
        )
    line, place = 1, 0
    for found in _WITH_LIGATURE.finditer(text) if _LIGATURE.search(text) else ():
        line, place = line + text.count("\n", place, found.start()), found.start()
        yield (
            line,
            f"{quoted(found[0])} has letters that are one character, which a search does not find."
            " Type the word again.",
        )
