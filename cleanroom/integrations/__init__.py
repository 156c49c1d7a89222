"""Cleanroom as a part of others' pipelines: one thin file each, its package an extra that is imported only there.

scrapy     an item pipeline that cleans, and one that drops copies
datatrove  a formatter that cleans

Hugging Face datasets, pandas and polars need no file: `cleanroom.clean_batch` takes and gives what they have.
"""
