"""The list that is the network: model, delegate, view, and the panel that holds them."""

from nnstudio.gui.layer_list.panel import NetworkPanel

__all__ = ["NetworkPanel"]
