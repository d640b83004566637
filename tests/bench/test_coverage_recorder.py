from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from requests.exceptions import ConnectionError as Disconnected

from bench.coverage.recorder import CREATED, DEPLOYED, Codes, Hits, Record, Recorder
from tenor.artifacts.artifact import Artifact, Build

ARTIFACT = Artifact(
    "Vault", "contracts/Vault.sol", (), "0x6001", "0x60aa000000bb", {"7": [{"start": 2, "length": 3}]}, {}
)
BUILD = Build("key", "", "", {"Vault": ARTIFACT}, ())
RAN = {"created": False, "code": "0x60aa123456bb", "pcs": [0, 2], "jumps": {"2": 1}}


class Node:
    """Answers every trace with the same, and notes what it was asked."""

    def __init__(self, **trace: object) -> None:
        self.trace = {"failed": False, "output": "0x01", "frames": [RAN]} | trace
        self.asked: list[tuple[str, list[Any]]] = []

    def __call__(self, method: str, params: list[Any]) -> dict[str, Any]:
        self.asked.append((method, params))
        return {"result": self.trace}


def receipt(block: str = "0xb1", status: str = "0x1") -> dict[str, Any]:
    return {"result": {"transactionHash": "0xaa", "blockHash": block, "status": status}}


@pytest.fixture
def recorder() -> Recorder:
    return Recorder(BUILD)


@pytest.mark.requirement("COV-2")
def test_saw__receipt__is_traced_once_for_each_block_it_stands_in(recorder: Recorder) -> None:
    node = Node()
    for block in ("0xb1", "0xb1", "0xb2"):
        recorder.saw(node, "eth_getTransactionReceipt", ["0xaa"], receipt(block))
    assert [(method, params[0]) for method, params in node.asked] == [("debug_traceTransaction", "0xaa")] * 2
    assert recorder.record.traced == 2
    assert recorder.record.hits == {("Vault", DEPLOYED): Hits({0, 2}, {2: 1})}


@pytest.mark.requirement("COV-2")
@pytest.mark.parametrize(
    ("method", "reply"),
    [
        ("eth_getTransactionReceipt", {"result": None}),
        ("eth_estimateGas", {"result": "0x1"}),
        ("eth_sendTransaction", {"result": "0xaa"}),
    ],
)
def test_saw__request_that_ran_nothing_of_its_own__is_not_traced(
    recorder: Recorder, method: str, reply: dict[str, Any]
) -> None:
    node = Node()
    recorder.saw(node, method, [{}], reply)
    assert node.asked == []


@pytest.mark.requirement("COV-2")
def test_saw__call_with_block_and_overrides__is_traced_as_it_was_called(recorder: Recorder) -> None:
    node = Node()
    recorder.saw(node, "eth_call", [{"to": "0x1"}, "0x5", {"0x1": {"balance": "0x0"}}], {"result": "0x01"})
    ((method, (call, block, options)),) = node.asked
    assert (method, call, block) == ("debug_traceCall", {"to": "0x1"}, "0x5")
    assert options["stateOverrides"] == {"0x1": {"balance": "0x0"}}
    assert recorder.record.lost == []


@pytest.mark.requirement("COV-2")
def test_saw__dry_run_that_reverts__is_traced(recorder: Recorder) -> None:
    node = Node(failed=True, output="0xdead")
    recorder.saw(node, "eth_estimateGas", [{"to": "0x1"}], {"error": {"data": "0xdead"}})
    assert recorder.record.traced == 1
    assert recorder.record.lost == []


@pytest.mark.requirement("COV-2")
@pytest.mark.parametrize(
    ("method", "reply"),
    [
        ("eth_call", {"result": "0x02"}),
        ("eth_call", {"error": {"data": "0x01"}}),
        ("eth_getTransactionReceipt", receipt(status="0x0")),
    ],
)
def test_saw__trace_that_ends_otherwise__is_lost_and_counts_nothing(
    recorder: Recorder, method: str, reply: dict[str, Any]
) -> None:
    recorder.saw(Node(), method, [{}], reply)
    assert recorder.record.traced == 0
    assert recorder.record.hits == {}
    assert [what.partition(":")[2] for what in recorder.record.lost] == [" traced again it did something else"]


@pytest.mark.requirement("COV-2")
def test_saw__node_that_is_gone_or_refuses__is_lost(recorder: Recorder) -> None:
    def gone(_method: str, _params: list[Any]) -> dict[str, Any]:
        raise Disconnected

    recorder.saw(gone, "eth_call", [{}], {"result": "0x"})
    recorder.saw(lambda _method, _params: {"error": {"message": "no state"}}, "eth_call", [{}], {"result": "0x"})
    assert recorder.record.lost == ["debug_traceCall: ConnectionError", "debug_traceCall: no state"]


@pytest.mark.parametrize(
    ("code", "created", "part"),
    [
        ("0x60aa123456bb", False, ("Vault", DEPLOYED)),
        ("0x60ab123456bb", False, None),
        ("0x60aa123456bb00", False, None),
        ("0x6001", True, ("Vault", CREATED)),
        ("0x6001ffff", True, ("Vault", CREATED)),
        ("0x6002", True, None),
        ("0x", False, None),
    ],
)
def test_part_of__code__is_its_contract_whatever_immutables_and_arguments(
    code: str, part: tuple[str, str] | None, *, created: bool
) -> None:
    assert Codes(BUILD.artifacts).part_of(code, created=created) == part


def test_record__written_and_read_by_another__adds_up(tmp_path: Path) -> None:
    one, whole = Record(builds={"key"}, traced=3, lost=["x"]), Record()
    one.hits["Vault", DEPLOYED].add([1, 5], {5: 1})
    one.write(tmp_path / "1.json")
    whole.hits["Vault", DEPLOYED].add([7], {5: 2})
    whole.read(tmp_path / "1.json")
    assert whole == Record({("Vault", DEPLOYED): Hits({1, 5, 7}, {5: 3})}, {"key"}, 3, ["x"])  # type: ignore[arg-type]
