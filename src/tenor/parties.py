"""Who takes part in a campaign: parties, the roles they are appointed to, and the actors that sign."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """A role of a campaign; each is held by one key of its own."""

    ISSUER = "issuer"
    CENTRAL_BANK = "central_bank"
    OPERATOR = "operator"
    REGISTRAR = "registrar"
    IDENTITY_PROVIDER = "identity_provider"
    PAYING_AGENT = "paying_agent"
    COMPLIANCE_OFFICER = "compliance_officer"
    PAUSER = "pauser"
    SETTLEMENT_AGENT = "settlement_agent"
    DEPLOYER = "deployer"
    CUSTODIAN = "custodian"
    PAYMENT_APPROVER = "payment_approver"
    CALCULATION_AGENT = "calculation_agent"


@dataclass(frozen=True, slots=True)
class Party:
    """An institution of the deal.

    Args:
        id: its id in the campaign's files.
        country: ISO 3166-1 alpha-2.
        lei: ISO 17442, or None where none is known.
        functions: what the offering calls it (lead manager, custodian ...).
    """

    id: str
    name: str
    country: str
    lei: str | None
    functions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Appointment:
    """A party appointed to a role, with the key reference that acts for it in this role only."""

    role: Role
    party: str
    key: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Who signs an intent.

    Args:
        name: a role or an investor id.
        key: reference of the key.
        wallet: address of that key.
    """

    name: str
    key: str
    wallet: str
