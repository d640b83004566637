"""What is claimed of wallets, and what the register then keeps of each. Times are Unix seconds."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Claim:
    """What an issuer signed; the zero address stands for what is missing."""

    wallet: str
    investor: str
    country: int
    investor_class: int
    topics: frozenset[int]
    issued_at: int
    valid_until: int


@dataclass(frozen=True)
class Signed:
    """A claim as it is brought: who is named as its issuer, and whether it was that one who signed."""

    claim: Claim
    issuer: str
    genuine: bool = True


@dataclass
class Entry:
    """One wallet. A proof is a topic's issuer, with the claim it rests on where it rests on a signed one."""

    investor: str = ""
    issued_at: int = 0  # newest of what it ever rested on, or its last end
    floor: int = 0  # of its last word that ended, or was no signed claim
    valid_until: int = 0  # 0: ended
    country: int = 0
    investor_class: int = 0
    proofs: dict[int, tuple[str, Claim | None]] = field(default_factory=dict)
    on_register: bool = False
    stated: bool = False  # a signed claim states country and class
    contract: str = ""

    def facts(self) -> tuple[int, int]:
        return self.country, self.investor_class
