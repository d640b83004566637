"""One path as a chart: what stands locked on each chain from when to when, every act, and the deadlines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tenor.reports.chart_layout import BLUE, MUTED, ORANGE, Figure, layout_of
from tenor.scenarios.cross_chain.course import Happening

_BEGINS, _ENDS = ("lock", "lock asset", "lock payment"), ("claim", "transfer with key", "release", "release asset")
_PAYS = ("release key", "release payment", "cancel and decrypt")
_A_MINUTE = 60  # [s]


def path_figure(happenings: Sequence[Happening], chains: Sequence[str], deadlines: Sequence[tuple[str, int]]) -> Figure:
    """Acts and locks of one path, a row a chain, in minutes from its first act.

    Args:
        chains: networks in the order of each happening's times.
        deadlines: label and moment of each [s].
    """
    start = min(each.at[chains.index(each.chain)] for each in happenings)
    minutes = [(label, (moment - start) / _A_MINUTE) for label, moment in deadlines]
    layout = layout_of(height=230, top=58, bottom=44)
    layout["xaxis"] |= {"title": {"text": "minutes from the first act", "standoff": 8}, "showgrid": True}
    layout["yaxis"] |= {"type": "category", "categoryarray": [*chains][::-1], "range": [-0.7, len(chains) - 0.3]}
    layout["shapes"] = [_deadline(at) for _, at in minutes]
    layout["annotations"] = [_label(label, at) for label, at in minutes]
    traces = [_locked(happenings, network, row, start) for row, network in enumerate(chains)]
    acts = [_acts(happenings, network, row, start) for row, network in enumerate(chains)]
    return {"data": [*traces, *acts], "layout": layout}


def _minute(happening: Happening, row: int, start: int) -> float:
    return (happening.at[row] - start) / _A_MINUTE


def _locked(happenings: Sequence[Happening], network: str, row: int, start: int) -> dict[str, Any]:
    """The time for which the leg of a chain stood locked."""
    here = [each for each in happenings if each.chain == network]
    begins = next((each for each in here if each.act in _BEGINS), None)
    ends = next((each for each in here[::-1] if each.act in (*_ENDS, *_PAYS) and begins), None)
    places = [_minute(each, row, start) for each in (begins, ends) if each]
    line = {"color": (BLUE, ORANGE)[row], "width": 12}
    return {
        "type": "scatter",
        "mode": "lines",
        "x": places,
        "y": [network] * len(places),
        "line": line,
        "hoverinfo": "skip",
    }


def _acts(happenings: Sequence[Happening], network: str, row: int, start: int) -> dict[str, Any]:
    here = [each for each in happenings if each.chain == network]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [_minute(each, row, start) for each in here],
        "y": [network] * len(here),
        "marker": {"color": "#ffffff", "size": 9, "line": {"color": (BLUE, ORANGE)[row], "width": 2}},
        "hovertext": [f"{each.who}: {each.act}" for each in here],
        "hoverinfo": "text",
    }


def _deadline(at: float) -> dict[str, Any]:
    line = {"color": MUTED, "width": 1, "dash": "dot"}
    return {"type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper", "line": line}


def _label(label: str, at: float) -> dict[str, Any]:
    return {
        "text": label,
        "x": at,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "xanchor": "left",
        "textangle": -24,
        "showarrow": False,
        "font": {"size": 10, "color": MUTED},
    }
