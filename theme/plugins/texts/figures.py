"""
Figures inside Markdown: `{{ secretaire.tarifs.taux_horaire|euros }}` is computed, never typed.

The text of a page is a Jinja template, rendered before Markdown reads it. The names are those
of `estimation.names`; an unknown name is an error.
"""

from __future__ import annotations

import re
from functools import lru_cache
from types import CodeType
from typing import Any, Final

from jinja2 import Environment, StrictUndefined, Template
from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from estimator.telling.rendering import add_filters, environment_options
from theme.plugins import cache

#: The end of a line that holds a text and ends with a block, `{% endif %}` say.
_TEXT_ENDED_BY_BLOCK: Final = re.compile(r"^(?!\s*(?:{%(?:(?!%}).)*%}\s*)+$)(.*[^-+])%}$", re.MULTILINE)
#: What pages may use besides filters; filled by the estimation plugin once the settings are read.
NAMES: Final[dict[str, Any]] = {}


class _Unknown(StrictUndefined):
    """A name that is none, told in French."""

    @property
    def _undefined_message(self) -> str:
        return f"«\u00a0{self._undefined_name}\u00a0»"


def render(text: str) -> str:
    """Return `text` with its figures computed; raise jinja2.TemplateError on a mistake in it."""
    # Jinja drops the line end after a block, so that a line of blocks leaves nothing; after a text
    # it would glue two paragraphs together, hence the « + » that keeps it.
    text = _TEXT_ENDED_BY_BLOCK.sub(r"\1+%}", text)
    # Markdown escapes what it must: escaping here as well would show « &amp; » in a name.
    return Template.from_code(_environment(), _compiled(text), _environment().make_globals(NAMES)).render()


@lru_cache
def _environment() -> Environment:
    environment = Environment(**{**environment_options(), "autoescape": False, "undefined": _Unknown})  # noqa: S701
    add_filters(environment)
    return environment


@lru_cache
def _compiled(text: str) -> CodeType:
    """Return the program of a text: the check and the page run the same one, as will the next build."""
    kept = cache.bytecode("texts")
    bucket = kept.get_bucket(_environment(), cache.digest(text.encode()), None, text)
    if bucket.code is None:
        bucket.code = _environment().compile(text)
        kept.set_bucket(bucket)
    return bucket.code


class _Render(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return render("\n".join(lines)).split("\n")


class Figures(Extension):
    """Python-Markdown extension that runs `render` before everything else."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  Markdown's own name
        md.preprocessors.register(_Render(md), "figures", priority=100)
