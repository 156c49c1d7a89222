"""The run folder: what a run writes, and how it appears there whole or not at all.

schemas  the tables' columns, in one place
tables   rows to Parquet parts and back
folder   staging, the lock, publication; `run.json` comes last and says that a run is complete
sql      the joins, the same text for every engine
"""
