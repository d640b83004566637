"""A register lived through at random beside its twin: claims, revocations, policies and identity contracts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.contracts.IdentityRegistry.vouching import REASON
from tests.contracts.support import ZERO
from tests.contracts.world import World
from tests.invariants.register_life import TERM, TOPICS, WALLETS, Life, begin
from tests.twin.claims import Claim, Entry, Signed
from tests.twin.register import NO_END

WALLET = st.sampled_from(WALLETS)
TOPIC_SETS = st.sets(st.integers(0, len(TOPICS) - 1), min_size=1).map(frozenset)
TOPIC = st.integers(0, len(TOPICS) - 1)
ISSUER = st.integers(0, 4)
SIGNER = st.integers(0, 2)
PAUSE = st.sampled_from([0, 0, 0, 1, 5, TERM // 2, TERM, TERM + 1])  # [s]
LASTS = st.sampled_from([10_000, 20_000, TERM + 5, 30, 0, -1])  # [s]
WILD = st.sampled_from([False] * 7 + [True])
COUNTRY = st.sampled_from([344, 702, 826, 999, 1, 36, 0, 1_000])
CLASS = st.sampled_from([1, 2, 3, 7, 0, 8])
LIVES, ACTS = 30, 50


class RegisterMachine(RuleBasedStateMachine):
    """Each rule is one act of somebody; `world` is set by the test."""

    world: World

    def __init__(self) -> None:
        super().__init__()
        self.snapshot = self.world.chain.rpc("evm_snapshot")
        self.life: Life = begin(self.world)
        self.twin = self.life.twin

    def teardown(self) -> None:
        self.world.chain.rpc("evm_revert", self.snapshot)

    @invariant()
    def chain_and_twin_agree(self) -> None:
        self.life.agrees()

    def entry(self, wallet: str) -> Entry:
        return self.twin.entry(wallet)

    def sign(self, claim: Claim, issuer: str, *, genuine: bool = True) -> Signed:
        """A new claim, which anybody may bring from now on."""
        signed = Signed(claim, issuer, genuine)
        self.life.claims.append(signed)
        return signed

    def topics_for(self, issuer: str, drawn: frozenset[int], *, wild: bool) -> frozenset[int]:
        """Topics that an issuer is relied on for, unless the claim is to be a wild one."""
        relied = frozenset(self.twin.relied.get(issuer, ()))
        return drawn if wild else drawn & relied or relied or drawn

    @rule(
        wallet=WALLET, investor=WALLET, country=COUNTRY, number=CLASS, topics=TOPIC_SETS, wild=WILD, genuine=WILD,
        age=st.integers(-1, 20), lasts=LASTS, signer=SIGNER, pause=PAUSE,
    )  # fmt: skip
    def register(self, **drawn: Any) -> None:  # noqa: ANN401 -- of many types
        """The registrar brings a claim; mostly it is in order."""
        at, wild = self.life.later(drawn["pause"]), drawn["wild"]
        wallet, issuer = drawn["wallet"], list(self.life.signers)[drawn["signer"]]
        known = self.entry(wallet).investor or self.entry(drawn["investor"]).investor or wallet
        claim = Claim(
            wallet,
            drawn["investor"] if wild else known,
            drawn["country"] if wild else 702,
            drawn["number"] if wild else drawn["number"] % 8,
            self.topics_for(issuer, drawn["topics"], wild=wild),
            at - (drawn["age"] if wild else max(0, drawn["age"] // 4)),
            at + (drawn["lasts"] if wild else max(0, drawn["lasts"])),
        )
        self.life.register(self.sign(claim, issuer, genuine=not (wild and drawn["genuine"])), at)

    @rule(
        wallet=WALLET, topics=st.lists(TOPIC_SETS, min_size=1, max_size=3), signers=st.lists(SIGNER, min_size=3),
        ages=st.lists(st.integers(0, 9), min_size=3), lasts=LASTS, wild=WILD, registrar=st.booleans(), pause=PAUSE,
        change=st.sampled_from(["", "", "", "", "country", "class", "one country", "shorter"]),
    )  # fmt: skip
    def refresh(self, **drawn: Any) -> None:  # noqa: ANN401 -- of many types
        """Somebody brings new claims that agree, mostly with what is known of the wallet."""
        at, change = self.life.later(drawn["pause"]), drawn["change"]
        wallet, known = drawn["wallet"], self.entry(drawn["wallet"])
        country, number = known.facts() if known.on_register else (702, 1)
        country, number = 826 if change == "country" else country, 3 if change == "class" else number
        least = 0 if change == "shorter" else min(known.valid_until, at + 50_000)
        brought = []
        for place, topics in enumerate(drawn["topics"]):
            issuer = list(self.life.signers)[drawn["signers"][place]]
            times = at - drawn["ages"][place], max(at + drawn["lasts"] + place, least)
            where = 36 if place and change == "one country" else country
            proved = self.topics_for(issuer, topics, wild=drawn["wild"])
            brought.append(self.sign(Claim(wallet, known.investor or wallet, where, number, proved, *times), issuer))
        self.life.refresh(brought, at, registrar=drawn["registrar"])

    @rule(
        data=st.data(), how=st.sampled_from(["set", "set", "train", "train", "register"]), registrar=st.booleans(),
        signer=SIGNER, pause=PAUSE,
    )  # fmt: skip
    def bring_again(self, data: st.DataObject, how: str, signer: int, pause: int, *, registrar: bool) -> None:
        """Somebody brings claims signed at any time, alone or in the train of a new one that says the same."""
        at = self.life.later(pause)
        chosen = data.draw(st.sampled_from(self.life.claims))
        if how == "register":
            self.life.register(chosen, at)
            return
        same = [signed for signed in self.life.claims if signed.claim.wallet == chosen.claim.wallet]
        brought = [chosen, *data.draw(st.lists(st.sampled_from(same), max_size=1))]
        if how == "train":
            issuer = list(self.life.signers)[signer]
            topics = self.topics_for(issuer, chosen.claim.topics, wild=False)
            until = max(at, chosen.claim.valid_until)
            claim = replace(chosen.claim, topics=topics, issued_at=at, valid_until=until)
            brought.insert(0, self.sign(claim, issuer))
        self.life.refresh(brought, at, registrar=registrar)

    @rule(
        wallet=WALLET, topics=TOPIC_SETS, signer=SIGNER, age=st.integers(0, 60), kept=st.sampled_from([1, 8, 8, 8]),
        registrar=st.booleans(), first=st.booleans(), over=st.booleans(), pause=PAUSE,
    )  # fmt: skip
    def bring_beside(self, **drawn: Any) -> None:  # noqa: ANN401 -- of many types
        """Somebody brings a claim, perhaps an old one, beside those that the wallet rests on, or over some of them."""
        at, wallet = self.life.later(drawn["pause"]), drawn["wallet"]
        entry, issuer = self.entry(wallet), list(self.life.signers)[drawn["signer"]]
        country, number = entry.facts() if entry.on_register else (702, 1)
        proved = self.topics_for(issuer, drawn["topics"], wild=False)
        if not drawn["over"]:
            proved = proved - set(entry.proofs) or drawn["topics"]
        resting = {
            claim: Signed(claim, by)
            for by, claim in entry.proofs.values()
            if claim and not (drawn["over"] and claim.topics & proved)
        }
        until = max(entry.valid_until, at + 1) if entry.valid_until < NO_END else at + 50_000
        claim = Claim(wallet, entry.investor or wallet, country, number, proved, at - drawn["age"], until)
        brought = [*list(resting.values())[: drawn["kept"]], self.sign(claim, issuer)]
        self.life.refresh(brought[:: -1 if drawn["first"] else 1], at, registrar=drawn["registrar"])

    @rule(data=st.data(), by=SIGNER, wild=WILD, pause=PAUSE)
    def revoke_claim(self, data: st.DataObject, by: int, pause: int, *, wild: bool) -> None:
        """An issuer takes back a claim, mostly one of its own that a wallet rests on."""
        proofs = [proof for wallet in WALLETS for proof in self.entry(wallet).proofs.values()]
        resting = [Signed(claim, issuer) for issuer, claim in proofs if claim and self.twin.relied[issuer]]
        signed = data.draw(st.sampled_from(resting if resting and by else self.life.claims))
        assume("InvalidClaim" not in self.twin.claim_faults(signed, self.life.now))
        issuer = list(self.life.signers)[by] if wild else signed.issuer
        self.life.revoke_claim(signed.claim, issuer, self.life.later(pause))

    @rule(wallet=WALLET, pause=PAUSE, taken_off=st.booleans())
    def end(self, wallet: str, pause: int, *, taken_off: bool) -> None:
        """A wallet is revoked or taken off."""
        at = self.life.later(pause)
        registry, by = self.world.registry, self.world.registrar
        faults = set() if self.entry(wallet).on_register else {"NotOnRegister"}
        self.life.act(
            faults,
            lambda: (
                registry.deleteIdentity(wallet, by=by, at=at)
                if taken_off
                else registry.revoke(wallet, REASON, by=by, at=at)
            ),
            lambda: self.twin.end(wallet, at, taken_off=taken_off),
            at,
        )

    @rule(wallet=WALLET, which=st.integers(-1, 1), country=COUNTRY, wild=WILD, pause=PAUSE)
    def give_identity(self, wallet: str, which: int, country: int, pause: int, *, wild: bool) -> None:
        """A wallet gets one of the identity contracts or comes onto the register codeless."""
        at = self.life.later(pause)
        known, registry, by = self.entry(wallet).on_register, self.world.registry, self.world.registrar
        contract = self.life.identities[which].wallet if which >= 0 else ""
        faults = self.twin.identity_faults(wallet, contract)
        if contract and known != wild:
            self.life.act(
                faults if known else {"NotOnRegister"},
                lambda: registry.updateIdentity(wallet, contract, by=by, at=at),
                lambda: self.twin.give_contract(wallet, contract, at),
                at,
            )
            return
        faults |= {"AlreadyOnRegister"} if known else set()
        self.life.act(
            faults | (set() if 1 <= country <= 999 else {"InvalidClaim"}),
            lambda: registry.registerIdentity(wallet, contract or ZERO, country, by=by, at=at),
            lambda: self.twin.register_identity(wallet, contract, country, at, by.wallet),
            at,
        )

    @rule(wallet=WALLET, country=COUNTRY, number=CLASS, which=st.booleans(), pause=PAUSE)
    def state_facts(self, wallet: str, country: int, number: int, pause: int, *, which: bool) -> None:
        """The registrar states a country or a class."""
        at = self.life.later(pause)
        registry, by = self.world.registry, self.world.registrar
        name, value = ("country", country) if which else ("investor_class", number)
        call = registry.updateCountry if which else registry.updateInvestorClass
        self.life.act(
            self.twin.statement_faults(wallet, **{name: value}),
            lambda: call(wallet, value, by=by, at=at),
            lambda: setattr(self.entry(wallet), name, value),
            at,
        )

    @rule(number=st.integers(0, len(WALLETS) - 1), wild=WILD, pause=PAUSE)
    def refresh_contract(self, number: int, pause: int, *, wild: bool) -> None:
        """Somebody has an identity contract looked at again; mostly there is one."""
        at = self.life.later(pause)
        having = [wallet for wallet in WALLETS if self.entry(wallet).contract]
        wallet = WALLETS[number] if wild or not having else having[number % len(having)]
        entry = self.entry(wallet)
        self.life.act(
            set() if entry.contract and entry.valid_until else {"RefreshRefused"},
            lambda: self.world.registry.refreshContract(wallet, by=self.world.outsider, at=at),
            lambda: self.twin.prove(wallet, at),
            at,
        )

    @rule(identity=st.integers(0, 1), issuer=st.integers(0, 1), topic=TOPIC, no=st.booleans())
    def confirm(self, identity: int, issuer: int, topic: int, *, no: bool) -> None:
        """A claim issuer confirms a claim in an identity contract, or no longer; the registry is not told."""
        self.life.confirm(identity, issuer, topic, yes=not no)

    @rule(issuer=ISSUER, topics=TOPIC_SETS, topic=TOPIC, what=st.sampled_from(["rely", "drop", "require"]), pause=PAUSE)
    def decide(self, issuer: int, topics: frozenset[int], topic: int, what: str, pause: int) -> None:
        """The owner relies on an issuer, for other topics or no longer, or changes what is required of all."""
        at = self.life.later(pause)
        if what != "require":
            self.life.rely(self.life.everybody[issuer], set(topics) if what == "rely" else set(), at)
            return
        registry, by = self.world.registry, self.world.operator
        call = registry.removeClaimTopic if topic in self.twin.required else registry.addClaimTopic
        self.life.act(
            set(),
            lambda: call(TOPICS[topic], by=by, at=at),
            lambda: self.twin.required.symmetric_difference_update({topic}),
            at,
        )


@pytest.mark.requirement("REG-20")
def test_register__any_life__says_of_every_wallet_what_the_twin_says(world: World) -> None:
    RegisterMachine.world = world
    run_state_machine_as_test(
        RegisterMachine, settings=settings(max_examples=LIVES, stateful_step_count=ACTS, deadline=None)
    )
