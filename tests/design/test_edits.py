"""Edits: what each gives, what it says, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nnstudio.catalogue import LAYERS
from nnstudio.catalogue.values import Part
from nnstudio.design import edits
from nnstudio.design.changes import Change, Changed
from nnstudio.design.model import INPUT, DataChoice, Design, LayerRow
from nnstudio.design.normal import MOST_LAYERS, normal_design
from nnstudio.errors import UserError
from tests.design.networks import digits_cnn

CNN = digits_cnn()


def ids(design: Design) -> list[str]:
    return [row.id for row in design.layers]


@pytest.mark.parametrize("kind", LAYERS)
def test_that_a_new_layer_has_every_parameter(kind: str) -> None:
    design, change = edits.insert_layer(CNN, kind)
    row = design.layers[-1]
    assert row.params == {param.name: param.default for param in LAYERS[kind].params}
    assert change == Change(Changed.INSERTED, f"Add {LAYERS[kind].title}", layer="l6", index=5, target=5)


def test_that_a_layer_is_inserted_before_the_one_at_its_place() -> None:
    design, change = edits.insert_layer(CNN, "dropout", 1)
    assert ids(design) == ["l1", "l6", "l2", "l3", "l4", "l5"]
    assert (change.layer, change.index) == ("l6", 1)


def test_that_an_id_is_free_even_when_ids_have_gaps() -> None:
    design, _ = edits.remove_layers(CNN, ["l2"])
    design, _ = edits.insert_layer(design, "dropout")
    assert ids(design) == ["l1", "l3", "l4", "l5", "l6"]


def test_that_pasted_rows_have_ids_of_their_own_and_read_each_other() -> None:
    rows = [
        LayerRow(id="l1", kind="dense"),
        LayerRow(id="l2", kind="dense"),
        LayerRow(id="l3", kind="dropout", reads=("l1",)),
        LayerRow(id="l4", kind="dropout", reads=("elsewhere",)),
    ]
    design, change = edits.insert_rows(CNN, rows, 2)
    assert ids(design) == ["l1", "l2", "l6", "l7", "l8", "l9", "l3", "l4", "l5"]
    assert design.row("l8").reads == ("l6",)
    assert design.row("l9").reads is None
    assert (change.what, change.index, change.target) == (Changed.INSERTED, 2, 5)
    assert change.text == "Paste 4 layers"


def test_that_removing_neighbours_is_one_stretch() -> None:
    design, change = edits.remove_layers(CNN, ["l3", "l2"])
    assert ids(design) == ["l1", "l4", "l5"]
    assert (change.what, change.index, change.target) == (Changed.REMOVED, 1, 2)
    assert change.text == "Remove 2 layers"


def test_that_removing_rows_apart_repaints_all() -> None:
    design, change = edits.remove_layers(CNN, ["l1", "l4"])
    assert ids(design) == ["l2", "l3", "l5"]
    assert change.what is Changed.ALL


def test_that_a_row_that_read_a_removed_one_reads_what_that_one_read() -> None:
    rows = list(CNN.layers)
    rows[3] = rows[3].model_copy(update={"reads": ("l1",)})
    rows[4] = rows[4].model_copy(update={"reads": ("l1", "l4")})
    design, _ = edits.remove_layers(CNN.model_copy(update={"layers": tuple(rows)}), ["l1"])
    assert design.row("l4").reads == (INPUT,)
    assert design.row("l5").reads == (INPUT, "l4")
    design, _ = edits.remove_layers(CNN.model_copy(update={"layers": tuple(rows)}), ["l2", "l3"])
    assert design.row("l4").reads == ("l1",)
    design, _ = edits.remove_layers(design, ["l4"])
    assert design.row("l5").reads is None  # the row above it, which it reads already


@pytest.mark.parametrize(
    ("layer", "to", "expected"), [("l1", 2, "23145"), ("l4", 0, "41235"), ("l5", 4, "12345")]
)
def test_that_a_moved_row_stands_where_it_was_sent(layer: str, to: int, expected: str) -> None:
    design, change = edits.move_layer(CNN, layer, to)
    assert ids(design) == [f"l{number}" for number in expected]
    assert (change.what, change.index, change.target) == (Changed.MOVED, CNN.index(layer), to)


def test_that_a_duplicate_stands_below_with_the_same_parameters() -> None:
    design, change = edits.duplicate_layer(CNN, "l4")
    assert ids(design) == ["l1", "l2", "l3", "l4", "l6", "l5"]
    assert design.row("l6").params == CNN.row("l4").params
    assert change.text == "Duplicate Dense"


def test_that_a_parameter_is_set_in_its_normal_form() -> None:
    design, change = edits.set_param(CNN, "l1", "kernel_size", 5)
    assert design.row("l1").params["kernel_size"] == (5, 5)
    assert change == Change(
        Changed.LAYER,
        "Set “Kernel size” of Conv2D to 5×5",
        layer="l1",
        index=0,
        target=0,
        field="kernel_size",
    )


def test_that_the_parameters_keep_their_order() -> None:
    design, _ = edits.set_param(CNN, "l1", "filters", 8)
    assert list(design.row("l1").params) == [param.name for param in LAYERS["conv2d"].params]


def test_that_choosing_an_optimizer_brings_its_defaults_and_choosing_it_again_keeps_its_own() -> None:
    design, _ = edits.set_optimizer(CNN, "sgd")
    assert design.recipe.optimizer.params["learning_rate"] == 0.01
    design, change = edits.set_optimizer_param(design, "learning_rate", 1)
    assert design.recipe.optimizer.params["learning_rate"] == 1.0
    assert change.field == "optimizer.learning_rate"
    assert edits.set_optimizer(design, "sgd")[0] is design


def test_that_early_stopping_is_turned_on_set_and_off() -> None:
    design, _ = edits.enable_early_stopping(CNN, True)
    design, change = edits.set_early_stopping(design, "patience", 3)
    assert design.recipe.early_stopping is not None
    assert design.recipe.early_stopping.patience == 3
    assert change.field == "early_stopping.patience"
    assert edits.enable_early_stopping(design, False)[0].recipe.early_stopping is None


def test_that_a_regularizer_for_all_layers_can_be_named_or_given() -> None:
    by_name, change = edits.set_regularizer(CNN, "l2")
    given, _ = edits.set_regularizer(CNN, Part(kind="l2", params={"l2": 0.01}))
    assert by_name == given
    assert change.text == "Regularization: L2 0.01"


def test_that_another_source_takes_the_place_of_the_whole_choice() -> None:
    choice = DataChoice(source="iris", scaling="standard")
    design, change = edits.set_source(CNN, choice)
    assert design.data == choice
    assert change.what is Changed.DATA


def test_that_a_parameter_of_the_source_is_kept_as_given() -> None:
    design, change = edits.set_source_param(CNN, "noise", 0.3)
    assert design.data.params == {"noise": 0.3}
    assert change.field == "params.noise"


def test_that_replacing_gives_the_other_design() -> None:
    other = edits.new_design()
    assert edits.replace(CNN, other)[0] is other


NOTHING: list[Callable[[Design], tuple[Design, Change]]] = [
    lambda design: edits.set_param(design, "l4", "units", 128.0),
    lambda design: edits.set_param(design, "l1", "kernel_size", 3),
    lambda design: edits.set_param(design, "l4", "kernel_regularizer", "none"),
    lambda design: edits.move_layer(design, "l2", 1),
    lambda design: edits.remove_layers(design, []),
    lambda design: edits.insert_rows(design, [], 0),
    lambda design: edits.set_recipe(design, "epochs", 20),
    lambda design: edits.set_loss(design, "sparse_categorical_crossentropy"),
    lambda design: edits.set_optimizer_param(design, "beta_1", 0.9),
    lambda design: edits.set_regularizer(design, "none"),
    lambda design: edits.enable_early_stopping(design, False),
    lambda design: edits.set_data(design, "validation", 0.2),
    lambda design: edits.set_source(design, design.data),
    lambda design: edits.set_about(design, title=""),
]


@pytest.mark.parametrize("edit", NOTHING)
def test_that_an_edit_that_changes_nothing_gives_back_the_same_design(
    edit: Callable[[Design], tuple[Design, Change]],
) -> None:
    assert edit(CNN)[0] is CNN


REFUSED: list[tuple[Callable[[Design], tuple[Design, Change]], str, str]] = [
    (lambda design: edits.insert_layer(design, "dens"), "did you mean dense", "kind"),
    (lambda design: edits.insert_layer(design, "dense", 9), "no such place", ""),
    (lambda design: edits.insert_layer(design, "dense", params={"units": 0}), "Units must be", "units"),
    (lambda design: edits.set_param(design, "l1", "filters", 0), "Filters must be", "filters"),
    (lambda design: edits.set_param(design, "l1", "filter", 3), "did you mean filters", "filter"),
    (lambda design: edits.set_param(design, "l9", "units", 3), "not in the list", ""),
    (
        lambda design: edits.set_param(
            design, "l4", "kernel_regularizer", Part(kind="l2", params={"l2": -1})
        ),
        "L2 must be",
        "kernel_regularizer.l2",
    ),
    (lambda design: edits.move_layer(design, "l1", 5), "already at the end", ""),
    (lambda design: edits.remove_layers(design, ["l1", "gone"]), "not in the list", ""),
    (lambda design: edits.set_recipe(design, "epochs", 0), "Epochs must be", "epochs"),
    (lambda design: edits.set_recipe(design, "loss", "x"), "There is no “loss”", "loss"),
    (lambda design: edits.set_loss(design, "mse"), "There is no “mse”", "loss.kind"),
    (lambda design: edits.set_optimizer_param(design, "momentum", 1), "There is no", "momentum"),
    (lambda design: edits.set_early_stopping(design, "patience", 3), "Turn it on first", "patience"),
    (lambda design: edits.set_data(design, "validation", 2), "Validation part must be", "validation"),
    (lambda design: edits.set_about(design, title="x" * 201), "too long: 201 characters", "title"),
    (lambda design: edits.set_about(design, notes="\ud800"), "broken characters", "notes"),
]


@pytest.mark.parametrize(("edit", "sentence", "where"), REFUSED)
def test_that_an_edit_that_cannot_be_is_refused_in_words(
    edit: Callable[[Design], tuple[Design, Change]], sentence: str, where: str
) -> None:
    with pytest.raises(UserError) as refused:
        edit(CNN)
    assert sentence in refused.value.message
    assert refused.value.where == where


def test_that_a_list_has_an_end() -> None:
    rows = tuple(LayerRow(id=f"l{number}", kind="flatten") for number in range(MOST_LAYERS))
    full = CNN.model_copy(update={"layers": rows})
    with pytest.raises(UserError, match="1,001 layers are more than"):
        edits.insert_layer(full, "dense")
    with pytest.raises(UserError, match="1,001 layers are more than"):
        edits.duplicate_layer(full, "l1")


def test_that_a_new_design_is_in_its_normal_form() -> None:
    assert normal_design(edits.new_design()) == edits.new_design()


def test_that_a_wrapper_is_set_and_taken_off_again() -> None:
    design, _ = edits.insert_layer(CNN, "lstm")
    wrapped, change = edits.set_wrapper(design, "l6", "bidirectional")
    assert wrapped.row("l6").wrapper == "bidirectional"
    assert (change.layer, change.field) == ("l6", "wrapper")
    merged, change = edits.set_merge(wrapped, "l6", "sum")
    assert (merged.row("l6").merge, change.field) == ("sum", "merge")
    assert edits.set_merge(merged, "l6", "sum")[0] is merged
    pasted, _ = edits.insert_rows(merged, [merged.row("l6")])
    doubled, _ = edits.duplicate_layer(merged, "l6")
    assert pasted.row("l7") == doubled.row("l7") == merged.row("l6").model_copy(update={"id": "l7"})
    assert edits.set_wrapper(merged, "l6", "none")[0] == design


def test_that_rounds_are_set_where_a_kernel_is_evened_out_and_forgotten_elsewhere() -> None:
    design, _ = edits.insert_layer(CNN, "dense")
    evened, _ = edits.set_wrapper(design, "l6", "spectral")
    more, change = edits.set_power_iterations(evened, "l6", 3)
    assert (more.row("l6").power_iterations, change.field) == (3, "power_iterations")
    assert edits.set_wrapper(more, "l6", "none")[0] == design
    assert edits.set_wrapper(more, "l6", "time_distributed_spectral")[0].row("l6").power_iterations == 3
    with pytest.raises(UserError, match="must be a whole number from 1 to 10"):
        edits.set_power_iterations(evened, "l6", 0)


def test_that_a_wrapper_that_does_not_fit_is_refused() -> None:
    with pytest.raises(UserError, match="does not read step by step") as refused:
        edits.set_wrapper(CNN, "l1", "bidirectional")
    assert refused.value.where == "wrapper"
    with pytest.raises(UserError, match="must be one of none, bidirectional, time_distributed"):
        edits.set_wrapper(CNN, "l1", "sideways")
