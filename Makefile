# Two commands on a fresh machine with Python 3.11+, git and make:
#   make site   the example book into site/
#   make test   every test
PYTHON ?= python3
BIN := .venv/bin
TODAY := 2026-11-23

.PHONY: site test lint pictures bench demo clean

site: .venv/.run
	$(BIN)/riskbook build --out site --today $(TODAY)
	@echo "Open site/index.html in a browser."

test: .venv/.develop lint
	scripts/browser.sh
	$(BIN)/pytest -n auto --dist loadfile
	@echo "All checks passed."

lint: .venv/.develop
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

pictures: .venv/.develop
	scripts/browser.sh
	$(BIN)/python scripts/pictures.py

bench: .venv/.develop
	$(BIN)/python -m pip install --quiet --group bench
	$(BIN)/python tests/bench/run.py --peers

demo: .venv/.run
	$(BIN)/python -m scripts.demo_history demo

clean:
	rm -rf .venv site demo dist build .riskbook

.venv/bin/python:
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"

.venv/.run: .venv/bin/python pyproject.toml requirements.lock
	$(BIN)/python -m pip install --quiet --constraint requirements.lock --editable .
	@touch $@

.venv/.develop: .venv/.run
	$(BIN)/python -m pip install --quiet --constraint requirements.lock --group dev
	@touch $@
