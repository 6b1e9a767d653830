"""Which files of `content/` a build publishes: those that texts name, and nothing private with them."""

import zipfile

import pytest
from PIL import Image
from pypdf import PdfWriter

import tasks

#: Bytes that no published file may hold.
PRIVATE = b"48.1113 N 1.6800 W, iPhone de Camille"
TEXT = "---\ntitle: {0}\ndescription: {0}, en bref.\nslug: {0}\n{1}---\n\n{2}\n"


def place(path, content=PRIVATE):
    """Write a file, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def photograph(path):
    """Write a photograph that tells who took it."""
    told = Image.Exif()
    told[0x010F] = PRIVATE.decode()
    told.get_ifd(0x8825)[1] = "N"
    Image.effect_noise((600, 400), 60).convert("RGB").save(path, exif=told)
    assert PRIVATE in path.read_bytes()


def holding(output, secret):
    """Return the names of the published files that hold `secret`."""
    return [path.name for path in output.rglob("*") if path.is_file() and secret in path.read_bytes()]


def test_only_what_texts_name_is_published(content, output, capsys):
    """Photographs remade, named documents as they are and told; the rest stays at home, told or not."""
    images = content / "images"
    for name in ("IMG_1234.HEIC", "client.docx", "film.mp4", "autre.pdf", "Thumbs.db", "desktop.ini", ".DS_Store"):
        place(images / name)
    place(content / "notes.txt")
    for name in ("bureau.jpg", "reserve.jpg", "brouillon.jpg"):
        photograph(images / name)
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Author": "Camille", "/Title": "Mes tarifs 2026"})
    writer.write(images / "mes tarifs.pdf")
    writer.write(images / "projet.pdf")
    with zipfile.ZipFile(images / "fiche.docx", "w") as file:
        file.writestr("docProps/core.xml", '<a xmlns:dc="urn:dc"><dc:creator>Poste 3</dc:creator></a>')
    named = (
        "![Mon bureau]({static}/images/bureau.jpg)\n\n[Mes tarifs]({static}/images/mes%20tarifs.pdf)\n\n"
        "[La fiche]({attach}../images/fiche.docx)"
    )
    (content / "pages" / "essai.md").write_text(TEXT.format("essai", "", named), encoding="utf-8")
    hidden = "![Plus tard]({static}/images/brouillon.jpg)\n\n[Le projet]({static}/images/projet.pdf)"
    (content / "pages" / "projet.md").write_text(TEXT.format("projet", "status: draft\n", hidden), encoding="utf-8")

    problems = tasks.make_site(output, content)
    said = capsys.readouterr().err.replace("\u00a0", " ")

    assert problems == ""
    assert holding(output, PRIVATE) == []
    published = {path.relative_to(output).as_posix() for path in (output / "images").rglob("*")}
    assert {name.partition("-")[0] for name in published} == {
        *("images/bureau", "images/mes tarifs.pdf", "images/portrait.svg")
    }
    assert (output / "images" / "mes tarifs.pdf").read_bytes() == (images / "mes tarifs.pdf").read_bytes()
    assert (output / "essai" / "fiche.docx").read_bytes() == (images / "fiche.docx").read_bytes()
    assert said.startswith("Attention :\n")
    assert "images/mes tarifs.pdf : Publié tel quel, ce document dit" in said
    assert "auteur « Camille », titre « Mes tarifs 2026 »" in said
    assert "auteur « Poste 3 »" in said
    left = ("IMG_1234.HEIC", "client.docx", "film.mp4", "autre.pdf", "reserve.jpg", "brouillon.jpg", "projet.pdf")
    assert [name for name in left if f"images/{name} : Non publié : aucun texte publié" not in said] == []
    assert "notes.txt : Non publié : aucun texte" in said
    assert "projet.md : Non publié : c’est un brouillon" in said
    assert [name for name in ("Thumbs.db", "desktop.ini", ".DS_Store", "secretaire.toml") if name in said] == []


@pytest.mark.parametrize("good", [True, False])
def test_hidden_texts_are_neither_read_nor_published(content, output, capsys, good):
    """A good one has no page, a bad one stops nothing, none is told; in a folder below too."""
    date = {"articles": "date: 2026-01-01\n", "pages": ""}
    for folder, header in date.items():
        for index, name in enumerate(("._x.md", ".#essai.md", ".~tarifs.md", ".cache/x.md", "sous/._y.md")):
            text = TEXT.format(f"cache-{index}-{folder}", header, "Un secret.") if good else "Mac OS X\x00\x05\x16"
            place(content / folder / name, text.encode())

    assert tasks.make_site(output, content) == ""
    assert holding(output, b"Un secret.") == []
    assert list(output.rglob("cache-*")) == []
    assert "Attention" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("images/hostname.pdf", "/etc/hostname"),
        ("images/dossier", "/etc"),
        ("articles/mort.md", "nulle-part.md"),
        ("pages/ailleurs", "/etc"),
        ("articles", "pages"),
    ],
)
def test_a_link_to_another_place_stops_the_build_and_is_told(content, output, link, target):
    """A file, a folder, one that is dead: nothing of it is read or published."""
    if (content / link).is_dir():
        (content / link).rename(content / "textes")
    (content / link).parent.mkdir(exist_ok=True)
    (content / link).symlink_to(target)

    problems = tasks.make_site(output, content)

    assert f"{link} : C’est un lien vers un autre endroit" in problems.replace("\u00a0", " ")
    assert "Traceback" not in problems
    assert not output.exists()


def test_a_file_that_a_sentence_names_is_looked_at_too(content, output):
    """What no check of lines can see is caught before anything is written."""
    place(content / "images" / "secret.HEIC")
    photograph(content / "images" / "photo.jpg")
    for name in ("secret.HEIC", "photo.jpg"):
        said = f"[x]({{static}}/images/{name})"
        (content / "phrases.toml").write_text(
            f'[reponse_moins_cher]\nequilibre = "{said}"\nsinon = "{said}"\n', encoding="utf-8"
        )
        text = TEXT.format("essai", "", "{{ reponse_moins_cher }}")
        (content / "pages" / "essai.md").write_text(text, encoding="utf-8")

        problems = tasks.make_site(output, content)

        assert f"images/{name}" in problems
        assert "Ce fichier" in problems
        assert "Traceback" not in problems
        assert not output.exists()
