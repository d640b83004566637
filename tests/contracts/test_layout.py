"""A token and what it delegates to are one contract in pieces: one storage, one set of functions, no life apart."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any

import pytest
from eth_utils.abi import abi_to_signature, function_abi_to_4byte_selector

from tenor.artifacts.store import load
from tenor.parties import Actor
from tests.contracts.PermissionedToken.permits import named, permission, signed
from tests.contracts.role_matrix import ANYBODY, any_call, changing, rule_of
from tests.contracts.support import ZERO, Deployed, Refused, read, transact
from tests.contracts.world import World

KINDS = {
    "Bond": (
        "BondServicing",
        "BondAdministration",
        "BondEnforcement",
        "BondFixing",
        "BondOptions",
        "BondTrouble",
        "BondPricing",
    ),
    "CashToken": ("CashAdministration", "CashEnforcement"),
    "DepositToken": ("DepositAdministration", "DepositEnforcement"),
    "InterestDepositToken": ("InterestDepositAdministration", "InterestDepositEnforcement"),
}
DELEGATES = [delegate for delegates in KINDS.values() for delegate in delegates]
UNUSED = {"_nameFallback", "_versionFallback"}  # see test_layout__long_names_of_signatures__are_never_stored
PAIRS = [pair for token, delegates in KINDS.items() for pair in combinations((token, *delegates), 2)]


def layout(contract: str) -> dict[str, tuple[int, int, str]]:
    """Every variable in storage: its slot, its place in the slot [bytes], and all of its type."""
    found = load(contract).storage_layout

    def shape(name: str) -> str:
        kind: dict[str, Any] = found["types"][name]
        label = re.sub(r"struct [\w.]+", "struct", kind["label"])  # its name may differ, its members may not
        parts = [
            f"{each['label']}@{each['slot']}+{each['offset']}:{shape(each['type'])}" for each in kind.get("members", [])
        ]
        inner = [shape(kind[part]) for part in ("key", "value", "base") if part in kind]
        return f"{label}[{kind['numberOfBytes']}]({', '.join([*parts, *inner])})"

    return {each["label"]: (int(each["slot"]), each["offset"], shape(each["type"])) for each in found["storage"]}


def functions(contract: str) -> dict[str, bytes]:
    """Signature -> selector of every function of an artifact's ABI."""
    entries: list[Any] = [entry for entry in load(contract).abi if entry["type"] == "function"]
    return {abi_to_signature(entry): function_abi_to_4byte_selector(entry) for entry in entries}


def addresses_of(world: World) -> dict[str, str]:
    """Where every contract is, by its name; of deposits, those at the central bank."""
    return {**{name: each.wallet for name, each in world.banking.items()}, **world.plan.deployment.contracts()}


def own_functions(token: str) -> set[str]:
    """What a token answers itself: not of its delegates, or of the code that it is made of."""
    theirs = {form for delegate in KINDS[token] for form in functions(delegate)}
    return {form for form in functions(token) if form not in theirs} | set(functions("PermissionedToken"))


def storage(world: World) -> list[str]:
    """The hash of all that the tokens and the register keep."""
    keepers = (world.bond, world.cash, world.registry)
    proofs: list[Any] = [world.chain.rpc("eth_getProof", keeper.wallet, [], "latest") for keeper in keepers]
    return [proof["storageHash"] for proof in proofs]


@pytest.mark.requirement("TOK-26")
@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_layout__two_pieces_of_a_token__have_every_shared_variable_in_the_same_place(one: str, other: str) -> None:
    first, second = layout(one), layout(other)
    shared = first.keys() & second.keys()
    assert {"_roles", "_owner", "_state", "_holdings", "_limits", "_documents"} <= shared
    assert {name: first[name] for name in shared} == {name: second[name] for name in shared}


@pytest.mark.requirement("TOK-26")
@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_layout__two_pieces_of_a_token__have_no_slot_for_two_things(one: str, other: str) -> None:
    """Audius, July 2022: two contracts on one storage that each had a variable of its own in the same slot."""
    first, second = (
        {place[:2]: name for name, place in layout(piece).items() if name not in UNUSED} for piece in (one, other)
    )
    twice = {place: {first[place], second[place]} for place in first.keys() & second.keys()}
    assert {place: names for place, names in twice.items() if len(names) > 1} == {}


@pytest.mark.requirement("TOK-26")
@pytest.mark.parametrize("name", ["bond", "cash"])
def test_layout__long_names_of_signatures__are_never_stored(world: World, name: str) -> None:
    """Two strings of the library for EIP-712, which serve names of 32 bytes and more: with ours nothing reads them."""
    _, domain, version, *_ = getattr(world, name).eip712Domain()
    assert max(len(domain.encode()), len(version.encode())) < 32


@pytest.mark.requirement("TOK-26")
@pytest.mark.parametrize("token", KINDS)
def test_selectors__whole_face_of_a_token__has_one_function_each(token: str) -> None:
    """The compiler sees collisions within one contract only, and a token is several."""
    selectors = functions(token)
    assert len(set(selectors.values())) == len(selectors)
    assert len(selectors) > 90


@pytest.mark.requirement("TOK-26")
@pytest.mark.parametrize("token", KINDS)
def test_selectors__of_several_pieces__are_of_the_code_that_both_have(token: str) -> None:
    """What one piece answers before it would delegate is the same code as the next one's, or else hides it."""
    pieces = {delegate: set(functions(delegate)) for delegate in KINDS[token]}
    signed = {piece for piece, forms in pieces.items() if "eip712Domain()" in forms}
    assert own_functions(token) & set().union(*pieces.values()) == set()
    for one, other in combinations(pieces, 2):
        both = {re.sub("^(Bond|Cash|(Interest)?Deposit)", "", piece) for piece in (one, other)}
        expected = set(functions("OwnedRoles")) if both == {"Administration", "Enforcement"} else set()
        expected |= {"eip712Domain()"} if {one, other} <= signed else set()
        assert pieces[one] & pieces[other] == expected


@pytest.mark.requirement("TOK-26")
@pytest.mark.parametrize("token", KINDS)
def test_selectors__every_function_of_the_face__is_answered_by_its_piece(world: World, token: str) -> None:
    addresses = addresses_of(world)
    pieces = {addresses[token].lower(): token, **{addresses[each].lower(): each for each in KINDS[token]}}
    for form, selector in functions(token).items():
        expected = next((each for each in KINDS[token] if form in functions(each)), token)
        call = {"to": addresses[token], "data": "0x" + (selector + bytes(32 * 20)).hex(), "from": world.outsider.wallet}
        trace: Any = world.chain.rpc("debug_traceCall", call, "latest", {"tracer": "callTracer"})
        deepest, delegated = pieces[trace["to"].lower()], trace
        while delegated:
            deepest = pieces.get(delegated["to"].lower(), deepest)
            below = [each for each in delegated.get("calls", []) if each["type"] == "DELEGATECALL"]
            delegated = below[0] if below else None
        assert deepest == expected, form


@pytest.mark.requirement("TOK-26")
@pytest.mark.parametrize("token", ["bond", "cash"])
@pytest.mark.parametrize("data", ["deadbeef", "", "00"])
def test_fallback__function_that_no_piece_has__reverts(world: World, token: str, data: str) -> None:
    with pytest.raises(Refused):
        read(world.chain, getattr(world, token).wallet, bytes.fromhex(data))


@pytest.mark.requirement("TOK-26")
@pytest.mark.parametrize("token", ["bond", "cash"])
def test_fallback__money_of_the_chain__is_refused(world: World, token: str) -> None:
    """Ether sent to a token would be lost."""
    for data in ("0x", "0x8456cb59"):
        call = {"from": world.pauser.wallet, "to": getattr(world, token).wallet, "value": "0x1", "data": data}
        receipt: Any = None
        transaction = world.chain.rpc("eth_sendTransaction", {**call, "gas": hex(10**6)})
        while receipt is None:
            receipt = world.chain.rpc("eth_getTransactionReceipt", transaction)
        assert receipt["status"] == "0x0"


@pytest.mark.requirement("TOK-26")
@pytest.mark.parametrize("delegate", DELEGATES)
def test_delegate__called_directly__touches_no_token_whoever_calls(world: World, delegate: str) -> None:
    """It keeps books of its own at most, on which nobody holds anything."""
    address = addresses_of(world)[delegate]
    people: list[Actor] = [*world.actors, world.become(world.bond.wallet), world.become(world.cash.wallet)]
    before = storage(world)
    for form in changing(delegate):
        data = any_call(delegate, form)
        for person in people:
            try:
                sent = transact(world.chain, person, address, data)
            except Refused:
                continue
            assert rule_of(delegate, form) == ANYBODY, form
            assert {log.emitter for log in sent.logs} <= {address}, form
    assert storage(world) == before


@pytest.mark.requirement("TOK-26")
@pytest.mark.parametrize("delegate", DELEGATES)
def test_delegate__asked_directly__has_no_owner_no_units_and_no_name_in_the_register(
    world: World, delegate: str
) -> None:
    piece = Deployed(world.chain, delegate, addresses_of(world)[delegate])
    if delegate.endswith("Administration"):
        assert piece.owner() == ZERO
        assert not any(piece.isAgent(actor) for actor in world.actors)
    if "hasRole(bytes32,address)" in functions(delegate):
        assert not any(piece.hasRole(bytes(32), actor) for actor in world.actors)
    assert not world.registry.contains(piece)
    assert world.chain.web3.eth.get_balance(piece.wallet) == 0  # type: ignore[arg-type]


@pytest.mark.requirement("TOK-22", "TOK-26")
@pytest.mark.parametrize("name", ["bond", "cash"])
def test_delegate__permit_brought_to_it__is_no_allowance_at_the_token(world: World, name: str) -> None:
    token: Deployed = getattr(world, name)
    (name,) = (each for each in KINDS[token.contract] if each.endswith("Administration"))
    delegate = Deployed(world.chain, token.contract, world.plan.deployment.contracts()[name])
    values = permission(world, token)
    last = signed(world, delegate, values)
    with pytest.raises(Refused):
        token.permit(*named(values), last, by=world.outsider)
    delegate.permit(*named(values), last, by=world.outsider)
    assert (token.allowance(world.investor_a, world.settler), token.nonces(world.investor_a)) == (0, 0)


@pytest.mark.requirement("TOK-26")
@pytest.mark.parametrize("contract", ["Bond", "CashToken", *DELEGATES, "BondFactory", "IdentityRegistry"])
def test_size__every_piece__fits_the_limit_of_the_chain(contract: str) -> None:
    assert 0 < load(contract).size <= 24_576
