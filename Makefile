# make run    serve the dashboard on the demo study (STUDY=folder opens another one)
# make test   formatting, lint, types, tests
# make slow   the tests that take long, and those that measure time
# make docs   the documentation as a site, in site/
# make fuzz   30,000 damaged files, studies, stories, sessions, requests (EXAMPLES=5000 of each of six kinds)
# make faults each fault of tests/faults, TRIES=50 times
# make words  collect the dashboard's sentences into its Japanese catalogue
# make walk   twenty tasks of a biologist in nine windows and looks (LOOKS=1280,390-dark), pictures and a table in OUT=folder
# make lint, make format, make bench, make clean
#
# The environment is made in .venv. A stamp named after the content of the requirements files says what is
# installed there, so a changed pin is installed at the next call and an unchanged one costs nothing.

PYTHON ?= python3
STUDY ?=
EXAMPLES ?= 5000
TRIES ?= 50
OUT ?= walk
LOOKS ?=
BIN := .venv/bin
RUN_PINS := .venv/.run-$(shell cat requirements.txt | cksum | tr -d ' ')
TEST_PINS := .venv/.test-$(shell cat requirements.txt requirements-dev.txt | cksum | tr -d ' ')
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input
# On Linux pip's own choice of PyTorch brings 3.4 GB of CUDA; without an NVIDIA driver the build without it is tried first.
CPU_TORCH = if [ "$$(uname -s)" = Linux ] && [ ! -e /proc/driver/nvidia/version ]; then \
  $(PIP) -c constraints-cpu.txt torch 2> /dev/null \
  || echo "No package index set up here has PyTorch without CUDA; installing the usual one (README.md, Size)."; fi

.PHONY: run test slow lint format docs words bench fuzz faults walk clean

run: $(RUN_PINS)
	@$(BIN)/python app.py $(STUDY)

# Tests share the cores, one thread each. Those in a browser wait for it half of the time, so twice as many run at once.
SHARED := OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest --quiet -n 2 --dist loadfile
# The methods' code is compiled on one core while mypy reads on the other; a failure of either ends make.
COMPILE := $(BIN)/python -c "from compute.methods import METHODS; [method.warm_up() for method in METHODS.values()]"
test: $(TEST_PINS)
	@$(COMPILE) & compiling=$$!; $(MAKE) --no-print-directory lint || { kill $$compiling; exit 1; }; wait $$compiling
	@$(SHARED) -m "not browser and not slow and not timed"
	@$(SHARED) -n 4 -m "browser and not slow and not timed" $$(grep -rl --include='test_*.py' 'mark\.browser' tests)

# Those that measure time come last and alone.
slow: $(TEST_PINS)
	@$(SHARED) -m "slow and not timed"
	@$(BIN)/python -m pytest --quiet -m timed

lint: $(TEST_PINS)
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy

format: $(TEST_PINS)
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

docs: $(TEST_PINS)
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet
	@echo "site/index.html; with its search: $(BIN)/python -m http.server --directory site"

words: $(RUN_PINS)
	@$(BIN)/python -m sign_dash.language.collect

bench: $(TEST_PINS)
	@for script in solver paper_job genome scaling shortcuts store readings slider dashboard; do echo "$$script"; $(BIN)/python benchmarks/$$script.py || exit 1; done

fuzz: $(TEST_PINS)
	@$(BIN)/python -m pytest --quiet tests/faults -k fuzz --examples $(EXAMPLES)

faults: $(TEST_PINS)
	@$(BIN)/python -m pytest --quiet tests/faults -k "not fuzz" --tries $(TRIES)

walk: $(TEST_PINS)
	@$(BIN)/python -m pytest --quiet tests/browser/tasks --walk $(OUT) $(if $(LOOKS),--looks $(LOOKS)) $(if $(STUDY),--study $(STUDY))

clean:
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache

$(RUN_PINS): | $(BIN)/python
	@echo "Installing what the dashboard needs into .venv (once) ..."
	@$(CPU_TORCH)
	@$(PIP) -r requirements.txt
	@rm -f .venv/.run-*
	@touch $@

$(TEST_PINS): | $(BIN)/python
	@echo "Installing what the tests need into .venv (once) ..."
	@$(CPU_TORCH)
	@$(PIP) -r requirements-dev.txt
	@rm -f .venv/.run-* .venv/.test-*
	@touch $(RUN_PINS) $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "SiGN-Dash needs Python 3.11 or newer; name one: make PYTHON=python3.11 ..." >&2; exit 1; }
	@$(PYTHON) -m venv .venv
