"""What the page says beside payments and trades."""

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
