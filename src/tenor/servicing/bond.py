"""Issue, coupons and redemption of a bond, as intents of the issuer and the paying agent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field

from eth_account.signers.local import LocalAccount

from tenor.chain.contract import calldata
from tenor.chain.intent import Intent, Movement, batches, intent_id
from tenor.chain.typed_data import TypedData
from tenor.parties import Actor
from tenor.schedule.model import Period, Schedule
from tenor.servicing.levies import CouponRun, Levy, coupon_run
from tenor.units import Money

HOLDERS_A_TRANSACTION = 150  # under 8M gas, 9M where coupons are taxed; first payments to fresh accounts included
SETTLEMENT = "settle"
REDEMPTION = "redemption"
RUN_TERM = 30 * 86_400  # [s] after its pay time that a run's approval counts

RUN_MEMBERS = dict.fromkeys(("number", "amountPerUnit", "units", "total", "deadline"), "uint256")


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
        levies: tax on the interest of each wallet that is taxed.
        authorities: who receives the tax, by the numbers under which the bond keeps it.
    """

    campaign: str
    schedule: Schedule
    bond: str
    cash: str
    issuer: Actor
    paying_agent: Actor
    approver: LocalAccount
    chain_id: int
    levies: Mapping[str, Levy] = field(default_factory=dict)
    authorities: Mapping[int, Actor] = field(default_factory=dict)

    def run(self, period: Period, register: Mapping[str, int]) -> CouponRun:
        """A coupon on its register (units by wallet), after tax."""
        return coupon_run(self.schedule, period, register, self.levies)


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
    data = TypedData("Tenor Bond", servicing.bond, servicing.chain_id, "PaymentRun", RUN_MEMBERS)
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


def fund_coupon_intent(servicing: Servicing, period: Period, at: int) -> Intent:
    """The paying agent funds a coupon with exactly its total.

    Args:
        at: when [s]; late where it is not the payment date.
    """
    schedule = servicing.schedule
    total = schedule.coupon_total(period)
    from_ = at if period.overdue else period.pay_time
    run = PaymentRun(period.number, schedule.coupon_on(period, 1), schedule.units_of(period), total, from_ + RUN_TERM)
    late = _of_it_late(servicing, period.late * schedule.units_of(period))
    return Intent(
        id=intent_id(servicing.campaign, "fund coupon", period.number),
        stage=coupon_stage(period),
        what=f"fund coupon {period.number} with {_money(servicing, total)}{late}",
        actor=servicing.paying_agent,
        to=servicing.bond,
        data=calldata("Bond", "fundCoupon", period.number, total, approval(servicing, run)),
        movements=(_funding(servicing, total),),
    )


def fund_redemption_intent(servicing: Servicing, at: int) -> Intent:
    """The paying agent funds the principal of all units, or what is left of an accelerated claim.

    Args:
        at: when [s]; late where it is not the day of the redemption.
    """
    redemption = servicing.schedule.redemption
    amount = redemption.per_unit + redemption.late
    units = servicing.schedule.units_of(redemption)
    total = amount * units
    number = len(servicing.schedule.coupons) + 1
    from_ = at if redemption.overdue else redemption.time
    run = PaymentRun(number, amount, units, total, from_ + RUN_TERM)
    late = _of_it_late(servicing, redemption.late * units)
    return Intent(
        id=intent_id(servicing.campaign, "fund redemption"),
        stage=REDEMPTION,
        what=f"fund redemption with {_money(servicing, total)}{late}",
        actor=servicing.paying_agent,
        to=servicing.bond,
        data=calldata("Bond", "fundRedemption", total, approval(servicing, run)),
        movements=(_funding(servicing, total),),
    )


def _of_it_late(servicing: Servicing, total: int) -> str:
    return f", {_money(servicing, total)} of it default interest" if total else ""


def pay_coupon_intents(servicing: Servicing, period: Period, register: Mapping[str, int]) -> Iterator[Intent]:
    """Payments of one coupon to everyone on the register of its record time, in batches.

    Args:
        register: units by wallet at the record time.
    """
    paid = servicing.run(period, register).paid
    for holders in batches(sorted(register), HOLDERS_A_TRANSACTION):
        amounts = {holder: paid[holder] for holder in holders if holder in paid}
        yield Intent(
            id=intent_id(servicing.campaign, "pay coupon", period.number, *holders),
            stage=coupon_stage(period),
            what=f"pay coupon {period.number} to {len(holders)} holders, {_money(servicing, sum(amounts.values()))}",
            actor=servicing.paying_agent,
            to=servicing.bond,
            data=calldata("Bond", "payCoupons", list(holders)),
            movements=tuple(
                Movement(servicing.cash, servicing.bond, holder, amount) for holder, amount in amounts.items()
            ),
        )


def redeem_intents(
    servicing: Servicing, period: Period | None, register: Mapping[str, int], holdings: Mapping[str, int]
) -> Iterator[Intent]:
    """Redemption of everyone who holds then, each with the final coupon if on its register, in batches.

    Args:
        period: of the coupon that is paid with it; None where none is.
        register: units by wallet at its record time.
        holdings: units by wallet now.
    """
    schedule = servicing.schedule
    run = servicing.run(period, register) if period is not None else None
    amount = schedule.redemption.per_unit + schedule.redemption.late
    for holders in batches(sorted(holdings), HOLDERS_A_TRANSACTION):
        movements: list[Movement] = []
        for holder in holders:
            principal = holdings[holder] * amount
            coupon = run.net(holder) if run else 0
            # Where coupons are counted one by one the bond pays them apart.
            paid = (coupon, principal) if coupon and schedule.terms.counts_by_coupon else (coupon + principal,)
            movements.append(Movement(servicing.bond, holder, None, holdings[holder]))
            movements += (Movement(servicing.cash, servicing.bond, holder, each) for each in paid if each)
        units = sum(holdings[holder] for holder in holders)
        with_coupon = "with the final coupon" if not schedule.accelerated else "for the rest of the claim"
        yield Intent(
            id=intent_id(servicing.campaign, "redeem", *holders),
            stage=REDEMPTION,
            what=f"redeem {units:,} units of {len(holders)} holders {with_coupon}",
            actor=servicing.paying_agent,
            to=servicing.bond,
            data=calldata("Bond", "redeem", list(holders)),
            movements=tuple(movements),
        )


def coupon_stage(period: Period) -> str:
    """The stage that a coupon's intents belong to."""
    return f"coupon {period.number}"


def bond_intent(  # noqa: PLR0913, PLR0917 -- the parts of an intent
    servicing: Servicing,
    key: tuple[str, *tuple[object, ...]],
    stage: str,
    what: str,
    actor: Actor,
    data: str,
    movements: tuple[Movement, ...] = (),
) -> Intent:
    """An act on the bond; `key` tells it from every other of the campaign."""
    step, *business_key = key
    identity = intent_id(servicing.campaign, step, *business_key)
    return Intent(identity, stage, what, actor, servicing.bond, data, movements)


def _funding(servicing: Servicing, total: int) -> Movement:
    return Movement(servicing.cash, servicing.paying_agent.wallet, servicing.bond, total)


def _money(servicing: Servicing, minor: int) -> Money:
    return Money(minor, servicing.schedule.terms.currency)
