# `make` says what there is. Every target makes its own environment first; nothing else is needed than
# Python 3.11 or newer and make. Another Python: make test PYTHON=python3.13

.DEFAULT_GOAL := help
.PHONY: help demo test coverage check docs test-on test-slow test-lowest test-newest kit bench perturb docs-generated api-snapshot release licences samples provisions tables pins

ifeq ($(origin PYTHON),undefined)
# The first Python on the path that is new enough; if there is none, the set-up says so.
PYTHON := $(or $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; \
	done),python3)
endif

VENV := .venv
IN = $(VENV)/bin
SET_UP = @command -v $(PYTHON) >/dev/null \
	|| { echo "There is no $(PYTHON) here. tokutei needs Python 3.11 or newer: install one, or name it with PYTHON=…"; exit 1; } \
	&& $(PYTHON) scripts/set_up.py --venv $(VENV)

# pyright runs from its wheel, with the node of a wheel; it need not ask for newer versions.
export PYRIGHT_PYTHON_IGNORE_WARNINGS := 1

# The day on which provisions are compared: make provisions ON=2026-11-22
ON = $(shell date +%F)

# More words for pytest, such as PYTEST="--no-skips -k calendar".
PYTEST :=

help: ## say what the targets do
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

demo: ## one life of a card, from the application to the chip, without hardware or network
	$(SET_UP) demo
	@$(IN)/python -m examples.demo

test: check ## everything a change must pass: the checks, the tests, the documents
	$(IN)/python -m pytest -n auto --dist loadfile $(PYTEST)

coverage: check ## the same tests with branch coverage, which takes nearly twice as long; below 98 % fails
	$(IN)/python -m pytest -n auto --dist loadfile --cov --cov-report=term $(PYTEST)

check: ## style, types, imports between the floors, generated pages
	$(SET_UP) dev
	$(IN)/ruff check
	$(IN)/ruff format --check
	$(IN)/mypy
	$(IN)/pyright --pythonpath $(IN)/python
	$(IN)/lint-imports
	$(IN)/deptry src
	$(IN)/python scripts/generate_docs.py --check
	$(IN)/python scripts/resting.py --check
	$(IN)/python scripts/lowest.py --check
	$(IN)/python scripts/licences.py --check

test-on: ## the tests alone, in an environment of their own: make test-on PYTHON=python3.13 VENV=.venv-3.13
	$(SET_UP) test
	$(IN)/python -m pytest -n auto --dist loadfile $(PYTEST)

# Environments of their own: each target below runs the tests with other versions than those that are pinned.
test-lowest: VENV := .venv-lowest
test-lowest: ## the tests with every dependency of the library at its lowest version; numpy 2.0 has no wheel after 3.12
	$(SET_UP) test --lowest
	$(IN)/python -m pytest -n auto --dist loadfile $(PYTEST)

test-newest: VENV := .venv-newest
test-newest: ## the tests with the newest version there is of everything, pinned or not; looked up each time
	$(SET_UP) test --newest
	$(IN)/python -m pytest -n auto --dist loadfile $(PYTEST)

test-slow: ## tests that need minutes or a daemon: the package installed elsewhere, cards read through PC/SC
	$(SET_UP) slow
	$(IN)/python -m pytest -m slow -n auto --dist loadfile $(PYTEST)

kit: ## pack the conformance kit for ports in other languages: build/tokutei-conformance-kit-<version>.zip
	$(SET_UP) dev
	@$(IN)/python scripts/conformance_kit.py

bench: ## our speed beside others': make bench NAME="import citations"
	$(SET_UP) dev
	$(IN)/python -m benchmarks $(NAME)

perturb: ## change every value of every rule in turn: a legal case must notice each time
	$(SET_UP) dev
	$(IN)/python scripts/perturb.py

docs: ## the documents as a site in build/docs; every warning is an error
	$(SET_UP) docs
	$(IN)/python -m sphinx -b html -W --keep-going -n -q -j auto -d build/doctrees docs build/docs
	@echo "The site is in build/docs: open build/docs/index.html"

docs-generated: ## write the generated pages of docs/ again, and which provisions they name
	$(SET_UP) dev
	$(IN)/python scripts/generate_docs.py
	$(IN)/python scripts/resting.py

api-snapshot: ## write what is public into tests/golden/api; say in CHANGELOG.md what changed
	$(SET_UP) dev
	$(IN)/python scripts/api_snapshot.py

release: ## keep what this version promises: its API, its documents, the digests of its law data
	$(SET_UP) dev
	$(IN)/python scripts/golden_documents.py
	$(IN)/python scripts/api_snapshot.py --release

licences: ## write docs/licences.md again from what is installed
	$(SET_UP) dev
	$(IN)/python scripts/licences.py

samples: ## write the sample dumps of docs/samples again
	$(SET_UP) dev
	$(IN)/python scripts/samples.py

provisions: ## compare every citation with the law texts in ../shared and make the tables of provisions
	$(SET_UP) dev
	$(IN)/python scripts/resting.py
	$(IN)/python -m tokutei.audit provisions ../shared/law --on $(ON) --write src/tokutei/data
	$(IN)/python scripts/make_tables.py ../shared
	$(IN)/python scripts/generate_docs.py
	$(IN)/python scripts/resting.py

tables: ## write the data tables again from the researched facts in ../shared
	$(SET_UP) dev
	$(IN)/python scripts/make_tables.py ../shared

pins: ## resolve the newest versions for this Python and pin them in constraints/
	@$(PYTHON) scripts/pin.py
	@$(PYTHON) scripts/lowest.py
