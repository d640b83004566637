"""One mutant's trial in a copy of the tree: compile it, and run the tests until one fails."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.coverage.__main__ import OF_GAS
from bench.mutation.mutants import Mutant
from tenor.artifacts.tools import locate_foundry

INVALID, KILLED, SURVIVED = "invalid", "killed", "survived"
EVERYTHING = ("tests/contracts", "tests/invariants", "tests/scenarios")
OF_SIZE = "fits_the_limit_of_the_chain"  # as the tests of gas: of the shipped bytecode
PATIENCE = 1200  # [s] of one run of tests; a mutant that takes longer is noticed by that

# Which tests see a folder of contracts first; the others come after, only where these pass.
_FIRST = {
    "access": (
        "tests/contracts/AccessControl",
        "tests/contracts/IdentityRegistry",
        "tests/contracts/PermissionedToken",
    ),
    "allocation": ("tests/contracts/SealedBids",),
    "bond": ("tests/contracts/Bond", "tests/contracts/BondFactory"),
    "identity": ("tests/contracts/IdentityRegistry", "tests/contracts/PermissionedToken"),
    "libraries": ("tests/contracts/libraries", "tests/contracts/Bond", "tests/contracts/IdentityRegistry"),
    "money": (
        "tests/contracts/CashToken",
        "tests/contracts/DepositToken",
        "tests/contracts/InterbankPayments",
        "tests/contracts/InterestDepositToken",
        "tests/contracts/IntradayCredit",
        "tests/contracts/TestStablecoin",
        "tests/contracts/PermissionedToken",
    ),
    "settlement": (
        "tests/contracts/DeliveryVersusPayment",
        "tests/contracts/LockingContract",
        "tests/contracts/DecryptionContract",
    ),
    "token": ("tests/contracts/PermissionedToken", "tests/contracts/CashToken", "tests/contracts/Bond"),
}
_FORGE = {"FOUNDRY_PROFILE": "fast", "FOUNDRY_FUZZ_RUNS": "1000", "FOUNDRY_INVARIANT_RUNS": "64"}
# How pytest and forge name a test that failed.
_FAILURE = re.compile(r"^(?:FAILED|ERROR) (tests/\S+)|^\[FAIL.*\] (\w+)\(|^ ?(invariant_\w+)\(\)", re.MULTILINE)
_LEFT_OUT = (
    ".git", ".venv", "node_modules", ".solc", ".forge", ".artifacts", ".build", ".coverage", "out", "dist",
    ".hypothesis", "__pycache__", "*_cache",
)  # fmt: skip


def copy_tree(root: Path, copy: Path) -> None:
    """A copy of the tree with the tools of this one."""
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns(*_LEFT_OUT), symlinks=True)
    for name in ("node_modules", ".solc"):
        (copy / name).symlink_to(root / name)


def passes(copy: Path) -> bool:
    """Whether the tests pass on the copy as it is: without that, no failure says anything."""
    commands = (_BUILD, (*_PYTEST, *EVERYTHING), _forge())
    return all(complaint(copy, command) is None for command in commands)


def try_mutant(copy: Path, mutant: Mutant) -> tuple[str, str]:
    """What became of a mutant, and which tests noticed it; the copy is as before afterwards."""
    path = copy / mutant.unit
    whole = path.read_bytes()
    path.write_bytes(mutant.applied(whole))
    try:
        if complaint(copy, _BUILD) is not None:
            return INVALID, "compiler"
        for command in (*((*_PYTEST, *tests) for tests in stages(mutant.unit)), _forge()):
            noticed = complaint(copy, command)
            if noticed is not None:
                return KILLED, noticed
    finally:
        path.write_bytes(whole)
    return SURVIVED, ""


def stages(unit: str) -> Iterator[Sequence[str]]:
    """The tests in the order in which they are run for a contract."""
    yield _FIRST[Path(unit).parts[1]]
    yield EVERYTHING


_BUILD = (sys.executable, "-m", "bench.mutation.build")
_PYTEST = (
    *(sys.executable, "-m", "pytest", "-p", "no:ape_test", "-p", "no:cacheprovider", "-p", "bench.mutation.plugin"),
    *("-n", "2", "-x", "-q", "-k", f"not ({OF_GAS} or {OF_SIZE})"),
)


def _forge() -> tuple[str, ...]:
    return str(locate_foundry("forge")[0]), "test"


def complaint(copy: Path, command: Sequence[str]) -> str | None:
    """Run in the copy; None if it ended well, else what it first said of a failure.

    The run is a group of its own and is ended with whatever it started: when it takes too long, and when this process
    is stopped.
    """
    places = os.pathsep.join((str(copy / "src"), str(copy)))
    environment = {**os.environ, **_FORGE, "PYTHONPATH": places, "PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(  # noqa: S603 -- our own tests
        command, cwd=copy, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    ) as process:  # fmt: skip
        try:
            output, _ = process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            return "out of time"
        finally:
            _end_group(process)
    return None if process.returncode == 0 else _first_failure(output)


def _first_failure(output: str) -> str:
    found = _FAILURE.search(output)
    return next(filter(None, found.groups())) if found else "no test by name"


def _end_group(process: subprocess.Popen[str]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
