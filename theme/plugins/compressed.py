"""
A `.br` and a `.gz` copy beside every file that compresses, for hosts that serve such copies as they are.

No host compresses as well on the way. The best takes half a minute for the browser's Python: it is
done for a site to publish (`COMPRESS_BEST`), once for the same bytes; the preview and the tests do with less.
"""

from __future__ import annotations

import gzip
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, Final

import brotli
from pelican import signals

from theme.plugins import cache

#: Images, fonts and archives are compressed already.
SUFFIXES: Final = (".css", ".html", ".js", ".json", ".svg", ".txt", ".wasm", ".xml")
#: From this many bytes on, the best takes time.
LARGE: Final = 500_000
BEST, QUICK = 11, 7
WINDOW: Final = 24
CACHE: Final = cache.CACHE / "compressed"


def copies(path: Path, quality_of_large: int) -> dict[str, bytes]:
    """Return the copies of a file by their suffix; none that would not be smaller."""
    body = path.read_bytes()
    made = {".br": _brotli(body, quality_of_large), ".gz": gzip.compress(body, compresslevel=9, mtime=0)}
    return {suffix: copy for suffix, copy in made.items() if len(copy) < len(body)}


def _brotli(body: bytes, quality_of_large: int) -> bytes:
    if len(body) < LARGE:
        return brotli.compress(body, quality=BEST)
    name = f"{cache.digest(body)}-{quality_of_large}.br"
    make = partial(brotli.compress, body, quality=quality_of_large, lgwin=WINDOW)
    return cache.file(CACHE / name, make).read_bytes()


def write(output: Path, quality_of_large: int = QUICK) -> None:
    """Write the copies of every file of a built site beside it."""
    files = [path for path in sorted(output.rglob("*")) if path.suffix in SUFFIXES and path.is_file()]
    # Compression runs outside Python's lock.
    with ThreadPoolExecutor() as pool:
        for path, made in zip(files, pool.map(lambda it: copies(it, quality_of_large), files), strict=True):
            for suffix, copy in made.items():
                path.with_name(path.name + suffix).write_bytes(copy)


def _write(pelican: Any) -> None:
    write(Path(pelican.output_path), BEST if pelican.settings.get("COMPRESS_BEST") else QUICK)


def register() -> None:
    """Called by Pelican."""
    signals.finalized.connect(_write)
