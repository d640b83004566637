"""The report's data: one plain document, made from events, contracts and the campaign's record.

Money is a decimal string with all minor digits; whatever differs between two runs of the same campaign (hashes, blocks,
gas, durations) stands under ``run`` and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tenor.artifacts.store import contracts
from tenor.campaign.run import CampaignRecord
from tenor.campaign.trading import deals
from tenor.chain.connection import Chain
from tenor.deployment.plan import deploying
from tenor.reports.account_rows import account_rows
from tenor.reports.check import Check
from tenor.reports.flows import cash_flows, gas_by_stage
from tenor.reports.happened import events_sections
from tenor.reports.payments import coupon_row, money, rate_text, redemption_row, unit_principal
from tenor.reports.primary import allotment_rows, pricing_section
from tenor.reports.promises import as_promised, price_tables, promised_rows
from tenor.reports.rebuild import Rebuilt, rebuild
from tenor.reports.reconcile import reconcile
from tenor.reports.statements import HolderStatement, holder_statements
from tenor.reports.tax import tax_section, taxed_as
from tenor.reports.trouble import put_default_section
from tenor.terms.model import Terms
from tenor.terms.vocabulary import CouponKind
from tenor.units import percent_text, utc

SCHEMA = "tenor-report/1"


def build_report(chain: Chain, record: CampaignRecord) -> dict[str, Any]:
    """Everything the report shows, in its fixed order of keys."""
    desk, campaign = record.desk, record.desk.campaign
    contracts_of = desk.deployment.deployment
    rebuilt = rebuild(chain, contracts_of.bond, contracts_of.cash)
    checks = reconcile(chain, record, rebuilt)
    schedule = campaign.schedule
    return {
        "schema": SCHEMA,
        "campaign": {"id": campaign.id, "title": campaign.title},
        "terms": _terms(record),
        "notes": [
            {"field": note.field, "status": note.status.value, "note": note.note, "source": note.source}
            for note in campaign.notes
        ],
        "parties": _parties(record),
        "contracts": [{"name": name, "address": address} for name, address in contracts_of.contracts().items()],
        "coupons": [coupon_row(schedule, period, rebuilt) for period in schedule.coupons],
        "redemption": redemption_row(schedule, rebuilt),
        "tax": tax_section(record, rebuilt),
        **put_default_section(record, rebuilt),
        **events_sections(record, rebuilt),
        "promised": promised_rows(campaign.promised),
        "prices": price_tables(campaign.promised, as_promised(campaign)),
        "supply": _supply(campaign.terms, rebuilt),
        "allotments": allotment_rows(campaign),
        "pricing": pricing_section(campaign),
        "trades": _trades(record),
        "registers": _registers(record, rebuilt),
        "holders": _holders(record, rebuilt),
        "accounts": account_rows(record, rebuilt),
        "cash_flows": cash_flows(record, rebuilt),
        "timeline": _timeline(record),
        "reconciliation": _verdict(checks),
        "run": _run(chain, record),
    }


def _terms(record: CampaignRecord) -> dict[str, Any]:
    campaign = record.desk.campaign
    terms = campaign.terms
    issuer = next(party.name for party in campaign.parties if party.id == terms.issuer)
    return {
        "issue_id": terms.issue_id,
        "name": terms.name,
        "symbol": terms.symbol,
        "isin": terms.isin,
        "issuer": issuer,
        "governing_law": terms.governing_law,
        "currency": terms.currency,
        "size": money(terms.size, terms),
        "unit_face": money(terms.unit_face, terms),
        "units": terms.units,
        "min_units": terms.min_units,
        "issue_price": percent_text(terms.issue_price),
        "kind": terms.kind.value,
        "rate": rate_text(terms),
        "rate_percent": percent_text(terms.rate) if terms.kind is CouponKind.FIXED else None,
        "frequency": None if terms.kind is CouponKind.ZERO else terms.frequency,
        "day_count": terms.day_count.value,
        "rounding": None if terms.kind is CouponKind.ZERO else terms.rounding.value,
        "amortisation": None if terms.amortisation is None else terms.amortisation.kind.value,
        "pricing_date": terms.pricing_date.isoformat(),
        "issue_date": terms.issue_date.isoformat(),
        "maturity_date": terms.maturity_date.isoformat(),
        "timezone": terms.timezone,
        "document_hash": terms.document_hash,
    }


def _parties(record: CampaignRecord) -> list[dict[str, str]]:
    campaign, roles = record.desk.campaign, record.desk.cast.roles
    names = {party.id: party.name for party in campaign.parties}
    return [
        {"role": role.value, "party": names[held.party], "wallet": roles[role].wallet}
        for role, held in campaign.appointments.items()
    ]


def _supply(terms: Terms, rebuilt: Rebuilt) -> dict[str, Any]:
    return {
        "bond": rebuilt.ledger.supply(rebuilt.bond),
        "cash": money(rebuilt.ledger.supply(rebuilt.cash), terms),
        "bond_issued": rebuilt.units_issued(),
        "cash_minted": money(rebuilt.cash_minted(), terms),
        "cash_redeemed": money(rebuilt.cash_redeemed(), terms),
    }


def _trades(record: CampaignRecord) -> list[dict[str, Any]]:
    terms = record.desk.campaign.terms
    return [
        {
            "reference": deal.reference,
            "kind": deal.kind,
            "seller": deal.seller.name,
            "buyer": deal.buyer.name,
            "units": deal.units,
            "consideration": money(deal.consideration, terms),
            "rail": deal.rail,
            "settled_on": deal.day.isoformat(),
        }
        for deal in deals(record.desk)
    ]


def _registers(record: CampaignRecord, rebuilt: Rebuilt) -> list[dict[str, Any]]:
    """The register as events tell it, at the moments at which the campaign kept it."""
    schedule, names = record.desk.campaign.schedule, record.desk.cast.names()
    return [
        {
            "label": register.name,
            "date": _local(register.at, schedule.terms).date().isoformat(),
            "unit_principal": money(unit_principal(schedule, register.at), schedule.terms),
            "entries": [
                {"holder": names.get(wallet, wallet), "units": units}
                for wallet, units in sorted(
                    rebuilt.register_at(register.at).items(), key=lambda item: names.get(item[0], item[0])
                )
            ],
        }
        for register in record.registers
    ]


def _holders(record: CampaignRecord, rebuilt: Rebuilt) -> list[dict[str, Any]]:
    schedule, names = record.desk.campaign.schedule, record.desk.cast.names()
    statements, recovered, put = holder_statements(record, rebuilt), rebuilt.recovered(), rebuilt.put_money()
    return [
        {
            "holder": names.get(each.wallet, each.wallet),
            **_statement(each, schedule.terms),
            **({"recovered": money(recovered.get(each.wallet, 0), schedule.terms)} if schedule.accelerated else {}),
            **({"put": money(put.get(each.wallet, 0), schedule.terms)} if put else {}),
            **taxed_as(record.desk.servicing.levies.get(each.wallet)),
        }
        for each in sorted(statements, key=lambda each: names.get(each.wallet, each.wallet))
    ]


def _statement(statement: HolderStatement, terms: Terms) -> dict[str, Any]:
    return {
        "wallet": statement.wallet,
        "units": statement.units,
        "coupons": [
            {
                "number": number,
                "gross": money(statement.gross(number), terms),
                "tax": money(statement.taxes.get(number, 0), terms),
                "amount": money(statement.coupons.get(number, 0), terms),
            }
            for number in sorted({*statement.coupons, *statement.taxes})
        ],
        "principal": money(statement.principal, terms),
        "total": money(statement.received, terms),
        "expected": money(statement.expected, terms),
    }


def _timeline(record: CampaignRecord) -> list[dict[str, Any]]:
    terms = record.desk.campaign.terms
    return [
        {
            "intent": entry.intent.id,
            "at": _local(entry.due, terms).isoformat(),
            "stage": entry.intent.stage,
            "what": entry.intent.what,
            "actor": entry.intent.actor.name,
        }
        for entry in record.entries
    ]


def _verdict(checks: Sequence[Check]) -> dict[str, Any]:
    first = next((check for check in checks if not check.ok), None)
    return {
        "ok": first is None,
        "first_difference": None if first is None else f"{first.name}: {first.difference}",
        "checks": [
            {"name": check.name, "ok": check.ok, "compared": check.compared, "difference": check.difference}
            for check in checks
        ],
    }


def _run(chain: Chain, record: CampaignRecord) -> dict[str, Any]:
    build = contracts()
    return {
        "chain_id": chain.chain_id,
        "network": chain.network,
        "seconds": round(record.seconds, 1),
        "compiler": f"solc {build.compiler} ({build.origin})",
        "gas_by_stage": gas_by_stage(record),
        "contract_blocks": _contract_blocks(record),
        "transactions": [
            {
                "intent": entry.intent.id,
                "hash": entry.outcome.hash,
                "block": entry.outcome.block,
                "gas": entry.outcome.gas,
                "timestamp": utc(entry.outcome.timestamp).isoformat(),
                "fee_wei": str(entry.outcome.fee),
            }
            for entry in record.entries
        ],
    }


def _contract_blocks(record: CampaignRecord) -> dict[str, int | None]:
    """Contract name -> block in which the campaign deployed it; None for one that stood on the chain before."""
    blocks = {entry.intent.what: entry.outcome.block for entry in record.entries}
    return {name: blocks.get(deploying(name)) for name in record.desk.deployment.deployment.contracts()}


def _local(seconds: int, terms: Terms) -> datetime:
    return utc(seconds).astimezone(ZoneInfo(terms.timezone))
