"""Style sheet, fonts, drawings and scripts: named by their content, written once the pages are."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from theme import THEME
from theme.plugins import cache, node, signals
from theme.plugins.look import appearance, colours

STATIC: Final = THEME / "static"
ESBUILD: Final = THEME / "node_modules" / "esbuild" / "bin" / "esbuild"
#: One style sheet a page: the estimation's own style is half of it, and of no use elsewhere. By folder of css/.
SHEETS: Final = {"site.css": "pages", "estimation.css": "estimation"}
#: Fonts that a page of one folder does without: the estimation would load the italic for a single word.
WITHOUT: Final = {"pages": frozenset[str](), "estimation": frozenset({"eb-garamond-italic.woff2"})}
#: What scripts may import from.
SCRIPT_FOLDERS: Final = (STATIC / "js", THEME / "browser")
#: Those of the pages, each with what it imports in one file.
SCRIPTS: Final = ("cost-estimator.js", "engine.js", "next-steps.js")
#: The colours of our own logo, by the key of `[apparence]` that changes them.
LOGO_COLOURS: Final = {"couleur": "#1f3f6e", "couleur_cachet": "#a8392b"}


def style_sheet(part: str, font_addresses: Mapping[str, str], chosen: Mapping[str, Any]) -> bytes:
    """
    Return a whole style sheet: fonts, then what `static/css` and its folder `part` hold, then the colours chosen.

    Files are joined in the order of their names, whichever of the two folders they are in.
    """
    paths = [path for folder in (STATIC / "css", STATIC / "css" / part) for path in folder.glob("*.css")]
    files = b"\n".join(path.read_bytes() for path in sorted(paths, key=lambda path: path.name))
    from theme.plugins.look import fonts  # noqa: PLC0415  slow to read in, and the check of texts cuts no font

    faces = fonts.rules(tuple((name, at) for name, at in font_addresses.items() if name not in WITHOUT[part]))
    return faces.encode() + minified(files, "css") + colours.style(chosen).encode()


def minified(source: bytes, kind: str) -> bytes:
    """Return a style sheet ("css") or a script of one file ("js") without what only people read."""
    return _esbuild([f"--loader={kind}", "--minify"], source)


def script(source: Path) -> bytes:
    """Return a script with all that it imports, as one module."""
    folders = dict.fromkeys((*SCRIPT_FOLDERS, source.parent))
    sources = [path.read_bytes() for folder in folders for path in sorted(folder.rglob("*.js"))]
    return _esbuild([source, "--bundle", "--minify", "--format=esm", "--target=es2022"], *sources)


def _esbuild(options: list[str | Path], *sources: bytes) -> bytes:
    """Return what esbuild makes of `sources`: the first is its input unless the options name a file."""

    def make() -> bytes:
        return subprocess.run(
            [node.program(), ESBUILD, *options, "--log-level=warning"],
            input=sources[0],
            check=True,
            capture_output=True,
        ).stdout

    lock = (THEME / "package-lock.json").read_bytes()
    recipe = cache.recipe(__file__, lock, " ".join(Path(option).name for option in options).encode(), *sources)
    return cache.file(cache.CACHE / "minified" / recipe, make).read_bytes()


def hashed(name: str, content: bytes) -> str:
    """Return `name` with eight hexadecimal digits of its content before the ending."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:8]}{dot}{ending}"


def write(output: Path, files: Mapping[str, bytes]) -> None:
    """Write files into the site, by their address in it."""
    for address, content in files.items():
        path = output / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def collect(settings: Mapping[str, Any], images: Path) -> dict[str, tuple[str, bytes]]:
    """
    Return, for each asset, its address in the site and its content.

    `settings` are the secretary's; `images` is where a logo of hers would be.
    """
    chosen = settings.get(appearance.SECTION, {})
    from theme.plugins.look import fonts  # noqa: PLC0415  as above

    typefaces = fonts.files(settings["identite"]["nom"])
    font_addresses = {name: hashed(name, content) for name, content in typefaces.items()}
    files = {name: style_sheet(part, font_addresses, chosen) for name, part in SHEETS.items()} | typefaces
    files |= {name: script(STATIC / "js" / name) for name in SCRIPTS}
    files |= {path.name: _coloured(path.read_bytes(), chosen) for path in sorted((STATIC / "img").glob("*"))}
    named = {name: (f"theme/{hashed(name, content)}", content) for name, content in files.items()}
    # Templates know hers by the name of ours.
    return named | {"logo.svg": logo(settings, images)}


def logo(settings: Mapping[str, Any], images: Path) -> tuple[str, bytes]:
    """Return the logo's address in the site and its content: hers, or ours in her colours."""
    chosen = settings.get(appearance.SECTION, {})
    if "logo" in chosen:
        name, content = "logo" + Path(chosen["logo"]).suffix.lower(), appearance.logo(images / chosen["logo"])
    else:
        name, content = "logo.svg", _coloured((STATIC / "img" / "logo.svg").read_bytes(), chosen)
    return f"theme/{hashed(name, content)}", content


def _coloured(drawing: bytes, chosen: Mapping[str, Any]) -> bytes:
    for key, ours in LOGO_COLOURS.items():
        if key in chosen:
            drawing = drawing.replace(ours.encode(), colours.value_of(chosen[key]).encode())
    return drawing


def _choices(pelican: Any) -> tuple[Mapping[str, Any], Path]:
    return pelican.settings["JINJA_GLOBALS"]["secretaire"], Path(pelican.settings["PATH"]) / "images"


#: The files of this build by their address: written once the pages are.
_FILES: Final[dict[str, bytes]] = {}


def _add_names(pelican: Any) -> None:
    names, files = pelican.settings["JINJA_GLOBALS"], collect(*_choices(pelican))
    _FILES.clear()
    _FILES.update(files.values())
    names["asset"] = {name: address for name, (address, _) in files.items()}
    names["logo_size"] = appearance.logo_size(*_choices(pelican))


def _write(pelican: Any) -> None:
    write(Path(pelican.output_path), _FILES)


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(_add_names)
    signals.finalized.connect(_write)
