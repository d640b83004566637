"""Bonds of every kind that a term sheet can say, created as the product creates them, and the acts of their lives."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from eth_utils.address import to_checksum_address
from web3.types import RPCEndpoint

from tenor.deployment.annex import encode_annex
from tenor.deployment.bond_issue import BondIssue, bond_issue
from tenor.units import RATE_SCALE
from tests.bonds import schedule
from tests.contracts.signing import BOND_NAME, RUN_TYPE, digest, sign
from tests.contracts.support import Deployed, Refused, Sent
from tests.contracts.world import MONEY_ONLY, World

PERCENT = RATE_SCALE // 100  # one percent a year, as the chain has it
EVIDENCE = b"\xe1" * 32
CHALLENGE = 24 * 3_600  # [s]

STEPS = [{"from": "2024-01-15", "rate_percent": "3"}, {"from": "2025-07-15", "rate_percent": "4.125"}]
STEP_UP = {
    "kind": "step-up", "steps": STEPS, "frequency": "semi-annual", "day_count": "ACT/365F", "rounding": "per-unit-down",
}  # fmt: skip
PER_HOLDING = {"rounding": "per-holding-down", "rate_percent": "3.333"}
ZERO_COUPON = {"kind": "zero", "day_count": "30E/360"}
IN_ADVANCE = {
    "timing": "in-advance", "business_days": "2", "minimum_percent": "-5", "maximum_percent": "20",
    "challenge_hours": "24",
}  # fmt: skip
FLOATING = {
    "kind": "floating", "index": "a rate", "frequency": "annual", "day_count": "ACT/360", "spread_percent": "0.5",
    "cap_percent": "6", "floor_percent": "1", "rounding": "per-unit-half-up", "fixing": IN_ADVANCE,
}  # fmt: skip
IN_ARREARS = {
    "timing": "in-arrears", "minimum_percent": "-5", "maximum_percent": "20", "challenge_hours": "0",
}  # fmt: skip
ARREARS = {**FLOATING, "fixing": IN_ARREARS}
INFLATION = {
    "index": "an index", "base": "100", "ratio_decimals": "3", "principal_floor": "par", "business_days": "5",
    "minimum": "0.01", "maximum": "200", "challenge_hours": "24",
}  # fmt: skip
TARGET = {
    "name": "emissions", "observed_from": "2024-12-01", "comparison": "at-most", "target": "100",
    "step_percent": "0.25", "applies_from": "2025-01-15", "minimum": "0", "maximum": "1000",
}  # fmt: skip
PERCENTS = {
    "kind": "percent",
    "instalments": [{"date": "2025-01-15", "percent": "30"}, {"date": "2026-01-15", "percent": "20.5"}],
}


def issue_of(world: World, **changes: Any) -> BondIssue:  # noqa: ANN401 -- any field of a term sheet
    """What the factory is given for such a term sheet; fields as `tests.bonds.fields` takes them."""
    return bond_issue(schedule(**changes), world.cash.wallet, world.dvp.wallet, roles_of(world))


def roles_of(world: World) -> dict[str, str]:
    """The roles of a bond that has a calculation agent."""
    return world.bond_roles | {"calculationAgent": world.calculator.wallet}


def create(world: World, **changes: Any) -> World:  # noqa: ANN401 -- any field of a term sheet
    """The same world around the bond of such a term sheet."""
    issue = issue_of(world, **changes)
    address = world.factory.predictBond(*issue.arguments)
    world.factory.createBond(*issue.arguments, by=world.issuer)
    bond = Deployed(world.chain, "Bond", address)
    world.register(bond, investorClass=MONEY_ONLY)
    return replace(world, bond=bond, schedule=schedule(**changes))


def annex(world: World) -> bytes:
    """What acts on the bond bring along."""
    return encode_annex(world.schedule.terms)


def propose(world: World, number: int, observed: int) -> Sent:
    """The calculation agent brings what was observed, as soon as it may."""
    world.advance(world.bond.couponDetail(number)["fixableFrom"])
    sent: Sent = world.bond.proposeFixing(annex(world), number, observed, EVIDENCE, by=world.calculator)
    return sent


def confirm(world: World, number: int) -> Sent:
    """Anybody has a coupon computed, as soon as what is proposed is final."""
    world.advance(max(world.bond.couponDetail(number)["fixableFrom"], world.bond.proposedFixing(number)[1]))
    sent: Sent = world.bond.confirmFixing(annex(world), number, by=world.outsider)
    return sent


def fix(world: World, number: int, observed: int) -> Sent:
    """A coupon proposed and confirmed."""
    propose(world, number, observed)
    return confirm(world, number)


def due(world: World, number: int) -> int:
    """A coupon's total on all units in issue [minor]."""
    coupon, units = world.bond.coupon(number), world.bond.totalSupply()
    total: int = units * coupon["interest"] // coupon["denominator"] + units * coupon["instalment"]
    return total


def endow(world: World, amount: int) -> None:
    """Give the paying agent money and let the bond take it."""
    world.mint(world.paying_agent, amount)
    world.cash.approve(world.bond, amount, by=world.paying_agent)


def signed_run(world: World, number: int, per_unit: int, units: int, total: int) -> dict[str, Any]:
    """The payment approver's approval of any figures, whatever the bond says of them."""
    figures = {"number": number, "amountPerUnit": per_unit, "units": units, "total": total, "deadline": 2**40}
    message = digest(RUN_TYPE, figures, BOND_NAME, world.bond.wallet)
    signature = sign(world.keys[world.approver.key].key, message)
    return {"approver": world.approver.wallet, "deadline": 2**40, "signature": signature}


def fund(world: World, number: int) -> int:
    """Record and fund a coupon; returns its total."""
    world.record(number)
    total = due(world, number)
    if total:
        endow(world, total)
    world.bond.fundCoupon(number, total, world.approve(number, total=total), by=world.paying_agent)
    return total


def open_coupon(world: World, number: int) -> int:
    """Fund a coupon and mine its pay time; returns its total."""
    total = fund(world, number)
    world.advance(world.bond.coupon(number)["period"]["payTime"])
    return total


def fund_redemption(world: World, per_unit: int) -> int:
    """Fund the principal at maturity, every coupon being funded; returns the total."""
    world.advance(world.bond.terms()["maturityTime"])
    total: int = per_unit * world.bond.totalSupply()
    endow(world, total)
    approval = world.approve(amountPerUnit=per_unit, total=total)
    world.bond.fundRedemption(total, approval, by=world.paying_agent)
    return total


def money(world: World, *holders: object) -> list[int]:
    """What each of the wallets has of the money [minor]."""
    return [world.cash.balanceOf(holder) for holder in holders]


def pay_all(world: World, *holders: object) -> Sent:
    """The paying agent pays coupons to holders."""
    sent: Sent = world.bond.payCoupons(list(holders), by=world.paying_agent)
    return sent


def predicted_at(world: World, time: int, arguments: tuple[Any, ...]) -> str:
    """The address that the factory would foretell at another time [s]."""
    call = {"to": world.factory.wallet, "data": "0x" + world.factory.data("predictBond", *arguments).hex()}
    reply: Any = world.chain.web3.provider.make_request(
        RPCEndpoint("eth_call"), [call, "latest", {}, {"time": hex(time)}]
    )
    if "error" in reply:
        raise Refused(bytes.fromhex(reply["error"]["data"][2:]))
    return to_checksum_address(reply["result"][-40:])
