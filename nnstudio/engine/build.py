"""A design becomes Keras objects, through the tables of the catalogue alone.

Nothing here reads a file or evaluates text: a class is found by the name that its catalogue entry
states, and is given parameters that the catalogue has checked.
"""

from __future__ import annotations

import inspect
import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from nnstudio.catalogue import (
    CONSTRAINTS,
    INITIALIZERS,
    LAYERS,
    LOSSES,
    METRICS,
    OPTIMIZERS,
    REGULARIZERS,
    metrics_for,
)
from nnstudio.catalogue.entries import Layer
from nnstudio.catalogue.params import Kind, ParamError, PartParam, check_params, unknown_name
from nnstudio.catalogue.values import Params, Part
from nnstudio.design.check import used_rows
from nnstudio.design.facts import DataFacts
from nnstudio.design.model import INPUT, Design, LayerId, LayerRow
from nnstudio.engine.backend import keras, tf
from nnstudio.errors import UserError
from nnstudio.i18n import _

_NO_REGULARIZER = "none"
_NONE: Mapping[str, Callable[..., Any]] = MappingProxyType({})


Substitutes = Mapping[str, Callable[..., Any]]


def build_model(design: Design, facts: DataFacts, substitutes: Substitutes = _NONE) -> Any:
    """The ``keras.Model`` of a design, with the initial weights that follow from its seed.

    Layers are named by their ids; rows that nothing reads are not built. substitutes: classes to take for
    Keras' own, by their names. Raises UserError that names the layer which could not be built.
    """
    source = above = keras.Input(facts.input_shape, name=INPUT)
    outputs: dict[str, Any] = {INPUT: source}
    used = used_rows(design)
    for row in design.layers:
        if row.id not in used:
            continue
        try:
            read = [above] if row.reads is None else [outputs[name] for name in row.reads]
            layer = build_layer(row, design.recipe.regularizer, design.recipe.seed, substitutes)
            above = outputs[row.id] = layer(read[0] if len(read) == 1 else read)
        except ParamError as error:
            raise UserError(error.message, where=".".join((row.id, *error.path))) from error
        except (UserError, MemoryError, tf.errors.ResourceExhaustedError):
            raise
        except Exception as error:
            raise UserError(
                _("The layer “{layer}” cannot be built from what it reads: {reason}").format(
                    layer=_layer_title(row), reason=_first_line(error)
                ),
                hint=_("Change its parameters or the layers above it."),
                where=row.id,
            ) from error
    return keras.Model(source, above, name="network")


def build_layer(row: LayerRow, regularizer: Part, seed: int, substitutes: Substitutes = _NONE) -> Any:
    """One Keras layer; ``regularizer`` is for its kernel if the row names none itself."""
    entry = _entry(LAYERS, row.kind)
    params = check_params(entry.params, row.params)
    kind = substitutes.get(entry.keras) or getattr(keras.layers, entry.keras)
    return kind(name=row.id, **_layer_arguments(entry, params, row, regularizer, seed))


def build_optimizer(part: Part) -> Any:
    optimizer = _build(keras.optimizers, _entry(OPTIMIZERS, part.kind), part.params, name="optimizer")
    # Keras sums the gradients over all replicas, of which there is one. TensorFlow keeps the gradient
    # function of every such sum for good, and with it all weights and data of each network ever built.
    optimizer._all_reduce_sum_gradients = lambda gradients_and_variables: gradients_and_variables
    return optimizer


def build_loss(part: Part) -> Any:
    return _build(keras.losses, _entry(LOSSES, part.kind), part.params)


def build_metrics(design: Design, facts: DataFacts) -> dict[str, Any]:
    """New Keras metrics that suit the loss and the target, by the catalogue's keys."""
    return {
        key: _build(keras.metrics, _entry(METRICS, key), {}, name=key)
        for key in metrics_for(design.recipe.loss.kind, facts.target)
    }


def derived_seed(seed: int, name: str, purpose: str) -> int:
    """A seed for one purpose of one layer: the same for the same design, different for each."""
    words = [seed, zlib.crc32(name.encode()), zlib.crc32(purpose.encode())]
    return int(np.random.SeedSequence(words).generate_state(1)[0] >> 1)  # Keras wants it below 2^31


def _layer_arguments(
    entry: Layer, params: Params, row: LayerRow, regularizer: Part, seed: int
) -> dict[str, Any]:
    """Constructor arguments: parts become Keras objects, and whatever is random gets a seed."""
    tables: dict[str, Mapping[str, Any]] = {"regularizer": REGULARIZERS, "initializer": INITIALIZERS}
    accepted = inspect.signature(getattr(keras.layers, entry.keras)).parameters
    arguments: dict[str, Any] = {}
    for param in entry.params:
        value = params[param.name]
        if isinstance(param, PartParam) and isinstance(value, Part):
            table = param.name.rsplit("_", 1)[-1]
            if param.name == "kernel_regularizer" and value.kind == _NO_REGULARIZER:
                value = regularizer
            value = _build_part(tables[table], value, derived_seed(seed, row.id, param.name))
        arguments[param.name] = value
    for name, parameter in accepted.items():
        if name.endswith("_initializer") and name not in arguments:
            kind = type(keras.initializers.get(parameter.default))
            arguments[name] = _seeded(kind, {}, derived_seed(seed, row.id, name))
    if "seed" in accepted:
        arguments["seed"] = derived_seed(seed, row.id, "seed")
    return arguments


def _build_part(table: Mapping[str, Any], part: Part, seed: int) -> Any:
    entry = _entry(table, part.kind)
    if not entry.keras:
        return None
    module = keras.regularizers if table is REGULARIZERS else keras.initializers
    return _seeded(getattr(module, entry.keras), dict(check_params(entry.params, part.params)), seed)


def _seeded(kind: type, arguments: dict[str, Any], seed: int) -> Any:
    takes_seed = "seed" in inspect.signature(kind).parameters
    return kind(**arguments, seed=seed) if takes_seed else kind(**arguments)


def _build(module: Any, entry: Any, params: Mapping[str, Any], **more: Any) -> Any:
    """Of more, a name: Keras numbers what has none, in the order in which a process makes it."""
    return getattr(module, entry.keras)(**check_params(entry.params, params), **more)


def _entry(table: Mapping[str, Any], key: str) -> Any:
    if key not in table:
        raise UserError(unknown_name(key, table), where=key)
    return table[key]


def layer_title(design: Design, layer_id: LayerId) -> str:
    """What a person calls a layer: its kind and its place, such as "Dense 2"."""
    at = design.index(layer_id)
    return f"{_layer_title(design.layers[at])} {at + 1}"


def _layer_title(row: LayerRow) -> str:
    entry: Kind | None = LAYERS.get(row.kind)
    return _(entry.title) if entry else row.kind


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
