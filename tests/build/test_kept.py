"""What builds keep for the next never shows: after an edit, a build gives the bytes of one from nothing."""

import shutil
import subprocess
import sys

import pytest

import tasks

#: Made of files that no edit below touches, and long to make.
SHARED = ("engine", "fonts", "minified", "social-fonts")
#: Builds the site, with what it keeps in the folder named first.
BUILD = """
import sys, pathlib, pelican, pelicanconf
from theme.plugins import cache
cache.CACHE = pathlib.Path(sys.argv[1])
pelican.main(sys.argv[2:])
"""
PAGE = "---\ntitle: {0}\ndescription: {0}, en bref.\n{1}---\n\n## Un titre : le premier\n\n{0} : « bonjour » à {{{{ prix_heure }}}}.\n"


@pytest.fixture
def project(site, tmp_path):
    """A copy of the project with a small content; `site` has made what is shared."""
    root = tmp_path / "project"
    left_out = shutil.ignore_patterns("node_modules", "__pycache__", "preview")
    for folder in ("theme", "estimator"):
        shutil.copytree(tasks.ROOT / folder, root / folder, ignore=left_out)
    (root / "theme" / "node_modules").symlink_to(tasks.ROOT / "theme" / "node_modules")
    (root / "requirements").symlink_to(tasks.ROOT / "requirements")
    for name in ("LICENSE", "pelicanconf.py"):
        shutil.copy(tasks.ROOT / name, root)
    (root / ".cache").mkdir()
    for name in SHARED:
        (root / ".cache" / name).symlink_to(tasks.CACHE / name)
    write(root, "pages/accueil", "Accueil", 'save_as: index.html\nurl: ""\n')
    with (root / "content" / "pages" / "accueil.md").open("a", encoding="utf-8") as file:
        file.write("\n## Des chiffres\n\n{{ trois_couts }}\n\n{{ heures_petit }}, {{ phrase_preavis }}.\n")
    write(root, "pages/accord", "Accord", "template: modele\n")
    for name in ("mentions-legales", "vie-privee"):
        write(root, f"pages/{name}", name.capitalize(), f"template: {name}\n")
    write(root, "pages/tarifs", "Tarifs", "template: tarifs\nmenu: Prix\n")
    for number in (1, 2):
        write(root, f"articles/{number}", f"Article {number}", f"date: 2026-01-0{number}\n")
    shutil.copy(tasks.ROOT / "content" / "secretaire.toml", root / "content")
    shutil.copytree(tasks.ROOT / "content" / "images", root / "content" / "images", dirs_exist_ok=True)
    return root


def write(root, name, title, keys):
    """Write a text."""
    path = root / "content" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PAGE.format(title, keys), encoding="utf-8")


def built(root, kept):
    """Return the files of the site, built with what `kept` holds."""
    output = root / "site"
    arguments = tasks.pelican_arguments(output)
    done = subprocess.run(
        [sys.executable, "-c", BUILD, kept, *arguments],
        cwd=root,
        env=tasks.build_environment(),
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}


def replace(path, old, new):
    """Change a text that must be there in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def texts(root):
    """A body, a title, a deletion, a rename, a new article."""
    replace(root / "content/articles/1.md", "bonjour", "bonsoir")
    replace(root / "content/pages/accord.md", "title: Accord", "title: Accords")
    write(root, "articles/3", "Article 3", "date: 2026-01-03\n")
    (root / "content/articles/2.md").unlink()
    (root / "content/articles/1.md").rename(root / "content/articles/un.md")


def settings(root):
    """The price and the name."""
    replace(root / "content/secretaire.toml", "taux_horaire = 30.00", "taux_horaire = 31.00")
    replace(root / "content/secretaire.toml", "Secrétariat Exemple", "Secrétariat Modèle")


def templates(root):
    """Of articles, of social images, and a style sheet."""
    replace(root / "theme/templates/article.html", "Actualités", "Nouvelles")
    replace(root / "theme/templates/social.svg", "</svg>", '<rect width="99" height="99"/></svg>')
    replace(root / "theme/static/css/20-tokens.css", ":root", "html:root")


def example(root):
    """A need that the program's texts take as an example."""
    replace(root / "theme/texts/situations.toml", "[petit]\nheures_par_mois = 20", "[petit]\nheures_par_mois = 21")


def drawing(root):
    """The drawing of the three costs."""
    replace(root / "theme/templates/figures/three-costs.html", "Solution", "Formule")


def sentence(root):
    """A sentence of the program."""
    replace(root / "theme/texts/sentences.toml", "avec {{ preavis }} de préavis", "sous {{ preavis }}")


def plugins(root):
    """The rules of typography."""
    rules = root / "theme/plugins/texts/typography.py"
    replace(
        rules,
        'return re.sub("<code></code>",',
        'done = done.replace("premier", "1er")\n    return re.sub("<code></code>",',
    )


def test_a_kept_build_is_a_fresh_one(project):
    """After each kind of edit, one after the other, and after none."""
    warm = project / "kept"
    seen = built(project, warm)
    assert built(project, warm) == seen
    # Edits of one line hide nothing from each other: what one makes anew, the others leave.
    for edits in ((texts,), (settings,), (templates, example), (drawing, sentence), (plugins,)):
        names = "-".join(edit.__name__ for edit in edits)
        for edit in edits:
            edit(project)
        kept, fresh = built(project, warm), built(project, project / f"fresh-{names}")
        assert {path for path in kept | fresh if kept.get(path) != fresh.get(path)} == set(), names
        # An edit that changes nothing would prove nothing.
        assert kept != seen, names
        seen = kept


def test_a_fault_is_found_again(project):
    """What a page tells is kept, and held anew against the others: a link is broken by another page's edit."""
    replace(project / "content/pages/tarifs.md", "« bonjour »", "[ici](../actualites/article-1/#un-titre-le-premier)")
    built(project, project / "kept")
    replace(project / "content/articles/1.md", "Un titre", "Un autre")

    with pytest.raises(AssertionError, match="#un-titre-le-premier"):
        built(project, project / "kept")
