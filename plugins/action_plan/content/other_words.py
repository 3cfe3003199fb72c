"""What officers call fields, kinds and stages by other words; loaded where one is not known.

Each table has the words that are used, by what is meant by them.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["ELSEWHERE", "OTHER_WORDS", "SYNONYMS"]


def _by_word(words_of: Mapping[str, str]) -> dict[str, str]:
    """Return by each word what is meant by it."""
    return {word: meant for meant, words in words_of.items() for word in words.split(", ")}


_FIELDS = {
    "lead": (
        "owner, owners, action_owner, responsible, responsible_officer, accountable_officer,"
        " led_by, who, contact, contact_officer, officer, team, department, directorate, service,"
        " sponsor"
    ),
    "due end until": (
        "deadline, due_date, target_date, finish, end, end_date, ends, closes, finish_by,"
        " complete_by, by_when, by, timescale, timeframe, timeline, delivery_date, new_date,"
        " new_due_date, revised_due, revised_date"
    ),
    "due end until to": "target",
    "first_due": "original_due, original_date",
    "starts start": "start, start_date, begins, begin, started, commenced, from",
    "end due": "to",
    "from": "old, old_address",
    "to": "destination, new_address",
    "to added": "new, created",
    "compliance": "conformance, conformity",
    "how": "method, methods",
    "non_accessible": "issues, problems, exceptions",
    "enforcement": "complaints, escalation",
    "reviewed": "last_review, review_date",
    "several": "multiple, multi",
    "values": "options, choices",
    "required": "mandatory, compulsory",
    "financial_year_begins": "fiscal_year, fiscal_year_begins, fiscal_year_start",
    "time_zone": "tz, zone",
    "domain": "site, base_url, host, hostname",
    "glossary": "abbreviations, acronyms, definitions",
    "funding amount approved_budget": (
        "budget, cost, costs, money, finance, funds, price, estimated_cost, investment, grant"
    ),
    "source funding": "funder, fund, source_of_funding",
    "spent": "spend, spending, spent_to_date, actual_spend",
    "spent_as_at": "spent_at, spent_on, spent_date, as_at, as_of",
    "due until spent_as_at updates prepared": "date",
    "readings value done spent": "actual, current, latest, result, results",
    "value readings": "reading, figure, amount, count",
    "updates note readings": "update, history, progress, latest_update, progress_update",
    "note meaning summary introduction": "description",
    "note meaning introduction": "text, notes, reason, details, summary",
    "note meaning updates": "comment, comments, commentary, narrative",
    "note": "what_was_done, what, action_taken, achievement, achievements, outcome, next_steps",
    "status_note": "status_comment",
    "evidence address links from source_document": "source",
    "evidence address links domain": ("link, url, proof, website, web_page, email, attachment"),
    "file documents source_document": "document, filename",
    "title label id": "name, heading, headline",
    "label": "title",
    "title": "label",
    "date due": "day, when",
    "date": "reported_on, update_date, published, until",
    "date until": "due",
    "done due": "completed, complete, completion_date, achieved, finished",
    "amount value": "sum, total",
    "amount": "value",
    "kind": "type, category",
    "year": "period, financial_year, fy",
    "of": "capital, revenue, of_which",
    "freedom_of_information": "foi, information",
    "follow": "newsletter, subscribe, alerts",
    "introduction": "intro, overview",
    "status label": "state, progress_status, rag, status",
    "partners": "partner, with, delivery_partners, supporting, partner_organisations",
    "superseded_by": "replaced_by, merged_with",
    "related": "see_also, depends_on, dependencies",
    "continues_into": "carried_forward",
    "measures": "targets, kpi, kpis, indicator, indicators, metrics",
    "milestones": "step, steps, deliverables",
    "theme": "topic, strand, pillar, workstream",
    "section": "chapter",
    "id": "ref, reference, number, no, action_id",
    "sha256": "checksum, hash, md5, sha",
}
"""By the fields that are meant, the nearest first: of these, a record has perhaps one."""
_ELSEWHERE = {
    "Plan": {
        'Write below "contact:", with spaces in front, "title: …" and "address: …".': (
            "email, e_mail, mail"
        ),
        'What is for residents belongs in "introduction:"; what is not has "# " in front.': (
            "note, notes, comment, comments, remark, remarks"
        ),
    },
    "Action": {
        'The action in full is the text below the second "---": write it there.': (
            "description, summary, details, objective, text"
        ),
        'In the action that is replaced, write "superseded_by:" with the id of this one.': (
            "replaces"
        ),
        'That it is done belongs in an update: write "date: …", "status: …" and "note: …" there.': (
            "completed, complete, completion_date, done, finished, achieved"
        ),
        'Write several leads below "lead:", each on a line of its own that starts with "- ".': (
            "co_leads"
        ),
    },
    "Update": {
        'The title of evidence is beside its address: write "- title: …" below "evidence:", and'
        ' "address: …" below that.': "title",
        'It belongs to a line of funding: write "spent: …" and "spent_as_at: …" below the amount'
        " that it was spent from.": "spent",
        "Nobody is named in an update: delete the line.": "author, by, reported_by",
    },
    "Milestone": {
        'A milestone has no status: once it is done, write "done: …" with the day.': "status",
        'Write "due: …" with when it is to be done; once it is, "done: …".': "date",
        "Evidence belongs to an update of the action, or to the reading of a measure.": "evidence",
    },
    "Measure": {
        'It belongs to a reading: write "readings:", and below it "- date: …" and "value: …".': (
            "value, date"
        ),
    },
}
"""By record and sentence: fields that it does not have, and what to write in their place."""
_KINDS = {
    "external": (
        "grant, grants, match funding, partner, partners, co financing, cofinancing,"
        " national co financing"
    ),
    "officer time": ("staff time, staff, staffing, staff resource, staff resources, in kind, time"),
    "not costed": "tbc, tbd, unfunded, unknown, none",
    "existing budget": (
        "revenue budget, base budget, within budget, core funding, internal,"
        " within existing resources, existing resources"
    ),
    "estimate": "estimated, estimated cost, indicative, range",
    "allocated": "approved, agreed, committed, secured",
}
_STAGES = {
    "waiting": "not started, not begun, planned, to do",
    "active": "in progress, under way, ongoing, started, begun",
    "done": "complete, completed, finished, delivered",
    "stalled": "paused, on hold, suspended, delayed",
    "ended": "stopped, cancelled, abandoned, dropped, withdrawn",
    "unknown": "not known, unclear, not reported, no information",
    "apart": "not chosen, not selected, rejected, superseded, replaced",
}

OTHER_WORDS: Mapping[str, tuple[str, ...]] = {
    word: tuple(fields.split()) for word, fields in _by_word(_FIELDS).items()
}
"""The fields that other words mean, the nearest first."""
ELSEWHERE: Mapping[str, Mapping[str, str]] = {
    record: _by_word(words_of) for record, words_of in _ELSEWHERE.items()
}
"""What to write in place of fields that a record does not have, by its name and theirs."""
SYNONYMS: Mapping[str, Mapping[str, str]] = {
    "a kind of funding": _by_word(_KINDS),
    "a stage": _by_word(_STAGES),
}
"""What other words mean where one of a few is to be written, by what that one is called."""
