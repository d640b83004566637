"""What others may try on a trade by keys between two chains, and what it comes to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from tenor.chain.clock import advance_to, mine
from tenor.errors import InputError, TransactionFailed
from tenor.parties import Actor
from tenor.scenarios.cross_chain.course import balances
from tenor.scenarios.cross_chain.forms import agree_trade
from tenor.scenarios.cross_chain.places import Places
from tenor.settlement.cross_chain.conditional import ConditionalTrade, purpose_of
from tenor.settlement.cross_chain.conditional_act import ConditionalAct, Role
from tenor.settlement.cross_chain.conditional_acting import ConditionalHand, act_conditionally
from tenor.settlement.cross_chain.conditional_intents import conditional_intent
from tenor.settlement.cross_chain.conditional_observe import check_contracts, observe_conditional
from tenor.settlement.cross_chain.keys import encrypt_key
from tenor.settlement.cross_chain.ordering import follow_until, reveal_until
from tenor.settlement.cross_chain.views import LockState
from tests.scenarios.cross_chain.test_swap_hostile import DEEP, execute, freeze

Step = Callable[[Role], ConditionalAct]


@dataclass(frozen=True)
class Table:
    """A trade with everybody at it."""

    places: Places
    trade: ConditionalTrade
    vouched: bool = True

    def step(self, role: Role, trade: ConditionalTrade | None = None) -> ConditionalAct:
        """One act of one of them, by its own idea of the trade."""
        places, trade = self.places, trade or self.trade
        statements = places.oracle.vouch(trade) if self.vouched else None
        actors = {Role.BUYER: places.buyer, Role.SELLER: places.seller, Role.ORACLE: places.key_oracle}
        oracle = places.oracle if role is Role.ORACLE else None
        hand = ConditionalHand(role, actors[role], places.senders(), oracle=oracle)
        return act_conditionally(trade, hand, observe_conditional(places.watched, trade, statements)).act

    def steps(self, *roles: Role) -> list[ConditionalAct]:
        return [self.step(role) for role in roles]

    def send(self, act: ConditionalAct, by: Actor, trade: ConditionalTrade) -> None:
        leg = trade.asset if "delivery" in act or "asset" in act else trade.payment
        execute(self.places, leg, conditional_intent(trade, act, by))

    def settle_down(self) -> None:
        """What was done is final on both chains."""
        for chain in self.places.chains:
            mine(chain, DEEP)

    def confirmed(self) -> None:
        self.steps(Role.BUYER, Role.SELLER, Role.SELLER, Role.SELLER)
        self.settle_down()

    def asked(self) -> None:
        self.confirmed()
        assert self.steps(Role.BUYER, Role.BUYER) == [ConditionalAct.LOCK_PAYMENT, ConditionalAct.PAY]


@pytest.fixture
def table(places: Places) -> Table:
    return Table(places, agree_trade(places, "K-1")[1])


@pytest.mark.requirement("XCH-8")
def test_act_conditionally__payment_undone_before_it_is_final__shows_no_key(table: Table) -> None:
    table.asked()
    assert table.step(Role.ORACLE) is ConditionalAct.WAIT
    table.places.cash.rpc("anvil_reorg", 2, [])
    table.settle_down()
    assert table.step(Role.ORACLE) is ConditionalAct.WAIT


@pytest.mark.requirement("XCH-8")
def test_act_conditionally__too_late_to_be_sure__oracle_shows_no_key_and_both_return(table: Table) -> None:
    table.asked()
    table.settle_down()
    before = dict(balances(table.places))
    advance_to(table.places.cash, reveal_until(table.trade.payment) + 1)
    assert table.step(Role.ORACLE) is ConditionalAct.WAIT
    advance_to(table.places.cash, table.trade.payment.expiry + 1)
    assert table.step(Role.SELLER) is ConditionalAct.GIVE_UP
    table.settle_down()
    assert table.steps(Role.ORACLE, Role.SELLER) == [ConditionalAct.RELEASE_KEY, ConditionalAct.USE_KEY]
    view = observe_conditional(table.places.watched, table.trade, None)
    assert (view.asset.state, view.payment.state) == (LockState.RETURNED, LockState.RETURNED)
    assert balances(table.places) == before


@pytest.mark.requirement("XCH-9")
def test_act_conditionally__oracle_silent_on_the_failure_key__seller_waits_for_the_expiry(table: Table) -> None:
    table.confirmed()
    advance_to(table.places.cash, follow_until(table.trade.payment) + 1)
    assert table.steps(Role.SELLER, Role.SELLER) == [ConditionalAct.GIVE_UP, ConditionalAct.WAIT]
    advance_to(table.places.bond, table.trade.asset.expiry + 1)
    assert table.step(Role.SELLER) is ConditionalAct.RELEASE_ASSET


@pytest.mark.requirement("XCH-8")
def test_act_conditionally__seller_incepts_another_amount__is_not_paid(table: Table) -> None:
    dearer = replace(table.trade, payment=replace(table.trade.payment, amount=table.trade.payment.amount + 1))
    table.step(Role.BUYER)
    table.send(ConditionalAct.INCEPT_PAYMENT, table.places.seller, dearer)
    table.send(ConditionalAct.LOCK_ASSET, table.places.seller, table.trade)
    table.send(ConditionalAct.CONFIRM, table.places.seller, table.trade)
    table.settle_down()
    assert table.step(Role.BUYER) is ConditionalAct.WAIT


@pytest.mark.requirement("XCH-7", "XCH-8")
def test_act_conditionally__seller_confirms_under_another_key__is_not_paid(table: Table) -> None:
    """The payment would show a key that opens nothing."""
    trade = table.trade
    sealed = encrypt_key(
        b"\x0f" * 32, purpose_of(trade.payment, trade.id, success=True), table.places.oracle.key.public
    )
    table.steps(Role.BUYER, Role.SELLER, Role.SELLER)
    table.send(ConditionalAct.CONFIRM, table.places.seller, replace(trade, success=sealed))
    table.settle_down()
    assert table.step(Role.BUYER) is ConditionalAct.WAIT


@pytest.mark.requirement("XCH-7")
def test_act_conditionally__oracle_has_not_vouched__nobody_locks(table: Table) -> None:
    unvouched = replace(table, vouched=False)
    table.step(Role.BUYER)
    assert unvouched.step(Role.SELLER) is ConditionalAct.WAIT
    table.steps(Role.SELLER, Role.SELLER, Role.SELLER)
    table.settle_down()
    assert unvouched.step(Role.BUYER) is ConditionalAct.WAIT
    assert table.step(Role.BUYER) is ConditionalAct.LOCK_PAYMENT


@pytest.mark.requirement("XCH-8")
def test_act_conditionally__payee_frozen__release_is_tried_first_and_shows_no_key(table: Table) -> None:
    table.asked()
    table.settle_down()
    payment = table.trade.payment
    freeze(table.places, payment, payment.receiver.wallet, frozen=True)
    with pytest.raises(TransactionFailed):
        table.step(Role.ORACLE)
    assert observe_conditional(table.places.watched, table.trade, None).key is None
    freeze(table.places, payment, payment.receiver.wallet, frozen=False)
    assert table.step(Role.ORACLE) is ConditionalAct.RELEASE_KEY


@pytest.mark.requirement("XCH-6")
def test_act_conditionally__keys_of_one_trade__open_for_no_other(table: Table) -> None:
    """The buyer brings the seller's encrypted key into a trade of its own, which it then pays a cent for."""
    trade = table.trade
    swapped = replace(
        trade,
        asset=replace(trade.asset, giver=trade.asset.receiver, receiver=trade.asset.giver),
        payment=replace(trade.payment, giver=trade.payment.receiver, receiver=trade.payment.giver, amount=1),
    )
    with pytest.raises(InputError, match="does not open for this chain, contract, trade and outcome"):
        table.places.oracle.vouch(swapped)
    with pytest.raises(InputError, match="does not open"):
        table.places.oracle.open(swapped, success=True)


@pytest.mark.requirement("XCH-6")
def test_check_contracts__other_token_oracle_or_code__is_refused(table: Table) -> None:
    trade, watched = table.trade, table.places.watched
    check_contracts(watched, trade)
    others = {
        "moves the token": replace(trade, asset=replace(trade.asset, token=table.places.cash_token)),
        "names the oracle": replace(trade, oracle=table.places.seller.wallet),
        "has keys encrypted to": replace(trade, oracle_key=bytes(32)),
        "is no LockingContract of known code": replace(
            trade, asset=replace(trade.asset, contract=table.places.bond_token)
        ),
        "is no DecryptionContract of known code": replace(
            trade, payment=replace(trade.payment, contract=table.places.cash_token)
        ),
    }
    for what, other in others.items():
        with pytest.raises(InputError, match=what):
            check_contracts(watched, other)
