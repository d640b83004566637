"""Keys by reference: a campaign names a key, never holds one.

``dev:<n>`` is account n of the development mnemonic, which everybody knows; it signs only on the development chains.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from eth_account import Account
from eth_account.signers.local import LocalAccount

from tenor.chain.development import DEVELOPMENT_CHAIN_ID, DEVELOPMENT_CHAIN_IDS, DEVELOPMENT_MNEMONIC, development_index
from tenor.errors import SetupError


class Keyring(Mapping[str, LocalAccount]):
    """The keys of one run, by reference; raises SetupError for a reference it cannot serve on this chain."""

    def __init__(self, references: Iterable[str], chain_id: int) -> None:
        self._accounts = {reference: _open(reference, chain_id) for reference in references}

    def __getitem__(self, reference: str) -> LocalAccount:
        return self._accounts[reference]

    def __iter__(self) -> Iterator[str]:
        return iter(self._accounts)

    def __len__(self) -> int:
        return len(self._accounts)


def development_accounts_needed(references: Iterable[str]) -> int:
    """How many accounts of the development mnemonic cover the references."""
    return max((index + 1 for index in map(development_index, references) if index is not None), default=1)


def _open(reference: str, chain_id: int) -> LocalAccount:
    index = development_index(reference)
    if index is None:
        raise SetupError(f"key {reference!r}", "no such kind of key", "Write `dev:<number>`")
    if chain_id not in DEVELOPMENT_CHAIN_IDS:
        what = f"a development key, known to everybody, may not sign on chain {chain_id}"
        raise SetupError(f"key {reference!r}", what, f"Use chain {DEVELOPMENT_CHAIN_ID}")
    Account.enable_unaudited_hdwallet_features()
    account: LocalAccount = Account.from_mnemonic(DEVELOPMENT_MNEMONIC, account_path=f"m/44'/60'/0'/0/{index}")
    return account
