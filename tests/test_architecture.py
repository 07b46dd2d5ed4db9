"""The arrows of the house, read from the sources: who may import whom, how long a module may be, what it may catch."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(
    path
    for part in (
        *("extract", "graph", "signing", "views", "commands"),
        *("app.py", "cli.py", "serve.py", "terminal.py", "incoming.py", "ingest.py", "preparing.py"),
    )
    for path in ([ROOT / part] if part.endswith(".py") else (ROOT / part).rglob("*.py"))
    if path.exists()
)
OWN = {
    "extract",
    "graph",
    "signing",
    "views",
    "commands",
    "app",
    "cli",
    "serve",
    "terminal",
    "incoming",
    "ingest",
    "preparing",
}
PURE = (
    "extract.records",
    "extract.jsonform",
    "extract.naming.central",
    "extract.naming.collectives",
    "extract.naming.divisions",
    "extract.naming.divisionyears",
    "extract.naming.mentions",
    "extract.naming.names",
    "extract.naming.placenames",
    "extract.naming.places",
    "extract.naming.reaches",
    "extract.naming.reasons",
    "extract.dating.deadlines",
    "extract.dating.duedays",
    "extract.dating.times",
    "extract.assigning.roles",
    "extract.measuring.targets",
)

# part → what of the project it may import (itself always), and what of others it may not.
ARROWS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "extract": ((), ("rdflib", "oxrdflib", "pyoxigraph", "pyshacl", "networkx", "streamlit", "pandas", "altair")),
    "graph": (PURE, ("spacy", "streamlit", "altair")),
    "ingest": (("extract", "graph", "preparing"), ("streamlit",)),
    "preparing": (("extract", "graph"), ("streamlit", "sqlite3")),
    "incoming": (("extract", "graph", "ingest", "preparing"), ("spacy", "streamlit", "sqlite3")),
    "signing": (("graph.errors",), ("spacy", "rdflib", "pyoxigraph", "networkx")),
    "serve": (("graph", "ingest", "signing", "views"), ("spacy", "rdflib", "pyoxigraph", "sqlite3", "networkx")),
    "views": (
        ("graph", "incoming", "ingest", "signing"),
        ("spacy", "rdflib", "pyoxigraph", "sqlite3", "networkx", "sklearn", "scipy"),
    ),
    "app": (("views",), ("spacy", "rdflib", "pyoxigraph", "sqlite3", "networkx")),
    "terminal": (("extract", "graph"), ("spacy", "streamlit", "rdflib", "sqlite3")),
    "commands": (("extract", "graph", "ingest", "signing", "terminal"), ("spacy", "streamlit", "rdflib", "sqlite3")),
    "cli": (("commands", "graph", "terminal"), ("spacy", "streamlit", "rdflib", "sqlite3")),
}


def part_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def imports_of(path: Path) -> set[str]:
    """Every module that the source imports, wherever the import stands; ``from a import b`` gives a.b too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(str(node.module))
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def within(module: str, packages: tuple[str, ...]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def relevant(path: Path, module: str) -> bool:
    """Whether an imported name is a module of the project (and not a name inside the package ``extract``)."""
    top = module.split(".", maxsplit=1)[0]
    if top not in OWN:
        return False
    stem = ROOT.joinpath(*module.split("."))
    return stem.with_suffix(".py").exists() or (stem / "__init__.py").exists()


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_imports_follow_the_arrows(path: Path):
    part = part_of(path)
    allowed, forbidden = ARROWS[part]
    for module in sorted(imports_of(path)):
        assert not within(module, forbidden), f"{module_of(path)} imports {module}"
        if relevant(path, module) and module not in OWN:
            assert within(module, (part, *allowed)), f"{module_of(path)} imports {module}"


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_modules_stay_short_and_catch_what_they_know(path: Path):
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 400, "split it: a module has 400 lines at most"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ExceptHandler):
            caught = {name.id for name in ast.walk(node.type or ast.Name("Exception")) if isinstance(name, ast.Name)}
            passed_on = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
            assert passed_on or not caught & {"Exception", "BaseException"}, f"line {node.lineno} catches everything"


# The folders of answers from the ground up: each may import those before it.
ANSWERING = ("question", "search", "telling", "who", "tasks", "values", "pairs", "texts")


@pytest.mark.parametrize("folder", ANSWERING)
def test_answers_stand_on_the_folders_before_theirs(folder: str):
    ground = tuple(f"graph.answering.{name}" for name in ANSWERING[: ANSWERING.index(folder) + 1])
    sources = [path for path in SOURCES if path.parent == ROOT / "graph" / "answering" / folder]
    assert len(sources) > 1
    for path in sources:
        for module in imports_of(path):
            assert not within(module, ("graph.answering",)) or within(module, ground), f"{module_of(path)}: {module}"


def test_pure_parsers_stay_pure():
    """What graph may import of extract reaches neither spaCy nor the rest of the extraction's machinery."""
    reached, waiting = set(), [module for module in PURE if path_of(module)]
    while waiting:
        module = waiting.pop()
        path = path_of(module)
        if path is None or module in reached:
            continue
        reached.add(module)
        names = imports_of(path)
        assert not any(within(name, ("spacy",)) for name in names), f"{module} imports spaCy"
        waiting += [name for name in names if within(name, ("extract",))]


def path_of(module: str) -> Path | None:
    path = ROOT.joinpath(*module.split(".")).with_suffix(".py")
    return path if path.exists() else None


def test_components_do_not_import_each_other():
    """A pipeline's component knows the finder behind it; no finder and no other component knows a component."""
    components = {module_of(path) for path in SOURCES if "Language.factory(" in path.read_text("utf-8")}
    assert components
    for path in SOURCES:
        if module_of(path) in components or defines(path, "find_"):
            others = components - {module_of(path)}
            assert not others & imports_of(path), f"{module_of(path)} imports a component"


def defines(path: Path, prefix: str) -> bool:
    tree = ast.parse(path.read_text("utf-8"))
    return any(isinstance(node, ast.FunctionDef) and node.name.startswith(prefix) for node in tree.body)


def test_importing_costs_no_more_than_needed():
    """One process imports them one after another: what none of them brings along, none of them needs."""
    light = ["extract", "extract.records", "graph"]
    light += [module_of(path) for path in SOURCES if part_of(path) == "graph" and path.stem != "__main__"]
    for modules, unwanted in ((light, "spacy"), (["cli"], "streamlit")):
        each = (f"import {name}\nassert {unwanted!r} not in sys.modules, {name!r}" for name in modules)
        code = "\n".join(["import sys", *each])
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()


def test_no_module_is_named_after_nothing():
    unnamed = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "base", "misc"}
    assert not unnamed & {path.stem for path in SOURCES}
