"""Three books held against each other: what the events tell, what the contracts say, what the campaign recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from tenor.campaign.run import CampaignRecord
from tenor.chain.connection import Chain
from tenor.chain.contract import at
from tenor.chain.intent import Movement
from tenor.reports.check import Check, compare, named
from tenor.reports.dues import Dues, default_interest, dues_of, puts_due, redeemed_amount, redeemed_register
from tenor.reports.rebuild import Rebuilt, movements
from tenor.reports.reconcile_course import reconcile_course
from tenor.reports.reconcile_primary import reconcile_primary
from tenor.reports.reconcile_tax import reconcile_tax
from tenor.reports.reconcile_trouble import reconcile_trouble
from tenor.schedule.model import Period, Schedule


def reconcile(chain: Chain, record: CampaignRecord, rebuilt: Rebuilt) -> tuple[Check, ...]:
    """Every check of a finished campaign."""
    names = {**record.desk.cast.names(), rebuilt.bond: "bond"}
    dues = dues_of(record, rebuilt)
    return (
        *_books(chain, rebuilt, names),
        *_registers(record, rebuilt, names),
        _transfers(record, rebuilt, names),
        *reconcile_primary(record, rebuilt, names),
        _funding(record, rebuilt),
        *_receipts(record, rebuilt, dues, names),
        *reconcile_course(chain, record, rebuilt, names),
        *reconcile_trouble(record, rebuilt, names),
        *reconcile_tax(chain, record, rebuilt, {**dues, **puts_due(record, rebuilt)}, names),
        *_supplies(chain, record, rebuilt),
    )


def _books(chain: Chain, rebuilt: Rebuilt, names: Mapping[str, str]) -> Iterator[Check]:
    for title, contract, asset in (("Register", "Bond", rebuilt.bond), ("Cash", "CashToken", rebuilt.cash)):
        told = named(rebuilt.ledger.holdings(asset), names)
        token = at(chain, contract, asset)
        # Whoever ever held, and everybody known: a balance that no event explains must show.
        wallets = {*names, *_parties_of(rebuilt, asset)}
        on_chain = {names.get(wallet, wallet): token.functions.balanceOf(wallet).call() for wallet in sorted(wallets)}
        yield compare(f"{title}: events against contract", told, on_chain, ("events", "contract"))


def _registers(record: CampaignRecord, rebuilt: Rebuilt, names: Mapping[str, str]) -> Iterator[Check]:
    for register in record.registers:
        told, kept = named(rebuilt.register_at(register.at), names), named(register.units, names)
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


def _funding(record: CampaignRecord, rebuilt: Rebuilt) -> Check:
    """Every coupon that is paid, and the principal, with what default interest the days of delay make."""
    lived, late = record.desk.campaign.schedule, default_interest(record, rebuilt)
    due = {
        f"coupon {period.number}": _coupon_total(lived, period) + lived.units_of(period) * late.get(period.number, 0)
        for period in lived.coupons
        if period.paid_on is not None
    }
    funded = {f"coupon {number}": total for number, total in rebuilt.funded().items()}
    due["principal"] = redeemed_amount(record, rebuilt) * lived.units_of(lived.redemption)
    funded["principal"] = rebuilt.principal_funded()
    return compare("Funding: schedule against events", due, funded, ("schedule", "events"))


def _coupon_total(lived: Schedule, period: Period) -> int:
    """A coupon as promised on all units; after acceleration the last that was recorded repays its instalment too."""
    units = lived.units_of(period)
    return units * lived.instalment(period) + int(units * lived.unit_interest(period))


def _receipts(record: CampaignRecord, rebuilt: Rebuilt, dues: Dues, names: Mapping[str, str]) -> Iterator[Check]:
    """What holders were paid after tax against the schedule and the register of each record time, both from events."""
    interest: Counter[str] = Counter()
    for coupon in dues.values():
        interest.update({wallet: due.net for wallet, due in coupon.items()})
    each, late = redeemed_amount(record, rebuilt), default_interest(record, rebuilt)
    redeemed = redeemed_register(record, rebuilt)
    overdue = late.get(len(record.desk.campaign.schedule.promised.coupons) + 1, 0)
    principal = {wallet: units * (each - overdue) for wallet, units in redeemed.items()}
    interest.update({wallet: units * overdue for wallet, units in redeemed.items()})
    stated = Counter(rebuilt.interest_paid()) + Counter(rebuilt.principal_paid()) + Counter(rebuilt.recovered())
    stated.update(rebuilt.put_money())
    stated.update(rebuilt.tax_received())
    stated[record.desk.servicing.issuer.wallet] += sum(rebuilt.rounding_returned().values())
    for name, due, paid in (
        ("Coupons: schedule and record-time registers against payments", interest, rebuilt.interest_paid()),
        ("Principal: register at maturity against payments", principal, rebuilt.principal_paid()),
        ("Receipts: payments stated by the bond against money moved", +stated, rebuilt.received()),
    ):
        yield compare(name, named(due, names), named(paid, names), ("due", "paid"))


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
    schedule = record.desk.campaign.schedule
    ended = schedule.redemption.paid_on is not None
    at_end = {"bond": 0 if ended else schedule.units_of(schedule.redemption), "cash": 0}
    name = "redemption: nothing" if ended else "the last payment: units that nobody redeemed"
    yield compare(f"Supplies after {name} against contracts", at_end, left, ("end", "left"))


def _parties_of(rebuilt: Rebuilt, asset: str) -> set[str]:
    events = rebuilt.bond_events if asset == rebuilt.bond else rebuilt.cash_events
    return {event.args[side] for event in events if event.name == "Transfer" for side in ("from", "to")}
