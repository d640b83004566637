"""The plan of a taxed campaign: rates before the issue, coupons after tax, each remittance once, after its coupon."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest

from tenor.campaign.actors import cast_of
from tenor.campaign.model import Campaign
from tenor.campaign.plan import Desk, State, Step, open_desk
from tenor.campaign.projection import CashEvent, project_cash
from tenor.campaign.steps import steps
from tenor.campaign.summary import summary
from tenor.chain.intent import Intent
from tenor.reports.session import coupon_lines
from tenor.terms.parts import Withholding
from tenor.terms.vocabulary import Rounding
from tests.campaigns import small_campaign, taxed_campaign, walk


def desk_of(campaign: Campaign) -> Desk:
    return open_desk(campaign, cast_of(campaign))


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    return taxed_campaign(rounding=Rounding.PER_HOLDING_DOWN)


@pytest.fixture(scope="module")
def desk(campaign: Campaign) -> Desk:
    return desk_of(campaign)


@pytest.fixture(scope="module")
def walked(desk: Desk) -> tuple[list[tuple[Step, Intent]], State]:
    return walk(desk)


def received(sent: list[tuple[Step, Intent]], desk: Desk, *stages: str) -> Counter[str]:
    """Money by receiver of what the bond pays in some stages, or in all."""
    names, found = desk.cast.names(), Counter[str]()
    for step, intent in sent:
        for movement in intent.movements:
            if movement.sender == desk.servicing.bond and movement.receiver and (not stages or step.stage in stages):
                found[names[movement.receiver]] += movement.amount
    return found


@pytest.mark.requirement("TAX-2")
def test_steps__taxed_campaign__set_rates_before_the_issue_and_remit_after_each_payment(desk: Desk) -> None:
    plan = [step.stage for step in steps(desk)]
    assert plan.index("onboard") < plan.index("withholding") < plan.index("settle")
    for number in (1, 2, 3):
        paid = len(plan) - plan[::-1].index(f"coupon {number}")
        assert plan[paid : paid + 2] == ["tax", "rounding"]
    assert plan[-4:] == ["redemption", "tax", "rounding", "redeem cash"]


@pytest.mark.requirement("TAX-2")
def test_steps__campaign_without_tax__has_no_step_of_it() -> None:
    stages = {step.stage for step in steps(desk_of(small_campaign()))}
    assert not stages & {"withholding", "tax", "rounding"}


@pytest.mark.requirement("TAX-2", "PLAN-3", "PLAN-4")
def test_steps__taxed_campaign__fold_to_nothing_and_plan_no_intent_twice(
    desk: Desk, walked: tuple[list[tuple[Step, Intent]], State], campaign: Campaign
) -> None:
    sent, state = walked
    assert state.ledger.holdings(desk.servicing.bond) == state.ledger.holdings(desk.servicing.cash) == {}
    ids = [intent.id for _, intent in sent]
    assert len(set(ids)) == len(ids)
    assert [intent for _, intent in walk(desk_of(campaign))[0]] == [intent for _, intent in sent]


@pytest.mark.requirement("TAX-1", "TAX-2")
def test_steps__first_coupon__pays_by_class_before_country_and_remits_the_rest(
    desk: Desk, walked: tuple[list[tuple[Step, Intent]], State]
) -> None:
    # 94 days of 3.975 % on 10,000.00 a unit, downwards on 380, 370 and 250 units: tax of an eighth, none, 15 percent.
    exact = Fraction(1_000_000 * 159 * 94, 4_000 * 365)
    gross = [int(units * exact) for units in (380, 370, 250)]
    net = [int(gross[0] * Fraction(7, 8)), gross[1], int(gross[2] * Fraction(85, 100))]
    at = next(step.at for step, intent in walked[0] if intent.what.startswith("pay coupon 1"))
    first = [(step, intent) for step, intent in walked[0] if step.at == at]
    assert received(first, desk, "coupon 1") == dict(zip(("INV-A", "INV-B", "INV-C"), net, strict=True))
    assert received(first, desk, "tax") == {"tax-office": gross[0] - net[0], "other-office": gross[2] - net[2]}
    assert received(first, desk, "rounding") == {"issuer": int(1_000 * exact) - sum(gross)}


@pytest.mark.requirement("TAX-1")
def test_steps__last_coupon__is_taxed_beside_the_principal_and_for_who_sold_out(
    desk: Desk, walked: tuple[list[tuple[Step, Intent]], State]
) -> None:
    last = desk.campaign.schedule.periods[-1]
    paid = received(walked[0], desk, "redemption")
    gross = {name: desk.campaign.schedule.interest_on(last, units) for name, units in (("A", 380), ("C", 300))}
    assert paid["INV-A"] == int(gross["A"] * Fraction(7, 8))  # sold everything after the record date
    assert paid["INV-C"] == int(gross["C"] * Fraction(85, 100)) + 680 * last.principal


@pytest.mark.requirement("TAX-1")
def test_steps__whole_interest_taxed__pays_holders_nothing_and_remits_all() -> None:
    desk = desk_of(taxed_campaign((Withholding("HK", None, Fraction(1)),)))
    sent, _ = walk(desk)
    paid = received(sent, desk, "coupon 1", "coupon 2", "coupon 3")
    assert "INV-A" not in paid
    assert paid["INV-B"] > 0
    assert all(movement.amount for _, intent in sent for movement in intent.movements)


@pytest.mark.requirement("TAX-2", "CAMP-3")
def test_project_cash__taxed_campaign__is_what_the_plan_pays(
    campaign: Campaign, desk: Desk, walked: tuple[list[tuple[Step, Intent]], State]
) -> None:
    projection = project_cash(campaign)
    assert projection.shortages == ()
    assert projection.balances == {}
    expected = Counter[str]()
    for movement in projection.movements:
        if movement.payer == "bond" and movement.payee:
            expected[movement.payee] += movement.amount
    assert expected == received(walked[0], desk)
    remitted = sum(each.amount for each in projection.movements if each.event is CashEvent.TAX)
    assert remitted == expected["tax-office"] + expected["other-office"] > 0


@pytest.mark.requirement("TAX-3")
def test_steps__onboarding__brings_authorities_as_holders_of_money_only(
    desk: Desk, walked: tuple[list[tuple[Step, Intent]], State]
) -> None:
    onboarded = [intent.what for step, intent in walked[0] if step.stage == "onboard"]
    assert onboarded[0].startswith("register 8 holders")
    assert not any(what.startswith(("tax-office", "other-office")) for what in onboarded)  # they trade nothing
    assert {actor.key for actor in desk.cast.authorities.values()} == {"dev:40", "dev:41"}


@pytest.mark.requirement("TAX-4")
def test_summary__taxed_campaign__tells_rates_and_what_each_authority_will_receive(campaign: Campaign) -> None:
    told = dict(summary(campaign))
    assert told["tax on interest"] == "HK 12.5 %, institutional 15 %; nothing of others"
    assert told["coupon 1"].startswith("paid 2023-06-19: HKD 102.36 a unit, HKD 102,369.86 in total, HKD 8,701.")
    assert " of it kept back as tax, drift" in told["coupon 1"]
    expected = Counter[str]()
    for movement in project_cash(campaign).movements:
        expected[movement.payee or ""] += movement.amount * (movement.event is CashEvent.TAX)
    assert told["tax of HK"] == f"HKD {expected['tax-office'] / 100:,.2f} over the life, to tax-office"
    assert told["tax of classes"] == f"HKD {expected['other-office'] / 100:,.2f} over the life, to other-office"
    assert "of it kept back as tax, aggregate" in next(coupon_lines(campaign))


@pytest.mark.requirement("TAX-4")
def test_summary__campaign_without_tax__names_none() -> None:
    untaxed = small_campaign()
    assert not [text for pair in summary(untaxed) for text in pair if "tax" in text]
    assert not [line for line in coupon_lines(untaxed) if "tax" in line]
    assert replace(untaxed, investors=()).tax_authorities == {}
