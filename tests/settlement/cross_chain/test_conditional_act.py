"""What buyer, seller, oracle and relayer may do next, in every state and at every deadline."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import product

import pytest

from tenor.settlement.cross_chain.conditional_act import (
    ConditionalAct,
    ConditionalDecision,
    ConditionalView,
    DecryptionStatus,
    DeliveryStatus,
    Role,
    next_conditional_act,
)
from tenor.settlement.cross_chain.ordering import follow_until, lead_until, reveal_until
from tenor.settlement.cross_chain.views import STANDING, LegView, LockState
from tests.settlement.cross_chain.deals import BEGIN, TRADE, TRADE_FOLLOW, TRADE_LEAD

BEGUN = ConditionalView(
    asset=LegView(LockState.NONE, BEGIN),
    payment=LegView(LockState.NONE, BEGIN),
    delivery=DeliveryStatus.NONE,
    decryption=DecryptionStatus.NONE,
    delivery_final=True,
    decryption_final=True,
    agreed=True,
    vouched=True,
)
MOMENTS = (
    lead_until(TRADE_LEAD, TRADE_FOLLOW),
    follow_until(TRADE_FOLLOW),
    reveal_until(TRADE_FOLLOW),
    TRADE_FOLLOW.expiry,
    TRADE_LEAD.expiry,
)


@cache
def views() -> tuple[ConditionalView, ...]:
    edges = [moment + late for moment in MOMENTS for late in (0, 1)]
    # Everything in order, and each fact missing by itself.
    facts = [tuple(fact != missing for fact in range(4)) for missing in range(-1, 4)]
    return tuple(
        ConditionalView(LegView(asset, now), LegView(payment, now), delivery, decryption, *known)
        for asset, payment, delivery, decryption, now, known in product(
            LockState, LockState, DeliveryStatus, DecryptionStatus, edges, facts
        )
    )


def decided(role: Role) -> list[tuple[ConditionalView, ConditionalDecision]]:
    return [(view, next_conditional_act(TRADE, role, view)) for view in views()]


@cache
def doing(role: Role, act: ConditionalAct) -> tuple[ConditionalView, ...]:
    found = tuple(view for view, decision in decided(role) if decision.act is act)
    assert found, f"{role} never does {act}"
    return found


def test_next_conditional_act__undisturbed__is_the_sequence_of_the_text() -> None:
    none, final, spent = LockState.NONE, LockState.FINAL, LockState.SPENT
    act, delivery, decryption = ConditionalAct, DeliveryStatus, DecryptionStatus
    story = [
        (none, none, delivery.NONE, decryption.NONE, Role.BUYER, act.INCEPT_DELIVERY),
        (none, none, delivery.INCEPTED, decryption.NONE, Role.SELLER, act.INCEPT_PAYMENT),
        (none, none, delivery.INCEPTED, decryption.INCEPTED, Role.SELLER, act.LOCK_ASSET),
        (LockState.SEEN, none, delivery.INCEPTED, decryption.INCEPTED, Role.SELLER, act.CONFIRM),
        (final, none, delivery.CONFIRMED, decryption.INCEPTED, Role.BUYER, act.LOCK_PAYMENT),
        (final, LockState.SEEN, delivery.CONFIRMED, decryption.INCEPTED, Role.BUYER, act.PAY),
        (final, final, delivery.CONFIRMED, decryption.SUCCESS_REQUESTED, Role.ORACLE, act.RELEASE_KEY),
        (final, spent, delivery.CONFIRMED, decryption.SUCCESS_RELEASED, Role.BUYER, act.USE_KEY),
        (spent, spent, delivery.CLAIMED, decryption.SUCCESS_RELEASED, Role.BUYER, act.DONE),
    ]
    for asset, payment, delivered, decrypted, who, does in story:
        view = replace(
            BEGUN,
            asset=LegView(asset, BEGIN),
            payment=LegView(payment, BEGIN),
            delivery=delivered,
            decryption=decrypted,
        )
        acts = {role: next_conditional_act(TRADE, role, view).act for role in (Role.BUYER, Role.SELLER, Role.ORACLE)}
        assert acts.pop(who) is does
        assert set(acts.values()) <= {act.WAIT, act.DONE}


@pytest.mark.requirement("XCH-8")
@pytest.mark.parametrize("act", [ConditionalAct.LOCK_PAYMENT, ConditionalAct.PAY])
def test_next_conditional_act__buyer_pays__only_for_an_asset_locked_for_good_under_vouched_keys(
    act: ConditionalAct,
) -> None:
    for view in doing(Role.BUYER, act):
        assert view.asset.state is LockState.FINAL
        assert (view.delivery, view.decryption) == (DeliveryStatus.CONFIRMED, DecryptionStatus.INCEPTED)
        assert view.vouched
        assert view.agreed
        assert view.delivery_final
        assert view.decryption_final
        assert view.payment.now <= follow_until(TRADE_FOLLOW)


@pytest.mark.requirement("XCH-8")
def test_next_conditional_act__oracle_releases__only_what_is_asked_for_beyond_undoing_and_in_time() -> None:
    for view in doing(Role.ORACLE, ConditionalAct.RELEASE_KEY):
        assert view.decryption_final
        if view.decryption is DecryptionStatus.SUCCESS_REQUESTED:
            assert view.payment.state is LockState.FINAL
            assert view.payment.now <= reveal_until(TRADE_FOLLOW)
        else:
            assert view.decryption is DecryptionStatus.FAILURE_REQUESTED


@pytest.mark.requirement("XCH-8")
def test_next_conditional_act__seller_releases_itself__only_where_the_oracle_could_and_has_not() -> None:
    for view in doing(Role.SELLER, ConditionalAct.RELEASE_KEY):
        assert next_conditional_act(TRADE, Role.ORACLE, view).act is ConditionalAct.RELEASE_KEY
        assert view.decryption is DecryptionStatus.SUCCESS_REQUESTED
        assert view.payment.now > follow_until(TRADE_FOLLOW)


@pytest.mark.requirement("XCH-9")
def test_next_conditional_act__seller_locks_and_confirms__only_what_was_agreed_and_in_time() -> None:
    for act in (ConditionalAct.INCEPT_PAYMENT, ConditionalAct.LOCK_ASSET, ConditionalAct.CONFIRM):
        for view in doing(Role.SELLER, act):
            assert view.agreed
            assert view.asset.now <= lead_until(TRADE_LEAD, TRADE_FOLLOW)
            assert view.delivery is DeliveryStatus.INCEPTED
    assert all(view.vouched for view in doing(Role.SELLER, ConditionalAct.INCEPT_PAYMENT))


@pytest.mark.requirement("XCH-8")
def test_next_conditional_act__seller_gives_up__only_where_no_success_key_can_be_on_its_way() -> None:
    for view in doing(Role.SELLER, ConditionalAct.GIVE_UP):
        if view.decryption is DecryptionStatus.SUCCESS_REQUESTED:
            assert view.payment.now > TRADE_FOLLOW.expiry or view.payment.state not in STANDING
        else:
            assert view.decryption is DecryptionStatus.INCEPTED
            assert view.payment.now > follow_until(TRADE_FOLLOW)


@pytest.mark.requirement("XCH-9")
@pytest.mark.parametrize("role", [Role.BUYER, Role.SELLER, Role.RELAYER])
def test_next_conditional_act__key_used__is_public_and_the_lock_stands(role: Role) -> None:
    for view in doing(role, ConditionalAct.USE_KEY):
        assert view.decryption in (DecryptionStatus.SUCCESS_RELEASED, DecryptionStatus.FAILURE_RELEASED)
        assert view.delivery is DeliveryStatus.CONFIRMED
        assert view.asset.state in STANDING
        assert view.asset.now <= TRADE_LEAD.expiry


@pytest.mark.requirement("XCH-10")
def test_next_conditional_act__expired__is_released_by_its_holder_and_by_anybody() -> None:
    for role, act, leg in (
        (Role.SELLER, ConditionalAct.RELEASE_ASSET, TRADE_LEAD),
        (Role.BUYER, ConditionalAct.RELEASE_PAYMENT, TRADE_FOLLOW),
        (Role.RELAYER, ConditionalAct.RELEASE_ASSET, TRADE_LEAD),
        (Role.RELAYER, ConditionalAct.RELEASE_PAYMENT, TRADE_FOLLOW),
    ):
        for view in doing(role, act):
            seen = view.asset if leg is TRADE_LEAD else view.payment
            assert seen.state in STANDING
            assert seen.now > leg.expiry


def test_next_conditional_act__seller_never_confirmed__is_withdrawn_by_the_buyer() -> None:
    for view in doing(Role.BUYER, ConditionalAct.CANCEL_DELIVERY):
        assert view.delivery is DeliveryStatus.INCEPTED
        assert view.asset.now > lead_until(TRADE_LEAD, TRADE_FOLLOW)
