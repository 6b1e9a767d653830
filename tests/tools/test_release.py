"""The release: the same bytes for the same commit, whole, and enough to build a site without Node."""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from releasing import copy_of_project, release_of, unpack
from releasing import release as release

import tasks
from theme.releases import manifest, resuming

#: Not in a release: what only who develops the program needs.
DEVELOPMENT = ("tests/", ".ci/", "requirements/test", "requirements/bench")

#: What she changes: letters that the sample's italic lacks, colours of the style sheets.
HERS = {
    'nom = "Camille Exemple"': 'nom = "Zoé Wäber-Exemple"',
    '# couleur = "bleu"': 'couleur = "bordeaux"',
    '# couleur_cachet = "brique"': 'couleur_cachet = "vert"',
}


def test_same_commit_makes_the_same_bytes(release, tmp_path):
    """In another folder, time zone, language and umask."""
    again = release_of(copy_of_project(tmp_path / "Un autre dépôt"), 0o077, TZ="Pacific/Kiritimati", LC_ALL="C")

    assert again != release
    assert again.read_bytes() == release.read_bytes()


def test_release_holds_what_a_secretary_needs(release):
    """Program, sample, engine, scripts, fonts and icons, each with its digest; launchers that can be run."""
    with zipfile.ZipFile(release) as archive:
        names = archive.namelist()
        digests = manifest.read(archive.read(manifest.NAME).decode())
        modes = {info.filename: info.external_attr >> 16 & 0o777 for info in archive.infolist()}

    assert names == sorted(names)
    assert set(names) == {*digests, manifest.NAME}
    assert not [name for name in names if name.startswith(DEVELOPMENT)]
    assert {"tasks.py", "content/secretaire.toml", ".github/workflows/publier.yml", "LICENSE"} <= set(names)
    for kind in ("engine", "minified", "fonts", "social-fonts", "compressed"):
        assert [name for name in names if name.startswith(f"made/{kind}/")], kind
    assert [name for name in names if name.endswith("icons.json")]
    executable = {name for name, mode in modes.items() if mode == 0o755}
    assert executable == {name for name in names if name.endswith((".sh", ".command"))} != set()
    assert set(modes.values()) == {0o644, 0o755}


def test_commit_that_is_not_whole_makes_no_release(tmp_path):
    """Nor does a folder without Git: the bytes would be nobody's."""
    from theme.releases import making  # noqa: PLC0415  reads the plugins

    folder = tmp_path / "depot"
    folder.mkdir()
    with pytest.raises(making.Refusal, match="pas un dépôt Git"):
        making.write(folder)
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    (folder / "nouveau.txt").touch()
    with pytest.raises(making.Refusal, match="depuis le dernier commit"):
        making.write(folder)


def programs(folder):
    """Make a folder of the programs that a computer without Node has; return the path that leads to it."""
    folder.mkdir()
    for name in ("sh", "env", "uname", "dirname"):
        (folder / name).symlink_to(shutil.which(name))
    for name in ("node", "npm"):
        # Seen by who looks for them, and told when they are run.
        (folder / name).write_text(f"#!/bin/sh\necho {name} >>'{folder.parent}/asked'\nexit 1\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    return str(folder)


@pytest.fixture
def unpacked(release, tmp_path):
    """The release in a folder of hers, with this project's Python packages and another secretary's settings."""
    folder = unpack(release, tmp_path / "Mon site d’été")
    (folder / ".venv").symlink_to(tasks.ROOT / ".venv")
    settings = folder / "content" / "secretaire.toml"
    text = settings.read_text(encoding="utf-8")
    for line, hers in HERS.items():
        assert text.count(line) == 1
        text = text.replace(line, hers)
    settings.write_text(text, encoding="utf-8")
    return folder


def run(folder, *arguments, **environment):
    """Run a command of the release in a folder."""
    command = [sys.executable, "tasks.py", *arguments]
    return subprocess.run(
        command, cwd=folder, env={**os.environ, **environment}, capture_output=True, encoding="utf-8", timeout=300
    )


@pytest.mark.skipif(os.name == "nt", reason="programs are made of shell scripts")
def test_site_is_built_without_node(unpacked, tmp_path):
    """Neither Node nor npm runs, nothing is compiled, and the engine is the one that was released."""
    path = programs(tmp_path / "programs")
    done = run(unpacked, "build", PATH=path)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "Attention" not in done.stderr
    assert not (tmp_path / "asked").exists()
    made = {file.name: file.read_bytes() for file in unpacked.glob("made/engine/*/*")}
    built = {file.name: file.read_bytes() for file in unpacked.glob("output/estimation/moteur/*/*")}
    assert len(made) > 10
    assert {name: content for name, content in built.items() if name in made} == made
    assert (unpacked / "output/estimation/integrer/cadre/index.html").is_file()


def test_what_was_altered_is_told_and_not_taken(release, tmp_path, monkeypatch, capsys):
    """A file of the engine: Node is asked for, and the file is not used; a text that people read changes nothing."""
    from theme.plugins import cache  # noqa: PLC0415
    from theme.releases import shipped  # noqa: PLC0415

    folder = unpack(release, tmp_path / "site")
    monkeypatch.setattr(cache, "ROOT", folder)
    monkeypatch.setattr(cache, "READY", folder / "made")
    monkeypatch.setattr(cache, "CACHE", folder / ".cache")
    engine = next(path for path in folder.glob("made/engine/*") if path.is_dir())
    (folder / "README.md").write_text("À moi", encoding="utf-8")
    (engine / ".DS_Store").touch()

    assert shipped.is_ready(folder)
    assert capsys.readouterr() == ("", "")
    taken = cache.folder(folder / ".cache" / "engine" / engine.name, lambda _: pytest.fail("made again"))
    assert sorted(path.name for path in taken.iterdir()) == sorted(
        path.name for path in engine.iterdir() if path.name != ".DS_Store"
    )

    shutil.rmtree(taken)
    damaged = engine / "runtime.wasm"
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"\0")
    assert not shipped.is_ready(folder)
    told = capsys.readouterr().err
    assert damaged.relative_to(folder).as_posix() in told
    assert "refait ici, avec Node" in told
    assert f"update {release.name}" in told
    made = []
    cache.folder(taken, made.append)
    assert made


#: Prints what a build takes for the service worker's script, minified, and the editor of the desk.
MINIFY = """
from theme.browser import offline
from theme.desk import pages
from theme.plugins.look import assets
print(assets.minified(offline.SCRIPT.read_bytes(), "js").decode())
print(pages.own_file("editor.js")[1].decode())
"""


@pytest.mark.skipif(os.name == "nt", reason="programs are made of shell scripts")
def test_what_was_altered_is_made_again_where_node_is(unpacked, tmp_path):
    """The same bytes as were released, by the true Node; without one, it is named. Whole, neither is needed."""

    def minified(path):
        shutil.rmtree(unpacked / ".cache", ignore_errors=True)
        environment = {**os.environ, "PATH": path}
        command = [sys.executable, "-c", MINIFY]
        return subprocess.run(command, cwd=unpacked, env=environment, capture_output=True, encoding="utf-8")

    without = programs(tmp_path / "programs")
    for name in ("node", "npm"):
        (tmp_path / "programs" / name).unlink()
    whole = minified(without)
    assert whole.returncode == 0, whole.stderr
    for path in unpacked.glob("made/minified/*"):
        path.write_text("abîmé", encoding="utf-8")
    packages = unpacked / "theme" / "node_modules"
    shutil.rmtree(packages)
    packages.symlink_to(tasks.ROOT / "theme" / "node_modules")

    assert "Node manque" in minified(without).stderr
    assert minified(os.environ["PATH"]).stdout == whole.stdout


def test_development_is_left_to_the_repository(unpacked):
    """A command that needs the tests says so."""
    done = run(unpacked, "bench")

    assert done.returncode == 1
    assert "demande le dépôt complet" in done.stderr


def test_repository_makes_what_it_needs():
    """Without a manifest, nothing is ready: Node is set up."""
    from theme.releases import shipped  # noqa: PLC0415

    assert manifest.of(tasks.ROOT) == {}
    assert not shipped.is_ready(Path(tasks.ROOT))


def newer(release, folder):
    """
    Return a release that says that it is the 99.0.0, made of this one: other texts, a file more, their digests.

    Made by the command, its engine would be another one, two minutes' work.
    """
    path = folder / "site-99.0.0.zip"
    with zipfile.ZipFile(release) as archive, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        contents = {info.filename: archive.read(info) for info in archive.infolist()}
        version = manifest.version(contents["pyproject.toml"])
        for name, old, new in (
            ("pyproject.toml", f'version = "{version}"', 'version = "99.0.0"'),
            ("CHANGELOG.md", "### En français\n", "### En français\n- Le Smic a changé.\n"),
        ):
            contents[name] = contents[name].decode().replace(old, new, 1).encode()
        contents["requirements/nouveau.py"] = b""
        del contents[manifest.NAME]
        digests = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
        contents[manifest.NAME] = manifest.written(digests).encode()
        for name, content in sorted(contents.items()):
            info = zipfile.ZipInfo(name)
            info.external_attr = archive.getinfo(name).external_attr if name in archive.namelist() else 0o100644 << 16
            target.writestr(info, content)
    return path


def test_next_release_comes_and_goes(release, unpacked, tmp_path):
    """From one release to the next by the command, on a site that is hers; then back."""
    version, door = manifest.version((tasks.ROOT / "pyproject.toml").read_bytes()), tasks.ROOT / "tasks.py"
    hers, former = (unpacked / "content" / "secretaire.toml").read_bytes(), door.read_bytes()

    done = run(unpacked, "update", str(newer(release, tmp_path)))
    assert done.returncode == 0, done.stderr
    assert f"version 99.0.0 (avant\u00a0: {version})" in done.stdout
    assert "  • Le Smic a changé.\n" in done.stdout
    assert (unpacked / "requirements" / "nouveau.py").is_file()
    assert manifest.altered(unpacked) == []
    checked = run(unpacked, "check")
    assert (checked.returncode, "Attention" in checked.stderr) == (0, False), checked.stderr

    back = run(unpacked, "update", "--rollback")
    assert f"version {version} (au lieu de 99.0.0)" in back.stdout
    assert not (unpacked / "requirements" / "nouveau.py").exists()
    assert (unpacked / "content" / "secretaire.toml").read_bytes() == hers
    assert (unpacked / "tasks.py").read_bytes() == former
    wrong = run(unpacked, "update", "absent.zip")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "«\u00a0absent.zip\u00a0» n’existe pas" in wrong.stderr


#: Takes the place of the program's door, by an update that was cut before its last file.
NEWER_DOOR = "import sys\nprint('porte neuve', *sys.argv[1:])\n"


@pytest.mark.parametrize("held", [False, True])
def test_next_start_finishes_an_update_that_was_cut(tmp_path, held):
    """Whatever the command: the newer program goes on with it; while another process updates, it says so."""
    for name in (
        "tasks.py",
        "requirements/pythons.py",
        "requirements/causes.py",
        "theme/__init__.py",
        "theme/locking.py",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(tasks.ROOT / name, tmp_path / name)
    shutil.copytree(tasks.ROOT / "theme" / "releases", tmp_path / "theme" / "releases")
    # Of the former version: the newer one is not there yet.
    (tmp_path / "requirements" / "causes.py").write_text("raise SystemExit('ancien')", encoding="utf-8")
    new = tmp_path / ".update" / "work" / "new"
    new.mkdir(parents=True)
    (new / "tasks.py").write_text(NEWER_DOOR, encoding="utf-8")
    resuming.begin(tmp_path, ["tasks.py"], [])

    with resuming.alone(tmp_path) if held else contextlib.nullcontext():
        done = run(tmp_path, "check")

    if held:
        assert (done.returncode, done.stdout) == (1, "")
        assert "Une autre mise à jour du programme est en cours" in done.stderr
    else:
        assert (done.returncode, done.stdout) == (0, "porte neuve check\n")
        assert resuming.FINISHED in done.stderr
        assert not new.exists()
