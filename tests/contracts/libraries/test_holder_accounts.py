"""One word holds six fields: each to its limit, none into its neighbour."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contracts.support import Deployed, reverts

OFFSETS = {"balance": 0, "frozen": 64, "owed": 128, "pending": 184, "cursor": 240, "blocked": 250, "inArrears": 251}
BITS = {"balance": 64, "frozen": 64, "owed": 56, "pending": 56, "cursor": 10}
EMPTY = {**dict.fromkeys(BITS, 0), "blocked": False, "inArrears": False}

ACCOUNTS = st.fixed_dictionaries(
    {
        **{name: st.integers(0, 2**bits - 1) for name, bits in BITS.items()},
        "blocked": st.booleans(),
        "inArrears": st.booleans(),
    }
)
ON_CHAIN = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def word(account: dict[str, int]) -> int:
    """The account's word by the table of offsets."""
    return sum(int(value) << OFFSETS[name] for name, value in account.items())


@pytest.mark.requirement("TOK-9")
@ON_CHAIN
@given(account=ACCOUNTS, before=ACCOUNTS, free=st.integers(0, 15))
def test_packed__any_account_over_any_other__is_the_table_and_leaves_free_bits(
    harness: Deployed, account: dict[str, int], before: dict[str, int], free: int
) -> None:
    found = harness.packed(word(before) + (free << 252), account)
    assert found == word(account) + (free << 252)
    assert harness.unpacked(found) == account


@pytest.mark.requirement("TOK-9")
@pytest.mark.parametrize(("field", "bits"), BITS.items())
def test_packed__one_field_at_its_limit__is_kept_and_one_more_reverts(harness: Deployed, field: str, bits: int) -> None:
    largest = {**EMPTY, field: 2**bits - 1}
    assert harness.unpacked(harness.packed(0, largest)) == largest
    for value in (2**bits, 2**256 - 1):
        with reverts("FieldOverflow", value=value, bits=bits):
            harness.packed(0, {**EMPTY, field: value})


@pytest.mark.requirement("TOK-4")
@pytest.mark.parametrize(("balance", "frozen", "free"), [(0, 0, 0), (9, 0, 9), (9, 4, 5), (9, 9, 0), (4, 9, 0)])
def test_available__balance_less_frozen__is_never_below_zero(
    harness: Deployed, balance: int, frozen: int, free: int
) -> None:
    assert harness.available(word({"balance": balance, "frozen": frozen})) == free
