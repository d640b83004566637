"""A bond and a cash token played at random beside their twins: every refusal, reason and book must agree."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from tests.contracts.PermissionedToken.kit import REFUSING, WILLING, add_rules, owner_of, set_limits, set_rules
from tests.contracts.restrictions import bitmap
from tests.contracts.support import ZERO
from tests.contracts.world import HONG_KONG, MONEY_ONLY, PROFESSIONAL, RETAIL, World
from tests.invariants.token_machine import AMOUNTS, GIVERS, KINDS, TRANSFERS, WALLETS, Moves, Transfers

HOUR, DAY = 3_600, 86_400  # [s]
SINGAPORE = 702
OFF = st.just(0)
COUNTRIES = st.sampled_from([HONG_KONG, HONG_KONG, HONG_KONG, SINGAPORE])
CLASSES = st.sampled_from([PROFESSIONAL, PROFESSIONAL, RETAIL, MONEY_ONLY])
TOPICS = st.sampled_from([3, 3, 1, 0])
LISTS = [(HONG_KONG,), (SINGAPORE,), (HONG_KONG, SINGAPORE)]
MOODS = st.sampled_from(["none", "willing", "none", "willing", "refusing"])
PERIODS = st.tuples(st.integers(-5, 40), st.integers(0, 60))


def mostly(*values: int) -> st.SearchStrategy[int]:
    """Off, and now and then one of these."""
    return st.one_of(OFF, OFF, st.sampled_from(values))


class TokenMachine(Moves):
    """Everything that can be set, beside everything that can be moved."""

    @rule(
        kind=KINDS,
        most=mostly(6, 12),
        period=st.one_of(st.none(), st.none(), st.none(), PERIODS),
        topics=mostly(0, 0, 2),
        excluded=mostly(1 << RETAIL, 1 << PROFESSIONAL),
        switches=st.integers(0, 9),
        then=TRANSFERS,
    )
    def set_rules(
        self,
        kind: str,
        most: int,
        period: tuple[int, int] | None,
        topics: int,
        excluded: int,
        switches: int,
        then: Transfers,
    ) -> None:
        pair = self.pair(kind)
        begins = 0 if period is None else self.world.now + period[0]
        closed = (begins, begins + period[1] if period else 0)
        listed, approval = switches == 8, switches == 9
        set_rules(
            self.world,
            pair.token,
            maxHolding=most,
            closedFrom=closed[0],
            closedUntil=closed[1],
            requiredTopics=topics,
            excludedClasses=excluded,
            spenderList=listed,
            approvalNeeded=approval,
        )
        rules = pair.twin.rules
        rules.max_holding, rules.closed, rules.topics, rules.excluded = most, closed, topics, excluded
        rules.spender_list, rules.approval = listed, approval
        self.trade(kind, then)

    @rule(
        kind=KINDS,
        holders=st.sampled_from([1, 2, 3, 3, 4, 5, 0]),
        locked=mostly(30),
        daily=mostly(7, 12),
        monthly=mostly(9, 20),
        multiple=mostly(2, 3),
        then=TRANSFERS,
    )
    def set_limits(
        self, kind: str, holders: int, locked: int, daily: int, monthly: int, multiple: int, then: Transfers
    ) -> None:
        pair = self.pair(kind)
        twin, rules = pair.twin, pair.twin.rules
        until = self.world.now + locked if locked else 0
        late = holders != 0 and not twin.counted and twin.supply != 0

        def note() -> None:
            twin.counted, rules.max_holders = holders != 0, holders
            rules.locked_until, rules.daily, rules.monthly, rules.multiple = until, daily, monthly, multiple

        pair.play(
            {"InvalidRule"} if late else set(),
            lambda: set_limits(
                self.world,
                pair.token,
                maxHolders=holders,
                lockedUntil=until,
                daily=daily,
                monthly=monthly,
                multiple=multiple,
            ),
            note,
        )
        self.trade(kind, then)

    @rule(kind=KINDS, which=mostly(1, 2), listed=st.sampled_from(LISTS), spender=st.booleans(), mood=MOODS)
    def set_lists(self, kind: str, which: int, listed: tuple[int, ...], spender: bool, mood: str) -> None:  # noqa: FBT001
        """Countries, spenders, and rules outside. The home country, where there is one, only saves a look."""
        pair, settler = self.pair(kind), self.world.settler.wallet
        twin, token = pair.twin, pair.token
        passes = (which == 1) == (HONG_KONG in listed)
        token.setCountries(which, HONG_KONG if passes else 0, bitmap(*listed), by=self.world.officer)
        twin.rules.country_rule, twin.rules.countries = which, frozenset(listed)
        token.setSpender(settler, listed=spender, by=self.world.officer)
        twin.spenders = {settler} if spender else set()
        if mood == "none":
            token.setCompliance(ZERO, by=owner_of(self.world, token))
        else:
            if twin.outside == "none":
                pair.rules = add_rules(self.world, token)
            assert pair.rules is not None
            pair.rules.become(REFUSING if mood == "refusing" else WILLING, by=self.world.operator)
        twin.outside = mood

    @rule(kind=KINDS, giver=GIVERS, to=WALLETS, drawn=AMOUNTS, lasts=st.integers(-3, 60), used=st.booleans())
    def approve_transfer(self, kind: str, giver: int, to: int, drawn: int | str, lasts: int, used: bool) -> None:  # noqa: FBT001
        """One that is used is needed, and tried again."""
        sender = self.holder(kind, giver)
        pair = self.pair(kind)
        if used:
            self.set_rules(kind, 0, None, 0, 0, switches=9, then=[])
        amount = self.amount(pair, sender, drawn)
        transfer = self.wallets[sender], self.wallets[to], amount
        at = self.world.now + 1
        stands = pair.twin.approved.get(transfer, -1) >= at
        pair.play(
            {"ApprovalRefused"} if stands or lasts < 0 else set(),
            lambda: pair.token.approveTransfer(*transfer, at + lasts, by=self.world.custodian, at=at),
            lambda: pair.twin.approved.update({transfer: at + lasts}),
        )
        for _ in range(2 * used):
            self.transfer(kind, sender, to, amount, "")

    @rule(which=st.integers(0, 4), country=COUNTRIES, investor_class=CLASSES, topics=TOPICS)
    def vouch(self, which: int, country: int, investor_class: int, topics: int) -> None:
        """The register learns of a wallet anew, or, without a topic, that it is verified no more."""
        wallet = self.wallets[which]
        known = self.register[wallet]
        if not topics:
            self.world.registry.revoke(wallet, bytes(32), by=self.world.registrar)
            known.verified = False
            return
        self.world.advance(self.world.now + 1)
        facts = {"country": country, "investorClass": investor_class, "topics": topics}
        self.world.register(wallet, investor=known.investor, **facts)
        self.register[wallet] = type(known)(known.investor, country, investor_class, topics)

    @rule(seconds=st.sampled_from([1, 20, 60, HOUR, DAY, DAY, 9 * DAY]))
    def time_passes(self, seconds: int) -> None:
        """Not past the first record time: coupons are played elsewhere."""
        last = self.world.dates[0]["recordTime"] - HOUR
        self.world.advance(min(last, self.world.now + seconds))


@pytest.mark.requirement("TOK-2", "TOK-12", "TOK-13", "TOK-14", "TOK-16", "TOK-17", "TOK-20", "TOK-21", "TOK-29")
def test_token__played_at_random__does_what_its_twin_says(world: World) -> None:
    run_state_machine_as_test(
        lambda: TokenMachine(world),
        settings=settings(
            max_examples=20,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=True,
            phases=[Phase.explicit, Phase.reuse, Phase.generate],  # an example takes seconds: shrinking takes minutes
        ),
    )
