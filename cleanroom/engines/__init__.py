"""Engines run the stages and the joins; they know no rule. `local` is one machine, with DuckDB for the joins."""
