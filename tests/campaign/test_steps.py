from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from web3 import Web3

from tenor.artifacts.store import load
from tenor.campaign.actors import cast_of
from tenor.campaign.model import Campaign
from tenor.campaign.plan import Desk, open_desk
from tenor.campaign.steps import record_name, steps
from tenor.campaign.trading import trades
from tenor.chain.ledger import Ledger
from tenor.parties import Role
from tests.campaigns import ALLOTTED, ZONE, small_campaign, trade, walk


@pytest.fixture(scope="module")
def desk() -> Desk:
    campaign = small_campaign()
    return open_desk(campaign, cast_of(campaign))


@pytest.fixture(scope="module")
def hksar_desk(hksar: Campaign) -> Desk:
    return open_desk(hksar, cast_of(hksar))


def desk_of(campaign: Campaign) -> Desk:
    return open_desk(campaign, cast_of(campaign))


def local(seconds: int) -> str:
    return f"{datetime.fromtimestamp(seconds, ZoneInfo(ZONE)):%Y-%m-%d %H:%M:%S}"


@pytest.mark.requirement("PLAN-2")
def test_steps__hksar_2023__are_the_deals_days_in_order(hksar_desk: Desk) -> None:
    assert [(local(step.at), step.stage) for step in steps(hksar_desk)] == [
        ("2023-02-14 10:00:00", "deploy"),
        ("2023-02-14 14:00:00", "onboard"),
        ("2023-02-15 18:00:00", "allot"),
        ("2023-02-16 09:00:00", "fund cash"),
        ("2023-02-16 10:00:00", "settle"),
        ("2023-02-16 16:00:00", "proceeds"),
        ("2023-05-19 10:00:00", "fund cash"),
        ("2023-05-19 11:00:00", "secondary"),
        ("2023-08-15 17:00:01", "record date"),
        ("2023-08-16 08:00:00", "fund cash"),
        ("2023-08-16 08:30:00", "coupon 1"),
        ("2023-08-16 10:00:00", "coupon 1"),
        ("2024-02-15 17:00:01", "record date"),
        ("2024-02-16 08:00:00", "fund cash"),
        ("2024-02-16 08:30:00", "coupon 2"),
        ("2024-02-16 10:00:00", "redemption"),
        ("2024-02-16 16:00:00", "redeem cash"),
    ]


@pytest.mark.requirement("PLAN-2")
def test_steps__any_campaign__are_sorted_by_their_time(desk: Desk) -> None:
    times = [step.at for step in steps(desk)]
    assert times == sorted(times)


@pytest.mark.requirement("PLAN-2")
def test_steps__each_coupon__record_comes_before_funding_and_funding_before_payment(desk: Desk) -> None:
    sent, _ = walk(desk)
    order = {step.register: step.at for step in steps(desk) if step.register}
    when = {intent.what.partition(" with ")[0]: step.at for step, intent in sent}
    paid = {intent.stage: step.at for step, intent in sent if intent.what.startswith(("pay coupon", "redeem "))}
    for period in desk.campaign.schedule.periods:
        last = period is desk.campaign.schedule.periods[-1]
        payment = paid["redemption" if last else f"coupon {period.number}"]
        assert order[record_name(period)] == period.record_time + 1
        assert order[record_name(period)] < when[f"fund coupon {period.number}"] < payment
        assert payment >= period.pay_time


@pytest.mark.requirement("PLAN-2")
def test_steps__cash_and_trade_at_the_same_moment__cash_comes_first() -> None:
    campaign = small_campaign()
    times = campaign.timetable
    at_once = tuple(replace(each, at=max(each.at, times.settlement)) for each in campaign.fundings)
    stages = [step.stage for step in steps(desk_of(replace(campaign, fundings=at_once)))]
    assert stages.index("fund cash") < stages.index("settle")


@pytest.mark.requirement("PLAN-3")
def test_steps__two_desks_of_a_campaign__have_the_same_intents(desk: Desk) -> None:
    again, _ = walk(desk_of(small_campaign()))
    first, _ = walk(desk)
    assert [intent for _, intent in again] == [intent for _, intent in first]


@pytest.mark.requirement("PLAN-3")
def test_steps__whole_life__no_intent_stands_twice(hksar_desk: Desk) -> None:
    sent, _ = walk(hksar_desk)
    ids = [intent.id for intent in (*hksar_desk.deployment.intents, *(intent for _, intent in sent))]
    assert len(set(ids)) == len(ids) == 127


@pytest.mark.requirement("PLAN-3")
def test_steps__campaign_of_another_name__shares_no_intent(desk: Desk) -> None:
    other, _ = walk(desk_of(replace(small_campaign(), id="another")))
    first, _ = walk(desk)
    assert not {intent.id for _, intent in other} & {intent.id for _, intent in first}


@pytest.mark.requirement("PLAN-4")
def test_steps__whole_life__movements_fold_to_nothing(hksar_desk: Desk, desk: Desk) -> None:
    for each in (hksar_desk, desk):
        _, state = walk(each)
        assert state.ledger.holdings(each.servicing.bond) == {}
        assert state.ledger.holdings(each.servicing.cash) == {}


def overdrawn(desk: Desk) -> set[str]:
    """Whoever gives more than they have at some moment of the plan."""
    ledger, names = Ledger(), desk.cast.names()
    found: set[str] = set()
    for _, intent in walk(desk)[0]:
        ledger.apply(intent.movements)
        balances = [*ledger.holdings(desk.servicing.cash).items(), *ledger.holdings(desk.servicing.bond).items()]
        found |= {names.get(wallet, wallet) for wallet, balance in balances if balance < 0}
    return found


@pytest.mark.requirement("PLAN-4")
def test_steps__every_moment__no_account_gives_what_it_has_not(hksar_desk: Desk, desk: Desk) -> None:
    assert overdrawn(hksar_desk) == overdrawn(desk) == set()


@pytest.mark.requirement("PLAN-4")
def test_steps__buyer_not_funded__is_the_one_who_gives_what_it_has_not(desk: Desk) -> None:
    kept = tuple(each for each in desk.campaign.fundings if each.reference != "F-ORD-INV-C")
    assert overdrawn(desk_of(replace(desk.campaign, fundings=kept))) == {"INV-C"}


@pytest.mark.requirement("PLAN-4")
def test_steps__trades_around_record_dates__registers_are_as_held_then(desk: Desk) -> None:
    _, state = walk(desk)
    names = desk.cast.names()
    kept = {name: {names[wallet]: units for wallet, units in held.items()} for name, held in state.registers.items()}
    assert kept == {
        "After primary settlement": ALLOTTED,
        "Record date, coupon 1": {"INV-A": 380, "INV-B": 370, "INV-C": 250},
        "Record date, coupon 2": {"INV-A": 380, "INV-B": 370, "INV-C": 250},  # SEC-2 settles the day after
        "Record date, coupon 3": {"INV-A": 380, "INV-B": 320, "INV-C": 300},
        "Record date, coupon 4": {"INV-A": 380, "INV-B": 320, "INV-C": 300},  # SEC-3 settles the day after
        "After redemption": {},
    }


@pytest.mark.requirement("PLAN-4")
def test_steps__holder_sold_out_after_the_last_record_date__is_paid_the_coupon_and_not_redeemed(desk: Desk) -> None:
    sent, _ = walk(desk)
    seller = desk.cast.investors["INV-A"].wallet
    redeemed = [each for _, intent in sent if intent.what.startswith("redeem ") for each in intent.movements]
    assert redeemed
    assert seller not in {side for movement in redeemed for side in (movement.sender, movement.receiver)}
    last = [intent for step, intent in sent if step.stage == "redemption" and intent.what.startswith("pay coupon 4")]
    assert [(movement.receiver, movement.amount) for intent in last for movement in intent.movements] == [
        (seller, 380 * desk.campaign.schedule.periods[-1].interest_per_unit)
    ]


@pytest.mark.requirement("PLAN-5")
def test_trades__each_seller__counts_its_nonces_without_a_gap() -> None:
    more = (
        trade("SEC-4", ("INV-A", "INV-B"), 10, date(2023, 5, 19)),
        trade("SEC-5", ("INV-A", "INV-C"), 10, date(2023, 5, 19)),
    )
    nonces: defaultdict[str, list[int]] = defaultdict(list)
    for of_kind in trades(desk_of(small_campaign(trades=more))).values():
        for each in of_kind:
            nonces[each.seller.name].append(each.nonce)
    counted = {seller: [nonce - used[0] for nonce in used] for seller, used in nonces.items()}
    assert counted == {"issuer": [0, 1, 2], "INV-A": [0, 1]}
    assert all(used[0] >> 8 == used[-1] >> 8 for used in nonces.values())  # one storage word of the venue


@pytest.mark.requirement("PLAN-5")
def test_trades__order_that_was_allotted_nothing__settles_nothing() -> None:
    found = trades(desk_of(small_campaign(allotted={"INV-A": 600, "INV-B": 400, "INV-C": 0}, trades=())))
    assert [(each.reference, each.buyer.name, each.units) for each in found["primary"]] == [
        ("PRI-ORD-INV-A", "INV-A", 600),
        ("PRI-ORD-INV-B", "INV-B", 400),
    ]
    assert found["secondary"] == []


@pytest.mark.requirement("PLAN-5")
def test_trades__each__may_settle_on_its_day_and_no_other(desk: Desk) -> None:
    found = trades(desk)
    windows = {each.reference: (local(each.settle_from), local(each.settle_by)) for each in found["secondary"]}
    assert windows["SEC-1"] == ("2023-05-19 00:00:00", "2023-05-19 23:59:59")
    assert {(local(each.settle_from)[:10], local(each.settle_by)[:10]) for each in found["primary"]} == {
        ("2023-03-17", "2023-03-17")
    }


@pytest.mark.requirement("PLAN-5")
def test_trades__primary__are_sold_by_the_issuer_at_the_issue_price(desk: Desk) -> None:
    for each in trades(desk)["primary"]:
        assert each.seller == desk.cast.roles[Role.ISSUER]
        assert each.consideration == each.units * 999_550  # 99.955 % of 10,000.00


def test_steps__onboarding__registers_issuer_agent_bond_and_every_investor(desk: Desk) -> None:
    sent, _ = walk(desk)
    onboarded = [intent for step, intent in sent if step.stage == "onboard"]
    assert onboarded[0].what.startswith("register 6 holders")
    assert onboarded[0].actor == desk.cast.roles[Role.REGISTRAR]
    function, arguments = Web3().eth.contract(abi=load("IdentityRegistry").abi).decode_function_input(onboarded[0].data)
    assert function.fn_name == "registerSigned"
    money_only = [word >> 96 for word in arguments["claims"] if word >> 50 & 7 == 0]
    assert money_only == [int(desk.servicing.bond, 16)]  # units sent to the bond would be lost
    approvals = [(intent.actor.name, intent.what) for intent in onboarded[1:]]
    assert ("INV-B", "INV-B lets its trades settle in CashToken") in approvals
    assert ("INV-B", "INV-B lets its trades settle in Bond") in approvals
    assert ("paying_agent", "paying_agent lets Bond settle its CashToken") in approvals
    assert len(approvals) == 2 + 2 * len(ALLOTTED)
