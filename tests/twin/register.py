"""The register of wallets by its own rules: sets and dictionaries, written from the interface's words and not its code.

Every act has two halves: ``..._faults`` tells for which errors the chain may refuse it, none if it must take it, and
the act itself notes what then stands on the register. Times are Unix seconds; topics are meant by their index.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from tests.twin.claims import Claim, Entry, Signed

MOST_WALLETS, MOST_COUNTRY, MOST_CLASS = 8, 999, 7
RETAIL = 1
NO_END = 2**40 - 1  # [s]


@dataclass
class Register:
    """Who is on the register, and what the registry relies on."""

    term: int  # [s] of a verdict from an identity contract
    required: set[int] = field(default_factory=set)
    relied: dict[str, set[int]] = field(default_factory=dict)  # every issuer ever, in order of its first appearance
    entries: dict[str, Entry] = field(default_factory=dict)
    families: dict[str, list[str]] = field(default_factory=dict)  # wallets of an investor, in the order they came
    owners: dict[str, str] = field(default_factory=dict)  # investor of an identity contract
    standing: set[tuple[str, str, int]] = field(default_factory=set)  # identity contract, issuer that confirms, topic
    revoked: set[tuple[str, Claim]] = field(default_factory=set)
    said: dict[tuple[str, str], int] = field(default_factory=dict)  # newest that an issuer said of a wallet

    def entry(self, wallet: str) -> Entry:
        return self.entries.get(wallet, Entry())

    def relies_on(self, issuer: str, topic: int) -> bool:
        return topic in self.relied.get(issuer, ())

    # What it says.

    def in_force(self, entry: Entry, wanted: Iterable[int], now: int) -> bool:
        """Whether what was proved holds now, for all topics wanted and all required."""
        return now <= entry.valid_until and all(
            topic in entry.proofs and self.relies_on(entry.proofs[topic][0], topic)
            for topic in self.required.union(wanted)
        )

    def proves_now(self, entry: Entry, wanted: Iterable[int]) -> bool:
        """Whether the identity contract proves all of them at this moment."""
        found = self.proved_by(entry.contract)
        return bool(entry.contract) and entry.valid_until != 0 and self.required.union(wanted) <= set(found)

    def verdict(self, wallet: str, wanted: Iterable[int], now: int, *, live: bool) -> bool:
        entry, topics = self.entry(wallet), set(wanted)
        proved = self.proves_now(entry, topics) if live and entry.contract else self.in_force(entry, topics, now)
        return entry.on_register and proved

    def proved_by(self, contract: str) -> dict[int, tuple[str, Claim | None]]:
        """Topics that an identity contract proves now, each by the first issuer relied on that confirms it."""
        found: dict[int, tuple[str, Claim | None]] = {}
        for issuer in self.relied:
            for identity, by, topic in self.standing:
                if (identity, by) == (contract, issuer) and self.relies_on(issuer, topic):
                    found.setdefault(topic, (issuer, None))
        return found

    def wallets_of(self, wallet: str) -> list[str]:
        return self.families.get(self.entry(wallet).investor, [wallet])

    # Claims by signature.

    def claim_faults(self, signed: Signed, now: int) -> set[str]:
        """What is wrong with a claim in itself."""
        claim, faults = signed.claim, set()
        missing = "0x" + "00" * 20 in (claim.wallet, claim.investor) or not claim.topics
        if missing or not 1 <= claim.country <= MOST_COUNTRY or claim.investor_class > MOST_CLASS:
            faults.add("InvalidClaim")
        if not claim.issued_at <= now <= claim.valid_until:
            faults.add("ClaimNotInForce")
        if claim.issued_at > claim.valid_until:
            faults.add("InvalidClaim")
        if not signed.genuine or not all(self.relies_on(signed.issuer, topic) for topic in claim.topics):
            faults.add("UntrustedClaim")
        return faults

    def family_faults(self, wallet: str, investor: str) -> set[str]:
        """Why a wallet cannot be this investor's."""
        known = self.entry(wallet).investor
        if known:
            return set() if known == investor else {"WrongInvestor"}
        if investor == wallet:
            return set()
        if self.entry(investor).investor != investor:
            return {"WrongInvestor"}
        return {"TooManyWallets"} if len(self.families[investor]) >= MOST_WALLETS else set()

    def register_faults(self, signed: Signed, now: int) -> set[str]:
        claim = signed.claim
        faults = self.claim_faults(signed, now) | self.family_faults(claim.wallet, claim.investor)
        if claim.investor_class > MOST_CLASS:
            faults.add("UntrustedClaim")  # has no place in a batch, so that what is brought was not signed
        if self.is_superseded(signed):
            faults.add("ClaimSuperseded")
        if (signed.issuer, claim) in self.revoked:
            faults.add("ClaimIsRevoked")
        return faults

    def refresh_faults(self, brought: Sequence[Signed], now: int, *, registrar: bool) -> set[str]:
        first = brought[0].claim
        faults = self.family_faults(first.wallet, first.investor)
        topics = [topic for signed in brought for topic in signed.claim.topics]
        if len(set(topics)) < len(topics):
            faults.add("InvalidClaim")
        for signed in brought:
            claim = signed.claim
            faults |= self.claim_faults(signed, now)
            if replace(claim, topics=first.topics, issued_at=0, valid_until=0) != replace(
                first, issued_at=0, valid_until=0
            ):
                faults.add("InvalidClaim")
            if self.is_superseded(signed):
                faults.add("ClaimSuperseded")
            if (signed.issuer, claim) in self.revoked:
                faults.add("ClaimIsRevoked")
        if not registrar and self.takes_away(brought, now):
            faults.add("RefreshRefused")
        return faults

    def rests_on(self, entry: Entry, signed: Signed) -> bool:
        """Whether a wallet that is not ended rests on all of a claim."""
        proof = signed.issuer, signed.claim
        return entry.valid_until != 0 and all(entry.proofs.get(topic) == proof for topic in signed.claim.topics)

    def takes_away(self, brought: Sequence[Signed], now: int) -> bool:
        """Whether a stranger may not bring this: the wallet is not there or stays unverified, or loses something."""
        first = brought[0].claim
        entry = self.entry(first.wallet)
        brings = set().union(*(signed.claim.topics for signed in brought))
        if not entry.on_register or entry.valid_until == 0 or not self.required <= brings:
            return True
        proofs, until = entry.proofs, entry.valid_until
        if entry.contract:
            proofs, until = self.proved_by(entry.contract), now + self.term
        held = {topic for topic, (issuer, _) in proofs.items() if self.relies_on(issuer, topic)}
        newer = max(signed.claim.issued_at for signed in brought) > entry.issued_at
        changed = (first.country, first.investor_class) != entry.facts()
        if not held <= brings or (changed and not newer):
            return True
        if not self.in_force(replace(entry, proofs=proofs, valid_until=until), (), now):
            return False
        shorter = min(signed.claim.valid_until for signed in brought) < until
        gained = newer or not brings <= set(entry.proofs)
        dropped = not set(entry.proofs) <= brings
        vouching = {issuer for topic, (issuer, claim) in proofs.items() if claim and topic in held}
        left = not vouching <= {signed.issuer for signed in brought}
        return shorter or left or (dropped and not gained) or entry.contract != ""

    def enter(self, brought: Sequence[Signed]) -> None:
        """Notes a claim that was registered, or a set by which a wallet was refreshed."""
        first = brought[0].claim
        self._hear(brought)
        self._join(first.wallet, first.investor)
        entry = self.entries[first.wallet]
        if not entry.stated or not entry.proofs:
            entry.floor = entry.issued_at
        entry.country, entry.investor_class = first.country, first.investor_class
        entry.issued_at = max(entry.issued_at, *(signed.claim.issued_at for signed in brought))
        entry.valid_until = min(signed.claim.valid_until for signed in brought)
        entry.proofs = {topic: (signed.issuer, signed.claim) for signed in brought for topic in signed.claim.topics}
        entry.on_register, entry.stated, entry.contract = True, True, ""

    def _hear(self, brought: Sequence[Signed]) -> None:
        """No issuer's claim ever comes in after a later one of its own, unless the wallet rests on both."""
        for signed in brought:
            claim = signed.claim
            about = claim.wallet, signed.issuer
            assert claim.issued_at > self.said.get(about, 0) or self.rests_on(self.entry(claim.wallet), signed)
        for signed in brought:
            about = signed.claim.wallet, signed.issuer
            self.said[about] = max(self.said.get(about, 0), signed.claim.issued_at)

    def register(self, signed: Signed) -> None:
        """Notes a claim that was registered, unless the wallet rests on it already, for as long."""
        entry = self.entry(signed.claim.wallet)
        if not self.rests_on(entry, signed) or entry.valid_until < signed.claim.valid_until:
            self.enter([signed])

    def is_superseded(self, signed: Signed) -> bool:
        """Whether a claim is not newer than what its issuer said of the wallet before, or than what is known of it."""
        claim, entry = signed.claim, self.entry(signed.claim.wallet)
        if claim.issued_at > entry.issued_at or self.rests_on(entry, signed):
            return False
        return claim.issued_at <= self.latest_of(claim.wallet, signed.issuer)

    def latest_of(self, wallet: str, issuer: str) -> int:
        """When an issuer vouched for a wallet last, or when it ended or was put there otherwise, if later. [s]"""
        entry = self.entry(wallet)
        if not entry.stated or not entry.proofs:
            return entry.issued_at
        return max(entry.floor, self.said.get((wallet, issuer), 0))

    def revoke_claim_faults(self, claim: Claim, issuer: str, now: int) -> set[str]:
        faults = set() if issuer in self.relied else {"IssuerUnavailable"}
        return faults | ({"ClaimNotInForce"} if claim.issued_at > now else set())

    def revoke_claim(self, claim: Claim, issuer: str) -> None:
        """What rests on the claim ends."""
        self.revoked.add((issuer, claim))
        entry = self.entry(claim.wallet)
        left = {topic: proof for topic, proof in entry.proofs.items() if proof != (issuer, claim)}
        if entry.proofs and not left:
            entry.valid_until = 0
        entry.proofs = left

    # Acts of the registrar.

    def end(self, wallet: str, now: int, *, taken_off: bool) -> None:
        """The wallet is revoked, or taken off the register."""
        entry = self.entries[wallet]
        entry.proofs, entry.valid_until, entry.issued_at = {}, 0, now
        if taken_off:
            entry.country, entry.investor_class, entry.contract = 0, 0, ""
            entry.on_register, entry.stated = False, False

    def statement_faults(self, wallet: str, country: int = 1, investor_class: int = 0) -> set[str]:
        """Why the registrar cannot state a country or class."""
        entry = self.entry(wallet)
        faults = {"InvalidClaim"} if not 1 <= country <= MOST_COUNTRY or investor_class > MOST_CLASS else set()
        if not entry.on_register:
            faults.add("NotOnRegister")
        return faults | ({"CountryIsClaimed"} if entry.stated else set())

    def identity_faults(self, wallet: str, contract: str) -> set[str]:
        """Why a wallet cannot be given an identity contract."""
        owner = self.owners.get(contract, "")
        return self.family_faults(wallet, owner) if owner else set()

    def register_identity(self, wallet: str, contract: str, country: int, now: int, by: str) -> None:
        """With an identity contract, or "" where the caller vouches itself."""
        investor = self.entry(wallet).investor or self.owners.get(contract, wallet)
        self._join(wallet, investor)
        entry = self.entries[wallet]
        entry.country, entry.investor_class, entry.on_register = country, RETAIL, True
        if contract:
            self.give_contract(wallet, contract, now)
        else:
            entry.proofs = dict.fromkeys(self.relied.get(by, ()), (by, None))
            entry.issued_at, entry.valid_until = now, NO_END

    def give_contract(self, wallet: str, contract: str, now: int) -> None:
        entry = self.entries[wallet]
        self.owners.setdefault(contract, entry.investor)
        entry.contract, entry.stated, entry.issued_at = contract, False, now
        self.prove(wallet, now)

    def prove(self, wallet: str, now: int) -> None:
        """The identity contract's claims are looked at now."""
        entry = self.entries[wallet]
        entry.proofs = self.proved_by(entry.contract)
        entry.valid_until = now + self.term

    def _join(self, wallet: str, investor: str) -> None:
        entry = self.entries.setdefault(wallet, Entry())
        if not entry.investor:
            entry.investor = investor
            self.families.setdefault(investor, []).append(wallet)
