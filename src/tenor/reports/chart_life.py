"""The chart of a bond's life: what happens when, in lanes on one real time axis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tenor.reports.chart_layout import (
    BLUE,
    DAY_MS,
    INK,
    LABELS_SHOWN,
    ORANGE,
    PALE_BLUES,
    TEAL,
    Figure,
    Trace,
    layout_of,
    padded_range,
)
from tenor.reports.formats import chart_text, day_text, decimal_text, money_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ROOM_FOR_LABEL, ROOM_FOR_DATE = 0.45, 0.2  # parts of the chart's width that a mark needs for its label
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
        traces += _period_traces(coupons)
    layout = layout_of(height=36 * len(names) + 56, top=8, bottom=44) | {"barmode": "overlay"}
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
        _Lane("Settlement", "circle", BLUE, [paid(terms["issue_date"], terms["size"])]),
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


def _units(trade: Mapping[str, Any]) -> str:
    return f"{decimal_text(trade['units'])} units"


def _lane_trace(lane: _Lane, life: tuple[date, date]) -> Trace:
    """Marks with labels as long as they fit, each on the side of its mark where the axis has room."""
    places = [_place(day, life) for day, _ in lane.marks]
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


def _place(day: str, life: tuple[date, date]) -> float:
    """Where a date stands in the life of the bond, from 0 to 1."""
    first, last = life
    return (date.fromisoformat(day) - first) / max(last - first, date.resolution)


def _period_traces(coupons: Sequence[Mapping[str, Any]]) -> list[Trace]:
    """The interest periods as bars end to end, in turn dark and light."""
    few = len(coupons) <= LABELS_SHOWN // 2
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
            "text": [f"Coupon {coupon['number']} · {coupon['days']} days" if few else ""],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "constraintext": "none",
            "textfont": {"color": INK, "size": 12},
            "customdata": [[day_text(coupon["accrual_start"]), day_text(coupon["accrual_end"]), coupon["days"]]],
            "hovertemplate": "%{customdata[0]} to %{customdata[1]}, %{customdata[2]} days<extra></extra>",
        }
        for index, coupon in enumerate(coupons)
    ]
