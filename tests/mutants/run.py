"""
A seeded sample of small changes to `estimator/`, each of which a quick unit test must notice.

Not mutmut, which needs `fork`, changes functions alone (half of the estimator is tables) and draws no sample. Nor
Cosmic Ray, which keeps a data base, draws no sample either and changes the very tree that others read.
What is known is kept in `.cache/mutants`: it holds for the very same estimator and tests. Not for Windows, which limits
no program's processor time.
"""

from __future__ import annotations

import argparse
import compileall
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from py_compile import PycInvalidationMode

from mutants.sites import Mutant, mutants

ROOT = Path(__file__).parents[2]
KNOWN = ROOT / ".cache" / "mutants"
REPORT = ROOT / "tests" / "mutants" / "report.md"
REASONS = ROOT / "tests" / "mutants" / "reasons.toml"
#: Tests of every figure at once, asked after those that name the module.
OF_ALL = ("test_worked_cases", "test_questions", "test_properties", "test_paie", "test_bridge")
#: Modules whose tests have another name.
OWN = {
    "__init__": "test_door",
    "__main__": "test_door",
    "costs": "test_paie",
    "faults": "test_weeks_of_work",
    "heures": "test_weeks_of_work",
    "records": "test_paie",
}
#: Read the source, not the behaviour: a number changed by one would be « killed » by the list of numbers.
OF_SOURCE = ("test_layers",)
MOST_MODULES = 40
WORKERS = 2
#: Seconds of processor that no run without a change comes near: beyond, a mutant is taken for an endless loop.
#: Not seconds of the clock: on a busy machine these would count kills that are none.
MOST_SECONDS = 240
BOUNDED = f"import resource; resource.setrlimit(resource.RLIMIT_CPU, ({MOST_SECONDS}, {MOST_SECONDS}))"
#: pytest's exit statuses that are read: all passed; asked for what there is not.
PASSED, USAGE = 0, 4


def modules() -> dict[str, str]:
    """Return the text of every module of the estimator that holds code, by its path."""
    paths = sorted((ROOT / "estimator").rglob("*.py"))
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def sample(texts: dict[str, str], size: int, seed: int) -> list[Mutant]:
    """
    Return as many mutants as asked, one of each module first; a smaller sample begins a larger one.

    Each has its own lot, drawn from its line. So a module that changes leaves the others' in place, with what is
    known of them.
    """
    # The same change of the same line twice in a module is one.
    by_lot = {_lot(mutant, seed): mutant for file, text in texts.items() for mutant in mutants(file, text)}
    drawn = [mutant for _, mutant in sorted(by_lot.items())]
    first: dict[str, Mutant] = {}
    for mutant in drawn:
        first.setdefault(mutant.file, mutant)
    others = [mutant for mutant in drawn if mutant is not first[mutant.file]]
    return [*first.values(), *others][:size]


def _lot(mutant: Mutant, seed: int) -> str:
    return hashlib.sha256(f"{seed}|{key(mutant)}".encode()).hexdigest()


def tests_of(file: str, tree: Path) -> list[str]:
    """Return a tree's unit tests to ask, nearest first: the module's own, those that import it, those of all."""
    name = Path(file).stem
    unit = sorted((tree / "tests" / "unit").glob("test_*.py"))
    texts = {path.stem: path.read_text(encoding="utf-8") for path in unit if path.stem not in OF_SOURCE}
    pattern = re.compile(rf"^(?:from|import) estimator.*\b{re.escape(name)}\b", re.MULTILINE)
    near = [stem for stem, text in texts.items() if pattern.search(text)]
    own = [OWN.get(name, f"test_{name}")]
    asked = [*own, *sorted(near, key=lambda stem: name not in stem), *OF_ALL]
    return [f"tests/unit/{stem}.py" for stem in dict.fromkeys(asked) if stem in texts][:MOST_MODULES]


def make_tree(folder: Path) -> None:
    """Make in `folder` a project to be changed: all but what installs, builds and measures leave."""
    left_out = shutil.ignore_patterns("node_modules", "__pycache__")
    for name in ("estimator", "tests", "theme", "requirements", "content"):
        shutil.copytree(ROOT / name, folder / name, ignore=left_out)
    for name in ("pyproject.toml", "tasks.py", "pelicanconf.py"):
        shutil.copy(ROOT / name, folder / name)
    icons = "theme/node_modules/@iconify-json"
    shutil.copytree(ROOT / icons, folder / icons)


def compile_tree(tree: Path) -> None:
    """Leave compiled what a run reads: half of it is compiling. Changed modules are known by their text, not their date."""
    run_tests(tree, ["--collect-only", "tests/unit"], kept=True)
    for compiled in tree.joinpath("estimator").rglob("__pycache__"):
        shutil.rmtree(compiled)
    compileall.compile_dir(tree / "estimator", quiet=1, invalidation_mode=PycInvalidationMode.CHECKED_HASH)


def run_tests(tree: Path, tests: list[str], kept: bool = False) -> tuple[int, str]:
    """
    Return pytest's status in a tree, negative after too many seconds, and the first test that failed, empty if none.

    What is compiled is `kept` for the next runs, or not.
    """
    started = f"{BOUNDED}; import runpy; runpy.run_module('pytest', run_name='__main__')"
    command = [sys.executable, "-c", started, "-x", "-q", "--quick", "--tb=no", "-p", "no:cacheprovider", *tests]
    environment = dict(os.environ, PYTHONDONTWRITEBYTECODE="" if kept else "1", PYTHONPATH="")
    done = subprocess.run(command, cwd=tree, env=environment, capture_output=True, encoding="utf-8", errors="replace")
    if done.returncode < 0:
        return done.returncode, f"ended after {MOST_SECONDS} s of processor"
    failed = re.search(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE)
    told = failed[1] if failed else done.stdout[-3000:] + done.stderr[-3000:]
    return done.returncode, told if done.returncode else ""


def judge(mutant: Mutant, tree: Path) -> str:
    """Return what killed a mutant, an empty text if it survived; the tree is put back."""
    target = tree / mutant.file
    before = target.read_text(encoding="utf-8")
    target.write_text(mutant.text, encoding="utf-8")
    own, *others = tests_of(mutant.file, tree)
    try:
        # The nearest alone first: to collect a dozen modules takes longer than to run one.
        status, killer = run_tests(tree, [own])
        if status == PASSED:
            status, killer = run_tests(tree, others)
    finally:
        target.write_text(before, encoding="utf-8")
    if status == USAGE and "conftest" not in killer and "import" not in killer.lower():
        raise SystemExit(f"{mutant.file}: {killer}")
    return "" if status == PASSED else killer or "import"


def key(mutant: Mutant) -> str:
    """Return what a result is kept under."""
    return f"{mutant.file}|{mutant.source}|{mutant.change}"


def known_file(folders: tuple[Path, ...] = (ROOT / "estimator", ROOT / "tests" / "unit")) -> Path:
    """Return the file of what is judged of the estimator and by the tests that these folders hold."""
    paths = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    contents = (hashlib.sha256(path.read_bytes()).hexdigest() for path in paths)
    return KNOWN / f"{hashlib.sha256(' '.join(contents).encode()).hexdigest()[:12]}.json"


def read_known() -> dict[str, str]:
    """Return what earlier runs have judged, by key."""
    return json.loads(known_file().read_text(encoding="utf-8")) if known_file().exists() else {}


def judge_all(chosen: list[Mutant]) -> dict[str, str]:
    """Return what killed each mutant, by key; the results that are known already are not asked for again."""
    known, kept = read_known(), known_file()
    asked = [mutant for mutant in chosen if not known.get(key(mutant))]
    # Survivors of an earlier run last: they take the longest, and most survive again.
    asked.sort(key=lambda mutant: key(mutant) in known)
    lock, here = threading.Lock(), threading.local()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(WORKERS) as pool:
        trees = [Path(folder) / str(number) for number in range(WORKERS)]
        for tree in trees:
            make_tree(tree)
            compile_tree(tree)
        every = sorted({test for mutant in asked for test in tests_of(mutant.file, trees[0])})
        status, failed = run_tests(trees[0], ["-n", str(WORKERS), *every])
        if status != PASSED:
            raise SystemExit(f"Sans aucun changement, un test échoue déjà\u00a0: {failed}")

        def one(mutant: Mutant) -> None:
            if not hasattr(here, "tree"):
                with lock:
                    here.tree = trees.pop()
            killer = judge(mutant, here.tree)
            with lock:
                known[key(mutant)] = killer
                kept.write_text(json.dumps(known, ensure_ascii=False, indent=1), encoding="utf-8")
                print(
                    f"{'killed  ' if killer else 'SURVIVED'} {mutant.file}:{mutant.line}  {mutant.change}", flush=True
                )

        list(pool.map(one, asked))
    return {key(mutant): known[key(mutant)] for mutant in chosen}


def render(chosen: list[Mutant], results: dict[str, str], day: str, seed: int, reasons: dict[str, str]) -> str:
    """Return the report: the share killed, and each survivor with its reason."""
    survivors = [mutant for mutant in chosen if not results[key(mutant)]]
    killed = len(chosen) - len(survivors)
    own = sum(
        Path(results[key(mutant)].partition("::")[0]).stem == f"test_{Path(mutant.file).stem}" for mutant in chosen
    )
    lines = [
        "# Small changes to the estimator that the quick unit tests must notice",
        "",
        "Written by `python3 tasks.py mutants`; the reasons stand in `reasons.toml`.",
        "",
        f"{day}, seed {seed}: **{killed} of {len(chosen)} killed ({100 * killed // len(chosen)} %)**, "
        f"{own} of them by the module's own tests first.",
        "",
        "| survivor | change | reason |",
        "| --- | --- | --- |",
    ]
    for mutant in sorted(survivors, key=lambda mutant: (mutant.file, mutant.line)):
        cells = (f"{mutant.file}:{mutant.line}", f"`{mutant.change}`", reasons.get(key(mutant), "to do"))
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def read_reasons() -> dict[str, str]:
    """Return why a survivor is left, by key."""
    listed = tomllib.loads(REASONS.read_text(encoding="utf-8")).get("mutants", []) if REASONS.exists() else []
    return {f"{one['file']}|{one['line']}|{one['change']}": one["reason"] for one in listed}


def main() -> int:
    """Judge a sample and write the report; return 1 when less than nine in ten were killed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("day")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--known", action="store_true", help="judge nothing: report what earlier runs have judged")
    options = parser.parse_args()
    chosen = sample(modules(), options.count, options.seed)
    KNOWN.mkdir(parents=True, exist_ok=True)
    if options.known:
        judged = read_known()
        chosen = [mutant for mutant in chosen if key(mutant) in judged]
        results = {key(mutant): judged[key(mutant)] for mutant in chosen}
    else:
        results = judge_all(chosen)
    report = render(chosen, results, options.day, options.seed, read_reasons())
    if len(chosen) < options.count:
        report += f"\nNot a whole sample: {len(chosen)} of {options.count} were judged.\n"
    REPORT.write_text(report, encoding="utf-8")
    killed = sum(map(bool, results.values()))
    print(f"{killed} sur {len(chosen)} repérés\u00a0: {REPORT.relative_to(ROOT)}")
    return 0 if killed >= 0.9 * len(chosen) else 1


if __name__ == "__main__":
    sys.exit(main())
