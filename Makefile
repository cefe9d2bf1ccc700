# Two commands do everything on a fresh machine with python3 and a package index: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
UNIT := .ci/pytest -m "not browser and not soak"

.PHONY: demo demo-reset test unit unit-postgres pages browser soak format lint types installed lock words pictures permissions

demo: $(VENV)/.installed
	$(PY) -m monitor demo --data .demo

demo-reset: $(VENV)/.installed
	$(PY) -m monitor demo --data .demo --reset

# Cheapest first: what is likely to fail says so early. Then two at a time, the longest first.
test: $(VENV)/.dev
	.ci/chromium
	$(MAKE) --no-print-directory lint
	$(MAKE) --no-print-directory types
	$(MAKE) --no-print-directory -j2 --output-sync=target browser unit unit-postgres pages installed

lint:
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(VENV)/bin/lint-imports

types:
	$(PY) -m mypy

unit:
	$(UNIT)

unit-postgres:
	MONITOR_TEST_DATABASE=postgres $(UNIT)

# The walks over every page take as long as all others in the browser together.
pages:
	.ci/pytest -m browser tests/browser/test_every_page.py tests/look

browser:
	.ci/pytest -m "browser and not soak" --ignore=tests/browser/test_every_page.py --ignore=tests/look

installed:
	$(PY) -m tests.machine.installed

soak: $(VENV)/.dev
	.ci/pytest -m soak
	MONITOR_TEST_DATABASE=postgres .ci/pytest -m soak

format: $(VENV)/.dev
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

# The words on the pages: collect the sentences from code and templates, and bring the translations up to date.
words: $(VENV)/.dev
	$(PY) -m tests.sentences

permissions: $(VENV)/.dev
	$(PY) -m tests.permissions > docs/permissions.md

pictures: $(VENV)/.dev
	$(PY) -m tests.pictures docs/pictures

# Locks hold every dependency with its hashes and no address. Needs uv.
lock:
	uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-header -q -o requirements.lock
	uv pip compile pyproject.toml --group dev -c requirements.lock --universal --generate-hashes --no-emit-index-url \
		--no-header -q -o requirements-dev.lock

$(PY):
	@$(PYTHON) -m venv $(VENV) || { echo "Install venv first: apt-get install python3-venv"; exit 2; }

$(VENV)/.installed: requirements.lock | $(PY)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock | $(PY)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@ $(VENV)/.installed
