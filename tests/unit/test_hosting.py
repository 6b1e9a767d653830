"""Where the site is sent: the section of the settings, its faults by line, and never a secret."""

import pytest

from theme.plugins.settings.hosting import Hosting, hosting
from theme.plugins.settings.secretaire import FILE, load

SFTP = 'mode = "sftp"\nadresse = "ftp.cabinet.fr"\nutilisateur = "moi"\ndossier = "www"\n'
SETTINGS_END = "\n[hebergement]\n"


@pytest.fixture
def told(tmp_path, settings_text):
    """Return a function that loads the settings with these lines in the section, and gives them with (line, message)."""

    def load_with(lines):
        before = settings_text.split("\n[hebergement]")[0] + SETTINGS_END
        (tmp_path / FILE).write_text(before + lines, encoding="utf-8")
        settings, problems = load(tmp_path / FILE)
        start = before.count("\n")
        return settings, [(problem.line - start, problem.message) for problem in problems if problem.line > start - 1]

    return load_with


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("", None),
        ('mode = ""\nadresse = "x"\n', None),
        (SFTP, Hosting("sftp", "ftp.cabinet.fr", 22, "moi", "www", "gh-pages")),
        (SFTP.replace("sftp", "ftps"), Hosting("ftps", "ftp.cabinet.fr", 21, "moi", "www", "gh-pages")),
        (SFTP + "port = 2222\n", Hosting("sftp", "ftp.cabinet.fr", 2222, "moi", "www", "gh-pages")),
        ("mode = \"dossier\"\ndossier = 'D:\\l’été'\n", Hosting("dossier", "", 0, "", "D:\\l’été", "gh-pages")),
        (
            'mode = "git"\nadresse = "git@forge.fr:moi/site.git"\nbranche = "pages"\n',
            Hosting("git", "git@forge.fr:moi/site.git", 0, "", "", "pages"),
        ),
    ],
)
def test_each_way_is_read_to_the_letter(told, lines, expected):
    """A path is not a sentence: its apostrophes and bars stay; the usual port is filled in."""
    settings, problems = told(lines)

    assert problems == []
    assert hosting(settings) == expected


FAULTS = {
    "an unknown mode": ('mode = "ftp"\n', 1, '« mode » vaut "sftp", "ftps", "dossier", "git"'),
    "a mode that is a list": ('mode = ["sftp"]\n', 1, '« mode » vaut "sftp"'),
    "no server": ('mode = "sftp"\nutilisateur = "moi"\ndossier = "www"\n', 0, 'adresse = "ftp.mon-hebergeur.fr"'),
    "no folder": ('mode = "dossier"\n', 0, "« dossier » manque"),
    "a server with its protocol": (SFTP.replace("ftp.c", "ftp://ftp.c"), 2, "ni ftp:// devant"),
    "a server with a folder": (SFTP.replace(".fr", ".fr/www"), 2, "ni dossier derrière"),
    "a server that is an option": (SFTP.replace("ftp.c", "-oProxyCommand=x"), 2, "le nom du serveur seul"),
    "an account that is an option": (SFTP.replace('"moi"', '"-oProxyCommand=x"'), 3, "commence par un tiret"),
    "a folder on two lines": (SFTP.replace('"www"', '"w\\nrm x"'), 4, "un signe qui ne peut pas y être"),
    "a folder that climbs": (SFTP.replace('"www"', '"www/../.."'), 4, "ne remonte pas"),
    "a port between quotes": (SFTP + 'port = "22"\n', 5, "de 1 à 65535, sans guillemets"),
    "a port too high": (SFTP + "port = 65536\n", 5, "de 1 à 65535"),
    "a negative port": (SFTP + "port = -1\n", 5, "de 1 à 65535"),
    "a true port": (SFTP + "port = true\n", 5, "de 1 à 65535"),
    "a number for a text": (SFTP.replace('"moi"', "3"), 3, "entre guillemets droits"),
    "a branch of two words": ('mode = "git"\nadresse = "git@f.fr:a.git"\nbranche = "a b"\n', 3, "un nom de branche"),
    "an unknown key": (SFTP + 'chemin = "www"\n', 5, "Clés connues : mode, adresse, port"),
}


@pytest.mark.parametrize(("lines", "line", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_has_its_line_and_its_mend(told, lines, line, message):
    """Line 0 is the title of the section, for what is not written at all."""
    problems = told(lines)[1]

    assert [number for number, _ in problems] == [line]
    assert message in problems[0][1]


def test_the_highest_port_is_one(told):
    """Both sides of the limit."""
    assert told(SFTP + "port = 65535\n")[1] == []


@pytest.mark.parametrize("key", ["mot_de_passe", "mdp", "password", "cle"])
def test_a_secret_is_refused(told, key):
    """Whatever it is called; what was written is not repeated."""
    problems = told(f'{SFTP}{key} = "hunter2"\n')[1]

    assert [line for line, _ in problems] == [5]
    assert "Aucun secret ne s’écrit ici" in problems[0][1]
    assert "hunter2" not in problems[0][1]


def test_a_secret_in_an_address_is_refused(told):
    """Git would take it; the settings are copied and shown."""
    problems = told('mode = "git"\nadresse = "https://moi:hunter2@forge.fr/site.git"\n')[1]

    assert [line for line, _ in problems] == [2]
    assert "contient un mot de passe" in problems[0][1]
    assert "hunter2" not in problems[0][1]


def test_a_value_is_no_section(tmp_path, settings_text):
    """Someone who writes it like a key."""
    (tmp_path / FILE).write_text("hebergement = 3\n" + settings_text.split("\n[hebergement]")[0], encoding="utf-8")

    assert "écrivez [hebergement] seul sur sa ligne" in load(tmp_path / FILE)[1][0].message
