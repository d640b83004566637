"""The story as data; money in minor units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tenor.scenarios.market import ZONE
from tenor.scenarios.t2_versus_t0.exposure import grid
from tenor.scenarios.t2_versus_t0.measures import Measures
from tenor.scenarios.t2_versus_t0.trading import CURRENCY, Trading
from tenor.settlement.liquidity import Point, gross_needs, net_needs, total_by_asset
from tenor.settlement.obligation import Obligation


@dataclass(frozen=True, slots=True)
class LargeDay:
    """A day that is settled off chain only, and what of it settles with what accounts open with."""

    obligations: tuple[Obligation, ...]
    curve: tuple[Point, ...]

    @property
    def needs(self) -> tuple[int, int]:
        """Money needed gross and net [minor]."""
        gross, net = (total_by_asset(each(self.obligations))[CURRENCY] for each in (gross_needs, net_needs))
        return gross, net


def document_of(measured: Sequence[Measures], trading: Trading, large: LargeDay) -> dict[str, Any]:
    """What stands in report.json beside the checks."""
    gross, net = large.needs
    return {
        "currency": CURRENCY,
        "trades": len(trading.agreed),
        "value": sum(each.trade.amount for each in trading.agreed),
        "arrangements": [_arrangement(each) for each in measured],
        "hours": [datetime.fromtimestamp(at, ZoneInfo(ZONE)).isoformat() for at in grid()],
        "large_day": {
            "trades": len(large.obligations),
            "money_needed": {"gross": gross, "net": net},
            "settled_per_mille": [
                {
                    "opening_percent": each.percent,
                    "one_by_one": each.in_sequence.value_per_mille,
                    "at_once": each.at_once.value_per_mille,
                    "with_overtaking": each.overtaking.value_per_mille,
                }
                for each in large.curve
            ],
        },
    }


def _arrangement(each: Measures) -> dict[str, Any]:
    return {
        "key": each.lived.arrangement.key,
        "name": each.name,
        "money_needed": each.money_needed,
        "value_days": each.exposure.value_days,
        "failed_value_days": each.exposure.failed_value_days,
        "unsettled": each.exposure.unsettled,
        "replacement_cost": each.exposure.replacement,
        "fails": [
            {
                "trade": fail.trade.reference,
                "intended": fail.trade.settlement_date.isoformat(),
                "settled": fail.settled and fail.settled.isoformat(),
                "causes": sorted(fail.causes),
            }
            for fail in each.lived.fails
        ],
        "penalties": each.penalty,
        "transactions": [
            {
                "reference": sent.reference,
                "trades": len(sent.trades),
                "members": sent.members,
                "hash": sent.outcome.hash,
                "gas": sent.outcome.gas,
                "at": datetime.fromtimestamp(sent.outcome.timestamp, ZoneInfo(ZONE)).isoformat(),
            }
            for sent in each.on_chain.sent
        ],
        "gas": each.on_chain.gas,
    }
