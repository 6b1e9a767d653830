"""The licences of the built site: a file, a package or a typeface that nothing names is a fault."""

import json
import zipfile

import pytest
from bs4 import BeautifulSoup

from theme.plugins.hosts import apache, netlify, nginx, policy
from theme.plugins.licences import pages, parts

#: What the build writes of the settings and texts of the site, by its ending or its name.
HERS = (".xml", ".txt", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".json", ".pdf", ".br", ".gz")
OF_HOSTS = {apache.NAME, netlify.HEADERS, netlify.REDIRECTS, nginx.NAME, policy.FILE}
#: What the project's own archives hold at their top, by archive.
TOPS = {
    "estimator.whl": {"estimator"},
    "libraries.zip": {"jinja2", "markupsafe", "compiled_templates"},
}


@pytest.fixture(scope="module")
def engine(site):
    """The engine's folder, from the site's root."""
    (folder,) = (site / "estimation" / "moteur").iterdir()
    return folder.relative_to(site).as_posix()


def test_every_file_of_the_site_is_a_part_of_something(site, engine):
    """What is no text nor picture of hers."""
    names = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    others = {name for name in names - OF_HOSTS if not name.endswith(HERS) and not name.startswith("images/")}

    assert len(others) > 40
    assert [name for name in sorted(others) if not any(part.holds(name, engine) for part in parts.parts())] == []


def test_every_part_is_in_some_file(site, engine):
    """What is not sent any more is not named any more."""
    names = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]

    assert [part.name for part in parts.parts() if not any(part.holds(name, engine) for name in names)] == []


@pytest.mark.parametrize("archive", TOPS)
def test_archives_hold_what_is_named(site, engine, archive):
    """One more package in an archive is one more part."""
    held = zipfile.ZipFile(site / engine / archive).namelist()

    assert {name.split("/")[0] for name in held if ".dist-info" not in name} == TOPS[archive]


def test_pyodide_brings_no_package(site, engine):
    """Neither the runtime's own packages nor others are fetched."""
    worker = (site / engine / "worker.js").read_text(encoding="utf-8")

    assert "packages:{}" in worker or '"packages":{}' in worker


def test_the_page_names_every_part_with_version_licence_and_source(site):
    """Which the legal notices lead to."""
    page = BeautifulSoup((site / pages.PAGE).read_text(encoding="utf-8"), "html.parser")
    rows = {row.th.strong.get_text(): row for row in page.select("tbody tr")}
    notices = BeautifulSoup((site / "mentions-legales" / "index.html").read_text(encoding="utf-8"), "html.parser")

    assert list(rows) == [part.name for part in parts.parts()]
    for part in parts.parts():
        assert part.version in rows[part.name].get_text()
        assert part.licence in rows[part.name].get_text()
        assert not part.source or rows[part.name].find("a", href=part.source)
    assert notices.find("main").find("a", href="../licences/")


def test_the_file_and_the_licences_of_typefaces_are_there(site):
    """The texts whole; those of the typefaces beside them."""
    beside = [path.read_text(encoding="utf-8") for path in sorted((site / "theme").glob("*.txt"))]

    assert (site / pages.FILE).read_text(encoding="utf-8") == pages.whole(parts.parts())
    assert len(beside) == 2
    assert all("SIL OPEN FONT LICENSE Version 1.1" in text for text in beside)


def test_the_engine_s_description_is_no_part(site, engine):
    """It holds nothing that anyone else has made."""
    manifest = json.loads((site / engine / "manifest.json").read_text(encoding="utf-8"))

    assert manifest["lock"]["packages"] == {}
