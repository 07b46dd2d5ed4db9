"""No process outlives the program that started it."""

from __future__ import annotations

import os
import threading
import time

_PAUSE = 2.0  # seconds between two looks


def end_with_parent() -> None:
    """From now on this process ends when the program that started it is gone, whatever it is at."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_PAUSE)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
