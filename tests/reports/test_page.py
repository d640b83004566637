"""Pages put together from blocks."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tenor.reports.chart_layout import layout_of
from tenor.reports.check import Check
from tenor.reports.page import Block, Chart, Facts, Figures, Heading, Page, Section, Table, Text, render_page

FIGURE = {"data": [{"type": "bar", "x": ["a"], "y": [1]}], "layout": layout_of(height=200, top=8, bottom=8)}
BLOCKS: Sequence[Block] = (
    Heading("In <short>"),
    Text("first of all", "lead"),
    Text("beware", "caution"),
    Figures([("Trades", "1,200", "of 1,300")]),
    Facts([("Seed", "7")]),
    Chart("bars", "What is left", "One bar.", FIGURE),
    Table("Accounts & co", ("party", "balance:"), [("M-001", "12.00"), ("M-002", "-3.00")], "in HKD", sortable=True),
)


def page_of(*checks: Check, blocks: Sequence[Block] = BLOCKS) -> str:
    sections = [Section("start", "Start", blocks), Section("end", "End", [Text("last")])]
    return render_page(
        Page(title="A & B", kicker="k", standfirst="s", sections=sections, checks=checks, reconciled="all books",
             colophon=[("Chain", "31337")])
    )  # fmt: skip


@pytest.mark.requirement("REP-1", "SCEN-1")
def test_render_page__all_blocks__stand_on_it_as_text() -> None:
    html = page_of(Check("Cash", 1_234, None))
    for part in (
        "<h3>In &lt;short&gt;</h3>",
        '<p class="lead">first of all</p>',
        '<p class="caution">beware</p>',
        "<dt>Trades</dt><dd>1,200 <small>of 1,300</small></dd>",
        "<dt>Seed</dt><dd>7</dd>",
        '<div class="plot" id="chart-bars" data-figure="figure-bars" role="img" aria-label="One bar."',
        "<caption>Accounts &amp; co</caption>",
        '<th scope="row" class="text">M-001</th><td class="number">12.00</td>',
        '<p class="note">in HKD</p>',
        '<a href="#reconciliation">Reconciliation</a>',
        '<td class="number">1,234</td><td class="check">equal</td>',
        "<dt>Chain</dt><dd>31337</dd>",
        "<title>Reconciled: A &amp; B</title>",
        "Content-Security-Policy",
    ):
        assert part in html, part
    assert "In <short>" not in html
    assert 'role="alert"' not in html


@pytest.mark.requirement("REP-4", "SCEN-1")
@pytest.mark.parametrize(
    ("checks", "said"),
    [
        ((Check("Cash", 1, None), Check("Units", 1, "M: 1, 2"), Check("Gas", 1, "later")), "Units: M: 1, 2"),
        ((), "no check was made"),
    ],
)
def test_render_page__difference_or_no_check__is_an_alarm(checks: tuple[Check, ...], said: str) -> None:
    html = page_of(*checks)
    assert "<title>Difference found: A &amp; B</title>" in html
    assert f"<b>First difference:</b> {said}" in html


def test_render_page__same_page__same_bytes() -> None:
    assert page_of(Check("Cash", 1, None)) == page_of(Check("Cash", 1, None))
    assert page_of(Check("Cash", 1, None)) != page_of(Check("Cash", 2, None))
