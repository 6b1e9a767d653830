"""The guide (GUIDE.md) at the desk."""

from __future__ import annotations

from functools import cache
from typing import Final

from markdown import Markdown
from tornado.web import HTTPError

from theme import ROOT
from theme.desk.guard import PLACE, DeskHandler
from theme.desk.pages import HERE
from theme.desk.settings_known import GROUPS
from theme.plugins.checks import explained
from theme.plugins.checks.explained import GUIDE
from theme.plugins.hosts import policy

#: Its pictures, which a test makes of the present pages.
PICTURES: Final = HERE / "pictures"
ADDRESS: Final = f"{PLACE}/guide/"


def of_group(group: str) -> str:
    """Return the anchor of the paragraph about a page of settings."""
    return explained.of_section(GROUPS[group][0])


@cache
def as_html(text: str) -> str:
    """Return the guide as HTML, its pictures at the desk's own addresses; its title is the page's own."""
    body = text.partition("\n")[2].replace(f"({PICTURES.relative_to(ROOT).as_posix()}/", f"({ADDRESS}")
    page: str = Markdown(extensions=["fenced_code"]).convert(body)
    return page


class GuideHandler(DeskHandler):
    """The guide."""

    def get(self) -> None:
        """Show it."""
        self.show("guide.html", guide=as_html((ROOT / GUIDE).read_text(encoding="utf-8")))


class GuidePictureHandler(DeskHandler):
    """A picture of the guide."""

    def get(self, name: str) -> None:
        """Send it."""
        path = PICTURES / name
        if not path.is_file():
            raise HTTPError(404)
        self.set_header("Content-Type", policy.content_type(name))
        self.finish(path.read_bytes())
