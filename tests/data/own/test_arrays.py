"""Files of arrays of people's own: what is found, what of it reaches the network, what is refused."""

from __future__ import annotations

import io
import pickle
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from nnstudio.data import describe, prepare
from nnstudio.data.own.array_choice import ArrayChoice, own_arrays, suggested, targets_of
from nnstudio.data.own.arrays import look_at_arrays
from nnstudio.data.own.reading import Cancelled
from nnstudio.data.sources import load
from nnstudio.design.facts import Domain, Task
from nnstudio.design.model import DataChoice
from nnstudio.design.own import OwnData
from nnstudio.errors import UserError
from tests.data.own.designs import as_suggested

RNG = np.random.default_rng(3)
IMAGES = RNG.integers(0, 256, (60, 8, 8), np.uint8)
LABELS = np.arange(60) % 3


def saved(path: Path, **arrays: NDArray[Any]) -> Path:
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]
    return path


def chosen(path: Path, **changes: Any) -> DataChoice:
    found = look_at_arrays(path)
    return as_suggested(own_arrays(found, replace(suggested(found), **changes)), test=0.1)


def test_that_images_and_labels_are_taken_as_such_and_stay_bytes(tmp_path: Path) -> None:
    path = saved(tmp_path / "set.npz", y_train=LABELS, x_train=IMAGES, x_test=IMAGES[:7], y_test=LABELS[:7])
    choice = chosen(path)
    facts, data = describe(choice), prepare(choice)
    assert (facts.domain, facts.task, facts.input_shape) == (Domain.IMAGES, Task.CLASSIFICATION, (8, 8, 1))
    assert facts.classes == ("0", "1", "2")
    assert data.train.stored.dtype == np.uint8
    assert (len(data.train), len(data.validation), len(data.test)) == (
        facts.train,
        facts.validation,
        facts.test,
    )
    assert data.train.inputs[..., 0] == pytest.approx(IMAGES[data.train.rows] / 255)
    assert data.train.labels is not None
    assert data.train.labels.tolist() == LABELS[data.train.rows].tolist()


def test_that_brightness_of_any_range_goes_up_to_one(tmp_path: Path) -> None:
    dim = saved(tmp_path / "dim.npz", x=IMAGES // 16, y=LABELS)
    bright = saved(tmp_path / "bright.npz", x=IMAGES / 255, y=LABELS)
    far = saved(tmp_path / "far.npz", x=IMAGES * 8.5, y=LABELS)
    for path, scaling in ((dim, "range"), (bright, "none"), (far, "range")):
        choice = chosen(path, form="images")
        assert choice.scaling == scaling
        inputs = prepare(choice).train.inputs
        assert (inputs.min(), inputs.max()) == pytest.approx((0, 1), abs=0.02)


@pytest.mark.parametrize(
    ("labels", "names"),
    [
        (LABELS.astype(np.float32), ("0", "1", "2")),
        (LABELS[:, None].astype(">i2"), ("0", "1", "2")),
        (np.eye(3)[LABELS], ("0", "1", "2")),
        (np.eye(5, dtype=bool)[LABELS + 1], ("1", "2", "3")),
        (np.array(["лиса", "кот", "Bär"])[LABELS], ("Bär", "кот", "лиса")),
        (LABELS > 0, ("False", "True")),
    ],
    ids=["floats", "column", "one-hot", "one-hot with unused", "words", "truth"],
)
def test_that_classes_are_told_in_every_form(
    tmp_path: Path, labels: NDArray[Any], names: tuple[str, ...]
) -> None:
    choice = chosen(saved(tmp_path / "set.npz", x=IMAGES, y=labels))
    raw = load(choice)
    assert describe(choice).classes == names
    assert raw.targets is not None
    told = labels.argmax(axis=1) if labels.ndim == 2 and labels.shape[1] > 1 else labels.reshape(-1)
    if told.dtype.kind == "f":
        told = told.astype(int)
    assert [names[label] for label in raw.targets.tolist()] == [str(value) for value in told.tolist()]


def keras(folder: Path, **changes: NDArray[Any]) -> Path:
    """As Keras names the arrays of its data sets."""
    arrays = {"x_train": IMAGES, "y_train": LABELS, "x_test": IMAGES[::-1][:20], "y_test": LABELS[::-1][:20]}
    return saved(folder / "set.npz", **{**arrays, **changes})


@pytest.mark.parametrize("goal", ["target", "inputs"])
def test_that_arrays_that_are_named_as_a_test_are_held_out(tmp_path: Path, goal: str) -> None:
    choice = chosen(keras(tmp_path)).model_copy(update={"goal": goal, "validation": 0.2, "test": 0.5})
    facts, data = describe(choice), prepare(choice)
    assert (facts.train, facts.validation, facts.test) == (48, 12, 20)
    assert [len(part) for part in (data.train, data.validation, data.test)] == [48, 12, 20]
    assert np.array_equal(data.test.stored[..., 0], IMAGES[::-1][:20])
    assert data.test.labels is not None
    assert data.test.labels.tolist() == LABELS[::-1][:20].tolist()
    assert {*data.train.rows, *data.validation.rows} == set(range(60))


def test_that_what_is_held_out_can_be_a_share_of_the_others_instead(tmp_path: Path) -> None:
    facts = describe(chosen(keras(tmp_path), holds_out=False))
    assert facts.train + facts.validation + facts.test == 60


def test_that_test_examples_without_a_number_are_left_out(tmp_path: Path) -> None:
    rows = RNG.normal(size=(40, 3))
    held = RNG.normal(size=(10, 3))
    held[4, 1] = np.nan
    path = saved(
        tmp_path / "a.npz", X_train=rows, Y_train=rows[:, :1], X_test=held, Y_test=np.arange(10.0)[:, None]
    )
    choice = chosen(path, as_classes=False)
    own = choice.own
    assert own is not None
    assert own.arrays is not None
    assert (own.count, own.arrays.held_out) == (49, 9)
    targets = prepare(choice).test.targets * prepare(choice).target_scale.factor
    assert len(targets) == 9
    assert np.diff(targets[:, 0]) == pytest.approx([1, 1, 1, 2, 1, 1, 1, 1])


def test_that_a_class_of_the_test_alone_is_a_class_too(tmp_path: Path) -> None:
    held = LABELS[:20].copy()
    held[3] = 7
    facts = describe(chosen(keras(tmp_path, y_test=held)))
    assert facts.classes == ("0", "1", "2", "7")
    assert sum(facts.class_counts) == 80
    assert facts.class_counts[-1] == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"x_test": IMAGES[:20, :4]},
        {"y_test": LABELS[:19]},
        {"y_test": RNG.normal(size=20)},
        {"y_test": np.array(["a", "b"] * 10)},
    ],
)
def test_that_test_arrays_of_another_make_are_not_held_out(
    tmp_path: Path, changes: dict[str, NDArray[Any]]
) -> None:
    choice = chosen(keras(tmp_path, **changes))
    assert choice.own is not None
    assert choice.own.arrays is not None
    assert choice.own.arrays.held_out == 0
    assert choice.own.count == 60


def test_that_a_class_cannot_be_left_out_where_the_test_is_given(tmp_path: Path) -> None:
    choice = chosen(keras(tmp_path)).model_copy(update={"goal": "inputs", "unusual": "1", "validation": 0.2})
    with pytest.raises(UserError, match="cannot leave a class out"):
        describe(choice)


@pytest.mark.parametrize(
    "fields", [{"held_out": 19}, {"held_out": 70}, {"test_input": "x"}, {"test_target": ""}]
)
def test_that_a_design_that_says_otherwise_than_the_arrays_is_told(
    tmp_path: Path, fields: dict[str, Any]
) -> None:
    choice = chosen(keras(tmp_path))
    assert choice.own is not None
    assert choice.own.arrays is not None
    arrays = choice.own.arrays.model_copy(update=fields)
    wrong = choice.model_copy(update={"own": choice.own.model_copy(update={"arrays": arrays})})
    with pytest.raises(UserError, match="has changed"):
        load(wrong)


def test_that_quantities_are_predicted(tmp_path: Path) -> None:
    inputs, targets = RNG.normal(size=(50, 4)), RNG.normal(size=(50, 2))
    choice = chosen(saved(tmp_path / "set.npz", X=np.asfortranarray(inputs), Y=targets))
    facts, raw = describe(choice), load(choice)
    assert (facts.domain, facts.task) == (Domain.TABLE, Task.REGRESSION)
    assert facts.features == ("X[0]", "X[1]", "X[2]", "X[3]")
    assert facts.target_names == ("Y[0]", "Y[1]")
    assert raw.inputs == pytest.approx(inputs.astype(np.float32))
    assert raw.targets == pytest.approx(targets.astype(np.float32))
    assert prepare(choice).train.targets.std() == pytest.approx(1, abs=0.2)


def test_that_one_array_alone_is_learned_without_labels(tmp_path: Path) -> None:
    path = tmp_path / "rows.npy"
    np.save(path, RNG.normal(size=(40, 5)))
    choice = chosen(path)
    assert describe(choice).task is Task.RECONSTRUCTION
    assert prepare(choice).train.targets.shape[1:] == (5,)


def test_that_one_row_of_numbers_is_a_series_in_its_order(tmp_path: Path) -> None:
    path = tmp_path / "wave.npy"
    values = np.sin(np.arange(300) / 9)
    values[3] = np.nan
    np.save(path, values)
    filled = chosen(path, gaps="fill")
    raw = load(filled)
    assert (describe(filled).domain, describe(filled).task) == (Domain.SERIES, Task.FORECAST)
    assert raw.inputs[3, 0] == raw.inputs[2, 0]
    assert len(load(chosen(path)).inputs) == 299
    data = prepare(filled)
    assert data.series is not None
    assert not data.series.in_years
    assert data.train.rows.max() < data.series.validation_start


def test_that_clips_are_told_apart(tmp_path: Path) -> None:
    clips = RNG.integers(0, 256, (30, 5, 12, 12, 1), np.uint8)
    choice = chosen(saved(tmp_path / "clips.npz", clips=clips, labels=LABELS[:30]))
    assert (describe(choice).domain, describe(choice).input_shape) == (Domain.VIDEO, (5, 12, 12, 1))
    assert prepare(choice).train.stored.dtype == np.uint8


def test_that_sequences_keep_their_shape(tmp_path: Path) -> None:
    steps = RNG.normal(size=(30, 20, 6))
    choice = chosen(saved(tmp_path / "sensors.npz", x=steps, y=LABELS[:30]))
    assert (describe(choice).domain, describe(choice).input_shape) == (Domain.TABLE, (20, 6))
    assert prepare(choice).train.inputs.shape[1:] == (20, 6)


def test_that_broken_examples_are_left_out_or_filled(tmp_path: Path) -> None:
    inputs, targets = RNG.normal(size=(50, 3)), RNG.normal(size=50)
    inputs[4, 1], inputs[5, 0], inputs[6, 2], targets[7] = np.nan, np.inf, 1e300, np.nan
    path = saved(tmp_path / "set.npz", x=inputs, y=targets)
    assert int(look_at_arrays(path).named("x").broken.sum()) == 3
    left, filled = chosen(path), chosen(path, gaps="fill")
    assert (len(load(left).inputs), len(load(filled).inputs)) == (46, 49)
    data = prepare(filled)
    for part in (data.train, data.validation, data.test):
        assert np.isfinite(part.inputs).all()


def test_that_a_target_has_as_many_rows(tmp_path: Path) -> None:
    path = saved(tmp_path / "set.npz", x=IMAGES, y=LABELS[:50], z=LABELS)
    found = look_at_arrays(path)
    assert [each.name for each in targets_of(found, found.named("x"))] == ["z"]
    with pytest.raises(UserError, match="“x” has 60 rows and “y” 50"):
        own_arrays(found, ArrayChoice("x", "y", "images", as_classes=True))


def test_that_one_class_is_refused(tmp_path: Path) -> None:
    found = look_at_arrays(saved(tmp_path / "set.npz", x=IMAGES, y=np.zeros(60, int)))
    with pytest.raises(UserError, match="one class"):
        own_arrays(found, ArrayChoice("x", "y", "images", as_classes=True))


class Running:
    """Unpickling this would write a file."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (Path(self.path),)


def test_that_objects_are_never_read(tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    objects = np.array([Running(str(ran))] * 60, dtype=object)
    path = saved(tmp_path / "set.npz", x=IMAGES, y=objects)
    assert not ran.exists()
    assert "can run code" in look_at_arrays(path).named("y").fault
    with pytest.raises(UserError, match="can run code"):
        look_at_arrays(saved(tmp_path / "alone.npz", y=objects))
    bare = tmp_path / "bare.npy"
    bare.write_bytes(pickle.dumps(Running(str(ran))))
    with pytest.raises(UserError, match="no numbers"):
        look_at_arrays(bare)
    assert not ran.exists()


def npy_bytes(array: NDArray[Any]) -> bytes:
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


def zipped(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(f"{name}.npy", content)
    return path


def test_that_a_header_is_not_believed(tmp_path: Path) -> None:
    large = npy_bytes(np.zeros((4, 4))).replace(b"(4, 4)", b"(9" + b"9" * 11 + b", 4)")
    path = zipped(tmp_path / "set.npz", x=npy_bytes(IMAGES), huge=large, cut=npy_bytes(LABELS)[:-9])
    found = look_at_arrays(path)
    assert found.named("x").is_input
    assert found.named("cut").fault
    assert found.named("huge").fault


def test_that_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.npz"
    zeros = npy_bytes(np.zeros(1)) + bytes(300_000_000)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.npy", zeros)
    with pytest.raises(UserError, match="too much for what it is"):
        look_at_arrays(path)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.npz", b"", "is empty"),
        ("a.npz", b"hello", "damaged"),
        ("a.npy", b"hello", "no numbers"),
        ("a.npy", npy_bytes(np.zeros((0, 3))), "It is empty"),
        ("a.npy", npy_bytes(np.array(3.0)), "single value"),
        ("a.npy", npy_bytes(np.array(["a", "b"])), "only words"),
        ("a.npy", npy_bytes(np.zeros(4, complex)), "neither numbers nor words"),
        ("a.npy", npy_bytes(np.full((4, 2), np.nan)), "None of its numbers is finite"),
        ("a.npy", npy_bytes(np.zeros(3, [("a", "i4")])), "neither numbers nor words"),
    ],
)
def test_that_bad_files_are_one_sentence(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError, match=said):
        look_at_arrays(tmp_path / name)


def test_that_a_file_without_arrays_is_one_sentence(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.npz", "w") as archive:
        archive.writestr("readme.txt", "none")
    with pytest.raises(UserError, match="no arrays"):
        look_at_arrays(tmp_path / "a.npz")
    with pytest.raises(UserError, match="not there any more"):
        look_at_arrays(tmp_path / "nowhere.npz")


GOOD = npy_bytes(np.arange(24.0).reshape(6, 4))


@given(content=st.binary(max_size=60), at=st.integers(0, len(GOOD)))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_that_bytes_are_arrays_or_refused_in_words(tmp_path: Path, content: bytes, at: int) -> None:
    path = tmp_path / "any.npy"
    path.write_bytes(GOOD[:at] + content + GOOD[at + len(content) :])
    try:
        found = look_at_arrays(path)
        own = own_arrays(found, suggested(found))
    except UserError:  # any other exception fails
        return
    assert own.count >= 2


@given(content=st.binary(min_size=1, max_size=30), at=st.integers(0, 600))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_that_a_broken_archive_is_refused_in_words(tmp_path: Path, content: bytes, at: int) -> None:
    path = tmp_path / "any.npz"
    good = saved(path, x=np.arange(40.0).reshape(10, 4), y=np.arange(10) % 2).read_bytes()
    path.write_bytes(good[:at] + content + good[at + len(content) :])
    try:
        found = look_at_arrays(path)
        own = own_arrays(found, suggested(found))
    except UserError:
        return
    assert own.count >= 2


def test_that_a_change_is_told(tmp_path: Path) -> None:
    path = saved(tmp_path / "set.npz", x=IMAGES, y=LABELS)
    choice = chosen(path)
    load(choice)
    saved(path, x=IMAGES[::-1], y=LABELS)
    with pytest.raises(UserError, match="has changed"):
        load(choice)


def test_that_reading_can_be_cancelled(tmp_path: Path) -> None:
    def stop(done: int, _total: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        look_at_arrays(saved(tmp_path / "set.npz", x=IMAGES, y=LABELS), stop)


def test_that_the_design_comes_back_from_its_file(tmp_path: Path) -> None:
    own = chosen(saved(tmp_path / "set.npz", x=IMAGES, y=LABELS)).own
    assert own is not None
    assert OwnData.model_validate_json(own.model_dump_json()) == own
