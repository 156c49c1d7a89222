"""What a cut can be: the kinds, and which of them are streams that become fields of the result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cleanroom.errors import UsageError


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of removal. `stream` names the field of the result it feeds, "" for waste."""

    code: str
    what: str
    stream: str = ""


_KINDS = (
    Kind("icon_sprite", "names of icons that a page's icon font or sprite sheet leaves in the text"),
    Kind("media_widget", "what an audio, video, podcast or gallery player leaves: clocks, buttons, messages"),
    Kind("navigation", "menus, breadcrumbs, log-in links, page turners, skip links"),
    Kind("share_bar", "buttons for sharing, printing, following; counters beside them"),
    Kind("related_links", "a list of other stories, with its heading"),
    Kind("read_more", "a line inside the text that points to another story or to the rest of this one"),
    Kind("photo_credit", "who took or licensed a picture, without a description"),
    Kind("caption", "the description of a picture, with its credit", stream="captions"),
    Kind("newsletter", "invitations to subscribe to newsletters, alerts, apps and channels"),
    Kind("cookie_notice", "cookie, consent and privacy prompts"),
    Kind("paywall", "prompts to subscribe, register or donate in order to read on"),
    Kind("advertisement", "advertising, its labels and affiliate notes"),
    Kind("republication", "where the text first appeared, or under which terms it is repeated", stream="source"),
    Kind("copyright", "copyright and reproduction notices"),
    Kind("tags", "keywords, categories and labels of the page"),
    Kind("title", "the headline, when it stands as a line of its own above the text", stream="title"),
    Kind("byline", "who wrote it, as a line of its own", stream="author"),
    Kind("dateline", "when it was published, as a line or a glued prefix", stream="date"),
    Kind("comment", "what readers wrote below the text, with name and time", stream="comments"),
    Kind("comment_notice", "forms, rules and headings of the comment section"),
    Kind("template", "lines that recur over different stories of one source"),
    Kind("boilerplate", "furniture of the page that fits no other kind"),
)

#: code -> Kind, in the order of the documentation
KINDS: Mapping[str, Kind] = MappingProxyType({kind.code: kind for kind in _KINDS})


def check_kinds(kinds: Iterable[str], said: str) -> None:
    """Raise UsageError for what is no kind; `said` is what the message begins with."""
    if unknown := [kind for kind in kinds if kind not in KINDS]:
        raise UsageError(f"{said}: no such kind: {unknown[0]}; kinds are {', '.join(KINDS)}")
