# Everything a person needs: `make run`, `make test`, `make check`, `make bench`.
VENV := .venv
BIN := $(VENV)/bin
# The newest suitable Python on the path; macOS's own python3 may be too old.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$p && break; done)

.PHONY: run prepare test check bench screenshots translations clean
.DEFAULT_GOAL := run

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed. Install it, or name it: make PYTHON=/path/to/python3.11 run"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv module is missing (Debian: apt-get install python3-venv)."; exit 1; }

$(VENV)/.run: requirements.txt constraints.txt | $(VENV)/bin/python
	@echo "Installing what the app runs on (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	@echo "Installing what checks and tests need (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

prepare: $(VENV)/.run
	@$(BIN)/python -m runtherapy_data prepare

run: prepare
	@exec $(BIN)/streamlit run app.py

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m runtherapy_data.i18n.completeness

test: $(VENV)/.dev
	@$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m pytest -n 2 --dist loadfile

bench: $(VENV)/.dev
	@$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m benchmarks $(ARGS)

screenshots: $(VENV)/.dev
	@$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m benchmarks.screenshots

translations: $(VENV)/.dev
	$(BIN)/python -m runtherapy_data.i18n.completeness --write

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
