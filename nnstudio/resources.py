"""Where the files that travel with the program are."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def resource(*parts: str) -> Path:
    """The path of a shipped file, e.g. ``resource("designs", "spiral.nnd")``.

    In a checkout ``resources/`` lies beside the package; in an installed wheel, inside it.
    """
    inside = _PACKAGE / "resources"
    root = inside if inside.is_dir() else _PACKAGE.parent / "resources"
    return root.joinpath(*parts)
