"""What a process that touches foreign files may do: limits that it sets itself before it sees the first of them.

On Linux and macOS the system bounds memory, files and core dumps; on Linux, where it is permitted, the process also
leaves the network. The interpreter's own hook refuses network, other programs and writing on every system. On Windows,
which has no such limits for a process of its own, the hook and the parent's clock are all there is.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from collections.abc import Mapping

_NEW_USER = 0x10000000
_NEW_NETWORK = 0x40000000
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

_FORBIDDEN_FAMILIES = (
    "socket.",
    "subprocess.",
    "shutil.",
    "tempfile.",
    "ftplib.",
    "http.",
    "smtplib.",
    "urllib.",
    "pty.",
)
_FORBIDDEN = frozenset(
    f"os.{name}"
    for name in (
        *("exec", "fork", "forkpty", "posix_spawn", "spawn", "startfile", "startfile/2", "system", "kill", "killpg"),
        *("chmod", "chown", "link", "mkdir", "remove", "rename", "rmdir", "symlink", "truncate", "utime"),
    )
) | {"sqlite3.connect", "webbrowser.open"}


def limit_resources(limits: Mapping[str, int]) -> None:
    """Set limits by their names in the module ``resource`` (``AS``, ``NOFILE`` …), as far as the system has them."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - there is none on Windows

    for name, value in limits.items():
        kind = getattr(resource, f"RLIMIT_{name}")
        _, hard = resource.getrlimit(kind)
        wanted = value if hard == resource.RLIM_INFINITY else min(value, hard)
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some; what remains holds
            resource.setrlimit(kind, (wanted, wanted))


def leave_network() -> bool:
    """Move to a network without any device, where the system permits that; whether it did.

    It works for root, and for others where they may have name spaces of their own.
    """
    if sys.platform != "linux":
        return False
    unshare = ctypes.CDLL(None, use_errno=True).unshare
    return unshare(_NEW_NETWORK) == 0 or (os.geteuid() != 0 and unshare(_NEW_USER | _NEW_NETWORK) == 0)


def forbid_harm() -> None:
    """From now on network, other programs and writing raise PermissionError in this process."""
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open":
        path, _, flags = arguments
        if isinstance(flags, int) and flags & _WRITING and path != os.devnull:
            raise PermissionError(f"readers do not write: {path!r}")
    elif event in _FORBIDDEN or event.startswith(_FORBIDDEN_FAMILIES):
        raise PermissionError(f"readers do not {event}")
