"""Allowances by signature: once, in time, for one token of one chain, by the holder (ERC-2612, EIP-1271)."""

from __future__ import annotations

import pytest
from eth_abi.abi import encode
from eth_utils.crypto import keccak

from tests.contracts.PermissionedToken.permits import DOMAINS, named, permission, signed, split
from tests.contracts.signing import CHAIN_ID, DOMAIN_TYPE, malleable
from tests.contracts.support import ZERO, Deployed, Refused, Sent, reverts
from tests.contracts.world import World

FORMS = pytest.mark.parametrize("whole", [False, True], ids=["v-r-s", "bytes"])


def permit(world: World, token: Deployed, arguments: tuple[object, ...], signature: bytes, *, whole: bool) -> Sent:
    """Brought by somebody who has no part in it."""
    last = (signature,) if whole else split(signature)
    sent: Sent = token.permit(*arguments, *last, by=world.outsider)
    return sent


@pytest.mark.requirement("TOK-22")
@FORMS
def test_permit__signed_by_the_holder__is_an_allowance(world: World, token: Deployed, *, whole: bool) -> None:
    values = permission(world, token)
    sent = permit(world, token, named(values), signed(world, token, values), whole=whole)
    assert sent.logs == [token.log("Approval", world.investor_a, world.settler, 6)]
    assert token.allowance(world.investor_a, world.settler) == 6
    assert token.nonces(world.investor_a) == values["nonce"] + 1
    token.transferFrom(world.investor_a, world.investor_b, 6, by=world.settler)
    assert token.allowance(world.investor_a, world.settler) == 0


@pytest.mark.requirement("TOK-22")
@FORMS
def test_permit__brought_again__reverts(world: World, token: Deployed, *, whole: bool) -> None:
    values = permission(world, token)
    signature = signed(world, token, values)
    permit(world, token, named(values), signature, whole=whole)
    token.transferFrom(world.investor_a, world.investor_b, 6, by=world.settler)
    for form in (False, True):
        with pytest.raises(Refused, match="ERC2612InvalidSigner"):
            permit(world, token, named(values), signature, whole=form)
    assert token.allowance(world.investor_a, world.settler) == 0


@pytest.mark.requirement("TOK-22")
def test_permit__two_at_a_time__only_in_their_order(world: World, token: Deployed) -> None:
    first, second = permission(world, token), permission(world, token, nonce=1, value=9)
    with pytest.raises(Refused, match="ERC2612InvalidSigner"):
        permit(world, token, named(second), signed(world, token, second), whole=False)
    for values in (first, second):
        permit(world, token, named(values), signed(world, token, values), whole=False)
    assert token.allowance(world.investor_a, world.settler) == 9


@pytest.mark.requirement("TOK-22")
@FORMS
def test_permit__at_its_deadline__counts_and_a_second_later_reverts(
    world: World, token: Deployed, *, whole: bool
) -> None:
    values = permission(world, token)
    last = (signed(world, token, values),) if whole else split(signed(world, token, values))
    snapshot = world.chain.rpc("evm_snapshot")
    token.permit(*named(values), *last, by=world.outsider, at=values["deadline"])
    world.chain.rpc("evm_revert", snapshot)
    with reverts("ERC2612ExpiredSignature", deadline=values["deadline"]):
        token.permit(*named(values), *last, by=world.outsider, at=values["deadline"] + 1)
    assert token.allowance(world.investor_a, world.settler) == 0


@pytest.mark.requirement("TOK-22")
@FORMS
@pytest.mark.parametrize("change", ["owner", "spender", "value", "deadline"])
def test_permit__anything_changed_after_signing__reverts(
    world: World, token: Deployed, change: str, *, whole: bool
) -> None:
    values = permission(world, token)
    signature = signed(world, token, values)
    other = {"owner": world.investor_b.wallet, "spender": world.outsider.wallet}.get(change, 10**10)
    changed = {**values, change: other}
    with pytest.raises(Refused, match="ERC2612InvalidSigner"):
        permit(world, token, named(changed), signature, whole=whole)
    assert token.nonces(world.investor_a) == 0


@pytest.mark.requirement("TOK-22")
def test_permit__signed_by_somebody_else__reverts(world: World, token: Deployed) -> None:
    values = permission(world, token)
    signature = signed(world, token, values, by=world.settler)
    with pytest.raises(Refused, match="ERC2612InvalidSigner"):
        permit(world, token, named(values), signature, whole=False)


@pytest.mark.requirement("TOK-22")
def test_permit__for_another_chain_or_token__reverts(world: World, token: Deployed) -> None:
    values = permission(world, token)
    other = world.cash if token.contract == "Bond" else world.bond
    for signature in (signed(world, token, values, chain_id=CHAIN_ID + 1), signed(world, other, values)):
        with pytest.raises(Refused, match="ERC2612InvalidSigner"):
            permit(world, token, named(values), signature, whole=False)


@pytest.mark.requirement("TOK-22")
def test_permit__for_another_bond_of_the_same_code__reverts(world: World) -> None:
    other = world.create(issueId=b"\x02" * 32).bond
    values = permission(world, world.bond)
    with pytest.raises(Refused, match="ERC2612InvalidSigner"):
        permit(world, other, named(values), signed(world, world.bond, values), whole=True)
    with pytest.raises(Refused, match="ERC2612InvalidSigner"):
        permit(
            world,
            Deployed(world.chain, "Bond", world.plan.deployment.contracts()["BondAdministration"]),
            named(values),
            signed(world, world.bond, values),
            whole=True,
        )


@pytest.mark.requirement("TOK-22")
@FORMS
def test_permit__twin_of_a_signature__reverts(world: World, token: Deployed, *, whole: bool) -> None:
    """Malleability: a second signature of the same key and digest, made by whoever saw the first."""
    values = permission(world, token)
    signature = signed(world, token, values)
    with pytest.raises(Refused, match="ERC2612InvalidSigner"):
        permit(world, token, named(values), malleable(signature), whole=whole)
    permit(world, token, named(values), signature, whole=whole)
    with pytest.raises(Refused, match="ERC2612InvalidSigner"):
        permit(world, token, named(values), malleable(signature), whole=whole)


@pytest.mark.requirement("TOK-22")
def test_permit__of_nobody__reverts(world: World, token: Deployed) -> None:
    """A signature that recovers to nothing must not be the zero address's."""
    values = permission(world, token, owner=ZERO)
    with reverts("ERC2612InvalidSigner", signer=world.settler, owner=ZERO):
        token.permit(*named(values), 99, bytes(32), bytes(32), by=world.outsider)
    with reverts("ERC2612InvalidSigner", signer=world.settler, owner=ZERO):
        token.permit(*named(values), b"", by=world.outsider)


def test_permit__to_nobody__reverts(world: World, token: Deployed) -> None:
    values = permission(world, token, spender=ZERO)
    with reverts("ERC20InvalidSpender", spender=ZERO):
        permit(world, token, named(values), signed(world, token, values), whole=False)


@pytest.mark.requirement("TOK-22")
def test_permit__holder_is_a_contract__counts_by_its_owners_signature(world: World, token: Deployed) -> None:
    wallet = world.deploy("MockWallet", world.investor_a)
    values = permission(world, token, owner=wallet)
    wrong = signed(world, token, values, by=world.investor_b)
    with pytest.raises(Refused, match="ERC2612InvalidSigner"):
        permit(world, token, named(values), wrong, whole=True)
    signature = signed(world, token, values)
    permit(world, token, named(values), signature, whole=True)
    assert token.allowance(wallet, world.settler) == 6
    with pytest.raises(Refused, match="ERC2612InvalidSigner"):
        permit(world, token, named(values), signature, whole=True)


@pytest.mark.requirement("TOK-22")
def test_permit__spender_list_on__lets_only_a_listed_spender_use_it(world: World, token: Deployed) -> None:
    values = permission(world, token)
    permit(world, token, named(values), signed(world, token, values), whole=False)
    token.setRules((0, 0, 0, 0, 0, False, True, False), by=world.officer)
    with pytest.raises(Refused, match="TransferRestricted"):
        token.transferFrom(world.investor_a, world.investor_b, 6, by=world.settler)


@pytest.mark.requirement("TOK-22")
def test_domain_separator__of_a_token__is_its_own_and_told_in_parts(world: World, token: Deployed) -> None:
    """ERC-5267, also after the token got another name: signatures that wallets hold stay good."""
    token.setName("Another name", by=world.issuer if token.contract == "Bond" else world.central_bank)
    name = DOMAINS[token.contract]
    hashes = [keccak(text=text) for text in (DOMAIN_TYPE, name, "1")]
    values = encode(["bytes32", "bytes32", "bytes32", "uint256", "address"], [*hashes, CHAIN_ID, token.wallet])
    assert token.DOMAIN_SEPARATOR() == keccak(values)
    assert token.eip712Domain() == (b"\x0f", name, "1", CHAIN_ID, token.wallet, bytes(32), ())
