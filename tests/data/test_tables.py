"""Names in our tables are those that scikit-learn gives."""

from __future__ import annotations

import re

import numpy as np
import pytest
from sklearn import datasets

from nnstudio.data import default_choice
from nnstudio.data.sources import SOURCES, load

TABLE_KEYS = ("iris", "wine", "breast_cancer", "diabetes")


def plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", name.lower()).strip()


@pytest.mark.parametrize("key", TABLE_KEYS)
def test_that_features_stand_in_the_order_of_the_columns(key: str) -> None:
    theirs = [plain(str(name)) for name in getattr(datasets, f"load_{key}")().feature_names]
    ours = [plain(name) for name in SOURCES[key].features]
    assert len(ours) == len(theirs)
    assert all(name == other or name.split()[-1] == other for name, other in zip(ours, theirs, strict=True))


@pytest.mark.parametrize("key", ["iris", "wine", "breast_cancer"])
def test_that_classes_stand_in_the_order_of_their_numbers(key: str) -> None:
    theirs = [plain(str(name)) for name in getattr(datasets, f"load_{key}")().target_names]
    assert [plain(name) for name in SOURCES[key].classes] == theirs


@pytest.mark.parametrize(
    ("key", "counts"),
    [("iris", [50, 50, 50]), ("wine", [59, 71, 48]), ("breast_cancer", [212, 357])],
)
def test_that_the_classes_have_the_published_counts(key: str, counts: list[int]) -> None:
    targets = load(default_choice(key)).targets
    assert targets is not None
    assert np.bincount(targets).tolist() == counts


def test_that_diabetes_comes_in_the_units_of_a_doctor() -> None:
    raw = load(default_choice("diabetes"))
    assert raw.targets is not None
    age = raw.inputs[:, 0]
    assert (age.min(), age.max()) == (19, 79)
    assert (raw.targets.min(), raw.targets.max()) == (25, 346)
