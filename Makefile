# Everything a person or CI calls. Each target sets up what it needs and is quick when nothing changed.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup run test build lint bench faults lock clean

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
NODE_READY := node_modules/.ready
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PORT HOST DATA_DIR

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(READY) $(NODE_READY)  ## make .venv and node_modules from the lock files
	@:

$(READY): requirements-dev.lock pyproject.toml
	@bash tools/setup-python.sh

$(NODE_READY): package-lock.json $(READY)
	@bash tools/setup-node.sh
