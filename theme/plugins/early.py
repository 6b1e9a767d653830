"""
The pages that are open in a browser, written before all others: the preview shows them half a second sooner.

What is written here is written again in its turn, the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from theme.plugins import signals

#: The setting that names them, by their files in the site.
OPEN: Final = "OPEN_PAGES"
#: What begins the line of standard output that tells of each, once it is there.
TOLD: Final = "\x1e"
#: How templates call a text of a list of Pelican's generators.
_KINDS: Final = (("article", "articles"), ("article", "drafts"), ("page", "pages"), ("page", "draft_pages"))


def _write(generators: Sequence[Any]) -> None:
    for generator in generators:
        for name, listed in _KINDS:
            for text in getattr(generator, listed, ()):
                if text.save_as in generator.settings.get(OPEN, ()):
                    _write_page(generator, text, name)


def _write_page(generator: Any, text: Any, name: str) -> None:
    from pelican.writers import Writer  # noqa: PLC0415  the check of texts runs without Pelican

    # A writer of its own: another would refuse to write the same file twice.
    Writer(generator.output_path, generator.settings).write_file(
        text.save_as,
        generator.get_template(text.template),
        generator.context,
        relative_urls=generator.settings["RELATIVE_URLS"],
        url=text.url,
        **{name: text},
    )
    print(f"{TOLD}{text.save_as}", flush=True)


def register() -> None:
    """Called by Pelican; after what chooses files and addresses at the same moment."""
    signals.all_generators_finalized.connect(_write)
