"""How fast the window is: run ``python benchmarks/window.py``; every figure is of this machine, now.

Opening is compared with a bare PySide6 + pyqtgraph window in turns, so that a busy machine slows both.
Without a screen everything is drawn off it (``QT_QPA_PLATFORM=offscreen``).
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from nnstudio.design.model import Design
    from nnstudio.gui.main_window import MainWindow

TURNS = 7
EDITS = 50
DEEP = ((100, 0), (200, 40))  # rows of the list and skips among them
FUNCTIONS = ("tanh", "sigmoid")
STEERINGS = 20
SHARE_SECONDS = 3.0  # of training in the window, before and after the command line's turn
SETTLED = 10_000  # milliseconds until the design is built, and a spare worker that takes over is warm
PATIENCE = 120_000  # milliseconds that any one wait may take

BARE = """
import pyqtgraph
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(pyqtgraph.PlotWidget())
window.resize(1366, 768)
"""

OURS = """
import sys, tempfile
from pathlib import Path
from nnstudio.machine import uncollected
with uncollected():
    from nnstudio.gui.app import make_app
    from nnstudio.gui.appearance import Appearance
    from nnstudio.gui.main_window import MainWindow
    from nnstudio.gui.settings import Settings
    from nnstudio.gui.training_thread import TrainingThread
app = make_app()
settings = Settings(Path(tempfile.mkdtemp()) / "settings.ini")
window = MainWindow(settings, Appearance(app, settings), TrainingThread())
"""

SHOW = """
import os, sys, time
import psutil
window.show()
while not window.windowHandle().isExposed():
    app.processEvents()
window.repaint()
memory = psutil.Process().memory_info().rss / 2**20
print(time.time(), memory, "tensorflow" in sys.modules)
sys.stdout.flush()
os._exit(0)
"""


def opened(code: str) -> tuple[float, float, bool]:
    """Seconds from starting Python to a painted window, its megabytes, and whether TensorFlow is in it."""
    began = time.time()
    done = subprocess.run([sys.executable, "-c", code + SHOW], capture_output=True, text=True, check=True)
    moment, memory, tensorflow = done.stdout.split()
    return float(moment) - began, float(memory), tensorflow == "True"


def measure_opening() -> None:
    opened(BARE)
    opened(OURS)
    bare, ours = [], []
    memory, tensorflow = 0.0, False
    for _ in range(TURNS):
        bare.append(opened(BARE)[0])
        seconds, memory, tensorflow = opened(OURS)
        ours.append(seconds)
    ratio = statistics.median(mine / theirs for mine, theirs in zip(ours, bare, strict=True))
    print(f"window painted      {statistics.median(ours):6.2f} s   (medians of {TURNS} turns)")
    print(f"a bare window       {statistics.median(bare):6.2f} s   ratio {ratio:.2f}")
    print(f"memory              {memory:6.0f} MB  TensorFlow in it: {'yes' if tensorflow else 'no'}")


def wait_until(happened: Callable[[], bool], *signals: object) -> float:
    """Seconds until it is so; looked at whenever a signal comes."""
    began = time.perf_counter()
    loop = QEventLoop()

    def look(*_: object) -> None:
        if happened():
            loop.quit()

    for signal in signals:
        signal.connect(look)  # type: ignore[attr-defined]
    QTimer.singleShot(PATIENCE, loop.quit)
    if not happened():
        loop.exec()
    for signal in signals:
        signal.disconnect(look)  # type: ignore[attr-defined]
    if not happened():
        raise SystemExit("It did not happen in time.")
    return time.perf_counter() - began


def pause_for(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


class Gaps(QObject):
    """Milliseconds between turns of the event loop, seen by a timer that always wants to run again."""

    def __init__(self) -> None:
        super().__init__()
        self.all: list[float] = []
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_timeout)

    @contextmanager
    def measured(self) -> Iterator[None]:
        self._last = time.perf_counter()
        self._timer.start(2)
        yield
        self._timer.stop()

    def _on_timeout(self) -> None:
        now = time.perf_counter()
        self.all.append((now - self._last) * 1000)
        self._last = now


class Painted(QObject):
    """Sees when a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def command_line_speed(design: Design) -> float:
    """Steps a second of ``nnstudio train`` with the same design, which validates as the window's run does."""
    from nnstudio.design import files

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "design.nnd"
        files.save(design, path)
        command = [sys.executable, "-m", "nnstudio", "train", str(path), "--json"]
        quiet = subprocess.DEVNULL
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=quiet, text=True) as training:
            assert training.stdout is not None
            for line in training.stdout:
                told = json.loads(line)
                if told["event"] == "epoch" and told["seconds"] > SHARE_SECONDS:
                    training.kill()
                    return float(told["step"] / told["seconds"])
    raise SystemExit("The command line trained too little.")


def percentile(numbers: list[float], share: float) -> float:
    return sorted(numbers)[min(len(numbers) - 1, int(share * len(numbers)))]


def deep_design(rows: int, skips: int) -> Design:
    """Dense layers on images, all as wide as each other, and skips in twos, one around the other."""
    from nnstudio.design import edits
    from nnstudio.design.shipped import load_shipped

    design = load_shipped("digits-dense")
    last = design.layers[-1].id
    design, _change = edits.remove_layers(design, [row.id for row in design.layers[1:-1]])

    def add(kind: str, **more: Any) -> str:
        nonlocal design
        design, change = edits.insert_layer(design, kind, design.index(last), **more)
        return change.layer

    for turn in range(rows // 10):
        ends = [add("dense", params={"units": 32}) for _row in range(8 if 2 * turn < skips else 10)]
        if 2 * turn < skips:
            inner = add("add", reads=[ends[3], ends[-1]])
            add("add", reads=[ends[0], inner])
    return design


def edits_to_repaint(window: MainWindow) -> tuple[list[float], list[float]]:
    """Milliseconds from an edit until the list is painted again, and those that this process computed.

    On a busy machine it waits for the rest.
    """
    from PySide6.QtWidgets import QApplication

    from nnstudio.design import edits

    app = QApplication.instance()
    assert app is not None
    painted = Painted(window.network.view.viewport())
    dense = [row.id for row in window.document.design.layers if row.kind == "dense"][3:-3]
    took, computed = [], []
    for turn in range(EDITS):
        layer = dense[turn % len(dense)]
        window.network.selection.select(layer)  # only what is seen is painted
        app.processEvents()
        before = painted.count
        began, busy = time.perf_counter(), time.process_time()
        window.document.apply(edits.set_param, layer, "activation", FUNCTIONS[turn % 2])
        while painted.count == before:
            app.processEvents()
        took.append((time.perf_counter() - began) * 1000)
        computed.append((time.process_time() - busy) * 1000)
    return took, computed


class Bench:
    """A window with the real worker, and what is measured in it, one after the other."""

    def __init__(self) -> None:
        from nnstudio.gui.app import make_app
        from nnstudio.gui.appearance import Appearance
        from nnstudio.gui.main_window import MainWindow
        from nnstudio.gui.settings import Settings
        from nnstudio.gui.training_thread import TrainingThread

        app = make_app()
        settings = Settings(Path(tempfile.mkdtemp()) / "settings.ini")
        self.thread = TrainingThread()
        self.window = MainWindow(settings, Appearance(app, settings), self.thread)
        self.window.show()
        self.thread.start()
        self.state = self.window.run_state

    def warm(self) -> None:
        seconds = wait_until(lambda: self.state.worker is not None, self.state.worker_changed)
        print(f"worker warm         {seconds:6.1f} s   after the window")

    def show(self, design: Design) -> None:
        self.window.document.undo_stack.setClean()  # nobody is there to be asked about unsaved changes
        self.window.files.show(design, None, shipped=True)
        wait_until(lambda: self.state.preview is not None, self.state.preview_changed)

    def stop(self) -> None:
        self.state.stop()
        wait_until(lambda: not self.state.phase.is_active, self.state.phase_changed)

    def edits(self) -> None:
        for rows, skips in DEEP:
            self.show(deep_design(rows, skips))
            took, computed = edits_to_repaint(self.window)
            count = len(self.window.document.design.layers)
            print(f"edit to repaint     {statistics.median(took):6.1f} ms  median, {count} rows, ", end="")
            print(f"{skips} skips; worst {max(took):.1f}; computed {statistics.median(computed):.1f}")

    def first_points(self) -> None:
        from nnstudio.design.shipped import load_shipped, shipped_names

        took = []
        for name in shipped_names():
            self.show(load_shipped(name))
            pause_for(3_000)  # a person looks at it; the worker builds ahead
            self.state.train()
            ready = lambda: bool(len(self.state.history.step_losses.values))  # noqa: E731
            took.append(wait_until(ready, self.state.ticked))
            print(f"first point         {took[-1] * 1000:6.0f} ms  after Train, {name}")
            self.stop()
        print(f"first point         {statistics.median(took) * 1000:6.0f} ms  median of all")

    def shares(self) -> None:
        """Of the command line's speed, measured before and after it."""
        from nnstudio.design import edits
        from nnstudio.design.shipped import load_shipped, shipped_names

        for name in shipped_names():
            design, _change = edits.set_recipe(load_shipped(name), "epochs", 1_000_000)
            design, _change = edits.enable_early_stopping(design, False)
            self.show(design)
            pause_for(SETTLED)
            speeds = [self._speed()]
            alone = command_line_speed(design)
            speeds.append(self._speed())
            share = 100 * statistics.mean(speeds) / alone
            print(f"share of the speed  {share:6.0f} %   of the command line's, with every view, {name}")

    def _speed(self) -> float:
        self.state.train()
        wait_until(lambda: self.state.progress.seconds > SHARE_SECONDS, self.state.ticked)
        self.stop()
        return self.state.progress.step / self.state.progress.seconds

    def steering(self) -> None:
        """Gaps of the event loop while a network trains, then how soon the run is paused and stopped."""
        from nnstudio.design import edits
        from nnstudio.design.shipped import load_shipped
        from nnstudio.gui.run_progress import Phase

        self.show(edits.set_recipe(load_shipped("digits-cnn"), "epochs", 1_000_000)[0])
        pause_for(2_000)
        gaps = Gaps()
        self.state.train()
        wait_until(lambda: self.state.phase is Phase.RUNNING, self.state.phase_changed)
        with gaps.measured():
            pause_for(20_000)
        under = 100 * sum(gap < 33 for gap in gaps.all) / len(gaps.all)
        late = percentile(gaps.all, 0.99)
        print(f"event-loop gaps     {under:6.2f} %   under 33 ms; 99th {late:.1f} ms,", end="")
        print(f" worst {max(gaps.all):.1f} ms (digits-cnn, every view)")
        self._steer()

    def _steer(self) -> None:
        """The run that goes on."""
        from nnstudio.gui.run_progress import Phase

        state, pauses, stops = self.state, [], []
        for turn in range(STEERINGS):
            if state.phase is not Phase.RUNNING:
                state.train()
                wait_until(lambda: state.progress.step > 0, state.ticked)
            pause_for(100 + 37 * turn)
            state.pause()
            pauses.append(1000 * wait_until(lambda: state.phase is Phase.PAUSED, state.phase_changed))
            state.train()
            wait_until(lambda: state.phase is Phase.RUNNING, state.phase_changed)
            pause_for(50 + 29 * turn)
            state.stop()
            stops.append(1000 * wait_until(lambda: state.phase is Phase.STOPPED, state.phase_changed))
        for word, took in (("pause", pauses), ("stop", stops)):
            middle, late = statistics.median(took), percentile(took, 0.95)
            print(f"{word:<20}{middle:6.0f} ms  median; 95th {late:.0f}, worst {max(took):.0f} ms")
        print(f"memory after that   {psutil.Process().memory_info().rss / 2**20:6.0f} MB")


PARTS: dict[str, Callable[[Bench], None]] = {
    "edits": Bench.edits,
    "first-points": Bench.first_points,
    "shares": Bench.shares,
    "steering": Bench.steering,
}


def measure_window(parts: list[str]) -> None:
    """One after the other in one window with the real worker."""
    bench = Bench()
    try:
        bench.warm()
        for part in parts:
            PARTS[part](bench)
    finally:
        bench.thread.shutdown()
        os._exit(0)


if __name__ == "__main__":
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")) and sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    every = ["opening", *PARTS]
    parser = argparse.ArgumentParser(description="Times the window.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"what to time, of {', '.join(every)}")
    asked = parser.parse_args().parts or every
    if unknown := set(asked) - set(every):
        parser.error(f"nothing is called {', '.join(sorted(unknown))}")
    if "opening" in asked:
        measure_opening()
    if inside := [part for part in PARTS if part in asked]:
        measure_window(inside)
