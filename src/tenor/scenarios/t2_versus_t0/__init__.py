"""t2-versus-t0: the same trades settled two days later gross, at once gross, and at once net.

trading.py       the trades, and what accounts open with
arrangement.py   how each arrangement settles them, off chain
on_chain.py      the same on a chain
exposure.py      what is open meanwhile
measures.py      what is compared
checks.py        what must agree
charts.py, page.py, document.py   for people and for machines
story.py         all of it in turn
"""

from __future__ import annotations

from tenor.scenarios.scenario import Scenario, Setting, Told, Watcher


def _tell(setting: Setting, watcher: Watcher) -> Told:
    from tenor.scenarios.t2_versus_t0.story import tell  # noqa: PLC0415 -- keeps the start of every command fast

    return tell(setting, watcher)


SCENARIO = Scenario(
    "t2-versus-t0", "the same trades at T+2 gross, T+0 gross and T+0 net: what each costs", _tell, seed=1
)
