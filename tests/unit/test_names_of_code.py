"""What code names its things by: nouns, not the participle of what was done to them."""

import ast
import re

import pytest
from judged import name as name_of
from judged import sources

#: They say that something happened, and never what it gave: `match`, `faults`, `path`, `message` and `answer` do.
PARTICIPLES = {"found", "told", "said", "kept", "asked", "shown", "made", "left"}
#: What a script declares, its functions and private fields; not the properties of others' records.
DECLARED = re.compile(r"\b(?:const|let|var|function)\s+(\w+)|#(\w+)\b|\b(?:const|let|var)\s+\[([^\]]*)\]\s*=")


def names(tree):
    """Yield the line and the name of each variable, parameter, function, attribute and field that a module makes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id if isinstance(node, ast.Name) else node.attr
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.MatchAs | ast.MatchStar | ast.ExceptHandler):
            yield node.lineno, node.name or ""


def participles(source):
    """Return the line and the name of each that is a participle."""
    return [(line, name) for line, name in names(ast.parse(source)) if name.strip("_") in PARTICIPLES]


def test_things_are_named_by_nouns():
    """Who reads a name alone knows what it holds."""
    names = {name_of(path): participles(path.read_text(encoding="utf-8")) for path in sources(".py")}

    assert len(names) > 200
    assert {path: found for path, found in names.items() if found} == {}


def declared_participles(script):
    """Return the participles among the names that a script declares."""
    words = (word for groups in DECLARED.findall(script) for text in groups for word in re.findall(r"\w+", text))
    return [word for word in words if word in PARTICIPLES]


def test_things_of_a_script_are_named_by_nouns():
    """As in Python."""
    names = {name_of(path): declared_participles(path.read_text(encoding="utf-8")) for path in sources(".js")}

    assert len(names) > 20
    assert {path: found for path, found in names.items() if found} == {}


@pytest.mark.parametrize(
    ("script", "count"),
    [
        ("export let shown = '';", 1),
        ("class A { #asked; }", 1),
        ("const [left, way] = across;", 1),
        ("async function kept(address) {}", 1),
        ("const { told: remarks } = x.dataset; y.asked = x.said;", 0),
    ],
)
def test_the_search_in_scripts_finds_them(script, count):
    """The check itself."""
    assert len(declared_participles(script)) == count


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("found = 1", 1),
        ("if found := f(): pass", 1),
        ("for kept, said in x: pass", 2),
        ("def told(asked, *, shown=1): pass", 3),
        ("x = lambda found: found[0]", 1),
        ("class A:\n    made: int\n    def f(self): self.left = 1", 2),
        ("import x as y\ny.found()\nprint(found, 'found', f(found=1))", 0),
        ("kept_french = founded = 1", 0),
    ],
)
def test_the_search_finds_them(source, count):
    """The check itself: what is made here, not what others have named."""
    assert len(participles(source)) == count
