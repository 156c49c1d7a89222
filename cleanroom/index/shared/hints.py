"""Which documents may be alike. Hints only: whatever they name is compared exactly, if it is there at all.

Bands are datasketch's `MinHashLSH` on Redis, so that its users find what they know. Sampled shingles, which find
passages that bands cannot, stand beside it: hashes of `_BUCKETS` keys, in each the document numbers by shingle.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup.exchange import to_datasketch
from cleanroom.dedup.lsh import bands_and_rows
from cleanroom.dedup.words import Hashes, Ints, offsets_of
from cleanroom.index.shared.connection import Address
from cleanroom.index.sketching import Sketched

#: keys among which sampled shingles are shared: a million documents of 400 words put 400 in each, and Redis holds
#: hashes of up to 512 short values compactly
_BUCKETS = 1 << 18
#: bytes of a number, big-endian: four thousand million documents
_NUMBER = ">u4"
#: gives what stands under the field of each key, or (ARGV[1] not empty) appends a number to it, up to ARGV[2] bytes
_SAMPLES = """
local found = {}
for place, key in ipairs(KEYS) do
  local field = ARGV[place + 2]
  local held = redis.call('HGET', key, field)
  if ARGV[1] == '' then
    if held then found[#found + 1] = held end
  elseif not held or #held < tonumber(ARGV[2]) then
    redis.call('HSET', key, field, (held or '') .. ARGV[1])
  end
end
return found
"""


class Hints:
    """The hints of one index."""

    def __init__(self, client: Any, address: Address, config: DedupConfig) -> None:
        from datasketch import MinHashLSH  # noqa: PLC0415 - takes a second

        self._client, self._config = client, config
        self._prefix = address.prefix + b"x:"
        self._bands, self._rows = bands_and_rows(config.threshold, config.num_perm, config.candidate_recall)
        storage = {"type": "redis", "redis": address.options, "basename": address.prefix + b"lsh"}
        self._lsh = MinHashLSH(
            num_perm=config.num_perm, params=(self._bands, self._rows), storage_config=storage, prepickle=False
        )
        self._script = client.register_script(_SAMPLES)

    def insert(self, numbers: Sequence[int], found: Sketched) -> None:
        """Leave the hints of new documents."""
        with self._lsh.insertion_session() as session:
            sketches = to_datasketch(found.signatures, self._config.seed)
            for number, size, sketch in zip(numbers, found.sizes.tolist(), sketches, strict=True):
                if size:
                    session.insert(_key(number), sketch, check_duplication=False)
        self._sampled(found, [_key(number) for number in numbers])

    def remove(self, number: int) -> None:
        """Take the bands of a document away; its shingles lead nowhere."""
        if _key(number) in self._lsh:
            self._lsh.remove(_key(number))

    def hinted(self, numbers: Sequence[int]) -> set[int]:
        """The documents of which there are bands."""
        held = set(self._lsh.keys.keys())
        return {number for number in numbers if _key(number) in held}

    def of_bands(self, found: Sketched) -> list[list[Ints]]:
        """For each text the buckets that it is in: numbers of documents."""
        buckets: list[list[Ints]] = [[] for _ in found.sizes]
        rows = np.flatnonzero(found.sizes)
        for band, table in enumerate(self._lsh.hashtables if len(rows) else ()):
            values = found.signatures[rows, band * self._rows : (band + 1) * self._rows].byteswap()
            for row, held in zip(rows.tolist(), table.getmany(*map(bytes, values)), strict=True):
                if held:
                    buckets[row].append(np.frombuffer(b"".join(held), _NUMBER).astype(np.int64))
        return buckets

    def of_samples(self, found: Sketched) -> list[list[Ints]]:
        """For each text the documents that have each of its sampled shingles; what very many have is no hint."""
        most = self._config.furniture_documents
        return [
            [np.frombuffer(held, _NUMBER).astype(np.int64) for held in answer if len(held) <= 4 * most]
            for answer in self._sampled(found, [b""] * len(found.sizes))
        ]

    def _sampled(self, found: Sketched, owners: Sequence[bytes]) -> list[list[bytes]]:
        """Run the script for each text."""
        pipe = self._client.pipeline(transaction=False)
        answers: list[list[bytes]] = []
        edges, limit = offsets_of(found.sampled_counts), 4 * (self._config.furniture_documents + 1)
        for row, owner in enumerate(owners):
            keys, fields = self._places(found.sampled[edges[row] : edges[row + 1]])
            self._script(keys=keys, args=[owner, limit, *fields], client=pipe)
            if len(pipe) >= _AT_ONCE:
                answers += pipe.execute()
        answers += pipe.execute()
        return answers

    def _places(self, shingles: Hashes) -> tuple[list[bytes], list[bytes]]:
        """Keys and fields: of the upper bits of a shingle and of those below."""
        buckets = (shingles >> np.uint64(46)).astype(">u4").tobytes()
        fields = (shingles >> np.uint64(6)).astype(">u8").tobytes()
        places = range(len(shingles))
        return (
            [self._prefix + buckets[4 * place + 1 : 4 * place + 4] for place in places],
            [fields[8 * place + 3 : 8 * place + 8] for place in places],
        )


#: scripts that are sent together
_AT_ONCE = 200


def _key(number: int) -> bytes:
    return number.to_bytes(4, "big")
