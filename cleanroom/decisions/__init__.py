"""What people decide against the machine: stored as lines, applied to documents and stories.

decision  what can be decided, and what makes a line valid
file      `decisions.jsonl`: lines are added, never changed
texts     the tables of documents and cuts, written again
spans     keep, cut, never: decisions about a document's text, on its cuts
stories   split, merge, canonical: decisions about stories, on the answer of deduplication
outcome   what became of a decision

Cleaning comes first, then stories; within each the order of the lines, the last one wins.
"""

from __future__ import annotations

from cleanroom.decisions.decision import Decision, as_row, parse
from cleanroom.decisions.file import NAME, active, append, append_missing, load

__all__ = ["NAME", "Decision", "active", "append", "append_missing", "as_row", "load", "parse"]
