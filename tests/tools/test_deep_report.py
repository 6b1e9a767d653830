"""The report of the long comparisons: written by the run that passes, a line for each."""

from types import SimpleNamespace

from deep_report import DeepReport


def report(name, passed=True, when="call", keywords=("deep",)):
    """Return what pytest tells of a test that took two minutes."""
    return SimpleNamespace(
        nodeid=name,
        passed=passed,
        when=when,
        keywords=dict.fromkeys(keywords, 1),
        duration=120.0,
        user_properties=[("told", f"What {name} shows.")],
    )


def written(path, *reports):
    """Return the report after a session."""
    session = DeepReport(path)
    for one in reports:
        session.pytest_runtest_logreport(one)
    session.pytest_sessionfinish()
    return path.read_text(encoding="utf-8") if path.exists() else None


def test_what_passed_is_told_with_its_day_its_engine_and_its_time(tmp_path):
    """One line: name, what it shows, day, commit, minutes."""
    line = written(tmp_path / "deep.md", report("a::b")).splitlines()[-1]
    name, told, day, commit, minutes = line.strip("| ").split(" | ")

    assert (name, told, minutes) == ("`a::b`", "What a::b shows.", "2.0")
    assert len(day) == len("2026-11-28")
    assert commit


def test_nothing_is_written_of_a_failure_nor_of_other_tests(tmp_path):
    """A session in which no long comparison passed leaves the report alone."""
    others = (report("a", passed=False), report("b", when="setup"), report("c", keywords=()))

    assert written(tmp_path / "deep.md", *others) is None


def test_what_did_not_pass_keeps_its_line(tmp_path):
    """The last result of each, whatever ran this time."""
    path = tmp_path / "deep.md"
    before = written(path, report("a"), report("b"))
    after = written(path, report("b"), report("a", passed=False))

    assert before == after
    assert after.count("| `") == 2
