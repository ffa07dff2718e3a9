"""``python -m nnstudio`` and the ``nnstudio`` command."""

from nnstudio.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
