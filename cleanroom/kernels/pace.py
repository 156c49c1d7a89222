"""When a process has had work enough that numpy and compiled kernels pay. No result depends on it, only time."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

#: characters that a process has cleaned when loading numpy pays: it takes 0.1 s, as much as a text of this length with
#: the short lines of a page takes without
NUMPY_CHARS = 20_000
#: and when loading kernels pays: it takes 0.15 s, what they save of two such amounts
LOAD_CHARS = 1_000_000
#: and when compiling them does, once for a machine: some seconds, on which a small job need not wait
COMPILE_CHARS = 20_000_000


@dataclass
class Pace:
    """How much a process has cleaned, and whether it has the kernels of a package."""

    package: str
    ahead: int = 0  # characters that are known to come
    done: int = field(default=0, init=False)  # characters
    _asked: bool = field(default=False, init=False)
    has: bool = field(default=False, init=False)  # they are in use

    def pays(self, chars: int) -> bool:
        """Whether to use them for so many characters more."""
        before, self.done = self.done, self.done + chars
        if self.has or max(before, self.ahead) < LOAD_CHARS or (self._asked and before < COMPILE_CHARS):
            return self.has
        from cleanroom.kernels.compile import is_kept  # noqa: PLC0415  (llvmlite, 0.1 s)

        self._asked = True
        self.has = before >= COMPILE_CHARS or is_kept(self.package)
        return self.has


_ahead: list[int] = []


def expect(chars: int) -> None:
    """Say to a process that has not begun yet that it will clean so many characters, about."""
    _ahead.append(chars)


@cache
def pace(package: str) -> Pace:
    """The pace of this process."""
    return Pace(package, sum(_ahead))
