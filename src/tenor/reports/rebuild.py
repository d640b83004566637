"""Register, cash and payments rebuilt from chain events alone: nothing here looks at the campaign's own record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from tenor.chain.connection import Chain
from tenor.chain.events import Event, read_events, transfer
from tenor.chain.intent import Movement
from tenor.chain.ledger import Ledger

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What the events of a bond and its money tell.

    Attributes:
        bond: address of the bond.
        cash: address of its money.
        bond_events: all events of the bond, in order.
        cash_events: all events of the money.
        ledger: balances of both after the last event.
    """

    bond: str
    cash: str
    bond_events: tuple[Event, ...]
    cash_events: tuple[Event, ...]
    ledger: Ledger

    def register_at(self, moment: int) -> Mapping[str, int]:
        """Units by wallet at the end of a second."""
        earlier = (event for event in self.bond_events if event.timestamp <= moment)
        return Ledger(movements(self.bond, earlier)).holdings(self.bond)

    def funded(self) -> Mapping[int, int]:
        """Total funded by coupon number [minor]."""
        return {e.args["number"]: e.args["total"] for e in self.bond_events if e.name == "CouponFunded"}

    def coupons_paid(self) -> Mapping[tuple[int, str], int]:
        """What coupons paid after tax [minor] by wallet and the number of the last coupon it covers."""
        return _summed(((number, holder), amount) for number, holder, amount, _ in self.coupon_payments())

    def interest_paid(self) -> Mapping[str, int]:
        """What coupons paid after tax over the life [minor] by wallet."""
        return _summed((holder, amount) for _, holder, amount, _ in self.coupon_payments())

    def tax_withheld(self) -> Mapping[tuple[int, str, int], int]:
        """Tax kept back [minor] by coupon number, wallet, and country under which the bond keeps it."""
        return _summed(((number, holder, country), tax) for number, holder, country, tax, _ in self.withholdings())

    def tax_remitted(self) -> Mapping[tuple[int, str], int]:
        """Tax remitted [minor] by country and the authority's wallet."""
        args = (event.args for event in self.of_bond("TaxRemitted"))
        return _summed(((each["country"], each["authority"]), each["amount"]) for each in args)

    def tax_received(self) -> Mapping[str, int]:
        """Tax remitted [minor] by the authority's wallet."""
        return _summed((wallet, amount) for (_, wallet), amount in self.tax_remitted().items())

    def rates_set(self) -> Mapping[tuple[int, int], int]:
        """Rates of tax as last set [1e-9], by country and investor class, of which one is 0."""
        args = (event.args for event in self.of_bond("WithholdingSet"))
        return {(each["country"], each["investorClass"]): each["rate"] for each in args}

    def rounding_returned(self) -> Mapping[int, int]:
        """What rounding on holdings left and went back to the issuer [minor], by coupon number."""
        args = (event.args for event in self.of_bond("RoundingReturned"))
        return _summed((each["number"], each["amount"]) for each in args)

    def principal_funded(self) -> int:
        """Principal funded [minor]."""
        return sum(event.args["total"] for event in self.of_bond("RedemptionFunded"))

    def principal_paid(self) -> Mapping[str, int]:
        """Principal paid at redemption [minor] by wallet."""
        return _summed((holder, units * event.args["principal"]) for holder, units, _, event in self.redemptions())

    def recovered(self) -> Mapping[str, int]:
        """Recoveries paid after acceleration [minor] by wallet."""
        return _summed((holder, amount) for holder, amount, _ in self.recoveries())

    def recoveries(self) -> Iterator[tuple[str, int, Event]]:
        """Holder, amount [minor] and event of each recovery paid."""
        for event in self.of_bond("RecoveriesPaid"):
            paid = zip(event.args["holders"], event.args["amounts"], strict=True)
            yield from ((holder, amount, event) for holder, amount in paid if amount)

    def units_redeemed(self) -> int:
        """Units burnt for their principal."""
        return sum(units for _, units, _, _ in self.redemptions())

    def received(self) -> Mapping[str, int]:
        """Money that moved from the bond [minor], by wallet."""
        transfers = (e.args for e in self.cash_events if e.name == "Transfer")
        return _summed((args["to"], args["value"]) for args in transfers if args["from"] == self.bond)

    def units_issued(self) -> int:
        """Units created over the life, also those that were destroyed since."""
        return sum(each.amount for each in movements(self.bond, self.bond_events) if each.sender is None)

    def cash_minted(self, within: Collection[str] | None = None) -> int:
        """Money created against fiat [minor], in the transactions named or in all."""
        return self._fiat("Minted", within)

    def cash_redeemed(self, within: Collection[str] | None = None) -> int:
        """Money burned for fiat [minor], in the transactions named or in all."""
        return self._fiat("Redeemed", within)

    def _fiat(self, name: str, within: Collection[str] | None) -> int:
        events = (event for event in self.cash_events if event.name == name)
        return sum(event.args["amount"] for event in events if within is None or event.transaction in within)

    def coupon_payments(self) -> Iterator[tuple[int, str, int, Event]]:
        """Number of the last coupon covered, holder, amount after tax [minor] and event; those of redemptions too."""
        for event in self.of_bond("CouponsPaid"):
            paid = zip(event.args["holders"], event.args["amounts"], strict=True)
            yield from ((event.args["throughNumber"], holder, amount, event) for holder, amount in paid if amount)
        last = max(self.funded(), default=0)  # all coupons are funded before the principal is
        yield from ((last, holder, interest, event) for holder, _, interest, event in self.redemptions() if interest)

    def puts(self) -> Iterator[tuple[str, int, int, Event]]:
        """Holder, units, interest after tax [minor] and event of each put that was repaid."""
        for event in self.of_bond("PutsRedeemed"):
            rows = zip(event.args["holders"], event.args["units"], event.args["interest"], strict=True)
            yield from ((*row, event) for row in rows if row[1])

    def put_money(self) -> Mapping[str, int]:
        """What puts repaid, principal and interest accrued [minor], by wallet."""
        return _summed((holder, units * event.args["principal"] + each) for holder, units, each, event in self.puts())

    def redemptions(self) -> Iterator[tuple[str, int, int, Event]]:
        """Holder, units, interest [minor] and event of each redemption."""
        for event in self.of_bond("Redeemed"):
            rows = zip(event.args["holders"], event.args["units"], event.args["interest"], strict=True)
            yield from ((*row, event) for row in rows if row[1])

    def withholdings(self) -> Iterator[tuple[int, str, int, int, Event]]:
        """Coupon number, holder, country, amount [minor] and event of each tax kept back."""
        for event in self.of_bond("TaxWithheld"):
            args = event.args
            yield args["number"], args["holder"], args["country"], args["amount"], event

    def of_bond(self, name: str) -> Iterable[Event]:
        """The bond's events of a name, in order."""
        return (event for event in self.bond_events if event.name == name)


def rebuild(chain: Chain, bond: str, cash: str) -> Rebuilt:
    """Read every event of a bond and its money, and fold the transfers.

    From the first block on: the money may be older than the issue.
    """
    last_block = chain.web3.eth.block_number
    bond_events = tuple(read_events(chain, "Bond", bond, 0, last_block))
    cash_events = tuple(read_events(chain, "CashToken", cash, 0, last_block))
    ledger = Ledger(movements(bond, bond_events))
    ledger.apply(movements(cash, cash_events))
    return Rebuilt(bond, cash, bond_events, cash_events, ledger)


def movements(asset: str, events: Iterable[Event]) -> Iterable[Movement]:
    """The transfers among a token's events, in order."""
    for event in events:
        if event.name == "Transfer":
            yield transfer(asset, event.args["from"], event.args["to"], event.args["value"])


def _summed(pairs: Iterable[tuple[Key, int]]) -> Mapping[Key, int]:
    totals: defaultdict[Key, int] = defaultdict(int)
    for key, amount in pairs:
        totals[key] += amount
    return dict(totals)
