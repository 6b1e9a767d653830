"""A process that has read Pelican and the plugins, and waits on its standard input for what it is to build, as JSON."""

from __future__ import annotations

import json
import sys


def main() -> None:
    """Read the modules, then the arguments of Pelican, and build; nothing on the input, nothing built."""
    import markdown.extensions.extra  # noqa: F401, PLC0415  read before anything is asked
    import pelican.plugins.yaml_metadata  # noqa: PLC0415

    import pelicanconf  # noqa: F401, PLC0415

    asked = sys.stdin.read()
    if asked:
        pelican.main(json.loads(asked))


if __name__ == "__main__":
    main()
