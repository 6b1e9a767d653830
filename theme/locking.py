"""One program at a time: the system lets a lock go with the process that held it, however that ends."""

from __future__ import annotations

import sys
from typing import IO, Any


def hold(file: IO[Any]) -> bool:
    """Hold an open file until it is closed; return whether nobody else held it."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415  Windows alone has it

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415  Windows has none

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
