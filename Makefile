# Tre Măng: what people type. `make help` lists it.
#
# Respected everywhere: PORT (8000), HOST (127.0.0.1), DATABASE_URL, VAR_DIR; SIZE for demo and bench.
# PYTHON makes the environment: exactly the one you name, else python3 or a clearly quicker build of the same version.

PYTHON ?=
SIZE ?= S
SEED ?= 1
BIN := .venv/bin
DEMO := --size $(SIZE) --seed $(SEED)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help install run test histories check format demo bench backup restore-drill lock

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(BIN)/.runtime ## only install what the product needs; `make run` does it too

run: $(BIN)/.runtime ## install, migrate, load the demo into an empty database, serve
	@exec $(BIN)/tremang serve --demo

test: $(BIN)/.dev ## the whole suite on SQLite and on PostgreSQL, then the journeys in a real browser
	@$(BIN)/python -m tests

histories: $(BIN)/.dev ## live through generated histories of phones and server (N=10000 SEED=1; N=1 tells the story)
	@HISTORIES=$(or $(N),300) HISTORY_SEED=$(SEED) $(BIN)/python -m pytest -q -rP $(if $(filter 1,$(N)),,-n 2 --dist loadfile) -o faulthandler_timeout=0 tests/histories

check: $(BIN)/.dev ## format, lint, types, which way imports point, migrations, untranslated text
	@$(BIN)/python scripts/check.py

format: $(BIN)/.dev ## put the code into its one format
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix-only .

demo: $(BIN)/.runtime ## load demo data into an empty database (SIZE=S|M|L SEED=1)
	@$(BIN)/tremang demo $(DEMO)

bench: $(BIN)/.runtime ## measure speed; one JSON object a line at the end (SIZE=S|M|L, M unless told)
	@$(BIN)/tremang bench --size $(if $(filter file,$(origin SIZE)),M,$(SIZE))

backup: $(BIN)/.runtime ## write a dated backup under VAR_DIR/backups
	@$(BIN)/tremang backup

restore-drill: $(BIN)/.runtime ## restore the newest backup aside, verify it, rebuild all facts and compare
	@$(BIN)/tremang restore-drill

lock: $(BIN)/.runtime ## work out requirements/*.txt anew from requirements/*.in
	@$(BIN)/pip install --quiet uv
	@for name in runtime dev; do $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --no-emit-index-url --no-emit-find-links --upgrade \
		requirements/$$name.in -o requirements/$$name.txt; done

$(BIN)/python:
	@$(or $(PYTHON),python3) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; say which: make PYTHON=python3.12 …")'
	@$(or $(PYTHON),"$$(python3 scripts/quickest.py || echo python3)") -m venv .venv

$(BIN)/.runtime: requirements/runtime.txt scripts/link.py | $(BIN)/python
	@echo "Installing what the product needs …"
	@$(BIN)/pip install --quiet --require-hashes --only-binary :all: -r requirements/runtime.txt
	@$(BIN)/python scripts/link.py
	@touch $@

$(BIN)/.dev: requirements/dev.txt $(BIN)/.runtime
	@echo "Installing what tests and checks need …"
	@$(BIN)/pip install --quiet --require-hashes --only-binary :all: -r requirements/dev.txt
	@touch $@
