"""Learning without labels through the whole window: decoding under a cursor, clusters, anomalies."""

from __future__ import annotations

import numpy as np
import pytest

from nnstudio.design import edits
from nnstudio.gui.main_window import MainWindow
from nnstudio.gui.predictions.autoencoder import AutoencoderView
from nnstudio.gui.run_progress import Phase
from nnstudio.protocol.events import Predicted
from tests.gui.shell.conftest import Until
from tests.gui.shell.test_training_thread import worker_processes


def at_work(window: MainWindow, until: Until, name: str, epochs: int) -> AutoencoderView:
    window.files.open_shipped(name)
    state = window.run_state
    window.document.apply(edits.set_recipe, "epochs", epochs)
    until(state, lambda: state.preview is not None)
    view = window.desk.predictions.findChild(AutoencoderView)
    assert view is not None
    state.train()
    return view


def finished(window: MainWindow, until: Until) -> None:
    until(window.run_state, lambda: window.run_state.phase is Phase.FINISHED)


@pytest.mark.parametrize("name", ["autoencoder-variational", "wine-autoencoder", "autoencoder-sparse"])
def test_that_a_dot_decodes_to_what_its_example_becomes(window: MainWindow, until: Until, name: str) -> None:
    view = at_work(window, until, name, 2)
    finished(window, until)
    state = window.run_state
    heard: list[Predicted] = []
    state.questions.answered.connect(heard.append)
    assert state.sampled is not None
    assert state.sampled.codes is not None
    view.plane.hand.move(*state.sampled.codes[0].tolist())
    until(state, lambda: bool(heard))
    assert isinstance(view._decoded, np.ndarray)
    assert view._decoded.shape == state.sampled.outputs[:1].shape
    if state.sampled.units is None:
        np.testing.assert_allclose(view._decoded[0], state.sampled.outputs[0], atol=1e-3)


def test_that_clusters_and_the_cursor_follow_a_network_that_learns(window: MainWindow, until: Until) -> None:
    view = at_work(window, until, "autoencoder", 100_000)
    state = window.run_state
    until(state, lambda: state.sampled is not None)
    view.codes.colors.kind.setCurrentIndex(1)
    view.plane.hand.move(0.0, 0.0)
    until(state, lambda: "%" in view.codes.colors.purity.text() and view._decoded is not None)
    assert state.phase is Phase.RUNNING
    first, before = view.codes._clusters, np.array(view._decoded)
    until(state, lambda: view.codes._clusters is not first)
    until(state, lambda: not np.array_equal(np.array(view._decoded), before))
    state.stop()
    until(state, lambda: state.phase is Phase.STOPPED)
    view.codes.colors.count.setValue(3)
    until(state, lambda: view.plane.legend.accessibleName().count("mostly") == 3)


def test_that_a_digit_never_seen_comes_first(window: MainWindow, until: Until) -> None:
    view = at_work(window, until, "digits-anomaly", 20)
    finished(window, until)
    assert view.ranked.isVisible()
    unusual = sum(text.startswith("0 ") for text in view.ranked.grid.texts)
    first = view.ranked.grid.texts[: unusual // 2]
    assert sum(text.startswith("0 ") for text in first) > 0.8 * len(first)
    assert float(view.ranked.verdict.text().rsplit(" ", 1)[1]) > 0.9


def test_that_a_worker_that_is_gone_leaves_the_picture_and_says_why_nothing_is_decoded(
    window: MainWindow, until: Until
) -> None:
    view = at_work(window, until, "autoencoder", 2)
    finished(window, until)
    state = window.run_state
    for process in worker_processes():
        process.kill()
    until(state, lambda: state.worker is None)
    view.plane.hand.move(0.0, 0.0)
    until(state, lambda: isinstance(view._decoded, str))
    assert "Press Train" in view.lens.text
    assert view.plane.isVisible()
    until(state, lambda: state.worker is not None)
    state.restart()
    finished(window, until)
    view.plane.hand.move(0.0, 0.0)
    until(state, lambda: isinstance(view._decoded, np.ndarray))
