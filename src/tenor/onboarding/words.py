"""The registry's words in Python: the verdict on one wallet, and what a registry relies on (IdentityWords.sol)."""

from __future__ import annotations

from dataclasses import dataclass

from eth_utils.address import to_canonical_address
from eth_utils.crypto import keccak

_TOPICS = 8


def investor_reference(first_wallet: str) -> bytes:
    """What the registry names an investor by: the leading 8 bytes of the hash of its first wallet."""
    return keccak(bytes(12) + to_canonical_address(first_wallet))[:8]


@dataclass(frozen=True, slots=True)
class IdentityWord:
    """The verdict on one wallet.

    Args:
        valid_until: last second of validity, 0 for a revoked wallet [s].
        issued_at: of the claim that states the facts [s].
        investor: leading 8 bytes of the hash of the investor's first wallet; zero for a wallet never on the register.
        country: ISO 3166-1 numeric.
        investor_class: see `InvestorClass`.
        topics: proved: bit i is the topic of index i.
        issuers: index of the issuer that the topic of each index rests on.
        on_register: whether the wallet is on the register.
        has_contract: whether its identity is a contract.
    """

    valid_until: int
    issued_at: int
    investor: bytes
    country: int
    investor_class: int
    topics: int
    issuers: tuple[int, ...]
    on_register: bool
    has_contract: bool

    @classmethod
    def decode(cls, word: int) -> IdentityWord:
        """The fields of a word as the registry stores it."""

        def bits(offset: int, width: int) -> int:
            return word >> offset & (1 << width) - 1

        return cls(
            valid_until=bits(0, 40),
            issued_at=bits(40, 40),
            investor=bits(80, 64).to_bytes(8, "big"),
            country=bits(144, 10),
            investor_class=bits(154, 3),
            topics=bits(160, 8),
            issuers=tuple(bits(168 + 5 * topic, 5) for topic in range(_TOPICS)),
            on_register=bits(157, 1) == 1,
            has_contract=bits(159, 1) == 1,
        )

    @property
    def is_known(self) -> bool:
        """Whether the wallet is or was on the register: it keeps its investor for good."""
        return self.investor != bytes(8)

    def rests_on(self, topics: int, issuer: int | None) -> bool:
        """Whether all of these topics are proved and rest on one issuer."""
        proved = topics & ~self.topics == 0
        return proved and all(self.issuers[topic] == issuer for topic in range(_TOPICS) if topics >> topic & 1)


@dataclass(frozen=True, slots=True)
class Policy:
    """What a registry relies on.

    Args:
        required: topics that every wallet must have proved: bit i is the topic of index i.
        relied_on: for each topic by index, the indexes of the issuers whose claims count for it.
        issuers: every issuer that was ever relied on, by index.
        topics: every topic, by index.
    """

    required: int
    relied_on: tuple[frozenset[int], ...]
    issuers: tuple[str, ...]
    topics: tuple[int, ...]

    def is_in_force(self, word: IdentityWord, now: int) -> bool:
        """Whether a wallet of this word is verified at a time [s], by the word alone."""
        if now > word.valid_until or self.required & ~word.topics:
            return False
        wanted = (topic for topic in range(_TOPICS) if self.required >> topic & 1)
        return all(word.issuers[topic] in self.relied_on[topic] for topic in wanted)

    def index_of(self, issuer: str) -> int | None:
        """The index of an issuer, None where it was never relied on."""
        return self.issuers.index(issuer) if issuer in self.issuers else None

    def missing(self, issuer: str, topics: int) -> int:
        """Those of the topics that an issuer is not relied on for now."""
        index = self.index_of(issuer)
        known = range(len(self.topics))
        return topics & ~sum(1 << topic for topic in known if index in self.relied_on[topic])
