"""The list of what the site sends: versions of the locks, whole texts of the licences, and nothing left out."""

import json
import re

import pytest

from theme import THEME
from theme.plugins.licences import pages, parts
from theme.plugins.look import assets, fonts

#: What the build uses and does not send, and what her desk is made of.
TOOLS = {
    "esbuild",
    *(f"@codemirror/{name}" for name in ("commands", "language", "state", "view")),
    *("@lezer/highlight", "@lezer/markdown"),
}
#: A sentence of each licence, by the words that name it.
SAID = {
    "MIT": "Permission is hereby granted, free of charge",
    "MPL-2.0": "Mozilla Public License Version 2.0",
    "PSF-2.0": "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2",
    "BSD-2-Clause": "Redistributions in binary form must reproduce the above copyright",
    "BSD-3-Clause": "Neither the name of the copyright holder nor the names of its",
    "Zlib": "Altered source versions must be plainly marked as such",
    "bzip2-1.0.6": "Julian R Seward",
    "domaine public": "public domain",
    "OFL-1.1": "SIL OPEN FONT LICENSE Version 1.1",
    "ISC": "ISC License",
}


def named():
    """Return the parts by name."""
    return {part.name: part for part in parts.parts()}


def test_every_package_of_npm_is_a_part_or_a_tool():
    """One more in theme/package.json must be named, or be no more than a tool."""
    packages = set(json.loads((THEME / "package.json").read_text(encoding="utf-8"))["dependencies"])
    text = (parts.FOLDER / "parts.toml").read_text(encoding="utf-8")

    assert {package for package in packages if f'"npm:{package}"' not in text} == TOOLS


def test_every_typeface_is_a_part():
    """Those of the style sheets."""
    texts = {part.text.removeprefix("npm:@fontsource-variable/") for part in parts.parts()}

    assert {face.source.split("/")[0] for face in fonts.FACES} <= texts


@pytest.mark.parametrize("name", ["Pyodide", "Jinja", "MarkupSafe", "EB Garamond", "python-docx"])
def test_versions_are_those_installed(name):
    """What the locks say is what is there."""
    part = named()[name]
    kind, _, package = part.text.partition(":")
    if kind == "pip":
        installed = parts.distribution(package).version
    else:
        folder = THEME / "node_modules" / (package or "pyodide")
        installed = json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"]

    assert part.version == installed


def test_what_pyodide_is_made_of_has_its_version():
    """Of Python and of Emscripten, as numbers."""
    assert re.fullmatch(r"3\.\d+\.\d+", named()["CPython"].version)
    assert re.fullmatch(r"\d+\.\d+\.\d+", named()["Emscripten, avec musl"].version)


@pytest.mark.parametrize("part", parts.parts(), ids=lambda part: part.name)
def test_every_licence_is_told_whole(part):
    """The text that its name promises, with who owns the part."""
    text = parts.text_of(part)
    plain = " ".join(text.split())

    assert [licence for licence in part.licence.split(", ") if " ".join(SAID[licence].split()) not in plain] == []
    assert part.licence == "MPL-2.0" or "opyright" in text
    assert part.source.startswith("https://") or part.name == "Le programme de ce site"


def test_a_typeface_names_its_owner_and_its_reserved_name():
    """Its package names another: the font itself knows."""
    assert "Adobe" in parts.text_of(named()["Source Sans 3"])
    assert "Reserved Font Name ‘Source’" in parts.text_of(named()["Source Sans 3"])
    assert "The EB Garamond Project Authors" in parts.text_of(named()["EB Garamond"])


def test_the_file_holds_each_licence_once():
    """One file, to be read or kept."""
    told = pages.whole(parts.parts())

    assert told.count("Mozilla Public License Version 2.0") == 1
    assert all(part.name in told for part in parts.parts())


def test_scripts_are_joined_with_our_own_alone():
    """A package that one of them imported would be sent too."""
    imports = re.compile(r"""(?:from|import)\s*\(?\s*["']([^"']+)["']""")
    sources = [path for folder in assets.SCRIPT_FOLDERS for path in folder.glob("*.js")]
    found = {name for path in sources for name in imports.findall(path.read_text(encoding="utf-8"))}

    assert len(sources) > 10
    assert [name for name in found if not name.startswith(".")] == []


def test_a_font_that_is_cut_has_another_name_where_its_own_is_reserved():
    """The Open Font License keeps a reserved name for the font as its maker made it."""
    for name, content in fonts.files("Camille Durand").items():
        record = fonts.TTFont(fonts.io.BytesIO(content))["name"]
        owner = record.getDebugName(parts.COPYRIGHT)
        reserved = re.findall("Reserved Font Name ‘(.*?)’", owner)

        assert owner, name
        assert [word for word in reserved if word in str(record.getDebugName(1))] == []
