import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tenor.campaign.load import load_campaign
from tenor.errors import InputError

FLOATING = Path(__file__).parents[2] / "campaigns" / "floating-note"

Edit = Callable[[str, str, str], None]
Refused = Callable[[], list[str]]


@pytest.mark.requirement("CAMP-5")
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("genesis: 2023-02-13T09:00", "genesis: 2023-02-14T10:00", "deployment 2023-02-14T10:00 is not after genesis"),
        (
            "onboarding: 2023-02-14T14:00",
            "onboarding: 2023-02-14T09:59",
            "onboarding 2023-02-14T09:59 is not after deployment",
        ),
        (
            "allotment: 2023-02-15T18:00",
            "allotment: 2023-02-14T18:00",
            "is not the pricing date 2023-02-15 of the terms",
        ),
        (
            "settlement: 2023-02-16T10:00",
            "settlement: 2023-02-17T10:00",
            "is not the issue date 2023-02-16 of the terms",
        ),
        (
            "settlement: 2023-02-16T10:00",
            "settlement: 2023-02-16T08:59",
            "timetable.settlement 08:59 is before the payment time",
        ),
        (
            "proceeds: 2023-02-16T16:00",
            "proceeds: 2023-02-16T10:00",
            "proceeds 2023-02-16T10:00 is not after settlement",
        ),
        (
            'coupon_payment: "10:00"',
            'coupon_payment: "08:45"',
            "timetable.coupon_payment 08:45 is before the payment time",
        ),
        (
            'coupon_funding: "08:30"',
            'coupon_funding: "10:00"',
            "timetable.coupon_funding 10:00 is not before coupon_payment",
        ),
        (
            "cash_redemption: 2024-02-16T16:00",
            "cash_redemption: 2024-02-16T10:00",
            "is not after the last payment 2024-02-16T10:00",
        ),
        ("genesis: 2023-02-13T09:00", "genesis: 2023-02-29T09:00", "this day does not exist"),
        ("genesis: 2023-02-13T09:00", "genesis: 2023-02-13 09:00", "this is not a date and time"),
    ],
)
def test_check_timetable__step_out_of_place__is_refused(
    edit: Edit, refused: Refused, old: str, new: str, said: str
) -> None:
    edit("campaign.yaml", old, new)
    text = refused()[0]
    assert text.startswith("campaign.yaml:")
    assert said in text


@pytest.mark.requirement("CAMP-5")
def test_check_timetable__funding_before_the_record_time_of_its_day__is_refused(edit: Edit, refused: Refused) -> None:
    edit("terms.yaml", "business_days_before: 1 ", "business_days_before: 0 ")
    edit("terms.yaml", 'time: "17:00"', 'time: "08:30"')
    assert "timetable.coupon_funding 08:30 is not after the record time of the same day" in refused()[0]


@pytest.mark.requirement("CAMP-5")
@pytest.mark.parametrize(("hours", "is_refused"), [("7", False), ("9", True)])
def test_check_timetable__funding_before_the_fixing_is_final__is_refused(
    tmp_path: Path,
    hours: str,
    is_refused: bool,  # noqa: FBT001
) -> None:
    """Observed on the payment date itself: final so many hours after its midnight."""
    folder = Path(shutil.copytree(FLOATING, tmp_path / "floating-note"))
    terms = folder / "terms.yaml"
    text = terms.read_text(encoding="utf-8").replace("timing: in-advance", "timing: in-arrears")
    text = text.replace("    business_days: 2                   # before each period starts\n", "")
    terms.write_text(text.replace("challenge_hours: 24", f"challenge_hours: {hours}"), encoding="utf-8")
    if not is_refused:
        load_campaign(folder)
        return
    with pytest.raises(InputError, match=r"coupon 1 is fixed at .*T09:01, after it would be funded at .*T09:00"):
        load_campaign(folder)
