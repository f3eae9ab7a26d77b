# Everything a newcomer needs. Each goal makes .venv first if it is missing or older than the lock.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
READY := $(VENV)/.ready
# After so many events a run of a case ends: so few that whatever cases do, they do from one run to the next.
RENEWED := --renewed-after 30

.DEFAULT_GOAL := help
.PHONY: help demo serve test proofs unit check replay load thorough chaos endurance bench rooms wire screenshots lock clean

help:  ## say what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

demo: $(READY)  ## six cases, one told as a story with officers, and a campaign
	@$(RUN) -m deploy.demo

serve: $(READY)  ## Temporal server, its UI and a worker, until Ctrl-C; state is kept in var/
	@$(VENV)/bin/onematter ops serve

test: $(READY)  ## all tests but the slow ones, on a real Temporal server and PostgreSQL; cases begin new runs all the time
	$(RUN) -m pytest -m "not slow" --ignore tests/cases
	$(RUN) -m pytest tests/cases $(RENEWED)

proofs: $(READY)  ## the slow tests: processes killed, a storm, an old release beside a new one, whatever waits long
	$(RUN) -m pytest -m slow

unit: $(READY)  ## pure functions, without a server, in seconds
	$(RUN) -m pytest -n auto tests/unit

check: $(READY)  ## formatting, lint, types (mypy and pyright, strict), proofs of the definitions
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/pyright
	$(VENV)/bin/onematter matters check

replay: $(READY)  ## would the cases of var/ go on with this code? says which not, and what to do
	@$(RUN) -m deploy.replay

load: $(READY)  ## 200 cases of every kind, asked, stopped and killed: every history replays
	ONEMATTER_LOAD=200 $(RUN) -m pytest -n 0 tests/durability/load

thorough: $(READY)  ## all tests at full length: every ledger, every applicant, long walks; in an hour or so
	ONEMATTER_THOROUGH=1 ONEMATTER_LOAD=200 $(RUN) -m pytest
	ONEMATTER_THOROUGH=1 $(RUN) -m pytest tests/cases $(RENEWED)

chaos: $(READY)  ## 10,000 cases while workers, server, database and clients are killed: nothing lost, twice, stuck
	@$(RUN) -m deploy.chaos

endurance: $(READY)  ## 100,000 cases stay open, a department is away, a worker is killed under load; in hours
	@$(RUN) -m deploy.endurance

bench: $(READY)  ## the engine beside a bare workflow of the same shape
	@$(RUN) -m deploy.bench

rooms: $(READY)  ## draw the picture of ARCHITECTURE.md anew, from the imports
	@$(RUN) -m deploy.house

wire: $(READY)  ## write down the messages of the wire, unless that breaks somebody's side (client/wire)
	@$(RUN) -m deploy.wire

screenshots: $(READY)  ## take pictures of the Temporal UI into var/screenshots, and the README's (needs Chromium)
	@$(RUN) -m deploy.operators.screenshots

lock: $(READY)  ## pin versions and hashes anew, from pyproject.toml
	$(VENV)/bin/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
		--generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
		--upgrade --output-file requirements.lock

clean:  ## remove the environment and caches, but never var/
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(READY): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; call: make PYTHON=python3.11 …")'
	@test -x $(RUN) || $(PYTHON) -m venv $(VENV)
	@echo "installing the pinned dependencies into $(VENV) …"
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@ln -sf ../../deploy/onematter $(VENV)/bin/onematter
	@touch $@
