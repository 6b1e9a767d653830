"""What the built pages look like, as far as their bytes tell: letters, drawings, photographs, colours."""

import re
import tomllib
from pathlib import Path

import pytest
from PIL import Image

import tasks
from theme.plugins.checks.output_check import Site
from theme.plugins.look import fonts

ROOT = Path(__file__).parents[2]
NAME = tomllib.loads((ROOT / "content" / "secretaire.toml").read_text(encoding="utf-8"))["identite"]["nom"]
#: The box to tick of the models: neither typeface draws one, every system does.
OF_THE_SYSTEM = frozenset("☐")
#: Tables that fit any width by themselves.
FITTING = {"bars", "ruler__table", "model__signatures", "parameters__table"}
#: What the style sheet sets in italic capitals of Garamond.
IN_ITALIC = ".heading__object, .signature__name"


@pytest.fixture(scope="module")
def pages(site):
    """Every page of the built site, parsed, by its path."""
    return Site(site).pages


def test_every_letter_of_every_page_is_in_the_fonts(pages):
    """A letter that a font lacks would come in another one: it is to be added to fonts.FRENCH. Code has the system's."""
    missing = {
        name: "".join(sorted(set("".join(_words(page))) - fonts.FRENCH - OF_THE_SYSTEM - {"\n"}))
        for name, page in pages.items()
    }

    assert {name: letters for name, letters in missing.items() if letters} == {}


def _words(page):
    """What a page says outside its code."""
    return (str(text) for text in page.body.find_all(string=True) if not text.find_parent(["pre", "script"]))


def test_every_letter_in_italic_is_in_the_italic(pages):
    """The words above titles and the signature are all that is cut into it."""
    italic = fonts.characters(fonts.FACES[1], NAME)
    texts = {tag.get_text().strip() for page in pages.values() for tag in page.select(IN_ITALIC)}

    assert NAME in texts
    assert {text for text in texts if set(text) - italic} == set()


def test_every_letter_of_a_title_is_in_the_typeface_of_titles(pages):
    """It is cut smaller than that of the texts."""
    serif = fonts.characters(fonts.FACES[0], NAME)
    titles = {tag.get_text().strip() for page in pages.values() for tag in page.find_all(["h1", "h2", "h3"])}

    assert len(titles) > 100
    assert {title for title in titles if set(title) - serif - OF_THE_SYSTEM - {"\n"}} == set()


def test_only_these_are_in_italic():
    """The style sheet sets nothing else in the italic of Garamond."""
    sheet = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "theme" / "static" / "css").rglob("*.css"))
    selectors = re.findall(r"([^{}\n]+)\{[^{}]*font: italic[^{}]*\}", sheet)

    assert {selector.strip() for selector in selectors} == set(IN_ITALIC.split(", "))


def test_nothing_but_html_and_css_is_needed_for_the_first_paint(pages):
    """No font is asked for before the style sheet asks, and no script without `type="module"`."""
    heads = [page.head for page in pages.values() if page.body and page.body.get_text(strip=True)]

    assert not [link for head in heads for link in head.find_all("link", rel="preload")]
    assert not [
        script
        for head in heads
        for script in head.find_all("script")
        if script.get("type") not in ("module", "application/ld+json")
    ]


def test_tables_scroll_in_their_frame(pages):
    """None can be wider than a phone: each stands in a frame, or is one of those made to fit."""
    loose = [
        (name, str(table)[:80])
        for name, page in pages.items()
        for table in page.find_all("table")
        if not table.find_parent(attrs={"role": "region", "tabindex": "0"})
        and not FITTING & set(table.get("class", []))
    ]

    assert loose == []


def test_titles_have_a_speaking_anchor(pages):
    """A section of a text can be linked to."""
    assert pages["pour-qui/index.html"].find("h2", id=re.compile(r"^[a-z-]+telesecretaire"))


def test_an_identity_of_her_own_is_built_twice_alike(content, output):
    """Colours, logo, photograph and drawing of a page: on the page, without the original, the same bytes twice."""
    images = content / "images"
    images.mkdir(exist_ok=True)
    Image.effect_noise((1200, 800), 60).convert("RGB").save(images / "bureau.jpg")
    (images / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40"><path d="M0 0h80v40H0z"/></svg>', encoding="utf-8"
    )
    settings = content / "secretaire.toml"
    text = settings.read_text(encoding="utf-8")
    assert "[apparence]\n" in text
    chosen = '[apparence]\ncouleur = "vert"\nlogo = "logo.svg"\n'
    settings.write_text(text.replace("[apparence]\n", chosen, 1), encoding="utf-8")
    page = content / "pages" / "a-propos.md"
    text = page.read_text(encoding="utf-8")
    assert "\nillustration: plume\n" in text
    page.write_text(f"{text}\n\n![Mon bureau]({{static}}/images/bureau.jpg)\n", encoding="utf-8")

    problems = tasks.make_site(output, content)
    first = {path.relative_to(output): path.read_bytes() for path in output.rglob("*") if path.is_file()}
    again = tasks.make_site(output, content)

    assert problems == again == ""
    built = Site(output).pages["a-propos/index.html"]
    assert first == {path.relative_to(output): path.read_bytes() for path in output.rglob("*") if path.is_file()}
    assert built.picture.img["src"].startswith("../images/bureau-")
    assert Path("images/bureau.jpg") not in first
    assert built.find(class_="heading__drawing").svg
    assert built.find(class_="brand__logo")["width"] == "112"
    assert b"--accent: #27543c" in next(data for path, data in first.items() if path.suffix == ".css")
