"""The settings as a form made from the file itself: what it shows, what a change touches, what it refuses."""

import difflib
import re
import tomllib

import pytest
from bs4 import BeautifulSoup
from desks import Browser, desk, typed

from theme.desk import settings_form, toml_form
from theme.desk.settings_known import GROUPS, LISTS, labels, names

PRICES = "/bureau/reglages/prix"


@pytest.fixture
def browser(tmp_path):
    """A browser before a desk."""
    return Browser(desk(tmp_path))


@pytest.fixture
def file(browser):
    """The file of settings."""
    return browser.desk.content / "secretaire.toml"


def save(browser, path, **changes):
    """Post the form of a page with these fields changed; « __ » stands for a dot."""
    form = typed(browser.get(path).text)
    form |= {name.replace("__", "."): value for name, value in changes.items()}
    return browser.post(path, form)


def moved(before, after):
    """Return the lines that went and those that came."""
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[0] in "+-"]


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_form_saved_as_it_is_changes_no_byte(browser, file, group, ends):
    """Comments, decimals, order, ends of lines, the mark that some editors put first."""
    before = "\ufeff" + file.read_text(encoding="utf-8").replace("\n", ends)
    file.write_bytes(before.encode())
    answer = save(browser, f"/bureau/reglages/{group}")

    assert (answer.status, answer.headers["Location"]) == (303, f"/bureau/reglages/{group}?dit=pareil")
    assert file.read_bytes() == before.encode()


def test_every_value_of_the_file_is_in_a_form(browser, file):
    """A key that no page shows could only be changed in an editor."""
    settings = tomllib.loads(file.read_text(encoding="utf-8"))
    wanted = {f"{section}.{key}" for section, table in settings.items() if isinstance(table, dict) for key in table}
    for section, blocks in ((it, settings[it]) for it in LISTS):
        wanted |= {f"{section}[{number}].{key}" for number, block in enumerate(blocks) for key in block}
    found = {name for group in GROUPS for name in typed(browser.get(f"/bureau/reglages/{group}").text)}

    assert len(wanted) > 150
    assert wanted <= found


def test_every_key_has_a_label(file):
    """In French, with its accents: not the word of the file."""
    keys = {field.key for section in toml_form.sections(file.read_text(encoding="utf-8")) for field in section.entries}
    answers = set(settings_form.known("situations"))

    assert keys - answers - names().keys() == set()
    assert {title for titles in GROUPS.values() for title in titles} == labels()["sections"].keys()


@pytest.mark.parametrize(
    ("field", "said", "line"),
    [
        ("prix tarifs.taux_horaire", "33,5", "taux_horaire = 33.50"),
        ("prix tarifs.taux_horaire", " 1 080,505 € ", None),
        ("prix taches[2].prix", "2,4", "prix = 2.40"),
        ("prix forfaits[0].heures", "12,5 heures", "heures = 12.5"),
        ("prix tarifs.regime_tva", "franchise", ""),
        ("identite identite.nom", 'Anne "la Plume" Le Goff', 'nom = "Anne \\"la Plume\\" Le Goff"'),
        (
            "identite parcours.specialites",
            "juridique\r\nBTP, gros œuvre\r\n",
            'specialites = ["juridique", "BTP, gros œuvre"]',
        ),
        ("engagements promesses.disque_chiffre", "oui", "disque_chiffre = true"),
        ("engagements engagements.preavis_jours", "", "preavis_jours = 0"),
        ("apparence apparence.couleur", "vert", 'couleur = "vert"'),
    ],
)
def test_a_value_changes_its_own_line(browser, file, field, said, line):
    """Nothing else moves; None stands for what is refused, the file being then as it was."""
    before = file.read_text(encoding="utf-8")
    path, name = field.split()
    answer = save(browser, f"/bureau/reglages/{path}", **{name: said})
    came = [it[2:] for it in moved(before, file.read_text(encoding="utf-8")) if it[0] == "+"]

    assert answer.status == (422 if line is None else 303)
    assert came == ([line] if line else [])


def test_hints_speak_as_the_forms_do(browser):
    """The words of a choice, « oui », « laissez vide »: nothing that only the file writes."""
    pages = [BeautifulSoup(browser.get(f"/bureau/reglages/{group}").text, "html.parser") for group in GROUPS]
    hints = [it.get_text().replace("\u00a0", " ") for page in pages for it in page.select(".field__hint")]

    assert len(hints) > 30
    of_file = r'"|\b(true|false|sftp|ftps|check)\b|\[\[|#|cette section'
    assert [hint for hint in hints if re.search(of_file, hint)] == []
    assert [hint for hint in hints if "« SFTP » : le cas ordinaire" in hint]
    assert [hint for hint in hints if "« EI »" in hint]


@pytest.mark.parametrize("title", LISTS)
def test_each_list_says_what_it_expects(browser, file, title):
    """Once above its blocks, and still when there is none; a label that it names is one of the form."""
    group = next(group for group, titles in GROUPS.items() if title in titles)
    text = file.read_text(encoding="utf-8")
    part = next(part for part in settings_form.page(text, group) if part.title == title)
    asked = {control.field.label for block in part.blocks for control in (*block.controls, *block.more)}
    emptied = re.sub(rf"(?ms)^\[\[{title}\]\].*?(?=^#|^\[|\Z)", "", text)
    assert f"[[{title}]]" not in emptied
    for now in (text, emptied):
        file.write_text(now, encoding="utf-8")
        page = BeautifulSoup(browser.get(f"/bureau/reglages/{group}").text, "html.parser")
        hint = page.select_one(f"#{title} > .field__hint").get_text()

        assert len(hint) > 60
        assert set(re.findall("«\u00a0([A-ZÀ-Ý][^»]*)\u00a0»", hint)) <= asked


def test_the_date_of_an_agreement_is_asked_for(browser):
    """Without it the site is not built: the form says so before she types."""
    hint = BeautifulSoup(browser.get("/bureau/reglages/presentation").text, "html.parser").select_one("#references > p")
    assert "par écrit" in hint.get_text()
    assert "année-mois-jour" in hint.get_text()


def test_a_yes_or_no_of_the_estimation_is_read_as_there(browser):
    """« Rythme du besoin »: « une seule mission », not « oui »."""
    page = BeautifulSoup(browser.get("/bureau/reglages/situations").text, "html.parser")
    asked = page.select_one('[name="situations[3].ponctuel"]')
    assert [(it["value"], it.get_text()) for it in asked.select("option") if it["value"]] == [
        ("oui", "une seule mission"),
        ("non", "chaque mois"),
    ]


def test_a_refusal_does_not_say_that_all_is_saved(browser):
    """The address of the page still bears what the save before was told by."""
    page = f"{PRICES}?dit=enregistre"
    assert "C’est enregistré" in browser.get(page).said
    refused = browser.post(page, typed(browser.get(PRICES).text) | {"tarifs.taux_horaire": "trente"})

    assert refused.status == 422
    assert "C’est enregistré" not in refused.said


def test_a_remark_behind_a_value_stays(browser, file):
    """It is hers."""
    text = file.read_text(encoding="utf-8").replace("taux_horaire = 30.00", "taux_horaire = 30.00  # depuis mars")
    file.write_text(text, encoding="utf-8")
    save(browser, PRICES, tarifs__taux_horaire="31")

    assert "taux_horaire = 31.00  # depuis mars\n" in file.read_text(encoding="utf-8")


def test_a_colour_that_is_emptied_is_a_comment_again(browser, file):
    """The line stays, ready to be used."""
    before = file.read_text(encoding="utf-8")
    save(browser, "/bureau/reglages/apparence", apparence__couleur="vert")
    answer = save(browser, "/bureau/reglages/apparence", apparence__couleur="")

    assert answer.status == 303
    assert file.read_text(encoding="utf-8") == before.replace('# couleur = "bleu"', '# couleur = "vert"')


@pytest.mark.parametrize(
    ("field", "said", "told"),
    [
        ("prix tarifs.taux_horaire", "trente", "Écrivez un nombre"),
        ("prix tarifs.taux_horaire", "0", "de 1"),
        ("prix taches[1].prix", "99999", "le prix de la tâche"),
        ("prix taches[1].code", "Saisie 2", "lettres minuscules"),
        ("identite identite.siret", "123", "14 chiffres"),
        ("identite identite.nom", "", "manque"),
        ("apparence apparence.couleur", "#ffff00", "#"),
        ("hebergement hebergement.mode", "sftp", ""),
    ],
)
def test_a_fault_is_told_beside_its_field(browser, file, field, said, told):
    """What was typed stays in the form, nothing is written, and the title of the page says it first."""
    before = file.read_bytes()
    path, name = field.split()
    answer = save(browser, f"/bureau/reglages/{path}", **{name: said})

    assert answer.status == 422
    assert file.read_bytes() == before
    assert "<title>À corriger" in answer.text
    if told:
        assert typed(answer.text)[name] == said
        about = re.search(
            rf'name="{re.escape(name)}"[^>]*aria-describedby="([^"]+)"[^>]*aria-invalid="true"', answer.text
        )
        fault = re.search(rf'id="{about[1].split()[-1]}">([^<]+)', answer.text)
        assert told in fault[1].replace("\u00a0", " ")


def test_what_is_wrong_elsewhere_does_not_hinder(browser, file):
    """She mends one page after the other."""
    text = file.read_text(encoding="utf-8").replace('siret = "000 000 000 00000"', 'siret = "1"')
    file.write_text(text, encoding="utf-8")

    assert save(browser, PRICES, tarifs__taux_horaire="31").status == 303
    assert "taux_horaire = 31.00" in file.read_text(encoding="utf-8")
    assert 'siret = "1"' in file.read_text(encoding="utf-8")


def test_a_list_is_arranged_before_it_is_saved(browser, file):
    """Add, move, take away: the page shows it with what is typed. The file changes at the end, its comments kept."""
    before = file.read_text(encoding="utf-8")
    form = typed(browser.get(PRICES).text) | {"tarifs.taux_horaire": "31"}
    for what in ("ajouter:forfaits", "monter:forfaits:n0", "retirer:forfaits:0", "descendre:taches:0"):
        answer = browser.post(PRICES, {**form, "faire": what})
        assert answer.status == 200
        form = typed(answer.text)
    assert file.read_text(encoding="utf-8") == before
    assert (form["forfaits.ordre"], form["tarifs.taux_horaire"]) == ("n0 1", "31")
    assert browser.post(PRICES, {**form, "forfaits[n0].nom": "Forfait 5 heures"}).status == 422
    form |= {"forfaits[n0].nom": "Forfait 5 heures", "forfaits[n0].heures": "5", "forfaits[n0].prix": "148,50"}
    answer = browser.post(PRICES, form)
    after = file.read_text(encoding="utf-8")
    read = tomllib.loads(after)

    assert answer.status == 303
    assert [it["nom"] for it in read["forfaits"]] == ["Forfait 5 heures", "Forfait 20 heures"]
    assert [it["code"] for it in read["taches"]][:2] == ["facture", "courrier"]
    assert [it for it in before.splitlines() if it.startswith("#")] == [
        it for it in after.splitlines() if it.startswith("#")
    ]


def test_a_new_block_has_its_code_from_its_name(browser, file):
    """A word without accents: she need not know of it."""
    form = typed(browser.post(PRICES, {**typed(browser.get(PRICES).text), "faire": "ajouter:specialites"}).text)
    form |= {"specialites[n0].nom": "Bâtiment & travaux", "specialites[n0].taux_horaire": "32"}

    assert browser.post(PRICES, form).status == 303
    assert tomllib.loads(file.read_text(encoding="utf-8"))["specialites"][2]["code"] == "batiment_travaux"


def test_the_fault_of_a_moved_block_is_told_in_it(browser):
    """The file's order is not the page's."""
    form = typed(browser.get(PRICES).text) | {"taches.ordre": "9 8 7 6 5 4 3 2 1 0", "taches[0].prix": "0"}
    answer = browser.post(PRICES, form)

    assert answer.status == 422
    assert re.search(r'name="taches\[0\]\.prix"[^>]*aria-invalid="true"', answer.text)
    assert answer.text.count('aria-invalid="true"') == 1


@pytest.mark.parametrize("title", ["forfaits", "specialites", "situations"])
def test_a_list_can_be_emptied(file, title):
    """The comments above and below stay, those of the next section too."""
    before = file.read_text(encoding="utf-8")
    after = toml_form.arrange(before, title, [])
    inside = {
        line for section in toml_form.sections(before) for line in before.splitlines()[section.first : section.end]
    }
    comments = [line for line in before.splitlines() if line.startswith("#") and line not in inside]

    assert title not in tomllib.loads(after)
    assert set(comments) <= set(after.splitlines())
    assert tomllib.loads(toml_form.arrange(after, title, [f'[[{title}]]\nnom = "x"\n']))[title] == [{"nom": "x"}]


PRESENTATION = "/bureau/reglages/presentation"


def test_the_day_of_an_agreement_is_written_as_a_day(browser, file):
    """Between quotes it would be refused: hers could neither be changed nor added."""
    new = {
        "references.ordre": "0 n0",
        "references[0].accord_le": "2026-10-01",
        **{f"references[n0].{key}": value for key, value in (("auteur", "A"), ("texte", "T"))},
        "references[n0].accord_le": " 2026-10-02 ",
    }

    assert browser.post(PRESENTATION, typed(browser.get(PRESENTATION).text) | new).status == 303
    assert "accord_le = 2026-10-01\n" in (text := file.read_text(encoding="utf-8"))
    assert [item["accord_le"].day for item in tomllib.loads(text)["references"]] == [1, 2]


@pytest.mark.parametrize("day", ["hier", "2026-13-01", "2026-10-01T10:00"])
def test_what_is_no_day_is_told_beside_its_field(browser, file, day):
    """By the check, which says how to write one; the file stays."""
    before = file.read_bytes()
    answer = browser.post(PRESENTATION, typed(browser.get(PRESENTATION).text) | {"references[0].accord_le": day})

    assert (answer.status, file.read_bytes()) == (422, before)
    assert re.search(r'name="references\[0\]\.accord_le"[^>]*aria-invalid="true"', answer.text)


def test_what_another_program_saved_meanwhile_is_kept(browser, file):
    """Both changes are in the file once she has saved again."""
    form = typed(browser.get(PRICES).text) | {"tarifs.taux_horaire": "31"}
    text = file.read_text(encoding="utf-8").replace("prix_kilometre = 0.60", "prix_kilometre = 0.65")
    file.write_text(text, encoding="utf-8")
    answer = browser.post(PRICES, form)

    assert answer.status == 409
    assert "enregistré ailleurs" in answer.said
    assert typed(answer.text)["tarifs.taux_horaire"] == "31"


def test_every_state_can_be_come_back_to(browser, file):
    """A former price too."""
    before = file.read_bytes()
    save(browser, PRICES, tarifs__taux_horaire="31")
    found = browser.desk.keeper.versions("secretaire.toml")

    assert [browser.desk.keeper.version("secretaire.toml", it.name) for it in found] == [before]


def test_a_value_on_several_lines_is_read_whole():
    """A list as some editors write it."""
    text = '[parcours]\nspecialites = [\n  "a", # un\n  "b",\n]\ndiplome = "x"\n'

    assert [(it.key, it.value) for it in toml_form.sections(text)[0].entries] == [
        ("specialites", ["a", "b"]),
        ("diplome", "x"),
    ]
    assert (
        toml_form.change(text, {"parcours.specialites": '["c"]'}) == '[parcours]\nspecialites = ["c"]\ndiplome = "x"\n'
    )
