"""The intents of tax: who sends what, under which key, and what it moves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tenor.campaign.actors import cast_of
from tenor.campaign.plan import Desk, open_desk
from tenor.chain.contract import calldata
from tenor.chain.intent import Movement
from tenor.servicing.tax import remit_intents, return_rounding_intents, taxed_word, withholding_intents
from tenor.terms.vocabulary import Rounding
from tests.campaigns import taxed_campaign

HK, INSTITUTIONAL = 344, 3


@pytest.fixture(scope="module")
def desk() -> Desk:
    campaign = taxed_campaign(rounding=Rounding.PER_HOLDING_DOWN)
    return open_desk(campaign, cast_of(campaign))


def register(desk: Desk) -> dict[str, int]:
    units = {"INV-A": 401, "INV-B": 349, "INV-C": 250}
    return {desk.cast.investors[name].wallet: held for name, held in units.items()}


@pytest.mark.requirement("TAX-2")
@pytest.mark.parametrize(
    ("country", "investor_class", "word"),
    [(HK, 0, "HK"), (0, INSTITUTIONAL, "institutional"), (0, 0, "classes"), (999, 0, "999")],
)
def test_taxed_word__country_class_or_ledger__is_what_files_call_it(
    country: int, investor_class: int, word: str
) -> None:
    assert taxed_word(country, investor_class) == word


@pytest.mark.requirement("TAX-2")
def test_withholding_intents__rates_and_authorities__are_the_issuers(desk: Desk) -> None:
    servicing = desk.servicing
    intents = list(withholding_intents(servicing))
    wallets = {name: actor.wallet for name, actor in desk.cast.authorities.items()}
    assert [(intent.what, intent.data) for intent in intents] == [
        (
            "tax on the interest of HK set to 12.5 %",
            calldata("Bond", "setWithholding", HK, 0, 125_000_000),
        ),
        (
            "tax on the interest of institutional set to 15 %",
            calldata("Bond", "setWithholding", 0, INSTITUTIONAL, 150_000_000),
        ),
        (
            "other-office named to receive the tax of classes",
            calldata("Bond", "setTaxAuthority", 0, wallets["other-office"]),
        ),
        (
            "tax-office named to receive the tax of HK",
            calldata("Bond", "setTaxAuthority", HK, wallets["tax-office"]),
        ),
    ]
    assert {intent.actor for intent in intents} == {servicing.issuer}
    assert {(intent.to, intent.stage, intent.movements) for intent in intents} == {(servicing.bond, "withholding", ())}
    assert len({intent.id for intent in intents}) == 4


@pytest.mark.requirement("TAX-2")
def test_remit_intents__coupon_taxed__pays_each_authority_its_own(desk: Desk) -> None:
    servicing, (first, second, *_) = desk.servicing, desk.servicing.schedule.periods
    run = servicing.run(first, register(desk))
    intents = list(remit_intents(servicing, first.number, run.collected))
    office, other = desk.cast.authorities["tax-office"].wallet, desk.cast.authorities["other-office"].wallet
    moved = {movement.receiver: movement.amount for intent in intents for movement in intent.movements}
    assert moved == {other: run.collected[0], office: run.collected[HK]}
    assert intents[1].data == calldata("Bond", "remitTax", HK, run.collected[HK])
    assert {(intent.actor.name, intent.stage) for intent in intents} == {("paying_agent", "tax")}
    again = list(remit_intents(servicing, first.number, run.collected))
    later = list(remit_intents(servicing, second.number, servicing.run(second, register(desk)).collected))
    assert [intent.id for intent in again] == [intent.id for intent in intents]
    assert len({intent.id for intent in (*intents, *later)}) == 4


@pytest.mark.requirement("TAX-2")
def test_remit_intents__nobody_of_the_register_taxed__sends_nothing(desk: Desk) -> None:
    period = desk.servicing.schedule.periods[0]
    untaxed = {desk.cast.investors["INV-B"].wallet: 1_000}
    assert list(remit_intents(desk.servicing, period.number, desk.servicing.run(period, untaxed).collected)) == []


@pytest.mark.requirement("TAX-2")
def test_return_rounding_intents__something_left__goes_back_to_the_issuer_once(desk: Desk) -> None:
    servicing, period = desk.servicing, desk.servicing.schedule.periods[0]
    run = servicing.run(period, register(desk))
    assert run.rounding == 1
    (intent,) = return_rounding_intents(servicing, period, run)
    assert intent.data == calldata("Bond", "returnRounding", 1)
    assert intent.movements == (Movement(servicing.cash, servicing.bond, servicing.issuer.wallet, 1),)
    assert list(return_rounding_intents(servicing, period, replace(run, rounding=0))) == []


def test_return_rounding_intents__tax_rounded__is_not_counted_as_rounding(desk: Desk) -> None:
    servicing, period = desk.servicing, desk.servicing.schedule.periods[0]
    untaxed = replace(servicing, levies={})
    assert servicing.run(period, register(desk)).rounding == untaxed.run(period, register(desk)).rounding
    assert sum(servicing.run(period, register(desk)).tax.values()) > 0
