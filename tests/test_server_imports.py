"""What a server of pages loads: the arithmetic of analysis and networks stays in the processes that need it."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("networkx", "pandas", "pyarrow", "pyshacl", "scipy", "sklearn")


def test_who_answers_questions_loads_no_arithmetic_of_others():
    script = f"import sys, graph.readying, graph.queueing; print(*[name for name in {HEAVY} if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert loaded.split() == []
