"""What is counted, on a small contract that is compiled, deployed, called and traced."""

from __future__ import annotations

from functools import partial

import pytest

from bench.coverage.recorder import Recorder
from tenor.chain.connection import Chain
from tests.bench.sample import UNIT, Sample, pick, sampled

EVERY_WAY = (1, 3, 7, 12, 101)


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> partial[Sample]:
    return sampled(tmp_path_factory.mktemp("sample"))


@pytest.fixture
def sample(compiled: partial[Sample], chain: Chain) -> Sample:
    return compiled(chain=chain, recorder=Recorder(compiled.keywords["build"]))


@pytest.mark.requirement("COV-2")
def test_tally__nothing_run__misses_every_line_and_both_sides_of_every_fork(sample: Sample) -> None:
    figures = sample.tally()
    assert figures.covered == (0, 0)
    assert [place.split(":")[0] for place in figures.missed_lines] == [
        *("6", "17", "21", "22", "23", "24", "26", "28", "30", "31", "34", "35", "39", "43", "51", "55", "56"),
    ]
    # require 2, ternary, if, &&, for, assembly if; an assert is no branch
    assert figures.branches == len(figures.missed_branches) == 14


@pytest.mark.requirement("COV-2")
def test_tally__one_way_run__names_the_other_sides_by_line_and_source(sample: Sample) -> None:
    sample.send(sample.deploy("Sample", 4), pick(1))
    figures = sample.tally()
    assert figures.missed_lines == [
        "6: return 2 * x;",
        "24: y = 5;",
        "31: y := 100",
        "39: return Doubles.doubled(x);",
        "43: return _last;",
        "51: _next = next;",
        "55: (bool done,) = _next.delegatecall(msg.data);",
        "56: require(done);",
    ]
    assert figures.missed_branches == [
        "21: x != 7: never refused",
        "22: x > 10: never true",
        "23: x == 3 && y == _seed: never true",
        "23: y == _seed: never asked",
        "30: gt(x, 100): never true",
        "56: done: never passed",
        "56: done: never refused",
    ]


@pytest.mark.requirement("COV-2")
def test_tally__every_way_run__misses_only_what_was_never_called(sample: Sample) -> None:
    address = sample.deploy("Sample", 4)
    receipts = {value: sample.send(address, pick(value)) for value in EVERY_WAY}
    assert [value for value, receipt in receipts.items() if receipt["status"] == "0x0"] == [7]
    figures = sample.tally()
    assert [place.split(":")[0] for place in figures.missed_lines] == ["6", "39", "43", "51", "55", "56"]
    assert figures.missed_branches == ["56: done: never passed", "56: done: never refused"]


@pytest.mark.requirement("COV-2")
def test_tally__delegated_call__counts_for_the_code_that_ran(sample: Sample) -> None:
    front = sample.deploy("Front", bytes.fromhex(sample.deploy("Sample", 4)[2:]))
    sample.send(front, pick(3))
    figures = sample.tally()
    assert "24: y = 5;" not in figures.missed_lines
    assert "26: y = 6;" in figures.missed_lines
    assert not {"51", "55", "56"} & {place.split(":")[0] for place in figures.missed_lines}


@pytest.mark.requirement("COV-2")
def test_tally__call_that_reverts__counts_as_far_as_it_came(sample: Sample) -> None:
    address = sample.deploy("Sample", 4)
    assert "error" in sample.ask("eth_call", [{"to": address, "data": pick(7)}, "latest"])
    figures = sample.tally()
    assert "21: x != 7: never passed" in figures.missed_branches
    assert "22: y = x > 10 ? x : _seed;" in figures.missed_lines
    assert "21: require(x != 7, Odd(x));" not in figures.missed_lines


@pytest.mark.requirement("COV-2")
def test_tally__file_of_declarations_only__is_left_out(sample: Sample) -> None:
    assert list(sample.compiled.trees) == [UNIT]
    sample.compiled.trees["contracts/Empty.sol"] = {"nodeType": "SourceUnit", "src": "0:0:9"}
    sample.compiled.sources["contracts/Empty.sol"] = b""
    assert sample.tally().lines == 17
