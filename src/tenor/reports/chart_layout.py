"""What the charts share: colours, type, axes and margins, as Plotly takes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tenor.reports.formats import chart_text, decimal_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Figure = dict[str, Any]
Trace = dict[str, Any]

INK, MUTED, RULE = "#1d2430", "#59616e", "#d9dce1"
# Blue and orange stay apart for colour-blind readers and in grey print; shapes and labels always carry the meaning too.
BLUE, ORANGE, TEAL, PLUM = "#12436d", "#c8511b", "#1f8079", "#801650"
PALE_BLUES = ("#a9bfd3", "#c9d7e4")
FONT = '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'

SCALES = ((Decimal(1_000_000), "million"), (Decimal(1_000), "thousand"), (Decimal(1), ""))
LABELS_SHOWN = 12  # more dates than this carry their amounts in the hover text only
ROOM_FOR_AMOUNT = 0.038  # part of the axis that the label of a bar needs to itself
DAY_MS = 86_400_000


def axis() -> dict[str, Any]:
    """An axis that leaves its labels room and cannot be dragged."""
    return {
        "automargin": True,
        "fixedrange": True,
        "gridcolor": RULE,
        "linecolor": MUTED,
        "showgrid": False,
        "tickcolor": RULE,
        "ticks": "outside",
        "ticklen": 4,
        "zeroline": False,
        "zerolinecolor": MUTED,
    }


def layout_of(*, height: int, top: int, bottom: int) -> dict[str, Any]:
    """A white figure of that height [px] and margins, with a legend on top for those that show it."""
    return {
        "height": height,
        "margin": {"l": 8, "r": 16, "t": top, "b": bottom},
        "autosize": True,
        "dragmode": False,
        "font": {"family": FONT, "size": 12, "color": INK},
        "paper_bgcolor": "#ffffff",
        "plot_bgcolor": "#ffffff",
        "separators": ".,",
        "showlegend": False,
        "legend": {"orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yanchor": "top", "yref": "container"},
        "hoverlabel": {"bgcolor": "#ffffff", "bordercolor": MUTED, "font": {"color": INK}, "align": "left"},
        "xaxis": axis(),
        "yaxis": axis(),
    }


def count_axis(title: str) -> dict[str, Any]:
    """A horizontal axis that counts."""
    return {"title": {"text": title, "standoff": 8}, "tickformat": ",", "tickangle": 0, "nticks": 6, "showgrid": True}


def holder_axis(names: Sequence[str]) -> dict[str, Any]:
    """Rows from top to bottom in the given order, with a faint line each to lead the eye."""
    order = [chart_text(name) for name in names][::-1]
    return {
        "type": "category",
        "categoryorder": "array",
        "categoryarray": order,
        "range": [-0.8, len(order) - 0.2],
        "tickmode": "array",
        "tickvals": order,
        "ticks": "",
        "showgrid": True,
        "gridcolor": "#eef0f3",
        "tickfont": {"size": 11},
    }


def rows_height(rows: int) -> int:
    """Height [px] of a chart by holder: few rows stand wider, the legend and the axis have their room."""
    return rows * (21 if rows > LABELS_SHOWN else 28) + 100


def panel_title(text: str, *, y: float) -> dict[str, Any]:
    """A panel's title, at the left over its top edge."""
    return {
        "text": f"<b>{chart_text(text)}</b>",
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": y,
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": 6,
        "showarrow": False,
        "font": {"size": 12, "color": INK},
    }


def padded_range(first: date, last: date) -> list[str]:
    """A time axis from one date to another, with a fortieth of it on either side."""
    margin = max((last - first) / 40, date.resolution)
    return [(first - margin).isoformat(), (last + margin).isoformat()]


def date_axis(first: date, last: date, anchor: str) -> dict[str, Any]:
    """A horizontal axis of real time, under the panel of a vertical axis."""
    return {"type": "date", "range": padded_range(first, last), "anchor": anchor, "showgrid": True}


def bar_width(first: date, last: date, across: int) -> int:
    """The width of a bar of which so many would fill a time axis [ms]."""
    return max((last - first).days, 1) * DAY_MS // across


def dated_bars(heights: Mapping[str, Decimal], digits: str, width: int, life: tuple[date, date]) -> Trace:
    """Bars by date, labelled with their heights while there are few and where they stand apart.

    Args:
        digits: what heights are rounded to in the labels, as 0.01.
    """
    apart = spaced({day: abs(height) for day, height in heights.items()}, life, ROOM_FOR_AMOUNT)
    labelled = apart if len(heights) <= LABELS_SHOWN else set()
    return {
        "type": "bar",
        "x": list(heights),
        "y": [str(height) for height in heights.values()],
        "width": [width] * len(heights),
        "text": [
            decimal_text(height.quantize(Decimal(digits))) if day in labelled else "" for day, height in heights.items()
        ],
        "textposition": "outside",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"color": INK, "size": 12},
        "cliponaxis": False,
    }


def place_of(day: str, life: tuple[date, date]) -> float:
    """Where an ISO date stands in the life of the bond, from 0 to 1."""
    first, last = life
    return (date.fromisoformat(day) - first) / max(last - first, date.resolution)


def spaced(amounts: Mapping[str, Decimal], life: tuple[date, date], room: float) -> set[str]:
    """The dates whose labels stand clear of each other by so much of the axis: the largest amounts keep theirs."""
    kept: set[str] = set()
    for day in sorted(amounts, key=lambda each: (-amounts[each], each)):
        if all(abs(place_of(day, life) - place_of(other, life)) >= room for other in kept):
            kept.add(day)
    return kept


def scale_of(amounts: Iterable[Decimal]) -> tuple[Decimal, str]:
    """The divisor of an axis and its name: the largest under which the largest amount still has two digits."""
    peak = max(amounts)
    return next(((scale, name) for scale, name in SCALES if peak >= 10 * scale), SCALES[-1])
