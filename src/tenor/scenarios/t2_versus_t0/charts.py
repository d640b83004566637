"""The charts of the story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from tenor.reports.chart_layout import BLUE, INK, ORANGE, PLUM, TEAL, Figure, axis, count_axis, layout_of, scale_of
from tenor.reports.formats import day_text, decimal_text
from tenor.scenarios.market import ZONE
from tenor.settlement.liquidity import Point

COLOURS = (BLUE, ORANGE, TEAL, PLUM)
DASHES = ("solid", "dash", "dot", "longdash")


def lines_by_hour(hours: Sequence[int], lines: Mapping[str, Sequence[Decimal]], title: str) -> Figure:
    """One line for each arrangement, in steps over the hours of the business days, weekend and nights left out."""
    scale, word = scale_of([Decimal(1), *(amount for line in lines.values() for amount in line)])
    layout = layout_of(height=340, top=44, bottom=52)
    layout |= {"showlegend": True, "hovermode": "x unified"}
    moments = [datetime.fromtimestamp(at, ZoneInfo(ZONE)) for at in hours]
    texts = [f"{_day(each)} {each:%H:%M}" for each in moments]
    first_of_days = [text for text, each in zip(texts, moments, strict=True) if each.hour == moments[0].hour]
    layout["xaxis"] |= {
        "type": "category", "tickmode": "array", "tickvals": first_of_days,
        "ticktext": [text.rsplit(" ", 1)[0] for text in first_of_days], "showgrid": True, "tickangle": 0,
    }  # fmt: skip
    layout["yaxis"] = axis() | {
        "title": {"text": f"{title}, {word}" if word else title, "standoff": 8},
        "rangemode": "tozero", "showgrid": True, "tickformat": ",", "nticks": 6,
    }  # fmt: skip
    traces = [
        {
            "type": "scatter", "mode": "lines", "name": name, "x": texts,
            "y": [str(amount / scale) for amount in line],
            "line": {"color": colour, "dash": dash, "width": 2, "shape": "hv"},
            "hovertemplate": "%{y:,.1f}",
        }
        for (name, line), colour, dash in zip(lines.items(), COLOURS, DASHES, strict=False)
    ]  # fmt: skip
    return {"data": traces, "layout": layout}


def bars(amounts: Mapping[str, Decimal], unit: str) -> Figure:
    """A bar for each arrangement, with its number beside it."""
    layout = layout_of(height=38 * len(amounts) + 70, top=8, bottom=48)
    layout["xaxis"] |= count_axis(unit) | {"range": [0, str(max(amounts.values()) * Decimal("1.3") or 1)]}
    layout["yaxis"] |= {"type": "category", "autorange": "reversed", "ticks": ""}
    trace = {
        "type": "bar", "orientation": "h", "y": [*amounts], "x": [str(each) for each in amounts.values()],
        "width": [0.6] * len(amounts), "marker": {"color": COLOURS[: len(amounts)]},
        "text": [decimal_text(each) for each in amounts.values()], "textposition": "outside",
        "textfont": {"color": INK, "size": 12}, "cliponaxis": False, "hovertemplate": "%{y}: %{text}<extra></extra>",
    }  # fmt: skip
    return {"data": [trace], "layout": layout}


def liquidity_figure(points: Sequence[Point]) -> Figure:
    """The share of the value that settles, by what accounts open with."""
    layout = layout_of(height=340, top=44, bottom=52)
    layout |= {"showlegend": True, "hovermode": "x unified"}
    layout["xaxis"] |= {
        "title": {"text": "Opening money, % of what one by one needs", "standoff": 8}, "range": [-2, 102],
        "showgrid": True, "dtick": 20,
    }  # fmt: skip
    layout["yaxis"] = axis() | {
        "title": {"text": "Settled, % of the value", "standoff": 8}, "range": [0, 105], "showgrid": True, "dtick": 20,
    }  # fmt: skip
    ways = {
        "One by one, each queue in its order": [point.in_sequence for point in points],
        "with gridlocks resolved": [point.at_once for point in points],
        "with overtaking": [point.overtaking for point in points],
    }
    traces = [
        {
            "type": "scatter", "mode": "lines+markers", "name": name, "x": [point.percent for point in points],
            "y": [str(Decimal(each.value_per_mille) / 10) for each in settled],
            "line": {"color": colour, "dash": dash, "width": 2}, "hovertemplate": "%{y} %",
        }
        for (name, settled), colour, dash in zip(ways.items(), COLOURS, DASHES, strict=False)
    ]  # fmt: skip
    return {"data": traces, "layout": layout}


def _day(moment: datetime) -> str:
    """A day without its year, so that it fits a narrow page."""
    return day_text(moment.date().isoformat())[: -len("-2026")]
