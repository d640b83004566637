"""What Ape compiles is what Tenor deploys."""

from __future__ import annotations

import pytest
from ape.managers.project import ProjectManager

from tenor.artifacts.store import contracts


@pytest.mark.requirement("APE-1")
def test_project__every_contract_that_can_be_deployed__is_found_with_the_code_of_tenors_build(
    project: ProjectManager,
) -> None:
    ours = {
        artifact.name: _without_metadata(artifact.deployed_bytecode)
        for artifact in contracts().artifacts.values()
        if artifact.is_deployable
    }
    found = {name: _without_metadata(_code(project, name)) for name in ours}
    assert {name for name in ours if found[name] != ours[name]} == set(), "run `ape compile --force`"
    delegates = {f"{kind}{part}" for kind in ("Bond", "Cash") for part in ("Administration", "Enforcement")}
    shipped = {"Bond", "BondFactory", "CashToken", "DeliveryVersusPayment", "IdentityRegistry"}
    assert shipped | delegates <= ours.keys()


def _code(project: ProjectManager, name: str) -> str:
    container = project.get(name)
    assert container is not None, f"Ape does not find {name}: run `ape compile --force`"
    code: str = container.contract_type.runtime_bytecode.bytecode
    return code


def _without_metadata(code: str) -> str:
    """Code up to the compiler's note about itself, which ends with its length in two bytes; Ape keeps a longer one."""
    return code[: -4 - 2 * int(code[-4:], 16)]
