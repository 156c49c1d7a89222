"""Cleanroom as a part of others' pipelines: one thin file each, its package an extra that is imported only there.

scrapy     an item pipeline that cleans, and one that drops copies
datatrove  a formatter that cleans, and a filter that drops copies
pandas     DataFrames, cleaned and without copies
polars     the same as pandas

Hugging Face datasets need no file: `cleanroom.clean_batch` takes and gives what they have.
"""
