"""Renewal of what identity contracts prove: such a verdict lasts a day or so, and anybody may have it renewed."""

from __future__ import annotations

from tenor.onboarding.bulk import Watcher, contract_intent
from tenor.onboarding.desk import Desk
from tenor.onboarding.reading import read_policy, read_register, read_words


def renew_contracts(desk: Desk, within: int, watcher: Watcher) -> tuple[int, list[str]]:
    """Verify again every identity contract of the register whose verdict ends soon.

    Args:
        desk: the register.
        within: how soon [s]; a revoked wallet is left alone.
        watcher: told of progress.

    Returns:
        How many there were, and the wallets among them whose contract does not prove what is required any more.
    """
    wallets, end = list(read_register(desk.chain, desk.registry, desk.first_block)), desk.now() + within
    words = zip(wallets, read_words(desk.chain, desk.registry, wallets), strict=True)
    due = [wallet for wallet, word in words if word.has_contract and 0 < word.valid_until <= end]
    watcher.phase("send", len(due), "rows")
    for done, wallet in enumerate(due, start=1):
        desk.send(contract_intent(desk.registry, wallet, desk.actors["registrar"]))
        watcher.reached(done)
    policy, now = read_policy(desk.chain, desk.registry, desk.first_block), desk.now()
    found = zip(due, read_words(desk.chain, desk.registry, due), strict=True)
    return len(due), [wallet for wallet, word in found if not policy.is_in_force(word, now)]
