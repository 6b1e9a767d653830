"""
Run inside Pyodide at build: leave in the memory what answers take, before its snapshot is taken.

Most of what an import brings serves the import alone. `watch` notes which functions run. Another interpreter is made
from archives that `stripped` rid of those that never did. There `prune` empties those that will not any more, and the
modules that nothing left reads. What is absent raises `Absent` when it is wanted after all. The worker then starts the
whole engine and asks it again. The estimator and its templates are left whole.
"""

import builtins
import gc
import sys
import types

#: Never emptied: the estimator; encodings, which are looked up by their name; what a weak reference calls.
WHOLE = ("estimator", "_jinja2_module_templates", "encodings", "weakref", "_weakrefset")
WHOLE_FILES = ("estimator/", "compiled_templates/", "encodings/", "weakref", "_weakrefset")
#: Flags of code (see the module inspect): a function's, its stars, and those of generators and coroutines.
FUNCTION, STARS, SUSPENDED = 0x3, (0x4, 0x8), 0x20 | 0x80 | 0x200
#: Modules whose functions may go, not their names, which JavaScript reads.
NAMED = ("pyodide", "_pyodide")
#: What it reads of the others.
READ = ("environ", "import_module")
PYC_HEADER = 16
TOOL = 1
seen = set()


class Absent(BaseException):
    """What was not kept. Not an Exception: nothing on the way may take it for an answer."""


class Missing:
    """The only finder of modules: one that was not kept is no missing optional part."""

    @staticmethod
    def find_spec(name, *_):
        """Raise Absent: nothing more can be imported."""
        raise Absent(name)


def place(code):
    """Return what tells a function's code from the others, the same in another interpreter."""
    return f"{code.co_filename}:{code.co_firstlineno}:{code.co_qualname}:{','.join(code.co_varnames)}"


def watch():
    """Note in `seen` the place of every code that starts from now on."""
    start = sys.monitoring.events.PY_START
    sys.monitoring.use_tool_id(TOOL, "watch")
    sys.monitoring.register_callback(TOOL, start, _note)
    sys.monitoring.set_events(TOOL, start)


def watched():
    """Return the places noted since the last call, sorted, and begin again."""
    places = sorted(seen)
    seen.clear()
    sys.monitoring.restart_events()
    return places


def _note(code, _):
    seen.add(place(code))
    return sys.monitoring.DISABLE


def stripped(archive, places):
    """Return this archive of bytecode without the functions whose place is not in `places`, nor positions in lines."""
    # Not at the top: what this module imports is not watched.
    import io  # noqa: PLC0415
    import marshal  # noqa: PLC0415
    import zipfile  # noqa: PLC0415

    places = set(places)
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(result, "w") as target:
        for info in source.infolist():
            body = source.read(info)
            if info.filename.endswith(".pyc") and not info.filename.startswith(WHOLE_FILES):
                code = _strip(marshal.loads(body[PYC_HEADER:]), places)  # noqa: S302  made by this very build
                body = body[:PYC_HEADER] + marshal.dumps(code)
            target.writestr(info, body)
    return result.getvalue()


def _strip(code, places):
    if code.co_flags & FUNCTION == FUNCTION and place(code) not in places:
        return _absent_code(code)
    constants = tuple(_strip(it, places) if isinstance(it, types.CodeType) else it for it in code.co_consts)
    return code.replace(co_consts=constants, co_linetable=b"")


def _raise():
    raise Absent


def _absent_code(code):
    """Return code that raises Absent, called as this one is; its names are not kept: Python never frees a name."""
    stars = sum(bool(code.co_flags & star) for star in STARS)
    arguments = code.co_argcount + code.co_kwonlyargcount + stars
    return _raise.__code__.replace(
        co_argcount=code.co_argcount,
        co_posonlyargcount=code.co_posonlyargcount,
        co_kwonlyargcount=code.co_kwonlyargcount,
        co_varnames=tuple(f"a{number}" for number in range(arguments)),
        co_nlocals=arguments,
        co_freevars=code.co_freevars,
        co_flags=code.co_flags & ~SUSPENDED,
        co_linetable=b"",
        co_qualname="_raise",
    )


def prune(places):
    """Empty the functions whose place is not in `places`, the modules that nothing left reads, the caches of imports."""
    places = set(places)
    sys.path_importer_cache.clear()
    sys.modules["zipimport"]._zip_directory_cache.clear()
    sys.meta_path[:] = [Missing]
    # What goes may want to hear of its end.
    sys.unraisablehook = lambda _: None
    functions = [it for it in gc.get_objects() if type(it) is types.FunctionType and it.__globals__ is not globals()]
    survivors = [it for it in functions if _is_whole(it) or place(it.__code__) in places]
    words = {*READ, *(word for it in survivors for word in _words(it.__code__))}
    read = {it.__module__ for it in survivors} | {
        name for it in survivors for name in _modules(it.__globals__, it.__code__)
    }
    for function in functions:
        function.__doc__ = None
    for function in {*functions} - {*survivors}:
        _empty(function)
    _empty_modules(read, words)
    for _ in range(3):
        gc.collect()
    sys.unraisablehook = sys.__unraisablehook__
    # What is left stays: the collector need not look at it again.
    gc.freeze()


def _empty_modules(read, words):
    """Leave in each module the names that are among `words`, and none in those whose name is not in `read`."""
    # Those in C stay: their types may be in use without them, and fail then.
    modules = [(name, it) for name, it in sys.modules.items() if _is_python(it)]
    for name, module in modules:
        if not name.startswith((*WHOLE, *NAMED)):
            is_read = module.__name__ in read
            _forget(module if is_read else sys.modules.pop(name), words if is_read else ())


def _words(code):
    """Yield the names and the texts by which this code may look something up."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _words(constant)
        elif isinstance(constant, str):
            yield constant


def _is_python(module):
    return isinstance(module, types.ModuleType) and "__file__" in vars(module)


def _is_whole(function):
    return (function.__module__ or "").startswith(WHOLE)


def _modules(scope, code):
    """Yield the names of the modules that this code reads or imports by name, with their submodules."""
    modules = [value for name in code.co_names if isinstance(value := scope.get(name), types.ModuleType)]
    inner = [
        value for it in modules for name in code.co_names if isinstance(value := vars(it).get(name), types.ModuleType)
    ]
    imported = [sys.modules[name] for name in code.co_names if _is_python(sys.modules.get(name))]
    yield from (module.__name__ for module in (*modules, *inner, *imported))
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _modules(scope, constant)


#: The same code for all functions with the same number of free variables: Python accepts no other.
shared = {}


def _empty(function):
    free = len(function.__code__.co_freevars)
    if free not in shared:
        names = tuple(f"free_{number}" for number in range(free))
        shared[free] = _any.__code__.replace(co_freevars=names, co_linetable=b"")
    function.__code__ = shared[free]
    function.__defaults__ = function.__kwdefaults__ = None
    function.__annotate__ = None


def _any(*_, **__):
    raise Absent


def _forget(module, words):
    """Leave in a module the names that are among `words`; any other raises Absent."""
    for name, value in list(vars(module).items()):
        if name not in words and name != "__name__" and type(value).__name__ != "JsProxy":
            del vars(module)[name]
    module.__getattr__ = Missing.find_spec


builtins.Absent = Absent
