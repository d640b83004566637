"""The charts: what each bank owes and has over the day, and what each way of settling needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from tenor.money.days import liability_course
from tenor.reports.chart_layout import BLUE, ORANGE, PLUM, TEAL, Figure, Trace, layout_of
from tenor.reports.formats import chart_text, decimal_text
from tenor.reports.page import Chart
from tenor.scenarios.deposit_network.network import ZONE, moment
from tenor.scenarios.deposit_network.orders import OPENS
from tenor.scenarios.deposit_network.outcome import Need, Outcome
from tenor.scenarios.deposit_network.people import HOUSES
from tenor.units import Money

_MILLION = 10**8  # [minor]
_LOOK = {"HBK": (BLUE, "solid"), "PKB": (ORANGE, "dash"), "TRM": (TEAL, "dot"), "FRY": (PLUM, "dashdot")}
_ENDS = 18 * 3_600  # [s] of the day, where the charts end

Course = Sequence[tuple[int, int]]
"""Time [s] and amount after it [minor]."""


def liability_chart(outcome: Outcome) -> Chart:
    """What each bank owes its customers, over the day."""
    tokens = outcome.course.network.tokens
    courses = {house.code: liability_course(outcome.books, tokens[house.code]) for house in HOUSES}
    return Chart(
        "liabilities",
        "Deposits at each bank over the day, HKD million",
        "Four lines in steps: each payment between banks lowers one and raises another by the same amount.",
        _over_the_day(courses, "deposits"),
    )


def reserves_chart(outcome: Outcome) -> Chart:
    """What each bank has in central-bank money, over the day."""
    return Chart(
        "reserves",
        "Reserves of each bank over the day, HKD million",
        "Four lines in steps; two large steps of all of them are the sessions after 12:00 and 16:00.",
        _over_the_day(_reserves(outcome), "reserves"),
    )


def needs_chart(needs: Sequence[Need]) -> Chart:
    """Reserves that the day needs, one by one and net."""
    codes = [each.code for each in needs]
    figures = (("gross, as they were made", BLUE, "gross"), ("net, at the end", ORANGE, "net"))
    bars: list[Trace] = [
        {
            "type": "bar",
            "name": name,
            "x": codes,
            "y": [_millions(getattr(each, member)) for each in needs],
            "text": [f"{Decimal(_millions(getattr(each, member))):.1f}" for each in needs],
            "textposition": "outside",
            "cliponaxis": False,
            "marker": {"color": colour},
            "hovertemplate": f"%{{x}}, {name}: %{{y}} million<extra></extra>",
        }
        for name, colour, member in figures
    ]
    layout = layout_of(height=320, top=48, bottom=32) | {"barmode": "group", "showlegend": True}
    layout["yaxis"] |= {"rangemode": "tozero", "tickformat": ",", "showgrid": True}
    return Chart(
        "needs",
        "Reserves that the day's final payments need, HKD million",
        "Bars by bank: what each would need if every payment settled by itself, and if all settled net at the end.",
        {"data": bars, "layout": layout},
    )


def _over_the_day(courses: Mapping[str, Course], what: str) -> Figure:
    first, last = moment(OPENS), moment(_ENDS)
    traces: list[Trace] = []
    for code, course in courses.items():
        colour, dash = _LOOK[code]
        opening = [amount for at, amount in course if at <= first][-1:]
        shown = [(first, *opening), *(each for each in course if first < each[0] <= last)]
        shown.append((last, shown[-1][1]))
        traces.append({
            "type": "scatter",
            "mode": "lines",
            "name": code,
            "x": [_time(at) for at, _ in shown],
            "y": [_millions(amount) for _, amount in shown],
            "line": {"shape": "hv", "color": colour, "dash": dash, "width": 2},
            "customdata": [decimal_text(Money(amount, "HKD").amount) for _, amount in shown],
            "hovertemplate": f"{chart_text(code)}, %{{x|%H:%M}}: {what} of HKD %{{customdata}}<extra></extra>",
        })  # fmt: skip
    layout = layout_of(height=360, top=48, bottom=36) | {"showlegend": True}
    layout["xaxis"] |= {"type": "date", "tickformat": "%H:%M", "showgrid": True, "range": [_time(first), _time(last)]}
    layout["yaxis"] |= {"tickformat": ",", "showgrid": True, "rangemode": "tozero"}
    return {"data": traces, "layout": layout}


def _reserves(outcome: Outcome) -> dict[str, list[tuple[int, int]]]:
    network, books = outcome.course.network, outcome.books
    codes = {network.actors[house.code].wallet: house.code for house in HOUSES}
    held = dict.fromkeys(codes.values(), 0)
    courses: dict[str, list[tuple[int, int]]] = {code: [] for code in held}
    for entry in books.entries[network.tokens["CB"]]:
        for wallet, sign in ((entry.leg.sender, -1), (entry.leg.receiver, 1)):
            if wallet in codes:
                held[codes[wallet]] += sign * entry.leg.amount
                courses[codes[wallet]].append((entry.leg.event.timestamp, held[codes[wallet]]))
    return courses


def _time(at: int) -> str:
    return datetime.fromtimestamp(at, ZoneInfo(ZONE)).strftime("%Y-%m-%d %H:%M:%S")


def _millions(minor: int) -> str:
    return str((Decimal(minor) / _MILLION).quantize(Decimal("0.001")))
