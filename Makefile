# Everything that a person or CI calls. Each target sets up what it needs and is quick when nothing has changed.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup build run test check lint lint-python lint-scripts test-scripts test-quick format words pictures bench day faults trouble lock audit clean

BIN := .venv/bin
PYTHON_READY := .venv/.ready
NODE_READY := node_modules/.ready
BUILT := static/dist/.built
# Folders are among the sources, so that a file that goes away is noticed too.
QUICK := $(addprefix tests/,base commands core formats rules store) $(wildcard tests/test_*.py)
SOURCES := $(shell find static companion/translations -not -path 'static/dist*' -not -name '*.mo' 2>/dev/null | sed 's/ /\\ /g')

# Node comes from the machine or from a wheel in .venv.
export PATH := $(CURDIR)/$(BIN):$(PATH)

help:  ## show this list
	@grep -hE '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(PYTHON_READY) $(NODE_READY)  ## make .venv and node_modules from the lock files
	@:

build: $(BUILT)  ## bundle scripts and styles, compile the translations
	@:

run: setup build  ## show Companion with a rehearsal (PORT=, HOST=, DATA_DIR=); Ctrl-C ends it
	@exec $(BIN)/companion run

test: setup build  ## run every test, several at once (JOBS=)
	@bash tools/test.sh

check: setup build  ## the part of lint and test that takes a minute: no browser, no faults, no servers
	@$(MAKE) --no-print-directory --jobs=4 --output-sync lint-python lint-scripts test-scripts test-quick

lint: lint-python lint-scripts  ## check style and types
	@:

lint-python: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --quiet --check . || { echo "Not formatted: run make format" >&2; exit 1; }
	@$(BIN)/mypy

lint-scripts: setup build
	@node_modules/.bin/prettier --check --log-level warn --cache --cache-strategy content .
	@node_modules/.bin/eslint --cache --cache-strategy content --cache-location node_modules/.cache/eslint/ .
	@node_modules/.bin/tsc --project jsconfig.json

test-scripts: build
	@find tests/js -name '*.test.js' -print0 | sort -z | xargs -0 node --test --test-reporter=dot

test-quick: build
	@$(BIN)/pytest --quiet --numprocesses 2 --dist worksteal -m 'not slow and not alone' $(QUICK)

format: setup  ## bring Python, scripts and styles into their common form
	@$(BIN)/ruff format --quiet .
	@node_modules/.bin/prettier --write --log-level warn .

words: setup  ## bring new messages into the translations, and say how many are missing
	@bash tools/words.sh

pictures: setup build  ## take the pictures in docs/pictures again
	@CHROMIUM="$$(bash tools/browser.sh)"; export CHROMIUM; $(BIN)/python -m tools.pictures

bench: setup build  ## measure; the numbers go to bench/RESULTS.md
	@$(BIN)/python -m bench

day: setup build  ## a whole day in rehearsal, 200 people, every screen compared with every other (8 minutes)
	@$(BIN)/python -m bench.day

faults: setup build  ## kill processes at random moments, for as long as ROUNDS= says
	@ROUNDS=$${ROUNDS:-200} $(BIN)/pytest tests/faults

trouble: setup build  ## every page in every trouble, as a table of how long it took to be back
	@CHROMIUM="$$(bash tools/browser.sh)"; export CHROMIUM; TROUBLES=all $(BIN)/pytest tests/trouble

lock: $(PYTHON_READY)  ## renew the lock files
	@bash tools/lock.sh

audit: setup  ## ask PyPI and npm for known holes in what is locked; ends with 2 if they could not be asked
	@bash tools/audit.sh

clean:  ## remove what setup and build made; data stay
	@rm -rf .venv node_modules static/dist
	@find companion tests workers -name __pycache__ -prune -exec rm -rf {} +

$(PYTHON_READY): requirements-dev.lock pyproject.toml tools/setup-python.sh
	@bash tools/setup-python.sh

$(NODE_READY): package.json package-lock.json requirements-node.lock tools/setup-node.sh | $(PYTHON_READY)
	@bash tools/setup-node.sh

$(BUILT): $(SOURCES) | $(PYTHON_READY) $(NODE_READY)
	@bash tools/build.sh
	@touch $@
