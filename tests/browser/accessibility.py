"""What axe finds on pages in each look: rules of structure at each width, of colours where these are new."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = (Path(__file__).parent.parent / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
#: The rules that compare colours, text by text: most of axe's time.
OF_COLOURS = ("color-contrast", "link-in-text-block")
NOT_OF_COLOURS = {"rules": {rule: {"enabled": False} for rule in OF_COLOURS}}
#: The styles that the contrast of a text is made of, but for its size.
COLOURING = (
    *("color", "backgroundColor", "backgroundImage", "opacity", "filter", "mixBlendMode", "textShadow"),
    *("textDecorationLine", "borderBottomWidth", "position", "zIndex"),
)
#: Returns what axe finds: [rule, first element].
FINDING = """async (options) => (await axe.run({ resultTypes: ["violations"], ...options })).violations
  .map(({ id, nodes }) => [id, nodes[0].html.slice(0, 200)])"""
#: Returns the colourings of texts that are not among those known, and what axe finds of them.
#: A colouring digests the styles of a text and of all around it, and whether it is large for WCAG.
COLOURS = """async ([known, colouring, options]) => {
  const digest = (text) => {
    let [one, other] = [0xdeadbeef, 0x41c6ce57];
    for (let at = 0; at < text.length; at++) {
      one = Math.imul(one ^ text.charCodeAt(at), 2654435761);
      other = Math.imul(other ^ text.charCodeAt(at), 1597334677);
    }
    return [one, other].map((half) => (half >>> 0).toString(36)).join("-");
  };
  const seen = new Set(known), found = new Map(), fresh = [];
  for (const element of document.querySelectorAll("*")) {
    const style = getComputedStyle(element);
    const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const weight = Number(style.fontWeight) < 700 ? 1 : 24 / 18.66;
    const isLarge = parseFloat(style.fontSize) * weight >= 24;
    const own = [element.localName, hasText, isLarge, ...colouring.map((name) => style[name])];
    found.set(element, digest([found.get(element.parentElement), ...own].join(";")));
    const isRead = (hasText || element.matches("input, select, textarea")) && element.checkVisibility();
    if (!isRead || seen.has(found.get(element))) continue;
    seen.add(found.get(element));
    fresh.push(element);
  }
  const { violations } = fresh.length
    ? await axe.run({ include: fresh }, { resultTypes: ["violations"], ...options }) : { violations: [] };
  return [fresh.map((element) => found.get(element)), violations.map(({ id, nodes }) => [id, nodes[0].html.slice(0, 200)])];
}"""


def violations(page: Page, options: dict[str, Any] | None = None) -> list[list[str]]:
    """Return what axe finds on a page in its present look: [rule, first element]."""
    return page.evaluate(FINDING, options or {})


class Judge:
    """Judges pages in each look, a width in CSS px and a colour scheme; `options` go to axe.

    Colours are compared where no text before had the same in that scheme, on any page, at any width.
    """

    def __init__(self, *looks: tuple[int, str], **options: Any) -> None:
        self._looks, self._options = looks, options
        self._known: dict[str, list[str]] = {scheme: [] for _, scheme in looks}
        self._present: tuple[int, str] | None = None

    def found(self, page: Page) -> dict[tuple[int, str], list[list[str]]]:
        """Return what is wrong with a page as it stands, by look: nothing for a page without fault."""
        wrong, widths = {}, set()
        # From the look that the page before was left in: each change is drawn anew.
        for width, scheme in self._looks if self._present != self._looks[-1] else reversed(self._looks):
            self._change(page, width, scheme)
            found = self._colours(page, scheme)
            if width not in widths:
                found += violations(page, {**self._options, **NOT_OF_COLOURS})
            widths.add(width)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(["wider than its window", ""])
            wrong[width, scheme] = found
        return {look: found for look, found in wrong.items() if found}

    def _change(self, page: Page, width: int, scheme: str) -> None:
        """Give the page another look."""
        before, self._present = self._present, (width, scheme)
        if before is None or before[0] != width:
            page.set_viewport_size({"width": width, "height": 900})
        if before is None or before[1] != scheme:
            page.emulate_media(color_scheme=scheme)

    def _colours(self, page: Page, scheme: str) -> list[list[str]]:
        """Return what is wrong with the colours that were not seen before in this scheme."""
        options = {**self._options, "runOnly": OF_COLOURS}
        fresh, found = page.evaluate(COLOURS, [self._known[scheme], COLOURING, options])
        self._known[scheme] += fresh
        return found
