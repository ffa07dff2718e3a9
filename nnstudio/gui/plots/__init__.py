"""Curves of training."""

from nnstudio.gui.plots.progress import ProgressPanel

__all__ = ["ProgressPanel"]
