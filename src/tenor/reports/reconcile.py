"""Three books held against each other: what the events tell, what the contracts say, what the campaign recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tenor.campaign.run import CampaignRecord
from tenor.chain.connection import Chain
from tenor.chain.contract import at
from tenor.chain.intent import Movement
from tenor.reports.rebuild import Rebuilt, movements
from tenor.schedule.model import Schedule


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison of two books.

    Attributes:
        name: which two books, of what.
        compared: number of entries compared.
        difference: the first entry that differs, in words; None where all agree.
    """

    name: str
    compared: int
    difference: str | None

    @property
    def ok(self) -> bool:
        """Whether all entries agree."""
        return self.difference is None


def reconcile(chain: Chain, record: CampaignRecord, rebuilt: Rebuilt) -> tuple[Check, ...]:
    """Every check of a finished campaign."""
    names = {**record.desk.cast.names(), rebuilt.bond: "bond"}
    schedule = record.desk.campaign.schedule
    return (
        *_books(chain, rebuilt, names),
        *_registers(record, rebuilt, names),
        _transfers(record, rebuilt, names),
        _funding(schedule, rebuilt),
        *_receipts(schedule, rebuilt, names),
        *_supplies(chain, record, rebuilt),
    )


def compare(name: str, expected: Mapping[str, int], found: Mapping[str, int], books: tuple[str, str]) -> Check:
    """Compare two books entry by entry; an entry that one lacks counts as 0 there.

    Args:
        books: what to call the two in a difference, expected first.
    """
    entries = sorted({*expected, *found})
    for entry in entries:
        left, right = expected.get(entry, 0), found.get(entry, 0)
        if left != right:
            return Check(name, len(entries), f"{entry}: {books[0]} {left:,}, {books[1]} {right:,}")
    return Check(name, len(entries), None)


def _books(chain: Chain, rebuilt: Rebuilt, names: Mapping[str, str]) -> Iterator[Check]:
    for title, contract, asset in (("Register", "Bond", rebuilt.bond), ("Cash", "CashToken", rebuilt.cash)):
        told = _named(rebuilt.ledger.holdings(asset), names)
        token = at(chain, contract, asset)
        # Whoever ever held, and everybody known: a balance that no event explains must show.
        wallets = {*names, *_parties_of(rebuilt, asset)}
        on_chain = {names.get(wallet, wallet): token.functions.balanceOf(wallet).call() for wallet in sorted(wallets)}
        yield compare(f"{title}: events against contract", told, on_chain, ("events", "contract"))


def _registers(record: CampaignRecord, rebuilt: Rebuilt, names: Mapping[str, str]) -> Iterator[Check]:
    for register in record.registers:
        told, kept = _named(rebuilt.register_at(register.at), names), _named(register.units, names)
        yield compare(f"{register.name}: events against campaign record", told, kept, ("events", "record"))


def _transfers(record: CampaignRecord, rebuilt: Rebuilt, names: Mapping[str, str]) -> Check:
    """Every movement of both tokens, transaction by transaction: the life of the books, not only their end.

    Money that moved in transactions of others counts where the bond gave or took it.
    """
    sent = {entry.outcome.hash for entry in record.entries}
    recorded: Counter[str] = Counter()
    for entry in record.entries:
        for movement in entry.intent.movements:
            recorded[_leg(entry.outcome.hash, movement, rebuilt, names)] += movement.amount
    told: Counter[str] = Counter()
    for asset, events in ((rebuilt.bond, rebuilt.bond_events), (rebuilt.cash, rebuilt.cash_events)):
        for event in events:
            for movement in movements(asset, [event]):
                concerned = asset == rebuilt.bond or rebuilt.bond in (movement.sender, movement.receiver)
                if not concerned and event.transaction not in sent:
                    continue
                told[_leg(event.transaction, movement, rebuilt, names)] += movement.amount
    return compare("Transfers: campaign record against events", recorded, told, ("record", "events"))


def _leg(transaction: str, movement: Movement, rebuilt: Rebuilt, names: Mapping[str, str]) -> str:
    sender, receiver = (names.get(side, side) if side else "nobody" for side in (movement.sender, movement.receiver))
    asset = "units" if movement.asset == rebuilt.bond else "cash"
    return f"{asset} from {sender} to {receiver} in {transaction}"


def _funding(schedule: Schedule, rebuilt: Rebuilt) -> Check:
    due = {f"coupon {period.number}": schedule.coupon_total(period) for period in schedule.coupons}
    funded = {f"coupon {number}": total for number, total in rebuilt.funded().items()}
    due["principal"], funded["principal"] = schedule.principal_total(schedule.periods[-1]), rebuilt.principal_funded()
    return compare("Funding: schedule against events", due, funded, ("schedule", "events"))


def _receipts(schedule: Schedule, rebuilt: Rebuilt, names: Mapping[str, str]) -> Iterator[Check]:
    """What holders were paid against the schedule and the register of each record time, both from events."""
    interest: Counter[str] = Counter()
    for period in schedule.coupons:
        for wallet, units in rebuilt.register_at(period.record_time).items():
            interest[wallet] += schedule.coupon_on(period, units)
    last = schedule.periods[-1]
    principal = {wallet: units * last.principal for wallet, units in rebuilt.register_at(last.pay_time).items()}
    stated = Counter(rebuilt.interest_paid()) + Counter(rebuilt.principal_paid())
    for name, due, paid in (
        ("Coupons: schedule and record-time registers against payments", interest, rebuilt.interest_paid()),
        ("Principal: register at maturity against payments", principal, rebuilt.principal_paid()),
        ("Receipts: payments stated by the bond against money moved", stated, rebuilt.received()),
    ):
        yield compare(name, _named(due, names), _named(paid, names), ("due", "paid"))


def _supplies(chain: Chain, record: CampaignRecord, rebuilt: Rebuilt) -> Iterator[Check]:
    supply = {
        "bond": at(chain, "Bond", rebuilt.bond).functions.totalSupply().call(),
        "cash": at(chain, "CashToken", rebuilt.cash).functions.totalSupply().call(),
    }
    told = {"bond": rebuilt.ledger.supply(rebuilt.bond), "cash": rebuilt.cash_minted() - rebuilt.cash_redeemed()}
    yield compare("Supplies: events against contracts", told, supply, ("events", "contract"))
    # The money may serve other issues too: what this campaign's own transactions left is what must be nothing.
    sent = {entry.outcome.hash for entry in record.entries}
    left = {"bond": supply["bond"], "cash": rebuilt.cash_minted(sent) - rebuilt.cash_redeemed(sent)}
    yield compare("Supplies after redemption: nothing against contracts", {"bond": 0, "cash": 0}, left, ("end", "left"))


def _named(balances: Mapping[str, int], names: Mapping[str, str]) -> dict[str, int]:
    return {names.get(wallet, wallet): amount for wallet, amount in balances.items()}


def _parties_of(rebuilt: Rebuilt, asset: str) -> set[str]:
    events = rebuilt.bond_events if asset == rebuilt.bond else rebuilt.cash_events
    return {event.args[side] for event in events if event.name == "Transfer" for side in ("from", "to")}
