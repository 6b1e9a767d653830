"""A slow line: when bytes come out of it, what the server tells of them."""

import urllib.request

import pytest
from throttling import FAST_4G, Line, Traffic, served_slowly


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self):
        self.now = 0.0

    def read(self):
        """Return the seconds."""
        return self.now

    def sleep(self, seconds):
        """Pass at once."""
        self.now += seconds


@pytest.fixture
def clock():
    """A clock at zero."""
    return Clock()


@pytest.fixture
def traffic(clock):
    """A line of 1 000 bytes a second, half a second away."""
    return Traffic(Line(rate=1000, latency=0.5), clock.read, clock.sleep)


def test_bytes_take_their_time(traffic, clock):
    """Two pieces one after the other take as long as one of their size."""
    traffic.carry("/a", 300)
    traffic.carry("/b", 700)

    assert clock.now == pytest.approx(1.0)


def test_bytes_wait_behind_those_of_another_connection(clock):
    """What is sent while the line is taken comes out after it."""
    slept = []
    traffic = Traffic(Line(rate=1000), clock.read, slept.append)

    traffic.carry("/a", 1000)
    traffic.carry("/b", 500)

    assert slept == pytest.approx([1.0, 1.5])


def test_an_idle_line_saves_nothing_up(traffic, clock):
    """After a pause the rate is the same."""
    traffic.carry("/a", 100)
    clock.sleep(60)
    start = clock.now
    traffic.carry("/a", 1000)

    assert clock.now - start == pytest.approx(1.0)


def test_a_request_waits_for_the_latency(traffic, clock):
    """Whatever its size."""
    traffic.wait()

    assert clock.now == 0.5


def test_a_direct_line_does_not_wait(clock):
    """No limit, no sleep."""
    traffic = Traffic(clock=clock.read, sleep=clock.sleep)

    traffic.wait()
    traffic.carry("/a", 10**9)

    assert clock.now == 0


def test_restarting_forgets_what_was_carried(traffic, clock):
    """Another line starts empty."""
    traffic.carry("/a", 5000)
    start = clock.now
    traffic.restart(Line(rate=100))
    traffic.carry("/b", 100)

    assert clock.now - start == pytest.approx(1.0)
    assert traffic.carried == {"/b": 100}


def test_fast_4g_is_the_browser_makers_preset():
    """8.1 Mbit/s, 165 ms."""
    assert FAST_4G.rate * 8 == pytest.approx(8_100_000)
    assert FAST_4G.latency == pytest.approx(0.165)


def test_the_server_counts_the_bytes_of_each_file(tmp_path):
    """As they travel, compressed or not, whatever the address asks besides."""
    (tmp_path / "a.bin").write_bytes(bytes(20_000))
    (tmp_path / "a.js").write_text("let a = 1;\n" * 1000, encoding="utf-8")

    with served_slowly(tmp_path) as server:
        for name in ("a.bin", "a.js?boot=plain"):
            with urllib.request.urlopen(f"{server.address}/{name}") as answer:
                answer.read()
        carried = dict(server.traffic.carried)

    assert carried["/a.bin"] == 20_000
    assert 0 < carried["/a.js"] < 1000
