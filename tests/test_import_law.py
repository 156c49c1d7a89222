"""The architecture, read from the source: who may import whom, how large things are, what is written nowhere."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from running import ROOT, SEEDS, environment

PACKAGE = ROOT / "cleanroom"
STAGES = ("read", "clean", "dedup", "write")
#: what everything may import
GROUND = ("records", "config", "tuning", "errors", "text", "version", "garbage")
#: what each part may import of the others, besides the ground and itself; a part is a file or folder of the package
LAW: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(GROUND, ()),
    "config": ("errors",),
    "kernels": (),
    "progress": (),
    "web": (),
    "remote": (),
    **dict.fromkeys(STAGES, ("kernels", "remote")),
    "store": (*STAGES, "kernels"),
    "knowledge": ("clean", "write"),
    "decisions": (*STAGES, "store"),
    "engines": (*STAGES, "kernels", "store", "knowledge"),
    "audit": (*STAGES, "store", "decisions", "web"),
    "request": ("read", "knowledge"),
    "intake": (*STAGES, "progress", "engines", "store", "request"),
    "outlet": (*STAGES, "progress", "engines", "store", "knowledge", "request"),
    "pipeline": (*STAGES, "progress", "request", "intake", "engines", "store", "knowledge", "decisions"),
    "apply": (*STAGES, "engines", "store", "decisions", "pipeline"),
    "cluster": (*STAGES, "progress", "request", "engines", "store", "pipeline"),
    "spark": (*STAGES, "engines", "knowledge", "batch"),
    "index": (*STAGES, "kernels", "engines", "store", "pipeline", "web"),
    "stream": STAGES,
    "batch": (*STAGES, "engines", "knowledge"),
    "integrations": ("library", "batch", "stream", "index"),
    "library": (*STAGES, "engines", "store", "knowledge", "decisions", "audit", "request", "intake", "pipeline"),
    "cli": (
        *STAGES, "engines", "store", "knowledge", "decisions", "audit", "request", "outlet", "pipeline", "apply",
        "library", "stream", "progress", "index", "cluster", "remote",
    ),
    "__init__": ("library", "clean", "batch", "stream"),
    "__main__": ("cli",),
}
#: others' packages that are heavy or have a home of their own, and the most files that may import them
HOMES = {
    "trafilatura": 1, "datasketch": 2, "pyspark": 1, "duckdb": 2, "pyarrow": 19, "charset_normalizer": 1, "lxml": 1,
    "redis": 3, "msgspec": 2, "prometheus_client": 1, "urllib3": 1, "jinja2": 1, "starlette": 7,
    "uvicorn": 1, "rapidfuzz": 1, "rich": 1, "fsspec": 1, "numba": 1, "llvmlite": 1,
}  # fmt: skip
#: what plain text must not pay for
HEAVY = {
    "catboost",
    "sklearn",
    "trafilatura",
    "numba",
    "llvmlite",
    "scipy",
    "pyarrow",
    "duckdb",
    "numpy",
    "datasketch",
    "charset_normalizer",
    "lxml",
    "pandas",
    "jinja2",
    "starlette",
    "uvicorn",
    "urllib3",
    "redis",
    "msgspec",
    "rapidfuzz",
    "rich",
    "fsspec",
    "aiohttp",
}
MODULE_LINES, FUNCTION_LINES = 300, 50

FILES = sorted(PACKAGE.rglob("*.py"))
every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def part(path: Path) -> str:
    """The part of the package that a file is in."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """Every module that a file imports, anywhere in it, with the line; submodules where a name may be one."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative imports hide where an arrow points"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from ((name if _is_module(name) else str(node.module), node.lineno) for name in names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            yield from ((str(name.value), node.lineno) for name in node.args[:1] if isinstance(name, ast.Constant))


def _is_module(name: str) -> bool:
    place = ROOT.joinpath(*name.split("."))
    return place.with_suffix(".py").is_file() or place.is_dir()


def top(name: str) -> str:
    return name.partition(".")[0]


def importers(package: str) -> set[str]:
    return {str(path.relative_to(PACKAGE)) for path in FILES for name, _ in imported(path) if top(name) == package}


@every_file
def test_arrows_point_one_way(path: Path) -> None:
    """Ground, stages, store and engines, pipeline, ways in: a part imports only what is below it."""
    own = part(path)
    assert own in LAW, f"a new part: say in LAW what cleanroom.{own} may import"
    allowed = {*GROUND, *LAW[own], own} if own not in GROUND else {*LAW[own], own, "version"}
    for name, line in imported(path):
        if top(name) == "cleanroom" and name != "cleanroom":
            assert name.split(".")[1] in allowed, f"{path.name}:{line}: {own} must not import {name}"


@every_file
def test_nothing_imports_the_map(path: Path) -> None:
    """`cleanroom/__init__.py` is for users: no file inside takes a name from it."""
    for name, line in imported(path):
        assert name != "cleanroom" or part(path) == "__init__", f"{path.name}:{line}: import from where it is defined"


@pytest.mark.parametrize("path", [path for path in FILES if part(path) == "engines"], ids=lambda path: path.name)
def test_engines_know_no_inside(path: Path) -> None:
    """Engines take a stage's verbs from its package, never from a file inside."""
    for name, line in imported(path):
        words = name.split(".")
        assert words[0] != "cleanroom" or words[1] not in STAGES or len(words) == 2, f"{path.name}:{line}: {name}"


def test_the_ground_is_plain() -> None:
    """Records, configuration and errors import nothing but the standard library."""
    for name in GROUND:
        files = [*PACKAGE.glob(f"{name}.py"), *PACKAGE.glob(f"{name}/*.py")]
        assert files, name
        found = {top(module) for path in files for module, _ in imported(path)}
        assert found <= {*sys.stdlib_module_names, "cleanroom"}, name


@pytest.mark.parametrize(("package", "most"), HOMES.items())
def test_every_dependency_has_a_home(package: str, most: int) -> None:
    """A heavy dependency is imported in one file, or in the few that LAW names, and never twice over."""
    found = importers(package)
    assert len(found) <= most, found


def test_the_homes() -> None:
    """trafilatura is imported where HTML is extracted, and only there; the test sees imports at all."""
    assert importers("trafilatura") == {"clean/extract/engine.py"}
    assert importers("orjson")


@pytest.mark.parametrize(
    "arguments", [["clean"], ["clean", "--from", "jsonl"], ["clean", "--from", "text", "--explain"]]
)
def test_plain_text_is_light(arguments: list[str]) -> None:
    """`cleanroom clean` on plain text imports nothing heavy but numpy, and that only where lines can be compared."""
    seed = next(SEEDS.glob("001*")).read_bytes()
    data = b'{"text": "A text."}' if "jsonl" in arguments else seed
    code = f"import sys; from cleanroom.cli import main; main({arguments}); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code], input=data, capture_output=True, check=True, env=environment(), cwd=ROOT
    )  # fmt: skip
    loaded = {top(name) for name in done.stderr.decode().split()}
    assert "cleanroom" in loaded
    assert HEAVY & loaded <= (set() if "jsonl" in arguments else {"numpy"})


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["rules"], ["explain", "--removed"]])
def test_small_commands_are_light(arguments: list[str]) -> None:
    """Help, version, the catalogue and `explain` on text import nothing heavy."""
    code = (
        "import sys\nfrom cleanroom.cli import main\n"
        f"try: main({arguments})\nexcept SystemExit: pass\nprint(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=b"A text.", capture_output=True, check=True, env=environment(), cwd=ROOT
    )  # fmt: skip
    assert not HEAVY & {top(name) for name in done.stderr.decode().split()}


@every_file
def test_modules_are_short(path: Path) -> None:
    """A module has at most 300 lines, a function at most 50."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MODULE_LINES
    for node in ast.walk(tree(path)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= FUNCTION_LINES, f"{path.name}:{node.lineno}: {node.name} has {length} lines"


def public(body: list[ast.stmt], within: str = "") -> Iterator[tuple[str, ast.ClassDef | ast.FunctionDef]]:
    """Public functions, classes and their public methods."""
    for node in body:
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and not node.name.startswith("_"):
            yield within + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body, f"{node.name}.")


#: methods that an interface of Python's own prescribes: their documentation is Python's
PRESCRIBED = {"readable", "writable", "readinto", "read", "write", "flush", "tell", "peek", "close"}


@every_file
def test_everything_public_says_what_it_is(path: Path) -> None:
    """Every module, public class, function and method has a docstring."""
    assert ast.get_docstring(tree(path)), "the module has no docstring"
    for name, node in public(tree(path).body):
        is_prescribed = "." in name and name.rpartition(".")[2] in PRESCRIBED
        assert ast.get_docstring(node) or is_prescribed, f"{path.name}:{node.lineno}: {name}"


@every_file
def test_no_broad_except(path: Path) -> None:
    """No `except:` and no `except Exception`: an error that nobody thought of is not silenced."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else "everything"
            is_passed_on = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
            is_broad = bool({"everything", "Exception", "BaseException"} & set(caught.strip("()").split(", ")))
            assert not is_broad or is_passed_on, f"{path.name}:{node.lineno}: except {caught}"


@every_file
def test_no_global(path: Path) -> None:
    """No function changes a global by name."""
    for node in ast.walk(tree(path)):
        assert not isinstance(node, (ast.Global, ast.Nonlocal)), f"{path.name}:{node.lineno}"


#: what gives another answer at another time or place
FICKLE = {"time", "random", "secrets", "uuid", "socket", "platform", "getpass"}
FICKLE_CALLS = (
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "os.getpid", "os.urandom", "os.environ",
    "os.getenv", "locale.getlocale", "default_rng",
)  # fmt: skip


@pytest.mark.parametrize(
    "path", [path for path in FILES if part(path) in STAGES], ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_stages_know_no_clock(path: Path) -> None:
    """No stage asks for the time, for chance or for its surroundings: the same input gives the same output."""
    exempt = path == PACKAGE / "write" / "atomic.py"  # the name of a file that nobody sees
    for name, line in imported(path):
        assert top(name) not in FICKLE or exempt, f"{path.name}:{line}: {name}"
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute):
            called = ast.unparse(node)
            assert exempt or not called.endswith(FICKLE_CALLS), f"{path.name}:{node.lineno}: {called}"


@pytest.mark.parametrize(
    "path", [path for path in FILES if part(path) in ("clean", "dedup")], ids=lambda path: path.name
)
def test_inner_stages_touch_no_files(path: Path) -> None:
    """Cleaning and deduplication open no files but their own data: they work on records."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, (ast.Name, ast.Attribute)):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            is_data = "files(" in ast.unparse(node.func)  # importlib.resources
            assert name not in {"open", "write_text", "write_bytes", "unlink", "mkdir"} or is_data, (
                f"{node.lineno}: {name}"
            )


def test_the_map_names_every_part() -> None:
    """The docstring of the package is the map: it names every stage, store, pipeline, cli and library."""
    text = ast.get_docstring(tree(PACKAGE / "__init__.py")) or ""
    for name in (*STAGES, "store", "index", "audit", "decisions", "engines", "knowledge", "pipeline", "cli", "library"):
        assert name in text


@pytest.mark.parametrize("package", (*STAGES, "store", "audit", "decisions", "index", "web"))
def test_every_folder_has_its_map(package: str) -> None:
    """The docstring of a folder says what each of its files is for, and names none that is gone."""
    folder = PACKAGE / package
    text = ast.get_docstring(tree(folder / "__init__.py")) or ""
    files = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    there = files | {f"{path.parent.name}/" for path in folder.glob("*/__init__.py")}
    rows = {line.split()[0] for line in text.splitlines() if re.match(r"    [a-z_]+/? ", line)}
    assert rows <= there, "rows without a file"
    unnamed = {name for name in there if not re.search(rf"\b{name.removesuffix('/')}\b", text)}
    assert not unnamed, "files that the map does not name"
