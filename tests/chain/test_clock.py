"""Chain time is moved on the development chain and waited for anywhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tenor.chain.clock import advance_to, check_not_begun, latest_time, mine, next_time, start_clock
from tenor.chain.connection import Chain
from tenor.errors import ConnectionFailed

DAY = 86_400


def test_start_clock__development_chain__counts_one_second_a_block(chain: Chain) -> None:
    start_clock(chain)
    chain.rpc("evm_mine")  # a time set for the next block before goes first
    before = latest_time(chain)
    for _ in range(3):
        chain.rpc("evm_mine")
    assert latest_time(chain) == before + 3


def test_start_clock__any_other_chain__is_left_alone(chain: Chain) -> None:
    chain.rpc("anvil_setBlockTimestampInterval", 5)
    before = latest_time(chain)
    start_clock(replace(chain, chain_id=1))
    chain.rpc("evm_mine")
    assert latest_time(chain) == before + 5
    start_clock(chain)


@pytest.mark.requirement("CHAIN-7")
def test_advance_to__later_moment__is_the_next_blocks_time(chain: Chain) -> None:
    moment = latest_time(chain) + 30 * DAY
    advance_to(chain, moment)
    assert latest_time(chain) == moment


@pytest.mark.requirement("CHAIN-7")
@pytest.mark.parametrize("earlier", [0, 1, DAY])
def test_advance_to__moment_that_has_come__mines_nothing(chain: Chain, earlier: int) -> None:
    block, now = chain.web3.eth.block_number, latest_time(chain)
    advance_to(chain, now - earlier)
    assert (chain.web3.eth.block_number, latest_time(chain)) == (block, now)


@pytest.mark.requirement("CHAIN-7")
def test_advance_to__another_chain_before_its_time__is_refused_with_both_times(chain: Chain) -> None:
    public = replace(chain, chain_id=1)
    advance_to(chain, 1_700_000_000)
    with pytest.raises(ConnectionFailed, match=r"2023-11-14 22:13 UTC.* due at 2023-11-15 22:13 UTC"):
        advance_to(public, 1_700_000_000 + DAY)
    advance_to(public, 1_700_000_000)
    assert latest_time(chain) == 1_700_000_000


@pytest.mark.requirement("CHAIN-7")
def test_check_not_begun__chain_past_the_first_moment__is_refused(chain: Chain) -> None:
    now = latest_time(chain)
    check_not_begun(chain, now)
    check_not_begun(chain, now + 1)
    with pytest.raises(ConnectionFailed, match="the campaign begins at"):
        check_not_begun(chain, now - 1)


def test_next_time__block_to_come__is_what_the_node_foresees(chain: Chain) -> None:
    chain.rpc("anvil_setBlockTimestampInterval", 7)
    assert next_time(chain) == latest_time(chain) + 7
    start_clock(chain)


def test_mine__blocks__stand_on_top_of_the_latest(chain: Chain) -> None:
    before = chain.web3.eth.block_number
    mine(chain, 3)
    assert chain.web3.eth.block_number == before + 3


def test_mine__another_chain__is_refused(chain: Chain) -> None:
    with pytest.raises(ConnectionFailed, match="3 more blocks are to come"):
        mine(replace(chain, chain_id=1), 3)
