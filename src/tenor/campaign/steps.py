"""The steps of a campaign in the order of their dates, from deployment to the last cash token."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from tenor.campaign.fixing_steps import fixing_steps
from tenor.campaign.model import Funding
from tenor.campaign.moments import funded_at, paid_at, redeemed_at
from tenor.campaign.option_steps import option_steps
from tenor.campaign.plan import Desk, State, Step
from tenor.campaign.single import OWN_ACCOUNTS_VALID, own_accounts
from tenor.campaign.tax_steps import after_coupon, withholding_step
from tenor.campaign.trading import trading_steps
from tenor.campaign.trouble_steps import trouble_steps
from tenor.chain.intent import Intent
from tenor.deployment.plan import DEPLOYMENT
from tenor.onboarding.countries import COUNTRY_NUMBERS
from tenor.onboarding.investors import InvestorClass
from tenor.onboarding.register import Holder, approval_intent, registration_intents, settlement_permission_intent
from tenor.parties import Actor, Role
from tenor.schedule.model import Period
from tenor.servicing.bond import (
    REDEMPTION,
    coupon_stage,
    fund_coupon_intent,
    fund_redemption_intent,
    pay_coupon_intents,
    redeem_intents,
)
from tenor.servicing.cash import FUNDING, mint_intent, redeem_intent

PROCEEDS = "proceeds"
CASH_REDEMPTION = "redeem cash"
REDEEMED = "After redemption"


def steps(desk: Desk) -> tuple[Step, ...]:
    """Every step, sorted by its time; steps of the same time keep the order in which they stand here."""
    times = desk.campaign.timetable
    dated = [
        Step(DEPLOYMENT, _at(times.deployment)),
        Step("onboard", _at(times.onboarding), lambda _: _onboarding(desk)),
        *withholding_step(desk),
        Step("allot", _at(times.allotment), note=_allotted(desk)),
        *_fundings(desk),
        *trading_steps(desk),
        *fixing_steps(desk),
        Step(PROCEEDS, _at(times.proceeds), lambda state: _proceeds(desk, state)),
        *_payments(desk),
        *trouble_steps(desk),
        *option_steps(desk),
        Step(CASH_REDEMPTION, _at(times.cash_redemption), lambda state: _cash_redemptions(desk, state)),
    ]
    return tuple(sorted(dated, key=lambda step: step.at))


def _allotted(desk: Desk) -> str:
    return f"{desk.campaign.terms.units:,} units to {desk.campaign.allocation.served} investors, off chain"


def _onboarding(desk: Desk) -> Iterator[Intent]:
    contracts, cast, terms = desk.deployment.deployment, desk.cast, desk.campaign.terms
    campaign, times = desk.campaign, desk.campaign.timetable
    last = times.cash_redemption.date() if campaign.events else terms.maturity_date
    own_until = max(terms.maturity_date, last) + OWN_ACCOUNTS_VALID
    investors = [
        Holder(
            name=investor.id,
            wallet=cast.investors[investor.id].wallet,
            country=investor.country,
            valid_until=investor.valid_until,
            investor_class=investor.investor_class,
            first_wallet=cast.investors[investor.wallet_of].wallet if investor.wallet_of else None,
        )
        for investor in desk.campaign.investors
    ]
    countries = {party.id: COUNTRY_NUMBERS[party.country] for party in desk.campaign.parties}
    held = {role: countries[appointment.party] for role, appointment in desk.campaign.appointments.items()}
    own = own_accounts(cast.roles, held, contracts.bond, own_until)
    authorities = [
        Holder(party, actor.wallet, countries[party], own_until, InvestorClass.MONEY_ONLY)
        for party, actor in cast.authorities.items()
    ]
    yield from registration_intents(desk.onboarding, [*own, *authorities, *investors])
    yield from _approvals(desk)


def _approvals(desk: Desk) -> Iterator[Intent]:
    contracts, roles = desk.deployment.deployment, desk.cast.roles
    bond, cash = ("Bond", contracts.bond), ("CashToken", contracts.cash)
    yield settlement_permission_intent(desk.campaign.id, roles[Role.ISSUER], bond)
    yield approval_intent(desk.campaign.id, roles[Role.PAYING_AGENT], cash, bond)
    for investor in desk.cast.investors.values():
        yield settlement_permission_intent(desk.campaign.id, investor, cash)
        yield settlement_permission_intent(desk.campaign.id, investor, bond)


def _fundings(desk: Desk) -> Iterator[Step]:
    for moment, group in groupby(sorted(desk.campaign.fundings, key=_moment), key=_moment):
        intents = [
            mint_intent(desk.cash, desk.cast.account(each.account), each.amount, each.reference) for each in group
        ]
        yield Step(FUNDING, _at(moment), lambda _, intents=intents: intents)  # type: ignore[misc]


def _payments(desk: Desk) -> Iterator[Step]:
    schedule = desk.campaign.schedule
    final = schedule.final_coupon
    for period in schedule.coupons:
        if period is not final:
            yield from _coupon(desk, period)
    redeemed = redeemed_at(desk.campaign)
    if redeemed is not None:
        yield from _redemption(desk, _at(redeemed), final)


def _coupon(desk: Desk, period: Period) -> Iterator[Step]:
    servicing, name, paid = desk.servicing, record_name(period), paid_at(desk.campaign, period)
    yield from _recorded_and_funded(desk, period)
    if paid is None:
        return
    yield Step(
        coupon_stage(period),
        _at(paid),
        lambda state: pay_coupon_intents(servicing, period, state.registers[name]),
    )
    yield from after_coupon(desk, period, name)


def _redemption(desk: Desk, at: int, final: Period | None) -> Iterator[Step]:
    """The redemption at a moment, with the coupon that is paid with it."""
    servicing, bond = desk.servicing, desk.servicing.bond

    def pay(state: State) -> Iterator[Intent]:
        yield fund_redemption_intent(servicing, at)
        entitled = state.registers.get(record_name(final), {}) if final else {}
        holding = state.ledger.holdings(bond)
        yield from redeem_intents(servicing, final, entitled, holding)
        if final is not None:
            sold = {wallet: units for wallet, units in entitled.items() if wallet not in holding}
            yield from pay_coupon_intents(servicing, final, sold)

    if final is not None:
        yield from _recorded_and_funded(desk, final)
    yield Step(REDEMPTION, at, pay, register=REDEEMED)
    if final is not None:
        yield from after_coupon(desk, final, record_name(final))


def _recorded_and_funded(desk: Desk, period: Period) -> Iterator[Step]:
    # The register of a record time is what stands at the end of that second.
    note = f"register of coupon {period.number}"
    name, recorded = record_name(period), period.record_time
    yield Step("record date", recorded + 1, register=name, as_of=recorded, note=note)
    funded = funded_at(desk.campaign, period)
    if funded is None:
        return
    funding = _at(funded)
    yield Step(coupon_stage(period), funding, lambda _: [fund_coupon_intent(desk.servicing, period, funding)])


def record_name(period: Period) -> str:
    """Name of the register kept at a coupon's record time."""
    return f"Record date, coupon {period.number}"


def _proceeds(desk: Desk, state: State) -> Iterator[Intent]:
    return _redeem_all(desk, state, [desk.cast.roles[Role.ISSUER]], PROCEEDS)


def _cash_redemptions(desk: Desk, state: State) -> Iterator[Intent]:
    cast = desk.cast
    holders = [*cast.investors.values(), *cast.roles.values(), *cast.authorities.values()]
    return _redeem_all(desk, state, holders, CASH_REDEMPTION)


def _redeem_all(desk: Desk, state: State, holders: list[Actor], stage: str) -> Iterator[Intent]:
    for holder in holders:
        balance = state.ledger.balance(desk.cash.cash, holder.wallet)
        if balance:
            yield redeem_intent(desk.cash, holder, balance, stage)


def _moment(funding: Funding) -> datetime:
    return funding.at


def _at(moment: datetime) -> int:
    return int(moment.timestamp())
