"""The workflows of forges: right by their schemas, of commands that there are, with faults beside their lines."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import tasks
from theme.plugins.checks import forges
from theme.plugins.problems import Problem, Severity

ROOT = tasks.ROOT
GITHUB = (ROOT / ".github" / "workflows" / "publier.yml", ROOT / "theme" / "publishing" / "examples" / "reseau.yml")
GITLAB = ROOT / ".gitlab-ci.yml"
PROBLEMS = [
    Problem(Path("content/pages/a, b.md"), 12, "Prix : 100 %\nà revoir"),
    Problem(Path("content/secretaire.toml"), None, "À relire", Severity.WARNING),
    Problem(Path("content/pages/c.md"), 3, "brouillon", Severity.LEFT_OUT),
]


@pytest.mark.parametrize(("schema", "path"), [*(("github-workflows", path) for path in GITHUB), ("gitlab-ci", GITLAB)])
def test_a_workflow_is_right_by_its_schema(schema, path):
    """As its forge publishes it; without the network."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(path)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_schemas_refuse_what_is_wrong(tmp_path):
    """The check itself."""
    path = tmp_path / "wrong.yml"
    path.write_text(GITHUB[0].read_text(encoding="utf-8").replace("runs-on:", "run-on:", 1), encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(path)]

    assert subprocess.run(command, capture_output=True).returncode == 1


@pytest.mark.parametrize("path", [*GITHUB, GITLAB], ids=lambda path: path.name)
def test_its_commands_are_ours(path):
    """With options that they take."""
    typed = re.findall(r"(?m)^[^#\n]*python3 tasks\.py (\w+)(.*)", path.read_text(encoding="utf-8"))
    named = {task.name: task for task in vars(tasks).values() if hasattr(task, "get_arguments")}

    assert [command for command, _ in typed] == ["check", "build"]
    for command, options in typed:
        known = {name for argument in named[command].get_arguments() for name in argument.names}
        assert set(re.findall(r"--([\w-]+)", options)) <= known


@pytest.mark.parametrize("path", [*GITHUB, GITLAB], ids=lambda path: path.name)
def test_today_is_that_of_france(path):
    """An article dated of the day would wait for two hours."""
    assert "TZ: Europe/Paris" in path.read_text(encoding="utf-8")


def test_nothing_is_published_before_she_says_so():
    """A copy of the project is nobody's site yet."""
    assert yaml.safe_load(GITHUB[0].read_text(encoding="utf-8"))["jobs"]["fabriquer"]["if"] == "vars.PUBLIER == 'oui'"
    assert yaml.safe_load(GITLAB.read_text(encoding="utf-8"))["workflow"]["rules"] == [{"if": '$PUBLIER == "oui"'}]


@pytest.mark.parametrize("path", GITHUB, ids=lambda path: path.name)
def test_dated_articles_come_by_themselves(path):
    """A build each morning; YAML 1.1 reads « on » as true."""
    assert yaml.safe_load(path.read_text(encoding="utf-8"))[True]["schedule"] == [{"cron": "17 4 * * *"}]


def test_github_shows_a_fault_beside_its_line():
    """The signs of its commands are escaped."""
    assert forges.github(PROBLEMS).splitlines() == [
        "::error file=content/pages/a%2C b.md,line=12::Prix\u00a0: 100 %25%0Aà revoir",
        "::warning file=content/secretaire.toml,line=1::À relire",
        "::notice file=content/pages/c.md,line=3::brouillon",
    ]


def test_gitlab_shows_a_fault_beside_its_line():
    """Its report knows a problem again when its line moves."""
    first, second, third = json.loads(forges.gitlab(PROBLEMS))
    moved = json.loads(forges.gitlab([Problem(PROBLEMS[0].path, 13, PROBLEMS[0].message)]))[0]

    assert first["location"] == {"path": "content/pages/a, b.md", "lines": {"begin": 12}}
    assert [it["severity"] for it in (first, second, third)] == ["blocker", "minor", "info"]
    assert first["fingerprint"] == moved["fingerprint"] != second["fingerprint"]
    assert json.loads(forges.gitlab([])) == []


def checked(*words):
    """Return the status, the standard output and the errors of `check`."""
    command = [sys.executable, "-m", "invoke", "check", *words]
    done = subprocess.run(command, cwd=ROOT, env=tasks.build_environment(), capture_output=True, encoding="utf-8")
    return done.returncode, done.stdout, done.stderr


def test_a_forge_refuses_the_sample():
    """As `publish` does, but for where it is sent."""
    status, said, errors = checked("--forge", "gitlab")

    assert status == 1
    assert json.loads(said) == []
    assert "est celle de l’exemple" in errors
    assert "hebergement" not in errors


def test_an_unknown_forge_is_told():
    """With those that there are."""
    status, said, errors = checked("--forge", "sourcehut")

    assert (status, said) == (1, "")
    assert errors == "«\u00a0sourcehut\u00a0» n’est pas une forge connue\u00a0: github, gitlab.\n"
