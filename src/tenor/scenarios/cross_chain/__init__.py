"""cross-chain: a bond on one chain against money on another: settled, given up, deserted.

places.py   two embedded chains with a bond, money and everybody on them
forms.py    the trade by one secret, and the trade by two keys
course.py   a trade played through while some vanish
paths.py    the paths that are told
chart.py    one path on both chains' time
story.py    the page
"""

from __future__ import annotations

from tenor.scenarios.scenario import Scenario, Setting, Told, Watcher


def _tell(setting: Setting, watcher: Watcher) -> Told:
    from tenor.scenarios.cross_chain.story import tell  # noqa: PLC0415 -- keeps the start of every command fast

    return tell(setting, watcher)


SCENARIO = Scenario("cross-chain", "a bond on one chain against money on another: settled, given up, deserted", _tell)
