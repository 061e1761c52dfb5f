# The two commands a stranger needs are `make demo` and `make test`; each does its own set-up, again and again.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install -q --disable-pip-version-check
SERVE  ?= 1
export PYTHONDONTWRITEBYTECODE = 1

.PHONY: help demo test lint types rooms bench fast clean

help:
	@echo "make demo          replay two cases through the running API, then serve them (SERVE=0 ends instead)"
	@echo "make test          every check and every test, on SQLite and PostgreSQL"
	@echo "make fast          the tests without the databases' and the server's slow ones"
	@echo "make bench         what a full act costs beside the same statements by the bare driver"

$(VENV)/created:
	@$(PYTHON) -c 'import sys; sys.exit("mediation needs Python 3.11 or newer; this one is " + sys.version.split()[0]) if sys.version_info < (3, 11) else 0'
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "This Python cannot make virtual environments. Install its package, e.g.: apt-get install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) && touch $@

$(VENV)/demo: $(VENV)/created requirements/base.txt requirements/build.txt pyproject.toml
	@echo "setting up (once) …"
	@$(PIP) --require-hashes --only-binary :all: -r requirements/base.txt -r requirements/build.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test: $(VENV)/created requirements/dev.txt requirements/build.txt pyproject.toml
	@echo "setting up the tests (once) …"
	@$(PIP) --require-hashes --only-binary :all: -r requirements/dev.txt -r requirements/build.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/demo

demo: $(VENV)/demo
	@$(BIN)/mediation demo --out demo $(if $(filter 0,$(SERVE)),--no-serve,--serve)

test: $(VENV)/test lint types rooms
	@$(BIN)/python -m pytest

fast: $(VENV)/test
	@$(BIN)/python -m pytest tests/engine tests/law tests/rules tests/documents

lint: $(VENV)/test
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(VENV)/test
	@$(BIN)/mypy

rooms: $(VENV)/test
	@PYTHONPATH=. $(BIN)/lint-imports --no-cache --config pyproject.toml

bench: $(VENV)/test
	@$(BIN)/python -m tests.scale.bench

clean:
	rm -rf $(VENV) demo .pytest_cache .mypy_cache .ruff_cache .hypothesis
