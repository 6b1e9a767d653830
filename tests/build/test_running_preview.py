"""The preview as a program: its port, the desk that it opens, and how it ends."""

import os
import subprocess

import pytest
from tornado.testing import bind_unused_port

import tasks
from theme.preview import ports, server


def test_ended_previews_are_swept_and_others_left(tmp_path):
    """A folder whose port nobody answers on is left over; so is our own port's."""
    sock, port = bind_unused_port()
    sock.listen()
    for name in (f"preview-{port}", "preview-1", "preview-8123", "engine"):
        (tmp_path / name).mkdir()
    server.sweep(tmp_path, 8123)
    sock.close()

    assert sorted(path.name for path in tmp_path.iterdir()) == ["engine", f"preview-{port}"]


@pytest.mark.parametrize("behind", [False, True], ids=["in front", "behind"])
def test_it_ends_with_a_word(tmp_path, behind):
    """Ctrl+C during a build, or the end of a program put behind: in French, with no traceback nor folder left."""
    sock, port = bind_unused_port()
    sock.close()
    code = (
        "import sys, pathlib, signal, tasks; from theme.preview import builder, server\n"
        f"{behind} and signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "recipe = builder.Recipe(lambda work, *_: ['--version'], lambda *_: '', str, str, tasks.build_environment())\n"
        f"server.serve(recipe, pathlib.Path({str(tmp_path)!r}), {port})"
    )
    command = [tasks.sys.executable, "-c", code]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "encoding": "utf-8"}
    with subprocess.Popen(command, cwd=tasks.ROOT, env=tasks.build_environment(), **pipes) as run:
        while "Votre site" not in run.stdout.readline():
            pass
        run.terminate()
        output, errors = run.communicate(timeout=20)

    assert (run.returncode, errors) == (0, "")
    assert output.endswith("L’aperçu est arrêté.\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("opened", [False, True])
def test_the_desk_is_opened_when_it_is_asked(tmp_path, opened):
    """`init` shows it in her browser; `serve` says its address alone."""
    sock, port = bind_unused_port()
    sock.close()
    code = (
        "import pathlib, tasks, desks; from theme.preview import builder, server\n"
        "recipe = builder.Recipe(lambda work, *_: ['--version'], lambda *_: '', str, str, tasks.build_environment())\n"
        f"folder = pathlib.Path({str(tmp_path)!r})\n"
        f"server.serve(recipe, folder / 'cache', {port}, desks.desk(folder), opened={opened})"
    )
    # What webbrowser runs in the place of a browser; it waits for its end.
    (tmp_path / "browser.py").write_text("import sys; print('opened', sys.argv[1])", encoding="utf-8")
    variables = {"BROWSER": f"{tasks.sys.executable} {tmp_path / 'browser.py'} %s"}
    environment = tasks.build_environment() | variables | {"PYTHONPATH": os.pathsep.join((".", "tests"))}
    pipes = {"stdout": subprocess.PIPE, "text": True, "encoding": "utf-8"}
    with subprocess.Popen([tasks.sys.executable, "-c", code], cwd=tasks.ROOT, env=environment, **pipes) as run:
        said = []
        while not said or "Le site est à jour" not in said[-1]:
            said.append(run.stdout.readline())
        run.terminate()
        run.communicate(timeout=20)
    place = f"http://127.0.0.1:{port}/bureau/"

    assert any(line.endswith(f"{place}\n") and "bureau" in line for line in said)
    assert (f"opened {place}\n" in said) == opened


@pytest.mark.parametrize("text", ["1024", "8080", "65535"])
def test_a_port_is_a_number_that_anyone_may_listen_on(text):
    """Both ends of what the system gives to everyone."""
    assert ports.port_number(text) == int(text)


@pytest.mark.parametrize("text", ["abc", "", "-1", "80.5", "1023", "65536", "²", "9" * 5000])
def test_another_port_is_told_in_french(text):
    """What a port is, and an example."""
    with pytest.raises(SystemExit, match=r"n’est pas un numéro de port\. Écrivez un nombre de 1024 à 65535"):
        ports.port_number(text)
