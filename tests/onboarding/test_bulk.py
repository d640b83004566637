from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from eth_utils.crypto import keccak

from tenor.chain.intent import Intent, Outcome
from tenor.errors import InputError, TransactionFailed
from tenor.onboarding import register
from tenor.onboarding.bulk import Brought, Options, bring_list, write_measures
from tenor.onboarding.desk import Desk
from tenor.onboarding.reading import read_words
from tenor.onboarding.register import end_of
from tenor.onboarding.words import IdentityWord, investor_reference
from tests.contracts.world import World
from tests.onboarding.lists import Told, row, wallet, write_list

UTC = Options("UTC")
HONG_KONG = 344


def bring(desk: Desk, listed: Path, **options: Any) -> Brought:  # noqa: ANN401 -- any field of Options
    return bring_list(desk, listed, replace(UTC, **options), Told())


def words(desk: Desk, *numbers: int) -> list[IdentityWord]:
    return read_words(desk.chain, desk.registry, [wallet(number) for number in numbers])


def counts(brought: Brought) -> tuple[int, int, int, int]:
    return brought.rows, brought.refused, brought.there, brought.sent


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "CLAIMS_A_TRANSACTION", 10)


def test_bring_list__good_list__is_on_the_register_as_written(world: World, desk: Desk, tmp_path: Path) -> None:
    rows = [row(1), row(2, country="SG", investor="institutional", until="2030-06-30"), row(3, of="INV-00001")]
    told = Told()
    brought = bring_list(desk, write_list(tmp_path, rows), UTC, told)
    assert counts(brought) == (3, 0, 0, 3)
    assert brought.transactions == 1
    first, second, third = words(desk, 1, 2, 3)
    assert (first.country, first.investor_class, first.valid_until) == (HONG_KONG, 1, 1956527999)  # 2031-12-31 23:59:59
    assert (second.country, second.investor_class) == (702, 3)
    assert second.valid_until == end_of(date(2030, 6, 30), "UTC")
    assert third.investor == first.investor == investor_reference(wallet(1))
    assert all(world.registry.isVerified(wallet(number)) for number in (1, 2, 3))
    assert {each.lower() for each in world.registry.walletsOf(wallet(1))} == {wallet(1).lower(), wallet(3).lower()}
    assert [what for what, _, _ in told.phases] == ["check", "compare", "send"]
    assert told.done[-1] == 3


@pytest.mark.requirement("ONB-11")
@pytest.mark.usefixtures("small_batches")
def test_bring_list__run_again__sends_nothing(desk: Desk, tmp_path: Path) -> None:
    listed = write_list(tmp_path, (row(number) for number in range(1, 26)))
    assert bring(desk, listed).transactions == 3
    before = words(desk, *range(1, 26))
    again = bring(desk, listed)
    assert (counts(again), again.transactions) == ((25, 0, 25, 0), 0)
    assert words(desk, *range(1, 26)) == before


@pytest.mark.requirement("ONB-11")
@pytest.mark.usefixtures("small_batches")
@pytest.mark.parametrize("stopped_after", [0, 1, 3])
def test_bring_list__stopped_midway_and_run_again__ends_in_the_same_register(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stopped_after: int
) -> None:
    rows = [row(number, of="INV-00003" if number in {4, 12, 33} else "") for number in range(1, 36)]
    listed = write_list(tmp_path, rows)
    send, sent = Desk.send, list[str]()

    def power_cut(self: Desk, intent: Intent) -> Outcome:
        if len(sent) == stopped_after:
            raise KeyboardInterrupt
        sent.append(intent.id)
        return send(self, intent)

    monkeypatch.setattr(Desk, "send", power_cut)
    with pytest.raises(KeyboardInterrupt):
        bring(desk, listed)
    monkeypatch.setattr(Desk, "send", send)
    assert sum(word.on_register for word in words(desk, *range(1, 36))) == 10 * stopped_after
    brought = bring(desk, listed)
    assert counts(brought) == (35, 0, 10 * stopped_after, 35 - 10 * stopped_after)
    found = words(desk, *range(1, 36))
    assert all(word.on_register and word.country == HONG_KONG and word.topics == 1 for word in found)
    investors = [investor_reference(wallet(3 if number in {4, 12, 33} else number)) for number in range(1, 36)]
    assert [word.investor for word in found] == investors


@pytest.mark.requirement("ONB-9")
def test_bring_list__bad_rows__stop_it_before_anything_is_sent(desk: Desk, tmp_path: Path) -> None:
    block = desk.chain.web3.eth.block_number
    listed = write_list(tmp_path, [row(1), row(2, country="XX"), row(3), row(3)])
    with pytest.raises(InputError) as refusal:
        bring(desk, listed)
    assert refusal.value.where == f"{listed}:3"
    assert "list.csv:5: id stands on line 4 and again on line 5" in str(refusal.value)
    assert "2 rows are not in order and nothing was sent" in str(refusal.value)
    assert desk.chain.web3.eth.block_number == block + 1  # the one mined to be later than whatever happened last
    assert not any(word.is_known for word in words(desk, 1, 2, 3))


@pytest.mark.requirement("ONB-9")
def test_bring_list__good_rows_asked_for__are_brought_and_the_others_written_down(desk: Desk, tmp_path: Path) -> None:
    listed = write_list(tmp_path, [row(1), row(2, country="XX"), "=cmd" + row(3)[3:], row(4)])
    brought = bring(desk, listed, accept_good_rows=True)
    assert counts(brought) == (4, 2, 0, 2)
    assert brought.rejects == tmp_path / "list.rejects.csv"
    assert [word.on_register for word in words(desk, 1, 2, 3, 4)] == [True, False, False, True]
    _, second, third = (tmp_path / "list.rejects.csv").read_text("utf-8").splitlines()
    assert second.startswith(row(2, country="XX") + ',"line 3: country: this is not an ISO 3166-1 country code')
    assert third.startswith("'=cmd")


@pytest.mark.requirement("ONB-12")
def test_bring_list__revoked_and_removed_wallets__come_back_only_when_asked_for(
    world: World, desk: Desk, tmp_path: Path
) -> None:
    listed = write_list(tmp_path, [row(number) for number in range(1, 6)])
    bring(desk, listed)
    world.registry.revoke(wallet(2), keccak(text="order"), by=world.registrar)
    world.registry.deleteIdentity(wallet(4), by=world.registrar)
    with pytest.raises(InputError, match="list.csv:3: the wallet's identity was revoked") as refusal:
        bring(desk, listed)
    assert "list.csv:5: the wallet was taken off the register" in str(refusal.value)
    assert counts(bring(desk, listed, accept_good_rows=True)) == (5, 2, 3, 0)
    assert not world.registry.isVerified(wallet(2))
    assert counts(bring(desk, listed, replace=True)) == (5, 0, 3, 2)
    assert all(world.registry.isVerified(wallet(number)) for number in range(1, 6))


def test_bring_list__facts_changed__brings_newer_claims_for_these_alone(desk: Desk, tmp_path: Path) -> None:
    bring(desk, write_list(tmp_path, [row(1), row(2), row(3)]))
    changed = write_list(tmp_path, [row(1), row(2, country="SG"), row(3, until="2032-12-31")])
    assert counts(bring(desk, changed)) == (3, 0, 1, 2)
    assert [word.country for word in words(desk, 1, 2, 3)] == [HONG_KONG, 702, HONG_KONG]


@pytest.mark.requirement("ONB-4")
def test_bring_list__ninth_wallet_or_another_investors__is_refused_before_the_chain_would(
    desk: Desk, tmp_path: Path
) -> None:
    bring(desk, write_list(tmp_path, [row(1), *(row(number, of="INV-00001") for number in range(2, 8)), row(20)]))
    rows = [row(1), row(8, of="INV-00001"), row(9, of="INV-00001"), row(20, of="INV-00001")]
    with pytest.raises(InputError) as refusal:
        bring(desk, write_list(tmp_path, rows))
    assert "list.csv:4: the investor has 8 wallets on the register already" in str(refusal.value)
    assert "list.csv:5: on the register this wallet is another investor's" in str(refusal.value)
    assert counts(bring(desk, write_list(tmp_path, rows), accept_good_rows=True)) == (4, 2, 1, 1)


def test_bring_list__renewal__brings_newer_claims_to_the_register_only(desk: Desk, tmp_path: Path) -> None:
    bring(desk, write_list(tmp_path, [row(1), row(2)]))
    (before,) = words(desk, 1)
    assert counts(bring(desk, write_list(tmp_path, [row(1), row(2)]), renew=True)) == (2, 0, 0, 2)
    (after,) = words(desk, 1)
    assert after.issued_at > before.issued_at
    assert replace(after, issued_at=0) == replace(before, issued_at=0)
    with pytest.raises(InputError, match="list.csv:3: the wallet is not on the register"):
        bring(desk, write_list(tmp_path, [row(1), row(3)]), renew=True)


def test_bring_list__issuer_that_is_not_relied_on__is_told_before_anything_is_sent(
    world: World, desk: Desk, tmp_path: Path
) -> None:
    world.registry.addClaimTopic(7, by=world.operator)
    with pytest.raises(InputError, match="--issuer: this register does not rely on dev:4"):
        bring(desk, write_list(tmp_path, [row(1)]))
    world.registry.updateIssuerClaimTopics(world.provider, [1, 7], by=world.operator)
    assert counts(bring(desk, write_list(tmp_path, [row(1)]))) == (1, 0, 0, 1)
    assert words(desk, 1)[0].topics == 0b11  # all that is required of everybody


def test_bring_list__chain_refuses_a_batch__says_why(world: World, desk: Desk, tmp_path: Path) -> None:
    world.registry.revokeRole(keccak(text="REGISTRAR_ROLE"), world.registrar, by=world.operator)
    with pytest.raises(TransactionFailed, match="AccessControlUnauthorizedAccount"):
        bring(desk, write_list(tmp_path, [row(1)]))


@pytest.mark.parametrize("zone", ["Nowhere/City", "../etc/zone", "", "HKT+8"])
def test_options__time_zone_that_is_none__is_refused(zone: str) -> None:
    with pytest.raises(InputError, match="--timezone: this is not a time zone"):
        Options(zone)


def test_write_measures__what_a_list_took__stands_in_the_file(tmp_path: Path) -> None:
    brought = Brought(3, 1, 0, 2, 1, 90_000, 0.5, tmp_path / "list.rejects.csv")
    write_measures(brought, tmp_path / "out.json")
    found = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert (found["rows"], found["sent"], found["gas"], found["seconds"]) == (3, 2, 90_000, 0.5)
    assert 10_000 < found["peak_kib"] < 10_000_000
    with pytest.raises(InputError, match="the measures cannot be written"):
        write_measures(brought, tmp_path)
