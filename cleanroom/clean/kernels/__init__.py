"""The hot loops over lines of text, compiled: for batches that are worth it.

    cut       code points of texts -> lines
    lines     code points of lines -> words, prose, and the marks of `clean.marks`
    literals  which literals that patterns need a line holds
    tables    words in hash tables
    bits      which patterns to try, from bits to numbers
    votes     code points of texts -> words, and votes for languages
"""
