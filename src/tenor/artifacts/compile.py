"""Compile the contracts through py-solc-x, or answer from the cache where the same input was compiled before."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tenor.artifacts.artifact import SIZE_LIMIT, Build, artifacts_of
from tenor.artifacts.parts import merged, parts_of
from tenor.artifacts.solc import SOLC_BUILD, ensure_solc
from tenor.artifacts.sources import check_names, compiler_input, input_key, is_own
from tenor.errors import InputError, SetupError

CACHE_FOLDER = ".artifacts"
CACHED_BUILDS = 8  # builds kept, so that changing branches back and forth compiles nothing anew
MOST_COMPILERS = 4  # side by side: each takes up to 1 GB
SOLCX_REMEDY = "Run `make setup` or `pip install tenor[compile]`"


def compile_contracts(root: Path) -> tuple[Build, bool]:
    """The build of the tree as it stands, and whether it came from the cache.

    Raises:
        InputError: a contract does not compile, or two have one name; tells file and line.
        SetupError: the compiler is missing.
    """
    document = compiler_input(root)
    key = input_key(document)
    cached = read_cache(root, key)
    if cached is not None:
        return cached, True
    check_names({unit: source["content"] for unit, source in document["sources"].items()})
    build = _compile(root, document, key)
    _write_cache(root, build)
    return build, False


def current_build(root: Path) -> Build | None:
    """The cached build of the tree as it stands, or None where it was not compiled since its last change."""
    return read_cache(root, input_key(compiler_input(root)))


def read_cache(root: Path, key: str) -> Build | None:
    """The build kept under a key; None where there is none or its file is broken."""
    try:
        return Build.from_json(json.loads(_cache_file(root, key).read_text()))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def require_deployable(build: Build) -> None:
    """Refuse a contract whose code is longer than a chain accepts; mocks may be."""
    for artifact in build.artifacts.values():
        if artifact.size > SIZE_LIMIT and not artifact.is_mock:
            raise InputError(
                artifact.source, f"{artifact.name} has {artifact.size:,} bytes of {SIZE_LIMIT:,} allowed", "Split it"
            )


def _compile(root: Path, document: dict[str, Any], key: str) -> Build:
    compiler = ensure_solc(root)
    try:
        import solcx  # noqa: PLC0415 -- an installed Tenor has none and needs none
    except ImportError as exc:
        raise SetupError("py-solc-x", "it is not installed", SOLCX_REMEDY) from exc

    def run(part: dict[str, Any]) -> dict[str, Any]:
        # Sources are inlined and the base path holds none: an import that was missed is an error, never a stale cache.
        made: dict[str, Any] = solcx.compile_standard(
            part, solc_binary=compiler.path, base_path=compiler.path.parent, allow_empty=True
        )
        return made

    parts = parts_of(document, min(os.cpu_count() or 1, MOST_COMPILERS))
    try:
        with ThreadPoolExecutor(len(parts)) as pool:
            output = merged(list(pool.map(run, parts)))
    except solcx.exceptions.SolcError as exc:
        raise _source_error(document, exc) from exc
    warnings = [
        f"{_place(document, error)}: {error['message']}"
        for error in output["errors"]
        if is_own((error.get("sourceLocation") or {}).get("file", ""))
    ]
    return Build(key, SOLC_BUILD, compiler.origin, artifacts_of(output), tuple(warnings))


def _source_error(document: dict[str, Any], exc: Any) -> InputError | SetupError:  # noqa: ANN401 -- py-solc-x has no types
    """The first of the compiler's errors, with its file and line."""
    errors = [error for error in exc.error_dict or [] if error["severity"] == "error"]
    if not errors:
        return SetupError("solc", f"the compiler failed: {exc.message}", "Remove .solc and run `make setup`")
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    message = " ".join(errors[0]["message"].split()).rstrip(".")
    return InputError(_place(document, errors[0]), message + more, "Correct the source and run `tenor compile` again")


def _place(document: dict[str, Any], error: dict[str, Any]) -> str:
    """``file:line`` of one of the compiler's messages; its offsets count bytes."""
    location = error.get("sourceLocation") or {}
    unit: str = location.get("file", "contracts")
    source = document["sources"].get(unit)
    if source is None or location.get("start", -1) < 0:
        return unit
    line = source["content"].encode()[: location["start"]].count(b"\n") + 1
    return f"{unit}:{line}"


def _cache_file(root: Path, key: str) -> Path:
    return root / CACHE_FOLDER / f"{key}.json"


def _write_cache(root: Path, build: Build) -> None:
    """Keep a build under its key, whole or not at all, and drop the oldest ones."""
    path = _cache_file(root, build.key)
    path.parent.mkdir(exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(build.to_json(), separators=(",", ":")))
    fresh.replace(path)
    for old in sorted(path.parent.glob("*.json"), key=lambda file: file.stat().st_mtime)[:-CACHED_BUILDS]:
        old.unlink(missing_ok=True)
