# Everything here sets itself up in .venv and .tools, from Python 3.11 or later and the package index alone.

UV_VERSION := 0.13.8
UV := .tools/bin/uv
WORKERS ?= 2
PYTEST_ARGS ?=

# Use the Python this machine has, and never fetch another: set these to uv's own words to choose otherwise.
export UV_PYTHON_DOWNLOADS ?= never
export UV_PYTHON_PREFERENCE ?= system
ifeq ($(origin PYTHON),command line)
export UV_PYTHON := $(PYTHON)
endif
unexport VIRTUAL_ENV

.DEFAULT_GOAL := help
.PHONY: help demo test check fmt bench soak clean

help: ## say what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-6s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(UV) ## try the bot on the console, on a database made for the purpose and thrown away
	@UV_PROJECT_ENVIRONMENT=.tools/runtime $(UV) sync --quiet --locked --no-dev
	@rm -rf .demo && mkdir .demo
	@cd .demo && DATABASE_URL=sqlite:///demo.db ../.tools/runtime/bin/ofsted-bot demo

test: $(UV) ## run every test, on SQLite and on PostgreSQL
	@$(UV) sync --quiet --locked
	.venv/bin/python -m pytest -n $(WORKERS) --dist worksteal $(PYTEST_ARGS)

check: $(UV) ## lint, formatting, types and the direction of imports
	@$(UV) sync --quiet --locked
	.venv/bin/python -m ruff check
	.venv/bin/python -m ruff format --check
	.venv/bin/python -m mypy
	.venv/bin/lint-imports --no-logo

fmt: $(UV) ## format, and mend what the linter can mend
	@$(UV) sync --quiet --locked
	.venv/bin/python -m ruff check --fix-only
	.venv/bin/python -m ruff format

bench: $(UV) ## measure how fast it is on this machine
	@$(UV) sync --quiet --locked
	.venv/bin/python -m tests.benchmarks

soak: $(UV) ## kill the program hundreds of times, and write down what came of it
	@$(UV) sync --quiet --locked
	.venv/bin/python -m tests.soak $(SEEDS)

clean: ## remove all that make made
	rm -rf .venv .tools .demo .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

# uv: the machine's own when it can read uv.lock, else the version above in .tools/uv. A virtual environment is
# the usual way to fetch it; pip's --target serves where venv is missing or the system's packages are not ours to touch.
$(UV):
	@set -eu; mkdir -p .tools/bin; \
	own=$$(command -v uv || true); \
	if [ -n "$$own" ] && "$$own" export --quiet --frozen >/dev/null 2>&1; then ln -sf "$$own" $@; exit 0; fi; \
	for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 ''; do \
		if [ -z "$$python" ]; then echo "ofsted-bot needs Python 3.11 or later, and found none. Install it, or say where it is: make demo PYTHON=/path/to/python3"; exit 1; fi; \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then break; fi; \
	done; \
	echo "Fetching uv $(UV_VERSION), which sets up the rest (once)."; \
	fetch="-m pip --quiet --disable-pip-version-check install uv==$(UV_VERSION)"; \
	{ rm -rf .tools/uv && "$$python" -m venv .tools/uv && .tools/uv/bin/python $$fetch; } >.tools/uv.log 2>&1 \
	|| { rm -rf .tools/uv && PIP_USER=0 PIP_REQUIRE_VIRTUALENV=0 "$$python" $$fetch --target .tools/uv; } >>.tools/uv.log 2>&1 \
	|| { cat .tools/uv.log; echo "ofsted-bot sets itself up with uv, and could not fetch it: the package index did not answer, or this Python has neither venv nor pip. Install python3-venv (or uv itself), then run make again."; exit 1; }; \
	ln -sf ../uv/bin/uv $@
