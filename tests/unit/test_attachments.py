"""The files that texts name: what may be published, what is refused with its line, what documents tell."""

import zipfile

import pytest
from PIL import Image
from pypdf import PdfWriter

from theme.plugins.checks import attachments, content_files, document_properties
from theme.plugins.checks.content_check import check
from theme.plugins.checks.document_properties import UnreadableDocument, properties
from theme.plugins.look import drawing_check
from theme.plugins.problems import Severity

TEXT = "---\ntitle: Un titre\ndescription: Une description.\n---\n\n{}\n"
CORE = (
    '<p:coreProperties xmlns:p="urn:p" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Mes tarifs</dc:title>'
    "<dc:creator>Camille</dc:creator><p:lastModifiedBy>Poste 3</p:lastModifiedBy></p:coreProperties>"
)
META = (
    '<o:document-meta xmlns:o="urn:o" xmlns:m="urn:m" xmlns:dc="http://purl.org/dc/elements/1.1/"><o:meta>'
    "<m:initial-creator>Anne</m:initial-creator><dc:creator>Anne</dc:creator></o:meta></o:document-meta>"
)


def archive(path, part="docProps/core.xml", text=CORE):
    """Write a document of an office program, with its properties."""
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("word/document.xml", "<d/>")
        if part:
            file.writestr(part, text)


def pdf(path, password=None, **told):
    """Write a PDF of one page, with its properties."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({f"/{name}": value for name, value in told.items()})
    if password is not None:
        writer.encrypt(password)
    writer.write(path)


@pytest.fixture
def images(content):
    """The folder of images, with a file of each kind."""
    folder = content / "images"
    folder.mkdir()
    for kind in ("jpg", "png", "webp"):
        Image.new("RGB", (20, 10)).save(folder / f"photo.{kind}")
    (folder / "plan.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>', encoding="utf-8")
    for name in ("photo.HEIC", "film.mp4", "notes.txt", "vieux.doc", ".secret.pdf"):
        (folder / name).write_bytes(b"octets")
    pdf(folder / "tarifs.pdf", Author="Camille", Title="Mes tarifs")
    pdf(folder / "mes tarifs.pdf")
    archive(folder / "tarifs.docx")
    return folder


@pytest.fixture
def told(content):
    """Write a page with one line, and return (line, message) of each fault."""

    def write(line):
        (content / "pages").mkdir(exist_ok=True)
        (content / "pages" / "a.md").write_text(TEXT.format(line), encoding="utf-8")
        return [(problem.line, problem.message) for problem in check(content) if problem.is_fault]

    return write


@pytest.mark.parametrize(
    "line",
    [
        "![Mon bureau]({static}/images/photo.jpg)",
        '![Mon bureau]({static}/images/photo.webp "Un titre")',
        "![Mon bureau][b]\n\n[b]: {static}/images/photo.png",
        "![Un plan]({static}/images/plan.svg)",
        "[Mes tarifs]({static}/images/tarifs.pdf)",
        '[Mes tarifs]({static}/images/tarifs.pdf "Un titre")',
        "[Mes tarifs]({attach}../images/tarifs.docx#page=2)",
        "[Mes tarifs]({static}/images/mes%20tarifs.pdf)",
        '<a href="{static}/images/tarifs.docx">Mes tarifs</a>',
    ],
)
def test_a_file_of_a_kind_that_is_published_is_accepted(images, told, line):
    """Photographs that are shown, drawings, documents; with a space written as addresses write it."""
    assert told(line) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[Photo]({static}/images/photo.jpg)", "par un lien, elle serait publiée avec son lieu"),
        ('<img src="{static}/images/photo.png" alt="Un bureau">', "par un lien, elle serait publiée avec son lieu"),
        ("![Un bureau]({static}/images/photo.HEIC)", "au format JPEG, PNG, WebP ou SVG"),
        ("[Photo]({static}/images/photo.HEIC)", "n’est pas d’une sorte qui se publie"),
        ("[Film]({static}/images/film.mp4)", "n’est pas d’une sorte qui se publie"),
        ("[Notes]({attach}../images/notes.txt)", "n’est pas d’une sorte qui se publie"),
        ("[Vieux]({static}/images/vieux.doc)", "n’est pas d’une sorte qui se publie"),
        ("[Réglages]({static}/secretaire.toml)", "n’est pas d’une sorte qui se publie"),
        ("[Texte]({static}/pages/a.md)", "n’est pas d’une sorte qui se publie"),
        ("[Dossier]({static}/images)", "n’est pas d’une sorte qui se publie"),
        ("[Ailleurs]({static}/../ailleurs.pdf)", "n’est pas dans le dossier content"),
        ("[Caché]({static}/images/.secret.pdf)", "est un fichier caché"),
        ("[Tarifs]({filename}/images/tarifs.pdf)", "se nomme ainsi : {static}/images/tarifs.pdf"),
        ("[Tarifs]({static}/images/mes tarifs.pdf)", "« /images/mes tarifs.pdf » contient une espace"),
        ("[Tarifs]({static}/images/absent.pdf)", "ne mène à aucun fichier"),
        ("![Un bureau]({static}/images/Ma photo.JPG)", "sous un nom sans accent ni espace"),
        ("![Un bureau]({static}/images/Photo.JPG)", "Vouliez-vous écrire photo.jpg ?"),
        ("![Un bureau]({static}/images/foto.png)", "Vouliez-vous écrire photo.png ?"),
        ("[Tarifs]({static}/images/Tarifs.pdf)", "Vouliez-vous écrire tarifs.pdf ?"),
        ("[Une page]({filename}/pages/A.md)", "Vouliez-vous écrire a.md ?"),
        ("[Tarifs]({static}/images/m%C3%A9mo.pdf)", "ne mène à aucun fichier. Vérifiez le nom"),
    ],
)
def test_another_file_is_refused_once_with_its_line(images, told, line, said):
    """One message for one mistake, which says what to do."""
    pdf(images.parent.parent / "ailleurs.pdf")
    [(number, message)] = told(line)

    assert number == 6
    assert said in message


def test_a_document_that_tells_its_author_is_a_warning(images, told):
    """Any reader sees it; one that says nothing, or that no text names, is not told."""
    assert told("[Mes tarifs]({static}/images/tarifs.pdf), [deux]({static}/images/mes%20tarifs.pdf)") == []
    [problem] = check(images.parent)

    assert problem.path == images / "tarifs.pdf"
    assert problem.severity is Severity.WARNING
    assert "auteur « Camille », titre « Mes tarifs »" in problem.message


@pytest.mark.parametrize("name", ["faux.pdf", "faux.docx", "secret.pdf"])
def test_a_document_that_cannot_be_read_is_refused(images, told, name):
    """What is published is looked at before: broken, or locked by a password."""
    (images / "faux.pdf").write_bytes(b"%PDF-1.7 rien")
    (images / "faux.docx").write_bytes(b"PK rien")
    pdf(images / "secret.pdf", password="mot de passe")
    [(number, message)] = told(f"[x]({{static}}/images/{name})")

    assert (number, "ne se lit pas" in message) == (6, True)


def test_properties_of_documents_are_read(images, tmp_path):
    """Each author once, who changed it last too; none where there is none."""
    archive(tmp_path / "a.odt", "meta.xml", META)
    archive(tmp_path / "b.xlsx", part=None)

    assert properties(images / "tarifs.pdf") == (["Camille"], "Mes tarifs")
    assert properties(images / "tarifs.docx") == (["Camille", "Poste 3"], "Mes tarifs")
    assert properties(tmp_path / "a.odt") == (["Anne"], "")
    assert properties(tmp_path / "b.xlsx") == ([], "")


def test_a_document_that_swells_is_not_read(tmp_path):
    """A small archive may hold much, and an entity more."""
    archive(tmp_path / "a.docx", text=" " * (document_properties.LARGEST + 1))
    archive(tmp_path / "b.docx", text=f'<!DOCTYPE a [<!ENTITY b "c">]>{CORE}')

    for name in ("a.docx", "b.docx"):
        with pytest.raises(UnreadableDocument):
            properties(tmp_path / name)


SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'


@pytest.mark.parametrize(
    "inside",
    [
        '<path d="M0 0h9" fill="url(#a)"/><a href="https://www.exemple.fr"><text>x</text></a>',
        '<use href="#a"/><image href="data:image/png;base64,AAAA"/>',
        "<style>path { fill: url('#a') }</style><!-- un mot -->",
        '<metadata><r:RDF xmlns:r="urn:r" r:resource="http://purl.org/dc"/></metadata>',
    ],
)
def test_a_drawing_alone_is_accepted(tmp_path, inside):
    """What drawing programs write: gradients, links, metadata."""
    (tmp_path / "a.svg").write_text(SVG.format(inside), encoding="utf-8")

    assert drawing_check.fault(tmp_path / "a.svg") is None


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<script>alert(1)</script>", drawing_check.PROGRAM),
        ('<path onclick="alert(1)"/>', drawing_check.PROGRAM),
        ('<a href=" javascript:alert(1)"/>', drawing_check.PROGRAM),
        ('<a xlink:href="javascript:alert(1)"/>', drawing_check.PROGRAM),
        ('<set attributeName="href" to="javascript:alert(1)"/>', drawing_check.PROGRAM),
        ('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>', drawing_check.PROGRAM),
        ('<image href="https://www.exemple.fr/a.png"/>', drawing_check.ELSEWHERE),
        ('<use xlink:href="autre.svg#a"/>', drawing_check.ELSEWHERE),
        ('<path style="fill: url(https://www.exemple.fr/a)"/>', drawing_check.ELSEWHERE),
        ("<style>@import 'a.css';</style>", drawing_check.ELSEWHERE),
        ("<path", "ne se lit pas"),
    ],
)
def test_a_drawing_that_does_more_is_refused(images, told, inside, said):
    """A program, or a file of somewhere else; as an image, as a link, as a logo."""
    (images / "plan.svg").write_text(SVG.format(inside), encoding="utf-8")
    [(_, message)] = told("![Un plan]({static}/images/plan.svg)")

    assert said in message


def test_entities_and_outer_styles_of_a_drawing_are_refused(tmp_path):
    """Both stand before the drawing itself."""
    for name, before in {"a": '<!DOCTYPE svg [<!ENTITY a "b">]>', "b": '<?xml-stylesheet href="a.css"?>'}.items():
        (tmp_path / f"{name}.svg").write_text(before + SVG.format(""), encoding="utf-8")

        assert drawing_check.fault(tmp_path / f"{name}.svg") == drawing_check.PROGRAM


@pytest.fixture
def folder(content):
    """A folder of contents with links of each kind, and names that systems leave."""
    outside = content.parent / "ailleurs"
    outside.mkdir()
    (outside / "prive.md").write_text(TEXT.format("Privé."), encoding="utf-8")
    (content / "pages" / "sous").mkdir(parents=True)
    for name in ("._a.md", ".#b.md", ".~c.md", "d.md~", "~$e.docx", "Thumbs.db", "desktop.ini"):
        (content / "pages" / "sous" / name).write_text("sans en-tête", encoding="utf-8")
    (content / ".obsidian").mkdir()
    (content / ".obsidian" / "f.md").write_text("sans en-tête", encoding="utf-8")
    return content


def test_what_systems_leave_is_neither_read_nor_told(folder):
    """At any depth; a lock of an editor is a dead link with such a name."""
    (folder / "pages" / ".#g.md").symlink_to("moi@machine.12")

    assert check(folder) == []
    assert [path.name for path in content_files.files(folder)] == ["secretaire.toml"]


@pytest.mark.parametrize("target", ["../ailleurs/prive.md", "nulle-part.md", "../ailleurs", "../../etc/hostname"])
@pytest.mark.parametrize("place", ["pages/lien.md", "images", "lien"])
def test_a_link_to_another_place_is_told_and_not_followed(folder, target, place):
    """To a file, to a folder, to nothing; read by no check, so that nothing else is told."""
    (folder / place).symlink_to(folder.parent / "x" / target if target.startswith("nulle") else folder / target)
    [problem] = check(folder)

    assert (problem.path, problem.line) == (folder / place, None)
    assert "Copiez à sa place" in problem.message
    assert content_files.files(folder / place) == []


def test_a_file_behind_a_link_is_not_in_the_folder(folder, told):
    """Named through a link of a folder, it is outside."""
    (folder / "images").symlink_to(folder.parent / "ailleurs")
    pdf(folder.parent / "ailleurs" / "prive.pdf")

    assert attachments.unpublishable(folder / "images" / "prive.pdf", folder).startswith("n’est pas dans")
