"""The hot loops of deduplication, compiled by numba. Imported only for inputs that are worth a compiler.

    tokens   bytes of UTF-8      -> word hashes and flags
    sketch   words               -> set sizes, digests, signatures, sampled shingles
    match    pairs               -> comparisons
    strip    words, furniture   -> words without it
    groups   keys                -> the keys that occur more than once

Every kernel gives what the numpy code of the module of that stage gives, bit for bit; tests compare the two. Kernels
take flat arrays and numbers, allocate little, and work on ranges of documents or pairs, so that threads share the work.
"""
