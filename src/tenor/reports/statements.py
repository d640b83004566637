"""What each holder was paid and what was due, from events and the schedule alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tenor.reports.rebuild import Rebuilt
from tenor.schedule.model import Schedule


@dataclass(frozen=True, slots=True)
class HolderStatement:
    """One holder over the life of the bond; money in minor units.

    Attributes:
        wallet: the holder's address.
        units: held at maturity.
        coupons: interest and instalments paid, by coupon number.
        principal: principal paid at redemption.
        received: all money that moved from the bond to the holder.
        expected: what the schedule owes for the units held at each record time and at maturity.
    """

    wallet: str
    units: int
    coupons: Mapping[int, int]
    principal: int
    received: int
    expected: int


def holder_statements(schedule: Schedule, rebuilt: Rebuilt) -> list[HolderStatement]:
    """A statement for everybody who held at a record time or at maturity."""
    registers = {period.number: rebuilt.register_at(period.record_time) for period in schedule.coupons}
    last = schedule.periods[-1]
    at_maturity = rebuilt.register_at(last.pay_time)
    paid, principal, received = rebuilt.coupons_paid(), rebuilt.principal_paid(), rebuilt.received()

    def expected(wallet: str) -> int:
        coupons = (schedule.coupon_on(each, registers[each.number].get(wallet, 0)) for each in schedule.coupons)
        return sum(coupons) + at_maturity.get(wallet, 0) * last.principal

    return [
        HolderStatement(
            wallet=wallet,
            units=at_maturity.get(wallet, 0),
            coupons={number: paid[number, wallet] for number in registers if (number, wallet) in paid},
            principal=principal.get(wallet, 0),
            received=received.get(wallet, 0),
            expected=expected(wallet),
        )
        for wallet in sorted({wallet for register in (*registers.values(), at_maturity) for wallet in register})
    ]
