"""Balances by asset and wallet, folded from movements: the campaign's own record, and the register that events tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from tenor.chain.intent import Movement


class Ledger:
    """Balances of every asset.

    A movement that takes more than there is leaves a negative balance: books that disagree must be held against each
    other and the difference named, not hidden by an error on the way.
    """

    def __init__(self, movements: Iterable[Movement] = ()) -> None:
        self._balances: defaultdict[str, dict[str, int]] = defaultdict(dict)
        self.apply(movements)

    def apply(self, movements: Iterable[Movement]) -> None:
        """Carry out movements in order."""
        for movement in movements:
            if movement.sender is not None:
                self._change(movement.asset, movement.sender, -movement.amount)
            if movement.receiver is not None:
                self._change(movement.asset, movement.receiver, movement.amount)

    def holdings(self, asset: str) -> Mapping[str, int]:
        """Every balance that is not zero, by wallet; a copy."""
        return dict(self._balances[asset])

    def balance(self, asset: str, wallet: str) -> int:
        """One balance."""
        return self._balances[asset].get(wallet, 0)

    def supply(self, asset: str) -> int:
        """Sum of all balances."""
        return sum(self._balances[asset].values())

    def _change(self, asset: str, wallet: str, by: int) -> None:
        balances = self._balances[asset]
        after = balances.get(wallet, 0) + by
        if after:
            balances[wallet] = after
        else:
            balances.pop(wallet, None)
