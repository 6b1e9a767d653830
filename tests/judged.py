"""The source that is held to our rules of names and of sentences, in code and in comments."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
#: A folder with all that it holds, or some of its files.
PLACES = ("estimator", "theme", "requirements/*.py", "tasks.py", "pelicanconf.py")
#: Held to the rule of sentences alone: most of their names are sentences.
TESTS = ("tests",)
#: What others made.
FOREIGN = "node_modules"


def sources(*kinds, places=PLACES):
    """Return the files of these kinds (« .py ») in those places."""
    patterns = [place if place.endswith(".py") else f"{place}/**/*" for place in places]
    paths = {path for pattern in patterns for path in ROOT.glob(pattern) if path.suffix in kinds}
    return sorted(path for path in paths if FOREIGN not in path.parts)


def name(path):
    """Return the path from the root, for ids."""
    return path.relative_to(ROOT).as_posix()
