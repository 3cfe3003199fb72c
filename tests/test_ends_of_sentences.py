"""Names that end a sentence themselves: nothing on any page ends one twice, as in “Why?.”."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

from conftest import HARBOUR_DAY, PLANS, Project, tree, words

PLAN = """\
title: Promises
publisher: Mill & Co.
published_by: {title: Friends of the mill!}
period: {label: 2026 to 2028, start: 2026-01-01, end: 2028-12-31}
source_document: {title: Who does what?, address: "https://lower-mill.example/promises"}
contact: {title: Ask us!, address: "https://lower-mill.example/ask"}
consultation: {until: 2026-06-30, title: Have your say!, address: "https://lower-mill.example/say"}
currency: GBP
themes:
  - {id: hall, title: Village hall}
  - {id: paths, title: Where to?}
sections:
  - {id: why, title: Why?}
statuses:
  - {label: Done?, stage: done}
parts:
  - {id: what, title: What is it for?}
"""
ACTION = """\
---
id: 1
title: Mend the path?
theme: paths
section: why
status: Done?
status_note: with gravel etc.
lead: Mill & Co.
partners: [The guild etc.]
superseded_by: 2
updates:
  - {date: 2026-01-01, status: Done?, note: Really!}
funding:
  - {amount: 5, source: Mill & Co., note: Paid etc., spent: 5, spent_as_at: 2026-01-01}
milestones:
  - {title: Is it open?, due: May 2026, first_due: March 2026, note: Rain!, lead: Mill & Co.}
---
## What is it for?

To walk.
"""
_ENDED_TWICE = re.compile(r".{,40}[.?!…] ?\.(?![.\w]).{,20}")
_DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)">')


def test_nothing_ends_a_sentence_twice(tmp_path: Path) -> None:
    content = Path(shutil.copytree(PLANS / "bare" / "content", tmp_path / "content"))
    (content / "plan.yml").write_text(PLAN, "utf-8")
    (content / "actions" / "1.md").write_text(ACTION, "utf-8")
    project = Project(tmp_path / "built", content)
    project.build(HARBOUR_DAY)

    pages = {
        name: f"{words(page.decode())} {' '.join(_DESCRIPTION.findall(page.decode()))}"
        for name, page in tree(project.output).items()
        if name.endswith(".html")
    }

    assert "Done? What is it for? To walk." in unescape(pages["actions/1/index.html"])
    assert [found for text in pages.values() for found in _ENDED_TWICE.findall(text)] == []
