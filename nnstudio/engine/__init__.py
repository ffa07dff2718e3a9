"""The only importer of TensorFlow and Keras: builds models and trains them."""
