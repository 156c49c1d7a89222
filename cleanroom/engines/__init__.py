"""Engines run the stages and the joins; they know no rule.

local     one machine, with DuckDB for the joins
cleaning  records cleaned in many processes
writing   the same as lines of JSON, made where they are cleaned
pool      the processes: order, time-outs, what dies
worker    what runs in each of them
spark/    many machines
"""
