"""The shim answers as the Solidity compiler's command line does, for every tool that starts it."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import solcx
from solcx.exceptions import SolcError, UnknownOption, UnknownValue

from tenor.artifacts import solc
from tenor.artifacts.tools import find_node

COUNTER = "pragma solidity 0.8.37; contract Counter { uint256 public count; function add() external { count += 1; } }"
USER = 'pragma solidity 0.8.37; import "lib/Counter.sol"; contract User is Counter {}'


def _input(sources: dict[str, str], **settings: Any) -> dict[str, Any]:  # noqa: ANN401 -- whatever solc takes
    selection = {"*": {"*": ["abi", "evm.bytecode.object", "evm.deployedBytecode.object"]}}
    return {
        "language": "Solidity",
        "sources": {unit: {"content": text} for unit, text in sources.items()},
        "settings": {"evmVersion": "prague", "outputSelection": selection, **settings},
    }


def _bytecode(output: dict[str, Any]) -> str:
    bytecode: str = output["contracts"]["Counter.sol"]["Counter"]["evm"]["bytecode"]["object"]
    return bytecode


@pytest.mark.requirement("TOOL-4")
def test_compile_standard__every_compiler_here__gives_the_bytecode_of_npm(
    root: Path, shim: Path, tmp_path: Path
) -> None:
    document = _input({"Counter.sol": COUNTER}, optimizer={"enabled": True, "runs": 200})
    script = "const s=require(process.argv[1]);process.stdout.write(s.compile(process.argv[2]))"
    direct = subprocess.run(
        [find_node().path, "-e", script, root / "node_modules" / "solc", json.dumps(document)],
        capture_output=True,
        check=True,
    )
    expected = _bytecode(json.loads(direct.stdout))
    native = solc.place_native(tmp_path)
    compilers = {shim, solc.ensure_solc(root).path} | ({native.path} if native else set())
    for compiler in compilers:
        assert _bytecode(solcx.compile_standard(document, solc_binary=compiler)) == expected


def test_compile_standard__remapped_import__is_read_below_the_base_path(shim: Path, tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "Counter.sol").write_text(COUNTER)
    document = _input({"User.sol": USER}, remappings=["lib/=deep/"])
    output = solcx.compile_standard(document, solc_binary=shim, base_path=tmp_path)
    assert "User" in output["contracts"]["User.sol"]


def test_compile_standard__import_outside_the_allowed_folders__is_refused(shim: Path, tmp_path: Path) -> None:
    (tmp_path / "base").mkdir()
    (tmp_path / "Counter.sol").write_text(COUNTER)
    document = _input({"User.sol": USER}, remappings=[f"lib/={tmp_path}/"])
    with pytest.raises(SolcError, match="outside of allowed directories"):
        solcx.compile_standard(document, solc_binary=shim, base_path=tmp_path / "base")
    output = solcx.compile_standard(document, solc_binary=shim, base_path=tmp_path / "base", allow_paths=[tmp_path])
    assert "User" in output["contracts"]["User.sol"]


def test_compile_standard__output_longer_than_a_pipe__is_whole(shim: Path) -> None:
    many = "pragma solidity 0.8.37;" + "".join(f"contract C{i} {{ uint256[50] public a{i}; }}" for i in range(150))
    output = solcx.compile_standard(_input({"Many.sol": many}), solc_binary=shim)
    assert len(json.dumps(output)) > 100_000
    assert len(output["contracts"]["Many.sol"]) == 150


def test_compile_source__all_outputs_of_the_help_text__are_there(shim: Path) -> None:
    compiled = solcx.compile_source(COUNTER, solc_binary=shim, optimize=True, evm_version="prague")
    counter = compiled["<stdin>:Counter"]
    assert counter["bin"].startswith("60")
    assert counter["hashes"] == {"add()": "4f2be91f", "count()": "06661abd"}
    assert {entry["name"] for entry in counter["abi"]} == {"add", "count"}
    assert counter["ast"]["nodeType"] == "SourceUnit"
    assert set(counter) >= {
        "bin-runtime",
        "srcmap",
        "srcmap-runtime",
        "metadata",
        "storage-layout",
        "userdoc",
        "devdoc",
    }


def test_compile_files__files_and_remappings__are_found(shim: Path, tmp_path: Path) -> None:
    (tmp_path / "Counter.sol").write_text(COUNTER)
    (tmp_path / "User.sol").write_text(USER)
    compiled = solcx.compile_files(
        [tmp_path / "User.sol"], ["abi", "bin"], solc_binary=shim, import_remappings=[f"lib/={tmp_path}/"]
    )
    assert {name.rpartition(":")[2] for name in compiled} == {"Counter", "User"}


def test_compile_source__does_not_compile__fails_with_the_place(shim: Path) -> None:
    with pytest.raises(SolcError, match=r"Undeclared identifier.*\s+--> <stdin>:1:92"):
        solcx.compile_source(COUNTER.replace("count += 1", "cuont += 1"), solc_binary=shim)


def test_compile_source__option_or_output_the_compiler_has_not__is_refused(shim: Path) -> None:
    with pytest.raises(UnknownOption, match="--no-such-option"):
        solcx.compile_source(COUNTER, ["abi"], solc_binary=shim, no_such_option=True)
    with pytest.raises(UnknownValue, match="no-such-output"):
        solcx.compile_source(COUNTER, ["no-such-output"], solc_binary=shim)


def test_shim__started_from_another_folder__answers(shim: Path, tmp_path: Path) -> None:
    answer = subprocess.run([shim, "--version"], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert f"Version: {solc.SOLC_BUILD}" in answer
