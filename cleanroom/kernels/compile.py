"""How kernels become machine code: once per machine, by numba; every later process loads it without importing numba.

Importing numba and having it find, unpickle and link what it cached took 1.4 s of processor time in every large run;
loading one object file takes a few milliseconds. numba compiles a kernel for its declared signature and shows its LLVM
code; llvmlite, which numba is built on, links the kernels of a package into one object and loads that.

Kernels are called as numba calls them: a pointer for the result, one for an exception (kernels raise none), then the
arguments, an array as the fields of numba's array structure. They run without the GIL and allocate nothing.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib
import os
import pkgutil
import re
import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import llvmlite
import llvmlite.binding as llvm
import numpy as np

F = TypeVar("F", bound=Callable[..., Any])

_ARGUMENT = re.compile(r"(\w+)(\[[:,1]*\])?")
_C_TYPES: dict[str, Any] = {"int64": ctypes.c_int64, "float64": ctypes.c_double, "float32": ctypes.c_float}
#: what the code may name besides itself: libc, and what numba calls to free an array of its own, which never happens
_FREE = "NRT_MemInfo_call_dtor"
_KNOWN = ("llvm.", "memcpy", "memmove", "memset", _FREE)

#: numba counts who holds an array; those that kernels are given have no counter
_COUNTED = re.compile(r"^.*\bcall void @NRT_(?:inc|dec)ref\(.*\n", re.MULTILINE)

#: object files of a package that stay in a folder, which machines of other processors may share; older ones go
_KEPT = 8

_kernels: defaultdict[str, dict[str, Kernel]] = defaultdict(dict)
_parts: set[Callable[..., Any]] = set()
_written: dict[Callable[..., Any], Callable[[Any, Any], Any]] = {}
_lock = threading.Lock()


class Kernel:
    """A function with a numba signature, compiled. Arrays must be contiguous and of the type and dimensions it says."""

    def __init__(self, function: Callable[..., Any], signature: str) -> None:
        self.function, self.signature = function, signature
        self.package = function.__module__.rpartition(".")[0]
        self.symbol = f"cleanroom.{function.__name__}"
        result, arguments = signature.rstrip(")").split("(")
        self._result = _C_TYPES.get(result)
        self._arguments = [
            (np.dtype("bool" if kind == "boolean" else kind), brackets.count(",") + 1 if brackets else 0)
            for kind, brackets in _ARGUMENT.findall(arguments)
        ]
        self._call: Any = None

    def __call__(self, *arguments: Any) -> Any:
        if self._call is None:
            with _lock:
                self._call = self._prototype()(_engine(self.package).get_function_address(self.symbol))
        result = (self._result or ctypes.c_void_p)()
        flat: list[Any] = []
        for (kind, dimensions), value in zip(self._arguments, arguments, strict=True):
            if not dimensions:
                flat.append(value)
                continue
            if value.dtype != kind or value.ndim != dimensions or not value.flags.c_contiguous:
                raise _unfit(value, kind, dimensions, self.symbol)
            size, item = value.size, kind.itemsize
            layout = (size, item) if dimensions == 1 else (*value.shape, *value.strides)
            flat += (None, None, size, item, _address(value), *layout)
        if self._call(ctypes.byref(result), None, *flat) > 0:
            raise RuntimeError(f"{self.symbol} failed")  # numba's code for an exception, which kernels do not raise
        return result.value if self._result else None

    def _prototype(self) -> Any:
        word = ctypes.c_ssize_t
        types: list[Any] = []
        for kind, dimensions in self._arguments:
            array = [ctypes.c_void_p, ctypes.c_void_p, word, word, ctypes.c_void_p, *[word] * (2 * dimensions)]
            types += array if dimensions else [_C_TYPES[kind.name]]
        return ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, *types)


def kernel(signature: str) -> Callable[[F], F]:
    """Declare a kernel: it is compiled, or loaded, with all others of its package at the first call of any."""

    def declare(function: F) -> F:
        found = Kernel(function, signature)
        _kernels[found.package][function.__name__] = found
        return cast(F, found)

    return declare


def inline(function: F) -> F:
    """For small parts of kernels: compiled into their callers. In Python it stays what it is."""
    _parts.add(function)
    return function


def written(code: Callable[[Any, Any], Any]) -> Callable[[F], F]:
    """For a small part of kernels that compilers do not see in a loop: its code, an intrinsic as numba wants it, is
    made of `llvmlite.ir` and `numba.types`. In Python it stays what it is."""

    def declare(function: F) -> F:
        _written[function] = code
        return function

    return declare


def _unfit(value: Any, kind: np.dtype[Any], dimensions: int, symbol: str) -> TypeError:
    """A kernel reads memory as it is told to: an array of another type would be read as rubbish, or beyond its end."""
    return TypeError(f"{symbol} needs {kind} of {dimensions} dimensions, not {value.dtype} of {value.shape}")


def _address(value: Any) -> int:
    """Where the memory of an array begins. numpy's own `ctypes.data` takes four times as long, and most kernels as long
    as that takes for their arrays."""
    try:
        return ctypes.addressof(_char_of(value))
    except (TypeError, ValueError):  # read-only, or empty
        return int(value.ctypes.data)


_char_of = ctypes.c_char.from_buffer


@cache
def _engine(package: str) -> Any:
    """All kernels of a package, ready to be called."""
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    llvm.add_symbol(_FREE, ctypes.cast(ctypes.CDLL(None).abort, ctypes.c_void_p).value)
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), _target())
    engine.add_object_file(llvm.ObjectFileRef.from_data(_object(package)))
    engine.finalize_object()
    return engine


def _target() -> Any:
    features = llvm.get_host_cpu_features().flatten()
    return llvm.Target.from_default_triple().create_target_machine(
        cpu=llvm.get_host_cpu_name(), features=features, opt=3, reloc="pic", codemodel="jitdefault", jit=True
    )


def _object(package: str) -> bytes:
    """The object file of a package's kernels: the one that is kept, else compiled now and kept where that can be."""
    name = f"{package}-{_fingerprint(package)}.o"
    if code := _kept(name):
        return code
    with _turn(package):
        if code := _kept(name):  # by another process, while this one waited for its turn
            return code
        code = _compiled_apart(package) or _compiled(package)
        for folder in _folders():
            with suppress(OSError):
                _keep(code, folder / name)
                break
    return code


def _kept(name: str) -> bytes:
    for folder in _folders():
        with suppress(OSError):
            return (folder / name).read_bytes()
    return b""


@contextmanager
def _turn(package: str) -> Iterator[None]:
    """One process compiles, the others wait for what it keeps; where no file can be locked each compiles for itself."""
    with ExitStack() as held:
        for folder in _folders():
            with suppress(ImportError, OSError):
                import fcntl  # noqa: PLC0415  (absent on Windows)

                folder.mkdir(parents=True, exist_ok=True)
                fcntl.flock(held.enter_context((folder / f"{package}.lock").open("ab")), fcntl.LOCK_EX)
                break
        yield


#: writes the object file of a package's kernels to its standard output
_APART = """
import importlib, sys
sys.path[:] = {path!r}
from cleanroom.kernels import compile
importlib.import_module({package!r})
sys.stdout.buffer.write(compile._compiled({package!r}))
"""


def _compiled_apart(package: str) -> bytes:
    """The object file, compiled by a process of its own: numba's 150 MB go with it. Nothing where that fails."""
    code = _APART.format(path=sys.path, package=package)
    with suppress(OSError):
        done = subprocess.run(
            [sys.executable, "-c", code], stdin=subprocess.DEVNULL, capture_output=True, check=False
        )  # fmt: skip
        return done.stdout if done.returncode == 0 else b""
    return b""


def is_kept(package: str) -> bool:
    """Whether the kernels of a package are compiled already, so that they need only be loaded."""
    importlib.import_module(package)
    name = f"{package}-{_fingerprint(package)}.o"
    return any((folder / name).is_file() for folder in _folders())


def _fingerprint(package: str) -> str:
    """Changes with whatever the machine code depends on: sources, compilers, processor."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for module in (*_modules(package), importlib.import_module("cleanroom.kernels.vectors")):
        digest.update(Path(str(module.__file__)).read_bytes())
        constants = {name: int(value) for name, value in vars(module).items() if isinstance(value, (int, np.integer))}
        digest.update(repr(sorted(constants.items())).encode())
    features = llvm.get_host_cpu_features().flatten()
    built_by = (llvmlite.__version__, llvm.llvm_version_info, llvm.get_host_cpu_name(), features, sys.byteorder)
    digest.update(repr(built_by).encode())
    return digest.hexdigest()[:24]


def _modules(package: str) -> Iterator[Any]:
    for module in sorted(found.name for found in pkgutil.iter_modules(sys.modules[package].__path__)):
        yield importlib.import_module(f"{package}.{module}")


def _folders() -> list[Path]:
    """Where machine code is kept: beside this module, else in the user's cache folder."""
    folders = [Path(__file__).resolve().parent / "__pycache__"]
    with suppress(RuntimeError):  # nobody's home: a container under a number that has no user
        folders.append(Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cleanroom")
    return folders


def _keep(code: bytes, path: Path) -> None:
    """Write it whole or not at all: other processes may be looking for it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(code)
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)
    same = path.parent.glob(f"{path.name.rpartition('-')[0]}-*{path.suffix}")
    for old in sorted(same, key=lambda found: (found == path, found.stat().st_mtime_ns))[:-_KEPT]:
        old.unlink()


def _compiled(package: str) -> bytes:
    """Have numba compile every kernel; link their code and make one object of it."""
    numba = importlib.import_module("numba")
    options = {"nogil": True, "error_model": "numpy"}
    bare = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    for module in _modules(package):
        for name, value in list(vars(module).items()):
            if callable(value) and value in _parts:
                setattr(module, name, numba.njit(value, **options))
            elif callable(value) and value in _written:
                code = _written[value](importlib.import_module("llvmlite.ir"), numba.types)
                setattr(module, name, numba.extending.intrinsic(code))
    whole = llvm.parse_assembly("")
    for found in _kernels[package].values():
        compiled = numba.njit(found.signature, **bare, **options)(found.function)
        module = llvm.parse_assembly(_COUNTED.sub("", compiled.inspect_llvm(compiled.signatures[0])))
        next(function for function in module.functions if not function.is_declaration).name = found.symbol
        whole.link_in(module)
    unknown = [f.name for f in whole.functions if f.is_declaration and not f.name.startswith(_KNOWN)]
    if unknown:
        raise RuntimeError(f"kernels of {package} call {', '.join(unknown)}: they must not allocate or raise")
    return bytes(_inlined(whole).emit_object(whole))


def _inlined(whole: Any) -> Any:
    """Put the parts of kernels into their callers, which numba leaves apart where they are large; gives the machine to
    make code for. A call of such a part hands over every field of its arrays."""
    for function in whole.functions:
        if not function.is_declaration and not function.name.startswith("cleanroom."):
            function.linkage = "internal"
            if not function.name.startswith("NRT_"):  # numba's own, which nothing calls any more
                function.add_function_attribute("alwaysinline")
    machine = _target()
    passes = llvm.create_pass_builder(machine, llvm.create_pipeline_tuning_options(speed_level=3))
    passes.getModulePassManager().run(whole, passes)
    return machine
