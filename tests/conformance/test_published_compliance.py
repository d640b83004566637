"""A published compliance contract with published modules adds its rules to our token, and is told what moves."""

# ruff: noqa: FBT003 -- booleans are answers of the ABI

from __future__ import annotations

import pytest
from web3.contract import Contract

from tests.conformance import moving, registering
from tests.conformance.books import ZERO
from tests.conformance.node import Node, open_suite
from tests.conformance.run import COUNTRY, OTHER_COUNTRY, Run, Setup, start
from tests.conformance.trex import make


@pytest.fixture
def run(node: Node, ours: Setup) -> Run:
    """Our bond, with A, B and C on the register by stock identities, A and B holding."""
    run = start(node, ours, open_suite(node, ours.token, ours.registry))
    for stage in (registering.appoint, registering.trust, registering.register, moving.mint):
        stage(run)
    return run


@pytest.fixture
def compliance(run: Run) -> Contract:
    """The published modular compliance, set at our token by its owner, who owns it too."""
    owner = run.setup.token_owner
    compliance = make(run.suite.node, owner, "compliance/modular/ModularCompliance")
    added = run.emits("token", "ComplianceAdded", compliance.address)
    run.suite.act(owner, "token", "setCompliance", compliance.address, leaves=(added,))
    run.suite.compliance = compliance
    return compliance


def add_module(run: Run, compliance: Contract, name: str) -> Contract:
    node, owner = run.suite.node, run.setup.token_owner
    module = make(node, owner, f"compliance/modular/modules/{name}", init="initialize")
    node.send(owner, compliance.functions.addModule(module.address))
    return module


def tell(run: Run, module: Contract, function: str, *arguments: object) -> None:
    """The compliance's owner calls a function of a module through it."""
    call = module.encode_abi(function, args=list(arguments))
    compliance = run.suite.compliance
    run.suite.node.send(run.setup.token_owner, compliance.functions.callModuleFunction(call, module.address))


@pytest.mark.requirement("INTEROP-5")
def test_set_compliance__published_contract__is_bound_and_released(run: Run, compliance: Contract) -> None:
    suite, owner = run.suite, run.setup.token_owner
    suite.expect(compliance.address, "token", "compliance")
    assert compliance.functions.getTokenBound().call() == suite.token.address
    own = run.emits("token", "ComplianceAdded", suite.token.address)
    suite.act(owner, "token", "setCompliance", suite.token.address, leaves=(own,))
    suite.expect(suite.token.address, "token", "compliance")
    assert compliance.functions.getTokenBound().call() == ZERO


@pytest.mark.requirement("INTEROP-5")
def test_transfer__published_country_module__binds_by_our_register(run: Run, compliance: Contract) -> None:
    suite, (holder, _, third) = run.suite, run.holders
    a, c = holder.address, third.address
    transfer = ("token", "transfer", c, run.amount(1))
    tell(run, add_module(run, compliance, "CountryRestrictModule"), "addCountryRestriction", COUNTRY)
    suite.expect(False, "compliance", "canTransfer", a, c, run.amount(1))
    suite.refused(holder, *transfer)
    moved_away = run.emits("registry", "CountryUpdated", c, OTHER_COUNTRY)
    suite.act(run.setup.agent, "registry", "updateCountry", c, OTHER_COUNTRY, leaves=(moved_away,))
    suite.expect(True, "compliance", "canTransfer", a, c, run.amount(1))
    suite.act(holder, *transfer, leaves=(run.moves(a, c, 1),))


@pytest.mark.requirement("INTEROP-5")
def test_transfer__published_approval_module__is_told_of_each_transfer(run: Run, compliance: Contract) -> None:
    suite, (holder, _, third) = run.suite, run.holders
    a, c = holder.address, third.address
    transfer = ("token", "transfer", c, run.amount(1))
    module = add_module(run, compliance, "ConditionalTransferModule")
    suite.refused(holder, *transfer)
    tell(run, module, "approveTransfer", a, c, run.amount(1))
    suite.act(holder, *transfer, leaves=(run.moves(a, c, 1),))
    suite.refused(holder, *transfer)  # the one approval is used up: the module was told


@pytest.mark.requirement("INTEROP-5")
def test_mint_and_forced_acts__published_rules_that_allow_nothing__are_not_bound_by_them(
    run: Run, compliance: Contract
) -> None:
    suite, agent, (holder, _, third) = run.suite, run.setup.agent, run.holders
    a, c = holder.address, third.address
    add_module(run, compliance, "ConditionalTransferModule")
    suite.act(agent, "token", "mint", c, run.amount(1), leaves=(run.moves(ZERO, c, 1),))
    suite.act(agent, "token", "forcedTransfer", a, c, run.amount(1), leaves=(run.moves(a, c, 1),))
    suite.act(agent, "token", "burn", c, run.amount(1), leaves=(run.moves(c, ZERO, 1),))
    suite.refused(holder, "token", "transfer", c, run.amount(1))
