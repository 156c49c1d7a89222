"""Code points of texts to how often commonest words of each language stand in them."""

from __future__ import annotations

import numpy as np

from cleanroom.clean.kernels.lines import ALNUM, NUMBER, ODD, PRIME, SEED, Codes, Hashes, Ints
from cleanroom.clean.kernels.tables import find
from cleanroom.kernels.compile import kernel

#: the first character that is not of a Latin script, and one that becomes two in lower case
_LATIN_END, _DOTTED = 0x370, 0x130
#: columns of `out`, before those of the languages
WORDS, LETTERS, OTHERS, STRANGE = range(4)
_VOTES = 4


@kernel(
    "void(uint16[::1], int64[::1], int64[::1], uint16[::1], uint16[::1], uint64[::1], int64[::1], int64[::1],"
    " int64[:,::1])"
)
def votes(
    chars: Codes, start: Ints, end: Ints, props: Codes, lower: Codes, keys: Hashes, places: Ints, languages: Ints,
    out: Ints,
) -> None:  # fmt: skip
    """For each text its words, the letters in them, characters of other scripts, whether it needs another look, and a
    vote for each language (a bit of `languages`) that a word is of. `out` is zero before."""
    for text in range(len(start)):
        at, stop = start[text], end[text]
        words = letters = others = strange = 0
        while at < stop:
            key, begin = SEED, at
            while at < stop and (props[lower[chars[at]]] & (ALNUM | NUMBER)) == ALNUM:
                key = (key ^ np.uint64(lower[chars[at]])) * PRIME
                strange |= props[chars[at]] & ODD
                strange |= chars[at] == _DOTTED
                others += chars[at] >= _LATIN_END
                at += 1
            if at > begin:
                words += 1
                letters += at - begin
                place = find(keys, places, key)
                mask = languages[place] if place >= 0 else 0
                language = _VOTES
                while mask:
                    out[text, language] += mask & 1
                    mask >>= 1
                    language += 1
            if at < stop:
                strange |= props[chars[at]] & ODD
                others += chars[at] >= _LATIN_END
                at += 1
        out[text, WORDS], out[text, LETTERS], out[text, OTHERS], out[text, STRANGE] = words, letters, others, strange
