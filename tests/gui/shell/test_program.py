"""The real program, as a person starts it: it trains, saves a picture, opens files, and ends cleanly."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from PIL import Image

from nnstudio.design.files import save
from nnstudio.design.shipped import load_shipped

SECONDS = 120

# Runs the window as ``nnstudio FILE`` does, and does in it what the test says once it is up.
PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from nnstudio.gui import app, program
from nnstudio.gui.main_window import MainWindow

def at_work(window, state):
{body}

made = program.MainWindow
def make(*arguments, **more):
    window = made(*arguments, **more)
    state = window.run_state
    state.ticked.connect(lambda: at_work(window, state))
    return window
program.MainWindow = make

if __name__ == "__main__":
    sys.exit(app.run(Path(sys.argv[1])))
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The person's own settings and logs stay as they are."""
    kept = tmp_path / "home"
    kept.mkdir()
    own = {"NNSTUDIO_SETTINGS": str(kept / "settings.ini"), "XDG_STATE_HOME": str(kept)}
    return {**os.environ, **own, "QT_QPA_PLATFORM": "offscreen"}


def run(words: list[str], environment: dict[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], env=environment, cwd=folder, capture_output=True, text=True, timeout=SECONDS
    )


def complaints(done: subprocess.CompletedProcess[str]) -> list[str]:
    """What was written to the standard error; the offscreen platform says that it has no window manager."""
    return [line for line in done.stderr.splitlines() if "propagateSizeHints" not in line]


def test_that_the_program_trains_and_saves_a_picture_of_its_window(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    del environment["QT_QPA_PLATFORM"]  # without a screen it draws off the screen by itself
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        environment.pop(name, None)
    words = ["-m", "nnstudio", "picture", "iris", "--epochs", "3", "--size", "1280x720", "iris.png"]
    done = run(words, environment, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    with Image.open(tmp_path / "iris.png") as picture:
        assert picture.size == (1280, 720)
        colors = picture.convert("RGB").getcolors(maxcolors=1_000_000)
    assert len(colors) > 200
    assert max(count for count, _color in colors) < 0.8 * 1280 * 720


def test_that_a_picture_that_takes_too_long_fails_and_says_so(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    words = ["-m", "nnstudio", "picture", "iris", "--epochs", "1000000", "--seconds", "1", "iris.png"]
    done = run(words, environment, tmp_path)
    assert done.returncode == 1
    assert "within 1 second" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "iris.png").exists()


def test_that_closing_in_the_middle_of_a_run_leaves_no_process(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    design = load_shipped("iris")
    recipe = design.recipe.model_copy(update={"epochs": 1_000_000})
    save(design.model_copy(update={"recipe": recipe}), tmp_path / "long.nnd")
    body = """
    import psutil
    if state.worker and state.preview and not state.phase.is_active:
        window.run_state.train_or_pause()
    if state.progress.step and window.isVisible():
        children = psutil.Process().children(recursive=True)
        print(*(child.pid for child in children if "spawn_main" in " ".join(child.cmdline())))
        window.close()
"""
    (tmp_path / "program.py").write_text(PROGRAM.format(body=body))
    done = run(["program.py", "long.nnd"], environment, tmp_path)
    assert (done.returncode, complaints(done)) == (0, [])
    children = [int(number) for number in done.stdout.split()]
    assert children
    assert not [number for number in children if psutil.pid_exists(number)]


def test_that_the_program_opens_the_file_that_it_is_given_and_remembers_it(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    save(load_shipped("spiral"), tmp_path / "mine.nnd")
    body = """
    if window.isVisible() and window.recent.paths:
        print(window.windowTitle(), window.recent.paths[0].name, "tensorflow" in sys.modules)
        window.close()
"""
    (tmp_path / "program.py").write_text(PROGRAM.format(body=body))
    done = run(["program.py", "mine.nnd"], environment, tmp_path)
    assert (done.returncode, complaints(done)) == (0, [])
    assert done.stdout.splitlines() == ["mine[*] – NN Studio mine.nnd False"]
