# -*- coding: utf-8 -*-
"""
The project's commands, for Invoke. `python3 tasks.py --help` lists them, in French.

Any Python 3.11 or later runs this file. It makes the project's own environment, then runs itself inside it: nothing is
installed by hand, nor outside the project. Older Pythons must read it, to say that they are too old: no f-string, no
unpacking in lists.
"""

from __future__ import print_function

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "requirements"))

import pythons

pythons.refuse_old()

import contextlib
import difflib
import json
import subprocess
import threading
import webbrowser
from datetime import date, datetime
from pathlib import Path

from theme.releases import resuming

ROOT = Path(__file__).resolve().parent

if __name__ == "__main__":
    # Before all the rest is read in: an update that was cut has left files of two versions.
    try:
        resumed = resuming.resume(ROOT)
    except resuming.Stopped as stopped:
        sys.exit(str(stopped))
    if resumed:
        print(resumed, file=sys.stderr)
        sys.exit(subprocess.call([sys.executable] + sys.argv))

import causes
import install

from theme.releases import archive, shipped, updating

for stream in (sys.stdout, sys.stderr):
    # A terminal of another alphabet shows « ? » for « ’ », and does not end the command.
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")

CACHE = ROOT / ".cache"
#: Where her desk is, unless another port is asked for or that one is taken.
PORT = 8000
OUTPUT = ROOT / "output"
#: Pelican's exit status when our checks have told what to mend (theme/plugins/problems.py).
CONTENT_FAULT = 2
#: What is told of an error of the program.
MOST_LINES = 40
#: What a warning of the plugins begins with.
WARNING = "Attention\u00a0:"
#: Two workers take whole files in turn: what needs no site, then what does. Real browsers come last: their driver
#: keeps a loop that other tests cannot share. The folder with the longest files comes first, or one worker would wait.
ALL_TESTS = (
    "-n 2 --dist loadfile --no-loadscope-reorder tests/oracle tests/unit",
    "-n 2 --dist loadfile --no-loadscope-reorder tests/tools tests/wasm tests/build",
    "-n 2 --dist loadfile --no-loadscope-reorder tests/browser",
)
#: Calculations and rules: neither the desk nor what puts files in each other's place.
QUICK_TESTS = "tests/unit --quick -n 2 --ignore-glob=*/test_desk_* --ignore-glob=*/test_update.py"
#: Every command below; a test holds it against them.
COMMANDS = [
    "audit",
    "baremes",
    "bench",
    "build",
    "check",
    "init",
    "mutants",
    "new",
    "platforms",
    "publish",
    "release",
    "retirer",
    "serve",
    "test",
    "update",
]
#: Those that need the tests, which a release leaves out.
OF_REPOSITORY = ("audit", "baremes", "bench", "mutants", "platforms", "release", "test")
#: How an article is begun.
NEW = pythons.COMMAND + ' new "Bien ranger ses factures"'
HELP = """\
Votre site de secrétariat, en quelques commandes.

  python3 tasks.py serve         Voir votre site chez vous, à l’adresse http://127.0.0.1:8000.
                                 Il se met à jour à chaque fichier enregistré. Ctrl+C pour arrêter.
                                 Vos réglages et vos textes s’y modifient à l’adresse /bureau/.
                                 Autre port\u00a0: python3 tasks.py serve --port 8080
  python3 tasks.py init          La même chose, et le navigateur s’ouvre sur votre bureau.
                                 Sans navigateur, ou avec --questions\u00a0: des questions, l’une après l’autre.
  python3 tasks.py build         Fabriquer le site à publier, dans le dossier «\u00a0output\u00a0».
                                 En cas d’erreur, le dossier précédent reste intact.
                                 D’un autre dossier, dans un autre\u00a0: --content DOSSIER --output DOSSIER
  python3 tasks.py publish       Mettre le site en ligne\u00a0: ce qui change, votre accord, l’envoi, une vérification.
                                 Avec --rollback\u00a0: remettre le site d’avant\u00a0; --rollback 3\u00a0: trois publications plus tôt.
  python3 tasks.py check         Relire vos textes et vos réglages\u00a0: ce qui est à corriger, fichier et ligne.
                                 Avec --detail\u00a0: aussi ce qui n’est pas publié et ce qui reste à confirmer.
                                 Avec --site, après build\u00a0: aussi les pages du site.
  python3 tasks.py new "Titre"   Commencer un article (une page, avec --page)\u00a0: un brouillon, fait de son titre.
  python3 tasks.py retirer PAGE  Retirer une page\u00a0: elle devient un brouillon, les liens vers elle du texte.
  python3 tasks.py update ZIP    Prendre une version plus récente du programme\u00a0; vos textes ne sont pas touchés.
                                 Avec --rollback\u00a0: revenir au programme d’avant.
  python3 tasks.py test          Vérifier que tout fonctionne. Avec --quick\u00a0: en une demi-minute, sans navigateur.
                                 Avec --options=--deep\u00a0: les comparaisons longues aussi.
  python3 tasks.py bench         Mesurer l’estimation dans un vrai navigateur, à côté d’autres moteurs,
                                 et le poids de chaque page. Trente minutes\u00a0; avec --quick, huit.
  python3 tasks.py audit         Noter les pages comme sur un téléphone\u00a0: rapidité, accessibilité,
                                 bonnes pratiques, référencement. Plusieurs minutes.

Pour qui tient les taux à jour\u00a0:

  python3 tasks.py baremes       Lister les paramètres légaux, leurs sources et ce qui est à revoir.
                                 Avec --next\u00a0: ce que la mise à jour de janvier doit toucher.
  python3 tasks.py platforms     Essayer les paquets verrouillés avec chaque Python, sur chaque système.
                                 Dix minutes\u00a0; à lancer quand un fichier de requirements/ change.
  python3 tasks.py mutants       Changer le moteur un détail à la fois\u00a0: les tests le remarquent-ils\u00a0?
                                 Vingt minutes.
  python3 tasks.py release       Écrire «\u00a0dist/site-X.Y.Z.zip\u00a0», pour qui n’a ni Git ni Node.

La première fois, chaque commande installe ce qu’il lui faut, dans ce dossier seulement.
Vos textes et vos tarifs sont dans le dossier «\u00a0content\u00a0»\u00a0: c’est tout ce que vous modifiez.
"""


def start(arguments):
    """Enter the project's environment with these arguments, made first if need be."""
    if not arguments or arguments[0] in ("-h", "--help", "help", "aide"):
        print(pythons.help_of_system(HELP))
        return 0
    refused = refusal(arguments)
    if refused:
        print(refused, file=sys.stderr)
        return 1
    if arguments[0] == "update":
        return update(arguments[1:])
    if arguments[0] == "init" and not install.inside() and take_waiting():
        return subprocess.call([sys.executable] + sys.argv)
    # The standard output of « check » is for programs: what is being set up is told beside it.
    with contextlib.redirect_stdout(sys.stderr) if arguments[0] == "check" else contextlib.nullcontext():
        if not install.inside():
            install.make_environment()
            return install.enter_environment(arguments)
        install.mend_environment()
        for_tests = arguments[0] in ("test", "bench", "audit", "platforms", "mutants")
        install.set_up("test" if for_tests else "site", shipped.is_ready)
    return install.become(["-m", "invoke"] + arguments)


def refusal(arguments):
    """Return why a command cannot be begun, in French; empty when it can."""
    name = arguments[0]
    if name not in COMMANDS and not name.startswith("-"):
        return unknown_command(name)
    if name in OF_REPOSITORY and not (ROOT / "tests").is_dir():
        reason = "est pour qui développe le programme\u00a0: elle demande le dépôt complet, avec ses tests."
        return "La commande «\u00a0" + name + "\u00a0» " + reason
    # Invoke would ask for these in English.
    if arguments == ["new"]:
        return "Dites le titre, par exemple\u00a0: " + NEW
    if arguments == ["retirer"]:
        return "Dites quelle page retirer, par exemple\u00a0: " + pythons.COMMAND + " retirer ecologie"
    return ""


def update(arguments):
    """Change the program's version by these arguments, without the environment: it may be what does not work."""
    try:
        print(updating.run(ROOT, arguments))
    except (archive.Refusal, resuming.Stopped) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


def take_waiting():
    """Take the newer version that she has put beside the program; return whether it is in place. A fault of it is told."""
    path = updating.waiting(ROOT)
    if not path:
        return False
    from theme.preview import ports  # noqa: PLC0415  read when there is something to take

    if ports.ours(PORT):
        print(
            "Une nouvelle version attend (" + path.name + ")\u00a0: fermez la fenêtre de votre bureau, puis rouvrez-le."
        )
        return False
    try:
        print(updating.take(ROOT, path))
    except (archive.Refusal, resuming.Stopped, OSError) as refusal:
        print(refusal, file=sys.stderr)
        return False
    return True


def unknown_command(typed):
    """Return what to type instead of a command that there is not, in French."""
    near = difflib.get_close_matches(typed.lower(), COMMANDS, n=1, cutoff=0.5)
    mend = "Vouliez-vous taper\u00a0: " + pythons.COMMAND + " " + near[0] + "\u202f?" if near else ""
    known = (
        "Les commandes\u00a0: " + ", ".join(COMMANDS) + ". Ce que fait chacune\u00a0: " + pythons.COMMAND + " --help"
    )
    return "\n".join(filter(None, ["«\u00a0" + typed[:40] + "\u00a0» n’est pas une commande.", mend, known]))


if __name__ == "__main__":
    try:
        sys.exit(start(sys.argv[1:]))
    except install.Stop as stop:
        print("\n" + str(stop), file=sys.stderr)
        sys.exit(1)
    except OSError as error:
        print("\n" + causes.of_error(error), file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)

from invoke import task  # there is no Invoke before start()


def make_site(output=OUTPUT, content="content", compress="", own=()):
    """
    Build the whole site from `content`, then put it in the place of `output` at once.

    `compress="best"` puts compressed copies beside the files, for hosts: a minute the first time.
    `own` are settings of the caller's.

    Returns an empty text, or what is wrong in French: `output` is then left as it was.
    """
    from theme import placing  # noqa: PLC0415  older Pythons cannot read it

    try:
        with placing.place_for(output, CACHE) as (work, target):
            problems = run_pelican(content, work, compress, own)
            if not problems:
                placing.replace(work, target)
    except placing.Refusal as refusal:
        return str(refusal)
    except OSError as error:
        return causes.of_error(error)
    return problems


def today():
    """Return the day, as text: with `now`, the only place of the project that reads the clock."""
    return date.today().isoformat()  # noqa: DTZ011  the calendar day of whoever builds


def now():
    """Return the moment to the minute, as text."""
    return datetime.now().isoformat(timespec="minutes")  # noqa: DTZ005  the clock of whoever publishes


def run_pelican(content, work, compress="", own=()):
    """Build `content` into the folder `work`; return an empty text, or what is wrong in French."""
    command = [sys.executable, "-m", "pelican"] + pelican_arguments(work, content, compress, own)
    done = subprocess.run(command, cwd=ROOT, env=build_environment(), capture_output=True, encoding="utf-8")
    problems = build_told(done.returncode, done.stdout, done.stderr)
    if not problems:
        print(warned(done.stderr), end="", file=sys.stderr)
    return problems


def pelican_arguments(work, content="content", compress="", own=()):
    """Return the arguments of Pelican that build `content` into the folder `work`; `own` are settings of the caller's."""
    settings = ['BUILD_DAY="' + today() + '"', 'COMPRESS="' + compress + '"']
    settings += own
    # Not --quiet: an error that is not logged is not fatal, and the text that caused it would be missing.
    options = ["--fatal", "errors", "--log-handler", "plain"]
    return [str(content), "-s", "pelicanconf.py", "-o", str(work), "-e"] + settings + options


def preview_arguments(work, first, opened=(), content="content"):
    """
    Return the arguments of Pelican that build the preview: drafts, and articles to come, have their pages there.

    The first build does not wait for the estimator, unless a release has brought it. The pages whose files are `opened`
    are written before the others.
    """
    own = ["PREVIEW=true", "OPEN_PAGES=" + json.dumps(list(opened))]
    if first and not (ROOT / "made").is_dir():
        own.append("ENGINE_LATER=true")
    # By their files: two drafts may have the same slug.
    own.append('PATH_METADATA="(?P<fichier>.*)[.]md"')
    for kind in ("DRAFT", "DRAFT_PAGE"):
        own += [kind + '_URL="brouillons/{fichier}/"', kind + '_SAVE_AS="brouillons/{fichier}/index.html"']
    return pelican_arguments(work, content, own=own)


def build_environment():
    """Return the variables of a build."""
    return dict(install.environment(), PYTHONIOENCODING="utf-8")


def build_told(status, output, errors):
    """Return what a build that has ended says is wrong, in French, empty when nothing is."""
    if status == 0:
        return ""
    if status == CONTENT_FAULT:
        return output.strip()
    name, message, line = causes.find(errors, causes.this_machine())
    if name in ("disk", "read-only"):
        return message + "\n(" + line + ")"
    lines = (errors.strip() or output.strip()).splitlines()
    # Not a mistake in the content: what Pelican said is for whoever maintains the project.
    head = ["La fabrication s’est arrêtée sur une erreur du programme\u00a0:"]
    return "\n".join(head + [line[:300] for line in _ends(lines)])


def warned(errors):
    """Return what the plugins warn of, with the fault below it; Pelican's own advice in English is left out."""
    _, warning, fault = errors.partition(WARNING)
    return warning + fault


def _ends(lines):
    """Return the lines that tell an error: the first name the text, the last the fault."""
    return lines if len(lines) <= MOST_LINES else lines[:3] + ["…"] + lines[4 - MOST_LINES :]


def refused_folders(content, output):
    """Return why a site cannot be built from `content` into the place of `output`, in French; empty when it can."""
    if not content.is_dir():
        return "Le dossier «\u00a0" + str(content) + "\u00a0» n’existe pas."
    if output == OUTPUT or not output.exists():
        return ""
    # What stands there is removed: it must be a site of ours, or nothing.
    if output.is_dir() and ((output / ".headers").is_file() or not any(output.iterdir())):
        return ""
    return "«\u00a0" + str(output) + "\u00a0» contient autre chose qu’un site fait ici. Choisissez un dossier vide."


@task(
    help={
        "content": "le dossier des textes et des réglages (content sans indication)",
        "output": "le dossier où mettre le site (output sans indication)",
    }
)
def build(_, content="content", output="output"):
    """Fabriquer le site à publier, dans le dossier « output »."""
    source, place = ROOT / content, ROOT / output
    problems = refused_folders(source, place)
    if not problems:
        with install.step("Fabrication du site"):
            problems = make_site(place, source, compress="best")
    if problems:
        note = "Le site n’a pas été fabriqué. Le dossier «\u00a0" + output + "\u00a0» est resté comme il était."
        print(problems + "\n\n" + note, file=sys.stderr)
        sys.exit(1)
    print("Le site est dans " + str(place) + ".")


@task(
    optional=["rollback"],
    help={
        "yes": "sans demander votre accord",
        "rollback": "remettre en ligne le site d’avant, ou celui d’il y a tant de publications",
    },
)
def publish(_, yes=False, rollback=None):
    """Mettre le site en ligne, ou revenir à ce qui l’était."""
    from theme.publishing import terminal  # noqa: PLC0415  needs what set_up has just installed

    work = terminal.Work(ROOT / "content", OUTPUT, CACHE, today(), now, build_to_publish, causes.of_error)
    if rollback is None:
        sys.exit(terminal.publish(work, yes=yes))
    sys.exit(terminal.go_back(work, "1" if rollback is True else rollback, yes=yes))


def build_to_publish():
    """Build the site into `output`, compressed copies included; return an empty text, or what is wrong in French."""
    with install.step("Fabrication du site"):
        # What is not published is told at the end of the publication: once is enough.
        return make_site(compress="best", own=["LEFT_OUT_LATER=true"])


@task(help={"title": "le titre, entre guillemets", "page": "une page, et non un article"})
def new(_, title, page=False):
    """Commencer un article, ou une page avec --page : un brouillon, fait de son titre."""
    from theme.desk import keeping, texts  # noqa: PLC0415  need what set_up has just installed

    keeper = keeping.Keeper(ROOT / "content", ROOT / "history", now)
    try:
        name = texts.create(keeper, "pages" if page else "articles", title, today())
    except ValueError:
        print("Écrivez un titre avec des lettres, par exemple\u00a0: " + NEW, file=sys.stderr)
        sys.exit(1)
    print("C’est un brouillon\u00a0: content/" + name + ". Écrivez le texte, puis enlevez la ligne status: draft.")


@task(help={"page": "le nom de son fichier, par exemple ecologie"})
def retirer(_, page):
    """Retirer une page du site : elle devient un brouillon, et les liens vers elle du simple texte."""
    from theme.plugins.checks import removal  # noqa: PLC0415  needs what set_up has just installed

    try:
        removed = removal.remove(ROOT / "content", page)
    except removal.Refusal as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(1)
    print("Page retirée\u00a0: " + removed.page.name + ". Elle reste dans vos fichiers, en brouillon.")
    if removed.places:
        print("Ces lignes en parlaient. Relisez-les, les liens n’y sont plus\u00a0:")
        print("\n".join("  " + str(place) for place in removed.places))


@task(
    help={
        "site": "aussi les pages du dossier « output », après build",
        "detail": "aussi ce qui n’est pas publié, et ce qui reste à confirmer",
        "content": "le dossier des textes et des réglages (content sans indication)",
        "forge": "github ou gitlab : les fautes à côté de leur ligne, et refus de ce qui ne peut pas encore être publié",
    }
)
def check(_, site=False, detail=False, content="content", forge=""):
    """Relire les textes et les réglages : ce qui est à corriger, fichier et ligne."""
    from theme.plugins.checks import report  # noqa: PLC0415  need what set_up has just installed

    status = report.report(Path(content), today(), output=OUTPUT if site else None, more=detail, form=forge)
    if forge and not status:
        from theme.publishing import terminal  # noqa: PLC0415  as above

        status = terminal.ready(Path(content), today())
    sys.exit(status)


@task(help={"port": "numéro à la fin de l’adresse (8000 sans indication)"})
def serve(_, port=str(PORT)):
    """Voir le site chez vous, remis à jour à chaque enregistrement."""
    run_preview(port)


@task(
    help={
        "port": "numéro à la fin de l’adresse (8000 sans indication)",
        "questions": "sans navigateur\u00a0: des questions, l’une après l’autre",
    }
)
def init(_, port=str(PORT), questions=False):
    """Remplir le site avec vos réglages : le bureau s’ouvre dans le navigateur."""
    if questions or (sys.stdin.isatty() and not has_browser()):
        from theme.desk import keeping  # noqa: PLC0415  need what set_up has just installed
        from theme.desk import questions as plain  # noqa: PLC0415  as above

        sys.exit(plain.ask(keeping.Keeper(ROOT / "content", ROOT / "history", now), input))
    run_preview(port, opened=True)


def has_browser():
    """Return whether a browser can be opened from here."""
    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def run_preview(port, opened=False):
    """Serve the site and the desk on this machine until Ctrl+C, the desk `opened` in the browser if asked."""
    from theme.desk import guard, keeping  # noqa: PLC0415  need what set_up has just installed
    from theme.preview import builder, ports, server  # noqa: PLC0415  as above

    recipe = builder.Recipe(preview_arguments, build_told, warned, causes.of_error, build_environment())
    keeper = keeping.Keeper(ROOT / "content", ROOT / "history", now)
    desk = guard.Desk(keeper, OUTPUT, CACHE, today, now, lambda: make_site(compress="best"), causes.of_error)
    server.serve(recipe, CACHE, ports.port_number(port), desk, opened=opened)


@task
def release(_):
    """Écrire dans « dist » l’archive du programme, pour qui n’a ni Git ni Node."""
    from theme.releases import making  # noqa: PLC0415  needs what set_up has just installed

    sys.exit(making.main())


@task(help={"next_": "seulement ce qu’une mise à jour de janvier doit toucher"})
def baremes(_, next_=False):
    """Lister les paramètres légaux, leurs sources, ce qui est à revoir, et ce qu’en disent d’autres modèles."""
    folders = (ROOT, ROOT / "tests" / "oracle")
    environment = dict(install.environment(), PYTHONPATH=os.pathsep.join(map(str, folders)))
    command = [sys.executable, ROOT / "tests" / "oracle" / "law_watch.py", today()]
    sys.exit(subprocess.call(command + (["--next"] if next_ else []), cwd=ROOT, env=environment))


@task
def platforms(_):
    """Essayer les paquets verrouillés avec chaque Python, sur chaque système."""
    sys.exit(run_script(ROOT / "tests" / "platforms.py"))


@task(
    help={
        "quick": "moins de passages et de conditions, pour un premier regard",
        "build": "mesurer la fabrication du site, à côté d’autres programmes",
    }
)
def bench(_, quick=False, build=False):
    """Mesurer l’estimation dans un vrai navigateur, à côté d’autres moteurs, et le poids de chaque page."""
    install.install_node_packages("tests/bench")
    options = ["--quick"] if quick else []
    if build:
        install.install_python_packages("bench")
        sys.exit(run_script(ROOT / "tests" / "bench" / "growth.py", today(), *options))
    browser = install.install_browser()
    script = ROOT / "tests" / "bench" / "measure.py"
    sys.exit(run_script(script, today(), *options, BROWSER_PATH=browser or ""))


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
    folders = (ROOT, ROOT / "tests")
    environment = dict(install.environment(), PYTHONPATH=os.pathsep.join(map(str, folders)), **variables)
    return subprocess.call([sys.executable, script] + list(arguments), cwd=ROOT, env=environment)


@task(
    help={
        "count": "nombre de changements essayés",
        "seed": "graine du tirage",
        "known": "seulement le rapport de ce qui a été essayé",
    }
)
def mutants(_, count=100, seed=2026, known=False):
    """Changer le moteur un détail à la fois, et voir si un test rapide le remarque."""
    script = ROOT / "tests" / "mutants" / "run.py"
    options = ["--count", str(count), "--seed", str(seed)] + (["--known"] if known else [])
    sys.exit(run_script(script, today(), *options))


@task(
    help={"options": "options de pytest, entre guillemets", "quick": "les calculs et les règles seuls, sans navigateur"}
)
def test(context, options="", quick=False):
    """Vérifier que tout fonctionne, navigateur compris."""
    environment, steps = {}, [QUICK_TESTS]
    # What most tests need: they would wait for it together.
    needed = threading.Thread(target=make_site, args=[CACHE / "test-site"])
    if not quick:
        install.install_witnesses()
        browser = install.install_browser(windowless=True)
        install.install_node_packages("tests/observatory")
        environment = {"BROWSER_PATH": browser} if browser else {}
        steps = [""] if "tests/" in options else ALL_TESTS
    if len(steps) > 1:
        needed.start()
    command = '"' + sys.executable + '" -m pytest '
    settings = {"env": environment, "pty": os.name != "nt" and sys.stdout.isatty(), "warn": True}
    runs = []
    for step in steps:
        runs.append(context.run(command + step + " " + options, **settings))
        if needed.is_alive():
            needed.join()
    sys.exit(max(run.exited for run in runs))
