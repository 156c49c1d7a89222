"""Numbers of cleaning, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Literal

from cleanroom.config.checks import check, one_of


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

    def __post_init__(self) -> None:
        """Raise UsageError for a setting that is none."""
        check(self, ("rounds", "sample_modulo"))


#: what people prefer -> the evidence that is then needed (the fields of CleanConfig)
EVIDENCE: Mapping[str, Mapping[str, Any]] = MappingProxyType({
    # neighbours raise a line to 0.90 at most, so what is cut is sure by itself or stands in a run of junk; in a dump
    # unsure lines alone, 0.5 to 0.8, stay
    "precision": MappingProxyType({
        "scraped_confidence": 0.90, "dump_confidence": 0.80, "dump_junk": 0.65, "scraped_junk": 0.85,
        "dump_junk_doubtful": 0.80,
        "scraped_junk_prose": 0.90, "scraped_agreed": 0.80, "scraped_cleared": 0.60, "scraped_cleared_inside": 0.60,
    }),
    # rules that were right more often than not; below 0.35 stand those that were doubted on their line. A rule with
    # enough evidence is not overruled
    "recall": MappingProxyType({
        "scraped_confidence": 0.60, "dump_confidence": 0.35, "dump_junk": 0.35, "scraped_junk": 0.55,
        "dump_junk_doubtful": 0.50,
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
    #: how often at most a text is judged, each time what is left of it; of 2,700 real texts none had more to lose then
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
    #: ... and a line that somebody says, or a short one between two paragraphs, of which no rule knows anything: text
    #: as often as furniture
    dump_junk_doubtful: float = 0.70
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

    def __post_init__(self) -> None:
        """Raise UsageError for a setting that is none."""
        check(self, ("rounds",))
        one_of(self, "input", ("auto", "dump", "scraped"))
        one_of(self, "prefer", ("", *EVIDENCE))

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
