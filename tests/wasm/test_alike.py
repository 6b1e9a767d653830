"""Thousands of questions: the snapshot of the engine, the engine read whole and this Python answer the same bytes."""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import needs
import pytest
from hypothesis import Phase, given, seed, settings
from hypothesis import strategies as st
from test_wasm import REQUEST, TARIFS, drawn

from estimator.bridge import Bridge
from theme.browser import bundle
from theme.plugins.estimate.estimation import make_environment

#: Characters of every Python's Unicode: what a newer one alone knows is « ? » in the answer of an older one.
KNOWN = st.characters(exclude_categories=["Cs", "Cn"])
NEEDS = 3000
ADDRESSES = 1000
#: What a link may hold that no form writes.
HOSTILE = (
    *("=", "&", "%", "%zz", "%00", "%0D%0A", "%F0%9F%92%A9", "%ED%A0%80", "+", ";", "#", "?", "//", "\u2028", "\x00"),
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "&lt;", '" onload="', "javascript:alert(1)"),
    *("{{ 7*7 }}", "{% raw %}", "__class__", "__proto__", "constructor", "../../etc/passwd", "=1+1", "@SUM(A1)"),
    *("NaN", "Infinity", "-0", "1e999999", "1e-999999", "٣", "２０", "9" * 50, "0x10", "1_000", "oui", "non", "30"),
    *("droit=1999-01-01", "droit=9999-12-31", "besoin=taches", "minutes_courrier=0", "volume_courrier=1e5"),
)


def addresses(count):
    """Return messages with hostile addresses, drawn from one seed: names of questions among what breaks others."""
    messages = []
    names = [field.name for field in needs.FIELDS]
    pieces = st.one_of(st.sampled_from(names), st.sampled_from(HOSTILE), st.text(KNOWN, max_size=12))
    pairs = st.builds("{}={}".format, st.sampled_from(names), pieces)

    @seed(24)
    @settings(max_examples=count, database=None, deadline=None, phases=[Phase.generate])
    @given(st.one_of(st.lists(pieces, max_size=30).map("".join), st.lists(pairs, max_size=20).map("&".join)))
    def draw(address):
        messages.append(json.dumps({"address": address, "tarifs": TARIFS, **REQUEST}))

    draw()
    return messages


@pytest.fixture(scope="module")
def bridge(tmp_path_factory):
    """The engine under this Python, with templates compiled as the build does."""
    folder = tmp_path_factory.mktemp("templates")
    make_environment().compile_templates(folder, filter_func=lambda name: name.startswith("estimation/"), zip=None)
    return Bridge(str(folder))


def answered_otherwise(messages, bridge):
    """Return the questions that are not answered alike by all three, with a digest or a fault for each engine."""
    done = subprocess.run(
        [shutil.which("node"), Path(__file__).parent / "alike.mjs", bundle.build()],
        input=json.dumps(messages),
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr[-2000:]
    other = []
    for message, digests in zip(messages, json.loads(done.stdout), strict=True):
        here = hashlib.sha256(bridge.reply(message).encode()).hexdigest()
        if digests != [here, here]:
            other.append((message, here, *digests))
    return other


def test_a_few_of_each_are_answered_alike(bridge):
    """The same comparison as below, at each run of the tests."""
    assert answered_otherwise([*drawn(10), *addresses(25)], bridge) == []


@pytest.mark.deep
def test_any_need_is_answered_alike(bridge):
    """3 000 drawn needs: snapshot, engine read whole and CPython give the same bytes."""
    asked = drawn(NEEDS)

    assert len(set(asked)) > NEEDS * 0.9
    assert answered_otherwise(asked, bridge) == []


@pytest.mark.deep
def test_any_address_is_answered_alike(bridge):
    """1 000 hostile addresses: snapshot, engine read whole and CPython give the same bytes."""
    asked = addresses(ADDRESSES)

    assert len(set(asked)) > ADDRESSES * 0.9
    assert answered_otherwise(asked, bridge) == []
