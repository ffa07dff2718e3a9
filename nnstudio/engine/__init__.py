"""What trains: the only importer of TensorFlow and Keras."""
