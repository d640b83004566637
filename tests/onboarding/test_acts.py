from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from tenor.chain.events import read_events
from tenor.errors import InputError, TransactionFailed
from tenor.onboarding.acts import Part, Reason, freeze, why
from tenor.onboarding.desk import Desk
from tenor.parties import Actor
from tests.contracts.support import Refused
from tests.contracts.world import World

REASON = Reason(7, b"\x07" * 32)


@pytest.fixture(autouse=True)
def issued(world: World) -> None:
    world.distribute({world.investor_a: 100, world.investor_b: 50})


def enforced(world: World) -> list[dict[str, object]]:
    """What the bond says of acts against holders in the latest block."""
    latest = world.chain.web3.eth.block_number
    events = read_events(world.chain, "Bond", world.bond.wallet, latest, latest)
    return [event.args for event in events if event.name == "Enforced"]


@pytest.mark.requirement("ONB-15")
def test_reason__code_and_document__are_recorded_as_code_and_hash(tmp_path: Path) -> None:
    document = tmp_path / "order.pdf"
    document.write_bytes(b"x" * 3_000_000)
    assert Reason.of(65_535, document) == Reason(65_535, hashlib.sha256(b"x" * 3_000_000).digest())
    with pytest.raises(InputError, match="--reason-code: 65536 is not a code"):
        Reason.of(65_536, document)
    with pytest.raises(InputError, match="the document cannot be read"):
        Reason.of(1, tmp_path / "none.pdf")


@pytest.mark.requirement("ONB-15")
def test_freeze__units_and_their_release__leave_reason_and_document_on_chain(world: World, desk: Desk) -> None:
    holder = world.investor_a.wallet
    freeze(desk, holder, Part(30, release=False), REASON)
    assert world.bond.getFrozenTokens(holder) == 30
    (event,) = enforced(world)
    assert (event["holder"], event["record"] >> 208 & 0xFFFF, event["document"]) == (holder, 7, b"\x07" * 32)
    assert event["actor"] == world.officer.wallet
    freeze(desk, holder, Part(10, release=True), REASON)
    assert world.bond.getFrozenTokens(holder) == 20
    assert enforced(world)[0]["record"] & (1 << 128) - 1 == 30 << 64 | 20


@pytest.mark.requirement("ONB-15")
def test_freeze__whole_address__and_its_release(world: World, desk: Desk) -> None:
    holder = world.investor_a.wallet
    freeze(desk, holder, Part(None, release=False), REASON)
    assert world.bond.isFrozen(holder)
    assert enforced(world)[0]["record"] >> 208 & 0xFFFF == 7
    freeze(desk, holder, Part(None, release=True), REASON)
    assert not world.bond.isFrozen(holder)


def test_freeze__more_than_is_held_or_nothing__is_refused_with_the_reason(world: World, desk: Desk) -> None:
    with pytest.raises(TransactionFailed, match="ERC20InsufficientBalance"):
        freeze(desk, world.investor_a.wallet, Part(101, release=False), REASON)
    with pytest.raises(TransactionFailed, match="InsufficientFrozen"):
        freeze(desk, world.investor_a.wallet, Part(1, release=True), REASON)


@pytest.mark.parametrize(("units", "address"), [(None, False), (5, True), (0, False), (-1, False), (2**64, False)])
def test_part__options_that_name_none__are_refused(units: int | None, *, address: bool) -> None:
    with pytest.raises(InputError, match="--units"):
        Part.of(units, address=address, release=False)


def test_freeze__by_somebody_else__is_refused_by_the_chain(world: World, desk: Desk) -> None:
    other = replace(desk, actors={"officer": Actor("officer", world.registrar.key, world.registrar.wallet)})
    with pytest.raises(TransactionFailed, match="AccessControlUnauthorizedAccount"):
        freeze(other, world.investor_a.wallet, Part(1, release=False), REASON)


@pytest.mark.requirement("ONB-16")
def test_why__transfers__are_answered_in_the_chains_own_words(world: World, desk: Desk) -> None:
    a, b, outsider = world.investor_a.wallet, world.investor_b.wallet, world.outsider.wallet
    assert why(desk, (a, a, b), 10).code == 0
    for parties, units in (((a, a, outsider), 10), ((a, a, b), 101), ((b, a, b), 10)):
        found = why(desk, parties, units)
        assert found.code != 0
        if parties[0] == a:
            assert found.code == world.bond.detectTransferRestriction(*parties[1:], units)
        assert found.words == world.bond.messageForTransferRestriction(found.code)
        with pytest.raises(Refused):
            world.bond.transferFrom(*parties[1:], units, by=parties[0])


def test_why__contract_that_is_no_token__is_told(world: World, desk: Desk) -> None:
    with pytest.raises(InputError, match="--token: the contract gives no answer"):
        why(replace(desk, token=world.registry.wallet), (desk.registry,) * 3, 1)
    with pytest.raises(InputError, match="--units: this is no number of units"):
        why(desk, (desk.registry,) * 3, -1)
    with pytest.raises(InputError, match="--token: no token is named"):
        why(replace(desk, token=None), (desk.registry,) * 3, 1)
