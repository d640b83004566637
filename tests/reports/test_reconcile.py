from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenor.campaign.run import CampaignRecord, open_chain, run_campaign
from tenor.chain.connection import Chain
from tenor.chain.events import Event
from tenor.chain.journal import Journal
from tenor.reports.check import Check, compare
from tenor.reports.rebuild import Rebuilt, rebuild
from tenor.reports.reconcile import reconcile
from tests.campaigns import small_campaign

BOOK = st.dictionaries(st.sampled_from("ABCDE"), st.integers(0, 3))
Finished = tuple[Chain, CampaignRecord, Rebuilt]


@settings(deadline=None)
@given(BOOK, BOOK)
def test_compare__two_books__name_the_first_entry_in_which_they_differ(
    left: dict[str, int], right: dict[str, int]
) -> None:
    found = compare("Cash", left, right, ("events", "contract"))
    differing = [entry for entry in "ABCDE" if left.get(entry, 0) != right.get(entry, 0)]
    assert found.ok is (not differing)
    if differing:
        first = differing[0]
        assert found.difference == f"{first}: events {left.get(first, 0)}, contract {right.get(first, 0)}"
    assert (found.name, found.compared) == ("Cash", len(left.keys() | right.keys()))


def test_compare__entry_that_one_book_lacks__counts_as_nothing() -> None:
    assert compare("Cash", {"A": 0}, {}, ("events", "contract")).ok
    assert compare("Cash", {}, {"A": 1_000}, ("events", "contract")).difference == "A: events 0, contract 1,000"


@pytest.fixture(scope="module")
def finished() -> Iterator[Finished]:
    campaign = small_campaign()
    with open_chain(campaign, None) as chain:
        record = run_campaign(campaign, chain, Journal(), lambda *_: None)
        contracts = record.desk.deployment.deployment
        yield chain, record, rebuild(chain, contracts.bond, contracts.cash)


def differing(checks: tuple[Check, ...]) -> dict[str, str]:
    return {check.name: check.difference for check in checks if check.difference is not None}


def changed(events: tuple[Event, ...], name: str, change: Callable[[Event], Event | None]) -> tuple[Event, ...]:
    """The events with the first of a name changed, or without it."""
    place = next(index for index, event in enumerate(events) if event.name == name)
    new = change(events[place])
    return (*events[:place], *([new] if new else []), *events[place + 1 :])


def more(member: str) -> Callable[[Event], Event]:
    return lambda event: replace(event, args={**event.args, member: event.args[member] + 1})


@pytest.mark.requirement("RECON-1")
def test_reconcile__trades_around_record_dates__every_check_agrees(finished: Finished) -> None:
    checks = reconcile(*finished)
    assert differing(checks) == {}
    compared = {check.name: check.compared for check in checks}
    assert compared["Coupons: schedule and record-time registers against payments"] == 3
    assert compared["Principal: register at maturity against payments"] == 2  # INV-A sold out before
    assert compared["Funding: schedule against events"] == 5  # four coupons and the principal


@pytest.mark.requirement("RECON-2")
def test_reconcile__coupon_funded_with_another_total__names_the_coupon(finished: Finished) -> None:
    chain, record, rebuilt = finished
    told = replace(rebuilt, bond_events=changed(rebuilt.bond_events, "CouponFunded", more("total")))
    assert differing(reconcile(chain, record, told)) == {
        "Funding: schedule against events": "coupon 1: schedule 10,237,000, events 10,237,001"
    }


@pytest.mark.requirement("RECON-2")
def test_reconcile__coupon_never_funded__names_the_coupon(finished: Finished) -> None:
    chain, record, rebuilt = finished
    told = replace(rebuilt, bond_events=changed(rebuilt.bond_events, "CouponFunded", lambda _: None))
    assert differing(reconcile(chain, record, told)) == {
        "Funding: schedule against events": "coupon 1: schedule 10,237,000, events 0"
    }


@pytest.mark.requirement("RECON-2")
def test_reconcile__principal_never_funded__says_so(finished: Finished) -> None:
    chain, record, rebuilt = finished
    told = replace(rebuilt, bond_events=changed(rebuilt.bond_events, "RedemptionFunded", lambda _: None))
    assert differing(reconcile(chain, record, told)) == {
        "Funding: schedule against events": "principal: schedule 1,000,000,000, events 0"
    }


@pytest.mark.requirement("RECON-2")
def test_reconcile__payment_stated_and_not_moved__names_the_holder(finished: Finished) -> None:
    chain, record, rebuilt = finished
    transfers = [event for event in rebuilt.cash_events if event.name == "Transfer"]
    paid = next(event for event in transfers if event.args["from"] == rebuilt.bond)
    told = replace(rebuilt, cash_events=tuple(event for event in rebuilt.cash_events if event is not paid))
    found = differing(reconcile(chain, record, told))
    holder = record.desk.cast.names()[paid.args["to"]]
    assert found["Receipts: payments stated by the bond against money moved"].startswith(f"{holder}: due ")
    assert f"cash from bond to {holder} in {paid.transaction}" in found["Transfers: campaign record against events"]


@pytest.mark.requirement("RECON-2")
def test_reconcile__cash_minted_that_the_supply_lacks__names_the_cash(finished: Finished) -> None:
    chain, record, rebuilt = finished
    told = replace(rebuilt, cash_events=changed(rebuilt.cash_events, "Minted", more("amount")))
    assert differing(reconcile(chain, record, told)) == {
        "Supplies: events against contracts": "cash: events 1, contract 0",
        "Supplies after redemption: nothing against contracts": "cash: end 0, left 1",
    }


@pytest.mark.requirement("RECON-2")
def test_reconcile__register_after_redemption_not_empty_in_the_record__names_the_holder(finished: Finished) -> None:
    chain, record, rebuilt = finished
    *others, last = record.registers
    left = replace(last, units={record.desk.cast.investors["INV-B"].wallet: 1})
    kept = replace(record, registers=(*others, left))
    assert differing(reconcile(chain, kept, rebuilt)) == {
        "After redemption: events against campaign record": "INV-B: events 0, record 1"
    }


@pytest.mark.requirement("RECON-2")
def test_reconcile__campaign_cut_short__says_that_supplies_are_left() -> None:
    campaign = small_campaign()
    kept = replace(campaign, timetable=replace(campaign.timetable, cash_redemption=campaign.timetable.proceeds))
    with open_chain(kept, None) as chain:
        record = run_campaign(kept, chain, Journal(), lambda *_: None)
        contracts = record.desk.deployment.deployment
        rebuilt = rebuild(chain, contracts.bond, contracts.cash)
        found = differing(reconcile(chain, record, rebuilt))
    assert list(found) == ["Supplies after redemption: nothing against contracts"]
    assert found["Supplies after redemption: nothing against contracts"].startswith("cash: end 0, left 1")
