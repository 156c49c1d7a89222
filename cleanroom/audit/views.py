"""What each page shows, as plain values: the app, the one-page report and the terminal show the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cleanroom.audit import plots
from cleanroom.audit.diff import Diff, diff
from cleanroom.audit.explain import RUN_REASONS
from cleanroom.audit.marked import marked
from cleanroom.audit.queries import Audit
from cleanroom.clean.kinds import KINDS
from cleanroom.clean.rules import default_rules, measured
from cleanroom.dedup.canonical import POLICIES

Row = dict[str, Any]

#: what a page needs to know
Context = dict[str, Any]

#: sources named as those that lost most, and the documents that one must have
_SOURCES, _DOCUMENTS = 12, 3
#: groups of kinds that are marked alike, and their members
GROUPS: Mapping[str, tuple[str, ...]] = {
    "media": ("icon_sprite", "media_widget", "photo_credit", "caption"),
    "page": ("navigation", "share_bar", "tags", "template", "boilerplate"),
    "links": ("related_links", "read_more"),
    "notices": ("newsletter", "cookie_notice", "paywall", "advertisement", "republication", "copyright"),
    "head": ("title", "byline", "dateline"),
    "readers": ("comment", "comment_notice"),
}
_GROUP_OF = {kind: group for group, kinds in GROUPS.items() for kind in kinds}


def group_of(kind: str) -> str:
    """The group that a kind is marked with."""
    return _GROUP_OF.get(kind, "page")


def reason_of(rule: str) -> str:
    """Why a rule cuts, in words."""
    if rule == "decision":
        return "A person decided it."
    if rule.startswith("template."):
        return "It recurs over different stories of its source."
    known = RUN_REASONS.get(rule) or next((r.why for r in default_rules().rules if r.code == rule), "")
    return known or "No shipped rule: one from the run's own rules file."


def overview(audit: Audit) -> Context:
    """Counts, kinds, sources, scores and settings of a run."""
    facts = audit.facts
    removed = facts["removed"]
    most = max((row["characters"] for row in removed.values()), default=1)
    kinds = [
        {"kind": kind, **row, "bar": row["characters"] / most, "what": KINDS[kind].what if kind in KINDS else ""}
        for kind, row in removed.items()
    ]
    lost = sorted(
        (row for row in audit.sources if row["documents"] >= _DOCUMENTS), key=lambda row: (-row["share"], row["source"])
    )
    return {
        "facts": facts, "kinds": kinds, "lost": lost[:_SOURCES], "sources": len(audit.sources),
        "relations": _relations(facts), "scores": plots.scores(audit.scores, audit.threshold),
        "sizes": plots.sizes(audit.sizes), "largest": max((row["size"] for row in audit.sizes), default=0),
        "settings": _settings(facts), "share": facts["removed_characters"] / max(1, facts["characters"]),
    }  # fmt: skip


def _relations(facts: Row) -> list[Row]:
    roles = ("canonical", "single", "copy", "update", "excerpt")
    counts = [(role, facts["roles"].get(role, 0)) for role in roles]
    return [{"role": role, "count": count, "share": count / max(1, facts["documents"])} for role, count in counts]


def _settings(facts: Row) -> list[tuple[str, str]]:
    """The settings that people ask for; all others are in run.json."""
    config = facts["config"]
    clean, dedup = config["clean"], config["dedup"]
    return [
        ("inputs", ", ".join(facts["inputs"]) or "standard input"),
        ("cleaned", "yes" if facts["cleaned"] else "no"),
        ("evidence needed", f"{clean['scraped_confidence']:g} in scraped texts, {clean['dump_confidence']:g} in dumps"),
        ("kinds kept", ", ".join(clean["keep"]) or "none"),
        ("line model", _model(clean)),
        ("threshold", f"Jaccard {dedup['threshold']:g} on {dedup['shingle_words']}-word shingles"),
        ("canonical text", f"{dedup['canonical']}: {_policy(dedup['canonical'])}"),
        ("version", facts["cleanroom"]),
        ("seconds", ", ".join(f"{name} {seconds:g}" for name, seconds in facts["timings"].items())),
    ]  # fmt: skip


def _model(clean: Row) -> str:
    if not clean["model"]:
        return "not asked"
    scraped, prose, dump = (clean[name] for name in ("scraped_junk", "scraped_junk_prose", "dump_junk"))
    return f"asked; alone it cuts from {scraped:g} in scraped texts, prose from {prose:g}, from {dump:g} in dumps"


def _policy(name: str) -> str:
    return (POLICIES[name].__doc__ or "").strip() if name in POLICIES else ""


def story(audit: Audit, name: str, member: str = "") -> Context | None:
    """The story that a document is in: its members, and one beside the kept text. None if there is no such document."""
    asked = audit.document(name)
    if asked is None:
        return None
    if asked["story"] != name:
        name, member = asked["story"], member or name
    found = audit.story(name)
    members = audit.members(name)
    kept = members[0]
    texts = audit.texts(kept, "text", "fields")
    others = [row for row in members if row["id"] != name]
    chosen = next((row for row in others if row["id"] == member), None) or _other_member(audit, name, member)
    chosen = chosen or (others[0] if others else None)
    return {
        "story": found, "members": members, "kept": kept, "text": texts["text"], "chosen": chosen,
        "diff": diff(texts["text"], audit.texts(chosen, "text")["text"]) if chosen else None,
        "near": audit.near(name), "by": _kept_by(audit, name), "timeline": plots.timeline(members),
    }  # fmt: skip


def _kept_by(audit: Audit, name: str) -> tuple[str, str]:
    """Who chose the kept text of a story, and why it: a person, or the policy of the run."""
    for decision in audit.facts.get("decisions", ()):
        if (decision["action"], decision["document"], decision["state"]) == ("canonical", name, "applied"):
            return "a decision", f"A person chose it (decision {decision['id']})."
    policy = audit.facts["config"]["dedup"]["canonical"]
    return f"policy {policy}", f"{_policy(policy)} Only texts that are copies of all others of the story can be kept."


def _other_member(audit: Audit, story_name: str, member: str) -> Row | None:
    """A member that is not among those shown first."""
    found = audit.document(member) if member else None
    return found if found and found["story"] == story_name and member != story_name else None


def compared(audit: Audit, left: str, right: str) -> Context | None:
    """Any two documents side by side; None if one of them is not there."""
    pair = [audit.document(name) for name in (left, right)]
    if pair[0] is None or pair[1] is None:
        return None
    return {"left": pair[0], "right": pair[1], "pair": audit.pair(left, right), "diff": side_by_side(audit, *pair)}


def side_by_side(audit: Audit, left: Row | None, right: Row | None) -> Diff:
    """The clean texts of two documents compared."""
    return diff(*(audit.texts(row, "text")["text"] if row else "" for row in (left, right)))


def document(audit: Audit, name: str, view: str = "raw", at: int = 0) -> Context | None:
    """A document with its cuts marked, and its streams; None if there is none of that id."""
    found = audit.document(name)
    if found is None:
        return None
    texts = audit.texts(found, "raw", "comments", "captions", "notes", "fields")
    cuts = audit.cuts(found)
    seen = view if view in ("raw", "clean", "changes") else "raw"
    return {
        "document": found, "cuts": cuts, "view": seen, "marked": marked(texts["raw"], cuts, seen, at),  # type: ignore[arg-type]
        "comments": texts["comments"], "captions": texts["captions"], "notes": texts["notes"],
        "fields": texts["fields"].strip(), "reasons": {cut["rule"]: reason_of(cut["rule"]) for cut in cuts},
    }  # fmt: skip


def rules(audit: Audit) -> Context:
    """Every rule that cut something, with what is known of it."""
    shipped = {rule.code: rule for rule in default_rules().rules}
    figures = measured()
    rows: list[Row] = []
    for row in audit.rules:
        known = figures.get(row["rule"], {})
        lines, right = (sum(part[name] for part in known.values()) for name in ("lines", "right"))
        examples = shipped[row["rule"]].hits if row["rule"] in shipped else ()
        first = all(row["rule"] != other["rule"] for other in rows)
        said = {"first": first, "why": reason_of(row["rule"]), "hits": examples}
        rows.append({**row, **said, "lines": lines, "right": right})
    most = max((row["characters"] for row in rows), default=1)
    return {"rules": rows, "most": most}
