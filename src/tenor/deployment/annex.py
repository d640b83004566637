"""What the terms say of events in the life, as the ABI encoding that acts on a bond bring along: `BondAnnex`."""

from __future__ import annotations

from datetime import time

from eth_abi.abi import encode

from tenor.terms.terms import Terms
from tenor.units import rate_to_chain, timestamp

_FIXING_RULE = "(int128,int128,uint64,uint64,uint32,uint128,uint8,bool)"
_TARGET = "(uint40,bool,int128,uint64,int128,int128)"
_ANNEX = f"({_FIXING_RULE},{_TARGET}[])"
_NO_CAP = 2**64 - 1
_AN_HOUR = 3_600  # [s]


def encode_annex(terms: Terms) -> bytes:
    """The annex of a bond; empty where its terms have no such events."""
    if terms.floating is None and terms.inflation is None and not terms.targets:
        return b""
    return encode([_ANNEX], [(_fixing_rule(terms), _targets(terms))])


def _fixing_rule(terms: Terms) -> tuple[int | bool, ...]:
    """`FixingRule` of IBondFixing.sol."""
    if terms.inflation is not None:
        rule = terms.inflation
        bounds = (rate_to_chain(rule.minimum), rate_to_chain(rule.maximum))
        challenge = rule.challenge_hours * _AN_HOUR
        return (*bounds, 0, _NO_CAP, challenge, rate_to_chain(rule.base), rule.ratio_decimals, rule.par_floor)
    if terms.floating is not None:
        floating, fixing = terms.floating, terms.floating.fixing
        bounds = (rate_to_chain(fixing.minimum), rate_to_chain(fixing.maximum))
        cap = _NO_CAP if floating.cap is None else rate_to_chain(floating.cap)
        return (*bounds, rate_to_chain(floating.floor), cap, fixing.challenge_hours * _AN_HOUR, 0, 0, False)
    return (0, 0, 0, _NO_CAP, 0, 0, 0, False)


def _targets(terms: Terms) -> list[tuple[int | bool, ...]]:
    """`Target` of IBondFixing.sol, each."""
    return [
        (
            timestamp(target.observed_from, time(0), terms.timezone),
            target.at_most,
            *map(rate_to_chain, (target.target, target.step, target.minimum, target.maximum)),
        )
        for target in terms.targets
    ]
