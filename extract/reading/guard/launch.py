"""Another program under limits: ``python -m extract.reading.guard.launch PROGRAM ARGUMENT…`` (not on Windows).

The limits are set here, in a process of its own that then becomes the program: the page has threads, and between fork
and exec a process with threads may do next to nothing.
"""

from __future__ import annotations

import os
import sys

from extract.reading.guard.limits import leave_network, limit_resources

LIMITS = {"AS": 4 << 30, "CORE": 0, "FSIZE": 1 << 30, "CPU": 120}

if __name__ == "__main__":
    limit_resources(LIMITS)
    leave_network()
    os.execv(sys.argv[1], sys.argv[1:])
