"""The commands work, or say in French why not, on any Python, terminal, checkout and disk."""

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import tasks
from theme import placing

ROOT = Path(__file__).parents[2]
#: What any Python reads, to say that it is too old.
READ_BY_ANY = ("tasks.py", "requirements/pythons.py")
#: Spellings that came with Python 3.5 or later.
NEWER = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.Await, ast.Match, ast.AsyncFunctionDef, ast.MatMult)
VERSIONS = ("2.7", *(f"3.{minor}" for minor in range(4, 11)))


@pytest.mark.parametrize("file", READ_BY_ANY)
def test_any_python_reads_the_door(file):
    """No spelling that an old Python takes for a fault of syntax."""
    text = (ROOT / file).read_text(encoding="utf-8")
    nodes = list(ast.walk(ast.parse(text, feature_version=(3, 4))))

    assert text.startswith("# -*- coding: utf-8 -*-\n")
    assert [node.lineno for node in nodes if isinstance(node, NEWER)] == []
    unpacked = [node.lineno for node in nodes if isinstance(node, ast.Dict) and None in node.keys]
    lists = [node for node in nodes if isinstance(node, ast.List | ast.Tuple | ast.Set) and not _is_target(node)]
    unpacked += [node.lineno for node in lists if any(isinstance(part, ast.Starred) for part in node.elts)]
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef)]
    annotated = [node.lineno for node in functions if node.returns or any(arg.annotation for arg in node.args.args)]
    keywords = [node.lineno for node in functions if node.args.kwonlyargs or node.args.posonlyargs]
    assert unpacked + annotated + keywords == []


def _is_target(node):
    return isinstance(getattr(node, "ctx", None), ast.Store)


def old_pythons():
    """Give the old Pythons of this machine, on the path or made by pyenv."""
    made = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for version in VERSIONS:
        found = [str(path) for path in made.glob(f"{version}.*/bin/python")]
        yield from (
            pytest.param(path, id=version) for path in found[:1] or filter(None, [shutil.which(f"python{version}")])
        )


@pytest.mark.parametrize("python", [*old_pythons()])
@pytest.mark.parametrize("alphabet", ["utf-8", "ascii"])
def test_old_python_is_told_in_french(python, alphabet, tmp_path):
    """The version, what is wanted, and no traceback."""
    environment = {"PYTHONIOENCODING": alphabet, "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C"}
    done = subprocess.run([python, ROOT / "tasks.py", "build"], cwd=tmp_path, capture_output=True, env=environment)
    told = done.stderr.decode("utf-8")

    if "command not found" in told:
        pytest.skip("a name without its program")
    assert "est trop ancien. Il faut Python 3.11 ou plus récent" in told.replace("\\xe9", "é")
    assert "Traceback" not in told
    assert done.returncode == 1


@pytest.mark.parametrize("alphabet", ["cp850", "cp1252", "ascii"])
def test_terminal_of_another_alphabet_ends_no_command(alphabet):
    """« ’ » is not in the alphabet of a French Windows terminal."""
    environment = {**os.environ, "PYTHONIOENCODING": alphabet}
    for arguments in (["tasks.py", "--help"], ["-m", "invoke", "--list"]):
        done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True)

        assert done.stderr.decode(alphabet) == ""
        assert done.returncode == 0
        assert "rification" in done.stdout.decode(alphabet) or "rifier" in done.stdout.decode(alphabet)


@pytest.mark.parametrize("alphabet", ["cp850", "cp850:strict", ""])
def test_programs_that_commands_run_go_on_too(monkeypatch, alphabet):
    """The law watch, the bench and the others print « ’ » by themselves."""
    monkeypatch.setenv("PYTHONIOENCODING", alphabet)
    program = [sys.executable, "-c", "print('l\u2019heure')"]

    done = subprocess.run(program, env=tasks.install.environment(), capture_output=True)

    assert done.stderr == b""
    assert done.stdout.strip().decode() in ("l?heure", "l’heure")


@pytest.mark.parametrize("brought", [False, True])
def test_first_preview_waits_for_an_estimator_that_is_there(tmp_path, monkeypatch, brought):
    """To compile it takes half a minute; a release has done so."""
    if brought:
        (tmp_path / "made").mkdir()
    monkeypatch.setattr(tasks, "ROOT", tmp_path)

    assert ("ENGINE_LATER=true" in tasks.preview_arguments(tmp_path / "site", True)) != brought
    assert "ENGINE_LATER=true" not in tasks.preview_arguments(tmp_path / "site", False)


def test_uv_leaves_the_environment_to_us():
    """`uv run tasks.py serve` would else make an environment without pip in the place of ours, and a uv.lock."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    assert settings["tool"]["uv"]["managed"] is False
    assert not (ROOT / "uv.lock").exists()


@pytest.mark.skipif(shutil.which("git") is None, reason="the project without its history")
def test_checkout_on_windows_has_the_same_bytes(tmp_path):
    """Git for Windows turns the ends of lines by default: the engine would have another name, and come whole again."""
    project = tmp_path / "project"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("the project without its history")
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (project / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, project / name)
    git = [
        "git",
        "-c",
        "core.autocrlf=true",
        "-c",
        "core.safecrlf=false",
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@b.example",
    ]
    for arguments in (
        ["init", "-q"],
        ["add", "-A", "-f"],
        ["commit", "-qm", "a"],
        ["clone", "-q", ".", tmp_path / "copy"],
    ):
        subprocess.run([*git, *arguments], cwd=project, check=True, capture_output=True)

    files = [path for path in project.rglob("*") if path.is_file() and ".git" not in path.relative_to(project).parts]
    changed = [
        path for path in files if path.read_bytes() != (tmp_path / "copy" / path.relative_to(project)).read_bytes()
    ]
    assert len(files) > 300
    assert changed == []


@pytest.mark.parametrize(
    "name", ["a.jpg", "a.jpeg", "a.png", "a.webp", "a.avif", "a.heic", "a.pdf", "a.docx", "a.woff2"]
)
def test_pictures_and_documents_keep_their_bytes(name):
    """Git is told, rather than left to guess, what is no text."""
    lines = (ROOT / ".gitattributes").read_text(encoding="utf-8").splitlines()

    assert f"*.{name.partition('.')[2]} binary" in lines


@pytest.fixture
def building(tmp_path, monkeypatch):
    """A site published before, and builds that make another; returns the folder where it is published."""
    output = tmp_path / "output"
    output.mkdir()
    (output / "index.html").write_text("avant", encoding="utf-8")

    def build(_content, work, _compress, _own):
        work.mkdir()
        (work / "index.html").write_text("après", encoding="utf-8")
        return ""

    monkeypatch.setattr(tasks, "run_pelican", build)
    monkeypatch.setattr(tasks, "CACHE", tmp_path / ".cache")
    monkeypatch.setattr(placing, "RENAME_PAUSES", (0, 0))
    return output


@pytest.mark.parametrize("refusals", [0, 1, 2])
def test_site_is_replaced_once_who_holds_it_lets_go(building, monkeypatch, refusals):
    """An antivirus or the explorer holds a file for a moment."""
    hold(monkeypatch, refusals)

    assert tasks.make_site(building) == ""
    assert (building / "index.html").read_text(encoding="utf-8") == "après"


def test_site_that_stays_held_is_told_and_kept(building, monkeypatch):
    """Who never lets go is told, in French, and the site stays as it was."""
    hold(monkeypatch, 99)

    problems = tasks.make_site(building)

    assert "un autre programme tient" in problems
    assert (building / "index.html").read_text(encoding="utf-8") == "avant"


def hold(monkeypatch, refusals):
    """Refuse so many renames, as Windows does."""
    monkeypatch.setattr(placing, "_exchange", lambda *_: False)
    left, rename = [None] * refusals, tasks.Path.rename

    def refuse(old, new):
        if left:
            left.pop()
            raise PermissionError(13, "Permission denied", str(old))
        return rename(old, new)

    monkeypatch.setattr(tasks.Path, "rename", refuse)


def test_folder_that_cannot_be_written_is_told(building, monkeypatch):
    """A read-only folder has no traceback."""

    def refuse(*_, **__):
        raise OSError(30, "Read-only file system", "/site/.cache")

    monkeypatch.setattr(tasks.Path, "mkdir", refuse)

    assert "lecture seule" in tasks.make_site(building)


@pytest.mark.parametrize("running", [8000, None])
def test_a_version_that_waits_is_not_taken_under_a_running_desk(monkeypatch, tmp_path, capsys, running):
    """The desk would go on with the former program: she is told to close it first."""
    from theme.preview import ports  # noqa: PLC0415

    monkeypatch.setattr(tasks.updating, "waiting", lambda _: tmp_path / "site-9.zip")
    monkeypatch.setattr(tasks.updating, "take", lambda *_: "à la version 9")
    monkeypatch.setattr(ports, "ours", lambda _: running)

    assert tasks.take_waiting() == (running is None)
    assert ("fermez la fenêtre de votre bureau" if running else "à la version 9") in capsys.readouterr().out
