"""What tests of `tenor bond` share: a bond from a file, its commands, and refusals that send nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.cli.starting import Tenor
from tests.contracts.world import World
from tests.servicing.sheets import create_from, write_sheet


@dataclass(frozen=True)
class Case:
    """A bond on the chain with its term sheet, and the commands about it."""

    tenor: Tenor
    world: World
    sheet: Path
    folder: Path

    @property
    def bond(self) -> str:
        """Its address."""
        return self.world.bond.wallet

    def run(self, command: str, *arguments: object) -> str:
        """Carry out a command about the bond, which succeeds; what it prints."""
        status, out, err = self.start(command, *arguments)
        assert (status, err) == (0, ""), err
        return out

    def with_sheet(self, command: str, *arguments: object) -> str:
        """The same of a command that takes the term sheet."""
        return self.run(command, self.sheet, *arguments)

    def refused(self, command: str, *arguments: object) -> str:
        """Start a command that is refused before anything is sent; what it says."""
        before = self.world.chain.web3.eth.block_number
        status, out, err = self.start(command, *arguments)
        assert (status, out) == (2, ""), out + err
        assert self.world.chain.web3.eth.block_number == before, "something was sent"
        return err.removeprefix("error: ").rstrip("\n")

    def start(self, command: str, *arguments: object) -> tuple[int, str, str]:
        """Exit status, standard output and standard error."""
        return self.tenor(command, self.bond, *arguments, "--rpc", self.world.chain.url)

    def fund(self, number: object, *options: object) -> str:
        """Approve a payment and fund it, the paying agent having the money."""
        approval = self.folder / f"approval-{number}.json"
        self.run("approve", number, "--out", approval)
        return self.run("fund", number, "--approval", approval, *options)


def case_of(tenor: Tenor, world: World, folder: Path, **changes: Any) -> Case:  # noqa: ANN401 -- any field
    """The bond of a term sheet of such fields, on the chain of the world."""
    sheet = write_sheet(folder, **changes)
    return Case(tenor, create_from(world, sheet), sheet, folder)


def issued(case: Case) -> Case:
    """The same, with 300 units of 1,000 at investor a and the others at investor b."""
    case.world.distribute({case.world.investor_a: 300, case.world.investor_b: 700})
    return case


def funded(case: Case, number: int) -> Case:
    """The same, with a coupon recorded and funded by the commands."""
    case.world.record(number)
    case.world.mint(case.world.paying_agent, 10**10)
    case.fund(number)
    return case
