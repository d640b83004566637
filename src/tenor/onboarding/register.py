"""Eligible wallets to the identity register: salted references, the provider's signed claims, the registrar's intents.

No personal data goes on chain: an investor is eight bytes of a salted hash, and the salt never leaves the provider.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time

from eth_account.messages import encode_defunct
from eth_account.signers.local import LocalAccount
from eth_utils.crypto import keccak

from tenor.chain.contract import calldata
from tenor.chain.intent import Intent, batches, intent_id
from tenor.chain.typed_data import TypedData
from tenor.parties import Actor
from tenor.units import timestamp

CLAIMS_A_TRANSACTION = 100  # under 4M gas
STANDING_APPROVAL = 2**256 - 1

_CLAIM_MEMBERS = {
    "wallet": "address",
    "investor": "bytes8",
    "country": "uint16",
    "issuedAt": "uint40",
    "validUntil": "uint40",
    "moneyOnly": "bool",
}


@dataclass(frozen=True, slots=True)
class Holder:
    """A wallet to be verified.

    Args:
        name: investor id, or the name of a role or contract that holds on its own account.
        country: ISO 3166-1 numeric.
        valid_until: last day of eligibility.
        money_only: may hold money and no securities, as a bond that pays out.
    """

    name: str
    wallet: str
    country: int
    valid_until: date
    money_only: bool = False


@dataclass(frozen=True, slots=True)
class Onboarding:
    """What every claim of one onboarding shares.

    Args:
        campaign: campaign id.
        registry: address of the identity registry.
        chain_id: chain that the claims are bound to.
        issued_at: when the provider vouches [s].
        timezone: zone in which a last day of eligibility ends.
        registrar: brings the claims.
        provider: vouches by signature.
    """

    campaign: str
    registry: str
    chain_id: int
    issued_at: int
    timezone: str
    registrar: Actor
    provider: LocalAccount


def registration_intents(onboarding: Onboarding, holders: Sequence[Holder]) -> Iterator[Intent]:
    """The registrar's transactions that bring all holders, each with as many claims as one carries."""
    salt = _salt(onboarding)
    claim_data = TypedData(
        "Tenor Identity Registry", onboarding.registry, onboarding.chain_id, "IdentityClaim", _CLAIM_MEMBERS
    )
    for group in batches(holders, CLAIMS_A_TRANSACTION):
        claims = [_claim(onboarding, salt, holder) for holder in group]
        signatures = [claim_data.sign(claim, onboarding.provider) for claim in claims]
        data = calldata("IdentityRegistry", "register", claims, onboarding.provider.address, signatures)
        first, last = group[0].name, group[-1].name
        yield Intent(
            id=intent_id(onboarding.campaign, "register", *(holder.wallet for holder in group)),
            stage="onboard",
            what=f"register {len(group)} holders, {first} to {last}",
            actor=onboarding.registrar,
            to=onboarding.registry,
            data=data,
        )


def approval_intent(campaign: str, holder: Actor, token: tuple[str, str], spender: tuple[str, str]) -> Intent:
    """A holder's standing approval of a contract on a token.

    Args:
        token: contract name and address.
        spender: contract name and address; it moves the token only under its own rules.
    """
    return Intent(
        id=intent_id(campaign, "approve", holder.wallet, token[1], spender[1]),
        stage="onboard",
        what=f"{holder.name} lets {spender[0]} settle its {token[0]}",
        actor=holder,
        to=token[1],
        data=calldata(token[0], "approve", spender[1], STANDING_APPROVAL),
    )


def _claim(onboarding: Onboarding, salt: bytes, holder: Holder) -> dict[str, object]:
    return {
        "wallet": holder.wallet,
        "investor": keccak(salt + holder.name.encode())[:8],
        "country": holder.country,
        "issuedAt": onboarding.issued_at,
        "validUntil": timestamp(holder.valid_until, time(23, 59, 59), onboarding.timezone),
        "moneyOnly": holder.money_only,
    }


def _salt(onboarding: Onboarding) -> bytes:
    """A secret of the provider's, the same in every run: only its key can sign this text (RFC 6979)."""
    text = encode_defunct(text=f"Tenor investor references of {onboarding.campaign}")
    return keccak(bytes(onboarding.provider.sign_message(text).signature))
