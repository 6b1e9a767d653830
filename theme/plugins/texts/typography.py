"""
French typography of what a secretary writes: the Markdown texts, and the sentences of her settings.

Templates and the estimator's own texts are typed right: nothing rewrites them.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Any, Final

import polytypo.html
from markupsafe import Markup

from estimator.formatting import NARROW_NO_BREAK, NO_BREAK
from theme.plugins import cache, signals

#: An element in another language: its content follows other rules.
FOREIGN: Final = re.compile(r'<(\w+)\b[^>]*\blang="(?!fr)[^"]*"[^>]*>.*?</\1>', re.DOTALL)
#: What holds no text to set: elements of code, comments, tags.
MARKUP: Final = re.compile(
    r"<!--.*?-->|<(code|kbd|math|pre|samp|script|style|svg|textarea)\b.*?</\1>|<(/?)([a-zA-Z][\w-]*)(?:\"[^\"]*\"|'[^']*'|[^\"'>])*>",
    re.DOTALL,
)
#: Tags inside a sentence, which a word or an amount may continue across.
INLINE: Final = frozenset(
    ("a", "abbr", "b", "cite", "data", "del", "em", "i", "ins", "mark", "s", "small", "span", "strong", "time", "u")
)
#: The keys of a header that hold a sentence or a name.
HEADER_TEXTS: Final = ("title", "description", "menu", "short_title")
#: What neither HTML nor XML can say, and what stands for tags below.
UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]")
#: What stands for a tag while the complement reads: one inside a sentence, any other. No text holds these characters.
TAG, BLOCK = "\ufdd0", "\ufdd1"
SPACE: Final = rf"[ {NO_BREAK}{NARROW_NO_BREAK}]"
#: What holds together: its ordinary spaces become (pattern, space).
TOGETHER: Final = tuple(
    (re.compile(pattern), space)
    for pattern, space in (
        # 10 000, but neither 2026 150 nor the groups of a Siret
        (rf"(?<![\w,.])(?<!\d{SPACE})[1-9]\d{{0,2}}(?: \d{{3}})+(?!{SPACE}?\d)", NARROW_NO_BREAK),
        # 02 61 91 00 00, +33 2 61 91 00 00
        (rf"(?<![\w,.+])(?:0|\+33{SPACE}?)\d(?:{SPACE}\d\d){{4}}(?!{SPACE}?\d)", NO_BREAK),
        # 14 h 30, 9 h, 25 km
        (rf"(?<=\d){SPACE}h{SPACE}\d\d(?!\w)|(?<=\d) (?:h|min|km|kg|ko|Mo|Go)(?!\w)", NO_BREAK),
        # + 20 %, − 369 €
        (r"(?<![\w)])[+−] (?=\d)", NO_BREAK),
        # art. 28, L. 1242-2; n° before a blank to fill in too
        (r"(?<!\w)(?:(?:art\.|p\.|[DLR]\.) (?=[\dDLR])|[Nn]° )", NO_BREAK),
    )
)
#: What else the library leaves: (what is found, what it becomes).
COMPLEMENT: Final = tuple(
    (re.compile(pattern), becomes)
    for pattern, becomes in (
        # 35€, 35 k€, 20%; a « % » of an address is followed by two digits or letters
        (rf"(?<=\d)((?:{TAG})*){SPACE}?([kM]?€)", rf"\1{NO_BREAK}\2"),
        (r"(?<=\d)%(?!\w)", f"{NO_BREAK}%"),
        # « <em>mot</em> » whose spaces the library forgets, a::b where it adds one
        (rf"«((?:{TAG})*)(?![\s{TAG}]|&(?:nbsp|#160|#8239|#xa0|#x202f);)", rf"«{NO_BREAK}\1"),
        (rf"(?<![\s;{TAG}])((?:{TAG})*)»", rf"\1{NO_BREAK}»"),
        (rf"(?<=\w){NO_BREAK}::(?=\w)", "::"),
    )
)
#: Headings of a text, and in them words of several parts: « prend-elle » shall not become « prend- » over « elle ».
HEADING: Final = re.compile(r"(<h([2-6])\b[^>]*>)(.*?)(?=</h\2>)", re.DOTALL)
COMPOUND: Final = re.compile(rf"{MARKUP.pattern}|[\w’]+(?:-[\w’]+)+", re.DOTALL)
#: The same in running text, where only these look torn; a heading keeps all of its words whole already.
WHOLE: Final = re.compile(
    rf"<h2\b.*?</h2>|<h3\b.*?</h3>|<h4\b.*?</h4>|{MARKUP.pattern}"
    rf"|\b(?:[Aa]u-delà|[Ww]eek-ends?)\b|\b[LRD]\.{NO_BREAK}\d+(?:-\d+)+",
    re.DOTALL,
)
#: Settings that machines read: links, structured data, keys.
EXACT: Final = frozenset(
    (
        *("code", "courriel", "hebergeur_telephone", "logo", "numero_tva", "portrait", "regime_tva", "siret"),
        *("telephone", "verification_bing", "verification_google"),
    )
)


@lru_cache
def french(text: str) -> str:
    """Return the HTML `text` with French no-break spaces, quotes and apostrophes; code and addresses untouched."""
    foreign: list[str] = []

    def put_aside(element: re.Match[str]) -> str:
        foreign.append(element[0])
        return "<code></code>"

    # The library knows no languages but leaves code alone.
    words = re.sub(rf"<code></code>|{FOREIGN.pattern}", put_aside, text, flags=re.DOTALL)
    done = _complete(polytypo.html.transform(words, locale="fr"))
    return re.sub("<code></code>", lambda _: foreign.pop(0), done)


def kept_french(text: str) -> str:
    """Return `french(text)`, worked out once for the builds to come: it is the slowest thing that a text goes through."""
    return cache.result("french", lambda: french(text).encode(), text).decode()


def sentences(value: Any) -> Any:
    """Return settings with every text, which is plain, set in French; numbers, addresses and codes as they are."""
    if isinstance(value, Mapping):
        return {key: item if key in EXACT else sentences(item) for key, item in value.items()}
    if isinstance(value, list):
        return [sentences(item) for item in value]
    if not isinstance(value, str) or value.startswith("https://"):
        return value
    return plain(kept_french(html.escape(value, quote=False)))


def joined(text: str) -> str:
    """
    Return the HTML `text` of a heading, whose words of several parts go to the next line whole.

    A mark, which the style sheet knows, rather than U+2011: search and screen readers know the ordinary hyphen only.
    """
    return COMPOUND.sub(
        lambda match: match[0] if match[0][0] == "<" else f'<span class="joined">{match[0]}</span>', text
    )


def kept_whole(text: str) -> str:
    """Return the HTML `text` whose articles of law, and a few compound words, are not cut at a line's end."""
    return WHOLE.sub(lambda match: match[0] if match[0][0] == "<" else f'<span class="nowrap">{match[0]}</span>', text)


def plain(text: object) -> str:
    """Return the HTML `text` without its tags. Jinja's own `striptags` makes every no-break space an ordinary one."""
    return Markup(re.sub(r"<!--.*?-->|<[^>]*>", "", str(text), flags=re.DOTALL)).unescape()  # noqa: S704  unescaped at once


def _complete(text: str) -> str:
    markup: list[str] = []

    def put_aside(tag: re.Match[str]) -> str:
        markup.append(tag[0])
        return TAG if tag[3] and tag[3].lower() in INLINE else BLOCK

    text = MARKUP.sub(put_aside, text)
    for pattern, space in TOGETHER:
        text = pattern.sub(partial(_together, space), text)
    for pattern, becomes in COMPLEMENT:
        text = pattern.sub(becomes, text)
    return re.sub(f"{TAG}|{BLOCK}", lambda _: markup.pop(0), text)


def _together(space: str, match: re.Match[str]) -> str:
    return match[0].replace(" ", space)


def _typeset(content: Any) -> None:
    body = getattr(content, "_content", None)
    keys = [key for key in HEADER_TEXTS if isinstance(content.metadata.get(key), str)]
    # In a header these are plain text; from here on, HTML as the content is.
    plain_texts = [html.escape(content.metadata[key], quote=False) for key in keys]
    texts = [body if isinstance(body, str) else "", *plain_texts]
    # All that a text says, kept in one file: opening is what takes time.
    first, *others = json.loads(cache.result("typeset", lambda: json.dumps(_set(*texts)).encode(), *texts))
    if isinstance(body, str):
        content._content = first
    for key, value in zip(keys, others, strict=True):
        content.metadata[key] = value
        setattr(content, key, value)


def _set(body: str, *others: str) -> list[str]:
    """Return the HTML of a text, its headings' words held together, and that of its header."""
    text = HEADING.sub(lambda match: match[1] + joined(match[3]), kept_whole(french(body)))
    return [text, *map(french, others)]


def register() -> None:
    """Called by Pelican."""
    signals.content_object_init.connect(_typeset)
