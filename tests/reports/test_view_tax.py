from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tenor.reports.export import render_holders
from tenor.reports.html import render_html
from tenor.reports.view_tax import spent, tax_columns, taxed_coupons, unsettled

Data = dict[str, Any]


@pytest.fixture
def taxed(sample: Data) -> Data:
    """The sample with a tax of a tenth on the first holder's first coupon."""
    first = sample["holders"][0]
    first |= {"tax_of": "HK", "tax_percent": "10"}
    first["coupons"][0] |= {"gross": "100.00", "tax": "10.00", "amount": "90.00"}
    rates = [{"country": "HK", "investor_class": None, "percent": "10", "authority": "The Tax Office"}]
    row = {"tax_of": "HK", "authority": "The Tax Office", "wallet": "0x" + "a1" * 20}
    money = {"withheld": "10.00", "remitted": "9.00", "held": "1.00"}
    paid = {"date": "2023-08-16", "tax_of": "HK", "authority": "The Tax Office", "amount": "9.00"}
    sample["tax"] = {"rates": rates, "authorities": [row | money], "remittances": [paid]}
    return sample


@pytest.mark.requirement("TAX-4")
def test_taxed_coupons__holders__are_shown_before_and_after_tax(taxed: Data) -> None:
    first, *others = taxed_coupons(taxed)
    assert (first.holder, first.taxed_as, first.number) == (taxed["holders"][0]["holder"], "HK, 10%", 1)
    assert (first.gross, first.tax, first.net) == ("100.00", "10.00", "90.00")
    assert {each.taxed_as for each in others[1:]} == {"not taxed"}
    assert len(others) == sum(len(holder["coupons"]) for holder in taxed["holders"]) - 1


@pytest.mark.requirement("TAX-4")
def test_unsettled__paid_taxed_and_returned__is_where_they_are_not_the_total(sample: Data) -> None:
    first, second = sample["coupons"]
    assert unsettled(sample["coupons"]) == set()
    first |= {"paid": str(Decimal(first["total"]) - 11), "tax": "10.00", "returned": "1.00"}
    assert spent(first) == Decimal(first["total"])
    second["tax"] = "0.01"
    assert unsettled(sample["coupons"]) == {2}


@pytest.mark.requirement("TAX-4")
def test_render_holders__taxed__has_columns_before_tax_and_of_tax(taxed: Data) -> None:
    del taxed["holders"][1]["coupons"][0]
    header, first, second, *_ = render_holders(taxed).splitlines()
    columns = ["coupon_1_gross", "coupon_1_tax", "coupon_1", "coupon_2_gross", "coupon_2_tax", "coupon_2"]
    assert header.split(",")[3:9] == columns
    assert first.split(",")[3:6] == ["100.00", "10.00", "90.00"]
    assert second.split(",")[3:6] == ["", "", ""]
    assert tax_columns(taxed)[0]["coupon_1_tax"] == "10.00"


@pytest.mark.requirement("TAX-4")
def test_render_html__taxed__shows_what_was_not_remitted(taxed: Data) -> None:
    page = render_html(taxed)
    assert '<h2 id="tax">' in page
    assert '<a href="#tax">Tax on interest</a>' in page
    row = page[page.index('<th scope="row">HK</th><td class="text">The Tax Office</td>') :].partition("</tr>")[0]
    assert [amount in row for amount in (">10.00<", ">9.00<", ">1.00<")] == [True] * 3


@pytest.mark.requirement("TAX-4")
def test_render_html__not_taxed__has_no_section_and_no_link_of_tax(sample: Data) -> None:
    page = render_html(sample)
    assert 'id="tax"' not in page
    assert 'href="#tax"' not in page
