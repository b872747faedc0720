# Two commands for a newcomer: make demo, make test. Nothing but Python 3.11+ with venv, and make, need be there.
PYTHON ?= python3
BIN := .venv/bin
SECONDS ?= 300
# make test BROWSER=no leaves out the stories in a real browser, and says so.
BROWSER ?= yes

.PHONY: words demo test chromium torture check bench lock clean

demo: .venv/run
	$(BIN)/lindung demo

test: .venv/dev $(if $(filter no,$(BROWSER)),,chromium)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 $(if $(filter no,$(BROWSER)),--ignore=tests/browser)
	@$(if $(filter no,$(BROWSER)),echo "NOT RUN: tests/browser (BROWSER=no)",:)
	$(if $(filter no,$(POSTGRES)),@echo "NOT RUN: on PostgreSQL (POSTGRES=no)",$(BIN)/python -m tests.cluster $(BIN)/pytest -n 2)

chromium:
	@for name in chromium chromium-browser google-chrome; do command -v $$name >/dev/null && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -q && apt-get install -yq --no-install-recommends chromium fonts-dejavu-core; \
	else \
		echo "make test needs Chromium: apt-get install chromium (as root), or run: make test BROWSER=no" >&2; exit 1; \
	fi

torture: .venv/dev
	$(BIN)/python -m tests.torture --seconds $(SECONDS) $(if $(SEED),--seed $(SEED))
	$(if $(filter no,$(POSTGRES)),@echo "NOT RUN: on PostgreSQL (POSTGRES=no)",$(BIN)/python -m tests.cluster $(BIN)/pytest -n 2 -m again)

bench: .venv/dev
	$(BIN)/python bench/monitor.py
	$(BIN)/python bench/ledger.py --small

.venv/run: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

.venv/dev: .venv/run requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

# The English catalogue: new sentences in, those that nobody says any more out; prints what waits for its English.
words: .venv/dev
	$(BIN)/python -m tests.words

# Hashes for every platform, no index address.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet --extra build -o requirements.lock pyproject.toml
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet --extra build --extra dev -o requirements-dev.lock pyproject.toml

clean:
	rm -rf .venv build src/*.egg-info contoh-bone-bolango
