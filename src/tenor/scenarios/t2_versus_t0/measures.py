"""What is compared of the arrangements: the money they need, what they leave open, what fails and what that costs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tenor.scenarios.t2_versus_t0.arrangement import Arrangement, Lived
from tenor.scenarios.t2_versus_t0.exposure import Exposure
from tenor.scenarios.t2_versus_t0.on_chain import OnChain
from tenor.scenarios.t2_versus_t0.trading import CALENDAR, CURRENCY, Agreed, Trading, moment
from tenor.settlement.fails import Cause
from tenor.settlement.liquidity import gross_needs, total_by_asset
from tenor.settlement.obligation import Account, Obligation, obligations_of
from tenor.settlement.penalties import Base, Penalty, PenaltyTable, penalties

SECURITIES_PERCENT, CASH_PERCENT = Decimal("0.0010"), Decimal("0.0140")
"""Penalties a day, in percent of the amount of the trade, for lack of securities and of cash; invented."""


@dataclass(frozen=True, slots=True)
class Measures:
    """One arrangement with everything that is told of it.

    Args:
        lived: off chain.
        on_chain: on chain.
        exposure: what was open.
        money_needed: opening money with which nothing would have waited for money [minor].
        penalties: for every day of every fail.
    """

    lived: Lived
    on_chain: OnChain
    exposure: Exposure
    money_needed: int
    penalties: tuple[Penalty, ...]

    @property
    def name(self) -> str:
        """Of the arrangement."""
        return self.lived.arrangement.name

    @property
    def penalty(self) -> int:
        """All penalties [minor]."""
        return sum(each.amount for each in self.penalties)

    @property
    def failed_value(self) -> int:
        """Payments of the trades that did not settle on their day [minor]."""
        return sum(fail.trade.amount for fail in self.lived.fails)

    def fails_by(self, cause: Cause) -> int:
        """How many fails have a cause; one that both parties are at fault for counts for both."""
        return sum(cause in fail.causes for fail in self.lived.fails)


def measure(lived: Lived, on_chain: OnChain, exposure: Exposure, trading: Trading) -> Measures:
    """Put an arrangement's measures together."""
    assets = {each.trade.delivery.asset for each in trading.agreed}
    table = PenaltyTable(
        Base.AMOUNT,
        dict.fromkeys(assets, "bond"),
        {"bond": SECURITIES_PERCENT},
        {CURRENCY: CASH_PERCENT},
        counts=CALENDAR.is_business_day,
    )
    owed = penalties(lived.fails, table, max(lived.closing))
    return Measures(lived, on_chain, exposure, money_needed(lived.arrangement, trading), owed)


def money_needed(arrangement: Arrangement, trading: Trading) -> int:
    """Money that accounts must open with if no trade is to wait for it [minor].

    One by one it is what the trades need in the order of their agreement, two days later too; net it is what the nets
    of each cut-off need, one after the other.
    """
    if not arrangement.cut_offs:
        return total_by_asset(gross_needs(obligations_of(each.trade for each in trading.agreed)))[CURRENCY]
    at_once: defaultdict[int, list[Agreed]] = defaultdict(list)
    for each in trading.agreed:
        cut_offs = (moment(each.trade.settlement_date, at) for at in arrangement.cut_offs)
        at_once[next(at for at in cut_offs if each.at < at)].append(each)
    return total_by_asset(gross_needs(_merged(at, each) for at, each in sorted(at_once.items())))[CURRENCY]


def _merged(at: int, agreed: Sequence[Agreed]) -> Obligation:
    """What all trades of a cut-off change together."""
    changes: defaultdict[Account, int] = defaultdict(int)
    for obligation in obligations_of(each.trade for each in agreed):
        for account, change in obligation.changes:
            changes[account] += change
    return Obligation(f"cut-off {at}", tuple(each for each in changes.items() if each[1]), 0)
