from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

from tenor.campaign.actors import cast_of
from tenor.campaign.plan import Desk, State, open_desk
from tenor.campaign.run import CampaignRecord, Entry
from tenor.chain.events import Event
from tenor.chain.intent import Intent, Outcome
from tenor.parties import Actor
from tenor.reports.flows import cash_flows, gas_by_stage
from tests.campaigns import small_campaign
from tests.reports.told import BOND, event, rebuilt, transfer

AMOUNTS = ("minted", "redeemed", "moved", "outstanding")


@cache
def desk() -> Desk:
    campaign = small_campaign()
    return open_desk(campaign, cast_of(campaign))


def at(utc: str) -> int:
    return int(datetime.fromisoformat(utc).replace(tzinfo=UTC).timestamp())


def record(*stages: tuple[Event, str, int]) -> CampaignRecord:
    """A record in which the transaction of each event was sent in a stage and took some gas."""
    entries = []
    for told, stage, gas in stages:
        intent = Intent(f"{stage}/{told.transaction}", stage, "", Actor("", "", ""), "", "")
        outcome = Outcome(intent.id, told.transaction, told.block, told.timestamp, gas, 0)
        entries.append(Entry(told.timestamp, intent, outcome))
    return CampaignRecord(desk(), tuple(entries), (), State(), 0.0)


def test_cash_flows__day_and_stage__are_one_row_with_what_is_left_after_it() -> None:
    minted = [event("Minted", at("2023-03-17T01:00"), to="A", amount=amount) for amount in (100_000, 50_000)]
    paid = transfer(at("2023-03-17T02:00"), "A", "issuer", 150_000)
    out = event("Redeemed", at("2023-03-17T08:00"), holder="issuer", amount=149_999)
    sent = record(*((each, "fund cash", 1) for each in minted), (paid, "settle", 1), (out, "proceeds", 1))
    rows = cash_flows(sent, rebuilt(cash=[*minted, *_mint(minted), paid, out]))
    assert [(row["date"], row["kind"], *(row[name] for name in AMOUNTS)) for row in rows] == [
        ("2023-03-17", "fund cash", "1500.00", "0.00", "0.00", "1500.00"),
        ("2023-03-17", "settle", "0.00", "0.00", "1500.00", "1500.00"),
        ("2023-03-17", "proceeds", "0.00", "1499.99", "0.00", "0.01"),
    ]
    assert [row["label"] for row in rows][1] == "Primary settlement: investors to issuer"


def _mint(minted: list[Event]) -> list[Event]:
    """The transfers that the token emits in the same transactions; they move nothing from one to another."""
    return [
        Event(
            "Transfer",
            {"from": "0x" + "0" * 40, "to": each.args["to"], "value": each.args["amount"]},
            each.block,
            1,
            each.timestamp,
            each.transaction,
        )
        for each in minted
    ]


def test_cash_flows__funding_of_the_bond__is_not_money_that_reached_a_holder() -> None:
    minted = transfer(at("2023-06-19T00:00"), None, "agent", 300)
    funding = transfer(at("2023-06-19T00:30"), "agent", BOND, 300)
    payment = transfer(at("2023-06-19T02:00"), BOND, "A", 300)
    sent = record((minted, "fund cash", 1), (funding, "coupon 1", 1), (payment, "coupon 1", 1))
    (row,) = cash_flows(sent, rebuilt(cash=[minted, funding, payment]))
    assert (row["kind"], row["label"], row["moved"]) == ("coupon 1", "Coupon 1", "3.00")


def test_cash_flows__late_evening_in_utc__is_the_next_day_in_hong_kong() -> None:
    early = event("Minted", at("2023-03-16T15:59"), to="A", amount=1)
    late = event("Minted", at("2023-03-16T16:00"), to="A", amount=1)
    rows = cash_flows(record((early, "fund cash", 1), (late, "fund cash", 1)), rebuilt(cash=[early, late]))
    assert [row["date"] for row in rows] == ["2023-03-16", "2023-03-17"]


def test_cash_flows__transaction_that_the_campaign_did_not_send__is_said_to_be_outside() -> None:
    foreign = event("Minted", at("2023-03-17T01:00"), to="A", amount=1)
    (row,) = cash_flows(record(), rebuilt(cash=[foreign]))
    assert (row["kind"], row["label"], row["minted"]) == ("outside the campaign", "Outside the campaign", "0.01")


def test_cash_flows__approvals_and_freezes__move_nothing() -> None:
    other = event("Approval", at("2023-03-17T01:00"), owner="A", spender="B", value=5)
    assert cash_flows(record((other, "onboard", 1)), rebuilt(cash=[other])) == []


def test_gas_by_stage__entries__are_summed_in_the_order_in_which_stages_began() -> None:
    one, two, three = (event("Minted", 1, to="A", amount=1) for _ in range(3))
    sent = record((one, "onboard", 100), (two, "deploy", 70), (three, "onboard", 11))
    assert gas_by_stage(sent) == [
        {"stage": "onboard", "transactions": 2, "gas": 111},
        {"stage": "deploy", "transactions": 1, "gas": 70},
    ]


def test_gas_by_stage__nothing_sent__is_empty() -> None:
    assert gas_by_stage(record()) == []
