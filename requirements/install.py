"""
Make the project's own environment: `.venv`, its locked packages, Node, a browser for the tests.

Standard library only, readable by any Python 3: it runs before anything is installed. Every
step is skipped when an earlier run has done it from the same lock file.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

LOCKS = Path(__file__).resolve().parent
ROOT = LOCKS.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 22
#: Names under which an installed browser goes, best first.
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Stop(Exception):
    """A fault told in one French message; the command ends with status 1."""


@contextlib.contextmanager
def step(title):
    """Say what is being done, with the seconds as they pass on a terminal."""
    start, done = time.monotonic(), threading.Event()
    live = sys.stdout.isatty()
    print(f"• {title}…", end="" if live else "\n", flush=True)

    def tick():
        while not done.wait(1):
            print(f"\r• {title}… {time.monotonic() - start:.0f} s", end="", flush=True)

    ticker = threading.Thread(target=tick, daemon=True)
    if live:
        ticker.start()
    try:
        yield
    finally:
        done.set()
        elapsed = f"{time.monotonic() - start:.0f} s"
        print(f"\r• {title} : {elapsed}" if live else f"  {elapsed}", flush=True)


def run(title, command, **options):
    """Run `command` quietly under a title; on failure raise Stop with the end of what it said."""
    with step(title):
        done = subprocess.run(
            [str(part) for part in command],
            cwd=options.pop("cwd", ROOT),
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            **options,
        )
    if done.returncode:
        tail = "\n".join(line[:300] for line in done.stdout.splitlines()[-15:])
        raise Stop(
            f"{tail}\n\n« {title} » a échoué. Vérifiez votre connexion à Internet, puis relancez la même commande."
        )


def environment():
    """Return the variables of every program that is run: our own programs come first."""
    return {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}", "PYTHONUTF8": "1"}


def fresh(name, *sources):
    """Return whether the setup `name` was already done from these very files by this Python."""
    digest = hashlib.sha256(sys.version.encode())
    for source in sources:
        digest.update(source.read_bytes())
    stamp = VENV / f"{name}.stamp"
    return stamp.is_file() and stamp.read_text() == digest.hexdigest(), stamp, digest.hexdigest()


@contextlib.contextmanager
def once(name, *sources):
    """Give True when the setup `name` must be done, and remember it once it succeeded."""
    is_fresh, stamp, digest = fresh(name, *sources)
    yield not is_fresh
    if not is_fresh:
        stamp.write_text(digest)


def make_environment():
    """Make `.venv`, or make it again when it does not run."""
    if PYTHON.exists() and subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    try:
        run("Création de l’environnement Python", [sys.executable, "-m", "venv", VENV])
    except Stop:
        if not install_debian_package("python3-venv"):
            raise Stop(
                "Il manque à Python son module « venv ». Sous Debian ou Ubuntu : sudo apt install python3-venv"
            ) from None
        shutil.rmtree(VENV, ignore_errors=True)
        run("Création de l’environnement Python", [sys.executable, "-m", "venv", VENV])


def install_debian_package(name):
    """Install a Debian package when that is possible (root, apt); return whether it was done."""
    if os.name == "nt" or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    with contextlib.suppress(Stop):
        run("Mise à jour de la liste des paquets Debian", ["apt-get", "update", "-q"])
        run(f"Installation de {name}", ["apt-get", "install", "-y", "-q", "--no-install-recommends", name])
        return True
    return False


def install_python_packages(name):
    """Install `requirements/<name>.txt`: exact versions, checked by their hashes, no build."""
    lock = LOCKS / f"{name}.txt"
    with once(name, lock) as needed:
        if needed:
            pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-deps"]
            run(
                f"Installation des paquets Python ({name})",
                [*pip, "--require-hashes", "--only-binary", ":all:", "-r", lock],
            )


def install_node():
    """Make sure that Node 22 or later can be called: the system's, or the Python wheel."""
    node = shutil.which("node", path=environment()["PATH"])
    if node:
        said = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
        version = re.match(r"v(\d+)", said)
        if version and int(version[1]) >= OLDEST_NODE:
            return
    install_python_packages("node")


def install_node_packages(folder):
    """Install `<folder>/package-lock.json` exactly, without running any package's own script."""
    with once(f"npm-{folder.replace('/', '-')}", ROOT / folder / "package-lock.json") as needed:
        if needed or not (ROOT / folder / "node_modules").is_dir():
            npm = shutil.which("npm", path=environment()["PATH"])
            command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            run(f"Installation des paquets JavaScript ({folder})", command, cwd=ROOT / folder)


def install_browser_wheels():
    """Fetch what runs inside the browser's Python at build time (see requirements/browser.in)."""
    lock, folder = LOCKS / "browser.txt", VENV / "browser"
    with once("browser", lock) as needed:
        if needed:
            shutil.rmtree(folder, ignore_errors=True)
            pip = [
                PYTHON,
                "-m",
                "pip",
                "download",
                "--disable-pip-version-check",
                "--no-deps",
                "--only-binary",
                ":all:",
            ]
            options = ["--python-version", "3.14", "--require-hashes", "-r", lock, "-d", folder]
            run("Téléchargement du compilateur de l’estimateur", [*pip, *options])


def install_browser():
    """Return the path of an installed browser, or None when Playwright has its own; install one if need be."""
    for name in BROWSERS:
        if shutil.which(name):
            return shutil.which(name)
    with contextlib.suppress(Stop), once("chromium", LOCKS / "test.txt") as needed:
        if needed:
            run("Téléchargement d’un navigateur pour les tests", [PYTHON, "-m", "playwright", "install", "chromium"])
        return None
    if install_debian_package("chromium"):
        return shutil.which("chromium")
    raise Stop("Les tests demandent un navigateur. Installez Chromium ou Chrome, puis relancez la commande.")


def set_up(name):
    """Install what a command needs: the lock `site`, or `test` which contains it, then Node and the runtime."""
    install_python_packages(name)
    install_node()
    install_browser_wheels()
    install_node_packages("theme")
    if name == "test":
        install_node_packages("tests")


def inside():
    """Return whether this Python is the project's own."""
    return Path(sys.prefix).resolve() == VENV.resolve()


def enter_environment(arguments):
    """Run tasks.py again with the project's own Python."""
    return become([str(ROOT / "tasks.py"), *arguments])


def become(arguments):
    """Go on as the project's own Python with these arguments; where that cannot be, run it and return its status."""
    command = [str(PYTHON), *arguments]
    if os.name == "nt":
        return subprocess.call(command, cwd=ROOT, env=environment())
    # In place of this process: who stops it stops the preview too.
    os.chdir(ROOT)
    return os.execve(command[0], command, environment())
