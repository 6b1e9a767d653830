"""Where Node is: it runs the browser's Python at build, and what joins the scripts."""

from __future__ import annotations

import shutil

from requirements.pythons import COMMAND


def program() -> str:
    """Return the path of Node; raise RuntimeError, in French, when the setup has not brought it."""
    path = shutil.which("node")
    if path is None:
        raise RuntimeError(f"Node manque. Lancez «\u00a0{COMMAND} build\u00a0»\u00a0: la commande l’installe.")
    return path
