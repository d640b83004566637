from decimal import Decimal
from typing import Any

import pytest

from tenor.reports import view

Data = dict[str, Any]


@pytest.mark.requirement("REP-4")
def test_judge__all_checks_agree__is_reconciled(sample: Data) -> None:
    verdict = view.judge(sample["reconciliation"])
    compared = sum(check["compared"] for check in sample["reconciliation"]["checks"])
    assert (verdict.ok, verdict.difference, verdict.checks, verdict.compared) == (True, "", 14, compared)


@pytest.mark.requirement("REP-4")
def test_judge__named_difference__is_the_verdict(failed: Data) -> None:
    verdict = view.judge(failed["reconciliation"])
    assert not verdict.ok
    assert verdict.difference == "Cash: events against contract: INV-07: events 100, contract 99"


@pytest.mark.requirement("REP-4")
def test_judge__failed_check_under_an_ok_flag__is_not_reconciled(sample: Data) -> None:
    sample["reconciliation"]["checks"][1] |= {"ok": False, "difference": "INV-01 differs"}
    verdict = view.judge(sample["reconciliation"])
    assert (verdict.ok, verdict.difference) == (False, "Register: events against campaign record: INV-01 differs")


@pytest.mark.requirement("REP-4")
@pytest.mark.parametrize(
    ("ok", "checks", "says"),
    [
        (True, [], "no check was made"),
        (False, [{"name": "a", "ok": True, "compared": 1, "difference": None}], "a failure that no check names"),
    ],
)
def test_judge__verdict_without_ground__is_not_reconciled(ok: bool, checks: list[Data], says: str) -> None:  # noqa: FBT001
    verdict = view.judge({"ok": ok, "first_difference": None, "checks": checks})
    assert not verdict.ok
    assert says in verdict.difference


def test_join_events__every_entry_sent__has_its_transaction(sample: Data) -> None:
    events = view.join_events(sample)
    hashes = {each["intent"]: each["hash"] for each in sample["run"]["transactions"]}
    assert [event["tx"] for event in events] == [hashes[entry["intent"]] for entry in sample["timeline"]]
    assert events[0]["what"] == "deploy IdentityRegistry"
    assert isinstance(events[0]["gas"], int)


def test_join_events__entry_without_transaction__has_none(sample: Data) -> None:
    sample["run"]["transactions"] = []
    assert {event["tx"] for event in view.join_events(sample)} == {None}


def test_join_events__transaction_without_entry__is_listed_last(sample: Data) -> None:
    stray = sample["timeline"].pop(0)["intent"]
    events = view.join_events(sample)
    assert events[-1]["intent"] == stray
    assert (events[-1]["at"], events[-1]["what"]) == (None, "transaction outside the timeline")
    assert len(events) == len(sample["run"]["transactions"])


def test_view_registers__second_register__shows_changes(sample: Data) -> None:
    first, second, *_, last = view.view_registers(sample)
    changes = {each.holder: each.change for each in second.positions if each.change}
    assert changes == {"INV-03": -20, "INV-11": 20}
    assert {each.change for each in first.positions} == {None}
    assert (first.units, first.nominal) == (1600, Decimal("800000000.00"))
    assert (last.units, last.nominal) == (0, Decimal(0))


def test_view_registers__after_redemption__lists_who_left(sample: Data) -> None:
    last = view.view_registers(sample)[-1]
    assert len(last.positions) == 24
    assert sum(each.change or 0 for each in last.positions) == -1600


def test_view_statements__cent_too_many__is_the_difference(failed: Data) -> None:
    differing = {each.holder: each.difference for each in view.view_statements(failed) if each.difference}
    assert differing == {"INV-07": Decimal("0.01")}


def test_view_statements__coupon_not_received__is_none(sample: Data) -> None:
    del sample["holders"][0]["coupons"][0]
    statement = view.view_statements(sample)[0]
    assert statement.coupons == (None, sample["holders"][0]["coupons"][0]["amount"])
    assert statement.interest == Decimal(sample["holders"][0]["coupons"][0]["amount"])


def test_coupon_sums__all_holders__equal_the_coupons(sample: Data) -> None:
    sums = view.coupon_sums(view.view_statements(sample))
    assert sums == [Decimal("16066848.00"), Decimal("16333152.00")]


def test_holders_by_size__every_register__largest_first(sample: Data) -> None:
    order = view.holders_by_size(sample)
    assert (order[0], len(order)) == ("INV-03", 24)


def test_holdings_by_holder__holder_absent_from_a_register__counts_zero(sample: Data) -> None:
    sample["registers"][1]["entries"].pop(0)
    assert view.holdings_by_holder(view.view_registers(sample)[:2])["INV-01"] == [156, 0]


def test_total__no_rows__is_zero() -> None:
    assert view.total([], "minted") == 0


@pytest.mark.requirement("REP-6")
def test_provenance_marks__two_notes_on_a_field__the_looser_counts() -> None:
    notes = [
        {"field": "size", "status": "confirmed"},
        {"field": "coupon.frequency", "status": "inferred"},
        {"field": "frequency", "status": "press"},
        {"field": "terms.size", "status": "illustrative"},
    ]
    assert view.provenance_marks(notes) == {"size": (4, "illustrative"), "frequency": (2, "inferred")}


def test_count_notes__statuses__the_firmest_first() -> None:
    notes = [{"status": status} for status in ("guessed", "inferred", "confirmed", "inferred")]
    assert view.count_notes(notes) == [("confirmed", 1), ("inferred", 2), ("guessed", 1)]
