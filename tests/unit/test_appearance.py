"""The section `[apparence]`: what is told of a colour or a logo, and the size of a logo."""

import pytest
from PIL import Image

from theme.plugins.look import appearance
from theme.plugins.settings.secretaire import FILE, load

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}"/>'


def told(images, **chosen):
    """Return what is said of these choices."""
    return list(appearance.faults({"apparence": chosen}, images))


@pytest.fixture
def images(tmp_path):
    """A folder of images with a logo of each kind."""
    (tmp_path / "logo.svg").write_text(SVG.format(200, 100), encoding="utf-8")
    (tmp_path / "bad.svg").write_text("<svg", encoding="utf-8")
    (tmp_path / "bare.svg").write_text("<svg/>", encoding="utf-8")
    (tmp_path / "flat.svg").write_text(SVG.format(200, 0), encoding="utf-8")
    (tmp_path / "bad.png").write_bytes(b"no image")
    (tmp_path / "heavy.png").write_bytes(bytes(30_001))
    (tmp_path / "short.svg").write_text(SVG.replace("0 0 {} {}", "0 0 100"), encoding="utf-8")
    (tmp_path / "endless.svg").write_text(SVG.format("1e999", 10), encoding="utf-8")
    (tmp_path / "page.svg").write_text('<html viewBox="0 0 10 10"/>', encoding="utf-8")
    Image.new("RGB", (60, 40)).save(tmp_path / "logo.png")
    Image.effect_noise((90, 90), 50).save(tmp_path / "cut.png")
    (tmp_path / "cut.png").write_bytes((tmp_path / "cut.png").read_bytes()[:500])
    return tmp_path


def test_without_the_section_nothing_is_told(images):
    """All of it is optional."""
    assert list(appearance.faults({}, images)) == []


@pytest.mark.parametrize("name", ["logo.svg", "logo.png"])
def test_a_logo_that_can_be_read_is_accepted(images, name):
    """SVG or PNG, in the folder of images."""
    assert told(images, logo=name) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("other.svg", "n’est pas dans content/images"),
        ("logo.gif", "un fichier SVG ou PNG"),
        ("../logo.svg", "un fichier SVG ou PNG"),
        (3, "un fichier SVG ou PNG"),
        ("heavy.png", "dépasse 30 ko"),
        ("bad.svg", "ne se lit pas"),
        ("bare.svg", "ne se lit pas"),
        ("flat.svg", "ne se lit pas"),
        ("short.svg", "ne se lit pas"),
        ("endless.svg", "ne se lit pas"),
        ("page.svg", "ne se lit pas"),
        ("bad.png", "ne se lit pas"),
        ("cut.png", "ne se lit pas"),
    ],
)
def test_a_logo_that_cannot_serve_is_told(images, name, said):
    """What is wrong, and how to mend it."""
    [(section, key, message)] = told(images, logo=name)

    assert (section, key) == ("apparence", "logo")
    assert said in message


def test_each_wrong_colour_is_told(images):
    """Both keys."""
    assert [key for _, key, _ in told(images, couleur="rose", couleur_cachet="#ffff00")] == [
        "couleur",
        "couleur_cachet",
    ]


def test_a_section_that_is_no_section_is_told(content, settings_text):
    """`apparence = 3` is a slip of the pen: told once, and nothing is looked for in it."""
    (content / FILE).write_text(f"apparence = 3\n{settings_text}", encoding="utf-8")
    [problem] = load(content / FILE)[1]

    assert (problem.line, "écrivez [apparence] seul sur sa ligne" in problem.message) == (1, True)


@pytest.mark.parametrize(
    ("chosen", "size"), [({}, (48, 56)), ({"logo": "logo.svg"}, (112, 56)), ({"logo": "logo.png"}, (84, 56))]
)
def test_a_logo_is_as_high_as_ours(images, chosen, size):
    """And as wide as it must be."""
    assert appearance.logo_size({"apparence": chosen}, images) == size


def test_a_very_wide_logo_stays_within_the_header(images):
    """240 pixels: a phone's header has room for it."""
    (images / "wide.svg").write_text(SVG.format(1000, 100), encoding="utf-8")

    assert appearance.logo_size({"apparence": {"logo": "wide.svg"}}, images) == (240, 24)


def test_the_settings_tell_a_wrong_colour_with_its_line(tmp_path, settings_text):
    """As every other mistake in the file."""
    (tmp_path / FILE).write_text(f'{settings_text}\n[apparence]\ncouleur = "rose"\n', encoding="utf-8")
    [problem] = load(tmp_path / FILE)[1]

    assert problem.line == settings_text.count("\n") + 3
    assert "« couleur »" in problem.message


def test_the_settings_tell_an_unknown_key(tmp_path, settings_text):
    """A slip is no silent default."""
    (tmp_path / FILE).write_text(f'{settings_text}\n[apparence]\ncolor = "vert"\n', encoding="utf-8")
    [problem] = load(tmp_path / FILE)[1]

    assert "« color » n’existe pas dans [apparence]" in problem.message
