"""The world that every contract test starts in: contracts as the product deploys them, and everybody who acts on them.

Its verbs bring the bond to where a test begins; the functions under test are called by the tests themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from eth_utils.crypto import keccak

from tenor.chain.clock import advance_to, latest_time
from tenor.chain.connection import Chain
from tenor.chain.contract import initcode
from tenor.chain.keys import Keyring
from tenor.deployment.bond_code import period_argument, terms_argument
from tenor.deployment.plan import DeploymentPlan
from tenor.parties import Actor, Role
from tenor.schedule.model import Schedule
from tests.contracts.signing import CLAIM_TYPE, REGISTRY_NAME, compact, digest, packed, sign
from tests.contracts.support import Deployed, Sent, plain, transact

HONG_KONG = 344  # ISO 3166-1 numeric
MONEY_ONLY, RETAIL, PROFESSIONAL, INSTITUTIONAL = range(4)  # investor classes
KYC = 1  # the topic of index 0, as a mask
YEARS = 10 * 365 * 86_400  # [s] that an identity lasts unless a test says otherwise


@dataclass(frozen=True, kw_only=True)
class World:
    """Contracts, actors and verbs. Role holders, the bond and investors a to c are verified; the outsider is not."""

    chain: Chain
    keys: Keyring
    schedule: Schedule
    plan: DeploymentPlan
    roles: Mapping[Role, Actor]
    registry: Deployed
    dvp: Deployed
    cash: Deployed
    factory: Deployed
    bond: Deployed
    issuer: Actor
    paying_agent: Actor
    central_bank: Actor
    officer: Actor
    pauser: Actor
    custodian: Actor
    operator: Actor
    registrar: Actor
    provider: Actor
    settler: Actor
    deployer: Actor
    investor_a: Actor
    investor_b: Actor
    investor_c: Actor
    outsider: Actor

    @property
    def actors(self) -> tuple[Actor, ...]:
        """Everybody: each role's holder, the investors and the outsider."""
        return (*self.roles.values(), self.investor_a, self.investor_b, self.investor_c, self.outsider)

    @property
    def now(self) -> int:
        """Time of the latest block [s]; the next one is a second later unless a test says otherwise."""
        return latest_time(self.chain)

    @property
    def terms(self) -> dict[str, Any]:
        """The bond's terms as the factory takes them."""
        return terms_argument(self.schedule.terms, self.schedule, self.cash.wallet, self.dvp.wallet)

    @property
    def periods(self) -> list[dict[str, int]]:
        """The bond's coupons as the factory takes them."""
        return [period_argument(period) for period in self.schedule.periods]

    @property
    def bond_roles(self) -> dict[str, str]:
        """The bond's roles as the factory takes them."""
        return {
            "issuer": self.issuer.wallet,
            "payingAgent": self.paying_agent.wallet,
            "registrar": self.registrar.wallet,
            "complianceOfficer": self.officer.wallet,
            "custodian": self.custodian.wallet,
            "pauser": self.pauser.wallet,
        }

    def advance(self, moment: int) -> None:
        """Mine a block at a moment, unless it is past."""
        advance_to(self.chain, moment)

    def deploy(self, contract: str, *arguments: object) -> Deployed:
        """Put a mock on the chain."""
        sent = transact(self.chain, self.operator, None, initcode(contract, *plain(arguments)))
        assert sent.created is not None
        return Deployed(self.chain, contract, sent.created)

    def become(self, address: str) -> Actor:
        """An actor that sends as an address nobody has the key of."""
        self.chain.rpc("anvil_impersonateAccount", address)
        self.chain.rpc("anvil_setBalance", address, hex(10**18))
        return Actor("impersonated", "", address)

    def create(self, cash: Deployed | None = None, periods: Sequence[Any] | None = None, **terms: object) -> World:
        """The same world around another bond, with some of the terms changed and its own cash token."""
        cash, periods = cash or self.cash, periods or self.periods
        arguments = ({**self.terms, "cash": cash.wallet, **terms}, periods, self.bond_roles)
        address = self.factory.predictBond(*arguments)
        self.factory.createBond(*arguments, by=self.issuer)
        bond = Deployed(self.chain, "Bond", address)
        self.register(bond, investorClass=MONEY_ONLY)
        return replace(self, bond=bond, cash=cash)

    def claim(self, wallet: object, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 -- any field of a claim
        """A claim on a wallet as of now, with some fields changed."""
        address = plain(wallet)
        fields = {
            "wallet": address,
            "investor": address,
            "country": HONG_KONG,
            "investorClass": PROFESSIONAL,
            "topics": KYC,
            "issuedAt": self.now,
            "validUntil": self.now + YEARS,
        }
        return {**fields, **plain(changes)}

    def vouch(self, claim: Mapping[str, Any], by: Actor | None = None) -> bytes:
        """The identity provider's signature on a claim."""
        message = digest(CLAIM_TYPE, claim, REGISTRY_NAME, self.registry.wallet)
        return sign(self.keys[(by or self.provider).key].key, message)

    def register(self, wallet: object, **changes: object) -> Sent:
        """The registrar brings a claim that the provider signed."""
        claim = self.claim(wallet, **changes)
        sent: Sent = self.registry.registerSigned(
            *packed([claim], self.provider, [compact(self.vouch(claim))]), by=self.registrar
        )
        return sent

    def mint(self, holder: object, amount: int) -> None:
        """Give money to a wallet, under a reference of its own."""
        if self.cash.contract == "CashToken":
            self.cash.mint(holder, amount, keccak(text=f"receipt at {self.now}"), by=self.central_bank)
        else:
            self.cash.mint(holder, amount, by=self.operator)

    def distribute(self, holdings: Mapping[Any, int]) -> None:
        """Issue the bond and give units to holders; the issuer keeps the rest."""
        self.advance(self.bond.terms()["issueTime"])
        self.bond.mint(self.issuer, self.bond.terms()["units"], by=self.issuer)
        for holder, units in holdings.items():
            self.bond.transfer(holder, units, by=self.issuer)

    def record(self, number: int) -> int:
        """Mine the first second after a coupon's record time and return the coupon's amount per unit."""
        coupon = self.bond.coupon(number)
        self.advance(coupon["period"]["recordTime"] + 1)
        amount: int = coupon["amountPerUnit"]
        return amount

    def fund_coupon(self, number: int) -> int:
        """Record a coupon, give the paying agent its total and have it fund; returns the amount per unit."""
        amount = self.record(number)
        self._endow(amount * self.bond.totalSupply())
        self.bond.fundCoupon(number, by=self.paying_agent)
        return amount

    def open_coupon(self, number: int) -> int:
        """Fund a coupon and mine its pay time; returns the amount per unit."""
        amount = self.fund_coupon(number)
        self.advance(self.bond.coupon(number)["period"]["payTime"])
        return amount

    def mature(self) -> None:
        """Fund every coupon not yet funded and the principal, at maturity."""
        for number in range(self.bond.couponsFunded() + 1, self.bond.couponCount() + 1):
            self.open_coupon(number)
        self.advance(self.bond.terms()["maturityTime"])
        self._endow(self.bond.terms()["unitFace"] * self.bond.totalSupply())
        self.bond.fundRedemption(by=self.paying_agent)

    def _endow(self, amount: int) -> None:
        self.mint(self.paying_agent, amount)
        self.cash.approve(self.bond, amount, by=self.paying_agent)
