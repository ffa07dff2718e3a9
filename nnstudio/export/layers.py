"""A row of the list as the call that makes its layer, with seeds for all that is random."""

from __future__ import annotations

from typing import Final

from nnstudio.catalogue import LAYERS
from nnstudio.catalogue.entries import Category, Layer, Reads
from nnstudio.catalogue.params import Param, PartParam, check_params
from nnstudio.catalogue.values import Params, Part, Value
from nnstudio.design.model import LayerRow
from nnstudio.design.seeds import derived_seed
from nnstudio.export.calls import Call, Code
from nnstudio.export.own_code import OWN_CODE
from nnstudio.export.parts import is_stated, part_call, placed, plain

_NONE: Final = "none"
_LINEAR: Final = (Category.CORE, Category.CONVOLUTION)  # whose activation Keras leaves out by itself
_RANDOM: Final = (Category.REGULARIZATION, Category.AUGMENTATION, Category.RECURRENT, Category.ATTENTION)
_NOT_RANDOM: Final = ("ActivityRegularization", "PositionEmbedding")
_RANDOM_TOO: Final = ("VariationalCode",)
_FROM_SEED: Final = ("AdditiveAttention",)  # whose first weights follow from it
_SHARES: Final = ("dropout", "recurrent_dropout")
_COPIES: Final = 4  # of an initializer: for query, key, value and output


def layer_call(row: LayerRow, regularizer: Part, seed: int) -> Call:
    """As ``engine.build`` builds it. regularizer: of the recipe, for kernels that have none of their own."""
    entry = LAYERS[row.kind]
    params = check_params(entry.params, row.params)

    def make(name: str, go_backwards: bool | None = None) -> Call:
        changed = params if go_backwards is None else {**params, "go_backwards": go_backwards}
        return _plain_call(entry, changed, name, regularizer, seed)

    if row.wrapper == "bidirectional":
        backwards = bool(params.get("go_backwards"))
        named: dict[str, object] = {"backward_layer": make(f"backward_{row.id}", not backwards)}
        merge = {} if row.merge == "concat" else {"merge_mode": row.merge}
        return Call("layers.Bidirectional", (make(row.id, backwards),), {**named, **merge})
    if row.wrapper == "spectral":
        rounds = {} if row.power_iterations == 1 else {"power_iterations": row.power_iterations}
        own = {"seed": derived_seed(seed, row.id, "spectral")}
        return Call("SpectralNormalization", (make(f"{row.id}_kernel"),), {**rounds, **own})
    if row.wrapper == "time_distributed":
        return Call("layers.TimeDistributed", (make(f"{row.id}_step"),))
    return make(row.id)


def takes_seed(entry: Layer) -> bool:
    """Whether the layer's class has an argument for it."""
    random = entry.category in _RANDOM and entry.keras not in _NOT_RANDOM
    return random or entry.keras in _RANDOM_TOO


def is_left_out(entry: Layer, param: Param, value: Value) -> bool:
    """Whether Keras has this value by itself."""
    if is_stated(entry, param):
        return False
    if param.name == "activation" and entry.category in _LINEAR:
        return value == "linear"
    return value == param.default


def draws(row: LayerRow) -> bool:
    """Whether the layer draws random numbers while it trains."""
    entry = LAYERS[row.kind]
    return takes_seed(entry) and _draws(check_params(entry.params, row.params))


def _plain_call(entry: Layer, params: Params, name: str, regularizer: Part, seed: int) -> Call:
    told: dict[str, object] = {}
    for param in entry.params:
        value = params[param.name]
        if param.name in entry.called_with:
            continue
        if isinstance(param, PartParam) and isinstance(value, Part):
            if param.from_recipe and value.kind == _NONE and param.kind(regularizer.kind):
                value = regularizer
            part = part_call(param, value, seed, name)
            if part is not None:
                told[param.name] = part
        elif not is_left_out(entry, param, value):
            told[param.name] = plain(param.argument(value))
    told |= {argument: tuple(value) for argument, value in entry.fixed.items()}  # type: ignore[arg-type]
    if takes_seed(entry) and (_draws(params) or entry.keras in _FROM_SEED):
        told["seed"] = derived_seed(seed, name, "seed")
    kernel = told.get("kernel_initializer")
    if entry.reads is Reads.QUERY and isinstance(kernel, Call):
        told["kernel_initializer"] = _apart(kernel)
    return placed(entry.keras if entry.keras in OWN_CODE else f"layers.{entry.keras}", entry, told)


def _draws(params: Params) -> bool:
    """Whether a layer that takes a seed draws anything."""
    shares = [params[name] for name in _SHARES if name in params]
    return any(shares) or not shares


def _apart(initializer: Call) -> Call:
    """Its copies, which Keras makes for query, key, value and output, begin with other numbers each."""
    named = dict(initializer.named)
    seed = named.pop("seed", None)
    if not isinstance(seed, int):
        return initializer
    seeds = tuple(derived_seed(seed, "copy", str(number)) for number in range(1, _COPIES + 1))
    return Call("apart", (Code(initializer.name), *seeds, *initializer.given), named)
