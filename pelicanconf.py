"""Settings of the site, and nothing else: what a secretary edits stands in `content/`."""

import sys
from pathlib import Path

ROOT = Path(__file__).parent
# Pelican loads this file by path: neither the engine nor our plugins would be importable.
sys.path[:0] = [str(ROOT), str(ROOT / "theme" / "plugins")]

import assets
import attachments
import compressed
import content_check
import content_files
import contents
import design_tokens
import documents
import drawings
import engine_bundle
import estimation
import feed
import figures
import offline
import output_check
import pictures
import redirects
import secretaire
import social_images
import structure
import structured_data
import table_classes
import typography
from markdown.extensions.toc import TocExtension

from estimator.telling.rendering import FILTERS, environment_options

PATH = "content"
THEME = "theme"
# Naming the plugins turns off Pelican's search for installed ones: only these act.
PLUGINS = [
    content_check,
    secretaire,
    estimation,
    typography,
    assets,
    design_tokens,
    structure,
    social_images,
    structured_data,
    feed,
    redirects,
    contents,
    drawings,
    pictures,
    attachments,
    engine_bundle,
    documents,
    offline,
    output_check,
    compressed,
    "yaml_metadata",
]

DEFAULT_LANG = "fr"
TIMEZONE = "Europe/Paris"
# Dates are written by our own French filter: no system locale is needed.
DEFAULT_DATE_FORMAT = "%Y-%m-%d"
# Pelican gives its default category only to a site that writes pages of categories, and a draft needs one.
DEFAULT_METADATA = {"category": "Actualités"}

# Every link is relative, so that the same files work at the root of a domain, in a folder
# and on 127.0.0.1; the public address (secretaire.toml) only makes canonical links and feeds.
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
# A draft is written nowhere, and an article dated in the future is a draft until a rebuild on its day.
DRAFT_SAVE_AS = ""
DRAFT_PAGE_SAVE_AS = ""
WITH_FUTURE_DATES = False

DIRECT_TEMPLATES = ["actualites", "404", "sitemap", "robots"]
TEMPLATE_EXTENSIONS = [".html", ".xml", ".txt"]
ACTUALITES_URL = "actualites/"
ACTUALITES_SAVE_AS = "actualites/index.html"
SITEMAP_SAVE_AS = "sitemap.xml"
ROBOTS_SAVE_AS = "robots.txt"
CATEGORY_SAVE_AS = TAG_SAVE_AS = AUTHOR_SAVE_AS = ARCHIVES_SAVE_AS = ""
CATEGORIES_SAVE_AS = TAGS_SAVE_AS = AUTHORS_SAVE_AS = ""

FEED_ALL_ATOM = "flux.xml"
FEED_ALL_ATOM_URL = "flux.xml"
CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None

# The assets plugin writes hashed files itself.
THEME_STATIC_PATHS: list[str] = []

MARKDOWN = {
    "extensions": [
        figures.Figures(),
        "markdown.extensions.extra",
        "markdown.extensions.sane_lists",
        TocExtension(slugify=contents.anchor),
        table_classes.TableClasses(),
    ],
    "output_format": "html5",
}
JINJA_ENVIRONMENT = environment_options()
JINJA_FILTERS = {**FILTERS, "striptags": typography.plain, "joined": typography.joined}
