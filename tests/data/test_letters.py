"""Letters drawn from the fonts that travel with the program."""

from __future__ import annotations

import hashlib
import json

import numpy as np
import pytest

from nnstudio.data.letters import CYRILLIC, FACES, FONTS, LATIN, SIDE
from nnstudio.data.source import Floats, Raw
from nnstudio.data.sources import default_choice, load
from nnstudio.resources import resource
from tests.data.choices import choice

KEYS = ("letters_latin", "letters_cyrillic")
PLAIN = {"samples": 500, "shift": 0.0, "turn": 0.0, "thickness": 0.0, "noise": 0.0}


def made(key: str = "letters_latin", **params: float) -> Raw:
    return load(choice(key, params={**PLAIN, **params}))


def box(image: Floats) -> tuple[float, float, float]:
    """Middle across, middle down and height of the ink."""
    rows, columns = (np.flatnonzero((image[..., 0] > 0.2).any(axis=axis)) for axis in (1, 0))
    return (columns[0] + columns[-1]) / 2, (rows[0] + rows[-1]) / 2, rows[-1] - rows[0] + 1


def test_that_every_font_is_as_its_register_says_and_may_be_passed_on() -> None:
    register = json.loads(resource(FONTS, "LICENSES.json").read_text(encoding="utf-8"))["files"]
    assert sorted(register) == sorted(f"{face}.ttf" for face in FACES)
    for name, entry in register.items():
        assert hashlib.sha256(resource(FONTS, name).read_bytes()).hexdigest() == entry["sha256"]
        assert entry["source"]
        assert entry["licence"]
    assert "free of charge" in resource(FONTS, "LICENSE.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(("key", "letters"), tuple(zip(KEYS, (LATIN, CYRILLIC), strict=True)))
def test_that_every_letter_is_drawn_equally_often_and_differs_from_all_others(key: str, letters: str) -> None:
    raw = made(key, samples=20 * len(letters))
    assert raw.targets is not None
    labels = raw.targets
    assert np.bincount(labels).tolist() == [20] * len(letters)
    means = np.array([raw.inputs[labels == at].mean(axis=0).ravel() for at in range(len(letters))])
    apart = np.abs(means[:, None] - means).mean(axis=2) + np.eye(len(letters))
    assert apart.min() > 0.01


def test_that_letters_stand_in_the_middle_and_leave_no_ink_outside() -> None:
    boxes = np.array([box(image) for image in made().inputs])
    assert np.abs(boxes[:, :2] - (SIDE - 1) / 2).max() < 1.6
    assert 12 < boxes[:, 2].mean() < 20
    cut = load(default_choice("letters_latin")).inputs[:, [0, -1]].mean()
    assert cut < 0.05 + 0.1  # noise alone


def test_that_shift_thickness_and_noise_do_what_they_say() -> None:
    still, moved = (np.array([box(image) for image in made(shift=far).inputs]) for far in (0.0, 4.0))
    assert 1.5 < np.abs(moved[:, :2] - still[:, :2]).mean() < 2.5
    assert made(thickness=2.0).inputs.mean() > 1.2 * made().inputs.mean()
    assert np.abs(made(noise=0.2).inputs - made().inputs).mean() > 0.05
    assert np.abs(made(turn=40.0).inputs - made().inputs).mean() > 0.01


def test_that_the_same_seed_draws_the_same_letters() -> None:
    one = made(noise=0.1, turn=10.0).inputs
    assert np.array_equal(one, made(noise=0.1, turn=10.0).inputs)
    assert not np.array_equal(one, made(noise=0.1, turn=10.0, seed=1).inputs)
