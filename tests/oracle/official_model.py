"""Run the official model, Urssaf's `modele-social`, on jobs: a witness, never a part of the site."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PINNED = HERE.parent / "node_modules"
#: A day of 2026 on which the model holds the Smic of 1 January, 12.02 €. Décret 2026-509 keeps it
#: for the « réduction générale » of the whole year; version 11.1.0 has not caught up with that.
DAY_OF_THE_LAW = date(2026, 5, 1)
#: Lines that follow from that Smic alone.
FROM_THE_REDUCTION = (
    "rgdu_coefficient",
    "reduction_generale",
    "cotisations_employeur_nettes",
    "cout_total_employeur",
)


def ask(jobs: list[dict[str, Any]], day: date, packages: Path = PINNED) -> list[dict[str, Decimal]]:
    """Return, for each job, the model's lines on `day`, EUR/month, under our names."""
    node = shutil.which("node")
    assert node, "the setup installs Node"
    done = subprocess.run(
        [node, HERE / "modele_social.mjs", packages, f"{day:%d/%m/%Y}"],
        input=json.dumps(jobs),
        capture_output=True,
        encoding="utf-8",
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    answers: list[dict[str, Decimal]] = json.loads(done.stdout, parse_float=Decimal, parse_int=Decimal)
    return answers
