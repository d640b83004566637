"""One life of the issue, in which every operation is measured when the state it needs has come about."""

from __future__ import annotations

from dataclasses import dataclass, field

from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak

from bench.gas import lending
from bench.gas.account import account
from bench.gas.banking import banking_of, funding_intents, payment_intents
from bench.gas.crosschain import (
    SECRET,
    contracts_of,
    first_locks,
    release_of,
    swap_intents,
    swap_of,
    trade_intents,
    trade_of,
)
from bench.gas.intents import (
    COURT_ORDER,
    UNITS_MOVED,
    batch_transfer_intent,
    cycle_intents,
    fixing_intents,
    forced_intent,
    freeze_intent,
    mint_batch_intent,
    payer_registration,
    registrations,
    rules_intents,
    trade_intent,
    transfer_intent,
    vouching_intents,
)
from bench.gas.world import FLOATING, GERMANY, HOLDERS, PER_HOLDING, UNFIXED, VOTING, World
from tenor.chain.clock import advance_to, latest_time, next_time
from tenor.chain.intent import Intent
from tenor.chain.ledger import Ledger
from tenor.onboarding.register import approval_intent, settlement_permission_intent
from tenor.parties import Role
from tenor.servicing.bond import (
    fund_coupon_intent,
    fund_redemption_intent,
    pay_coupon_intents,
    redeem_intents,
)
from tenor.servicing.cash import mint_intent
from tenor.servicing.trouble import propose_terms_intent
from tenor.settlement.cross_chain.agreement import Side
from tenor.settlement.cross_chain.intents import lock_intent
from tenor.units import timestamp

A_MINUTE, A_DAY = 60, 86_400  # [s]
UNITS_EACH = 18  # of every holder but the seller, who has the rest
CYCLE_TRADES = 100
CASH_EACH = 100_000_000  # [minor] more than a trade costs, so that every balance stays above zero


@dataclass(slots=True)
class Meter:
    """Sends intents, each in a block of its own, and reads their receipts; the sender sees that each did all it says.

    Attributes:
        gas: what was measured, by the operation's key.
        once: gas of what is deployed once per chain, by what it is.
        largest: the largest transaction of all: what it did and its gas.
        ledger: balances after all that was sent.
        hashes: of all transactions, in order.
        spent: what the gas of each operation went on, by its key.
    """

    world: World
    gas: dict[str, int] = field(default_factory=dict)
    once: dict[str, int] = field(default_factory=dict)
    largest: tuple[str, int] = ("", 0)
    ledger: Ledger = field(default_factory=Ledger)
    hashes: list[str] = field(default_factory=list)
    spent: dict[str, dict[str, int]] = field(default_factory=dict)

    def measure(self, key: str, *intents: Intent, each: int = 1) -> None:
        """Carry out intents as one operation and note its gas, or that of each of a batch, rounded up."""
        first = len(self.hashes)
        self.note(key, self.send(*intents), self.hashes[first:], each)

    def note(self, key: str, gas: int, transactions: list[str], each: int = 1) -> None:
        """Note the gas of an operation, now: the chain soon forgets the state that its transactions ran on."""
        self.gas[key], self.spent[key] = -(-gas // each), account(self.world.chain, transactions)

    def send(self, *intents: Intent) -> int:
        """Carry out intents and return the gas they used together."""
        total = 0
        for intent in intents:
            outcome = self.world.sender.execute(intent)
            gas = outcome.gas
            self.hashes.append(outcome.hash)
            self.largest = max(self.largest, (intent.what, gas), key=lambda transaction: transaction[1])
            self.ledger.apply(intent.movements)
            total += gas
        return total

    def holdings(self) -> dict[str, int]:
        """Units of the hundred holders, by wallet; the newcomer is in no batch."""
        units = self.ledger.holdings(self.world.desk.servicing.bond)
        return {holder.wallet: units[holder.wallet] for holder in self.world.holders}


def measure(world: World) -> Meter:
    """Live through the issue and measure."""
    meter = Meter(world)
    _deploy(meter)
    _onboard(meter)
    _issue_and_spread(meter)
    _transfer(meter)
    _trade(meter)
    _pay_between_banks(meter)
    _lend_and_earn(meter)
    _between_chains(meter)
    _service(meter)
    return meter


def _deploy(meter: Meter) -> None:
    *shared, bond = meter.world.desk.deployment.intents
    meter.once = {intent.what: meter.send(intent) for intent in shared}
    meter.measure("deploy_bond", bond)
    meter.measure("deploy_bond_60", meter.world.monthly.deployment.intents[-1])
    meter.measure("deploy_bond_60_fixed_later", meter.world.monthly_floating.deployment.intents[-1])
    meter.send(*(desk.deployment.intents[-1] for desk in meter.world.variants.values()))


def _onboard(meter: Meter) -> None:
    world, desk = meter.world, meter.world.desk
    contracts, roles = desk.deployment.deployment, desk.cast.roles
    advance_to(world.chain, desk.onboarding.issued_at)
    own = [(actor.name, actor.wallet) for actor in (roles[Role.ISSUER], roles[Role.PAYING_AGENT])]
    meter.send(*registrations(world, *own), *payer_registration(world))
    investors = [(actor.name, actor.wallet) for actor in (*world.holders, world.newcomer)]
    meter.measure("onboard_1", *registrations(world, *investors[HOLDERS:]))
    meter.measure("onboard_100_each", *registrations(world, *investors[:HOLDERS]), each=HOLDERS)
    meter.send(*registrations(world, (world.foreigner.name, world.foreigner.wallet), country=GERMANY))
    strangers = [to_checksum_address(keccak(text=f"stranger {number}")[:20]) for number in range(HOLDERS)]
    trust, vouch = vouching_intents(world, strangers)
    meter.send(trust)
    meter.measure("onboard_100_registrar_each", vouch, each=HOLDERS)
    bond, cash = ("Bond", contracts.bond), ("CashToken", contracts.cash)
    meter.send(approval_intent(desk.campaign.id, roles[Role.PAYING_AGENT], cash, bond))


def _issue_and_spread(meter: Meter) -> None:
    world, desk = meter.world, meter.world.desk
    payer = desk.cast.roles[Role.PAYING_AGENT]
    interest = sum(desk.campaign.schedule.interest_total(period) for period in desk.campaign.schedule.periods)
    meter.send(mint_intent(desk.cash, payer, desk.campaign.terms.size + interest, "all payments"))
    meter.send(*(mint_intent(desk.cash, holder, CASH_EACH, holder.name) for holder in world.holders))
    terms = desk.campaign.terms
    advance_to(world.chain, timestamp(terms.issue_date, terms.pay_at, terms.timezone))
    units = dict.fromkeys((holder.wallet for holder in world.holders), UNITS_EACH)
    units[world.seller.wallet] += terms.units - UNITS_EACH * HOLDERS
    meter.measure("mint_100_each", mint_batch_intent(world, units), each=HOLDERS)
    for desk in world.variants.values():
        variant = world.around(desk)
        holdings = dict.fromkeys((world.seller.wallet, world.buyer.wallet), UNITS_EACH)
        meter.send(mint_batch_intent(variant, holdings), *rules_intents(variant))
    meter.send(*fixing_intents(world.around(world.variants[FLOATING])))


def _rules(meter: Meter) -> None:
    """Every check on: identity, pause, freeze, country, most held, minimum, window."""
    meter.send(*rules_intents(meter.world))


def _transfer(meter: Meter) -> None:
    world = meter.world
    seller, buyer = world.seller, world.buyer
    _rules(meter)
    meter.measure("transfer_existing", transfer_intent(world, "existing", seller, buyer, UNITS_MOVED))
    meter.measure("transfer_new", transfer_intent(world, "new", seller, world.newcomer, UNITS_MOVED))
    meter.send(transfer_intent(world, "first", seller, world.foreigner, UNITS_MOVED))
    meter.measure("transfer_other_country", transfer_intent(world, "abroad", seller, world.foreigner, UNITS_MOVED))
    others = [actor.wallet for actor in (*world.holders, world.newcomer) if actor != seller]
    meter.measure("batch_transfer_100_each", batch_transfer_intent(world, seller, others), each=HOLDERS)
    meter.measure("forced_transfer", forced_intent(world, seller, buyer, UNITS_MOVED))
    for_reason = forced_intent(world, seller, buyer, UNITS_MOVED, *COURT_ORDER)
    meter.measure("forced_transfer_for_reason", for_reason)
    meter.measure("freeze_partial", freeze_intent(world, seller, 1))
    _vote(meter)


def _vote(meter: Meter) -> None:
    """A transfer while holders are asked, of two who have not voted: their units of the record time are noted."""
    world = meter.world.around(meter.world.variants[VOTING])
    record = next_time(world.chain) + A_MINUTE
    meter.send(propose_terms_intent(world.desk.servicing, 1, keccak(text="other terms"), record, record + 30 * A_DAY))
    advance_to(world.chain, record + 1)
    for key in ("transfer_voting", "transfer_voting_noted"):
        meter.measure(key, transfer_intent(world, key, world.seller, world.buyer, UNITS_MOVED))


def _trade(meter: Meter) -> None:
    contracts = meter.world.desk.deployment.deployment
    tokens = ("Bond", contracts.bond), ("CashToken", contracts.cash)
    settling = [(member, token) for member in meter.world.members for token in tokens]
    meter.send(*(settlement_permission_intent("gas", *each) for each in settling))
    meter.measure("dvp_total", trade_intent(meter.world, nonce=0))
    meter.measure("dvp_total_later", trade_intent(meter.world, nonce=1))
    for key, intent in cycle_intents(meter.world, CYCLE_TRADES).items():
        meter.measure(key, intent, each=CYCLE_TRADES)


def _pay_between_banks(meter: Meter) -> None:
    """Two banks join the chain, and a customer of one pays a customer of the other, each twice."""
    banking, banks = banking_of(meter.world)
    meter.once |= {intent.what: meter.send(intent) for intent in banking.intents if intent.what not in meter.once}
    meter.send(*funding_intents(meter.world, banking, banks))
    for key, intent in payment_intents(meter.world, banking, banks).items():
        meter.measure(key, intent)


def _between_chains(meter: Meter) -> None:
    """A swap by one secret and a trade by keys, each act by itself, and a lock that expires."""
    world = meter.world
    planned = contracts_of(world)
    meter.once |= {each.intent.what: meter.send(each.intent) for each in planned}
    meter.send(*first_locks(world))
    trade = trade_of(world)
    for intents, total in (
        (swap_intents(swap_of(world, "hash", SECRET)), "hash_swap"),
        (trade_intents(world, trade), "keys_trade"),
    ):
        first = len(meter.hashes)
        for key, intent in intents.items():
            meter.measure(key, intent)
        meter.note(total, sum(meter.gas[key] for key in intents), meter.hashes[first:])
    expiring = swap_of(world, "expiring", SECRET)
    meter.send(lock_intent(expiring, Side.LEAD))
    advance_to(world.chain, expiring.lead.expiry + 1)
    meter.measure("lock_release", release_of(expiring))


def _lend_and_earn(meter: Meter) -> None:
    """A bank draws, repays and has its pledge back; its customers' deposits earn for a year."""
    world = meter.world
    banking = lending.lending_of(world)
    first = {intent.what: meter.send(intent) for intent in banking.intents}
    meter.once |= {what: gas for what, gas in first.items() if what.startswith("deploy I") and what not in meter.once}
    meter.send(*lending.funding_intents(world, banking))
    for key, intent in lending.credit_intents(world, banking).items():
        meter.measure(key, intent)
    _next_day(world)
    meter.measure("interest_transfer", lending.transfer_intent(world, banking, 1))
    meter.measure("interest_transfer_later", lending.transfer_intent(world, banking, 2))
    _next_day(world)
    meter.measure("interest_credited_100_each", lending.interest_intent(world, banking, days=2), each=HOLDERS)


def _next_day(world: World) -> None:
    advance_to(world.chain, (latest_time(world.chain) // A_DAY + 1) * A_DAY + 8 * 60 * A_MINUTE)


def _after_record(meter: Meter) -> None:
    """The first transfer after a record time, of issues whose coupons are not summed at issue."""
    world = meter.world
    for name in (FLOATING, UNFIXED, PER_HOLDING):
        desk = world.variants[name]
        transfer = transfer_intent(world.around(desk), f"after record, {name}", world.seller, world.buyer, UNITS_MOVED)
        meter.measure(f"transfer_after_record_{name}", transfer)


def _service(meter: Meter) -> None:
    """All coupons and the redemption; what is measured at a coupon is measured at the first one that suits it."""
    world, servicing = meter.world, meter.world.desk.servicing
    first, second, *_ = periods = servicing.schedule.periods
    for period in periods:
        advance_to(world.chain, period.record_time + 1)
        register = meter.holdings()
        if period is first:
            _after_record(meter)
        if period is second:
            after_record = transfer_intent(world, "after record", world.seller, world.buyer, UNITS_MOVED)
            meter.measure("transfer_after_record", after_record)
        before = len(meter.hashes)
        gas = meter.send(fund_coupon_intent(servicing, period, period.pay_time))
        advance_to(world.chain, period.pay_time)
        if period is not periods[-1]:
            gas += meter.send(*pay_coupon_intents(servicing, period, register))
        if period is first:
            meter.note("coupon_100_each", gas, meter.hashes[before:], each=HOLDERS)
    meter.send(fund_redemption_intent(servicing, periods[-1].pay_time))
    redemption = redeem_intents(servicing, periods[-1], register, meter.holdings())
    meter.measure("redeem_100_each", *redemption, each=HOLDERS)
