"""
Run inside Pyodide at build: leave in the memory what answers take, before its picture is taken.

Most of what an import brings serves the import alone. `watch` notes which functions run from
then on; in another interpreter `prune` empties those that did not, and the modules that none of
the others reads. What is emptied raises `Absent` when it is wanted after all: the worker then
starts the whole engine and asks it again. The engine's own modules are left whole.
"""

import builtins
import gc
import sys
import types

#: Never emptied: the engine, its templates, and what starts Python, calls it and tells its faults.
WHOLE = ("estimator", "_jinja2_module_templates", "_pyodide", "pyodide", "importlib", "_frozen_importlib", "encodings")
TOOL = 1
seen = set()


class Absent(BaseException):
    """What was not kept. Not an Exception: nothing on the way may take it for an answer."""


class Missing:
    """The last finder of modules: one that was not kept is no missing optional part."""

    @staticmethod
    def find_spec(name, *_):
        """Raise Absent: nothing more can be imported."""
        raise Absent(name)


def place(code):
    """Return what tells a function's code from the others, the same in another interpreter."""
    return f"{code.co_filename}:{code.co_firstlineno}:{code.co_qualname}"


def watch():
    """Note in `seen` the place of every function that starts from now on."""
    start = sys.monitoring.events.PY_START
    sys.monitoring.use_tool_id(TOOL, "watch")
    sys.monitoring.register_callback(TOOL, start, _note)
    sys.monitoring.set_events(TOOL, start)


def _note(code, _):
    seen.add(place(code))
    return sys.monitoring.DISABLE


def prune(kept):
    """Empty the functions whose place is not in `kept`, the modules that nothing left reads, the caches of imports."""
    kept = set(kept)
    sys.path_importer_cache.clear()
    sys.modules["zipimport"]._zip_directory_cache.clear()  # noqa: SLF001  its only way
    builtins.Absent = Absent
    functions = [it for it in gc.get_objects() if type(it) is types.FunctionType and it.__globals__ is not globals()]
    left = [it for it in functions if _is_whole(it.__module__ or "") or place(it.__code__) in kept]
    read = {it.__module__ for it in left} | {name for it in left for name in _modules(it.__globals__, it.__code__)}
    for function in {*functions} - {*left}:
        _empty(function)
    for name, module in list(sys.modules.items()):
        if hasattr(module, "__file__") and not _is_whole(name) and module.__name__ not in read:
            _forget(module)
    sys.meta_path.append(Missing)
    for _ in range(3):
        gc.collect()
    # What is left stays: the collector need not look at it again.
    gc.freeze()


def _is_whole(name):
    return any(name == whole or name.startswith((f"{whole}.", f"{whole}_")) for whole in WHOLE)


def _modules(scope, code):
    """Yield the names of the modules that this code reads by name, with their submodules."""
    found = [value for name in code.co_names if isinstance(value := scope.get(name), types.ModuleType)]
    inner = [value for it in found for name in code.co_names if isinstance(value := vars(it).get(name), types.ModuleType)]
    yield from (module.__name__ for module in (*found, *inner))
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _modules(scope, constant)


def _empty(function):
    function.__code__ = _absent_code(len(function.__code__.co_freevars))
    function.__defaults__ = function.__kwdefaults__ = None
    function.__annotate__ = None


def _forget(module):
    """Empty a module; any of its names raises Absent."""
    for name in [name for name, it in sys.modules.items() if it is module]:
        del sys.modules[name]
    vars(module).clear()
    module.__getattr__ = Missing.find_spec


codes = {}


def _absent_code(free):
    """Return code that raises Absent, with `free` free variables: Python accepts no other number for a closure."""
    if free not in codes:
        names = [f"free_{number}" for number in range(free)]
        lines = ["def outer():", *(f"    {name} = 0" for name in names), "    def absent(*_, **__):"]
        lines += ["        raise Absent", f"        return [{', '.join(names)}]", "    return absent"]
        module = compile("\n".join(lines), "absent", "exec")
        outer = next(it for it in module.co_consts if isinstance(it, types.CodeType))
        codes[free] = next(it for it in outer.co_consts if isinstance(it, types.CodeType))
    return codes[free]
