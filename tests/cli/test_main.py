"""The command line itself: quick to start, and one clear line for an error."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from tenor import __version__, cli
from tenor.cli import compile as compile_cli
from tenor.cli import main
from tenor.errors import InputError, TransactionFailed


@pytest.mark.requirement("TOOL-9")
def test_tenor__imported__loads_no_heavy_library() -> None:
    heavy = ["web3", "eth_account", "QuantLib", "plotly", "pydantic", "jinja2", "solcx", "ape", "stdnum"]
    script = f"import sys, tenor.cli; print([name for name in {heavy!r} if name in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


@pytest.mark.parametrize(("error", "status"), [(InputError, 2), (TransactionFailed, 1)])
def test_main__command_fails__one_line_on_standard_error_and_its_exit_status(
    error: type[InputError | TransactionFailed],
    status: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail() -> None:
        raise error("terms.yaml:7", "the coupon is negative", "Write a rate of zero or more")

    monkeypatch.setattr(compile_cli, "require_checkout", fail)
    monkeypatch.setattr(sys, "argv", ["tenor", "compile"])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == status
    said = capsys.readouterr()
    assert said.err == "error: terms.yaml:7: the coupon is negative. Write a rate of zero or more.\n"
    assert said.out == ""


def test_main__unknown_command__exits_2(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["tenor", "no-such-command"])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 2


def test_app__locals__are_never_shown_with_an_error() -> None:
    assert cli.app.pretty_exceptions_show_locals is False


def test_tenor__asked_for_its_version__tells_it() -> None:
    result = CliRunner().invoke(cli.app, ["--version"])
    assert (result.exit_code, result.output) == (0, f"tenor {__version__}\n")


@pytest.mark.requirement("TOOL-9")
def test_main__python_m_tenor__is_the_command() -> None:
    command = [sys.executable, "-m", "tenor", "--version"]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    assert answer.stdout == f"tenor {__version__}\n"
    usage = subprocess.run([*command[:3], "--help"], capture_output=True, text=True, check=True)
    assert "python -m tenor" in usage.stdout or "Usage: tenor" in usage.stdout
