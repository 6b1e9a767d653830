"""
A `.br` and a `.gz` copy beside every file that compresses, for hosts that serve such copies as they are.

No host compresses as well on the way. Only a site to publish has them (`COMPRESS = "best"`). Each copy is kept in
`.cache` for the same bytes: the browser's Python takes half a minute. The preview and the tests serve the files
themselves, and make none.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import brotli
from pelican import signals

from theme.plugins import cache

#: Images, fonts and archives are compressed already.
SUFFIXES: Final = (".css", ".html", ".js", ".json", ".svg", ".txt", ".wasm", ".xml")
#: From this many bytes on, a wider window finds more.
LARGE: Final = 500_000
WINDOW: Final = 24
#: From here on the best quality takes a minute for a tenth less: this one serves. Only a fallback is as large.
HUGE: Final = 8_000_000
QUALITY_OF_HUGE: Final = 9
CACHE: Final = cache.CACHE / "compressed"
#: What `COMPRESS` may be: as well as is worth the wait, or not at all.
CHOICES: Final = ("best", "")


def copies(path: Path) -> dict[str, bytes]:
    """Return the copies of a file by their suffix; none that would not be smaller."""
    body = path.read_bytes()
    # By the bytes and by this module alone: another change of ours must not cost a minute.
    name = cache.recipe(__file__, body)
    contents = {suffix: cache.file(CACHE / f"{name}{suffix}", _maker(body, suffix)).read_bytes() for suffix in MAKERS}
    return {suffix: copy for suffix, copy in contents.items() if len(copy) < len(body)}


def _maker(body: bytes, suffix: str) -> Callable[[], bytes]:
    return lambda: MAKERS[suffix](body)


def _brotli(body: bytes) -> bytes:
    if len(body) >= HUGE:
        return bytes(brotli.compress(body, quality=QUALITY_OF_HUGE))
    return bytes(brotli.compress(body, lgwin=WINDOW) if len(body) >= LARGE else brotli.compress(body))


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, compresslevel=9, mtime=0)


MAKERS: Final[dict[str, Callable[[bytes], bytes]]] = {".br": _brotli, ".gz": _gzip}


def write(output: Path) -> None:
    """Write the copies of every file of a built site beside it."""
    alike: dict[str, list[Path]] = {}
    for path in sorted(output.rglob("*")):
        if path.suffix in SUFFIXES and path.is_file():
            alike.setdefault(cache.digest(path.read_bytes()), []).append(path)
    # Compression runs outside Python's lock; the same bytes once, though two files have them.
    with ThreadPoolExecutor() as pool:
        for paths, contents in zip(
            alike.values(), pool.map(copies, (first for first, *_ in alike.values())), strict=True
        ):
            for path in paths:
                for suffix, copy in contents.items():
                    path.with_name(path.name + suffix).write_bytes(copy)
    cache.sweep(CACHE)


def _write(pelican: Any) -> None:
    chosen = pelican.settings.get("COMPRESS", "")
    if chosen not in CHOICES:
        raise ValueError(f"COMPRESS is one of {CHOICES}, not {chosen!r}")
    if chosen:
        write(Path(pelican.output_path))


def register() -> None:
    """Called by Pelican."""
    signals.finalized.connect(_write)
