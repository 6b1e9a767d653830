"""Mistakes of a secretary's first hours: each is told in French, at its file and line, with its mend."""

import re
from pathlib import Path

import pytest
from identity import claimed, owned
from test_content_check import write

from theme.plugins.checks.content_check import check

ROOT = Path(__file__).parents[2]
SAMPLE = (ROOT / "content" / "secretaire.toml").read_text(encoding="utf-8")
HEADER = "---\ntitle: Essai\ndescription: Un essai.\ndate: 2026-11-20\nslug: essai\n---\n\n"
ARTICLE = "articles/essai.md"
#: The first line of an article's body.
BODY = 8
#: In an article's body: what is typed, the line that is told, the words that say what to do.
BODIES = {
    "two headers": ("---\ntitle: Autre\ndate: 2026-11-21\n---\n\nTexte", 9, "Remontez-la"),
    "reference without its line": ("Voyez [le guide][guide].", 8, "Écrivez [texte](adresse)"),
    "link not closed": ("Voyez [x](http://exemple.fr et la suite.", 8, "Ajoutez la parenthèse )"),
    "bold not closed": ("Un **gras ouvert.", 8, "il manque deux étoiles"),
    "space in a link": ("Voyez [x] ({filename}/pages/tarifs.md).", 8, "Collez ] et ("),
    "table without hyphens": ("| a | b |\n| 1 | 2 |", 8, "ajoutez autant de | --- |"),
    "columns by tabs": ("Lettre\t10\nFacture\t5", 8, "Faites un tableau"),
    "set back as in a letter": ("    Madame, Monsieur,\n\nTexte", 8, "Enlevez-les"),
    "set back by a tab": ("\tMadame,", 8, "Enlevez-les"),
    "lines of an address": ("Anne Le Goff\n3 rue du Port\n29000 Quimper", 8, "finissez chacune par deux espaces"),
    "script": ("<script>alert(1)</script>", 8, "Supprimez-le"),
    "onclick": ('<a onclick="x()">y</a>', 8, "Supprimez-le"),
    "form": ('<form action="https://formulaires.fr/x"></form>', 8, "une réponse partirait hors du site"),
    "HTML of Word": ('<p class="MsoNormal" style="margin:0">x</p>', 8, "« style= » n’est pas permis"),
    "frame": ('<iframe src="https://video.fr/x"></iframe>', 8, "un autre site verrait vos visiteurs"),
    "lone brace": ("| a | b |\n| --- | --- |\n| remise {10 %} | 3 |", 10, "Écrivez des parenthèses"),
    "anchor of another program": ("## Un titre {#prix}\n\nTexte", 8, "Écrivez des parenthèses"),
    "program of another time": ("{% if x %}a{% endif %}", 8, "Enlevez ce qui est entre"),
    "to be written": ("TODO : finir", 8, "Écrivez-le"),
    "latin of printers": ("Lorem ipsum dolor sit amet.", 8, "Écrivez-le"),
    "www alone": ("Voyez [x](www.exemple.fr).", 8, "Écrivez https://www.exemple.fr"),
    "mail without its word": ("Écrivez à [moi](bonjour@exemple.fr).", 8, "Écrivez mailto:bonjour@exemple.fr"),
    "javascript": ("Voyez [x](javascript:alert(1)).", 8, "Utilisez https://, mailto: ou tel:"),
    "file of her computer": ("Voyez [x](file:///C:/lettre.docx).", 8, "Utilisez https://, mailto: ou tel:"),
    "bars of Windows": ("[x]({filename}\\pages\\tarifs.md)", 8, "Écrivez {filename}/pages/tarifs.md"),
    "name with spaces": ("[x]({filename}/articles/un article.md)", 8, "Renommez le fichier sans espace"),
    "missing photograph": ("![x]({static}/images/absent.jpg)", 8, "par exemple {static}/images/bureau.jpg"),
    "photograph beside the text": ("![x](../images/bureau.jpg)", 8, "![Mon bureau]({static}/images/bureau.jpg)"),
    "comment not closed": ("Texte.\n\n<!-- note", 10, "Ajoutez -->"),
    "name that does not exist": ("Une heure : {{ prix_heur }}.", 8, "Vouliez-vous dire {{ prix_heure }}"),
}
#: In the header of an article: a line, what it becomes, the line that is told, the mend.
HEADERS = {
    "hour 25": ("2026-11-20", "2026-11-20 25:00", 4, "de 00:00 à 23:59"),
    "French date": ("2026-11-20", "28/11/2026", 4, "Écrivez année-mois-jour"),
    "colon in a title": ("title: Essai", "title: Bureau : bien ranger", 2, "Mettez entre guillemets"),
    "title of digits": ("title: Essai", "title: 2026", 2, 'Écrivez title: "2026"'),
    "number sign in a title": ("title: Essai", "title: Essai # 2", 2, "Mettez entre guillemets"),
    "title twice": ("title: Essai", "title: Essai\ntitle: Autre", 3, "Gardez une seule des deux lignes"),
    "draft in French": ("slug: essai", "slug: essai\nstatus: brouillon", 6, "écrivez status: draft"),
    "draft with a capital": ("slug: essai", "slug: essai\nstatus: Draft", 6, "écrivez status: draft"),
}
#: In the settings: what is there, what it becomes, words of the line that is told, the mend.
SETTINGS = {
    "comma": ("taux_horaire = 30.00", "taux_horaire = 35,50", "taux_horaire = 35,50", "avec un point"),
    "euro sign": ("taux_horaire = 30.00", "taux_horaire = 30 €", "taux_horaire = 30 €", "sans unité"),
    "key twice": ("taux_horaire = 30.00", "taux_horaire = 30.00\ntaux_horaire = 31", "taux_horaire = 31", "Gardez une"),
    "backslash": ('dossier = ""', 'dossier = "C:\\moi"', "C:\\moi", "Écrivez / à la place"),
    "True": ("exemple = true", "exemple = True", "exemple = True", "Écrivez true en minuscules"),
    "quote missing": ('nom = "Camille Exemple"', 'nom = "Camille', 'nom = "Camille', "Il manque le guillemet droit"),
    "curly quotes": ('nom = "Camille Exemple"', "nom = “Camille”", "nom = “Camille”", "Les guillemets sont droits ici"),
    "number without quotes": ('"000 000 000 00000"', "73282932000074", "siret", "entre guillemets droits"),
    "short telephone": ("02 61 91 00 00", "02 61 91", "telephone", "écrivez dix chiffres"),
    "address without an end": ("https://www.secretariat.example", "https://secretariat", "adresse", "finissez par .fr"),
    "misspelt mail": ("bonjour@secretariat.example", "a@gmial.com", "courriel", "vouliez-vous écrire gmail.com"),
    "dear package": ("prix = 290.00", "prix = 2900.00", "prix = 2900.00", "Vérifiez le prix et les heures"),
    **{
        f"title [{name}] gone": (f"[{name}]\n", "", first, f"La ligne [{name}] manque au-dessus de")
        for name, first in (
            *(("tarifs", "taux_horaire ="), ("hebergement", "mode ="), ("zone", "sur_place =")),
            *(("publication", "directeur ="), ("promesses", "disque_chiffre"), ("engagements", "delai_courant")),
        )
    },
}
#: What people type, and what the site understands.
UNDERSTOOD = {
    **dict.fromkeys(
        ("02-61-91-00-01", "02/61/91/00/01", "+33 (0)2 61 91 00 01", "0033 2 61 91 00 01"), "02 61 91 00 00"
    ),
    "0 800 100 200": "02 61 91 00 00",
    "BONJOUR@SECRETARIAT.EXAMPLE": "bonjour@secretariat.example",
    "bonjour@secretariat.example ": "bonjour@secretariat.example",
}
#: Files not where or what they should be: their name, what they hold, the one that is told, the mend.
FILES = {
    "text beside the folders": ("essai.md", HEADER + "x\n", "essai.md", "Déplacez-le dans content/pages"),
    "folder misspelt": ("article/essai.md", HEADER + "x\n", "article/essai.md", "Déplacez-le dans content/pages"),
    "settings twice": ("secretaire (copie).toml", "", "secretaire (copie).toml", "Supprimez-le, ou rangez-le"),
    "Word among the texts": ("articles/lettre.docx", "PK", "articles/lettre.docx", "Renommez ou déplacez ce fichier"),
    "not UTF-8": (
        ARTICLE,
        {"hex": (HEADER + "été\n").encode("latin-1").hex()},
        ARTICLE,
        "Enregistrez ce fichier en UTF-8",
    ),
}


def told(content, name):
    """Return what is told of a file: (line, message)."""
    return [(it.line, it.message) for it in check(content) if it.path == content / name]


@pytest.fixture
def sample(content):
    """A right folder whose settings are the sample's."""
    write(content, {"secretaire.toml": SAMPLE, "images/portrait.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"})
    assert check(content) == []
    return content


@pytest.mark.parametrize("name", BODIES)
def test_in_a_text(sample, name):
    """At the line that is typed, with what to do."""
    body, line, mend = BODIES[name]
    write(sample, {ARTICLE: f"{HEADER}{body}\n"})

    assert [it for it in told(sample, ARTICLE) if it[0] == line and mend in it[1]], told(sample, ARTICLE)


@pytest.mark.parametrize("name", HEADERS)
def test_in_a_header(sample, name):
    """At its own line."""
    was, new, line, mend = HEADERS[name]
    write(sample, {ARTICLE: HEADER.replace(was, new) + "Texte.\n"})

    assert [it for it in told(sample, ARTICLE) if it[0] == line and mend in it[1]], told(sample, ARTICLE)


@pytest.mark.parametrize("name", SETTINGS)
def test_in_the_settings(sample, name):
    """At the line that she changed; one sentence, where one mistake looked like ten."""
    was, new, line, mend = SETTINGS[name]
    assert was in SAMPLE
    text = SAMPLE.replace(was, new, 1)
    write(sample, {"secretaire.toml": text})
    found = told(sample, "secretaire.toml")

    assert len(found) == 1
    assert mend in found[0][1]
    assert line in text.split("\n")[found[0][0] - 1]


@pytest.mark.parametrize("typed", UNDERSTOOD)
def test_what_is_understood_is_no_mistake(sample, typed):
    """Telephones in any shape, mails in capitals or with a space behind."""
    write(sample, {"secretaire.toml": SAMPLE.replace(f'"{UNDERSTOOD[typed]}"', f'"{typed}"', 1)})

    assert check(sample) == []


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_not_where_it_should_be(sample, name):
    """The whole file is told, with where it goes."""
    path, value, file, mend = FILES[name]
    write(sample, {path: value})

    assert [message for _, message in told(sample, file) if mend in message], told(sample, file)


@pytest.mark.parametrize("copy", ["tarifs - Copie.md", "tarifs (copie en conflit de Anne).md", "tarifs (1).md"])
def test_a_copy_is_blamed_and_not_its_original(sample, copy):
    """She would break the right one."""
    text = HEADER.replace("date: 2026-11-20\n", "")
    write(sample, {"pages/tarifs.md": text + "x\n", f"pages/{copy}": text + "x\n"})

    assert told(sample, "pages/tarifs.md") == []
    assert "Supprimez celui qui est de trop" in told(sample, f"pages/{copy}")[0][1]


@pytest.mark.parametrize("name", ["articles/._essai.md", "articles/.~essai.md", "images/Thumbs.db", ".DS_Store"])
def test_what_a_computer_leaves_is_neither_read_nor_told(sample, name):
    """It is no text of hers."""
    write(sample, {name: {"hex": "00050007"}})

    assert check(sample) == []


def test_a_claimed_sample_is_told_value_by_value(sample):
    """Each at its line, with the way out; a true identity has nothing of it."""
    write(sample, {"secretaire.toml": claimed(SAMPLE)})
    found = told(sample, "secretaire.toml")
    assert len(found) > 15
    assert [line for line, message in found if line is None or "écrivez exemple = true" not in message] == []
    write(sample, {"secretaire.toml": owned(SAMPLE)})

    assert told(sample, "secretaire.toml") == []


@pytest.mark.parametrize("template", ["mentions-legales", "vie-privee"])
def test_a_link_to_what_is_no_longer_published(sample, template):
    """A page that becomes a draft leaves links behind: each is told before any build, at its line."""
    page = HEADER.replace("date: 2026-11-20\n", "").replace("slug: essai", f"slug: {template}")
    write(
        sample, {f"pages/{template}.md": page + "x\n", ARTICLE: HEADER + f"[x]({{filename}}/pages/{template}.md#a)\n"}
    )
    assert told(sample, ARTICLE) == []
    write(sample, {f"pages/{template}.md": page.replace("---\n\n", "status: draft\n---\n\n") + "x\n"})

    assert told(sample, ARTICLE) == [
        (BODY, f"Ce lien mène à {template}.md, qui n’est pas publié. Enlevez le lien, ou publiez ce texte.")
    ]


def test_code_leads_nowhere(sample):
    """A link that is shown as code is no link."""
    page = HEADER.replace("date: 2026-11-20\nslug: essai", "slug: b\nstatus: draft")
    write(sample, {"pages/b.md": page + "x\n", ARTICLE: HEADER + "```\n[x]({filename}/pages/b.md)\n```\n"})

    assert told(sample, ARTICLE) == []


def test_every_mend_is_in_french():
    """The words that tell what to do, in the tables above, are hers."""
    mends = [mend for table in (BODIES, HEADERS, SETTINGS, FILES) for *_, mend in table.values()]

    assert len(mends) > 50
    assert [mend for mend in mends if re.search(r"\b(the|line|file|error)\b", mend)] == []
