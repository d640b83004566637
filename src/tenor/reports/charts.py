"""The report's charts as Plotly figures: plain dictionaries, which the page's script hands to Plotly.

Amounts stay decimal strings up to the browser. Text that people wrote is escaped, since Plotly reads HTML in labels.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tenor.reports.formats import chart_text, day_text, decimal_text, money_text, words
from tenor.reports.view import holders_by_size

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Figure = dict[str, Any]
Trace = dict[str, Any]

INK, MUTED, RULE = "#1d2430", "#59616e", "#d9dce1"
# Blue and orange stay apart for colour-blind readers and in grey print; shapes and labels always carry the meaning too.
BLUE, ORANGE, TEAL, PLUM, PALE = "#12436d", "#c8511b", "#1f8079", "#801650", "#c9d7e4"
REGISTER_MARKS = (("circle", BLUE), ("diamond", ORANGE), ("square", TEAL), ("x", PLUM))
FONT = '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'

ROWS_SHOWN = 30  # a chart by holder shows so many; the table below it has all
LABELS_SHOWN = 12  # more dates than this carry their amounts in the hover text only
REGISTERS_COMPARED = len(REGISTER_MARKS)
DAY_MS = 86_400_000
ROOM_FOR_LABEL, ROOM_FOR_DATE = 0.45, 0.2  # parts of the life chart's width that a mark needs for its label
SMALL_FLOW = Decimal("0.2")  # flows under this part of the largest are worth a closer scale


def build_figures(data: Mapping[str, Any]) -> dict[str, Figure]:
    """Every chart that the data has something for, by the name of its place on the page."""
    figures = {"life": life_figure(data)}
    if data["cash_flows"]:
        figures["cash"] = cash_figure(data)
    if any(register["entries"] for register in data["registers"]):
        figures["registers"] = registers_figure(data)
    if data["allotments"]:
        figures["allotment"] = allotment_figure(data)
    if data["run"]["gas_by_stage"]:
        figures["gas"] = gas_figure(data)
    return figures


def life_figure(data: Mapping[str, Any]) -> Figure:
    """The life of the bond as lanes on a real time axis: pricing, settlement, interest periods, payments, redemption."""
    terms, coupons, currency = data["terms"], data["coupons"], data["terms"]["currency"]
    secondary = [trade for trade in data["trades"] if trade["kind"] == "secondary"]
    lanes = [
        ("Pricing", "diamond", INK, [(terms["pricing_date"], day_text(terms["pricing_date"]))]),
        ("Settlement", "circle", BLUE, [(terms["issue_date"], _dated(terms["issue_date"], terms["size"], currency))]),
        ("Secondary trades", "diamond-open", TEAL, [(each["settled_on"], _trade_label(each)) for each in secondary]),
        ("Record dates", "line-ns-open", INK, [(each["record_date"], day_text(each["record_date"])) for each in coupons]),
        ("Coupons", "circle", ORANGE, [(each["pay_date"], _dated(each["pay_date"], each["paid"], currency)) for each in coupons]),
        ("Redemption", "square", BLUE, [_redemption_point(data["redemption"], currency)]),
    ]  # fmt: skip
    filled = [lane for lane in lanes if lane[3]]
    life = (date.fromisoformat(terms["pricing_date"]), date.fromisoformat(terms["maturity_date"]))
    traces = [_lane(name, symbol, colour, points, life) for name, symbol, colour, points in filled]
    names = [name for name, *_ in filled]
    if coupons:
        names.insert(names.index("Settlement") + 1, "Interest periods")
        traces += _period_traces(coupons)
    layout = _layout(height=36 * len(names) + 56, left=8, top=8, bottom=44)
    layout["barmode"] = "overlay"
    layout["xaxis"] |= {"type": "date", "showgrid": True, "range": _padded(terms["pricing_date"], terms["maturity_date"])}
    layout["yaxis"] |= {"type": "category", "categoryarray": names[::-1], "categoryorder": "array", "ticks": ""}
    layout["yaxis"]["range"] = [-0.6, len(names) - 0.4]
    return {"data": traces, "layout": layout}


def _dated(day: str, amount: str, currency: str) -> str:
    return f"{day_text(day)} · {money_text(amount, currency)}"


def _trade_label(trade: Mapping[str, Any]) -> str:
    return f"{day_text(trade['settled_on'])} · {chart_text(trade['reference'])}, {decimal_text(trade['units'])} units"


def _redemption_point(redemption: Mapping[str, Any], currency: str) -> tuple[str, str]:
    return redemption["date"], _dated(redemption["date"], redemption["principal"], currency)


def _padded(start: str, end: str) -> list[str]:
    """The axis range: the life of the bond and a fortieth of it on either side."""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    margin = max((last - first) / 40, date.resolution)
    return [(first - margin).isoformat(), (last + margin).isoformat()]


def _lane(
    name: str, symbol: str, colour: str, points: Sequence[tuple[str, str]], life: tuple[date, date]
) -> Trace:
    """One lane of marks; each label stands on the side of its mark where the axis has room."""
    places = [_place(day, life) for day, _ in points]
    room = min((after - before for before, after in pairwise(sorted(places))), default=1.0)
    labels = [label if room >= ROOM_FOR_LABEL else day_text(day) for day, label in points]
    return {
        "type": "scatter",
        "mode": "markers+text" if room >= ROOM_FOR_DATE else "markers",
        "name": name,
        "x": [day for day, _ in points],
        "y": [name] * len(points),
        "text": [f"   {label}   " for label in labels],
        "textposition": ["middle left" if place > ROOM_FOR_LABEL else "middle right" for place in places],
        "textfont": {"color": INK, "size": 12},
        "marker": {"symbol": symbol, "size": 12, "color": colour, "line": {"width": 2, "color": colour}},
        "customdata": [label for _, label in points],
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
            "name": "Interest periods",
            "base": [coupon["accrual_start"]],
            "x": [coupon["days"] * DAY_MS],
            "y": ["Interest periods"],
            "width": [0.5],
            "marker": {"color": PALE if index % 2 else "#a9bfd3", "line": {"width": 1, "color": "#ffffff"}},
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


def cash_figure(data: Mapping[str, Any]) -> Figure:
    """Cash tokens minted and redeemed by date above, cash tokens outstanding below, on one real time axis."""
    flows, terms = data["cash_flows"], data["terms"]
    minted, redeemed = _by_date(flows, "minted"), _by_date(flows, "redeemed")
    peak = max((Decimal(flow[key]) for flow in flows for key in ("minted", "redeemed", "outstanding")), default=Decimal(0))
    scale, scale_name = _scale(peak)
    unit = f"{terms['currency']} {scale_name}".rstrip()
    range_ = _padded(min(terms["pricing_date"], flows[0]["date"]), max(terms["maturity_date"], flows[-1]["date"]))
    width = (date.fromisoformat(range_[1]) - date.fromisoformat(range_[0])).days * DAY_MS // 90
    traces = [
        _flow_bars("Minted", minted, 1, scale, BLUE, width),
        _flow_bars("Redeemed", redeemed, -1, scale, ORANGE, width),
        _outstanding_line(flows, scale, terms["currency"]),
    ]
    layout = _layout(height=470, left=8, top=64, bottom=40)
    layout |= {"barmode": "relative", "showlegend": True, "annotations": _panel_titles(unit)}
    layout["xaxis"] |= {"type": "date", "range": range_, "anchor": "y2", "showgrid": True}
    layout["yaxis"] |= {"domain": [0.42, 1], "zeroline": True, "tickformat": ",", "range": _flow_range(minted, redeemed, scale)}
    layout["yaxis2"] = _axis() | {"domain": [0, 0.27], "rangemode": "tozero", "tickformat": ",", "nticks": 4}
    layout["meta"] = {"zoom": _closer_look(minted, redeemed, flows, scale)}
    return {"data": traces, "layout": layout}


def _by_date(flows: Iterable[Mapping[str, Any]], key: str) -> dict[str, tuple[Decimal, list[str]]]:
    """Date -> amount [major] and what it was for; dates without such a flow are left out."""
    dates: dict[str, tuple[Decimal, list[str]]] = {}
    for flow in flows:
        amount = Decimal(flow[key])
        if amount:
            before, labels = dates.get(flow["date"], (Decimal(0), []))
            dates[flow["date"]] = (before + amount, [*labels, flow["label"]])
    return dates


def _scale(peak: Decimal) -> tuple[Decimal, str]:
    """The divisor of an axis and its name, so that tick labels stay short."""
    if peak >= 10_000_000:  # noqa: PLR2004 - ten million
        return Decimal(1_000_000), "million"
    if peak >= 10_000:  # noqa: PLR2004 - ten thousand
        return Decimal(1_000), "thousand"
    return Decimal(1), ""


def _flow_bars(
    name: str, dates: Mapping[str, tuple[Decimal, list[str]]], sign: int, scale: Decimal, colour: str, width: int
) -> Trace:
    labelled = len(dates) <= LABELS_SHOWN
    amounts = {day: sign * amount / scale for day, (amount, _) in dates.items()}
    return {
        "type": "bar",
        "name": name,
        "x": list(dates),
        "y": [str(amount) for amount in amounts.values()],
        "width": [width] * len(dates),
        "marker": {"color": colour},
        "text": [decimal_text(amount.quantize(Decimal("0.1"))) if labelled else "" for amount in amounts.values()],
        "textposition": "outside",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"color": INK, "size": 12},
        "cliponaxis": False,
        "customdata": [
            [day_text(day), decimal_text(sign * amount), "<br>".join(_few(labels))] for day, (amount, labels) in dates.items()
        ],
        "hovertemplate": "%{customdata[0]}: %{customdata[1]}<br>%{customdata[2]}<extra></extra>",
    }


def _few(labels: Sequence[str]) -> list[str]:
    shown = [chart_text(label) for label in labels[:3]]
    return [*shown, f"and {len(labels) - 3} more"] if len(labels) > len(shown) else shown


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
        "customdata": [[day_text(flow["date"]), money_text(flow["outstanding"], currency)] for flow in flows],
        "hovertemplate": "%{customdata[1]} after the entries of %{customdata[0]}<extra></extra>",
    }


def _panel_titles(unit: str) -> list[dict[str, Any]]:
    return [
        _note(f"Minted against fiat (+) and redeemed (\N{MINUS SIGN}), {unit}", y=1, above=22),
        _note(f"Cash tokens outstanding, {unit}", y=0.27, above=22),
    ]


def _flow_range(
    minted: Mapping[str, tuple[Decimal, list[str]]], redeemed: Mapping[str, tuple[Decimal, list[str]]], scale: Decimal
) -> list[str]:
    """Room for the labels beyond the longest bars."""
    highest = max((amount for amount, _ in minted.values()), default=Decimal(0)) / scale
    lowest = max((amount for amount, _ in redeemed.values()), default=Decimal(0)) / scale
    room = max(highest, lowest, Decimal(1)) * Decimal("0.18")
    return [str(-lowest - room), str(highest + room)]


def _closer_look(
    minted: Mapping[str, tuple[Decimal, list[str]]],
    redeemed: Mapping[str, tuple[Decimal, list[str]]],
    flows: Sequence[Mapping[str, Any]],
    scale: Decimal,
) -> dict[str, list[str]]:
    """Axis ranges on which coupons can be read beside the principal; empty where no flow is that much smaller."""
    amounts = [amount for amount, _ in (*minted.values(), *redeemed.values())]
    small = [amount for amount in amounts if amount < SMALL_FLOW * max(amounts)]
    if not small:
        return {}
    top = max(small) / scale * Decimal("1.4")
    kept = [Decimal(flow["outstanding"]) / scale for flow in flows]
    below = [amount for amount in kept if amount < SMALL_FLOW * max(kept)]
    return {"yaxis.range": [str(-top), str(top)], "yaxis2.range": ["0", str(max([*below, top]) * Decimal("1.1"))]}


def registers_figure(data: Mapping[str, Any]) -> Figure:
    """Units of each holder at each register date as marks on one line, so that a change shows as a gap."""
    registers = data["registers"]
    holders = holders_by_size(data)[:ROWS_SHOWN]
    filled = [index for index, register in enumerate(registers) if register["entries"]]
    compared = filled if len(filled) <= REGISTERS_COMPARED else [*filled[:2], *filled[-2:]]
    traces = [_change_lines([registers[index] for index in compared], holders)]
    traces += [
        _register_marks(register, holders, compared.index(index) if index in compared else 0)
        for index, register in enumerate(registers)
    ]
    every = [True, *(index in compared for index in range(len(registers)))]
    single = [[False, *(index == shown for index in range(len(registers)))] for shown in range(len(registers))]
    for trace, visible in zip(traces, every, strict=True):
        trace["visible"] = visible
    layout = _layout(height=_rows_height(len(holders)), left=8, top=40, bottom=52)
    layout |= {"showlegend": True, "meta": {"views": [every, *single]}, "hovermode": "closest"}
    layout["legend"] |= {"traceorder": "normal"}
    layout["xaxis"] |= _count_axis("Units") | {"rangemode": "tozero"}
    layout["yaxis"] |= _holder_axis(holders)
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
    layout = _layout(height=_rows_height(len(rows)), left=8, top=40, bottom=52)
    layout |= {"barmode": "overlay", "showlegend": True}
    layout["legend"] |= {"traceorder": "normal"}
    layout["xaxis"] |= _count_axis("Units") | {"rangemode": "tozero"}
    layout["yaxis"] |= _holder_axis(names)
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


def gas_figure(data: Mapping[str, Any]) -> Figure:
    """Gas of each stage, in the order of the run."""
    stages = data["run"]["gas_by_stage"]
    names = [chart_text(words(stage["stage"])) for stage in stages]
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": [stage["gas"] for stage in stages],
        "y": names,
        "width": [0.6] * len(stages),
        "marker": {"color": TEAL},
        "text": [decimal_text(stage["gas"]) for stage in stages],
        "textposition": "outside",
        "textfont": {"color": INK, "size": 12},
        "cliponaxis": False,
        "customdata": [decimal_text(stage["transactions"]) for stage in stages],
        "hovertemplate": "%{y}: %{text} gas in %{customdata} transactions<extra></extra>",
    }
    layout = _layout(height=30 * len(stages) + 60, left=8, top=8, bottom=44)
    most = max(stage["gas"] for stage in stages)
    layout["xaxis"] |= _count_axis("Gas") | {"range": [0, most * 13 // 10 + 1]}
    layout["yaxis"] |= {"type": "category", "autorange": "reversed", "ticks": ""}
    return {"data": [bars], "layout": layout}


def _rows_height(rows: int) -> int:
    """Height [px] of a chart by holder: few rows stand wider, the legend and the axis have their room."""
    return rows * (21 if rows > LABELS_SHOWN else 28) + 100


def _count_axis(title: str) -> dict[str, Any]:
    return {"title": {"text": title, "standoff": 8}, "tickformat": ",", "tickangle": 0, "nticks": 6, "showgrid": True}


def _holder_axis(names: Sequence[str]) -> dict[str, Any]:
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


def _axis() -> dict[str, Any]:
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


def _layout(*, height: int, left: int, top: int, bottom: int) -> dict[str, Any]:
    return {
        "height": height,
        "margin": {"l": left, "r": 16, "t": top, "b": bottom},
        "autosize": True,
        "dragmode": False,
        "font": {"family": FONT, "size": 12, "color": INK},
        "paper_bgcolor": "#ffffff",
        "plot_bgcolor": "#ffffff",
        "separators": ".,",
        "showlegend": False,
        "legend": {"orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yanchor": "top", "yref": "container"},
        "hoverlabel": {"bgcolor": "#ffffff", "bordercolor": MUTED, "font": {"color": INK}, "align": "left"},
        "xaxis": _axis(),
        "yaxis": _axis(),
    }


def _note(text: str, *, y: float, above: int) -> dict[str, Any]:
    """A panel's title, at the left over its top edge."""
    return {
        "text": f"<b>{chart_text(text)}</b>",
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": y,
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": above - 16,
        "showarrow": False,
        "font": {"size": 12, "color": INK},
    }
