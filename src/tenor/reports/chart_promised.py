"""The chart of promised payments: interest and principal by payment date, each on a scale of its own."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from tenor.reports.chart_layout import (
    BLUE,
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
from tenor.reports.formats import day_text, money_text
from tenor.reports.promises import AT_ISSUE, LATER, NOT_YET

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Row = Mapping[str, Any]

BARS_ACROSS = 60  # a bar is so small a part of the axis, or narrower where payments are many
NAMES = {AT_ISSUE: "Known at issue", LATER: "Fixed later", NOT_YET: "Not known yet"}


class _Panel(NamedTuple):
    """One kind of payment with its vertical place in the figure."""

    key: str
    title: str
    colour: str
    axis: str
    domain: tuple[float, float]


def promised_figure(data: Mapping[str, Any]) -> Figure:
    """What the terms promise on all units: interest above, principal below; a discount security has one panel."""
    rows, terms = data["promised"], data["terms"]
    panels = _panels(discount=terms["kind"] == "zero")
    life = (date.fromisoformat(terms["issue_date"]), date.fromisoformat(rows[-1]["pay_date"]))
    shown = Counter(row[f"{panel.key}_known"] for panel in panels for row in rows)
    layout = layout_of(height=190 * len(panels) + 60, top=64 if len(shown) > 1 else 34, bottom=40)
    layout |= {"barmode": "overlay", "showlegend": len(shown) > 1, "hovermode": "closest"}
    layout["xaxis"] |= date_axis(*life, panels[-1].axis)
    layout["annotations"] = []
    width = bar_width(*life, max(BARS_ACROSS, 2 * len(rows)))
    traces: list[Trace] = []
    for panel in panels:
        amounts = [Decimal(row[panel.key]) for row in rows if row[panel.key] is not None]
        scale, name = scale_of([Decimal(0), *amounts])
        top = max([Decimal(0), *amounts]) / scale or Decimal(1)
        layout[panel.axis.replace("y", "yaxis")] = axis() | {
            "domain": list(panel.domain),
            "range": ["0", str(top * Decimal("1.25"))],
            "zeroline": True,
            "tickformat": ",",
            "nticks": 4,
        }
        title = f"{panel.title}, {terms['currency']} {name}".rstrip()
        layout["annotations"].append(panel_title(title, y=panel.domain[1]))
        traces += _traces(panel, rows, scale, width, life)
    _name_once(traces)
    return {"data": [_hover(trace, terms["currency"]) for trace in traces], "layout": layout}


def _panels(*, discount: bool) -> list[_Panel]:
    if discount:
        return [_Panel("principal", "Principal", BLUE, "y", (0, 1))]
    return [
        _Panel("interest", "Interest", ORANGE, "y", (0.58, 1)),
        _Panel("principal", "Principal", BLUE, "y2", (0, 0.42)),
    ]


def _traces(panel: _Panel, rows: Sequence[Row], scale: Decimal, width: int, life: tuple[date, date]) -> list[Trace]:
    """Solid bars for what was known at issue, hatched ones for what was fixed later, marks for what is not known."""
    traces = []
    for known in NAMES:
        amounts = {row["pay_date"]: row[panel.key] for row in rows if row[f"{panel.key}_known"] == known}
        if known == NOT_YET:
            traces += [_marks(panel, list(amounts))] if amounts else []
            continue
        paid = {day: amount for day, amount in amounts.items() if Decimal(amount)}
        if paid:
            traces.append(_bars(panel, paid, scale, width, life) | _pattern(panel, known))
    return traces


def _bars(panel: _Panel, paid: Mapping[str, str], scale: Decimal, width: int, life: tuple[date, date]) -> Trace:
    return dated_bars({day: Decimal(amount) / scale for day, amount in paid.items()}, "0.01", width, life) | {
        "yaxis": panel.axis,
        "customdata": [[panel.title, day_text(day), amount] for day, amount in paid.items()],
    }


def _pattern(panel: _Panel, known: str) -> Trace:
    hatched = {"shape": "/", "fillmode": "overlay", "fgcolor": "#ffffff", "size": 6}
    marker = {"color": panel.colour} | ({"pattern": hatched} if known == LATER else {})
    return {"name": NAMES[known], "legendgroup": known, "marker": marker}


def _marks(panel: _Panel, days: Sequence[str]) -> Trace:
    """Open marks on the base line: a payment whose amount nobody knows yet is no bar of nothing."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": NAMES[NOT_YET],
        "legendgroup": NOT_YET,
        "x": list(days),
        "y": [0] * len(days),
        "yaxis": panel.axis,
        "marker": {"symbol": "circle-open", "size": 11, "color": panel.colour, "line": {"width": 2}},
        "cliponaxis": False,
        "customdata": [[panel.title, day_text(day), None] for day in days],
    }


def _name_once(traces: Sequence[Trace]) -> None:
    """One entry of the legend for each group, whichever panels it stands in."""
    named: set[str] = set()
    for trace in traces:
        trace["showlegend"] = trace["legendgroup"] not in named
        named.add(trace["legendgroup"])


def _hover(trace: Trace, currency: str) -> Trace:
    """What a bar or a mark says: kind of payment, date and amount."""
    texts = [
        [title, day, "not known yet" if amount is None else money_text(amount, currency)]
        for title, day, amount in trace["customdata"]
    ]
    return trace | {"customdata": texts, "hovertemplate": "%{customdata[0]}, %{customdata[1]}: %{customdata[2]}"}
