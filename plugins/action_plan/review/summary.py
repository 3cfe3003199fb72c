"""Changes as Markdown: what the person who approves a pull request reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..formatting import count, day
from .changes import ActionChange, Changes, Difference, MoneyChange, UpdateChange
from .in_words import Leaf
from .markdown import code, escaped, table_row
from .texts import compare_texts, in_full
from .where_to_look import WhereToLook

__all__ = ["changes_text"]

_NOTHING = "Nothing that residents see changes."
_NOTHING_ELSE = "Nothing else that residents see changes."
_UNKNOWN = "What changes for residents is not known."


def changes_text(
    changes: Changes | None, remarks: Sequence[str], where_to_look: WhereToLook
) -> str:
    """Return the changes as Markdown; `None` where nothing could be compared.

    `remarks` say, as Markdown, what limits the comparison.
    """
    lines = ["## What residents will see change", ""]
    for remark in remarks:
        lines += [remark, ""]
    if changes:
        lines += _sections(changes)
        pages = where_to_look.lines(changes.pages_to_see)
        lines += _section("Pages to look at", pages)
    elif changes is None:
        lines.append(_UNKNOWN)
    else:
        lines.append(_NOTHING_ELSE if remarks else _NOTHING)
    return "\n".join(lines).rstrip("\n") + "\n"


def _sections(changes: Changes) -> list[str]:
    actions = changes.actions
    updated = [change for change in actions if change.updates or change.order]
    return [
        *_bullets("Status", (_status(change) for change in actions if change.status_before)),
        *_bullets(
            "Updates, status as before",
            (_reviewed(change) for change in updated if not change.status_before),
        ),
        *_bullets("New actions", map(_new_action, changes.added)),
        *_bullets("Actions taken away", map(_about, changes.removed)),
        *_bullets(
            "Words and facts of actions",
            (_differences(change) for change in actions if change.differences),
        ),
        *_money_table("Money allocated", changes.money, changes.total),
        *_money_table("Money spent", changes.spent, changes.total_spent, nothing="not reported"),
        *_count_table("The overview", "Status", changes.counts),
        *_count_table("Reviews and due dates", "Actions", changes.watched),
        *_bullets("What else follows for residents", map(escaped, changes.effects)),
        *_bullets("The plan", map(_difference, changes.plan)),
        *_bullets("Pages", map(_difference, changes.pages)),
        *_bullets("Documents in content/source/", map(_difference, changes.documents)),
        *_vanishing(changes),
    ]


def _section(heading: str, lines: Sequence[str]) -> list[str]:
    return [f"### {heading}", "", *lines, ""] if lines else []


def _bullets(heading: str, texts: Iterable[str]) -> list[str]:
    return _section(heading, [f"- {text}" for text in texts])


def _nested(head: str, texts: Iterable[str]) -> str:
    """Return a text with others in a list below it."""
    return "\n".join([head, *(f"- {text}" for text in texts)]).replace("\n", "\n  ")


def _bold(text: str) -> str:
    return f"**{escaped(text)}**"


def _about(action: Difference) -> str:
    return f"{_bold(action.what)}: {escaped((action.before or action.after)[0][1])}"


def _name(change: ActionChange) -> str:
    return _bold(f"{change.id} {change.title}")


def _status(change: ActionChange) -> str:
    head = f"{_name(change)}: {escaped(change.status_before)} → {_bold(change.status)}"
    if not any(update.kind == "new" for update in change.updates):
        head += ", without a new update"
    return _with_updates(head, change)


def _reviewed(change: ActionChange) -> str:
    return _with_updates(f"{_name(change)}: still {escaped(change.status)}", change)


def _with_updates(head: str, change: ActionChange) -> str:
    kept = f"status note, as before: “{in_full(change.kept_note)}”" if change.kept_note else ""
    updates = map(_update, change.updates)
    return _nested(head, [*updates, *map(_difference, change.order), *filter(None, [kept])])


def _new_action(change: ActionChange) -> str:
    fields = (f"*{escaped(found.what)}* {_whole(found.after)}" for found in change.differences)
    head = f"{_name(change)}: {escaped(change.status)}"
    return _nested(head, [*map(_update, change.updates), *fields])


def _update(change: UpdateChange) -> str:
    update = change.update
    said_of = (
        day(update.date),
        escaped(change.status),
        f"due {escaped(update.due.in_sentence)}" if update.due else "",
        "a correction" if update.correction else "",
    )
    entry = ", ".join(filter(None, said_of))
    if change.kind == "changed":
        differences = map(_difference, change.differences)
        return _nested(f"an update of the past is changed, {entry}:", differences)
    evidence = " ".join(
        f"{escaped(address.words)}: {code(address)}" if address.words else code(address)
        for address in update.evidence
    )
    note = f": {in_full(update.note)}" if update.note else ""
    said = f"{entry}{note}{f' Evidence: {evidence}' if evidence else ''}"
    if update.documents:
        said += f" Evidence without a link: {escaped('; '.join(update.documents))}"
    if change.kind == "removed":
        return f"no longer shown: {said}"
    if change.before_others:
        others = count(
            change.before_others,
            "update that was there already",
            "updates that were there already",
        )
        return f"backdated, earlier in the history than {others}: {said}"
    return said


def _differences(change: ActionChange) -> str:
    return _nested(_name(change), map(_difference, change.differences))


def _difference(difference: Difference) -> str:
    what, before, after = escaped(difference.what), difference.before, difference.after
    if not before:
        return f"{what}, new: {_whole(after)}"
    if not after:
        return f"{what}, no longer there: {_whole(before)}"
    change = compare_texts(before[0][1], after[0][1])
    passages = [f"“{old}” → “{new}”" for old, new in change.passages]
    head = f"{what}: {change.remark}".removesuffix(": ")
    if not change.remark and len(passages) == 1:
        return f"{what}: {passages[0]}"
    return _nested(f"{head}:" if passages else f"{head}.", passages)


def _whole(leaves: Sequence[Leaf]) -> str:
    """Return all values of what is new or gone, each after the name of its field."""
    return ", ".join(
        f"{f'*{escaped(name)}* ' if name else ''}“{in_full(text)}”" for name, text in leaves
    )


def _money_table(
    heading: str,
    changes: Sequence[MoneyChange],
    total: MoneyChange,
    nothing: str = "no amount",
) -> list[str]:
    if not changes:
        return []
    lines = [_money_row(change, nothing) for change in (*changes, total)]
    head = [table_row("Action", "Before", "After", "Change"), table_row("---", "--:", "--:", "--:")]
    return _section(heading, [*head, *lines])


def _money_row(change: MoneyChange, nothing: str) -> str:
    before, after = (
        escaped(str(found)) if found else nothing for found in (change.before, change.after)
    )
    difference = "another currency"
    if change.difference:
        sign = "+" if change.difference.amount > 0 else ""
        difference = f"{sign}{escaped(str(change.difference))}"
    return table_row(escaped(change.title), before, after, difference)


def _count_table(heading: str, noun: str, rows: Sequence[tuple[str, int, int]]) -> list[str]:
    if not rows:
        return []
    head = [table_row(noun, "Before", "After"), table_row("---", "--:", "--:")]
    lines = [table_row(escaped(label), str(old), str(new)) for label, old, new in rows]
    return _section(heading, [*head, *lines])


def _vanishing(changes: Changes) -> list[str]:
    if not changes.vanishing:
        return []
    advice = (
        'Whoever saved one, or follows a link to it, will read "Page not found".'
        " Keep the file, or have the address lead elsewhere."
    )
    addresses = (f"- {code(f'/{address}')}" for address in changes.vanishing)
    return _section("Addresses that vanish", [advice, "", *addresses])
