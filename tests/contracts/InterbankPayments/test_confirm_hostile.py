"""The operator's word against time, force, rules that fail, and little gas."""

from __future__ import annotations

import pytest
from eth_utils.crypto import keccak

from tests.contracts.banking import CONFIRMED, FINAL, Banking
from tests.contracts.support import Refused, transact, wallet


@pytest.mark.requirement("IBP-8")
def test_confirm__at_the_deadline__is_the_operators_second_alone(banking: Banking) -> None:
    world, payment = banking.world, banking.payment(method=CONFIRMED)
    lock = banking.pay(payment).logs[1].values[0]
    by = payment["deadline"]
    with pytest.raises(Refused, match="NotExpired"):
        banking.payments.reverse(payment, by=world.outsider, at=by - 3)
    with pytest.raises(Refused, match="LockUnauthorized"):
        banking.a.cancelLock(lock, b"", b"", by=world.outsider, at=by - 1)
    banking.confirm(payment, at=by)
    assert banking.money()[:2] == (600, 1_400)


@pytest.mark.requirement("IBP-7")
@pytest.mark.parametrize("how", ["recovered", "taken"])
def test_confirm__payers_money_elsewhere_since__is_final_and_told(banking: Banking, how: str) -> None:
    """A known limit: the payer's bank has paid, and has a claim on who has the money."""
    world, fresh, payment = banking.world, wallet(77), banking.payment(method=CONFIRMED)
    banking.pay(payment)
    if how == "recovered":
        identity = world.registry.identity(world.investor_a)
        world.register(fresh, investor=world.investor_a)
        banking.a.openAccounts([fresh], by=world.bank_a)
        banking.a.recoveryAddress(world.investor_a, fresh, identity, by=world.registrar)
    else:
        banking.a.forcedTransfer(world.investor_a, world.bank_a, 601, by=world.officer)
    sent = banking.confirm(payment)
    told = (banking.id(payment), world.investor_a, 400)
    assert banking.payments.log("PayerNotDebited", *told) in sent.logs
    assert (banking.status(payment), banking.supplies()[:2]) == (FINAL, (1_000, 1_900))


@pytest.mark.requirement("IBP-7")
def test_confirm__rules_of_the_payers_token_fail__is_final_all_the_same(banking: Banking) -> None:
    """A bank cannot undo by rules of its own what is final elsewhere."""
    world, payment = banking.world, banking.payment(method=CONFIRMED)
    rules = world.deploy("MockRules")
    banking.a.setCompliance(rules, by=world.bank_a)
    banking.pay(payment)
    rules.become(3, by=world.outsider)  # fails when it is told
    banking.confirm(payment)
    assert (banking.status(payment), banking.money()[1]) == (FINAL, 1_400)


@pytest.mark.requirement("IBP-7")
@pytest.mark.parametrize("rules", [False, True])
def test_confirm__whatever_gas_it_is_given__a_payee_who_can_receive_does(banking: Banking, *, rules: bool) -> None:
    """Nobody starves the payer's debit, or the payee's credit so that its bank gets the money."""
    world, payment = banking.world, banking.payment(method=CONFIRMED)
    if rules:
        banking.b.setCompliance(world.deploy("MockRules"), by=world.bank_b)
    banking.pay(payment)
    data = banking.payments.data(
        "confirm",
        payment,
        True,  # noqa: FBT003
        keccak(text="RTGS-1"),
        banking.word(payment, settled=True),
    )
    done = 0
    for gas in range(1_000_000, 1_400_000, 5_000):
        snapshot = world.chain.rpc("evm_snapshot")
        try:
            sent = transact(world.chain, world.outsider, banking.payments.wallet, data, gas=gas)
        except Refused:
            assert done == 0, gas
        else:
            done += 1
            assert {"PaymentInSuspense", "PayerNotDebited"} & {log.name for log in sent.logs} == set(), gas
        world.chain.rpc("evm_revert", snapshot)
    assert done
