from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nnstudio.engine import weights
from nnstudio.engine.workshop import Workshop
from nnstudio.errors import UserError
from tests.engine.designs import points


def test_that_numpy_weights_come_back_by_name(workshop: Workshop, tmp_path: Path) -> None:
    model = workshop.assemble(points()).model
    weights.save(model, tmp_path / "learnt.npz")
    with np.load(tmp_path / "learnt.npz", allow_pickle=False) as saved:
        assert sorted(saved) == ["hidden/bias", "hidden/kernel", "output/bias", "output/kernel"]
        np.testing.assert_array_equal(saved["hidden/kernel"], model.get_layer("hidden").kernel.numpy())
    assert [path.name for path in tmp_path.iterdir()] == ["learnt.npz"]


def test_that_keras_weights_come_back(workshop: Workshop, tmp_path: Path) -> None:
    model = workshop.assemble(points()).model
    before = model.get_weights()
    weights.save(model, tmp_path / "learnt.weights.h5")
    model.set_weights([array + 1 for array in before])
    model.load_weights(tmp_path / "learnt.weights.h5")
    for mine, saved in zip(model.get_weights(), before, strict=True):
        np.testing.assert_array_equal(mine, saved)


@pytest.mark.parametrize("name", ["learnt", "learnt.h5", "learnt.pkl", "missing/learnt.npz"])
def test_that_a_name_that_cannot_be_is_refused_before_a_run(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError):
        weights.check_path(tmp_path / name)
