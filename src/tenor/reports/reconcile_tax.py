"""The books of tax and rounding: what was due by terms and registers, what the bond says it did, what is left in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from tenor.campaign.run import CampaignRecord
from tenor.chain.connection import Chain
from tenor.chain.contract import at
from tenor.reports.check import Check, compare
from tenor.reports.dues import Dues
from tenor.reports.rebuild import Rebuilt
from tenor.schedule.model import Schedule
from tenor.servicing.levies import row_key
from tenor.servicing.tax import taxed_word
from tenor.units import rate_to_chain


def reconcile_tax(
    chain: Chain, record: CampaignRecord, rebuilt: Rebuilt, dues: Dues, names: Mapping[str, str]
) -> Iterator[Check]:
    """Every check of what is kept back from holders; none where nothing ever is.

    Args:
        dues: of coupons and puts, computed from the terms, the investor list and the registers that events tell.
    """
    campaign = record.desk.campaign
    if not campaign.terms.counts_by_coupon:
        return
    if campaign.terms.withholding:
        yield _rates(record, rebuilt)
        yield _withheld(campaign.promised, dues, rebuilt, names)
        yield _remitted(record, dues, rebuilt, names)
        yield _ledger(chain, record, rebuilt)
    yield _coupons(campaign.promised, rebuilt)


def _rates(record: CampaignRecord, rebuilt: Rebuilt) -> Check:
    rows = record.desk.campaign.terms.withholding
    stated = {taxed_word(*row_key(row)): rate_to_chain(row.share) for row in rows}
    told = {taxed_word(*key): rate for key, rate in rebuilt.rates_set().items()}
    return compare("Tax rates: terms against events", stated, told, ("terms", "events"))


def _withheld(promised: Schedule, dues: Dues, rebuilt: Rebuilt, names: Mapping[str, str]) -> Check:
    due = {
        _entry(promised, (number, wallet, each.country), names): each.tax
        for number, coupon in dues.items()
        for wallet, each in coupon.items()
        if each.tax
    }
    kept = {_entry(promised, key, names): tax for key, tax in rebuilt.tax_withheld().items()}
    return compare("Tax withheld: terms and record-time registers against events", due, kept, ("due", "withheld"))


def _entry(promised: Schedule, key: tuple[int, str, int], names: Mapping[str, str]) -> str:
    number, wallet, country = key
    payment = "coupon" if number <= len(promised.coupons) else "run"  # the latter of puts
    return f"{payment} {number} of {names.get(wallet, wallet)}, {taxed_word(country)}"


def _remitted(record: CampaignRecord, dues: Dues, rebuilt: Rebuilt, names: Mapping[str, str]) -> Check:
    collected: Counter[int] = Counter()
    for coupon in dues.values():
        for each in coupon.values():
            collected[each.country] += each.tax
    named = record.desk.campaign.tax_authorities
    due = {f"{taxed_word(country)} to {named[country]}": tax for country, tax in collected.items() if tax}
    remitted = {
        f"{taxed_word(country)} to {names.get(wallet, wallet)}": tax
        for (country, wallet), tax in rebuilt.tax_remitted().items()
    }
    return compare("Tax remitted: due against events, by authority", due, remitted, ("due", "remitted"))


def _ledger(chain: Chain, record: CampaignRecord, rebuilt: Rebuilt) -> Check:
    bond = at(chain, "Bond", rebuilt.bond).functions
    told = {country for _, _, country in rebuilt.tax_withheld()}
    countries = {
        *told,
        *record.desk.servicing.authorities,
        *(each.country for each in record.desk.servicing.levies.values()),
    }
    nothing = {taxed_word(country): 0 for country in countries}
    held = {taxed_word(country): bond.taxHeld(country).call() for country in countries}
    return compare("Tax held at the end: nothing against contract", nothing, held, ("end", "held"))


def _coupons(promised: Schedule, rebuilt: Rebuilt) -> Check:
    """Every coupon to the last minor unit: what was funded went to holders, authorities and back to the issuer."""
    spent: Counter[str] = Counter()
    for (number, _), paid in rebuilt.coupons_paid().items():
        spent[f"coupon {number}"] += paid
    for (number, _, _), tax in rebuilt.tax_withheld().items():
        if number <= len(promised.coupons):  # not of puts
            spent[f"coupon {number}"] += tax
    for number, rest in rebuilt.rounding_returned().items():
        spent[f"coupon {number}"] += rest
    funded = {f"coupon {number}": total for number, total in rebuilt.funded().items()}
    name = "Coupon money: funded against paid, taxed and returned"
    return compare(name, funded, spent, ("funded", "spent"))
