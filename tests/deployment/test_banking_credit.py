"""A plan of banks with intraday credit and with deposits that earn: what is drawn pays a payment, and is repaid."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from fractions import Fraction

import pytest

from tenor.chain.journal import Journal
from tenor.chain.sender import Sender
from tenor.deployment.banking import Bank, Banking, Staff, System, plan_banking
from tenor.deployment.money_terms import CreditTerms, InterestTerms
from tests.contracts import banking as banks_in_tests
from tests.contracts.lending import A_DAY, UNITS, Lending
from tests.contracts.restrictions import insufficient
from tests.contracts.support import Deployed
from tests.contracts.world import World

HOURS = CreditTerms(time(1), time(9), banks_in_tests.GRACE)
EARNING = InterestTerms(((0, Fraction(1, 100)), (5_000, Fraction(2, 100))), Fraction(5, 100), day_begins=8 * 3_600)


def plan_of(world: World, credit: CreditTerms | None) -> Banking:
    staff = Staff(world.registrar, world.officer, world.custodian, world.pauser)
    system = System(
        "lent", "HKD", world.registry.wallet, world.dvp.wallet, world.central_bank, world.settler, staff,
        world.deployer, credit=credit,
    )  # fmt: skip
    return plan_banking(system, (Bank("A", world.bank_a, EARNING), Bank("B", world.bank_b)))


@pytest.fixture
def lending(world: World) -> Lending:
    """Two banks without any reserves; bank A has a bond, and a customer with a deposit."""
    for person in (world.bank_a, world.bank_b, world.central_bank):
        world.register(person)
    plan = plan_of(world, HOURS)
    sender = Sender(world.chain, world.keys, Journal())
    for intent in plan.intents:
        sender.execute(intent)
    assert plan.credit is not None
    money = {
        "DepositToken": Deployed(world.chain, "DepositToken", plan.reserves),
        "InterbankPayments": Deployed(world.chain, "InterbankPayments", plan.payments),
        "IntradayCredit": Deployed(world.chain, "IntradayCredit", plan.credit),
    }
    a = Deployed(world.chain, "InterestDepositToken", plan.deposits["A"])
    b = Deployed(world.chain, "DepositToken", plan.deposits["B"])
    lending = Lending(banks_in_tests.Banking(replace(world, banking=money), a, b))
    a.openAccounts([world.investor_a], by=world.bank_a)
    b.openAccounts([world.investor_b], by=world.bank_b)
    lending.banking.book(a, world.investor_a, 5_000, world.bank_a)
    world.distribute({world.bank_a: UNITS, world.central_bank: 10})
    world.advance((world.now // A_DAY + 1) * A_DAY + 2 * 3_600)
    return lending


@pytest.mark.requirement("CREDIT-1", "CREDIT-5")
def test_plan_banking__with_credit__pays_out_of_what_is_drawn_and_repays_it(lending: Lending) -> None:
    world, banking = lending.world, lending.banking
    lending.value(world.bond)
    lending.credit.setLimit(world.bank_a, 9_000, by=world.central_bank)
    with insufficient(world.bank_a, 0, 400):
        banking.pay(banking.payment())
    lending.draw(400, lending.pledge(20))
    banking.pay(banking.payment())
    assert banking.money() == (4_600, 400, 0, 400)
    back = banking.payment(
        payer=world.investor_b, payee=world.investor_a, payerToken=banking.b, payeeToken=banking.a, nonce=9
    )
    banking.pay(back)
    lending.repay(400)
    assert (banking.money(), banking.supplies(), lending.owed()) == ((5_000, 0, 0, 0), (5_000, 0, 0), 0)


@pytest.mark.requirement("INT-1")
def test_plan_banking__bank_whose_deposits_earn__pays_its_customers_interest(lending: Lending) -> None:
    world, token = lending.world, lending.banking.a
    world.advance(world.now + 73 * A_DAY)
    token.creditInterest([world.investor_a], by=world.bank_a)
    assert token.balanceOf(world.investor_a) == 5_010
    assert token.interestTerms()["above"] == (5_000, 2**64 - 1, 2**64 - 1)


@pytest.mark.requirement("CREDIT-8")
def test_plan_banking__with_and_without_credit__are_apart(world: World) -> None:
    """Reserves that nobody lends name nobody, and are other reserves."""
    lent, plain = plan_of(world, HOURS), plan_of(world, None)
    assert plain.credit is None
    assert lent.reserves != plain.reserves
    assert len(lent.intents) == len(plain.intents) + 2
    assert len({intent.id for intent in lent.intents}) == len(lent.intents)
