"""Published packages: found or missed loudly, used as their own tools use them, and seen by nothing but tests."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from eth_account import Account
from eth_account.signers.local import LocalAccount
from eth_utils.crypto import keccak
from web3.exceptions import ContractLogicError

from tenor.artifacts.sources import compiler_input
from tenor.artifacts.tools import require_checkout
from tests.conformance import published
from tests.conformance.node import Node
from tests.conformance.published import CLAIM_SIGNER, ECDSA, claim_id, key_of, onchainid, sign_claim
from tests.contracts.support import wallet

TOPIC, DATA = 7, b"stated"
SIGNER = Account.from_key(keccak(text="signer of test_published"))


def test_artifact__package_not_installed__is_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(published.PublishedMissing, match=r"node_modules/@tokenysolutions/.*/Token\.json: .* Run `make"):
        published.artifact(published.TREX, "token/Token", tmp_path)


@pytest.mark.parametrize("text", ["{", "[]", '{"abi": []}'])
def test_artifact__file_that_is_none__is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / published.ONCHAINID / "artifacts" / "contracts" / "Identity.sol" / "Identity.json"
    file.parent.mkdir(parents=True)
    file.write_text(text)
    with pytest.raises(published.PublishedMissing, match=r"Identity\.json: no artifact of @onchain-id/solidity"):
        published.artifact(published.ONCHAINID, "Identity", tmp_path)


@pytest.mark.requirement("INTEROP-2")
def test_sign_claim__stock_claim_issuer__accepts_exactly_this_claim_until_revoked(
    node: Node, owner: LocalAccount
) -> None:
    issuer = node.deploy(owner, onchainid("ClaimIssuer"), owner.address)
    subject = wallet(1)
    signature = sign_claim(SIGNER, subject, TOPIC, DATA)
    is_valid = issuer.functions.isClaimValid
    assert is_valid(subject, TOPIC, signature, DATA).call() is False
    node.send(owner, issuer.functions.addKey(key_of(SIGNER.address), CLAIM_SIGNER, ECDSA))
    assert is_valid(subject, TOPIC, signature, DATA).call() is True
    for other in ((wallet(2), TOPIC, DATA), (subject, TOPIC + 1, DATA), (subject, TOPIC, b"other")):
        assert is_valid(other[0], other[1], signature, other[2]).call() is False
    node.send(owner, issuer.functions.revokeClaimBySignature(signature))
    assert is_valid(subject, TOPIC, signature, DATA).call() is False


@pytest.mark.requirement("INTEROP-2")
def test_claim_id__claim_in_a_stock_identity__is_found_by_it(node: Node, owner: LocalAccount) -> None:
    issuer = node.deploy(owner, onchainid("ClaimIssuer"), owner.address)
    node.send(owner, issuer.functions.addKey(key_of(SIGNER.address), CLAIM_SIGNER, ECDSA))
    identity = node.deploy(owner, onchainid("Identity"), owner.address, False)  # noqa: FBT003 -- no library
    functions = identity.functions
    signature = sign_claim(SIGNER, identity.address, TOPIC, DATA)
    with pytest.raises(ContractLogicError, match="invalid claim"):
        functions.addClaim(TOPIC, ECDSA, issuer.address, signature, b"other", "").call({"from": owner.address})
    node.send(owner, functions.addClaim(TOPIC, ECDSA, issuer.address, signature, DATA, ""))
    stored = functions.getClaim(claim_id(issuer.address, TOPIC)).call()
    assert stored == [TOPIC, ECDSA, issuer.address, signature, DATA, ""]
    assert functions.getClaimIdsByTopic(TOPIC).call() == [claim_id(issuer.address, TOPIC)]


@pytest.mark.requirement("INTEROP-4")
def test_compiler_input__published_packages__are_not_in_it() -> None:
    units = compiler_input(require_checkout())["sources"]
    assert {unit.split("/")[0] for unit in units} == {"contracts", "@openzeppelin"}


@pytest.mark.requirement("INTEROP-4")
def test_tree__every_solidity_file__is_under_the_project_s_own_licence() -> None:
    root = require_checkout()
    sources = [path for folder in ("contracts", "tests") for path in (root / folder).rglob("*.sol")]
    assert len(sources) > 20
    first_lines = {path.read_text(encoding="utf-8").split("\n")[0] for path in sources if ".cache" not in path.parts}
    assert first_lines == {"// SPDX-License-Identifier: Apache-2.0"}


@pytest.mark.requirement("INTEROP-4")
def test_package_json__published_packages__are_exact_and_for_development_only() -> None:
    package = json.loads((require_checkout() / "package.json").read_text())
    assert package["devDependencies"][published.ONCHAINID] == "2.2.1"
    assert package["devDependencies"][published.TREX] == "4.1.6"
    assert package["private"] is True
    assert "dependencies" not in package
