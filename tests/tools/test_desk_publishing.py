"""Publishing from the desk: what is refused, asked and told, the way back; a password is kept nowhere."""

import re
import shutil
import time

import pytest
from desks import Browser, desk, make_publishable, typed
from hosts import small

from theme.desk import publishing_job
from theme.publishing import stores
from theme.publishing.store import Refused

PUBLISH = "/bureau/publier/"


@pytest.fixture
def browser(tmp_path):
    """A browser before a desk whose content may be published into a folder."""
    at = desk(tmp_path)
    site = small(tmp_path / "built", tarifs="<h1>Tarifs</h1>30")

    def build():
        shutil.rmtree(at.output, ignore_errors=True)
        shutil.copytree(site, at.output)
        return ""

    at = desk(tmp_path, build=build)
    make_publishable(at.content, tmp_path / "www")
    browser = Browser(at)
    browser.site, browser.www = site, tmp_path / "www"
    return browser


class Session:
    """A desk that stays open: its publication lives from one page to the next."""

    def __init__(self, browser):
        self._browser = browser

    def get(self):
        return self._browser.get(PUBLISH)

    def do(self, what, **more):
        form = typed(self.get().text)
        assert self._browser.post(PUBLISH, {**form, "faire": what, **more}).status == 303
        return self.wait()

    def wait(self):
        deadline = time.monotonic() + 20
        while "data-step" in (page := self.get()).text:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        return page


@pytest.fixture
def session(browser):
    """A desk that stays open."""
    return Session(browser)


def online(browser):
    """Return the pages that the host has."""
    return {
        path.relative_to(browser.www).as_posix(): path.read_text(encoding="utf-8")
        for path in browser.www.rglob("*.html")
    }


def test_the_sample_is_not_published(tmp_path):
    """What keeps it from being so is told, with no button to go on."""
    page = Browser(desk(tmp_path)).get(PUBLISH)

    assert "est celle de l’exemple" in page.said
    assert 'value="preparer"' not in page.text


def test_from_the_first_publication_to_the_way_back(browser, session):
    """What changes is told and agreed with; it is online and read again; the former site comes back."""
    page = session.do("preparer")
    assert "Première publication" in page.said
    assert "publish --rollback" not in page.said
    assert online(browser) == {}
    page = session.do("repondre:oui")
    assert "vérifié à 10 h 42" in page.said
    assert "30" in online(browser)["tarifs/index.html"]
    session.do("finir")
    (browser.site / "tarifs" / "index.html").write_text("<h1>Tarifs</h1>33", encoding="utf-8")
    page = session.do("preparer")
    assert "Tarifs" in page.said
    session.do("repondre:oui")
    assert "33" in online(browser)["tarifs/index.html"]
    page = session.do("finir")
    session.do(re.search(r'value="(revenir:\d+)"', page.text)[1])
    session.do("repondre:oui")
    assert "30" in online(browser)["tarifs/index.html"]


def test_the_end_tells_what_is_not_published(browser, session):
    """A draft, with its reason; of what was not sent, nothing is said."""
    text = "---\ntitle: A\ndescription: Un essai.\nslug: essai\nstatus: draft\n---\n\nTexte.\n"
    (browser.desk.content / "pages" / "essai.md").write_text(text, encoding="utf-8")
    session.do("preparer")
    assert "Non publié" not in session.do("repondre:non").said
    session.do("finir")
    session.do("preparer")

    assert "pages/essai.md : Non publié : c’est un brouillon" in session.do("repondre:oui").said


def test_nothing_is_sent_without_her_word(browser, session):
    """« Ne rien envoyer », an answer to another step, another question's answer."""
    session.do("preparer")
    session.do("repondre:oui", pas="0")
    assert online(browser) == {}
    page = session.do("repondre:non")

    assert "Rien n’a été envoyé" in page.said
    assert online(browser) == {}


def test_two_publications_are_one(browser, session):
    """A second click starts nothing while one is under way."""
    session.do("preparer")
    page = session.do("preparer")

    assert "Ce qui va changer" in page.said


def test_a_build_that_fails_is_told(browser, session):
    """Each line of it; nothing is sent."""
    object.__setattr__(browser.desk, "build", lambda: "content/pages/a.md, ligne 3 : une faute")
    page = session.do("preparer")

    assert "content/pages/a.md, ligne 3 : une faute" in page.said
    assert online(browser) == {}


def test_an_error_of_the_program_ends_the_publication(browser, session):
    """The page says it, and another can be started."""
    object.__setattr__(browser.desk, "build", lambda: 1 / 0)
    page = session.do("preparer")

    assert "ZeroDivisionError" in page.said
    assert 'value="preparer"' in session.do("finir").text


class Asking:
    """A host that asks for the password and for trust, then refuses the account."""

    def __init__(self, asked):
        self._asked, self.said = asked, []

    def read(self, _):
        assert self._asked.trust("SHA256:abcd")
        self.said.append(self._asked.password("moi@ftp.fr"))
        raise Refused("Le serveur refuse ce compte.")

    def close(self):
        pass


def test_a_password_is_asked_and_kept_nowhere(browser, session, monkeypatch, tmp_path):
    """Neither shown again, nor in a file, nor in the job once it is used."""
    hosts = []

    def store(_, asked, __):
        hosts.append(Asking(asked))
        return hosts[0]

    monkeypatch.setattr(publishing_job, "store", store)
    assert stores.store is not store
    page = session.do("preparer")
    assert "SHA256:abcd" in page.said
    page = session.do("repondre:oui")
    assert 'type="password"' in page.text
    page = session.do("repondre", secret="s3cret-de-test")

    assert hosts[0].said == ["s3cret-de-test"]
    assert "Le serveur refuse ce compte." in page.said
    assert "s3cret-de-test" not in page.text
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"s3cret-de-test" in path.read_bytes()]
