"""The register on the chain beside its twin: each act is put to both, and both must say the same of every wallet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from eth_abi.abi import encode
from web3.types import RPCEndpoint

from tenor.parties import Actor
from tests.contracts.IdentityRegistry.vouching import LIVE, further, reference
from tests.contracts.signing import CLAIM_TYPE, REGISTRY_NAME, compact, digest, packed, sign
from tests.contracts.support import ZERO, Deployed, Refused
from tests.contracts.world import World
from tests.twin.claims import Claim, Signed
from tests.twin.register import Register

TOPICS = (1, 7, 1_001)  # claim topics in the order of their index; the first is required when a life begins
WALLETS = tuple(further(number) for number in range(5))
TERM = 60  # [s] of a verdict from an identity contract: short, so that a life sees many end
IDENTITY_OF = "(bytes8,uint40,uint40,uint16,uint8,uint8,bool,bool,bool)"


def mask_of(topics: Iterable[int]) -> int:
    return sum(1 << topic for topic in topics)


@dataclass(frozen=True)
class View:
    """A question about a wallet, with its calldata."""

    function: str
    wallet: str
    data: str
    topics: tuple[int, ...] = ()
    live: bool = False


@dataclass
class Life:
    """A registry with three issuers who sign, two that are contracts, two identity contracts and five wallets."""

    world: World
    twin: Register
    signers: dict[str, Actor]
    issuers: list[Deployed]
    identities: list[Deployed]
    now: int
    codeless: dict[str, str]  # identity by first wallet
    views: list[View]
    claims: list[Signed] = field(default_factory=list)  # all that were ever signed

    @property
    def everybody(self) -> list[str]:
        """All who may be relied on."""
        return [*self.signers, *(issuer.wallet for issuer in self.issuers)]

    def later(self, seconds: int) -> int:
        """The second of the next block."""
        return self.now + 1 + seconds

    def act(self, faults: set[str], call: Callable[[], object], note: Callable[[], object], at: int) -> None:
        """The chain refuses for one of these faults, or takes the act if there is none, and the twin notes it."""
        refusal = ""
        try:
            call()
        except Refused as refused:
            refusal = refused.error
        assert bool(refusal) == bool(faults), f"refused with {refusal or 'nothing'}; faults are {sorted(faults)}"
        assert not refusal or refusal in faults, f"refused with {refusal}; faults are {sorted(faults)}"
        self.now = at
        if not refusal:
            note()

    def struct(self, claim: Claim) -> dict[str, Any]:
        """A claim as the registry takes it."""
        return {
            "wallet": claim.wallet,
            "investor": claim.investor,
            "country": claim.country,
            "investorClass": claim.investor_class,
            "topics": mask_of(claim.topics),
            "issuedAt": claim.issued_at,
            "validUntil": claim.valid_until,
        }

    def digest(self, claim: Claim) -> bytes:
        """What an issuer signs for a claim."""
        return digest(CLAIM_TYPE, self.struct(claim), REGISTRY_NAME, self.world.registry.wallet)

    def signature(self, signed: Signed) -> bytes:
        """By the issuer named, or by somebody else where the claim is not genuine."""
        actor = self.signers[signed.issuer] if signed.genuine else self.world.outsider
        return sign(self.world.keys[actor.key].key, self.digest(signed.claim))

    def register(self, signed: Signed, at: int) -> None:
        claims, signatures = [self.struct(signed.claim)], [compact(self.signature(signed))]
        self.act(
            self.twin.register_faults(signed, at),
            lambda: self.world.registry.registerSigned(
                *packed(claims, signed.issuer, signatures), by=self.world.registrar, at=at
            ),
            lambda: self.twin.register(signed),
            at,
        )

    def refresh(self, brought: list[Signed], at: int, *, registrar: bool) -> None:
        arguments = (
            [self.struct(signed.claim) for signed in brought],
            [signed.issuer for signed in brought],
            [self.signature(signed) for signed in brought],
        )
        by = self.world.registrar if registrar else self.world.outsider
        self.act(
            self.twin.refresh_faults(brought, at, registrar=registrar),
            lambda: self.world.registry.refresh(*arguments, by=by, at=at),
            lambda: self.twin.enter(brought),
            at,
        )

    def revoke_claim(self, claim: Claim, issuer: str, at: int) -> None:
        self.act(
            self.twin.revoke_claim_faults(claim, issuer, at),
            lambda: self.world.registry.revokeClaim(self.struct(claim), by=self.signers[issuer], at=at),
            lambda: self.twin.revoke_claim(claim, issuer),
            at,
        )

    def rely(self, issuer: str, topics: set[int], at: int) -> None:
        """From now on for these topics, and not at all for none."""
        registry, by, numbers = self.world.registry, self.world.operator, [TOPICS[topic] for topic in sorted(topics)]
        relied = bool(self.twin.relied.get(issuer))
        if not topics:
            call = lambda: registry.removeTrustedIssuer(issuer, by=by, at=at)  # noqa: E731
        else:
            change = registry.updateIssuerClaimTopics if relied else registry.addTrustedIssuer
            call = lambda: change(issuer, numbers, by=by, at=at)  # noqa: E731
        faults = set() if topics or relied else {"IssuerUnavailable"}
        self.act(faults, call, lambda: self.twin.relied.update({issuer: topics}), at)

    def confirm(self, identity: int, issuer: int, topic: int, *, yes: bool) -> None:
        contract, by = self.identities[identity], self.issuers[issuer]
        by.confirm(contract, TOPICS[topic], yes=yes, by=self.world.outsider)
        self.now = self.world.now
        standing = {(contract.wallet, by.wallet, topic)}
        self.twin.standing = self.twin.standing | standing if yes else self.twin.standing - standing

    def agrees(self) -> None:
        """Every view of every wallet says what the twin says."""
        calls = [({"to": self.world.registry.wallet, "data": view.data}, "latest") for view in self.views]
        provider: Any = self.world.chain.web3.provider
        answers = provider.make_batch_request([(RPCEndpoint("eth_call"), call) for call in calls])
        for view, answer in zip(self.views, answers, strict=True):
            found = bytes.fromhex(answer["result"][2:])
            if view.function == "clearance":  # the word itself is in `identityOf`
                found = encode(["bool"], [any(found)])
            expected = self.foretold(view)
            assert found == expected, f"{view} is {found.hex()}, the twin says {expected.hex()}"

    def foretold(self, view: View) -> bytes:
        """What the twin answers, as the ABI has it."""
        twin, wallet = self.twin, view.wallet
        entry = twin.entry(wallet)
        if view.function == "walletsOf":
            return encode(["address[]"], [twin.wallets_of(wallet)])
        if view.function == "contains":
            return encode(["bool"], [entry.on_register])
        if view.function == "identity":
            codeless = self.codeless[entry.investor] if entry.on_register else ZERO
            return encode(["address"], [entry.contract or codeless])
        if view.function == "identityOf":
            several = len(twin.wallets_of(wallet)) > 1
            investor = reference(entry.investor) if entry.investor else bytes(8)
            proved = (*entry.facts(), mask_of(entry.proofs))
            flags = (entry.on_register, several, bool(entry.contract))
            return encode([IDENTITY_OF], [(investor, entry.issued_at, entry.valid_until, *proved, *flags)])
        return encode(["bool"], [twin.verdict(wallet, view.topics, self.now, live=view.live)])


def begin(world: World) -> Life:
    """The world's registry, with five wallets that it does not know yet."""
    world.registry.setContractTerm(TERM, by=world.operator)
    for topic in TOPICS[1:]:
        world.registry.defineTopic(topic, by=world.operator)
    signers = {actor.wallet: actor for actor in (world.provider, world.settler, world.registrar)}
    issuers = [world.deploy("MockClaimIssuer") for _ in range(2)]
    identities = [world.deploy("MockIdentity") for _ in range(2)]
    for identity in identities:
        for issuer in issuers:
            for topic in TOPICS:
                identity.hold(issuer, topic, b"", b"", by=world.outsider)
    twin = Register(term=TERM, required={0}, relied={world.provider.wallet: {0}})
    codeless = {wallet: world.registry.codelessIdentity(wallet) for wallet in WALLETS}
    life = Life(world, twin, signers, issuers, identities, world.now, codeless, list(views(world.registry)))
    people(life)
    return life


def people(life: Life) -> None:
    """Four of the wallets come onto the register: two of one investor, one alone, one with an identity contract."""
    provider, settler, registrar = life.signers
    contract = life.identities[0].wallet
    for issuer, topics in ((settler, {0, 1}), (registrar, {2}), (life.issuers[0].wallet, {0, 1})):
        life.rely(issuer, topics, life.later(0))
    for wallet, investor in ((WALLETS[0], WALLETS[0]), (WALLETS[1], WALLETS[0]), (WALLETS[2], WALLETS[2])):
        at = life.later(0)
        claim = Claim(wallet, investor, 702, 2, frozenset({0}), at - 1, at + 5_000)
        life.claims.append(Signed(claim, provider))
        life.register(life.claims[-1], at)
    life.confirm(0, 0, 0, yes=True)
    at = life.later(0)
    registry, by = life.world.registry, life.world.registrar
    life.act(
        set(),
        lambda: registry.registerIdentity(WALLETS[3], contract, 344, by=by, at=at),
        lambda: life.twin.register_identity(WALLETS[3], contract, 344, at, by.wallet),
        at,
    )


def views(registry: Deployed) -> Iterator[View]:
    """All that is asked about each wallet after every act."""
    for wallet in WALLETS:
        for function in ("isVerified", "contains", "identity", "identityOf", "walletsOf"):
            yield View(function, wallet, "0x" + registry.data(function, wallet).hex())
        for topics in ((1,), (0, 1, 2)):
            for live in (False, True):
                wanted = mask_of(topics) | (LIVE if live else 0)
                data = registry.data("clearance", wallet, wanted)
                yield View("clearance", wallet, "0x" + data.hex(), topics, live=live)
