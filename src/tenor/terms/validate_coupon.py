"""Rules between the fields of interest: coupon, price index and targets; pure."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tenor.files.problems import Problem
from tenor.terms.coupon import FixedCoupon, FixingInArrears, FloatingCoupon, StepUpCoupon, ZeroCoupon
from tenor.terms.rules import bounds_in_order, named_once, rounded_per_unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tenor.terms.sheet import TermSheet

MOST_RATE_DECIMALS = 7  # of a rate in percent: the chain keeps 1e-9
MOST_RATIO_DECIMALS = 9


def check_coupon(sheet: TermSheet) -> Iterator[Problem]:
    """Every rule about interest that the sheet breaks."""
    coupon = sheet.coupon
    if isinstance(coupon, StepUpCoupon):
        yield from _steps(sheet, coupon)
    if isinstance(coupon, FloatingCoupon):
        yield from _floating(coupon)
    yield from _inflation(sheet)
    yield from _targets(sheet)


def _steps(sheet: TermSheet, coupon: StepUpCoupon) -> Iterator[Problem]:
    first = coupon.steps[0].from_
    if first != sheet.interest_start:
        what = f"the first step holds from {first}, and interest starts on {sheet.interest_start}"
        yield Problem(("coupon", "steps", 0, "from"), what, f"Write {sheet.interest_start}")
    for index, (before, step) in enumerate(pairwise(coupon.steps), start=1):
        if step.from_ <= before.from_:
            what = f"step {index + 1} from {step.from_} is not after step {index} from {before.from_}"
            yield Problem(("coupon", "steps", index, "from"), what, "Write the steps in the order of their dates")


def _floating(coupon: FloatingCoupon) -> Iterator[Problem]:
    fixing, first = coupon.fixing, coupon.fixed_first
    if coupon.cap_percent is not None and coupon.cap_percent < coupon.floor_percent:
        what = f"cap_percent {coupon.cap_percent} is below floor_percent {coupon.floor_percent}"
        yield Problem(("coupon", "cap_percent"), what, "Write a cap above the floor")
    yield from bounds_in_order(("coupon", "fixing"), fixing.minimum_percent, fixing.maximum_percent, "_percent")
    yield from named_once(("coupon", "fixing", "calendars"), fixing.calendars or ())
    if isinstance(fixing, FixingInArrears) and fixing.decimals > MOST_RATE_DECIMALS:
        what = f"decimals {fixing.decimals} are more than the {MOST_RATE_DECIMALS} that a rate in percent can have"
        yield Problem(("coupon", "fixing", "decimals"), what, f"Write {MOST_RATE_DECIMALS} or fewer")
    if first is not None and first.coupons == 0:
        what = "fixed_first says that no coupon has a fixed rate"
        yield Problem(("coupon", "fixed_first", "coupons"), what, "Write how many, or remove 'fixed_first'")


def _inflation(sheet: TermSheet) -> Iterator[Problem]:
    block = sheet.inflation
    if block is None:
        return
    if not isinstance(sheet.coupon, FixedCoupon | StepUpCoupon):
        what = f"inflation goes with a fixed or step-up coupon, and this one is {sheet.coupon.kind}"
        yield Problem(("inflation",), what, "Remove 'inflation', or write another coupon")
    else:
        yield from rounded_per_unit(("inflation",), "inflation", sheet.coupon.rounding)
    if sheet.amortisation is not None:
        what = "inflation goes with principal that is repaid whole at maturity, and the sheet has 'amortisation'"
        yield Problem(("inflation",), what, "Remove one of the two")
    yield from bounds_in_order(("inflation",), block.minimum, block.maximum)
    if block.ratio_decimals > MOST_RATIO_DECIMALS:
        what = f"ratio_decimals {block.ratio_decimals} are more than {MOST_RATIO_DECIMALS}"
        yield Problem(("inflation", "ratio_decimals"), what, f"Write {MOST_RATIO_DECIMALS} or fewer")


def _targets(sheet: TermSheet) -> Iterator[Problem]:
    if sheet.kpi and isinstance(sheet.coupon, ZeroCoupon):
        yield Problem(("kpi",), "a target raises a rate, and a zero coupon has none", "Remove 'kpi'")
    seen: set[str] = set()
    for index, target in enumerate(sheet.kpi):
        if target.name in seen:
            what = f"target '{target.name}' stands twice"
            yield Problem(("kpi", index, "name"), what, "Keep one, or rename the other")
        seen.add(target.name)
        if target.observed_from > target.applies_from:
            what = f"observed_from {target.observed_from} is after applies_from {target.applies_from}"
            yield Problem(("kpi", index, "observed_from"), what, "Write a day on or before the step's")
        if not target.minimum <= target.target <= target.maximum:
            what = f"target {target.target} is not between minimum {target.minimum} and maximum {target.maximum}"
            yield Problem(("kpi", index, "target"), what, "Correct the target or its bounds")
