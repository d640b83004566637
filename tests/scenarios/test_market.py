"""Markets on chains of their own."""

from __future__ import annotations

from datetime import date

import pytest

from tenor.errors import InputError
from tenor.scenarios.market import MAX_MEMBERS, MarketPlan, open_market, plan_of
from tenor.settlement.instruction import PaymentKind
from tenor.settlement.market import balances_on_chain
from tenor.settlement.matched import MatchedTrade
from tests.settlement.instructions import BOND, OTHER_BOND, delivery, receipt

FIRST = date(2026, 3, 4)


@pytest.mark.requirement("DAY-1")
def test_open_market__plan__stands_with_what_accounts_open_with() -> None:
    opening = {("A", BOND): 7, ("B", "HKD"): 1_050, ("B", OTHER_BOND): 2, ("C", "EUR"): 3}
    with open_market(
        MarketPlan("m", ["A", "B", "C"], {BOND: "HKD", OTHER_BOND: "HKD"}, opening, FIRST, ["EUR"])
    ) as stand:
        assert set(stand.market.tokens) == {BOND, OTHER_BOND, "HKD", "EUR"}
        assert {key: left for key, left in balances_on_chain(stand.chain, stand.market).items() if left} == opening
        assert len(balances_on_chain(stand.chain, stand.market)) == 12


def test_plan_of__trades_and_balances__names_their_parties_and_assets() -> None:
    swap = {"kind": PaymentKind.PVP, "asset": "CNY", "units": 5}
    trades = [MatchedTrade(delivery(), receipt()), MatchedTrade(delivery("A-2", **swap), receipt("B-2", **swap))]
    plan = plan_of("m", trades, {("BANK-C", OTHER_BOND): 1, ("BANK-A", "USD"): 1}, FIRST)
    assert plan.members == ["BANK-A", "BANK-B", "BANK-C"]
    assert plan.bonds == {BOND: "EUR", OTHER_BOND: "CNY"}
    assert set(plan.money) == {"EUR", "CNY", "USD"}


@pytest.mark.parametrize(
    ("opening", "members", "said"),
    [
        ({("A", BOND): -1}, ["A"], "it opens with -1"),
        ({("A", OTHER_BOND): 1}, ["A"], "no trade is in this asset"),
        ({("A", BOND): 2**63, ("B", BOND): 2**63}, ["A", "B"], "in all are more than a token says"),
        ({}, [f"M-{n}" for n in range(MAX_MEMBERS + 1)], "1,001 members"),
    ],
)
def test_market_plan__account_or_number_that_cannot_be__is_refused(
    opening: dict[tuple[str, str], int], members: list[str], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        MarketPlan("m", members, {BOND: "HKD"}, opening, FIRST)
