"""The steps of tax: rates and authorities before the issue; after each coupon what was kept back goes to its authority.

With it what rounding on holdings left of the coupon goes back to the issuer, once all are paid.
"""

from __future__ import annotations

from collections.abc import Iterator

from tenor.campaign.moments import paid_at
from tenor.campaign.plan import Desk, State, Step
from tenor.chain.intent import Intent
from tenor.schedule.model import Period
from tenor.servicing.tax import ROUNDING, TAX, WITHHOLDING, remit_intents, return_rounding_intents, withholding_intents
from tenor.terms.vocabulary import Rounding


def withholding_step(desk: Desk) -> Iterator[Step]:
    """The rates and who receives the tax, once holders are on the register; none of a bond without tax."""
    if desk.campaign.terms.withholding:
        at = int(desk.campaign.timetable.onboarding.timestamp())
        yield Step(WITHHOLDING, at, lambda _: withholding_intents(desk.servicing))


def after_coupon(desk: Desk, period: Period, record: str) -> Iterator[Step]:
    """What follows the payment of a coupon at the same moment.

    Args:
        record: name of the register kept at its record time.
    """
    terms, servicing, paid = desk.campaign.terms, desk.servicing, paid_at(desk.campaign, period)
    if paid is None:
        return
    at = int(paid.timestamp())

    def remit(state: State) -> Iterator[Intent]:
        return remit_intents(servicing, period.number, servicing.run(period, state.registers[record]).collected)

    def give_back(state: State) -> Iterator[Intent]:
        return return_rounding_intents(servicing, period, servicing.run(period, state.registers[record]))

    if terms.withholding:
        yield Step(TAX, at, remit, note=f"no tax on coupon {period.number}")
    if terms.rounding is Rounding.PER_HOLDING_DOWN:
        yield Step(ROUNDING, at, give_back, note=f"rounding left nothing of coupon {period.number}")
