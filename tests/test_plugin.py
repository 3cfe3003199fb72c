"""The plugin among others in Pelican: its settings, its records, its words in Pelican's log."""

from __future__ import annotations

import pytest
from conftest import Project

pytestmark = pytest.mark.slow
SECOND = '''
"""A plugin of somebody else, which writes a list of the plan's actions."""

from pathlib import Path

from pelican import signals


def write_list(generators):
    context = next(g.context for g in generators if "actions" in g.context)
    lines = [f"{action.id} {action.title}" for action in context["actions"]]
    Path("list.txt").write_text("\\n".join([context["plan"].title, *lines]), encoding="utf-8")


def register():
    signals.all_generators_finalized.connect(write_list)
'''


def set_to(project: Project, lines: str) -> None:
    """Add lines to the settings of a project."""
    settings = project.root / "pelicanconf.py"
    settings.write_text(f"{settings.read_text(encoding='utf-8')}\n{lines}\n", encoding="utf-8")


def test_another_plugin_finds_plan_and_actions(harbour: Project) -> None:
    """In the context that all generators share, as records, the actions as people count them."""
    harbour.copy_plugins()
    (harbour.root / "plugins" / "second.py").write_text(SECOND, encoding="utf-8")
    harbour.replace("pelicanconf.py", '["action_plan"]', '["action_plan", "second"]')

    built = harbour.action_plan("build")

    assert built.returncode == 0, built.stderr
    lines = (harbour.root / "list.txt").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "Harbour Town Plan"
    assert [line.split()[0] for line in lines[1:]] == ["A-7", "A-10", "US0113.1", "US0113.2"]
    assert "A-10 Light the harbour wall" in lines


def test_a_template_reads_plan_and_actions(harbour: Project) -> None:
    """As names of their own, beside what the page shows."""
    harbour.replace(
        "theme/templates/not_found.html",
        "{% block main %}",
        "{% block main %}{{ plan.title }}:{% for action in actions %} {{ action.id }}{% endfor %}.",
    )

    built = harbour.action_plan("build")

    assert built.returncode == 0, built.stderr
    page = (harbour.output / "404.html").read_text(encoding="utf-8")
    assert "Harbour Town Plan: A-7 A-10 US0113.1 US0113.2." in page


WRONG = [
    (
        'ACTION_PLAN_TODAY = "1 January"',
        'ACTION_PLAN_TODAY: "1 January" is not a date.'
        ' Write one like "2026-11-24", in quotes, or None for today.',
    ),
    (
        "ACTION_PLAN_TODAY = 20260101",
        'ACTION_PLAN_TODAY: "20260101" is not a date.'
        ' Write one like "2026-11-24", in quotes, or None for today.',
    ),
    (
        'ACTION_PLAN_PREVIEW = "no"',
        'ACTION_PLAN_PREVIEW: "no" is neither True nor False. Write one of them.',
    ),
    (
        'TODAY = "2026-01-01"',
        "TODAY: this setting is named ACTION_PLAN_TODAY now. Rename it.",
    ),
    (
        "PREVIEW = True",
        "PREVIEW: this setting is named ACTION_PLAN_PREVIEW now. Rename it.",
    ),
    (
        "ACTION_PLAN_PREVEIW = True",
        "ACTION_PLAN_PREVEIW: is not a setting of this plugin. Use one of: ACTION_PLAN_TODAY,"
        ' ACTION_PLAN_PREVIEW. Did you mean "ACTION_PLAN_PREVIEW"?',
    ),
]


@pytest.mark.parametrize(("line", "message"), WRONG)
def test_a_wrong_setting_is_one_clear_message(harbour: Project, line: str, message: str) -> None:
    """The setting, what was found and what to write, without a traceback."""
    set_to(harbour, line)

    built = harbour.action_plan("build")

    assert built.returncode == 1
    assert built.stderr == f"{message}\nNothing was built.\n"
    assert built.stdout == ""
    assert not harbour.output.exists()


def test_all_wrong_settings_come_at_once_from_pelican_as_well(harbour: Project) -> None:
    """In Pelican's own log, in full however quiet it is."""
    set_to(harbour, "\n".join(line for line, _ in WRONG if "2026" not in line))

    refused = harbour.pelican("-q", "--fatal", "errors")

    assert refused.returncode == 1
    said = " ".join((refused.stdout + refused.stderr).split())
    for line, message in WRONG:
        assert ("2026" in line) or (message in said), said
    assert "Nothing was built." in said
    assert "Traceback" not in said
    assert not harbour.output.exists()


def test_a_day_in_the_settings_is_today(harbour: Project) -> None:
    """Updates and reviews are counted from it, whatever the clock says."""
    set_to(harbour, 'ACTION_PLAN_TODAY = "2025-09-30"')

    built = harbour.action_plan("build")

    assert built.returncode == 1
    assert built.stderr == (
        "content/actions/US0113.2.md:11: updates.date: 2025-10-01 is in the future:"
        " today is 2025-09-30. Write the day it happened.\n"
        "content/actions/US0113.2.md:15: added: 2025-10-01 is in the future:"
        " today is 2025-09-30. Write the day it happened.\n"
    )


@pytest.mark.parametrize("flags", [(), ("-q",), ("--fatal", "errors"), ("-q", "--fatal", "errors")])
def test_pelican_logs_every_problem(harbour: Project, flags: tuple[str, ...]) -> None:
    """In one record: the first error does not hide the others."""
    harbour.replace("content/actions/A-10.md", "title: Light", "titel: Light")
    harbour.replace("content/actions/A-7.md", "theme: harbour", "theme: harbor")

    refused = harbour.pelican("--log-handler", "plain", *flags)

    assert refused.returncode == 1
    lines = (refused.stdout + refused.stderr).splitlines()
    assert any(line.startswith("content/actions/A-7.md:4: theme:") for line in lines), lines
    assert any(line.startswith("content/actions/A-10.md:3: titel:") for line in lines), lines
    assert any(line.endswith("in 2 files. Nothing was built.") for line in lines), lines


def test_pelican_says_what_was_built(harbour: Project) -> None:
    """Its own count knows of articles and pages alone."""
    built = harbour.pelican()

    assert built.returncode == 0
    assert "Built 4 actions on 20 pages in output/." in built.stdout
