"""The editor of texts, as Node and esbuild make it: its parts in one script, the site's marks, French words."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from theme.desk import pages
from theme.plugins.checks import content_header
from theme.plugins.figures import marks

ROOT = Path(__file__).parents[2]
EDITOR = ROOT / "theme" / "desk" / "editor"
TEXTS = sorted([*(ROOT / "content" / "pages").glob("*.md"), *(ROOT / "content" / "articles").glob("*.md")])
#: Bytes: CodeMirror whole, with every language that its Markdown brings, is 517,000.
LARGEST = 340_000
#: Brackets of a sentence and marks, one in the other, left open, side by side.
BRACKETS = [
    "a ((b {{ c }})) d",
    "(a ((b {{ c }}) d)) {{ e }}))",
    "((a (b) {{ c }})) ((d))",
    "((a ((b {{ c }})) {{ d }}))",
    "(((a {{ b }})))",
    ") )) {{ a }} ((",
    "(a) ((\n- {{ b }}\n)) {{ c\\_d }}",
    "[x](((y {{ z }}))) {{z}}",
]


class Names:
    """Names that all say themselves."""

    is_markdown = True

    def __init__(self, text=""):
        self.text = text

    def get(self, name):
        """Return the figure of a name."""
        return Names(f"<{name}>")

    def __iter__(self):
        return iter(())


def found(texts):
    """Return the marks that the editor finds in each text."""
    script = (
        f'import {{ marks }} from "{(EDITOR / "marks.js").as_uri()}";'
        'import { readFileSync } from "node:fs";'
        "console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(marks)));"
    )
    command = [shutil.which("node"), "--input-type=module", "-e", script]
    done = subprocess.run(command, input=json.dumps(texts), capture_output=True, encoding="utf-8", check=True)
    return json.loads(done.stdout)


def without_marks(text, there):
    """Return a text whose names say themselves, without the brackets of what may go."""
    cuts = [(it["from"], it["to"], f"<{it['name']}>") for it in there["named"]]
    cuts += [cut for it in there["pieces"] for cut in ((it["from"], it["from"] + 2, ""), (it["to"] - 2, it["to"], ""))]
    for first, last, said in sorted(cuts, reverse=True):
        text = text[:first] + said + text[last:]
    return text


def test_marks_are_those_of_the_site():
    """In every text of the sample, and where brackets are hard to part."""
    bodies = [content_header.read(path, path.parent.name).body for path in TEXTS]
    # Beyond the first plane, a letter is two of JavaScript's.
    texts = ["".join(letter for letter in text if ord(letter) < 0x10000) for text in (*bodies, *BRACKETS)]
    said = [without_marks(text, there) for text, there in zip(texts, found(texts), strict=True)]

    assert len(bodies) > 25
    assert said == [marks.render(text, Names())[0] for text in texts]


@pytest.fixture(scope="module")
def script():
    """The editor with all that it imports."""
    return pages.own_file("editor.js")[1].decode()


def test_the_editor_is_one_script(script):
    """It asks for no other file, and takes no language but Markdown."""
    assert 10_000 < len(script.encode()) < LARGEST
    assert re.findall(r'\bimport\s*[("{*]|\bfrom\s*"', script) == []
    assert "eval(" not in script
    assert "new Function" not in script


def test_every_phrase_of_the_library_is_french(script):
    """A version that says one more, to be seen or heard, is missed here."""
    own = (ROOT / "theme" / "desk" / "editor.js").read_text(encoding="utf-8")
    table = re.search(r"const PHRASES = \{(.*?)\};", own, re.DOTALL)[1]
    said = set(re.findall(r'\.phrase\("([^"]+)"', script))

    assert said
    assert said == set(re.findall(r'"([^"]+)":', table))


def test_its_packages_are_tools_and_have_their_licence():
    """A release carries the script: the licence of each of its parts goes with it."""
    from theme.releases import making  # noqa: PLC0415  reads the plugins

    needed = {"@codemirror/view", "@codemirror/state", "@lezer/markdown", "style-mod", "w3c-keyname"}
    carried = {name for name in making._package_files() if name.lower().rpartition("/")[2].startswith("licen")}

    assert {name for name in needed if f"theme/node_modules/{name}/LICENSE" not in carried} == set()
