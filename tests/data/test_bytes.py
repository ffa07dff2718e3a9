"""Images that stay bytes until a batch of them is read."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nnstudio.data import sources
from nnstudio.data.preparation import prepare
from nnstudio.data.prepared import Prepared
from nnstudio.data.previews import preview
from nnstudio.data.scaling import apply, fit, fit_bytes, of_levels
from nnstudio.data.source import LEVELS, Raw
from nnstudio.design.model import DataChoice, Scaling
from tests.data.choices import choice

SCALINGS: tuple[Scaling, ...] = ("none", "standard", "range")


@pytest.fixture(scope="module")
def pixels() -> np.ndarray:
    made = np.random.default_rng(0).integers(3, 250, (40, 5, 4, 3), dtype=np.uint8)
    made[..., 2] = 7  # a channel that is the same everywhere
    return made


@pytest.mark.parametrize("scaling", SCALINGS)
def test_that_bytes_are_scaled_as_their_floats_are(pixels: np.ndarray, scaling: Scaling) -> None:
    floats = (pixels / LEVELS).astype(np.float32)
    expected, found = fit(scaling, floats), fit_bytes(scaling, pixels)
    np.testing.assert_allclose(found.offset, expected.offset, atol=1e-7)
    np.testing.assert_allclose(found.factor, expected.factor, atol=1e-6)
    levels = of_levels(found)
    read = (pixels - levels.offset) / levels.factor
    np.testing.assert_allclose(read, apply(expected, floats), atol=1e-5)


def prepared(monkeypatch: pytest.MonkeyPatch, made: DataChoice, as_bytes: bool) -> Prepared:
    raw = sources.load(made)
    packed = np.rint(LEVELS * raw.inputs).astype(np.uint8)
    floats = packed.astype(np.float32) / np.float32(LEVELS)
    nothing = np.zeros((len(packed), 0), np.float32)
    given: Raw = replace(raw, inputs=nothing, pixels=packed) if as_bytes else replace(raw, inputs=floats)
    monkeypatch.setattr("nnstudio.data.preparation.load", lambda choice, progress: given)
    return prepare(made)


@pytest.mark.parametrize("scaling", SCALINGS)
def test_that_a_network_reads_the_same_of_bytes_and_of_floats(
    monkeypatch: pytest.MonkeyPatch, scaling: Scaling
) -> None:
    made = choice("digits8", scaling=scaling, test=0.1)
    packed, floats = (prepared(monkeypatch, made, as_bytes) for as_bytes in (True, False))
    assert packed.train.stored.dtype == np.uint8
    assert packed.train.stored.nbytes * 4 == floats.train.inputs.nbytes
    for part in ("train", "validation", "test"):
        one, other = getattr(packed, part), getattr(floats, part)
        assert one.rows.tolist() == other.rows.tolist()
        np.testing.assert_allclose(one.inputs, other.inputs, atol=1e-5)
        assert (one.targets == other.targets).all()
    shown = preview(packed).shown
    assert shown.inputs.dtype == np.float32
    assert shown.inputs is shown.inputs


@pytest.mark.parametrize("scaling", SCALINGS)
@pytest.mark.parametrize("noise", [0.0, 0.3])
def test_that_bytes_to_be_given_back_are_kept_once_and_read_as_floats_are(
    monkeypatch: pytest.MonkeyPatch, scaling: Scaling, noise: float
) -> None:
    made = choice("digits8", goal="inputs", scaling=scaling, noise=noise, test=0.1)
    packed, floats = (prepared(monkeypatch, made, as_bytes) for as_bytes in (True, False))
    assert packed.train.stored_targets.dtype == np.uint8
    assert packed.train.gives_back == (not noise)
    for part in ("train", "validation", "test"):
        one, other = getattr(packed, part), getattr(floats, part)
        np.testing.assert_allclose(one.inputs, other.inputs, atol=1e-5)
        np.testing.assert_allclose(one.targets, other.targets, atol=1e-5)
        assert (one.labels == other.labels).all()
    shown = preview(packed).shown
    assert shown.targets.dtype == np.float32
    assert (shown.targets is shown.inputs) == (not noise)
    for one, other in zip(preview(packed).baselines, preview(floats).baselines, strict=True):
        assert one.value == pytest.approx(other.value, rel=0.01)


def test_that_next_frames_in_bytes_are_scaled_like_the_frames_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = choice("clips_next", scaling="standard")
    raw = sources.load(made)
    given = replace(
        raw,
        inputs=np.zeros((len(raw.inputs), 0), np.float32),
        pixels=np.rint(LEVELS * raw.inputs).astype(np.uint8),
        targets=np.rint(LEVELS * raw.targets).astype(np.uint8),
    )
    floats = prepare(made)
    monkeypatch.setattr("nnstudio.data.preparation.load", lambda choice, progress: given)
    packed = prepare(made)
    assert packed.train.stored_targets.dtype == np.uint8
    np.testing.assert_allclose(packed.train.targets, floats.train.targets, atol=0.02)
    assert packed.target_scale is packed.input_scale
