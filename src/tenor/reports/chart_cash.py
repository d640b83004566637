"""The chart of cash over time: tokens minted and redeemed by date, and what is outstanding."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tenor.reports.chart_layout import (
    BLUE,
    INK,
    ORANGE,
    Figure,
    Trace,
    axis,
    bar_width,
    date_axis,
    dated_bars,
    layout_of,
    panel_title,
    scale_of,
)
from tenor.reports.formats import MINUS, chart_text, day_text, decimal_text, money_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SMALL_FLOW = Decimal("0.2")  # flows under this part of the largest are worth a closer scale
LABELS_HOVERED = 3  # names of flows in one hover text; the table has all


@dataclass(frozen=True, slots=True)
class _Day:
    """What flowed one way on one date [major], and what for."""

    amount: Decimal
    labels: tuple[str, ...]


def cash_figure(data: Mapping[str, Any]) -> Figure:
    """Cash tokens minted and redeemed by date above, cash tokens outstanding below, on one real time axis."""
    flows, terms = data["cash_flows"], data["terms"]
    minted, redeemed = _by_date(flows, "minted"), _by_date(flows, "redeemed")
    scale, scale_name = scale_of(Decimal(flow[key]) for flow in flows for key in ("minted", "redeemed", "outstanding"))
    first, last = min(terms["pricing_date"], flows[0]["date"]), max(terms["maturity_date"], flows[-1]["date"])
    life = (date.fromisoformat(first), date.fromisoformat(last))
    width = bar_width(*life, 90)
    layout = layout_of(height=470, top=64, bottom=40) | {"barmode": "relative", "showlegend": True}
    layout["annotations"] = _panel_titles(f"{terms['currency']} {scale_name}".rstrip())
    layout["xaxis"] |= date_axis(*life, "y2")
    layout["yaxis"] |= {"domain": [0.42, 1], "zeroline": True, "tickformat": ","}
    layout["yaxis"]["range"] = _flow_range(minted, redeemed, scale)
    layout["yaxis2"] = axis() | {"domain": [0, 0.27], "rangemode": "tozero", "tickformat": ",", "nticks": 4}
    layout["meta"] = {"zoom": _coupon_scale([*minted.values(), *redeemed.values()], flows, scale)}
    bars = [
        _bars(minted, scale, width, life) | {"name": "Minted", "marker": {"color": BLUE}},
        _bars(redeemed, -scale, width, life) | {"name": "Redeemed", "marker": {"color": ORANGE}},
    ]
    return {"data": [*bars, _outstanding_line(flows, scale, terms["currency"])], "layout": layout}


def _by_date(flows: Iterable[Mapping[str, Any]], key: str) -> dict[str, _Day]:
    """What flowed on each date; dates without such a flow are left out."""
    days: dict[str, _Day] = {}
    for flow in flows:
        amount = Decimal(flow[key])
        if amount:
            before = days.get(flow["date"], _Day(Decimal(0), ()))
            days[flow["date"]] = _Day(before.amount + amount, (*before.labels, flow["label"]))
    return days


def _bars(days: Mapping[str, _Day], signed_scale: Decimal, width: int, life: tuple[date, date]) -> Trace:
    """Bars upwards, or downwards for a negative scale."""
    return dated_bars({date_: day.amount / signed_scale for date_, day in days.items()}, "0.1", width, life) | {
        "customdata": [
            [day_text(date_), decimal_text(day.amount), "<br>".join(_few(day.labels))] for date_, day in days.items()
        ],
        "hovertemplate": "%{customdata[0]}: %{customdata[1]}<br>%{customdata[2]}",
    }


def _few(labels: Sequence[str]) -> list[str]:
    shown = [chart_text(label) for label in labels[:LABELS_HOVERED]]
    return [*shown, f"and {len(labels) - LABELS_HOVERED} more"] if len(labels) > LABELS_HOVERED else shown


def _outstanding_line(flows: Sequence[Mapping[str, Any]], scale: Decimal, currency: str) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": "Outstanding",
        "x": [flow["date"] for flow in flows],
        "y": [str(Decimal(flow["outstanding"]) / scale) for flow in flows],
        "yaxis": "y2",
        "line": {"shape": "hv", "color": INK, "width": 1.5},
        "fill": "tozeroy",
        "fillcolor": "rgba(18,67,109,0.12)",
        "showlegend": False,
        "customdata": [
            [day_text(flow["date"]), money_text(flow["outstanding"], currency), chart_text(flow["label"])]
            for flow in flows
        ],
        "hovertemplate": "%{customdata[1]} after %{customdata[2]}, %{customdata[0]}<extra></extra>",
    }


def _panel_titles(unit: str) -> list[dict[str, Any]]:
    return [
        panel_title(f"Minted against fiat (+) and redeemed ({MINUS}), {unit}", y=1),
        panel_title(f"Cash tokens outstanding, {unit}", y=0.27),
    ]


def _flow_range(minted: Mapping[str, _Day], redeemed: Mapping[str, _Day], scale: Decimal) -> list[str]:
    """Room for the labels beyond the longest bars."""
    highest = max((day.amount for day in minted.values()), default=Decimal(0)) / scale
    lowest = max((day.amount for day in redeemed.values()), default=Decimal(0)) / scale
    room = max(highest, lowest, Decimal(1)) * Decimal("0.18")
    return [str(-lowest - room), str(highest + room)]


def _coupon_scale(days: Sequence[_Day], flows: Sequence[Mapping[str, Any]], scale: Decimal) -> dict[str, list[str]]:
    """Axis ranges on which coupons can be read beside the principal; empty where no flow is that much smaller."""
    small = _small([day.amount / scale for day in days])
    if not small:
        return {}
    kept = _small([Decimal(flow["outstanding"]) / scale for flow in flows])
    top = max(small) * Decimal("1.4")
    return {"yaxis.range": [str(-top), str(top)], "yaxis2.range": ["0", str(max([*kept, top]) * Decimal("1.1"))]}


def _small(amounts: Sequence[Decimal]) -> list[Decimal]:
    return [amount for amount in amounts if amount < SMALL_FLOW * max(amounts)]
