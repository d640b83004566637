"""What was allotted against what was delivered and paid: an order paid in no way, or by another's money, is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tenor.campaign.model import Campaign, ConventionalPayment
from tenor.campaign.run import CampaignRecord, open_chain, run_campaign
from tenor.chain.journal import Journal
from tenor.reports.rebuild import Rebuilt, rebuild
from tenor.reports.reconcile_primary import reconcile_primary
from tests.campaigns import small_campaign

Finished = tuple[CampaignRecord, Rebuilt]
MONEY, UNITS = "Primary: allotments against money paid", "Primary: allotments against units delivered"


def paid_outside() -> Campaign:
    """Two orders of INV-B and INV-C of equal sums that are paid outside the chain, and one of INV-A that is not."""
    campaign = small_campaign(allotted={"INV-A": 400, "INV-B": 300, "INV-C": 300}, trades=())
    confirmed = campaign.timetable.settlement + timedelta(minutes=30)
    payments = tuple(
        ConventionalPayment(f"RTGS-{number}", order.order, order.amount, confirmed + timedelta(minutes=number))
        for number, order in enumerate(campaign.allotments[1:], start=1)
    )
    outside = {f"F-{payment.order}" for payment in payments}
    fundings = tuple(each for each in campaign.fundings if each.reference not in outside)
    return replace(campaign, fundings=fundings, conventional_payments=payments)


@pytest.fixture(scope="module")
def finished() -> Iterator[Finished]:
    campaign = paid_outside()
    with open_chain(campaign, None) as chain:
        record = run_campaign(campaign, chain, Journal(), lambda *_: None)
        contracts = record.desk.deployment.deployment
        yield record, rebuild(chain, contracts.bond, contracts.cash)


def differences(finished: Finished, change: Callable[[int, dict[str, Any]], dict[str, Any]] | None = None) -> list[str]:
    """Names of the checks that differ where each LockSpent is told otherwise, by its number."""
    record, rebuilt = finished
    spent = [event for event in rebuilt.bond_events if event.name == "LockSpent"]
    events = tuple(
        replace(event, args=change(spent.index(event), event.args)) if change and event in spent else event
        for event in rebuilt.bond_events
    )
    checks = reconcile_primary(record, replace(rebuilt, bond_events=events), {})
    return [check.name for check in checks if not check.ok]


@pytest.mark.requirement("RECON-2")
def test_reconcile_primary__paid_on_both_rails__agrees(finished: Finished) -> None:
    assert differences(finished) == []


@pytest.mark.requirement("RECON-2")
@pytest.mark.parametrize("data", [b"RTGS-2", b"RTGS-9", b"", b"\xff"])
def test_reconcile_primary__confirmed_under_another_reference__is_named(finished: Finished, data: bytes) -> None:
    """Also under that of another order's payment of the same sum: its own was never confirmed."""
    assert differences(finished, lambda number, args: {**args, "data": args["data"] if number else data}) == [MONEY]


@pytest.mark.requirement("RECON-2")
def test_reconcile_primary__references_exchanged__is_named(finished: Finished) -> None:
    exchanged = [b"RTGS-2", b"RTGS-1"]
    assert differences(finished, lambda number, args: {**args, "data": exchanged[number]}) == [MONEY]


@pytest.mark.requirement("RECON-2")
def test_reconcile_primary__another_lock_spent__is_named(finished: Finished) -> None:
    assert differences(finished, lambda _, args: {**args, "lockId": bytes(32)}) == [MONEY]


@pytest.mark.requirement("RECON-2")
def test_reconcile_primary__units_to_another__is_named(finished: Finished) -> None:
    record, rebuilt = finished
    released = {event.transaction for event in rebuilt.bond_events if event.name == "LockSpent"}
    thief = record.desk.cast.investors["INV-A"].wallet
    events = tuple(
        replace(event, args={**event.args, "to": thief})
        if event.name == "Transfer" and event.transaction in released
        else event
        for event in rebuilt.bond_events
    )
    checks = reconcile_primary(record, replace(rebuilt, bond_events=events), {})
    assert [check.name for check in checks if not check.ok] == [UNITS]
