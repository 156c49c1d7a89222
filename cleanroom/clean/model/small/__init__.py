"""The line model on one small document without numpy, whose import costs more than such a document.

Every step gives the bits that the arrays of many documents give: rows round to 32 bits where arrays do.
"""
