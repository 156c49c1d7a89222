"""Rows that copies, quotations and equal texts hold together, as far as a bound."""

from __future__ import annotations

from cleanroom.dedup.words import Flags, Ints
from cleanroom.index.kernels.tables import Places
from cleanroom.kernels.compile import kernel


@kernel("void(int32[::1], int32[::1], int64, int64, int32[::1], int32[::1])")
def chain(rows: Places, others: Places, first: int, count: int, heads: Places, follows: Places) -> None:
    """Hang edges from number `first` on into the lists of both their rows; an end is 2 * edge + side, -1 is none."""
    for edge in range(first, first + count):
        follows[2 * edge], heads[rows[edge]] = heads[rows[edge]], 2 * edge
        follows[2 * edge + 1], heads[others[edge]] = heads[others[edge]], 2 * edge + 1


@kernel("int64(int32[:,::1], int32[::1], int32[::1], uint8[::1], int32[::1], int32[::1])")
def supersede(
    pairs: Places, rows: Places, others: Places, links: Flags, heads: Places, follows: Places
) -> int:
    """Have the edges of pairs (m × 2) hold no more (links: 2); gives how many there were."""
    taken = 0
    for pair in range(len(pairs)):
        end = heads[pairs[pair, 0]]
        while end >= 0:
            edge = end >> 1
            near = others[edge] if end & 1 == 0 else rows[edge]
            if near == pairs[pair, 1] and links[edge] < 2:
                links[edge] = 2
                taken += 1
            end = follows[end]
    return taken


@kernel(
    "int64(int32[::1], int32[::1], int32[::1], uint8[::1], int32[::1], int32[::1], int32[::1], int32[::1], int32[::1],"
    " int64, int32[::1], int32[::1], int64[::1])"
)
def reach(
    begins: Places, rows: Places, others: Places, links: Flags, heads: Places, follows: Places, same: Places,
    twins: Places, next_twins: Places, most: int, marks: Places, found: Places, sizes: Ints,
) -> int:  # fmt: skip
    """Rows that can be reached from each of some rows over edges that link, and over equal sets.

    same: the row that stands for a row's set, twins: its first twin, next_twins: the next one (-1: none). marks: zeros
    for each row; on return the number (from 1) of the group it is in. found: rows, group after group; sizes: of each
    group, negative if it has more than `most` rows and was left unfinished, 0 if the row was reached before.
    Gives the number of rows found.
    """
    taken = 0
    for number in range(len(begins)):
        sizes[number] = 0
        if marks[begins[number]]:
            continue
        first, at, big = taken, taken, False
        marks[begins[number]] = number + 1
        found[taken] = begins[number]
        taken += 1
        while at < taken and not big:
            row = found[at]
            at += 1
            stand = same[row]
            for step in range(2):
                end = heads[row] if step == 0 else -1
                other = stand if step == 1 else twins[row]
                while end >= 0 or other >= 0:
                    if end >= 0:
                        edge = end >> 1
                        near = others[edge] if end & 1 == 0 else rows[edge]
                        usable = links[edge] == 1
                        end = follows[end]
                    else:
                        near, usable = other, True
                        other = next_twins[other] if step == 0 else -1
                    if not usable or marks[near] == number + 1:
                        continue
                    if (marks[near] and sizes[marks[near] - 1] < 0) or taken - first >= most:
                        big = True
                    if marks[near] == 0:
                        marks[near] = number + 1
                        found[taken] = near
                        taken += 1
        sizes[number] = first - taken if big else taken - first
    return taken


@kernel("int64(int32[::1], int32[::1], int32[::1], uint8[::1], int32[::1], int32[::1], uint8[::1], int64[::1])")
def edges_within(
    found: Places, rows: Places, others: Places, links: Flags, heads: Places, follows: Places, inside: Flags, out: Ints
) -> int:
    """Edges that hold (links < 2) and both of whose rows are inside, once each; gives how many. out: room for the edges
    of all found rows.
    """
    taken = 0
    for place in range(len(found)):
        end = heads[found[place]]
        while end >= 0:
            if end & 1 == 0 and links[end >> 1] < 2 and inside[others[end >> 1]] and inside[rows[end >> 1]]:
                out[taken] = end >> 1
                taken += 1
            end = follows[end]
    return taken
