"""Comments and docstrings are read by whoever mends the code: their sentences are short."""

import ast
import io
import re
import tokenize

import pytest
from judged import PLACES, TESTS, sources
from judged import name as name_of

MOST_WORDS = 20
DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
#: What a tool reads, and types: no words of a sentence.
DIRECTIVE = re.compile(
    r"#!|# ?(?:noqa: [\w, ]+|type: ignore\S*|-\*-.*)|// ?@ts-\w+|///.*|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
)
#: Code is one word; the point of an abbreviation, or of a name, ends nothing.
CODE = re.compile(r"`+[^`]*`+")
ABBREVIATION = re.compile(r"\b(?:art|cf|p|[A-Z]|e\.g|i\.e|n)\.(?=\s)")
#: Where another sentence begins: after its point, a title of a list, or a tag of JSDoc.
END = re.compile(r"(?<=[.!?])\s+|(?<=:)\s+(?=[A-Z«\"“])|\n\s*\n|\n\s*(?=[-*•]\s)|(?<!\S)(?=@\w)")
#: A tag of JSDoc, with the name that it is about.
TAG = re.compile(r"@(?:param|property|typedef|template)\s+\S+|@\w+")
#: A figure, or a sign of a calculation, is no word.
WORD = re.compile(r"\S*[^\W\d_]\S*")
#: Tables and drawings of a docstring stand in columns.
COLUMNS = re.compile(r"^ {4,}\S.*|.*\S {3,}\S.*|.*[├└│─▶].*", re.MULTILINE)


def python_texts(source):
    """Yield the line and the text of each docstring and each run of comments."""
    for node in ast.walk(ast.parse(source)):
        text = ast.get_docstring(node) if isinstance(node, DOCUMENTED) else None
        if text:
            yield getattr(node, "lineno", 1), COLUMNS.sub("", text)
    tokens = [it for it in tokenize.generate_tokens(io.StringIO(source).readline) if it.type == tokenize.COMMENT]
    yield from runs(
        (it.start[0], it.line.strip() == it.string, DIRECTIVE.sub("", it.string).lstrip("#: ")) for it in tokens
    )


def script_texts(source):
    """Yield the line and the text of each comment of a script."""
    for block in re.finditer(r"/\*\*?(.*?)\*/", source, re.DOTALL):
        text = re.sub(r"(?m)^\s*\*(?: |$)", "", DIRECTIVE.sub("", block[1]))
        yield source.count("\n", 0, block.start()) + 1, text
    comments = (
        (number, not line[: match.start()].strip(), DIRECTIVE.sub("", match[0]).lstrip("/ "))
        for number, line in enumerate(source.split("\n"), start=1)
        if (match := re.search(r"(?:^|\s)//.*", line))
    )
    yield from runs(comments)


def runs(comments):
    """Yield comments that follow one another as one text. Each is a line, whether it is alone on it, its words."""
    start, last, lines = 0, -1, []
    for number, alone, text in comments:
        if lines and not (alone and number == last + 1):
            yield start, "\n".join(lines)
            lines = []
        start, last, lines = start if lines else number, number if alone else -1, [*lines, text]
    if lines:
        yield start, "\n".join(lines)


def long_sentences(name, source):
    """Return the line, the words and the sentence of each that has too many."""
    texts = python_texts(source) if name.endswith(".py") else script_texts(source)
    return [
        (line, count, " ".join(sentence.split()))
        for line, text in texts
        for sentence in END.split(ABBREVIATION.sub("_", CODE.sub("code", text)))
        if (count := len(WORD.findall(TAG.sub("", sentence)))) > MOST_WORDS
    ]


def test_sentences_are_short():
    """At most twenty words each: one idea at a time."""
    paths = sources(".py", ".js", ".mjs", places=PLACES + TESTS)
    left = {name_of(path): long_sentences(path.name, path.read_text(encoding="utf-8")) for path in paths}

    assert len(left) > 400
    assert {path: sentences for path, sentences in left.items() if sentences} == {}


HALF = "one two three four five six seven eight nine ten"
LONG = f"{HALF} {HALF}"


@pytest.mark.parametrize(
    ("name", "source", "lines"),
    [
        ("a.py", f'"""{LONG} more."""', [1]),
        ("a.py", f'"""{LONG}. More of it."""', []),
        ("a.py", f"x = 1  # {LONG} more", [1]),
        ("a.py", f"\n# {LONG}\n# more\nx = 1\n# {LONG}\n", [2]),
        ("a.py", f"def f():\n    '''{LONG} `of this code, all one` word.'''", [1]),
        ("a.py", f"# {HALF} art. 3 {HALF} more", [1]),
        ("a.py", f"# {LONG} 1 + 2 = 3", []),
        ("a.js", f"/** {LONG} more. */", [1]),
        ("a.js", f"/**\n * {LONG}\n * more.\n *\n * @param {{string}} x {LONG}\n */", [1]),
        ("a.mjs", f"const a = 1; // {LONG} more", [1]),
        ("a.mjs", f"// {LONG}.\n// More.\nf('http://x') /* {LONG} */", []),
    ],
)
def test_the_count_is_right(name, source, lines):
    """The check itself: words of one sentence, over its lines."""
    assert [line for line, _, _ in long_sentences(name, source)] == lines
