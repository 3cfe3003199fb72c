"""What residents ask, answered where they look for it: who, when, how much, whom to ask."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from action_plan.checks.reading import read_content
from action_plan.views.ask import ask
from action_plan.views.plan_index import PlanIndex
from conftest import HARBOUR_DAY, Project, words

SITE = "https://council.example/plan"
GITHUB = {"GITHUB_REPOSITORY": "council/plan", "GITHUB_REF": "refs/heads/main"}


def links(markup: str, label: str) -> list[str]:
    """Return where the links with these words lead."""
    found = re.findall(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', markup, re.DOTALL)
    return [unescape(url) for url, text in found if re.sub(r"<[^>]+>", "", text) == label]


VERDICT = (
    "3 of 20 actions are reported complete, as of 17 September 2024."
    " Nothing has been reported since, for more than 2 years."
)
ENDED = "The plan’s time, 2024/25, ended on 31 March 2025."


@pytest.mark.parametrize(
    ("url", "verdict"),
    [
        (
            "",
            f"{VERDICT} {ENDED} £256,700 is allocated for 9 actions; spending is not reported.",
        ),
        ("plan", f"{VERDICT} {ENDED} £256,700 is allocated for 9 actions"),
        ("status", f"{VERDICT} {ENDED}"),
        ("budget", f"Spending is not reported for any of the 9 amounts. {ENDED}"),
        (
            "themes/land-and-property",
            "The one action is reported as “Not yet started”, as of 17 September 2024. Nothing has"
            " been reported since, for more than 2 years. £30,000 is allocated for it; spending is"
            " not reported.",
        ),
    ],
)
def test_the_verdict_heads_the_page(built_real: Project, url: str, verdict: str) -> None:
    """Each page has its part of it, in the same words."""
    assert verdict in built_real.words(url)


@pytest.mark.parametrize(
    ("action_id", "said", "unsaid"),
    [
        (
            "1.3.1",
            ("Lead The plan names nobody", "Due The plan gives no date", "Spending: not reported."),
            (),
        ),
        ("1.2.2", ("Lead The plan names nobody",), ("Spending",)),
    ],
)
def test_what_nobody_said_is_said_to_be_missing(
    built_real: Project, action_id: str, said: tuple[str, ...], unsaid: tuple[str, ...]
) -> None:
    """Where people look for it; of spending only where there is an amount to spend."""
    found = built_real.words(f"actions/{action_id}")

    assert [text for text in said if text not in found] == []
    assert [text for text in unsaid if text in found] == []


def test_spending_of_one_of_two_amounts_is_missing(harbour: Project) -> None:
    """It is said at the amount, not of all of them."""
    harbour.replace("content/actions/A-7.md", "  - kind: officer time", "  - amount: 7,000")
    assert harbour.action_plan("build").returncode == 0

    found = harbour.words("actions/A-7")

    assert "€12,500.50 spent as at 30 June 2025" in found
    assert found.count("; spending not reported") == 1
    assert "Spending: not reported." not in found


@pytest.mark.parametrize("action_id", ["1.1.4", "1.2.2", "1.2.4"])
def test_no_sentence_on_what_pays_for_it_is_there_twice(
    built_real: Project, action_id: str
) -> None:
    """Neither a note that the document's own words have, nor lines that say just what they do."""
    section = built_real.page(f"actions/{action_id}").partition(">What pays for it<")[2]
    text = words(section.partition("</section>")[0])

    sentences = [sentence.strip(" .").casefold() for sentence in re.split(r"\.(?= |$)", text)]
    assert len(sentences) == len(set(sentences))
    assert text.casefold().count("officer time") <= 1
    assert text.count("£75,000") <= 1


def test_first_reports_in_the_same_words_are_one_entry(
    built_real: Project, built_harbour: Project
) -> None:
    """With all their actions below it; those of a few actions are listed one by one."""
    found = built_real.page("updates")

    assert found.count("Status as reported to Cabinet with the plan.") == 1
    assert "First statuses of 20 actions" in built_real.words("updates")
    assert len(re.findall(r"<li><a [^>]*actions/1", found)) == 20
    assert "First statuses" not in built_harbour.words("updates")


def test_overdue_reviews_are_grouped_by_the_day_of_the_report(built_real: Project) -> None:
    found = built_real.words("status")

    assert found.count("All 17 were last reported on 17 September 2024, more than 2 years ago") == 1
    assert found.count("more than 2 years ago") == 1


def test_late_and_overdue_are_two_things(built_harbour: Project) -> None:
    """A-7 was due on 30 November 2025, and is overdue for review, as US0113.2 is, too."""
    home, status = built_harbour.words(), built_harbour.words("status")

    assert "1 late Past the day of being due, and not finished." in home
    assert "2 overdue for review" in home
    late, _, overdue = status.partition("Late 1 action")[2].partition(
        "Overdue for review 2 actions"
    )
    assert re.findall(r"A-7|A-10|US0113\.\d", late) == ["A-7"]
    assert "Due 30 November 2025 , 32 days ago" in late
    assert set(re.findall(r"A-7|A-10|US0113\.[12]", overdue)) == {"A-7", "US0113.2"}
    assert (
        "Late: due on 30 November 2025 , 32 days ago, and not reported complete."
        in built_harbour.words("actions/A-7")
    )
    assert "1 action late" in built_harbour.words("themes/harbour")
    assert "late" not in built_harbour.words("themes/streets").split()


def test_a_question_is_sent_by_mail_with_words_to_begin_with(built_harbour: Project) -> None:
    """And so is a correction, which names no address that is not known."""
    found = built_harbour.page("actions/A-7")

    (question,) = links(found.partition("Ask about this action")[2], "The town clerk")[:1]
    assert question.startswith("mailto:clerk@harbour.example?subject=Action%20A-7%20of%20the%20")
    body = parse_qs(urlsplit(question).query)["body"][0]
    assert body.startswith('I have a question about action A-7, “Repair the "old" quay <safely>”,')
    (correction,) = links(found, "Send a correction to The town clerk")
    assert parse_qs(urlsplit(correction).query)["body"][0].rstrip().endswith("say instead?")


def test_a_mailbox_that_is_shown_is_named_once(harbour: Project) -> None:
    harbour.replace("content/plan.yml", "title: The town clerk", "title: clerk@harbour.example")
    index = PlanIndex(read_content(harbour.root / "content", date(2026, 1, 1)))

    (question,) = ask(index.plan, index.actions[0].link)

    assert (question.link.title, question.mail) == ("clerk@harbour.example", "")


def test_corrections_go_to_whoever_publishes_the_site(harbour: Project) -> None:
    """First without an account; an issue names the page by its complete address, or not at all."""
    harbour.run("git", "init", "--quiet")
    plan = harbour.root / "content" / "plan.yml"
    publisher = "published_by: {title: The society, address: mailto:society@harbour.example}\n"
    plan.write_text(publisher + plan.read_text("utf-8"), encoding="utf-8")

    for settings, site, page in (
        ("pelicanconf.py", "", ""),
        ("publishconf.py", SITE, f"{SITE}/actions/A-7/"),
    ):
        done = harbour.action_plan("build", "--settings", settings, env={**GITHUB, "SITEURL": site})
        assert done.returncode == 0, done.stdout + done.stderr
        found = harbour.page("actions/A-7")
        (mail,) = links(found, "Send a correction to The society")
        (issue,) = links(found, "Suggest a correction on GitHub")
        assert found.index("Send a correction") < found.index("on GitHub")
        assert mail.startswith("mailto:society@harbour.example?")
        for url in (mail, issue):
            text = parse_qs(urlsplit(url).query)["body"][0]
            assert re.findall(r"\S*/actions/\S*", text) == ([page] if page else [])
    note = "This is not Harbour Town Council’s own site. It is published by The society ."
    assert all(
        note in words(path.read_text("utf-8"))
        for path in harbour.output.rglob("*.html")
        if "embed" not in path.parts
    )


def test_a_site_of_the_publishers_own_says_nothing_of_others(built_harbour: Project) -> None:
    assert "own site" not in built_harbour.words()


def test_changes_can_be_followed_without_knowing_of_feeds(
    built_real: Project, harbour: Project
) -> None:
    """The publisher's own e-mail where it has any, addresses to copy, and due dates."""
    assert "By e-mail" not in built_real.words("follow")
    assert "In a calendar" not in built_real.words("follow")
    plan = harbour.root / "content" / "plan.yml"
    service = 'follow: {title: "News by e-mail", address: "https://harbour.example/news"}\n'
    plan.write_text(service + plan.read_text("utf-8"), encoding="utf-8")
    done = harbour.action_plan("build", "--settings", "publishconf.py", env={"SITEURL": SITE})
    assert done.returncode == 0, done.stdout + done.stderr

    found = harbour.page("follow")
    assert links(found, "News by e-mail") == ["https://harbour.example/news"]
    addresses = re.findall(r'<input [^>]*readonly value="([^"]*)"', found)
    assert addresses == [
        f"{SITE}/{url}"
        for url in (
            *("updates.atom", "themes/harbour/updates.atom", "themes/streets/updates.atom"),
            *("themes/sea-wall/updates.atom", "plan.ics"),
        )
    ]
    assert all((harbour.output / url.removeprefix(f"{SITE}/")).is_file() for url in addresses)


def test_what_can_be_checked_is_counted(built_real: Project, built_harbour: Project) -> None:
    """How many actions say it, and how many do not, each with the list of them."""
    for project, counts in (
        (built_real, [(0, 20), (0, 20), (9, 11), (0, 20), (20, 0), (0, 20)]),
        (built_harbour, [(1, 3), (1, 3), (3, 1), (0, 4), (1, 3), (2, 2)]),
    ):
        table = project.page("checkable").partition("<tbody>")[2].partition("</tbody>")[0]
        cells = re.findall(r'<td class="ap-table__figure"[^>]*>(.*?)</td>', table)
        numbers = [int(re.sub(r"<[^>]+>", "", cell)) for cell in cells]
        assert list(zip(numbers[::2], numbers[1::2], strict=True)) == counts
        assert all(
            ("<a " in cell) is (number > 0) for cell, number in zip(cells, numbers, strict=True)
        )


def test_abbreviations_are_explained_below_the_first_text(built_real: Project) -> None:
    """In something that opens by touch and by keyboard, before the next text."""
    found = built_real.page("actions/1.2.2")
    promised = found.partition("What was promised")[2].partition("Intended impact")[0]

    assert "<summary>Abbreviations on this page: CWB, OCC, Oxon</summary>" in promised
    assert "<dt>CWB</dt><dd>community wealth building</dd>" in promised
    assert "<abbr" not in built_real.words("actions/1.2.2")


def test_those_who_only_hear_a_page_know_what_a_link_or_a_word_is(built_real: Project) -> None:
    """Evidence by action and day; statuses by the word; names of themes and tables as headings."""
    evidence = "mycouncil.oxfordshire.gov.uk for 1.2.2, 17 September 2024"
    assert len(links(built_real.page("actions/1.2.2"), evidence)) == 1
    assert "Status: Not yet started reported on" in built_real.words("actions/1.2.2")
    assert re.search(r"<h3[^>]*><a [^>]*>Social economy</a></h3>", built_real.page("status"))
    assert len(re.findall(r"<caption><h3", built_real.page("budget"))) == 5


def test_who_leads_and_whom_to_ask_is_said_at_the_head(built_real: Project) -> None:
    """Before what was promised, which may be long."""
    head = built_real.words("actions/1.4.2").partition("What was promised")[0]

    assert "Lead The plan names nobody Due The plan gives no date Ask about this action" in head


@pytest.mark.parametrize(
    ("due", "note"),
    [
        ("", "The plan gives no date by which any action is due, so none can be called late."),
        ("2030-01-01", "No action is late. 1 of 4 actions has a due date."),
    ],
)
def test_where_nothing_is_late_it_is_said_why(harbour: Project, due: str, note: str) -> None:
    """On the page of statuses, and where somebody searches for what is late."""
    written = f"due: {due}\n" if due else ""
    harbour.replace("content/actions/A-7.md", "due: 2025-11-30\n", written)
    harbour.build(HARBOUR_DAY)

    assert f"Late {note}" in harbour.words("status")
    assert note in harbour.words("actions")


def test_an_address_for_mail_is_read_without_its_question(built_harbour: Project) -> None:
    """Beside the link, for those who write from elsewhere; on paper the question is left out."""
    assert "The town clerk (clerk@harbour.example)" in built_harbour.words("actions/A-7")
