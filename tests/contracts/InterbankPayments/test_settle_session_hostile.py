"""One bank, or one customer of a bank, cannot hold up the payments of the others in a session."""

from __future__ import annotations

import pytest

from tests.contracts.banking import FINAL, QUEUED, REVERSED, open_bank
from tests.contracts.sessions import HOUR, Sessions
from tests.contracts.support import reverts

USES_UP_ALL_GAS = "0xfe"  # INVALID
LEAST_GAS = 1_100_000


@pytest.mark.requirement("SESS-5")
def test_settle_session__payees_token_uses_up_all_gas__goes_back_and_holds_up_none(sessions: Sessions) -> None:
    bad = [sessions.queue("ac", 100), sessions.queue("ac", 100)]
    good = [sessions.queue("ab", 10), sessions.queue("ba", 30)]
    sessions.world.chain.rpc("anvil_setCode", sessions.tokens["c"].wallet, USES_UP_ALL_GAS)
    sessions.cut_off()
    sent = sessions.settle(*bad, *good)
    assert sessions.statuses([*bad, *good]) == [REVERSED, REVERSED, FINAL, FINAL]
    assert sessions.tokens["a"].balanceOf(sessions.customers["a"]) == 1_020
    assert sessions.tokens["a"].lockedBalanceOf(sessions.customers["a"]) == 0
    assert sessions.reserves() == (1_020, 980, 1_000)
    assert sent.gas < 3_000_000


@pytest.mark.requirement("SESS-5")
def test_settle_session__too_little_gas_for_a_payment__sends_none_back(sessions: Sessions) -> None:
    """The operator cannot have a sound payment fail by what gas it gives."""
    payment = sessions.queue("ab", 100)
    sessions.cut_off()
    for gas in (400_000, 700_000, 1_000_000):
        with reverts("GasTooLow", least=LEAST_GAS):
            sessions.payments.settleSession([payment], by=sessions.world.settler, gas=gas)
    assert sessions.statuses([payment]) == [QUEUED]
    sent = sessions.payments.settleSession([payment], by=sessions.world.settler, gas=LEAST_GAS + 200_000)
    assert sessions.statuses([payment]) == [FINAL]
    assert sent.gas < 300_000


@pytest.mark.requirement("SESS-5")
def test_settle_session__more_banks_than_one_transaction_carries__reverts(sessions: Sessions) -> None:
    """32 banks that pay one of them fit; a 33rd does not."""
    world, banking = sessions.world, sessions.banking
    many = [sessions.queue("ab", 1), sessions.queue("ca", 1)]
    for number in range(31):
        name = f"x{number}"
        token = open_bank(world, name, world.custodian, banking.payments)["DepositToken"]
        token.openAccounts([world.custodian], by=world.custodian)
        banking.payments.join(token, by=world.custodian)
        sessions.tokens[name], sessions.customers[name] = token, world.custodian
        if number < 29:
            many.append(sessions.queue(("a", name), 1))
    beyond = sessions.queue(("a", "x30"), 1)
    sessions.cut_off()
    with reverts("TooManyBanks", most=32):
        sessions.settle(*many, beyond)
    sessions.settle(*many)
    assert sessions.statuses([*many, beyond]) == [FINAL] * len(many) + [QUEUED]
    assert sessions.deposits()[0] == 1_000 - 30 + 1


@pytest.mark.requirement("SESS-5")
@pytest.mark.parametrize("sent_back", [False, True])
def test_settle_session__one_ended_since_it_was_proposed__is_left_out(sessions: Sessions, *, sent_back: bool) -> None:
    cut_off = (sessions.world.now // HOUR + 1) * HOUR
    short, good, other = (
        sessions.queue("ab", 100, deadline=cut_off),
        sessions.queue("ac", 200),
        sessions.queue("ba", 50),
    )
    sessions.cut_off()
    sessions.world.advance(sessions.world.now + 1)
    if sent_back:
        sessions.payments.reverse(short, by=sessions.world.outsider)
    sessions.settle(short, good, other)
    assert sessions.statuses([short, good, other]) == [REVERSED if sent_back else QUEUED, FINAL, FINAL]
    assert (sessions.deposits(), sessions.reserves()) == ((850, 950, 1_200), (850, 950, 1_200))


@pytest.mark.requirement("SESS-7")
def test_settle_session__to_a_bank_beyond_a_cap_it_lowered__is_made(sessions: Sessions) -> None:
    token, bank = sessions.tokens["b"], sessions.banks["b"]
    sessions.payments.setCap(token, 200, by=bank)
    first, incoming, outgoing = sessions.queue("bc", 150), sessions.queue("ab", 10), sessions.queue("bc", 5)
    sessions.cut_off()
    sessions.settle(first)
    sessions.payments.setCap(token, 50, by=bank)
    with reverts("CapExceeded", token=token, cap=50, paid=155):
        sessions.settle(outgoing)
    sessions.settle(incoming)
    assert sessions.payments.capOf(token) == (50, 140)
    assert sessions.statuses([incoming, outgoing]) == [FINAL, QUEUED]


@pytest.mark.requirement("SESS-8")
def test_settle_session__to_a_bank_beyond_a_limit_it_lowered__is_made(sessions: Sessions) -> None:
    token, other, bank = sessions.tokens["b"], sessions.tokens["a"], sessions.banks["b"]
    sessions.payments.setBilateralLimit(token, other, 200, by=bank)
    first, incoming, outgoing = sessions.queue("ba", 150), sessions.queue("ab", 10), sessions.queue("ba", 5)
    sessions.cut_off()
    sessions.settle(first)
    sessions.payments.setBilateralLimit(token, other, 50, by=bank)
    with reverts("LimitExceeded", token=token, counterparty=other, limit=50, paid=155):
        sessions.settle(outgoing)
    sessions.settle(incoming)
    assert sessions.payments.bilateralLimitOf(token, other) == (50, 140)
    assert sessions.statuses([incoming, outgoing]) == [FINAL, QUEUED]
