# Everything a developer runs. `make` alone lists the targets.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN  := $(VENV)/bin
UV   := 0.13.9
# Tools with needs of their own, each in an environment of its own.
SLITHER := 0.11.6
HALMOS  := 0.3.3
# Compiled at install time: afterwards every start is faster, also where writing bytecode is switched off.
export UV_COMPILE_BYTECODE := 1
# Where py-solc-x and Ape look for the compiler.
export SOLCX_BINARY_PATH := $(CURDIR)/.solc
# A lock file holds versions and hashes only; addresses come from the machine's own settings.
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

# The program itself: npm's wrapper of it ends 0 whatever the program said.
FORGE = "$$($(BIN)/python -c 'from tenor.artifacts.tools import locate_foundry; print(locate_foundry("forge")[0])')"

# node and npm: those on PATH where node is 20 or later and npm answers, otherwise those of the environment.
NODE_PATH_SETTING = if ! { node -e 'process.exit(parseInt(process.versions.node) < 20)' && npm --version; } >/dev/null 2>&1; \
	then export PATH="$(CURDIR)/$(BIN):$$PATH"; fi

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: setup
setup: $(VENV)/.tenor node_modules/.package-lock.json $(VENV)/.solc ## bring everything: Python packages, Anvil, forge, solc, OpenZeppelin

.PHONY: demo
demo: setup ## live through a real bond: term sheet to redemption on an embedded chain
	@$(BIN)/tenor campaign run campaigns/hksar-2023

.PHONY: test
test: setup ## set up and run the tests
	@$(BIN)/pytest -p no:ape_test -n auto --dist worksteal

.PHONY: release
release: setup ## see that coverage, proofs, fuzzing and mutants were measured on the contracts as they stand
	@$(BIN)/pytest -p no:ape_test -m release tests

.PHONY: check
check: setup ape ## lint, formatting, types, Solidity fuzz, and the same tree through Ape
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/mypy bench scripts/campaign.py
	@$(FORGE) fmt --check contracts
	@FOUNDRY_PROFILE=fast $(FORGE) test
	@$(BIN)/python -m bench.gas --check

.PHONY: ape
ape: setup ## compile and test the same tree through Ape
# Forced: when one of several changed files is compiled alone, e.g. by `ape run`, Ape takes the others for unchanged.
	@$(BIN)/ape compile --force
	@$(BIN)/ape test

.PHONY: docs
docs: setup ## write docs/cli.md from the commands as they are
	@$(BIN)/python -m typer tenor.cli utils docs --name tenor --output docs/cli.md

.PHONY: gas
gas: setup ## measure the gas of each operation into bench/gas/results.json
	@$(BIN)/python -m bench.gas

.PHONY: bench
bench: setup ## measure speed and memory of the main job into bench/campaign/results.json
	@$(BIN)/python -m bench.campaign

.PHONY: coverage
coverage: setup ## measure which Solidity the tests run into bench/coverage/results.json; fails below its gates
	@$(BIN)/python -m bench.coverage

.PHONY: nightly
nightly: setup ## fuzz the contracts and compare with the twin for long into bench/fuzz, bench/twin
	@$(BIN)/python -m bench.fuzz
	@$(BIN)/python -m bench.twin

.PHONY: slither
slither: setup .build/slither/.installed ## hold Slither's findings against bench/slither/answers.toml
	@$(BIN)/python -m bench.slither .build/slither/bin/slither

.PHONY: prove
prove: setup .build/halmos/.installed ## prove properties of the contracts for all inputs into bench/proofs/results.json
	@$(BIN)/python -m bench.proofs .build/halmos/bin/halmos

.PHONY: mutation
mutation: setup ## change the contracts one place at a time and see which tests notice, into bench/mutation/results.json
	@$(BIN)/python -m bench.mutation

.PHONY: bench-schedule
bench-schedule: setup ## build 1,000 schedules into bench/schedule/results.json
	@$(BIN)/python -m bench.schedule

.PHONY: bench-settlement
bench-settlement: setup ## match, net and settle 100,000 trades, 10,000 instructions on Anvil, into bench/settlement/results.json
	@$(BIN)/python -m bench.settlement

.PHONY: bench-onboarding
bench-onboarding: setup ## onboard 10,000 wallets into bench/onboarding/results.json
	@$(BIN)/python -m bench.onboarding

.PHONY: bench-first
bench-first: setup ## time a fresh clone with empty caches into bench/first_run/results.json
	@$(BIN)/python -m bench.first_run

.PHONY: wheel
wheel: setup ## build dist/tenor-*.whl with the compiled contracts in it
	@$(BIN)/tenor compile
	@rm -rf dist
	@$(BIN)/uv build --quiet --wheel --no-build-isolation --python $(BIN)/python --out-dir dist
	@ls -l dist/*.whl

.PHONY: lock
lock: $(VENV)/.python ## resolve both lock files anew
	@echo 'uv==$(UV)' | $(COMPILE) --no-annotate --output-file requirements/uv.txt -
	@$(COMPILE) --upgrade --extra compile --group dev --output-file requirements/dev.txt pyproject.toml
	@echo 'slither-analyzer==$(SLITHER)' | $(COMPILE) --upgrade --no-annotate --output-file requirements/slither.txt -
	@echo 'halmos==$(HALMOS)' | $(COMPILE) --upgrade --no-annotate --output-file requirements/halmos.txt -
# The old lock stays as the start: it also names the platforms whose packages the registry at hand may not have.
	@$(NODE_PATH_SETTING); npm install --package-lock-only --ignore-scripts

# Set-up, in steps that run again only when what they depend on changes.

$(BIN)/uv: requirements/uv.txt
	@for python in python3.11 python3.12 python3 python; do \
		if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info[:2] not in ((3, 11), (3, 12)))' 2>/dev/null; \
		then found="$$python"; break; fi; \
	done; \
	if [ -z "$${found:-}" ]; then \
		echo "error: no Python 3.11 or 3.12 with its venv module on PATH. Install one, e.g. apt-get install python3.11-venv or uv python install 3.12." >&2; \
		exit 1; \
	fi; \
	echo "setup: environment $(VENV) from $$("$$found" --version)"; \
	"$$found" -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/uv.txt
	@touch $@

$(VENV)/.python: $(BIN)/uv requirements/dev.txt
	@echo "setup: Python packages"
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements/uv.txt requirements/dev.txt
	@touch $@

$(VENV)/.tenor: $(VENV)/.python pyproject.toml scripts/_plugin/pyproject.toml
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-build-isolation --no-deps --editable . --editable scripts/_plugin
	@touch $@

node_modules/.package-lock.json: package.json package-lock.json .npmrc | $(VENV)/.python
	@echo "setup: Anvil, forge, solc, OpenZeppelin and the published ERC-3643 packages"
	@$(NODE_PATH_SETTING); npm ci --ignore-scripts --no-fund --no-audit --loglevel=error
# Ape copies the package beside our contracts and looks at 500 files in all: without these ABIs ours are among them.
	@rm -rf node_modules/@openzeppelin/contracts/build
	@touch $@

$(VENV)/.solc: $(VENV)/.tenor node_modules/.package-lock.json
	@$(BIN)/python -m tenor.artifacts.solc
	@touch $@

# Only for the targets of their names.
.build/%/.installed: requirements/%.txt | $(VENV)/.python
	@echo "setup: $*"
	@$(BIN)/uv venv --quiet --clear --python $(BIN)/python .build/$*
	@$(BIN)/uv pip sync --quiet --python .build/$*/bin/python --require-hashes requirements/$*.txt
	@touch $@
