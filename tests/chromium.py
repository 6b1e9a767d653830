"""How a real Chromium is started, by tests and by measures."""

from __future__ import annotations

import os
from typing import Final

#: Without these, Chromium looks for its maker's servers, and a test must not leave the machine.
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    # The shell without windows fits letters to the screen's dots, in print too.
    "--font-render-hinting=none",
    "--no-first-run",
)
#: What an iPhone calls itself: Pyodide then takes its iOS ways.
IPHONE: Final = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1"
)


def options() -> dict[str, object]:
    """Return what Playwright's `launch` takes: the browser that the setup found, and its flags."""
    as_root = ("--no-sandbox",) if os.name != "nt" and os.geteuid() == 0 else ()
    return {"executable_path": os.environ.get("BROWSER_PATH") or None, "args": [*QUIET, *as_root]}
