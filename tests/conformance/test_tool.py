"""The tool finds nothing against the reference implementation nor against ours, and finds what is made wrong."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from eth_account.signers.local import LocalAccount
from eth_utils.abi import event_signature_to_log_topic, function_signature_to_4byte_selector
from eth_utils.crypto import keccak

from tenor.chain.connection import Chain
from tests.conformance import standard
from tests.conformance.books import Nonconformity
from tests.conformance.node import Node, open_suite
from tests.conformance.published import trex
from tests.conformance.run import Setup
from tests.conformance.standard import entries
from tests.conformance.tool import main, run_tool
from tests.conformance.trex import deploy_trex

PARTS = {
    "token": (standard.ERC20, standard.ERC173, standard.AGENT_ROLE, standard.ERC3643),
    "registry": (standard.ERC173, standard.AGENT_ROLE, standard.REGISTRY),
    "storage": (standard.ERC173, standard.AGENT_ROLE, standard.STORAGE),
    "issuers": (standard.TRUSTED_ISSUERS,),
    "topics": (standard.CLAIM_TOPICS,),
}


@pytest.mark.requirement("INTEROP-2")
def test_run_tool__reference_implementation__conforms_in_every_function_and_event(node: Node, reference: Setup) -> None:
    suite = run_tool(node, reference)
    written = {part: [entry for text in texts for entry in entries(text)] for part, texts in PARTS.items()}
    functions = {f"{part}.{entry['name']}" for part in PARTS for entry in written[part] if entry["type"] == "function"}
    events = {entry["name"] for part in PARTS for entry in written[part] if entry["type"] == "event"}
    assert functions - suite.called == set()
    assert suite.called - functions == {"compliance.canTransfer"}
    assert suite.seen == events


@pytest.mark.requirement("INTEROP-2")
def test_main__our_bond_and_registry__conform(
    chain: Chain, ours: Setup, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(written(tmp_path, chain, ours))]) == 0
    assert "conforms: " in capsys.readouterr().out


@pytest.mark.requirement("INTEROP-3")
def test_run_tool__published_token_on_our_registry__conforms(node: Node, on_our_registry: Setup) -> None:
    assert "RecoverySuccess" in run_tool(node, on_our_registry).seen


@pytest.mark.requirement("INTEROP-3")
def test_run_tool__published_registry_over_our_storage__conforms(
    node: Node, ours: Setup, over_our_storage: Setup
) -> None:
    suite = run_tool(node, over_our_storage)
    assert (suite.storage.address, suite.issuers.address, suite.topics.address) == (ours.registry,) * 3
    assert suite.registry.address != ours.registry


@pytest.mark.requirement("INTEROP-2")
@pytest.mark.parametrize(
    ("code", "found"),
    [
        (
            b"\x7f" + event_signature_to_log_topic("Paused(address)"),
            r"pause: token\.pause\(\): Paused\(.*was not emitted",
        ),
        (
            b"\x63" + function_signature_to_4byte_selector("batchMint(address[],uint256[])"),
            "mint: batchMint.*was refused",
        ),
        (
            b"\x63" + function_signature_to_4byte_selector("isFrozen(address)"),
            r"freeze_addresses: isFrozen\(.*does not answer",
        ),
    ],
    ids=["event", "function that writes", "function that reads"],
)
def test_run_tool__token_with_one_thing_renamed__is_found_out(
    node: Node, reference: Setup, owner: LocalAccount, code: bytes, found: str
) -> None:
    published = trex("token/Token")
    bytecode = bytes.fromhex(published["bytecode"][2:])
    assert code in bytecode
    renamed = bytecode.replace(code, code[:1] + keccak(text="another")[: len(code) - 1])
    token, registry = deploy_trex(node, owner, token={**published, "bytecode": "0x" + renamed.hex()})
    with pytest.raises(Nonconformity, match=found):
        run_tool(node, replace(reference, token=token, registry=registry))


def test_open_suite__registry_that_the_token_does_not_ask__is_refused(
    node: Node, reference: Setup, owner: LocalAccount
) -> None:
    _, other = deploy_trex(node, owner)
    with pytest.raises(Nonconformity, match=f"asks registry {reference.registry}, not {other}"):
        open_suite(node, reference.token, other)


def test_main__address_without_a_contract__says_so_and_fails(
    chain: Chain, reference: Setup, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nothing = replace(reference, token=reference.account("stranger").address)
    assert main([str(written(tmp_path, chain, nothing))]) == 1
    assert f"identityRegistry() at {nothing.token} does not answer" in capsys.readouterr().err


def written(folder: Path, chain: Chain, setup: Setup) -> Path:
    """The file that the tool is told a setup by."""
    keys = {role: getattr(setup, role).key.hex() for role in ("token_owner", "registry_owner", "agent")}
    path = folder / "suite.json"
    places = {"rpc_url": chain.url, "token": setup.token, "registry": setup.registry, "unit": setup.unit}
    path.write_text(json.dumps(places | keys), encoding="utf-8")
    return path
