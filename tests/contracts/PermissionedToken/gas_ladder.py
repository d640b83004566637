"""Acts sent with more and more gas, at tokens whose rules outside are dear to tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from eth_utils.crypto import keccak

from tests.contracts.PermissionedToken.kit import add_rules
from tests.contracts.support import ZERO, Deployed, Refused, Sent
from tests.contracts.world import World

Act = Callable[[int], Sent]
"""An act, by the gas that its transaction is given."""

LEAST, MOST = 60_000, 2_600_000  # [gas] what a transaction costs by itself, and three dear movements with room to spare

_YES = bytes.fromhex("5b60015f5260205ff3")  # return 1
_DEAR = (
    bytes.fromhex("5f3560e01c63") + keccak(text="canTransfer(address,address,uint256)")[:4]  # when asked,
    + bytes.fromhex("14604c57")  # says yes; when told,
    + bytes.fromhex("620600005150")  # reads memory so far away that it costs 331,776 gas,
    + bytes.fromhex("60015f52604060205236604052365f606037")  # and says what it heard
    + b"\x7f" + keccak(text="CalledBack(bool,bytes)") + bytes.fromhex("60e05fa100")
)  # fmt: skip


def dear_rules(world: World, token: Deployed) -> Deployed:
    """Rules that hear what they are told with more than 331,776 gas only, and repeat it as `CalledBack`."""
    rules = add_rules(world, token)
    world.chain.rpc("anvil_setCode", rules.wallet, "0x" + (_DEAR + _YES).hex())
    return rules


def heard(sent: Sent, rules: Deployed) -> list[Any]:
    """The calls by which dear rules were told."""
    return [log.values[1] for log in sent.logs if log.emitter == rules.wallet]


def owing(sent: Sent, token: Deployed, rules: Deployed) -> list[bytes]:
    """The calls that every movement of the token owes to its rules."""
    return [_call(rules, *log.values) for log in sent.logs if (log.emitter, log.name) == (token.wallet, "Transfer")]


def _call(rules: Deployed, sender: object, receiver: object, amount: object) -> bytes:
    if sender == ZERO:
        return rules.data("created", receiver, amount)
    if receiver == ZERO:
        return rules.data("destroyed", sender, amount)
    return rules.data("transferred", sender, receiver, amount)


def ladder(world: World, act: Act, steps: int = 80) -> Iterator[Sent | Refused]:
    """What the act comes to with nearly no gas, with more than enough, and on the steps between.

    Each step starts from the same state, and what it did can be read until the next one.
    """
    for gas in range(LEAST, MOST, (MOST - LEAST) // steps):
        snapshot = world.chain.rpc("evm_snapshot")
        try:
            result: Sent | Refused = act(gas)
        except Refused as refusal:
            result = refusal
        yield result
        assert world.chain.rpc("evm_revert", snapshot)
