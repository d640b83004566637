"""What the calculation agent observed of coupons and targets, brought to one bond: proposed and disputed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from eth_utils.crypto import keccak
from pydantic import TypeAdapter, ValidationError

from tenor.deployment.annex import encode_annex
from tenor.deployment.bond_issue import FIXED
from tenor.errors import InputError
from tenor.files.digest import hash_or_file
from tenor.files.fields import Figure
from tenor.files.table import closest
from tenor.servicing.desk import BondDesk, Done, moment
from tenor.servicing.state import BondState, CouponState, check_number, is_cut, read_coupon, read_state
from tenor.terms.load import load_terms
from tenor.terms.parts import Target
from tenor.terms.terms import Terms
from tenor.units import percent_text, rate_to_chain, timestamp

SETTLED = 2**40 - 1
"""`finalFrom` of a target that nobody observed in time."""
_TARGET_EVENTS = (
    *("TargetProposed(uint256,int128,bytes32,uint40)", "TargetDisputed(uint256,bytes32,address)"),
    "TargetSettled(uint256,bool)",
)
_FIGURE: TypeAdapter[Decimal] = TypeAdapter(Figure)
_AGAIN = "nothing is proposed any more; the calculation agent may bring a value anew"
_ANEW = "Name the file that the bond was deployed with, byte by byte"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The term sheet of a bond, which acts on what the code has only as a hash bring along.

    Args:
        path: of the file.
        terms: in it.
        annex: ABI encoding of the `BondAnnex`.
    """

    path: Path
    terms: Terms
    annex: bytes


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was observed; final from a moment on [s], 0 where nothing stands."""

    observed: int  # [1e-9]
    final_from: int


def sheet_of(desk: BondDesk, path: Path) -> Sheet:
    """The term sheet in a file; raises InputError where it is not the bond's."""
    terms = load_terms(path)
    written = "0x" + bytes(desk.terms.termsHash).hex()
    if terms.document_hash != written:
        what = f"this is not the term sheet of the bond at {desk.bond}: its hash is {terms.document_hash}"
        raise InputError(str(path), f"{what}, and the bond has {written}", _ANEW)
    annex = encode_annex(terms)
    if (keccak(annex) if annex else bytes(32)) != bytes(desk.terms.annexHash):
        what = f"the bond at {desk.bond} has another annex than this version of tenor makes of the sheet"
        raise InputError(str(path), what, "Use the version of tenor that deployed it")
    return Sheet(path, terms, annex)


def propose(desk: BondDesk, sheet: Sheet, number: int, value: str, evidence: str) -> Done:
    """The calculation agent brings what was observed for a coupon.

    Args:
        desk: with the calculation agent.
        sheet: of the bond.
        number: of the coupon.
        value: in percent a year, or an index value.
        evidence: file that shows it, or its SHA-256.

    Raises:
        InputError: the chain would refuse it; nothing was sent.
    """
    desk.require_role("calculation-agent")
    state = read_state(desk)
    check_number(state, number)
    coupon = read_coupon(desk, number)
    observed = _observed(value, 1 if sheet.terms.inflation else 100)
    check_observable(state, coupon, proposal_of(desk, number))
    _check_bounds(sheet.terms, observed, value)
    shown = _shown(sheet.terms, observed)
    what = f"coupon {number}: {shown} observed"
    arguments = (sheet.annex, number, rate_to_chain(observed), hash_or_file(evidence))
    outcome = desk.act("calculation-agent", what, "proposeFixing", *arguments)
    return Done(what, outcome, (_final(desk.read("proposedFixing", number)[1], f"tenor bond confirm {number}"),))


def check_observable(state: BondState, coupon: CouponState, standing: Proposal) -> None:
    """Refuse a fixing of a coupon that is not observed, is proposed or fixed, or cannot be known yet."""
    number = coupon.number
    if coupon.kind == FIXED:
        what = f"coupon {number} is not observed: its rate is in the terms"
        raise InputError("NUMBER", what, "Name a coupon that is observed")
    if coupon.is_fixed:
        raise InputError("NUMBER", f"coupon {number} is fixed already, for good", "Name a later coupon")
    if standing.final_from:
        until = f"final from {moment(standing.final_from)}"
        if state.now < standing.final_from:
            what = f"a value of coupon {number} is proposed already, {until}"
            raise InputError("NUMBER", what, "Have the issuer dispute it first (tenor bond dispute)")
        what = f"a value of coupon {number} stands, {until}"
        raise InputError("NUMBER", what, "Have the coupon computed: tenor bond confirm")
    check_time(state, coupon)


def dispute(desk: BondDesk, number: int, document: Path) -> Done:
    """The issuer withdraws a proposal that is not final, for the reason in a document."""
    desk.require_role("issuer")
    state = read_state(desk)
    check_number(state, number)
    _check_disputable(f"coupon {number}", proposal_of(desk, number), state.now)
    what = f"the value of coupon {number} disputed"
    return Done(what, desk.act("issuer", what, "disputeFixing", number, hash_or_file(str(document))), (_AGAIN,))


def propose_target(desk: BondDesk, sheet: Sheet, name: str, value: str, evidence: str) -> Done:
    """The calculation agent brings what was observed of a target; arguments as of `propose`."""
    desk.require_role("calculation-agent")
    index, target = _target(sheet, name)
    observed, state = _observed(value, 1), read_state(desk)
    standing = target_proposal(desk, index)
    if standing.final_from == SETTLED:
        raise InputError("NAME", f"target {name} counts as missed: nobody observed it in time", "Nothing can be done")
    if standing.final_from:
        what = f"a value of target {name} is proposed already, final from {moment(standing.final_from)}"
        raise InputError("NAME", what, "Have the issuer dispute it while it is not final")
    start = timestamp(target.observed_from, time(0), sheet.terms.timezone)
    if state.now < start:
        what = f"target {name} can be observed from {moment(start)}, and it is {moment(state.now)}"
        raise InputError("NAME", what, "Bring it then")
    _check_within(observed, (target.minimum, target.maximum), value, "")
    what = f"target {name}: {value} observed"
    arguments = (sheet.annex, index, rate_to_chain(observed), hash_or_file(evidence))
    outcome = desk.act("calculation-agent", what, "proposeTarget", *arguments)
    word = "met" if target.met_by(observed) else "missed"
    return Done(what, outcome, (f"the target is {word}; final from {moment(target_proposal(desk, index).final_from)}",))


def dispute_target(desk: BondDesk, sheet: Sheet, name: str, document: Path) -> Done:
    """The issuer withdraws a target's proposal that is not final."""
    desk.require_role("issuer")
    index, _ = _target(sheet, name)
    standing, now = target_proposal(desk, index), desk.now()
    _check_disputable(f"target {name}", Proposal(0, 0) if standing.final_from == SETTLED else standing, now)
    what = f"the value of target {name} disputed"
    return Done(what, desk.act("issuer", what, "disputeTarget", index, hash_or_file(str(document))), (_AGAIN,))


def target_proposal(desk: BondDesk, index: int) -> Proposal:
    """What is proposed of a target, from events."""
    standing, subject = Proposal(0, 0), index.to_bytes(32)
    logs = desk.logs(*_TARGET_EVENTS)
    for name, topics, data in logs:
        if bytes.fromhex(topics[0][2:]) != subject:
            continue
        if name == "TargetProposed":
            standing = Proposal(int.from_bytes(data[:32], signed=True), int.from_bytes(data[64:96]))
        elif name == "TargetDisputed":
            standing = Proposal(0, 0)
        else:
            standing = Proposal(0, SETTLED)
    return standing


def figure(place: str, text: str) -> Fraction:
    """A number that a person wrote, exactly; raises InputError for anything else."""
    try:
        return Fraction(_FIGURE.validate_python(text))
    except ValidationError as error:
        told = error.errors()[0]["ctx"]
        raise InputError(place, told["what"], told["remedy"]) from None


def _observed(value: str, scale: int) -> Fraction:
    return figure("VALUE", value) / scale


def proposal_of(desk: BondDesk, number: int) -> Proposal:
    """What is proposed for a coupon."""
    return Proposal(*desk.read("proposedFixing", number))


def check_time(state: BondState, coupon: CouponState) -> None:
    """Refuse what cannot be known yet: of a coupon that is cut, at the end."""
    start = min(coupon.fixable_from, state.redemption_time) if is_cut(state, coupon) else coupon.fixable_from
    if state.now < start:
        what = f"coupon {coupon.number} can be fixed from {moment(start)}, and it is {moment(state.now)}"
        raise InputError("NUMBER", what, "Bring it then")


def _check_bounds(terms: Terms, observed: Fraction, value: str) -> None:
    """Refuse what lies outside the bounds of the terms; an index is never below zero."""
    if terms.inflation is not None:
        _check_within(observed, (max(terms.inflation.minimum, Fraction(0)), terms.inflation.maximum), value, "")
    elif terms.floating is not None:
        fixing = terms.floating.fixing
        _check_within(observed, (fixing.minimum, fixing.maximum), value, " %")


def _check_within(observed: Fraction, bounds: tuple[Fraction, Fraction], value: str, unit: str) -> None:
    if not bounds[0] <= observed <= bounds[1]:
        least, most = (f"{percent_text(bound if unit else bound / 100)}{unit}" for bound in bounds)
        what = f"{value}{unit} is outside the bounds of the terms, {least} to {most}"
        raise InputError("VALUE", what, "Correct the value")


def check_final(what: str, standing: Proposal, now: int) -> None:
    """Refuse what is not proposed, or not final yet."""
    if not standing.final_from:
        raise InputError("NUMBER", f"nothing is proposed for {what}", "Bring what was observed: tenor bond fix")
    if now < standing.final_from:
        until = f"what is proposed for {what} is final from {moment(standing.final_from)}, and it is {moment(now)}"
        raise InputError("NUMBER", until, "Confirm it then; until then the issuer may dispute it")


def _check_disputable(what: str, standing: Proposal, now: int) -> None:
    if not standing.final_from:
        raise InputError("NUMBER", f"nothing is proposed for {what}", "There is nothing to dispute")
    if now >= standing.final_from:
        until = f"the value of {what} is final since {moment(standing.final_from)}"
        raise InputError("NUMBER", until, "It can be disputed no more")


def _target(sheet: Sheet, name: str) -> tuple[int, Target]:
    known = [target.name for target in sheet.terms.targets]
    if name not in known:
        remedy = closest(name, known) if known else "Name another bond"
        raise InputError("NAME", f"'{name}' is no target of these terms", remedy)
    index = known.index(name)
    return index, sheet.terms.targets[index]


def _final(final_from: int, command: str) -> str:
    return f"final from {moment(final_from)} unless the issuer disputes it; then: {command}"


def _shown(terms: Terms, observed: Fraction) -> str:
    return f"index {percent_text(observed / 100)}" if terms.inflation else f"{percent_text(observed)} %"
