# Everything a newcomer needs is two commands: make run, make test. Each sets up what it needs.
#   make run     the modules as web pages, on this machine         make lab     the same in JupyterLab
#   make test    set up and pass all the tests                     make check   the quick ones, before a commit

SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BROWSER_READY := $(VENV)/.browser-ready
AXE := tests/browser/node_modules/axe-core/axe.min.js

.DEFAULT_GOAL := help
.PHONY: help run lab test check build page docs bench lock clean

help:
	@sed -n '1,4p' Makefile | sed 's/^# \?//'

# The lock file is installed with its hashes, then the checkout itself, editable.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Tisserand needs Python 3.11 or newer; this is $$($(PYTHON) -V). Set PYTHON=/path/to/python3.11 make …"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing. On Debian: apt-get install python3-venv"; exit 1; }
	@echo "Installing Tisserand's dependencies into $(VENV) (about a minute) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# Chromium and Node for the browser tests; axe-core from npm, for the tests only.
$(BROWSER_READY): tests/system-packages.sh
	@bash tests/system-packages.sh
	@mkdir -p $(VENV) && touch $@

$(AXE): tests/browser/package.json tests/browser/package-lock.json | $(BROWSER_READY)
	@cd tests/browser && npm ci --silent --no-audit --no-fund
	@touch $@

run: $(READY)
	@$(BIN)/tisserand serve

lab: $(READY)
	@$(BIN)/tisserand lab

test: $(READY) $(BROWSER_READY) $(AXE)
	@$(MAKE) --no-print-directory lint
	@$(BIN)/tisserand check
	@node --test widgets/
	@$(BIN)/python -m pytest -n auto --dist loadgroup

.PHONY: lint
lint: $(READY)
	@$(BIN)/ruff format --check --quiet src tests
	@$(BIN)/ruff check --quiet src tests
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo > .venv/lint-imports.log || { cat .venv/lint-imports.log; exit 1; }

check: $(READY)
	@$(MAKE) --no-print-directory lint
	@$(BIN)/tisserand check
	@$(BIN)/tisserand build --check
	@if command -v node > /dev/null; then node --test widgets/ > .venv/node-test.log || { cat .venv/node-test.log; exit 1; }; else echo "node is not here: the tests of the widgets' front end were left out."; fi
	@$(BIN)/python -m pytest -q -m "not slow and not browser"

# The light page of the web lessons: for whoever changes widgets/page; what it writes is committed.
page: | $(BROWSER_READY)
	@cd widgets/page && npm ci --silent && node build.mjs

build: $(READY)
	@$(BIN)/tisserand build

# The workshop's server against stock Voilà and Panel, which comes into an environment of its own: about half an hour.
bench: $(READY) $(BROWSER_READY)
	@$(BIN)/python tests/bench/bench_workshop.py --json .venv/bench-workshop.json

lock:
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet pyproject.toml --group dev --universal --python-version 3.11 --no-header --generate-hashes -o requirements.lock

clean:
	@rm -rf $(VENV) tests/browser/node_modules widgets/page/node_modules dist
