"""Who may call what: the role that every changing function of every shipped contract asks for, form by form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eth_abi.abi import encode
from eth_utils.abi import abi_to_signature, collapse_if_tuple, function_abi_to_4byte_selector

from tenor.artifacts.store import load
from tenor.parties import Role
from tests.contracts.shipped import SHIPPED

Rule = tuple[str, ...]  # any of these roles; the last is the one that a refusal names; the owner's is ""

ANYBODY: Rule = ()  # what a function does for anybody is bounded by its own tests
OWNER: Rule = ("",)
ISSUER: Rule = ("ISSUER_ROLE",)
REGISTRAR: Rule = ("REGISTRAR_ROLE",)
COMPLIANCE: Rule = ("COMPLIANCE_ROLE",)
CUSTODIAN: Rule = ("CUSTODIAN_ROLE",)
PAUSER: Rule = ("PAUSER_ROLE",)
PAYING_AGENT: Rule = ("PAYING_AGENT_ROLE",)
CALCULATION_AGENT: Rule = ("CALCULATION_AGENT_ROLE",)
CENTRAL_BANK: Rule = ("CENTRAL_BANK_ROLE",)
BANK: Rule = ("BANK_ROLE",)
REFUSED: Rule = ("MintRefused",)  # to everybody, by this error
FACTORY: Rule = ("NotFactory",)  # to everybody but the factory, by this error
LOCKING: Rule = ("LockUnauthorized",)  # to everybody but the settlement venue, by this error
NETTING: Rule = ("NetRefused",)  # the same
PAYMENTS: Rule = ("NotPaymentSystem",)  # to everybody but the payment system, by this error
LENDER: Rule = ("NotCentralBank",)  # to everybody but who has the reserves' bank role, by this error

_RULED = {
    "grantRole": OWNER, "revokeRole": OWNER, "renounceRole": ANYBODY, "transferOwnership": OWNER, "addAgent": OWNER,
    "removeAgent": OWNER,
}  # fmt: skip
_TOKEN = {
    **_RULED,
    "transfer": ANYBODY, "transferFrom": ANYBODY, "approve": ANYBODY, "batchTransfer": ANYBODY,
    "allowSettlement": ANYBODY, "permit": ANYBODY, "withdrawAct": ANYBODY, "redeem": ANYBODY,
    "forcedTransfer": COMPLIANCE, "batchForcedTransfer": COMPLIANCE, "burn": COMPLIANCE, "batchBurn": COMPLIANCE,
    "setAddressFrozen": COMPLIANCE, "batchSetAddressFrozen": COMPLIANCE, "freezePartialTokens": COMPLIANCE,
    "batchFreezePartialTokens": COMPLIANCE, "unfreezePartialTokens": COMPLIANCE,
    "batchUnfreezePartialTokens": COMPLIANCE, "setFrozenTokens": COMPLIANCE,
    "setRules": COMPLIANCE, "setLimits": COMPLIANCE, "setCountries": COMPLIANCE, "setSpender": COMPLIANCE,
    "approveTransfer": CUSTODIAN, "approveAct": (*CUSTODIAN, *COMPLIANCE), "recoveryAddress": REGISTRAR,
    "createLock": ANYBODY, "createLockFor": LOCKING, "delegateLock": ANYBODY, "spendLock": ANYBODY,
    "cancelLock": ANYBODY, "transferReleasing": ANYBODY, "settleNet": NETTING,
    "pause": PAUSER, "unpause": PAUSER, "setDocument": ISSUER, "removeDocument": ISSUER,
    "setName": OWNER, "setSymbol": OWNER, "setOnchainID": OWNER, "setIdentityRegistry": OWNER, "setCompliance": OWNER,
}  # fmt: skip
_BOND = {
    **_TOKEN, "mint": ISSUER, "batchMint": ISSUER, "fundCoupon": PAYING_AGENT, "fundRedemption": PAYING_AGENT,
    "payCoupons": ANYBODY, "initialize": FACTORY, "setWithholding": ISSUER, "setTaxAuthority": ISSUER,
    "remitTax": PAYING_AGENT, "returnUnclaimed": ISSUER, "returnRounding": ANYBODY, "proposeFixing": CALCULATION_AGENT,
    "disputeFixing": ISSUER, "confirmFixing": ANYBODY, "proposeTarget": CALCULATION_AGENT, "disputeTarget": ISSUER,
    "confirmEnding": ANYBODY, "giveCallNotice": ISSUER, "giveMakeWholeNotice": ISSUER, "callPart": ISSUER,
    "fixReferenceYield": CALCULATION_AGENT, "givePutNotice": ANYBODY, "redeemPuts": PAYING_AGENT,
    "declareDefault": ANYBODY, "declarePutDefault": ANYBODY, "renewVote": ANYBODY, "vote": ANYBODY,
    "accelerate": ANYBODY, "cure": ANYBODY,
    "distribute": PAYING_AGENT, "payRecoveries": ANYBODY, "proposeTerms": ISSUER, "proposeStandstill": ISSUER,
    "closeConsent": ANYBODY,
}  # fmt: skip
_CASH = {**_TOKEN, "payEach": ANYBODY, "mint": CENTRAL_BANK, "mint(address,uint256)": REFUSED, "batchMint": REFUSED}
_DEPOSIT = {
    **_CASH, "mint": BANK, "openAccounts": BANK, "closeAccount": BANK, "debit": PAYMENTS, "debitLocked": PAYMENTS,
    "credit": PAYMENTS,
}  # fmt: skip
_INTEREST_DEPOSIT = {**_DEPOSIT, "setRates": BANK, "creditInterest": BANK}
_REGISTRY = {
    **_RULED,
    "refresh": ANYBODY, "refreshContract": ANYBODY, "revokeClaim": ANYBODY,
    "registerSigned": REGISTRAR, "revoke": REGISTRAR, "registerIdentity": REGISTRAR, "batchRegisterIdentity": REGISTRAR,
    "deleteIdentity": REGISTRAR, "updateCountry": REGISTRAR, "updateIdentity": REGISTRAR,
    "updateInvestorClass": REGISTRAR, "addIdentityToStorage": REGISTRAR, "removeIdentityFromStorage": REGISTRAR,
    "modifyStoredInvestorCountry": REGISTRAR, "modifyStoredIdentity": REGISTRAR,
    "setContractTerm": OWNER, "defineTopic": OWNER, "addClaimTopic": OWNER, "removeClaimTopic": OWNER,
    "addTrustedIssuer": OWNER, "removeTrustedIssuer": OWNER, "updateIssuerClaimTopics": OWNER,
    "bindIdentityRegistry": OWNER, "unbindIdentityRegistry": OWNER, "setIdentityRegistryStorage": OWNER,
    "setClaimTopicsRegistry": OWNER, "setTrustedIssuersRegistry": OWNER,
}  # fmt: skip

MATRIX: dict[str, dict[str, Rule]] = {
    "Bond": _BOND,
    "BondAdministration": _BOND,
    "BondEnforcement": _BOND,
    "BondFactory": {"createBond": ANYBODY},
    "BondFixing": _BOND,
    "BondOptions": _BOND,
    "BondPricing": _BOND,
    "BondServicing": _BOND,
    "BondTrouble": _BOND,
    "CashAdministration": _CASH,
    "CashEnforcement": _CASH,
    "CashToken": _CASH,
    "DecryptionContract": dict.fromkeys(
        ("inceptTransfer", "transferAndDecrypt", "cancelAndDecrypt", "releaseKey"), ANYBODY
    ),
    "DeliveryVersusPayment": dict.fromkeys(
        (
            "settle",
            "revoke",
            "affirm",
            "withdraw",
            "matchTrade",
            "settleMatched",
            "settlePart",
            "hold",
            "cancel",
            "expire",
            "settleCycle",
            "settleAgreedCycle",
            "agreeCycle",
            "settleLegs",
            "affirmLegs",
        ),
        ANYBODY,
    ),
    "DepositAdministration": _DEPOSIT,
    "DepositEnforcement": _DEPOSIT,
    "DepositToken": _DEPOSIT,
    "IdentityRegistry": _REGISTRY,
    "InterbankPayments": dict.fromkeys(
        (
            "join",
            "setBank",
            "pay",
            "paySigned",
            "accept",
            "refuse",
            "confirm",
            "reverse",
            "requestRecall",
            "complete",
            "setCap",
            "setBilateralLimit",
            "requeue",
            "settleSession",
            "passEnded",
            "carry",
        ),
        ANYBODY,
    ),
    "InterestDepositAdministration": _INTEREST_DEPOSIT,
    "InterestDepositEnforcement": _INTEREST_DEPOSIT,
    "InterestDepositToken": _INTEREST_DEPOSIT,
    "IntradayCredit": {
        "start": LENDER,
        "setHours": LENDER,
        "setOpen": LENDER,
        "setLimit": LENDER,
        "setLendingValue": LENDER,
        "enforce": LENDER,
        "draw": ANYBODY,
        "repay": ANYBODY,
        "release": ANYBODY,
    },
    "LockingContract": dict.fromkeys(
        ("inceptTransfer", "confirmTransfer", "cancelTransfer", "transferWithKey"), ANYBODY
    ),
    "SealedBids": dict.fromkeys(("openAuction", "commit", "open", "forfeit"), ANYBODY),
    "TestStablecoin": dict.fromkeys(("transfer", "transferFrom", "approve", "permit", "faucet"), ANYBODY),
}
"""Contract -> name of a function, or one form of it in full -> who may call it."""

_TOKEN_HOLDERS = {
    "REGISTRAR_ROLE": Role.REGISTRAR, "COMPLIANCE_ROLE": Role.COMPLIANCE_OFFICER, "CUSTODIAN_ROLE": Role.CUSTODIAN,
    "PAUSER_ROLE": Role.PAUSER,
}  # fmt: skip
HOLDERS: dict[str, dict[str, Role | None]] = {
    "Bond": {
        **_TOKEN_HOLDERS, "": Role.ISSUER, "ISSUER_ROLE": Role.ISSUER, "PAYING_AGENT_ROLE": Role.PAYING_AGENT,
        "PAYMENT_APPROVER_ROLE": Role.PAYMENT_APPROVER, "CALCULATION_AGENT_ROLE": None,
    },
    "CashToken": {**_TOKEN_HOLDERS, "": Role.CENTRAL_BANK, "CENTRAL_BANK_ROLE": Role.CENTRAL_BANK},
    "DepositToken": {**_TOKEN_HOLDERS, "": Role.CENTRAL_BANK, "BANK_ROLE": Role.CENTRAL_BANK},
    "InterestDepositToken": {**_TOKEN_HOLDERS, "": Role.CENTRAL_BANK, "BANK_ROLE": Role.CENTRAL_BANK},
    "IdentityRegistry": {"": Role.OPERATOR, "REGISTRAR_ROLE": Role.REGISTRAR},
}  # fmt: skip
"""Contract -> role -> who holds it after a deployment; a bond without fixings has no calculation agent, and what a
token delegates to no holder of any role."""


def changing(contract: str) -> dict[str, dict[str, Any]]:
    """Every form of the contract's functions that change something: its signature and its ABI entry."""
    return {
        abi_to_signature(entry): entry  # type: ignore[arg-type]
        for entry in load(contract).abi
        if entry["type"] == "function" and entry["stateMutability"] not in {"view", "pure"}
    }


def rule_of(contract: str, form: str) -> Rule:
    """Who may call one form; a KeyError is a function without a row."""
    rows = MATRIX[contract]
    return rows[form] if form in rows else rows[form.partition("(")[0]]


CELLS = [(contract, form) for contract in SHIPPED for form in sorted(changing(contract))]


def any_call(contract: str, form: str) -> bytes:
    """Calldata with any arguments: a role is asked for before they are looked at."""
    entry: Any = changing(contract)[form]
    types = [collapse_if_tuple(member) for member in entry["inputs"]]
    return function_abi_to_4byte_selector(entry) + encode(types, [_blank(member) for member in entry["inputs"]])


def _blank(member: Mapping[str, Any]) -> object:
    kind: str = member["type"]
    if kind.endswith("[]"):
        return []
    if kind.endswith("]"):
        return [0] * int(kind[kind.index("[") + 1 : -1])
    if kind == "tuple":
        return tuple(_blank(part) for part in member["components"])
    if kind.startswith("bytes"):
        return bytes(int(kind[5:] or 0))
    return {"address": "0x" + "11" * 20, "bool": True, "string": ""}.get(kind, 0)
