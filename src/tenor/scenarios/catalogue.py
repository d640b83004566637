"""The scenarios that there are, by name. Their packages load what they need only when they are run."""

from __future__ import annotations

from collections.abc import Mapping

from tenor.errors import InputError
from tenor.scenarios import cross_chain, deposit_network, t2_versus_t0
from tenor.scenarios.scenario import Scenario

_ALL = (deposit_network.SCENARIO, t2_versus_t0.SCENARIO, cross_chain.SCENARIO)
SCENARIOS: Mapping[str, Scenario] = {each.name: each for each in _ALL}


def find_scenario(name: str) -> Scenario:
    """The scenario of that name.

    Raises:
        InputError: there is none.
    """
    if name not in SCENARIOS:
        raise InputError(f"scenario {name!r}", "there is none of this name", f"Take one of {', '.join(SCENARIOS)}")
    return SCENARIOS[name]
