"""The measured bytecode with the source of every instruction, and the syntax trees of the sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import solcx

from bench.coverage.recorder import CREATED, DEPLOYED, Part
from tenor.artifacts.artifact import MOCKS
from tenor.artifacts.solc import ensure_solc
from tenor.artifacts.sources import compiler_input, input_key, is_own

JUMPI = 0x57
_PUSH1, _PUSH32 = 0x60, 0x7F
_CODES = {CREATED: "bytecode", DEPLOYED: "deployedBytecode"}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a source [bytes], its end excluded."""

    unit: str
    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """Whether the other lies in this one, or is it."""
        return self.unit == other.unit and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Compiled:
    """What the compiler says about the tree as it stands.

    Attributes:
        sources: text of every shipped source, by unit.
        trees: its syntax tree.
        spans: for each code, the source of each instruction by its program counter, where it has one.
        jumps: the program counters of the conditional jumps among them.
    """

    sources: dict[str, bytes]
    trees: dict[str, dict[str, Any]]
    spans: dict[Part, dict[int, Span]]
    jumps: dict[Part, set[int]]


def measured_input(root: Path) -> dict[str, Any]:
    """What is compiled for a measure: the shipped sources, so that each instruction is of one line.

    The compiler's way over Yul moves code about, and blocks of the same code made one belong to several lines: then
    the source map names lines that were not run. What the sources say is done either way; only gas differs.
    """
    document = compiler_input(root)
    document["settings"]["viaIR"] = False
    document["settings"]["optimizer"]["details"] = {"deduplicate": False}
    return document


def compile_with_maps(root: Path) -> Compiled:
    """Compile what is measured once more, now with source maps and syntax trees.

    Raises:
        solcx.exceptions.SolcError: a source does not compile, or needs more of the stack than it has without Yul.
    """
    document = measured_input(root)
    wanted = [f"evm.{code}.{what}" for code in _CODES.values() for what in ("object", "sourceMap")]
    own = [unit for unit in document["sources"] if is_own(unit)]
    document["settings"]["outputSelection"] = {unit: {"": ["ast"], "*": wanted} for unit in own}
    compiler = ensure_solc().path
    output = solcx.compile_standard(document, solc_binary=compiler, base_path=compiler.parent, allow_empty=True)
    units = {source["id"]: unit for unit, source in output["sources"].items()}
    compiled = Compiled({}, {}, {}, {})
    for unit in filter(is_shipped, own):
        compiled.sources[unit] = document["sources"][unit]["content"].encode()
        compiled.trees[unit] = output["sources"][unit]["ast"]
    for contract, codes in _contracts(output):
        for part, code in _CODES.items():
            steps = list(instructions(bytes.fromhex(codes[code]["object"])))
            places = list(source_spans(codes[code]["sourceMap"], units))
            compiled.spans[contract, part] = {
                pc: span for (pc, _), span in zip(steps, places, strict=False) if span is not None
            }
            compiled.jumps[contract, part] = {pc for pc, operation in steps if operation == JUMPI}
    return compiled


def is_shipped(unit: str) -> bool:
    """Whether a source unit is the project's own and not for tests only."""
    return is_own(unit) and not unit.startswith(MOCKS)


def sources_key(root: Path) -> str:
    """SHA-256 of the shipped sources and how they are compiled: another key means that a measure is out of date."""
    document = compiler_input(root)
    settings = {name: value for name, value in document["settings"].items() if name != "outputSelection"}
    shipped = {unit: source for unit, source in document["sources"].items() if is_shipped(unit)}
    return input_key({"sources": shipped, "settings": settings})


def instructions(code: bytes) -> Iterator[tuple[int, int]]:
    """Program counter and operation of each instruction; what a PUSH pushes is none."""
    pc = 0
    while pc < len(code):
        operation = code[pc]
        yield pc, operation
        pc += 1 + (operation - _PUSH1 + 1 if _PUSH1 <= operation <= _PUSH32 else 0)


def source_spans(source_map: str, units: Mapping[int, str]) -> Iterator[Span | None]:
    """The source of each instruction in turn; None for code that the compiler wrote itself.

    Entries are `start:length:file:...`, and what is empty is as in the entry before.
    """
    current = [0, 0, -1]
    for entry in source_map.split(";"):
        fields = entry.split(":")[:3]
        current = [int(new) if new else old for new, old in zip([*fields, "", "", ""], current, strict=False)]
        start, length, file = current
        yield Span(units[file], start, start + length) if file in units else None


def _contracts(output: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name and codes of each contract that has any."""
    for found in output["contracts"].values():
        for name, contract in found.items():
            if contract["evm"]["bytecode"]["object"]:
                yield name, contract["evm"]
