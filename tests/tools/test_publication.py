"""What a publication sends, removes and keeps, whatever happens on the way; what it says; the way back."""

import json
import re
import shutil
from itertools import islice

import pytest
from hosts import FILES, small

from theme.plugins.hosts import apache
from theme.plugins.settings.hosting import Hosting
from theme.publishing import manifest, plan, words
from theme.publishing.folder import FolderStore
from theme.publishing.lock import alone
from theme.publishing.manifest import Manifest
from theme.publishing.publication import Publisher
from theme.publishing.store import Failed, Put, Remove, Rename
from theme.publishing.versions import MOST, Versions

FOLDER = Hosting("dossier", "", 0, "", "www", "")
NOW = "2026-11-28T10:42"
SETTINGS = {"tarifs": {"taux_horaire": 30}}


@pytest.fixture
def host(tmp_path):
    """An empty folder of a host."""
    folder = tmp_path / "www"
    folder.mkdir()
    return folder


@pytest.fixture
def publish(tmp_path, host):
    """Return a function that publishes a built site into the host's folder, and gives what was prepared."""
    publisher = Publisher(FOLDER, FolderStore(host), tmp_path / "kept")

    def publish(site, settings=SETTINGS, now=NOW):
        prepared = publisher.prepare(site, settings)
        publish.outcome = publisher.send(prepared, now, lambda *_: None, address="www")
        return prepared

    publish.publisher = publisher
    return publish


def held(folder):
    """Return the files of a folder by path, the host's list aside."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if name != manifest.NAME}


def expected(site, mode="dossier"):
    """Return what a host of a mode must hold of a built site."""
    return {name: (site / name).read_bytes() for name in plan.published(site, mode)}


def another(tmp_path, name="another", price=33):
    """Make a site of another engine, with a page more, a drawing less and a page changed."""
    site = small(tmp_path / name, {"vieux/": "tarifs/"}, tarifs=f"<h1>Tarifs</h1>{price}", contact="<h1>Contact</h1>")
    (site / "estimation/moteur/0123456789ab").rename(site / "estimation/moteur/ba9876543210")
    for path in (site / "images").glob("dessin.svg*"):
        path.unlink()
    return site


def test_what_serves_there_is_sent(tmp_path):
    """What hosts read goes to those that read it; what the headers depend on, and nginx's file, to none."""
    site = small(tmp_path / "site")
    read = {
        mode: set(plan.published(site, mode)) - set(plan.published(site, "git")) for mode in ("sftp", "ftps", "dossier")
    }

    assert read == {"sftp": {".htaccess"}, "ftps": {".htaccess"}, "dossier": {".htaccess"}}
    assert {"_headers", "_redirects"} <= set(plan.published(site, "git"))
    assert not {"_headers", "_redirects", ".nginx.conf", ".headers"} & set(plan.published(site, "sftp"))


def test_a_second_publication_of_the_same_sends_nothing(tmp_path, host, publish):
    """The list at the host says that it is all there."""
    site = small(tmp_path / "site")
    publish(site)

    assert held(host) == expected(site)
    assert publish(site).plan.is_empty


def test_order(tmp_path, publish):
    """Hashed names, then pages aside, their names, the host's own file last, then what goes, a copy before its page."""
    first, second = small(tmp_path / "site"), another(tmp_path)
    publish(first)
    (tmp_path / "work").mkdir()
    steps = list(plan.steps(publish.publisher.prepare(second, SETTINGS).plan, second, tmp_path / "work"))
    own = [step for step in steps if manifest.NAME not in str(step)]
    sent = [step.path for step in own if isinstance(step, Put)]
    renamed = [step.new for step in own if isinstance(step, Rename)]
    gone = [step.path for step in own if isinstance(step, Remove)]
    engine = [name for name in sent if "moteur" in name]

    assert sent[: len(engine)] == engine
    assert all(name.rpartition("/")[2].startswith(".") for name in sent[len(engine) :])
    pages = [name.endswith((".html", ".html.br", ".html.gz")) for name in renamed]
    assert pages == [*sorted(pages[:-1]), False]
    assert renamed[-1] == apache.NAME
    assert sent[len(engine) :] == [plan.part(name) for name in renamed]
    assert gone == ["images/dessin.svg.br", "images/dessin.svg.gz", "images/dessin.svg"]
    assert own[-len(gone) :] == [Remove(name) for name in gone]


def test_the_host_s_own_file_comes_last(tmp_path):
    """A host may refuse a whole site for one line of it: the pages are there already."""
    site = small(tmp_path / "site")

    assert plan.make(site, plan.published(site, "sftp"), Manifest()).pages[-1] == apache.NAME


def test_the_former_engine_stays_until_the_next_publication(tmp_path, host, publish):
    """A page that is open asks for it; after one more, it goes."""
    first, second = small(tmp_path / "site"), another(tmp_path)
    publish(first)
    publish(second)
    former = {name for name in expected(first) if "0123456789ab" in name}

    assert former
    assert held(host).keys() == expected(second).keys() | former
    publish(another(tmp_path, "third", price=34))

    assert held(host).keys() == expected(second).keys()


def test_nothing_of_others_is_removed(tmp_path, host, publish):
    """A folder of statistics, a page of someone else's: never sent from here, never removed."""
    (host / "matomo").mkdir()
    (host / "matomo" / "index.php").write_text("stats", encoding="utf-8")
    publish(small(tmp_path / "site"))
    publish(another(tmp_path))

    assert (host / "matomo" / "index.php").read_text(encoding="utf-8") == "stats"


def test_a_folder_that_becomes_empty_goes(tmp_path, host, publish):
    """As its last page goes."""
    publish(small(tmp_path / "site", retiree="<h1>Retirée</h1>"))
    assert (host / "retiree").is_dir()
    publish(small(tmp_path / "next"))

    assert not (host / "retiree").exists()


def test_a_cut_at_any_step_leaves_whole_files_and_is_mended(tmp_path):
    """Each page is the former or the new one, with its engine there; the next publication ends it without orphans."""
    first, second = small(tmp_path / "site"), another(tmp_path)
    former, latter = expected(first), expected(second)
    count = 0
    while True:
        host = tmp_path / "cut"
        shutil.rmtree(host, ignore_errors=True)
        host.mkdir()
        store = FolderStore(host)
        Publisher(FOLDER, store, tmp_path / "kept-cut").send(
            Publisher(FOLDER, store, tmp_path / "kept-cut").prepare(first, SETTINGS),
            NOW,
            lambda *_: None,
            address="www",
        )
        work = tmp_path / "work"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        steps = list(plan.steps(Publisher(FOLDER, store, tmp_path / "k").prepare(second, SETTINGS).plan, second, work))
        store.run(islice(steps, count), lambda _: None)
        now = held(host)
        shown = {name: body for name, body in now.items() if name.endswith(".html") and not name.endswith(".part")}
        assert all(body in (former.get(name), latter.get(name)) for name, body in shown.items())
        if any(shown[name] == latter[name] != former.get(name) for name in shown):
            assert all(name in now for name in latter if "moteur" in name)

        publisher = Publisher(FOLDER, store, tmp_path / "kept-cut")
        outcome = publisher.send(publisher.prepare(second, SETTINGS), NOW, lambda *_: None, address="www")
        assert outcome.is_right
        kept = {name for name in former if "moteur" in name}
        assert held(host).keys() - kept == latter.keys(), count
        if count > len(steps):
            break
        count += 1
    assert count > 30


def test_what_a_cut_has_sent_is_not_sent_again(tmp_path, host, publish):
    """The list is sent on the way: what stands under a hashed name is there for good."""
    site = small(tmp_path / "site")
    prepared = publish.publisher.prepare(site, SETTINGS)
    (tmp_path / "work").mkdir()
    steps = list(plan.steps(prepared.plan, site, tmp_path / "work"))
    pages = next(index for index, step in enumerate(steps) if isinstance(step, Put) and step.path.endswith("html.part"))
    FolderStore(host).run(steps[:pages], lambda _: None)

    assert prepared.plan.hashed
    assert publish.publisher.prepare(site, SETTINGS).plan.hashed == ()


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"<html>",
        b"[]",
        b'{"format": 2, "files": {}, "kept": [], "leftovers": []}',
        b'{"format": 1, "files": {"../../etc/passwd": "0"}, "kept": [], "leftovers": []}',
        b'{"format": 1, "files": {}, "kept": ["/etc/passwd"], "leftovers": []}',
        b'{"format": 1, "files": {}, "kept": [], "leftovers": ["a/../../b"]}',
        b'{"format": 1, "files": {}, "kept": [], "leftovers": ["a\\nrm b"]}',
        b'{"format": 1, "files": {}, "kept": [], "leftovers": [3]}',
    ],
)
def test_a_list_that_is_not_ours_stops_all(tmp_path, host, publish, text):
    """Damaged, or made to have something else removed: nothing is sent, and the mend is told."""
    (host / manifest.NAME).write_bytes(text)

    with pytest.raises(Failed, match=r"est abîmée.*Effacez ce fichier"):
        publish(small(tmp_path / "site"))
    assert held(host) == {}


def test_a_host_s_own_htaccess_is_left(tmp_path, host):
    """It may hold what makes another site work; she is told, and the rest is published."""
    (host / apache.NAME).write_text("php_value a b\n", encoding="utf-8")
    publisher = Publisher(Hosting("dossier", "", 0, "", "www", ""), FolderStore(host), tmp_path / "kept")
    site = small(tmp_path / "site")
    prepared = publisher.prepare(site, SETTINGS)
    publisher.send(prepared, NOW, lambda *_: None, address="www")

    assert (host / apache.NAME).read_text(encoding="utf-8") == "php_value a b\n"
    assert any("il est laissé comme il est" in note for note in prepared.notes)
    assert (host / "index.html").is_file()
    again = publisher.prepare(site, SETTINGS)
    assert apache.NAME not in again.plan.removed
    (host / apache.NAME).unlink()
    assert publisher.prepare(site, SETTINGS).plan.pages == (apache.NAME,)


def test_a_missing_folder_is_told(tmp_path):
    """A disk that is not plugged in is not made anew."""
    with pytest.raises(Failed, match="branchez le disque"):
        Publisher(FOLDER, FolderStore(tmp_path / "gone"), tmp_path / "kept").prepare(small(tmp_path / "site"), SETTINGS)


def test_two_publications_at_once(tmp_path):
    """The second is told; the first one's end frees it."""
    with (
        alone(tmp_path / "lock"),
        pytest.raises(Failed, match="Une autre publication est en cours"),
        alone(tmp_path / "lock"),
    ):
        pass
    with alone(tmp_path / "lock"):
        pass


def test_what_another_computer_published_meanwhile_is_not_written_over(tmp_path, host, publish):
    """She had agreed to other changes."""
    first, second = small(tmp_path / "site"), another(tmp_path)
    publish(first)
    prepared = publish.publisher.prepare(second, SETTINGS)
    publish(small(tmp_path / "meanwhile", tarifs="<h1>Tarifs</h1>35"))
    now = held(host)

    with pytest.raises(Failed, match="publié d’ailleurs entre-temps"):
        publish.publisher.send(prepared, NOW, lambda *_: None, address="www")
    assert held(host) == now


def test_what_changes_is_told_in_her_words(tmp_path, publish):
    """A price by its setting, pages by their titles; the first time, how many."""
    said = publish(small(tmp_path / "site")).changes
    assert said[0] == "Première publication\u00a0: 4 pages."
    # Shown before the sending, and kept beside what is online.
    assert re.fullmatch(r"\d+ autres fichiers \(.+\)\.", said[1])

    site = small(tmp_path / "dearer", tarifs="<h1>Tarifs</h1>33")
    said = publish(site, {"tarifs": {"taux_horaire": 33}}).changes
    assert said == ("1 page change\u00a0: «\u00a0Prix d’une heure\u00a0» (Tarifs) 30,00\u00a0€ → 33,00\u00a0€.",)

    site = small(tmp_path / "more", tarifs="<h1>Tarifs</h1>33", ecologie="<h1>Écologie &amp; <b>trajets</b></h1>")
    said = publish(site, {"tarifs": {"taux_horaire": 33}}).changes
    assert said == ("1 page de plus\u00a0: «\u00a0Écologie & trajets\u00a0».",)

    said = publish(small(tmp_path / "less", tarifs="<h1>Nos tarifs</h1>"), {"tarifs": {"taux_horaire": 33}}).changes
    assert said == ("1 page de moins\u00a0: /ecologie/.", "1 page change\u00a0: «\u00a0Nos tarifs\u00a0».")


def test_many_titles_are_counted(tmp_path, publish):
    """Nobody reads forty."""
    publish(small(tmp_path / "site"))
    pages = {f"page-{number}": f"<h1>Page {number}</h1>" for number in range(11)}
    said = publish(small(tmp_path / "more", **pages)).changes

    assert said[0].startswith("11 pages de plus\u00a0: ")
    assert said[0].endswith(", et 3 de plus.")


def test_settings_are_named_once_each():
    """Lists by their code, nothing of the host nor of what she confirms."""
    said = words.settings_by_name(
        {
            "tarifs": {"taux_horaire": 30, "regime_tva": "franchise"},
            "taches": [{"code": "saisie", "prix": 6, "nom": "Saisie"}],
            "identite": {"exemple": False},
            "hebergement": {"utilisateur": "moi"},
        }
    )

    assert said == {
        "tarifs.taux_horaire": "30,00\u00a0€",
        "tarifs.regime_tva": "franchise",
        "taches.saisie.code": "saisie",
        "taches.saisie.prix": "6,00\u00a0€",
        "taches.saisie.nom": "Saisie",
        "identite.exemple": "non",
    }


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (
            {"zone": {"distance": "France"}},
            {"zone": {"distance": "Europe"}},
            "« À distance » (Où je travaille) France → Europe",
        ),
        (
            {"forfaits": [{"nom": "Forfait 1.5 h", "prix": 40}]},
            {"forfaits": [{"nom": "Forfait 1.5 h", "prix": 42}]},
            "« Prix » (Forfaits : Forfait 1.5 h) 40,00 € → 42,00 €",
        ),
        (
            {"tarifs": {"regime_tva": "franchise"}},
            {"tarifs": {"regime_tva": "assujettie"}},
            "« TVA » (Tarifs) je ne facture pas la TVA → j’ajoute la TVA à mes prix",
        ),
        ({"taches": []}, {"taches": [{"code": "tri", "nom": "Tri", "prix": 6}]}, "Tâches à l’unité : Tri ajouté"),
        ({"references": [{"auteur": "Léa"}]}, {}, "Ce que disent mes clients : Léa retiré"),
        (
            {"parcours": {"specialites": ["A"]}},
            {"parcours": {"specialites": ["B"]}},
            "« Domaines, un par ligne » (Mon parcours) A → B",
        ),
    ],
)
def test_settings_are_called_as_the_forms_call_them(tmp_path, publish, before, now, told):
    """Never by their keys; a block that comes or goes is one line."""
    publish(small(tmp_path / "site"), before)
    said = publish(small(tmp_path / "next", tarifs="<h1>Tarifs</h1>33"), now).changes

    assert " ".join(said).replace("\u00a0", " ") == f"1 page change : {told}."


def test_going_back_puts_the_former_site_in_its_place(tmp_path, host, publish):
    """To the byte, from what this computer keeps; and forward again."""
    first, second = small(tmp_path / "site"), another(tmp_path)
    publish(first)
    publish(second, now="2026-11-29T08:00")
    publisher = publish.publisher
    newest, former = publisher.versions.all()
    prepared = publisher.prepare_former(former, tmp_path / "back")
    publisher.send(prepared, "2026-11-29T08:05", lambda *_: None, address="www")
    now = held(host)

    assert {name: now[name] for name in expected(first)} == expected(first)
    assert {name for name in now if name not in expected(first)} == {
        name for name in expected(second) if "ba98" in name
    }
    publisher.send(publisher.prepare_former(newest, tmp_path / "forth"), NOW, lambda *_: None, address="www")
    assert {name: held(host)[name] for name in expected(second)} == expected(second)


def test_a_version_that_lost_a_file_is_told(tmp_path, publish):
    """Half a site is not put online."""
    publish(small(tmp_path / "site"))
    [version] = publish.publisher.versions.all()
    next((tmp_path / "kept" / "versions" / "objects").iterdir()).unlink()

    with pytest.raises(Failed, match="n’est plus entière"):
        publish.publisher.prepare_former(version, tmp_path / "back")


def test_only_the_last_versions_are_kept(tmp_path):
    """With what they are made of alone."""
    versions, site = Versions(tmp_path / "kept"), tmp_path / "site"
    site.mkdir()
    for number in range(MOST + 3):
        (site / "index.html").write_text(str(number), encoding="utf-8")
        versions.keep(site, ["index.html"], NOW, [], {})
    kept = versions.all()

    assert [version.number for version in kept] == list(range(MOST + 3, 3, -1))
    assert len(list((tmp_path / "kept" / "objects").iterdir())) == MOST


def test_nothing_secret_is_kept(tmp_path, publish):
    """Neither the account nor anything of the host."""
    publish(small(tmp_path / "site"), {**SETTINGS, "hebergement": {"utilisateur": "moi-chez-lui"}})

    kept = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "kept" / "versions").glob("*.json"))
    assert "moi-chez-lui" not in kept
    assert "30,00" in json.loads(kept)["settings"]["tarifs.taux_horaire"]


def test_the_site_in_small_has_every_kind():
    """The suite cannot pass on an empty one."""
    assert len(FILES) > 20
