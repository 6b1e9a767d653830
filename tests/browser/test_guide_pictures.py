"""The guide's pictures, made again: each is of the page that the desk shows today."""

import hashlib
import io
import re
import shutil

import pytest
from desks import desk, make_publishable
from PIL import Image, ImageChops, ImageStat
from running_desk import Still

import tasks
from theme.desk.guide import PICTURES

#: What the new ones are put into, to be looked at and copied.
MADE = tasks.CACHE / "guide"
#: The window: a text has its page beside it in a wide one only; the picture is then made smaller.
SIZE, WIDE = {"width": 900, "height": 640}, {"width": 1280, "height": 910}
QUALITY = 60
#: The tag of a picture that holds what its page said: « ImageDescription ».
SAID = 0x010E
#: Two pictures are compared this small, where letters drawn otherwise weigh nothing; shades of grey apart on the whole.
SMALL, APART = (90, 64), 8
PAGES = {
    "accueil": "",
    "prix": "reglages/prix",
    "article": "articles/2026-11-17-transcription.md",
    "photos": "photos/",
    "corriger": "corriger/",
    "publier": "publier/",
}
#: What a page says of its own: not what it shows of a content, which changes.
#: Words of the browser's own language, and the folder of this run.
ASIDE = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("::file-selector-button { display: none }");
    document.adoptedStyleSheets.push(sheet);
    for (const it of document.querySelectorAll("main p")) {
        if (!it.children.length) it.textContent = it.textContent.replace(/\\S+[/]www$/, "https://www.mon-site.fr");
    }
}"""
WORDS = """[...document.querySelectorAll("h1, h2, legend, summary, label, button, nav a, .field__hint")]
    .filter((it) => it.closest("main, header")).map((it) => it.textContent.trim()).join("|")"""


@pytest.fixture(scope="module")
def running(site, tmp_path_factory):
    """A desk whose content may be published, but for one mistake in a text."""

    def build():
        shutil.copytree(site, folder / "output", dirs_exist_ok=True)
        return ""

    folder = tmp_path_factory.mktemp("desk")
    at = desk(folder, build=build)
    make_publishable(at.content, folder / "www")
    running = Still(at, site)
    running.content = at.content
    yield running
    running.stop()


def wait_for_letters(route):
    """Let a style sheet wait for the site's own letters: it takes others, on purpose, where those are late."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace("font-display: optional", "font-display: block"))


def photographed(page):
    """Return what a page says of its own, as a digest, and its picture."""
    for frame in page.frames:
        frame.evaluate("document.fonts.ready.then(() => true)")
    said = re.sub(r"\s+", " ", re.sub(r"\d+", "0", page.evaluate(WORDS)))
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    shot = shot.resize(tuple(SIZE.values()), Image.Resampling.LANCZOS)
    return hashlib.sha256(said.encode()).hexdigest(), shot


def kept(path):
    """Return the same of a picture of the guide."""
    with Image.open(path) as image:
        return image.getexif().get(SAID), image.convert("RGB")


def put_aside(name, said, shot):
    """Write a picture as the guide holds them."""
    MADE.mkdir(parents=True, exist_ok=True)
    exif = Image.Exif()
    exif[SAID] = said
    shot.save(MADE / f"{name}.webp", quality=QUALITY, method=6, exif=exif)


def apart(one, other):
    """Return how far two pictures are from one another."""
    small = [image.convert("L").resize(SMALL, Image.Resampling.BOX) for image in (one, other)]
    return ImageStat.Stat(ImageChops.difference(*small)).mean[0]


def show(page, running, name):
    """Bring a page of the desk to the state that the guide speaks of."""
    text = running.content / "pages" / "contact.md"
    right = text.read_bytes()
    if name == "corriger":
        text.write_bytes(right + b"\n[Mes prix]({filename}/pages/tarif.md)\n")
    page.goto(f"{running.address}/bureau/{PAGES[name]}")
    text.write_bytes(right)
    if name == "publier":
        page.click('button[value="preparer"]')
        page.wait_for_selector('button[value="repondre:oui"]')
    if name == "photos":
        page.set_input_files("#photo", {"name": "mon-bureau.jpg", "mimeType": "image/jpeg", "buffer": b"x"})
    if name in ("photos", "publier"):
        page.evaluate(ASIDE)
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("name", PAGES)
def test_a_picture_is_of_the_present_page(running, chromium, name):
    """Its words are the page's, and it looks like it."""
    size = WIDE if name == "article" else SIZE
    context = chromium.new_context(viewport=size, reduced_motion="reduce", color_scheme="light")
    page = context.new_page()
    page.route("**/*.css", wait_for_letters)
    show(page, running, name)
    said, shot = photographed(page)
    context.close()
    put_aside(name, said, shot)
    told = f"The page has changed: look at {MADE}/{name}.webp, and copy it to {PICTURES}"

    assert (PICTURES / f"{name}.webp").is_file(), told
    was_said, was = kept(PICTURES / f"{name}.webp")
    assert was_said == said, told
    assert was.size == shot.size, told
    assert apart(was, shot) < APART, told


def test_the_guide_has_these_pictures_and_no_other():
    """Each is shown, none lies there for nothing."""
    guide = (tasks.ROOT / "GUIDE.md").read_text(encoding="utf-8")

    assert {path.stem for path in PICTURES.iterdir()} == set(PAGES)
    assert set(re.findall(r"\(theme/desk/pictures/([a-z]+)\.webp\)", guide)) == set(PAGES)
