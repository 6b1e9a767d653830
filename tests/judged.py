"""The source that is held to our rules of names and of sentences, in code and in comments."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
#: By its place in the project, a folder with all that it holds. What is not here yet: estimator, theme/desk,
#: theme/publishing, theme/plugins/settings, tests.
PLACES = (
    *(f"theme/{name}" for name in ("browser", "preview", "releases", "static/js")),
    *(f"theme/plugins/{name}" for name in ("checks", "discovery", "estimate", "figures", "hosts", "licences", "look")),
    "theme/plugins/texts",
    *("theme/*.py", "theme/plugins/*.py", "requirements/*.py", "tasks.py", "pelicanconf.py"),
)


def sources(*kinds):
    """Return the files of these kinds (« .py ») in those places."""
    patterns = [place if place.endswith(".py") else f"{place}/**/*" for place in PLACES]
    return sorted(path for pattern in patterns for path in ROOT.glob(pattern) if path.suffix in kinds)


def name(path):
    """Return the path from the root, for ids."""
    return path.relative_to(ROOT).as_posix()
