"""The run folder: what a run writes, and how it appears there whole or not at all.

schemas  the tables' columns, in one place
tables   rows and batches to Parquet parts and back
rows     records to rows
documents  cleaned documents to batches, and to what deduplication takes
evidence what comparing found, written and read
stories  decisions to the tables members, pairs and kept, and to lines of JSON
json_columns  columns to lines of JSON
checkpoint  how far an interrupted run came
journal  files of lines that are being written, and go on after an interruption
folder   staging, the lock, publication; `run.json` comes last and says that a run is complete
sql      the joins, the same text for every engine
shuffles  what deduplication on many machines brings together, in the same way
"""
