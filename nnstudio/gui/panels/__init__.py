"""Panels about one thing each: the selected layer, the data, the training."""
