"""Who may ask the desk for anything, and where it may write."""

import os
import re

import pytest
from desks import Browser, desk

from theme.desk import keeping
from theme.desk.guard import HEADERS
from theme.desk.keeping import Changed, Keeper, Outside

PAGE = "/bureau/reglages/prix"


@pytest.fixture
def browser(tmp_path):
    """A browser before a desk."""
    return Browser(desk(tmp_path))


def state(folder):
    """Return the bytes of every file below a folder."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}"])
def test_its_own_names_are_answered(browser, host):
    """Whichever the secretary types."""
    assert browser.get(PAGE, host=host).status == 200


@pytest.mark.parametrize(
    "host", ["evil.example:{port}", "127.0.0.1:1", "127.0.0.1", "127.0.0.1.evil.example:{port}", "[::1]:{port}"]
)
@pytest.mark.parametrize("path", ["/bureau/", PAGE, "/bureau/desk.js", "/bureau/rien"])
def test_another_name_is_refused(browser, path, host):
    """A foreign name that leads to this computer reads nothing, and is told no token."""
    answer = browser.get(path, host=host)

    assert answer.status == 403
    assert browser.desk.token not in answer.text


@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1:1", "http://localhost:80", "null", ""])
def test_a_form_of_another_place_is_refused(browser, origin):
    """With the right token even, or when a browser says nothing of where it is from; nothing is written."""
    before = state(browser.desk.content)
    answer = browser.post(PAGE, {"tarifs.taux_horaire": "1"}, {"Origin": origin})

    assert answer.status == 403
    assert before == state(browser.desk.content)


@pytest.mark.parametrize("token", ["", "x", "é"])
def test_a_form_without_the_token_is_refused(browser, token):
    """The word that our pages alone know."""
    before = state(browser.desk.content)

    assert browser.post(PAGE, {"tarifs.taux_horaire": "1"}, token=token).status == 403
    assert before == state(browser.desk.content)


#: Every form of the desk, by its address.
FORMS = (
    *(PAGE, "/bureau/pages/", "/bureau/pages/contact.md", "/bureau/phrases/", "/bureau/versions/pages/contact.md"),
    *("/bureau/supprimer/pages/ecologie.md", "/bureau/photos/", "/bureau/copie/", "/bureau/publier/"),
)


@pytest.mark.parametrize("path", FORMS)
def test_no_form_takes_what_another_place_sends(browser, path):
    """Neither with another's origin nor without our token: nothing is written, nothing is told."""
    before = state(browser.desk.content)
    answers = [browser.post(path, headers={"Origin": "https://evil.example"}), browser.post(path, token="x")]

    assert [answer.status for answer in answers] == [403, 403]
    assert [answer for answer in answers if browser.desk.token in answer.text] == []
    assert before == state(browser.desk.content)


@pytest.mark.parametrize("path", ["/bureau/copie/mon-site-2026-11-28.zip", "/bureau/noms.json", "/bureau/guide/"])
def test_another_name_reads_nothing_of_hers(browser, path):
    """The copy of everything least of all."""
    assert browser.get(path, host="evil.example:{port}").status == 403
    assert browser.get(path).status == 200


def test_the_token_is_another_at_each_start(tmp_path):
    """One that was seen yesterday opens nothing today."""
    assert desk(tmp_path).token != desk(tmp_path).token


@pytest.mark.parametrize("path", ["/bureau/", PAGE, "/bureau/desk.css", "/bureau/rien"])
def test_every_answer_is_closed(browser, path):
    """No other site may frame it, no foreign script may run in it, no browser keeps it."""
    answer = browser.get(path)

    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_a_script_may_style_the_page_of_a_text_alone(browser):
    """By a word of that page, another each time; nothing else of the policy gives way."""
    answers = [browser.get("/bureau/pages/contact.md") for _ in "ab"]
    words = [re.search(r'<script[^>]* nonce="([\w-]{20,})"', answer.text)[1] for answer in answers]
    policy = HEADERS["Content-Security-Policy"]
    weaker = [policy.replace("style-src 'self'", f"style-src 'self' 'nonce-{word}'") for word in words]

    assert words[0] != words[1]
    assert [answer.headers["Content-Security-Policy"] for answer in answers] == weaker != [policy, policy]


def test_the_desk_answers_without_its_last_bar(browser):
    """As it may be typed."""
    assert "Votre première heure" in browser.get("/bureau").said


def test_an_unknown_address_says_so(browser):
    """In French, with a way back."""
    answer = browser.get("/bureau/rien")

    assert answer.status == 404
    assert "Il n’y a rien à cette adresse." in answer.said


@pytest.fixture
def keeper(tmp_path):
    """A keeper of a folder with one page."""
    (tmp_path / "content" / "pages").mkdir(parents=True)
    (tmp_path / "content" / "pages" / "a.md").write_bytes(b"un\r\n")
    (tmp_path / "secret.md").write_bytes(b"secret")
    return Keeper(tmp_path / "content", tmp_path / "history", lambda: "2026-11-28T10:42")


@pytest.mark.parametrize(
    "name",
    [
        *("../secret.md", "pages/../../secret.md", "/etc/passwd", "pages//../secret.md", "pages/./a.md", "pages\\a.md"),
        *("C:/a.md", "pages/con.md", "pages/.a.md", "pages/a.md\x00", "pages/a.html", "a.md", "images/a.svg/b.md"),
        *("autre/a.md", "images/.htaccess", "images/A.JPG", "secretaire.toml~", "", "pages", "pages/a.md/"),
    ],
)
def test_no_other_file_is_written_or_read(keeper, name):
    """Neither outside, nor hidden, nor of a kind that is not hers."""
    before = state(keeper.content.parent)
    with pytest.raises(Outside):
        keeper.write(name, b"x")
    with pytest.raises(Outside):
        keeper.read(name)

    assert before == state(keeper.content.parent)


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("link", ["pages/b.md", "articles"])
def test_a_link_is_not_followed(keeper, tmp_path, link):
    """Whatever it leads to: a file, or the folder that one would be written in."""
    target = tmp_path / ("secret.md" if link.endswith(".md") else "elsewhere")
    (keeper.content / link).symlink_to(target)
    with pytest.raises(Outside):
        keeper.write(link if link.endswith(".md") else f"{link}/b.md", b"x")

    assert (tmp_path / "secret.md").read_bytes() == b"secret"


def test_what_was_there_is_kept(keeper):
    """Each state once, the newest first, with the minute at which it was replaced."""
    for content in (b"deux", b"trois", b"trois"):
        keeper.write("pages/a.md", content)
    found = keeper.versions("pages/a.md")

    assert [keeper.version("pages/a.md", it.name) for it in found] == [b"deux", b"un\r\n"]
    assert {it.at for it in found} == {"2026-11-28T10:42"}


def test_versions_stand_outside_of_content(keeper, tmp_path):
    """Nothing of them is ever published."""
    keeper.write("pages/a.md", b"deux")

    assert [path.name for path in keeper.content.rglob("*") if path.is_file()] == ["a.md"]
    assert len(list((tmp_path / "history" / "pages" / "a.md").iterdir())) == 1


@pytest.mark.parametrize("version", ["../../../../secret.md", "", "00009-2026-11-28T10-42-0123456789ab"])
def test_no_other_file_is_a_version(keeper, version):
    """Only what was kept of that text."""
    keeper.write("pages/a.md", b"deux")
    with pytest.raises(Outside):
        keeper.version("pages/a.md", version)


def test_what_another_program_saved_is_not_lost(keeper):
    """A page made of an older state saves nothing."""
    known = keeping.digest(b"un\r\n")
    (keeper.content / "pages" / "a.md").write_bytes(b"ailleurs")
    with pytest.raises(Changed):
        keeper.write("pages/a.md", b"deux", known=known)

    assert keeper.read("pages/a.md") == b"ailleurs"


def test_a_refused_replacement_leaves_the_file(keeper, monkeypatch):
    """Held by another program for longer than we wait: the file is as it was, and nothing lies beside it."""
    monkeypatch.setattr(keeping, "PAUSES", (0,))
    monkeypatch.setattr(keeping.Path, "replace", lambda *_: (_ for _ in ()).throw(PermissionError("held")))
    with pytest.raises(PermissionError):
        keeping.replace(keeper.content / "pages" / "a.md", b"deux")

    assert [path.read_bytes() for path in keeper.content.rglob("*") if path.is_file()] == [b"un\r\n"]
