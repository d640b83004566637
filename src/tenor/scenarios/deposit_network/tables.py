"""The tables of the page."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from tenor.money.codes import meaning
from tenor.money.payment import Method
from tenor.reports.formats import DASH, decimal_text, percent_text, signed_text
from tenor.reports.interbank import Scribe
from tenor.reports.page import Table
from tenor.reports.singleness import exceptions
from tenor.scenarios.deposit_network.network import CURRENCY
from tenor.scenarios.deposit_network.outcome import Outcome
from tenor.units import Money

WAYS = {
    Method.RESERVES: "reserves, at once",
    Method.CORRESPONDENT: "correspondent",
    Method.CONFIRMED: "confirmed by the RTGS operator",
    Method.NETTED: "net, at the cut-off",
}


def ways_table(outcome: Outcome) -> Table:
    """What each way of settling came to."""
    rows = []
    for way in outcome.ways:
        outside = way.method is Method.CONFIRMED
        moved = "elsewhere" if outside else money(way.reserves)
        share = DASH if outside else percent_text(way.reserves, way.value)
        counts = (way.made, way.final, way.sent_back, way.refused)
        rows.append((WAYS[way.method], *map(str, counts), money(way.value), moved, share))
    columns = (
        "settled",
        "made:",
        "final:",
        "sent back:",
        "refused:",
        "final, HKD:",
        "reserves moved, HKD:",
        "of value:",
    )
    note = (
        "Refused: by the chain, before anything was sent, as it foresaw that the payment could not be made. "
        "Correspondents were funded in reserves before the day, see below."
    )
    return Table("Ways of settling", columns, rows, note)


def needs_table(outcome: Outcome) -> Table:
    """What each bank had, and what the day would have needed of it in reserves alone."""
    rows = [(each.code, money(each.opened), money(each.gross), money(each.net)) for each in outcome.needs]
    totals = [sum(getattr(each, member) for each in outcome.needs) for member in ("opened", "gross", "net")]
    return Table(
        "Reserves: what there was, and what the day's payments would need in them alone",
        ("bank", "opened with, HKD:", "gross need, HKD:", "net need, HKD:"),
        [*rows, ("all", *map(money, totals))],
    )


def nostros_table(outcome: Outcome) -> Table:
    """What banks have at each other, as funded and at the end."""
    network, rows = outcome.course.network, []
    for house in {each.house.code: each.house for each in outcome.course.plan.customers}.values():
        for code, funded in house.nostros:
            left = outcome.books.ledger.balance(network.tokens[code], network.actors[house.code].wallet)
            rows.append((house.code, code, money(funded), money(left)))
    return Table("Accounts of banks at banks", ("bank", "at", "funded, HKD:", "left, HKD:"), rows)


def sessions_table(outcome: Outcome) -> Table:
    """The sessions, part by part."""
    history = outcome.books.history
    told = [event.args for event in history.events if event.name == "SessionSettled"]
    rows = []
    for each, args in zip(outcome.course.sessions, told, strict=True):
        left = ", ".join(f"{code} {number}" for code, number in each.left.items())
        figures = money(args["gross"]), money(args["net"]), percent_text(args["net"], args["gross"])
        at = f"{each.at // 3_600:02d}:{each.at // 60 % 60:02d}"
        rows.append((at, str(each.part), str(each.payments), str(each.sent_back), left or "none", *figures))
    return Table(
        "Sessions",
        ("at", "part:", "settled:", "sent back:", "left waiting", "gross, HKD:", "net, HKD:", "of gross:"),
        rows,
        "Left waiting: by bank, what is not feasible within its order, reserves, cap and bilateral limits.",
    )


def money_table(scribe: Scribe, outcome: Outcome) -> Table:
    """Each bank's money at the end."""
    rows = []
    for each in outcome.money:
        told = scribe.money(each)
        rows.append((
            told["bank"], str(told["holders"]), *(decimal_text(told[key]) for key in ("held", "liability", "supply")),
            "agree" if told["agrees"] else "DIFFER",
        ))  # fmt: skip
    columns = ("bank", "holders:", "customers hold, HKD:", "bank owes, HKD:", "supply, HKD:", "")
    return Table("Customers' money, liability and supply when the day is over", columns, rows)


def exchange_table(scribe: Scribe, outcome: Outcome) -> Table:
    """What was paid between each two banks, on both sides."""
    told = sorted(map(scribe.exchange, outcome.exchanges), key=lambda each: (each["payer_bank"], each["payee_bank"]))
    rows = [
        (
            f"{each['payer_bank']} to {each['payee_bank']}", str(each["payments"]), decimal_text(each["debited"]),
            decimal_text(each["credited"]),
        )
        for each in told
    ]  # fmt: skip
    columns = ("from and to", "payments:", "ceased at the one, HKD:", "came to be at the other, HKD:")
    return Table("One unit for one", columns, rows)


def payments_table(scribe: Scribe, outcome: Outcome) -> Table:
    """Every payment between banks."""
    rows = [
        (
            _parties(told["payer"], told["payer_bank"], told["payee"], told["payee_bank"]),
            decimal_text(told["amount"]),
            told["purpose"], told["method"], told["made"][11:16], told["ended"][11:16], told["state"], told["uetr"][:8],
        )
        for told in map(scribe.payment, outcome.books.payments.values())
    ]  # fmt: skip
    columns = ("payer and payee", "HKD:", "purpose", "method", "made", "ended", "state", "UETR")
    note = "Of each UETR its first eight characters; report.json has them whole, with every step of every payment."
    return Table("Payments between banks", columns, rows, note, sortable=True)


def troubles_table(scribe: Scribe, outcome: Outcome) -> Table:
    """Payments that did not simply become final, and why; many that timed out together are those of one queue."""
    odd = {story.id for story in exceptions(outcome.books)}
    rows = []
    for story in outcome.books.payments.values():
        told = scribe.payment(story)
        held = any("payee's bank" in step["what"] for step in told["steps"])
        asked = next((step["code"] for step in told["steps"] if step["what"] == "asked back"), "")
        if told["state"] != "final" or held or asked or story.returns or story.id in odd:
            steps = "; ".join(f"{step['at'][11:16]} {step['what']}" for step in told["steps"])
            code = told["reason"] or asked or (told["purpose"] if story.returns else "")
            unsettled = told["method"] == "confirmed" and told["state"].startswith("sent back")
            why = f"{code}: {meaning(code)}" if code else "not settled elsewhere" if unsettled else ""
            rows.append((steps, why, told["state"], told["method"], decimal_text(told["amount"]), told["uetr"][:8]))
    columns = ("what happened", "reason", "state", "method", "HKD:", "UETR")
    return Table("Held, sent back, asked back", columns, rows)


def refused_table(outcome: Outcome) -> Table:
    """Payments that are not on the chain."""
    rows = []
    for each in outcome.course.refused:
        order, at = each.order, f"{each.at // 3_600:02d}:{each.at // 60 % 60:02d}"
        parties = _parties(order.payer.name, order.payer.house.code, order.payee.name, order.payee.house.code)
        reason = each.reason.removeprefix("refused: ").partition("(")[0]
        rows.append((parties, at, money(order.amount), order.method.name.lower(), reason, str(order.uetr)[:8]))
    columns = ("payer and payee", "at", "HKD:", "method", "the chain's reason", "UETR")
    return Table("Refused before anything was sent", columns, rows)


def statement_table(told: dict[str, Any]) -> Table:
    """One customer's statement."""
    rows = [("opening balance", "", "", "", "", decimal_text(told["opening"]))]
    rows += map(_line, told["lines"])
    rows.append(("closing balance", "", "", "", "", decimal_text(told["closing"])))
    columns = ("what", "at", "counterparty", "UETR", "HKD:", "balance:")
    return Table(f"{told['holder']}, at {told['bank']}", columns, rows)


def money(minor: int) -> str:
    """An amount in major units."""
    return decimal_text(Money(minor, CURRENCY).amount)


def total(amounts: Iterable[int]) -> str:
    """A sum in millions with one decimal."""
    return decimal_text((Decimal(sum(amounts)) / 10**8).quantize(Decimal("0.1")))


def _line(line: dict[str, Any]) -> tuple[str, str, str, str, str, str]:
    bank = f" ({line['counterparty_bank']})" if line["counterparty_bank"] else ""
    what = f"return of {line['returns'][:8]}" if line["returns"] else line["what"]
    what = f"held for {line['held_for']}" if line["held_for"] else what
    change, balance = signed_text(line["change"]), decimal_text(line["balance"])
    return what, line["at"][11:19], line["counterparty"] + bank, line["uetr"][:8], change, balance


def _parties(payer: str, payer_bank: str, payee: str, payee_bank: str) -> str:
    return f"{payer} ({payer_bank}) to {payee} ({payee_bank})"
