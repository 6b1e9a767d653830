"""What search engines, social networks and feed readers get of the built site."""

import datetime
import json
import tomllib
from collections import Counter
from pathlib import Path
from urllib.parse import urljoin

import feedparser
import pytest
import schema_org
import xmlschema
from bs4 import BeautifulSoup
from PIL import Image
from schema_org.registry import MODEL_BY_SCHEMA, get_model

from theme.plugins.checks.output_check import Site, is_hidden
from theme.plugins.discovery.structure import SECTIONS

ROOT = Path(__file__).parent.parent.parent
DATA = Path(__file__).parent / "data"
SETTINGS = tomllib.loads((ROOT / "content" / "secretaire.toml").read_text(encoding="utf-8"))
ADDRESS = SETTINGS["site"]["adresse"]
SITEMAP = xmlschema.XMLSchema(DATA / "sitemap.xsd")
ATOM = xmlschema.XMLSchema11(DATA / "atom.xsd")
ARTICLES = "actualites/"


@pytest.fixture(scope="session")
def pages(site):
    """Every page that is to be found, parsed, by its address from the root."""
    found = {name.removesuffix("index.html"): page for name, page in Site(site).pages.items() if not is_hidden(page)}
    assert len(found) > 15
    return found


def meta(page, name):
    """Return the one content of a meta of this name or property, None without it."""
    tags = page.find_all("meta", attrs={"property": name}) + page.find_all("meta", attrs={"name": name})
    assert len(tags) <= 1
    return tags[0]["content"] if tags else None


def graph(page):
    """Return the nodes of a page's JSON-LD."""
    (script,) = page.find_all("script", type="application/ld+json")
    data = json.loads(script.string)
    assert data["@context"] == "https://schema.org"
    return data["@graph"]


def node(page, kind):
    """Return the one node of a kind."""
    (found,) = [one for one in graph(page) if one["@type"] == kind]
    return found


def read(value, kinds, dated=False):
    """
    Return a JSON-LD value as the vocabulary's own model, strict: an unknown key, a wrong type or kind raises.

    `kinds` gives the type of each node of the graph by its @id: a reference is read as one.
    """
    if isinstance(value, list):
        return [read(one, kinds, dated) for one in value]
    if isinstance(value, str) and dated:
        return datetime.datetime.fromisoformat(value)
    if not isinstance(value, dict):
        return value
    if set(value) == {"@id"}:
        return get_model(kinds[value["@id"]])()
    model = get_model(value["@type"])
    ranges = {one.schema_name: set(one.ranges) for one in model.SCHEMA_PROPERTIES}
    rest = {key: one for key, one in value.items() if key not in ("@type", "@id")}
    return model.model_validate(
        {key: read(one, kinds, "DateTime" in ranges.get(key, ())) for key, one in rest.items()}, strict=True
    )


def kinds(nodes):
    """Return the type of each node by its @id."""
    return {one["@id"]: one["@type"] for one in nodes}


def visible(page):
    """Return the text of a page as read, its spaces made plain."""
    return " ".join(page.body.get_text(" ").split())


WRONG = {
    "an unknown key": {"@type": "WebSite", "titre": "x"},
    "a value of another type": {"@type": "WebSite", "name": 12},
    "a node of another kind": {"@type": "ProfessionalService", "address": {"@type": "Person"}},
    "a reference to a node of another kind": {"@type": "WebSite", "publisher": {"@id": "#address"}},
    "a misspelt kind": {"@type": "PostalAdress"},
    "a day that is none": {"@type": "BlogPosting", "datePublished": "le 3 mars"},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_data_outside_of_the_vocabulary_are_refused(wrong):
    """The check below can fail."""
    with pytest.raises((ValueError, KeyError)):
        read(wrong, {"#address": "PostalAddress"})


def test_the_vocabulary_is_there():
    """The version of schema.org that the pages are read against."""
    assert schema_org.SCHEMA_VERSION
    assert "ProfessionalService" in MODEL_BY_SCHEMA


def test_every_page_s_data_are_of_the_vocabulary(pages):
    """Each node of each page is what schema.org says it may be, and each reference leads to a node."""
    for page in pages.values():
        nodes = graph(page)
        assert max(Counter(one["@id"] for one in nodes).values()) == 1
        for one in nodes:
            assert read(one, kinds(nodes)).to_jsonld()["@type"] == one["@type"]


def test_no_page_promises_questions_and_answers(pages):
    """The kind whose display search engines keep for others."""
    assert {kind for page in pages.values() for kind in kinds(graph(page)).values()} == {
        "AboutPage",
        "BlogPosting",
        "BreadcrumbList",
        "CollectionPage",
        "ContactPage",
        "ProfessionalService",
        "WebPage",
        "WebSite",
    }


def test_the_page_of_errors_is_kept_out(site):
    """No canonical address, no data, no picture."""
    page = Site(site).pages["404.html"]

    assert is_hidden(page)
    assert page.find_all("link", rel="canonical") == []
    assert page.find_all("script", type="application/ld+json") == []
    assert meta(page, "og:title") is None


def test_the_business_is_the_one_that_the_page_shows(pages):
    """Name, telephone, mail, address and SIRET of the data stand in each page's text."""
    for page in pages.values():
        business, text = node(page, "ProfessionalService"), visible(page)
        shown = [business["name"], business["email"], business["founder"]["name"]]
        shown += [value for key, value in business["address"].items() if key not in ("@type", "addressCountry")]

        assert [one for one in shown if one not in text] == []
        assert business["telephone"] == f"+33{SETTINGS['identite']['telephone'].replace(' ', '')[1:]}"
        assert business["identifier"]["value"] in text.replace(" ", "")


def test_offers_are_the_prices_that_the_page_shows(pages):
    """Each amount of the catalogue stands in the table of prices, which holds no other row."""
    page = pages["tarifs/"]
    offers = node(page, "ProfessionalService")["hasOfferCatalog"]["itemListElement"]
    rows = [
        next(cell.get_text() for cell in row.find_all("td") if "€" in cell.get_text())
        for table in page.select("table.price-table")
        for row in table.select("tbody tr")
    ]
    prices = [one["priceSpecification"]["price"] for one in offers]

    assert len(prices) > 10
    assert [price.replace(".", ",") for price in prices] == [
        row.replace("\u202f", "").split("\u00a0")[0] for row in rows
    ]


def test_prices_are_only_told_where_they_are_shown(pages):
    """No other page carries the catalogue."""
    assert [name for name, page in pages.items() if "hasOfferCatalog" in node(page, "ProfessionalService")] == [
        "tarifs/"
    ]


def test_breadcrumb_is_the_same_in_words_and_in_data(pages):
    """Names and addresses, step by step; only the home page has none."""
    without = []
    for name, page in pages.items():
        trail = page.find("nav", class_="breadcrumb")
        if trail is None:
            without.append(name)
            continue
        steps = trail.find_all("li")
        data = node(page, "BreadcrumbList")["itemListElement"]
        here = f"{ADDRESS}/{name}"
        links = [urljoin(here, step.a["href"]) for step in steps[:-1]]

        assert [one["name"] for one in data] == [step.get_text() for step in steps]
        assert [one["item"]["@id"] for one in data] == [*links, here]
        assert [one["position"] for one in data] == [*range(1, len(steps) + 1)]
        assert [step.get("aria-current") for step in steps] == [None] * (len(steps) - 1) + ["page"]
        assert links[0] == f"{ADDRESS}/"

    assert without == [""]


def test_articles_are_under_the_news(pages):
    """Home, news, article."""
    articles = {name: page for name, page in pages.items() if name.startswith(ARTICLES) and name != ARTICLES}

    assert articles
    for page in articles.values():
        assert [step.get_text() for step in page.find("nav", class_="breadcrumb").find_all("li")][:2] == [
            "Accueil",
            "Actualités",
        ]


def test_open_graph_says_what_the_page_says(pages):
    """Title without the site's name, where that fits a search result, description, address, language, kind; the card is large."""
    for name, page in pages.items():
        title, suffix = page.title.get_text(), f" – {SETTINGS['site']['nom']}"
        kind = "article" if name.startswith(ARTICLES) and name != ARTICLES else "website"

        assert title.endswith(suffix) or len(f"{title}{suffix}") > 65
        assert meta(page, "og:title") == title.removesuffix(suffix)
        assert meta(page, "og:description") == meta(page, "description")
        assert meta(page, "og:url") == page.find("link", rel="canonical")["href"] == f"{ADDRESS}/{name}"
        assert meta(page, "og:type") == kind
        assert meta(page, "og:locale") == "fr_FR"
        assert meta(page, "og:site_name") == SETTINGS["site"]["nom"]
        assert meta(page, "twitter:card") == "summary_large_image"
        assert meta(page, "og:title") in meta(page, "og:image:alt")


def test_articles_tell_their_days(pages):
    """As the page shows them, in Open Graph and in the data."""
    for name, page in pages.items():
        if meta(page, "og:type") != "article":
            assert meta(page, "article:published_time") is None
            continue
        article = node(page, "BlogPosting")
        shown = [tag["datetime"] for tag in page.h1.parent.find_all("time")]

        assert meta(page, "article:published_time") == article["datePublished"]
        assert meta(page, "article:modified_time") == article["dateModified"]
        assert article["datePublished"][:10] == shown[0]
        assert article["dateModified"][:10] == shown[-1]
        assert article["headline"] == meta(page, "og:title")
        assert article["url"] == f"{ADDRESS}/{name}"


def test_each_page_has_a_picture_of_its_own(site, pages):
    """Published under the address that the page gives, of the size that it says, light; none is left over."""
    pictures = {}
    for page in pages.values():
        address = meta(page, "og:image")
        assert address.startswith(f"{ADDRESS}/")
        path = site / address.removeprefix(f"{ADDRESS}/")
        size = (int(meta(page, "og:image:width")), int(meta(page, "og:image:height")))

        with Image.open(path) as image:
            assert (image.size, image.format) == (size, "PNG")
        assert path.stat().st_size <= 40_000
        pictures[path] = path.read_bytes()

    assert len(set(pictures.values())) == len(pages)
    assert set((site / "theme" / "social").iterdir()) == set(pictures)


def test_no_page_loads_its_picture(site):
    """It weighs nothing for a visitor: only the head names it."""
    for page in Site(site).pages.values():
        assert [str(tag) for tag in page.find_all(["img", "source", "link"]) if "theme/social" in str(tag)] == []


def test_the_browser_s_own_colour_follows_the_scheme(site):
    """One for light and one for dark, on every page."""
    for page in Site(site).pages.values():
        if page.find("meta", attrs={"http-equiv": "refresh"}):
            continue
        tags = page.find_all("meta", attrs={"name": "theme-color"})
        assert [tag["media"] for tag in tags] == ["(prefers-color-scheme: light)", "(prefers-color-scheme: dark)"]
        assert tags[0]["content"] != tags[1]["content"]


def test_sitemap_is_valid(site):
    """Against the rules of the Sitemap protocol; articles say their day."""
    assert list(SITEMAP.iter_errors(site / "sitemap.xml")) == []
    days = {one["loc"]: one.get("lastmod") for one in SITEMAP.to_dict(site / "sitemap.xml")["url"]}
    assert {loc for loc, day in days.items() if day} == {
        loc for loc in days if loc.startswith(f"{ADDRESS}/{ARTICLES}") and loc != f"{ADDRESS}/{ARTICLES}"
    }


BAD_SITEMAPS = {
    "no page": "",
    "a relative address": "<url><loc>/tarifs/</loc></url>",
    "a page twice": "<url><loc>https://a.fr/</loc></url><url><loc>https://a.fr/</loc></url>",
    "a French day": "<url><loc>https://a.fr/</loc><lastmod>17/11/2026</lastmod></url>",
    "an unknown element": "<url><loc>https://a.fr/</loc><titre>A</titre></url>",
}


@pytest.mark.parametrize("urls", BAD_SITEMAPS.values(), ids=BAD_SITEMAPS)
def test_a_wrong_sitemap_is_refused(urls):
    """The check above can fail."""
    assert not SITEMAP.is_valid(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>')


def test_robots_lets_everything_be_read(site):
    """Nothing is hidden, and the sitemap has its whole address."""
    assert (site / "robots.txt").read_text(encoding="utf-8").splitlines() == [
        "User-agent: *",
        "Allow: /",
        f"Sitemap: {ADDRESS}/sitemap.xml",
    ]


def test_feed_is_valid_atom(site):
    """Against the rules of RFC 4287."""
    assert list(ATOM.iter_errors(site / "flux.xml")) == []


ENTRY = "<entry><id>tag:a,2026:/b</id><title>B</title><updated>2026-11-17T00:00:00Z</updated>{}</entry>"
FEED = '<feed xmlns="http://www.w3.org/2005/Atom">{}</feed>'
RIGHT_FEED = (
    "<id>https://a.fr/</id><title>A</title><updated>2026-11-17T00:00:00Z</updated><link href='https://a.fr/'/>"
    + ENTRY.format("<author><name>C</name></author><link href='https://a.fr/b'/><content type='html'>x</content>")
)
BAD_FEEDS = {
    "no id": RIGHT_FEED.replace("<id>https://a.fr/</id>", "", 1),
    "no title": RIGHT_FEED.replace("<title>A</title>", "", 1),
    "an empty title": RIGHT_FEED.replace("<title>A", "<title>", 1),
    "no day of change": RIGHT_FEED.replace("<updated>2026-11-17T00:00:00Z</updated>", "", 1),
    "a day without a zone": RIGHT_FEED.replace("00Z", "00", 1),
    "a relative link": RIGHT_FEED.replace("https://a.fr/b", "../b"),
    "an entry without an author": RIGHT_FEED.replace("<author><name>C</name></author>", ""),
    "an unknown element": RIGHT_FEED.replace("<title>A", "<titre>A</titre><title>A", 1),
}


def test_a_right_feed_is_accepted():
    """The feed that the faults below spoil."""
    ATOM.validate(FEED.format(RIGHT_FEED))


@pytest.mark.parametrize("feed", BAD_FEEDS.values(), ids=BAD_FEEDS)
def test_a_wrong_feed_is_refused(feed):
    """The check above can fail."""
    assert not ATOM.is_valid(FEED.format(feed))


def test_feed_reads_as_french_in_a_reader(site, pages):
    """Language, title as the pages name it, subtitle, each entry with its own description and a whole text."""
    feed = feedparser.parse((site / "flux.xml").read_bytes())
    named = pages[""].find("link", rel="alternate", type="application/atom+xml")

    assert feed.feed.language == "fr"
    assert feed.feed.title == named["title"]
    assert feed.feed.subtitle
    for entry in feed.entries:
        page = pages[entry.link.removeprefix(f"{ADDRESS}/")]
        content = BeautifulSoup(entry.content[0].value, "html.parser")
        links = [tag.get("href") or tag.get("src") for tag in content.find_all(["a", "img"])]

        assert BeautifulSoup(entry.summary, "html.parser").get_text() == meta(page, "description")
        assert [link for link in links if not link.startswith(("https://", "mailto:", "tel:"))] == []
        assert entry.author == SETTINGS["identite"]["nom"]


def test_every_page_is_on_the_site_map_once(pages):
    """Under the titles of the sections, in their order; articles at the end."""
    plan = pages["plan-du-site/"]
    listed = plan.find("nav", class_="plan")
    links = [urljoin(f"{ADDRESS}/plan-du-site/", link["href"]) for link in listed.find_all("a")]
    titles = [title.get_text() for title in listed.find_all("h2")]

    assert sorted(links) == sorted(f"{ADDRESS}/{name}" for name in pages if name)
    assert titles == [*(title for title in SECTIONS.values() if title in titles), "Actualités"]
    assert f"{ADDRESS}/" in [urljoin(f"{ADDRESS}/plan-du-site/", link["href"]) for link in plan.main.find_all("a")]


def test_every_page_leads_to_the_site_map(pages):
    """From the foot of the page."""
    for name, page in pages.items():
        links = [
            urljoin(f"{ADDRESS}/{name}", link["href"]) for link in page.find_all("footer")[-1].find_all("a", href=True)
        ]
        assert f"{ADDRESS}/plan-du-site/" in links
