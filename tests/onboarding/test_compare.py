from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tenor.onboarding.compare import Comparison, Standing
from tenor.onboarding.register import end_of
from tenor.onboarding.roll import MAX_WALLETS, Admitted
from tenor.onboarding.rows import Fault
from tenor.onboarding.words import IdentityWord, investor_reference

NOW, ISSUER = 1_000_000, 2
FIRST, SECOND = ("0x" + digit * 40 for digit in "ab")
UNTIL = date(2031, 12, 31)
NEVER = IdentityWord.decode(0)
AS_CLAIMED = IdentityWord(
    valid_until=end_of(UNTIL, "UTC"),
    issued_at=NOW - 1,
    investor=investor_reference(FIRST),
    country=344,
    investor_class=1,
    topics=1,
    issuers=(ISSUER, *[0] * 7),
    on_register=True,
    has_contract=False,
)
ROW = Admitted(2, "INV-1", FIRST, FIRST, 344, 1, UNTIL)
FURTHER = replace(ROW, line=3, id="INV-2", wallet=SECOND)


def comparison(**changes: Any) -> Comparison:  # noqa: ANN401 -- any field of Comparison
    fields = {"topics": 1, "issuer": ISSUER, "issued_at": NOW, "timezone": "UTC", "renew": False, "replace": False}
    return Comparison(**{**fields, **changes})


def standing(word: IdentityWord, row: Admitted = ROW, **changes: Any) -> Standing | str:  # noqa: ANN401
    """What is to be done about a row whose wallet has this word, or what is against it."""
    found = comparison(**changes).standing(row, {SECOND: word, FIRST: word})
    return found.what if isinstance(found, Fault) else found


@pytest.mark.requirement("ONB-11")
@pytest.mark.parametrize(
    "changes",
    [
        {"country": 702},
        {"investor_class": 2},
        {"valid_until": end_of(UNTIL, "UTC") - 1},
        {"topics": 0},
        {"issuers": (ISSUER + 1, *[0] * 7)},
    ],
)
def test_standing__register_says_the_same_or_not__is_there_or_gets_a_claim(changes: dict[str, Any]) -> None:
    assert standing(NEVER) is Standing.CLAIM
    assert standing(AS_CLAIMED) is Standing.THERE
    assert standing(replace(AS_CLAIMED, **changes)) is Standing.CLAIM
    assert standing(AS_CLAIMED, renew=True) is Standing.CLAIM


@pytest.mark.requirement("ONB-12")
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"valid_until": 0, "topics": 0}, "revoked"),
        ({"on_register": False}, "taken off the register"),
        ({"has_contract": True, "valid_until": 5}, "is a contract"),
        ({"topics": 3, "country": 702}, "proved more topics"),
    ],
)
def test_standing__something_else_stands__is_replaced_only_when_asked_for(changes: dict[str, Any], said: str) -> None:
    word = replace(AS_CLAIMED, **changes)
    assert said in str(standing(word))
    assert standing(word, replace=True) is Standing.CLAIM


@pytest.mark.requirement("ONB-4")
@pytest.mark.parametrize("replacing", [False, True])
def test_standing__wallet_of_another_investor__is_refused_always(*, replacing: bool) -> None:
    word = replace(AS_CLAIMED, investor=b"somebody")
    assert standing(word, replace=replacing) == "on the register this wallet is another investor's"


def test_standing__renewal__wants_the_wallet_on_the_register() -> None:
    assert standing(NEVER, renew=True) == "the wallet is not on the register"
    assert standing(replace(AS_CLAIMED, on_register=False), renew=True) == "the wallet is not on the register"
    assert standing(replace(AS_CLAIMED, valid_until=0), renew=True) == "the wallet's identity was revoked"
    contract = replace(AS_CLAIMED, has_contract=True)
    assert standing(contract, renew=True) is Standing.CONTRACT
    assert standing(replace(contract, valid_until=0), renew=True) == "the wallet's identity was revoked"


def test_standing__changed_in_the_latest_block__is_left_for_the_next_run() -> None:
    assert "in the latest block" in str(standing(replace(AS_CLAIMED, issued_at=NOW, country=702)))
    assert standing(replace(AS_CLAIMED, issued_at=NOW)) is Standing.THERE


@pytest.mark.requirement("ONB-4")
def test_standing__further_wallet__needs_its_first_and_room_beside_it() -> None:
    words = {FIRST: AS_CLAIMED, SECOND: NEVER}
    assert comparison().standing(FURTHER, words) is Standing.CLAIM
    full = comparison(wallets={FIRST: MAX_WALLETS}).standing(FURTHER, words)
    assert isinstance(full, Fault)
    assert "8 wallets on the register already" in full.what
    other = comparison().standing(FURTHER, {**words, FIRST: replace(AS_CLAIMED, investor=b"somebody")})
    assert isinstance(other, Fault)
    assert "another investor's" in other.what


@pytest.mark.requirement("ONB-4")
def test_standing__further_wallet_of_a_refused_row__is_refused_too() -> None:
    asked = comparison()
    revoked = {FIRST: replace(AS_CLAIMED, valid_until=0), SECOND: NEVER}
    assert isinstance(asked.standing(ROW, revoked), Fault)
    found = asked.standing(FURTHER, revoked)
    assert isinstance(found, Fault)
    assert found.what == "the row of the investor's first wallet is refused"
