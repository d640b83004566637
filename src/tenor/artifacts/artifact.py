"""One compiled contract, and a whole build of them as it is kept in the cache and in the wheel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

MOCKS = "contracts/mocks/"
# Bond delegates to each in turn
DELEGATES = ("Servicing", "Administration", "Enforcement", "Fixing", "Options", "Trouble", "Pricing")
SIZE_LIMIT = 24_576  # [bytes] of deployed code (EIP-170)


@dataclass(frozen=True, slots=True)
class Artifact:
    """What the compiler says about one contract.

    Attributes:
        name: contract name, unique over the project and what it imports.
        source: source unit, e.g. ``contracts/bond/Bond.sol``.
        abi: its functions, events and errors, as solc lists them.
        bytecode: creation code as 0x-hex; ``0x`` for an interface or an abstract contract.
        deployed_bytecode: code as it stands on chain, with zeros where immutables go.
        immutable_references: where those zeros are: AST id -> places of ``start`` and ``length`` [bytes].
        storage_layout: which slot holds what, as solc lists it.
    """

    name: str
    source: str
    abi: tuple[dict[str, Any], ...]
    bytecode: str
    deployed_bytecode: str
    immutable_references: dict[str, list[dict[str, int]]]
    storage_layout: dict[str, Any]

    @property
    def size(self) -> int:
        """Length of the deployed code [bytes]."""
        return len(self.deployed_bytecode) // 2 - 1

    @property
    def is_deployable(self) -> bool:
        """Whether it has code of its own that something outside can call: no interface, no library of internals."""
        return self.bytecode != "0x" and any(entry["type"] == "function" for entry in self.abi)

    @property
    def is_mock(self) -> bool:
        """Whether it serves tests only, and so is left out of the wheel."""
        return self.source.startswith(MOCKS)


@dataclass(frozen=True, slots=True)
class Build:
    """One compilation: all artifacts by name, the compiler and the key of the input they come from."""

    key: str
    compiler: str
    origin: str
    artifacts: dict[str, Artifact]
    warnings: tuple[str, ...]

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Build:
        """A build as `to_json` wrote it."""
        artifacts = {name: Artifact(**{**row, "abi": tuple(row["abi"])}) for name, row in document["artifacts"].items()}
        return cls(document["key"], document["compiler"], document["origin"], artifacts, tuple(document["warnings"]))

    def to_json(self) -> dict[str, Any]:
        """Everything as JSON types."""
        return asdict(self)

    def for_wheel(self) -> Build:
        """The same build without the contracts that only tests use, and without what a user cannot act on."""
        kept = {name: artifact for name, artifact in self.artifacts.items() if not artifact.is_mock}
        return Build(self.key, self.compiler, self.origin, kept, ())


def artifacts_of(output: Mapping[str, Any]) -> dict[str, Artifact]:
    """The artifacts in the compiler's standard JSON output, by name."""
    found = {
        name: _artifact(name, source, contract)
        for source, contracts in sorted(output.get("contracts", {}).items())
        for name, contract in sorted(contracts.items())
    }
    return {name: replace(artifact, abi=_whole_abi(name, found)) for name, artifact in found.items()}


def _whole_abi(name: str, artifacts: Mapping[str, Artifact]) -> tuple[dict[str, Any], ...]:
    """What a contract answers at its address: its own face and those of the contracts it delegates to."""
    token = name.removesuffix("Token")  # CashToken delegates to CashAdministration
    whole = {_signature(entry): entry for entry in artifacts[name].abi}
    for part in (token + delegate for delegate in DELEGATES):
        for entry in artifacts[part].abi if part in artifacts else ():
            if entry["type"] not in {"constructor", "fallback"}:
                whole.setdefault(_signature(entry), entry)
    return tuple(whole.values())


def _signature(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """What tells one entry of an ABI from another."""
    from eth_utils.abi import collapse_if_tuple  # noqa: PLC0415 -- loads much, and only a compilation needs it

    inputs = (collapse_if_tuple(member) for member in entry.get("inputs", ()))
    return (entry["type"], entry.get("name", ""), *inputs)


def _artifact(name: str, source: str, contract: Mapping[str, Any]) -> Artifact:
    evm = contract["evm"]
    return Artifact(
        name=name,
        source=source,
        abi=tuple(contract["abi"]),
        bytecode="0x" + evm["bytecode"]["object"],
        deployed_bytecode="0x" + evm["deployedBytecode"]["object"],
        immutable_references=evm["deployedBytecode"].get("immutableReferences", {}),
        storage_layout=contract.get("storageLayout", {}),
    )
