"""The record of a deployment."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from eth_utils.crypto import keccak

from tenor.deployment.record import write_record
from tests.contracts.world import World


@pytest.mark.requirement("DEP-4")
def test_write_record__after_a_deployment__holds_addresses_and_code_hashes(world: World, tmp_path: Path) -> None:
    terms, deployment = world.schedule.terms, world.plan.deployment
    path = write_record(world.chain, deployment, terms, 7, tmp_path / "deployments")
    assert path == tmp_path / "deployments" / "31337" / "HKSAR-GB-2023-HKD.json"
    record = json.loads(path.read_text())
    contracts = record.pop("contracts")
    assert record == {
        "issue_id": "HKSAR-GB-2023-HKD",
        "chain_id": 31337,
        "terms_hash": terms.document_hash,
        "block": 7,
    }
    assert {name: entry["address"] for name, entry in contracts.items()} == dict(deployment.contracts())
    code = world.chain.web3.eth.get_code(world.cash.wallet)  # type: ignore[arg-type]
    assert contracts["CashToken"]["code_hash"] == "0x" + keccak(code).hex()
    assert len({entry["code_hash"] for entry in contracts.values()}) == len(contracts) == 14


def test_write_record__again__replaces_the_earlier(world: World, tmp_path: Path) -> None:
    for block in (7, 8):
        path = write_record(world.chain, world.plan.deployment, world.schedule.terms, block, tmp_path)
    assert json.loads(path.read_text())["block"] == 8
