"""What a campaign file can say of the primary market, on copies of the note sold by auction."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from tenor.campaign.load import load_campaign
from tenor.campaign.summary import summary
from tenor.errors import InputError
from tests.scenarios.notes import varied

FOLDER = Path(__file__).parents[2] / "campaigns" / "auction-note"
Changes = dict[str, dict[str, str]]


def campaign_file(old: str, new: str) -> Changes:
    return {"campaign.yaml": {old: new}}


@pytest.mark.requirement("CAMP-1")
@pytest.mark.parametrize(
    ("changes", "where", "said"),
    [
        (
            campaign_file("uniform_price ", "dutch "),
            "campaign.yaml:16",
            "allotment.method is 'dutch', which is none of",
        ),
        (
            campaign_file("  quote: yield ", "  # "),
            "campaign.yaml:15",
            "allotment.quote is missing. Add 'quote:' under",
        ),
        (campaign_file("quote: yield ", "quote: spread "), "campaign.yaml:17", "Write one of 'price' or 'yield'"),
        (campaign_file("tick: 0.005 ", "tick: 0 "), "campaign.yaml:18", "allotment.tick is '0': a tick is more than"),
        (campaign_file("  tick: ", "  tack: "), "campaign.yaml:18", "Write 'tick' if that is meant, or remove it"),
        (campaign_file("percent: 35 ", "percent: 135 "), "campaign.yaml:20", "more than 0 and at most 100 percent"),
        (campaign_file("tick: 0.005 ", "tick: 0.01 "), "orders.csv:2", "limit 2.405 is off the tick of 0.01"),
        (
            campaign_file("  non_competitive_percent: 15 ", "  # "),
            "orders.csv:9",
            "order BID-08 is non-competitive, and the auction takes no such bids",
        ),
        ({"orders.csv": {"2.405": ""}}, "orders.csv:2", "order BID-01 is competitive and carries no limit"),
        (
            {"orders.csv": {"6000000": "1000000", "2500000": "500000", "3000000": "100000"}},
            "orders.csv:1",
            "the bids that count sum to EUR 19,100,000.00 and do not cover the issue",
        ),
        (
            {"terms.yaml": {"issue_price_percent: 99.965 ": "issue_price_percent: 99.96 "}},
            "terms.yaml:16",
            "makes a unit EUR 999.60, and the orders make it EUR 999.65. Write issue_price_percent: 99.965",
        ),
    ],
)
def test_load_campaign__primary_market_not_in_order__is_refused_with_its_line(
    tmp_path: Path, changes: Changes, where: str, said: str
) -> None:
    folder = varied(FOLDER, tmp_path / "note", changes)
    with pytest.raises(InputError) as refusal:
        load_campaign(folder)
    assert refusal.value.where == str(folder / where)
    assert said in str(refusal.value)


def test_load_campaign__word_that_needs_parameters__says_which(tmp_path: Path) -> None:
    text = (FOLDER / "campaign.yaml").read_text(encoding="utf-8")
    block = text[text.index("allotment:\n") : text.index("chain_id:")]
    folder = varied(FOLDER, tmp_path / "note", campaign_file(block, "allotment: uniform_price\n"))
    with pytest.raises(InputError, match=r"campaign\.yaml:15: allotment\.quote is missing"):
        load_campaign(folder)


@pytest.mark.requirement("ALLOT-6")
def test_load_campaign__multiple_prices__states_their_average_as_issue_price(tmp_path: Path) -> None:
    changes = campaign_file("uniform_price ", "multiple_price ")
    changes["terms.yaml"] = {"issue_price_percent: 99.965 ": "issue_price_percent: 99.977575 "}
    changes["fundings.csv"] = {"6997550.00": "7000000.00", "4498425.00": "4500000.00", "1199580.00": "1200000.00"}
    changes["fundings.csv"]["799720.00"] = "800000.00"
    campaign = load_campaign(varied(FOLDER, tmp_path / "note", changes))
    average = Fraction(campaign.allocation.amount, campaign.allocation.units)
    assert round(average) == 99_978
    prices = {each.order: each.price for each in campaign.allotments if each.units}
    assert prices["BID-01"] > prices["BID-03"] > prices["BID-02"] > prices["BID-04"] == prices["BID-06"] == 99_965
    assert prices["BID-08"] == prices["BID-09"] == 99_977


def test_summary__auction__tells_the_price_that_the_bids_set() -> None:
    lines = dict(summary(load_campaign(FOLDER)))
    assert lines["price set"] == "yield 2.435 %, average 2.4224 %, tail 0.0126 %"
    assert lines["allotments"] == "EUR 20,000,000.00 to 6 investors, uniform_price"
    assert "refunds" not in lines


def test_summary__fixed_price_paid_in_advance__tells_the_refunds(tmp_path: Path) -> None:
    text = (FOLDER / "campaign.yaml").read_text(encoding="utf-8")
    block = text[text.index("allotment:\n") : text.index("chain_id:")]
    changes = campaign_file(block, "allotment: fixed_price\n")
    folder = varied(FOLDER, tmp_path / "note", changes)
    rows = [("INV-01", 14_000), ("INV-02", 9_000), ("INV-03", 5_200), ("INV-04", 7_800), ("INV-05", 2_400)]
    lines = [f"ORD-{name},{name},{units}000,{units * 1000}" for name, units in (*rows, ("INV-06", 1_600))]
    (folder / "orders.csv").write_text("\n".join(["order_id,investor,nominal,paid", *lines]) + "\n")
    shown = dict(summary(load_campaign(folder)))
    assert shown["refunds"] == "EUR 20,007,000.00 of what was paid in advance"  # 40 million less 20 million at 99.965
