"""What must not pass unseen: a planted difference in any of the three books, and an order that fails midway."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tenor.campaign.model import Campaign
from tenor.campaign.run import CampaignRecord, open_chain, run_campaign
from tenor.chain.connection import Chain
from tenor.chain.contract import at, calldata
from tenor.chain.events import Event, read_events
from tenor.chain.intent import Intent
from tenor.chain.journal import Journal
from tenor.errors import TransactionFailed
from tenor.reports import rebuild
from tenor.reports.data import build_report
from tests.scenarios.conftest import Lived

Change = Callable[[Event], Event | None]


def verdict(chain: Chain, record: CampaignRecord) -> tuple[str | None, dict[str, str]]:
    """The first difference of a report, and every difference by the name of its check."""
    found: dict[str, Any] = build_report(chain, record)["reconciliation"]
    differing = {check["name"]: check["difference"] for check in found["checks"] if not check["ok"]}
    assert found["ok"] is (not differing)
    return found["first_difference"], differing


# The campaign's own record


@pytest.mark.requirement("RECON-2")
@pytest.mark.parametrize(("leg", "asset"), [(0, "units from issuer to INV-05"), (1, "cash from INV-05 to issuer")])
def test_reconcile__record_of_more_than_was_delivered__names_the_leg(lived: Lived, leg: int, asset: str) -> None:
    entries = list(lived.record.entries)
    place = next(index for index, entry in enumerate(entries) if " allotment 1: " in entry.intent.what)
    moved = list(entries[place].intent.movements)
    holder = lived.wallet("INV-05")
    leg = next(at for at, each in enumerate(moved) if holder == (each.receiver if leg == 0 else each.sender))
    moved[leg] = replace(moved[leg], amount=moved[leg].amount + 1)
    entries[place] = replace(entries[place], intent=replace(entries[place].intent, movements=tuple(moved)))
    first, differing = verdict(lived.chain, replace(lived.record, entries=tuple(entries)))
    told, more = f"{moved[leg].amount - 1:,}", f"{moved[leg].amount:,}"
    transaction = entries[place].outcome.hash
    assert first == (
        f"Transfers: campaign record against events: {asset} in {transaction}: record {more}, events {told}"
    )
    assert len(differing) == 1


@pytest.mark.requirement("RECON-2")
def test_reconcile__record_that_lacks_a_payment__names_its_first_leg(lived: Lived) -> None:
    entries = tuple(each for each in lived.record.entries if not each.intent.what.startswith("pay coupon 1"))
    assert len(entries) == len(lived.record.entries) - 1
    first, _ = verdict(lived.chain, replace(lived.record, entries=entries))
    assert first is not None
    assert "cash from bond to INV-01 in 0x" in first
    assert first.endswith("record 0, events 156,651,768")


@pytest.mark.requirement("RECON-2")
def test_reconcile__record_date_register_kept_wrong__names_the_date_and_the_first_holder(lived: Lived) -> None:
    kept = list(lived.record.registers)
    place = next(index for index, register in enumerate(kept) if register.name == "Record date, coupon 1")
    units = dict(kept[place].units)
    units[lived.wallet("INV-07")] -= 1
    units[lived.wallet("INV-06")] += 1
    kept[place] = replace(kept[place], units=units)
    first, differing = verdict(lived.chain, replace(lived.record, registers=tuple(kept)))
    assert first == "Record date, coupon 1: events against campaign record: INV-06: events 130, record 131"
    assert len(differing) == 1


# The events


def tells_of(event: Event, holder: str) -> bool:
    return holder in event.args.values() or holder in event.args.get("holders", ())


def without(event: Event, holder: str) -> Event:
    """An event of several holders that does not tell of one of them."""
    left = [place for place, each in enumerate(event.args["holders"]) if each != holder]
    lists = {name: tuple(value[place] for place in left) for name, value in event.args.items() if is_list(value)}
    return replace(event, args={**event.args, **lists})


def is_list(value: object) -> bool:
    return isinstance(value, list | tuple)


def lose(name: str, holder: str) -> Change:
    """The first event of a name that tells of a holder does not: of many holders it tells of the others only."""
    lost: list[Event] = []

    def change(event: Event) -> Event | None:
        if event.name == name and tells_of(event, holder) and not lost:
            lost.append(event)
            return without(event, holder) if "holders" in event.args else None
        return event

    return change


def one_more(name: str, holder: str, member: str) -> Change:
    """The first event of a name that tells of a holder says one more."""
    changed: list[Event] = []

    def change(event: Event) -> Event:
        if event.name == name and tells_of(event, holder) and not changed:
            changed.append(event)
            value = event.args[member]
            if "holders" not in event.args:
                return replace(event, args={**event.args, member: value + 1})
            more = tuple(each + (who == holder) for who, each in zip(event.args["holders"], value, strict=True))
            return replace(event, args={**event.args, member: more})
        return event

    return change


def plant(monkeypatch: pytest.MonkeyPatch, contract: str, change: Change) -> None:
    """The node tells one contract's events otherwise than they were."""

    def told(chain: Chain, name: str, address: str, first_block: int, last_block: int) -> Iterator[Event]:
        for event in read_events(chain, name, address, first_block, last_block):
            changed = change(event) if name == contract else event
            if changed is not None:
                yield changed

    monkeypatch.setattr(rebuild, "read_events", told)


@pytest.mark.requirement("RECON-2")
@pytest.mark.parametrize(
    ("contract", "name", "member", "difference"),
    [
        ("Bond", "Transfer", "value", "Register: events against contract: INV-05: events 1, contract 0"),
        ("CashToken", "Transfer", "value", "Cash: events against contract: INV-05: events 1, contract 0"),
        ("Bond", "CouponsPaid", "amounts", "INV-05: due 210,600,000, paid 210,600,001"),
        ("Bond", "Redeemed", "interest", "INV-05: due 210,600,000, paid 210,600,001"),
        ("Bond", "Redeemed", "units", "INV-05: due 5,200,000,000, paid 5,250,000,000"),
        ("CashToken", "Minted", "amount", "cash: events 1, contract 0"),
    ],
)
def test_reconcile__event_that_says_one_more__names_the_entry(
    lived: Lived, monkeypatch: pytest.MonkeyPatch, contract: str, name: str, member: str, difference: str
) -> None:
    plant(monkeypatch, contract, one_more(name, lived.wallet("INV-05"), member))
    first, differing = verdict(lived.chain, lived.record)
    assert first is not None
    assert first.endswith(difference), differing


@pytest.mark.requirement("RECON-2")
@pytest.mark.parametrize(
    ("contract", "name", "difference"),
    [
        ("Bond", "Transfer", "Register: events against contract: INV-05: events -104, contract 0"),
        ("CashToken", "Transfer", "Cash: events against contract: INV-05: events -5,200,000,000, contract 0"),
        ("Bond", "CouponsPaid", "INV-05: due 210,600,000, paid 106,165,488"),
        ("Bond", "Redeemed", "INV-05: due 210,600,000, paid 104,434,512"),  # the last coupon came with it
    ],
)
def test_reconcile__event_that_is_lost__names_the_entry(
    lived: Lived, monkeypatch: pytest.MonkeyPatch, contract: str, name: str, difference: str
) -> None:
    plant(monkeypatch, contract, lose(name, lived.wallet("INV-05")))
    first, differing = verdict(lived.chain, lived.record)
    assert first is not None
    assert first.endswith(difference), differing


@pytest.mark.requirement("RECON-2")
def test_reconcile__redemption_that_is_lost__names_its_principal_too(
    lived: Lived, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch, "Bond", lose("Redeemed", lived.wallet("INV-05")))
    _, differing = verdict(lived.chain, lived.record)
    assert "INV-05: due 5,200,000,000, paid 0" in differing.values()


# The contracts


@pytest.fixture
def spoilt(lived: Lived) -> Iterator[Chain]:
    """The chain, which afterwards is as it was."""
    snapshot = lived.chain.rpc("evm_snapshot")
    yield lived.chain
    lived.chain.rpc("evm_revert", snapshot)


def write_low_bits(chain: Chain, contract: str, address: str, call: tuple[str, ...], value: int) -> None:
    """Overwrite the lowest bits of the one storage word that a view reads."""
    reads: Any = chain.rpc("eth_createAccessList", {"to": address, "data": calldata(contract, *call)}, "latest")
    (slot,) = next(each["storageKeys"] for each in reads["accessList"] if each["address"] == address.lower())
    word = int.from_bytes(chain.web3.eth.get_storage_at(at(chain, contract, address).address, int(slot, 16)))
    chain.rpc("anvil_setStorageAt", address, slot, f"0x{word | value:064x}")


@pytest.mark.requirement("RECON-2")
@pytest.mark.parametrize(("contract", "title"), [("Bond", "Register"), ("CashToken", "Cash")])
def test_reconcile__balance_that_no_event_explains__names_the_holder(
    lived: Lived, spoilt: Chain, contract: str, title: str
) -> None:
    address = lived.record.desk.deployment.deployment.contracts()[contract]
    write_low_bits(spoilt, contract, address, ("balanceOf", lived.wallet("INV-03")), 7)
    first, differing = verdict(spoilt, lived.record)
    assert first == f"{title}: events against contract: INV-03: events 0, contract 7"
    assert len(differing) == 1


@pytest.mark.requirement("RECON-2")
def test_reconcile__contracts_put_right_again__agree(lived: Lived) -> None:
    assert verdict(lived.chain, lived.record) == (None, {})


# An order that fails midway


@pytest.fixture
def lapsed(campaign: Campaign) -> Campaign:
    """INV-13 paid in on the pricing day, and its eligibility ended that night, before settlement."""
    investors = [
        replace(each, valid_until=date(2023, 2, 15)) if each.id == "INV-13" else each for each in campaign.investors
    ]
    fundings = [
        replace(each, at=each.at - timedelta(hours=12)) if each.account == "INV-13" else each
        for each in campaign.fundings
    ]
    return replace(campaign, investors=tuple(investors), fundings=tuple(fundings))


@pytest.mark.requirement("RUN-1")
def test_run_campaign__claim_expired_before_settlement__settles_no_order_and_sends_nothing_after(
    lapsed: Campaign,
) -> None:
    journal, watched = Journal(), []

    def watch(_: object, intent: Intent | None) -> None:
        watched.extend([intent] if intent else [])

    with open_chain(lapsed, None) as chain:
        with pytest.raises(TransactionFailed) as refused:
            run_campaign(lapsed, chain, journal, watch)
        done = list(journal)
        eth = chain.web3.eth
        sent = sum(eth.get_transaction_count(wallet) for wallet in {intent.actor.wallet for intent, _ in done})
        assert eth.get_block("latest")["timestamp"] < int(lapsed.timetable.proceeds.timestamp())
    assert refused.value.exit_status == 1
    assert refused.value.where.startswith("settle: hksar-2023 allotment 1: 24 trades among 25 members, net")
    assert "TransferRestricted(reason=7, " in refused.value.what
    assert [intent.id for intent in watched] == [intent.id for intent, _ in done]
    assert done[-1][0].what.startswith("issue ")  # and nobody has any of it: all allotments settle, or none
    assert sent == len(done)
