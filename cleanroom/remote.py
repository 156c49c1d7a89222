"""Addresses with a scheme, such as s3://bucket/crawl/*.warc.gz: files are read there and sent there, by fsspec."""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from cleanroom.errors import OutputError, RecordError, UsageError, install

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://", re.I)
#: the package that reads a scheme, where fsspec itself does not
_DRIVERS = {
    "s3": "s3fs", "s3a": "s3fs", "gs": "gcsfs", "gcs": "gcsfs", "hf": "huggingface_hub", "http": "aiohttp",
    "https": "aiohttp", "az": "adlfs", "abfs": "adlfs", "sftp": "paramiko", "ssh": "paramiko",
}  # fmt: skip

#: stores in which a file appears when all of it was sent
_WHOLE = frozenset({"s3", "s3a", "gs", "gcs", "hf", "az", "abfs", "memory"})
#: errors of the packages below the drivers that are no OSError
_ERRORS = (
    ("aiohttp", "ClientError"), ("botocore.exceptions", "BotoCoreError"), ("botocore.exceptions", "ClientError"),
    ("gcsfs.retry", "HttpError"), ("google.auth.exceptions", "GoogleAuthError"), ("httpx", "HTTPError"),
)  # fmt: skip


def is_remote(path: str) -> bool:
    """Whether it has a scheme, and is no path on this machine."""
    return _SCHEME.match(path) is not None


def expand(url: str) -> list[str]:
    """The addresses of the files that an address, folder or glob names, sorted by name; hidden ones are skipped.

    A page of the web is a file, even if it ends in a slash. Raises UsageError: no package for it, nothing there.
    """
    system, path = _opened(url)
    is_web = _scheme(url) in ("http", "https")
    # in the address of a page the other signs mean something else
    fixed = re.split("[*]" if is_web else r"[*?\[]", path, maxsplit=1)[0]
    try:
        if fixed != path:
            matches, root = system.glob(path, detail=True).items(), len(fixed.rpartition("/")[0])
            files = [name for name, facts in matches if facts["type"] != "directory"]
            found = [name for name in files if _is_hidden(path[root:]) or not _is_hidden(name[root:])]
            remedy = "no file matches {}; check the pattern (** goes into sub-folders)"
        elif not is_web and system.isdir(path):
            found = [name for name in system.find(path) if not _is_hidden(name[len(path) :])]
            remedy = "no files in {} (hidden ones are skipped); name a folder with texts"
        else:
            found = [path] if (_answers(system, path) if is_web else system.exists(path)) else []
            remedy = "no such file: {}; check the address, and whether its server lets you read it"
    except _failures() as error:
        raise UsageError(f"{url} could not be looked up: {_line(error)}") from None
    if not found:
        raise UsageError(remedy.format(url))
    return [system.unstrip_protocol(name) for name in sorted(found)]


def _answers(system: Any, path: str) -> bool:
    """Whether a web server has that page. Raises what is in the way where there is no server to say so."""
    try:
        system.info(path)
    except FileNotFoundError as error:
        if isinstance(error.__cause__, OSError):
            raise error.__cause__ from None
        return False
    return True


def size_of(url: str) -> int | None:
    """Its bytes; None where its server does not say."""
    system, path = _opened(url)
    try:
        size = system.size(path)
    except _failures():
        return None
    return int(size) if size is not None else None


class RemoteFile:
    """A remote file, read from its start to its end; whatever its driver raises is a RecordError `unreadable`."""

    def __init__(self, url: str) -> None:
        system, path = _opened(url)
        # not every web server gives parts of a file; reading on needs none
        options = {"block_size": 0} if _scheme(url) in ("http", "https") else {}
        try:
            self._file = system.open(path, "rb", **options)
        except _failures() as error:
            raise RecordError("unreadable", f"could not be opened: {_line(error)}") from None

    def read(self, size: int) -> bytes:
        """At most `size` bytes, none at the end."""
        try:
            data: bytes = self._file.read(size)
        except _failures() as error:
            raise RecordError("unreadable", f"could not be read: {_line(error)}") from None
        return data

    def __enter__(self) -> RemoteFile:
        return self

    def __exit__(self, *failure: Any) -> None:
        self._file.close()


def refuse_existing(url: str) -> None:
    """Raise UsageError where there is something already, or nobody can say."""
    system, path = _opened(url)
    try:
        there = system.exists(path)
    except _failures() as error:
        raise UsageError(f"{url} could not be looked up: {_line(error)}") from None
    if there:
        raise UsageError(f"{url} exists already; name another place, or add --overwrite to replace it")


def send(local: Path, url: str, last: str = "") -> None:
    """Send a file, or all files of a folder, the one named `last` after all others. Raises OutputError.

    A file appears whole or not at all; if one cannot be sent, those that were are taken back.
    """
    system, path = _opened(url)
    is_folder = local.is_dir()
    files = [file for file in local.rglob("*") if file.is_file()] if is_folder else [local]
    sent: list[str] = []
    try:
        for file in sorted(files, key=lambda file: (file.name == last, file)):
            target = f"{path.rstrip('/')}/{file.relative_to(local).as_posix()}" if is_folder else path
            _send_file(system, file, target, _scheme(url) in _WHOLE)
            sent.append(target)
    except _failures() as error:
        for target in sent:
            with suppress(*_failures()):
                system.rm_file(target)
        raise OutputError(f"cannot write {url}: {_line(error)}; check the address and your rights there") from None


def _send_file(system: Any, file: Path, target: str, is_whole: bool) -> None:
    if is_whole:  # such a store has no folders; making one would make a bucket
        system.put_file(str(file), target)
        return
    system.makedirs(target.rpartition("/")[0], exist_ok=True)
    aside = f"{target}.part"
    system.put_file(str(file), aside)
    system.mv(aside, target)


def _opened(url: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it. Raises UsageError."""
    scheme = _scheme(url)
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - only where a path has a scheme
    except ImportError:
        raise UsageError(f"{scheme}:// needs a package: {install('remote')}") from None
    try:
        found: tuple[Any, str] = url_to_fs(url)
    except ImportError as error:
        package = _DRIVERS.get(scheme)
        remedy = f"pip install {package}" if package else _line(error)
        raise UsageError(f"{scheme}:// needs a package: {remedy}") from None
    except _failures() as error:
        raise UsageError(f"{url} cannot be used: {_line(error)}; check the address") from None
    return found


def _failures() -> tuple[type[BaseException], ...]:
    """What fsspec and those drivers that are in use raise where something cannot be had."""
    used = (getattr(sys.modules[module], name) for module, name in _ERRORS if module in sys.modules)
    return (OSError, ValueError, NotImplementedError, *used)


def _scheme(url: str) -> str:
    return url.partition("://")[0].lower()


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") for part in path.split("/"))


def _line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0] or type(error).__name__
