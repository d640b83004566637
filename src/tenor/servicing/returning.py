"""Tax on interest, and what goes back to the issuer: unclaimed money, and what rounding left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from web3.logs import DISCARD

from tenor.chain.contract import at, calldata
from tenor.chain.events import NOBODY
from tenor.chain.intent import Intent, Movement, Outcome, batches, intent_id
from tenor.errors import InputError, TransactionFailed
from tenor.onboarding.countries import COUNTRY_NUMBERS
from tenor.onboarding.desk import written_address
from tenor.onboarding.investors import InvestorClass
from tenor.servicing.bond import HOLDERS_A_TRANSACTION
from tenor.servicing.desk import BondDesk, Done, moment
from tenor.servicing.observing import figure
from tenor.servicing.paying import settled
from tenor.servicing.state import BondState, check_number, read_coupon, read_state
from tenor.terms.vocabulary import Rounding
from tenor.units import Money, rate_to_chain, utc

BY_CLASS = "class"
_WHOLE = 100  # [percent]
_AUTHORITY = "TaxAuthoritySet(uint16,address,address)"
_RETURNED = "RoundingReturned(uint256,uint256)"
_PRESCRIBED = {  # event, its figure, and what that is of
    "Prescribed": ("amount", "interest"),
    "PrincipalPrescribed": ("principal", "principal"),
    "RecoveryPrescribed": ("amount", "recoveries"),
}


def withhold(desk: BondDesk, country: str | None, investor_class: str | None, percent: str) -> Done:
    """The issuer sets the tax on interest of a country's holders, or of a class of investors.

    Raises:
        InputError: the chain would refuse it; nothing was sent.
    """
    if (country is None) == (investor_class is None):
        raise InputError("--country, --class", "exactly one of these says whose interest is taxed", "Give one of them")
    _check_withholds(desk)
    desk.require_role("issuer")
    rate = figure("--percent", percent)
    if not 0 <= rate <= _WHOLE:
        raise InputError("--percent", f"{percent} is no share of interest", "Write 0 to 100")
    key = (country_number("--country", country), 0) if country else (0, _class_number(investor_class or ""))
    what = f"{percent} % of interest kept back from holders of {country or investor_class}"
    arguments = (*key, rate_to_chain(rate / 100))
    return Done(what, desk.act("issuer", what, "setWithholding", *arguments))


def name_authority(desk: BondDesk, country: str, wallet: str) -> Done:
    """The issuer names who receives the tax of a country's holders, or of those taxed by their class."""
    _check_withholds(desk)
    desk.require_role("issuer")
    receiver = written_address("WALLET", wallet)
    what = f"tax of {country} goes to {receiver}"
    return Done(what, desk.act("issuer", what, "setTaxAuthority", _tax_key(country), receiver))


def remit_tax(desk: BondDesk, country: str, amount: str | None) -> Done:
    """The paying agent pays tax kept back to its authority.

    Args:
        desk: with the paying agent.
        country: two letters, or `class` for those taxed by their class.
        amount: in major units; all that is held if not given.

    Raises:
        InputError: the chain would refuse it; nothing was sent.
    """
    _check_withholds(desk)
    agent, number = desk.require_role("paying-agent"), _tax_key(country)
    held = desk.read("taxHeld", number)
    remitted = held if amount is None else _minor(desk, amount)
    if not 0 < remitted <= held:
        what = f"{desk.money(held)} of tax is held for {country}"
        raise InputError("--amount" if amount else "COUNTRY", what, "Remit more than nothing, and no more than that")
    authority = _authority(desk, number)
    if authority == NOBODY:
        what = f"nobody is named who receives the tax of {country}"
        raise InputError("COUNTRY", what, "Have the issuer name it: tenor bond tax-authority")
    code, words = desk.read_cash("transferRestriction", desk.bond, desk.bond, authority, remitted)
    if code:
        what = f"the cash account of {authority} takes no payment: {words}"
        raise InputError("COUNTRY", what, "Have that lifted, or another authority named")
    what = f"remit {desk.money(remitted)} of tax of {country} to {authority}"
    data = calldata("Bond", "remitTax", number, remitted)
    moved = (Movement(desk.cash, desk.bond, authority, remitted),)
    return Done(what, desk.send(Intent(intent_id(desk.bond, what), "bond", what, agent, desk.bond, data, moved)))


def return_unclaimed(desk: BondDesk, named: Sequence[str]) -> Iterator[Done]:
    """What holders, or all of them, left unclaimed for the years of the terms goes back to the issuer.

    Raises:
        InputError: the chain would refuse it, or nothing is so old yet; nothing was sent.
    """
    if not desk.terms.interestYears and not desk.terms.principalYears:
        raise InputError("BOND", "the terms of this bond let no claim lapse", "It stays due to the holder")
    desk.require_role("issuer")
    state = read_state(desk)
    lapses = _first_lapse(desk, state)
    if lapses is None or state.now <= lapses:
        when = f" before {moment(lapses)}" if lapses else ", as nothing is funded"
        raise InputError("BOND", f"nothing lapses{when}, and it is {moment(state.now)}", "Return it then")
    holders = [written_address("HOLDER", text) for text in named] or sorted(desk.holdings())
    found = [batch for batch in batches(holders, HOLDERS_A_TRANSACTION) if _lapsed(desk, batch)]
    if not found:
        what = "nothing that is unclaimed has lapsed: what was paid late lapses as many years after that day"
        raise InputError("HOLDER" if named else "BOND", what, "See tenor bond show, and return it then")
    for batch in found:
        what = f"return what {len(batch)} holders left unclaimed"
        outcome = desk.act("issuer", what, "returnUnclaimed", list(batch), promised=False)
        yield Done(what, outcome, tuple(_returned(desk, outcome)))


def return_rounding(desk: BondDesk, number: int) -> Done:
    """What rounding down on holdings left of a coupon that is paid to all goes back to the issuer; anybody may.

    Raises:
        InputError: the chain would refuse it; nothing was sent.
        TransactionFailed: the same, where only the chain knows it: somebody is not paid yet, or nothing is left.
    """
    if desk.terms.rounding != [*Rounding].index(Rounding.PER_HOLDING_DOWN) and not desk.terms.withholds:
        raise InputError("BOND", "interest of this bond is rounded on a unit, so that nothing is left", "Nothing to do")
    state = read_state(desk)
    check_number(state, number)
    if number > state.funded:
        raise InputError("NUMBER", f"coupon {number} is not funded yet", "Fund it and pay it to all first")
    if any(int(topics[0], 16) == number for _, topics, _ in desk.logs(_RETURNED)):
        raise InputError("NUMBER", f"what was left of coupon {number} is returned already", "Nothing to do")
    what = f"return what rounding left of coupon {number}"
    try:
        outcome = desk.act("sender", what, "returnRounding", number, promised=False)
    except TransactionFailed as exc:
        if "NothingToReturn" not in exc.what:
            raise
        told = f"coupon {number} left nothing, or is not paid to all"
        raise TransactionFailed(exc.where, told, "Pay all holders first: tenor bond pay") from exc
    paid = sum(settled(desk, outcome).paid.values())
    return Done(what, outcome, (f"{desk.money(paid)} went to the issuer",))


def country_number(place: str, country: str) -> int:
    """ISO 3166-1 number of two letters; raises InputError for others."""
    if country not in COUNTRY_NUMBERS:
        raise InputError(place, f"'{country}' is no country (ISO 3166-1)", "Write two capital letters, e.g. DE")
    return COUNTRY_NUMBERS[country]


def _class_number(word: str) -> int:
    words = {member.name.lower(): int(member) for member in InvestorClass if member is not InvestorClass.MONEY_ONLY}
    if word not in words:
        raise InputError("--class", f"'{word}' is no class of investors", f"Write {', '.join(words)}")
    return words[word]


def _tax_key(country: str) -> int:
    return 0 if country == BY_CLASS else country_number("COUNTRY", country)


def _check_withholds(desk: BondDesk) -> None:
    if not desk.terms.withholds:
        raise InputError("BOND", "the terms of this bond keep no tax back", "Name a bond that withholds")


def _authority(desk: BondDesk, number: int) -> str:
    named = NOBODY
    for _, topics, data in desk.logs(_AUTHORITY):
        if int(topics[0], 16) == number:
            named = written_address("authority", "0x" + data[12:32].hex())
    return named


def _minor(desk: BondDesk, amount: str) -> int:
    try:
        return Money.of(amount, desk.currency).minor
    except (ValueError, ArithmeticError):
        raise InputError("--amount", f"'{amount}' is no amount of {desk.currency}", "Write e.g. 1250.00") from None


def _lapsed(desk: BondDesk, holders: Sequence[str]) -> int:
    """What holders left unclaimed for so long, in minor units."""
    return int(desk.foretell("issuer", "returnUnclaimed", list(holders)))


def _first_lapse(desk: BondDesk, state: BondState) -> int | None:
    """No claim lapses before this [s]: as if every payment was made in time; None where nothing is funded."""
    times = []
    if desk.terms.interestYears and state.funded:
        times.append(years_after(read_coupon(desk, 1).pay_time, desk.terms.interestYears))
    if desk.terms.principalYears and (state.redemption_funded or desk.read("trouble").recovered):
        times.append(years_after(state.redemption_time, desk.terms.principalYears))
    return min(times, default=None)


def years_after(time: int, years: int) -> int:
    """The same time of the day so many years later, as CivilDate.sol has it: 29 February becomes 1 March."""
    first = utc(time)
    start = datetime(first.year + years, first.month, 1, tzinfo=UTC) + timedelta(days=first.day - 1)
    return int(start.timestamp()) + time % 86_400


def _returned(desk: BondDesk, outcome: Outcome) -> Iterator[str]:
    receipt, events = desk.receipt(outcome), at(desk.chain, "Bond", desk.bond).events
    for name, (figure_name, kind) in _PRESCRIBED.items():
        for log in events[name]().process_receipt(receipt, DISCARD):
            yield f"{desk.money(log['args'][figure_name])} of {kind} of {log['args']['holder']}"
    total = sum(settled(desk, outcome).paid.values())
    yield f"{desk.money(total)} went to the issuer"
