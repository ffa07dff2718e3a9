"""NN Studio: a desktop sandbox for neural networks."""

__version__ = "0.1.0"
