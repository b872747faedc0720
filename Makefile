# Two commands for a newcomer: make demo, make test. Nothing but Python 3.11+ with venv, and make, need be there.
PYTHON ?= python3
BIN := .venv/bin
SECONDS ?= 300

.PHONY: demo test torture check bench lock clean

demo: .venv/run
	$(BIN)/lindung demo

test: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2

torture: .venv/dev
	$(BIN)/python -m tests.torture --seconds $(SECONDS) $(if $(SEED),--seed $(SEED))

bench: .venv/dev
	$(BIN)/python bench/monitor.py

.venv/run: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

.venv/dev: .venv/run requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

# Hashes for every platform, no index address.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet --extra build -o requirements.lock pyproject.toml
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet --extra build --extra dev -o requirements-dev.lock pyproject.toml

clean:
	rm -rf .venv build src/*.egg-info contoh-bone-bolango
