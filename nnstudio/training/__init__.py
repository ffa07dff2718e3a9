"""The worker process that runs the engine, and its supervisor."""
