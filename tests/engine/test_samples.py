from __future__ import annotations

import numpy as np

from nnstudio.engine.samples import SIDE, plane_points, two_components
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


def test_that_narrow_codes_are_shown_as_they_are() -> None:
    codes = np.arange(8, dtype=np.float32).reshape(4, 2)
    np.testing.assert_array_equal(two_components(codes), codes)
    assert two_components(codes[:, :1]).shape == (4, 1)


def test_that_wide_codes_become_their_principal_components() -> None:
    random = np.random.default_rng(0)
    spread = np.array([5.0, 2.0, 0.1, 0.1])
    codes = (random.normal(size=(500, 4)) * spread).astype(np.float32)
    components = two_components(codes)
    assert components.shape == (500, 2)
    np.testing.assert_allclose(components.std(axis=0), spread[:2], rtol=0.1)
    assert abs(np.corrcoef(components[:, 0], codes[:, 0])[0, 1]) > 0.99


def test_that_components_do_not_flip_their_sign() -> None:
    codes = np.random.default_rng(1).normal(size=(50, 3)).astype(np.float32) * [3.0, 2.0, 1.0]
    nudged = codes + 1e-3
    np.testing.assert_allclose(two_components(nudged), two_components(codes), atol=0.01)


def test_that_answers_do_not_depend_on_how_many_are_computed_together(
    workshop: Workshop, monkeypatch: object
) -> None:
    together = Workshop().assemble(points()).sample()
    monkeypatch.setattr("nnstudio.engine.validation_pace._MOST_AT_ONCE", 7)
    apart = Workshop().assemble(points()).sample()
    np.testing.assert_allclose(apart.outputs, together.outputs, rtol=1e-5)
    np.testing.assert_allclose(apart.surface, together.surface, rtol=1e-5)
