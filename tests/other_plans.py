"""Plans of other bodies, as content in this project's form, without a word that is not theirs.

`tests/plans_of_others/` has the facts. Two documents have many rows, of which the content is made
here; every other file has a `document`, and the `plan` and `actions` that are written from it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from action_plan.content.parsers import action_slug
from conftest import TESTS

__all__ = ["OTHERS", "OtherPlan", "other_plan", "values"]

FOLDER = TESTS / "plans_of_others"
OTHERS = sorted(path.stem for path in FOLDER.glob("*.yml") if "-" not in path.stem)
"""The names of the plans; a file with a hyphen in its name belongs to that of its first word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPlan:
    """A plan of another body."""

    document: str
    """All that its document says."""
    plan: dict[str, Any]
    """The fields of plan.yml."""
    actions: list[dict[str, Any]]
    """The fields of each action, and its text."""
    day: str
    """The day on which the site is built."""

    def write(self, content: Path) -> None:
        """Write the content folder."""
        (content / "actions").mkdir(parents=True)
        (content / "source").mkdir()
        (content / "source" / "document.txt").write_text(self.document, encoding="utf-8")
        source = {
            "title": self.plan["title"],
            **self.plan.get("source_document", {}),
            "file": "document.txt",
            "sha256": hashlib.sha256(self.document.encode()).hexdigest(),
        }
        plan = {**self.plan, "source_document": source}
        (content / "plan.yml").write_text(_yaml(plan), encoding="utf-8")
        for action in self.actions:
            fields = {name: value for name, value in action.items() if name != "text"}
            (content / "actions" / f"{action_slug(action['id'])}.md").write_text(
                f"---\n{_yaml(fields)}---\n{action.get('text', '')}", encoding="utf-8"
            )


def other_plan(name: str) -> OtherPlan:
    """Return a plan by its name."""
    facts = _facts(name)
    if name == "canada":
        return _canada(facts)
    if name == "council":
        return _council(facts)
    return OtherPlan(**facts)


def values(found: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Return each value within fields, as text, with the names of the fields that lead to it."""
    if isinstance(found, dict):
        for name, value in found.items():
            yield from values(value, f"{path}.{name}" if path else name)
    elif isinstance(found, list):
        for value in found:
            yield from values(value, path)
    else:
        yield path, str(found)


def _facts(name: str) -> Any:
    """Return the facts of a file, all of them texts."""
    text = (FOLDER / f"{name}.yml").read_text(encoding="utf-8")
    return yaml.load(text, yaml.CBaseLoader)  # noqa: S506 - texts only


def _yaml(fields: dict[str, Any]) -> str:
    return yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=98)


def _words_of(facts: object) -> str:
    """Return all that the facts say, one after another."""
    return "\n".join(text for _, text in values(facts))


def _canada(facts: dict[str, Any]) -> OtherPlan:
    """Return Canada's plan: a theme for each commitment, a section for each milestone."""
    actions = []
    for action_id, indicator in facts["indicators"].items():
        theme, section = action_id.split(".")[0], action_id.rpartition(".")[0]
        leads = [indicator["lead_dept"], *filter(None, [indicator.get("supt_sept")])]
        action = {"id": action_id, "title": indicator["text"], "theme": theme, "section": section}
        actions.append({**action, "lead": leads, **_deadline(indicator)})
    example = facts["example"]
    reported = next(action for action in actions if action["id"] == example["indicators"])
    status = facts["statuses"][example["status"]]
    update = {"date": example["reporting_period"], "status": status}
    reported |= {"status": status, "updates": [{**update, "note": example["progress_en"]}]}
    reported["text"] = "".join(
        f"\n## {facts['labels'][name]}\n\n{example[name]}\n"
        for name in ("evidence_en", "challenges_en")
    )
    stages = zip(facts["statuses"].values(), ("waiting", "active", "active", "done"), strict=True)
    plan = {
        "title": facts["title"],
        "publisher": "Government of Canada",
        "period": {"label": "2022-2024", "start": "2022", "end": "2024"},
        "introduction": facts["about"],
        "sections": [{"id": key, "title": title} for key, title in facts["milestones"].items()],
        "themes": [{"id": key, "title": title} for key, title in facts["commitments"].items()],
        "statuses": [{"label": label, "stage": stage} for label, stage in stages],
        "parts": [
            {"id": "evidence_of_progress", "title": facts["labels"]["evidence_en"]},
            {"id": "challenges_english", "title": facts["labels"]["challenges_en"]},
        ],
    }
    ids = [key for name in ("commitments", "milestones", "indicators") for key in facts[name]]
    document = "\n".join([_words_of(facts), *ids])
    return OtherPlan(document=document, plan=plan, actions=actions, day="2022-07-01")


def _deadline(indicator: dict[str, str]) -> dict[str, Any]:
    """Return when an indicator is due: one time, and milestones where its words have several."""
    words = indicator["deadline"]
    if "; " in words:
        last, first = words.removeprefix("Completion ").split("; ")
        title, _, due = first.partition(" by ")
        return {"due": last, "milestones": [{"title": title, "due": f"by {due}"}]}
    if " for " in words:
        steps = [step.split(" for ") for step in words.split(", and ")]
        return {
            "due": steps[-1][0],
            "milestones": [{"title": title, "due": due} for due, title in steps],
        }
    # The plan's period does not say in which month a fiscal year begins.
    return {"due": indicator["due_date"] if "fiscal year" in words else words}


def _without_empty(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def _council(facts: dict[str, Any]) -> OtherPlan:
    """Return the council's plan: each row, and what an officer reads in its cells."""
    read = _facts("council-read")
    labels = {letter: status["label"] for letter, status in read["statuses"].items()}
    titles = dict(zip(facts["rows"][0], facts["headings"], strict=True))
    actions, theme = [], ["Buildings"]
    for row, (action_id, fields) in zip(facts["rows"], read["actions"].items(), strict=True):
        theme = re.split(r" / |; ", row["area"]) if "area" in row else theme
        action = {"id": action_id, "title": row["action"], "theme": theme}
        action |= {"lead": row["lead"], **fields}
        action["partners"] = re.split(r"[;,] ", row["partners"]) if "partners" in row else []
        status = labels.get(row.get("rag", ""), fields.get("status", ""))
        action["updates"] = [
            {"date": f"{quarter.upper()} 2024/25", "note": row[quarter]}
            for quarter in ("q1", "q2")
            if quarter in row
        ]
        if "q2" in row and status:
            action["updates"][-1]["status"] = status
        text = "".join(
            f"\n## {titles[cell]}\n\n{row[cell]}\n"
            for cell in ("kpi", "budget_24_25", "budget_25_26")
            if cell in row
        )
        actions.append(_without_empty({**action, "status": status, "text": text}))
    themes = dict.fromkeys(theme for action in actions for theme in action["theme"])
    plan = {
        "title": facts["title"],
        "publisher": facts["publisher"],
        "period": {"label": "2024/25", "start": "2024/25", "end": "2024/25"},
        "financial_year_begins": re.findall(r"Q1 update \((\w+)-", titles["q1"])[0],
        "time_zone": "Europe/London",
        "currency": "GBP",
        "themes": [{"id": title.lower().replace(" ", "-"), "title": title} for title in themes],
        "statuses": [*read["statuses"].values()],
        "parts": [
            {"id": "kpi", "title": titles["kpi"], "about": "impact"},
            {"id": "budget_24_25", "title": titles["budget_24_25"], "about": "funding"},
            {"id": "budget_25_26", "title": titles["budget_25_26"]},
        ],
        "facets": [
            {"id": "timescale", "title": titles["timescale"], "filter": "no"},
            {"id": "wards", "title": "Wards", "several": "yes"},
        ],
    }
    return OtherPlan(document=_words_of(facts), plan=plan, actions=actions, day="2024-10-24")
