"""Where one small step can change a module, and how: found in its syntax tree, written into its text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

COMPARED = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
COMPUTED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}


@dataclass(frozen=True)
class Mutant:
    """A module with one expression or statement replaced."""

    file: str
    line: int
    source: str
    old: str
    new: str
    text: str

    @property
    def change(self) -> str:
        """Return the change on one line."""
        return f"{_short(self.old)} → {_short(self.new)}"


def _short(code: str) -> str:
    code = " ".join(code.split())
    return code if len(code) <= 70 else f"{code[:69]}…"


def mutants(file: str, text: str) -> list[Mutant]:
    """Return every mutant of a module, in the order of its text."""
    tree = ast.parse(text)
    lines = text.splitlines(keepends=True)
    made = []
    for node in _code(tree):
        for replaced, new in _changes(node):
            start, end = _place(lines, replaced)
            old = text[start:end]
            changed = text[:start] + new + text[end:]
            source = lines[replaced.lineno - 1].strip()
            made.append(Mutant(file, replaced.lineno, source, old, new, changed))
    return sorted(made, key=lambda mutant: (mutant.line, mutant.old, mutant.new))


def _place(lines: list[str], node: ast.AST) -> tuple[int, int]:
    """Return where a node begins and ends, in characters: the tree counts bytes of UTF-8 in its line."""

    def offset(line: int, column: int) -> int:
        before = sum(map(len, lines[: line - 1]))
        return before + len(lines[line - 1].encode()[:column].decode())

    return offset(node.lineno, node.col_offset), offset(node.end_lineno, node.end_col_offset)


#: Parts of a node that run no code of ours: types, decorators, what an f-string is made of.
LEFT_OUT = {"annotation", "returns", "decorator_list", "type_params"}


def _code(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that can be changed; no type, decorator, import nor f-string."""
    yield node
    if isinstance(node, ast.Import | ast.ImportFrom | ast.JoinedStr):
        return
    for name, value in ast.iter_fields(node):
        if name not in LEFT_OUT:
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    yield from _code(child)


def _changes(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Yield what is replaced, and by which code."""
    match node:
        case ast.Compare(left, [operator, *others], comparators) if type(operator) in COMPARED:
            changed = ast.Compare(left, [COMPARED[type(operator)](), *others], comparators)
            yield node, f"({ast.unparse(changed)})"
        case ast.BinOp(left, operator, right) if type(operator) in COMPUTED:
            yield node, f"({ast.unparse(ast.BinOp(left, COMPUTED[type(operator)](), right))})"
        case ast.BoolOp(operator, values):
            other = ast.Or() if isinstance(operator, ast.And) else ast.And()
            yield node, f"({ast.unparse(ast.BoolOp(other, values))})"
        case ast.UnaryOp(ast.Not(), operand):
            yield node, f"({ast.unparse(operand)})"
        case ast.Constant(value):
            yield from ((node, new) for new in _constants(value))
        case ast.Call():
            yield from _calls(node)
        case ast.Return(value) if value and not (isinstance(value, ast.Constant) and value.value is None):
            yield node, "return None"
        case ast.Raise():
            yield node, "pass"
        case ast.Expr(ast.Call() | ast.Yield()):
            yield node, "pass"


def _constants(value: object) -> Iterator[str]:
    if isinstance(value, bool):
        yield repr(not value)
    elif isinstance(value, int):
        yield from (str(value + 1), f"({value - 1})", *((str(value * 100),) if value else ()))
    elif isinstance(value, str) and value.replace(".", "", 1).isdecimal():
        # A Decimal is written as text: its last digit one more.
        digits = value.replace(".", "")
        more = str(int(digits) + 1).zfill(len(digits))
        decimals = len(value.partition(".")[2])
        yield repr(f"{more[:-decimals]}.{more[-decimals:]}" if decimals else more)


def _calls(node: ast.Call) -> Iterator[tuple[ast.AST, str]]:
    if isinstance(node.func, ast.Name) and node.func.id in ("min", "max"):
        yield from ((node, f"({ast.unparse(argument)})") for argument in node.args if len(node.args) > 1)
        other = {"min": "max", "max": "min"}[node.func.id]
        yield node, ast.unparse(ast.Call(ast.Name(other), node.args, node.keywords))
    for number in range(len(node.keywords)):
        rest = node.keywords[:number] + node.keywords[number + 1 :]
        yield node, ast.unparse(ast.Call(node.func, node.args, rest))
