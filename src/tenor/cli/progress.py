"""How a running campaign shows on a terminal: one line a step as it ends, a spinner on what is being sent.

One campaign of several shows in brief: the spinner, and one line at the end.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from zoneinfo import ZoneInfo

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from tenor.campaign.plan import Step
    from tenor.chain.intent import Intent

_MOMENT_WIDTH = len("2023-02-14 10:00")
_STAGE_WIDTH = 12


class Progress:
    """Prints stages as they end; used as a context manager, it closes the spinner on the way out."""

    def __init__(self, timezone: str, *, brief: bool = False) -> None:
        self._brief = brief
        self._console = Console(highlight=False)
        self._status = self._console.status("")
        self._zone = ZoneInfo(timezone)
        self._open: Step | None = None
        self._sent: list[str] = []

    def __enter__(self) -> Self:
        self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._status.stop()

    def say(self, stage: str, text: str, moment: datetime | None = None) -> None:
        """Print a stage that has ended."""
        if self._brief:
            return
        line = Table.grid(padding=(0, 2))
        line.add_column(width=_MOMENT_WIDTH, style="dim")
        line.add_column(width=_STAGE_WIDTH, style="bold")
        line.add_column(overflow="fold")
        line.add_row(f"{moment:%Y-%m-%d %H:%M}" if moment else "", escape(stage), escape(text))
        self._console.print(line)

    def doing(self, text: str) -> None:
        """Say beside the spinner what is being done."""
        self._status.update(escape(text))

    def watch(self, step: Step, intent: Intent | None) -> None:
        """Follow the runner: a new step ends the one before it."""
        if intent is None:
            self.end_step()
            self._open = step
            self._status.update(f"{step.stage} ...")
        else:
            self._sent.append(intent.what)
            self._status.update(f"{step.stage}: {escape(intent.what)}")

    def end_step(self) -> None:
        """Print the step that was open, if any."""
        if self._open is not None:
            self.say(
                self._open.stage, _summary(self._open, self._sent), datetime.fromtimestamp(self._open.at, self._zone)
            )
        self._open, self._sent = None, []

    def close(self, report: Mapping[str, Any], where: str) -> None:
        """Print the closing table, or in brief the one line."""
        if self._brief:
            self._console.print(f"{_closing_line(report)}; {escape(where)}", soft_wrap=True)
            return
        self._console.print(_closing_table(report))
        self._console.print(f"report: {escape(where)}", soft_wrap=True)


def _summary(step: Step, sent: list[str]) -> str:
    if not sent:
        return step.note or "nothing to send"
    return sent[0] if len(sent) == 1 else f"{len(sent)} transactions"


def _closing_table(report: Mapping[str, Any]) -> Table:
    currency, terms, run = report["terms"]["currency"], report["terms"], report["run"]
    table = Table(box=SIMPLE_HEAD, title=escape(f"{terms['name']} ({terms['issue_id']})"), highlight=False)
    table.add_column("")
    for heading in ("per unit", "total", "paid"):
        table.add_column(f"{heading}, {currency}", justify="right")
    for coupon in report["coupons"]:
        label = f"coupon {coupon['number']}, {coupon['pay_date']}"
        table.add_row(label, *(_grouped(coupon[key]) for key in ("amount_per_unit", "total", "paid")))
    redemption = report["redemption"]
    if report["coupons"]:
        table.add_row("interest over the life", "", "", _grouped(redemption["interest_over_life"]))
    if report["tax"]:
        table.add_row("of it tax, remitted", "", "", _grouped(_remitted(report["tax"])))
    if terms["amortisation"]:
        table.add_row("principal with coupons", "", "", _grouped(redemption["instalments"]))
    for label, amount in _besides(report):
        table.add_row(label, "", "", _grouped(str(amount)))
    table.add_row(
        f"principal, {redemption['date']}",
        *(_grouped(redemption[key]) for key in ("per_unit", "total", "principal")),
        end_section=True,
    )
    supply, verdict = report["supply"], report["reconciliation"]
    table.add_row("bond supply, units", "", "", f"{supply['bond']:,}")
    table.add_row("cash-token supply", "", "", _grouped(supply["cash"]))
    gas = sum(transaction["gas"] for transaction in run["transactions"])
    table.add_row("transactions and gas", "", f"{len(run['transactions']):,}", f"{gas:,}")
    table.add_row("reconciliation", "", f"{len(verdict['checks'])} checks", _verdict(verdict))
    return table


def _besides(report: Mapping[str, Any]) -> list[tuple[str, Decimal]]:
    """What holders were paid by puts and as recoveries, where any was."""
    sums = (
        (label, sum((Decimal(each.get(key, "0")) for each in report["holders"]), Decimal(0)))
        for label, key in (("puts repaid", "put"), ("recoveries", "recovered"))
    )
    return [(label, amount) for label, amount in sums if amount]


def _closing_line(report: Mapping[str, Any]) -> str:
    currency, redemption, verdict = report["terms"]["currency"], report["redemption"], report["reconciliation"]
    repaid = str(Decimal(redemption["principal"]) + Decimal(redemption["instalments"]))
    paid = f"{currency} {_grouped(repaid)} repaid, interest {_grouped(redemption['interest_over_life'])}"
    paid += "".join(f", {label} {_grouped(str(amount))}" for label, amount in _besides(report))
    return f"{escape(report['campaign']['id'])}: {paid}; {len(verdict['checks'])} checks, {_verdict(verdict)}"


def _verdict(verdict: Mapping[str, Any]) -> str:
    return "[bold green]all agree[/]" if verdict["ok"] else f"[bold red]{escape(verdict['first_difference'])}[/]"


def _remitted(tax: Mapping[str, Any]) -> str:
    return str(sum((Decimal(row["amount"]) for row in tax["remittances"]), Decimal(0)))


def _grouped(amount: str) -> str:
    whole, point, minor = amount.partition(".")
    return f"{int(whole):,}{point}{minor}"
