"""Keys of ERC-7573 that only the oracle can open: HPKE (RFC 9180), bound to chain, contract, trade and outcome.

An encrypted key is the key's keccak256, the sender's ephemeral public key and the sealed key. What a key was encrypted
for is authenticated with it, so that it opens for no other chain, contract, trade or outcome.
"""

from __future__ import annotations

from dataclasses import dataclass

from Crypto.Protocol import HPKE
from Crypto.Protocol.DH import import_x25519_public_key
from Crypto.PublicKey import ECC
from eth_abi.abi import encode
from eth_utils.crypto import keccak

from tenor.errors import InputError

KEY_LENGTH = 32  # [bytes]
_SUITE = HPKE.AEAD.CHACHA20_POLY1305  # with X25519 and HKDF-SHA256
_INFO = b"tenor ERC-7573 key"
_HASH = _EPHEMERAL = 32  # [bytes]


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a key is encrypted for.

    Args:
        chain_id: chain of the payment.
        contract: address of the decryption contract.
        trade: id of the trade.
        success: whether it is released when the payment is made, or when it is not.
    """

    chain_id: int
    contract: str
    trade: int
    success: bool

    def encoded(self) -> bytes:
        """All of it as bytes, to be authenticated."""
        values = (self.chain_id, self.contract, self.trade, self.success)
        return encode(["uint256", "address", "uint256", "bool"], values)


@dataclass(frozen=True, slots=True)
class OracleKey:
    """The oracle's pair of keys for decryption (X25519); nothing is signed with it."""

    private: ECC.EccKey

    @classmethod
    def generate(cls) -> OracleKey:
        """A new pair."""
        return cls(ECC.generate(curve="curve25519"))

    @property
    def public(self) -> bytes:
        """What keys are encrypted to, 32 bytes."""
        return bytes(self.private.public_key().export_key(format="raw"))


def encrypt_key(key: bytes, purpose: Purpose, oracle: bytes) -> bytes:
    """A key that only the oracle can open, and only for its purpose.

    Args:
        key: 32 bytes.
        oracle: the oracle's public key, 32 bytes.

    Raises:
        InputError: the key has another length.
    """
    if len(key) != KEY_LENGTH:
        raise InputError(f"trade {purpose.trade:#x}", f"a key has {KEY_LENGTH} bytes, not {len(key)}", "Make a new one")
    sender = HPKE.new(receiver_key=import_x25519_public_key(oracle), aead_id=_SUITE, info=_INFO)
    return keccak(key) + bytes(sender.enc + sender.seal(key, purpose.encoded()))


def key_hash(encrypted: bytes) -> bytes:
    """The hash that an encrypted key begins with."""
    return encrypted[:_HASH]


def decrypt_key(encrypted: bytes, purpose: Purpose, oracle: OracleKey) -> bytes:
    """Open an encrypted key.

    Raises:
        InputError: it was encrypted for another purpose or another oracle, or holds another key than its hash says.
    """
    ephemeral, sealed = encrypted[_HASH : _HASH + _EPHEMERAL], encrypted[_HASH + _EPHEMERAL :]
    try:
        receiver = HPKE.new(receiver_key=oracle.private, aead_id=_SUITE, enc=ephemeral, info=_INFO)
        key: bytes = receiver.unseal(sealed, purpose.encoded())
    except ValueError as exc:
        what = "this encrypted key does not open for this chain, contract, trade and outcome"
        raise InputError(f"trade {purpose.trade:#x}", what, "Have its maker encrypt it for this purpose") from exc
    if keccak(key) != key_hash(encrypted) or len(key) != KEY_LENGTH:
        what = "this encrypted key holds another key than its hash says"
        raise InputError(f"trade {purpose.trade:#x}", what, "Have its maker make a new one")
    return key
