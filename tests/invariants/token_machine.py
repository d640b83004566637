"""Moves of a bond and a cash token, played at random beside their twins; test_token_machine.py adds what can be set."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from eth_utils.crypto import keccak
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.contracts.PermissionedToken.kit import set_limits
from tests.contracts.PermissionedToken.permits import named, permission, signed
from tests.contracts.support import Sent
from tests.contracts.world import World
from tests.invariants.token_moves import Pair
from tests.twin.token import LARGEST, UNLIMITED, Holder, Token

KINDS = st.sampled_from(["bond", "cash"])
WALLETS = st.sampled_from([0, 0, 0, 1, 1, 2, 2, 2, 3, 3, 4, 5])  # of the machine's list; who mostly holds first
EDGES = st.sampled_from(["all", "free", "one more", "least left", "huge"])
AMOUNTS = st.one_of(st.integers(2, 5), st.integers(2, 5), st.integers(0, 9), EDGES)
SPENDERS = st.sampled_from(["", "", "", "settler", "dvp"])
RECEIVERS = st.sampled_from([0, 1, 2, 3, 0, 1, 2, 3, 4, 5, 6])  # 6 is the token itself
GIVERS = st.integers(0, 11)  # of those who hold something, and 0 is anybody
PAIRS = st.one_of(st.sampled_from([(0, 1), (1, 0)]), st.tuples(WALLETS, WALLETS))
STANDING = ["freeze", "release", "release", "approve", "sign", "allow", "disallow", "pause", "unpause", "unpause"]
Transfers = list[tuple[int, int, int | str, str]]
TRANSFERS = st.lists(st.tuples(GIVERS, RECEIVERS, AMOUNTS, SPENDERS), min_size=2, max_size=6)
PEOPLE = ("investor_a", "outsider", "investor_b", "investor_c", "issuer", "settler")
"""Two wallets of one investor, three investors of one each, and a wallet that is not on the register."""
SHAPES = {"bond": (2, 1_600, frozenset({0})), "cash": (0, LARGEST, frozenset[int]())}
"""Least holding, most in issue, classes that may never receive."""


class Moves(RuleBasedStateMachine):
    """One world at a time; what an example did to the chain is undone at its end."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world = world
        self.snapshot = world.chain.rpc("evm_snapshot")
        self.people = [getattr(world, name) for name in PEOPLE]
        self.wallets = [person.wallet for person in self.people]
        first = self.wallets[0]
        world.registry.updateIssuerClaimTopics(world.provider, [1, 2], by=world.operator)
        world.register(world.outsider, investor=first)
        self.register = {wallet: Holder(investor=wallet) for wallet in self.wallets[:5]}
        self.register[self.wallets[1]].investor = first
        world.advance(world.terms["issueTime"])
        self.played = "bond"
        self.pairs = {name: self.begun(name) for name in SHAPES}

    def begun(self, name: str) -> Pair:
        """A token whose holders are counted, with something on both accounts of investor a and on investor b's."""
        token = getattr(self.world, name)
        twin = Token(token.wallet, self.world.dvp.wallet, self.register, *SHAPES[name])
        for wallet in self.wallets:
            twin.allowances[wallet, self.world.dvp.wallet] = token.allowance(wallet, self.world.dvp)
            twin.settling |= {wallet} if token.settlementAllowed(wallet) else set()
        twin.rules.max_holders, twin.counted = 3, True
        set_limits(self.world, token, maxHolders=3)
        pair = Pair(self.world, token, twin)
        for wallet, amount in ((self.wallets[0], 10), (self.wallets[1], 6), (self.wallets[2], 8)):
            pair.issue(wallet, amount)
            twin.balances[wallet] = amount
            token.approve(self.world.settler, UNLIMITED, by=self.people[self.wallets.index(wallet)])
            twin.allowances[wallet, self.world.settler.wallet] = UNLIMITED
        return pair

    def teardown(self) -> None:
        try:
            for pair in self.pairs.values():
                pair.agrees(self.wallets)
        finally:
            assert self.world.chain.rpc("evm_revert", self.snapshot)

    @invariant()
    def books_agree(self) -> None:
        self.pairs[self.played].agrees(self.wallets)

    def pair(self, kind: str) -> Pair:
        self.played = kind
        return self.pairs[kind]

    def holder(self, kind: str, number: int) -> int:
        """One of those who hold something, by any number; 0 is anybody."""
        held = [at for at, wallet in enumerate(self.wallets) if self.pairs[kind].twin.balances[wallet]]
        return held[number % len(held)] if number and held else 0

    def amount(self, pair: Pair, wallet: int, drawn: int | str) -> int:
        """A number, or one at an edge of what a wallet has."""
        held, free = pair.twin.balances[self.wallets[wallet]], pair.twin.free(self.wallets[wallet])
        edges = {"all": held, "free": free, "one more": held + 1, "least left": max(0, held - 1), "huge": 2**200}
        return edges[drawn] if isinstance(drawn, str) else drawn

    @rule(kind=KINDS, to=WALLETS, drawn=AMOUNTS)
    def mint(self, kind: str, to: int, drawn: int | str) -> None:
        pair, wallet = self.pair(kind), self.wallets[to]
        amount = self.amount(pair, to, drawn)
        against = pair.twin.against_mint(wallet, amount)
        if not pair.is_bond and not amount:
            against.add("ZeroAmount")
        pair.play(
            against,
            lambda: pair.issue(wallet, amount),
            lambda: pair.twin.balances.update({wallet: pair.twin.balances[wallet] + amount}),
        )

    @rule(kind=KINDS, transfers=TRANSFERS)
    def trade_again(self, kind: str, transfers: Transfers) -> None:
        """As `trade`, which so is played twice as often as anything else."""
        self.trade(kind, transfers)

    @rule(kind=KINDS, transfers=TRANSFERS)
    def trade(self, kind: str, transfers: Transfers) -> None:
        for giver, *rest in transfers:
            self.transfer(kind, self.holder(kind, giver), *rest)

    def transfer(self, kind: str, sender: int, to: int, drawn: int | str, spender: str) -> None:
        """By the holder itself, a spender, or the settlement venue; the views are asked a second before."""
        pair, person = self.pair(kind), self.people[sender]
        twin, token = pair.twin, pair.token
        parties = person.wallet, [*self.wallets, token.wallet][to], self.amount(pair, sender, drawn)
        spender = "" if person is self.world.settler and spender == "settler" else spender
        by = getattr(self.world, spender).wallet if spender else person.wallet
        now, at = self.world.now, self.world.now + 1
        foretold = pair.foretold(by, *parties)
        against = twin.against_transfer(*parties, at)
        same = against == twin.against_transfer(*parties, now)

        def call() -> Sent:
            if not spender:
                sent: Sent = token.transfer(*parties[1:], by=person, at=at)
            else:
                sends = self.world.become(by) if spender == "dvp" else self.world.settler
                sent = token.transferFrom(*parties, by=sends, at=at)
            return sent

        def note() -> None:
            if spender:
                twin.spend(by, parties[0], parties[2])
            twin.transfer(*parties, at)

        spending = twin.against_spending(by, parties[0], parties[2]) if spender else set()
        found = pair.play(against | spending, call, note)
        assert not same or (found or "NONE") == foretold

    @rule(kind=KINDS, giver=GIVERS, drawn=AMOUNTS)
    def burn(self, kind: str, giver: int, drawn: int | str) -> None:
        """By force for the bond, by the holder's own act for money."""
        holder = self.holder(kind, giver)
        pair, person = self.pair(kind), self.people[holder]
        amount = self.amount(pair, holder, drawn)
        twin, token, wallet = pair.twin, pair.token, person.wallet
        if pair.is_bond:
            against = {"INSUFFICIENT_BALANCE"} if amount > twin.balances[wallet] else set()
            against |= set() if amount else {"InvalidAct"}
            pair.play(
                against, lambda: token.burn(wallet, amount, by=self.world.officer), lambda: twin.take(wallet, amount)
            )
        else:
            against = twin.against_burn(wallet, amount) | (set() if amount else {"ZeroAmount"})
            reference = keccak(text=f"pay-out at {self.world.now}")
            pair.play(against, lambda: token.redeem(amount, reference, by=person), lambda: twin.take(wallet, amount))

    @rule(kind=KINDS, giver=GIVERS, to=WALLETS, drawn=AMOUNTS)
    def force(self, kind: str, giver: int, to: int, drawn: int | str) -> None:
        sender = self.holder(kind, giver)
        pair, source, target = self.pair(kind), self.wallets[sender], self.wallets[to]
        amount = self.amount(pair, sender, drawn)

        def note() -> None:
            pair.twin.take(source, amount)
            pair.twin.balances[target] += amount

        pair.play(
            pair.twin.against_force(source, target, amount),
            lambda: pair.token.forcedTransfer(source, target, amount, by=self.world.officer),
            note,
        )

    @rule(kind=KINDS, who=PAIRS)
    def recover(self, kind: str, who: tuple[int, int]) -> None:
        pair, wallets = self.pair(kind), (self.wallets[who[0]], self.wallets[who[1]])
        identity = self.world.registry.identity(wallets[0])
        pair.play(
            pair.twin.against_recovery(*wallets),
            lambda: pair.token.recoveryAddress(*wallets, identity, by=self.world.registrar),
            lambda: pair.twin.recover(*wallets),
        )

    @rule(kind=KINDS, giver=GIVERS, drawn=AMOUNTS, act=st.sampled_from(["freeze", "unfreeze", "set"]))
    def freeze_part(self, kind: str, giver: int, drawn: int | str, act: str) -> None:
        holder = self.holder(kind, giver)
        pair, wallet = self.pair(kind), self.wallets[holder]
        twin, token, officer = pair.twin, pair.token, self.world.officer
        amount, frozen = self.amount(pair, holder, drawn), twin.frozen[wallet]
        call: Callable[..., Any]
        if act == "freeze":
            call, after, bad = token.freezePartialTokens, frozen + amount, amount > twin.free(wallet)
        elif act == "unfreeze":
            call, after, bad = token.unfreezePartialTokens, frozen - amount, amount > frozen
        else:
            call, after, bad = token.setFrozenTokens, amount, amount > LARGEST
        name = {"freeze": "INSUFFICIENT_BALANCE", "unfreeze": "InsufficientFrozen", "set": "FieldOverflow"}[act]
        pair.play(
            {name} if bad else set(),
            lambda: call(wallet, amount, by=officer),
            lambda: twin.frozen.update({wallet: after}),
        )

    @rule(kind=KINDS, holder=WALLETS, what=st.sampled_from(STANDING), value=st.sampled_from([0, 3, 8, UNLIMITED]))
    def standing(self, kind: str, holder: int, what: str, value: int) -> None:
        """A freeze of an address, an allowance, the permission to settle, a pause: set or taken back."""
        pair, wallet = self.pair(kind), self.wallets[holder]
        if what in {"freeze", "release"}:
            pair.token.setAddressFrozen(wallet, freeze=what == "freeze", by=self.world.officer)
            pair.twin.blocked = pair.twin.blocked - {wallet} | ({wallet} if what == "freeze" else set())
        elif what in {"allow", "disallow"}:
            pair.token.allowSettlement(allowed=what == "allow", by=self.people[holder])
            pair.twin.settling = pair.twin.settling - {wallet} | ({wallet} if what == "allow" else set())
        elif what in {"pause", "unpause"}:
            pair.play(
                {"PauseState"} if pair.twin.paused == (what == "pause") else set(),
                lambda: getattr(pair.token, what)(by=self.world.pauser),
                lambda: setattr(pair.twin, "paused", what == "pause"),
            )
        else:
            self.approve(pair, holder, value, signs=what == "sign")

    def approve(self, pair: Pair, holder: int, value: int, *, signs: bool) -> None:
        """By the holder's own act or by its signature, which is good once."""
        person, spender = self.people[holder], self.world.settler.wallet
        if signs:
            values = permission(self.world, pair.token, owner=person, spender=spender, value=value)
            last = signed(self.world, pair.token, values, by=person)

            def bring() -> Sent:
                sent: Sent = pair.token.permit(*named(values), last, by=self.world.operator)
                return sent

            bring()
            assert pair.play({"ERC2612InvalidSigner"}, bring, lambda: None)
        else:
            pair.token.approve(spender, value, by=person)
        pair.twin.allowances[person.wallet, spender] = value
