"""What other programs leave in a text, and markup that is read nowhere or not here.

Residents would read its characters as they are, so that each is a problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from ..messages import quoted

__all__ = [
    "DOUBTFUL_IN_PLAIN",
    "doubts_of_markdown",
    "in_cell",
    "in_markdown",
    "in_plain_text",
    "is_doubtful",
    "misplaced_field",
]

_SPREADSHEET_ERROR = r"#(?:NAME\?|REF!|VALUE!|DIV/0!|NULL!|NUM!|N/A)|\bErr:\d{3}\b"
_WORD_ERROR = r"Error! (?:Bookmark|Reference|Hyperlink|No )[^.\n]*\."
_ELEMENTS = (
    "a|abbr|b|blockquote|br|center|code|del|div|em|font|h[1-6]|hr|i|iframe|img|ins|li|mark|object|"
    "ol|p|pre|s|script|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|th|thead|tr|u|ul"
)
DOUBTFUL_IN_PLAIN = ("^", "$$", "%%", "【", "•", " :", "://")
"""What is in all plain words that have anything of this or of an address."""
_ALWAYS_DOUBTFUL = ("^", "$$", "%%", "【", "•")
_DOUBTFUL = re.compile(r"[#*<\]{~]|Err")
"""What is in every text that has anything of this."""
# Patterns are compiled by `re` when a text needs them: nearly none does.
_IN_PLAIN_TEXT = (
    (
        (_SPREADSHEET_ERROR),
        "is what a spreadsheet writes where it cannot calculate. Write the words that are meant.",
    ),
    (
        rf"</?(?:{_ELEMENTS})(?:\s[^<>]*)?/?>|<!--.*?(?:-->|$)",
        "is HTML, which is not read here. Write plain words.",
    ),
    (
        r"\*\*\S[^*]*\*\*|!?\[[^\[\]]*\] ?\([^()\s]*\)|~~\S[^~]*~~",
        "is Markdown, which is not read here. Write plain words; a link goes where an address is"
        " asked for.",
    ),
    (
        r"\{\{.{0,500}?\}\}|\{%.{0,500}?%\}",
        "is a command of another program. Write the words that are meant.",
    ),
)

_CODE = re.compile(r"<(pre|code)>.*?</\1>", re.DOTALL)
_TAG = re.compile(r"</?(?:[a-z][a-z0-9]*)(?: [^<>]*)?>")
_LEFT = re.compile(r"[|~^{}\\\[\]*=!#+:$%【]|Err")
"""What is in every text that has anything of `_IN_MARKDOWN`."""
_LOST = re.compile(r"\d<(em|strong)>[^<>]*</\1>\d")
_IN_MARKDOWN = (
    (
        r"\{(?:\+\+|--|~~|>>|==)[^\n]{0,500}?(?:\+\+|--|~~|<<|==)\}",
        "is a change that another program keeps. Write what is true now, and delete the rest.",
    ),
    (
        r"(?<![A-Za-z])[A-Za-z]:\\\w[^\s<]*|(?<!\S)\\{1,2}\w[\w.$-]*\\\w[^\s<]*",
        "is a file of your own network, which residents cannot open. Put it on a public page, and"
        " link to that.",
    ),
    (
        r"^[^\n|]*\|[^\n]*(?:\n[^\n|]*\|[^\n]*)+|^\|[^\n]+\|$",
        "is not read as a table. Leave an empty line above its first row, and write below that row"
        " a line with |---| for each column.",
    ),
    (
        r"\[\^[^\]\s]*\]:?",
        "is a footnote, which is not supported. Write it into the text, or link to what it names.",
    ),
    (
        r"~~+[^~\n]*~*",
        "is crossed out in other programs only. Write what is true now, and delete the rest.",
    ),
    (
        r"\{\{[^\n]{0,500}?\}\}|\{%[^\n]{0,500}?%\}|\{:[^}\n]{0,500}\}|\{[.#][\w-][^}\n]{0,500}\}"
        r"|\{ ?(?:HYPERLINK|MERGEFIELD|PAGEREF|REF|TOC)\b[^}\n]{0,500}\}"
        r"|\{(?:panel|noformat|code|quote)(?::[^}\n]*)?\}"
        r"|【\d+[^】\n]{0,100}】|:contentReference\[[^\]\n]{0,100}\](?:\{[^}\n]{0,100}\})?",
        "is a command of another program. Delete it.",
    ),
    (
        r"!\[[^\]\n]*\](?:\[[^\]\n]*\])?",
        "is a picture. Pictures are not supported here: link to the page that has it.",
    ),
    (
        (
            r"\[[^\[\]\n]+\]\s+\([^()\n]*[:./][^()\n]*\)|\([^()\n]+\)\[[^\[\]\s]*[:./][^\[\]\s]*\]"
            r"|\[[^\[\]\n]+\]\[[^\[\]\n]*\]|^\[[^\[\]\n]+\]: \S+|\[\[[^\[\]\n]+\]\]"
            r"|\[[^\[\]\n]+\]\((?:https?:|www\.|mailto:)\S*"
        ),
        "is not read as a link. Write it like [words](https://www.example.org/page), with nothing"
        " between ] and (.",
    ),
    (
        r"^\[[ xX]\] ",
        "is a box to tick in other programs only. Delete it, and say in words what is done.",
    ),
    (
        r"^: +\S[^\n]*|^\*\[[^\]\n]+\]:[^\n]*",
        "is a definition in other programs only. Write it as a sentence; what an abbreviation"
        " stands for goes into the glossary of plan.yml.",
    ),
    (
        r"\$\$[^$\n]+\$\$|(?<=[A-Za-z0-9])~[A-Za-z0-9]{1,4}~|(?<=[A-Za-z0-9])\^[A-Za-z0-9]{1,4}\^",
        "is a formula in other programs only. Write it in words, or with characters like ² and ₂.",
    ),
    (
        r"%%[^%\n]+%%|(?<!\S):[a-z]+(?:_[a-z]+)*:(?!\S)|^\+\+\+$",
        "is read by other programs only. Delete it, or write words.",
    ),
    (
        r"^(?::::+|!!! ?)\w*|\[!\w+\]|\[TOC\]|\[\[_TOC_\]\]"
        r"|\\(?:newpage|pagebreak|textbf|textit|emph|item|(?:sub)*section|begin|end)\b",
        "is a command of another program. Delete it.",
    ),
    (
        r"(?<!\*)\*\*(?!\*)|==[^=\n]+==|\[(b|i|u|quote|size)(?:=[^\]\n]*)?\][^\n]*?\[/\1\]",
        "is not read as markup. For bold, write **words** with no space within the asterisks.",
    ),
    (
        (r"\\[~'\"$@<>|&%,;:?/=^]"),
        "has a backslash that readers would see. Delete the backslash.",
    ),
    (
        r"\\n(?![a-z])",
        "is a new line in other programs only. Write two sentences, or leave an empty line.",
    ),
    (
        rf"{_SPREADSHEET_ERROR}|{_WORD_ERROR}",
        "is what a program writes where it found nothing. Write the words that are meant.",
    ),
)
_LIST_ITEM = re.compile(
    r"^[ \t]*(?:(?:[•·▪●‣◦→➢➤✓✔☐☑☒*+–-]|\d{1,2}[.)]|[-=]>)[ \t]+|[o§] {2,})\S[^\n]*",
    re.MULTILINE,
)
_LINES_OF_A_LIST = re.compile(
    r"(?:^|(?<=[\n>]))(?:\(?[ai1][.)](?!\d) ?[^\n]*\n\(?(?:b|ii|2)[.)](?!\d) ?(?=\S)"
    r"|o [^\n]*\no (?=\S)|[-*•](?=\w)[^\n]*\n[-*•](?=\w))"
)
"""Two lines in one paragraph that are numbered or marked as those of a list are."""
_BULLETS_IN_A_LINE = re.compile(r"[^\n]* [•▪●‣◦] [^\n]* [•▪●‣◦] [^\n]*")
_CELLS = re.compile(r"^[^\t\n]*\S\t+[^\n]*", re.MULTILINE)
"""A line of cells as a spreadsheet puts them on the clipboard."""
_MISPLACED = re.compile(
    r"\s*(?:- +)?(?:(?:date|spent_as_at|due|starts|added):\s*\S*\d"
    r"|(?:updates|funding|milestones|measures|status|status_note|evidence|superseded_by"
    r"|lead|partners|related|theme|section|continues_into|corrections|first_due):(?:\s|$))"
)
"""A line of the fields, in the text below them."""


def in_plain_text(text: str) -> str:
    """Return what is wrong with a text that is printed as it is, or nothing."""
    for pattern, message in _IN_PLAIN_TEXT if _DOUBTFUL.search(text) else ():
        if found := re.search(pattern, text, re.IGNORECASE):
            return f"{quoted(found[0])} {message}"
    return ""


def in_cell(text: str) -> str:
    """Return what is wrong with a text that came from a spreadsheet, or nothing."""
    pattern, message = _IN_PLAIN_TEXT[0]
    found = re.search(pattern, text, re.IGNORECASE) if _DOUBTFUL.search(text) else None
    return f"{quoted(found[0])} {message}" if found else ""


def in_markdown(html: str) -> Iterator[tuple[str, str]]:
    """Return what readers of a text's HTML would see of markup, and what to do."""
    visible = unescape(_TAG.sub("", _CODE.sub("", html)))
    taken: list[tuple[int, int]] = []
    for pattern, message in _IN_MARKDOWN if _LEFT.search(visible) else ():
        for found in re.finditer(pattern, visible, re.MULTILINE):
            start, end = found.span()
            if not any(start < last and first < end for first, last in taken):
                taken.append((start, end))
                words = found[0].partition("\n")[0]
                yield words, f"{quoted(words)} {message}"


def is_doubtful(text: str) -> bool:
    """Whether plain words may have anything that another program left."""
    always = any(sign in text for sign in _ALWAYS_DOUBTFUL)
    return always or re.search(r"(?<!\S):[a-z]", text) is not None


def doubts_of_markdown(html: str, text: str) -> Iterator[tuple[str, str]]:
    """Return what of a text is probably read otherwise in its HTML than meant, and what to do."""
    for found in _LOST.finditer(html):
        words = _TAG.sub("*", found[0])
        yield (
            words,
            f"{quoted(words)} loses its asterisks, which make italics. Write × to multiply, or a"
            " backslash in front of each.",
        )
    if not any(character in html for character in ("\n", "   ", "•")):
        return
    visible = unescape(_TAG.sub("", _CODE.sub("", html)))
    item = _LIST_ITEM.search(visible) or _BULLETS_IN_A_LINE.search(visible)
    if item or (item := _LINES_OF_A_LIST.search(_CODE.sub("", html))):
        words = unescape(_TAG.sub("", item[0])).strip().partition("\n")[0]
        yield (
            words,
            f"{quoted(words)} seems to be of a list, and is read as part of one paragraph. Leave an"
            ' empty line above the list, and start each line of it with "- ".',
        )
    elif "\t" in text and "<pre>" not in html and (cells := _CELLS.search(text)):
        words = cells[0].strip()
        yield (
            words,
            f"{quoted(words)} has tabs, as cells of a spreadsheet do, and is read as part of one"
            " paragraph. Write it as a sentence, or as a table: | between the cells, and below the"
            " first row a line with |---| for each column.",
        )


def misplaced_field(line: str) -> str:
    """Return what is wrong with a line of a body that belongs to the fields above, or nothing."""
    if not _MISPLACED.match(line):
        return ""
    return (
        f'{quoted(line)} is below the line "---", where all is text for residents. Move it above'
        ' that "---", with all that belongs to it.'
    )
