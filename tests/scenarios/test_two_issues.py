"""Two issues of one issuer on one chain, one after the other: registry, money and venue serve both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from tenor.campaign.model import Campaign
from tenor.campaign.run import CampaignRecord, open_chain, run_campaign
from tenor.chain.connection import Chain
from tenor.chain.journal import Journal
from tenor.errors import ConnectionFailed
from tenor.reports.data import build_report
from tests.campaigns import small_campaign, small_terms

FIRST = small_campaign(small_terms(maturity_date=date(2023, 9, 17)), trades=())


def following_issue() -> Campaign:
    """Another bond of the same issuer, parties and investors, with receipts numbered from the start again."""
    terms = small_terms(
        issue_id="TEST-2024-2",
        document_hash="0x" + "2d" * 32,
        pricing_date=date(2023, 10, 18),
        issue_date=date(2023, 10, 20),
        interest_start=date(2023, 10, 20),
        maturity_date=date(2024, 4, 20),
    )
    return replace(small_campaign(terms, trades=()), id="small-test-2")


@pytest.fixture(scope="module")
def chain() -> Iterator[Chain]:
    """A chain on which the first issue has been carried out."""
    with open_chain(FIRST, None) as chain:
        run_campaign(FIRST, chain, Journal(), lambda *_: None)
        yield chain


def carry_out(campaign: Campaign, chain: Chain) -> CampaignRecord:
    return run_campaign(campaign, chain, Journal(), lambda *_: None)


@pytest.mark.requirement("DEP-5")
def test_run_campaign__second_issue_on_the_chain__lives_its_life_beside_the_first(chain: Chain) -> None:
    second = following_issue()
    report = build_report(chain, carry_out(second, chain))
    assert report["reconciliation"]["first_difference"] is None
    assert report["redemption"]["principal"] == "10000000.00"
    assert [each["what"] for each in report["timeline"] if each["stage"] == "deploy"] == ["deploy Bond"]


@pytest.mark.requirement("DEP-5")
def test_run_campaign__same_issue_again__is_refused_and_nothing_sent(chain: Chain) -> None:
    before = chain.web3.eth.block_number
    with pytest.raises(ConnectionFailed):
        carry_out(FIRST, chain)
    assert chain.web3.eth.block_number == before
