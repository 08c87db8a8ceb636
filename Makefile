# Care provider oversight. The two commands a stranger needs: `make run` and `make test`.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
AT     ?= 127.0.0.1:8000
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: run assess test check assets lint benchmark coverage-of-policy new-capability sample reference lock clean help

help:            ## what each command does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 22

$(VENV)/.setup-run: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --require-hashes -r requirements.lock
	$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.setup-test: $(VENV)/.setup-run requirements-dev.lock
	$(BIN)/python -m pip install -q --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/.setup-bench: $(VENV)/.setup-test requirements-bench.lock
	$(BIN)/python -m pip install -q --require-hashes -r requirements-bench.lock
	@touch $@

run: assess  ## set everything up, show what a policy says of the sample, serve the invented councils at http://127.0.0.1:8000
	$(BIN)/oversight prepare
	$(BIN)/oversight demo
	$(BIN)/oversight serve --at $(AT)

assess: sample  ## what a policy says of the invented sample, worst first
	$(BIN)/oversight policy assess var/sample/anyshire_latest_ratings.csv var/sample/anyshire_active_locations.csv --pack west-berkshire --evidence var/sample/anyshire_evidence.csv --authority Anyshire --limit 15

test: $(VENV)/.setup-test  ## set everything up (also Chromium and PostgreSQL, where it can), run every test on both databases
	tools/system_packages.sh
	tools/both_databases.sh $(BIN)/python

check: lint  ## lint, types, import contracts, packs, generated files
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/oversight policy check
	$(BIN)/python -m oversight.commands.reference --check

lint: $(VENV)/.setup-test  ## style
	$(BIN)/ruff format --check src tests benchmarks tools
	$(BIN)/ruff check src tests benchmarks tools

reference: $(VENV)/.setup-test  ## write docs/reference and content/schema anew
	$(BIN)/python -m oversight.commands.reference

coverage-of-policy: $(VENV)/.setup-test  ## docs/reference/requirements.md: which test shows which requirement
	$(BIN)/python -m oversight.commands.coverage

sample: $(VENV)/.setup-run  ## the invented councils' files in var/sample
	$(BIN)/oversight sample make --into var/sample

benchmark: $(VENV)/.setup-bench  ## ratios, measured in one run
	$(BIN)/python -m benchmarks

assets:          ## build the style sheet and the script (maintainers, with npm)
	cd tools/assets && npm ci --no-audit --no-fund && npm run build

new-capability: $(VENV)/.setup-test  ## a capability whose pages pass every gate: make new-capability NAME=... [RECORD=...] [BESIDE=...] [NAV=yes]
	$(BIN)/python -m tools.new_capability "$(NAME)" --record "$(RECORD)" --beside "$(BESIDE)" $(if $(filter yes,$(NAV)),--nav)

lock:            ## resolve and write the hashed lock files (maintainers, with uv)
	uv pip compile -q --universal --generate-hashes --no-annotate --no-header --group setup pyproject.toml -o requirements.lock
	uv pip compile -q --universal --generate-hashes --no-annotate --no-header --group setup --group dev pyproject.toml -o requirements-dev.lock
	uv pip compile -q --universal --generate-hashes --no-annotate --no-header --group setup --group dev --group bench pyproject.toml -o requirements-bench.lock

clean:           ## remove what these commands made
	rm -rf $(VENV) var .pytest_cache .mypy_cache .ruff_cache
