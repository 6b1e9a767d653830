"""What visitors get once a site is published: pages, scripts, protections; a host that refuses its own file."""

from contextlib import contextmanager

import pytest
from accounts import HERE
from hosts import apache, free_port, small
from serving import Plain, served

from theme.plugins.hosts import apache as apache_file
from theme.plugins.settings.hosting import Hosting
from theme.publishing import manifest
from theme.publishing import online as online_module
from theme.publishing.folder import FolderStore
from theme.publishing.online import Answer, look
from theme.publishing.publication import Publisher

NOW = "2026-11-28T10:42"


@pytest.fixture
def online(tmp_path):
    """Return a function that publishes a site into a folder behind Apache, which lets `.htaccess` say what it is told."""
    www = tmp_path / "www"
    www.mkdir()

    @contextmanager
    def served(allowed="FileInfo"):
        with apache(www, tmp_path, allowed) as address:
            publisher = Publisher(Hosting("sftp", "", 22, "", "www", ""), FolderStore(www), tmp_path / "kept")

            def publish(site):
                prepared = publisher.prepare(site, {})
                return publisher.send(prepared, NOW, lambda *_: None, address=address)

            yield publish, www, address

    return served


def test_a_published_site_is_verified_online(online, tmp_path):
    """Pages, scripts, compressed copies, unknown address, protections: nothing to say, and the moment is told."""
    with online() as (publish, _, address):
        outcome = publish(small(tmp_path / "site"))

    assert outcome.seen.is_right
    assert outcome.seen.remarks == ()
    assert outcome.seen.pages == 3
    assert outcome.lines(address, NOW)[0] == f"En ligne, vérifié à 10 h 42\u00a0: {address}"


def test_what_a_host_does_not_read_is_told(online, tmp_path):
    """The site works, less well: she learns what it lacks."""
    with online("None") as (publish, _, address):
        outcome = publish(small(tmp_path / "site"))
    said = " ".join(outcome.lines(address, NOW))

    assert outcome.seen.is_right
    assert "Content-Security-Policy" in said
    assert "introuvable" in said


@pytest.mark.parametrize("former", [None, "# À l’hébergeur\n"])
def test_a_host_that_refuses_its_file_gets_the_former_one_back(online, tmp_path, former):
    """The whole site answers 500 for one line: it is taken back at once, and the site answers."""
    site = small(tmp_path / "site")
    with online("AuthConfig") as (publish, www, address):
        if former:
            (www / ".htaccess").write_text(apache_file.MARK + "\n", encoding="utf-8")
        outcome = publish(site)

        assert outcome.taken_back
        assert outcome.seen.broken == ""
        assert (www / ".htaccess").exists() is bool(former)
        assert "il a été retiré aussitôt" in outcome.lines(address, NOW)[1]
        listed = manifest.loads((www / manifest.NAME).read_bytes())
        assert (".htaccess" in listed.files) is bool(former)
        # Sent again, it would stop the site again: only another one is tried.
        again = publish(small(tmp_path / "second", tarifs="<h1>Tarifs</h1>33"))
        assert not again.taken_back
        assert again.seen.is_right
        third = small(tmp_path / "third", {"vieux/": "tarifs/"}, tarifs="<h1>Tarifs</h1>33")
        assert publish(third).taken_back


def test_a_site_that_is_broken_otherwise_tries_its_file_again(tmp_path):
    """The file was not the cause: the next publication sends it."""
    (tmp_path / "www").mkdir()
    site = small(tmp_path / "site")

    class Broken(Plain):
        def send_head(self):
            self.send_error(503)

    publisher = Publisher(Hosting("sftp", "", 22, "", "www", ""), FolderStore(tmp_path / "www"), tmp_path / "kept")
    with served(site, Broken) as address:
        outcome = publisher.send(publisher.prepare(site, {}), NOW, lambda *_: None, address=address)

    assert outcome.taken_back
    assert not outcome.is_right
    said = " ".join(outcome.lines(address, NOW))
    assert "erreur 503" in said
    assert "aussitôt" not in said
    assert publisher.prepare(site, {}).plan.pages == (".htaccess",)


def test_a_page_that_is_not_the_one_sent_is_told(online, tmp_path):
    """A host that keeps former pages, a domain that leads elsewhere: by its address."""
    site = small(tmp_path / "site")
    with online() as (publish, www, address):
        publish(site)
        for path in (www / "tarifs").iterdir():
            path.write_bytes(b"old")
        for path in (www / "estimation" / "moteur" / "0123456789ab").glob("worker.js*"):
            path.unlink()
        seen = look(site, ["tarifs/index.html"], address)

    assert not seen.is_right
    assert [line.split()[0] for line in seen.wrong] == ["/tarifs/", "/estimation/moteur/0123456789ab/worker.js"]


def test_a_plain_host_lacks_what_it_lacks(tmp_path):
    """No copies, no protections: told, and nothing is wrong."""
    site = small(tmp_path / "site")
    with served(site) as address:
        seen = look(site, ["tarifs/index.html"], address)

    assert seen.is_right
    assert "copies compressées" in seen.remarks[0]
    assert "Content-Security-Policy" in seen.remarks[1]


def test_a_script_without_its_type_is_told(tmp_path):
    """A browser refuses it, and says nothing to the visitor."""

    class Unknowing(Plain):
        def guess_type(self, path):
            return "text/html" if path.endswith(".html") else "application/octet-stream"

    site = small(tmp_path / "site")
    with served(site, Unknowing) as address:
        seen = look(site, [], address)

    assert [line.split()[0] for line in seen.wrong] == [
        "/theme/page.0123abcd.js",
        "/estimation/moteur/0123456789ab/worker.js",
    ]
    assert all("l’estimation ne peut pas démarrer" in line for line in seen.wrong)


@pytest.mark.parametrize(("end", "told"), [("https://www.cabinet.fr/", False), ("http://www.cabinet.fr/", True)])
def test_a_host_that_does_not_lead_to_https_is_told(tmp_path, monkeypatch, end, told):
    """Visitors type the name alone."""
    site = small(tmp_path / "site")
    home, lost = (site / "index.html").read_bytes(), (site / "404.html").read_bytes()

    def ask(address):
        if address.startswith("http://"):
            return Answer(200, {}, home, end)
        return Answer(404, {}, lost, address) if online_module.UNKNOWN in address else Answer(200, {}, home, address)

    monkeypatch.setattr(online_module, "ask", ask)
    remarks = " ".join(look(site, [], "https://www.cabinet.fr").remarks)

    assert ("forcer HTTPS" in remarks) is told


def test_an_address_that_does_not_answer_is_told(tmp_path):
    """Sent, not verified: the name may not lead there yet."""
    (tmp_path / "www").mkdir()
    publisher = Publisher(Hosting("sftp", "", 22, "", "www", ""), FolderStore(tmp_path / "www"), tmp_path / "kept")
    prepared = publisher.prepare(small(tmp_path / "site"), {})
    outcome = publisher.send(prepared, NOW, lambda *_: None, address=f"http://{HERE}:{free_port()}")

    assert not outcome.is_right
    assert "rien n’a pu être vérifié" in " ".join(outcome.lines("x", NOW))
