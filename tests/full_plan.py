"""A plan of 35 actions with everything that a plan can say, made from a few words.

`python tests/full_plan.py FOLDER` writes its content, to build it and look at it.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import Any

import yaml
from action_plan.content.fields import FUNDING_KINDS, WITHOUT_AMOUNT

__all__ = ["FULL_COUNT", "FULL_DAY", "write_full_plan"]

FULL_COUNT = 35
FULL_DAY = "1777593600"
"""SOURCE_DATE_EPOCH of 1 May 2026, within the second of the plan's three financial years."""
_STATUSES = {
    "Not begun": "waiting",
    "On track": "active",
    "Some issues": "active",
    "Complete": "done",
    "On hold": "stalled",
    "Stopped": "ended",
    "Not known": "unknown",
    "Not chosen": "apart",
}
_THEMES = {
    "homes-and-energy": "Homes and energy",
    "travel": "Getting around without a car",
    "green": "Parks, rivers and wildlife",
    "waste": "Reuse and waste",
    "work": "Good work and local business",
}
_LEADS = ("Property Services", "Transport Planning", "Parks and Countryside", "Economy team")
_PARTNERS = ("Environment Agency", "Wenbury College", "Town and parish councils", "Bus operators")
_VERBS = ("Insulate", "Replace", "Plant", "Repair", "Train", "Map", "Lend", "Open")
_THINGS = (
    "the council's own offices",
    "street lamps in every village",
    "hedges beside the cycle path",
    "tools and toys at four repair cafés",
    "apprentices in heating and building trades",
)
_PROMISE = """\
We will {verb} {thing} by working with residents, schools and parish councils, and say each
quarter how far we are. It begins where bills are highest:

- in the **north** of the district, and
- wherever the *parish council* has asked for it.
"""
_IMPACT = "Bills fall by {share} % and {tonnes} t CO2e a year are saved, compared with 2023/24."
_RESOURCES = "From the climate fund, with officer time. The KPI is reported to Cabinet."
_ADVICE = """\
### Finance

The revenue cost of maintenance is not covered after 2027/28.

### Legal

No planning permission is needed.
"""


def write_full_plan(content: Path) -> None:
    """Write the content into a folder that is not there yet; the same bytes each time."""
    document = "\n".join(f"{_id(number)} {_title(number)}" for number in range(FULL_COUNT)) + "\n"
    (content / "actions").mkdir(parents=True)
    (content / "source").mkdir()
    (content / "source" / "plan.txt").write_text(document, encoding="utf-8")
    checksum = hashlib.sha256(document.encode()).hexdigest()
    (content / "plan.yml").write_text(_yaml(_plan(checksum)), encoding="utf-8")
    for number in range(FULL_COUNT):
        fields = _yaml(_action(number))
        file = content / "actions" / f"{_id(number)}.md"
        file.write_text(f"---\n{fields}---\n{_text(number)}", encoding="utf-8")


def _yaml(fields: dict[str, Any]) -> str:
    return yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=98)


def _id(number: int) -> str:
    return f"{1 + number // 7}.{1 + number % 7}"


def _title(number: int) -> str:
    verb, thing = _VERBS[number % len(_VERBS)], _THINGS[number % len(_THINGS)]
    return f"{verb} {thing}"


def _plan(checksum: str) -> dict[str, Any]:
    return {
        "title": "Climate and Nature Action Plan 2024 to 2027",
        "publisher": "Wenbury District Council",
        "period": {"label": "2024 to 2027", "start": "2024-01-01", "end": "2027-12-31"},
        "in_brief": "What the council will do for the climate, by when and with what money.",
        "introduction": "What the council and its partners promised the people of Wenbury.",
        "review_every": 120,
        "time_zone": "Europe/London",
        "currency": "GBP",
        "licence": {
            "title": "Open Government Licence v3.0",
            "address": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        },
        "contact": {"title": "The climate team", "address": "mailto:climate@wenbury.example"},
        "follow": {"title": "Council news", "address": "https://wenbury.example/news"},
        "freedom_of_information": {
            "title": "Ask for information",
            "address": "https://wenbury.example/foi",
        },
        "source_document": {
            "title": "Climate and Nature Action Plan",
            "date": "2024-01-16",
            "address": "https://wenbury.example/plan",
            "file": "plan.txt",
            "sha256": checksum,
        },
        "glossary": {"KPI": "a number by which success is measured", "CO2e": "greenhouse gases"},
        "sections": [
            {"id": "council", "title": "What the council does", "text": "Its *own* buildings."},
            {"id": "partners", "title": "What partners do", "summary": "With the council’s help."},
        ],
        "themes": [
            {"id": key, "title": title, "summary": f"{title}, in one sentence."}
            for key, title in _THEMES.items()
        ],
        "statuses": [
            {"label": label, "meaning": f"What “{label}” means.", "stage": stage}
            for label, stage in _STATUSES.items()
        ],
        "approved_budget": {"amount": "£2m", "year": "2025/26", "source": "Council, 16 January"},
        "parts": [
            {"id": "impact", "title": "What it is for", "about": "impact"},
            {"id": "advice", "title": "Advice of officers"},
            {"id": "resources", "title": "Resources", "about": "funding"},
        ],
        "facets": [
            {"id": "priority", "title": "Priority", "values": ["High", "Medium", "Low"]},
            {"id": "ward", "title": "Ward", "several": "yes"},
        ],
        "financial_year_begins": "April",
    }


def _action(number: int) -> dict[str, Any]:
    themes = list(_THEMES)
    status = list(_STATUSES)[number % len(_STATUSES)]
    more = {"theme": [themes[number % 5], themes[(number + 1) % 5]]} if number % 3 else {}
    done = {"status_note": "one site is left"} if status == "Complete" else {}
    replaced = {"superseded_by": _id(number - 1)} if number == 20 else {}
    return {
        "id": _id(number),
        "title": _title(number),
        "theme": themes[number % 5],
        **more,
        "section": ("council", "partners")[number % 2],
        "priority": ("High", "Medium", "Low")[number % 3],
        "ward": ["North", "Mill & Weir"] if number % 2 else "South",
        "lead": [_LEADS[number % 4], _LEADS[(number + 1) % 4]] if number % 4 == 1 else _LEADS[0],
        "partners": [_PARTNERS[number % 4], _PARTNERS[(number + 2) % 4]],
        "starts": "2024",
        "due": "Q4 2026/27",
        "first_due": "spring 2026",
        "status": status,
        **done,
        **replaced,
        "continues_into": "the next plan",
        "related": _id((number + 1) % FULL_COUNT),
        "funding": _funding(number),
        "milestones": _milestones(number),
        "measures": _measures(number),
        "corrections": [{"read": "district", "printed_as": "distict"}],
        "links": [
            {"title": f"Photographs of {_id(number)}", "address": "https://wenbury.example/photos"}
        ],
        "updates": _updates(status),
    }


def _funding(number: int) -> list[dict[str, Any]]:
    allocated: dict[str, Any] = {
        "amount": f"£{40 + number}k",
        "year": "2025/26 to 2026/27",
        "of": ("capital", "revenue")[number % 2],
        "spent": 12_500 + number,
        "spent_as_at": "2026-03-31",
        "note": "Paid in two parts",
    }
    kind = FUNDING_KINDS[1 + number % (len(FUNDING_KINDS) - 1)]
    other: dict[str, Any] = {"kind": kind, "source": "The lottery"}
    if kind not in WITHOUT_AMOUNT:
        other["amount"] = "£1,250.50"
    if kind == "external":
        other |= {"spent": 200, "spent_as_at": "2026-03-31"}
    return [allocated, other]


def _milestones(number: int) -> list[dict[str, Any]]:
    return [
        {"title": "The contract is let", "due": "June 2025", "done": "2025-06-20"},
        {
            "title": "Half of it is done",
            "due": "March 2026",
            "first_due": "Q3 2025/26",
            "note": "The first contractor gave up.",
            "lead": "Works",
        },
        {"title": f"All {20 + number} sites are done", "due": "by end of 2026"},
        {"title": "Residents are asked what they think"},
    ]


def _measures(number: int) -> list[dict[str, Any]]:
    return [
        {
            "title": "Sites finished",
            "unit": "sites",
            "baseline": {"value": 0, "date": "2024-01-01"},
            "target": {"value": 20 + number, "due": "by end of 2026"},
            "interim_targets": [{"value": 10, "due": "2025/26"}],
            "readings": [
                {"date": "Q4 2024/25", "value": 4},
                {
                    "date": "2025-09-30",
                    "value": 11.5,
                    "evidence": {"title": "Count", "address": "https://wenbury.example/count"},
                },
            ],
        },
        {"title": "Saved", "unit": "t CO2e", "target": {"value": 120 + number, "due": "2027"}},
    ]


def _updates(status: str) -> list[dict[str, Any]]:
    report = "https://wenbury.example/reports/2025"
    return [
        {"date": "Q4 2023/24", "status": "Not begun", "note": "As adopted by *Council*."},
        {"date": "2025-02-28", "note": "Residents were asked; [the answers](https://a.example/)."},
        {
            "date": "2025-11-01",
            "due": "Q4 2026/27",
            "note": "The tender had no answer.\n\nA second one is out.",
            "evidence": [report, {"title": "Minutes", "address": f"{report}/minutes"}],
            "documents": "Tender report, part 2, of 9 September 2025",
        },
        {"date": "2026-02-10", "status": status, "note": "As reported to Cabinet."},
        {"date": "2026-02-10", "status": status, "note": "A word was wrong.", "correction": "yes"},
    ]


def _text(number: int) -> str:
    verb, thing = _VERBS[number % len(_VERBS)].lower(), _THINGS[number % len(_THINGS)]
    promise = _PROMISE.format(verb=verb, thing=thing)
    impact = _IMPACT.format(share=5 + number, tonnes=100 + number)
    return (
        f"{promise}\n## What it is for\n\n{impact}\n\n## Advice of officers\n\n{_ADVICE}"
        f"\n## Resources\n\n{_RESOURCES}\n"
    )


if __name__ == "__main__":
    write_full_plan(Path(sys.argv[1]))
