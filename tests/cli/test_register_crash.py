"""`tenor register add`, killed in the middle and started again."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tenor.onboarding.desk import Place, open_desk
from tenor.onboarding.listing import list_register
from tests.contracts.world import World
from tests.onboarding.lists import row, wallet, write_list

TENOR = Path(sys.executable).with_name("tenor")
ROWS = 1_000


@pytest.mark.requirement("ONB-11")
def test_add__process_killed_midway__is_brought_to_its_end_by_the_same_command(world: World, tmp_path: Path) -> None:
    listed = write_list(tmp_path, (row(number) for number in range(ROWS)))
    wallets = {wallet(number) for number in range(ROWS)}
    command = [TENOR, "register", "add", listed, "--rpc", world.chain.url, "--registry", world.registry.wallet]
    before = world.chain.web3.eth.block_number
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        deadline = time.monotonic() + 60
        while world.chain.web3.eth.block_number < before + 2 and time.monotonic() < deadline:
            time.sleep(0.01)  # one block is mined at the start, the next one is the first batch
        run.kill()
    with open_desk(Place(world.chain.url, world.registry.wallet), {}) as desk:
        there = sum(each.wallet in wallets for each in list_register(desk))
        assert 0 < there < ROWS
        again = subprocess.run(command, check=True, capture_output=True, text=True)
        assert f"{ROWS:,} rows: {ROWS - there} sent" in again.stdout
        assert f"{there} on the register already, 0 refused" in again.stdout
        found = {each.wallet: each for each in list_register(desk)}
    assert all(found[each].verified for each in wallets)
