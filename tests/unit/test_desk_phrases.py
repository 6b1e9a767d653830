"""« Mes phrases »: the site's sentences in her words, a line of the file each."""

import re
import tomllib

import pytest
from bs4 import BeautifulSoup
from desks import DAY, Browser, desk, typed

from theme.desk import phrases
from theme.plugins.checks.content import read
from theme.plugins.checks.content_check import judge
from theme.plugins.figures import sentences

PAGE = "/bureau/phrases/"
FILE = """# Mes mots.
[phrase_tva]
# Le cas ordinaire.
franchise = "Le prix affiché est celui que vous payez."   # court

[phrase_clients]
sinon = \"\"\"
Aux entreprises.\"\"\"
"""


@pytest.fixture
def browser(tmp_path):
    """A browser before a desk."""
    return Browser(desk(tmp_path))


def own(browser):
    """Return the file, empty without one."""
    path = browser.desk.content / sentences.OWN_FILE
    return path.read_bytes().decode() if path.is_file() else ""


def save(browser, **changes):
    """Change fields of the form, written « phrase_tva__franchise », and save it."""
    fields = {field.replace("__", "."): words for field, words in changes.items()}
    return browser.post(PAGE, {**typed(browser.get(PAGE).text), **fields})


def test_every_sentence_is_shown_with_its_use(browser):
    """And each of its cases, with the site's own words beside."""
    page = browser.get(PAGE)
    fields = typed(page.text)

    for name, said in sentences.shipped().items():
        assert f"<legend>{said['usage'][:2].capitalize()}" in page.text
        assert said["usage"][1:].replace("\u00a0", " ") in page.said
        assert f"Dans un texte, elle se nomme {{{{ {name} }}}}." in page.said
        assert {f"{name}.{key}" for key in said if key != "usage"} <= set(fields)


def groups(page):
    """Return the groups of the page, by title: the first line, the names of the sentences, whether it is open."""
    found = BeautifulSoup(page, "html.parser").select("details")
    told = [
        (it.summary.get_text(), re.findall(r"se nomme {{ (\S+) }}", it.get_text()), it.has_attr("open")) for it in found
    ]
    return {line.rpartition("(")[0].strip(): (line, names, is_open) for line, names, is_open in told}


def test_sentences_are_folded_by_the_text_that_says_them(browser):
    """Each in one place, under the title of a page. The first line tells how many are hers, and a fault opens it."""
    save(browser, phrase_tva__franchise="Sans TVA.", phrase_tva__assujettie="En plus.")
    found = groups(browser.get(PAGE).text)
    names = [name for _, names, _ in found.values() for name in names]
    wrong = groups(save(browser, phrase_tva__franchise="{{ prix_heur }}").text)

    assert sorted(names) == sorted(sentences.shipped())
    [(title, (line, _, is_open))] = [it for it in found.items() if "phrase_tva" in it[1][1]]
    assert ("dont 1 à votre façon" in line, is_open) == (True, False)
    assert sum("à votre façon" in line for line, _, _ in found.values()) == 1
    assert [title for title, (_, _, is_open) in wrong.items() if is_open] == [title]


def test_a_sentence_that_no_text_says_is_elsewhere(tmp_path):
    """None is left out, whatever the texts."""
    shown = phrases.listed({}, {}, {})
    [group] = phrases.grouped(shown, tmp_path, DAY)

    assert (group.title, group.sentences, group.hers) == (phrases.ELSEWHERE, tuple(shown), 0)


def test_the_first_one_makes_the_file(browser):
    """And it is said by the site."""
    assert save(browser, phrase_tva__franchise="Sans TVA : {{ prix_heure }} tout rond.").status == 303
    content = read(browser.desk.content, browser.desk.day())

    assert tomllib.loads(own(browser)) == {"phrase_tva": {"franchise": "Sans TVA : {{ prix_heure }} tout rond."}}
    assert [str(it) for it in judge(content) if it.is_fault] == []
    assert "tout rond" in content.names.figures["phrase_tva"].text


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_one_line_changes_and_all_others_keep_their_bytes(browser, newline):
    """Comments, order, line ends; a value of several lines is replaced whole."""
    file = FILE.replace("\n", newline)
    (browser.desk.content / sentences.OWN_FILE).write_bytes(file.encode())
    assert save(browser).headers["Location"].endswith("pareil")
    assert own(browser) == file
    assert save(browser, phrase_clients__sinon='À "tous".').status == 303

    assert own(browser) == file.replace(f'"""{newline}Aux entreprises."""', '"À \\"tous\\"."')


def test_an_empty_field_is_the_site_s_sentence_again(browser):
    """Its line goes, and nothing else."""
    (browser.desk.content / sentences.OWN_FILE).write_text(FILE, encoding="utf-8")
    save(browser, phrase_tva__franchise="", phrase_tva__assujettie="En plus.")

    assert tomllib.loads(own(browser))["phrase_tva"] == {"assujettie": "En plus."}
    assert "# Mes mots." in own(browser)


def test_a_sentence_of_every_need_has_its_title_between_quotes(browser):
    """Its name holds a star."""
    name = next(name for name in sentences.shipped() if "*" in name)
    key = next(key for key in sentences.shipped()[name] if key != "usage")
    text = phrases.changed(phrases.changed("", {f"{name}.{key}": "Un."}), {f"{name}.{key}": "Deux."})

    assert tomllib.loads(text) == {name: {key: "Deux."}}


@pytest.mark.parametrize(
    ("words", "said"),
    [("{{ prix_heur }}", "prix_heure"), ("<script>x</script>", "n’est pas permis"), ("{{ x", "refermé")],
)
def test_a_wrong_sentence_is_not_saved(browser, words, said):
    """What is wrong stands beside its field, with what was typed."""
    answer = save(browser, phrase_tva__franchise=words)

    assert answer.status == 422
    assert said in answer.said
    assert typed(answer.text)["phrase_tva.franchise"] == words
    assert own(browser) == ""


@pytest.mark.parametrize("file", ["[phrase_tva", "[inconnue]\na = 'b'\n", "phrase_tva = 3\n"])
def test_a_file_that_cannot_be_read_is_left(browser, file):
    """Told, with the way to a former version."""
    (browser.desk.content / sentences.OWN_FILE).write_text(file, encoding="utf-8")
    answer = save(browser, phrase_tva__franchise="Sans TVA.")

    assert answer.status == 422
    assert "Ce fichier ne se lit pas" in answer.said
    assert own(browser) == file


def test_a_fault_of_the_file_leads_there(browser):
    """From « À corriger »."""
    (browser.desk.content / sentences.OWN_FILE).write_text("[phrase_tv]\nfranchise = 'a'\n", encoding="utf-8")

    assert f'href="{PAGE}"' in browser.get("/bureau/corriger/").text


def test_former_versions_come_back(browser):
    """As those of any text."""
    save(browser, phrase_tva__franchise="Un.")
    save(browser, phrase_tva__franchise="Deux.")
    [version] = browser.desk.keeper.versions(sentences.OWN_FILE)
    browser.post(f"/bureau/versions/{sentences.OWN_FILE}", {"version": version.name})

    assert tomllib.loads(own(browser))["phrase_tva"]["franchise"] == "Un."
