"""Netting as a document: what each party is left with, by how many movements, and the money that it takes."""

from __future__ import annotations

from typing import Any

from tenor.settlement.due import Due
from tenor.settlement.instruction import is_money
from tenor.settlement.liquidity import gross_needs, net_needs, total_by_asset
from tenor.settlement.matched import legs_of
from tenor.settlement.netting import Compression, Positions, compress, net_positions
from tenor.settlement.obligation import obligations_of
from tenor.settlement.quantity import plain

SCHEMA = "tenor-net/1"
POSITION_COLUMNS = ("party", "asset", "net")


def net_document(due: Due) -> dict[str, Any]:
    """What `tenor trade net` prints; quantities are texts, money in major units; assets in order, money first."""
    legs = legs_of(due.trades)
    return {
        "schema": SCHEMA,
        "by": due.by and due.by.isoformat(),
        "trades": len(due.trades),
        "held": len(due.held),
        "positions": _positions(net_positions(legs)),
        "movements": [_movements(each) for each in sorted(compress(legs), key=lambda each: _money_first(each.asset))],
        "liquidity": _liquidity(due),
    }


def _positions(positions: Positions) -> list[dict[str, str]]:
    return [
        {"party": party, "asset": asset, "net": plain(net, asset)}
        for asset in sorted(positions, key=_money_first)
        for party, net in positions[asset].items()
    ]


def _movements(given: Compression) -> dict[str, Any]:
    stages = {
        "gross": (given.gross_count, given.gross_quantity),
        "bilateral": (given.bilateral_count, given.bilateral_quantity),
        "multilateral": (given.multilateral_count, given.multilateral_quantity),
    }
    counted = {
        name: {"count": count, "quantity": plain(quantity, given.asset)} for name, (count, quantity) in stages.items()
    }
    return {"asset": given.asset, **counted}


def _liquidity(due: Due) -> list[dict[str, str]]:
    obligations = obligations_of(due.trades)
    gross, net = (total_by_asset(needs(obligations)) for needs in (gross_needs, net_needs))
    return [
        {"currency": asset, "gross": plain(gross[asset], asset), "net": plain(net[asset], asset)}
        for asset in gross
        if is_money(asset)
    ]


def _money_first(asset: str) -> tuple[bool, str]:
    return not is_money(asset), asset
