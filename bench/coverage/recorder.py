"""What the tests ran: every transaction and call that a node answered is traced once more and added up by contract."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from requests.exceptions import RequestException
from web3.exceptions import Web3Exception

from tenor.artifacts.artifact import Artifact, Build

TRACER = Path(__file__).with_name("tracer.js")

CREATED, DEPLOYED = "created", "deployed"
"""The two codes of a contract: the one that runs its constructor, and the one that stands on chain."""

Part = tuple[str, str]
"""Contract name, and which of its two codes."""


Node = Callable[[str, list[Any]], Mapping[str, Any]]
"""Asks a node by method and parameters and returns its whole reply."""


@dataclass(slots=True)
class Hits:
    """Instructions that ran in one code, and which sides of its conditional jumps: 1 went on, 2 jumped, 3 both."""

    pcs: set[int] = field(default_factory=set)
    jumps: dict[int, int] = field(default_factory=dict)

    def add(self, pcs: Iterable[int], jumps: Mapping[Any, int]) -> None:
        """Add what another run saw."""
        self.pcs.update(pcs)
        for pc, sides in jumps.items():
            self.jumps[int(pc)] = self.jumps.get(int(pc), 0) | sides


@dataclass(slots=True)
class Record:
    """All hits by code, and how the tracing went.

    Attributes:
        builds: keys of the builds that the tests ran; more than one if a source changed meanwhile.
        traced: transactions and calls that were traced.
        lost: those that could not be, or that did something else when traced: their lines are not counted.
    """

    hits: defaultdict[Part, Hits] = field(default_factory=lambda: defaultdict(Hits))
    builds: set[str] = field(default_factory=set)
    traced: int = 0
    lost: list[str] = field(default_factory=list)

    def write(self, path: Path) -> None:
        """Write as JSON, for `read` in another process."""
        rows = [[*part, sorted(hits.pcs), hits.jumps] for part, hits in sorted(self.hits.items())]
        document = {"hits": rows, "builds": sorted(self.builds), "traced": self.traced, "lost": self.lost}
        path.write_text(json.dumps(document))

    def read(self, path: Path) -> None:
        """Add what another process wrote."""
        document = json.loads(path.read_text())
        for contract, part, pcs, jumps in document["hits"]:
            self.hits[contract, part].add(pcs, jumps)
        self.builds.update(document["builds"])
        self.traced += document["traced"]
        self.lost += document["lost"]


class Recorder:
    """Watches what a process asks of its nodes."""

    def __init__(self, build: Build) -> None:
        self.record = Record(builds={build.key})
        self._codes = Codes(build.artifacts)
        self._tracer = {"tracer": TRACER.read_text(encoding="utf-8")}
        self._seen: set[tuple[str, str]] = set()

    def saw(self, node: Node, method: str, params: list[Any], reply: Mapping[str, Any]) -> None:
        """Trace what a request ran, if it ran anything; a transaction when its receipt is read.

        An estimate that succeeds is left out: the transaction that it is for follows.
        """
        if method == "eth_getTransactionReceipt" and reply.get("result"):
            self._transaction(node, reply["result"])
        elif method == "eth_call" or (method == "eth_estimateGas" and "error" in reply):
            self._call(node, params, reply)

    def _transaction(self, node: Node, receipt: Mapping[str, Any]) -> None:
        # The same transaction may be mined again, elsewhere, after the chain went back.
        key = receipt["transactionHash"], receipt["blockHash"]
        if key in self._seen:
            return
        self._seen.add(key)
        trace = self._trace(node, "debug_traceTransaction", [receipt["transactionHash"], self._tracer])
        if trace is not None:
            self._add(trace, "transaction", same=trace["failed"] == (receipt["status"] == "0x0"))

    def _call(self, node: Node, params: list[Any], reply: Mapping[str, Any]) -> None:
        block = params[1] if len(params) > 1 else "latest"
        overrides = {"stateOverrides": params[2]} if len(params) > 2 else {}  # noqa: PLR2004 -- eth_call's third
        trace = self._trace(node, "debug_traceCall", [params[0], block, self._tracer | overrides])
        if trace is None:
            return
        if "error" in reply:
            same = trace["failed"] and trace["output"] == (reply["error"].get("data") or "0x")
        else:
            same = not trace["failed"] and trace["output"] == reply["result"]
        self._add(trace, "call", same=same)

    def _trace(self, node: Node, method: str, params: list[Any]) -> dict[str, Any] | None:
        try:
            reply = node(method, params)
        except (RequestException, Web3Exception, OSError) as exc:
            self.record.lost.append(f"{method}: {type(exc).__name__}")
            return None
        if "error" in reply:
            self.record.lost.append(f"{method}: {reply['error'].get('message')}")
            return None
        trace: dict[str, Any] = reply["result"]
        return trace

    def _add(self, trace: Mapping[str, Any], what: str, *, same: bool) -> None:
        if not same:
            self.record.lost.append(f"{what}: traced again it did something else")
            return
        self.record.traced += 1
        for frame in trace["frames"]:
            part = self._codes.part_of(frame["code"], created=frame["created"])
            if part is not None:
                self.record.hits[part].add(frame["pcs"], frame["jumps"])


class Codes:
    """Tells which contract a code is of, whatever its immutables and constructor arguments."""

    def __init__(self, artifacts: Mapping[str, Artifact]) -> None:
        self._known: dict[tuple[str, bool], Part | None] = {}
        self._created = [(artifact.bytecode, name) for name, artifact in artifacts.items() if artifact.bytecode != "0x"]
        self._deployed: defaultdict[int, list[tuple[Artifact, str]]] = defaultdict(list)
        for name, artifact in artifacts.items():
            if artifact.size > 0:
                self._deployed[artifact.size].append((artifact, name))

    def part_of(self, code: str, *, created: bool) -> Part | None:
        """The contract and part of a code in 0x-hex; None for a clone, a precompile or anybody else's."""
        key = code, created
        if key not in self._known:
            self._known[key] = self._find_created(code) if created else self._find_deployed(code)
        return self._known[key]

    def _find_created(self, code: str) -> Part | None:
        return next(((name, CREATED) for known, name in self._created if code.startswith(known)), None)

    def _find_deployed(self, code: str) -> Part | None:
        for artifact, name in self._deployed[len(code) // 2 - 1]:
            if without_immutables(code, artifact) == artifact.deployed_bytecode:
                return name, DEPLOYED
        return None


def without_immutables(code: str, artifact: Artifact) -> str:
    """A deployed code with zeros where its immutables stand, as the compiler gives it."""
    for places in artifact.immutable_references.values():
        for place in places:
            start, end = 2 + 2 * place["start"], 2 + 2 * (place["start"] + place["length"])
            code = code[:start] + "0" * (end - start) + code[end:]
    return code
