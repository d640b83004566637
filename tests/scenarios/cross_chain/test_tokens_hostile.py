"""A token that lies about its locks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from eth_abi.abi import encode

from tenor.chain.clock import mine
from tenor.chain.contract import at, calldata, initcode
from tenor.chain.locks import NO_COMMITMENT
from tenor.deployment.plan import CREATE2_PROXY, proxied_address, proxied_data
from tenor.errors import InputError
from tenor.parties import Role
from tenor.scenarios.cross_chain.forms import agree_swap
from tenor.scenarios.cross_chain.places import Places
from tenor.settlement.cross_chain.agreement import NO_SPENDER, Side, lock_of
from tenor.settlement.cross_chain.observe import check_tokens, observe
from tenor.settlement.cross_chain.views import LockState
from tests.scenarios.cross_chain.test_swap_hostile import DEEP, send


@pytest.mark.requirement("XCH-6")
def test_check_tokens__token_that_lies__is_refused_by_its_code(places: Places) -> None:
    """A fake token can say of any lock that it stands; what it has not is the code of the token agreed on."""
    _, swap, _ = agree_swap(places, "X-1")
    code = initcode("MockLocks")
    send(places, swap.lead, places.role(Role.DEPLOYER), proxied_data(code), CREATE2_PROXY)
    fake = replace(swap, lead=replace(swap.lead, token=proxied_address(code)))
    lock, leg = lock_of(fake, Side.LEAD), fake.lead
    content = encode(["uint64", "address", "uint40"], [leg.amount, leg.receiver.wallet, leg.expiry])
    info = (leg.giver.wallet, NO_SPENDER, fake.commitment, NO_COMMITMENT)
    send(places, leg, places.seller, calldata("MockLocks", "pretend", info, content))
    mine(places.bond, DEEP)
    assert lock.id != lock_of(swap, Side.LEAD).id
    assert observe(places.watched, fake).lead.state is LockState.FINAL  # what it says
    with pytest.raises(InputError, match="is no bond, cash or deposit token of known code"):
        check_tokens(places.watched, fake.lead, fake.follow)
    check_tokens(places.watched, swap.lead, swap.follow)
    assert observe(places.watched, swap).lead.state is LockState.NONE


@pytest.mark.requirement("XCH-1")
@pytest.mark.parametrize("later", [-1, 0])
def test_check_tokens__lock_that_lasts_until_the_bond_is_redeemed__is_refused(places: Places, later: int) -> None:
    _, swap, _ = agree_swap(places, "X-1")
    maturity = at(places.bond, "Bond", places.bond_token).functions.terms().call()[18]
    leg = replace(swap.lead, expiry=maturity + later)
    if later < 0:
        check_tokens(places.watched, leg)
        return
    with pytest.raises(InputError, match="would last until their redemption or longer"):
        check_tokens(places.watched, leg)
