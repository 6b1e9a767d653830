"""Photographs of a text: the files made of them, the markup, and what is told of a bad one."""

import io
from xml.etree import ElementTree

import pytest
from markdown import Markdown
from PIL import Image

from theme.plugins.look import photographs

GPS = 0x8825
ORIENTATION = 0x0112


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    """Nothing is read from, or left in, the project's cache."""
    monkeypatch.setattr(photographs, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(photographs, "USED", {})


@pytest.fixture
def images(tmp_path):
    """A folder of images."""
    folder = tmp_path / "images"
    folder.mkdir()
    return folder


def photograph(path, size=(1000, 500), **options):
    """Save a photograph whose left half is red and right half blue; return its path."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    image.save(path, **options)
    return path


def opened(version):
    """Return the image of a made file."""
    return Image.open(io.BytesIO(version.content))


def test_a_photograph_is_made_in_two_formats_never_above_its_width(images):
    """480 and 960 and its own, for AVIF and WebP."""
    made = photographs.versions(photograph(images / "Bureau.jpg"))

    assert [(version.kind, version.width) for version in made] == [
        ("avif", 480),
        ("avif", 960),
        ("avif", 1000),
        ("webp", 480),
        ("webp", 960),
        ("webp", 1000),
    ]
    assert all(opened(version).size == (version.width, version.height) for version in made)


@pytest.mark.parametrize(
    ("width", "widths"), [(3000, [480, 960, 1440]), (480, [480]), (300, [300]), (1440, [480, 960, 1440])]
)
def test_widths_follow_the_original(images, width, widths):
    """A small picture is not blown up, a large one is cut down."""
    made = photographs.versions(photograph(images / "photo.jpg", (width, 60)))

    assert [version.width for version in made if version.kind == "webp"] == widths


def test_a_portrait_is_small(images):
    """Beside a text, nobody sees more than its first width; the same picture in a text keeps all its own."""
    photograph(images / "moi.jpg", (1000, 1200))
    read = Markdown(extensions=["markdown.extensions.extra", photographs.Photographs(images)])
    html = read.convert("![Moi]({static}/images/moi.jpg)\n{: .portrait }")

    assert ("480w" in html, "960w" in html, 'sizes="11rem"' in html) == (True, False, True)
    assert {version.width for version in photographs.USED[images / "moi.jpg"]} == {480}
    read.convert("![Moi]({static}/images/moi.jpg)")
    assert {version.width for version in photographs.USED[images / "moi.jpg"]} == {480, 960, 1000}


def test_the_same_photograph_gives_the_same_bytes(images, monkeypatch, tmp_path):
    """With or without the cache."""
    path = photograph(images / "photo.jpg")
    first, again = photographs.versions(path), photographs.versions(path)
    monkeypatch.setattr(photographs, "CACHE", tmp_path / "another")

    assert first == again == photographs.versions(path)


def test_a_photograph_taken_sideways_is_upright(images):
    """Orientation 6: the camera was turned; what was left is now at the top."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    made = photographs.versions(photograph(images / "photo.jpg", (900, 400), exif=exif))
    widest = opened(made[-1]).convert("RGB")

    assert made[-1].width < made[-1].height
    assert widest.getpixel((made[-1].width // 2, 10))[0] > 200
    assert widest.getpixel((made[-1].width // 2, made[-1].height - 10))[2] > 200


def test_no_file_tells_where_it_was_taken(images):
    """Place, camera and date stay at home."""
    exif = Image.Exif()
    exif[0x0110] = "Camera of nobody"
    exif.get_ifd(GPS)[1] = "N"
    made = photographs.versions(photograph(images / "photo.jpg", exif=exif))

    assert all(len(opened(version).getexif()) == 0 for version in made)
    assert not any(b"Camera of nobody" in version.content for version in made)


def test_a_transparent_drawing_stays_transparent(images):
    """A PNG with holes is not filled with black."""
    Image.new("RGBA", (100, 100), (0, 0, 0, 0)).save(images / "trou.png")

    assert all(
        opened(version).convert("RGBA").getpixel((50, 50))[3] == 0
        for version in photographs.versions(images / "trou.png")
    )


@pytest.fixture
def rendered(images):
    """Return a function that renders Markdown with pictures into elements."""
    reader = Markdown(extensions=["markdown.extensions.extra", photographs.Photographs(images)], output_format="xhtml")
    return lambda text: ElementTree.fromstring(f"<div>{reader.convert(text)}</div>")


def test_a_photograph_becomes_a_picture(images, rendered):
    """Both formats with their widths, a size that keeps the page still, and words for who does not see it."""
    photograph(images / "bureau.jpg")
    picture = rendered("![Mon bureau]({static}/images/bureau.jpg)").find(".//picture")
    source, image = list(picture)

    assert source.get("type") == "image/avif"
    assert [part.split()[1] for part in source.get("srcset").split(",")] == ["480w", "960w", "1000w"]
    assert (image.get("alt"), image.get("width"), image.get("height")) == ("Mon bureau", "960", "480")
    assert image.get("src") in image.get("srcset")
    assert {name.split("/")[-1] for name in image.get("src").split()} <= {
        version.name for made in photographs.USED.values() for version in made
    }


def test_only_the_first_photograph_of_a_text_is_fetched_at_once(images, rendered):
    """The others wait until they are near."""
    photograph(images / "a.jpg", (100, 50))
    found = rendered("![Un]({static}/images/a.jpg)\n\n![Deux]({static}/images/a.jpg)").findall(".//img")

    assert [image.get("loading") for image in found] == [None, "lazy"]


def test_a_drawing_of_the_folder_stays_as_it_is(rendered):
    """An SVG has no width to choose."""
    assert rendered("![Plan]({static}/images/plan.svg)").find(".//img").get("src") == "{static}/images/plan.svg"


def said(images, line):
    """Return what is told of a Markdown line."""
    return " ".join(photographs.faults(line, images))


def test_a_good_line_is_silent(images):
    """Photograph or drawing, with words."""
    photograph(images / "a.jpg", (100, 50))

    assert said(images, "![Mon bureau]({static}/images/a.jpg) et ![Plan]({static}/images/plan.svg)") == ""


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("![]({static}/images/a.jpg)", "n’a pas de description"),
        ("![Un bureau](https://ailleurs.example/a.jpg)", "se place dans content/images"),
        ("![Un bureau]({static}/images/mon bureau.jpg)", "se place dans content/images"),
        ("![Un bureau]({static}/images/a.gif)", "se place dans content/images"),
        ("![Un bureau]({static}/images/bad.jpg)", "L’image bad.jpg ne se lit pas"),
        ("![Un bureau]({static}/images/cut.jpg)", "L’image cut.jpg ne se lit pas"),
        ("![Un bureau]({static}/images/heavy.jpg)", "dépasse 15 Mo"),
    ],
)
def test_an_image_that_cannot_serve_is_told(images, line, message):
    """What is wrong, and what to do."""
    photograph(images / "a.jpg", (100, 50))
    (images / "bad.jpg").write_bytes(b"no image")
    (images / "cut.jpg").write_bytes((images / "a.jpg").read_bytes()[:400])
    with (images / "heavy.jpg").open("wb") as heavy:
        heavy.truncate(15_000_001)

    assert message in said(images, line)
