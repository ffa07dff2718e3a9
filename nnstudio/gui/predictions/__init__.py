"""What the network answers, drawn as its task asks for: one view for each kind of data."""

from nnstudio.gui.predictions.panel import PredictionsPanel

__all__ = ["PredictionsPanel"]
