"""The bond's code and address, foretold."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from eth_utils.crypto import keccak

from tenor.deployment.bond_code import bond_address, create2_address
from tenor.deployment.bond_issue import BondIssue, bond_issue, period_word, short_string, terms_argument
from tenor.schedule.model import Schedule
from tests.contracts.world import RIGHTS, World, dates_in

NOBODY = "0x" + "00" * 20


def issue_of(world: World, schedule: Schedule | None = None) -> BondIssue:
    """The issue of the world's bond, or of another schedule."""
    return bond_issue(schedule or world.schedule, world.cash.wallet, world.dvp.wallet, world.bond_roles)


@pytest.mark.requirement("DEP-1")
@pytest.mark.parametrize(
    ("deployer", "salt", "code", "address"),
    [  # the examples of EIP-1014
        (NOBODY, bytes(32), b"\x00", "0x4D1A2e2bB4F88F0250f26Ffff098B0b30B26BF38"),
        ("0xdeadbeef" + "00" * 16, bytes(32), b"\x00", "0xB928f69Bb1D91Cd65274e3c79d8986362984fDA3"),
        (
            "0xdeadbeef" + "00" * 16,
            bytes.fromhex("000000000000000000000000feed000000000000000000000000000000000000"),
            b"\x00",
            "0xD04116cDd17beBE565EB2422F2497E06cC1C9833",
        ),
        (NOBODY, bytes(32), b"\xde\xad\xbe\xef", "0x70f2b2914A2a4b783FaEFb75f459A580616Fcb5e"),
        (NOBODY, bytes(32), b"", "0xE33C0C7F7df4809055C3ebA6c09CFe4BaF1BD9e0"),
    ],
)
def test_create2_address__examples_of_the_standard__agree(
    deployer: str, salt: bytes, code: bytes, address: str
) -> None:
    assert create2_address(deployer, salt, code) == address


@pytest.mark.parametrize(("text", "length"), [("", 0), ("HKGB2402", 8), ("n" * 31, 31)])
def test_short_string__any_text_that_fits__is_text_then_length(text: str, length: int) -> None:
    found = short_string(text)
    assert (found[:length].decode(), found[31], len(found)) == (text, length, 32)


@pytest.mark.requirement("DEP-1")
def test_terms_argument__terms_of_the_2023_bond__are_integers_of_the_contract(world: World) -> None:
    terms = world.schedule.terms
    assert terms_argument(world.schedule, world.cash.wallet, world.dvp.wallet) == {
        "issueId": keccak(text="HKSAR-GB-2023-HKD"),
        "termsHash": bytes.fromhex(terms.document_hash[2:]),
        "annexHash": bytes(32),
        "name": b"HKSAR Green Bond 4.05% 2024".ljust(31, b"\0") + bytes([27]),
        "symbol": b"HKGB2402".ljust(31, b"\0") + bytes([8]),
        "cash": world.cash.wallet,
        "currency": b"HKD",
        "unitFace": 50_000_000,
        "units": 1_600,
        "minUnits": 2,
        "rate": 40_500_000,
        "dayCount": 0,
        "rounding": 0,
        "months": 6,
        "endOfMonth": False,
        "anchor": 19_769,  # 16 February 2024
        "maturityDay": 19_769,
        "issueTime": 1_676_509_200,  # 16 February 2023 09:00 in Hong Kong
        "maturityTime": 1_708_045_200,  # 16 February 2024 09:00
        "settlementVenue": world.dvp.wallet,
        "dualControl": False,
        "withholds": False,
        "fixedLater": False,
        "interestYears": 0,
        "principalYears": 0,
        "partlyCallable": False,
        "parFloor": False,
        "zone": 32,  # eight hours
        "rights": dict.fromkeys(RIGHTS, 0),
    }


@pytest.mark.requirement("DEP-1")
def test_period_word__first_coupon__counts_days_and_seconds(world: World) -> None:
    word = period_word(world.schedule.periods[0])
    assert word % 2**128 == 0  # the factory's to fill
    assert dates_in(word) == {
        "accrualStart": 19_404,  # 16 February 2023
        "accrualEnd": 19_585,  # 16 August 2023
        "recordTime": 1_692_090_000,  # 15 August 2023 17:00 in Hong Kong
        "payTime": 1_692_147_600,  # 16 August 2023 09:00
    }


@pytest.mark.requirement("DEP-1")
@pytest.mark.parametrize("field", ["interest_per_unit", "pay_time", "record_time"])
def test_bond_address__any_other_schedule__is_another_address(world: World, field: str) -> None:
    periods = world.schedule.periods
    changed = replace(periods[0], **{field: getattr(periods[0], field) + 1})
    other = replace(world.schedule, periods=(changed, *periods[1:]))
    assert bond_address(world.factory.wallet, issue_of(world)) == world.bond.wallet
    assert bond_address(world.factory.wallet, issue_of(world, other)) != world.bond.wallet


@pytest.mark.requirement("DEP-1")
@pytest.mark.parametrize(
    "change",
    [
        {"settlementVenue": NOBODY}, {"dualControl": True}, {"endOfMonth": True}, {"withholds": True}, {"months": 12},
        {"anchor": 1}, {"maturityDay": 1}, {"interestYears": 255}, {"principalYears": 255},
        {"parFloor": True}, {"zone": -48}, {"zone": 56}, {"rights": RIGHTS},
    ],
)  # fmt: skip
def test_bond_address__other_terms__is_what_the_factory_foretells(world: World, change: dict[str, object]) -> None:
    issue = replace(issue_of(world), terms={**world.terms, **change})
    foretold = bond_address(world.factory.wallet, issue)
    assert foretold == world.factory.predictBond(*issue.arguments)
    assert foretold != world.bond.wallet


def test_terms_argument__rate_finer_than_the_chain_holds__is_refused(world: World) -> None:
    fine = replace(world.schedule, terms=replace(world.schedule.terms, rate=Fraction(1, 3)))
    with pytest.raises(ValueError, match="more than nine decimal places"):
        terms_argument(fine, world.cash.wallet, world.dvp.wallet)
