"""Line shapes that no phrase can describe, as predicates by name. A rule names one in `shape`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from cleanroom.clean.dates import OPENINGS as DATE_OPENINGS
from cleanroom.clean.segment import View

#: words that icon fonts and sprite sheets are made of, and that prose rarely lines up
_GLYPHS = frozenset(
    """account add alarm alert angle apple archive arrow arrows at attach attachment avatar back badge bag ban bar
    bars basket battery bell bin blog board bolt book bookmark bottom box brand briefcase broadcast browser
    bubble bug building burger button calendar call camera cancel card caret cart category cc chart chat check
    checkbox checked checkmark chevron chrome circle clear clip clipboard clock close closed cloud code cog cogs
    collapse comment comments compass compress contact copy credit cross crop cut dashboard data delete deny
    desktop dial diamond discord document dollar dot dots double down download drag drop dropdown dribbble droplet
    edit ellipsis email embed enter envelope error exclamation exit expand export external eye eyedropper
    facebook fast favorite fb feed female file files film filled filter finger fire flag flash flickr flipboard
    folder forward full fullscreen funnel gallery game gear gears gift github globe google gp graph grid group
    hamburger hand hashtag headphones heart help hide history home hourglass house icon icons image images
    import inbox info ins insta instagram ios key keyboard language laptop layers layout left lightbulb like line link
    linkedin list loader loading location lock locked logo loop magnet magnifier mail male map marker maximize
    md medal media medium menu message mic microphone minimize minus mobile moon more move movie multiply music
    mute muted nav navigation network new next no nomute notification off ok on open options outline pad page
    paper paperclip paste pause pen pencil percent person phone photo picture pin pinterest plane play player
    playlist plus pocket podcast pointer power prev previous print printer profile pulse question quote quotes
    radio random record recycle reddit refresh remove reorder repeat reply reset resize retweet return rewind
    right rocket round rounded rss ru save screen search select send server settings shape share shield shop
    shopping shuffle sidebar sign signal sitemap skip skype slack slider sm small snapchat solid sort sound
    soundcloud speaker spin spinner spotify square star stars stats step stepback stepfor stop store stroke
    submit subscribe sun swap swipe switch sync tab table tablet tag tags target telegram text tg thin threads
    thumb thumbs tick ticket tiktok time timer times toggle tool tools top trash triangle trophy truck tumblr tv
    tw twi twitch twitter umbrella undo unlock up upload user users v vertical video view viber vimeo vk voice
    volume wallet warning wechat weibo whatsapp wifi window wordpress wrench x xing xl xs youtube yt zoom""".split()
)
#: words that give a row of glyph names away: buttons and menus of a page do not say them
TELLING = frozenset(
    """angle arrow bars burger caret checkbox checkmark chevron circle cog collapse compress cross ellipsis
    envelope expand glyph hamburger icon icons magnifier minus nomute outline paperclip plus sort spinner square
    stepback stepfor stroke thumbs times toggle trash triangle""".split()
)
_MARK = re.compile(r"icons?|glyphicon|svg|sprite|\bfa[srbl]?\b|\bmdi?\b|\bbi\b|\bic\b|\bdashicons\b|symbol", re.IGNORECASE)
#: a word of a class attribute or an icon font: no capital inside, no sign of a sentence
_CLASS_NAME = re.compile(r"#?[^\W\d_]?[^\W\d_A-Z]+(?:[_-]+[^\W_A-Z]+)*")
_JOINTS = re.compile(r"[_-]+")
#: what the classes of one icon set begin with
_PREFIXES = frozenset("ico ic icn icon icons icône icone icono ícone ikon ui btn u glyph sprite svg symbol fa md bi mdi ti ri bx".split())
#: names that make a row, and the longest row looked at as one
_ROW, _ROW_CHARS = 3, 5_000
_ATOM = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_SENTENCE = re.compile(r"[a-z]{2}[.!?](?:\s|$)")
#: fewest names that make a sprite of a line: three marks, or six glyph names
_MARKS, _NAMES = 3, 6
#: different telling words that a line without marks needs
_TELLING_NAMES = 2
#: what `_MARK` matches, for a look that costs less than a pattern
_MARKS_LITERAL = ("icon", "svg", "sprite", "fa-", "fas ", "far ", "fab ", "md-", "mdi", "bi-", "ic_", "symbol", "dashicons")
_UNJOINED_LITERAL = tuple(mark for mark in _MARKS_LITERAL if not {"-", "_"}.intersection(mark))

SOCIAL = frozenset(
    """facebook twitter x instagram youtube linkedin pinterest whatsapp telegram reddit tumblr flipboard pocket
    messenger mail email e-mail e print rss vk viber line xing tiktok threads bluesky mastodon snapchat digg
    stumbleupon skype wechat weibo odnoklassniki ok copy link url sms google plus gmail mix pin tweet share post
    teilen drucken merken partager imprimer envoyer compartir imprimir enviar condividi stampa partilhar
    compartilhar delen share0 like likes follow on via by per auf sur en to via this and or 0 0k k feed bookmark
    kopieren copier copiar tweeten twittern sharen mailen whatsappen""".split()
)
#: members of `SOCIAL` that prose has too: a row needs another one
_COMMON = frozenset("line post like likes link copy plus feed follow pocket print this mail".split())
_JOINING = frozenset(("and", "or"))
_SHARING = frozenset("share follow tweet like teilen partager compartir condividi via on".split())
_LISTED = re.compile(r"^(?:\d+[.)]|\|)|[$€£]")
#: words that stand beside a date on a line of its own
DATE_WORDS = frozenset(
    """published updated posted posté date datum fecha data on at by last modified update first the den le la el a à um
    uhr h hrs stand veröffentlicht aktualisiert erstellt am vom publié mis jour publicado actualizado publicada
    actualizada modifié modifie lundi original created added uploaded time min read lesezeit temps lecture et
    est edt pst pdt gmt utc bst cet cest ist pubblicato aggiornato il pubblicata gepubliceerd bijgewerkt op
    laatste опубликовано обновлено дата geändert letzte aktualisierung uhrzeit 0 pm am m and mins minutes
    minuten fecha hora heure issued released dated issue of edition
    0時0分 0時 午前0時0分 午後0時0分 0点0分 公開 公開日 公開日時 更新 更新日 更新日時 最終更新 配信 掲載 发布 发布时间 时间 日期 更新时间
    نشر نشرت النشر في تاريخ تم آخر تحديث التحديث حدث الساعة ص م صباحا مساء بتوقيت غرينتش يوم الأحد الاثنين
    الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت
    發布時間 發布 時間 입력 수정 등록 송고 기사입력 최종수정 오전 오후""".split()
)


def _is_icon_sprite(view: View) -> bool:
    """Names of icons in a row: by their marks ("icon", "svg", "fa-"), or by telling words such as "chevron"."""
    if _is_row_of_names(view):
        return True
    marked = _is_marked(view.text.lower())
    if not marked and (len(TELLING.intersection(view.tokens)) < _TELLING_NAMES or view.prose):
        return False
    if _SENTENCE.search(view.text):
        return False
    marks = len(_MARK.findall(view.text))
    atoms = [a.lower() for chunk in _MARK.split(view.text) for a in _ATOM.findall(chunk)]
    names = sum(a in _GLYPHS or len(a) < 3 for a in atoms)
    if marks >= _MARKS:
        return names + marks >= 0.6 * (len(atoms) + marks)
    return len(atoms) >= _NAMES and names >= 0.85 * len(atoms)


def _is_marked(lowered: str) -> bool:
    joints = lowered.count("-") + lowered.count("_")
    marks = _MARKS_LITERAL if joints >= _MARKS else [mark for mark in _UNJOINED_LITERAL if mark in lowered]
    return bool(marks) and sum(map(lowered.count, _MARKS_LITERAL)) >= _MARKS


def _is_row_of_names(view: View) -> bool:
    """Class or ligature names in a row ("ico-search ico-close", "zoom_in fullscreen"), or "Icon" behind every word."""
    text = view.text
    joined = text.count("_") + text.count("-")
    words = text.split() if (joined >= 2 or text.lower().count("icon") >= _MARKS) and len(text) <= _ROW_CHARS else []
    if len(words) < _ROW or not all(_CLASS_NAME.fullmatch(word) for word in words):
        return False
    if sum(word.lower() in ("icon", "icons") for word in words) >= max(_MARKS, len(words) / 4):
        return True
    compounds = [_JOINTS.split(word.lower()) for word in words if _JOINTS.search(word)]
    parts = [part for word in words for part in _JOINTS.split(word.lower())]
    known = sum(part in _GLYPHS or len(part) < 3 for part in parts)
    if known == len(parts) and text.count("_") >= 2:
        return True
    if len(compounds) < max(_ROW, 0.6 * len(words)):
        return False
    shared = len({compound[0] for compound in compounds}) == 1 and compounds[0][0] in _PREFIXES
    return shared or known >= 0.85 * len(parts)


def _is_icon_ligature(view: View) -> bool:
    """One word of names of glyphs, joined by underscores."""
    parts = view.text.split("_") if "_" in view.text else []
    return len(parts) > 1 and all(part in _GLYPHS for part in parts)


def _is_share_bar(view: View) -> bool:
    """At least two names of networks or verbs of sharing, and nothing else; a numbered or priced list is none."""
    tokens = view.tokens
    if len(tokens) < 2 or not SOCIAL.issuperset(tokens) or _LISTED.search(view.text):
        return False
    if not _JOINING.isdisjoint(tokens) and _SHARING.isdisjoint(tokens):
        return False
    return any(len(t) > 3 and t not in _COMMON for t in tokens) or "rss" in tokens or {"e", "mail"}.issubset(tokens)


def _may_be_of_date(token: str) -> bool:
    """Whether a token may stand on a line that is a date: a look that spares most lines the search for one."""
    return "0" in token or token in DATE_WORDS or token.startswith(DATE_OPENINGS)


def _is_date_line(view: View) -> bool:
    """A date with clock time, weekday and words such as "Updated", and nothing else."""
    if not all(map(_may_be_of_date, view.tokens)) or (stamp := view.stamp) is None:
        return False
    rest = View(0, 0, 0, view.text[: stamp.start] + " " + view.text[stamp.end :], False)
    if rest.stamp:
        rest = View(0, 0, 0, rest.text[: rest.stamp.start] + " " + rest.text[rest.stamp.end :], False)
    return all(token in DATE_WORDS for token in rest.tokens)


#: name -> predicate on a line
SHAPES: Mapping[str, Callable[[View], bool]] = MappingProxyType({
    "icon_sprite": _is_icon_sprite,
    "icon_ligature": _is_icon_ligature,
    "share_bar": _is_share_bar,
    "date_line": _is_date_line,
})
