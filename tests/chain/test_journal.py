"""The record of intents and outcomes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tenor.chain.intent import Intent, Movement, Outcome
from tenor.chain.journal import Journal
from tenor.errors import SetupError
from tenor.parties import Actor

ACTOR = Actor("issuer", "dev:0", "0xA0")
FIRST = Intent("0x01", "settle", "issue", ACTOR, "0xB0", "0x12", (Movement("0xB0", None, "0xA0", 5),))
SECOND = Intent("0x02", "settle", "transfer", ACTOR, "0xB0", "0x34")
OUTCOME = Outcome("0x01", "0xfeed", 7, 1_700_000_000, 50_000, 60_000)


@pytest.mark.requirement("CHAIN-6")
def test_outcome__only_what_is_done__is_known() -> None:
    journal = Journal()
    journal.started(FIRST, "0xfeed")
    assert journal.outcome("0x01") is None
    journal.done(FIRST, OUTCOME)
    assert journal.outcome("0x01") == OUTCOME
    assert journal.outcome("0x02") is None


@pytest.mark.requirement("CHAIN-6")
def test_transaction__once_started__is_known_by_the_intent() -> None:
    journal = Journal()
    assert journal.transaction("0x01") is None
    journal.started(FIRST, "0xfeed")
    assert journal.transaction("0x01") == "0xfeed"
    assert journal.transaction("0x02") is None


def test_iter__several__keeps_their_order() -> None:
    journal, other = Journal(), Outcome("0x02", "0xbeef", 8, 1_700_000_001, 1, 1)
    journal.done(SECOND, other)
    journal.done(FIRST, OUTCOME)
    assert list(journal) == [(SECOND, other), (FIRST, OUTCOME)]


@pytest.mark.requirement("CHAIN-6")
def test_started__with_a_file__stands_there_before_the_outcome(tmp_path: Path) -> None:
    path = tmp_path / "runs" / "journal.jsonl"
    journal = Journal(path)
    journal.started(FIRST, "0xfeed")
    (line,) = path.read_text().splitlines()
    assert json.loads(line) == {
        "intent": {
            "id": "0x01", "stage": "settle", "what": "issue",
            "actor": {"name": "issuer", "key": "dev:0", "wallet": "0xA0"},
            "to": "0xB0", "data": "0x12",
            "movements": [{"asset": "0xB0", "sender": None, "receiver": "0xA0", "amount": 5}],
        },
        "transaction": "0xfeed",
    }  # fmt: skip
    journal.done(FIRST, OUTCOME)
    assert json.loads(path.read_text().splitlines()[1]) == {
        "outcome": {
            "intent": "0x01", "hash": "0xfeed", "block": 7, "timestamp": 1_700_000_000, "gas": 50_000, "fee": 60_000,
        }
    }  # fmt: skip


@pytest.mark.requirement("CHAIN-6")
def test_journal__file_of_an_earlier_run__gives_way_to_the_first_entry_only(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_text("earlier\n")
    journal = Journal(path)
    assert path.read_text() == "earlier\n"
    journal.started(FIRST, "0xfeed")
    journal.started(SECOND, "0xbeef")
    assert "earlier" not in path.read_text()
    assert len(path.read_text().splitlines()) == 2


@pytest.mark.requirement("CHAIN-6")
def test_started__file_that_cannot_be_written__is_one_error_and_nothing_was_sent(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("a file where the folder should be")
    path = tmp_path / "there" / "journal.jsonl"
    with pytest.raises(SetupError, match="the journal cannot be written") as refused:
        Journal(path).started(FIRST, "0x01")
    assert (refused.value.where, refused.value.exit_status) == (str(path), 2)
