"""`ape run campaign`: a campaign lived through on its own Anvil, and its end read back through Ape's contracts."""

from __future__ import annotations

from pathlib import Path

import click
from ape import networks, project

from tenor.campaign.issues import issues_of
from tenor.campaign.load import load_campaign
from tenor.campaign.model import Campaign
from tenor.campaign.run import open_chain, run_campaign
from tenor.chain.journal import Journal
from tenor.cli.progress import Progress
from tenor.errors import ReconciliationFailed, TenorError


@click.command()
@click.option("--folder", type=click.Path(path_type=Path), default="campaigns/hksar-2023", show_default=True)
def cli(folder: Path) -> None:
    """Carry out a campaign, attach Ape to its chain and compare what Ape reads with what must stand at the end.

    The campaigns of a folder of several are carried out in turn, each on a chain of its own.
    """
    try:
        for campaign in [load_campaign(path) for path in issues_of(folder) or (folder,)]:
            _carry_out(campaign)
    except TenorError as exc:
        click.secho(f"error: {exc}", fg="red", err=True)
        raise SystemExit(exc.exit_status) from exc


def _carry_out(campaign: Campaign) -> None:
    with open_chain(campaign, None) as chain, Progress(campaign.terms.timezone) as progress:
        contracts = run_campaign(campaign, chain, Journal(), progress.watch).desk.deployment.deployment
        progress.end_step()
        with networks.parse_network_choice("ethereum:local:foundry", provider_settings={"host": chain.url}):
            # The faces of the contracts that the tokens delegate their views to.
            supply = project.BondAdministration.at(contracts.bond).totalSupply()
            bond = project.BondPricing.at(contracts.bond)
            cash = project.CashAdministration.at(contracts.cash)
            expected = [campaign.schedule.coupon_on(period, 1) for period in campaign.schedule.coupons]
            _read("bond supply [units]", supply, 0)
            _read("cash supply [minor]", cash.totalSupply(), 0)
            _read("coupons funded", bond.couponsFunded(), len(expected))
            _read("principal funded", bond.redemptionFunded(), expected=True)
            amounts = [bond.coupon(number).amountPerUnit for number in range(1, bond.couponCount() + 1)]
            _read("coupons per unit [minor]", amounts, expected)


def _read(what: str, found: object, expected: object) -> None:
    click.echo(f"Ape reads  {what:24}  {found}")
    if found != expected:
        raise ReconciliationFailed(what, f"Ape reads {found}, not {expected}", "Compare with the report's events")
