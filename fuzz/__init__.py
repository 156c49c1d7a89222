"""Fuzzing: bytes that a coverage-guided fuzzer (atheris) makes up, into everything that takes bytes from outside.

targets    functions that take bytes and fail where a promise is broken; tests replay known crashers through them
one        one of them under atheris, in a process of its own
__main__   all of them for some seconds each, with a table at the end: `make fuzz SECONDS=600`
"""
