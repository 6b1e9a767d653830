"""Settings of the site, and nothing else: what a secretary edits stands in `content/`."""

import logging

from estimator.telling.rendering import FILTERS, environment_options
from theme.browser import bundle, offline
from theme.plugins import cache, compressed, early
from theme.plugins.checks import (
    attachments,
    content_check,
    content_files,
    estimation_page,
    names_page,
    page_sources,
    reader,
)
from theme.plugins.discovery import feed, redirects, social_images, structure, structured_data
from theme.plugins.estimate import embedded, estimation
from theme.plugins.figures import extension
from theme.plugins.hosts import files
from theme.plugins.licences import pages as licences
from theme.plugins.look import assets, design_tokens, drawings, photographs
from theme.plugins.settings import secretaire
from theme.plugins.texts import agreement, contents, documents, typography

PATH = "content"
THEME = "theme"
# The public address comes from her settings, later: Pelican warned of it, in English, above any fault of hers.
LOG_FILTER = [(logging.WARNING, "Feeds generated without SITEURL or FEED_DOMAIN set properly may not be valid")]
# Naming the plugins turns off Pelican's search for installed ones: only these act.
PLUGINS = [
    content_check,
    secretaire,
    estimation_page,
    estimation,
    embedded,
    agreement,
    names_page,
    typography,
    assets,
    design_tokens,
    structure,
    social_images,
    structured_data,
    feed,
    redirects,
    licences,
    contents,
    drawings,
    photographs,
    attachments,
    bundle,
    documents,
    offline,
    page_sources,
    files,
    compressed,
    early,
    cache,
    reader,
]

DEFAULT_LANG = "fr"
TIMEZONE = "Europe/Paris"
# Dates are written by our own French filter: no system locale is needed.
DEFAULT_DATE_FORMAT = "%Y-%m-%d"
# Pelican gives its default category only to a site that writes pages of categories, and a draft needs one.
DEFAULT_METADATA = {"category": "Actualités"}

# Every link is relative: the same files work at the root of a domain, in a folder and on 127.0.0.1. The public address
# (secretaire.toml) only makes canonical links and feeds.
RELATIVE_URLS = True
DELETE_OUTPUT_DIRECTORY = True
CACHE_CONTENT = False

PAGE_PATHS = ["pages"]
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
ARTICLE_PATHS = ["articles"]
ARTICLE_URL = "actualites/{slug}/"
ARTICLE_SAVE_AS = "actualites/{slug}/index.html"
# No folder is published whole: attachments.py chooses among the files that texts name.
STATIC_PATHS: list[str] = []
IGNORE_FILES = list(content_files.IGNORED)
# A draft is written nowhere. An article dated in the future is a draft until a rebuild on its day.
DRAFT_SAVE_AS = ""
DRAFT_PAGE_SAVE_AS = ""
WITH_FUTURE_DATES = False

DIRECT_TEMPLATES = ["actualites", "404", "sitemap", "robots"]
TEMPLATE_EXTENSIONS = [".html", ".xml", ".txt"]
ACTUALITES_URL = "actualites/"
ACTUALITES_SAVE_AS = "actualites/index.html"
# Two or three screens of news a page; an older piece keeps its address whatever comes after it.
PAGINATED_TEMPLATES = {"actualites": 20}
PAGINATION_PATTERNS = (
    (1, ACTUALITES_URL, ACTUALITES_SAVE_AS),
    (2, "actualites/page/{number}/", "actualites/page/{number}/index.html"),
)
SITEMAP_SAVE_AS = "sitemap.xml"
ROBOTS_SAVE_AS = "robots.txt"
CATEGORY_SAVE_AS = TAG_SAVE_AS = AUTHOR_SAVE_AS = ARCHIVES_SAVE_AS = ""
CATEGORIES_SAVE_AS = TAGS_SAVE_AS = AUTHORS_SAVE_AS = ""

FEED_ALL_ATOM = "flux.xml"
FEED_ALL_ATOM_URL = "flux.xml"
CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None

# The assets plugin writes hashed files itself.
THEME_STATIC_PATHS: list[str] = []

MARKDOWN = extension.MARKDOWN
JINJA_ENVIRONMENT = {**environment_options(), "bytecode_cache": cache.bytecode("pages")}
JINJA_FILTERS = {**FILTERS, "striptags": typography.plain, "joined": typography.joined}
