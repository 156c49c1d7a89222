"""Looking at decisions.

explain  one document, line by line: kept or removed, by what, why
"""
