"""Which documents may be alike. Hints only: whatever they name is compared exactly, if it is there at all.

Bands are datasketch's `MinHashLSH` on Redis, so that its users find what they know. Sampled shingles, which find
passages that bands cannot, stand beside it: hashes of `_BUCKETS` keys, in each the document numbers by shingle.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, pairwise
from typing import Any

import numpy as np

from cleanroom.config import DedupConfig
from cleanroom.dedup.lsh import bands_and_rows
from cleanroom.dedup.words import Ints, offsets_of
from cleanroom.index.shared.connection import Address
from cleanroom.index.sketching import Sketched

#: keys among which sampled shingles are shared: a million documents of 400 words put 400 in each, and Redis holds
#: hashes of up to 512 short values compactly
_BUCKETS = 1 << 18
#: bytes of a number, big-endian: four thousand million documents
_NUMBER = ">u4"
#: documents that one script takes, during which Redis answers nobody else: some milliseconds; scripts sent together
_OF_SCRIPT, _AT_ONCE = 20, 50
#: the scripts' arguments behind the first ones are two for each document; they make the names of keys themselves, which
#: Redis allows where it is no cluster
#: key of a document, signature: what datasketch's `MinHashLSH` inserts, all of a document or nothing
_INSERT = """
local base, size, bands = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
for place = 4, #ARGV, 2 do
  local key, values = ARGV[place], {}
  for band = 0, bands - 1 do
    local value = string.sub(ARGV[place + 1], band * size + 1, band * size + size)
    local name = base .. '_bucket_' .. string.char(math.floor(band / 256), band % 256)
    redis.call('HSET', name, value, name .. value)
    redis.call('SADD', name .. value, key)
    values[#values + 1] = value
  end
  redis.call('HSET', base .. '_keys', key, base .. '_keys' .. key)
  redis.call('RPUSH', base .. '_keys' .. key, unpack(values))
end
"""
#: nothing, signature: the keys of the documents in each of its buckets
_BUCKETS_OF = """
local base, size, bands, found = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), {}
for place = 4, #ARGV, 2 do
  local near = {}
  for band = 0, bands - 1 do
    local value = string.sub(ARGV[place + 1], band * size + 1, band * size + size)
    local name = base .. '_bucket_' .. string.char(math.floor(band / 256), band % 256)
    local held = redis.call('SMEMBERS', name .. value)
    if #held > 0 then near[#near + 1] = table.concat(held) end
  end
  found[#found + 1] = near
end
return found
"""
#: key of a document, sampled shingles (8 bytes each: of the key, of the field): appended to what each field holds, up
#: to a limit; without a key of a document: what the fields hold
_SAMPLES = """
local base, limit, found = ARGV[1], tonumber(ARGV[2]), {}
for place = 3, #ARGV, 2 do
  local owner, shingles, near = ARGV[place], ARGV[place + 1], {}
  for at = 1, #shingles, 8 do
    local key, field = base .. string.sub(shingles, at, at + 2), string.sub(shingles, at + 3, at + 7)
    local held = redis.call('HGET', key, field)
    if owner == '' then
      if held then near[#near + 1] = held end
    elseif not held or #held < limit then
      redis.call('HSET', key, field, (held or '') .. owner)
    end
  end
  found[#found + 1] = near
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
        self._insert, self._near, self._samples = map(client.register_script, (_INSERT, _BUCKETS_OF, _SAMPLES))
        self._of_bands = [address.prefix + b"lsh", 4 * self._rows, self._bands]

    def insert(self, numbers: Sequence[int], found: Sketched) -> None:
        """Leave the hints of new documents."""
        sizes = found.sizes.tolist()
        values = zip(numbers, sizes, self._signatures(found), self._shingles(found), strict=True)
        hinted = [(key_of(number), signature, shingles) for number, size, signature, shingles in values if size]
        self._run(self._insert, self._of_bands, [(key, signature) for key, signature, _ in hinted])
        limit = 4 * (self._config.furniture_documents + 1)
        self._run(self._samples, [self._prefix, limit], [(key, shingles) for key, _, shingles in hinted])

    def remove(self, number: int) -> None:
        """Take the bands of a document away; its shingles lead nowhere."""
        if key_of(number) in self._lsh:
            self._lsh.remove(key_of(number))

    def hinted(self, numbers: Sequence[int]) -> set[int]:
        """The documents of which there are bands."""
        held = set(self._lsh.keys.keys())
        return {number for number in numbers if key_of(number) in held}

    def of_bands(self, found: Sketched) -> list[list[bytes]]:
        """For each text the buckets that it is in: keys of documents end to end (see `numbers_of`)."""
        asked = [(b"", signature) for signature in self._signatures(found)]
        answers = self._run(self._near, self._of_bands, asked)
        return [near if size else [] for near, size in zip(answers, found.sizes.tolist(), strict=True)]

    def of_samples(self, found: Sketched) -> list[list[bytes]]:
        """For each text the documents that have each of its sampled shingles; what very many have is no hint."""
        most = 4 * self._config.furniture_documents
        answers = self._run(self._samples, [self._prefix, 0], [(b"", shingles) for shingles in self._shingles(found)])
        return [[held for held in near if len(held) <= most] for near in answers]

    def _run(self, script: Any, first: Sequence[Any], rows: Sequence[tuple[bytes, bytes]]) -> list[list[bytes]]:
        """Run a script for all documents; gives its answer for each."""
        pipe, answers = self._client.pipeline(transaction=False), []
        for start in range(0, len(rows), _OF_SCRIPT):
            script(args=[*first, *chain.from_iterable(rows[start : start + _OF_SCRIPT])], client=pipe)
            if len(pipe) >= _AT_ONCE:
                answers += pipe.execute()
        answers += pipe.execute()
        return [near for answer in answers if answer for near in answer]

    @staticmethod
    def _signatures(found: Sketched) -> list[bytes]:
        """Signatures as datasketch makes keys of them."""
        return [row.tobytes() for row in found.signatures.astype(_NUMBER)]

    @staticmethod
    def _shingles(found: Sketched) -> list[bytes]:
        """Sampled shingles: of each the upper bits, in 3 bytes, and those below, in 5."""
        buckets = (found.sampled >> np.uint64(46)).astype(">u8").view(np.uint8).reshape(-1, 8)
        fields = (found.sampled >> np.uint64(6)).astype(">u8").view(np.uint8).reshape(-1, 8)
        packed = np.concatenate([buckets[:, 5:], fields[:, 3:]], axis=1)
        edges = offsets_of(found.sampled_counts).tolist()
        return [packed[start:end].tobytes() for start, end in pairwise(edges)]


def key_of(number: int) -> bytes:
    """The key of a document."""
    return number.to_bytes(4, "big")


def numbers_of(buckets: Sequence[bytes]) -> Ints:
    """The numbers of the documents of buckets, end to end."""
    return np.frombuffer(b"".join(buckets), _NUMBER).astype(np.int64)
