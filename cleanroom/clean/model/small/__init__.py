"""The line model on one small scraped text without numpy, whose import costs more than such a text.

Every step gives the bits that the arrays of many documents give: rows round to 32 bits where arrays do.
"""
