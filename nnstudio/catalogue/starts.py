"""Which initializers suit which weights: some need rows and columns, which a bias does not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from nnstudio.catalogue.entries import Initializer, Layer
from nnstudio.catalogue.params import PartParam
from nnstudio.catalogue.values import Params, Part, Shape

# The switches of weights that a layer can do without.
_SWITCHES: Final[Mapping[str, str]] = {
    "bias_initializer": "use_bias",
    "beta_initializer": "center",
    "gamma_initializer": "scale",
}


def unsuited(
    layer: Layer, inputs: Sequence[Shape], params: Params
) -> Iterator[tuple[PartParam, Initializer, int]]:
    """Parameters of a layer whose initializer cannot start their weights, with it and their axes.

    inputs: as the layer itself is given them, without the steps of a wrapper. params: complete.
    """
    for param in layer.starts:
        part, switch = params[param.name], _SWITCHES.get(param.name, "")
        kind = param.kind(part.kind) if isinstance(part, Part) else None
        if not isinstance(kind, Initializer) or params.get(switch) is False:
            continue
        axes = param.axes(inputs, params) if callable(param.axes) else param.axes
        least, most = kind.axes
        if axes and not least <= axes <= most:
            yield param, kind, axes
