"""What the documents promise: decisions with their day and their alternative, a map that names what there is."""

import fnmatch
import os
import re
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
#: Folders that are nobody's text: installed, made, or hers.
FOREIGN = {"node_modules", "content", "history", "output", "dist", "made"}
#: How wide a line may be, and how many of them a decision may take.
COLUMNS, LINES = 120, 5
#: The title of a decision, then its day, and a place in the code where one is named.
BEGINNING = re.compile(r"- \*\*[^*]+\*\* \((\d{4}-\d\d-\d\d)(?:\)|, )")
ALTERNATIVE = re.compile(r"\bRejected(?:, [^:.]+)?: \S")


def files():
    """Yield every file of the project."""
    for folder, inner, names in os.walk(ROOT):
        inner[:] = sorted(name for name in inner if name[0] not in "._" and name not in FOREIGN)
        yield from (Path(folder) / name for name in sorted(names))


FILES = list(files())
READMES = [
    path for path in FILES if path.name == "README.md" and "\n## Decisions\n" in path.read_text(encoding="utf-8")
]


def decisions(text):
    """Return the decisions of a README, each as its lines, and what stands among them that is none."""
    body = text.partition("\n## Decisions\n")[2].partition("\n## ")[0]
    before, *found = re.split(r"(?m)^(?=- )", body)
    return [bullet.rstrip("\n").split("\n") for bullet in found], before.strip()


def faults(lines):
    """Return what a decision, given as its lines, lacks or has too much of."""
    told = []
    text = " ".join(line.strip() for line in lines)
    beginning = BEGINNING.match(text)
    if beginning is None:
        told.append("no day")
    else:
        date.fromisoformat(beginning[1])
    if not ALTERNATIVE.search(text):
        told.append("no alternative")
    if len(lines) > LINES or max(map(len, lines)) > COLUMNS:
        told.append("too long")
    return told


@pytest.mark.parametrize("path", READMES, ids=lambda path: path.parent.relative_to(ROOT).as_posix())
def test_each_decision_has_its_day_its_alternative_and_five_lines(path):
    """Nothing else stands under « Decisions », least of all one day for all."""
    found, before = decisions(path.read_text(encoding="utf-8"))

    assert before == ""
    assert found
    assert {lines[0]: faults(lines) for lines in found if faults(lines)} == {}


def test_decisions_stand_beside_what_they_decide():
    """In the folder that they are about; each once."""
    places = {path.parent.relative_to(ROOT).as_posix() for path in READMES}
    titles = [lines[0].split("**")[1] for path in READMES for lines in decisions(path.read_text(encoding="utf-8"))[0]]

    assert places >= {"estimator/law", *(f"theme/{name}" for name in ("desk", "plugins", "preview", "publishing"))}
    assert len(titles) > 100
    assert len(set(titles)) == len(titles)


def test_a_place_that_a_decision_names_is_there():
    """Files move: what is said of them is read beside them."""
    names = [f"/{path.relative_to(ROOT).as_posix()}" for path in FILES]
    told = {
        (path.parent.name, place)
        for path in READMES
        for place in re.findall(r"`([\w./*-]+\.(?:py|js|mjs))`", path.read_text(encoding="utf-8"))
    }

    assert len(told) > 30
    assert {(folder, place) for folder, place in told if not fnmatch.filter(names, f"*/{place}")} == set()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("- **A** (2026-11-28): b. Rejected: c.", []),
        ("- **A** (2026-11-28, `c.py`). Rejected, in kB: d.", []),
        ("- **A**: b. Rejected: c.", ["no day"]),
        ("- **A** (2026-11): b. Rejected: c.", ["no day"]),
        ("- **A** (2026-11-28): b.", ["no alternative"]),
        ("- **A** (2026-11-28): b. Rejected: c." + "\n  d" * 5, ["too long"]),
        ("- **A** (2026-11-28): b. Rejected: c" + " d" * 60, ["too long"]),
    ],
)
def test_what_a_decision_lacks_is_seen(text, fault):
    """Each judgement above has a fault that it finds."""
    assert faults(text.split("\n")) == fault


#: A line of the map that opens a folder: how deep it stands, the folder, what is said of it.
FOLDER = re.compile(r"( *)([\w./-]+/)(?: +(.*))?$")
#: A file that is named with its ending, anywhere in the map.
FILE = re.compile(r"[\w-]+\.(?:py|js|mjs|toml|json|md|css|html)\b")


def the_map():
    """Return the map of CONTRIBUTING, and what it says of each folder by its path, lines joined."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("\n```\n")[2].partition("\n```\n")[0]
    said, above = {}, []
    for line in text.split("\n"):
        opened = FOLDER.match(line)
        if opened:
            depth = len(opened[1]) // 2
            above[depth:] = [opened[2].rstrip("/")]
            said["/".join(above)] = opened[3] or ""
        elif line.startswith(" " * 24):
            said["/".join(above)] += " " + line.strip()
    return text, said


def named(told):
    """Return the modules that stand before the first colon, each perhaps with a word in brackets."""
    return {name.strip() for name in re.sub(r"\([^()]*\)", "", told).partition(":")[0].split(",")}


PACKAGES = [
    path.parent.relative_to(ROOT).as_posix()
    for path in FILES
    if path.name == "__init__.py" and (path.is_relative_to(ROOT / "estimator") or "plugins" in path.parts)
]


@pytest.mark.parametrize("folder", PACKAGES)
def test_the_map_names_each_module(folder):
    """Of the engine and of the plug-ins: all that there are, none that is gone."""
    modules = {path.stem for path in (ROOT / folder).glob("*.py")} - {"__init__"}

    assert named(the_map()[1][folder]) == modules


def test_the_map_names_no_file_nor_folder_that_is_gone():
    """Elsewhere too."""
    text, said = the_map()

    assert len(said) > 30
    assert [folder for folder in said if not (ROOT / folder).is_dir()] == []
    assert set(FILE.findall(text)) - {path.name for path in FILES} == set()
