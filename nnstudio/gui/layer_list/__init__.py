"""The list that is the network: model, delegate, view, and the panel that holds them."""
