from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from eth_utils.address import to_checksum_address

from tenor.campaign.actors import cast_of
from tenor.campaign.plan import open_desk
from tenor.chain.contract import calldata
from tenor.chain.intent import Intent, Movement
from tenor.servicing.bond import (
    HOLDERS_A_TRANSACTION,
    RUN_TERM,
    PaymentRun,
    Servicing,
    approval,
    coupon_stage,
    fund_coupon_intent,
    fund_redemption_intent,
    issue_intent,
    pay_coupon_intents,
    redeem_intents,
)
from tests.campaigns import small_campaign

HOLDERS: list[str] = sorted(to_checksum_address(f"0x{index:040x}") for index in range(1, 402))
CONTRACT = Path(__file__).parents[2] / "contracts" / "token" / "PermissionedToken.sol"


@pytest.fixture(scope="module")
def servicing() -> Servicing:
    campaign = small_campaign()
    return open_desk(campaign, cast_of(campaign)).servicing


def full_batches(holders: int, size: int) -> list[int]:
    """As many full batches as there are, and the rest."""
    return [size] * (holders // size) + [holders % size] * bool(holders % size)


def paid(intents: Sequence[Intent], asset: str) -> dict[str, int]:
    moved = [each for intent in intents for each in intent.movements if each.asset == asset]
    assert len({each.receiver for each in moved}) == len(moved)
    return {each.receiver: each.amount for each in moved if each.receiver is not None}


@pytest.mark.requirement("SERV-1")
def test_issue_intent__issuer__creates_all_units_on_its_own_account(servicing: Servicing) -> None:
    intent = issue_intent(servicing)
    assert (intent.actor, intent.to, intent.stage) == (servicing.issuer, servicing.bond, "settle")
    assert intent.data == calldata("Bond", "mint", servicing.issuer.wallet, 1_000)
    assert intent.movements == (Movement(servicing.bond, None, servicing.issuer.wallet, 1_000),)


@pytest.mark.requirement("SERV-2")
def test_fund_coupon_intent__period__takes_exactly_its_total_from_the_paying_agent(servicing: Servicing) -> None:
    first = servicing.schedule.periods[0]
    intent = fund_coupon_intent(servicing, first, 0)
    assert (intent.actor, intent.stage) == (servicing.paying_agent, "coupon 1")
    assert intent.what == "fund coupon 1 with HKD 102,370.00"  # 102.37 a unit
    run = PaymentRun(1, 10_237, 1_000, 10_237_000, first.pay_time + RUN_TERM)
    assert intent.data == calldata("Bond", "fundCoupon", 1, 10_237_000, approval(servicing, run))
    assert intent.movements == (Movement(servicing.cash, servicing.paying_agent.wallet, servicing.bond, 10_237_000),)


@pytest.mark.requirement("SERV-2")
def test_fund_redemption_intent__issue__takes_the_principal_from_the_paying_agent(servicing: Servicing) -> None:
    intent = fund_redemption_intent(servicing, 0)
    assert (intent.actor, intent.stage) == (servicing.paying_agent, "redemption")
    last = servicing.schedule.periods[-1]
    run = PaymentRun(last.number + 1, 1_000_000, 1_000, 1_000_000_000, last.pay_time + RUN_TERM)
    assert intent.data == calldata("Bond", "fundRedemption", 1_000_000_000, approval(servicing, run))
    assert [(each.receiver, each.amount) for each in intent.movements] == [(servicing.bond, 1_000_000_000)]


@pytest.mark.requirement("SERV-3")
def test_pay_coupon_intents__register__pays_units_times_the_unit_amount(servicing: Servicing) -> None:
    first = servicing.schedule.periods[0]
    intents = list(pay_coupon_intents(servicing, first, {HOLDERS[1]: 7, HOLDERS[0]: 2}))
    assert paid(intents, servicing.cash) == {HOLDERS[0]: 20_474, HOLDERS[1]: 71_659}
    assert [intent.data for intent in intents] == [calldata("Bond", "payCoupons", HOLDERS[:2])]
    assert intents[0].what == "pay coupon 1 to 2 holders, HKD 921.33"


@pytest.mark.requirement("SERV-3")
def test_pay_coupon_intents__nobody_on_the_register__sends_nothing(servicing: Servicing) -> None:
    assert list(pay_coupon_intents(servicing, servicing.schedule.periods[0], {})) == []


@pytest.mark.requirement("SERV-4")
def test_pay_coupon_intents__401_holders__come_in_bounded_batches_that_name_each_once(servicing: Servicing) -> None:
    intents = list(pay_coupon_intents(servicing, servicing.schedule.periods[0], dict.fromkeys(HOLDERS, 2)))
    sizes = [len(intent.movements) for intent in intents]
    assert sizes == full_batches(401, HOLDERS_A_TRANSACTION)
    most = re.search(r"MAX_BATCH = (\d+);", CONTRACT.read_text())
    assert most is not None
    assert max(sizes) <= int(most[1])  # the bond refuses a longer batch
    assert set(paid(intents, servicing.cash)) == set(HOLDERS)
    assert len({intent.id for intent in intents}) == len(intents)


@pytest.mark.requirement("SERV-4")
def test_pay_coupon_intents__register_in_any_order__is_the_same_batches(servicing: Servicing) -> None:
    first = servicing.schedule.periods[0]
    register = dict.fromkeys(HOLDERS, 2)
    backwards = dict(reversed(register.items()))
    assert list(pay_coupon_intents(servicing, first, register)) == list(pay_coupon_intents(servicing, first, backwards))


@pytest.mark.requirement("SERV-4")
def test_pay_coupon_intents__other_coupon_or_holders__are_other_intents(servicing: Servicing) -> None:
    first, second, *_ = servicing.schedule.periods
    ids = [
        next(pay_coupon_intents(servicing, period, register)).id
        for period, register in ((first, {HOLDERS[0]: 2}), (second, {HOLDERS[0]: 2}), (first, {HOLDERS[1]: 2}))
    ]
    assert len(set(ids)) == 3


@pytest.mark.requirement("SERV-5")
def test_redeem_intents__holders_at_maturity__burn_units_and_pay_principal_with_their_coupon(
    servicing: Servicing,
) -> None:
    last = servicing.schedule.periods[-1]
    (intent,) = redeem_intents(servicing, last, {HOLDERS[0]: 600}, {HOLDERS[0]: 400, HOLDERS[1]: 200})
    burned = {each.sender: each.amount for each in intent.movements if each.asset == servicing.bond}
    assert burned == {HOLDERS[0]: 400, HOLDERS[1]: 200}
    # 600 units on the register of the record date, 400 left at maturity; whoever bought them has no coupon
    assert paid([intent], servicing.cash) == {HOLDERS[0]: 400_000_000 + 600 * 9_910, HOLDERS[1]: 200_000_000}
    assert all(each.sender == servicing.bond for each in intent.movements if each.asset == servicing.cash)
    assert intent.what == "redeem 600 units of 2 holders with the final coupon"


@pytest.mark.requirement("SERV-4")
def test_redeem_intents__401_holders__come_in_bounded_batches(servicing: Servicing) -> None:
    last, holdings = servicing.schedule.periods[-1], dict.fromkeys(HOLDERS, 2)
    intents = list(redeem_intents(servicing, last, holdings, holdings))
    assert [len(intent.movements) // 2 for intent in intents] == full_batches(401, HOLDERS_A_TRANSACTION)
    assert len({intent.id for intent in intents}) == len(intents)


def test_coupon_stage__period__names_its_number(servicing: Servicing) -> None:
    assert [coupon_stage(period) for period in servicing.schedule.periods[:2]] == ["coupon 1", "coupon 2"]
