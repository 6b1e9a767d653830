"""
Run inside Pyodide at build: name what the runtime's own memory holds for modules that a snapshot no longer imports.

`FROZEN` are the modules that Python starts from, as it keeps them. `TABLES` are the addresses of the objects that lead
to the tables of Chinese, Japanese and Korean encodings. CPython has them in Modules/cjkcodecs/cjkcodecs.h. The one map
of pairs of codes has another form, and is left out.
"""

import _imp
import sys
from importlib import import_module

FROZEN = [frozen[0] for name in _imp._frozen_module_names() if (frozen := _imp.find_frozen(name, withdata=True))]
TABLES = [
    id(value)
    for codecs in sys.builtin_module_names
    if codecs.startswith("_codecs_")
    for name, value in vars(import_module(codecs)).items()
    if name.startswith("__map_") and not name.endswith("_pair")
]
