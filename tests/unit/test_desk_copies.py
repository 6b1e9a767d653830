"""A copy of everything in one file, and back: what comes back, what is kept, which files are refused."""

import io
import re
import stat
import zipfile

import pytest
from desks import Browser, desk

from theme.desk import copies, keeping
from theme.desk.called import called

COPY = "/bureau/copie/"
SETTINGS = ("content/secretaire.toml", b'[site]\nnom = "A"\n')
VERSION = "00001-2026-11-28T10-42-0123456789ab"


@pytest.fixture
def browser(tmp_path):
    """A browser before a desk."""
    return Browser(desk(tmp_path / "one"))


@pytest.fixture
def other(tmp_path):
    """A desk on another computer, still the sample's."""
    return Browser(desk(tmp_path / "two"))


def state(folder):
    """Return the bytes of every file below a folder, by name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def zipped(*files, **about):
    """Return a ZIP of (name, content); `about` are attributes of the last one."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            if (name, content) == files[-1]:
                for key, value in about.items():
                    setattr(info, key, value)
            archive.writestr(info, content)
    return made.getvalue()


def send(browser, body):
    """Choose a file on the page, and send it."""
    mark = "----essai"
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="jeton"\r\n\r\n{browser.desk.token}\r\n'.encode(),
        f'--{mark}\r\nContent-Disposition: form-data; name="copie"; filename="a.zip"\r\n\r\n'.encode(),
        body,
        f"\r\n--{mark}--\r\n".encode(),
    ]
    return browser.send(COPY, b"".join(parts), {"Content-Type": f"multipart/form-data; boundary={mark}"})


def bring_back(browser, body):
    """Send a copy and agree with what it changes."""
    page = send(browser, body)
    mark = re.search(r'name="reprendre" value="(\w+)"', page.text)[1]
    return browser.post(COPY, {"reprendre": mark})


def test_everything_goes_to_another_computer(browser, other):
    """Texts changed, added and removed, settings, former versions; what the other had before is kept there."""
    keeper = browser.desk.keeper
    keeper.write("pages/contact.md", b"---\ntitle: A\n---\n")
    keeper.write("pages/nouvelle.md", b"---\ntitle: B\n---\n")
    keeper.remove("pages/ecologie.md")
    was = other.desk.keeper.read("pages/ecologie.md")
    page = send(other, copies.packed(keeper))

    said = page.said.replace("\u00a0", " ")
    assert "Nouveaux (1) Ils seront ajoutés. Page « B »" in said
    assert "Changés (1) Ils deviendront ceux de la copie. Page « A »" in said
    assert "Retirés (1) Ils ne sont pas dans la copie. Page « Le secrétariat à distance est-il" in said
    assert state(other.desk.content) != state(browser.desk.content)
    assert bring_back(other, copies.packed(keeper)).status == 303
    assert state(other.desk.content) == state(browser.desk.content)
    kept = [it.name for it in other.desk.keeper.versions("pages/ecologie.md")]
    assert other.desk.keeper.version("pages/ecologie.md", kept[0]) == was
    assert state(browser.desk.keeper.history).items() <= state(other.desk.keeper.history).items()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("secretaire.toml", b"", "Mes réglages"),
        ("phrases.toml", b"", "Mes phrases"),
        ("articles/a.md", b'---\r\ntitle: "Mes prix : tout"\r\n---\r\n', "Article « Mes prix : tout »"),
        ("articles/a.md", b"---\ntitle: [[[[\n---\n", "Article « [[[[ »"),
        ("articles/a.md", b'---\ntitle: "Un\n---\n', 'Article « "Un »'),
        ("pages/b/a.md", b"title: A\n", "Page « b/a.md »"),
        ("pages/b.txt", b"", "Fichier « pages/b.txt »"),
        ("images/bureau.JPG", b"", "Image « bureau.JPG »"),
        ("images/plaquette.pdf", b"", "Fichier « plaquette.pdf »"),
    ],
)
def test_a_file_is_called_as_the_desk_calls_it(name, content, said):
    """By its title, whatever it holds."""
    assert called(name, content).replace("\u00a0", " ") == said


def test_the_page_gives_the_copy_as_a_file_to_keep(browser):
    """One that the same page takes back, and then finds nothing to change."""
    address = re.search(r'href="(/bureau/copie/mon-site-2026-11-28\.zip)"', browser.get(COPY).text)[1]
    answer = browser.get(address)

    assert answer.headers["Content-Disposition"] == "attachment"
    assert "c’est exactement ce que vous avez" in send(browser, copies.packed(browser.desk.keeper)).said


def test_the_same_files_make_the_same_copy(browser):
    """Bytes that can be compared, whatever the dates of files."""
    first = copies.packed(browser.desk.keeper)
    (browser.desk.content / "secretaire.toml").touch()

    assert copies.packed(browser.desk.keeper) == first


def test_what_no_copy_takes_is_told(browser):
    """A program beside her texts is neither taken nor removed."""
    (browser.desk.content / "outil.exe").write_bytes(b"MZ")

    assert "outil.exe" in browser.get(COPY).said
    assert bring_back(browser, zipped(SETTINGS)).status == 303
    assert (browser.desk.content / "outil.exe").is_file()


def test_what_could_not_come_back_is_told(browser, monkeypatch):
    """Before it is relied on."""
    assert "dépassent 100 Mo" not in browser.get(COPY).said
    monkeypatch.setattr(copies, "LARGEST_SENT", 10_000)

    assert "dépassent 100 Mo" in browser.get(COPY).said


def test_a_folder_packed_again_by_a_computer_is_a_copy(browser):
    """As macOS opens what it downloads, and adds files of its own."""
    files = [("mon-site/content/secretaire.toml", SETTINGS[1]), ("__MACOSX/mon-site/._content", b"x")]

    assert copies.read(zipped(*files, ("mon-site/.DS_Store", b"x")), browser.desk.keeper).files == {
        "secretaire.toml": SETTINGS[1]
    }


LINK = {"external_attr": (stat.S_IFLNK | 0o777) << 16}
REFUSED = {
    "nothing": (b"", "Choisissez d’abord un fichier"),
    "no ZIP": (b"Bonjour", "n’est pas un ZIP"),
    "cut": (zipped(SETTINGS)[:-30], "n’est pas un ZIP"),
    "damaged": (
        zipped(SETTINGS).replace(b"\n", b"\r", 1)[:40] + b"\0" * 20 + zipped(SETTINGS)[60:],
        "n’est pas un ZIP",
    ),
    "another ZIP": (zipped(("lettre.docx", b"x")), "n’est pas une copie de votre bureau"),
    "above": (zipped(SETTINGS, ("content/../../evil.md", b"x")), "n’a pas sa place"),
    "above all": (zipped(SETTINGS, ("../evil.md", b"x")), "n’a pas sa place"),
    "absolute": (zipped(SETTINGS, ("/etc/evil.md", b"x")), "n’a pas sa place"),
    "a drive": (zipped(SETTINGS, ("content/C:evil.md", b"x")), "n’a pas sa place"),
    "Windows' bars": (zipped(SETTINGS, ("content\\..\\..\\evil.md", b"x")), "n’a pas sa place"),
    "a device": (zipped(SETTINGS, ("content/pages/con.md", b"x")), "n’a pas sa place"),
    "a program": (zipped(SETTINGS, ("content/evil.py", b"x")), "n’a pas sa place"),
    "another folder": (zipped(SETTINGS, ("theme/desk/a.md", b"x")), "n’a pas sa place"),
    "no version": (zipped(SETTINGS, ("history/pages/a.md/evil.md", b"x")), "n’a pas sa place"),
    "a version above": (zipped(SETTINGS, (f"history/../../a.md/{VERSION}", b"x")), "n’a pas sa place"),
    "a link": (zipped(SETTINGS, ("content/pages/a.md", b"/etc/passwd"), **LINK), "est un lien"),
    "twice": (zipped(SETTINGS, ("content/Secretaire.toml", b"x")), "deux fois"),
    "a bomb": (zipped(SETTINGS, ("content/images/a.jpg", b"\0" * 3_000_000)), "bien plus de données"),
    "a swarm": (zipped(SETTINGS, *((f"content/pages/{number}.md", b"") for number in range(30))), "trop de fichiers"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_copy_is_refused(browser, monkeypatch, tmp_path, name):
    """In French, before a byte of hers changes, and without unpacking what would fill the disk."""
    monkeypatch.setattr(copies, "LARGEST", 2_000_000)
    monkeypatch.setattr(copies, "MOST_FILES", 25)
    before = state(tmp_path)
    answer = send(browser, REFUSED[name][0])

    assert answer.status == 422
    assert REFUSED[name][1] in answer.said
    assert "Rien n’a changé chez vous." in answer.said
    assert state(tmp_path) == before


def test_a_locked_zip_is_refused(browser):
    """One that asks for a password."""
    body = bytearray(zipped(SETTINGS))
    for head, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        body[body.index(head) + flags] |= 1

    assert "n’est pas un ZIP qui se lit" in send(browser, bytes(body)).said


def test_nothing_comes_back_without_her_word(browser):
    """Nor a copy that is not the one shown."""
    before = state(browser.desk.content)
    send(browser, zipped(SETTINGS))

    assert browser.post(COPY, {"reprendre": "0" * 64}).status == 409
    assert state(browser.desk.content) == before


def test_a_disk_that_refuses_leaves_all_as_it_was(browser, monkeypatch):
    """Whatever was written before it did."""
    before, written = state(browser.desk.content), []
    real = keeping.replace

    def replace(path, new):
        written.append(path)
        if len([path for path in written if path.is_relative_to(browser.desk.content)]) == 2:
            raise OSError(28, "No space left on device")
        real(path, new)

    monkeypatch.setattr(keeping, "replace", replace)
    new = [(f"content/pages/{name}.md", b"---\ntitle: A\n---\n") for name in ("a", "b", "c")]
    copy = copies.read(zipped(SETTINGS, *new), browser.desk.keeper)
    with pytest.raises(OSError, match="No space"):
        copies.bring_back(copy, browser.desk.keeper)

    assert state(browser.desk.content) == before
