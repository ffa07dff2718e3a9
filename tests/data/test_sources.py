"""What the tables say of a set is what is in it."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from nnstudio.catalogue.params import check_params
from nnstudio.data import SOURCES, default_choice, describe
from nnstudio.data.sources import find, load, source_params
from nnstudio.design.facts import Domain
from nnstudio.design.model import DataChoice
from nnstudio.errors import UserError
from tests.data.choices import KEYS, choice

EXPECTED = {
    "circle", "xor", "gaussian", "spiral", "moons", "plane", "multi_gaussian", "digits8", "digits28",
    "letters_latin", "letters_cyrillic", "patches", "mnist", "fashion_mnist", "cifar10", "imdb",
    "clips_direction", "clips_digit", "clips_next",
    "iris", "wine", "breast_cancer", "diabetes", "sunspots", "co2", "nile", "elnino",
    "sines", "lorenz", "drawn_points", "languages", "country_names",
    "numbers", "dates", "emoji_pairs", "names", "stdlib",
}  # fmt: skip


def test_that_every_promised_set_is_there_under_its_own_key() -> None:
    assert set(SOURCES) == EXPECTED
    assert all(key == source.key for key, source in SOURCES.items())


@pytest.mark.parametrize("key", KEYS)
def test_that_the_description_is_true_to_the_loaded_set(key: str) -> None:
    source = SOURCES[key]
    raw = load(default_choice(key))
    count = source.count(default_choice(key).params)
    assert raw.inputs.shape == (count, *source.input_shape)
    assert raw.inputs.dtype == np.float32
    assert np.isfinite(raw.inputs).all()
    if source.domain is Domain.SERIES:
        assert raw.targets is None
        assert raw.times is not None
        assert raw.times.shape == (count,)
        assert (np.diff(raw.times) > 0).all()
    elif source.writing is not None and not source.classes:
        assert raw.targets is None
        assert raw.texts is not None
        assert len(raw.texts if source.answer_writing else raw.texts[0]) == count
    elif source.classes:
        assert raw.targets is not None
        assert raw.targets.dtype == np.int32
        assert np.unique(raw.targets).tolist() == list(range(len(source.classes)))
    elif source.domain is Domain.VIDEO:
        assert raw.targets is not None
        assert raw.targets.shape == (count, *source.input_shape[1:])
        assert raw.targets.dtype == np.float32
    else:
        assert raw.targets is not None
        assert raw.targets.shape == (count, len(source.target_names))
        assert raw.targets.dtype == np.float32


@pytest.mark.parametrize("key", KEYS)
def test_that_every_set_says_what_it_is_and_where_it_comes_from(key: str) -> None:
    source = SOURCES[key]
    for text in (source.title, source.help, source.origin, source.licence):
        assert text.strip()
    assert source.help.endswith(".")
    assert source.target_names
    if source.domain not in (Domain.IMAGES, Domain.VIDEO):
        assert len(source.features) == source.input_shape[-1]
    assert len(set(source.features)) == len(source.features)


@pytest.mark.parametrize("key", KEYS)
def test_that_a_default_choice_is_complete_and_can_be(key: str) -> None:
    made = default_choice(key)
    assert made.source == key
    assert dict(made.params) == dict(check_params(SOURCES[key].params, made.params))
    facts = describe(made)
    assert facts.train > facts.validation > 0 or facts.train == facts.validation


@pytest.mark.parametrize("key", KEYS)
def test_that_loaded_arrays_are_kept_and_cannot_be_written(key: str) -> None:
    raw = load(default_choice(key))
    assert load(default_choice(key)) is raw
    for array in (raw.inputs, raw.targets, raw.times):
        if array is not None:
            with pytest.raises(ValueError, match="read-only"):
                array[0] = 0


def test_that_an_unknown_set_is_refused_with_the_near_names() -> None:
    with pytest.raises(UserError, match="spiral") as caught:
        find("spirla")
    assert caught.value.where == "data.source"
    with pytest.raises(UserError, match="iris"):
        describe(DataChoice(source="irs"))
    with pytest.raises(UserError):
        default_choice("")


@pytest.mark.parametrize(
    ("params", "where"),
    [
        ({"noise": 2.0}, "data.params.noise"),
        ({"samples": 3}, "data.params.samples"),
        ({"samples": 10**9}, "data.params.samples"),
        ({"seed": -1}, "data.params.seed"),
        ({"nois": 0.1}, "data.params.nois"),
    ],
)
def test_that_a_bad_parameter_of_a_set_is_refused_at_its_place(params: dict[str, float], where: str) -> None:
    with pytest.raises(UserError) as caught:
        describe(choice("spiral", params=params))
    assert caught.value.where == where


def test_that_parameters_left_out_have_their_defaults() -> None:
    assert source_params(DataChoice(source="moons")) == default_choice("moons").params


def test_that_nothing_heavy_is_imported_before_data_is_loaded() -> None:
    code = (
        "import sys; from nnstudio.data import SOURCES, default_choice, describe\n"
        "for key in SOURCES: describe(default_choice(key))\n"
        "heavy = {'sklearn', 'scipy', 'pandas', 'PIL', 'tensorflow', 'keras', 'PySide6'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=150)
    assert done.returncode == 0, done.stderr
