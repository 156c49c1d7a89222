# Two commands need nothing but Python >= 3.11, make and git: `make run` and `make test`.
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DATA ?=
SECONDS ?= 60
JOBS ?= 1
# trust what the machine trusts: behind a company's proxy the certificates that uv brings do not hold (old, new name)
export UV_NATIVE_TLS := 1
export UV_SYSTEM_CERTS := 1
# an index of packages that is slow or stumbles is waited for and asked again (30 s and 3 times by themselves)
export UV_HTTP_TIMEOUT := 300
export UV_HTTP_RETRIES := 8

.PHONY: run test audit coverage lint types bench docs fuzz lock clean help

help:  ## what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 10

# uv resolves dependency sets on which the pip that Python 3.11 brings stops with an internal error
$(READY): pyproject.toml constraints.txt Makefile
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "cleanroom needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.5,<1'
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --editable . --group dev --constraint constraints.txt
	@touch $@

run: $(READY)  ## run the main job on seeds/ and show what it did
	@$(BIN)/cleanroom run seeds/ -o out/ --overwrite

test: $(READY) lint types  ## lint, type-check and run the whole test suite
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadgroup
	@$(BIN)/python -m fuzz --seconds 12 --jobs 2 --seed 1

audit: $(READY)  ## look for known weaknesses of the packages in constraints.txt; needs the network
	@said=$$(PIP_AUDIT_LOGLEVEL=ERROR $(BIN)/uv tool run --quiet 'pip-audit>=2.7,<3' --requirement constraints.txt \
		--strict --no-deps --disable-pip --progress-spinner off 2>&1) && echo "$$said" && exit; \
	case "$$said" in \
		*" known vulnerabilit"*) echo "$$said";; \
		*) echo "make audit: the list of known weaknesses (https://pypi.org) could not be asked: $${said##*pip_audit._cli:}";; \
	esac; exit 1

coverage: $(READY)  ## the same tests with the lines of the package that they run; below 95 % it fails
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest -n auto --maxprocesses 4 --dist loadgroup
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

lint: $(READY)
	@$(BIN)/ruff check cleanroom tests benchmarks docs fuzz

types: $(READY)
	@$(BIN)/mypy

bench: $(READY)  ## run the benchmarks; DATA=folder adds those that need labelled texts
	@$(BIN)/python -m benchmarks $(DATA)

fuzz: $(READY)  ## fuzz everything that takes bytes from outside; SECONDS=600 for each target
	@$(BIN)/python -m fuzz --seconds $(SECONDS) --jobs $(JOBS)

docs: $(READY)  ## build the documentation as a site in build/site/html
	@$(BIN)/python docs/site/build.py

lock: $(READY)  ## pin the newest packages that the bounds allow, for the next make test
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --upgrade --editable . --group dev
	@$(BIN)/uv pip freeze --quiet --python $(BIN)/python --exclude-editable > constraints.txt

clean:  ## remove what make and runs have written
	rm -rf $(VENV) .coverage* out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
