"""
The project's commands, for Invoke. `python3 tasks.py --help` lists them, in French.

Run by any Python 3.11 or later, this file makes the project's own environment, then runs
itself inside it: nothing is installed by hand, nothing outside the project.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "requirements"))

import install  # noqa: E402  beside the lock files

CACHE = ROOT / ".cache"
OUTPUT = ROOT / "output"
#: Pelican's exit status when our checks have told what to mend (theme/plugins/problems.py).
CONTENT_FAULT = 2
#: What is told of an error of the program.
MOST_LINES = 15
#: What a warning of the plugins begins with.
WARNING = "Attention\u00a0:"
HELP = """\
Votre site de secrétariat, en quelques commandes.

  python3 tasks.py serve         Voir votre site chez vous, à l’adresse http://127.0.0.1:8000.
                                 Il se met à jour à chaque fichier enregistré. Ctrl+C pour arrêter.
                                 Autre port\u00a0: python3 tasks.py serve --port 8080
  python3 tasks.py build         Fabriquer le site à publier, dans le dossier «\u00a0output\u00a0».
                                 En cas d’erreur, le dossier précédent reste intact.
  python3 tasks.py test          Vérifier que tout fonctionne.

                                 Avec --options=--deep\u00a0: les comparaisons longues aussi.
  python3 tasks.py bench         Mesurer l’estimation dans un vrai navigateur, à côté d’autres moteurs,
                                 et le poids de chaque page. Trente minutes\u00a0; avec --quick, huit.
  python3 tasks.py audit         Noter les pages comme sur un téléphone\u00a0: rapidité, accessibilité,
                                 bonnes pratiques, référencement. Plusieurs minutes.

Pour qui tient les taux à jour\u00a0:

  python3 tasks.py baremes       Lister les paramètres légaux, leurs sources et ce qui est à revoir.
                                 Avec --next\u00a0: ce que la mise à jour de janvier doit toucher.

La première fois, chaque commande installe ce qu’il lui faut, dans ce dossier seulement.
Vos textes et vos tarifs sont dans le dossier «\u00a0content\u00a0»\u00a0: c’est tout ce que vous modifiez.
"""


def start(arguments):
    """Enter the project's environment with these arguments, made first if need be."""
    if not arguments or arguments[0] in ("-h", "--help", "help", "aide"):
        print(HELP)
        return 0
    if sys.version_info < install.OLDEST_PYTHON:
        raise install.Stop("Il faut Python 3.11 ou plus récent. Installez-le, puis relancez la commande.")
    if not install.inside():
        install.make_environment()
        return install.enter_environment(arguments)
    install.set_up("test" if arguments[0] in ("test", "bench", "audit") else "site")
    return install.become(["-m", "invoke", *arguments])


if __name__ == "__main__":
    try:
        sys.exit(start(sys.argv[1:]))
    except install.Stop as stop:
        print(f"\n{stop}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)

from invoke import task  # noqa: E402  there is no Invoke before start()


def make_site(output=OUTPUT, content="content", best=False):
    """
    Build the whole site from `content`, then put it in the place of `output` at once.

    `best` compresses the copies of the large files as well as can be: half a minute the first time.

    Returns an empty text, or what is wrong in French: `output` is then left as it was.
    """
    CACHE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE, prefix="build-") as folder:
        work = Path(folder) / "site"
        problems = run_pelican(content, work, best)
        if not problems:
            replace_folder(work, output)
    return problems


def today():
    """Return the day, as text: the only place of the project that reads the clock."""
    return date.today().isoformat()  # noqa: DTZ011  the calendar day of whoever builds


def run_pelican(content, work, best=False):
    """Build `content` into the folder `work`; return an empty text, or what is wrong in French."""
    command = [
        sys.executable,
        "-m",
        "pelican",
        content,
        "-s",
        "pelicanconf.py",
        "-o",
        work,
        "-e",
        f'BUILD_DAY="{today()}"',
        f"COMPRESS_BEST={str(best).lower()}",
    ]
    # Not --quiet: an error that is not logged is not fatal, and the text that caused it would be missing.
    options = ["--fatal", "errors", "--log-handler", "plain"]
    done = subprocess.run([*command, *options], cwd=ROOT, env=install.environment(), capture_output=True, text=True)
    if done.returncode == 0:
        print(warned(done.stderr), end="", file=sys.stderr)
        return ""
    if done.returncode == CONTENT_FAULT:
        return done.stdout.strip()
    said = (done.stderr.strip() or done.stdout.strip()).splitlines()
    # Not a mistake in the content: what Pelican said is for whoever maintains the project.
    return "\n".join(
        ["La fabrication s’est arrêtée sur une erreur du programme\u00a0:", *(line[:300] for line in _ends(said))]
    )


def warned(said):
    """Return what the plugins warn of, with the fault below it; Pelican's own advice in English is left out."""
    _, warning, fault = said.partition(WARNING)
    return warning + fault


def _ends(lines):
    """Return the lines that tell an error: the first name the text, the last the fault."""
    return lines if len(lines) <= MOST_LINES else [*lines[:3], "…", *lines[4 - MOST_LINES :]]


def replace_folder(new, old):
    """Put the folder `new` in the place of `old`; on failure `old` comes back."""
    aside = old.with_name(f"{old.name}.old")
    shutil.rmtree(aside, ignore_errors=True)
    old.parent.mkdir(parents=True, exist_ok=True)
    if old.exists():
        old.rename(aside)
    try:
        new.rename(old)
    except OSError:
        if aside.exists():
            aside.rename(old)
        raise
    shutil.rmtree(aside, ignore_errors=True)


@task
def build(_):
    """Fabriquer le site à publier, dans le dossier « output »."""
    with install.step("Fabrication du site"):
        problems = make_site(best=True)
    if problems:
        print(
            f"{problems}\n\nLe site n’a pas été fabriqué. Le dossier «\u00a0output\u00a0» est resté comme il était.",
            file=sys.stderr,
        )
        sys.exit(1)
    print(f"Le site est dans {OUTPUT}.")


@task(help={"port": "numéro à la fin de l’adresse (8000 sans indication)"})
def serve(_, port="8000"):
    """Voir le site chez vous, remis à jour à chaque enregistrement."""
    sys.path.insert(0, str(ROOT / "theme"))
    import preview  # noqa: PLC0415  needs what set_up has just installed

    preview.serve(make_site, OUTPUT, preview.port_number(port))


@task(help={"next_": "seulement ce qu’une mise à jour de janvier doit toucher"})
def baremes(_, next_=False):
    """Lister les paramètres légaux, leurs sources, ce qui est à revoir, et ce qu’en disent d’autres modèles."""
    environment = {**install.environment(), "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests" / "oracle")))}
    command = [sys.executable, ROOT / "tests" / "oracle" / "law_watch.py", today(), *(["--next"] if next_ else [])]
    sys.exit(subprocess.call(command, cwd=ROOT, env=environment))


@task(help={"quick": "moins de passages et de conditions, pour un premier regard"})
def bench(_, quick=False):
    """Mesurer l’estimation dans un vrai navigateur, à côté d’autres moteurs, et le poids de chaque page."""
    install.install_node_packages("tests/bench")
    browser = install.install_browser()
    script = ROOT / "tests" / "bench" / "measure.py"
    sys.exit(run_script(script, today(), *(["--quick"] if quick else []), BROWSER_PATH=browser or ""))


@task(
    help={
        "pages": "adresses à examiner, séparées par des virgules (/tarifs/,/contact/) ; une page de chaque sorte sinon"
    }
)
def audit(_, pages=""):
    """Noter la rapidité, l’accessibilité et le référencement des pages, comme sur un téléphone."""
    install.install_node_packages("tests/audit")
    browser = install.install_browser()
    script = ROOT / "tests" / "audit" / "audit.py"
    sys.exit(run_script(script, *filter(None, pages.split(",")), BROWSER_PATH=browser or ""))


def run_script(script, *arguments, **variables):
    """Run a program of the tests, which takes the plugins and the tests' own modules; return its exit status."""
    folders = (ROOT, ROOT / "theme" / "plugins", ROOT / "tests")
    environment = {**install.environment(), **variables, "PYTHONPATH": os.pathsep.join(map(str, folders))}
    return subprocess.call([sys.executable, script, *arguments], cwd=ROOT, env=environment)


@task(help={"options": "options de pytest, entre guillemets"})
def test(context, options=""):
    """Vérifier que tout fonctionne, navigateur compris."""
    browser = install.install_browser()
    environment = {"BROWSER_PATH": browser} if browser else {}
    context.run(f'"{sys.executable}" -m pytest {options}', env=environment, pty=os.name != "nt" and sys.stdout.isatty())
