# make demo    set up .venv and show the main job on two specimen plans
# make test    set up what the tests need and run them
# make lint    ruff and mypy --strict
# make figures measure everything that README and docs claim and write it there (needs ../shared)
# make bench   speed and memory of each stage and of the whole, beside other tools where they are installed, written into README and docs/speed.md (needs ../shared)
# make lost-bytes  the repair of lost bytes, measured on models that have not seen the text (half an hour; needs ../shared)
# make evaluate  how right extraction and comparison are, written into README, docs/extraction.md and docs/comparison.md (needs ../shared)
# make models  train the shipped models again, compare them with the shipped bytes, and write their scores and what else was tried into docs/models.md (half an hour; needs ../shared)
# make docs    build the documentation site into build/site; broken links stop it
# make notebooks  run every notebook from a clean kernel
# make fuzz    give every reader damaged files for ten minutes each, and extraction and comparison damaged plans
# make kills   kill a batch with kill -9 at a hundred random moments, and resume it each time
# make s3      a batch from S3 to S3, against a server on this machine that plays S3
# make scale   what batches and a million documents cost, measured and written into docs (an hour; needs ../shared)
# make release build wheel and sdist, look at what is in them, install them into clean environments (PYTHONS="python3.12 python3.13" for others)
# make clean   remove .venv and what the tools left behind

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable

# The first Python that is new enough; `make PYTHON=/path/to/python test` overrides it.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$python && break; done)

# The first two specimens are one city's plans of two years.
PLANS = $(BIN)/python -c 'import policytext as pt; print(*("specimen:" + name for name in pt.specimens()[:2]))'

.DEFAULT_GOAL := help
.PHONY: help demo test lint docs notebooks figures bench lost-bytes evaluate models fuzz kills s3 scale release clean

help:
	@sed -n 's/^# make/make/p' Makefile

demo: $(VENV)/installed
	@set -e; plans=$$($(PLANS)); \
	for plan in $$plans; do $(BIN)/policytext show $$plan; done; \
	$(BIN)/policytext extract $$plans; \
	echo "■ $$plans"; \
	$(BIN)/policytext compare $$plans

test: $(VENV)/installed-test
	$(BIN)/python -m pytest

lint: $(VENV)/installed-lint
	$(BIN)/ruff check
	$(BIN)/mypy

docs: $(VENV)/installed-docs
	$(BIN)/python -m mkdocs build --strict --quiet

notebooks: $(VENV)/installed-test
	$(BIN)/python -m pytest --nbmake -o addopts="-q" -n 2 notebooks

figures: $(VENV)/installed-test
	$(BIN)/python -m benchmarks.figures --write
	$(BIN)/python -m benchmarks.formats --write
	$(BIN)/python -m benchmarks.damage --write
	$(BIN)/python -m benchmarks.measures --write
	$(BIN)/python -m benchmarks.audit --write
	$(BIN)/python -m benchmarks.alignment_speed --write

bench: $(VENV)/installed-test
	$(BIN)/python -m benchmarks.bench --write

lost-bytes: $(VENV)/installed-test
	$(BIN)/python -m benchmarks.figures --lost-bytes --write

evaluate: $(VENV)/installed-test
	$(BIN)/python -m benchmarks.evaluate --write

models: $(VENV)/installed-test
	@set -e; for model in confidence instrument; do \
	$(BIN)/policytext train $$model --documents ../shared/documents -o $(VENV)/$$model.json; \
	cmp $(VENV)/$$model.json src/policytext/learning/weights/$$model.json; done
	$(BIN)/python -m benchmarks.models --write
	$(BIN)/python -m benchmarks.roles --write
	$(BIN)/python -m benchmarks.coders --write
	$(BIN)/python -m benchmarks.pairing_learned --write
	$(BIN)/python -m benchmarks.names --write

fuzz: $(VENV)/installed-test
	$(BIN)/python -m tests.fuzz 600
	$(BIN)/python -m tests.fuzz_text 1800

kills: $(VENV)/installed-test
	$(BIN)/python -m tests.kills 100

# in an environment of its own: what plays S3 wants older versions of some packages than those that are pinned here
s3: $(VENV)/made pyproject.toml
	$(PYTHON) -m venv $(VENV)/s3
	$(VENV)/s3/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[s3test]'
	$(VENV)/s3/bin/python -m tests.on_s3

scale: $(VENV)/installed-test
	$(BIN)/python -m benchmarks.batch speed --write
	$(BIN)/python -m benchmarks.scale --write
	$(BIN)/python -m benchmarks.batch memory --write

release: $(VENV)/installed-release
	$(BIN)/python -m tests.release $(PYTHONS)

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find src tests -name __pycache__ -prune -exec rm -rf {} +

$(VENV)/made:
	@test -n "$(PYTHON)" || { echo "policytext needs Python 3.11 or newer: install it, or name it as make PYTHON=..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/installed: $(VENV)/made pyproject.toml constraints.txt
	$(PIP) .
	@touch $@

$(VENV)/installed-%: $(VENV)/made pyproject.toml constraints.txt
	$(PIP) '.[$*]'
	@touch $@
