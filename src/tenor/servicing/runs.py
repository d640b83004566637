"""Payment runs: what the second person signs, the file that carries it, and the funding by the first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, PlainValidator

from tenor.chain.contract import calldata
from tenor.chain.intent import Intent, Movement, intent_id
from tenor.chain.typed_data import TypedData
from tenor.deployment.apply import has_code
from tenor.errors import InputError, SetupError, TransactionFailed
from tenor.files.document import Document, read_document
from tenor.files.fields import StrictModel, field_error
from tenor.onboarding.desk import written_address
from tenor.servicing.bond import RUN_MEMBERS, PaymentRun
from tenor.servicing.desk import ROLES, BondDesk, Done, moment
from tenor.servicing.state import (
    CouponState,
    check_fundable,
    check_not_funded,
    read_coupon,
    read_state,
    run_name,
    run_number,
)

SCHEMA: Literal["tenor-approval/1"] = "tenor-approval/1"
_A_DAY = 86_400  # [s]
_SIGNATURE_BYTES = 65


def _digits(value: object) -> int:
    if not isinstance(value, str) or not (value.isascii() and value.isdigit()):
        raise field_error("this is not a whole number", "Have the run approved anew (tenor bond approve)")
    return int(value)


def _hex(value: object) -> bytes:
    try:
        return bytes.fromhex(str(value).removeprefix("0x"))
    except ValueError as error:
        raise field_error("this is not hexadecimal", "Have the run approved anew (tenor bond approve)") from error


Digits = Annotated[int, PlainValidator(_digits)]
Hex = Annotated[bytes, PlainValidator(_hex)]


class ApprovalFile(StrictModel):
    """An approval on its way from the payment approver to the paying agent. Money is in minor units."""

    schema_: Literal["tenor-approval/1"] = Field(alias="schema", description="kind of this file")
    chain_id: Digits = Field(description="chain that the signature counts on")
    bond: str = Field(description="address of the bond")
    cash: str = Field(description="address of the money")
    currency: str = Field(description="its currency")
    number: Digits = Field(description="of the coupon; of the principal the one after the last")
    amount_per_unit: Digits = Field(description="what one unit is paid")
    units: Digits = Field(description="units in issue")
    total: Digits = Field(description="what the run comes to")
    deadline: Digits = Field(description="last second in which the run may be funded")
    holders: tuple[str, ...] = Field(default=(), description="whose puts are repaid; none of other runs")
    approver: str = Field(description="address of the key that signed")
    digest: Hex = Field(description="what was signed (EIP-712)")
    signature: Hex = Field(description="the signature")


@dataclass(frozen=True, slots=True)
class Signed:
    """A run that was approved.

    Args:
        run: its figures.
        name: the payment in words.
        holders: whose puts it repays; nobody for other payments.
        digest: what was signed (EIP-712).
        approver: address of the key.
        signature: of that key.
        per_unit: what one unit is paid, before it is rounded on a holding [minor].
    """

    run: PaymentRun
    name: str
    holders: tuple[str, ...]
    digest: bytes
    approver: str
    signature: bytes
    per_unit: Fraction


def approve(desk: BondDesk, number: str, days: int) -> Signed:
    """Sign the figures of a run as the chain has them now, so that they can be funded within so many days.

    Raises:
        InputError: the key is no payment approver's, the payment is funded or not fixed, or there is no such payment.
    """
    desk.require_role("approver")
    state = read_state(desk)
    payment = run_number(state, number)
    coupon = read_coupon(desk, payment) if payment <= state.coupons else None
    check_not_funded(state, coupon)
    per_unit, units, total = desk.read("runTotals", payment)
    if units == 0:
        raise InputError("NUMBER", "no unit is in issue", "Issue the bond first")
    due = coupon.pay_time if coupon else state.redemption_time
    deadline = deadline_of(max(state.now, due), days)
    run = PaymentRun(payment, per_unit, units, total, deadline)
    return replace(sign_run(desk, run, run_name(state, payment)), per_unit=_exact(coupon, per_unit))


def _exact(coupon: CouponState | None, per_unit: int) -> Fraction:
    """What a unit is paid to the last digit; principal is whole."""
    return Fraction(per_unit) if coupon is None else coupon.exact_per_unit


def deadline_of(start: int, days: int) -> int:
    """The last second of an approval that counts so many days from a moment [s]."""
    if days < 1:
        raise InputError("--days", f"{days} is no number of days", "Write 1 or more")
    return start + days * _A_DAY


def sign_run(desk: BondDesk, run: PaymentRun, name: str, holders: Sequence[str] = ()) -> Signed:
    """The approver's signature of a run.

    Raises:
        TransactionFailed: the contract would verify another hash than the one that these figures have.
    """
    approver, data = desk.actors["approver"], _data(desk)
    digest = data.digest(asdict(run))
    if bytes(desk.read("paymentRun", *asdict(run).values())) != digest:
        what = "the contract hashes these figures otherwise than EIP-712 says"
        raise TransactionFailed(f"bond {desk.bond}", what, "Sign nothing, and check the address and the node")
    signature = data.sign(asdict(run), desk.keys[approver.key])
    return Signed(run, name, tuple(holders), digest, approver.wallet, signature, Fraction(run.amountPerUnit))


def write_approval(desk: BondDesk, signed: Signed, path: Path) -> None:
    """Write an approval as a file for the paying agent."""
    run = signed.run
    content = {
        "schema": SCHEMA,
        "chain_id": desk.chain.chain_id,
        "bond": desk.bond,
        "cash": desk.cash,
        "currency": desk.currency,
        "number": run.number,
        "amount_per_unit": run.amountPerUnit,
        "units": run.units,
        "total": run.total,
        "deadline": run.deadline,
        "holders": signed.holders,
        "approver": signed.approver,
        "digest": "0x" + signed.digest.hex(),
        "signature": "0x" + signed.signature.hex(),
    }
    try:
        path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    except OSError as exc:
        reason = (exc.strerror or type(exc).__name__).lower()
        raise SetupError(str(path), f"the approval cannot be written: {reason}", "Name another with --out") from exc


def fund(desk: BondDesk, number: str, approval: Path, cash: str | None = None) -> list[Done]:
    """Fund a run with what was approved; the bond may take exactly that from the paying agent.

    Args:
        desk: with the paying agent.
        number: of the payment.
        approval: file that `write_approval` wrote.
        cash: the money that is meant, where the paying agent wants to be sure.

    Raises:
        InputError: the chain would refuse the run; nothing was sent.
    """
    desk.require_role("paying-agent")
    state = read_state(desk)
    payment = run_number(state, number)
    coupon = read_coupon(desk, payment) if payment <= state.coupons else None
    check_fundable(state, coupon)
    _check_cash_named(desk, cash)
    document = read_document(approval, ApprovalFile)
    per_unit, units, total = desk.read("runTotals", payment)
    run = PaymentRun(payment, per_unit, units, total, document.value.deadline)
    check_approval(desk, document, run)
    done, signed = let_take(desk, total), struct_of(document.value)
    what = f"fund {run_name(state, payment)} with {desk.money(total)}"
    arguments = ("fundCoupon", payment, total, signed) if coupon else ("fundRedemption", total, signed)
    outcome = desk.send(run_intent(desk, what, run, calldata("Bond", *arguments)))
    next_step = "tenor bond pay" if coupon else "tenor bond redeem"
    held = f"the bond holds {desk.money(total)} for {units:,} units; holders are paid by {next_step}"
    return [*done, Done(what, outcome, (held,))]


def run_intent(desk: BondDesk, what: str, run: PaymentRun, data: str) -> Intent:
    """The paying agent pays a run's total into the bond."""
    agent = desk.actors["paying-agent"]
    moved = (Movement(desk.cash, agent.wallet, desk.bond, run.total),) if run.total else ()
    return Intent(intent_id(desk.bond, what, run.deadline), "bond", what, agent, desk.bond, data, moved)


def struct_of(file: ApprovalFile) -> dict[str, object]:
    """`RunApproval` of IBondServicing.sol."""
    return {"approver": file.approver, "deadline": file.deadline, "signature": file.signature}


def check_approval(desk: BondDesk, document: Document[ApprovalFile], run: PaymentRun) -> None:
    """Refuse an approval that is not of this run, bond and chain, or not good; and a run that cannot be paid for."""
    _check_place(desk, document)
    _check_figures(desk, document, run)
    _check_approver(desk, document, run, desk.now())
    _check_funds(desk, run.total)


def _data(desk: BondDesk) -> TypedData:
    return TypedData("Tenor Bond", desk.bond, desk.chain.chain_id, "PaymentRun", RUN_MEMBERS)


def _check_cash_named(desk: BondDesk, cash: str | None) -> None:
    if cash is not None and written_address("--cash", cash) != desk.cash:
        what = f"the bond pays in {desk.read_cash('symbol')} at {desk.cash}, and no other money"
        raise InputError("--cash", what, "Fund it with that")


def _check_place(desk: BondDesk, document: Document[ApprovalFile]) -> None:
    file = document.value
    for field, given, wanted in (
        ("chain_id", str(file.chain_id), str(desk.chain.chain_id)),
        ("bond", file.bond, desk.bond),
        ("cash", file.cash, desk.cash),
    ):
        if given != wanted:
            what = f"{field} is {given} in this approval, and {wanted} here"
            raise InputError(document.where(field), what, "Have the run of this bond approved (tenor bond approve)")


def _check_figures(desk: BondDesk, document: Document[ApprovalFile], run: PaymentRun) -> None:
    """Refuse an approval of other figures than the chain asks for now."""
    file, anew = document.value, "Have the run approved anew (tenor bond approve)"
    if file.number != run.number:
        what = f"this approval is of payment {file.number}, and payment {run.number} is to be funded"
        raise InputError(document.where("number"), what, "Name the approval of this payment")
    if file.units != run.units:
        what = f"{file.units:,} units were approved, and {run.units:,} are in issue"
        raise InputError(document.where("units"), what, anew)
    for field, approved, asked in (
        ("amount_per_unit", file.amount_per_unit, run.amountPerUnit),
        ("total", file.total, run.total),
    ):
        if approved != asked:
            what = f"{desk.money(approved)} was approved as {field}, and {desk.money(asked)} is due now"
            raise InputError(document.where(field), what, f"{anew}; default interest grows by the day")


def _check_approver(desk: BondDesk, document: Document[ApprovalFile], run: PaymentRun, now: int) -> None:
    file, agent, anew = document.value, desk.actors["paying-agent"], "Have another payment approver sign it"
    if now > file.deadline:
        what = f"this approval ended at {moment(file.deadline)}"
        raise InputError(document.where("deadline"), what, "Have the run approved anew (tenor bond approve)")
    approver = written_address(document.where("approver"), file.approver)
    if approver == agent.wallet:
        what = "who funds a run cannot be who approved it"
        raise InputError(document.where("approver"), what, anew)
    if not desk.has_role(ROLES["approver"], approver):
        what = f"{approver} is no payment approver of this bond"
        raise InputError(document.where("approver"), what, anew)
    if not has_code(desk.chain, approver) and _signer(desk, file.signature, run) != approver:
        what = "the signature is not the approver's of these figures"
        raise InputError(document.where("signature"), what, "Have the run approved anew (tenor bond approve)")
    if file.digest != _data(desk).digest(asdict(run)):
        what = "the digest is not that of these figures: this file was changed after it was signed"
        raise InputError(document.where("digest"), what, "Have the run approved anew (tenor bond approve)")


def _signer(desk: BondDesk, signature: bytes, run: PaymentRun) -> str | None:
    try:
        return _data(desk).signer(asdict(run), signature) if len(signature) == _SIGNATURE_BYTES else None
    except ValueError:
        return None


def _check_funds(desk: BondDesk, total: int) -> None:
    """Refuse a run that the paying agent's cash account does not bear."""
    agent = desk.actors["paying-agent"]
    held = desk.read_cash("balanceOf", agent.wallet)
    if held < total:
        what = f"{agent.key} ({agent.wallet}) holds {desk.money(held)} of the bond's money ({desk.cash}), "
        raise InputError("--paying-agent", f"{what}and the run takes {desk.money(total)}", "Bring it that money first")
    if total == 0:
        return
    code, words = desk.read_cash("transferRestriction", agent.wallet, agent.wallet, desk.bond, total)
    if code:
        what = f"the money cannot move from {agent.wallet} to the bond: {words}"
        raise InputError("--paying-agent", what, "Have that lifted; tenor register why explains it")


def let_take(desk: BondDesk, total: int) -> list[Done]:
    """Let the bond take exactly so much, unless it may take it already."""
    agent = desk.actors["paying-agent"]
    if desk.read_cash("allowance", agent.wallet, desk.bond) >= total:
        return []
    what = f"let the bond take {desk.money(total)}"
    data = calldata("CashToken", "approve", desk.bond, total)
    return [Done(what, desk.send(Intent(intent_id(desk.bond, what), "bond", what, agent, desk.cash, data)))]
