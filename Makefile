# Commands of the site. Each sets up what it needs by itself; `make help` lists them.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
export PYTHONPATH := $(CURDIR)/plugins
export PYTHONUTF8 := 1
ACTION_PLAN := $(BIN)/python -m action_plan
# What is given reaches the commands as it was typed: make would read a $ as its own.
TYPED := $(foreach name,$(filter-out -%,$(.VARIABLES)),$(if $(filter command,$(origin $(name))),$(name)))
GIVEN := ID STATUS NOTE DATE EVIDENCE FILE BASE PREVIEW BRANCH REMOTE GONE TO PORT DRY_RUN YES \
	PART TESTS MUTANTS BENCH PYTHON $(TYPED)
$(foreach name,$(sort $(GIVEN)),$(eval override export $(name) := $$(value $(name))))
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: \
	--require-hashes
LOCK := uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-header

.DEFAULT_GOAL := help
COMMANDS := help serve html check status changes forms preview publish rollback test golden \
	components mutants bench lint format lock clean answer-issue answer-upload open-pull-request remind
.PHONY: $(COMMANDS)
# A value without its quotes ends at its first space, and what follows would be made after it.
OTHERS := $(filter-out $(COMMANDS) $(VENV)/%,$(MAKECMDGOALS))
ifneq ($(OTHERS),)
$(error "$(firstword $(OTHERS))" is no command. Where it is part of a value, put the value in quotes, like NOTE="…")
endif
# An officer who gives a lead or a date here must not believe that it was written.
NOT_TAKEN := $(filter STATUS_NOTE LEAD PARTNERS STARTS DUE FUNDING SPENT TITLE THEME SECTION TEXT,$(TYPED))
ifneq ($(and $(filter status,$(MAKECMDGOALS)),$(NOT_TAKEN)),)
$(error "$(firstword $(NOT_TAKEN))" is not taken by make status. Use a table with such a column (FILE=), or change the action's file)
endif
.DELETE_ON_ERROR:

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: $(VENV)/site ## build the site, serve it here with live rebuild (PORT=8000)
	@$(ACTION_PLAN) serve --port="$$PORT"

html: $(VENV)/site ## build the site into output/
	@$(ACTION_PLAN) build

check: $(VENV)/site ## read all content and print every problem, build nothing (BASE=origin/main)
	@$(ACTION_PLAN) check --base="$$BASE"

status: $(VENV)/site ## write an update into an action (ID= STATUS= NOTE= DATE= EVIDENCE=, or FILE=)
	@$(ACTION_PLAN) status --id="$$ID" --status="$$STATUS" --note="$$NOTE" \
		--date="$$DATE" --evidence="$$EVIDENCE" --file="$$FILE"

changes: $(VENV)/site ## say what residents will see change (BASE=origin/main)
	@$(ACTION_PLAN) changes --base="$$BASE" --preview="$$PREVIEW"

forms: $(VENV)/site ## write the form for changing a status anew, from the content
	@$(ACTION_PLAN) forms

preview: $(VENV)/site ## build the site into preview/, to be opened from disk
	@$(ACTION_PLAN) build --preview

# For the workflows on GitHub.
answer-issue answer-upload open-pull-request remind: $(VENV)/site
	@$(ACTION_PLAN) $@

publish: $(VENV)/site ## check, build, verify and publish to GitHub Pages (DRY_RUN=1 does not push)
	@$(ACTION_PLAN) publish $(if $(DRY_RUN),--dry-run) --branch="$$BRANCH" \
		--remote="$${REMOTE:-origin}" --gone="$$GONE"

rollback: $(VENV)/site ## publish the previous site again, after showing what that changes (YES=1, TO=)
	@$(ACTION_PLAN) rollback $(if $(YES),--yes) --to="$$TO" --remote="$${REMOTE:-origin}"

test: $(VENV)/dev ## run every test (PART=quick: those of a minute; TESTS="-k budget" chooses)
	@$(BIN)/python -m pytest --numprocesses=auto --dist=loadfile --no-loadscope-reorder \
		$(if $(filter quick,$(PART)),-m "not browser and not remote and not slow") $(TESTS)

golden: $(VENV)/dev ## keep pages of the tests' plans, as built now, as what tests expect
	@PYTHONPATH=$(CURDIR)/plugins:$(CURDIR)/tests $(BIN)/python tests/write_golden.py

components: $(VENV)/dev ## write a page with examples of every component into components/
	@PYTHONPATH=$(CURDIR)/plugins:$(CURDIR)/tests $(BIN)/python tests/write_components.py components

mutants: $(VENV)/dev ## change the code place by place and print what no test sees (MUTANTS=urls.py)
	@$(BIN)/python tests/mutants.py $(MUTANTS)

bench: $(VENV)/dev ## measure builds of 20 to 10,000 actions beside other generators
	@$(BIN)/python tests/bench/run.py $(BENCH)

lint: $(VENV)/dev ## check style and types
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/zizmor --offline --quiet .github

format: $(VENV)/dev ## put the code into the style that lint asks for
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

lock: $(VENV)/dev ## choose the newest versions of what the project depends on
	@$(BIN)/$(LOCK) pyproject.toml -o requirements.txt
	@$(BIN)/$(LOCK) pyproject.toml --group dev -c requirements.txt -o tests/requirements.txt

clean: ## delete what was built and set up
	rm -rf output .output.* preview .preview.* components $(VENV) .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

# What running the site needs, and what its tests need besides; made anew when a lock changes.
$(VENV)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed. Name one: make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "Python cannot make environments here. On Debian: apt install python3-venv"; exit 1; }
	@touch $@

$(VENV)/site: requirements.txt | $(VENV)/python
	@echo "Setting up …"
	@$(PIP) -r $<
	@touch $@

$(VENV)/dev: tests/requirements.txt $(VENV)/site
	@echo "Setting up the tests …"
	@$(PIP) -r $<
	@touch $@
