"""`python3 tasks.py publish` as it is typed; what it refuses; commands that there are not; other folders for a build."""

import dataclasses
import shutil
import subprocess
import sys
from types import SimpleNamespace

import invoke
import pytest
from hosts import small
from identity import TRUE

import tasks
from theme.plugins.checks import content_check
from theme.publishing import terminal
from theme.publishing.store import Failed

MINE = TRUE["https://www.secretariat.example"]


def confirmed(text):
    """Return the text of settings in which everything promised is confirmed."""
    before, title, after = text.partition("[promesses]")
    said, end, rest = after.partition("\n[")
    return before + title + said.replace(" = false", " = true") + end + rest


@pytest.fixture
def work(tmp_path, monkeypatch):
    """
    What the command hands over, for a content that may be published into a folder.

    The build puts the small site there.
    """
    content, host = tmp_path / "content", tmp_path / "www"
    shutil.copytree(tasks.ROOT / "content", content)
    host.mkdir()
    settings = content / "secretaire.toml"
    text = confirmed(settings.read_text(encoding="utf-8")).replace("https://www.secretariat.example", MINE)
    before, title, after = text.partition("[hebergement]")
    text = (
        before
        + title
        + after.replace('mode = ""', 'mode = "dossier"', 1).replace('\ndossier = ""', f'\ndossier = "{host}"', 1)
    )
    settings.write_text(text, encoding="utf-8")
    moments = iter(f"2026-11-28T{hour:02}:05" for hour in range(24))
    built = []

    def build():
        built.append(True)
        small(tmp_path / "output", tarifs=f"<h1>Tarifs</h1>{len(built)}")
        return ""

    given = terminal.Work(content, tmp_path / "output", tmp_path / "cache", "2026-11-28", lambda: next(moments), build)
    monkeypatch.setattr("builtins.input", lambda _: pytest.fail("asked"))
    return given


def change(work, old, new):
    """Change the settings."""
    path = work.content / "secretaire.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def said(capsys):
    """Return what was printed, with ordinary spaces."""
    out, errors = capsys.readouterr()
    return out.replace("\u00a0", " ").replace("\u202f", " "), errors.replace("\u00a0", " ").replace("\u202f", " ")


def test_from_the_build_to_the_end_and_back(work, tmp_path, capsys):
    """What changes, the end with its hour, the way back; then forward again; each in one step."""
    page = tmp_path / "www" / "tarifs" / "index.html"
    assert terminal.publish(work, yes=True) == 0
    out, errors = said(capsys)
    assert out.startswith("Première publication : 4 pages.")
    assert f"En ligne, vérifié à 1 h 05 : {tmp_path / 'www'}" in out
    assert errors == ""
    change(work, "taux_horaire = 30.00", "taux_horaire = 33.00")
    assert terminal.publish(work, yes=True) == 0
    assert "1 page change : « Prix d’une heure » (Tarifs) 30,00 € → 33,00 €." in said(capsys)[0]
    newest = page.read_bytes()

    assert terminal.go_back(work, "1", yes=True) == 0
    assert "Retour au site publié le 28/11/2026 à 0 h 05" in (out := said(capsys)[0])
    assert "« Prix d’une heure » (Tarifs) 33,00 € → 30,00 €" in out
    assert "Vos textes et vos réglages n’ont pas changé" in out
    assert page.read_bytes() != newest
    assert terminal.go_back(work, "1", yes=True) == 0
    assert page.read_bytes() == newest


@pytest.mark.parametrize("is_later", [False, True])
def test_the_build_leaves_what_is_not_published_to_the_end(work, monkeypatch, capsys, is_later):
    """Told by both, it was read twice; a build alone tells it."""
    asked = []
    monkeypatch.setattr(tasks, "make_site", lambda **given: asked.extend(given["own"]) or "")
    assert tasks.build_to_publish() == ""
    assert asked == [f"{content_check.LATER}=true"]
    draft = "---\ntitle: A\ndescription: Un essai.\nslug: essai\nstatus: draft\n---\n\nTexte.\n"
    (work.content / "pages" / "essai.md").write_text(draft, encoding="utf-8")
    monkeypatch.setattr(content_check, "refuse", list)
    settings = {"PATH": str(work.content), "BUILD_DAY": "2026-11-28", content_check.LATER: is_later}
    capsys.readouterr()
    content_check._refuse(SimpleNamespace(settings=settings))
    content_check._tell(None)

    assert ("Non publié" in said(capsys)[1]) != is_later


def test_the_end_tells_what_is_not_published(work, capsys):
    """A draft, an article of another day: last, each with its reason; nothing of a site that goes back."""
    text = "---\ntitle: A\ndescription: Un essai.\n{}---\n\nTexte.\n"
    (work.content / "pages" / "essai.md").write_text(text.format("slug: essai\nstatus: draft\n"), encoding="utf-8")
    (work.content / "articles" / "demain.md").write_text(text.format("date: 2026-11-29\n"), encoding="utf-8")
    assert terminal.publish(work, yes=True) == 0
    lines = said(capsys)[0].splitlines()
    assert "pages/essai.md : Non publié : c’est un brouillon" in lines[-2]
    assert "articles/demain.md : Non publié : il attend le 29 novembre 2026" in lines[-1]
    change(work, "taux_horaire = 30.00", "taux_horaire = 33.00")
    terminal.publish(work, yes=True)
    said(capsys)
    terminal.go_back(work, "1", yes=True)

    assert "Non publié" not in said(capsys)[0]


@pytest.mark.parametrize(("answer", "sent"), [("o", True), ("Oui", True), ("", False), ("n", False), ("non", False)])
def test_her_agreement_is_asked_for(work, tmp_path, monkeypatch, answer, sent):
    """Anything but yes sends nothing."""
    asked = []
    monkeypatch.setattr("builtins.input", lambda question: asked.append(question) or answer)

    assert terminal.publish(work) == (0 if sent else 1)
    assert asked[0].replace("\u202f", " ").startswith("Publier sur")
    assert any((tmp_path / "www").iterdir()) is sent


def test_without_a_person_nothing_is_sent(work, tmp_path, monkeypatch):
    """A script that forgets --yes."""

    def closed(_):
        raise EOFError

    monkeypatch.setattr("builtins.input", closed)

    assert terminal.publish(work) == 1
    assert list((tmp_path / "www").iterdir()) == []


REFUSED = {
    "a fault": (("taux_horaire = 30.00", "taux_horaire = 0"), "« taux_horaire » : Indiquez le tarif horaire"),
    "the sample's address": ((MINE, "https://www.secretariat.example"), "est celle de l’exemple"),
    "a promise": (("disque_chiffre = true", "disque_chiffre = false"), "Le disque de votre ordinateur est-il chiffré"),
    "no host": (('mode = "dossier"', 'mode = ""'), "remplissez [hebergement]"),
}


@pytest.mark.parametrize(("mend", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_ready_is_refused(work, tmp_path, capsys, mend, message):
    """Before any build, with what to do; nothing is sent."""
    change(work, *mend)

    assert terminal.publish(work, yes=True) == 1
    out, errors = said(capsys)
    assert message in errors
    assert errors.endswith("Rien n’a été envoyé.\n")
    assert out == ""
    assert not (tmp_path / "output").exists()
    assert list((tmp_path / "www").iterdir()) == []


def test_a_long_list_is_cut(work, capsys):
    """The first ones are read; the command that lists all is named."""
    path = work.content / "secretaire.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(" = true\n", " = false\n"), encoding="utf-8")

    assert terminal.publish(work, yes=True) == 1
    errors = said(capsys)[1].splitlines()
    assert len(errors) < 20
    assert any("de plus : python3 tasks.py check --detail" in line for line in errors)


def test_a_fault_of_the_build_sends_nothing(work, tmp_path, capsys):
    """What the build says is said."""
    broken = terminal.Work(
        work.content, work.output, work.cache, work.day, work.now, lambda: "content/pages/a.md : faute"
    )

    assert terminal.publish(broken, yes=True) == 1
    assert "content/pages/a.md : faute" in said(capsys)[1]
    assert list((tmp_path / "www").iterdir()) == []


@pytest.mark.parametrize("steps", ["0", "2", "-1", "hier", "99999999999"])
def test_there_is_no_going_back_beyond_the_first(work, capsys, steps):
    """What there is is listed, with its moment."""
    terminal.publish(work, yes=True)
    terminal.publish(work, yes=True)
    capsys.readouterr()

    assert terminal.go_back(work, steps, yes=True) == 1
    assert "de 1 à 1 :\n  1 : 28/11/2026 à 0 h 05" in said(capsys)[1]


def test_before_any_publication_there_is_nothing_to_go_back_to(work, capsys):
    """Told as such."""
    assert terminal.go_back(work, "1", yes=True) == 1
    assert "Il n’y a pas encore de publication plus ancienne" in said(capsys)[1]


def test_going_back_asks_only_where(work, capsys):
    """A promise that is taken back today does not keep yesterday's site from returning; no host does."""
    terminal.publish(work, yes=True)
    terminal.publish(work, yes=True)
    change(work, "disque_chiffre = true", "disque_chiffre = false")
    assert terminal.go_back(work, "1", yes=True) == 0
    change(work, 'mode = "dossier"', 'mode = ""')
    capsys.readouterr()

    assert terminal.go_back(work, "1", yes=True) == 1
    errors = said(capsys)[1].splitlines()
    assert len(errors) == 2
    assert "remplissez [hebergement]" in errors[0]


def test_a_host_that_fails_is_told_without_a_traceback(work, monkeypatch, capsys):
    """One sentence, the status of failure, the lock freed."""

    def fail(*_):
        raise Failed("La connexion s’est coupée.")

    monkeypatch.setattr("theme.publishing.folder.FolderStore.run", fail)
    for _ in range(2):
        assert terminal.publish(work, yes=True) == 1
        assert said(capsys)[1] == "La connexion s’est coupée.\n"


@pytest.mark.parametrize(
    ("error", "message"),
    [(KeyboardInterrupt(), "Arrêté."), (OSError(28, "No space left on device"), "Le disque est plein.")],
)
def test_what_stops_this_computer_is_told(work, monkeypatch, capsys, error, message):
    """Ctrl+C, a full disk: a sentence, and no traceback."""

    def stop(*_):
        raise error

    monkeypatch.setattr("theme.publishing.versions.Versions.keep", stop)
    told = dataclasses.replace(work, of_error=tasks.causes.of_error)

    assert terminal.publish(told, yes=True) == 1
    assert said(capsys)[1].startswith(message)


def test_every_command_is_known_to_the_door():
    """The list that a mistyped one is held against."""
    names = {task.name for task in vars(tasks).values() if isinstance(task, invoke.Task)}

    # The door itself changes the program: what a task runs in may be what does not work.
    assert sorted({*names, "update"}) == list(tasks.COMMANDS)


@pytest.mark.parametrize(
    ("typed", "near"),
    [("publier", "publish"), ("biuld", "build"), ("CHECK", "check"), ("serveur", "serve"), ("zzz", "")],
)
def test_an_unknown_command_is_told_in_french(typed, near):
    """With the nearest one, before anything is installed."""
    done = subprocess.run([sys.executable, "tasks.py", typed], cwd=tasks.ROOT, capture_output=True, encoding="utf-8")

    assert done.returncode == 1
    assert f"«\u00a0{typed}\u00a0» n’est pas une commande." in done.stderr
    assert (f"tasks.py {near}\u202f?" in done.stderr) is bool(near)
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def typed(*words):
    """Return the status, the standard output and the errors of a command inside the environment."""
    environment = dict(tasks.build_environment(), PYTHONPATH=str(tasks.ROOT / "requirements"))
    command = [sys.executable, "-m", "invoke", *words]
    done = subprocess.run(command, cwd=tasks.ROOT, env=environment, capture_output=True, encoding="utf-8")
    return done.returncode, done.stdout, done.stderr


def test_a_folder_that_holds_something_else_is_not_built_over(tmp_path):
    """What stands there would be removed."""
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "vacances.jpg").write_bytes(b"x")
    status, _, errors = typed("build", "--output", str(tmp_path / "photos"))

    assert status == 1
    assert "contient autre chose qu’un site fait ici" in errors
    assert (tmp_path / "photos" / "vacances.jpg").read_bytes() == b"x"


def test_a_content_that_is_not_there_is_told(tmp_path):
    """By its name; no folder is made."""
    status, _, errors = typed("build", "--content", str(tmp_path / "rien"), "--output", str(tmp_path / "site"))

    assert status == 1
    assert f"Le dossier «\u00a0{tmp_path / 'rien'}\u00a0» n’existe pas." in errors
    assert not (tmp_path / "site").exists()
