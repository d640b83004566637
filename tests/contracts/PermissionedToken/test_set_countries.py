"""Which countries may receive: a list of all three-digit codes, to allow or to restrict."""

from __future__ import annotations

import pytest

from tests.contracts.restrictions import ALLOWED, ANY_COUNTRY, RESTRICTED, Restriction, bitmap, restricted
from tests.contracts.support import Deployed, reverts, unauthorized
from tests.contracts.world import HONG_KONG, World

EDGES = [1, 255, 256, 511, 512, 767, 768, 999]  # first and last code of each word of the list


@pytest.mark.requirement("TOK-8", "TOK-16")
@pytest.mark.parametrize("rule", [ANY_COUNTRY, ALLOWED, RESTRICTED])
def test_set_countries__by_the_officer__replaces_rule_and_list(world: World, token: Deployed, rule: int) -> None:
    token.setCountries(RESTRICTED, 0, bitmap(1, 2, 3), by=world.officer)
    countries = bitmap(*EDGES)
    sent = token.setCountries(rule, 0, countries, by=world.officer)
    assert sent.logs == [token.log("CountriesSet", rule, 0, countries, world.officer)]
    assert token.countries() == (rule, 0, countries)


@pytest.mark.requirement("TOK-16")
@pytest.mark.parametrize("country", EDGES)
def test_set_countries__only_these__lets_exactly_these_receive(world: World, token: Deployed, country: int) -> None:
    world.register(world.outsider, country=country)
    token.setCountries(ALLOWED, 0, bitmap(country), by=world.officer)
    token.transfer(world.outsider, 4, by=world.investor_a)
    everywhere_else = tuple(2**256 - 1 - word for word in bitmap(country))
    token.setCountries(ALLOWED, 0, everywhere_else, by=world.officer)
    with restricted(Restriction.COUNTRY, world.investor_a, world.outsider, 4):
        token.transfer(world.outsider, 4, by=world.investor_a)
    assert (token.canReceive(world.outsider), token.canReceive(world.investor_b)) == (False, True)


@pytest.mark.requirement("TOK-16")
@pytest.mark.parametrize("country", EDGES)
def test_set_countries__all_but_these__keeps_exactly_these_out(world: World, token: Deployed, country: int) -> None:
    world.register(world.outsider, country=country)
    token.setCountries(RESTRICTED, 0, bitmap(country), by=world.officer)
    with restricted(Restriction.COUNTRY, world.investor_a, world.outsider, 4):
        token.transfer(world.outsider, 4, by=world.investor_a)
    everywhere_else = tuple(2**256 - 1 - word for word in bitmap(country))
    token.setCountries(RESTRICTED, 0, everywhere_else, by=world.officer)
    token.transfer(world.outsider, 4, by=world.investor_a)
    assert token.balanceOf(world.outsider) == 4


@pytest.mark.requirement("TOK-16")
def test_set_countries__empty_list__allows_nobody_or_restricts_nobody(world: World, token: Deployed) -> None:
    token.setCountries(ALLOWED, 0, bitmap(), by=world.officer)
    with restricted(Restriction.COUNTRY, world.investor_a, world.investor_b, 4):
        token.transfer(world.investor_b, 4, by=world.investor_a)
    for rule in (RESTRICTED, ANY_COUNTRY):
        token.setCountries(rule, 0, bitmap(), by=world.officer)
        token.transfer(world.investor_b, 2, by=world.investor_a)
    assert token.balanceOf(world.investor_b) == 24


@pytest.mark.requirement("TOK-16")
def test_set_countries__senders_country__does_not_matter(world: World, token: Deployed) -> None:
    world.register(world.outsider, country=702)
    token.setCountries(RESTRICTED, 0, bitmap(HONG_KONG), by=world.officer)
    token.transfer(world.outsider, 4, by=world.investor_a)
    assert token.balanceOf(world.outsider) == 4


@pytest.mark.requirement("TOK-16")
def test_set_countries__of_one_token__leaves_the_other(world: World) -> None:
    world.distribute({world.investor_a: 10})
    world.mint(world.investor_a, 10)
    world.bond.setCountries(ALLOWED, 0, bitmap(), by=world.officer)
    world.cash.transfer(world.investor_b, 4, by=world.investor_a)
    assert world.cash.countries() == (ANY_COUNTRY, 0, (0, 0, 0, 0))


@pytest.mark.requirement("TOK-16")
@pytest.mark.parametrize("rule", [ALLOWED, RESTRICTED])
@pytest.mark.parametrize("home", EDGES)
def test_set_countries__home_country_that_passes__changes_nothing_for_the_others(
    world: World, token: Deployed, rule: int, home: int
) -> None:
    """It saves a look at the list, and decides nothing."""
    other = 702
    world.register(world.outsider, country=home)
    world.register(world.investor_c, country=other)
    listed = bitmap(home) if rule == ALLOWED else bitmap(other)
    sent = token.setCountries(rule, home, listed, by=world.officer)
    assert sent.logs == [token.log("CountriesSet", rule, home, listed, world.officer)]
    assert token.countries() == (rule, home, listed)
    token.transfer(world.outsider, 4, by=world.investor_a)
    with restricted(Restriction.COUNTRY, world.investor_b, world.investor_c, 4):
        token.transfer(world.investor_c, 4, by=world.investor_b)
    token.setCountries(RESTRICTED, 0, bitmap(home), by=world.officer)
    with restricted(Restriction.COUNTRY, world.investor_b, world.outsider, 4):
        token.transfer(world.outsider, 4, by=world.investor_b)


@pytest.mark.requirement("TOK-16")
@pytest.mark.parametrize(
    ("rule", "home", "listed"),
    [
        (ALLOWED, HONG_KONG, (702,)),
        (RESTRICTED, HONG_KONG, (HONG_KONG, 702)),
        (ALLOWED, 1024, ()),
        (RESTRICTED, 1024, ()),
        (ANY_COUNTRY, 2**16 - 1, ()),
        (ALLOWED, 999, tuple(range(999))),
    ],
)
def test_set_countries__home_country_that_does_not_pass_its_own_rule__reverts(
    world: World, token: Deployed, rule: int, home: int, listed: tuple[int, ...]
) -> None:
    with reverts("InvalidRule"):
        token.setCountries(rule, home, bitmap(*listed), by=world.officer)
    assert token.countries() == (ANY_COUNTRY, 0, (0, 0, 0, 0))


@pytest.mark.requirement("TOK-16")
def test_set_countries__any_country_with_a_home__lets_everybody_receive(world: World, token: Deployed) -> None:
    world.register(world.outsider, country=702)
    token.setCountries(ANY_COUNTRY, HONG_KONG, bitmap(), by=world.officer)
    for receiver in (world.outsider, world.investor_b):
        token.transfer(receiver, 4, by=world.investor_a)
    assert token.balanceOf(world.investor_b) == 24


@pytest.mark.requirement("TOK-10")
def test_set_countries__caller_not_officer__reverts(world: World, token: Deployed) -> None:
    with unauthorized(world.issuer, "COMPLIANCE_ROLE"):
        token.setCountries(ALLOWED, 0, bitmap(), by=world.issuer)
