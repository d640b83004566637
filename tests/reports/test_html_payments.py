"""What the page says beside payments, trades and allotments."""

from tenor.reports.html import render_html
from tests.reports.test_html import Data, Page


def test_render_html__units_put__explains_interest_over_life_beside_the_coupons(sample: Data) -> None:
    put = {"date": "2023-10-02", "holder": "INV-03", "units": 30, "principal": "15000000.00"}
    puts = [put | {"interest": "78226.60", "amount": "15078226.60"}]
    sample["options"] = {"parts": [], "notices": [], "calls": [], "puts": puts}
    text = Page(render_html(sample)).text.replace("\u00a0", " ")
    assert "Units put are repaid outside this table, with interest accrued of HKD 78,226.60" in text
    assert "Accrued on units put, of it HKD 78,226.60" in text
    del sample["options"]
    assert "Units put" not in Page(render_html(sample)).text


def test_render_html__primary_trades__name_the_issuer(sample: Data) -> None:
    page = render_html(sample)
    primary = page[page.index("Primary settlement, delivery against payment") :]
    assert f"<td>{sample['terms']['issuer']}</td><td>INV-03</td>" in primary
    assert "<td>issuer</td><td>INV" not in page


def test_render_html__price_set_by_orders_and_refunds__stand_in_the_allotment(sample: Data) -> None:
    assert "The orders set the price" not in Page(render_html(sample)).text
    sample["pricing"] = {
        "method": "book_building", "quote": "spread", "cut_off_percent": "0.35", "average_percent": "0.3312",
        "tail_percent": "0.0188", "demand": [{"limit_percent": "0.3", "units": 900, "demand": 2400}],
    }  # fmt: skip
    sample["allotments"][0]["refund"] = "1234.56"
    page = Page(render_html(sample))
    assert "Book building: Spread 0.35 % at the cut-off, 0.3312 % on the average" in page.text
    assert "0.3 900 2,400 1.50" in " ".join(page.text.split())
    assert page.text.count("1,234.56") == 2  # of the order, and the sum
    assert "Refunded, HKD" in page.text
