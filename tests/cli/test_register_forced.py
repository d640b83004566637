"""`tenor register force`, `burn`, `recover` and `approve`, as two persons start them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.starting import Tenor, act_options
from tests.contracts.world import World

ACTS = ["force", "burn", "recover"]


@pytest.fixture
def dual(world: World) -> World:
    """The world around a bond whose forced acts need two persons; the outsider's wallet is investor a's second one."""
    other = world.create(dualControl=True)
    other.distribute({world.investor_a: 100, world.investor_b: 50})
    world.register(world.outsider, investor=world.investor_a.wallet)
    return other


def options(world: World, folder: Path, act: str) -> tuple[str, ...]:
    """All that an act names, the same for both persons."""
    a, b, second = world.investor_a.wallet, world.investor_b.wallet, world.outsider.wallet
    own = {
        "force": ("--from", a, "--to", b, "--units", "10"),
        "burn": ("--from", a, "--units", "10"),
        "recover": ("--lost", a, "--new", second),
    }
    return *own[act], *act_options(world, folder)


@pytest.mark.requirement("ONB-15")
@pytest.mark.parametrize(("act", "left"), [("force", 90), ("burn", 90)])
def test_act__token_that_needs_one_person__is_done(
    tenor: Tenor, world: World, tmp_path: Path, act: str, left: int
) -> None:
    world.distribute({world.investor_a: 100, world.investor_b: 50})
    status, out, _ = tenor(act, *options(world, tmp_path, act))
    assert (status, out.startswith("done in transaction 0x")) == (0, True)
    assert world.bond.balanceOf(world.investor_a) == left


def test_recover__lost_wallet__moves_all_to_the_other(tenor: Tenor, world: World, acting: tuple[str, ...]) -> None:
    world.distribute({world.investor_a: 100})
    wallets = ("--lost", world.investor_a.wallet, "--new", world.outsider.wallet)
    status, _, err = tenor("recover", *acting, *wallets)
    assert (status, "NotSameInvestor" in err) == (1, True)
    world.register(world.outsider, investor=world.investor_a.wallet)
    assert tenor("recover", *acting, *wallets)[0] == 0
    assert world.bond.balanceOf(world.outsider) == 100


@pytest.mark.requirement("ONB-17")
@pytest.mark.parametrize("act", ACTS)
def test_approve__second_person__lets_the_act_pass_once(tenor: Tenor, dual: World, tmp_path: Path, act: str) -> None:
    given = options(dual, tmp_path, act)
    status, out, err = tenor(act, *given)
    assert (status, out) == (1, "")
    assert f"tenor register approve {act} --" in err
    assert dual.bond.balanceOf(dual.investor_a) == 100
    status, out, _ = tenor("approve", act, *given, "--approver", dual.custodian.key)
    assert (status, out.startswith("done in transaction 0x")) == (0, True)
    assert tenor(act, *given)[0] == 0
    assert dual.bond.balanceOf(dual.investor_a) == (0 if act == "recover" else 90)
    status, _, err = tenor(act, *given)
    assert (status, "a second person has to approve this act" in err) == (1, True)


@pytest.mark.requirement("ONB-17")
@pytest.mark.parametrize("act", ACTS)
def test_approve__what_the_refusal_says_to_type__is_the_approval_of_the_act(
    tenor: Tenor, dual: World, tmp_path: Path, act: str
) -> None:
    given = options(dual, tmp_path, act)
    told = tenor(act, *given)[2].rpartition("tenor register ")[2].rstrip(".\n")
    typed = told.replace("NODE", dual.chain.url).replace("KEY", dual.custodian.key).split()
    assert tenor(*typed)[0] == 0
    assert tenor(act, *given)[0] == 0


@pytest.mark.requirement("ONB-17")
@pytest.mark.parametrize("act", ["force", "burn"])
def test_approve__by_the_person_who_acts__is_refused_when_acting(
    tenor: Tenor, dual: World, tmp_path: Path, act: str
) -> None:
    given = options(dual, tmp_path, act)
    assert tenor("approve", act, *given, "--approver", dual.officer.key)[0] == 0
    status, _, err = tenor(act, *given)
    assert (status, f"no approval by another than {dual.officer.wallet} stands" in err) == (1, True)
    assert dual.bond.balanceOf(dual.investor_a) == 100


@pytest.mark.requirement("ONB-17")
@pytest.mark.parametrize("act", ACTS)
def test_approve__withdrawn__refuses_the_act_again(tenor: Tenor, dual: World, tmp_path: Path, act: str) -> None:
    given = options(dual, tmp_path, act)
    second = ("approve", act, *given, "--approver", dual.custodian.key)
    assert tenor(*second)[0] == 0
    assert tenor(*second, "--withdraw")[0] == 0
    assert tenor(act, *given)[0] == 1
    status, _, err = tenor(*second, "--withdraw")
    assert (status, "no approval that this key gave stands" in err) == (1, True)


@pytest.mark.requirement("ONB-17")
def test_approve__another_amount_or_document__is_not_for_this_act(tenor: Tenor, dual: World, tmp_path: Path) -> None:
    given = options(dual, tmp_path, "force")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "order.pdf").write_bytes(b"another order")
    more = [{"10": "11"}.get(option, option) for option in given]
    document = [option.replace("order.pdf", "other/order.pdf") for option in given]
    for other in (more, document):
        assert tenor("approve", "force", *other, "--approver", dual.custodian.key)[0] == 0
    assert tenor("force", *given)[0] == 1
    assert dual.bond.balanceOf(dual.investor_a) == 100


def test_approve__by_nobody_of_the_token__exits_2(tenor: Tenor, dual: World, tmp_path: Path) -> None:
    status, out, err = tenor("approve", "burn", *options(dual, tmp_path, "burn"), "--approver", dual.pauser.key)
    assert (status, out) == (2, "")
    assert "is neither a compliance officer nor a custodian of this token" in err
