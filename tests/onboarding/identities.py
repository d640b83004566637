"""Identity contracts as investors have them: published ones (ONCHAINID), given claims by their own rules."""

from __future__ import annotations

from typing import Any

from eth_account import Account
from eth_account.signers.local import LocalAccount
from web3 import Web3

from tests.conformance.published import ECDSA, onchainid, sign_claim
from tests.contracts.support import MOST_GAS
from tests.contracts.world import World

SIGNER: LocalAccount = Account.from_key("0x" + "77" * 32)
_DATA = b"verified"


def deploy(world: World, contract: str, *arguments: object) -> str:
    """Put a published contract on the chain; the world's deployer pays."""
    found = onchainid(contract)
    creation = Web3().eth.contract(abi=found["abi"], bytecode=found["bytecode"]).constructor(*arguments)
    data = bytes.fromhex(str(creation.data_in_transaction).removeprefix("0x"))
    return str(Web3.to_checksum_address(_send(world, {"data": "0x" + data.hex()})["contractAddress"]))


def claim_issuer(world: World) -> str:
    """A claim issuer contract whose key is SIGNER, relied on for topic 1."""
    issuer = deploy(world, "ClaimIssuer", SIGNER.address)
    world.registry.addTrustedIssuer(issuer, [1], by=world.operator)
    return issuer


def identity_with_claim(world: World, issuer: str) -> str:
    """An identity contract of the world's deployer with the issuer's claim on topic 1."""
    identity = deploy(world, "Identity", world.deployer.wallet, False)  # noqa: FBT003 -- the published constructor
    contract = Web3().eth.contract(abi=onchainid("Identity")["abi"])
    arguments = [1, ECDSA, issuer, sign_claim(SIGNER, identity, 1, _DATA), _DATA, ""]
    _send(world, {"to": identity, "data": contract.encode_abi("addClaim", args=arguments)})
    return identity


def _send(world: World, transaction: dict[str, str]) -> dict[str, Any]:
    """Send from the world's deployer; the receipt as the node tells it, since its events are not ours."""
    call = {**transaction, "from": world.deployer.wallet, "gas": hex(MOST_GAS)}
    sent, receipt = world.chain.rpc("eth_sendTransaction", call), None
    while receipt is None:
        receipt = world.chain.rpc("eth_getTransactionReceipt", sent)
    assert isinstance(receipt, dict)
    assert receipt["status"] == "0x1"
    return receipt
