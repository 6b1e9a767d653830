"""Photographs at the desk: what is kept of one, what is refused, where it goes."""

import io
import re
import urllib.parse

import pytest
from desks import Browser, desk
from PIL import Image

from theme.desk import photos
from theme.desk.guard import TOKEN
from theme.desk.photos import NoPhoto
from theme.plugins.checks.content_check import check

PAGE = "/bureau/photos/"


def photograph(size=(3000, 2000), kind="JPEG", mode="RGB"):
    """Return a photograph taken on its side, that tells where and with what it was taken."""
    image = Image.new(mode, size, "red")
    image.paste("blue", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Telephone de Camille"
    exif.get_ifd(0x8825)[2] = (48.0, 6.0, 40.0)
    kept = io.BytesIO()
    image.save(kept, kind, exif=exif)
    return kept.getvalue()


@pytest.fixture
def browser(tmp_path):
    """A browser before a desk."""
    return Browser(desk(tmp_path))


def send(browser, photo=b"", **typed):
    """Post the form with a file, as a browser does."""
    parts = [(name, "", value.encode()) for name, value in {TOKEN: browser.desk.token, **typed}.items()]
    parts.append(("photo", '; filename="IMG_1234.JPG"', photo))
    body = b"".join(
        b'--limit\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n' % (name.encode(), file.encode(), value)
        for name, file, value in parts
    )
    return browser.send(PAGE, body + b"--limit--\r\n", {"Content-Type": "multipart/form-data; boundary=limit"})


def test_a_photograph_is_kept_upright_light_and_silent():
    """As it is to be seen, of a useful size, without place nor camera."""
    ending, content = photos.remade(photograph())
    with Image.open(io.BytesIO(content)) as image:
        assert (ending, image.format, image.size) == ("jpg", "JPEG", (1440, 2160))
        assert dict(image.getexif()) == {}
        # The left half of the file is the top of the picture.
        assert image.getpixel((700, 100))[2] > 200
    assert b"Camille" not in content


def test_what_is_clear_stays_clear():
    """A drawing with a see-through ground stays a PNG."""
    assert photos.remade(photograph((10, 10), "PNG", "RGBA"))[0] == "png"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Choisissez une photo"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "HEIC"),
        (b"%PDF-1.7", "n’est pas une photo"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "n’est pas une photo"),
        (photograph()[:2000], "n’est pas une photo"),
    ],
)
def test_what_is_no_photograph_is_refused_with_the_reason(browser, content, told):
    """Nothing is written; what she said of it stays in the form."""
    before = sorted((browser.desk.content / "images").iterdir())
    with pytest.raises(NoPhoto):
        photos.remade(content)
    answer = send(browser, content, montre="Mon bureau")

    assert answer.status == 422
    assert told in answer.said
    assert 'value="Mon bureau"' in answer.text
    assert sorted((browser.desk.content / "images").iterdir()) == before


def test_what_it_shows_is_asked_first(browser):
    """No photograph goes without its words."""
    answer = send(browser, photograph((40, 30)), montre="  ")

    assert answer.status == 422
    assert "Dites d’abord" in answer.said


def test_it_goes_to_the_end_of_a_text(browser):
    """Under a name of the words, a second one under another; the site's check finds nothing to say."""
    words = "Mon bureau [vu d’été], face à l’œuvre"
    answer = send(browser, photograph((40, 30)), montre=words, dans="pages/a-propos.md")
    send(browser, photograph((40, 30)), montre=words)
    text = (browser.desk.content / "pages" / "a-propos.md").read_text(encoding="utf-8")

    assert answer.status == 200
    assert re.search(r'href="/bureau/pages/a-propos.md">Page «\u00a0[^<]+\u00a0»</a>', answer.text)
    assert text.endswith(
        "\n\n![Mon bureau (vu d’été), face à l’œuvre]({static}/images/mon-bureau-vu-d-ete-face-a-l-oeuvre.jpg)\n"
    )
    names = sorted(path.name for path in (browser.desk.content / "images").iterdir())
    assert names[:2] == ["mon-bureau-vu-d-ete-face-a-l-oeuvre-2.jpg", "mon-bureau-vu-d-ete-face-a-l-oeuvre.jpg"]
    assert names[2:] == ["portrait.svg"]
    assert [it for it in check(browser.desk.content) if it.is_fault] == []
    assert browser.get(f"/bureau/images/{names[0]}").status == 200


@pytest.mark.parametrize("name", ["../secretaire.toml", "rien.jpg", "..%2F..%2Fa.jpg", ".a.jpg"])
def test_no_other_file_is_shown(browser, name):
    """Only photographs of her folder."""
    assert browser.get(f"/bureau/images/{urllib.parse.quote(name, safe='%/')}").status == 404


@pytest.mark.parametrize("name", ["../secret.md", "secretaire.toml", "pages/rien.md"])
def test_another_text_is_not_written(browser, name):
    """A name that is no text of hers: nothing is added anywhere, no photograph kept."""
    before = {path: path.read_bytes() for path in browser.desk.content.rglob("*") if path.is_file()}

    assert send(browser, photograph((40, 30)), montre="Un essai", dans=name).status == 404
    assert before == {path: path.read_bytes() for path in browser.desk.content.rglob("*") if path.is_file()}
