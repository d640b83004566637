"""What a term sheet can say about principal that is repaid before maturity."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tenor.files.fields import Amount, IsoDate, Percent, StrictModel


class PercentInstalment(StrictModel):
    """A share of the face."""

    date: IsoDate = Field(description="notional end date of a period")
    percent: Percent = Field(description="percent of the face")


class PercentAmortisation(StrictModel):
    """Instalments in percent of the face."""

    kind: Literal["percent"] = Field(description="percent: instalments in percent of the face")
    instalments: tuple[PercentInstalment, ...] = Field(min_length=1, description="in the order of their dates")


class AmountInstalment(StrictModel):
    """An amount on one unit."""

    date: IsoDate = Field(description="notional end date of a period")
    amount: Amount = Field(description="repaid on one unit")


class AmountAmortisation(StrictModel):
    """Instalments in money on one unit."""

    kind: Literal["amount"] = Field(description="amount: instalments in money on one unit")
    instalments: tuple[AmountInstalment, ...] = Field(min_length=1, description="in the order of their dates")


class SinkingAmortisation(StrictModel):
    """The same share at every payment from a date on."""

    kind: Literal["sinking"] = Field(description="sinking: the same share at every payment date from the first")
    first: IsoDate = Field(description="notional end date of the first instalment")
    percent: Percent = Field(description="percent of the face")


class AnnuityAmortisation(StrictModel):
    """Level payments of interest and principal together."""

    kind: Literal["annuity"] = Field(description="annuity: interest and principal together stay level")


Amortisation = Annotated[
    PercentAmortisation | AmountAmortisation | SinkingAmortisation | AnnuityAmortisation, Field(discriminator="kind")
]
"""Repayment before maturity, by `kind`."""
