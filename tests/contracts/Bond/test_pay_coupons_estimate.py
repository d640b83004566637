"""A payment sent with the gas that a node estimates reaches its holder, however dear the money is to tell."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contracts.PermissionedToken.gas_ladder import dear_rules
from tests.contracts.world import World


@pytest.mark.requirement("BOND-8")
@pytest.mark.parametrize("function", ["payCoupons", "redeem"])
def test_pay_coupons__gas_as_a_node_estimates_it__is_enough_for_money_dear_to_tell(
    issued: World, function: str
) -> None:
    bond = issued.bond
    issued.mature()
    dear_rules(issued, issued.cash)
    call: Any = {"from": issued.paying_agent.wallet, "to": bond.wallet}
    call["data"] = "0x" + bond.data(function, [issued.investor_a]).hex()
    gas = issued.chain.web3.eth.estimate_gas(call)
    sent = getattr(bond, function)([issued.investor_a], by=issued.paying_agent, gas=gas + gas // 10)
    assert "PaymentFailed" not in [log.name for log in sent.logs]
    assert issued.cash.balanceOf(issued.investor_a) in {3 * 2_025_000, 3 * 52_025_000}
