"""No example of the test part is among those that training sees, by checksum."""

from __future__ import annotations

import hashlib

import pytest

from nnstudio.data.preparation import prepare
from nnstudio.data.source import Examples
from nnstudio.data.sources import SOURCES
from nnstudio.design.facts import Domain
from nnstudio.design.shipped import load_shipped, shipped_names
from tests.data.choices import KEYS, choice

IMAGE_KEYS = tuple(key for key in KEYS if SOURCES[key].domain is Domain.IMAGES)
IMAGE_DESIGNS = tuple(name for name in shipped_names() if load_shipped(name).data.source in IMAGE_KEYS)


def checksums(part: Examples) -> set[str]:
    return {hashlib.sha256(example.tobytes()).hexdigest() for example in part.stored}


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("key", IMAGE_KEYS)
def test_that_no_image_that_is_tested_was_learned(key: str, seed: int) -> None:
    prepared = prepare(choice(key, seed=seed, validation=0.15, test=0.2))
    tested = checksums(prepared.test)
    assert len(tested) > 50
    assert not tested & checksums(prepared.train)
    assert not tested & checksums(prepared.validation)


@pytest.mark.parametrize("name", IMAGE_DESIGNS)
def test_that_no_shipped_design_is_tested_on_images_that_it_learned(name: str) -> None:
    prepared = prepare(load_shipped(name).data)
    tested = checksums(prepared.test)
    assert len(tested) > 50
    assert not tested & checksums(prepared.train)
    assert not tested & checksums(prepared.validation)
