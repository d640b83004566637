from collections.abc import Callable

import pytest

Edit = Callable[[str, str, str], None]
Refused = Callable[[], list[str]]


@pytest.mark.requirement("CAMP-3")
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "RCPT-002,INV-02,26000000.00",
            "RCPT-002,INV-02,25999999.99",
            (
                "INV-02 is short of HKD 0.01 at 2023-02-16T10:00: primary settlement ORD-02 takes HKD 26,000,000.00"
                " and INV-02 holds HKD 25,999,999.99. Fund INV-02 with HKD 0.01 more before then."
            ),
        ),
        (
            "RCPT-025,INV-11,10105082.19,2023-05-19T10:00",
            "RCPT-025,INV-11,10105082.19,2023-05-19T11:01",
            "INV-11 is short of HKD 10,105,082.19 at 2023-05-19T11:00: secondary settlement SEC-001",
        ),
        (
            "RCPT-026,paying_agent,16066848.00",
            "RCPT-026,paying_agent,16000000.00",
            "paying_agent is short of HKD 66,848.00 at 2023-08-16T08:30: coupon funding 1",
        ),
        (
            "RCPT-027,paying_agent,816333152.00",
            "RCPT-027,paying_agent,816333151.99",
            "paying_agent is short of HKD 0.01 at 2024-02-16T10:00: principal funding 2",
        ),
    ],
)
def test_check_cash__account_short__says_who_when_and_by_how_much(
    edit: Edit, refused: Refused, old: str, new: str, said: str
) -> None:
    edit("fundings.csv", old, new)
    (text,) = refused()
    assert text.startswith("fundings.csv:1: ")
    assert said in text


@pytest.mark.requirement("CAMP-3")
def test_check_cash__several_short__are_all_named(edit: Edit, refused: Refused) -> None:
    edit("fundings.csv", "RCPT-002,INV-02,26000000.00,2023-02-16T09:00\n", "")
    edit("fundings.csv", "RCPT-026,paying_agent,16066848.00,2023-08-16T08:00\n", "")
    lines = refused()
    assert [line.split()[1] for line in lines] == ["INV-02", "paying_agent"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("RCPT-002,INV-02", "RCPT-002,INV-99", "account 'INV-99' of RCPT-002 is neither an investor nor paying_agent"),
        ("RCPT-002,INV-02", "RCPT-002,paying-agent", "Write 'paying_agent' if that is meant"),
        ("RCPT-002,INV-02", "RCPT-002,issuer", "account 'issuer' of RCPT-002 is neither an investor nor paying_agent"),
        ("26000000.00,2023-02-16T09:00", "26000000.00,2023-02-14T14:00", "not between onboarding (2023-02-14T14:00)"),
        ("26000000.00,2023-02-16T09:00", "26000000.00,2024-02-16T16:00", "and cash redemption (2024-02-16T16:00)"),
    ],
)
def test_check_fundings__unknown_account_or_moment__is_refused(
    edit: Edit, refused: Refused, old: str, new: str, said: str
) -> None:
    edit("fundings.csv", old, new)
    text = refused()[0]
    assert text.startswith("fundings.csv:3: ")
    assert said in text


@pytest.mark.requirement("CAMP-8")
@pytest.mark.parametrize("day", ["2024-02-15", "2023-02-15", "2020-01-01"])
def test_check_eligibility__lapses_before_the_last_receipt__is_refused(edit: Edit, refused: Refused, day: str) -> None:
    edit("investors.csv", "INV-02,SG,hsbc,dev:21,2025-02-14", f"INV-02,SG,hsbc,dev:21,{day}")
    (text,) = refused()
    assert text.startswith(f"investors.csv:3: investor INV-02 is eligible until {day} and receives on 2024-02-16")


def test_check_eligibility__lapses_on_the_day_of_the_last_receipt__is_in_order(edit: Edit, refused: Refused) -> None:
    edit("investors.csv", "INV-02,SG,hsbc,dev:21,2025-02-14", "INV-02,SG,hsbc,dev:21,2024-02-16")
    edit("investors.csv", "INV-03,CN,bochk,dev:22,2024-12-31", "INV-03,CN,bochk,dev:22,2024-02-15")
    (text,) = refused()
    assert "INV-03" in text
