"""Keys for the oracle: bound to what they were made for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from eth_utils.crypto import keccak

from tenor.errors import InputError
from tenor.settlement.cross_chain.keys import OracleKey, Purpose, decrypt_key, encrypt_key, key_hash
from tests.settlement.cross_chain.deals import ORACLE, SUCCESS, wallet

PURPOSE = Purpose(2, wallet("decryption"), 77, success=True)


@pytest.mark.requirement("XCH-7")
def test_decrypt_key__by_the_oracle_for_its_purpose__is_the_key() -> None:
    encrypted = encrypt_key(SUCCESS, PURPOSE, ORACLE.public)
    assert decrypt_key(encrypted, PURPOSE, ORACLE) == SUCCESS
    assert key_hash(encrypted) == keccak(SUCCESS)
    assert SUCCESS not in encrypted
    assert len(encrypted) == 112


@pytest.mark.requirement("XCH-7")
@pytest.mark.parametrize(
    "other",
    [
        replace(PURPOSE, chain_id=1),
        replace(PURPOSE, contract=wallet("another")),
        replace(PURPOSE, trade=78),
        replace(PURPOSE, success=False),
    ],
    ids=["chain", "contract", "trade", "outcome"],
)
def test_decrypt_key__for_another_purpose__does_not_open(other: Purpose) -> None:
    encrypted = encrypt_key(SUCCESS, PURPOSE, ORACLE.public)
    with pytest.raises(InputError, match="does not open for this chain, contract, trade and outcome"):
        decrypt_key(encrypted, other, ORACLE)


@pytest.mark.requirement("XCH-7")
def test_decrypt_key__by_another_oracle__does_not_open() -> None:
    with pytest.raises(InputError, match="does not open"):
        decrypt_key(encrypt_key(SUCCESS, PURPOSE, ORACLE.public), PURPOSE, OracleKey.generate())


@pytest.mark.requirement("XCH-7")
@pytest.mark.parametrize("place", [32, 64, 111])
def test_decrypt_key__one_bit_changed__does_not_open(place: int) -> None:
    encrypted = bytearray(encrypt_key(SUCCESS, PURPOSE, ORACLE.public))
    encrypted[place] ^= 1
    with pytest.raises(InputError, match="does not open"):
        decrypt_key(bytes(encrypted), PURPOSE, ORACLE)


@pytest.mark.requirement("XCH-7")
@pytest.mark.parametrize("length", [0, 32, 64, 80])
def test_decrypt_key__cut_short__does_not_open(length: int) -> None:
    with pytest.raises(InputError, match="does not open"):
        decrypt_key(encrypt_key(SUCCESS, PURPOSE, ORACLE.public)[:length], PURPOSE, ORACLE)


def test_decrypt_key__hash_of_another_key__is_refused() -> None:
    encrypted = keccak(b"another") + encrypt_key(SUCCESS, PURPOSE, ORACLE.public)[32:]
    with pytest.raises(InputError, match="holds another key than its hash says"):
        decrypt_key(encrypted, PURPOSE, ORACLE)


def test_encrypt_key__twice__shows_nothing_that_is_the_same_but_the_hash() -> None:
    one, two = (encrypt_key(SUCCESS, PURPOSE, ORACLE.public) for _ in range(2))
    assert one[:32] == two[:32]
    assert one[32:64] != two[32:64]


@pytest.mark.parametrize("length", [0, 31, 33])
def test_encrypt_key__of_another_length__is_refused(length: int) -> None:
    with pytest.raises(InputError, match=f"a key has 32 bytes, not {length}"):
        encrypt_key(bytes(length), PURPOSE, ORACLE.public)
