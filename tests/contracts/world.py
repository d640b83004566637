"""The world that every contract test starts in: contracts as the product deploys them, and everybody who acts on them.

Its verbs bring the bond to where a test begins; the functions under test are called by the tests themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from eth_utils.crypto import keccak

from tenor.chain.clock import advance_to, latest_time
from tenor.chain.connection import Chain
from tenor.chain.contract import initcode
from tenor.chain.keys import Keyring
from tenor.deployment.bond_issue import period_word, terms_argument
from tenor.deployment.plan import DeploymentPlan
from tenor.parties import Actor, Role
from tenor.schedule.model import Schedule
from tests.contracts.signing import BOND_NAME, CLAIM_TYPE, REGISTRY_NAME, RUN_TYPE, compact, digest, packed, sign
from tests.contracts.support import ZERO, Deployed, Sent, plain, transact

HONG_KONG = 344  # ISO 3166-1 numeric
MONEY_ONLY, RETAIL, PROFESSIONAL, INSTITUTIONAL = range(4)  # investor classes
KYC = 1  # the topic of index 0, as a mask
RIGHTS = {"graceDays": 5, "acceleration": 250_000_000, "defaultInterest": 20_000_000, "quorum": 500_000_000,
          "majority": 750_000_000, "noticeDays": 14}  # fmt: skip
YEARS = 10 * 365 * 86_400  # [s] that an identity lasts unless a test says otherwise


_DATES = {"accrualStart": 232, "accrualEnd": 208, "recordTime": 168, "payTime": 128}  # place in a coupon's word


def coupon_word(dates: Mapping[str, int]) -> int:
    """A coupon as the factory takes it, from its dates."""
    return sum(dates[member] << place for member, place in _DATES.items())


def dates_in(word: int) -> dict[str, int]:
    """The dates in such a word."""
    bounds = (256, *_DATES.values())
    return {
        member: (word >> place) % (1 << before - place)
        for (member, place), before in zip(_DATES.items(), bounds, strict=False)
    }


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
    approver: Actor
    calculator: Actor
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
    bank_a: Actor
    bank_b: Actor
    banking: Mapping[str, Deployed] = field(default_factory=dict)
    conditional: Mapping[str, Deployed] = field(default_factory=dict)

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
        return terms_argument(self.schedule, self.cash.wallet, self.dvp.wallet)

    @property
    def periods(self) -> list[int]:
        """The bond's coupons as the factory takes them."""
        return [period_word(period) for period in self.schedule.periods]

    @property
    def dates(self) -> list[dict[str, int]]:
        """The same as dates, in the order of a word."""
        return [dates_in(word) for word in self.periods]

    @property
    def bond_roles(self) -> dict[str, str]:
        """The bond's roles as the factory takes them."""
        return {
            "issuer": self.issuer.wallet,
            "payingAgent": self.paying_agent.wallet,
            "paymentApprover": self.approver.wallet,
            "calculationAgent": ZERO,
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

    def create(
        self,
        cash: Deployed | None = None,
        periods: Sequence[int] | None = None,
        details: Sequence[int] = (),
        annex: bytes = b"",
        **terms: object,
    ) -> World:
        """The same world around another bond, with some of the terms changed and its own cash token."""
        cash, periods = cash or self.cash, self.periods if periods is None else periods
        changed = {**self.terms, "cash": cash.wallet, "annexHash": keccak(annex) if annex else bytes(32), **terms}
        roles = self.bond_roles | ({"calculationAgent": self.calculator.wallet} if changed["fixedLater"] else {})
        arguments = (changed, periods, list(details), annex, roles)
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
        total = self.total_of(number)
        self._endow(total)
        self.bond.fundCoupon(number, total, self.approve(number), by=self.paying_agent)
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
        self._endow(self.principal)
        self.bond.fundRedemption(self.principal, self.approve(), by=self.paying_agent)

    def total_of(self, number: int) -> int:
        """What a coupon comes to on all units in issue [minor]."""
        coupon, units = self.bond.coupon(number), self.bond.totalSupply()
        whole = coupon["denominator"] or 1  # nothing while the coupon is not fixed
        total: int = units * coupon["interest"] // whole + units * coupon["instalment"]
        return total

    @property
    def principal(self) -> int:
        """Principal of all units in issue [minor]."""
        amount: int = self.bond.terms()["unitFace"] * self.bond.totalSupply()
        return amount

    def approve(self, number: int | None = None, by: Actor | None = None, **changes: int) -> dict[str, Any]:
        """An approval of a coupon's run, or of the redemption's, by the payment approver, with some figures changed."""
        last, units = self.bond.couponCount(), self.bond.totalSupply()
        per_unit = self.bond.terms()["unitFace"] if number is None else self.bond.coupon(number)["amountPerUnit"]
        run = {
            "number": last + 1 if number is None else number,
            "amountPerUnit": per_unit,
            "units": units,
            "total": self.principal if number is None else self.total_of(number),
            "deadline": self.now + YEARS,
        } | changes
        approver = by or self.approver
        message = digest(RUN_TYPE, run, BOND_NAME, self.bond.wallet)
        signature = sign(self.keys[approver.key].key, message)
        return {"approver": approver.wallet, "deadline": run["deadline"], "signature": signature}

    def _endow(self, amount: int) -> None:
        self.mint(self.paying_agent, amount)
        self.cash.approve(self.bond, amount, by=self.paying_agent)
