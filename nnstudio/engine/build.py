"""A design becomes Keras objects, through the tables of the catalogue alone.

Nothing here reads a file or evaluates text: a class is found by the name that its catalogue entry
states, and is given parameters that the catalogue has checked.
"""

from __future__ import annotations

import inspect
import itertools
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from nnstudio.catalogue import LAYERS, LOSSES, OPTIMIZERS
from nnstudio.catalogue.entries import Layer, Reads
from nnstudio.catalogue.params import Kind, ParamError, PartParam, check_kind, check_params
from nnstudio.catalogue.values import Params, Part
from nnstudio.catalogue.wrappers import AT_EACH_STEP, EVENED_OUT
from nnstudio.design.check import used_rows
from nnstudio.design.facts import DataFacts
from nnstudio.design.flat import flat_rows, listed
from nnstudio.design.model import INPUT, Design, LayerRow
from nnstudio.design.names import kind_title
from nnstudio.design.seeds import derived_seed
from nnstudio.engine.backend import keras, tf
from nnstudio.engine.own_layers import layer_class
from nnstudio.engine.parts import build_part, find, seeded
from nnstudio.engine.wrappers import both_ways
from nnstudio.errors import UserError
from nnstudio.i18n import _

_NO_REGULARIZER = "none"
_NONE: Mapping[str, Callable[..., Any]] = MappingProxyType({})


Substitutes = Mapping[str, Callable[..., Any]]


def build_model(design: Design, facts: DataFacts, substitutes: Substitutes = _NONE) -> Any:
    """The ``keras.Model`` of a design, with the initial weights that follow from its seed.

    Layers are named by the ids of the rows that are built; what nothing reads is left out. substitutes:
    classes to take for Keras' own, by their names. Raises UserError that names the layer which could not
    be built.
    """
    above = source = keras.Input(facts.input_shape, name=INPUT)
    outputs: dict[str, Any] = {INPUT: source}
    rows = flat_rows(design)
    used = used_rows(rows)
    for row in rows:
        if row.id not in used:
            continue
        try:
            read = [outputs[name] for name in row.reads or ()]
            layer = build_layer(row, design.recipe.regularizer, design.recipe.seed, substitutes)
            above = outputs[row.id] = _called(layer, row, read)
            layer.trainable = row.trainable
        except ParamError as error:
            raise UserError(error.message, where=".".join((listed(row.id), *error.path))) from error
        except (UserError, MemoryError, tf.errors.ResourceExhaustedError):
            raise
        except Exception as error:
            raise UserError(
                _("The layer “{layer}” cannot be built from what it reads: {reason}").format(
                    layer=kind_title(row), reason=_first_line(error)
                ),
                hint=_("Change its parameters or the layers above it."),
                where=listed(row.id),
            ) from error
    return keras.Model(source, above, name="network")


def _called(layer: Any, row: LayerRow, read: Sequence[Any]) -> Any:
    """The layer on what it reads: as Keras' own ``call`` takes it, apart or as a list."""
    entry: Layer = find(LAYERS, row.kind)
    params = check_params(entry.params, row.params)
    more = {name: params[name] for name in entry.called_with}
    if entry.reads is Reads.ONE:
        (only,) = read
        return layer(only, **more)
    if entry.reads is Reads.MANY:
        return layer(list(read), **more)
    query, value, *key = read if len(read) > 1 else (*read, *read)
    if "query" in inspect.signature(layer.call).parameters:
        return layer(query, value, *key, **more)
    return layer([query, value, *key], **more)


def build_layer(row: LayerRow, regularizer: Part, seed: int, substitutes: Substitutes = _NONE) -> Any:
    """One Keras layer; ``regularizer`` is for its kernel if the row names none itself, and could name it."""
    entry = find(LAYERS, row.kind)
    params = check_params(entry.params, row.params)

    def kind(name: str) -> Callable[..., Any]:
        return substitutes.get(name) or layer_class(name)

    def make(name: str, **more: Any) -> Any:
        return kind(entry.keras)(name=name, **_layer_arguments(entry, params, name, regularizer, seed) | more)

    if row.wrapper == "bidirectional":
        backwards = bool(params.get("go_backwards"))
        return both_ways(make, row.id, row.merge, backwards, kind=kind("Bidirectional"))
    name = f"{row.id}_step" if row.wrapper in AT_EACH_STEP else row.id
    if row.wrapper in EVENED_OUT:
        inner, own_seed = make(f"{row.id}_kernel"), derived_seed(seed, row.id, "spectral")
        made = kind("SpectralNormalization")(inner, row.power_iterations, seed=own_seed, name=name)
    else:
        made = make(name)
    return kind("TimeDistributed")(made, name=row.id) if row.wrapper in AT_EACH_STEP else made


def build_optimizer(part: Part) -> Any:
    entry = find(OPTIMIZERS, part.kind)
    optimizer = _build(keras.optimizers, entry, entry.keras, part.params, name="optimizer")
    # Keras sums the gradients over all replicas, of which there is one. TensorFlow keeps the gradient
    # function of every such sum for good, and with it all weights and data of each network ever built.
    optimizer._all_reduce_sum_gradients = lambda gradients_and_variables: gradients_and_variables
    return optimizer


def build_loss(part: Part) -> Any:
    entry = find(LOSSES, part.kind)
    return _build(keras.losses, entry, entry.keras, part.params)


def _layer_arguments(entry: Layer, params: Params, name: str, regularizer: Part, seed: int) -> dict[str, Any]:
    """Constructor arguments: parts become Keras objects, and whatever is random gets a seed.

    name: the layer's; its seeds follow from it.
    """
    accepted = inspect.signature(layer_class(entry.keras)).parameters
    arguments: dict[str, Any] = dict(entry.fixed)
    for param in entry.params:
        if param.name in entry.called_with:
            continue
        value = params[param.name]
        if isinstance(param, PartParam) and isinstance(value, Part):
            role = param.name.rsplit("_", 1)[-1]
            if param.from_recipe and value.kind == _NO_REGULARIZER:
                value = regularizer if param.kind(regularizer.kind) else value
            arguments[param.name] = build_part(role, value, derived_seed(seed, name, param.name))
        else:
            arguments[param.name] = param.argument(value)
    for argument, parameter in accepted.items():
        if argument.endswith("_initializer") and argument not in arguments:
            kind = type(keras.initializers.get(parameter.default))
            arguments[argument] = seeded(kind, {}, derived_seed(seed, name, argument))
    if "seed" in accepted:
        arguments["seed"] = derived_seed(seed, name, "seed")
    if entry.reads is Reads.QUERY and "kernel_initializer" in arguments:
        arguments["kernel_initializer"] = _copied_apart(arguments["kernel_initializer"])
    return arguments


def _copied_apart(initializer: Any) -> Any:
    """Keras gives the parts of such a layer copies of the initializer, here each with a seed of its own.

    Otherwise the weights of query, key and value would begin with the same numbers.
    """
    kind, settings = type(initializer), initializer.get_config()
    if "seed" not in settings:
        return initializer
    numbers = itertools.count(1)

    class Apart(kind):  # type: ignore[misc, valid-type]
        @classmethod
        def from_config(cls, config: dict[str, Any]) -> Any:
            return kind(**{**config, "seed": derived_seed(config["seed"], "copy", str(next(numbers)))})

    return Apart(**settings)


def _build(module: Any, entry: Kind, keras_name: str, params: Mapping[str, Any], **more: Any) -> Any:
    """Of more, a name: Keras numbers what has none, in the order in which a process makes it."""
    checked = check_kind(entry, params)
    given = {param.name: param.argument(checked[param.name]) for param in entry.params}
    return getattr(module, keras_name)(**given, **more)


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
