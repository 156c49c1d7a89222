"""The hot loops over lines of text, compiled: for batches that are worth it.

    lines   code points of lines -> words, prose, and the marks of `clean.marks`
    bits    which patterns to try, from bits to numbers
    votes   code points of texts -> words, and votes for languages
"""
