"""The reason that the views foretell is the reason that the transfer fails for, for every code (ERC-1404, ERC-7943)."""

from __future__ import annotations

import pytest

from tests.contracts.PermissionedToken.kit import set_rules
from tests.contracts.PermissionedToken.situations import SITUATIONS, Situation, begin
from tests.contracts.restrictions import Restriction
from tests.contracts.support import Deployed, Refused
from tests.contracts.world import World

OF_A_SPENDER = {Restriction.SPENDER_NOT_LISTED, Restriction.INSUFFICIENT_ALLOWANCE}
STANDARD_ERRORS = {
    "ERC20InsufficientBalance": Restriction.INSUFFICIENT_BALANCE,
    "ERC7943InsufficientUnfrozenBalance": Restriction.FROZEN_UNITS,
    "ERC20InsufficientAllowance": Restriction.INSUFFICIENT_ALLOWANCE,
}
WORDS = {
    Restriction.NONE: "no restriction",
    Restriction.PAUSED: "the token is paused",
    Restriction.NOT_VERIFIED: "the receiver is not verified for this token now",
    Restriction.EXTERNAL_RULES: "a rule outside the token refuses it",
}
TOKENS = {"bond": "Bond", "cash": "CashToken"}
CASES = {
    f"{situation.reason.name}-{number}-{name}": (situation, name)
    for number, situation in enumerate(SITUATIONS)
    for name, contract in TOKENS.items()
    if situation.only in {"", contract}
}


def attempt(world: World, token: Deployed, situation: Situation) -> Restriction:
    """Why the real transfer fails, by its error."""
    receiver, amount = situation.receiver(world, token), situation.amount
    try:
        if situation.spender:
            token.transferFrom(world.investor_a, receiver, amount, by=getattr(world, situation.spender))
        else:
            token.transfer(receiver, amount, by=world.investor_a)
    except Refused as refused:
        if refused.error == "TransferRestricted":
            told = [refused.values[name] for name in ("from", "to", "amount")]
            assert told == [world.investor_a.wallet, receiver, amount]
            return Restriction(int(str(refused.values["reason"])))
        return STANDARD_ERRORS[refused.error]
    return Restriction.NONE


def test_situations__all_together__make_every_code_happen() -> None:
    happen = {name: {situation.reason for situation, token in CASES.values() if token == name} for name in TOKENS}
    of_deposits = Restriction.NOT_CUSTOMER  # tested on them
    assert set(Restriction) - happen["bond"] == {of_deposits}
    assert set(Restriction) - happen["cash"] == {Restriction.MINIMUM_HOLDING, of_deposits}  # money has no least holding


@pytest.mark.requirement("TOK-13")
@pytest.mark.parametrize(("situation", "name"), CASES.values(), ids=CASES)
def test_transfer_restriction__every_code__is_why_the_transfer_fails(
    world: World, situation: Situation, name: str
) -> None:
    token: Deployed = getattr(world, name)
    begin(world, token, situation)
    parties = world.investor_a, situation.receiver(world, token), situation.amount
    spender = getattr(world, situation.spender) if situation.spender else world.investor_a
    code, words = token.transferRestriction(spender, *parties)
    own = Restriction.NONE if situation.reason in OF_A_SPENDER else situation.reason
    assert token.detectTransferRestriction(*parties) == own
    assert token.canTransfer(*parties) == (own is Restriction.NONE)
    assert (code, words) == (situation.reason, token.messageForTransferRestriction(code))
    assert attempt(world, token, situation) is situation.reason


@pytest.mark.requirement("TOK-13")
@pytest.mark.parametrize(("situation", "name"), CASES.values(), ids=CASES)
def test_can_receive__every_code__is_no_only_where_nothing_can_come_in(
    world: World, situation: Situation, name: str
) -> None:
    token: Deployed = getattr(world, name)
    begin(world, token, situation)
    receiver = situation.receiver(world, token)
    of_the_receiver = {
        Restriction.RECEIVER_FROZEN,
        Restriction.INVALID_RECEIVER,
        Restriction.NOT_VERIFIED,
        Restriction.INVESTOR_CLASS,
        Restriction.COUNTRY,
    }
    to_itself = situation.to == "investor_a" and situation.reason is Restriction.SENDER_FROZEN
    assert token.canReceive(receiver) == (situation.reason not in of_the_receiver and not to_itself)
    assert token.canSend(world.investor_a) == (situation.reason is not Restriction.SENDER_FROZEN)


@pytest.mark.requirement("TOK-13")
def test_transfer_restriction__several_reasons__names_the_first_in_the_order_of_the_codes_transfers_check(
    world: World, token: Deployed
) -> None:
    def foretold() -> int:
        code: int = token.detectTransferRestriction(world.investor_a, world.outsider, 4)
        return code

    assert foretold() == Restriction.NOT_VERIFIED
    token.freezePartialTokens(world.investor_a, 10, by=world.officer)
    assert foretold() == Restriction.FROZEN_UNITS
    token.setAddressFrozen(world.investor_a, freeze=True, by=world.officer)
    assert foretold() == Restriction.SENDER_FROZEN
    set_rules(world, token, closedFrom=1, closedUntil=2**40 - 1)
    assert foretold() == Restriction.CLOSED_PERIOD
    token.pause(by=world.pauser)
    assert foretold() == Restriction.PAUSED


@pytest.mark.requirement("TOK-13", "TOK-25")
def test_transfer_restriction__settlement_venue__needs_what_it_needs_in_truth(world: World, token: Deployed) -> None:
    parties = world.investor_a, world.investor_b, 4
    token.approve(world.dvp, 0, by=world.investor_a)
    for allowed, code in ((False, Restriction.INSUFFICIENT_ALLOWANCE), (True, Restriction.NONE)):
        token.allowSettlement(allowed=allowed, by=world.investor_a)
        set_rules(world, token, spenderList=allowed)
        assert token.transferRestriction(world.dvp, *parties)[0] == code


@pytest.mark.requirement("TOK-13")
def test_transfer_restriction__unlimited_allowance__is_enough_for_anything(world: World, token: Deployed) -> None:
    token.approve(world.settler, 2**256 - 1, by=world.investor_a)
    assert token.transferRestriction(world.settler, world.investor_a, world.investor_b, 10)[0] == Restriction.NONE


@pytest.mark.requirement("TOK-13")
def test_message_for_transfer_restriction__every_code__has_words_of_its_own(world: World, token: Deployed) -> None:
    words = [token.messageForTransferRestriction(code) for code in Restriction]
    assert len(set(words)) == len(Restriction)
    assert all(words)
    assert {code: words[code] for code in WORDS} == WORDS
    assert {token.messageForTransferRestriction(code) for code in (len(Restriction), 255)} == {"unknown code"}
    assert world.registry.isVerified(world.investor_a)


@pytest.mark.requirement("TOK-13")
@pytest.mark.parametrize("amount", [0, 1, 2**64, 2**256 - 1])
def test_can_transfer__any_addresses_and_amounts__answers(world: World, token: Deployed, amount: int) -> None:
    """ERC-7943: these views must not revert."""
    everybody = [world.investor_a.wallet, world.outsider.wallet, token.wallet, "0x" + "00" * 20]
    for sender in everybody:
        assert token.canSend(sender) is True
        assert token.canReceive(sender) == (sender == world.investor_a.wallet)
        for receiver in everybody:
            code = token.detectTransferRestriction(sender, receiver, amount)
            assert token.canTransfer(sender, receiver, amount) == (code == Restriction.NONE)
