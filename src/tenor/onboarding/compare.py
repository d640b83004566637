"""The rows of a list against the register as it stands: what is there already, what is to be sent, what is against it.

All of it before anything is sent, so that a list that stopped half-way is brought to its end by the same command.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from tenor.onboarding.register import end_of
from tenor.onboarding.roll import MAX_WALLETS, Admitted
from tenor.onboarding.rows import Fault
from tenor.onboarding.words import IdentityWord, investor_reference

_REPLACE = "Take the row out, or replace what stands with --replace"


class Standing(Enum):
    """What is to be done about a row that nothing is against."""

    THERE = auto()  # the register says exactly this already
    CLAIM = auto()  # a new claim is to be brought
    CONTRACT = auto()  # the claims in the wallet's identity contract are to be verified again


@dataclass(slots=True)
class Comparison:
    """How the rows of one list stand to the register; they are asked about in the order of their lines.

    Attributes:
        topics: what each claim will vouch for.
        issuer: index of the claims' issuer, None for one the registry never relied on.
        issued_at: when the issuer will vouch [s]; a claim as recent cannot be replaced.
        timezone: zone in which a last day of eligibility ends.
        renew: whether a wallet must be on the register, and gets a new claim whatever stands there.
        replace: whether what was revoked, taken off or proved otherwise gives way.
        wallets: number of wallets by first wallet, of investors who get another one.
        refused: wallets of rows that something is against.
    """

    topics: int
    issuer: int | None
    issued_at: int
    timezone: str
    renew: bool
    replace: bool
    wallets: dict[str, int] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)

    def standing(self, row: Admitted, words: Mapping[str, IdentityWord]) -> Standing | Fault:
        """What is to be done about a row, or what is against it, given the words of its wallet and its first wallet."""
        word, until = words[row.wallet], end_of(row.valid_until, self.timezone)
        facts = (word.country, word.investor_class, word.valid_until) == (row.country, row.investor_class, until)
        same = _is_of(word, row.first) and word.on_register and facts and word.rests_on(self.topics, self.issuer)
        if same and not self.renew:
            return Standing.THERE
        found = self._against(row, word) if word.is_known else self._against_new(row, words[row.first])
        if found is not None:
            self.refused.add(row.wallet)
            return found
        return Standing.CONTRACT if self.renew and word.has_contract else Standing.CLAIM

    def _against(self, row: Admitted, word: IdentityWord) -> Fault | None:
        if not _is_of(word, row.first):
            what = "on the register this wallet is another investor's"
            return Fault("wallet", what, "Correct wallet or wallet_of: a wallet keeps its investor for good")
        if word.issued_at >= self.issued_at:
            return Fault("wallet", "the wallet changed on the register in the latest block", "Run the command again")
        if self.renew and not word.on_register:
            return Fault("wallet", "the wallet is not on the register", "Bring it with `tenor register add`")
        if self.replace or (self.renew and word.has_contract and word.valid_until):
            return None
        return self._against_replacing(word)

    def _against_new(self, row: Admitted, first: IdentityWord) -> Fault | None:
        if self.renew:
            return Fault("wallet", "the wallet is not on the register", "Bring it with `tenor register add`")
        if row.first == row.wallet:
            return None
        if row.first in self.refused:
            return Fault("wallet_of", "the row of the investor's first wallet is refused", "Correct that row first")
        count = self.wallets[row.first] = self.wallets.get(row.first, 1) + 1
        if count > MAX_WALLETS:
            what = f"the investor has {MAX_WALLETS} wallets on the register already"
            return Fault("wallet_of", what, f"Keep {MAX_WALLETS} of them")
        if first.is_known and not _is_of(first, row.first):
            return Fault("wallet_of", "on the register that wallet is another investor's", "Name the first wallet")
        return None

    def _against_replacing(self, word: IdentityWord) -> Fault | None:
        if not word.on_register:
            return Fault("wallet", "the wallet was taken off the register", _REPLACE)
        if word.valid_until == 0:
            return Fault("wallet", "the wallet's identity was revoked", _REPLACE)
        if word.has_contract:
            return Fault("wallet", "the wallet's identity is a contract with claims of its own", _REPLACE)
        if word.topics & ~self.topics:
            return Fault("wallet", "the wallet has proved more topics than a claim of this list states", _REPLACE)
        return None


def _is_of(word: IdentityWord, first: str) -> bool:
    """Whether a word names the investor of a first wallet."""
    return word.investor == investor_reference(first)
