"""Style sheet, fonts, drawings and scripts: names that change with their content."""

import io
import re
import tomllib
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from theme.plugins.look.assets import collect, hashed, minified, style_sheet

ROOT = Path(__file__).parents[2]
SETTINGS = tomllib.loads((ROOT / "tests" / "unit" / "data" / "secretaire.toml").read_text(encoding="utf-8"))
COLLECTED = collect(SETTINGS, Path())


# sha256 of nothing begins with e3b0c442 98fc1c14 (FIPS 180-4).
def test_a_name_holds_eight_digits_of_its_content():
    """Before the ending."""
    assert hashed("site.css", b"") == "site.e3b0c442.css"


def test_another_content_has_another_name():
    """A browser never keeps an old version."""
    assert hashed("site.css", b"a") != hashed("site.css", b"b")


def test_the_style_sheet_gives_the_order_of_its_layers_before_the_first_one():
    """Files are joined in the order of their names, after the fonts, which are in no layer."""
    sheet = COLLECTED["site.css"][1].decode()

    assert sheet.index("@layer") == sheet.index("@layer reset,tokens,base,layout,components")


def test_assets_are_found():
    """At least the style sheet, the page's script and the typefaces."""
    assert {"site.css", "estimation.css", "cost-estimator.js", "eb-garamond.woff2", "source-sans-3.woff2"} <= set(
        COLLECTED
    )


@pytest.mark.parametrize("name", sorted(COLLECTED))
def test_an_asset_has_a_hashed_address(name):
    """Under theme/, with its hash."""
    assert re.fullmatch(r"theme/[\w-]+\.[0-9a-f]{8}\.\w+", COLLECTED[name][0])


def test_the_style_sheet_names_each_font_as_it_is_published():
    """Beside it, so that the address is the file's name."""
    sheet = COLLECTED["site.css"][1].decode()
    published = {address.removeprefix("theme/") for name, (address, _) in COLLECTED.items() if name.endswith(".woff2")}

    assert published == set(re.findall(r'url\("([^"]+)"\)', sheet))


def test_a_choice_of_colours_comes_last_in_the_style_sheet():
    """It takes the place of our own; without a choice the sheet is ours to the byte."""
    ours, hers = (
        style_sheet("pages", {name: name for name in COLLECTED}, chosen) for chosen in ({}, {"couleur": "vert"})
    )

    assert hers.startswith(ours)
    assert b"--accent:" in hers.removeprefix(ours)


def test_the_colours_of_the_settings_reach_the_logo():
    """The stamp is in the colours of the site."""
    green = collect({**SETTINGS, "apparence": {"couleur": "vert", "couleur_cachet": "violet"}}, Path())
    logo = green["logo.svg"][1].decode()

    assert "#27543c" in logo
    assert "#523376" in logo
    assert "#1f3f6e" not in logo


def test_a_logo_of_hers_takes_the_place_of_ours(tmp_path):
    """Under the name that templates know, with its own ending; the same pixels, and nothing of who drew it."""
    drawn, told = Image.effect_noise((30, 20), 60), PngInfo()
    told.add_text("Author", "Camille")
    place = Image.Exif()
    place[0x010F] = "Appareil de Camille"
    drawn.save(tmp_path / "Mon-Logo.PNG", pnginfo=told, exif=place)
    assert b"Camille" in (tmp_path / "Mon-Logo.PNG").read_bytes()
    address, content = collect({**SETTINGS, "apparence": {"logo": "Mon-Logo.PNG"}}, tmp_path)["logo.svg"]

    assert re.fullmatch(r"theme/logo\.[0-9a-f]{8}\.png", address)
    assert Image.open(io.BytesIO(content)).tobytes() == drawn.tobytes()
    assert b"Camille" not in content


@pytest.mark.parametrize("path", sorted((ROOT / "theme" / "static" / "css").rglob("*.css")), ids=lambda path: path.name)
def test_a_file_of_style_is_short(path):
    """One idea per file: 150 lines at most."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 150


def test_every_class_of_style_is_in_use():
    """A rule for a class that no template, plugin, script or text can write is left over."""
    sheet = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "theme" / "static" / "css").rglob("*.css"))
    sheet = re.sub(r"/\*.*?\*/|\"[^\"]*\"|url\([^)]*\)", "", sheet, flags=re.DOTALL)
    classes = set(re.findall(r"\.([a-z][\w-]*)", "".join(re.findall(r"[^{}]*(?=\{)", sheet))))
    written = "".join(
        path.read_text(encoding="utf-8")
        for folder, pattern in (
            ("theme/templates", "*.html"),
            ("theme/plugins", "*.py"),
            ("theme/illustrations", "*.svg"),
            ("theme/static/js", "*.js"),
        )
        for path in (ROOT / folder).rglob(pattern)
    )
    # Written by authors in Markdown, or made from the address of a page.
    of_texts = {"note", "chiffre", "page--questions-frequentes"}

    assert len(classes) > 50
    assert {name for name in classes if not re.search(rf"\b{re.escape(name)}\b", written)} - of_texts == set()


def test_a_published_file_holds_no_note():
    """What only people read goes; what a browser reads stays."""
    sheet = '/* Why. */\n@layer a {\n  p { content: " (" attr(href) ")"; }\n\n  a { color: red; }\n}\n'

    assert minified(sheet.encode(), "css").decode().strip() == '@layer a{p{content:" (" attr(href) ")"}a{color:red}}'
    assert minified(b"// Why.\nexport const a = 'https://x';\n", "js").decode().strip() == 'export const a="https://x";'


def test_a_script_is_one_file():
    """With what it imports inside: the page waits for one request; what it fetches later has its own address."""
    published = COLLECTED["cost-estimator.js"][1].decode()

    assert re.findall(r"\bimport\b(?!\()|\bfrom\b", published) == []
    assert "customElements.define" in published
