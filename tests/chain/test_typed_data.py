"""What the product signs is what EIP-712 says."""

from __future__ import annotations

import pytest

from tenor.chain.development import DEVELOPMENT_CHAIN_ID
from tenor.chain.keys import Keyring
from tenor.chain.typed_data import TypedData
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
