"""Taxed bonds of other kinds lived through on a chain, what the chain refuses afterwards, and faults that must show."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tenor.campaign.load import load_campaign
from tenor.campaign.model import Campaign
from tenor.campaign.run import CampaignRecord, open_chain, run_campaign
from tenor.chain.connection import Chain
from tenor.chain.contract import at
from tenor.chain.events import Event
from tenor.chain.journal import Journal
from tenor.chain.sender import Sender
from tenor.errors import TransactionFailed
from tenor.reports.data import build_report
from tenor.reports.html import render_html
from tenor.reports.rebuild import Rebuilt, rebuild
from tenor.reports.reconcile import reconcile
from tenor.terms.parts import Withholding
from tenor.terms.vocabulary import Rounding
from tests.campaigns import TAX, small_campaign, small_terms, taxed_campaign

CAMPAIGNS = Path(__file__).parents[2] / "campaigns"
OFFICES = """
  - {id: office, name: Tax Office, country: DE, lei: null, functions: [tax authority]}

tax_authorities: [{party: office, key: "dev:40"}]

appointments:"""
Finished = tuple[Chain, CampaignRecord, Rebuilt, Journal]


def taxed_copy(name: str, folder: Path, withholding: str, whose: str, changes: Mapping[str, str]) -> Campaign:
    """An example with tax added, and texts of its term sheet changed."""
    copy = Path(shutil.copytree(CAMPAIGNS / name, folder / name))
    terms, parties, campaign = (copy / f"{each}.yaml" for each in ("terms", "parties", "campaign"))
    text = terms.read_text()
    for old, new in changes.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    terms.write_text(f"{text}\nwithholding: {withholding}\n")
    parties.write_text(parties.read_text().replace("\nappointments:", OFFICES))
    campaign.write_text(f"{campaign.read_text()}\ntax_authorities: {whose}\n")
    return load_campaign(copy)


def lived(campaign: Campaign) -> dict[str, Any]:
    with open_chain(campaign, None) as chain:
        return build_report(chain, run_campaign(campaign, chain, Journal(), lambda *_: None))


@pytest.mark.requirement("TAX-1", "TAX-2")
def test_run_campaign__taxed_floating_note_with_a_target__is_paid_after_tax(tmp_path: Path) -> None:
    rows = "[{country: DE, percent: 26.375}, {country: FR, percent: 12.8}]"
    report = lived(taxed_copy("floating-note", tmp_path, rows, "{DE: office, FR: office}", {}))
    assert report["reconciliation"]["first_difference"] is None
    holders = {each["holder"]: each for each in report["holders"]}
    for name, rate in (("INV-01", Fraction(26_375, 100_000)), ("INV-03", Fraction(128, 1_000))):
        assert holders[name]["coupons"]
        for each in holders[name]["coupons"]:
            cents = 100 * Fraction(each["gross"])
            assert 100 * Fraction(each["amount"]) == int(cents * (1 - rate))
    assert {each["tax"] for each in holders["INV-02"]["coupons"]} == {"0.00"}
    assert {each["held"] for each in report["tax"]["authorities"]} == {"0.00"}
    assert report["supply"]["cash"] == "0.00"


@pytest.mark.requirement("TAX-1", "TAX-2", "LIFE-7")
def test_run_campaign__taxed_instalments_rounded_on_holdings__taxes_no_principal(tmp_path: Path) -> None:
    """All interest is taxed away, so that holders get their instalments and nothing else."""
    everybody = "[{investor_class: professional, percent: 100}]"
    changes = {"per-unit-half-up": "per-holding-down", "rate_percent: 3.35 ": "rate_percent: 3.3333333 "}
    campaign = taxed_copy("amortising-note", tmp_path, everybody, "{classes: office}", changes)
    report = lived(campaign)
    assert report["reconciliation"]["first_difference"] is None
    assert report["redemption"]["instalments"] == "30000000.00"
    assert sum(Fraction(each["total"]) for each in report["holders"]) == 40_000_000
    for coupon in report["coupons"]:
        assert Fraction(coupon["paid"]) == Fraction(coupon["instalments"])
        assert Fraction(coupon["tax"]) + Fraction(coupon["returned"]) == Fraction(coupon["interest"])
    assert any(coupon["returned"] != "0.00" for coupon in report["coupons"])


@pytest.mark.requirement("TAX-1", "TAX-4", "LIFE-8")
def test_run_campaign__taxed_bill__pays_its_principal_whole_and_remits_nothing(tmp_path: Path) -> None:
    report = lived(taxed_copy("bill", tmp_path, "[{country: JP, percent: 20}]", "{JP: office}", {}))
    assert report["reconciliation"]["first_difference"] is None
    assert (report["redemption"]["principal"], report["redemption"]["tax_over_life"]) == ("20000000000", "0")
    assert report["tax"]["remittances"] == []
    assert "Nothing was remitted." in render_html(report)


@pytest.mark.requirement("TAX-2")
def test_run_campaign__untaxed_and_rounded_on_holdings__returns_what_rounding_left() -> None:
    report = lived(small_campaign(small_terms(rounding=Rounding.PER_HOLDING_DOWN)))
    assert report["reconciliation"]["first_difference"] is None
    assert [each["returned"] for each in report["coupons"]] == ["0.02", "0.00", "0.00", "0.00"]
    assert report["tax"] is None
    assert "Where each coupon went" in render_html(report)


@pytest.fixture(scope="module")
def finished() -> Iterator[Finished]:
    campaign, journal = taxed_campaign(rounding=Rounding.PER_HOLDING_DOWN), Journal()
    with open_chain(campaign, None) as chain:
        record = run_campaign(campaign, chain, journal, lambda *_: None)
        contracts = record.desk.deployment.deployment
        yield chain, record, rebuild(chain, contracts.bond, contracts.cash), journal


def differing(chain: Chain, record: CampaignRecord, rebuilt: Rebuilt) -> dict[str, str]:
    found = reconcile(chain, record, rebuilt)
    return {check.name.partition(":")[0]: check.difference for check in found if check.difference is not None}


@pytest.mark.requirement("TAX-2", "RECON-1")
def test_reconcile__taxed_campaign__agrees_and_compares_every_tax(finished: Finished) -> None:
    chain, record, rebuilt, _ = finished
    checks = {check.name: check for check in reconcile(chain, record, rebuilt)}
    assert [name for name, check in checks.items() if not check.ok] == []
    assert checks["Tax rates: terms against events"].compared == 2
    assert checks["Tax withheld: terms and record-time registers against events"].compared == 4 * 2
    assert checks["Tax remitted: due against events, by authority"].compared == 2
    assert checks["Tax held at the end: nothing against contract"].compared == 2
    assert checks["Coupon money: funded against paid, taxed and returned"].compared == 4
    bond = at(chain, "Bond", rebuilt.bond).functions
    assert [bond.taxHeld(country).call() for country in (0, 344)] == [0, 0]


@pytest.mark.requirement("TAX-2", "RUN-2")
def test_execute__remittances_and_returns_again__are_not_sent_twice(finished: Finished) -> None:
    chain, record, _, journal = finished
    sent = [entry for entry in record.entries if entry.intent.stage in {"withholding", "tax", "rounding"}]
    assert {entry.intent.stage for entry in sent} == {"withholding", "tax", "rounding"}
    before = chain.web3.eth.block_number
    again = Sender(chain, record.desk.cast.keys, journal)
    assert [again.execute(entry.intent) for entry in sent] == [entry.outcome for entry in sent]
    assert chain.web3.eth.block_number == before


@pytest.mark.requirement("TAX-2", "RUN-1")
@pytest.mark.parametrize(("stage", "error"), [("tax", "NotRemittable"), ("rounding", "NothingToReturn")])
def test_execute__by_a_run_that_forgot_its_journal__is_refused_by_the_chain(
    finished: Finished, stage: str, error: str
) -> None:
    chain, record, _, _ = finished
    entry = next(entry for entry in record.entries if entry.intent.stage == stage)
    with pytest.raises(TransactionFailed, match=error):
        Sender(chain, record.desk.cast.keys, Journal()).execute(entry.intent)


def retold(rebuilt: Rebuilt, name: str, **more: int) -> Rebuilt:
    """The first event of a name with more in a member, or without it where none is given."""
    place = next(index for index, each in enumerate(rebuilt.bond_events) if each.name == name)
    first = rebuilt.bond_events[place]
    told: tuple[Event, ...] = ()
    if more:
        told = (replace(first, args={**first.args, **{key: first.args[key] + value for key, value in more.items()}}),)
    return replace(rebuilt, bond_events=(*rebuilt.bond_events[:place], *told, *rebuilt.bond_events[place + 1 :]))


@pytest.mark.requirement("TAX-2", "RECON-2")
@pytest.mark.parametrize(
    ("name", "more", "expected"),
    [
        ("TaxWithheld", {"amount": 1}, {"Tax withheld": "coupon 1 of INV-", "Coupon money": "coupon 1: funded "}),
        ("TaxWithheld", {}, {"Tax withheld": "coupon 1 of INV-", "Coupon money": "coupon 1: funded "}),
        ("TaxWithheld", {"country": 1}, {"Tax withheld": "coupon 1 of INV-"}),
        (
            "TaxRemitted",
            {"amount": 1},
            {"Tax remitted": "classes to other-office: due ", "Receipts": "other-office: due "},
        ),
        ("TaxRemitted", {"country": 250}, {"Tax remitted": "FR to other-office: due 0, remitted "}),
        ("TaxRemitted", {}, {"Tax remitted": "classes to other-office: due ", "Receipts": "other-office: due "}),
        ("WithholdingSet", {"rate": 1}, {"Tax rates": "HK: terms 125,000,000, events 125,000,001"}),
        ("WithholdingSet", {}, {"Tax rates": "HK: terms 125,000,000, events 0"}),
        ("RoundingReturned", {"amount": 1}, {"Coupon money": "coupon 1: funded ", "Receipts": "issuer: due 3, paid 2"}),
    ],
)
def test_reconcile__events_of_tax_that_say_otherwise__name_the_entry(
    finished: Finished, name: str, more: dict[str, int], expected: dict[str, str]
) -> None:
    chain, record, rebuilt, _ = finished
    found = differing(chain, record, retold(rebuilt, name, **more))
    assert found.keys() == expected.keys()
    assert {key: found[key].startswith(text) for key, text in expected.items()} == dict.fromkeys(expected, True), found


@pytest.mark.requirement("TAX-2", "RECON-2")
def test_reconcile__terms_of_another_rate__differ_in_rates_taxes_and_payments(finished: Finished) -> None:
    chain, record, rebuilt, _ = finished
    of_country, of_class = TAX
    more = taxed_campaign((of_country, replace(of_class, share=Fraction(16, 100))), rounding=Rounding.PER_HOLDING_DOWN)
    terms = replace(record.desk.campaign.terms, withholding=more.terms.withholding)
    levies = {
        wallet: replace(levy, rate=Fraction(16, 100)) if levy.investor_class else levy
        for wallet, levy in record.desk.servicing.levies.items()
    }
    desk = replace(
        record.desk,
        campaign=replace(record.desk.campaign, terms=terms),
        servicing=replace(record.desk.servicing, levies=levies),
    )
    found = differing(chain, replace(record, desk=desk), rebuilt)
    assert found["Tax rates"] == "institutional: terms 160,000,000, events 150,000,000"
    assert found["Tax withheld"].startswith("coupon 1 of INV-C, classes: due ")
    assert found["Tax remitted"].startswith("classes to other-office: due ")
    assert found["Coupons"].startswith("INV-C: due ")


@pytest.mark.requirement("TAX-1")
def test_run_campaign__class_taxed_at_nothing__is_paid_in_full_and_has_no_authority() -> None:
    rows = (Withholding("HK", None, Fraction(1, 8)), Withholding(None, "institutional", Fraction(0)))
    campaign = taxed_campaign(rows)
    campaign = replace(campaign, tax_authorities={344: "tax-office"})
    report = lived(replace(campaign, investors=tuple(replace(each, country=344) for each in campaign.investors)))
    assert report["reconciliation"]["first_difference"] is None
    taxed = {each["holder"]: any(Fraction(coupon["tax"]) for coupon in each["coupons"]) for each in report["holders"]}
    assert taxed == {"INV-A": True, "INV-B": True, "INV-C": False}
    assert [each["authority"] for each in report["tax"]["rates"]] == ["The Tax Office", None]
