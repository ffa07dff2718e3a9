from __future__ import annotations

import subprocess
import sys


def test_that_importing_tensorflow_leaves_the_terminal_clean() -> None:
    script = "from nnstudio.engine.warmup import warm_up; print(warm_up().keras)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=True
    )
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1
