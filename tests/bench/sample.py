"""A contract with every kind of fork, compiled as for a measure and run on the tests' chain."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import solcx
from eth_abi.abi import encode
from eth_utils.crypto import keccak

from bench.coverage.compiled import Compiled, compile_with_maps, measured_input
from bench.coverage.recorder import Recorder
from bench.coverage.tally import Tally, tally
from tenor.artifacts.artifact import Build, artifacts_of
from tenor.artifacts.solc import ensure_solc
from tenor.chain.connection import Chain

SOURCE = """// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

library Doubles {
    function doubled(uint256 x) internal pure returns (uint256) {
        return 2 * x;
    }
}

contract Sample {
    error Odd(uint256 value);

    uint256 private immutable _seed;
    uint256 private _last;

    constructor(uint256 seed) {
        _seed = seed;
    }

    function pick(uint256 x) external returns (uint256 y) {
        require(x != 7, Odd(x));
        y = x > 10 ? x : _seed;
        if (x == 3 && y == _seed) {
            y = 5;
        } else {
            y = 6;
        }
        for (uint256 i = 0; i < x; ++i) y += i;
        assembly ("memory-safe") {
            if gt(x, 100) {
                y := 100
            }
        }
        _last = y;
        assert(y != 0);
    }

    function unused(uint256 x) external pure returns (uint256) {
        return Doubles.doubled(x);
    }

    function last() external view returns (uint256) {
        return _last;
    }
}

contract Front {
    address private immutable _next;

    constructor(address next) {
        _next = next;
    }

    fallback() external {
        (bool done,) = _next.delegatecall(msg.data);
        require(done);
    }
}
"""
UNIT = "contracts/Sample.sol"
SENDER = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"  # the first account of a development chain


@dataclass(frozen=True)
class Sample:
    """Both contracts on a chain, and a recorder of what is sent to them."""

    chain: Chain
    compiled: Compiled
    build: Build
    recorder: Recorder

    def deploy(self, contract: str, argument: object) -> str:
        """Create a contract with its one argument; its address."""
        kind = "uint256" if isinstance(argument, int) else "address"
        data = self.build.artifacts[contract].bytecode + encode([kind], [argument]).hex()
        address: str = self.send(None, data)["contractAddress"]
        return address

    def send(self, to: str | None, data: str) -> dict[str, Any]:
        """Send a transaction, which may revert, and read its receipt."""
        call = {"from": SENDER, "data": data, "gas": hex(10**6)} | ({} if to is None else {"to": to})
        transaction = self.ask("eth_sendTransaction", [call])["result"]
        receipt: dict[str, Any] | None = None
        while receipt is None:
            receipt = self.ask("eth_getTransactionReceipt", [transaction])["result"]
        return receipt

    def ask(self, method: str, params: list[Any]) -> dict[str, Any]:
        """Ask the node, with the recorder looking on."""
        node: Any = self.chain.web3.provider.make_request
        reply: dict[str, Any] = node(method, params)
        self.recorder.saw(node, method, params, reply)
        return reply

    def tally(self) -> Tally:
        """What was run of the file so far."""
        return tally(self.compiled, self.recorder.record.hits)[UNIT]


def pick(value: int) -> str:
    """Calldata of `pick`."""
    return "0x" + keccak(text="pick(uint256)")[:4].hex() + encode(["uint256"], [value]).hex()


def sampled(root: Path) -> partial[Sample]:
    """Compile the sample in a tree of its own; the chain is still to be given."""
    (root / UNIT).parent.mkdir(parents=True)
    (root / UNIT).write_text(SOURCE)
    compiler = ensure_solc().path
    document = measured_input(root)
    output = solcx.compile_standard(document, solc_binary=compiler, base_path=compiler.parent, allow_empty=True)
    build = Build("sample", "", "", artifacts_of(output), ())
    return partial(Sample, compiled=compile_with_maps(root), build=build, recorder=Recorder(build))
