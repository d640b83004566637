"""Compilation: cached by content, clear about what does not compile."""

from pathlib import Path

import pytest

from tenor.artifacts import compile as compilation
from tenor.artifacts.artifact import SIZE_LIMIT, Artifact, Build
from tenor.artifacts.compile import compile_contracts, current_build, require_deployable
from tenor.errors import InputError, SetupError


@pytest.fixture
def no_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_root: Path) -> None:
        raise AssertionError("the compiler was started")

    monkeypatch.setattr(compilation, "ensure_solc", fail)


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


@pytest.mark.requirement("TOOL-5")
def test_compile_contracts__fresh_tree__artifacts_of_its_own_contracts_only(
    first_tree: tuple[Path, Build, bool],
) -> None:
    _, build, cached = first_tree
    counter = build.artifacts["Counter"]
    assert not cached
    assert set(build.artifacts) == {"Counter", "Step"}
    assert counter.source == "contracts/Counter.sol"
    assert {entry["name"] for entry in counter.abi} == {"add", "count", "step"}
    assert counter.storage_layout["storage"][0]["label"] == "count"
    assert counter.bytecode.startswith("0x60")
    assert 0 < counter.size < 500
    assert (counter.is_deployable, build.artifacts["Step"].is_deployable) == (True, False)


@pytest.mark.requirement("TOOL-5")
def test_compile_contracts__unchanged_tree__is_answered_without_the_compiler(
    compiled_tree: Path, first: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compilation, "ensure_solc", None)
    again, cached = compile_contracts(compiled_tree)
    assert cached
    assert again == first == current_build(compiled_tree)


@pytest.mark.requirement("TOOL-5")
@pytest.mark.usefixtures("no_compiler")
@pytest.mark.parametrize("changed", ["Counter.sol", "Step.sol"])
def test_compile_contracts__changed_source__starts_the_compiler(tree: Path, changed: str) -> None:
    with (tree / "contracts" / changed).open("a") as source:
        source.write("// one more line\n")
    assert current_build(tree) is None
    with pytest.raises(AssertionError, match="the compiler was started"):
        compile_contracts(tree)


@pytest.mark.requirement("TOOL-5")
def test_compile_contracts__change_taken_back__finds_the_first_build_again(compiled_tree: Path, first: Build) -> None:
    _edit(compiled_tree / "contracts" / "Step.sol", "return 1;", "return 2;")
    second, second_cached = compile_contracts(compiled_tree)
    _edit(compiled_tree / "contracts" / "Step.sol", "return 2;", "return 1;")
    third, third_cached = compile_contracts(compiled_tree)
    assert (second_cached, third_cached) == (False, True)
    assert (
        second.artifacts["Counter"].bytecode
        != first.artifacts["Counter"].bytecode
        == third.artifacts["Counter"].bytecode
    )


def test_compile_contracts__broken_cache_file__compiles_again(compiled_tree: Path, first: Build) -> None:
    (compiled_tree / ".artifacts" / f"{first.key}.json").write_text('{"key": 1')
    assert compile_contracts(compiled_tree) == (first, False)


def test_compile_contracts__many_builds__keeps_the_newest(
    compiled_tree: Path, first: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compilation, "CACHED_BUILDS", 1)
    assert current_build(compiled_tree) == first
    _edit(compiled_tree / "contracts" / "Step.sol", "return 1;", "return 2;")
    second, _ = compile_contracts(compiled_tree)
    assert [file.stem for file in (compiled_tree / ".artifacts").glob("*.json")] == [second.key]


@pytest.mark.requirement("TOOL-6")
def test_compile_contracts__error_in_a_source__names_file_and_line(tree: Path) -> None:
    _edit(tree / "contracts" / "Counter.sol", "count =", f"/* {'ö' * 300} */ cuont =")
    with pytest.raises(InputError) as caught:
        compile_contracts(tree)
    assert caught.value.where == "contracts/Counter.sol:10"
    assert caught.value.what.startswith("Undeclared identifier")
    assert current_build(tree) is None


@pytest.mark.requirement("TOOL-6")
def test_compile_contracts__several_errors__names_the_first_and_counts_the_rest(tree: Path) -> None:
    _edit(tree / "contracts" / "Counter.sol", "count = ", "one; two; count = ")
    with pytest.raises(InputError, match=r"^contracts/Counter\.sol:10: Undeclared identifier \(and 1 more\)\."):
        compile_contracts(tree)


@pytest.mark.requirement("TOOL-6")
def test_compile_contracts__import_that_leads_nowhere__names_the_importing_line(tree: Path) -> None:
    _edit(tree / "contracts" / "Counter.sol", "./Step.sol", "./Stride.sol")
    with pytest.raises(InputError, match=r'^contracts/Counter\.sol:4: Source "contracts/Stride\.sol" not found'):
        compile_contracts(tree)


def test_compile_contracts__compiler_that_fails__is_a_set_up_error(tree: Path) -> None:
    (tree / ".solc" / "compiler.json").write_text('{"build": "0.8.37+commit.f401782d", "origin": "native"}')
    (tree / ".solc" / "solc-v0.8.37").write_text(
        "#!/bin/sh\ncase $* in --version) echo 0.8.37+commit.f401782d;; *) exit 9;; esac\n"
    )
    with pytest.raises(SetupError, match=r"the compiler failed.*make setup"):
        compile_contracts(tree)


def test_compile_contracts__warning_of_an_own_contract__stays_with_the_build(tree: Path) -> None:
    _edit(tree / "contracts" / "Step.sol", "return 1;", "uint256 unused; return 1;")
    build, _ = compile_contracts(tree)
    assert build.warnings[0].startswith("contracts/Step.sol:6: Unused local variable")
    assert compile_contracts(tree) == (build, True)


@pytest.mark.parametrize("name", ["Step", "Math"])
def test_compile_contracts__name_that_exists_already__is_refused(tree: Path, name: str) -> None:
    (tree / "contracts" / "Twin.sol").write_text(
        f"pragma solidity 0.8.37; import './Counter.sol';\nlibrary {name} {{}}\n"
    )
    with pytest.raises(InputError, match=f"^contracts/Twin.sol: {name} is also defined in .*/{name}.sol"):
        compile_contracts(tree)


@pytest.mark.parametrize("source", ["contracts/bond/Big.sol", "contracts/mocks/Big.sol"])
def test_require_deployable__longer_than_a_chain_accepts__is_refused_unless_a_mock(source: str) -> None:
    def build(size: int) -> Build:
        big = Artifact("Big", source, (), "0x60", "0x" + "00" * size, {}, {})
        return Build("key", "compiler", "npm", {"Big": big}, ())

    require_deployable(build(SIZE_LIMIT))
    if build(0).artifacts["Big"].is_mock:
        require_deployable(build(SIZE_LIMIT + 1))
    else:
        with pytest.raises(InputError, match="Big has 24,577 bytes of 24,576 allowed"):
            require_deployable(build(SIZE_LIMIT + 1))
