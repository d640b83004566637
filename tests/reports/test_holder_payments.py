"""What a statement says of calls, puts, default interest, tax and lapses."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from tenor.reports.holder_coupons import Span
from tenor.reports.holder_paper import holder_paper
from tenor.reports.holder_view import AccountView, view_account
from tenor.reports.paper import Paper, PaperTable
from tenor.schedule.model import Overdue, Schedule
from tenor.terms.parts import Withholding
from tests.reports.test_holder_view import END, ISSUE, hksar

Rows = dict[str, Any]
PUT = {"date": "2023-10-02", "intent": "0x9a", "units": 30, "put": True}
PUT_PARTS = {"principal": "15000000.00", "premium": "-150000.00", "interest": "78226.60", "tax": "0.00"}
NOTICE = {"date": "2023-09-15", "intent": "0x9b", "day": "2023-10-02", "units": 40}
TAXED = {
    "percent": "25",
    "of": "country",
    "basis": "DE",
    "kept_as": "DE",
    "authority": "Example Tax Office",
    "wallet": "0x" + "7a" * 20,
}


@pytest.fixture
def account(sample: Rows) -> Rows:
    """Of INV-03: 200 units at issue, 20 sold on 19 May 2023."""
    found: Rows = next(deepcopy(each) for each in sample["accounts"] if each["holder"] == "INV-03")
    return found


def view(account: Rows, last: date = END, schedule: Schedule | None = None) -> AccountView:
    return view_account(account, schedule or hksar(), Span(ISSUE, last))


def paper(sample: Rows, account: Rows, last: date = END, schedule: Schedule | None = None) -> Paper:
    return holder_paper(sample, account, view(account, last, schedule), schedule or hksar())


def table(paper: Paper, title: str) -> PaperTable:
    return next(each for each in paper.tables if each.title.startswith(title))


def column(told: PaperTable, title: str) -> list[str]:
    index = [each.title for each in told.columns].index(title)
    return [row[index] for row in told.rows]


def sums(paper: Paper) -> dict[str, str]:
    return {row[0]: row[1] for row in table(paper, "Totals").rows}


def assert_totals_add_up(paper: Paper) -> None:
    *parts, received = [Decimal(text.replace(",", "").replace("\u2212", "-")) for text in sums(paper).values()]
    assert sum(parts) == received


@pytest.mark.requirement("REP-11")
def test_holder_paper__put__parts_principal_and_interest_in_columns_and_totals(sample: Rows, account: Rows) -> None:
    account["repayments"] = [PUT | PUT_PARTS | {"amount": "14928226.60"}]
    account["movements"].insert(2, {**PUT, "units": -30, "counterparty": None, "trade": None})
    told = paper(sample, account)
    principal = table(told, "Principal")
    assert principal.rows[0][1:-1] == (
        *("Put, units repaid", "30", "495,000.00", "15,000,000.00", "\u2212150,000.00", "78,226.60"),
        "14,928,226.60",
    )
    assert "Put, units cancelled" in column(table(told, "Holding"), "What")
    assert sums(told)["Interest accrued on units put, before tax"] == "78,226.60"
    assert sums(told)["Principal of units put"] == "15,000,000.00"
    assert sums(told)["Discount on units put"] == "\u2212150,000.00"
    assert sums(told)["Principal at redemption"] == "0.00"
    assert_totals_add_up(told)


@pytest.mark.requirement("REP-11")
def test_holder_paper__part_called__is_named_with_its_price_and_its_premium(sample: Rows, account: Rows) -> None:
    receipt = account["receipts"][0]
    receipt |= {"instalment": "18000000.00", "premium": "180000.00"}
    receipt["called"] = {"percent": "20", "price_percent": "101"}
    receipt["parts"][0]["amount"] = "19987520.40"
    told = paper(sample, account)
    coupons = table(told, "Interest and instalments")
    assert column(coupons, "Part called") == ["20% at 101%", "", ""]
    assert column(coupons, "Principal")[0] == "18,000,000.00"
    assert column(coupons, "Premium")[0] == "180,000.00"
    assert (sums(told)["Principal paid with coupons"], sums(told)["Premium on parts called"]) == (
        *("18,000,000.00", "180,000.00"),
    )
    assert sums(told)["Interest on coupons, before tax"] == "3,645,000.00"
    assert any("20% at 101%" in note for note in told.notes)
    assert_totals_add_up(told)


@pytest.mark.requirement("REP-11")
def test_holder_paper__default_interest__is_a_column_and_a_total_of_its_own(sample: Rows, account: Rows) -> None:
    account["receipts"][0]["default_interest"] = "900.00"
    account["receipts"][0]["parts"][0]["amount"] = "1808420.40"
    told = paper(sample, account)
    coupons = table(told, "Interest")
    assert column(coupons, "Interest")[0] == "1,807,520.40"
    assert column(coupons, "Default interest") == ["900.00", "0.00", "900.00"]
    assert sums(told)["Default interest, before tax"] == "900.00"
    assert_totals_add_up(told)


@pytest.mark.requirement("REP-11")
def test_view_account__closing_before_a_late_payment__owes_no_default_interest_of_later_days(account: Rows) -> None:
    first, last = hksar().periods
    late = Overdue(date(2023, 9, 20), 500)
    closing = replace(hksar().redemption, overdue=Overdue(date(2024, 3, 1), 300))
    lived = replace(hksar(), periods=(replace(first, overdue=late), last), closing=closing)
    account["receipts"][0]["default_interest"] = "900.00"
    account["receipts"][0]["parts"][0] |= {"date": "2023-09-20", "amount": "1808420.40"}
    assert view(account, date(2023, 9, 19), lived).open == Decimal("1807520.40")
    account["receipts"][1]["default_interest"] = "540.00"  # on the principal, 180 units, repaid two weeks late
    account["repayments"][0]["date"] = "2024-03-01"
    assert view(account, date(2024, 2, 29), lived).open == Decimal("0.00")
    assert view(account, date(2024, 3, 1), lived).coupons[1].owes.default_interest == Decimal("540.00")


@pytest.mark.requirement("REP-11")
def test_view_account__paid_in_two_parts__counts_as_interest_first(account: Rows) -> None:
    receipt = account["receipts"][0]
    receipt["instalment"] = "1000.00"
    (part,) = receipt["parts"]
    receipt["parts"] = [part | {"amount": "1807000.00"}, part | {"date": "2023-08-20", "amount": "1520.40"}]
    early = view_account(account, hksar(), Span(ISSUE, date(2023, 8, 16)))
    assert (early.received_as("interest"), early.received_as("instalment")) == (Decimal("1807000.00"), Decimal("0.00"))
    later = view_account(account, hksar(), Span(date(2023, 8, 17), date(2023, 8, 31)))
    assert (later.received_as("interest"), later.received_as("instalment")) == (Decimal("520.40"), Decimal("1000.00"))


def taxed(sample: Rows, account: Rows) -> Schedule:
    """A quarter of the first coupon was kept back, and remitted in two payments."""
    account["taxed"] = TAXED
    account["receipts"][0]["parts"][0] |= {"amount": "1355640.30", "tax": "451880.10"}
    sample["accounts"] = [account]
    sample["tax"] = {
        "remittances": [
            {"date": "2023-08-16", "tax_of": "DE", "authority": "Example Tax Office", "amount": "400000.00"},
            {"date": "2023-08-16", "tax_of": "classes", "authority": "Another", "amount": "99999.00"},
            {"date": "2023-08-21", "tax_of": "DE", "authority": "Example Tax Office", "amount": "51880.10"},
        ]
    }
    terms = replace(hksar().terms, withholding=(Withholding("DE", None, Fraction(1, 4)),))
    return replace(hksar(), terms=terms)


@pytest.mark.requirement("REP-11")
def test_holder_paper__tax__names_rate_basis_authority_and_day_of_remittance(sample: Rows, account: Rows) -> None:
    told = paper(sample, account, schedule=taxed(sample, account))
    assert table(told, "Tax withheld").rows == (
        (
            *("1", "16\u00a0Aug\u00a02023", "1,807,520.40", "25", "country DE", "Example Tax Office", "451,880.10"),
            *("21\u00a0Aug\u00a02023", "T3"),
        ),
    )
    assert dict(told.account)["Tax on interest"] == "25%, by country: DE"
    assert dict(told.account)["Tax goes to"] == "Example Tax Office"
    (note,) = [each for each in told.notes if each.startswith("Tax withheld")]
    assert "25% of interest" in note
    assert "country DE" in note
    assert TAXED["wallet"] in note
    assert_totals_add_up(told)


@pytest.mark.requirement("REP-11")
def test_holder_paper__tax_not_remitted_or_of_a_class__says_so(sample: Rows, account: Rows) -> None:
    lived = taxed(sample, account)
    sample["tax"]["remittances"].pop()
    account["taxed"] = TAXED | {"of": "investor class", "basis": "retail"}
    told = paper(sample, account, schedule=lived)
    assert column(table(told, "Tax withheld"), "Remitted on") == ["not yet"]
    assert column(table(told, "Tax withheld"), "Holder taxed by") == ["investor class retail"]
    account["taxed"] = None
    account["receipts"][0]["parts"][0]["tax"] = "0.00"
    free = paper(sample, account, schedule=lived)
    assert any("withhold no tax from a holder of this country" in note for note in free.notes)
    assert all(not each.title.startswith("Tax withheld") for each in free.tables)


@pytest.mark.requirement("REP-11")
def test_holder_paper__notice_of_a_put__stands_until_it_is_repaid(sample: Rows, account: Rows) -> None:
    account["notices"] = [NOTICE | {"units": 10, "date": "2023-09-14"}, NOTICE]
    told = paper(sample, account, date(2023, 9, 30))
    notice = table(told, "Notice of a put")
    assert notice.rows[0][:-1] == (*("15\u00a0Sep\u00a02023", "2\u00a0Oct\u00a02023", "40", "40", "stands, binding"),)
    assert notice.rows[0][-1] == "T4"
    assert any("binds the holder" in note for note in told.notes)
    late = table(paper(sample, account, date(2023, 10, 3)), "Notice of a put")
    assert column(late, "State") == ["day passed, not repaid"]
    assert view(account, date(2023, 9, 1)).notice is None
    account["repayments"].insert(0, PUT | PUT_PARTS | {"amount": "14928226.60"})
    assert view(account, date(2023, 10, 2)).notice is None


@pytest.mark.requirement("REP-11")
def test_view_account__put_of_more_than_is_left__binds_what_is_left(account: Rows) -> None:
    account["notices"] = [NOTICE | {"units": 190}]
    notice = view(account, date(2023, 9, 30)).notice
    assert notice is not None
    assert notice.bound == 180
    assert view(account).notice is None  # nothing is held any more


@pytest.mark.requirement("REP-11")
def test_holder_paper__claim_that_lapsed__is_told_and_no_longer_open(sample: Rows, account: Rows) -> None:
    lapse = {"date": "2023-12-01", "intent": "0xdead", "amount": "1807520.40"}
    account["receipts"][0] |= {"parts": [], "lapsed": [lapse]}
    account["lapses"] = [lapse | {"what": "coupons", "units": 0}]
    assert view(account, date(2023, 11, 30)).open == Decimal("1807520.40")
    told = paper(sample, account, date(2023, 12, 31))
    assert table(told, "Claims that lapsed").rows[0][1:4] == ("coupons", "\u2013", "1,807,520.40")
    assert dict(told.figures)["Claims due and open"] == "HKD\u00a00.00"
    assert column(table(told, "Interest"), "Lapsed")[0] == "1,807,520.40"
    assert column(table(told, "Interest"), "Paid on")[0] == "lapsed"
    assert any("lapses" in note for note in told.notes)


@pytest.mark.requirement("REP-11")
def test_holder_paper__closing_day__is_said_to_count_to_its_end(sample: Rows, account: Rows) -> None:
    assert "to the end of its last (Asia/Hong_Kong)" in paper(sample, account).notes[-1]
