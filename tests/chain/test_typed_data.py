"""What the product signs is what EIP-712 says."""

from __future__ import annotations

import pytest

from tenor.chain.development import DEVELOPMENT_CHAIN_ID
from tenor.chain.keys import Keyring
from tenor.chain.typed_data import TypedData, compact
from tests.contracts.signing import digest, sign

MEMBERS = {"wallet": "address", "note": "bytes32", "amount": "uint256"}
MESSAGE = {"wallet": "0x" + "11" * 20, "note": b"\x02" * 32, "amount": 2**200}


@pytest.mark.requirement("CHAIN-8")
def test_sign__any_message__is_that_of_the_standard() -> None:
    account = Keyring(["dev:3"], DEVELOPMENT_CHAIN_ID)["dev:3"]
    venue = "0x" + "22" * 20
    typed = TypedData("Some Contract", venue, DEVELOPMENT_CHAIN_ID, "Order", MEMBERS)
    message = digest("Order(address wallet,bytes32 note,uint256 amount)", MESSAGE, "Some Contract", venue)
    assert typed.sign(MESSAGE, account) == sign(account.key, message)


@pytest.mark.requirement("CHAIN-8")
@pytest.mark.parametrize(
    "change", [{"contract": "Other"}, {"address": "0x" + "33" * 20}, {"chain_id": 1}, {"type": "Offer"}]
)
def test_sign__another_contract_chain_or_type__is_another_signature(change: dict[str, object]) -> None:
    account = Keyring(["dev:3"], DEVELOPMENT_CHAIN_ID)["dev:3"]
    fields = {"contract": "Some Contract", "address": "0x" + "22" * 20, "chain_id": 31337, "type": "Order"}
    typed = [TypedData(**each, members=MEMBERS) for each in (fields, {**fields, **change})]  # type: ignore[arg-type]
    assert typed[0].sign(MESSAGE, account) != typed[1].sign(MESSAGE, account)


def test_compact__signature__is_the_same_in_64_bytes() -> None:
    """The example of ERC-2098."""
    r = bytes.fromhex("68a020a209d3d56c46f38cc50a33f704f4a9a10a59377f8dd762ac66910e9b90")
    s = bytes.fromhex("7e865ad05c4035ab5792787d4a0297a43617ae897930a6fe4d822b8faea52064")
    assert compact(r + s + bytes([27])) == r + s
    r = bytes.fromhex("9328da16089fcba9bececa81663203989f2df5fe1faa6291a45381c81bd17f76")
    s = bytes.fromhex("139c6d6b623b42da56557e5e734a43dc83345ddfadec52cbe24d0cc64f550793")
    short = bytes.fromhex("939c6d6b623b42da56557e5e734a43dc83345ddfadec52cbe24d0cc64f550793")
    assert compact(r + s + bytes([28])) == r + short
