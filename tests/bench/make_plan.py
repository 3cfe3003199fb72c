"""Plans of any size for the benchmarks: the real plan's sentences, dealt out anew."""

from __future__ import annotations

import random
import shutil
from datetime import date, timedelta
from pathlib import Path

from action_plan.checks.reading import read_content
from action_plan.content.models import Action

__all__ = ["write_plan"]

_FIRST_DAY = date(2024, 9, 17)
_STATUSES = ("Not yet started", "In progress", "Complete", "Paused", "Stopped")


def write_plan(folder: Path, source: Path, count: int) -> None:
    """Write a plan of `count` actions into a folder, from the content of the real plan.

    The same count makes the same bytes. Each action has a text, an impact and resources of its
    own, one to five updates and one to three lines of funding; each tenth has a list and a link.
    """
    content = read_content(source, date(2026, 11, 24))
    shutil.copytree(source / "source", folder / "source")
    (folder / "pages").mkdir()
    about = "---\ntitle: About this site\n---\nWhat this site is.\n"
    (folder / "pages" / "about.md").write_text(about, encoding="utf-8")
    shutil.copy(source / "plan.yml", folder)
    actions = folder / "actions"
    actions.mkdir()
    chance = random.Random(count)  # noqa: S311 - dealt out the same way each time, no secret
    sentences = _sentences(content.actions)
    themes = [theme.id for theme in content.plan.themes]
    for index in range(count):
        action_id = f"{1 + index // 400}.{1 + index // 20 % 20}.{1 + index % 20}"
        text = _action(chance, index, action_id, themes[index // 20 % len(themes)], sentences)
        (actions / f"{action_id}.md").write_text(text, encoding="utf-8")


def _sentences(actions: tuple[Action, ...]) -> list[str]:
    found: list[str] = []
    for action in actions:
        words = " ".join((action.text, *action.parts.values()))
        flat = words.replace("\n- ", " ").replace("\n", " ")
        found += [f"{part.strip()}." for part in flat.split(". ") if len(part.split()) > 5]
    return [sentence.replace("..", ".") for sentence in found]


def _action(
    chance: random.Random, index: int, action_id: str, theme: str, sentences: list[str]
) -> str:
    updates = []
    day = _FIRST_DAY
    status = _STATUSES[0]
    for number in range(chance.randint(1, 5)):
        status = chance.choice(_STATUSES)
        note = f"Note {number + 1} of action {index + 1}, as reported by the lead officer."
        updates.append(
            f"  - date: {day.isoformat()}\n    status: {status}\n    note: {note}\n"
            f"    evidence: https://council.example/minutes/{index}-{number}\n"
        )
        day += timedelta(days=chance.randint(20, 120))
    funding = ["  - kind: officer time\n"]
    if index % 2:
        amount = chance.randrange(1_000, 100_000, 100)
        funding.insert(0, f"  - amount: {amount:,}\n    year: 2024/25\n")
    if not index % 3:
        funding.append("  - kind: external\n    source: A partner's grant\n")
    words = chance.sample(sentences, 6)
    items = f"\n\n- {words[2]}\n- {words[3]}" if not index % 10 else f" {words[2]}"
    return (
        f"---\nid: {action_id}\ntitle: Action number {index + 1} of a plan of this size\n"
        f"theme: {theme}\nsection: {'partnership' if index % 7 == 0 else 'council'}\n"
        f"status: {status}\nfunding:\n{''.join(funding)}updates:\n{''.join(updates)}---\n"
        f"{words[0]} {words[1]} This concerns area {index + 1}.{items}\n\n"
        f"## Intended impact\n\n{words[4]} This is for area {index + 1}.\n\n"
        f"## Resources\n\n{words[5]} This pays for area {index + 1}.\n"
    )
