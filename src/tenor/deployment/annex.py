"""What the terms say of events in the life, as the ABI encoding that acts on a bond bring along: `BondAnnex`."""

from __future__ import annotations

from datetime import time

from eth_abi.abi import encode

from tenor.terms.terms import Terms
from tenor.units import epoch_day, rate_to_chain, timestamp

_FIXING_RULE = "(int128,int128,uint64,uint64,uint32,uint128,uint8)"
_TARGET = "(uint40,bool,int128,uint64,int128,int128)"
_CALL = "((uint24,uint24,uint64)[],uint16)"
_PUT = "((uint24,uint64)[],uint16,uint16)"
_MAKE_WHOLE = "(uint24,int64,uint16,int64,int64)"
_ANNEX = f"({_FIXING_RULE},{_TARGET}[],{_CALL},{_PUT},{_MAKE_WHOLE})"
_NO_CAP = 2**64 - 1
_AN_HOUR = 3_600  # [s]


def encode_annex(terms: Terms) -> bytes:
    """The annex of a bond; empty where its terms have no such events."""
    events = (terms.floating, terms.inflation, terms.call, terms.put, terms.make_whole)
    if not terms.targets and all(event is None for event in events):
        return b""
    options = (_call(terms), _put(terms), _make_whole(terms))
    return encode([_ANNEX], [(_fixing_rule(terms), _targets(terms), *options)])


def _fixing_rule(terms: Terms) -> tuple[int, ...]:
    """`FixingRule` of IBondFixing.sol."""
    if terms.inflation is not None:
        rule = terms.inflation
        bounds = (rate_to_chain(rule.minimum), rate_to_chain(rule.maximum))
        challenge = rule.challenge_hours * _AN_HOUR
        return (*bounds, 0, _NO_CAP, challenge, rate_to_chain(rule.base), rule.ratio_decimals)
    if terms.floating is not None:
        floating, fixing = terms.floating, terms.floating.fixing
        bounds = (rate_to_chain(fixing.minimum), rate_to_chain(fixing.maximum))
        cap = _NO_CAP if floating.cap is None else rate_to_chain(floating.cap)
        return (*bounds, rate_to_chain(floating.floor), cap, fixing.challenge_hours * _AN_HOUR, 0, 0)
    return (0, 0, 0, _NO_CAP, 0, 0, 0)


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


def _call(terms: Terms) -> tuple[list[tuple[int, ...]], int]:
    """`CallTerms` of IBondFixing.sol."""
    call = terms.call
    if call is None:
        return ([], 0)
    windows: list[tuple[int, ...]] = [
        (epoch_day(each.first), epoch_day(each.last), rate_to_chain(each.price)) for each in call.windows
    ]
    return (windows, call.notice_days)


def _put(terms: Terms) -> tuple[list[tuple[int, ...]], int, int]:
    """`PutTerms` of IBondFixing.sol."""
    put = terms.put
    if put is None:
        return ([], 0, 0)
    dates: list[tuple[int, ...]] = [(epoch_day(each.day), rate_to_chain(each.price)) for each in put.dates]
    return (dates, put.opens_days_before, put.closes_days_before)


def _make_whole(terms: Terms) -> tuple[int, ...]:
    """`MakeWholeTerms` of IBondFixing.sol."""
    rule = terms.make_whole
    if rule is None:
        return (0, 0, 0, 0, 0)
    spread, least, most = map(rate_to_chain, (rule.spread, rule.minimum, rule.maximum))
    return (epoch_day(rule.until), spread, rule.notice_days, least, most)
