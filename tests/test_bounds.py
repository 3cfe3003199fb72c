"""The cost of content has a bound: what nobody writes by hand is refused, and soon.

Each content is read by a process that the system ends after ten seconds of work, or where it
takes more than 500 MiB. The contents are made here, and are as large as a file may be, or as the
bound that holds them.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import HARBOUR_DAY
from forked import run_forked
from sandbox import STATEMENT, git

MIB = 1024 * 1024
LIMITS = {"RLIMIT_CPU": 10, "RLIMIT_AS": 500 * MIB}
FINE = ["5 actions read, no problem found."]


def check(content: Path, *options: str) -> list[str]:
    """Return what the checker prints of a content, within the limits."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}
    env = {**own, "SOURCE_DATE_EPOCH": HARBOUR_DAY}
    done = run_forked("check", *options, cwd=content.parent, env=env, limits=LIMITS)
    assert done.returncode in (0, 1), f"ended with {done.returncode}: {done.stderr[-300:]}"
    return (done.stdout + done.stderr).splitlines()


def add_action(content: Path, fields: str = "", text: str = "Paint all.") -> None:
    """Add an action whose text starts on line 9, or below the fields that are added to it."""
    (content / "actions" / "B-1.md").write_text(
        "---\nid: B-1\ntitle: Paint\ntheme: harbour\nsection: wishes\nstatus: Planned\n"
        f"updates: [{{date: 2025-02-01, status: Planned, note: Paint was bought.}}]\n{fields}---\n"
        f"{text}\n\n## Intended impact\n\nBoats look well.\n\n## Resources\n\nNone.\n",
        encoding="utf-8",
    )


def insert(path: Path, below: str, text: str) -> None:
    """Write a text below a line of a file."""
    before, line, after = path.read_text(encoding="utf-8").partition(below)
    assert line
    path.write_text(f"{before}{line}{text}{after}", encoding="utf-8")


def add_to_plan(content: Path, fields: str) -> None:
    with (content / "plan.yml").open("a", encoding="utf-8") as file:
        file.write(fields)


def many(text: str, size: int = 95_000) -> str:
    """Return a text repeated up to a size, by itself nearly as much as may stand in a body."""
    return text * (size // len(text))


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        *(
            many(f"{many(words, 9_000)}\n\n")
            for words in ("*a* ", "`a` ", "> ", "\\\\", "&amp;", "HTC ", "a  \n")
        ),
        *map(many, ("a\n\n", "*a*\n\n", "HTC\n\n", "---\n\n", "```\n\n")),
        *map(many, ("    a\n\n", "    a\nb\n\n", "> *a*\n\n", "> - a\n\n", f"{'>' * 50} a\n\n")),
        *map(many, ("- a\n\n", "1. a\n\n", "- a\n\n    - b\n\n", f"{'- ' * 50}a\n\n")),
        many("a|b\n-|-\na|b\n\n"),
    ],
    ids=lambda text: repr(text[:12]),
)
def test_markup_takes_time_in_proportion_to_the_text(content: Path, text: str) -> None:
    """As much of each kind as a text may have is read."""
    add_action(content, text=text)

    assert check(content) == FINE


B_1 = "content/actions/B-1.md"
PLAN = "content/plan.yml"
TOO_MANY = (
    "with this line, the file has over 5,000 fields and items of lists. Delete what is not needed."
)


@pytest.mark.parametrize(
    ("fields", "text", "problem"),
    [
        (
            "",
            many("- a\n\n", MIB - 1_000),
            "9: the text is over 100,000 characters long."
            " Shorten it, and link to a document that has the rest.",
        ),
        (
            "",
            many("# Intended impac\n\n", MIB - 1_000),
            "409: the text has over 200 headings."
            ' The headings are "## Intended impact" and "## Resources".',
        ),
        (
            "",
            f"# a{' ' * 9_900}b",
            '9: "a b" is an unknown heading. The headings are "## Intended impact" and'
            ' "## Resources". Delete the heading or its #, or write a backslash before it.'
            " A heading within a text has three #.",
        ),
        (
            "",
            f"# a{' ' * 90_000}b",
            "9: this paragraph is over 10,000 characters long. Divide it with empty lines.",
        ),
        (
            "",
            "|a" * 400 + "\n" + "|-" * 400 + "\n" + "a|\n" * 400,
            "9: most cells of this table are not written."
            " Write as many in each row as in the first.",
        ),
        (
            "",
            many("[", 9_000),
            '9: this paragraph has more than 100 "[". Divide it with empty lines.',
        ),
        (
            "",
            many("``a`", 9_000),
            '9: this paragraph has more than 100 "``". Divide it with empty lines.',
        ),
        (
            "",
            many("+ ", 9_000),
            "9: the text is nested too deeply. Use fewer levels of lists and quotes.",
        ),
        (
            "".join(f"k{n}: {'a' * 1_000}\n" for n in range(1_000)),
            "",
            "257: with this line, the file has over 250,000 characters of fields."
            " Delete what is not needed.",
        ),
        (f"lead: {many('[', MIB - 1_000)}\n", "", "8: lead: is nested too deeply."),
        (f"lead: {many('{a: ', MIB - 1_000)}\n", "", "8: a: is nested too deeply."),
        (
            f"lead: {many('a', MIB - 1_000)}\n",
            "",
            "8: lead: is over 10,000 characters long. Shorten it.",
        ),
        ("related:\n" + many("- A-7\n", MIB - 1_000), "", f"4998: related: {TOO_MANY}"),
        ("".join(f"k{n}: a\n" for n in range(80_000)), "", f"4998: {TOO_MANY}"),
    ],
)
def test_what_is_beyond_a_bound_is_one_problem(
    content: Path, fields: str, text: str, problem: str
) -> None:
    add_action(content, fields, text or "Paint all.")

    assert check(content) == [f"{B_1}:{problem}", "1 problem in 1 file."]


@pytest.mark.parametrize(
    ("terms", "problem"),
    [
        ("".join(f"  T{n}: a\n" for n in range(20_000)), f"4998: glossary: {TOO_MANY}"),
        (
            f"  ? {many('T', 200_000)}\n  : a\n",
            f'21: glossary: "{many("T", 59)}…" is over 100 characters long for a name.',
        ),
    ],
    ids=["terms", "letters"],
)
def test_a_glossary_has_a_bound(content: Path, terms: str, problem: str) -> None:
    insert(content / "plan.yml", "glossary:\n", terms)

    assert check(content) == [f"{PLAN}:{problem}", "1 problem in 1 file."]


def test_many_terms_take_no_longer_than_a_few(content: Path) -> None:
    insert(content / "plan.yml", "glossary:\n", "".join(f"  T{n}: a\n" for n in range(4_800)))
    add_action(content, text=many(f"{many('T1 T T99 ', 9_000)}\n\n"))

    assert check(content) == FINE


def test_many_values_of_a_facet_take_no_longer_than_a_few(content: Path) -> None:
    listed = "".join(f"    - v{n}\n" for n in range(4_800))
    facets = (
        "facets:\n- {id: ward, title: Ward, several: yes}\n- id: kind\n  title: Kind\n  values:\n"
    )
    add_to_plan(content, f"{facets}{listed}")
    add_action(content, f"ward:\n{listed}kind: v4799\n")

    assert check(content) == FINE

    add_action(content, f"kind:\n{listed.replace('v', 'w')}")
    insert(content / "plan.yml", "title: Kind\n", "  several: yes\n")

    assert check(content)[-1] == "4,800 problems in 1 file."


@pytest.mark.parametrize("text", ["a-" * 49, "1-2/" * 25, "2025 to " * 12, "x-y to 2025 " * 800])
def test_a_time_that_can_be_divided_in_many_ways_is_read_once(content: Path, text: str) -> None:
    add_action(content, f"due: {text}\n")

    assert check(content)[-1] == "1 problem in 1 file."


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fields", "text", "problem", "line", "problems"),
    [
        (
            "related:\n" + "".join(f"- X{n}\n" for n in range(4_900)),
            "Paint all.",
            '9: related: "X0" is not an action. Write the id of one, or delete the line.',
            109,
            4_900,
        ),
        (
            "links:\n" + "- {note: a}\n" * 2_400,
            "Paint all.",
            '9: links.address: is missing. Write "address" with a web or mail address,'
            ' for example "https://example.org/report".',
            59,
            4_800,
        ),
        (
            "corrections:\n" + "- {read: Pant, printed_as: b}\n" * 1_600,
            many("Paint.\n\n", MIB - 100_000),
            '9: corrections.read: "Pant" is not in the text below.'
            " Write the word as the text has it, or delete the correction.",
            109,
            1_600,
        ),
        (
            "",
            "".join(chr(0xE000 + n) for n in range(6_000)),
            "9: the character U+E000 (private use) is not allowed: readers see an empty box or a"
            " question mark. Write what is meant in its place.",
            9,
            6_000,
        ),
    ],
    ids=["references", "records", "corrections", "characters"],
)
def test_of_one_file_a_hundred_problems_are_listed(
    content: Path, fields: str, text: str, problem: str, line: int, problems: int
) -> None:
    add_action(content, fields, text)

    said = check(content)

    assert len(said) == 102
    assert said[0] == f"{B_1}:{problem}"
    assert said[-2:] == [
        f"{B_1}:{line}: and {problems - 100:,} more problems in this file.",
        f"{problems:,} problems in 1 file.",
    ]


@pytest.mark.slow
def test_the_plan_may_have_as_much_markup_as_fields(content: Path) -> None:
    entries = f'    - "{many("*a* ", 9_000)}"\n' * 25
    add_to_plan(content, STATEMENT.replace(" The map of the harbour.", f"\n{entries}"))

    assert check(content) == ["4 actions read, no problem found."]


def test_long_texts_in_place_of_times_take_no_long_time(content: Path) -> None:
    steps = "".join(f"  - {{title: Step {n}, due: '{'- ' * 4_900}'}}\n" for n in range(20))
    steps += "".join(f"  - {{title: Small step {n}, due: 2025-02-01}}\n" for n in range(600))
    add_action(content, f"milestones:\n{steps}")

    *problems, end = check(content)

    assert len(problems) == 20
    assert all(" milestones.due: " in line and " is not a date. " in line for line in problems)
    assert end == "20 problems in 1 file."


def test_redirects_that_lead_nowhere_take_no_long_time(content: Path) -> None:
    redirects = (f"- {{from: /a/{n}/, to: /actions/A-{n}0/}}\n" for n in range(1_600))
    add_to_plan(content, f"redirects:\n{''.join(redirects)}")

    assert check(content)[-1] == "1,599 problems in 1 file."


def test_the_size_is_asked_before_bytes_are_read(content: Path) -> None:
    """They are more than the process may have."""
    for name in ("actions/A-7.md", "source/harbour-plan.txt"):
        os.truncate(content / name, 900 * MIB)

    assert check(content) == [
        "content/actions/A-7.md:1: the file is 900.0 MiB large. Keep it under 1 MiB.",
        "content/source/harbour-plan.txt:1: has 944 MB; GitHub refuses files over 100 MiB."
        " Keep it elsewhere, and link to it.",
        "2 problems in 2 files.",
    ]


def commit(content: Path) -> None:
    git(content.parent, "init", "-q", "-b", "main")
    git(content.parent, "add", "-A")
    git(content.parent, "-c", "user.name=A", "-c", "user.email=a@b.example", "commit", "-qm", "All")


@pytest.mark.slow
def test_the_sizes_of_a_commit_are_asked_before_its_bytes(content: Path) -> None:
    """What was too large before is not new."""
    os.truncate(content / "actions" / "A-7.md", 200 * MIB)
    commit(content)
    insert(content / "actions" / "US0113.1.md", "id: ", "X")

    said = check(content, "--base=HEAD")

    assert said[0] == "1 problem that this change brings:"
    assert said[2:] == [
        "There before:",
        "content/actions/A-7.md:1: the file is 200.0 MiB large. Keep it under 1 MiB.",
        "2 problems in 2 files.",
    ]


@pytest.mark.slow
def test_problems_of_many_files_are_listed_up_to_a_thousand(content: Path) -> None:
    """Each file of ten thousand names an action that is no longer there, and its base too."""
    add_action(content)
    text = (content / "actions" / "B-1.md").read_text(encoding="utf-8")
    for number in range(2, 10_001):
        named = f"id: B-{number}\nrelated: C-{number}"
        path = content / "actions" / f"B-{number}.md"
        path.write_text(text.replace("id: B-1", named), encoding="utf-8")

    said = check(content)

    assert len(said) == 1_002
    assert said[0] == f'{B_1[:-4]}2.md:3: related: "C-2" is not an action. Did you mean "B-2"?'
    assert said[-2:] == [
        "content/actions/B-1002.md:3: and 8,999 more problems in 8,999 files.",
        "9,999 problems in 9,999 files.",
    ]


@pytest.mark.slow
def test_problems_are_compared_with_those_of_the_base(content: Path) -> None:
    add_action(content, "".join(f"k{n}: a\n" for n in range(4_900)))
    commit(content)
    add_action(content, "".join(f"k{n}: a\n" for n in range(2, 4_902)))

    said = check(content, "--base=HEAD")

    assert [line for line in said if not line.startswith(B_1)] == [
        "2 problems that this change brings:",
        "There before:",
        "4,900 problems in 1 file.",
    ]


def test_a_problem_of_two_lines_is_not_new_where_one_of_them_moves(content: Path) -> None:
    path = content / "actions" / "A-7.md"
    text = path.read_text(encoding="utf-8").replace("status: Under way", "status: Stuck")
    path.write_text(text, encoding="utf-8")
    commit(content)
    insert(path, "updates:\n", "  # The newest is the last.\n")

    problem, *rest = check(content, "--base=HEAD")

    assert problem.startswith('content/actions/A-7.md:6: status: "Stuck" is not a status of this')
    assert problem.endswith(" The same is on line 20.")
    assert rest == ["1 problem in 1 file."]
