import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import jinja2
import pytest

from tenor.reports.formats import decimal_text
from tenor.reports.html import CONTENTS, SOMETIMES, render_html

Data = dict[str, Any]
LOADING = {"src", "srcset", "href", "action", "formaction", "data", "poster", "background", "ping", "manifest"}
MONEY = re.compile(r"-?\d+\.\d\d")


class Page(HTMLParser):
    """The parts of a page that the tests look at: text as a reader sees it, elements, attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self._open = ""
        self.feed(html)
        self.text = re.sub(r"\s+", " ", " ".join(self.texts))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open = tag

    def handle_endtag(self, tag: str) -> None:
        self._open = "" if tag == self._open else self._open

    def handle_data(self, data: str) -> None:
        {"script": self.scripts, "style": self.styles}.get(self._open, self.texts).append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def ids(self) -> list[str]:
        return [attributes["id"] or "" for _, attributes in self.elements if "id" in attributes]


def strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from strings(each)
    elif isinstance(value, str):
        yield value


@pytest.fixture
def page(sample: Data) -> Page:
    return Page(render_html(sample))


@pytest.mark.requirement("REP-1")
def test_render_html__any_report__loads_nothing_from_outside(page: Page) -> None:
    loads = {value for _, attributes in page.elements for key, value in attributes.items() if key in LOADING}
    assert all(value is not None and (value.startswith("#") or value == "data:,") for value in loads)
    assert all("url(" not in style and "@import" not in style for style in page.styles)
    assert {tag for tag, _ in page.elements} & {"img", "iframe", "object", "embed", "form", "video", "audio"} == set()


@pytest.mark.requirement("REP-1")
def test_render_html__any_report__forbids_the_network_by_policy(page: Page) -> None:
    policy = next(each["content"] for each in page.all("meta") if each.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    assert "http" not in policy


@pytest.mark.requirement("REP-1")
def test_render_html__charting_library__stands_inside_once(page: Page) -> None:
    code = [script for script in page.scripts if "plotly.js v" in script]
    assert len(code) == 1
    assert len(code[0]) > 1_000_000


@pytest.mark.requirement("REP-2")
def test_render_html__same_data__same_bytes(sample: Data) -> None:
    assert render_html(sample) == render_html(sample)


@pytest.mark.requirement("REP-3")
def test_render_html__every_amount__stands_on_the_page(sample: Data, page: Page) -> None:
    amounts = {text for text in strings(sample) if MONEY.fullmatch(text)}
    assert len(amounts) > 100
    assert {amount for amount in amounts if decimal_text(amount) not in page.text} == set()


@pytest.mark.requirement("REP-3")
def test_render_html__every_hash_address_and_sentence__stands_on_the_page(sample: Data, page: Page) -> None:
    copied = {each["data-copy"] for each in page.all("button") if "data-copy" in each}
    assert {each["hash"] for each in sample["run"]["transactions"]} <= copied
    assert {each["wallet"] for each in sample["holders"]} <= copied
    for row in (*sample["contracts"], *sample["parties"]):
        assert row.get("address", row.get("wallet")) in page.text
    for row in sample["timeline"]:
        assert row["what"] in page.text
    for note in sample["notes"]:
        assert note["note"] in page.text


def test_render_html__contents__lead_to_sections(page: Page) -> None:
    sections = [anchor for anchor, _ in CONTENTS if anchor not in SOMETIMES]  # this bond has none of them
    assert [attributes.get("id") for attributes in page.all("h2")] == sections


def test_render_html__links_and_labels__lead_somewhere_and_ids_are_unique(page: Page) -> None:
    ids = page.ids()
    assert len(ids) == len(set(ids))
    targets = {(each["href"] or "").removeprefix("#") for each in page.all("a")}
    labels = {each["aria-labelledby"] for each in page.all("section") if "aria-labelledby" in each}
    assert targets | labels <= set(ids)


def test_render_html__tables_and_charts__are_named_for_screen_readers(page: Page) -> None:
    assert len(page.all("caption")) == len(page.all("table"))
    assert all("scope" in each for each in page.all("th"))
    charts = [each for each in page.all("div") if "data-figure" in each]
    assert [each["id"] for each in charts] == [
        "chart-promised", "chart-life", "chart-cash", "chart-registers", "chart-allotment", "chart-gas",
    ]  # fmt: skip
    assert all(each["role"] == "img" and each["aria-label"] for each in charts)


@pytest.mark.requirement("REP-4")
def test_render_html__reconciled__says_so_without_alarm(page: Page) -> None:
    assert "Reconciled" in page.text
    assert "Difference found" not in page.text
    assert not [each for each in page.all("section") if each.get("role") == "alert"]


@pytest.mark.requirement("REP-4")
def test_render_html__difference__stands_first_and_in_its_row(failed: Data) -> None:
    page = Page(render_html(failed))
    alarm = page.text.index("First difference: Cash: events against contract: INV-07: events 100, contract 99")
    assert alarm < page.text.index("Summary")
    assert "Reconciled" not in page.text
    assert [each.get("class") for each in page.all("tr")].count("differs") == 2
    assert "differs by +0.01" in page.text


@pytest.mark.requirement("REP-4")
def test_render_html__no_check_made__is_a_difference(sample: Data) -> None:
    sample["reconciliation"]["checks"] = []
    text = Page(render_html(sample)).text
    assert "First difference: no check was made" in text
    assert "No check was made." in text


@pytest.mark.requirement("REP-4")
def test_render_html__coupon_not_paid_in_full__is_marked(sample: Data) -> None:
    sample["coupons"][1]["paid"] = "16333151.99"
    text = Page(render_html(sample)).text
    assert "16,333,151.99 not the total" in text
    assert text.count("not the total") == 1


@pytest.mark.requirement("REP-6")
def test_render_html__inferred_and_illustrative_values__are_marked_where_they_stand(page: Page) -> None:
    assert "semi-annual inferred" in page.text
    assert "HKD 800,000,000.00 confirmed" in page.text.replace("\u00a0", " ")
    assert "HKGB2402 illustrative" in page.text
    tags = [each for each in page.all("a") if "tag" in (each.get("class") or "")]
    assert {each["href"] for each in tags} <= {f"#note-{number}" for number in range(1, 9)}
    assert "2 confirmed, 2 press, 2 inferred, 2 illustrative" in page.text


@pytest.mark.requirement("REP-6")
def test_render_html__no_notes__warns_that_nothing_is_published(bare: Data) -> None:
    text = Page(render_html(bare)).text
    assert "take none of them as published" in text
    assert "The campaign file carries no notes." in text


def test_render_html__nothing_but_terms__says_what_is_missing(bare: Data) -> None:
    page = Page(render_html(bare))
    for sentence in (
        "No cash moved.",
        "No coupon was paid.",
        "No register was drawn up.",
        "No holder received anything.",
        "Nothing was allotted.",
        "No unit changed hands between issue and redemption.",
        "No primary settlement took place.",
        "Nothing happened.",
        "No gas was spent.",
    ):
        assert sentence in page.text
    assert [each["data-figure"] for each in page.all("div") if "data-figure" in each] == [
        "figure-promised", "figure-life",
    ]  # fmt: skip


@pytest.mark.requirement("REP-9")
def test_render_html__promised_payments__stand_with_the_terms_and_before_the_life(page: Page) -> None:
    assert page.text.index("Terms of the issue") < page.text.index("Promised payments") < page.text.index("Pricing to")
    assert "Hatched bars" not in page.text


@pytest.mark.requirement("REP-9")
def test_render_html__payments_fixed_later_or_never__are_said_to_be(sample: Data) -> None:
    sample["promised"][0] |= {"interest_known": "later"}
    sample["promised"][1] |= {"interest": None, "interest_known": "not yet"}
    text = Page(render_html(sample)).text
    assert "Hatched bars were not known at issue" in text
    assert "not known not yet 800,000,000.00 at issue" in text


@pytest.mark.requirement("REP-10")
def test_render_html__prices__show_the_issue_yield_and_what_trades_paid(page: Page) -> None:
    assert "Issued at 100% to yield 4.049666% a year" in page.text
    assert "SEC-001 19 May 2023 100.0300 5,104.11 4.006229" in page.text.replace("\u00a0", " ")
    assert page.text.count("issue yield") == len(("16 Feb 2023", "19 May 2023"))


@pytest.mark.requirement("REP-10")
def test_render_html__no_price__is_a_sentence_and_no_table(sample: Data) -> None:
    reason = "Its coupons follow EURIBOR-6M."
    sample["prices"] = {"reason": reason, "issue_yield_percent": None, "settlements": [], "deals": []}
    text = Page(render_html(sample)).text
    assert reason in text
    assert "issue yield" not in text


@pytest.mark.requirement("REP-3")
def test_render_html__hostile_text__stays_text(sample: Data) -> None:
    hostile = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
    plain = len(Page(render_html(sample)).elements)
    sample["campaign"]["title"] = hostile
    sample["terms"]["issuer"] = hostile
    sample["registers"][0]["label"] = hostile
    sample["timeline"][0]["what"] = hostile
    sample["notes"][0] |= {"note": hostile, "source": hostile}
    sample["holders"][0]["wallet"] = hostile
    page = Page(render_html(sample))
    assert len(page.elements) == plain
    assert page.all("img") == []
    assert hostile in page.text
    assert hostile in {each["data-copy"] for each in page.all("button") if "data-copy" in each}


@pytest.mark.parametrize(
    ("part", "key", "error"),
    [("campaign", "id", jinja2.UndefinedError), ("supply", "cash", TypeError), ("terms", "currency", KeyError)],
)
def test_render_html__key_missing__is_refused_not_blank(
    sample: Data, part: str, key: str, error: type[Exception]
) -> None:
    del sample[part][key]
    with pytest.raises(error, match=r"'id'|Undefined|'currency'"):
        render_html(sample)


@pytest.mark.requirement("REP-8")
def test_render_html__many_coupons_and_registers__keep_every_amount_and_fit_paper(sample: Data) -> None:
    coupon = sample["coupons"][0]
    sample["coupons"] = [coupon | {"number": number} for number in range(1, 9)]
    sample["registers"] = sample["registers"][:3] * 3
    for holder in sample["holders"]:
        amounts = {"gross": "1.00", "tax": "0.00"}
        holder["coupons"] = [amounts | {"number": number, "amount": f"{number}000.07"} for number in range(1, 9)]
    page = Page(render_html(sample))
    assert "8,000.07" in page.text
    assert "36,000.56" in page.text
    assert "the first two and the last two of 9 registers" in page.text
    assert len([each for each in page.all("th") if "wide" in (each.get("class") or "")]) == 8 + 5


@pytest.mark.requirement("REP-8")
def test_render_html__few_coupons__shows_each_on_paper(page: Page) -> None:
    assert not [each for each in page.all("th") if "wide" in (each.get("class") or "")]
    assert "On paper" not in page.text


def test_tenor_reports__imported__loads_neither_templates_nor_charts() -> None:
    code = "import sys, tenor.reports.export; print(sorted({'jinja2', 'plotly'} & sys.modules.keys()))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
