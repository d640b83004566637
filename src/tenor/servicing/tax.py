"""Tax on interest as intents: the issuer's rates and authorities, and what the paying agent remits after each coupon.

With it what rounding on holdings leaves of a coupon, which the bond gives back once all are paid.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from tenor.chain.contract import calldata
from tenor.chain.intent import Intent, Movement, intent_id
from tenor.onboarding.countries import COUNTRY_NUMBERS
from tenor.onboarding.investors import InvestorClass
from tenor.parties import Actor
from tenor.schedule.model import Period
from tenor.servicing.bond import Servicing
from tenor.servicing.levies import CLASSES, CouponRun, row_key
from tenor.terms.terms import Terms
from tenor.units import Money, percent_text, rate_to_chain

WITHHOLDING = "withholding"
TAX = "tax"
ROUNDING = "rounding"

_CODES = {number: code for code, number in COUNTRY_NUMBERS.items()}


def taxed_word(country: int, investor_class: int = 0) -> str:
    """Who is taxed, in a word: ``DE``, ``retail``, or ``classes`` where tax of classes is kept."""
    if investor_class:
        return InvestorClass(investor_class).name.lower()
    return "classes" if country == CLASSES else _CODES.get(country, str(country))


def withholding_intents(servicing: Servicing) -> Iterator[Intent]:
    """The issuer sets every rate of the terms and names who receives the tax."""
    yield from rate_intents(servicing.campaign, servicing.schedule.terms, servicing.bond, servicing.issuer)
    for country, authority in sorted(servicing.authorities.items()):
        yield Intent(
            id=intent_id(servicing.campaign, "set tax authority", country),
            stage=WITHHOLDING,
            what=f"{authority.name} named to receive the tax of {taxed_word(country)}",
            actor=servicing.issuer,
            to=servicing.bond,
            data=calldata("Bond", "setTaxAuthority", country, authority.wallet),
        )


def rate_intents(campaign: str, terms: Terms, bond: str, issuer: Actor) -> Iterator[Intent]:
    """The issuer sets every rate of the terms: until then holders are paid without tax."""
    for row in terms.withholding:
        country, investor_class = row_key(row)
        word = taxed_word(country, investor_class)
        yield Intent(
            id=intent_id(campaign, "set withholding", country, investor_class),
            stage=WITHHOLDING,
            what=f"tax on the interest of {word} set to {percent_text(row.share)} %",
            actor=issuer,
            to=bond,
            data=calldata("Bond", "setWithholding", country, investor_class, rate_to_chain(row.share)),
        )


def remit_intents(servicing: Servicing, payment: int | date, collected: Mapping[int, int]) -> Iterator[Intent]:
    """The paying agent remits what was kept back of a payment, each country's to its authority.

    Args:
        payment: the number of a coupon, or the day of puts.
        collected: by country [minor].
    """
    of = f"coupon {payment}" if isinstance(payment, int) else f"puts of {payment}"
    for country, amount in collected.items():
        authority, money = servicing.authorities[country], _money(servicing, amount)
        yield Intent(
            id=intent_id(servicing.campaign, "remit tax", payment, country),
            stage=TAX,
            what=f"tax of {taxed_word(country)} on {of}: {money} to {authority.name}",
            actor=servicing.paying_agent,
            to=servicing.bond,
            data=calldata("Bond", "remitTax", country, amount),
            movements=(Movement(servicing.cash, servicing.bond, authority.wallet, amount),),
        )


def return_rounding_intents(servicing: Servicing, period: Period, run: CouponRun) -> Iterator[Intent]:
    """What rounding left of a coupon goes back to the issuer; anybody could send it, the paying agent does."""
    if run.rounding:
        yield Intent(
            id=intent_id(servicing.campaign, "return rounding", period.number),
            stage=ROUNDING,
            what=f"rounding of coupon {period.number}: {_money(servicing, run.rounding)} back to the issuer",
            actor=servicing.paying_agent,
            to=servicing.bond,
            data=calldata("Bond", "returnRounding", period.number),
            movements=(Movement(servicing.cash, servicing.bond, servicing.issuer.wallet, run.rounding),),
        )


def _money(servicing: Servicing, minor: int) -> Money:
    return Money(minor, servicing.schedule.terms.currency)
