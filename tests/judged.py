"""The source that is held to our rules of names and of sentences, in code and in comments."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
#: A folder with all that it holds, or some of its files. Tests are not held to this: most of their names are sentences.
PLACES = ("estimator", "theme", "requirements/*.py", "tasks.py", "pelicanconf.py")
#: What others made.
FOREIGN = "node_modules"


def sources(*kinds):
    """Return the files of these kinds (« .py ») in those places."""
    patterns = [place if place.endswith(".py") else f"{place}/**/*" for place in PLACES]
    paths = {path for pattern in patterns for path in ROOT.glob(pattern) if path.suffix in kinds}
    return sorted(path for path in paths if FOREIGN not in path.parts)


def name(path):
    """Return the path from the root, for ids."""
    return path.relative_to(ROOT).as_posix()
