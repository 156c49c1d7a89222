"""Bytes looked at 64 at a time: a bit for each of them. What a loop says in words, processors do in a step or two."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from cleanroom.kernels.compile import inline, written

Bytes = npt.NDArray[np.uint8]

#: bytes that are looked at at once
WIDTH = 64


def _within(ir: Any, types: Any) -> Any:
    """`within` for LLVM: the bytes less the first value, all compared at once with the count."""
    byte, lanes = ir.IntType(8), ir.VectorType(ir.IntType(8), WIDTH)
    zeros = ir.Constant(ir.VectorType(ir.IntType(32), WIDTH), None)

    def code(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        def everywhere(value: Any) -> Any:
            none = ir.Constant(lanes, ir.Undefined)
            one = builder.insert_element(none, builder.trunc(value, byte), ir.Constant(ir.IntType(32), 0))
            return builder.shuffle_vector(one, none, zeros)

        array = context.make_array(signature.args[0])(context, builder, values[0])
        place = builder.bitcast(builder.gep(array.data, [values[1]]), lanes.as_pointer())
        moved = builder.sub(builder.load(place, align=1), everywhere(values[2]))
        return builder.bitcast(builder.icmp_unsigned("<", moved, everywhere(values[3])), ir.IntType(WIDTH))

    def typed(_: Any, data: Any, at: Any, first: Any, count: Any) -> Any:
        return types.uint64(data, types.uint64, types.int64, types.int64), code

    return typed


@written(_within)
def within(data: Bytes, at: np.uint64, first: int, count: int) -> np.uint64:
    """A bit for each of the 64 bytes from a place on, lowest first: whether it is one of `count` values from `first`
    on. The data must have that many bytes from there, and `count` be 255 at most."""
    place, bits = int(at), 0
    for byte in range(WIDTH):
        bits |= ((int(data[place + byte]) - first) % 256 < count) << byte
    return np.uint64(bits)


@inline
def eight(data: Bytes, at: np.uint64) -> np.uint64:
    """Eight bytes as a number, the first one lowest."""
    word = np.uint64(0)
    for byte in range(8):
        word |= np.uint64(data[at + np.uint64(byte)]) << np.uint64(8 * byte)
    return word


@inline
def lowest(bits: np.uint64) -> np.uint64:
    """The place of the lowest bit of a number that is not 0: one instruction, which compilers know by this loop."""
    bit, place = bits & (~bits + np.uint64(1)), np.uint64(0)
    while bit:
        bit >>= np.uint64(1)
        place += np.uint64(1)
    return place - np.uint64(1)


@inline
def ones(bits: np.uint64) -> np.uint64:
    """How many bits a number has: one instruction, which compilers know by these steps."""
    bits -= (bits >> np.uint64(1)) & np.uint64(0x5555555555555555)
    bits = (bits & np.uint64(0x3333333333333333)) + ((bits >> np.uint64(2)) & np.uint64(0x3333333333333333))
    bits = (bits + (bits >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return (bits * np.uint64(0x0101010101010101)) >> np.uint64(56)
