"""Changes as Markdown: what the person who approves a pull request reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from ..formatting import day, money
from .compare import ActionChange, Changes, Difference, MoneyChange, UpdateChange
from .markdown import code, escaped, table_row

__all__ = ["changes_text"]

_AROUND = 6
"""Words shown on both sides of what changes in a text."""
_LONGEST = 60
"""Words shown of what changes in a text."""


def changes_text(changes: Changes, remarks: Sequence[str] = ()) -> str:
    """Return the changes as Markdown; `remarks` say, as Markdown, what limits the comparison."""
    lines = ["## What residents will see change", ""]
    for remark in remarks:
        lines += [remark, ""]
    if not changes:
        lines.append("Nothing that residents see changes.")
        return "\n".join(lines) + "\n"
    lines += _bullets("Status", map(_status, (c for c in changes.actions if c.status_changes)))
    same = (change for change in changes.actions if not change.status_changes and change.updates)
    lines += _bullets("Updates, status as before", map(_reviewed, same))
    lines += _bullets("New actions", map(_about, changes.added))
    lines += _bullets("Actions taken away", map(_about, changes.removed))
    reworded = (change for change in changes.actions if change.differences)
    lines += _bullets("Words and facts of actions", map(_differences, reworded))
    lines += _money_table(changes)
    lines += _count_table(changes)
    lines += _bullets("The plan", map(_difference, changes.plan))
    lines += _bullets("Pages", map(_difference, changes.pages))
    lines += _vanishing(changes)
    return "\n".join(lines).rstrip("\n") + "\n"


def _section(heading: str, lines: Sequence[str]) -> list[str]:
    return [f"### {heading}", "", *lines, ""] if lines else []


def _bullets(heading: str, texts: Iterable[str]) -> list[str]:
    return _section(heading, [f"- {text}" for text in texts])


def _bold(text: str) -> str:
    return f"**{escaped(text)}**"


def _about(action: Difference) -> str:
    return f"{_bold(action.what)}: {escaped(action.after or action.before or '')}"


def _name(change: ActionChange) -> str:
    return _bold(f"{change.id} {change.title}")


def _status(change: ActionChange) -> str:
    head = f"{_name(change)}: {escaped(change.status_before)} → {_bold(change.status_after)}"
    if not any(update.kind == "new" for update in change.updates):
        head += ", without a new update"
    return _with_updates(head, change.updates)


def _reviewed(change: ActionChange) -> str:
    return _with_updates(f"{_name(change)}: still {escaped(change.status_after)}", change.updates)


def _with_updates(head: str, updates: Sequence[UpdateChange]) -> str:
    kinds = {
        "new": "",
        "changed": "an update of the past now reads: ",
        "removed": "no longer shown: ",
    }
    lines = [head]
    for change in updates:
        update = change.update
        evidence = " ".join(map(code, update.evidence))
        lines.append(
            f"  - {kinds[change.kind]}{day(update.date)}, {escaped(change.status)}:"
            f" {escaped(update.note)}{f' Evidence: {evidence}' if evidence else ''}"
        )
    return "\n".join(lines)


def _differences(change: ActionChange) -> str:
    return "\n".join([_name(change), *(f"  - {_difference(d)}" for d in change.differences)])


def _difference(difference: Difference) -> str:
    what = escaped(difference.what)
    if difference.before is None:
        return f"{what}, new: “{escaped(_shortened(difference.after or ''))}”"
    if difference.after is None:
        return f"{what}, no longer there: “{escaped(_shortened(difference.before))}”"
    before, after = _where_they_differ(difference.before, difference.after)
    return f"{what}: “{escaped(before)}” → “{escaped(after)}”"


def _shortened(text: str) -> str:
    words = text.split()
    return text if len(words) <= _LONGEST else f"{' '.join(words[:_LONGEST])} …"


def _where_they_differ(before: str, after: str) -> tuple[str, str]:
    """Return two texts without what they share at both ends, but for a few words around."""
    old, new = before.split(), after.split()
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return tuple(_part(words, start, end) for words in (old, new))  # type: ignore[return-value]


def _part(words: Sequence[str], start: int, end: int) -> str:
    first = max(start - _AROUND, 0)
    last = min(len(words) - end + _AROUND, len(words))
    shown = list(words[first:last])
    if len(shown) > _LONGEST:
        half = _LONGEST // 2
        shown = [*shown[:half], "…", *shown[-half:]]
    return " ".join(["…"] * (first > 0) + shown + ["…"] * (last < len(words)))


def _amount(amount: Decimal | None, currency: str) -> str:
    return escaped(money(amount, currency)) if amount is not None else "no amount"


def _money_table(changes: Changes) -> list[str]:
    if not changes.money:
        return []
    lines = [_money_row(change, changes.currency) for change in (*changes.money, changes.total)]
    head = [table_row("Action", "Before", "After", "Change"), table_row("---", "--:", "--:", "--:")]
    return _section("Money allocated", [*head, *lines])


def _money_row(change: MoneyChange, currency: str) -> str:
    difference = (change.after or Decimal(0)) - (change.before or Decimal(0))
    sign = "+" if difference > 0 else ""
    return table_row(
        escaped(change.title),
        _amount(change.before, currency),
        _amount(change.after, currency),
        f"{sign}{escaped(money(difference, currency))}",
    )


def _count_table(changes: Changes) -> list[str]:
    if not changes.counts:
        return []
    head = [table_row("Status", "Before", "After"), table_row("---", "--:", "--:")]
    lines = [table_row(escaped(label), str(old), str(new)) for label, old, new in changes.counts]
    return _section("The overview", [*head, *lines])


def _vanishing(changes: Changes) -> list[str]:
    if not changes.vanishing:
        return []
    advice = (
        'Whoever saved one, or follows a link to it, will read "Page not found".'
        " Keep the file, or have the address lead elsewhere."
    )
    addresses = (f"- {code(f'/{address}')}" for address in changes.vanishing)
    return _section("Addresses that vanish", [advice, "", *addresses])
