"""A market on a chain of its own: register, bonds, money and venue deployed, members onboarded and funded.

The bonds are plain ones without a coupon, invented for the purpose: what is traded here is not what is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from hashlib import sha256
from zoneinfo import ZoneInfo

from tenor.chain.anvil import embedded_anvil
from tenor.chain.clock import advance_to, start_clock
from tenor.chain.connection import Chain, connect
from tenor.chain.contract import calldata
from tenor.chain.development import DEVELOPMENT_CHAIN_ID
from tenor.chain.intent import Intent, Movement, batches, intent_id
from tenor.chain.journal import Journal
from tenor.chain.keys import Keyring
from tenor.chain.sender import Sender
from tenor.deployment.apply import needed_intents
from tenor.deployment.plan import Deployment, deploying, plan_deployment
from tenor.errors import InputError
from tenor.onboarding.investors import InvestorClass
from tenor.onboarding.register import Holder, Onboarding, registration_intents, settlement_permission_intent
from tenor.parties import Actor, Role
from tenor.schedule.build import build_schedule
from tenor.servicing.cash import CashDesk, mint_intent
from tenor.settlement.business_day import TradeDesk, Watch
from tenor.settlement.cycles import Limits
from tenor.settlement.instruction import is_money
from tenor.settlement.market import Market
from tenor.settlement.matched import MatchedTrade
from tenor.settlement.obligation import Account
from tenor.terms.terms import Terms
from tenor.terms.vocabulary import BusinessDayRule, CouponKind, DayCount, Rounding

ZONE = "Asia/Hong_Kong"
MAX_MEMBERS = 1_000  # more keys than this take long to derive
_FACE = 100_000  # [minor] of one unit
_HONG_KONG = 344
_A_BATCH = 200  # receivers of one issue
_MOST_OF_ONE = 2**64 - 1  # [units] or [minor] of a token
_LIFE = timedelta(days=3_650)


@dataclass(frozen=True, slots=True)
class MarketPlan:
    """What market to stand up.

    Args:
        campaign: id under which its intents are known.
        members: who trades.
        bonds: currency of each bond, by ISIN.
        opening: what accounts open with [units] or [minor].
        first: first day of trading; units are issued the day before.
        currencies: of money that is traded besides.

    Raises:
        InputError: there are too many members, an account opens with less than nothing or in an asset that the market
            lacks, or accounts open with more of an asset than a token can say.
    """

    campaign: str
    members: Sequence[str]
    bonds: Mapping[str, str]
    opening: Mapping[Account, int]
    first: date
    currencies: Sequence[str] = ()

    def __post_init__(self) -> None:
        if len(self.members) > MAX_MEMBERS:
            what = f"{len(self.members):,} members, and a market of this kind has up to {MAX_MEMBERS:,}"
            raise InputError(self.campaign, what, "Take a smaller day")
        assets = {*self.bonds, *self.money}
        for (party, asset), amount in self.opening.items():
            if amount < 0:
                what = f"it opens with {amount}, and no token goes below zero"
                raise InputError(f"account {asset} of {party}", what, "Fund it; a limit counts off chain only")
            if asset not in assets:
                raise InputError(f"account {asset} of {party}", "no trade is in this asset", "Leave the account out")
        for asset in assets:
            total = sum(amount for (_, of), amount in self.opening.items() if of == asset)
            if total > _MOST_OF_ONE:
                raise InputError(
                    f"accounts in {asset}", f"{total:,} in all are more than a token says", "Open with less"
                )

    @property
    def money(self) -> tuple[str, ...]:
        """Every currency of the market."""
        return tuple(dict.fromkeys([*self.bonds.values(), *self.currencies]))


@dataclass(frozen=True, slots=True)
class Stand:
    """A market that stands.

    Args:
        chain: on which.
        market: who and what is where.
        sender: signs and sends.
        journal: the sender's.
        keys: of everybody.
    """

    chain: Chain
    market: Market
    sender: Sender
    journal: Journal
    keys: Keyring

    def desk(self, watch: Watch = lambda *_: None, limits: Limits = Limits()) -> TradeDesk:  # noqa: B008 -- frozen
        """Who sends its trades."""
        return TradeDesk(self.market, self.sender, self.journal, self.keys, limits, watch)

    def again(self) -> Stand:
        """The same market with nothing sent yet, for a chain that was taken back to where it stood."""
        journal = Journal()
        return Stand(self.chain, self.market, Sender(self.chain, self.keys, journal), journal, self.keys)


def plan_of(campaign: str, trades: Iterable[MatchedTrade], opening: Mapping[Account, int], first: date) -> MarketPlan:
    """The market that trades need: their parties and assets, and whoever opens with something.

    A bond that is paid in several currencies is denominated in the first of them.
    """
    members: set[str] = {party for party, _ in opening}
    bonds: dict[str, str] = {}
    currencies: set[str] = {asset for _, asset in opening if is_money(asset)}
    for each in trades:
        given = each.delivery
        members |= {given.party, given.counterparty}
        currencies |= {currency for currency in (given.currency,) if currency is not None}
        if is_money(given.asset):
            currencies.add(given.asset)
        else:
            bonds.setdefault(given.asset, given.currency or "")
    some = min(currencies, default="HKD")
    for _, asset in opening:
        if not is_money(asset):
            bonds.setdefault(asset, "")
    bonds = {isin: currency or some for isin, currency in sorted(bonds.items())}
    return MarketPlan(campaign, sorted(members), bonds, opening, first, sorted(currencies))


@contextmanager
def open_market(plan: MarketPlan) -> Iterator[Stand]:
    """Stand a market up on an embedded Anvil for the length of the block; its time is the eve of its first day."""
    count = len(Role) + len(plan.members)
    issued = datetime.combine(plan.first - timedelta(days=1), time(9), ZoneInfo(ZONE))
    with embedded_anvil(int((issued - timedelta(hours=12)).timestamp()), count) as url:
        chain = connect(url, DEVELOPMENT_CHAIN_ID, "embedded Anvil")
        keys = Keyring([f"dev:{index}" for index in range(count)], chain.chain_id)
        actors = [Actor(name, key, keys[key].address) for name, key in zip([*Role, *plan.members], keys, strict=True)]
        roles, members = dict(zip(Role, actors, strict=False)), actors[len(Role) :]
        journal = Journal()
        stand = _stand_up(plan, (chain, Sender(chain, keys, journal), journal, keys), roles, members, issued)
        yield stand


def _stand_up(
    plan: MarketPlan,
    means: tuple[Chain, Sender, Journal, Keyring],
    roles: Mapping[Role, Actor],
    members: Sequence[Actor],
    issued: datetime,
) -> Stand:
    chain, sender, journal, keys = means
    start_clock(chain)
    tokens: dict[str, str] = {}
    places: list[Deployment] = []
    for asset, terms in _issues(plan):
        deployment = plan_deployment(plan.campaign, terms, build_schedule(terms), roles)
        intents = needed_intents(chain, deployment)
        if asset not in plan.bonds:
            intents = tuple(each for each in intents if each.what != deploying("Bond"))
        for intent in intents:
            sender.execute(_of_asset(intent, plan.campaign, asset))
        places.append(deployment.deployment)
        tokens |= {terms.currency: deployment.deployment.cash}
        tokens |= {asset: deployment.deployment.bond} if asset in plan.bonds else {}
    named = {actor.name: actor for actor in members}
    market = Market(
        plan.campaign, places[0].dvp, chain.chain_id, roles[Role.SETTLEMENT_AGENT], named, dict(sorted(tokens.items()))
    )
    onboarding = Onboarding(
        plan.campaign, places[0].registry, chain.chain_id, int(issued.timestamp()) - 1, ZONE,
        roles[Role.REGISTRAR], keys[roles[Role.IDENTITY_PROVIDER].key],
    )  # fmt: skip
    advance_to(chain, int(issued.timestamp()))
    for intent in (*_onboarded(onboarding, market), *_funded(plan, market, roles)):
        sender.execute(intent)
    return Stand(chain, market, sender, journal, keys)


def _issues(plan: MarketPlan) -> Iterator[tuple[str, Terms]]:
    """The terms of each bond, and of one that is not deployed for each currency that none of them is in."""
    for isin, currency in plan.bonds.items():
        units = sum(amount for (_, asset), amount in plan.opening.items() if asset == isin)
        yield isin, _terms(plan, isin, currency, max(1, units))
    for currency in plan.money:
        if currency not in plan.bonds.values():
            yield currency, _terms(plan, None, currency, 1)


def _terms(plan: MarketPlan, isin: str | None, currency: str, units: int) -> Terms:
    issue_id = f"{plan.campaign}-{isin or currency}"
    issued = plan.first - timedelta(days=1)
    return Terms(
        issue_id=issue_id,
        name=f"Invented bond {isin or currency}",
        symbol=(isin or currency)[-8:],
        isin=isin,
        issuer=Role.ISSUER.value,
        governing_law="none: invented",
        currency=currency,
        size=units * _FACE,
        unit_face=_FACE,
        min_units=1,
        units=units,
        issue_price=Fraction(1),
        pricing_date=issued,
        issue_date=issued,
        maturity_date=issued + _LIFE,
        interest_start=issued,
        rate=Fraction(0),
        frequency=1,
        day_count=DayCount.ACT_365F,
        rounding=Rounding.PER_UNIT_HALF_UP,
        calendars=(),
        roll=BusinessDayRule.FOLLOWING,
        accrual_adjusted=False,
        record_lag=1,
        record_at=time(17),
        pay_at=time(9),
        timezone=ZONE,
        dual_control=False,
        document_hash="0x" + sha256(issue_id.encode()).hexdigest(),
        kind=CouponKind.ZERO,
    )


def _of_asset(intent: Intent, campaign: str, asset: str) -> Intent:
    """The intent of one of several issues, under an id of its own."""
    return replace(intent, id=intent_id(campaign, "stand up", asset, intent.what), what=f"{intent.what} ({asset})")


def _onboarded(onboarding: Onboarding, market: Market) -> Iterator[Intent]:
    until = datetime.fromtimestamp(onboarding.issued_at, ZoneInfo(ZONE)).date() + _LIFE
    holders = [
        Holder(name, actor.wallet, _HONG_KONG, until, InvestorClass.INSTITUTIONAL)
        for name, actor in market.members.items()
    ]
    yield from registration_intents(onboarding, holders)
    for asset, address in market.tokens.items():
        for member in market.members.values():
            yield settlement_permission_intent(market.campaign, member, (_contract(asset), address))


def _funded(plan: MarketPlan, market: Market, roles: Mapping[Role, Actor]) -> Iterator[Intent]:
    for asset, address in market.tokens.items():
        given = [
            (market.members[party], amount) for (party, of), amount in plan.opening.items() if of == asset and amount
        ]
        if is_money(asset):
            desk = CashDesk(plan.campaign, address, asset, roles[Role.CENTRAL_BANK])
            yield from (mint_intent(desk, actor, amount, f"OPEN-{asset}-{actor.name}") for actor, amount in given)
        else:
            for number, group in enumerate(batches(given, _A_BATCH)):
                yield _issue(plan.campaign, (asset, address), group, number, roles[Role.ISSUER])


def _issue(
    campaign: str, bond: tuple[str, str], group: Sequence[tuple[Actor, int]], number: int, issuer: Actor
) -> Intent:
    isin, address = bond
    wallets, amounts = [actor.wallet for actor, _ in group], [amount for _, amount in group]
    return Intent(
        id=intent_id(campaign, "open", isin, number),
        stage="fund",
        what=f"issue {sum(amounts):,} units of {isin} to {len(group)} members",
        actor=issuer,
        to=address,
        data=calldata("Bond", "batchMint", wallets, amounts),
        movements=tuple(
            Movement(address, None, wallet, amount) for wallet, amount in zip(wallets, amounts, strict=True)
        ),
    )


def _contract(asset: str) -> str:
    return "CashToken" if is_money(asset) else "Bond"
