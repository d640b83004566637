"""Allotments settle in cycles, or are held until a payment outside the chain is confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from tenor.campaign.actors import cast_of
from tenor.campaign.model import Campaign, ConventionalPayment
from tenor.campaign.plan import Desk, open_desk
from tenor.campaign.run import CampaignRecord, open_chain, run_campaign
from tenor.campaign.trading import CONVENTIONAL, ISSUED, TOKENS, deals
from tenor.chain.connection import Chain
from tenor.chain.journal import Journal
from tenor.parties import Role
from tenor.reports.data import build_report
from tests.campaigns import ALLOTTED, small_campaign, walk


def mixed() -> Campaign:
    """INV-B pays outside the chain, half an hour after the settlement."""
    campaign = small_campaign()
    order = next(each for each in campaign.allotments if each.investor == "INV-B")
    paid = ConventionalPayment(
        "RTGS-7", order.order, order.amount, campaign.timetable.settlement + timedelta(minutes=30)
    )
    fundings = tuple(each for each in campaign.fundings if each.reference != f"F-{order.order}")
    return replace(campaign, fundings=fundings, conventional_payments=(paid,))


@pytest.fixture(scope="module")
def desk() -> Desk:
    campaign = mixed()
    return open_desk(campaign, cast_of(campaign))


@pytest.fixture(scope="module")
def ran() -> Iterator[tuple[CampaignRecord, Chain]]:
    campaign = mixed()
    with open_chain(campaign, None) as chain:
        yield run_campaign(campaign, chain, Journal(), lambda *_: None), chain


@pytest.mark.requirement("PLAN-7")
def test_trading_steps__allotments__settle_as_one_cycle(desk: Desk) -> None:
    sent, _ = walk(desk)
    cycles = [intent for _, intent in sent if " allotment " in intent.what]
    assert [intent.what for intent in cycles] == ["small-test allotment 1: 2 trades among 3 members, net"]
    assert len(cycles[0].movements) == 4


@pytest.mark.requirement("PLAN-7")
def test_trading_steps__more_buyers_than_a_cycle_has_members__settle_in_several() -> None:
    allotted = {f"INV-{number:03}": 4 for number in range(250)}
    campaign = small_campaign(allotted=allotted, trades=())
    desk = open_desk(campaign, cast_of(campaign))
    cycles = [deal.intent for deal in deals(desk)]
    assert [cycles.count(each) for each in dict.fromkeys(cycles)] == [99, 99, 52]


@pytest.mark.requirement("RAIL-2")
def test_trading_steps__paid_outside__holds_units_and_releases_them_on_the_operators_word(desk: Desk) -> None:
    sent, state = walk(desk)
    found = [(intent.what, intent.actor.name) for _, intent in sent if "INV-B" in intent.what and "PRI-" in intent.what]
    assert found == [
        ("PRI-ORD-INV-B: 350 units held for INV-B against HKD 3,498,425.00", Role.ISSUER.value),
        (
            "PRI-ORD-INV-B: payment RTGS-7 of HKD 3,498,425.00 confirmed: 350 units to INV-B",
            Role.CENTRAL_BANK.value,
        ),
    ]
    wallets = {desk.cast.investors[name].wallet: units for name, units in ALLOTTED.items()}
    assert state.registers[ISSUED] == wallets


@pytest.mark.requirement("RAIL-2")
def test_run_campaign__paid_outside__register_is_whole_and_money_too(ran: tuple[CampaignRecord, Chain]) -> None:
    record, chain = ran
    report = build_report(chain, record)
    assert report["reconciliation"]["first_difference"] is None
    rails = {trade["reference"]: trade["rail"] for trade in report["trades"] if trade["kind"] == "primary"}
    assert rails == {"PRI-ORD-INV-A": TOKENS, "PRI-ORD-INV-B": CONVENTIONAL, "PRI-ORD-INV-C": TOKENS}
    checks = {check["name"]: check for check in report["reconciliation"]["checks"]}
    assert checks["Primary: allotments against money paid"]["compared"] == 3
