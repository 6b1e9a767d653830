"""Every locked package exists for each Python and system that the README names."""

import importlib.metadata
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import platforms
import pytest
import pythons
from packaging.requirements import Requirement
from test_install import lock_of, make_wheel

ROOT = Path(__file__).parents[2]
LOCKS = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "requirements").glob("*.txt")}
NOT_TAKEN = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["uv"]["pip"]["no-emit-package"]


def names(lock):
    """Return the packages of a lock with their versions."""
    return re.findall(r"^([\w.-]+==[^ ]+)", lock, re.MULTILINE)


def test_locks_are_those_that_were_tried():
    """A lock that changed is tried again: `python3 tasks.py platforms` writes the record."""
    assert json.loads(platforms.RECORD.read_text(encoding="utf-8")) == json.loads(json.dumps(platforms.passed()))


def test_readme_names_what_was_tried():
    """The first sentence that a reader acts on."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert f"Python {pythons.text(pythons.OLDEST)} to {pythons.text(pythons.NEWEST)}" in readme


def test_tests_have_the_very_packages_of_the_site():
    """`test.txt` holds `site.txt`: what is tested is what is built with."""
    assert set(names(LOCKS["site"])) <= set(names(LOCKS["test"]))


def test_packages_left_out_are_the_only_ones_missing():
    """Packages are installed without what they ask for: what no lock holds is missing without a word."""
    held = {name.partition("==")[0] for name in names(LOCKS["site"])}
    asked = {
        re.sub(r"[-_.]+", "-", need.name).lower()
        for name in held
        for need in map(Requirement, importlib.metadata.requires(name) or ())
        if need.marker is None or need.marker.evaluate({"extra": ""})
    }

    assert asked - held == set(NOT_TAKEN)


def test_typography_does_without_the_packages_left_out():
    """The library asks for them in its Markdown mode alone; ours goes on without."""
    modules = [name.replace("-", "_") for name in NOT_TAKEN]
    script = f"import sys\nfor name in {modules}: sys.modules[name] = None\n"
    script += "import polytypo.html\nimport theme.plugins.texts.typography\nprint(ascii(polytypo.html.transform('<p>Bonjour !</p>', locale='fr')))"
    environment = {"PYTHONPATH": str(ROOT)}

    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, encoding="utf-8", env=environment
    )

    assert done.stderr == ""
    assert re.search(r"Bonjour\\(xa0|u202f)!", done.stdout)


def test_markers_are_judged_for_the_computer_that_is_tried():
    """The running pip would judge them by the Python that runs it."""
    lock = (
        "a==1 ; sys_platform == 'win32' --hash=sha256:00\n"
        "b==1 ; python_full_version < '3.11.5' \\\n    --hash=sha256:01 \\\n    --hash=sha256:02\n"
        "c==1 ; platform_machine == 'aarch64' --hash=sha256:03\n# d==1\ne==1 --hash=sha256:04\n"
    )
    systems = platforms.SYSTEMS

    def kept(python, system):
        return [line.split("==")[0] for line in platforms.needed(lock, python, systems[system])]

    assert kept("3.11.0", "Windows x64") == ["a", "b", "e"]
    assert kept("3.11.5", "Linux arm64, musl 1.2") == ["c", "e"]
    written = list(platforms.needed(lock, "3.11.4", systems["macOS 13 Intel"]))
    assert written == ["b==1 --hash=sha256:01 --hash=sha256:02", "e==1 --hash=sha256:04"]


#: Tags of wheels, and whether all of them fit a system.
WHEELS = {
    "Windows x64": (True, "py3-none-win_amd64", "cp311-abi3-win_amd64"),
    "macOS 13 Intel": (True, "cp311-abi3-macosx_10_12_x86_64", "py3-none-macosx_13_0_universal2"),
    "Linux arm64, glibc 2.28": (True, "py3-none-manylinux2014_aarch64", "cp315-cp315-manylinux_2_28_aarch64"),
    "Linux x64, glibc 2.28": (False, "py3-none-manylinux_2_34_x86_64"),
    "Linux x64, musl 1.2": (False, "py3-none-manylinux_2_28_x86_64"),
    "macOS 13 arm64": (False, "py3-none-macosx_14_0_arm64"),
}


@pytest.mark.parametrize("system", WHEELS)
def test_hole_is_found(tmp_path, monkeypatch, system):
    """A real dry run takes a system's wheels, and finds the hole that one of a newer or another leaves."""
    fit, *tags = WHEELS[system]
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    lock = tmp_path / "lock.txt"
    for number, tag in enumerate(tags):
        wheel = make_wheel(tmp_path, f"essai{number}")
        wheel = wheel.rename(wheel.with_name(wheel.name.replace("py3-none-any", tag)))
        with lock.open("a", encoding="utf-8") as file:
            file.write(lock_of(wheel))

    said = platforms.fault((lock,), "3.15.0", system)

    assert ("No matching distribution found for essai0" in said) is not fit
    assert bool(said) is not fit
