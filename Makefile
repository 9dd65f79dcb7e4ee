# What there is to do in a checkout. `make` alone lists it. The environment is made and renewed on the way (setup.sh).
PYTEST_ARGS ?=
DEMO_ARGS ?=
# Tests wait half of their time, for pages and for limits.
TEST_WORKERS ?= $(shell echo $$(( $$(nproc) * 2 )))
# What was compiled is kept, also where Python is told to keep nothing, as in many containers: each process would compile
# all of our modules anew.
unexport PYTHONDONTWRITEBYTECODE
SHELL := /bin/sh

.DEFAULT_GOAL := help
.PHONY: help setup browser demo test test-slow check golden docs clean

help: ## list what there is to do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## bring packages and browser, if they are not there already
	@./setup.sh

browser: ## look for a browser again, and bring one if there is none
	@rm -f .venv/.browser
	@./setup.sh

demo: setup ## measure two builds of the demo school, and compare them (DEMO_ARGS="--form P")
	@.venv/bin/skolprov demo $(DEMO_ARGS)

# A test that hangs ends the run, with its name and a picture of all threads: a worker in another's place would hang on it again.
test: setup ## run the tests (PYTEST_ARGS="-k keyboard -x")
	@.venv/bin/python -m pytest -m "not slow" -n $(TEST_WORKERS) --dist loadfile --no-loadscope-reorder \
		--timeout 300 --timeout-method thread --max-worker-restart 0 $(PYTEST_ARGS)

test-slow: setup ## run the tests that take long
	@.venv/bin/python -m pytest -m slow $(PYTEST_ARGS)

check: setup ## style, types and who may import whom
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

golden: setup ## accept today's rendering of the stored runs; read the diff before you commit it
	@.venv/bin/python -m tests.golden

docs: setup ## write the documents that are made from the code anew
	@.venv/bin/python -m tests.ground.documents

clean: ## remove all that was made here but runs: environment, caches, the demo's own run
	@rm -rf .venv .uv demo-run demo-run.*.old dist test-results
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
