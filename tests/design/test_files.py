"""Designs as text: stable, readable, and whatever is wrong with one is said with its place."""

from __future__ import annotations

import contextlib
import json
import random
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnstudio.catalogue import LAYERS
from nnstudio.design import edits
from nnstudio.design.files import LARGEST, dump, layers_from_text, layers_to_text, parse
from nnstudio.design.form import migrated
from nnstudio.design.model import Design, Excerpt, Group, LayerRow
from nnstudio.design.normal import MOST_LAYERS
from nnstudio.errors import UserError
from tests.design.networks import digits_cnn

CNN = digits_cnn()
TEXT = dump(CNN)


def everything() -> Design:
    """Every layer, every optional field, texts that need care."""
    design = edits.new_design()
    for kind in LAYERS:
        design, _ = edits.insert_layer(design, kind)
    design, _ = edits.set_param(design, "l1", "kernel_regularizer", "l1_l2")
    design, _ = edits.enable_early_stopping(design, True)
    design, _ = edits.set_source_param(design, "noise", 0.1)
    design, _ = edits.set_source_param(design, "size", (3, 4))
    design, _ = edits.set_about(design, "Привет “мир” 🙂", 'two\nlines, a tab\t, "quotes" and \\')
    rows = [
        row.model_copy(update={"reads": ("l1", "input")} if row.id == "l3" else {}) for row in design.layers
    ]
    wrappers = {"lstm": "bidirectional", "flatten": "time_distributed", "conv2d": "spectral"}
    rows = [row.model_copy(update={"wrapper": wrappers.get(row.kind, "none")}) for row in rows]
    return design.model_copy(update={"layers": tuple(rows)})


def refusal(text: str | bytes) -> UserError:
    with pytest.raises(UserError) as refused:
        parse(text)
    return refused.value


def changed(change: Callable[[dict[str, Any]], object]) -> str:
    raw = json.loads(TEXT)
    change(raw)
    return json.dumps(raw)


def test_that_a_design_comes_back_as_it_was() -> None:
    design = everything()
    assert parse(dump(design)) == design
    assert parse(dump(design).encode()) == design
    assert dump(parse(dump(design))) == dump(design)


def test_that_a_mark_at_the_beginning_and_windows_line_ends_do_no_harm() -> None:
    assert parse(b"\xef\xbb\xbf" + TEXT.encode()) == CNN
    assert parse("\ufeff" + TEXT) == CNN
    assert parse(TEXT.replace("\n", "\r\n")) == CNN


def test_that_each_layer_is_one_line() -> None:
    lines = [line for line in TEXT.splitlines() if '"kind": "dense"' in line]
    assert len(lines) == 2
    assert lines[0].startswith(
        '    {"id": "l4", "kind": "dense", "params": {"units": 128, "activation": "relu"'
    )


def test_that_a_design_written_by_hand_needs_only_what_differs() -> None:
    text = """{"format": "nnstudio/1", "data": {"source": "spiral"},
               "layers": [{"id": "a", "kind": "dense", "params": {"kernel_regularizer": "l2"}}],
               "recipe": {"loss": "mean_squared_error", "optimizer": "sgd", "epochs": 5}}"""
    design = parse(text)
    assert design.layers[0].params["units"] == 32
    assert design.recipe.optimizer.params["learning_rate"] == 0.01
    assert parse(dump(design)) == design


def first(raw: dict[str, Any]) -> dict[str, Any]:
    layer: dict[str, Any] = raw["layers"][0]
    return layer


WRONG: list[tuple[Callable[[dict[str, Any]], object], str, str]] = [
    (lambda raw: first(raw)["params"].update(kernel_size=0), "layers[0].kernel_size", "Kernel size must be"),
    (lambda raw: first(raw)["params"].update(kernel_size=[3, "a"]), "layers[0].kernel_size", "A list here"),
    (lambda raw: first(raw)["params"].update(filters=[1] * 1_001), "layers[0].filters", "A list here"),
    (lambda raw: first(raw)["params"].update(filters=True), "layers[0].filters", "Filters must be"),
    (lambda raw: first(raw)["params"].update(filters=None), "layers[0].filters", "got None"),
    (lambda raw: first(raw)["params"].update(fliters=3), "layers[0].fliters", "did you mean filters?"),
    (lambda raw: first(raw).update(params=[]), "layers[0]", "an object in curly brackets"),
    (lambda raw: first(raw).update(kind="conv3"), "layers[0].kind", "did you mean conv3d or conv2d"),
    (lambda raw: first(raw).update(kind=3), "layers[0].kind", "“kind” must be text"),
    (lambda raw: first(raw).update(id="l2"), "layers[1].id", "is used twice"),
    (lambda raw: first(raw).update(id="input"), "layers[0].id", "not be “input”"),
    (lambda raw: first(raw).update(id="a/b"), "layers[0].id", "1 to 32 letters"),
    (lambda raw: first(raw).update(id=""), "layers[0].id", "1 to 32 letters"),
    (lambda raw: first(raw).pop("id"), "layers[0].id", "“id” is missing"),
    (lambda raw: first(raw).update(colour="red"), "layers[0].colour", "There is no “colour”"),
    (lambda raw: first(raw).update(reads="l2"), "layers[0].reads", "must be a list"),
    (lambda raw: first(raw).update(reads=[3]), "layers[0].reads.0", "must be text"),
    (lambda raw: raw.update(layers={}), "layers", "must be a list"),
    (lambda raw: raw["layers"].append(3), "layers[5]", "an object in curly brackets"),
    (lambda raw: raw.update(layers=[{}] * 1_001), "layers", "1,001 layers are more"),
    (lambda raw: raw.update(title=3), "title", "must be text"),
    (lambda raw: raw.update(title="x" * 300), "title", "too long"),
    (lambda raw: raw.update(title="\ud800"), "title", "broken characters"),
    (lambda raw: raw.update(recepi={}), "recepi", "did you mean recipe?"),
    (lambda raw: raw.pop("data"), "data", "“data” is missing"),
    (lambda raw: raw.update(data=3), "data", "an object in curly brackets"),
    (lambda raw: raw["data"].pop("source"), "data.source", "“source” is missing"),
    (lambda raw: raw["data"].update(goal="x"), "data.goal", "must be one of target, inputs"),
    (lambda raw: raw["data"]["params"].update(x={"a": 1}), "data.params.x.kind", "“kind” is missing"),
    (lambda raw: raw["recipe"].update(epochs="3"), "recipe.epochs", "Epochs must be a whole number"),
    (lambda raw: raw["recipe"].update(epochs=True), "recipe.epochs", "Epochs must be a whole number"),
    (lambda raw: raw["recipe"].update(epohcs=3), "recipe.epohcs", "did you mean epochs?"),
    (lambda raw: raw["recipe"].pop("loss"), "recipe.loss", "“loss” is missing"),
    (lambda raw: raw["recipe"].update(loss=3), "recipe.loss", "an object in curly brackets"),
    (lambda raw: raw["recipe"].update(loss="mse"), "recipe.loss.kind", "There is no “mse”"),
    (
        lambda raw: raw["recipe"].update(optimizer={"kind": "adam", "params": {"beta_1": 2}}),
        "recipe.optimizer.beta_1",
        "Beta 1 must be",
    ),
    (
        lambda raw: raw["recipe"].update(early_stopping={"patience": 0}),
        "recipe.early_stopping.patience",
        "Patience must be",
    ),
    (lambda raw: raw.update(format="nnstudio/2"), "format", "made by a newer NN Studio: its format is 2"),
    (lambda raw: raw.update(format="nnstudio/0"), "format", "There never was a format 0"),
    (lambda raw: raw.update(format="nnstudio/x"), "", "not a design of NN Studio"),
    (lambda raw: raw.update(format=1), "", "not a design of NN Studio"),
    (lambda raw: raw.pop("format"), "", "not a design of NN Studio"),
]


@pytest.mark.parametrize(("change", "where", "sentence"), WRONG)
def test_that_what_is_wrong_is_said_with_its_place(
    change: Callable[[dict[str, Any]], object], where: str, sentence: str
) -> None:
    error = refusal(changed(change))
    assert error.where == where
    assert sentence in error.message


LAYERS_LINE = 1 + TEXT[: TEXT.index('"layers"')].count("\n")
BROKEN: list[tuple[str | bytes, str]] = [
    ("", "There is nothing in it."),
    (" \n ", "There is nothing in it."),
    (b"\0\0\0\0", "There is nothing in it."),
    (b"\x89PNG\r\n\x1a\n\xff\xfe", "This is not text"),
    (TEXT.encode("utf-16"), "This is not text"),
    (TEXT[: len(TEXT) // 2], "The text ends too early, at line"),
    (TEXT[: TEXT.index("epochs") + 3], "The text ends too early, at line"),
    (TEXT.replace('"layers"', "layers"), f"breaks off at line {LAYERS_LINE}, column 3"),
    (TEXT.replace('"epochs": 20', '"epochs": NaN'), "NaN is not a number that can be used here."),
    (TEXT.replace('"epochs": 20', '"epochs": -Infinity'), "-Infinity is not a number"),
    (TEXT.replace('"epochs": 20', '"epochs": 1e999'), "A number is too large"),
    (TEXT.replace('"epochs": 20', '"epochs": ' + "9" * 5_000), "A number is too large"),
    (TEXT.replace('"epochs": 20', '"epochs": 20, "epochs": 21'), "“epochs” is there twice"),
    ("[" * 100_000, "nested too deeply"),
    ('{"a":' * 100_000, "nested too deeply"),
    ("[" * 20 + "]" * 20, "nested too deeply"),
    ("{" + ", ".join(f'"{n}": 1' for n in range(300)) + "}", "An object has 300 entries"),
    ("3", "not a design of NN Studio"),
    ("null", "not a design of NN Studio"),
    ("[]", "not a design of NN Studio"),
    ("{}", "not a design of NN Studio"),
    (" " * (LARGEST + 1), "too large to be a design: more than 2 MB"),
]


@pytest.mark.parametrize(("text", "sentence"), BROKEN, ids=range(len(BROKEN)))
def test_that_text_that_is_no_design_is_refused_in_words(text: str | bytes, sentence: str) -> None:
    assert sentence in refusal(text).message


def test_that_messages_begin_with_the_name_of_the_file() -> None:
    with pytest.raises(UserError) as refused:
        parse(TEXT.replace('"filters": 32', '"filters": 0'), "net.nnd")
    assert str(refused.value).startswith("net.nnd: layers[0].filters: Filters must be")


@pytest.mark.parametrize(
    "text", ["[" + "{}," * 600_000 + "3]", "[" + "[]," * 600_000 + "3]", '"' + "x" * 1_900_000 + '"']
)
def test_that_hostile_text_takes_little_memory(text: str) -> None:
    tracemalloc.start()
    try:
        refusal(text)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 100_000_000


def test_that_the_largest_design_fits_into_a_file() -> None:
    params = {
        param.name: "random_uniform" if param.name.endswith("_initializer") else "l1_l2"
        for param in LAYERS["lstm"].params
        if param.name.endswith(("_initializer", "_regularizer"))
    }
    design, _ = edits.insert_layer(edits.new_design(), "lstm", params=params)
    row = design.layers[0]
    rows = tuple(LayerRow(id=f"l{n}", kind=row.kind, params=row.params) for n in range(MOST_LAYERS))
    text = dump(design.model_copy(update={"layers": rows}))
    assert len(text.encode()) < LARGEST
    assert len(parse(text).layers) == MOST_LAYERS


SNIPPETS = [b'"', b"[", b"}", b",", b"-", b"1e9", b"null", b"\\u0000", b"{}"]


@settings(deadline=None, max_examples=300)
@given(st.integers(0, 2**32), st.integers(1, 8))
def test_that_text_damaged_anywhere_gives_a_design_or_words(seed: int, count: int) -> None:
    chance = random.Random(seed)
    data = bytearray(dump(CNN).encode())
    for _byte in range(count):
        at = chance.randrange(len(data))
        match chance.randrange(4):
            case 0:
                data[at] = chance.randrange(256)
            case 1:
                del data[at : at + chance.randrange(20)]
            case 2:
                data[at:at] = chance.choice(
                    [b'"', b"[", b"}", b",", b"-", b"1e9", b"null", b"\\u0000", b"{}"]
                )
            case _:
                end = chance.randrange(len(data))
                data[at:at] = data[end : end + 30]
    with contextlib.suppress(UserError):  # anything else is a traceback that a person would see
        parse(bytes(data))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_that_any_value_in_any_place_gives_a_design_or_words(data: st.DataObject) -> None:
    raw = json.loads(TEXT)
    place: Any = raw
    while True:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        if not place[key] or not isinstance(place[key], dict | list) or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = data.draw(JSON)
    with contextlib.suppress(UserError):
        design = parse(json.dumps(raw))
        assert parse(dump(design)) == design


def test_that_older_formats_are_brought_forward_step_by_step() -> None:
    steps = {
        1: lambda raw: {**raw, "format": "nnstudio/2", "title": "one"},
        2: lambda raw: {**raw, "format": "nnstudio/3", "title": f"{raw['title']} two"},
    }
    assert migrated({"format": "nnstudio/1"}, 3, steps) == {"title": "one two"}
    assert migrated({"format": "nnstudio/3", "title": "as is"}, 3, steps) == {"title": "as is"}


def test_that_rows_travel_as_text() -> None:
    assert layers_from_text(layers_to_text(Excerpt(layers=CNN.layers[1:3]))).layers == CNN.layers[1:3]
    assert layers_from_text(TEXT).layers == CNN.layers


@pytest.mark.parametrize("text", ["", "hello", "{}", "[1]", '{"format": "nnstudio/1"}', "\ud800"])
def test_that_text_without_rows_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        layers_from_text(text)


GROUPED = CNN.model_copy(
    update={
        "layers": (
            CNN.layers[0].model_copy(update={"trainable": False, "group": "g1"}),
            CNN.layers[1].model_copy(update={"enabled": False, "group": "g1"}),
            *CNN.layers[2:],
        ),
        "groups": (Group(id="g1", title="Stem", repeat=2, folded=True),),
    }
)


def test_that_groups_frozen_rows_and_rows_that_are_off_survive_a_file() -> None:
    assert parse(dump(GROUPED)) == GROUPED
    assert '"trainable": false' in dump(GROUPED)
    assert '"groups": [' not in dump(CNN)
    assert "trainable" not in dump(CNN)


@pytest.mark.parametrize(
    ("old", "new", "sentence", "where"),
    [
        ('"group": "g1"', '"group": "g2"', "no group “g2”", "layers[0].group"),
        ('"repeat": 2', '"repeat": 0', "Repeat must be", "groups[0].repeat"),
        ('"repeat": 2', '"repeat": true', "“repeat” is not what belongs here", "groups[0].repeat"),
        ('"trainable": false', '"trainable": 0', "must be true or false", "layers[0].trainable"),
        ('"id": "g1", "title"', '"id": "1", "title"', "id of a group must be", "groups[0].id"),
        ('"Stem"', f'"{"x" * 61}"', "too long: 61", "groups[0].title"),
        ('"folded": true', '"colour": 1', "There is no “colour”", "groups[0].colour"),
    ],
)
def test_that_a_group_that_cannot_be_is_refused_with_its_place(
    old: str, new: str, sentence: str, where: str
) -> None:
    with pytest.raises(UserError) as refused:
        parse(dump(GROUPED).replace(old, new))
    assert sentence in refused.value.message
    assert refused.value.where == where


def test_that_the_rows_of_a_group_stand_together_and_come_to_no_more_than_a_network_can_have() -> None:
    apart = (*GROUPED.layers[:2], GROUPED.layers[2], GROUPED.layers[3].model_copy(update={"group": "g1"}))
    with pytest.raises(UserError, match="must stand together"):
        parse(dump(GROUPED.model_copy(update={"layers": apart})))
    many = tuple(CNN.layers[2].model_copy(update={"id": f"l{n}", "group": "g1"}) for n in range(20))
    with pytest.raises(UserError, match="2,000 layers are more than"):
        parse(dump(CNN.model_copy(update={"layers": many, "groups": (Group(id="g1", repeat=100),)})))


def test_that_a_group_without_rows_is_forgotten() -> None:
    assert parse(dump(CNN.model_copy(update={"groups": (Group(id="g1"),)}))) == CNN
