# Python 3.11 to 3.13; `make PYTHON=/path/to/python` takes another one.
FITS := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do $$p -c '$(FITS)' 2>/dev/null && echo $$p && break; done)

BIN := .venv/bin
READY := .venv/ready
REPORTS := corpora/reports

.PHONY: run test slow ocr lint format docs bench repro lock clean

# Extracts the bundled reports and prints what was found.
run: $(READY)
	@$(BIN)/reformtrace run $(REPORTS) --out out/run
	@echo
	@$(BIN)/reformtrace show $(REPORTS)/opinion-with-deadlines.txt

test: lint
	@$(BIN)/python -m pytest -q

# The tests that take long: bulk rendering through LibreOffice and Chromium, scans, very large files. ONLY=words picks some.
slow: .venv/ocr
	@$(BIN)/python -m pytest -q -m slow $(if $(ONLY),-k "$(ONLY)")

# What reads scanned pages, so that their tests run too.
ocr: .venv/ocr

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(READY)
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

# Writes again what is generated: the rules as JSON, the schemas, what stands in docs/, and the output shown in the README.
docs: $(READY)
	@mkdir -p out docs/schema
	@$(BIN)/python -m reformtrace.rules.keep
	@$(BIN)/python -m reformtrace.schema
	@$(BIN)/reformtrace run $(REPORTS) --out out/run
	@$(BIN)/reformtrace evaluate out/run --markdown > out/page && mv out/page docs/scores.md
	@$(BIN)/reformtrace rules --reports $(REPORTS) > out/page && mv out/page docs/rules.md
	@$(BIN)/reformtrace schema records > out/page && mv out/page docs/schema/records.schema.json
	@$(BIN)/reformtrace schema documents > out/page && mv out/page docs/schema/documents.schema.json
	@$(BIN)/python tests/shown.py README.md

bench: .venv/bench
	@$(BIN)/python bench/speed.py
	@$(BIN)/python bench/reading.py

# Runs the stages of dvc.yaml, with DVC installed for it.
repro: .venv/dvc
	@PATH="$(CURDIR)/$(BIN):$$PATH" dvc repro

# Pins anew what requirements/ holds. Needs uv on the path.
COMPILE := uv pip compile --quiet --no-config --universal --python-version 3.11 --upgrade --generate-hashes \
	--no-emit-index-url --no-annotate --no-header
lock:
	$(COMPILE) --extra dev pyproject.toml --output-file requirements/dev.txt
	$(COMPILE) --extra ocr --constraint requirements/dev.txt pyproject.toml --output-file requirements/ocr.txt

clean:
	rm -rf .venv out

$(READY): requirements/dev.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed: make PYTHON=/path/to/python" >&2; exit 1; }
	@"$(PYTHON)" -c '$(FITS)' || { echo "$(PYTHON) is not Python 3.11, 3.12 or 3.13" >&2; exit 1; }
	@echo "setting up .venv with $$("$(PYTHON)" --version)"
	@"$(PYTHON)" -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

.venv/ocr: $(READY) requirements/ocr.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/ocr.txt
	@touch $@

.venv/bench: $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@

.venv/dvc: $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dvc]'
	@touch $@
