"""Values that contents of any kind are made of: texts, days, amounts, fields and records."""

from __future__ import annotations

from typing import Any

from action_plan.content.fields import FUNDING_KINDS

NAMES = (
    *("help", "N-1", "2.10", "Visits", "who-we-are", "a.b", "v1.2.x", "1e5"),
    *("404.html", "index.html", "index", "Index", "about", "About", "ABOUT.html", "CNAME"),
    *("plan", "plan.ics", "updates.atom", "source", "data", "embed", "theme", "page", "drafts"),
    *("actions", "Actions", "x" * 90, "a b", "a%20b", "Plan #2", "what?", "é", "e\u0301", "Ω", "-"),
    *("-x", "_x", "x.", ".x", "..", "~", "a&b", "a;b", "a'b", 'a"b', "<b>", "a\\b", "日本", "🙂"),
    *("con", "CON.txt", "a:b", "2025-01-01-x", "x.md", "x.rst", "README", "robots.txt", "1", "0"),
    *("005/24", "B5+6", "Ü1", "1 (a)", "4.2.1 & 4.2.2", "A’s", "U-1", "M–1:2", "005-24", "b5-6"),
    *("sitemap.xml", "a+b", "a=b", "a,b", "a@b", "(a)", "[a]", "{a}", "a|b", "a*b", "Ⅷ", "ﬁ", "ß"),
)
ENDINGS = (
    ".txt",
    ".TXT",
    ".pdf",
    ".csv",
    ".md",
    ".png",
    "",
    ".html",
    ".svg",
    ".css",
    ".js",
    ".xml",
)
OLD = (
    *("/old/", "/old.html", "/Old-page/", "/actions/Z-1/", "/themes/gone/", "/data/old.csv/"),
    *("/old", "/old/index.html", "/old.html/x/", "/OLD/", "/a b/", "/a%20b/", "/é/", "/a/../b/"),
    *("//x/", "/old/?a=b", "/old/#c", "/theme/x/", "/drafts/x/", "/.x/", "/x/./", "/x.y/", "/1/"),
    *(
        "/actions/page/2/",
        "/embed/actions/A-7/",
        "/embed/old/",
        "/404.html",
        "/index.html",
        "/CON/",
    ),
    *("/plan.ics", "/plan.ics/", "/source/x/", "/budget/page/2/", "/updates/page/9/", "/About/"),
)
PAGES = (
    *("/status/", "/", "/about/", "/data/", "/accessibility/", "/actions/", "/budget/", "/old/"),
    *(
        "/actions/A-7/",
        "/themes/trees/",
        "/plan.ics",
        "/source/harbour-plan.txt",
        "/Status/",
        "/x/",
    ),
    *("/status/#overdue", "/404.html", "/embed/status/", "https://a.example/", "/about/index.html"),
)
ADDRESSES = (
    *("/status/", "/", "/budget/#unpriced", "https://a.example/?q=a&b=c&copy=d", "/data/"),
    *("https://a.example/日本", "mailto:a@b.example", "https://a.example/(b)", "/updates.atom"),
    *("/Status/", "/status", "/about/", "/about/index.html", "/about.html"),
    *("/actions/A-7/", "/actions/a-7/", "/actions/A-7/#impact", "/actions/A-99/", "/404.html"),
    *("/actions/page/2/", "/embed/status/", "/embed/actions/A-7/", "/data/plan.json", "/plan.ics"),
    *("/source/", "/source/harbour-plan.txt", "/source/Harbour-Plan.txt", "/theme/site.css"),
    *("https://harbour.example/actions/A-7/", "https://harbour.example/", "https://é.example/"),
    *("https://domain.example/status/", "https://domain.example/none/", "http://a.example/"),
    *("https://a.example/%E2%80%AE", "https://a.example/#:~:text=b", "https://a.example/{b}"),
    *("https://a.example/a'b", 'https://a.example/"b', "https://a.example:8080/", "file:///etc/x"),
    *("https://a.example:99999/", "https://user@a.example/", "https://[::1]/", "https://1.2.3.4/"),
    *("https://xn--bcher-kva.example/", "mailto:a%40b@c.example", "tel:1"),
    *("#x", "?x"),
    *("https://owner.github.io/repository/status/", "https://owner.github.io/repository/none/"),
    *("A-7.md", "../actions/A-7.md", "about.md", "../pages/about.md#who", "HTTPS://A.EXAMPLE/"),
)
DAYS = (
    *("2025-03-04", "2025-02-01", "2025-06-30", "2024-02-29", "2025-12-31", "2026-03-01"),
    *("2026-03-02", "1900-01-01", "1999-12-31", "2099-12-31", "9999-12-31", "0204-01-01"),
    *("2025-2-3", "2025-02-30", "3 March 2025", "٢٠٢٥-٠١-٠١"),
)
TIMES = (
    *("January 2025", "2025", "2025-03", "Q1 2025", "spring 2025", "3 March 2025", "2024/25"),
    *("Q3 2024/25", "Feb. 2025", "early 2025", "mid-February 2025", "winter 2024/25", "FY2024/25"),
    *("by end of 2024", "from 2023 to 2024", "1900", "2024–2025", "H1 2025", "end of March 2025"),
    *(
        "2011-12",
        "winter 2025",
        "Frühjahr 2025",
        "fin mars 2025",
        "TBC",
        "  spring   2025 ",
        "٢٠٢٥",
    ),
)
PLANS_OF_TIME = (
    *("ongoing", "Q3 2025/26", "by end of 2025", "autumn 2026", "2026/27", "from 2025", "annually"),
    *("before 2027", "by 31 March 2026", "2025–2030", "each July", "2100", "2099/00", "9999/00"),
    *("by ongoing", "from March to May 2026", "Ende 2026", "à la fin de 2026", "laufend", "N/A"),
)
"""Times that only what is yet to be can have."""
AMOUNTS = (
    *("0", "1", "15,000", "2,500.50", "25k", "1.2 million", "0.00", "€0", "£1.2m", "1 000", "5bn"),
    *("9,999,999,999,999.99", "-1", "1e3", "12 500,50", "1.245k", "£5,000-£10,000", "٣", "²"),
)
NUMBERS = (
    *("0", "-2.5", "1,250", "12.5", "-0", "1.50", "1.2 million", "0.000001", "−3", "5 %", "1e3"),
    *("999999999999999", "9999999999999999", "0.123456789012345", "00", "+1", "1/2", "٣", "NaN"),
)
NOTES = (
    *(
        "It was *begun*.",
        "Two\n\nparagraphs.",
        "- one\n- two",
        "See [status](/status/).",
        "2. May.",
    ),
    *(
        "### Heading\n\nx",
        "**b** `c` <https://a.example/>",
        "> q",
        "| a | b |\n|---|---|\n| 1 | 2 |",
    ),
    *("![x](/source/x.png)", "[x](A-7.md)", "# One", "*[HTC]: x\n\nHTC", "```\ncode\n```", "a\\*b"),
    *(
        "HTC's e.g. C++",
        "1. one\n2. two",
        "x  \ny",
        "    code",
        "=1+1",
        "\\- x",
        "+1",
        "Fixes #1 @x",
    ),
)
TEXTS = (
    *("A & B", '"x"', "HTC", "e.g.", "ﬁ", "=1+1", "50 %", "العربية", "'x'", "C++"),
    *("-", "1.", "0", "*", "`", "#", "~", "null", "true", "Ö", "ß", "no", "|"),
    *("@x", "+x", "-x", "\\", "\\\\", "a\\b", "a/b", "&amp;"),
    *("&lt;b&gt;", "<b>", "</script>", "]]>", "<!--", "-->", "{{ x }}", "{% x %}", "{filename}x"),
    *("|filename|x", "${x}", "%(x)s", "%s", "{0}", "#{x}", "::error::x", "::", "a: b", "a #b"),
    *("\u05e9\u05dc\u05d5\u05dd", "日本語", "🙂", "👩‍👧", "e\u0301", "Ⅷ", "İ", "ı", "ſ"),
    *("a\u00a0b", "a\u200bb", "a\u202eb", "a\u2028b", "a\tb", "a  b", " ", "w" * 300, "w " * 400),
    *("Under way", "under way", "Nothing", "No change", "index", "All", "all", "None", "page"),
    *("javascript:alert(1)", "https://a.example/", "//a.example", "a@b.example", "[[x]]", "[^1]"),
)
BLOCKS = (
    *("A paragraph.", "Two  \nlines.", "- one\n- two", "1. one\n2. two", "* one\n\n    * two"),
    *("> A quote.", "    code", "```\ncode\n```", "~~~ python\ncode\n~~~", "***", "---", "# One"),
    *(
        "### Three",
        "#### Four",
        "Two\n---",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "a | b\n--|--\n1 | 2",
    ),
    *(
        "<b>bold</b>",
        "<script>x</script>",
        "<!-- x -->",
        "<div>\n\nx\n\n</div>",
        "&copy; &x; &#65;",
    ),
    *(
        "**a** _b_ `c` ~~d~~ ==e==",
        "![x](/source/x.png)",
        "[x]: /status/\n\n[x]",
        "[^1]\n\n[^1]: b",
    ),
    *("*[AB]: Abbreviation\n\nAB", "Term\n:   Meaning", "<https://a.example/>", "<a@b.example>"),
    *(
        "HTC's ROI, HTC-ROI, `HTC`, [HTC](/status/)",
        "\\# \\* \\[x\\](y)",
        "{: #id .class }",
        "[TOC]",
    ),
    *(
        "## Resources",
        "## Intended impact",
        "## Something else",
        "[]()",
        "[x]()",
        "![](x)",
        "[x](#)",
    ),
    *(
        "- [ ] open\n- [x] done",
        "![[x]]",
        "[x](</a b/>)",
        '[x](/status/ "A title")',
        "\\",
        "a\\\nb",
    ),
)
VALUES: dict[str, tuple[str, ...]] = {
    "address": ADDRESSES,
    "evidence": ADDRESSES,
    "from": OLD,
    "to": PAGES,
    "file": tuple(f"{name}{end}" for name in NAMES for end in ("", ".txt")),
    "amount": AMOUNTS,
    "spent": ("0", "1", "15,000.50", "1 000", "2k", *AMOUNTS, "15,000.5", "٣"),
    "value": NUMBERS,
    "unit": ("%", "t CO2e", "°C", "people", "1", "=1", *TEXTS),
    "of": ("capital", "revenue", "Capital", "CAPITAL", "revenue", "both"),
    **dict.fromkeys(("several", "filter", "required", "correction"), ("yes", "no", "Yes", "0")),
    "about": ("impact", "funding", "Impact", "budget"),
    "note": NOTES,
    "compliance": ("fully compliant", "partially compliant", "not compliant"),
    "currency": ("GBP", "EUR", "CHF", "JPY", "KWD", "BHD", "CLF", "XAU", "eur"),
    "domain": ("plan.example.org", "harbour.example", "A.example", "é.example", "x", "1.2.3.4"),
    "kind": ("bid", "saving", "external", "officer time", "existing budget", *FUNDING_KINDS),
    "review_every": ("1", "0", "90", "3650", "36500", "999999999", "٣"),
    "stage": ("waiting", "active", "done", "stalled", "ended", "unknown", "apart"),
    "time_zone": ("UTC", "Pacific/Kiritimati", "Etc/GMT+12", "Africa/Monrovia", "localtime", "x"),
    "year": (
        *("2024", "2025", "2025/26", "2025-26", "2024/25 to 2026/27", "2024 to 2026", "1999/00"),
        *("1999/2000", "2099/00", "2025/26 to 2024/25", "2024-2026", "9999", "0"),
    ),
    **dict.fromkeys(("prepared", "reviewed", "until"), DAYS),
    **dict.fromkeys(("date", "start", "end", "added", "spent_as_at", "done"), (*DAYS, *TIMES)),
    **dict.fromkeys(("starts", "due", "first_due"), (*DAYS[:6], *TIMES, *PLANS_OF_TIME, *DAYS)),
}
"""What a field may be changed into where a text of any kind would rarely be taken."""
TITLED = {"title": "Minutes of *May*", "address": "https://a.example/minutes"}
PARTS_OF_EVERY_PLAN = (
    {"id": "intended_impact", "title": "Intended impact", "about": "impact"},
    {"id": "resources", "title": "Resources", "about": "funding"},
)
COUNT = {
    "title": "Lamps",
    "unit": "lamps",
    "baseline": {"value": "0", "date": "2024"},
    "target": {"value": "1,250", "due": "by end of 2026"},
    "interim_targets": [{"value": "1000", "due": "2025/26"}, {"value": "0"}],
    "readings": [
        {"date": "Q3 2024", "value": "2.5", "evidence": [TITLED]},
        {"date": "2025-01-01", "value": "-12", "documents": ["Count <2025>; table 1"]},
    ],
}
ADDED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("plan", {"domain": "domain.example"}),
    ("plan", {"consultation": {"until": "2026-12-31", "how": "Write to *us*."}}),
    ("plan", {"closed": {"date": "2026-02-28", "note": "The next plan took its place."}}),
    ("plan", {"facets": [{"id": "priority", "title": "Priority", "values": ["High", "Low"]}]}),
    ("plan", {"facets": [{"id": "wards", "title": "Wards", "several": "yes", "filter": "no"}]}),
    ("plan", {"parts": [{"id": "sub", "title": "Sub-actions"}, *PARTS_OF_EVERY_PLAN]}),
    ("plan", {"sections": []}),
    ("plan", {"statuses": []}),
    ("plan", {"feed_ids": "tag:harbour.example,2025-01-15"}),
    ("plan", {"financial_year_begins": "Apr"}),
    ("action", {"priority": "High"}),
    ("action", {"wards": ["North", "Alt & Neu <Süd>"]}),
    ("action", {"lead": ["Works", "Office of the Mayor; and others"], "partners": ["A", "B, C"]}),
    ("action", {"milestones": [{"title": "First", "due": "spring 2025", "note": "Of two."}]}),
    ("action", {"milestones": [{"title": "a"}, {"title": "b", "done": "Q1 2025", "due": "2024"}]}),
    ("action", {"measures": [COUNT]}),
    ("action", {"measures": [{"title": "One"}, COUNT | {"title": "Other", "readings": []}]}),
    ("action", {"funding": [{"amount": "2k", "of": "capital", "year": "2024/25 to 2026/27"}]}),
    ("action", {"funding": [{"amount": "1.2 million", "kind": "bid", "source": "The *trust*"}]}),
    ("action", {"funding": [{"kind": "elsewhere"}, {"kind": "saving", "amount": "3"}]}),
    ("action", {"due": "ongoing", "starts": "Q1 2025"}),
    ("action", {"superseded_by": "A-10", "related": "A-7"}),
    ("plan", {"in_brief": "What the plan is for."}),
    ("plan", {"published_by": {"title": "The society", "address": "mailto:a@b.example"}}),
    ("plan", {"follow": {"title": "News", "address": "https://a.example/news"}}),
    ("plan", {"freedom_of_information": {"title": "Ask", "address": "https://a.example/foi"}}),
    ("plan", {"redirects": [{"from": "/old/", "to": "/status/"}]}),
    ("plan", {"glossary": {"C++": "a language", "e.g.": "for example"}}),
    ("action", {"added": "2025-02-02"}),
    ("action", {"superseded_by": "A-7"}),
    ("action", {"related": ["A-7", "A-10"]}),
    ("action", {"continues_into": "2026"}),
    ("action", {"corrections": [{"read": "quay", "printed_as": "quai"}]}),
    ("action", {"links": [{"title": "More", "address": "https://a.example/", "note": "Long."}]}),
    ("action", {"funding": [{"kind": "not costed", "note": "To be worked out."}]}),
    ("action", {"funding": [{"amount": "1", "kind": "external", "spent": "1"}]}),
    ("action", {"starts": "2025-03-02", "due": "2025-11-30"}),
    ("page", {"summary": "In short."}),
)
