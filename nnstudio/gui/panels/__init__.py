"""Panels about one thing each: the selected layer, the data, the training."""

from nnstudio.gui.panels.data import DataPanel
from nnstudio.gui.panels.layer import LayerPanel
from nnstudio.gui.panels.training import TrainingPanel

__all__ = ["DataPanel", "LayerPanel", "TrainingPanel"]
