# The commands to learn: demo, test, quick.
PORT ?= 8000
DATA ?= demo-data
PYTHON ?= python3
QUICK = not browser and not slow and not whole and not matrix
export PYTHON
# Compiled modules are kept also where the machine says otherwise; without them every start compiles everything again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test quick check lock messages matrix screenshots

demo: ## the demonstration, in Swedish (PORT=8000, DATA=demo-data, LAN=1 for the phones around you)
	@tools/set_up.sh run
	@.venv/bin/python -m hamn.command demo --port $(PORT) --data $(DATA) $(if $(LAN),--lan)

test: ## everything, as it must pass before anything lands
	@tools/set_up.sh test
	@$(MAKE) --no-print-directory check
	.venv/bin/mypy
	.venv/bin/python tools/with_postgres.py .venv/bin/pytest -q -n auto --dist worksteal -m "not browser and not whole and not matrix" tests
	.venv/bin/pytest -q -n auto --dist worksteal -m "not browser and not matrix" tests
	.venv/bin/pytest -n auto --dist worksteal -m "browser and not matrix" tests

quick: ## the everyday part, under a minute
	@tools/set_up.sh test
	@$(MAKE) --no-print-directory check
	.venv/bin/pytest -q -n auto --dist worksteal -p no:playwright -m "$(QUICK)" tests

check:
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

# For those who look after Hamn.
lock: ## write the lock files anew (UPGRADE=--upgrade lifts the versions)
	@tools/set_up.sh test
	.venv/bin/python -m pip install --quiet uv
	tools/lock.sh

messages: ## gather the visible texts into the catalogues
	@tools/set_up.sh test
	.venv/bin/python tools/messages.py

matrix: ## every page × language × width × theme, with axe
	@tools/set_up.sh test
	.venv/bin/pytest -n auto --dist worksteal -m matrix tests

screenshots: ## docs/img anew
	@tools/set_up.sh test
	.venv/bin/python tools/screenshots.py
