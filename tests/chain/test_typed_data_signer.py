from __future__ import annotations

import pytest
from eth_account import Account

from tenor.chain.typed_data import TypedData

DATA = TypedData("A name", "0x" + "11" * 20, 31337, "Thing", {"number": "uint256"})
ACCOUNT = Account.from_key("0x" + "07" * 32)


def test_signer__signature_of_the_message__is_who_signed() -> None:
    signature = DATA.sign({"number": 7}, ACCOUNT)
    assert DATA.signer({"number": 7}, signature) == ACCOUNT.address
    assert DATA.signer({"number": 8}, signature) != ACCOUNT.address


@pytest.mark.parametrize("signature", [b"", b"\x00", b"\xff" * 65])
def test_signer__bytes_that_are_no_signature__raises_value_error(signature: bytes) -> None:
    with pytest.raises(ValueError, match="no signature"):
        DATA.signer({"number": 7}, signature)


def test_digest__message__is_what_the_account_signs() -> None:
    signature = DATA.sign({"number": 7}, ACCOUNT)
    assert Account._recover_hash(DATA.digest({"number": 7}), signature=signature) == ACCOUNT.address  # noqa: SLF001
