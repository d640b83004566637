"""deposit-network: four banks, their customers, and a day of payments settled in four ways.

people.py      the banks, and the customers that a seed draws
orders.py      the payments of the day that it draws, and what is to go wrong with some
network.py     the chain with its banks, accounts, deposits, reserves and correspondents
course.py      the day so far; live.py: as it is lived through
holds.py       what becomes of payments that wait: for a bank, the operator, the cut-off
outcome.py     the books after it, and every check on them
tables.py      both as blocks of the page; charts.py: over the day
story.py       the page
"""

from __future__ import annotations

from tenor.scenarios.scenario import Scenario, Setting, Told, Watcher


def _tell(setting: Setting, watcher: Watcher) -> Told:
    from tenor.scenarios.deposit_network.story import tell  # noqa: PLC0415 -- keeps the start of every command fast

    return tell(setting, watcher)


SCENARIO = Scenario(
    "deposit-network", "four banks' deposits, and a day of payments between them settled in four ways", _tell, seed=7
)
