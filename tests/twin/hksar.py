"""The HKSAR 2023 campaign as the twin takes it: its files read as plain text, by nothing of the toolkit."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime, time
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from tests.twin.cash import Fiat, Scene
from tests.twin.life import Transfer

FOLDER = Path(__file__).parents[2] / "campaigns" / "hksar-2023"
COUPONS_A_YEAR = {"annual": "1", "semi-annual": "2", "quarterly": "4", "monthly": "12"}


def read_scene() -> Scene:
    """Terms, trades and cash of the campaign; who bought how much follows from what each investor paid in."""
    campaign, sheet = _text("campaign.yaml"), _text("terms.yaml")
    times = campaign["timetable"]
    fiat = [_fiat(row) for row in _rows("fundings.csv")]
    settlement = datetime.fromisoformat(times["settlement"])
    return Scene(
        terms=_terms(sheet),
        transfers=[*_primary(sheet, fiat, settlement), *_secondary(campaign)],
        fiat=fiat,
        issuer="issuer",
        agent="paying_agent",
        pay_time=time.fromisoformat(times["coupon_payment"]),
        proceeds=datetime.fromisoformat(times["proceeds"]),
        end=datetime.fromisoformat(times["cash_redemption"]),
    )


def _terms(sheet: dict[str, Any]) -> dict[str, str]:
    assert sheet["coupon"]["day_count"] == "ACT/365F"
    assert sheet["coupon"]["rounding"] == "per-unit-half-up"
    assert sheet["business_days"]["calendars"] == ["HK"]
    return {
        "size": sheet["size"],
        "unit": sheet["unit"],
        "rate": str(Fraction(sheet["coupon"]["rate_percent"]) / 100),
        "issue": sheet["issue_date"],
        "maturity": sheet["maturity_date"],
        "coupons_a_year": COUPONS_A_YEAR[sheet["coupon"]["frequency"]],
        "convention": sheet["business_days"]["roll"],
        "adjusted": {"adjusted": "yes", "unadjusted": "no"}[sheet["business_days"]["accrual"]],
        "record_days": sheet["record"]["business_days_before"],
        "record_time": sheet["record"]["time"],
        "decimals": "2",
    }


def _primary(sheet: dict[str, Any], fiat: list[Fiat], settlement: datetime) -> Iterator[Transfer]:
    price = Fraction(sheet["unit"]) * Fraction(sheet["issue_price_percent"]) / 100
    for paid in fiat:
        if paid.at < settlement:
            units = paid.amount / price
            assert units.denominator == 1, f"{paid.account} paid for a part of a unit"
            yield Transfer(settlement, "issuer", paid.account, units.numerator, paid.amount)


def _secondary(campaign: dict[str, Any]) -> Iterator[Transfer]:
    settled = time.fromisoformat(campaign["timetable"]["secondary_settlement"])
    for trade in campaign["secondary_trades"]:
        moment = datetime.combine(date.fromisoformat(trade["settlement_date"]), settled)
        units, paid = int(trade["units"]), Fraction(trade["consideration"])
        yield Transfer(moment, trade["seller"], trade["buyer"], units, paid)


def _fiat(row: dict[str, str]) -> Fiat:
    return Fiat(datetime.fromisoformat(row["at"]), row["account"], Fraction(row["amount"]))


def _text(name: str) -> dict[str, Any]:
    tree: dict[str, Any] = yaml.load((FOLDER / name).read_text(), Loader=yaml.BaseLoader)  # noqa: S506 -- all text
    return tree


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(newline="") as file:
        return list(csv.DictReader(file))
