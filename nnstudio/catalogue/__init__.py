"""What exists, as tables: layers, activations, losses, optimizers, regularizers, initializers, metrics."""
