"""An address to clients of Redis; what they raise becomes one line with the remedy."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from cleanroom.errors import UsageError, install

#: seconds to wait for an answer: the largest transaction of a batch takes less than one
_ANSWER = 60.0
_DEFAULT = "index"
#: what comes of values that something else has written, or that are damaged
_UNREADABLE = (AttributeError, LookupError, OverflowError, TypeError, ValueError, zlib.error)


@dataclass(frozen=True, slots=True)
class Address:
    """redis://[user:password@]host[:port][/database[/name]]: where (as redis-py takes it) and the index's name."""

    shown: str  # without the password
    options: dict[str, Any]
    name: str

    @property
    def prefix(self) -> bytes:
        """What every key of the index begins with."""
        return f"cleanroom:{self.name}:".encode()


def parsed(address: str) -> Address:
    """An address taken apart. Raises UsageError for one that cannot be used."""
    parts = urlsplit(address)
    database, _, name = parts.path.strip("/").partition("/")
    try:
        from redis.connection import parse_url  # noqa: PLC0415 - an extra

        port_ok = parts.port is None or parts.port > 0
    except ModuleNotFoundError:
        raise UsageError(f"an index in Redis needs a package more: {install('redis')}") from None
    except ValueError:
        port_ok = False
    if not port_ok or not parts.hostname or not (database or "0").isdecimal():
        raise UsageError(f"{address} is no address of Redis: give redis://HOST:PORT/DATABASE/NAME")
    host = parts.netloc.rpartition("@")[2]
    parsing: Any = parse_url  # untyped
    plain = urlunsplit((parts.scheme, parts.netloc, f"/{database or 0}", parts.query, ""))
    options = {"socket_timeout": _ANSWER, "socket_connect_timeout": 5.0, **parsing(plain)}
    if options.pop("connection_class", None):
        options["ssl"] = True
    shown = f"{parts.scheme}://{host}/{database or 0}/{name or _DEFAULT}"
    return Address(shown, options, name or _DEFAULT)


def connected(address: Address) -> Any:
    """A client."""
    import redis  # noqa: PLC0415 - an extra

    return redis.Redis(**address.options)


@contextmanager
def told(address: Address) -> Iterator[None]:
    """Raise what goes wrong with Redis, and what is wrong with what it holds, as UsageError."""
    import redis  # noqa: PLC0415 - an extra

    gone = (redis.ConnectionError, redis.TimeoutError, redis.BusyLoadingError)
    try:
        yield
    except redis.AuthenticationError as error:
        raise UsageError(f"{address.shown} asks for another password: {error}") from None
    except gone as error:
        raise UsageError(
            f"{address.shown} cannot be reached ({error}): start Redis again, then repeat the command; "
            "what was acknowledged is there, the rest is taken then"
        ) from None
    except redis.RedisError as error:
        raise UsageError(f"Redis at {address.shown} refuses: {error}") from None
    except _UNREADABLE as error:
        what = f"{type(error).__name__}: {error}".partition("\n")[0]
        raise UsageError(
            f"{address.shown} is no index, or is damaged ({what}); restore what Redis held, or make the index anew"
        ) from error
