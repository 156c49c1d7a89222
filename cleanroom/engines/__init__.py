"""Engines run the stages and the joins; they know no rule.

local     one machine, with DuckDB for the joins
cleaning  records cleaned in many processes
pool      the processes: order, time-outs, what dies
worker    what runs in each of them
spark/    many machines
"""
