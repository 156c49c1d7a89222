"""Words that units share with others of their document."""

from __future__ import annotations

import numpy as np

from cleanroom.clean.model.characters import Array
from cleanroom.kernels.compile import kernel


@kernel(
    "void(uint64[::1], boolean[::1], int64[::1], int64[::1], int64[::1], boolean[::1], int64, uint8[::1], int64[::1],"
    " int32[::1], int64[::1])"
)
def shared(
    hashes: Array, content: Array, behind: Array, begins: Array, ends: Array, flag: Array, least: int, bits: Array,
    slots: Array, table: Array, out: Array,
) -> None:  # fmt: skip
    """Content words of each unit that more than `least` flagged units of its document have besides it.

    `behind[i]` words end with unit i; documents are units begins[d] .. ends[d] with 2^bits[d] slots; `slots` has room
    for every word, `table` is zero and as long as the largest 2^bits, and is zero again at the end.
    """
    for document in range(len(begins)):
        begin, end = begins[document], ends[document]
        if begin == end:
            continue
        shift = np.uint64(64 - np.int64(bits[document]))
        word = behind[begin - 1] if begin > 0 else 0
        first = word
        for unit in range(begin, end):
            while word < behind[unit]:
                slots[word] = -1
                if content[word]:
                    slots[word] = np.int64(hashes[word] >> shift)
                    if flag[unit]:
                        table[slots[word]] += 1
                word += 1
        word = first
        for unit in range(begin, end):
            count = 0
            own = np.int64(flag[unit])
            while word < behind[unit]:
                if slots[word] >= 0 and table[slots[word]] - own > least:
                    count += 1
                word += 1
            out[unit] = count
        for at in range(first, word):
            if slots[at] >= 0:
                table[slots[at]] = 0
