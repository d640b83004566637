"""Who cannot pay for gas is named before anything is sent."""

from __future__ import annotations

import pytest

from tenor.chain.connection import Chain
from tenor.chain.gas_money import check_gas_money
from tenor.errors import ConnectionFailed
from tenor.parties import Actor

EMPTY = "0x000000000000000000000000000000000000dEaD"


@pytest.mark.requirement("RUN-9")
def test_check_gas_money__everybody_has_some__passes(chain: Chain) -> None:
    funded = chain.web3.eth.accounts[0]
    assert chain.web3.eth.get_balance(funded) > 0
    check_gas_money(chain, [Actor("issuer", "dev:0", funded)])


@pytest.mark.requirement("RUN-9")
def test_check_gas_money__somebody_has_none__names_the_first_and_what_to_do(chain: Chain) -> None:
    actors = [Actor("issuer", "dev:0", chain.web3.eth.accounts[0]), Actor("INV-24", "dev:43", EMPTY)]
    with pytest.raises(ConnectionFailed, match="1 accounts that will sign hold no gas money") as refused:
        check_gas_money(chain, actors)
    assert f"INV-24 (dev:43, {EMPTY})" in refused.value.what
    assert "--accounts 44" in refused.value.remedy
    assert refused.value.exit_status == 2
