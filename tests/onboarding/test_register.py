from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from eth_abi.abi import encode
from eth_account import Account
from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak
from web3 import Web3

from tenor.artifacts.store import load
from tenor.chain.contract import calldata
from tenor.chain.intent import Intent
from tenor.onboarding.register import CLAIMS_A_TRANSACTION, Holder, Onboarding, approval_intent, registration_intents
from tenor.parties import Actor

REGISTRY = to_checksum_address("0x" + "1d" * 20)
TYPE = "IdentityClaim(address wallet,bytes8 investor,uint16 country,uint40 issuedAt,uint40 validUntil,bool moneyOnly)"
MEMBERS = ["address", "bytes8", "uint16", "uint40", "uint40", "bool"]
DOMAIN = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
ISSUED = int(datetime(2023, 2, 14, 6, tzinfo=UTC).timestamp())


def holder(name: str = "INV-01", index: int = 1, **changes: Any) -> Holder:  # noqa: ANN401 -- any field of Holder
    wallet = to_checksum_address(f"0x{index:040x}")
    return replace(Holder(name, wallet, 344, date(2024, 6, 30)), **changes)


@pytest.fixture
def onboarding() -> Onboarding:
    provider = Account.from_key("0x" + "42" * 32)
    registrar = Actor("registrar", "dev:3", to_checksum_address("0x" + "99" * 20))
    return Onboarding("test", REGISTRY, 31337, ISSUED, "Asia/Hong_Kong", registrar, provider)


def decoded(intent: Intent) -> dict[str, Any]:
    contract = Web3().eth.contract(abi=load("IdentityRegistry").abi)
    function, arguments = contract.decode_function_input(intent.data)
    assert function.fn_name == "register"
    return dict(arguments)


def reference(onboarding: Onboarding, name: str, index: int = 1) -> bytes:
    (intent,) = registration_intents(onboarding, [holder(name, index)])
    return bytes(decoded(intent)["claims"][0]["investor"])


@pytest.mark.requirement("ONB-3")
@pytest.mark.parametrize("name", ["INV-01", "Jane Doe", "HKID A123456(3)", "issuer"])
def test_registration_intents__investor_id__is_in_no_byte_of_what_is_sent(onboarding: Onboarding, name: str) -> None:
    (intent,) = registration_intents(onboarding, [holder(name)])
    data = bytes.fromhex(intent.data.removeprefix("0x"))
    assert name.encode() not in data
    assert keccak(text=name)[:8] not in data  # an unsalted hash could be guessed from a list of ids


@pytest.mark.requirement("ONB-3")
def test_registration_intents__reference__depends_on_a_secret_of_the_provider(onboarding: Onboarding) -> None:
    another = replace(onboarding, provider=Account.from_key("0x" + "43" * 32))
    assert reference(onboarding, "INV-01") != reference(another, "INV-01")
    assert reference(onboarding, "INV-01") != reference(replace(onboarding, campaign="other"), "INV-01")


@pytest.mark.requirement("ONB-4")
def test_registration_intents__two_wallets_of_an_investor__have_the_same_reference(onboarding: Onboarding) -> None:
    assert reference(onboarding, "INV-01", 1) == reference(onboarding, "INV-01", 2)
    assert reference(onboarding, "INV-01") != reference(onboarding, "INV-02")
    assert len(reference(onboarding, "INV-01")) == 8


@pytest.mark.requirement("ONB-4")
def test_registration_intents__same_campaign_again__is_the_same_transaction(onboarding: Onboarding) -> None:
    holders = [holder("INV-01", 1), holder("INV-02", 2)]
    assert list(registration_intents(onboarding, holders)) == list(registration_intents(onboarding, holders))


@pytest.mark.requirement("ONB-5")
def test_registration_intents__claim__is_valid_to_the_end_of_its_last_day_in_the_bonds_zone(
    onboarding: Onboarding,
) -> None:
    (intent,) = registration_intents(onboarding, [holder(valid_until=date(2024, 6, 30))])
    claim = decoded(intent)["claims"][0]
    assert claim["validUntil"] == int(datetime(2024, 6, 30, 15, 59, 59, tzinfo=UTC).timestamp())
    assert (claim["issuedAt"], claim["country"], claim["wallet"]) == (ISSUED, 344, holder().wallet)


def digest(registry: str, chain_id: int, claim: dict[str, Any]) -> bytes:
    """What the provider signs, put together here from the text of EIP-712."""
    names = [keccak(text=DOMAIN), keccak(text="Tenor Identity Registry"), keccak(text="1")]
    domain = keccak(encode(["bytes32"] * 3 + ["uint256", "address"], [*names, chain_id, registry]))
    values = [claim[name] for name in ("wallet", "investor", "country", "issuedAt", "validUntil", "moneyOnly")]
    struct = keccak(encode(["bytes32", *MEMBERS], [keccak(text=TYPE), *values]))
    return keccak(b"\x19\x01" + domain + struct)


def signer(signed: bytes, signature: bytes) -> str:
    return str(Account._recover_hash(signed, signature=signature))  # noqa: SLF001 -- the library's only way from a hash


@pytest.mark.requirement("ONB-5")
def test_registration_intents__signature__recovers_to_the_provider(onboarding: Onboarding) -> None:
    (intent,) = registration_intents(onboarding, [holder("INV-01", 1), holder("INV-02", 2)])
    sent = decoded(intent)
    assert sent["provider"] == onboarding.provider.address
    for claim, signature in zip(sent["claims"], sent["signatures"], strict=True):
        assert signer(digest(REGISTRY, 31337, claim), signature) == onboarding.provider.address


@pytest.mark.requirement("ONB-5")
def test_registration_intents__other_registry_chain_or_claim__is_not_signed(onboarding: Onboarding) -> None:
    (intent,) = registration_intents(onboarding, [holder()])
    sent = decoded(intent)
    claim, signature = sent["claims"][0], sent["signatures"][0]
    longer = {**claim, "validUntil": claim["validUntil"] + 1}
    narrower = {**claim, "moneyOnly": True}
    elsewhere = [digest(holder().wallet, 31337, claim), digest(REGISTRY, 1, claim)]
    for other in (*elsewhere, digest(REGISTRY, 31337, longer), digest(REGISTRY, 31337, narrower)):
        assert signer(other, signature) != onboarding.provider.address


@pytest.mark.requirement("ONB-6")
def test_registration_intents__250_holders__come_in_bounded_batches_each_holder_once(
    onboarding: Onboarding,
) -> None:
    holders = [holder(f"INV-{index:03}", index) for index in range(1, 251)]
    intents = list(registration_intents(onboarding, holders))
    batches = [decoded(intent)["claims"] for intent in intents]
    assert max(len(batch) for batch in batches) == CLAIMS_A_TRANSACTION
    assert len(batches) == -(-250 // CLAIMS_A_TRANSACTION)
    assert [claim["wallet"] for batch in batches for claim in batch] == [each.wallet for each in holders]
    assert len({intent.id for intent in intents}) == len(intents)
    assert intents[0].what == f"register {CLAIMS_A_TRANSACTION} holders, INV-001 to INV-{CLAIMS_A_TRANSACTION:03}"


@pytest.mark.requirement("ONB-6")
def test_registration_intents__nobody__sends_nothing(onboarding: Onboarding) -> None:
    assert list(registration_intents(onboarding, [])) == []


def test_registration_intents__batch__is_sent_by_the_registrar_to_the_registry(onboarding: Onboarding) -> None:
    (intent,) = registration_intents(onboarding, [holder()])
    assert (intent.actor, intent.to, intent.movements) == (onboarding.registrar, REGISTRY, ())


@pytest.mark.requirement("ONB-7")
def test_approval_intent__holder__lets_one_contract_move_one_token() -> None:
    actor = Actor("INV-01", "dev:20", holder().wallet)
    token, spender = ("Bond", holder(index=2).wallet), ("DeliveryVersusPayment", holder(index=3).wallet)
    intent = approval_intent("test", actor, token, spender)
    assert (intent.actor, intent.to) == (actor, token[1])
    assert intent.data == calldata("Bond", "approve", spender[1], 2**256 - 1)
    assert intent.what == "INV-01 lets DeliveryVersusPayment settle its Bond"
    cash = ("CashToken", holder(index=4).wallet)
    other_token, other_spender = (approval_intent("test", actor, *pair) for pair in ((cash, spender), (token, cash)))
    assert len({intent.id, other_token.id, other_spender.id}) == 3
