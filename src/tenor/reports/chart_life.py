"""The chart of a bond's life: what happens when, in lanes on one real time axis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tenor.reports.chart_layout import (
    BLUE,
    DAY_MS,
    INK,
    ORANGE,
    PALE_BLUES,
    TEAL,
    Figure,
    Trace,
    layout_of,
    padded_range,
    place_of,
)
from tenor.reports.formats import chart_text, day_text, decimal_text, money_text
from tenor.reports.view import total

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ROOM_FOR_LABEL, ROOM_FOR_DATE = 0.45, 0.2  # parts of the chart's width that a mark needs for its label
ROOM_FOR_DAYS, ROOM_FOR_NAME, ROOM_FOR_NUMBER = 0.24, 0.11, 0.03  # and a bar of an interest period, on paper too
SMALLEST_TYPE = 9  # [px] a label that would have to be smaller to stay in its bar is left out
PERIODS_LANE = "Interest periods"


@dataclass(frozen=True, slots=True)
class _Lane:
    """One kind of event: its marks, and what each mark says, by date."""

    name: str
    symbol: str
    colour: str
    marks: Sequence[tuple[str, str]]


def life_figure(data: Mapping[str, Any]) -> Figure:
    """The life of the bond in lanes: pricing, settlement, interest periods, trades, payments, redemption."""
    terms, coupons = data["terms"], data["coupons"]
    lanes = [lane for lane in _lanes(data) if lane.marks]
    names = [lane.name for lane in lanes]
    life = (date.fromisoformat(terms["pricing_date"]), date.fromisoformat(terms["maturity_date"]))
    traces = [_lane_trace(lane, life) for lane in lanes]
    if coupons:
        names.insert(names.index("Settlement") + 1, PERIODS_LANE)
        traces += _period_traces(coupons, life)
    layout = layout_of(height=36 * len(names) + 56, top=8, bottom=44)
    layout |= {"barmode": "overlay", "uniformtext": {"minsize": SMALLEST_TYPE, "mode": "hide"}}
    layout["xaxis"] |= {"type": "date", "showgrid": True, "range": padded_range(*life)}
    layout["yaxis"] |= {"type": "category", "categoryarray": names[::-1], "categoryorder": "array", "ticks": ""}
    layout["yaxis"]["range"] = [-0.6, len(names) - 0.4]
    return {"data": traces, "layout": layout}


def _lanes(data: Mapping[str, Any]) -> list[_Lane]:
    terms, coupons, redemption = data["terms"], data["coupons"], data["redemption"]
    late = {each["number"]: each["paid"] for each in (data.get("trouble") or {"late": ()})["late"]}
    payments = [(late.get(each["number"], each["pay_date"]), each["paid"]) for each in coupons]
    records = [(each["record_date"], day_text(each["record_date"])) for each in coupons]

    def paid(day: str, amount: str) -> tuple[str, str]:
        return day, f"{day_text(day)} · {money_text(amount, terms['currency'])}"

    secondary = [
        (each["settled_on"], f"{day_text(each['settled_on'])} · {chart_text(each['reference'])}, {_units(each)}")
        for each in data["trades"]
        if each["kind"] == "secondary"
    ]
    trouble, options = data.get("trouble"), data.get("options")
    return [
        _Lane("Pricing", "diamond", INK, [(terms["pricing_date"], day_text(terms["pricing_date"]))]),
        _Lane("Settlement", "circle", BLUE, [(terms["issue_date"], _settlement(data))]),
        _Lane("Secondary trades", "diamond-open", TEAL, secondary),
        _Lane("Record dates", "line-ns-open", INK, records),
        _Lane("Coupons", "circle", ORANGE, [paid(day, amount) for day, amount in payments if day]),
        *(_trouble_lanes(trouble, paid) if trouble else ()),
        *(_option_lanes(options) if options else ()),
        _Lane("Redemption", "square", BLUE, [paid(redemption["date"], redemption["principal"])]),
    ]  # fmt: skip


def _trouble_lanes(trouble: Mapping[str, Any], paid: Callable[[str, str], tuple[str, str]]) -> list[_Lane]:
    """Missed payments, defaults, acceleration and recoveries."""
    missed = [(each["due"], f"{day_text(each['due'])} · payment {each['number']} missed") for each in trouble["late"]]
    default = [(each["declared"][:10], f"{day_text(each['declared'][:10])} · default") for each in trouble["defaults"]]
    ended = trouble["acceleration"]
    accelerated = [paid(ended["at"][:10], ended["claim"])] if ended else []
    return [
        _Lane("Missed payments", "x", INK, missed),
        _Lane("Default", "triangle-up", ORANGE, default),
        _Lane("Acceleration", "star", INK, accelerated),
        _Lane("Recoveries", "circle", TEAL, [paid(each["date"], each["total"]) for each in trouble["recoveries"]]),
    ]


def _option_lanes(options: Mapping[str, Any]) -> list[_Lane]:
    """Notices of calls, and puts repaid."""
    called = [*options["parts"], *options["calls"]]
    calls = [(each["noticed"][:10], f"{day_text(each['noticed'][:10])} · notice") for each in called]
    puts = [(each["date"], f"{day_text(each['date'])} · {_units(each)}") for each in options["puts"]]
    return [_Lane("Calls", "triangle-up", INK, calls), _Lane("Puts", "circle-open", TEAL, puts)]


def _settlement(data: Mapping[str, Any]) -> str:
    """The principal issued, and what was paid for it where that is another amount."""
    terms, paid = data["terms"], total(data["allotments"], "amount")
    nominal = f"{day_text(terms['issue_date'])} · {money_text(terms['size'], terms['currency'])} nominal"
    return nominal if paid in (0, Decimal(terms["size"])) else f"{nominal}, {decimal_text(paid)} paid"


def _units(trade: Mapping[str, Any]) -> str:
    return f"{decimal_text(trade['units'])} units"


def _lane_trace(lane: _Lane, life: tuple[date, date]) -> Trace:
    """Marks with labels as long as they fit, each on the side of its mark where the axis has room."""
    places = [place_of(day, life) for day, _ in lane.marks]
    room = min((after - before for before, after in pairwise(sorted(places))), default=1.0)
    labels = [label if room >= ROOM_FOR_LABEL else day_text(day) for day, label in lane.marks]
    return {
        "type": "scatter",
        "mode": "markers+text" if room >= ROOM_FOR_DATE else "markers",
        "name": lane.name,
        "x": [day for day, _ in lane.marks],
        "y": [lane.name] * len(lane.marks),
        "text": [f"   {label}   " for label in labels],
        "textposition": ["middle left" if place > ROOM_FOR_LABEL else "middle right" for place in places],
        "textfont": {"color": INK, "size": 12},
        "marker": {"symbol": lane.symbol, "size": 12, "color": lane.colour, "line": {"width": 2, "color": lane.colour}},
        "customdata": [label for _, label in lane.marks],
        "hovertemplate": "%{customdata}<extra>%{y}</extra>",
        "cliponaxis": False,
    }


def _period_traces(coupons: Sequence[Mapping[str, Any]], life: tuple[date, date]) -> list[Trace]:
    """The interest periods as bars end to end, in turn dark and light."""
    return [
        {
            "type": "bar",
            "orientation": "h",
            "name": PERIODS_LANE,
            "base": [coupon["accrual_start"]],
            "x": [coupon["days"] * DAY_MS],
            "y": [PERIODS_LANE],
            "width": [0.5],
            "marker": {"color": PALE_BLUES[index % 2], "line": {"width": 1, "color": "#ffffff"}},
            "text": [_period_label(coupon, life)],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "constraintext": "inside",
            "textfont": {"color": INK, "size": 12},
            "customdata": [[day_text(coupon["accrual_start"]), day_text(coupon["accrual_end"]), coupon["days"]]],
            "hovertemplate": "%{customdata[0]} to %{customdata[1]}, %{customdata[2]} days<extra></extra>",
        }
        for index, coupon in enumerate(coupons)
    ]


def _period_label(coupon: Mapping[str, Any], life: tuple[date, date]) -> str:
    """As much of a period's name as its bar has room for."""
    room = place_of(coupon["accrual_end"], life) - place_of(coupon["accrual_start"], life)
    if room >= ROOM_FOR_DAYS:
        return f"Coupon {coupon['number']} · {coupon['days']} days"
    if room >= ROOM_FOR_NAME:
        return f"Coupon {coupon['number']}"
    return str(coupon["number"]) if room >= ROOM_FOR_NUMBER else ""
