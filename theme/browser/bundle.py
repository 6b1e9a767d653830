"""
The engine as the browser loads it: one folder named by what it is made of, made once and kept.

    <estimation page>/moteur/<hash>/
                    worker.js             what fetches all the rest, knows its digests, and answers
                    start.js              what starts Python
                    pyodide.js            what starts the runtime
                    runtime.js, runtime.wasm     the runtime without the functions that the engine never takes
                    snapshot.wasm         the memory of the engine once started, its functions of no use emptied
                    worker-2.js, start-2.js, pyodide-2.js    copies, for who misses one of the three
    and when the snapshot fails:
                    pyodide.asm.js, pyodide.asm.wasm     the runtime
                    python_stdlib.zip     what the engine takes of the standard library, as bytecode
                    estimator.whl         the estimator and its parameters, as bytecode
                    libraries.zip         Jinja2, MarkupSafe and the result's templates, as bytecode
    manifest.json, what worker.js knows of the others and which rungs of the ladder (makers/rungs.mjs) were kept,
    is there for the tests.

The folder's name changes with any byte that goes into it, so a page never meets another version's engine.
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import brotli
import jinja2
import markupsafe
from pelican import signals

from theme import ROOT, THEME
from theme.plugins import cache, node
from theme.plugins.estimate import estimation, place
from theme.plugins.look import assets

logger = logging.getLogger(__name__)

RUNTIME: Final = THEME / "node_modules" / "pyodide"
#: By the name that each is published under: some hosts do not know the type of `.mjs`.
RUNTIME_FILES: Final = {
    "pyodide.js": "pyodide.mjs",
    "pyodide.asm.js": "pyodide.asm.mjs",
    "pyodide.asm.wasm": "pyodide.asm.wasm",
}
#: What runs under Node and inside Pyodide to make the archives.
HERE: Final = Path(__file__).parent
MAKERS: Final = HERE / "makers"
#: Wheels of pyodide-build, unpacked by the setup into the environment that runs this.
WHEELS: Final = Path(sys.prefix) / "browser"
CACHE: Final = cache.CACHE / "engine"
WORKER: Final = "worker.js"
START: Final = "start.mjs"
MANIFEST: Final = "manifest.json"
SNAPSHOT: Final = "snapshot.wasm"
#: The setting of a build that holds the engine's folder, None without one.
ENGINE: Final = "ENGINE_FOLDER"
#: The setting of a build that does not wait for the engine, and the file that says so. Both are known to theme.preview.
LATER: Final = "ENGINE_LATER"
WITHOUT: Final = ".sans-calculateur"
#: Where the worker takes its manifest.
BLANK_MANIFEST: Final = 'JSON.parse("{}")'
#: What tells Node that scripts under their published names are modules.
NODE_SETTINGS: Final = b'{"type": "module"}\n'
#: What is read by people, or made again, and goes to no browser.
UNREAD: Final = (".md", ".pyc")
#: What file explorers leave in folders, with names that begin with a point.
LEFT_BEHIND: Final = ("Thumbs.db", "desktop.ini")
#: What the worker fetches, and checks.
FETCHED: Final = (".js", ".wasm", ".whl", ".zip")
#: No start can do without these, nor without the worker: should one be missing, its copy serves (modules.js).
COPIED: Final = ("start.js", "pyodide.js")
#: Enough to know about how many bytes travel: the best takes half a minute.
WIRE_QUALITY: Final = 5


def build() -> Path:
    """Return the folder of the engine, made unless an earlier build left the same."""
    cache.file(CACHE / "package.json", lambda: NODE_SETTINGS)
    place = _place()

    def make(folder: Path) -> None:
        _make(folder)
        if _place() != place:
            # What was read is older or newer than the name says: kept under none, it is asked for again.
            raise RuntimeError("Le calculateur a changé pendant qu’il était fait. Recommencez.")

    return cache.folder(place, make)


def _place() -> Path:
    return CACHE / cache.digest(*_sources())


def _sources() -> Iterator[bytes]:
    """Yield all that the bundle is made of."""
    for folder, pattern in ((ROOT / "estimator", "**/*"), (THEME / "templates" / "estimation", "*.html")):
        for path in sorted(folder.glob(pattern)):
            if _is_ours(path):
                yield path.relative_to(ROOT).as_posix().encode()
                yield path.read_bytes()
    # The wheel tells its name and version.
    yield json.dumps(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]).encode()
    yield assets.script(HERE / WORKER)
    # What is copied, what pins the runtime, and what compiles the templates.
    own = (HERE / START, Path(__file__), Path(estimation.__file__))
    locks = (ROOT / "requirements" / name for name in ("browser.txt", "node.txt", "site.txt"))
    for path in (*own, THEME / "package-lock.json", *locks):
        yield path.read_bytes()
    for path in sorted(MAKERS.iterdir()):
        if _is_ours(path):
            yield path.read_bytes()
    yield from _library_files().values()


def _is_ours(path: Path) -> bool:
    """Return whether a path is a file of ours, and not what a file explorer or an edition leaves."""
    return (
        path.is_file() and path.suffix not in UNREAD and not path.name.startswith(".") and path.name not in LEFT_BEHIND
    )


def _make(folder: Path) -> None:
    """Put the engine into a folder."""
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        wheel, libraries, library = _compile(work, _estimator_wheel(work), _libraries(work))
        for name, source in RUNTIME_FILES.items():
            shutil.copyfile(RUNTIME / source, folder / name)
        shutil.copyfile(wheel, folder / "estimator.whl")
        shutil.copyfile(libraries, folder / "libraries.zip")
        shutil.copyfile(library, folder / "python_stdlib.zip")
        shutil.copyfile(HERE / START, folder / "start.js")
        _write_manifest(folder, _manifest(folder))
        rungs = _take_snapshot(folder, work)
        for name in COPIED:
            shutil.copyfile(folder / name, folder / copy_of(name))
        manifest = _manifest(folder)
        _write_manifest(folder, manifest | {"rungs": rungs})
        worker = assets.script(HERE / WORKER).decode()
        filled = worker.replace(BLANK_MANIFEST, _compact(manifest))
        if filled == worker:
            raise RuntimeError(f"{WORKER}: « {BLANK_MANIFEST} » is where the manifest goes")
        for name in (WORKER, copy_of(WORKER)):
            (folder / name).write_text(filled, encoding="utf-8")


def copy_of(name: str) -> str:
    """Return the name of a script's copy, as theme/browser/modules.js knows it."""
    return name.replace(".js", "-2.js")


def _estimator_wheel(work: Path) -> Path:
    # From a copy: the build backend takes all that it finds in a package.
    source = work / "source"
    unread = shutil.ignore_patterns("__pycache__", ".*", *LEFT_BEHIND, *(f"*{suffix}" for suffix in UNREAD))
    shutil.copytree(ROOT / "estimator", source / "estimator", ignore=unread)
    shutil.copyfile(ROOT / "pyproject.toml", source / "pyproject.toml")
    # In a process of its own: it reads the current folder, which is Pelican's.
    code = "import sys, flit_core.buildapi as backend; print(backend.build_wheel(sys.argv[1]))"
    command = [sys.executable, "-c", code, str(work)]
    done = subprocess.run(command, cwd=source, check=True, capture_output=True, text=True)
    return work / done.stdout.strip().splitlines()[-1]


def _libraries(work: Path) -> Path:
    templates = work / "templates"
    estimation.make_environment().compile_templates(
        templates, filter_func=lambda name: name.startswith("estimation/"), zip=None, ignore_errors=False
    )
    files = {f"compiled_templates/{path.name}": path.read_bytes() for path in templates.glob("*.py")}
    files |= _library_files()
    archive = work / "libraries.zip"
    with zipfile.ZipFile(archive, "w") as target:
        for name in sorted(files):
            target.writestr(zipfile.ZipInfo(name, cache.SOURCE_DATE), files[name])
    return archive


def _library_files() -> dict[str, bytes]:
    """Return the Python files of Jinja2 and MarkupSafe by their place in the archive."""
    folders = [Path(str(package.__file__)).parent for package in (jinja2, markupsafe)]
    # MarkupSafe's compiled half is for this machine; without it, its Python half serves.
    paths = [path for folder in folders for path in sorted(folder.glob("*.py"))]
    # Its wheels for Windows end lines in another way: the engine would have another name there.
    return {f"{path.parent.name}/{path.name}": path.read_bytes().replace(b"\r\n", b"\n") for path in paths}


def _compile(work: Path, wheel: Path, libraries: Path) -> list[Path]:
    """Return the compiled estimator, the compiled libraries, and the part of the standard library that they take."""
    done = _node(MAKERS / "compile.mjs", RUNTIME, WHEELS, work, wheel, libraries)
    compiled = [Path(line[10:]) for line in done.stdout.splitlines() if line.startswith("compiled: ")]
    if done.returncode or len(compiled) != 3:
        # The runtime prints its own minified source around a fault: the end says what happened.
        raise RuntimeError(f"Le moteur n’a pas pu être compilé.\n{done.stderr[-2000:]}")
    return compiled


def _node(*command: Path) -> subprocess.CompletedProcess[str]:
    # An archive holds dates without their time zone: the same ones everywhere.
    environment = {**os.environ, "TZ": "UTC"}
    return subprocess.run([node.program(), *command], env=environment, capture_output=True, text=True)


def _take_snapshot(folder: Path, work: Path) -> dict[str, Any]:
    """Leave the snapshot and its runtime in the engine's folder; return what became of each rung of its ladder."""
    done = _node(MAKERS / "snapshot.mjs", folder, work)
    if done.returncode:
        logger.warning("Attention\u00a0: l’instantané de la mémoire n’a pas pu être fait.\n%s", done.stderr[-2000:])
        return {"kept": [], "skipped": []}
    rungs: dict[str, Any] = json.loads(done.stdout)
    return rungs


def _tell(engine: Path) -> None:
    """Warn of what an engine goes without: at each build, since what failed once may succeed the next time."""
    again = f"Pour l’essayer à nouveau, supprimez le dossier «\u00a0{engine}\u00a0»."
    if not (engine / SNAPSHOT).exists():
        logger.warning(
            "Attention\u00a0: le calculateur démarrera moins vite, l’instantané de sa mémoire est refusé. %s", again
        )
    for rung in json.loads((engine / MANIFEST).read_text(encoding="utf-8"))["rungs"]["skipped"]:
        logger.warning(
            "Attention\u00a0: le calculateur pèsera plus lourd, une réduction est laissée de côté\u00a0: "
            "«\u00a0%s\u00a0» (%s). %s",
            rung["name"],
            rung["reason"],
            again,
        )


def _manifest(folder: Path) -> dict[str, Any]:
    """Return what describes the files that the worker fetches: bytes, about as many on the way, digest."""
    info = json.loads((RUNTIME / "pyodide-lock.json").read_text(encoding="utf-8"))["info"]
    files = {}
    for path in sorted(folder.iterdir()):
        if path.suffix in FETCHED:
            body = path.read_bytes()
            sha256 = base64.b64encode(hashlib.sha256(body).digest()).decode()
            files[path.name] = {
                "size": len(body),
                "wire": len(brotli.compress(body, quality=WIRE_QUALITY)),
                "sha256": sha256,
            }
    return {"lock": {"info": info, "packages": {}}, "files": files}


def _write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    (folder / MANIFEST).write_text(_compact(manifest), encoding="utf-8")


def _compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def address(folder: str, engine: Path) -> str:
    """Return the engine's folder in the site, under that of the page that uses it, which a service worker governs."""
    return place.inside(folder, f"moteur/{engine.name}")


def _add_names(pelican: Any) -> None:
    folder = pelican.settings[place.FOLDER]
    if folder is None or (pelican.settings.get(LATER) and not _place().is_dir()):
        pelican.settings[ENGINE] = None
        pelican.settings["JINJA_GLOBALS"]["asset"]["engine"] = ""
    else:
        # Its name is worked out of all the sources: once.
        engine = pelican.settings[ENGINE] = build()
        _tell(engine)
        pelican.settings["JINJA_GLOBALS"]["asset"]["engine"] = f"{address(folder, engine)}/{WORKER}"


def _write(pelican: Any) -> None:
    folder, engine = pelican.settings[place.FOLDER], pelican.settings[ENGINE]
    if engine is None:
        if folder is not None:
            (Path(pelican.output_path) / WITHOUT).touch()
    else:
        shutil.copytree(engine, Path(pelican.output_path) / address(folder, engine), dirs_exist_ok=True)


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(_add_names)
    signals.finalized.connect(_write)
