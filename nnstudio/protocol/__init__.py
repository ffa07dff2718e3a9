"""The words that window and worker exchange; values only."""
