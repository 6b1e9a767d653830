"""
An update of the program: her files stay, what is damaged or older is refused.

A cut at any step leaves one whole program.
"""

import errno
import hashlib
import os
import shutil
import signal
import sys
import warnings
import zipfile
from pathlib import Path

import causes
import pytest

from theme.releases import archive, manifest, news, resuming, updating

ROOT = Path(__file__).parents[2]
#: What is hers, or made on her computer.
HERS = ("content/pages/accueil.md", "history/1", "output/index.html", ".cache/x", ".venv/x", "mes notes.txt")


def changelog(*entries):
    """Return a changelog with these French lines."""
    return (
        "# Changelog\n\n## Unreleased\n\n### En français\n"
        + "".join(f"- {it}\n" for it in entries)
        + "\n### Added\n- x\n"
    )


def files_of(version, extra=()):
    """Return the files of a small program; the versions differ by each of them."""
    return {
        "pyproject.toml": f'[project]\nversion = "{version}"\n',
        "tasks.py": f"# {version}\n",
        "CHANGELOG.md": changelog("Le Smic a changé.", "La page `tarifs` se lit mieux.")
        if version > "1.0.0"
        else changelog("La page `tarifs` se lit mieux."),
        "theme/common.py": f"COMMON = '{version}'\n",
        "Ouvrir mon bureau.sh": f"echo {version}\n",
        "content/pages/accueil.md": f"L’exemple {version}\n",
        **dict(extra),
    }


def pack(path, files, digests=None, **options):
    """Write a release of these texts; `digests` in the place of the true ones."""
    contents = {name: text.encode() for name, text in files.items()}
    true = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in [*contents.items(), (manifest.NAME, manifest.written(digests or true).encode())]:
            info = zipfile.ZipInfo(name)
            info.external_attr = options.get("mode", 0o100755 if name.endswith(".sh") else 0o100644) << 16
            target.writestr(info, content)
    return path


NEWER = files_of("1.1.0", {"theme/new/part.py": "NEW = 1\n"})


@pytest.fixture
def site(tmp_path):
    """The folder of a secretary: the program 1.0.0, and what is hers."""
    root = tmp_path / "Mon site d’été"
    former = files_of("1.0.0", {"theme/old/part.py": "OLD = 1\n"})
    with zipfile.ZipFile(pack(tmp_path / "site-1.0.0.zip", former)) as first:
        first.extractall(root)
    for name in HERS:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("à moi", encoding="utf-8")
    manifest.of.cache_clear()
    return root


@pytest.fixture
def newer(tmp_path):
    """The release 1.1.0."""
    return pack(tmp_path / "site-1.1.0.zip", NEWER)


def program_of(root):
    """Return each file of the folder that is the program's, by name."""
    paths = [path for path in root.rglob("*") if path.is_file()]
    texts = {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths}
    return {name: text for name, text in texts.items() if name not in HERS and not name.startswith(resuming.FOLDER)}


def is_hers(root):
    """Return whether all that is hers is there, as it was."""
    return all((root / name).read_text(encoding="utf-8") == "à moi" for name in HERS)


def released(files):
    """Return the files that a release puts in place."""
    return {name for name in files if not name.startswith("content/")} | {manifest.NAME}


def test_newer_program_takes_its_place_and_the_former_comes_back(site, newer):
    """Files added, changed and removed; what changed is told in French; then back, and forth again."""
    before = program_of(site)

    told = updating.run(site, [str(newer)])
    after = program_of(site)
    assert set(after) == released(NEWER)
    assert {name: text for name, text in after.items() if name != manifest.NAME} == {
        name: text for name, text in NEWER.items() if not name.startswith("content/")
    }
    assert manifest.altered(site) == []
    assert "version 1.1.0 (avant\u00a0: 1.0.0)" in told
    assert "• Le Smic a changé." in told
    assert "tarifs" not in told
    if os.name != "nt":
        assert os.access(site / "Ouvrir mon bureau.sh", os.X_OK)

    assert "version 1.0.0 (au lieu de 1.1.0)" in updating.run(site, ["--rollback"])
    assert program_of(site) == before
    updating.run(site, ["--rollback"])
    assert program_of(site) == after
    assert is_hers(site)
    assert sorted(path.name for path in (site / resuming.FOLDER).iterdir()) == ["former", "lock"]


def test_same_version_mends_what_was_altered(site, tmp_path):
    """The whole one is left as it is."""
    same = tmp_path / "site-1.0.0.zip"
    before = program_of(site)
    assert "Vous avez déjà la version 1.0.0" in updating.run(site, [str(same)])
    assert not (site / resuming.FOLDER / "former").exists()

    (site / "theme" / "common.py").write_text("à sa façon", encoding="utf-8")
    (site / "tasks.py").unlink()
    told = updating.run(site, [str(same)])

    assert program_of(site) == before
    assert "changés à la main" in told
    assert "  theme/common.py" in told
    assert (site / resuming.FOLDER / "former/theme/common.py").read_text(encoding="utf-8") == "à sa façon"


def test_release_beside_the_program_waits_to_be_taken(site, newer):
    """The newest of them, not again once she has gone back. An older one, or another ZIP file, waits for nothing."""
    pack(site / "site-0.9.zip", files_of("0.9"))
    (site / "photos.zip").touch()
    assert updating.waiting(site) is None
    shutil.copy(newer, site / "site-1.1.0 (1).zip")
    waiting = updating.waiting(site)

    assert waiting == site / "site-1.1.0 (1).zip"
    assert "à la version 1.1.0" in updating.take(site, waiting)
    assert (manifest.version((site / "pyproject.toml").read_bytes()), is_hers(site)) == ("1.1.0", True)
    updating.go_back(site)
    assert updating.waiting(site) is None


def test_release_that_is_refused_stays_where_it_is(site):
    """She reads why, and her program goes on."""
    spoilt = site / "site-1.1.0.zip"
    spoilt.write_bytes(b"PK")

    with pytest.raises(archive.Refusal, match="abîmé"):
        updating.take(site, spoilt)
    assert spoilt.exists()


def test_copy_of_the_repository_takes_none(site, newer):
    """Its files are Git's."""
    shutil.copy(newer, site)
    (site / manifest.NAME).unlink()
    manifest.of.cache_clear()

    assert updating.waiting(site) is None


def cut_short(path, _):
    """Cut the file in the middle."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def other_byte(path, _):
    """Change one byte of a compressed text."""
    content = bytearray(path.read_bytes())
    content[content.index(b"tasks.py") + len(b"tasks.py") + 2] ^= 0xFF
    path.write_bytes(content)


def false_digest(path, files):
    """Name a digest that is not that of the file."""
    true = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in files.items()}
    pack(path, files, {**true, "content/pages/accueil.md": "0" * 64})


def with_name(name):
    """Add a file of this name."""
    return lambda path, files: pack(path, {**files, name: "x"})


def twice(path, _):
    """Add a name that is there already, in other letters."""
    with_name("Tasks.py")(path, NEWER)


REFUSED = {
    "cut": (cut_short, "est abîmé"),
    "one byte": (other_byte, "est abîmé"),
    "digest": (false_digest, "est abîmé (content/pages/accueil.md)"),
    "twice": (twice, "y est deux fois"),
    "no zip": (lambda path, _: path.write_text("une page d’erreur", encoding="utf-8"), "est abîmé"),
    "another zip": (lambda path, _: zipfile.ZipFile(path, "w").close(), "n’est pas une version de ce programme"),
    "above": (with_name("../dehors.py"), "un chemin y est refusé"),
    "absolute": (with_name("/etc/dehors.py"), "un chemin y est refusé"),
    "Windows": (with_name("C:dehors.py"), "un chemin y est refusé"),
    "backslash": (with_name("..\\dehors.py"), "un chemin y est refusé"),
    "history": (with_name("history/1"), "un chemin y est refusé"),
    "output": (with_name("Output/index.html"), "un chemin y est refusé"),
    "content": (with_name("Content/pages/accueil.md"), "un chemin y est refusé"),
    "link": (lambda path, files: pack(path, files, mode=0o120777), "un chemin y est refusé"),
    "older": (lambda path, _: pack(path, files_of("0.9.9")), "plus ancienne que la vôtre (1.0.0)"),
    "no manifest line": (lambda path, files: pack(path, files, {"tasks.py": "0" * 64}), "manque, ou est de trop"),
    "nothing": (lambda path, _: path.unlink(), "n’existe pas"),
}


@pytest.mark.parametrize(("spoil", "told"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_newer_program_is_refused(site, newer, spoil, told):
    """In French, and nothing has changed."""
    before = program_of(site)
    spoil(newer, NEWER)

    with pytest.raises(archive.Refusal) as refused:
        updating.run(site, [str(newer)])

    assert told in str(refused.value)
    assert "Traceback" not in str(refused.value)
    assert program_of(site) == before
    assert is_hers(site)
    assert not (newer.parent / "dehors.py").exists()


@pytest.mark.parametrize("version", ["0.9.10", "1.0.0", "1.0.1", "1.10.0"])
def test_versions_are_compared_by_their_numbers(site, tmp_path, version):
    """1.10 is newer than 1.9; the same number, made again, is taken."""
    release = pack(tmp_path / "site.zip", {**files_of(version), "theme/other.py": "x"})

    if version == "0.9.10":
        with pytest.raises(archive.Refusal, match="plus ancienne"):
            updating.run(site, [str(release)])
    else:
        assert f"version {version}" in updating.run(site, [str(release)])


@pytest.mark.parametrize("arguments", [[], ["--back"], ["a.zip", "b.zip"]])
def test_what_was_mistyped_is_told(site, arguments):
    """With the way to write it."""
    with pytest.raises(archive.Refusal, match="Dites quel fichier"):
        updating.run(site, arguments)


def test_first_program_has_nothing_before(site):
    """There is none to go back to."""
    with pytest.raises(archive.Refusal, match="pas de programme d’avant"):
        updating.run(site, ["--rollback"])


def test_copy_of_the_repository_is_left_to_git(site, newer):
    """Its own way of coming up to date would meet our changes."""
    (site / ".git").mkdir()
    (site / manifest.NAME).unlink()

    with pytest.raises(archive.Refusal, match="git pull"):
        updating.run(site, [str(newer)])


def test_full_disk_is_told_before_anything(site, newer, monkeypatch):
    """On both sides of what is wanted: two programs, and some room."""
    with archive.opened(newer) as release:
        wanted = 2 * release.size() + updating.ROOM
    usage = type(shutil.disk_usage(site))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(wanted, 0, wanted - 1))
    with pytest.raises(archive.Refusal, match="Le disque est trop plein"):
        updating.run(site, [str(newer)])
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(wanted, 0, wanted))

    assert "1.1.0" in updating.run(site, [str(newer)])


def test_file_that_stays_held_takes_the_program_back(site, newer, monkeypatch):
    """Another program holds a file of the newest part: the former program is whole again, and told to be."""
    before = program_of(site)
    replace = Path.replace

    def refuse(old, new):
        if old.name == "common.py" and "new" in old.parts:
            raise PermissionError(13, "Permission denied", str(new))
        return replace(old, new)

    monkeypatch.setattr(Path, "replace", refuse)
    monkeypatch.setattr(resuming, "PAUSES", (0, 0))
    with pytest.raises(archive.Refusal, match=r"Le programme d’avant est en place, entier"):
        updating.run(site, [str(newer)])

    assert program_of(site) == before
    assert is_hers(site)
    monkeypatch.setattr(Path, "replace", replace)
    assert "1.1.0" in updating.run(site, [str(newer)])


@pytest.mark.parametrize(
    ("refusal", "told"),
    [
        (("mkdir", resuming.FOLDER, errno.EROFS), "est en lecture seule"),
        (("write_bytes", "common.py", errno.ENOSPC), "Le disque est plein"),
        (("write_bytes", "tasks.py", errno.EACCES), "Il n’est pas permis d’écrire"),
    ],
    ids=["read-only", "full", "forbidden"],
)
def test_what_the_disk_refuses_is_told_and_changes_nothing(site, newer, monkeypatch, refusal, told):
    """A protected key, a disk that fills up although it had room: by the same sentences as any command."""
    method, name, code = refusal
    before, act = program_of(site), getattr(Path, method)

    def refuse(path, *arguments, **options):
        if path.name == name:
            raise OSError(code, os.strerror(code), str(path))
        return act(path, *arguments, **options)

    monkeypatch.setattr(Path, method, refuse)
    with pytest.raises(OSError, match=r"\[Errno") as refused:
        updating.run(site, [str(newer)])

    assert told in causes.of_error(refused.value)
    assert program_of(site) == before
    assert is_hers(site)
    monkeypatch.setattr(Path, method, act)
    assert resuming.resume(site) == ""
    assert "1.1.0" in updating.run(site, [str(newer)])


def test_update_under_way_is_told_to_another(site, newer):
    """Two windows: the second one touches nothing."""
    before = program_of(site)
    with resuming.alone(site), pytest.raises(resuming.Stopped, match="en cours"):
        updating.run(site, [str(newer)])

    assert program_of(site) == before


#: What changes something on the disk, by the names that Python tells of.
CHANGES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "open", "shutil.rmtree")


def cut_at(site, moment, arguments):
    """Run an update in a process that is killed at the given one of its changes; return whether it was."""
    with warnings.catch_warnings():
        # Python warns of threads, which pytest-xdist has: the child only moves files.
        warnings.simplefilter("ignore")
        child = os.fork()
    if child == 0:
        count = []

        def look(event, told):
            if event in CHANGES and str(site) in str(told[0]):
                count.append(event)
                if len(count) == moment:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.addaudithook(look)
            updating.run(site, arguments)
            os._exit(0)
        finally:
            os._exit(1)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, -signal.SIGKILL)
    return status != 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
@pytest.mark.parametrize("way", ["update", "rollback"])
def test_cut_at_any_step_leaves_one_whole_program(site, newer, tmp_path, monkeypatch, way):
    """Killed before each change on the disk: the next start finds, or makes, the one or the other. Then all goes on."""
    # No power is cut here: the system keeps what was written.
    monkeypatch.setattr(os, "fsync", lambda _: None)
    if way == "rollback":
        updating.run(site, [str(newer)])
    kept = shutil.copytree(site, tmp_path / "kept")
    arguments = [str(newer)] if way == "update" else ["--rollback"]
    before = program_of(site)
    updating.run(site, arguments)
    after = program_of(site)
    seen, moment = set(), 0
    while True:
        moment += 1
        shutil.rmtree(site)
        shutil.copytree(kept, site)
        manifest.of.cache_clear()
        if not cut_at(site, moment, arguments):
            break
        resuming.resume(site)
        found = program_of(site)
        assert found in (before, after), moment
        assert is_hers(site), moment
        assert not (site / resuming.FOLDER / "work").exists(), moment
        seen.add(found == after)

    assert moment > 40
    assert seen == {False, True}
    assert program_of(site) == after


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_cut_while_it_is_taken_back_is_taken_back_too(site, newer, monkeypatch):
    """A file held, then the power cut midway back: the next start goes back to the end."""
    before = program_of(site)
    place = site / resuming.FOLDER
    put, count = resuming._put, []

    def stop(source, target):
        count.append(target)
        if len(count) == 4:
            raise PermissionError(13, "Permission denied", str(target))
        if len(count) == 6:
            raise KeyboardInterrupt
        return put(source, target)

    monkeypatch.setattr(resuming, "_put", stop)
    with pytest.raises(KeyboardInterrupt):
        updating.run(site, [str(newer)])
    assert (place / "journal.json").is_file()
    monkeypatch.setattr(resuming, "_put", put)

    assert resuming.resume(site) == resuming.TAKEN_BACK
    assert program_of(site) == before
    assert resuming.resume(site) == ""


def test_french_lines_are_those_of_the_changelog():
    """The newer ones alone, without the marks of Markdown, and none of the English ones."""
    former = changelog("A")
    newer = changelog("B, dans `secretaire.toml`, [ici](x.md)", "A")

    assert news.between(former, newer) == ["B, dans secretaire.toml, ici"]
    assert news.between("", newer)[-1] == "A"


def test_this_version_says_what_it_changes():
    """A secretary reads no English: each version opens with lines for her."""
    text = (ROOT / news.FILE).read_text(encoding="utf-8")
    first = text.split("\n## ")[1]

    assert news.lines(first)
