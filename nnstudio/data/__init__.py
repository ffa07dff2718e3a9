"""What the network learns from: data sets, splits and preparation."""
