"""
What ours is measured against: one folder of bare pages, one worker each, all asked and served alike.

    KEY.html          the page: starts the worker `worker`, asks the first of `questions`
    harness.js        what every page runs
    moteur/KEY/       the files of a variant, each beside its copies, compressed as the site's are
    moteur/<hash>/    our engine, as the site publishes it
"""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import jinja2
import markupsafe

from theme.plugins import cache, compressed
from theme.plugins.estimate.estimation import make_environment
from theme.plugins.look import assets

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parent.parent
SOURCES: Final = HERE / "peers"
PYODIDE: Final = ROOT / "theme" / "node_modules" / "pyodide"
MICROPYTHON: Final = HERE / "node_modules" / "@micropython" / "micropython-webassembly-pyscript"
STOCK_FILES: Final = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
MICROPYTHON_FILES: Final = ("micropython.mjs", "micropython.wasm")
LOCKS: Final = (HERE / "package-lock.json", HERE.parent / "package-lock.json", ROOT / "theme" / "package-lock.json")
#: Needs and pays asked in turn, so that no answer can be the one before.
NEEDS: Final = tuple(range(20, 61))
PAYS: Final = tuple(range(2200, 2241))
PAGE: Final = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>{title}</title><link rel="icon" href="data:,">
<script type="application/json" id="variant">{variant}</script>
<script type="module" src="harness.js"></script></html>
"""


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to answer: `key` names its page, `title` its row, `ours` whether it is the project's own engine."""

    key: str
    title: str
    ours: bool = False


PUBLICODES: Final = Variant("publicodes", "publicodes + modele-social, one employee")
STOCK: Final = Variant("stock", "stock Pyodide, the estimator and Jinja2 as sources")
MICROPYTHON_LIMIT: Final = Variant("micropython", "MicroPython, one sum without Decimal (limit)")
BARE: Final = Variant("bare", "no engine (limit)")
PEERS: Final = (STOCK, PUBLICODES, MICROPYTHON_LIMIT, BARE)


def make(root: Path, engine: Path, tarifs: dict[str, Any]) -> list[Variant]:
    """Fill the folder `root` with a page for each variant of `engine`, the published folder, and each peer."""
    root.mkdir(parents=True)
    shutil.copyfile(SOURCES / "harness.js", root / "harness.js")
    shutil.copytree(engine, root / "moteur" / engine.name)
    shutil.copytree(_peers(), root / "moteur", dirs_exist_ok=True)
    needs = [{"values": {"heures_par_mois": str(hours)}, "tarifs": tarifs} for hours in NEEDS]
    pays = [{"pay": pay} for pay in PAYS]
    ours = own_variants((engine / "worker.js").read_text(encoding="utf-8"))
    for variant, address in ours.items():
        _write_page(root, variant, f"moteur/{engine.name}/{address}", needs)
    for variant in PEERS:
        _write_page(root, variant, f"moteur/{variant.key}/worker.js", needs if variant is STOCK else pays)
    return [*ours, *PEERS]


def own_variants(worker: str) -> dict[Variant, str]:
    """Return our variants with the address of each one's worker: both ways to start where the worker knows two."""
    if "snapshot" not in worker:
        return {Variant("ours", "ours", ours=True): "worker.js"}
    return {
        Variant("snapshot", "ours, memory snapshot", ours=True): "worker.js?boot=snapshot",
        Variant("plain", "ours, plain boot", ours=True): "worker.js?boot=plain",
    }


def _write_page(root: Path, variant: Variant, worker: str, questions: list[dict[str, Any]]) -> None:
    told = json.dumps({"worker": worker, "questions": questions}).replace("<", "\\u003c")
    (root / f"{variant.key}.html").write_text(PAGE.format(title=variant.title, variant=told), encoding="utf-8")


def _peers() -> Path:
    """Return the folder of the peers, made unless an earlier run left the same: compressing takes a minute."""
    sources = [path.read_bytes() for path in (Path(__file__), *LOCKS, *sorted(SOURCES.iterdir()))]
    estimator = [part for name, body in _estimator_sources() for part in (name.encode(), body)]
    return cache.folder(cache.CACHE / "bench" / cache.digest(*sources, *estimator), _fill)


def _fill(folder: Path) -> None:
    for variant in PEERS:
        (folder / variant.key).mkdir()
        shutil.copyfile(SOURCES / f"{variant.key}.js", folder / variant.key / "worker.js")
    for name in STOCK_FILES:
        shutil.copyfile(PYODIDE / name, folder / STOCK.key / name)
    for name in MICROPYTHON_FILES:
        shutil.copyfile(MICROPYTHON / name, folder / MICROPYTHON_LIMIT.key / name)
    with zipfile.ZipFile(folder / STOCK.key / "estimator.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in _estimator_sources():
            archive.writestr(name, body)
    # As its users do: one minified module for today's browsers.
    bundle = (
        shutil.which("node"),
        assets.ESBUILD,
        SOURCES / "publicodes.js",
        f"--outfile={folder / PUBLICODES.key / 'worker.js'}",
    )
    options = ("--bundle", "--minify", "--format=esm", "--target=es2022", "--allow-overwrite", "--log-level=error")
    subprocess.run([*bundle, *options], check=True)
    compressed.write(folder)


def _estimator_sources() -> Iterator[tuple[str, bytes]]:
    """Yield the names and contents of the estimator, of Jinja2 and of the result's templates, all as sources."""
    estimator = ROOT / "estimator"
    for path in sorted(path for path in estimator.rglob("*") if path.suffix in (".py", ".toml")):
        yield f"estimator/{path.relative_to(estimator).as_posix()}", path.read_bytes()
    for package in (jinja2, markupsafe):
        folder = Path(str(package.__file__)).parent
        for path in sorted(folder.glob("*.py")):
            yield f"{folder.name}/{path.name}", path.read_bytes()
    environment = make_environment()
    for name in environment.list_templates(filter_func=lambda name: name.startswith("estimation/")):
        source, _, _ = environment.loader.get_source(environment, name)
        code = environment.compile(source, name, name, raw=True, defer_init=True)
        yield f"compiled_templates/{jinja2.ModuleLoader.get_module_filename(name)}", code.encode()
