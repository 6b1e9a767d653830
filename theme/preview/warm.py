"""A process that has read Pelican and the plugins, and waits on its standard input for a build, as JSON."""

from __future__ import annotations

import json
import os
import sys


def main() -> None:
    """Read the modules, then the arguments of Pelican, and build; nothing on the input, nothing built."""
    import markdown.extensions.extra  # noqa: F401, PLC0415  read before anything is asked
    import pelican  # noqa: PLC0415

    import pelicanconf  # noqa: F401, PLC0415
    from estimator.law.dated import baremes_at, date_droit  # noqa: PLC0415
    from theme.plugins import cache  # noqa: F401, PLC0415  it notes our own code as it is read in

    # What our own Python says: a change there ends this process.
    baremes_at(date_droit())
    request = sys.stdin.read()
    if request:
        pelican.main(json.loads(request))
        # Nothing is left to do: giving back memory piece by piece takes a fifth of a second.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


if __name__ == "__main__":
    main()
