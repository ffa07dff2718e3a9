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
    monkeypatch.setattr("nnstudio.data.preparation.load", lambda choice: given)
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


def test_that_bytes_to_be_given_back_become_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    made = prepared(monkeypatch, choice("digits8", goal="inputs"), as_bytes=True)
    assert made.train.targets is made.train.inputs
    assert made.train.inputs.dtype == np.float32
