"""The hot loops of an index, compiled by numba once per machine.

    coding   words <-> streams of bits, by a lexicon of the segment
    tables   sorted keys <-> tables of keys and rows
    probe    keys looked up in tables -> candidate pairs
    reach    rows that comparisons hold together

A *composite* is a key's upper 32 bits with a number (a row, or its rank) in the lower 32: one sort orders both.
"""
