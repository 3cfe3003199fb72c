"""Where two texts differ: every changed passage as Markdown, before and after.

No two texts are printed alike. What cannot be seen is named in a piece of code, which no text of
the content can become: breaks between lines, characters that show nothing, letters that only look
the same. What is cut is counted.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, chain, groupby, repeat, takewhile

from ..content.markdown_text import MarkdownText
from ..formatting import count
from .markdown import code, literal

__all__ = ["TextChange", "compare_texts", "in_full"]

_AROUND = 6
"""Words shown on both sides of what changes."""
_LONGEST_JOINED = 60
"""Words that passages which are near each other may have to be shown as one."""
_LONGEST_WORD = 2_000
"""Letters shown of one word: addresses have fewer."""
_MOST_PASSAGES = 1_000
_MOST_ITEMS = 8_000
_MOST_PAIRS = 200_000
"""Words, and pairs of equal words, up to which two texts are compared word by word.

Beyond these it could take minutes, and what differs is shown as one passage.
"""

_TOKEN = re.compile(r"[^ \n]+|[ \n]+")
_WRAPPED = re.compile(r"(?<=[^ \n])\n(?=[^\W\d_])")
"""A line end that Markdown takes for a space: a letter begins the next line."""
_BLOCKS = {
    "blockquote": "quotation",
    "br": "line break",
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "hr": "rule",
    "li": "item",
    "ol": "numbered list",
    "p": "paragraph",
    "pre": "code",
    "table": "table",
    "tr": "row",
    "ul": "list",
}
_BLOCK = re.compile(rf"<({'|'.join(_BLOCKS)})\b")
_CODE_BLOCK = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)

Passage = tuple[str, str]
"""What is printed of a passage before and after."""
_Word = tuple[str, str]
"""A word, and what it became or was; nothing where it is not known to have changed."""
_Range = tuple[int, int, int, int]
"""Where a hunk starts and ends, before and after, as words are counted."""


@dataclass(frozen=True, slots=True)
class TextChange:
    """How two texts differ: in words, where these alone do not show it, and passage by passage."""

    remark: str
    passages: tuple[Passage, ...]


class _Mark(str):
    """Words of ours within a text, in place of what cannot be seen or is cut."""

    __slots__ = ()


def in_full(text: str) -> str:
    """Return as Markdown all that a text says."""
    return _printed([(word, "") for word in _tokens(text, is_wrapped=True)])


def compare_texts(before: str, after: str) -> TextChange:
    """Return how two texts differ that are not equal."""
    old, new = (_tokens(text, is_wrapped=True) for text in (before, after))
    if old != new and _words(old) != _words(new):
        return _change("", old, new)
    old, new = (_tokens(text, is_wrapped=False) for text in (before, after))
    if not isinstance(before, MarkdownText) or not isinstance(after, MarkdownText):
        return _change("", old, new)
    if _as_seen(before) == _as_seen(after):
        return TextChange("the same words; only spaces or line breaks differ", ())
    change = _change("the same words, set out differently", old, new)
    blocks = [
        ", ".join(_BLOCKS[name] for name in _BLOCK.findall(text.html.linked)).split()
        for text in (before, after)
    ]
    passages = _change("", *blocks).passages if blocks[0] != blocks[1] else ()
    return TextChange(change.remark, (*passages, *change.passages))


def _change(remark: str, old: Sequence[str], new: Sequence[str]) -> TextChange:
    """Return every passage in which two lists of words differ, with the words around it."""
    ranges = _merged(_hunks(old, new))
    if len(ranges) > _MOST_PASSAGES:
        shown = f"{_MOST_PASSAGES} of {count(len(ranges), 'passage')} are shown"
        remark = f"{remark}; {shown}" if remark else shown
    passages = (
        (_passage(old, a, b, new[c:d]), _passage(new, c, d, old[a:b]))
        for a, b, c, d in ranges[:_MOST_PASSAGES]
    )
    return TextChange(remark, tuple(passages))


def _tokens(text: str, *, is_wrapped: bool) -> list[str]:
    """Return the words of a text and what is between them, where that is not one space.

    Where the lines of paragraphs are wrapped, their ends count as spaces.
    """
    if is_wrapped and "|" not in text:  # which makes rows of a table
        text = _WRAPPED.sub(" ", text)
    return [part for part in _TOKEN.findall(text) if part != " "]


def _is_gap(token: str) -> bool:
    return token[0] in " \n"


def _words(tokens: Sequence[str]) -> list[str]:
    return [token for token in tokens if not _is_gap(token)]


def _as_seen(text: MarkdownText) -> str:
    """Return the HTML of a text with the white space that browsers show."""
    parts = _CODE_BLOCK.split(text.html.linked)
    return "".join(part if i % 2 else " ".join(part.split()) for i, part in enumerate(parts))


def _passage(words: Sequence[str], start: int, end: int, others: Sequence[str]) -> str:
    first, last = max(start - _AROUND, 0), min(end + _AROUND, len(words))
    changed = words[start:end]
    around = [
        [(word, "") for word in _words(part)] for part in (words[first:start], words[end:last])
    ]
    return _printed(
        [
            *([("…", "")] if first else []),
            *around[0],
            *zip(changed, chain(others, repeat("")), strict=False),
            *around[1],
            *([("…", "")] if last < len(words) else []),
        ]
    )


def _merged(hunks: Iterable[_Range]) -> list[_Range]:
    """Return the hunks, with those that are near each other made one unless it becomes long."""
    merged: list[_Range] = []
    for hunk in hunks:
        if merged:
            start, end, new_start, _ = merged[-1]
            is_near = hunk[0] - end <= _AROUND
            if is_near and max(hunk[1] - start, hunk[3] - new_start) <= _LONGEST_JOINED:
                merged[-1] = (start, hunk[1], new_start, hunk[3])
                continue
        merged.append(hunk)
    return merged


def _hunks(old: Sequence[str], new: Sequence[str]) -> Iterator[_Range]:
    """Return where two lists of words differ, found line by line and then word by word."""
    old_lines, new_lines = _lines(old), _lines(new)
    old_at, new_at = (list(accumulate(map(len, x), initial=0)) for x in (old_lines, new_lines))
    for first, last, new_first, new_last in _reworded(old_lines, new_lines):
        start, new_start = old_at[first], new_at[new_first]
        within = _differing(old[start : old_at[last]], new[new_start : new_at[new_last]])
        for a, b, c, d in within:
            yield start + a, start + b, new_start + c, new_start + d


def _reworded(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[_Range]:
    """Return which lines differ, one by one where there are as many as before."""
    for a, b, c, d in _differing(old, new):
        if b - a == d - c:
            yield from ((a + n, a + n + 1, c + n, c + n + 1) for n in range(b - a))
        else:
            yield a, b, c, d


def _lines(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Return words by the lines they are on, each after the gap before it."""
    lines: list[list[str]] = [[]]
    for word in words:
        if "\n" in word:
            lines.append([])
        lines[-1].append(word)
    return list(map(tuple, lines))


def _differing(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[_Range]:
    """Return where two lists differ, from the first items on that are not equal.

    Lists that would take long to compare differ in one place, from their first difference to
    their last.
    """
    start, most = 0, min(len(old), len(new))
    while start < most and old[start] == new[start]:
        start += 1
    end = 0
    while end < most - start and old[-1 - end] == new[-1 - end]:
        end += 1
    old, new = old[start : len(old) - end], new[start : len(new) - end]
    often = Counter(new)
    if len(old) + len(new) > _MOST_ITEMS or sum(often[item] for item in old) > _MOST_PAIRS:
        return [(start, start + len(old), start, start + len(new))]
    return [
        (start + a, start + b, start + c, start + d)
        for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if kind != "equal"
    ]


def _printed(words: Sequence[_Word]) -> str:
    """Return words as Markdown."""
    pieces: list[str] = []
    for index, (word, other) in enumerate(words):
        pieces += [" "] * (index > 0)
        pieces += [word] if isinstance(word, _Mark) else _pieces(word, other)
    return "".join(
        "".join(code(f"[{mark}]") for mark in group) if is_mark else literal("".join(group))
        for is_mark, group in groupby(pieces, lambda piece: isinstance(piece, _Mark))
    )


def _pieces(word: str, other: str) -> Iterator[str]:
    """Return a word, or what is between words, with marks; `other` is what it became or was."""
    if _is_gap(word):
        yield _Mark(", ".join(map(_white_space, re.findall(r" +|\n+", word))))
        return
    start = 0
    if len(word) > _LONGEST_WORD:
        equal = takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False))
        start = max(sum(1 for _ in equal) - 10, 0)
    shown = word[start : start + _LONGEST_WORD]
    names_all = _looks_like(word, other)
    for character in shown:
        if character.isprintable():
            yield character
        if not character.isprintable() or (names_all and not character.isascii()):
            yield _Mark(f"U+{ord(character):04X}")
    if len(shown) < len(word):
        yield _Mark(f"{count(len(word) - len(shown), 'letter')} more")


def _white_space(run: str) -> str:
    if run[0] == " ":
        return count(len(run), "space")
    empty = len(run) - 1
    return ("new line", "new paragraph")[empty] if empty < 2 else f"{count(empty, 'empty line')}"


def _looks_like(word: str, other: str) -> bool:
    """Whether two words differ only where one has a letter that is not ASCII.

    Such letters may look the same, as those of two alphabets do.
    """
    one, two = (unicodedata.normalize("NFC", text) for text in (word, other))
    return len(one) == len(two) and all(
        a == b or not (a.isascii() and b.isascii()) for a, b in zip(one, two, strict=True)
    )
