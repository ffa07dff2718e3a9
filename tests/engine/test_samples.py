from __future__ import annotations

import numpy as np

from nnstudio.engine.samples import SIDE, plane_points
from nnstudio.engine.workshop import Workshop
from tests.engine.designs import design, points, row


def test_that_outputs_are_the_models_predictions_for_the_examples_shown(workshop: Workshop) -> None:
    parts = workshop.assemble(points())
    parts.reset(0.01)
    shown = workshop.data(points().data)[1].shown
    np.testing.assert_allclose(
        parts.sample().outputs, parts.model.predict(shown.inputs, verbose=0), rtol=1e-5, atol=1e-6
    )


def test_that_the_surface_lies_on_the_plane_with_y_upwards() -> None:
    workshop = Workshop()
    linear = design(points().data, "mean_squared_error", row("dense", units=1, activation="linear"))
    parts = workshop.assemble(linear)
    parts.model.set_weights([np.array([[0.0], [1.0]], np.float32), np.zeros(1, np.float32)])  # gives y
    surface, extent = parts.sample().surface, workshop.data(linear.data)[1].extent
    assert surface is not None
    assert extent is not None
    assert surface.shape == (SIDE, SIDE, 1)
    np.testing.assert_allclose(surface[0], extent[2], rtol=1e-5)
    np.testing.assert_allclose(surface[-1], extent[3], rtol=1e-5)


def test_that_the_plane_is_walked_row_by_row() -> None:
    grid = plane_points((-1.0, 1.0, -2.0, 2.0)).reshape(SIDE, SIDE, 2)
    assert grid[0, 0].tolist() == [-1.0, -2.0]
    assert grid[0, -1].tolist() == [1.0, -2.0]
    assert grid[-1, 0].tolist() == [-1.0, 2.0]


def test_that_answers_do_not_depend_on_how_many_are_computed_together(
    workshop: Workshop, monkeypatch: object
) -> None:
    together = Workshop().assemble(points()).sample()
    monkeypatch.setattr("nnstudio.engine.validation_pace._MOST_AT_ONCE", 7)
    apart = Workshop().assemble(points()).sample()
    np.testing.assert_allclose(apart.outputs, together.outputs, rtol=1e-5)
    np.testing.assert_allclose(apart.surface, together.surface, rtol=1e-5)
