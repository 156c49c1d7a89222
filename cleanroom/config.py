"""Every number of the product, each with its reason. Frozen; a run's settings are one `Config`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from types import MappingProxyType
from typing import Any, Literal


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


@dataclass(frozen=True, slots=True)
class TemplateConfig:
    """When a line that recurs over the stories of a source is its furniture."""

    #: different stories of the source that a line stands in ...
    stories: int = 3
    #: ... and as a share of them: in a large source phrases and headings recur now and then
    share: float = 0.02
    #: the same for prose: paragraphs of background recur too, legal notices stand on most pages
    prose_stories: int = 8
    prose_share: float = 0.05
    #: confidence in a line of n stories is 1 - doubt / n: 0.85 in 3, 0.95 in 9
    doubt: float = 0.45
    #: of a source's stories; a line that fewer of them have is a heading or a list item as often as furniture ...
    common_share: float = 0.10
    #: ... and is cut from page dumps only
    rare: float = 0.70
    #: confidence in a short line between two paragraphs, where headings stand
    between_paragraphs: float = 0.45
    #: a line that a rule is so sure of keeps the rule's kind
    rule_goes_first: float = 0.80
    #: share of a document's wording from which it is a version of another one's story: misread ones share so little
    same_story: float = 0.20
    #: times that the stories are sought: a piece of wording counts 1 / n where n of those found before share it
    rounds: int = 4
    #: one piece of three words in so many is looked at, and so many at most: a thousand words give about 250
    sample_modulo: int = 4
    sample_most: int = 512
    #: documents of one source that are held, those whose content hashes lowest: about 1 MB of hashes
    source_documents: int = 500
    #: lines of one document that are looked at, half from either end
    document_lines: int = 600


#: what people prefer -> the evidence that is then needed (the fields of CleanConfig)
EVIDENCE: Mapping[str, Mapping[str, Any]] = MappingProxyType({
    # neighbours raise a line to 0.90 at most, so what is cut is sure by itself or stands in a run of junk; in a dump
    # unsure lines alone, 0.5 to 0.8, stay
    "precision": MappingProxyType({
        "scraped_confidence": 0.90, "dump_confidence": 0.80, "dump_junk": 0.65, "scraped_junk": 0.85,
        "scraped_junk_prose": 0.90, "scraped_agreed": 0.80, "scraped_cleared": 0.60, "scraped_cleared_inside": 0.60,
    }),
    # rules that were right more often than not; below 0.35 stand those that were doubted on their line. A rule with
    # enough evidence is not overruled
    "recall": MappingProxyType({
        "scraped_confidence": 0.60, "dump_confidence": 0.35, "dump_junk": 0.35, "scraped_junk": 0.55,
        "scraped_junk_prose": 0.65, "scraped_agreed": 0.50, "scraped_cleared": 0.0, "scraped_cleared_inside": 0.0,
    }),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class CleanConfig:
    """What the judge needs to cut."""

    #: kinds that stay in the text although they were recognised (`--keep`)
    keep: tuple[str, ...] = ()
    #: what the evidence below was shifted towards: "", or a key of EVIDENCE (`--precision`, `--recall`)
    prefer: str = ""
    #: evidence needed in a text that something extracted already: a lost paragraph costs more than a junk line
    scraped_confidence: float = 0.80
    #: evidence needed in a page dump, of which about 15 % is article
    dump_confidence: float = 0.50
    #: what the input is: "auto" estimates it, "dump" and "scraped" say it (`--input`); HTML is always known
    input: Literal["auto", "dump", "scraped"] = "auto"
    #: whether the trained model is asked, or only rules and runs (`--only-rules`), which reach half of a dump's junk
    model: bool = True
    #: units below which it is not: there is nothing to compare a line with
    model_units: int = 4
    #: how often at most a text is judged, each time what is left of it: 6 % of page dumps and 1.4 % of scraped texts lose
    #: something in the second round, 1 % and .4 % in the third; of 2,700 none needs more
    rounds: int = 8
    #: probability of a page dump from which a text is judged as one: taken for a dump, a scrape loses more good text
    #: than a dump taken for a scrape keeps junk
    dump_probability: float = 0.65
    #: the same for a text on one line: from here on texts of either kind come out better if judged as dumps
    dump_probability_flat: float = 0.30
    #: ... and where no rule is sure of any line: extracted tables have .8 to .96, dumps without such a line more
    dump_probability_bare: float = 0.97
    #: probability of junk from which a unit of a dump goes: the model is calibrated on the share of wanted text there
    dump_junk: float = 0.50
    #: the same in a text that something extracted already, where no rule speaks against the unit
    scraped_junk: float = 0.75
    #: ... if it is prose, or stands between two paragraphs: below this every second such unit is wanted
    scraped_junk_prose: float = 0.85
    #: ... in a text of which so much is prose: verse, lists and tables are left to the rules
    scraped_prose_share: float = 0.50
    #: ... where a rule does, though it is not sure enough by itself, and the unit is not between two paragraphs
    scraped_agreed: float = 0.65
    #: ... and where one has evidence enough: the model clears the unit below this only
    scraped_cleared: float = 0.30
    #: ... and between two paragraphs: below this the model is right as often as the rule
    scraped_cleared_inside: float = 0.45
    #: confidence of a rule that the model does not overrule: at 0.90 one good word in sixty of dumps went with them
    rule_sure: float = 0.97
    #: a text may be a page dump that has so many lines that are no prose, or one line; without the model it is when ...
    dump_short_lines: int = 25
    #: ... less than this share of its characters stands in prose lines
    dump_prose_share: float = 0.75
    #: ... and this share of its lines is known to a rule that is so sure, as in nine pages in ten, in one table in ten
    furniture_share: float = 0.02
    furniture_sure: float = 0.75
    #: of the characters of a document; if more would go, only the precise rules are applied and it is noted
    max_removed_share: float = 0.90
    #: the same for a page dump that the model judged: of the smallest articles' pages 2 % is text
    max_removed_dump: float = 0.985
    #: confidence that counts as precise when falling back
    precise_confidence: float = 0.95
    templates: TemplateConfig = field(default_factory=TemplateConfig)

    def preferring(self, what: str) -> CleanConfig:
        """The same with the evidence that a preference needs: "precision" or "recall"."""
        return replace(self, prefer=what, **EVIDENCE[what])

    def junk(self, dump: bool, prose: bool) -> float:
        """The probability of junk from which the model's word alone is enough; between paragraphs all is as prose."""
        scraped = self.scraped_junk_prose if prose else self.scraped_junk
        return self.dump_junk if dump else scraped

    def junk_agreed(self, dump: bool, confidence: float, inside: bool) -> float:
        """The same where a rule of this confidence speaks against the unit; `inside` is between two paragraphs."""
        if dump:
            return self.dump_junk
        if confidence >= self.scraped_confidence:
            return self.scraped_cleared_inside if inside else self.scraped_cleared
        return self.scraped_junk_prose if inside else self.scraped_agreed

    def needed(self, dump: bool) -> float:
        """The evidence needed to cut a line."""
        return self.dump_confidence if dump else self.scraped_confidence


@dataclass(frozen=True, slots=True)
class DedupConfig:
    """One knob, `threshold`; bands and rows follow from it."""

    #: Jaccard on word 3-shingles from which two texts are copies; calibrated on the reposts benchmark
    threshold: float = 0.30
    #: words per shingle: word 5 misses a third to a half of edited copies, word 2 confuses topics
    shingle_words: int = 3
    shingle_chars: int = 5  # characters, in scripts that put no blanks between words
    num_perm: int = 128
    seed: int = 1  # datasketch's default, so that its indexes can be read
    #: share of the pairs at the threshold that must become candidates; bands × rows follow
    candidate_recall: float = 0.95
    #: share of the threshold that the signatures' estimate must reach: nearly four standard errors below it
    estimate_floor: float = 0.50
    #: one shingle in so many is sampled to find shared passages: about 10 of a passage of 40 words
    sample_modulo: int = 4
    #: sampled shingles that two texts must share to be compared; one is often a common phrase
    sample_hits: int = 2
    #: and as a share of the sampled shingles of the shorter one: at 100 of them the standard error is 0.02
    sample_share: float = 0.05
    #: buckets of up to so many texts are paired all with all, larger ones with so many of their longest texts
    bucket_all_pairs: int = 40
    #: a sampled shingle in more texts than this is furniture or idiom and makes no candidates
    furniture_documents: int = 1000
    #: different texts of one source that share a shingle of its furniture (0: no look); fewer are versions of a story
    furniture_texts: int = 5
    #: and as a share of the source's texts: a phrase that a large site uses now and then is none
    furniture_share: float = 0.02
    #: texts of a source that are as alike as this are versions of one and count once
    furniture_near: float = 0.5
    #: words that must be left, else the text keeps its furniture: forms consist of nothing else
    furniture_rest: int = 30
    #: characters from which compiled kernels are used: below, numpy takes under a second, and nobody need wait for them
    kernel_chars: int = 12_000_000
    #: words compared in one pass (both texts of each pair): about 60 MB of arrays
    verify_words: int = 1_000_000
    #: pairs that share less of the shorter set are dropped at once: no relation begins below five times this
    compare_share: float = 0.03
    #: longest gap between shared passages in which a changed name or number is looked for; longer ones are new text
    gap_words: int = 15
    #: shared shingles below which only equal sets match: one changed word makes another text of a short one
    min_shared: int = 8
    #: `copy` by coverage, for truncated and noisy texts: share of the shorter text's words in shared shingles, as a
    #: multiple of the threshold (0.6 at 0.3; different stories reach 0.5, one copy in a hundred has less)
    coverage_factor: float = 2.0
    #: and of the longer one's, as a multiple of the threshold's square (0.15 at 0.3, 0.42 at 0.5): a digest holds a
    #: whole short text but is no copy of it, page dumps of a story have little more; a strict threshold wants both
    longer_factor: float = 5 / 3
    #: and of both together: a blog that is three fifths quotation of a fifth of a story (0.8) is no copy of it, half
    #: of a misread story (1.0) and a page dump with a story in it (1.1) are
    coverage_sum: float = 0.95
    #: what is asked of coverage at most, whatever the threshold: copies differ in a line of junk
    coverage_limit: float = 0.95
    #: and of either text for a copy by Jaccard, or of one that quotes a text without copies: with less, most of both is
    #: their own, as of reports of two days with the same background, and would be lost (one copy in 500 has less)
    majority: float = 0.55
    #: choosing a story's leader, a word that most copies lack counts so much against it: full pages led unlike copies
    lacking_weight: float = 0.5
    #: a text with fewer copies than such a part of what one of its copies has does not lead it
    leading_share: float = 0.34
    #: changed names and numbers (on both sides) from which a template is suspected
    template_names: int = 3
    #: of the changed words the share that are names and numbers: edits change others too (0.2, misreadings 0.4)
    template_share: float = 0.75
    #: and for each covered word: real templates have 0.04 and more, a report with three corrected figures less
    template_density: float = 0.03
    #: a later text with an unbroken new passage of so many words is an update
    update_passage: int = 20
    excerpt_passage: int = 20  # words of the passage that makes an excerpt: two or three sentences
    #: share of an excerpt that the quoted text covers; distractors that borrow background have less
    excerpt_coverage: float = 0.25
    #: words of a passage that is no borrowed background, and the share that is then enough: amid junk excerpts have .17
    #: to .25; with 60 words more digests and distractors are taken for excerpts
    excerpt_long_passage: int = 80
    excerpt_long_coverage: float = 0.20
    #: a text that quotes a second story with so large a part of what it quotes of the first is a digest
    digest_share: float = 0.5
    #: unlike stories that a digest shares passages with; excerpts of the benchmark have one, digests five
    digest_stories: int = 3
    near_limit: float = 0.5  # rejected pairs are reported from this share of the limits on, for the audit
    canonical: str = "complete"
    #: sources from most to least trusted, for the policy `priority`
    source_priority: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PoolConfig:
    """How processes share the cleaning. No result depends on it, but for documents that kill a process or take long."""
    #: seconds for one document; from so many characters on, which pages do not have, it gets more in proportion
    timeout: float = 60.0
    long_document: int = 2_000_000
    #: documents and characters that a process gets at once: some tenths of a second of work
    batch_documents: int = 64
    batch_chars: int = 500_000
    #: full batches for each process that are read before they are needed
    batches_ahead: int = 2
    #: bytes that one process may take; 0: its share of what the machine has, but not less than this
    memory: int = 0
    memory_share: float = 0.8
    least_memory: int = 1 << 30
    #: characters of short plain texts, and of one of them, that are cleaned before processes are started
    alone_chars: int = 200_000
    alone_document: int = 50_000
    expected: int = 0  # bytes of input that are known to come: if each process gets as much of them, all start at once


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that decides what a run writes."""

    read: ReadConfig = field(default_factory=ReadConfig)
    clean: CleanConfig = field(default_factory=CleanConfig)
    dedup: DedupConfig = field(default_factory=DedupConfig)

    def as_dict(self) -> dict[str, Any]:
        """The settings as plain values, for run.json."""
        return asdict(self)

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Config:
        """The settings that `as_dict` gave, read back from JSON."""
        clean = {**stored["clean"], "templates": TemplateConfig(**stored["clean"].get("templates", {}))}
        parts: tuple[tuple[Any, Mapping[str, Any]], ...] = (
            (ReadConfig, stored["read"]), (CleanConfig, clean), (DedupConfig, stored["dedup"]),
        )  # fmt: skip
        return cls(*(
            part(**{name: tuple(value) if isinstance(value, list) else value for name, value in values.items()})
            for part, values in parts
        ))  # fmt: skip
