"""Markdown that would be swallowed or shown as typed: each mistake with its line, its mend and its weight."""

import re

import pytest
from markdown import Markdown

from theme.plugins.checks.content_check import check
from theme.plugins.figures.extension import MARKDOWN
from theme.plugins.problems import Severity

TEXT = "---\ntitle: Un titre\ndescription: Une description.\n---\n{}\n"
#: The line of the file where a body begins.
FIRST = 5

#: What would be published broken: (body, line of the body from 1, what is said).
FAULTS = {
    "bold left open": ("Un mot **en gras et la suite.", 1, "gras n’est pas refermé"),
    "bold left open in a point": ("- un **mot\n- deux", 1, "gras n’est pas refermé"),
    "bold left open in a cell": ("| a | b |\n| --- | --- |\n| **c | d |", 3, "gras n’est pas refermé"),
    "bold that spaces surround": ("Voici\n\ndu ** gras ** ici.", 3, "touchent une espace"),
    "bold closed by a space": ("du **gras ** ici.", 1, "touchent une espace"),
    "a link left open": ("Voyez [ce site](https://exemple.fr et la suite.", 1, "n’est pas refermé"),
    "a link left open on another line": ("Un.\n\nDeux\ntrois [x](https://exemple.fr", 4, "n’est pas refermé"),
    "a link with a space": ("Voyez [ce site] (https://exemple.fr).", 1, "Collez ] et ("),
    "a link without its bracket": ("Voyez [ce site(https://exemple.fr).", 1, "Il manque le crochet ]"),
    "a link the wrong way round": ("Voyez (ce site)[https://exemple.fr].", 1, "autour du texte"),
    "a link without a text": ("Voyez [](https://exemple.fr).", 1, "n’a pas de texte"),
    "a link without an address": ("Voyez [ce site]().", 1, "n’a pas d’adresse"),
    "a link to nowhere": ("Un.\n\nVoyez [le guide][guide].", 3, "aucune ligne « [guide]: adresse »"),
    "a link to nowhere, in short": ("Voyez [le guide][].", 1, "aucune ligne « [le guide]: adresse »"),
    "an address without its beginning": ("[x](www.exemple.fr)", 1, "Écrivez https://www.exemple.fr."),
    "a site's name": ("[x](exemple.fr/prix)", 1, "Écrivez https://exemple.fr/prix."),
    "a mail without its beginning": ("[x](bonjour@exemple.fr)", 1, "Écrivez mailto:bonjour@exemple.fr."),
    "an address of http": ("[x](http://exemple.fr/a)", 1, "Écrivez https://exemple.fr/a."),
    "an address without its end": ("[x](https://secretariat)", 1, "il manque la fin, par exemple .fr"),
    "an address with a space": ("[x](https://exemple.fr/une page)", 1, "Écrivez %20 à sa place"),
    "a text by its path": ("[x](tarifs.md)", 1, "se nomme depuis le dossier content"),
    "a note of hers left open": ("Un.\n\n<!-- à revoir avec Anne\n\nDeux.", 3, "serait publiée. Ajoutez -->"),
    "a note of hers closed wrong": ("<!-- à revoir -- >", 1, "serait publiée. Ajoutez -->"),
    "a block of code left open": ("Un.\n\n```\nDeux.", 3, "bloc de code n’est pas refermé"),
    "a note without its text": ("Un prix[^1].", 1, "La note [^1] n’existe pas"),
    "a note that nothing calls": ("Un prix.\n\n[^1]: Hors taxes.", 3, "Aucun endroit du texte n’appelle"),
    "braces in a cell": ("| a | b |\n| --- | --- |\n| remise {10 %} | d |", 3, "Une accolade seule"),
    "braces in a title": ("## Remise {10 %}\n\nTexte.", 1, "Une accolade seule"),
    "a figure between single braces": ("Mon heure coûte { prix }.", 1, "entre deux accolades"),
    "a class on the line of its paragraph": ("Un texte. {: .note }", 1, "va seul sur la ligne du dessous"),
    "a class on the line of its point": ("- Un point. {: .note }", 1, "va seul sur la ligne du dessous"),
    "a class under nothing": ("Un texte.\n\n{: .note }", 3, "ne porte sur rien"),
    "a class under a table": ("| a | b |\n| --- | --- |\n| c | d |\n{: .note }", 4, "ne porte sur rien"),
    "a table without its hyphens": ("Un.\n\n| a | b |\n| c | d |", 3, "n’a pas sa ligne de tirets"),
    "a table cut in two": ("| a | b |\n| --- | --- |\n| c | d |\n\n| e | f |", 5, "Une ligne vide coupe"),
    "a table cut before its hyphens": ("| a | b |\n\n| --- | --- |\n| c | d |", 1, "n’a pas sa ligne de tirets"),
    "hyphens for too many columns": ("| a | b |\n| --- | --- | --- |\n| c | d |", 2, "2 au-dessus, 3 ici"),
    "a row too long": ("| a | b |\n| --- | --- |\n| c | d | e |", 3, "a 3 cases, le tableau 2"),
    "a title of the first level": ("# Un titre", 1, "écrivez ## au lieu de #."),
    "a title glued to its mark": ("#Titre\n\nTexte.", 1, "écrivez ## au lieu de #. Pour un simple dièse, écrivez \\#."),
    "a title underlined twice": ("Titre\n=====\n\nTexte.", 2, "écrivez ## devant la ligne du dessus"),
    "an empty title": ("Un.\n\n##\n\nDeux.", 3, "Ce titre est vide"),
    "a title that skips a level": ("## a\n\n#### b", 3, "« b » saute un niveau. Écrivez ### au lieu de ####."),
    "a paragraph that four spaces begin": ("Un.\n\n    Madame, Monsieur,", 3, "bloc gris"),
    "a paragraph that a tab begins": ("Un.\n\n\tMadame,\n\tMonsieur,", 3, "bloc gris"),
    "a second header": ("Un.\n\n---\ntitle: Autre\ndate: 2026-11-21\n---\n\nDeux.", 4, "ligne d’en-tête au milieu"),
    "a line of the header too low": ("description: Une autre.\n\nTexte.", 1, "ligne d’en-tête au milieu"),
}
#: What may be meant so: it is told, and stops nothing.
WARNINGS = {
    "a star alone": ("Mon prix *indicatif.", 1, "Une étoile est seule"),
    "a point without its space": ("Voici :\n\n-un\n-deux", 3, "mettez une espace après le tiret"),
    "a number without its space": ("1.Premier", 1, "mettez une espace après le tiret ou le numéro"),
    "long dashes": ("– un\n– deux", 2, "Un tiret long ne fait pas une liste"),
    "a list that begins at two, right under a line": ("Ensuite\n2. b", 2, "Laissez une ligne vide au-dessus"),
    "a sentence right under a list": ("- un.\n- deux.\nEnsuite, trois.", 3, "continuerait le point"),
    "a row too short": ("| a | b |\n| --- | --- |\n| c |", 3, "les dernières resteront vides"),
    "an underlined title": ("Un\n---\n\nDeux.", 2, "fait un titre de « Un »"),
    "the lines of an address": (
        "Anne Lemarchand\n14 rue de la Gare\n29000 Quimper",
        1,
        "finissez chacune par deux espaces",
    ),
    "columns of a word processor": ("Nom\tPrix\n\nSaisie", 1, "Une tabulation ne fait pas de colonnes"),
    "words that hold a place": ("Un.\n\nLorem ipsum dolor.", 3, "semble attendre votre texte"),
    "a word to be done": ("TODO : les prix.", 1, "« TODO » semble attendre"),
    "a mail misspelt": ("Écrivez à anne@gmial.com.", 1, "vouliez-vous écrire gmail.com"),
    "a mail misspelt in a link": ("[x](mailto:anne@orage.fr)", 1, "vouliez-vous écrire orange.fr"),
    "a price of an hour": ("Un.\n\nJe prends 25 € de l’heure.", 3, "vos prix de l’heure sont 28,50\u00a0€"),
    "a price of a task": ("La saisie coûte 8 € par page.", 1, "« Saisie » coûte 6,00\u00a0€"),
    "a price of a package": ("Le forfait 10 heures est à 250 euros.", 1, "« Forfait 10 heures » coûte 290,00\u00a0€"),
}
#: What is right, and looks like a mistake.
RIGHT = {
    "bold and slanted": "**a** *b* ***c*** **a*b*c**",
    "stars that are read": "Un prix\\* et \\*\\*.",
    "a product": "5 * 3 * 2",
    "a rule of stars": "Un.\n\n* * *\n\nDeux.",
    "points with stars": "* un\n* deux",
    "stars in code": "`**` et ``a ` **``",
    "code between fences": "```\n# a\n    **b {c} | d |\n[x](\n<!--\n```",
    "HTML": "<div>\n\n**a\n\n</div>",
    "tabulations after bullets": "•\tun\n•\tdeux\n\n1.\ta\n2.\tb",
    "a note of hers": "<!-- à revoir -->\n\nUn.\n\n<!-- sur\ndeux lignes -->",
    "a link with brackets in its address": "[x](https://fr.wikipedia.org/wiki/A_(b))",
    "a link with a title": '[x](https://exemple.fr "Un titre")',
    "a link on two lines": "[un\ndeux](https://exemple.fr)",
    "a link completed below": "[x][y] et [Y][]\n\n[y]: https://exemple.fr",
    "brackets that are read": "Il a dit « […] » (voir [1]).",
    "a bracket then a parenthesis": "[sic] (voir plus bas)",
    "a site named in a sentence": "Voyez www.exemple.fr ou bonjour@exemple.fr.",
    "a note": "Un prix[^1].\n\n[^1]: Hors taxes.\n\n    Et sans surprise.",
    "a class under its paragraph": "Un texte.\n{: .note }",
    "a class on a title": "## Titre {: .note }\n\nTexte.",
    "a class on a word": "Un *mot*{: .note } et [x](https://exemple.fr){: .note }.",
    "braces in code": "`{a}`",
    "a brace that is read": "\\{a\\}",
    "a figure": "Mon heure coûte {{ prix_heure }}.",
    "a table": "| a | b |\n| :--- | ---: |\n| `c | d` | e \\| f |",
    "a table right under a line": "Voici\n| a | b |\n| --- | --- |\n| c | d |\nFin.",
    "a bar in a sentence": "Un | deux",
    "a paragraph below a point": "- a\n\n    suite\n\n    - b",
    "points of two spaces": "Voici :\n- a\n  - b\n\n    suite",
    "levels that go down and up": "## a\n\n### b\n\n## c",
    "a mark of hash": "\\#1 des listes",
    "a dialogue": "— Bonjour.\n\n— Bonjour.",
    "words before a colon": "Titre : un mot.\nDate : lundi.",
    "an address with its spaces": "Anne Lemarchand  \n14 rue de la Gare  \n29000 Quimper",
    "lines that go on": "Une phrase assez courte,\nqui continue ici.",
    "a sentence that goes on below a point": "- un\ndeux",
    "her price of an hour": "Je prends 30 € de l’heure, 29 € au forfait, 36 € en urgence.",
    "the price of another": "Une salariée coûte 25 € de l’heure.",
    "another amount": "Un bureau à 25 € par jour.",
}
#: Pieces that go when a figure in them is empty.
OPTIONAL = {
    "in a sentence": "Un délai ((de {{ prix_heure }})) court.",
    "in a point": "- a\n- ((b {{ prix_heure }}))",
    "around a link": "((voir [x](https://exemple.fr)))",
    "around a row": "| a | b |\n| --- | --- |\n((| c | {{ prix_heure }} |))",
    "on lines of their own": "Un.\n((\n- a\n- b\n))",
}


@pytest.fixture
def told(content):
    """Write a page with a body, and return (line, severity, message) of each problem."""

    def write(body):
        (content / "pages").mkdir(exist_ok=True)
        (content / "pages" / "a.md").write_text(TEXT.format(body), encoding="utf-8")
        return [(problem.line, problem.severity, problem.message) for problem in check(content)]

    return write


@pytest.mark.parametrize(("body", "line", "said"), FAULTS.values(), ids=FAULTS)
def test_what_would_be_published_broken_is_a_fault(told, body, line, said):
    """Told once, at its line."""
    [(number, severity, message)] = told(body)

    assert (number, severity) == (line + FIRST - 1, Severity.FAULT)
    assert said in message


@pytest.mark.parametrize(("body", "line", "said"), WARNINGS.values(), ids=WARNINGS)
def test_what_may_be_meant_is_a_warning(told, body, line, said):
    """The first one stands at its line, and none is a fault."""
    found = told(body)

    assert {severity for _, severity, _ in found} == {Severity.WARNING}
    assert found[0][0] == line + FIRST - 1
    assert said in found[0][2]


@pytest.mark.parametrize("body", [*RIGHT.values(), *OPTIONAL.values()], ids=[*RIGHT, *OPTIONAL])
def test_what_is_right_is_not_told(told, body):
    """No false alarm, in a text of today nor in one with optional pieces."""
    assert told(body) == []


#: What each of these faults leaves on the page: the checks tell nothing that Markdown gets right.
SHOWN = {
    "bold left open": r"\*\*en",
    "bold that spaces surround": r"\*\* gras",
    "bold closed by a space": r"\*\*gras",
    "a link left open": r"\]\(https",
    "a link with a space": r"\] \(",
    "a link to nowhere": r"\]\[",
    "a note of hers left open": "&lt;!--",
    "a note without its text": r"\[\^1\]",
    "braces in a cell": "10=|10 _",
    "braces in a title": "<h2 10",
    "a class on the line of its paragraph": r"\{: \.note \}",
    "a class on the line of its point": r"\{: \.note \}",
    "a class under nothing": r"\{: \.note \}",
    "a table without its hyphens": r"<p>\| a",
    "a table cut before its hyphens": r"<p>\| a",
    "hyphens for too many columns": r"<p>\| a",
    "a title glued to its mark": "<h1",
    "a title underlined twice": "<h1",
    "a paragraph that four spaces begin": "<pre>",
    "a block of code left open": "```",
}


@pytest.mark.parametrize(("name", "shown"), SHOWN.items(), ids=SHOWN)
def test_a_fault_is_one_on_the_page(name, shown):
    """Without the check, this is what a visitor would see."""
    extensions = [each for each in MARKDOWN["extensions"] if type(each).__name__ != "Figures"]
    html = Markdown(**{**MARKDOWN, "extensions": extensions}).convert(FAULTS[name][0])

    assert re.search(shown, html), html


def test_a_row_too_long_loses_its_end():
    """Markdown drops it without a word."""
    assert "e" not in re.sub(r"<[^>]*>", "", Markdown(**MARKDOWN).convert(FAULTS["a row too long"][0]))
