# make run: the page on this machine.  make serve: for a department (docs/serving.md).  make test: the checks.  Both build .venv themselves; see README.md.

VENV   := .venv
PYTHON :=
PORT   := 8501

# For make serve: where it listens, and the path that a proxy serves it below, as /zeren.
HOST   := 127.0.0.1
BELOW  :=

BIN    := $(VENV)/bin

# For make bundle: the machine that the wheels are for (empty: one like this).
PLATFORM :=
VERSION  :=

# Wheels that make bundle collected are taken instead of the network.
WHEELS := $(if $(wildcard wheels/*.whl),--no-index --find-links wheels)

# For make compare: the revision compared with, and what both read.
BASE      := HEAD
DOCUMENTS := seeds

# What measures the figures that the page 方法与质量 shows; make figures writes them, tests fail where they are out of date.
FIGURES := tests/test_gold.py tests/test_asking.py tests/test_own_questions.py tests/test_overlaps.py

.PHONY: run serve test soak compare bundle clean venv venv-test figures
.DEFAULT_GOAL := run

run: venv
	@$(BIN)/python -m ingest
	@$(BIN)/python -m serve --alone --port $(PORT)

serve: venv
	@$(BIN)/python -m serve --host $(HOST) --port $(PORT) $(if $(BELOW),--path $(BELOW))

# The last line is pytest's own. Tests that miss a program are named above it; with CI=true they fail instead.
test: venv-test
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -rs -n auto --dist loadfile

figures: venv-test
	@ZEREN_WRITE_FIGURES=1 $(BIN)/python -m pytest $(FIGURES) -k 'figures or measured'

soak: venv-test
	@$(BIN)/python -m pytest -rs --soak

# What the working tree gains and loses against BASE, fact by fact.
compare: venv
	@$(BIN)/python benchmarks/compare.py $(BASE) $(DOCUMENTS)

# The pins are complete, so each is taken as it stands, whatever machine it names (pip would judge by this one).
bundle: venv
	@mkdir -p wheels
	@sed 's/ *[;#].*//' requirements.txt > $(VENV)/bundle.txt
	@$(BIN)/python -m pip download --quiet --no-deps --only-binary=:all: --dest wheels --requirement $(VENV)/bundle.txt \
	  $(if $(PLATFORM),--platform $(PLATFORM)) $(if $(VERSION),--python-version $(VERSION))
	@echo "wheels/ 已备齐 $$(ls wheels/*.whl | wc -l) 个安装包；连同本目录一起拷到离线机器即可（见 README）。"

clean:
	rm -rf $(VENV) wheels .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

venv: $(BIN)/pip
	@cmp -s requirements.txt $(VENV)/installed.txt || { \
	  echo "正在安装依赖（首次约需几分钟）…"; \
	  $(BIN)/python -m pip install --quiet $(WHEELS) --requirement requirements.txt || { \
	    echo "安装失败。离线机器请先在联网机器上运行 make bundle；wheels/ 过期时删去该目录再试。" >&2; exit 1; }; \
	  cp requirements.txt $(VENV)/installed.txt; }

venv-test: venv
	@cat requirements.txt requirements-dev.txt | cmp -s - $(VENV)/installed-test.txt || { \
	  echo "正在安装测试依赖…"; \
	  $(BIN)/python -m pip install --quiet --requirement requirements-dev.txt; \
	  cat requirements.txt requirements-dev.txt > $(VENV)/installed-test.txt; }

# A candidate counts only if it starts, has the version and can make an environment; pip is what venv makes last.
$(BIN)/pip:
	@for candidate in $(or $(PYTHON),python3.11 python3.12 python3.13 python3); do \
	  if "$$candidate" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then \
	    echo "用 $$candidate 建立 $(VENV)"; "$$candidate" -m venv $(VENV); exit; fi; done; \
	echo "没有找到可用的 Python 3.11、3.12 或 3.13（须带 venv；Debian：apt-get install python3-venv）。" \
	  "装好后重试，或用 make run PYTHON=/路径/python3 指明。" >&2; \
	echo "No Python 3.11, 3.12 or 3.13 with venv found. Install one, or name it: make run PYTHON=/path/to/python3" >&2; \
	exit 1
