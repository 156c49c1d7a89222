"""Numbers of reading, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from cleanroom.config.checks import check


@dataclass(frozen=True, slots=True)
class ReadConfig:
    """How records are found in the input."""

    #: where the text of a record is, first match wins (order of the common crawls' and hubs' schemas)
    text_fields: tuple[str, ...] = ("text", "html", "content", "raw_content", "body")
    id_fields: tuple[str, ...] = ("id", "url")
    #: a larger single document is rejected, not read into memory: above any real page by far
    max_document_chars: int = 256_000_000
    #: bytes looked at to tell text from binary and to guess an encoding: enough for charset-normalizer
    sniff_bytes: int = 65_536
    #: records handed from stage to stage at once: large enough to amortise calls, small in memory
    batch_documents: int = 256
    batch_chars: int = 4_000_000
    #: bytes of JSON lines from which compiled kernels read them, if texts are taken as they are: from here on it pays
    column_bytes: int = 12_000_000
    #: a longer line of JSON or CSV is rejected and skipped: the largest document in UTF-8 with room for its escapes
    max_line_bytes: int = 512_000_000
    #: lists and objects within each other in a record: Parquet, in which a list takes two levels, is read up to 100
    max_levels: int = 50
    #: records without a text field, from the first one on, after which the input is refused: a wrong --text-field
    textless_records: int = 1000
    #: share of NUL bytes from which a file is binary: a few strays happen in scrapes, binary files have 1 % and more
    max_nul_share: float = 0.001
    #: the same for other control characters: random bytes have 10 %, texts with terminal colours under 1 %
    max_control_share: float = 0.02
    #: valid sequences per bad byte from which a text is damaged UTF-8 and not another encoding, which has hardly any
    min_valid_per_bad_byte: int = 3

    def __post_init__(self) -> None:
        """Raise UsageError for a setting that is none."""
        check(
            self, ("max_document_chars", "sniff_bytes", "batch_documents", "batch_chars", "max_line_bytes",
                   "max_levels", "textless_records"),
        )  # fmt: skip
