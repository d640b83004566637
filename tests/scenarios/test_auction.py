"""The note sold by auction, lived through on a chain; prices and receipts worked out from its bids alone.

EUR 20 million, 2.4 % semi-annual, one year. EUR 2 million of non-competitive bids go first; of the rest 5.0 million are
bid at 2.405, 4.5 at 2.42, 4.0 at 2.43 by a bidder who may have 2.0 more, and 10.0 at 2.435, where 6.5 are left.
"""

from __future__ import annotations

import re
from fractions import Fraction
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.scenarios.notes import lived, varied

FOLDER = Path(__file__).parents[2] / "campaigns" / "auction-note"
UNITS = {"INV-01": 7_000, "INV-02": 4_500, "INV-03": 2_600, "INV-04": 3_900, "INV-05": 1_200, "INV-06": 800}


def price_at(yield_percent: str) -> Fraction:
    """What a unit of 1,000 is worth at a yield: two coupons of 12 and the principal, discounted half-yearly."""
    factor = 1 + Fraction(yield_percent) / 200
    return 12 / factor + 1012 / factor**2


@pytest.mark.requirement("ALLOT-6", "ALLOT-8")
def test_auction_note__every_bid__is_allotted_and_pays_the_stop_out_price(report: dict[str, Any]) -> None:
    price = Fraction(int(price_at("2.435") * 100), 100)
    assert price == Fraction("999.65")
    bids = {each["order"]: each for each in report["allotments"]}
    assert {name: (each["units"], each["rule"]) for name, each in bids.items()} == {
        "BID-01": (5_000, "in_full"),
        "BID-02": (2_000, "capped"),
        "BID-03": (4_500, "in_full"),
        "BID-04": (2_600, "scaled_back"),
        "BID-05": (0, "priced_out"),
        "BID-06": (3_900, "scaled_back"),
        "BID-07": (0, "priced_out"),
        "BID-08": (1_200, "in_full"),
        "BID-09": (800, "in_full"),
    }
    assert all(Fraction(each["amount"]) == each["units"] * price for each in bids.values())
    average = Fraction(5 * 2405 + Fraction(9, 2) * 2420 + 2 * 2430 + Fraction(13, 2) * 2435, 18_000)
    assert report["pricing"] == {
        "method": "uniform_price",
        "quote": "yield",
        "cut_off_percent": "2.435",
        "average_percent": f"{float(average):.4f}",
        "tail_percent": f"{float(Fraction('2.435') - average):.4f}",
        "demand": [
            {"limit_percent": limit, "units": units, "demand": demand}
            for limit, units, demand in (
                ("2.405", 5_000, 7_000),
                ("2.42", 4_500, 11_500),
                ("2.43", 4_000, 15_500),
                ("2.435", 10_000, 25_500),
                ("2.45", 2_500, 28_000),
                ("2.465", 3_000, 31_000),
            )
        ],
    }


@pytest.mark.requirement("LIFE-5")
def test_auction_note__life__pays_who_bid_and_reconciles(report: dict[str, Any]) -> None:
    assert report["reconciliation"]["first_difference"] is None
    after = next(each for each in report["registers"] if each["date"] == "2025-03-17")
    assert {each["holder"]: each["units"] for each in after["entries"]} == UNITS
    sold = {**UNITS, "INV-01": 6_000, "INV-05": 2_200}  # 1,000 units in December
    for each in report["holders"]:
        coupons = [Fraction(paid["amount"]) for paid in each["coupons"]]
        assert coupons == [12 * UNITS[each["holder"]], 12 * sold[each["holder"]]]
    assert (report["supply"]["bond"], report["supply"]["cash"]) == (0, "0.00")


def test_auction_note__page__tells_the_price_and_what_decided_each_bid(out: Path) -> None:
    page = (out / "report.html").read_text("utf-8")
    text = " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).replace("\N{NO-BREAK SPACE}", " ").split())
    assert "The orders set the price, Uniform price: Yield 2.435 % at the cut-off" in text
    assert "BID-02 INV-01 4,000 2,000 50.00% Capped 999.65 1,999,300.00" in text


@pytest.mark.requirement("ALLOT-1")
def test_auction_note__covered_in_part__issues_that_part_and_reconciles(tmp_path: Path) -> None:
    changes = {
        "campaign.yaml": {"uncovered: refuse ": "uncovered: partial "},
        "orders.csv": {
            "INV-04,6000000": "INV-04,1000000",
            "INV-03,2500000": "INV-03,500000",
            "BID-07,INV-05,3000000,competitive,2.465\n": "",
        },
        "terms.yaml": {"issue_price_percent: 99.965 ": "issue_price_percent: 99.95 "},
        "fundings.csv": {"2599090.00": "4500000.00"},
    }
    report = lived(varied(FOLDER, tmp_path / "note", changes), tmp_path / "out")
    # 2.0 million without a yield, 5.0, 4.5, 2.0 within the share, 4.0 and 1.0 at 2.435, and 0.5 at 2.45, the stop-out
    assert sum(each["units"] for each in report["allotments"]) == report["terms"]["units"] == 19_000
    assert {each["price"] for each in report["allotments"]} == {"999.50"}
    assert report["terms"]["size"] == "19000000.00"
    assert report["supply"]["bond_issued"] == 19_000
    assert report["reconciliation"]["first_difference"] is None
