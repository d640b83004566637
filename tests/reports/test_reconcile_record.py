"""Interest is reconciled over the life, and the whole record against the whole of the events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tenor.campaign.run import CampaignRecord, open_chain, run_campaign
from tenor.chain.connection import Chain
from tenor.chain.events import Event
from tenor.chain.journal import Journal
from tenor.reports.rebuild import Rebuilt, rebuild
from tenor.reports.reconcile import reconcile
from tests.campaigns import small_campaign

TRANSFERS = "Transfers: campaign record against events"
INTEREST = "Coupons: schedule and record-time registers against payments"
Finished = tuple[Chain, CampaignRecord, Rebuilt]


@pytest.fixture(scope="module")
def finished() -> Iterator[Finished]:
    campaign = small_campaign()
    with open_chain(campaign, None) as chain:
        record = run_campaign(campaign, chain, Journal(), lambda *_: None)
        contracts = record.desk.deployment.deployment
        yield chain, record, rebuild(chain, contracts.bond, contracts.cash)


def differing(finished: Finished) -> dict[str, str]:
    return {check.name: check.difference for check in reconcile(*finished) if check.difference is not None}


def paid_late(finished: Finished, *, lost: int = 0) -> Rebuilt:
    """The events as if INV-B's first coupon had been refused, and paid with its second less what is lost."""
    _, record, rebuilt = finished
    wallet = record.desk.cast.investors["INV-B"].wallet
    first, second = [
        event for event in rebuilt.bond_events if event.name == "CouponsPaid" and wallet in event.args["holders"]
    ][:2]
    assert (first.args["throughNumber"], second.args["throughNumber"]) == (1, 2)
    owed = first.args["amounts"][first.args["holders"].index(wallet)]
    late = {id(first): _paid(first, wallet, -owed), id(second): _paid(second, wallet, owed - lost)}
    return replace(rebuilt, bond_events=tuple(late.get(id(event), event) for event in rebuilt.bond_events))


def _paid(event: Event, wallet: str, more: int) -> Event:
    """The same payments, but that of one wallet is so much more."""
    rows = zip(event.args["holders"], event.args["amounts"], strict=True)
    amounts = tuple(amount + (more if holder == wallet else 0) for holder, amount in rows)
    return replace(event, args={**event.args, "amounts": amounts})


@pytest.mark.requirement("RECON-1")
def test_reconcile__coupon_paid_late_with_the_next__agrees(finished: Finished) -> None:
    chain, record, _ = finished
    told = paid_late(finished)
    wallet = record.desk.cast.investors["INV-B"].wallet
    assert (1, wallet) not in told.coupons_paid()
    assert differing((chain, record, told)) == {}


@pytest.mark.requirement("RECON-2")
def test_reconcile__coupon_paid_late_a_cent_short__names_the_holder(finished: Finished) -> None:
    chain, record, rebuilt = finished
    due = rebuilt.interest_paid()[record.desk.cast.investors["INV-B"].wallet]
    found = differing((chain, record, paid_late(finished, lost=1)))
    assert found[INTEREST] == f"INV-B: due {due:,}, paid {due - 1:,}"


@pytest.mark.requirement("RECON-2")
def test_reconcile__record_emptied__names_a_transfer_that_it_lacks(finished: Finished) -> None:
    chain, record, rebuilt = finished
    found = differing((chain, replace(record, entries=()), rebuilt))
    assert ": record 0, events " in found[TRANSFERS]


@pytest.mark.requirement("RECON-2")
def test_reconcile__record_doubled__names_a_transfer_that_is_once(finished: Finished) -> None:
    chain, record, rebuilt = finished
    found = differing((chain, replace(record, entries=record.entries * 2), rebuilt))
    kept, told = found[TRANSFERS].rsplit(": ", 1)[1].split(", events ")
    assert int(kept.removeprefix("record ").replace(",", "")) == 2 * int(told.replace(",", ""))


@pytest.mark.requirement("RECON-2")
def test_reconcile__transfers_there_and_back_that_no_one_recorded__are_found(finished: Finished) -> None:
    """They leave every balance as it was."""
    chain, record, rebuilt = finished
    place, there = next(
        (place, event)
        for place, event in enumerate(rebuilt.bond_events)
        if event.name == "Transfer" and event.args["from"] == record.desk.cast.investors["INV-A"].wallet
    )
    back = replace(there, args={**there.args, "from": there.args["to"], "to": there.args["from"]})
    events = (*rebuilt.bond_events[: place + 1], back, there, *rebuilt.bond_events[place + 1 :])
    found = differing((chain, record, replace(rebuilt, bond_events=events)))
    assert list(found) == [TRANSFERS]
    assert found[TRANSFERS].startswith("units from INV-A to INV-B in 0x")
