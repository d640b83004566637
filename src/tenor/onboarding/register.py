"""Eligible wallets to the identity register: the issuer's signed claims, in the registrar's transactions.

No personal data goes on chain: an investor is named by its first wallet, and no id of a list is ever sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time
from functools import cache

from eth_account.signers.local import LocalAccount

from tenor.chain.contract import calldata
from tenor.chain.intent import Intent, intent_id
from tenor.onboarding.claims import Claim, ClaimSigner, register_calldata
from tenor.onboarding.investors import InvestorClass
from tenor.parties import Actor
from tenor.units import timestamp

KYC_MASK = 1
"""The bit of the topic that every wallet must have proved: the first that a deployment defines."""

MAX_BATCH = 250
"""Claims that the registry takes in one transaction (IIdentityRegistry.sol)."""

BATCH_GAS = 12_000_000
CLAIM_GAS = 45_000
FURTHER_WALLET_GAS = 125_000
"""Gas of a transaction, and at most of one claim in it on a first or a further wallet; a test holds them against
bench/gas/results.json and the chain."""

CLAIMS_A_TRANSACTION = min(MAX_BATCH, BATCH_GAS // CLAIM_GAS)
"""First wallets that one transaction brings."""

STANDING_APPROVAL = 2**256 - 1


@dataclass(frozen=True, slots=True)
class Holder:
    """A wallet to be verified.

    Args:
        name: investor id, or the name of a role or contract that holds on its own account.
        wallet: its address.
        country: ISO 3166-1 numeric.
        valid_until: last day of eligibility.
        investor_class: see `InvestorClass`; 0 may hold money and no securities, as a bond that pays out.
        first_wallet: the same investor's first wallet, None where this is the first.
    """

    name: str
    wallet: str
    country: int
    valid_until: date
    investor_class: int = InvestorClass.PROFESSIONAL
    first_wallet: str | None = None


@dataclass(frozen=True, slots=True)
class Onboarding:
    """What every claim of one onboarding shares.

    Args:
        campaign: campaign id.
        registry: address of the identity registry.
        chain_id: chain that the claims are bound to.
        issued_at: when the issuer vouches [s].
        timezone: zone in which a last day of eligibility ends.
        registrar: brings the claims.
        provider: the claims' issuer, vouches by signature.
        topics: what it vouches for: bit i is the registry's topic of index i.
    """

    campaign: str
    registry: str
    chain_id: int
    issued_at: int
    timezone: str
    registrar: Actor
    provider: LocalAccount
    topics: int = KYC_MASK


def registration_intents(onboarding: Onboarding, holders: Iterable[Holder]) -> Iterator[Intent]:
    """The registrar's transactions that bring all holders, each with as many claims as one carries."""
    return (intent for _, intent in registration_batches(onboarding, holders))


def registration_batches(onboarding: Onboarding, holders: Iterable[Holder]) -> Iterator[tuple[int, Intent]]:
    """The same transactions, each with its number of holders.

    Holders are taken and claims signed as the transactions are asked for; a further wallet comes after its first.
    """
    signer = ClaimSigner(onboarding.registry, onboarding.chain_id, onboarding.provider)
    for group in _batches(holders):
        claims = [claim_of(onboarding, holder) for holder in group]
        signatures = [signer.sign(claim.encoded()) for claim in claims]
        first, last = group[0].name, group[-1].name
        intent = Intent(
            id=intent_id(onboarding.campaign, "register", *(holder.wallet for holder in group)),
            stage="onboard",
            what=f"register {len(group)} holders, {first} to {last}",
            actor=onboarding.registrar,
            to=onboarding.registry,
            data=register_calldata(claims, onboarding.provider.address, signatures),
        )
        yield len(group), intent


def claim_of(onboarding: Onboarding, holder: Holder) -> Claim:
    """What the issuer vouches for of a holder."""
    return Claim(
        wallet=holder.wallet,
        investor=holder.first_wallet or holder.wallet,
        country=holder.country,
        investor_class=holder.investor_class,
        topics=onboarding.topics,
        issued_at=onboarding.issued_at,
        valid_until=end_of(holder.valid_until, onboarding.timezone),
    )


@cache
def end_of(day: date, zone: str) -> int:
    """The last second of a day in a time zone, when an eligibility ends."""
    return timestamp(day, time(23, 59, 59), zone)


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


def settlement_permission_intent(campaign: str, holder: Actor, token: tuple[str, str]) -> Intent:
    """A holder lets the settlement venue of a token move what the holder has signed for there.

    It takes the place of an approval, which a settlement would have to read.

    Args:
        token: contract name and address; its venue is fixed in it.
    """
    return Intent(
        id=intent_id(campaign, "allow settlement", holder.wallet, token[1]),
        stage="onboard",
        what=f"{holder.name} lets its trades settle in {token[0]}",
        actor=holder,
        to=token[1],
        data=calldata(token[0], "allowSettlement", True),  # noqa: FBT003 -- an argument of the contract's
    )


def _batches(holders: Iterable[Holder]) -> Iterator[list[Holder]]:
    group: list[Holder] = []
    gas = 0
    for holder in holders:
        needed = FURTHER_WALLET_GAS if holder.first_wallet not in {None, holder.wallet} else CLAIM_GAS
        if group and (len(group) == CLAIMS_A_TRANSACTION or gas + needed > BATCH_GAS):
            yield group
            group, gas = [], 0
        group.append(holder)
        gas += needed
    if group:
        yield group
