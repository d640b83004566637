"""The charts by holder: registers compared, and orders against allotments."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from tenor.reports.chart_layout import (
    BLUE,
    MUTED,
    ORANGE,
    PLUM,
    TEAL,
    Figure,
    Trace,
    count_axis,
    holder_axis,
    layout_of,
    rows_height,
)
from tenor.reports.formats import chart_text, day_text, decimal_text
from tenor.reports.view import holders_by_size

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROWS_SHOWN = 30  # a chart by holder shows so many; the table below it has all
REGISTER_MARKS = (("circle", BLUE), ("diamond", ORANGE), ("square", TEAL), ("x", PLUM))


def registers_figure(data: Mapping[str, Any]) -> Figure:
    """Units of each holder at each register date as marks on one line, so that a change shows as a gap."""
    registers = data["registers"]
    holders = holders_by_size(data)[:ROWS_SHOWN]
    filled = [index for index, register in enumerate(registers) if register["entries"]]
    compared = filled if len(filled) <= len(REGISTER_MARKS) else [*filled[:2], *filled[-2:]]
    traces = [_change_lines([registers[index] for index in compared], holders)]
    traces += [
        _register_marks(register, holders, compared.index(index) if index in compared else 0)
        for index, register in enumerate(registers)
    ]
    every = [True, *(index in compared for index in range(len(registers)))]
    single = [[False, *(index == shown for index in range(len(registers)))] for shown in range(len(registers))]
    for trace, visible in zip(traces, every, strict=True):
        trace["visible"] = visible
    layout = layout_of(height=rows_height(len(holders)), top=40, bottom=52)
    layout |= {"showlegend": True, "meta": {"views": [every, *single]}, "hovermode": "closest"}
    layout["legend"] |= {"traceorder": "normal"}
    layout["xaxis"] |= count_axis("Units") | {"rangemode": "tozero"}
    layout["yaxis"] |= holder_axis(holders)
    return {"data": traces, "layout": layout}


def _register_marks(register: Mapping[str, Any], holders: Sequence[str], rank: int) -> Trace:
    """One register; marks shrink with the rank, so that equal holdings show as rings around each other."""
    units = {entry["holder"]: entry["units"] for entry in register["entries"]}
    symbol, colour = REGISTER_MARKS[rank]
    label = f"{chart_text(register['label'])}, {day_text(register['date'])}"
    return {
        "type": "scatter",
        "mode": "markers",
        "name": label,
        "x": [units.get(holder, 0) for holder in holders],
        "y": [chart_text(holder) for holder in holders],
        "marker": {"symbol": f"{symbol}-open", "size": 16 - 3 * rank, "color": colour, "line": {"width": 2}},
        "customdata": [decimal_text(units.get(holder, 0)) for holder in holders],
        "hovertemplate": "%{y}: %{customdata} units<extra>" + label.replace("%", "&#37;") + "</extra>",
    }


def _change_lines(registers: Sequence[Mapping[str, Any]], holders: Sequence[str]) -> Trace:
    """A line from the smallest to the largest holding of each holder over the registers compared."""
    held: dict[str, list[int]] = defaultdict(list)
    for register in registers:
        units = {entry["holder"]: entry["units"] for entry in register["entries"]}
        for holder in holders:
            held[holder].append(units.get(holder, 0))
    ends = [(holder, min(held[holder]), max(held[holder])) for holder in holders]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [units for _, low, high in ends for units in (low, high, None)],
        "y": [chart_text(holder) for holder, _, _ in ends for _ in range(3)],
        "line": {"color": "#9aa5b1", "width": 5},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def allotment_figure(data: Mapping[str, Any]) -> Figure:
    """Units ordered as outlines, units allotted as the filled part, the largest allotments first."""
    rows = sorted(data["allotments"], key=lambda row: (-row["units"], row["order"]))[:ROWS_SHOWN]
    names = [f"{row['investor']} · {row['order']}" for row in rows]
    ordered = _allotment_bars("Ordered", names, [row["ordered_units"] for row in rows])
    ordered |= {"marker": {"color": "#ffffff", "line": {"color": MUTED, "width": 1.2}}, "width": 0.78}
    allotted = _allotment_bars("Allotted", names, [row["units"] for row in rows])
    allotted |= {"marker": {"color": BLUE}, "width": 0.5}
    layout = layout_of(height=rows_height(len(rows)), top=40, bottom=52)
    layout |= {"barmode": "overlay", "showlegend": True}
    layout["legend"] |= {"traceorder": "normal"}
    layout["xaxis"] |= count_axis("Units") | {"rangemode": "tozero"}
    layout["yaxis"] |= holder_axis(names)
    return {"data": [ordered, allotted], "layout": layout}


def _allotment_bars(name: str, rows: Sequence[str], units: Sequence[int]) -> Trace:
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "x": list(units),
        "y": [chart_text(row) for row in rows],
        "customdata": [decimal_text(each) for each in units],
        "hovertemplate": f"%{{y}}: %{{customdata}} units {name.lower()}<extra></extra>",
    }
