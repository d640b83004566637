"""Banks in tests: the central bank's money, the payment system, and deposits at two banks with a customer each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eth_utils.crypto import keccak

from tenor.deployment.bond_issue import short_string
from tests.contracts.signing import digest, sign
from tests.contracts.support import ZERO, Deployed, Sent, plain

if TYPE_CHECKING:
    from tenor.parties import Actor
    from tests.contracts.world import World

SYSTEM_NAME = "Tenor Interbank Payments"
PAYMENT_TYPE = (
    "Payment(bytes16 uetr,address payer,address payee,address payerToken,address payeeToken,uint64 amount,"
    "uint8 method,bytes4 purpose,uint40 deadline,uint256 nonce,bytes32 returnOf)"
)
CONFIRMATION_TYPE = "Confirmation(bytes32 id,bool settled,bytes32 operatorReference)"
RESERVES, CORRESPONDENT, CONFIRMED, NETTED = range(4)  # Method
NONE, SCREENING, PENDING, QUEUED, CONFIRMED_UNPAID, FINAL, REVERSED = range(7)  # PaymentStatus
HOURLY = {"length": 3_600, "cutOff": 0}  # CutOffs
SALARY, DUPLICATE = b"SALA", b"DUPL"  # a purpose and a reason of ISO 20022


INTEREST: dict[str, Any] = {
    "above": [10_000, 50_000, 2**64 - 1],
    "rates": [10_000_000, 20_000_000, 35_000_000, 0],  # 1, 2 and 3.5 % a year
    "maximumRate": 100_000_000,
    "daysInYear": 365,
    "dayBegins": 8 * 3_600,
}
"""What deposits earn in tests: three bands, by the days of Hong Kong."""

OPENS, CLOSES = 3_600, 9 * 3_600  # [s of the day in UTC] 9 to 17 o'clock in Hong Kong
GRACE = 86_400  # [s]


def open_bank(
    world: World,
    name: str,
    bank: Actor,
    payments: object,
    interest: Mapping[str, Any] | None = None,
    **changes: Any,  # noqa: ANN401 -- any field of a configuration
) -> dict[str, Deployed]:
    """A bank's deposit token and what it delegates to, by contract; in HKD unless the changes say otherwise."""
    configuration = {
        "registry": world.registry, "name": short_string(f"{name} HKD deposit"), "symbol": short_string(f"d{name}"),
        "currency": b"HKD", "decimals": 2, "settlementVenue": world.dvp, "dualControl": False, **changes,
    }  # fmt: skip
    people = {
        "issuer": bank, "registrar": world.registrar, "complianceOfficer": world.officer,
        "custodian": world.custodian, "pauser": world.pauser,
    }  # fmt: skip
    kind, terms = ("InterestDeposit", (interest,)) if interest else ("Deposit", ())
    enforcement = world.deploy(f"{kind}Enforcement", configuration, payments, *terms)
    administration = world.deploy(f"{kind}Administration", configuration, payments, *terms, enforcement)
    token = world.deploy(f"{kind}Token", configuration, payments, *terms, people, administration)
    return {each.contract: each for each in (token, administration, enforcement)}


def open_reserves(world: World) -> Mapping[str, Deployed]:
    """Deposits at the central bank, which are banks' reserves and earn nothing, others there that earn interest, what
    lends the former, the payment system that settles in them, and coins for a test network.
    """
    credit = world.deploy("IntradayCredit", world.central_bank, b"HKD", OPENS, CLOSES, GRACE)
    contracts = open_bank(world, "CB", world.central_bank, credit)
    credit.start(contracts["DepositToken"], by=world.central_bank)
    payments = world.deploy("InterbankPayments", contracts["DepositToken"], world.settler, HOURLY)
    earning = open_bank(world, "CBI", world.central_bank, ZERO, INTEREST)
    coins = world.deploy("TestStablecoin", "USD", 1_000_000_000)
    return {**contracts, **earning, "InterbankPayments": payments, "IntradayCredit": credit, "TestStablecoin": coins}


@dataclass(frozen=True)
class Banking:
    """Investor a is a customer of bank A and investor b of bank B; each bank has reserves, and A an account at B."""

    world: World
    a: Deployed
    b: Deployed

    @property
    def reserves(self) -> Deployed:
        return self.world.banking["DepositToken"]

    @property
    def payments(self) -> Deployed:
        return self.world.banking["InterbankPayments"]

    def book(self, token: Deployed, account: object, amount: int, by: Actor) -> None:
        """The bank books a deposit."""
        token.mint(account, amount, keccak(text=f"deposit at {self.world.now}"), by=by)

    def payment(self, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 -- any field of a payment
        """Investor a pays investor b 400 within the hour, in reserves, with some fields changed."""
        world = self.world
        fields = {
            "uetr": bytes.fromhex("8a562c67ca164648b4c5a3e7d1f90c21"), "payer": world.investor_a,
            "payee": world.investor_b, "payerToken": self.a, "payeeToken": self.b, "amount": 400, "method": RESERVES,
            "purpose": SALARY, "deadline": world.now + 3_600, "nonce": 3,
            "returnOf": bytes(32),
        }  # fmt: skip
        return {name: plain(value) for name, value in {**fields, **changes}.items()}

    def id(self, payment: Mapping[str, Any]) -> bytes:
        return digest(PAYMENT_TYPE, payment, SYSTEM_NAME, self.payments.wallet)

    def signed(self, payment: Mapping[str, Any], by: Actor) -> bytes:
        return sign(self.world.keys[by.key].key, self.id(payment))

    def pay(self, payment: Mapping[str, Any], at: int | None = None) -> Sent:
        """The payer pays."""
        payer = next(actor for actor in self.world.actors if actor.wallet == payment["payer"])
        sent: Sent = self.payments.pay(payment, by=payer, at=at)
        return sent

    def confirm(self, payment: Mapping[str, Any], *, settled: bool = True, at: int | None = None) -> Sent:
        """The operator's word, brought by somebody else."""
        sent: Sent = self.payments.confirm(
            payment, settled, keccak(text="RTGS-1"), self.word(payment, settled=settled), by=self.world.outsider, at=at
        )
        return sent

    def word(self, payment: Mapping[str, Any], *, settled: bool, by: Actor | None = None) -> bytes:
        """The operator's signature on what became of a payment."""
        values = {"id": self.id(payment), "settled": settled, "operatorReference": keccak(text="RTGS-1")}
        message = digest(CONFIRMATION_TYPE, values, SYSTEM_NAME, self.payments.wallet)
        return sign(self.world.keys[(by or self.world.settler).key].key, message)

    def status(self, payment: Mapping[str, Any]) -> int:
        status: int = self.payments.statusOf(self.id(payment))
        return status

    def money(self) -> tuple[int, int, int, int]:
        """Deposits of the two customers, and reserves of the two banks."""
        world = self.world
        customers = self.a.balanceOf(world.investor_a), self.b.balanceOf(world.investor_b)
        return (*customers, self.reserves.balanceOf(world.bank_a), self.reserves.balanceOf(world.bank_b))

    def supplies(self) -> tuple[int, int, int]:
        """Deposits at A, at B, and reserves."""
        return self.a.totalSupply(), self.b.totalSupply(), self.reserves.totalSupply()


def open_banking(world: World) -> Banking:
    """Two banks that have joined, with their customers' and their own money: 1,000 each of deposits and reserves."""
    payments, reserves = world.banking["InterbankPayments"], world.banking["DepositToken"]
    tokens = []
    for name, bank, customer in (("A", world.bank_a, world.investor_a), ("B", world.bank_b, world.investor_b)):
        world.register(bank)
        token = open_bank(world, name, bank, payments)["DepositToken"]
        token.openAccounts([customer, world.bank_a, world.bank_b], by=bank)
        token.allowSettlement(allowed=True, by=customer)
        tokens.append(token)
    banking = Banking(world, *tokens)
    reserves.openAccounts([world.bank_a, world.bank_b], by=world.central_bank)
    for bank, token in ((world.bank_a, banking.a), (world.bank_b, banking.b)):
        payments.join(token, by=bank)
        payments.setBank(token, 0, True, False, by=bank)  # noqa: FBT003 -- offers payments through correspondents
    for bank, token, customer in (
        (world.bank_a, banking.a, world.investor_a),
        (world.bank_b, banking.b, world.investor_b),
    ):
        banking.book(reserves, bank, 1_000, world.central_bank)
        reserves.approve(payments, 2**256 - 1, by=bank)
        banking.book(token, customer, 1_000, bank)
    banking.book(banking.b, world.bank_a, 500, world.bank_b)
    banking.b.allowSettlement(allowed=True, by=world.bank_a)
    return banking
