"""What the user builds: frozen values, edits, checks, files."""
