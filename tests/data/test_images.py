from __future__ import annotations

import numpy as np

from nnstudio.data import default_choice
from nnstudio.data.sources import load


def test_that_pixels_go_from_0_to_1_in_both_sizes() -> None:
    for key in ("digits8", "digits28"):
        images = load(default_choice(key)).inputs
        assert images.min() == 0
        assert images.max() == 1


def test_that_small_digits_are_the_originals_over_16() -> None:
    from sklearn.datasets import load_digits

    images = load(default_choice("digits8")).inputs
    np.testing.assert_array_equal(images[..., 0] * 16, load_digits().images)


def test_that_large_digits_are_the_small_ones_enlarged() -> None:
    """28 pixels hold 8 blocks of 3.5: the mean over four small pixels is that over 14×14 large ones."""
    small, large = load(default_choice("digits8")), load(default_choice("digits28"))
    np.testing.assert_array_equal(small.targets, large.targets)
    quarters = [
        images.reshape(len(images), 2, side // 2, 2, side // 2).mean(axis=(2, 4))
        for images, side in ((small.inputs, 8), (large.inputs, 28))
    ]
    np.testing.assert_allclose(quarters[0], quarters[1], atol=0.05)


def test_that_large_digits_stand_upright_and_unmirrored() -> None:
    small, large = load(default_choice("digits8")).inputs, load(default_choice("digits28")).inputs
    centres = (np.arange(8) * 3.5 + 1.75).astype(int)
    picked = large[:, centres][:, :, centres]
    matches = np.corrcoef(small.ravel(), picked.ravel())[0, 1]
    assert matches > 0.98
    assert np.corrcoef(small.ravel(), picked[:, ::-1].ravel())[0, 1] < matches - 0.2
    assert np.corrcoef(small.ravel(), picked[:, :, ::-1].ravel())[0, 1] < matches - 0.2
    assert np.corrcoef(small.ravel(), picked.transpose(0, 2, 1, 3).ravel())[0, 1] < matches - 0.2
