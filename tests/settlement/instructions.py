"""Instructions and matched trades for the tests of settlement, each by what is special about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tenor.settlement.instruction import Instruction, PaymentKind, Side

BOND, OTHER_BOND = "XS0000000009", "US0378331005"
TRADED, INTENDED = date(2026, 3, 2), date(2026, 3, 4)


def delivery(reference: str = "A-1", **special: Any) -> Instruction:  # noqa: ANN401 -- any field
    """BANK-A delivers 10 bonds to BANK-B against EUR 10,000.00."""
    return Instruction(**{**_COMMON, "reference": reference, "party": "BANK-A", "counterparty": "BANK-B", **special})


def receipt(reference: str = "B-1", **special: Any) -> Instruction:  # noqa: ANN401 -- any field
    """BANK-B receives 10 bonds from BANK-A against EUR 10,000.00."""
    mirrored = {"party": "BANK-B", "counterparty": "BANK-A", "side": Side.RECEIVES}
    return Instruction(**{**_COMMON, "reference": reference, **mirrored, **special})


def books() -> st.SearchStrategy[list[Instruction]]:
    """Deliveries and receipts of three parties that often nearly agree, each with a reference of its own."""
    parties = st.permutations(["BANK-A", "BANK-B", "BANK-C"])
    one = st.builds(
        lambda names, side, amount, units, reference, price: delivery(
            party=names[0],
            counterparty=names[1],
            side=side,
            amount=amount,
            units=units,
            common_reference=reference,
            clean_price=price,
        ),
        parties,
        st.sampled_from(Side),
        st.integers(100, 112),
        st.sampled_from([1, 1, 1, 2]),
        st.sampled_from([None, None, "T-1", "T-2"]),
        st.sampled_from([None, None, Decimal(99), Decimal(98)]),
    )
    return st.lists(one, max_size=14).map(
        lambda drawn: [replace(each, reference=f"R-{n}") for n, each in enumerate(drawn)]
    )


_COMMON: dict[str, Any] = {
    "side": Side.DELIVERS,
    "kind": PaymentKind.DVP,
    "asset": BOND,
    "units": 10,
    "currency": "EUR",
    "amount": 1_000_000,
    "trade_date": TRADED,
    "settlement_date": INTENDED,
}
