"""What makes her known: optional settings, each mistake told by its line, and the names that texts show them by."""

import pytest

from theme.plugins.checks import attachments
from theme.plugins.checks.content import read
from theme.plugins.figures import marks
from theme.plugins.figures.catalogue import of_site
from theme.plugins.settings.secretaire import FILE, load

REFERENCE = '\n[[references]]\nauteur = "A"\ntexte = "T"\naccord_le = 2026-09-15\n'
FAULTS = {
    "an unknown key": ('[presentation]\nphoto = "a.jpg"\n', "photo", "« photo » n’existe pas dans [presentation]"),
    "a number for a text": ("[presentation]\ndisponibilite = 3\n", "disponibilite", "est un texte"),
    "a text for a list": ('[presentation]\nlogiciels = "Word"\n', "logiciels", '["Word", "Excel"]'),
    "a list with a blank": ('[presentation]\nlogiciels = ["Word", " "]\n', "logiciels", "est une liste"),
    "minutes in words": ('[presentation]\npremier_appel_minutes = "dix"\n', "premier", "de 0 à 120"),
    "too many minutes": ("[presentation]\npremier_appel_minutes = 121\n", "premier", "de 0 à 120"),
    "a portrait that is nowhere": (
        '[presentation]\nportrait = "moi.jpg"\nportrait_description = "Moi"\n',
        "portrait",
        "le fichier moi.jpg n’est pas dans content/images",
    ),
    "a portrait of no kind": (
        '[presentation]\nportrait = "../moi.gif"\nportrait_description = "Moi"\n',
        "portrait",
        "JPEG, PNG, WebP ou SVG",
    ),
    "a portrait that nobody describes": ('[presentation]\nportrait = "ici.svg"\n', "portrait", "portrait_description"),
    "a drawing with a program": (
        '[presentation]\nportrait = "actif.svg"\nportrait_description = "Moi"\n',
        "portrait",
        "contient un programme",
    ),
    "a photograph that cannot be read": (
        '[presentation]\nportrait = "faux.jpg"\nportrait_description = "Moi"\n',
        "portrait",
        "ne se lit pas",
    ),
    "a reference without consent": (
        REFERENCE.replace("accord_le = 2026-09-15\n", ""),
        "[[references]]",
        "accord écrit",
    ),
    "a consent that is no day": (REFERENCE.replace("2026-09-15", "true"), "accord_le", "accord_le = 2026-09-15"),
    "a reference of nobody": (REFERENCE.replace('"A"', '""'), "auteur", "« auteur » manque dans [[references]]"),
    "an unknown key of a reference": (f"{REFERENCE}note = 5\n", "note", "« note » n’existe pas dans [[references]]"),
    "one reference for a list": (REFERENCE.replace("[[references]]", "[references]"), "[references]", "[[references]]"),
}
MARKS = {
    "a whole tag": ('verification_google = "<meta content=abc>"', "recopiez seulement le code"),
    "a number": ("verification_bing = 12", "recopiez seulement le code"),
}
SAID = (
    '[presentation]\nportrait = "ici.svg"\nportrait_description = "Moi, [ici]"\ndisponibilite = "lundi"\n'
    'premier_appel_minutes = 1\nlogiciels = ["Word", "Excel"]\nreponse_telephone = "en votre nom"\n'
)


@pytest.fixture
def images(content):
    """A folder of images: a drawing, one that runs something, a photograph that is none."""
    folder = content / "images"
    folder.mkdir()
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4">{}</svg>'
    (folder / "ici.svg").write_text(drawing.format(""), encoding="utf-8")
    (folder / "actif.svg").write_text(drawing.format("<script/>"), encoding="utf-8")
    (folder / "faux.jpg").write_bytes(b"no image")
    return folder


def loaded(content, settings_text, more):
    """The settings with more below, and their problems as (line, message)."""
    (content / FILE).write_text(f"{settings_text}\n{more}", encoding="utf-8")
    settings, problems = load(content / FILE)
    return settings, [(problem.line, problem.message) for problem in problems]


@pytest.mark.usefixtures("images")
@pytest.mark.parametrize(("more", "at", "said"), FAULTS.values(), ids=FAULTS)
def test_a_mistake_is_told_with_its_line(content, settings_text, more, at, said):
    """In French, with what to write."""
    _, problems = loaded(content, settings_text, more)
    lines = f"{settings_text}\n{more}".splitlines()

    assert [message for _, message in problems if said in message], problems
    assert {lines[line - 1].partition(" ")[0].startswith(at) for line, _ in problems} == {True}


@pytest.mark.parametrize(("line", "said"), MARKS.values(), ids=MARKS)
def test_a_mark_of_a_search_engine_is_the_code_alone(content, settings_text, line, said):
    """What a person pastes first is the whole tag."""
    text = settings_text.replace("[site]\n", f"[site]\n{line}\n")
    (content / FILE).write_text(text, encoding="utf-8")
    [problem] = load(content / FILE)[1]

    assert (problem.line, said in problem.message) == (text.splitlines().index(line) + 1, True)


def test_what_is_left_out_says_nothing(content, settings_text):
    """Every key has a value for templates, and the names of texts are empty: a part of them goes whole."""
    settings, problems = loaded(content, settings_text, "")
    names = of_site(settings, {})
    asked = ("portrait", "disponibilite", "premier_appel", "logiciels", "reponse_telephone", "reference", "references")

    assert (problems, set(settings["presentation"].values()), settings["references"]) == ([], {None}, [])
    assert settings["site"]["verification_google"] is None
    assert [name for name in asked if names.get(name).text] == []
    text = "## Moi\n\n{{ portrait }}\n\n- {{ logiciels }}\n\n## Eux\n\n{{ references }}\n\n## Fin\n\nMot."
    assert marks.render(text, names)[0].split() == ["##", "Fin", "Mot."]


def test_what_is_filled_in_is_shown(content, images, settings_text):
    """Words as they are, brackets of a description too; the portrait with its mark; each client with his consent."""
    names = of_site(loaded(content, settings_text, f"{SAID}{REFERENCE}")[0], {})

    assert names.get("portrait").text == "![Moi, &#91;ici&#93;]({static}/images/ici.svg)\n{: .portrait }"
    assert names.get("premier_appel").text == "1\u00a0minute"
    assert names.get("logiciels").text == "Word, Excel"
    assert "A. Avec son accord du 15\u00a0septembre 2026." in names.get("references").text.replace(
        "septembre\u00a0", "septembre "
    )
    assert names.get("phrase_disponibilite").text == "Je peux commencer lundi."
    assert "avec leur accord" in names.get("phrase_references").text


def test_words_of_a_client_are_no_markup(content, images, settings_text):
    """Nor a paragraph of their own, which would end the block of HTML."""
    quoted = REFERENCE.replace('"T"', '"<b> & *un*"')
    text = of_site(loaded(content, settings_text, quoted)[0], {}).get("references").text

    assert "&lt;b&gt; &amp; *un*" in text
    assert "\n\n" not in text


def test_the_portrait_is_published(content, images, settings_text):
    """A file that only the settings name is not told as left out."""
    loaded(content, settings_text, SAID)

    assert images / "ici.svg" in attachments.used(read(content))
