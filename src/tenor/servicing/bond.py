"""Issue, coupons and redemption of a bond, as intents of the issuer and the paying agent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from eth_account.signers.local import LocalAccount

from tenor.chain.contract import calldata
from tenor.chain.intent import Intent, Movement, batches, intent_id
from tenor.chain.typed_data import TypedData
from tenor.parties import Actor
from tenor.schedule.model import Period, Schedule
from tenor.units import Money

HOLDERS_A_TRANSACTION = 150  # under 8M gas, first payments to fresh cash accounts included
SETTLEMENT = "settle"
REDEMPTION = "redemption"
RUN_TERM = 30 * 86_400  # [s] after its pay time that a run's approval counts

_RUN_MEMBERS = dict.fromkeys(("number", "amountPerUnit", "units", "total", "deadline"), "uint256")


@dataclass(frozen=True, slots=True)
class Servicing:
    """What every servicing step of one issue shares.

    Args:
        campaign: campaign id.
        schedule: the coupons and the terms.
        bond: address of the bond.
        cash: address of the money it pays in.
        issuer: issues.
        paying_agent: funds and pays.
        approver: signs each run before it is funded.
        chain_id: chain that the signatures are bound to.
    """

    campaign: str
    schedule: Schedule
    bond: str
    cash: str
    issuer: Actor
    paying_agent: Actor
    approver: LocalAccount
    chain_id: int


@dataclass(frozen=True, slots=True)
class PaymentRun:
    """What a second person approves before it is funded, in the order of the struct that is signed.

    Args:
        number: of the coupon; of the redemption, the number after the last coupon.
        amountPerUnit: [minor].
        units: in issue.
        total: [minor].
        deadline: last second in which it may be funded [s].
    """

    number: int
    amountPerUnit: int  # noqa: N815 -- the struct's name for it
    units: int
    total: int
    deadline: int


def approval(servicing: Servicing, run: PaymentRun) -> dict[str, object]:
    """`RunApproval` of IBondServicing.sol: the approver's signature of a run."""
    data = TypedData("Tenor Bond", servicing.bond, servicing.chain_id, "PaymentRun", _RUN_MEMBERS)
    signature = data.sign(asdict(run), servicing.approver)
    return {"approver": servicing.approver.address, "deadline": run.deadline, "signature": signature}


def issue_intent(servicing: Servicing) -> Intent:
    """The issuer creates all units on its own account, to be delivered against payment."""
    units = servicing.schedule.terms.units
    return Intent(
        id=intent_id(servicing.campaign, "issue"),
        stage=SETTLEMENT,
        what=f"issue {units:,} units to the issuer",
        actor=servicing.issuer,
        to=servicing.bond,
        data=calldata("Bond", "mint", servicing.issuer.wallet, units),
        movements=(Movement(servicing.bond, None, servicing.issuer.wallet, units),),
    )


def fund_coupon_intent(servicing: Servicing, period: Period) -> Intent:
    """The paying agent funds a coupon with exactly its total."""
    schedule = servicing.schedule
    total = schedule.coupon_total(period)
    run = PaymentRun(
        period.number, schedule.coupon_on(period, 1), schedule.terms.units, total, period.pay_time + RUN_TERM
    )
    return Intent(
        id=intent_id(servicing.campaign, "fund coupon", period.number),
        stage=coupon_stage(period),
        what=f"fund coupon {period.number} with {_money(servicing, total)}",
        actor=servicing.paying_agent,
        to=servicing.bond,
        data=calldata("Bond", "fundCoupon", period.number, total, approval(servicing, run)),
        movements=(_funding(servicing, total),),
    )


def fund_redemption_intent(servicing: Servicing) -> Intent:
    """The paying agent funds the principal of all units."""
    terms, last = servicing.schedule.terms, servicing.schedule.periods[-1]
    total = servicing.schedule.principal_total(last)
    number = len(servicing.schedule.coupons) + 1
    run = PaymentRun(number, last.principal, terms.units, total, last.pay_time + RUN_TERM)
    return Intent(
        id=intent_id(servicing.campaign, "fund redemption"),
        stage=REDEMPTION,
        what=f"fund redemption with {_money(servicing, total)}",
        actor=servicing.paying_agent,
        to=servicing.bond,
        data=calldata("Bond", "fundRedemption", total, approval(servicing, run)),
        movements=(_funding(servicing, total),),
    )


def pay_coupon_intents(servicing: Servicing, period: Period, register: Mapping[str, int]) -> Iterator[Intent]:
    """Payments of one coupon to everyone on the register of its record time, in batches.

    Args:
        register: units by wallet at the record time.
    """
    for holders in batches(sorted(register), HOLDERS_A_TRANSACTION):
        paid = {holder: servicing.schedule.coupon_on(period, register[holder]) for holder in holders}
        yield Intent(
            id=intent_id(servicing.campaign, "pay coupon", period.number, *holders),
            stage=coupon_stage(period),
            what=f"pay coupon {period.number} to {len(holders)} holders, {_money(servicing, sum(paid.values()))}",
            actor=servicing.paying_agent,
            to=servicing.bond,
            data=calldata("Bond", "payCoupons", list(holders)),
            movements=tuple(Movement(servicing.cash, servicing.bond, holder, paid[holder]) for holder in holders),
        )


def redeem_intents(
    servicing: Servicing, period: Period, register: Mapping[str, int], holdings: Mapping[str, int]
) -> Iterator[Intent]:
    """Redemption of everyone who holds at maturity, each with the final coupon if on its register, in batches.

    Args:
        period: the last period.
        register: units by wallet at its record time.
        holdings: units by wallet now.
    """
    schedule = servicing.schedule
    for holders in batches(sorted(holdings), HOLDERS_A_TRANSACTION):
        movements: list[Movement] = []
        for holder in holders:
            principal = holdings[holder] * period.principal
            coupon = schedule.coupon_on(period, register[holder]) if holder in register else 0
            # Where coupons are counted one by one the bond pays them apart.
            paid = (coupon, principal) if coupon and schedule.terms.counts_by_coupon else (coupon + principal,)
            movements.append(Movement(servicing.bond, holder, None, holdings[holder]))
            movements += (Movement(servicing.cash, servicing.bond, holder, amount) for amount in paid)
        units = sum(holdings[holder] for holder in holders)
        yield Intent(
            id=intent_id(servicing.campaign, "redeem", *holders),
            stage=REDEMPTION,
            what=f"redeem {units:,} units of {len(holders)} holders with the final coupon",
            actor=servicing.paying_agent,
            to=servicing.bond,
            data=calldata("Bond", "redeem", list(holders)),
            movements=tuple(movements),
        )


def coupon_stage(period: Period) -> str:
    """The stage that a coupon's intents belong to."""
    return f"coupon {period.number}"


def _funding(servicing: Servicing, total: int) -> Movement:
    return Movement(servicing.cash, servicing.paying_agent.wallet, servicing.bond, total)


def _money(servicing: Servicing, minor: int) -> Money:
    return Money(minor, servicing.schedule.terms.currency)
