from tenor.campaign.model import Campaign
from tenor.campaign.summary import summary


def test_summary__hksar__has_the_figures_of_the_deal(hksar: Campaign) -> None:
    lines = dict(summary(hksar))
    assert lines["size"] == "HKD 800,000,000.00 in 1,600 units, minimum denomination HKD 1,000,000.00"
    assert lines["coupon 1"] == ("paid 2023-08-16: HKD 10,041.78 a unit, HKD 16,066,848.00 in total, drift HKD 1.32")
    assert lines["coupon 2"] == ("paid 2024-02-16: HKD 10,208.22 a unit, HKD 16,333,152.00 in total, drift HKD -1.32")
    assert lines["interest over the life"] == "HKD 32,400,000.00"
    assert lines["orders"] == "24 of HKD 1,840,000,000.00, 2.30 times the issue"
    assert lines["allotments"] == "HKD 800,000,000.00 to 24 investors, pro_rata"
    assert lines["cash"].startswith("HKD 1,642,505,082.19 minted by 27 fundings")
    assert lines["issue"].endswith("ISIN none")
