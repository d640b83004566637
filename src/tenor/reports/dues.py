"""What every coupon owed every holder, computed afresh from terms, investor list and the registers that events tell.

The planner's own rules of tax (`servicing/levies.py`) are not asked: a fault in them must show as a difference here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tenor.campaign.events import Option, PutsPaid, Recovery, of_kind
from tenor.campaign.options_course import puts_of
from tenor.campaign.run import CampaignRecord
from tenor.deployment.bond_issue import day_of
from tenor.onboarding.countries import COUNTRY_NUMBERS
from tenor.onboarding.investors import InvestorClass
from tenor.reports.course import told_schedule
from tenor.reports.rebuild import Rebuilt
from tenor.schedule.day_count import Counting
from tenor.schedule.interest import index_ratio, indexed_principal, nearest, rounded_interest
from tenor.schedule.model import Period, Schedule
from tenor.schedule.observations import Observations
from tenor.terms.parts import Withholding
from tenor.terms.terms import Terms
from tenor.terms.vocabulary import CouponKind, Rounding
from tenor.units import share_from_chain

OF_CLASSES = 0
"""Where the bond keeps the tax of investor classes, beside the countries' ISO 3166-1 numbers."""

Dues = Mapping[int, Mapping[str, "Due"]]
"""By number of the coupon, and wallet."""


@dataclass(frozen=True, slots=True)
class Due:
    """What one coupon owes one holder [minor].

    Attributes:
        interest: before tax.
        instalment: principal paid with it.
        tax: kept back from the interest.
        country: whose authority receives the tax; `OF_CLASSES` where the rate is a class's.
    """

    interest: int
    instalment: int
    tax: int
    country: int

    @property
    def net(self) -> int:
        """What the holder is paid."""
        return self.interest + self.instalment - self.tax


def dues_of(record: CampaignRecord, rebuilt: Rebuilt) -> Dues:
    """Every coupon on everybody of the register of its record time, but those that the campaign never pays."""
    schedule, taxed = _base(record, rebuilt), _taxed(record)
    late, lived = default_interest(record, rebuilt), record.desk.campaign.schedule.coupons
    return {
        period.number: {
            wallet: _due(schedule, period, units, taxed.get(wallet), late.get(period.number, 0))
            for wallet, units in rebuilt.register_at(period.record_time).items()
        }
        for period in schedule.coupons[: len(lived)]
        if lived[period.number - 1].paid_on is not None
    }


def default_interest(record: CampaignRecord, rebuilt: Rebuilt) -> Mapping[int, int]:
    """Default interest on one unit [minor] by number of the payment, to the day on which it was funded on the chain.

    The principal has the number after the last coupon; its days are counted from those of the last coupon on.
    """
    schedule, terms = _base(record, rebuilt), record.desk.campaign.terms
    if terms.default is None:
        return {}
    last, accelerated = schedule.periods[-1], any(rebuilt.of_bond("Accelerated"))
    found: dict[int, int] = {}
    counted = day_of(terms, last.pay_time)
    for event in rebuilt.of_bond("CouponFunded"):
        period, day = schedule.periods[event.args["number"] - 1], day_of(terms, event.timestamp)
        interest = Fraction(period.interest)
        if terms.rounding is Rounding.PER_HOLDING_DOWN:
            interest = schedule.exact_interest(period)
        days = (day - day_of(terms, period.pay_time)).days
        rate = (period.rate or 0) + terms.default.default_interest
        found[period.number] = int((interest + period.principal) * rate * max(days, 0) / 365)
        counted = max(counted, day) if period is last else counted
    for event in () if accelerated else rebuilt.of_bond("RedemptionFunded"):
        days = (day_of(terms, event.timestamp) - counted).days
        rate = (last.rate or 0) + terms.default.default_interest
        found[len(schedule.coupons) + 1] = int(last.principal * rate * max(days, 0) / 365)
    return found


def principal_due(record: CampaignRecord, rebuilt: Rebuilt) -> int:
    """What a unit is redeemed at [minor], without default interest: after acceleration what was not recovered."""
    schedule = _base(record, rebuilt)
    claim = claim_due(record, rebuilt)
    if claim is None:
        return schedule.periods[-1].principal
    return claim - sum(each.per_unit for each in of_kind(record.desk.campaign.events, Recovery))


def claim_due(record: CampaignRecord, rebuilt: Rebuilt) -> int | None:
    """What acceleration made due on one unit [minor], by the terms, on the day of its event; None without one."""
    event = next(iter(rebuilt.of_bond("Accelerated")), None)
    if event is None:
        return None
    schedule = _base(record, rebuilt)
    terms = schedule.terms
    period = next(each for each in schedule.periods if each.record_time >= event.timestamp)
    rate, ratio = _counted(schedule, period, rebuilt, event.timestamp)
    day = min(max(day_of(terms, event.timestamp), period.accrual_start), period.accrual_end)
    accrued = period.outstanding_per_unit * rate * ratio * Counting.of(terms).fraction(period.accrual_start, day)
    return _repaid(terms, period.outstanding_per_unit, ratio) + int(accrued)


def _counted(schedule: Schedule, period: Period, rebuilt: Rebuilt, moment: int) -> tuple[Fraction, Fraction]:
    """Rate and ratio of index values at which a coupon counts at a moment: its own, or those fixed last before it."""
    fixed = {e.args["number"]: e.args["rate"] for e in rebuilt.of_bond("CouponFixed") if e.timestamp <= moment}
    seen = {e.args["number"]: e.args["observed"] for e in rebuilt.of_bond("FixingProposed")}
    block = schedule.terms.inflation
    for each in reversed(schedule.coupons[: period.number]):
        if each.number in fixed:
            observed = Observations({each.number: share_from_chain(seen.get(each.number, 0))})
            return share_from_chain(fixed[each.number]), index_ratio(block, each.number, observed) or Fraction(0)
        applying = any(target.applies_from <= each.notional_start for target in schedule.terms.targets)
        if block is None and each.observed is None and not applying and each.rate is not None:
            return each.rate, Fraction(1)
    return Fraction(0), Fraction(1)


def _repaid(terms: Terms, outstanding: int, ratio: Fraction | None) -> int:
    """Principal of one unit as it is repaid, by the index where one is followed [minor]."""
    return outstanding if terms.inflation is None else indexed_principal(terms.inflation, outstanding, ratio) or 0


def redeemed_amount(record: CampaignRecord, rebuilt: Rebuilt) -> int:
    """What redemption pays on one unit [minor], default interest included; nothing where the campaign never pays it."""
    if record.desk.campaign.schedule.redemption.paid_on is None:
        return 0
    number = len(_base(record, rebuilt).coupons) + 1
    return principal_due(record, rebuilt) + default_interest(record, rebuilt).get(number, 0)


def recoveries_due(record: CampaignRecord, rebuilt: Rebuilt) -> Mapping[str, int]:
    """What the distributions of the campaign come to [minor], by wallet, on whoever held then."""
    found: Counter[str] = Counter()
    for recovery in of_kind(record.desk.campaign.events, Recovery):
        for wallet, units in rebuilt.register_at(int(recovery.at.timestamp())).items():
            found[wallet] += units * recovery.per_unit
    return found


def puts_due(record: CampaignRecord, rebuilt: Rebuilt) -> Dues:
    """What puts come to, by the number of the run that repays them.

    Notices are the campaign's, holdings and what is outstanding those that events tell, prices those of the terms.
    """
    campaign, cast = record.desk.campaign, record.desk.cast
    schedule, taxed, found = _base(record, rebuilt), _taxed(record), dict[int, dict[str, Due]]()
    for number, puts in enumerate(of_kind(campaign.events, PutsPaid), start=len(campaign.promised.coupons) + 2):
        principal, interest = _put_on_one(schedule, puts)
        held, found[number] = rebuilt.register_at(int(puts.at.timestamp()) - 1), {}
        for holder, told in puts_of(campaign.events, puts.on).items():
            wallet = cast.investors[holder].wallet
            if units := min(told, held.get(wallet, 0)):
                due = _rounded(campaign.terms, interest, units)
                found[number][wallet] = _taxed_due(due, units * principal, taxed.get(wallet))
    return found


def puts_of_holders(record: CampaignRecord, rebuilt: Rebuilt) -> Mapping[str, int]:
    """What puts come to over the life after tax [minor], by wallet."""
    found: Counter[str] = Counter()
    for run in puts_due(record, rebuilt).values():
        found.update({wallet: due.net for wallet, due in run.items()})
    return +found


def _put_on_one(schedule: Schedule, puts: PutsPaid) -> tuple[int, Fraction]:
    """Principal at the price of the terms, and interest accrued by the day of the puts, on one unit [minor]."""
    terms, moment = schedule.terms, int(puts.at.timestamp())
    zero = terms.kind is CouponKind.ZERO
    period = next(each for each in schedule.periods if zero or each.record_time >= moment)
    price = next(each.price for each in terms.put.dates if each.day == puts.on) if terms.put else Fraction(1)
    day = min(max(puts.on, period.accrual_start), period.accrual_end)
    ratio = Fraction(0) if period.ratio is None else period.ratio
    rate = (period.rate or 0) * ratio * Counting.of(terms).fraction(period.accrual_start, day)
    return nearest(_repaid(terms, period.outstanding_per_unit, ratio) * price), period.outstanding_per_unit * rate


def _base(record: CampaignRecord, rebuilt: Rebuilt) -> Schedule:
    """What delays are counted on: as promised, or what events tell that calls have left of it."""
    campaign = record.desk.campaign
    optional = any(isinstance(each, Option) for each in campaign.events)
    return told_schedule(campaign.promised, rebuilt) if optional else campaign.promised


def redeemed_register(record: CampaignRecord, rebuilt: Rebuilt) -> Mapping[str, int]:
    """Units by wallet that the redemption finds: at maturity, or before the first unit was redeemed later."""
    schedule = record.desk.campaign.schedule
    if schedule.closing is None:
        return rebuilt.register_at(schedule.redemption.time)
    redeemed = [event.timestamp for event in rebuilt.of_bond("Redeemed")]
    return rebuilt.register_at(redeemed[0] - 1) if redeemed else {}


def _due(schedule: Schedule, period: Period, units: int, row: Withholding | None, late: int) -> Due:
    interest = _rounded(schedule.terms, schedule.exact_interest(period), units)
    instalment = 0 if period is schedule.periods[-1] else units * period.principal
    return _taxed_due(interest + units * late, instalment, row)


def _taxed_due(interest: int, instalment: int, row: Withholding | None) -> Due:
    """What is owed of interest and principal [minor], the former taxed by an entry of the terms."""
    if row is None:
        return Due(interest, instalment, 0, OF_CLASSES)
    kept = 1 - row.share
    paid = interest * kept.numerator // kept.denominator
    country = OF_CLASSES if row.country is None else COUNTRY_NUMBERS[row.country]
    return Due(interest, instalment, interest - paid, country)


def _rounded(terms: Terms, exact: Fraction, units: int) -> int:
    """Interest on a holding, by the bond's rounding [minor]."""
    if terms.rounding is Rounding.PER_HOLDING_DOWN:
        return int(units * exact)
    return units * rounded_interest(exact, terms.rounding)


def _taxed(record: CampaignRecord) -> Mapping[str, Withholding]:
    """The entry of the terms by which each wallet is taxed: that of its class before that of its country."""
    campaign, cast = record.desk.campaign, record.desk.cast
    found = {}
    for investor in campaign.investors:
        word = InvestorClass(investor.investor_class).name.lower()
        rows = [row for row in campaign.terms.withholding if row.investor_class == word] or [
            row
            for row in campaign.terms.withholding
            if row.country is not None and COUNTRY_NUMBERS[row.country] == investor.country
        ]
        if rows:
            found[cast.investors[investor.id].wallet] = rows[0]
    return found
