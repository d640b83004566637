"""A tool that knows only the published ERC-3643 and ONCHAINID ABIs: it lives through all that the standard has.

It deploys stock identities and a stock claim issuer, onboards, mints, moves, pauses, freezes, forces, burns, recovers
and takes back, and after each act holds events and state against the standard. By hand, against any node::

    python tests/conformance suite.json

where the file names the node, the suite and the keys of three accounts with gas money::

    {"rpc_url": "http://127.0.0.1:8545", "token": "0x...", "registry": "0x...", "unit": 5,
     "token_owner": "<key>", "registry_owner": "<key>", "agent": "<key>"}

Use it on development chains only: it changes who may hold and leaves units behind.
"""

# ruff: noqa: T201 -- it speaks to who runs it

from __future__ import annotations

import argparse
import json
import secrets
import sys
from collections.abc import Callable
from pathlib import Path

from eth_account import Account
from eth_utils.address import to_checksum_address
from web3 import HTTPProvider

from tests.conformance import moving, registering
from tests.conformance.books import Nonconformity
from tests.conformance.node import Node, Suite, open_node, open_suite
from tests.conformance.run import Run, Setup, start

STAGES: tuple[Callable[[Run], None], ...] = (
    *(registering.appoint, registering.trust, registering.register, registering.refuse_unproved, registering.store),
    *(moving.mint, moving.transfer, moving.pause, moving.freeze_addresses, moving.freeze_units),
    *(
        moving.force,
        moving.burn,
        registering.change,
        moving.recover,
        registering.revoke,
        registering.delete,
        registering.lapse,
    ),
    *(moving.describe, registering.retire),
)


def run_tool(node: Node, setup: Setup, watch: Callable[[str], object] = lambda _: None) -> Suite:
    """Carry out every stage; raises Nonconformity, with the stage, where the suite does not do as the standard says.

    Args:
        watch: is told of each stage that is done.
    """
    run = start(node, setup, open_suite(node, setup.token, setup.registry))
    for stage in STAGES:
        try:
            stage(run)
        except Nonconformity as exc:
            raise Nonconformity(f"{stage.__name__}: {exc}") from exc
        watch(f"{stage.__name__}: {(stage.__doc__ or '').splitlines()[0]}")
    return run.suite


def main(arguments: list[str] | None = None) -> int:
    """Read the file, carry out the run and print what was done."""
    parser = argparse.ArgumentParser(description="Hold a token suite against ERC-3643.")
    parser.add_argument("suite", type=Path, help="JSON file: rpc_url, token, registry, unit and the three keys")
    given = json.loads(parser.parse_args(arguments).suite.read_text(encoding="utf-8"))
    setup = Setup(
        token=to_checksum_address(given["token"]),
        registry=to_checksum_address(given["registry"]),
        **{role: Account.from_key(given[role]) for role in ("token_owner", "registry_owner", "agent")},
        unit=int(given.get("unit", 1)),
        seed=secrets.token_hex(16),
    )
    try:
        suite = run_tool(open_node(HTTPProvider(given["rpc_url"])), setup, print)
    except Nonconformity as exc:
        print(f"not as ERC-3643 says: {exc}", file=sys.stderr)
        return 1
    print(f"conforms: {suite.node.transactions} transactions, {len(suite.called)} functions, {len(suite.seen)} events")
    return 0
