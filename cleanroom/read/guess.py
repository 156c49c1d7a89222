"""The encoding of bytes that are no UTF-8 and do not say what they are."""

from __future__ import annotations

import codecs
import re

from cleanroom.config import ReadConfig
from cleanroom.errors import RecordError

#: of encodings that fit equally well the one that the web has most of
_COMMON = (
    "cp1252", "cp1250", "cp1251", "iso8859-2", "cp932", "euc_jp",
    "gb18030", "big5", "cp949", "koi8-r", "cp1254",
)
#: differences in charset-normalizer's measures (0 to 1) that mean nothing
_TIE = 0.02
#: signs beyond ASCII that articles have; other signs (¹, ³, ¶, …) speak for letters in a wrong encoding
_USUAL_SIGNS = frozenset("\u00a0\u00ad–—‘’‚“”„…•«»‹›€£§©®°·´¡¿½™")
_HIGH = re.compile(rb"[\x80-\xff]")


def guess(data: bytes, config: ReadConfig) -> str:
    """The name of the codec that fits best. RecordError `encoding` if none does."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - 30 ms that UTF-8 need not pay

    sample = _sample(data, config.sniff_bytes)
    matches = list(from_bytes(sample, preemptive_behaviour=False))
    if not matches:
        raise RecordError("encoding", "its bytes are no UTF-8, and no other encoding fits")
    # its first match is often the first of several equals, in the order of the alphabet: cp1250 for French
    least = min(match.chaos for match in matches)
    orderly = [match for match in matches if match.chaos <= least + _TIE]
    most = max(match.coherence for match in orderly)
    equals = [match for match in orderly if match.coherence >= most - _TIE]
    names = {codecs.lookup(name).name for match in equals for name in match.could_be_from_charset}
    return min(names, key=lambda name: (_odd_signs(sample, name), *_rank(name)))


def _sample(data: bytes, size: int) -> bytes:
    """From where the trouble begins: the head of a long page is often pure ASCII."""
    first = _HIGH.search(data)
    start = max(0, min(first.start() if first else 0, len(data) - size))
    return data[start : start + size]


def _odd_signs(sample: bytes, codec: str) -> int:
    text = sample.decode(codec, "replace")
    return sum(1 for char in text if char > "\x7f" and not char.isalpha() and char not in _USUAL_SIGNS)


def _rank(name: str) -> tuple[int, str]:
    return (_COMMON.index(name) if name in _COMMON else len(_COMMON)), name
