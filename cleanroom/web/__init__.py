"""What every server of cleanroom has in common, whatever it serves.

guard   who may ask: names of this machine, pages of no other site, a token; headers of every answer
gate    who goes first: many may look at once, whoever changes something is alone with it
listen  a port of this machine, and a server on it that waits for nobody for ever
"""
