"""The built site, read as a search engine, a feed reader and a browser without scripts would."""

import json
import os
import re
import subprocess
import sys
import tomllib
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser
import pytest
from reading import NOT_THE_LAW, passages

import tasks
from estimator.formatting import date_longue, euros, euros_ronds
from estimator.law.dated import date_droit
from theme.plugins.checks.output_check import Site, description

ROOT = Path(__file__).parent.parent.parent
SETTINGS = tomllib.loads((ROOT / "content" / "secretaire.toml").read_text(encoding="utf-8"))
OPTIONS = ("prestataire", "salarie", "interimaire")
#: Pages about the site itself: the foot of pages may be the only way to them.
ABOUT_THE_SITE = {"accessibilite", "mentions-legales", "methode", "plan-du-site", "vie-privee"}
NAMESPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


@pytest.fixture(scope="session")
def pages(site):
    """Every page of the built site, parsed, by its path."""
    return Site(site).pages


@pytest.fixture(scope="session")
def estimation(pages):
    """The parsed estimation page."""
    return pages["estimation/index.html"]


def comparer(need):
    """Return what the machine door answers to `need`."""
    command = [sys.executable, "-m", "estimator", "comparer"]
    done = subprocess.run(command, cwd=ROOT, input=json.dumps(need), capture_output=True, encoding="utf-8", check=True)
    return json.loads(done.stdout)


def content(pages):
    """Return the pages that search engines are shown: neither the one for errors nor those that lead elsewhere."""
    return {
        name: page
        for name, page in pages.items()
        if not page.find("meta", attrs={"name": "robots", "content": re.compile("noindex")})
    }


def reached(site, *, footer=True):
    """Return the pages that links lead to from the home page, those of the foot of pages counted or not."""
    whole = Site(site)
    found = set()
    left = ["index.html"]
    while left:
        name = left.pop()
        if name not in found and name in whole.pages:
            found.add(name)
            left += [
                whole.target(name, link["href"])
                for link in whole.pages[name].find_all("a", href=True)
                if footer or link.find_parent("main") or not link.find_parent("footer")
            ]
    return found


def test_every_page_passes_the_build_s_own_check(site):
    """Links, anchors, title, description, language, one h1, no residue: nothing to report on any page."""
    assert Site(site).problems() == []


def test_every_text_has_its_page(pages):
    """Each Markdown file of content/ is published at the address of its slug."""
    slugs = {}
    for kind, place in (("pages", ""), ("articles", "actualites/")):
        for path in sorted((ROOT / "content" / kind).glob("*.md")):
            slug = re.search(r"^slug: *(\S+)", path.read_text(encoding="utf-8"), re.MULTILINE)[1]
            slugs[path.name] = "index.html" if slug == "accueil" else f"{place}{slug}/index.html"

    assert len(slugs) >= 15
    assert set(slugs.values()) <= set(pages)


def test_pages_load_nothing_from_elsewhere(pages):
    """No script, style, image or frame of any page comes from another site."""
    loading = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "srcset"}
    foreign = [
        (name, str(tag))
        for name, page in pages.items()
        for kind, attribute in loading.items()
        for tag in page.find_all(kind)
        if tag.get("rel") not in (["canonical"], ["alternate"]) and urlsplit(str(tag.get(attribute) or "")).netloc
    ]

    assert foreign == []


#: Types of a script that no browser runs.
DATA = ("application/json", "application/ld+json")


def test_pages_hold_no_inline_script_or_style(pages):
    """A strict content security policy would break none of the pages; JSON is data, which nothing runs."""
    inline = [
        name
        for name, page in pages.items()
        if page.find_all("style")
        or page.find_all(style=True)
        or [tag for tag in page.find_all("script", src=False) if tag.get("type") not in DATA]
    ]

    assert inline == []


def test_titles_and_descriptions_fit_a_search_result(pages):
    """A title of 65 characters at most, a description of 50 to 160: nothing is cut, nothing is padded."""
    titles = {name: page.title.get_text() for name, page in content(pages).items()}
    descriptions = {name: description(page) for name, page in content(pages).items()}

    assert {name: text for name, text in titles.items() if len(text) > 65} == {}
    assert {name: text for name, text in descriptions.items() if not 50 <= len(text) <= 160} == {}


def test_no_page_says_what_the_law_does_not(pages):
    """The mention of the VAT franchise names the CGI alone; a certificate is for who hosts for another."""
    told = {name: passages(page) for name, page in pages.items()}

    assert [(name, text) for name, texts in told.items() for text in texts if NOT_THE_LAW.search(text)] == []


def test_quotes_and_models_bear_the_mention_of_the_franchise(pages):
    """The article of the CGI, wherever a price is without VAT."""
    mention = re.compile(r"TVA non applicable, art\.\s293\sB du CGI")
    bearing = ("estimation", "mentions-legales", "convention-de-prestation", "releve-d-heures")

    assert [n for n in bearing if not mention.search(pages[f"{n}/index.html"].get_text())] == []


def test_drawings_are_named_or_left_out(pages):
    """A drawing in a page has a role and a name, or is hidden from screen readers."""
    drawings = [(name, svg) for name, page in pages.items() for svg in page.find_all("svg")]
    silent = [
        (name, str(svg)[:100])
        for name, svg in drawings
        if svg.get("aria-hidden") != "true"
        and not (svg.get("role") == "img" and (svg.get("aria-label") or svg.get("aria-labelledby") or svg.title))
        and not svg.find_parent(attrs={"aria-hidden": "true"})
        and not svg.find_parent("svg", attrs={"role": "img"})
    ]

    assert silent == []


def test_every_page_is_reached_from_the_home_page(site, pages):
    """Following links from the home page leads to every page."""
    assert sorted(set(content(pages)) - reached(site)) == []


def test_only_pages_about_the_site_are_left_to_the_footer(site, pages):
    """Whatever serves a visitor is linked from a menu or a text, not from the foot of pages alone."""
    without_footer = reached(site, footer=False)

    assert {name.partition("/")[0] for name in set(content(pages)) - without_footer} <= ABOUT_THE_SITE


def test_sitemap_lists_every_page_and_no_other(site, pages):
    """The sitemap is valid XML, absolute, and names each page that search engines are shown."""
    tree = ElementTree.parse(site / "sitemap.xml")
    found = [element.text for element in tree.findall("s:url/s:loc", NAMESPACE)]
    address = SETTINGS["site"]["adresse"]
    expected = {f"{address}/{name.removesuffix('index.html')}" for name in content(pages)}

    assert len(found) == len(set(found))
    assert expected == set(found)


def test_robots_names_the_sitemap(site):
    """robots.txt gives the absolute address of the sitemap."""
    assert f"Sitemap: {SETTINGS['site']['adresse']}/sitemap.xml" in (site / "robots.txt").read_text(encoding="utf-8")


def test_feed_is_valid_and_complete(site, pages):
    """The feed parses without a fault and each entry leads to a published article."""
    feed = feedparser.parse((site / "flux.xml").read_bytes())
    address = SETTINGS["site"]["adresse"]
    articles = {
        f"{address}/{name.removesuffix('index.html')}"
        for name in pages
        if name.startswith("actualites/") and name.count("/") == 2
    }

    assert not feed.bozo
    assert feed.feed.title
    assert articles == {entry.link for entry in feed.entries}
    assert all(entry.id and entry.updated_parsed for entry in feed.entries)


def test_canonical_addresses_are_the_public_ones(pages):
    """Each page says its own absolute public address."""
    address = SETTINGS["site"]["adresse"]
    wrong = {
        name: page.find("link", rel="canonical")["href"]
        for name, page in content(pages).items()
        if page.find("link", rel="canonical")["href"] != f"{address}/{name.removesuffix('index.html')}"
    }

    assert wrong == {}


def test_static_estimate_is_the_machine_door_s(estimation):
    """The totals in the page before any script runs are those of `comparer` for the default need."""
    answer = comparer({})
    for option in OPTIONS:
        article = estimation.find(attrs={"data-option": option})
        shown = {
            tag["data-period"]: Decimal(tag["value"]) for tag in article.find_all("data", attrs={"data-period": True})
        }
        costs = answer["options"][option]

        assert set(shown) == {"mois", "annee", "heure"}
        assert abs(Decimal(str(costs["cout_mensuel"])) - shown["mois"]) <= Decimal("0.005")
        assert abs(Decimal(str(costs["cout_annuel"])) - shown["annee"]) <= Decimal("0.005")
        assert abs(Decimal(str(costs["cout_horaire"])) - shown["heure"]) <= Decimal("0.005")


def test_every_amount_of_the_estimate_is_machine_readable(estimation):
    """
    In the result, each « … € » stands in a `<data>` whose value it shows, in one format, whole euros in sentences.

    Not so in the title of a source, nor where a price has more decimals than money.
    """
    result = estimation.find(attrs={"data-result": True})
    amounts = result.find_all("data")

    assert len(amounts) > 20
    shown = [(euros if "." in tag["value"] else euros_ronds)(Decimal(tag["value"])) for tag in amounts]
    assert shown == [tag.get_text() for tag in amounts]
    titles = "".join(link.get_text() for link in result.find_all("a"))
    precise = re.findall(r",\d{3,}\u00a0€", result.get_text())
    assert precise
    assert result.get_text().count("€") - titles.count("€") - len(precise) == len(amounts)


def test_drawings_of_the_estimate_say_themselves_and_have_their_tables(estimation):
    """Before any script runs: ruler and curves have a name and a table, a bar its amounts; lawful costs only."""
    lawful = estimation.select("[data-result] .option:not(.option--refused)")
    ruler, bars, curves = estimation.select("figure.chart")

    assert len(bars.select(".chart__bar")) == len(lawful) < len(OPTIONS)
    assert all("€" in part.get_text() for part in bars.find_all("li"))
    assert ruler.select_one("svg[role=img] > title").get_text(strip=True)
    assert "coûte le moins cher" in curves.select_one("svg[role=img] > desc").get_text()
    for figure in (ruler, curves):
        assert figure.table.caption.get_text(strip=True)
        assert all(cell["scope"] for cell in figure.table.find_all("th"))


def test_estimation_page_says_the_date_of_the_law(estimation):
    """A visitor reads the day whose law was applied."""
    assert f"Droit en vigueur au {date_longue(date_droit())}" in estimation.get_text()


def test_first_question_is_the_need(estimation):
    """The form opens on the way to tell it, then on its hours."""
    names = dict.fromkeys(field["name"] for field in estimation.find("form").find_all("input", attrs={"name": True}))

    assert [*names][:2] == ["besoin", "heures_par_mois"]


def test_each_field_is_labelled(estimation):
    """Each question has its label, or its legend; a slider has a name of its own."""
    for field in estimation.find("form").find_all(["input", "select"]):
        if field.get("type") == "range":
            assert field["aria-label"]
            continue
        group = field.find_parent("fieldset", class_="field")
        assert estimation.find("label", attrs={"for": field["id"]}) or (group.legend and field.find_parent("label"))


def test_two_builds_are_the_same_bytes(site, monkeypatch):
    """The same sources give the same site: nothing in it comes from the clock, the place, the alphabet or chance."""
    for name, value in {"TZ": "Asia/Tokyo", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "7"}.items():
        monkeypatch.setenv(name, value)
    again = tasks.CACHE / "test-site-again"
    before = os.umask(0o077)
    try:
        problems = tasks.make_site(again)
    finally:
        os.umask(before)
    both = [
        {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (site, again)
    ]

    assert problems == ""
    assert both[0] == both[1]


def test_warnings_of_plugins_are_told_without_those_of_pelican():
    """A site built without the snapshot of the engine's memory says so, and why; Pelican's advice is not repeated."""
    advice = "Feeds generated without SITEURL set properly may not be valid\n"
    warning = "Attention\u00a0: l’image de sa mémoire est refusée.\nError: another answer\n"

    assert tasks.warned(advice + warning) == warning
    assert tasks.warned(advice) == ""
