"""What each holder was paid and what was due, from events and the schedule alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tenor.campaign.run import CampaignRecord
from tenor.reports.dues import dues_of, puts_of_holders, recoveries_due, redeemed_amount, redeemed_register
from tenor.reports.rebuild import Rebuilt


@dataclass(frozen=True, slots=True)
class HolderStatement:
    """One holder over the life of the bond; money in minor units.

    Attributes:
        wallet: the holder's address.
        units: held at maturity.
        coupons: interest and instalments paid after tax, by coupon number.
        taxes: tax kept back from them, by coupon number.
        principal: principal paid at redemption.
        received: all money that moved from the bond to the holder, recoveries too.
        expected: what the schedule owes after tax for the units held at each record time and at maturity.
    """

    wallet: str
    units: int
    coupons: Mapping[int, int]
    taxes: Mapping[int, int]
    principal: int
    received: int
    expected: int

    def gross(self, number: int) -> int:
        """What a coupon came to before tax [minor]."""
        return self.coupons.get(number, 0) + self.taxes.get(number, 0)


def holder_statements(record: CampaignRecord, rebuilt: Rebuilt) -> list[HolderStatement]:
    """A statement for everybody who held at a record time or at maturity."""
    schedule, dues = record.desk.campaign.schedule, dues_of(record, rebuilt)
    registers = {period.number: rebuilt.register_at(period.record_time) for period in schedule.coupons}
    at_maturity, amount = redeemed_register(record, rebuilt), redeemed_amount(record, rebuilt)
    recovered, put = recoveries_due(record, rebuilt), puts_of_holders(record, rebuilt)
    paid, principal, received = rebuilt.coupons_paid(), rebuilt.principal_paid(), rebuilt.received()
    withheld = {(number, wallet): tax for (number, wallet, _), tax in rebuilt.tax_withheld().items()}

    def expected(wallet: str) -> int:
        return (
            sum(due[wallet].net for due in dues.values() if wallet in due)
            + at_maturity.get(wallet, 0) * amount
            + recovered.get(wallet, 0)
            + put.get(wallet, 0)
        )

    return [
        HolderStatement(
            wallet=wallet,
            units=at_maturity.get(wallet, 0),
            coupons={number: paid[number, wallet] for number in registers if (number, wallet) in paid},
            taxes={number: withheld[number, wallet] for number in registers if (number, wallet) in withheld},
            principal=principal.get(wallet, 0),
            received=received.get(wallet, 0),
            expected=expected(wallet),
        )
        for wallet in sorted(
            {wallet for register in (*registers.values(), at_maturity, recovered, put) for wallet in register}
        )
    ]
