"""Documents that a machine can check are checked: the command line's reference, and the README's Python."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_cli_reference__generated_now__is_the_committed_one(tmp_path: Path) -> None:
    fresh = tmp_path / "cli.md"
    command = [sys.executable, "-m", "typer", "tenor.cli", "utils", "docs", "--name", "tenor", "--output", str(fresh)]
    subprocess.run(command, check=True, capture_output=True)
    assert fresh.read_text() == (ROOT / "docs/cli.md").read_text(), "run `make docs`"


def test_readme__its_python_run_as_it_stands__ends_reconciled() -> None:
    code = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert code is not None
    answer = subprocess.run([sys.executable, "-c", code[1]], cwd=ROOT, capture_output=True, text=True, check=True)
    assert answer.stdout.startswith("{'ok': True, 'first_difference': None, 'checks': [{")


def test_terms_page__its_python_run_as_it_stands__holds() -> None:
    code = re.search(r"```python\n(.*?)```", (ROOT / "docs/terms.md").read_text(), re.DOTALL)
    assert code is not None
    subprocess.run([sys.executable, "-c", code[1]], cwd=ROOT, check=True)


def test_readme__every_link_to_a_file__leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", (ROOT / "README.md").read_text())
    assert "docs/cli.md" in links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_readme__the_demo_run_now__ends_with_the_table_shown(tmp_path: Path) -> None:
    shown = re.search(r"```text\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert shown is not None
    tenor = Path(sys.executable).with_name("tenor")
    command = [str(tenor), "campaign", "run", "campaigns/hksar-2023", "--out", str(tmp_path / "out")]
    environment = {**os.environ, "COLUMNS": "80"}
    answer = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    printed = [line.rstrip() for line in answer.stdout.splitlines()]
    assert "principal" in shown[1]
    assert [line for line in shown[1].splitlines() if line not in printed] == []
    assert (tmp_path / "out" / "report.html").is_file()
