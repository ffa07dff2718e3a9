"""The design as ``keras.Model.fit`` trains it, of nothing but Keras' own parts."""

from __future__ import annotations

from typing import Any

from nnstudio.data.prepared import Prepared
from nnstudio.design.facts import DataFacts
from nnstudio.design.model import Design
from nnstudio.engine.build import build_loss, build_model, build_optimizer
from nnstudio.engine.metrics import build_metrics

MOST_EPOCHS = 1_000_000


def compiled(design: Design, prepared: Prepared) -> Any:
    """A ``keras.Model`` that ``fit`` can train."""
    model = build_model(design, prepared.facts)
    prepare_for_fit(model, build_optimizer(design.recipe.optimizer), design, prepared.facts)
    return model


def prepare_for_fit(model: Any, optimizer: Any, design: Design, facts: DataFacts) -> None:
    """Compile a design's model, as Keras calls it, with the loss and the metrics of its recipe."""
    model.compile(
        optimizer=optimizer,
        loss=build_loss(design.recipe.loss),
        metrics=list(build_metrics(design, facts).values()),
    )
