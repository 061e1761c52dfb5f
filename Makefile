# The two commands a stranger needs are `make demo` and `make test`; each does its own set-up, again and again.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install -q --disable-pip-version-check
SERVE  ?= 1
export PYTHONDONTWRITEBYTECODE = 1

# The tests read pages in Chromium and open every DOCX in LibreOffice Writer. Each is installed when it is absent, by
# whichever package manager the system has; nobody is asked for a password.
define PROGRAMS
one_of() { for name in "$$@"; do command -v "$$name" >/dev/null 2>&1 && return 0; done; return 1; }
wanted=""
one_of chromium chromium-browser google-chrome || wanted="chromium"
one_of soffice || wanted="$$wanted libreoffice-writer"
[ -z "$$wanted" ] && exit 0
as=""; [ "$$(id -u)" = 0 ] || as="sudo -n"
if one_of apt-get; then how="apt-get install -y --no-install-recommends $$wanted"; before="apt-get update"
elif one_of dnf; then how="dnf install -y $$wanted"; before="true"
else how=""; fi
[ -n "$$how" ] && echo "installing" $$wanted "(once) …" && { $$as $$how || { $$as $$before && $$as $$how; }; } >/dev/null 2>&1 && exit 0
echo "The tests need Chromium and LibreOffice Writer, and they may not be installed from here. As administrator: $${how:-install $$wanted}" >&2
exit 1
endef
export PROGRAMS

.PHONY: help demo guides test programs lint types rooms bench fast clean

help:
	@echo "make demo          replay two cases, seed an invented city and serve its workbench (SERVE=0 ends instead)"
	@echo "make guides        take the pictures of docs/guides again"
	@echo "make test          every check and every test, on SQLite and PostgreSQL"
	@echo "make fast          the tests without the databases' and the server's slow ones"
	@echo "make bench         what a full act and a paper cost beside the bare driver, typst and python-docx"

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

guides: programs $(VENV)/test
	@$(BIN)/python -m tests.workbench.screenshots

demo: $(VENV)/demo
	@$(BIN)/mediation demo --out demo $(if $(filter 0,$(SERVE)),--no-serve,--serve)

programs:
	@sh -c "$$PROGRAMS"

test: programs $(VENV)/test lint types rooms
	@$(BIN)/python -m pytest

fast: programs $(VENV)/test
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
