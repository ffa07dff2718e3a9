"""The rooms of the house: who may import whom."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "nnstudio"

# From the ground up; a room imports rooms before it, never one after it.
FLOORS = (
    "resources",
    "errors",
    "i18n",
    "machine",
    "cache_folder",
    "figures",
    "catalogue",
    "design",
    "data",
    "export",
    "protocol",
    "engine",
    "training",
    "gui",
    "cli",
    "__main__",
)
OWNERS = {"PySide6": "gui", "pyqtgraph": "gui", "shiboken6": "gui", "tensorflow": "engine", "keras": "engine"}

FILES = sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every absolute module name that a file imports, also inside functions, with its line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            assert node.module is not None
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_that_imports_never_climb(path: Path) -> None:
    here = room(path)
    if here == "__init__":
        return
    for name, line in imports(path):
        parts = name.split(".")
        if parts[0] == "nnstudio" and len(parts) > 1 and parts[1] in FLOORS:
            assert FLOORS.index(parts[1]) <= FLOORS.index(here), f"{path}:{line}: {here} imports {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_that_qt_and_tensorflow_have_one_importer_each(path: Path) -> None:
    for name, line in imports(path):
        owner = OWNERS.get(name.split(".")[0])
        assert owner in (None, room(path)), f"{path}:{line}: {name} belongs to {owner}"


def test_that_only_the_worker_imports_the_engine_in_training() -> None:
    for path in (PACKAGE / "training").glob("*.py"):
        if path.name != "worker.py":
            assert not any(name.startswith("nnstudio.engine") for name, _ in imports(path)), path


def loaded_after(statement: str) -> set[str]:
    """The top-level modules in memory after a statement in a fresh interpreter."""
    code = f"{statement}\nimport sys\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    return set(done.stdout.split())


def test_that_the_window_never_imports_tensorflow() -> None:
    loaded = loaded_after("import nnstudio.gui.main_window, nnstudio.gui.app")
    assert "PySide6" in loaded
    assert not loaded & {"tensorflow", "keras", "sklearn", "scipy", "pandas"}


def test_that_the_command_line_starts_without_qt_or_tensorflow() -> None:
    assert not loaded_after("import nnstudio.cli") & {
        "PySide6",
        "pyqtgraph",
        "tensorflow",
        "keras",
        "sklearn",
    }
