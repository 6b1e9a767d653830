"""How a real Chromium is started, by tests and by measures."""

from __future__ import annotations

import os

#: Without these, Chromium looks for its maker's servers, and a test must not leave the machine.
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)


def options() -> dict[str, object]:
    """Return what Playwright's `launch` takes: the browser that the setup found, and its flags."""
    as_root = ("--no-sandbox",) if os.name != "nt" and os.geteuid() == 0 else ()
    return {"executable_path": os.environ.get("BROWSER_PATH") or None, "args": [*QUIET, *as_root]}
