from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from eth_account import Account
from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak
from web3 import Web3

from tenor.artifacts.store import load
from tenor.chain.contract import calldata
from tenor.chain.intent import Intent
from tenor.onboarding.claims import Claim, ClaimSigner
from tenor.onboarding.investors import InvestorClass
from tenor.onboarding.register import (
    BATCH_GAS,
    CLAIM_GAS,
    CLAIMS_A_TRANSACTION,
    FURTHER_WALLET_GAS,
    MAX_BATCH,
    Holder,
    Onboarding,
    approval_intent,
    registration_batches,
    registration_intents,
)
from tenor.parties import Actor
from tests.contracts.support import transact
from tests.contracts.world import World
from tests.onboarding.lists import wallet

REGISTRY = to_checksum_address("0x" + "1d" * 20)
ISSUED = int(datetime(2023, 2, 14, 6, tzinfo=UTC).timestamp())
GAS_RESULTS = Path(__file__).parents[2] / "bench" / "gas" / "results.json"


def holder(name: str = "INV-01", index: int = 1, **changes: Any) -> Holder:  # noqa: ANN401 -- any field of Holder
    return replace(Holder(name, wallet(index), 344, date(2033, 6, 30)), **changes)


@pytest.fixture
def onboarding() -> Onboarding:
    provider = Account.from_key("0x" + "42" * 32)
    registrar = Actor("registrar", "dev:3", to_checksum_address("0x" + "99" * 20))
    return Onboarding("test", REGISTRY, 31337, ISSUED, "Asia/Hong_Kong", registrar, provider)


def decoded(intent: Intent) -> dict[str, Any]:
    contract = Web3().eth.contract(abi=load("IdentityRegistry").abi)
    function, arguments = contract.decode_function_input(intent.data)
    assert function.fn_name == "registerSigned"
    wallets = [to_checksum_address((word >> 96).to_bytes(20, "big")) for word in arguments["claims"]]
    investors = arguments["investors"] or wallets
    claims = [
        Claim(
            wallet,
            investor,
            country=word >> 40 & 0x3FF,
            investor_class=word >> 50 & 7,
            topics=word >> 56 & 0xFF,
            issued_at=arguments["issuedAt"],
            valid_until=word & (1 << 40) - 1,
        )
        for wallet, investor, word in zip(wallets, investors, arguments["claims"], strict=True)
    ]
    return {**arguments, "claims": claims}


@pytest.mark.requirement("ONB-3")
@pytest.mark.parametrize("name", ["INV-01", "Jane Doe", "HKID A123456(3)", "issuer"])
def test_registration_intents__investor_id__is_in_no_byte_of_what_is_sent(onboarding: Onboarding, name: str) -> None:
    (intent,) = registration_intents(onboarding, [holder(name)])
    (other,) = registration_intents(onboarding, [holder("another")])
    assert name.encode() not in bytes.fromhex(intent.data.removeprefix("0x"))
    assert intent.data == other.data  # so nothing computed from it, either


@pytest.mark.requirement("ONB-3", "ONB-4")
def test_registration_intents__wallets_of_an_investor__name_its_first(onboarding: Onboarding) -> None:
    first, second = holder("INV-01", 1), holder("INV-02", 2, first_wallet=holder("INV-01", 1).wallet)
    (intent,) = registration_intents(onboarding, [first, second, holder("INV-03", 3)])
    assert [claim.investor for claim in decoded(intent)["claims"]] == [
        first.wallet,
        first.wallet,
        holder(index=3).wallet,
    ]


@pytest.mark.requirement("ONB-4")
def test_registration_intents__same_campaign_again__is_the_same_transaction(onboarding: Onboarding) -> None:
    holders = [holder("INV-01", 1), holder("INV-02", 2)]
    assert list(registration_intents(onboarding, holders)) == list(registration_intents(onboarding, holders))


@pytest.mark.requirement("ONB-5")
def test_registration_intents__claim__says_what_the_holder_is_to_the_end_of_the_last_day(
    onboarding: Onboarding,
) -> None:
    bond = holder("bond", 2, investor_class=InvestorClass.MONEY_ONLY)
    (intent,) = registration_intents(onboarding, [holder(valid_until=date(2024, 6, 30)), bond])
    first, second = decoded(intent)["claims"]
    assert first.valid_until == int(datetime(2024, 6, 30, 15, 59, 59, tzinfo=UTC).timestamp())
    assert (first.issued_at, first.country, first.wallet) == (ISSUED, 344, holder().wallet)
    assert (first.investor_class, first.topics, second.investor_class) == (2, 1, 0)


@pytest.mark.requirement("ONB-5")
def test_registration_intents__signatures__are_the_issuers_of_exactly_the_claims(onboarding: Onboarding) -> None:
    (intent,) = registration_intents(onboarding, [holder("INV-01", 1), holder("INV-02", 2)])
    sent, signer = decoded(intent), ClaimSigner(REGISTRY, 31337, onboarding.provider)
    assert sent["issuer"] == onboarding.provider.address
    claims = [claim.encoded() for claim in sent["claims"]]
    assert [each["r"] + each["vs"] for each in sent["signatures"]] == [signer.sign(claim) for claim in claims]


@pytest.mark.requirement("ONB-6")
def test_registration_intents__600_holders__come_in_bounded_batches_each_holder_once(onboarding: Onboarding) -> None:
    holders = [holder(f"INV-{index:03}", index) for index in range(1, 601)]
    intents = list(registration_intents(onboarding, iter(holders)))
    batches = [decoded(intent)["claims"] for intent in intents]
    assert [len(batch) for batch in batches] == [CLAIMS_A_TRANSACTION, CLAIMS_A_TRANSACTION, 600 % CLAIMS_A_TRANSACTION]
    assert [claim.wallet for batch in batches for claim in batch] == [each.wallet for each in holders]
    assert len({intent.id for intent in intents}) == len(intents)
    assert intents[0].what == f"register {CLAIMS_A_TRANSACTION} holders, INV-001 to INV-{CLAIMS_A_TRANSACTION:03}"


@pytest.mark.requirement("ONB-6")
def test_registration_batches__further_wallets__count_for_what_they_cost(onboarding: Onboarding) -> None:
    first = holder("INV-000", 1_000)
    further = [holder(f"INV-{index:03}", index, first_wallet=first.wallet) for index in range(1, 200)]
    counts = [count for count, _ in registration_batches(onboarding, [first, *further])]
    assert sum(counts) == 200
    assert counts[0] == 1 + (BATCH_GAS - CLAIM_GAS) // FURTHER_WALLET_GAS


@pytest.mark.requirement("ONB-6")
def test_claims_a_transaction__committed_gas_figure__leaves_a_margin_to_the_target() -> None:
    measured = json.loads(GAS_RESULTS.read_text("utf-8"))["onboard_100_each"]
    assert CLAIMS_A_TRANSACTION <= MAX_BATCH
    assert measured * CLAIMS_A_TRANSACTION <= BATCH_GAS
    assert measured * 105 <= CLAIM_GAS * 100  # 5 % and more


@pytest.mark.requirement("ONB-6")
def test_registration_batches__on_the_chain__cost_no_more_than_they_were_sized_for(world: World) -> None:
    onboarding = Onboarding(
        *("gas", world.registry.wallet, world.chain.chain_id, world.now, "UTC"),
        *(world.registrar, world.keys[world.provider.key]),
    )
    people = [holder(f"INV-{index}", index) for index in range(1, CLAIMS_A_TRANSACTION + 1)]
    second = [
        replace(each, wallet=holder(index=1_000 + index).wallet, first_wallet=each.wallet)
        for index, each in enumerate(people[:96])
    ]
    gas = []
    for count, intent in registration_batches(onboarding, [*people, *second]):
        sent = transact(world.chain, world.registrar, intent.to, bytes.fromhex(intent.data[2:]))
        gas.append((count, sent.gas))
    assert [count for count, _ in gas] == [CLAIMS_A_TRANSACTION, 96]
    assert gas[0][1] <= CLAIM_GAS * CLAIMS_A_TRANSACTION
    assert FURTHER_WALLET_GAS * 96 * 8 // 10 < gas[1][1] <= FURTHER_WALLET_GAS * 96 <= BATCH_GAS


@pytest.mark.requirement("ONB-6")
def test_registration_intents__nobody__sends_nothing(onboarding: Onboarding) -> None:
    assert list(registration_intents(onboarding, [])) == []


def test_registration_intents__batch__is_sent_by_the_registrar_to_the_registry(onboarding: Onboarding) -> None:
    (intent,) = registration_intents(onboarding, [holder()])
    assert (intent.actor, intent.to, intent.movements) == (onboarding.registrar, REGISTRY, ())
    selector = keccak(text="registerSigned(address,uint40,uint256[],address[],(bytes32,bytes32)[])")[:4]
    assert intent.data.startswith("0x" + selector.hex())


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
