"""Groups that repeat, rows that are frozen or off: what Keras is given, and what it then trains."""

from __future__ import annotations

import numpy as np

from nnstudio.data import describe
from nnstudio.design.check import check
from nnstudio.design.model import INPUT, Design, Group, LayerRow
from nnstudio.design.what_is_built import what_is_built
from nnstudio.engine.backend import keras
from nnstudio.engine.build import build_model
from nnstudio.protocol.events import Failed
from tests.engine.designs import CIRCLE, IRIS, design, row
from tests.engine.runs import train
from tests.engine.side_by_side import assert_same, by_engine, by_keras, on_real_data


def dense(name: str, units: int = 4, **fields: object) -> LayerRow:
    return row("dense", name, units=units, activation="tanh").model_copy(update=fields)


def block(repeat: int = 3) -> Design:
    rows = (dense("first"), dense("a", group="g"), dense("b", reads=("first",), group="g"), dense("last", 1))
    made = design(CIRCLE, "mean_squared_error", *rows)
    return made.model_copy(update={"groups": (Group(id="g", title="Block", repeat=repeat),)})


def frozen_iris() -> Design:
    return design(
        IRIS,
        "sparse_categorical_crossentropy",
        dense("held", 8, trainable=False),
        row("batch_normalization").model_copy(update={"trainable": False}),
        dense("free", 8),
        dense("off", 5, enabled=False),
        row("dense", "output", units=3, activation="softmax"),
        epochs=2,
    )


def test_that_a_group_becomes_layers_of_its_own_for_each_repeat() -> None:
    made = block()
    rows = made.layers[:1] + made.layers[1:2] + (dense("b", group="g"), made.layers[3])
    chain = made.model_copy(update={"layers": rows})
    model = build_model(chain, describe(CIRCLE))
    assert [layer.name for layer in model.layers] == [
        INPUT,
        "first",
        "a",
        "b",
        "a.2",
        "b.2",
        "a.3",
        "b.3",
        "last",
    ]
    assert model.count_params() == check(chain, describe(CIRCLE)).weights.total
    assert (model.get_layer("a").get_weights()[0] != model.get_layer("a.2").get_weights()[0]).any()


def test_that_the_first_copy_begins_with_the_weights_it_has_alone() -> None:
    once, thrice = (build_model(block(repeat), describe(CIRCLE)) for repeat in (1, 3))
    np.testing.assert_array_equal(
        once.get_layer("b").get_weights()[0], thrice.get_layer("b").get_weights()[0]
    )


def test_that_renaming_and_folding_a_group_changes_nothing_that_is_built() -> None:
    made = block()
    folded = made.model_copy(update={"groups": (Group(id="g", title="Other", repeat=3, folded=True),)})
    assert what_is_built(made) == what_is_built(folded)
    assert what_is_built(made) != what_is_built(block(2))
    plain = tuple(each.model_copy(update={"group": None}) for each in block(1).layers)
    assert what_is_built(block(1)) == what_is_built(made.model_copy(update={"layers": plain, "groups": ()}))


def test_that_frozen_layers_keep_their_weights_and_averages_while_the_others_train_as_in_keras() -> None:
    trial = on_real_data(frozen_iris())
    model = build_model(trial.design, trial.facts)
    assert [layer.name for layer in model.layers] == [INPUT, "held", "batch_normalization", "free", "output"]
    assert len(model.trainable_variables) == 4
    counted = check(trial.design, trial.facts).weights
    assert counted.trainable == sum(int(np.prod(weight.shape)) for weight in model.trainable_variables)
    assert counted.total == model.count_params()
    theirs = by_keras(trial, {})
    for engine in ("graph", "xla"):
        mine = by_engine(trial, engine)  # type: ignore[arg-type]
        assert_same(mine, theirs)
        for first, last in zip(model.get_weights()[:6], mine.weights[:6], strict=True):
            np.testing.assert_array_equal(first, last)
        assert (model.get_weights()[6] != mine.weights[6]).any()


def test_that_a_frozen_layer_is_not_trainable_in_keras() -> None:
    model = build_model(frozen_iris(), describe(IRIS))
    assert [layer.trainable for layer in model.layers if not isinstance(layer, keras.layers.InputLayer)] == [
        False, False, True, True,
    ]  # fmt: skip


def test_that_a_network_that_is_frozen_as_a_whole_says_what_to_do() -> None:
    rows = [each.model_copy(update={"trainable": False}) for each in block(2).layers]
    word = train(block(2).model_copy(update={"layers": tuple(rows)})).last
    assert isinstance(word, Failed)
    assert "All layers are frozen" in word.message
