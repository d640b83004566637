"""Instructions and matched trades for the tests of settlement, each by what is special about it."""

from __future__ import annotations

from datetime import date
from typing import Any

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
