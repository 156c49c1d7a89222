"""Numbers of deduplication, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass

from cleanroom.config.checks import at_most, check


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
    #: texts of a source by which an index tells its furniture: of more it takes some by their digests, half of so many
    #: at least, so that five of them are the share above; what looking costs is bounded by it
    furniture_sample: int = 256
    #: characters from which compiled kernels are used: below, numpy takes under a second, and nobody need wait for them
    kernel_chars: int = 12_000_000
    #: words compared in one pass (both texts of each pair): about 60 MB of arrays
    verify_words: int = 1_000_000
    #: pairs that share less of the shorter set are dropped at once: no relation begins below five times this
    compare_share: float = 0.03
    #: longest gap between shared passages in which a changed name or number is looked for; longer ones are new text
    gap_words: int = 15
    #: words between two shared shingles that are aligned if the other text has as many there, but for `slack` and one
    #: more for each `drift` words: misread words run together and fall apart. Of copies 4 % misread .97 fold at 50, .96
    #: at 30
    bridge_words: int = 50
    bridge_slack: int = 2
    bridge_drift: int = 10
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
    #: threshold from which words that are only aligned do not count, half of it from which down they count in full: one
    #: word in ten exchanged leaves a Jaccard of .5, and all aligned
    misread_threshold: float = 0.6
    #: share of the aligned words that are covered too, below which a text is misread all over (4 % of letters: .5) ...
    misread_covered: float = 0.55
    #: ... and what is asked of its coverage then, as a multiple: passages drift apart where words are lost
    misread_ease: float = 0.75
    #: and of either text for a copy by Jaccard, or of one that quotes a text without copies: with less, most of both is
    #: their own, as of reports of two days with the same background, and would be lost (one copy in 500 has less)
    majority: float = 0.55
    #: choosing a story's leader, a word that most copies lack counts so much against it: full pages led unlike copies
    lacking_weight: float = 0.5
    #: a text with fewer copies than such a part of what one of its copies has does not lead it
    leading_share: float = 0.34
    #: how often stories are led anew without the copies that most of their documents deny: real ones need one or two
    denials: int = 8
    #: changed names and numbers (on both sides) from which a template is suspected
    template_names: int = 3
    #: of the changed words the share that are names and numbers: edits change others too (0.2, misreadings 0.4)
    template_share: float = 0.75
    #: and for each covered word: real templates have 0.04 and more, a report with three corrected figures less
    template_density: float = 0.03
    #: and standard deviations that they are more than draws from the words of both texts would give
    template_sure: float = 2.0
    #: the same where other words differ too, as in misread or reworded forms, and how many more there must be for each
    #: aligned word: of misread copies one in a hundred has that many
    template_noisy_sure: float = 3.0
    template_noisy_density: float = 0.05
    #: words up to which both texts of a pair are short: what they end or begin with decides there
    short_words: int = 80
    #: changed names and numbers of a short form, on both sides, one of them a name: numbers alone are edited
    short_names: int = 2
    #: ... where so few words have a digit or a capital: in German, where nouns have one, misread words pass for names
    short_usual: float = 0.25
    #: ... of the changed words the share that are: an advert for another job has .6, misread texts less
    short_share: float = 0.55
    #: ... and for each covered word; two of a text of 60 words are corrections
    short_density: float = 0.04
    #: Jaccard of short texts below which words that are only aligned do not count: market reports, forecasts and
    #: adverts of one form have .10 to .29, of copies with 2 % of the letters misread on both sides .38 is usual
    short_jaccard: float = 0.30
    #: share of a short text that the other one covers, if it is an excerpt of that: of a notice of the police two
    #: thirds are fixed wording
    short_excerpt: float = 0.80
    #: of the changed words of a short form the share that are numbers, three at least: forecasts, prices, quakes
    short_numbers: float = 0.30
    #: words of its own at its end that each of two short texts must have to be no copy of the other, and the share
    end_words: int = 5
    end_share: float = 0.20
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

    def __post_init__(self) -> None:
        """Raise UsageError for a setting that is none."""
        check(
            self, ("threshold", "shingle_words", "shingle_chars", "num_perm", "candidate_recall", "sample_modulo",
                   "verify_words", "bridge_drift"),
            ("coverage_factor", "longer_factor", "coverage_sum", "misread_ease", "lacking_weight", "template_sure",
             "template_noisy_sure"),
        )  # fmt: skip
        at_most(self, "seed", (1 << 32) - 1)  # what numpy's generator takes
