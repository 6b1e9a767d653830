"""
Make the project's own environment: `.venv`, its locked packages, Node, a browser for the tests.

Standard library only: it runs before anything is installed. Every step is skipped when an
earlier run has done it from the same lock file.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import causes
import clouds
import pythons

LOCKS = Path(__file__).resolve().parent
ROOT = LOCKS.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
OLDEST_NODE = 22
#: Characters of the longest path below the project's folder, in Node's wheel, and some more.
LONGEST_PATH = 170
#: Names under which an installed browser goes, best first.
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
#: The same browser without the windows that no test sees: a quarter less of the processor.
WINDOWLESS = "chromium-headless-shell"
#: Programs of tests alone, and Debian's package of each.
WITNESSES = {
    WINDOWLESS: WINDOWLESS,
    "firefox-esr": "firefox-esr",
    "WebKitWebDriver": "webkit2gtk-driver",
    "Xvfb": "xvfb",
    "nginx": "nginx-light",
    "apache2": "apache2-bin",
    "sshd": "openssh-server",
    "sftp": "openssh-client",
    "vsftpd": "vsftpd",
    "git": "git",
}


class Stop(Exception):
    """A fault told in one French message, and the name of its cause; the command ends with status 1."""

    def __init__(self, message, cause=""):
        """Take the message, and a name of `causes.CAUSES` where it is one of them."""
        super().__init__(message)
        self.cause = cause


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


def run(title, command, failed_by=None, **options):
    """Run `command` quietly under a title; raise Stop with the cause when it fails, or says what `failed_by` finds."""
    with step(title):
        status, output = _output([str(part) for part in command], cwd=options.pop("cwd", ROOT), **options)
    if not status and not (failed_by and re.search(failed_by, output)):
        return
    name, message, line = causes.find(output, causes.this_machine())
    details = line or "\n".join(line[:300] for line in output.splitlines()[-15:])
    raise Stop(f"{details}\n\n«\u00a0{title}\u00a0» a échoué.\n{message}", name)


def _output(command, **options):
    try:
        done = subprocess.run(
            command,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            **options,
        )
    except OSError as error:
        return 1, f"{type(error).__name__}: {error}"
    return done.returncode, done.stdout


def environment():
    """Return the variables of every program that is run: our own programs come first."""
    alphabet = os.environ.get("PYTHONIOENCODING", "").partition(":")[0]
    path = f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    # Ten thousand lines compiled anew by each program of a build: a quarter of its time.
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**variables, "PATH": path, "PYTHONUTF8": "1", "PYTHONIOENCODING": f"{alphabet}:replace"}


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
    """Make `.venv`; make it again when it is not whole, or of a Python without packages."""
    if _works():
        return
    cloud = clouds.service(ROOT)
    if cloud:
        # She may wish it so, and it often works: what goes wrong then is told by its cause.
        print(f"Attention\u00a0: {clouds.advice(ROOT, cloud)}\n", file=sys.stderr)
    leave_room()
    _make_again()
    try:
        give_pip()
    except Stop as stop:
        if stop.cause != "venv" or not install_debian_packages("python3-venv"):
            raise
        _make_again()
        give_pip()


def _works():
    if not PYTHON.exists():
        return False
    status, output = _output([str(PYTHON), "-c", "import pip, sys; print(*sys.version_info[:2])"])
    if status or not re.fullmatch(r"\d+ \d+", output.strip()):
        return False
    version = tuple(map(int, output.split()))
    return version == sys.version_info[:2] or pythons.OLDEST <= version <= pythons.NEWEST


def leave_room():
    """Raise Stop when the project's folder is so deep that what is installed would have no name on this system."""
    probe = ROOT / ".room"
    try:
        probe.joinpath(*["x" * 49] * ((LONGEST_PATH - 10) // 50)).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        # Windows says of a path that is too long that it is not there.
        message = "ENAMETOOLONG" if isinstance(error, FileNotFoundError) else str(error)
        name, message, _ = causes.find(message, causes.this_machine())
        if name != "path":
            raise
        raise Stop(f"{ROOT}\n({len(str(ROOT))} caractères)\n\n{message}", name) from None
    finally:
        shutil.rmtree(probe, ignore_errors=True)


def _make_again():
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    elif VENV.exists():
        shutil.rmtree(VENV)
    # Without pip: `venv` would hide why pip could not come.
    run("Création de l’environnement Python", [sys.executable, "-m", "venv", "--without-pip", VENV])


def give_pip():
    """Put pip, which Python brings itself, in the environment."""
    run("Mise en place de pip", [PYTHON, "-m", "ensurepip", "--upgrade", "--default-pip"])


def mend_environment():
    """Give pip to an environment that another program made without it, as uv does, when we already run in it."""
    if importlib.util.find_spec("pip") is None:
        give_pip()


def install_debian_packages(*names):
    """Install Debian packages when that is possible (root, apt); return whether it was done."""
    if os.name == "nt" or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    with contextlib.suppress(Stop):
        run("Mise à jour de la liste des paquets Debian", ["apt-get", "update", "-q"])
        run(
            f"Installation de {', '.join(names)}", ["apt-get", "install", "-y", "-q", "--no-install-recommends", *names]
        )
        return True
    return False


def install_python_packages(name):
    """Install `requirements/<name>.txt`: exact versions, checked by their hashes, no build."""
    lock, half = LOCKS / f"{name}.txt", VENV / f"{name}.half"
    with once(name, lock) as needed:
        if needed:
            # To pip, a package half written by a run cut short looks whole.
            again = ["--ignore-installed"] if any(VENV.glob("*.half")) else []
            half.touch()
            pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-deps", *again]
            run(
                f"Installation des paquets Python ({name})",
                [*pip, "--require-hashes", "--only-binary", ":all:", "-r", lock],
            )
            half.unlink()


def install_node():
    """Make sure that Node 22 or later and its npm can be called, the system's or the wheel's. Raise Stop without."""
    if _has_node(environment()["PATH"]):
        return
    try:
        install_python_packages("node")
    except Stop as stop:
        if stop.cause != "wheel":
            raise
        raise Stop(f"{stop}\n{causes.message('npm')}", stop.cause) from None
    if not _has_node(environment()["PATH"]):
        raise Stop(causes.message("npm"), "npm")


def _has_node(path):
    node = shutil.which("node", path=path)
    if not node or not shutil.which("npm", path=path):
        return False
    _, output = _output([node, "--version"])
    version = re.match(r"v(\d+)", output)
    return bool(version) and int(version[1]) >= OLDEST_NODE


def install_node_packages(folder):
    """Install `<folder>/package-lock.json` exactly, without running any package's own script."""
    with once(f"npm-{folder.replace('/', '-')}", ROOT / folder / "package-lock.json") as needed:
        if needed or not (ROOT / folder / "node_modules").is_dir():
            npm = shutil.which("npm", path=environment()["PATH"]) or "npm"
            command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
            # On a full disk npm warns of each file that it could not write, and succeeds.
            failed = "TAR_ENTRY_ERROR"
            run(f"Installation des paquets JavaScript ({folder})", command, failed_by=failed, cwd=ROOT / folder)


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


def install_browser(*, windowless=False):
    """Return the path of an installed browser, or None when Playwright has its own; install one if need be."""
    for name in (WINDOWLESS, *BROWSERS) if windowless else BROWSERS:
        if shutil.which(name):
            return shutil.which(name)
    try:
        with once("chromium", LOCKS / "test.txt") as needed:
            if needed:
                command = [PYTHON, "-m", "playwright", "install", "chromium"]
                run("Téléchargement d’un navigateur pour les tests", command)
            return None
    except Stop as stop:
        if install_debian_packages("chromium"):
            return shutil.which("chromium")
        message = "Les tests demandent un navigateur\u00a0: vous pouvez aussi installer Chromium ou Chrome vous-même."
        raise Stop(f"{stop}\n{message}", stop.cause) from None


def install_witnesses():
    """Install, where Debian has them, the other browsers and the host of some tests, which are skipped elsewhere."""
    missing = [package for program, package in WITNESSES.items() if not shutil.which(program)]
    if missing:
        install_debian_packages(*missing)


def set_up(name, is_ready=lambda _: False):
    """
    Install what a command needs: the lock `site`, or `test` which contains it, then Node and the runtime.

    `is_ready` says of the project's folder whether all that Node makes for a site is there already.
    """
    install_python_packages(name)
    if name == "site" and is_ready(ROOT):
        return
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
