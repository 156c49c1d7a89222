"""Rules that need no language: what stands around the headline, and captions that end with their credit."""

from __future__ import annotations

from cleanroom.clean.rules.rule import Rule

_PERSON = r"[\p{Lu}][\p{L}.'’-]+(?: (?:[\p{Lu}][\p{L}.'’-]*|de|van|von|al|el|bin)){1,3}"
#: words of a date on a line without a year
_DATE = (
    r"(?i:[\s\d:.,/|;·–-]|\b(?:jan|feb|mar|apr|may|mai|jun|jul|aug|sep|sept|oct|okt|nov|dec|dez)[a-zéäû]*\b\.?|\b(?:mon|tue|tues|wed|thu|thurs|fri|sat|sun)(?:day|nesday|rsday|urday)?\b"
    r"|\b[ap]\.?m\b\.?|\b(?:[ecmp][sd]?t|gmt|utc|bst|ist|amt|cet|cest|uhr|kl|at|um|à|às|a las|ago|hours?|minutes?|days?)\b)"
)
_STAMP = (
    r"(?i:(?:last |first )?(?:updated|published|posted|modified|edited)(?: on)?|aktualisiert|veröffentlicht|stand|uppdaterad|publicerad|oppdatert|publisert|opdateret"
    r"|actualizado|publicado|atualizado|publié|mis à jour|aggiornato|pubblicato|bijgewerkt|gepubliceerd|zaktualizowano|opublikowano)"
)
#: a name as credits write it: "Anna Example/Example Weekly", "Example Images | Anna Example"
_CREDITED = r"[\p{Lu}@][\p{L}\d.&'’@-]*(?:(?:\s?[|/,]\s?|\s)(?:[\p{Lu}\d][\p{L}\d.&'’-]*|for|via|and|und|de|van|von|of|the|i|the)){0,8}"

RULES = (
    Rule(
        "any.reading-time", "navigation", "How long it takes to read the text.",
        hits=("3 min read", "- 3 MIN. READ", "5 minute read", "Reading time: 4 minutes", "3 Minuten Lesezeit", "Temps de lecture : 3 min", "Lesezeit: 5 Min."),
        misses=("3 min", "A 3 minute read of the gauge", "Reading time was short", "5 minutes"),
        pattern=r"(?i)[-–•*·|\s]*(?:(?:estimated |average )?(?:reading time|read time|lesezeit|lesedauer|temps de lecture|tiempo de lectura|tempo di lettura|tempo de leitura|leestijd)"
                r"\s?:?\s?(?:about |ca\. |~)?\d{1,3}\s?[-‑]?(?:min(?:ute)?n?s?|minuti|minutos|minuten)\b\.?"
                r"|\d{1,3}\s?[-‑]?\s?(?:min(?:ute)?n?s?\.?|minuti|minutos) (?:read|lesezeit|lesedauer|de lecture|de lectura|di lettura|de leitura|leestijd|lezen|listen)(?: time)?)",
        words=("read", "lesezeit", "lesedauer", "lecture", "lectura", "lettura", "leitura", "leestijd", "reading", "lezen", "listen"),
        max_chars=60, confidence=0.92,
    ),
    Rule(
        "any.handle", "byline", "An author's name with a handle.",
        hits=("Anna Example @annaexample", "Anna Example @annaexample / 2 days", "Anna Example (@annaexample)"),
        misses=("Anna Example @annaexample said that she would come.", "@annaexample", "— Anna Example (@annaexample) May 3, 2019"),
        pattern=rf"(?P<author>{_PERSON}) \(?@\w{{3,30}}\)?(?:\s?[/|·•,–-]\s?.{{1,25}})?", words=("@",), max_chars=80, confidence=0.88,
    ),
    Rule(
        "any.stamp", "dateline", "A date without its year, behind a word that says what happened then; surer in the head.",
        hits=("Updated Nov 19, 6:55 AM;", "Posted Nov 18, 8:19 PM", "Uppdaterad 15.59 | Publicerad 14.14", "Updated 3 hours ago", "Published Wed, Nov 20 20194:29 AM EST"),
        misses=("Updated", "Posted in May", "Posted 40 men at the bridge", "Updated on the bridge"),
        pattern=rf"[·•\s|-]*{_STAMP}\s?:?\s(?=.*\d)(?:{_DATE}|\b{_STAMP}\b\s?:?|20\d\d\d)+",
        words=("updated", "published", "posted", "modified", "edited", "aktualisiert", "veröffentlicht", "stand", "uppdaterad", "publicerad", "oppdatert", "publisert",
               "opdateret", "actualizado", "publicado", "atualizado", "publié", "jour", "aggiornato", "pubblicato", "bijgewerkt", "gepubliceerd", "zaktualizowano", "opublikowano"),
        max_chars=100, confidence=0.6,
    ),
    Rule(
        "any.agency-line", "byline", "An agency, alone on a line or with the town that it reports from.",
        hits=("REUTERS", "Reuters, Washington,", "By Reuters", "Associated Press"), misses=("Reuters said", "AP, dpa and Reuters", "Washington"),
        pattern=r"(?:By |Von |Por |Par )?(?P<author>REUTERS|Reuters|AFP|PTI|ANI|IANS|dpa|DPA|EFE|ANSA|UPI|(?:The )?Associated Press|Agence France-Presse|Press Association|Press Trust of India|Xinhua|TASS)"
                r"(?:, [\p{Lu}][\p{L} ]{2,20},?)?",
        words=("reuters", "afp", "pti", "ani", "ians", "dpa", "efe", "ansa", "upi", "associated", "agence", "press", "xinhua", "tass"),
        max_chars=50, confidence=0.6, edge=0.9,
    ),
    Rule(
        "any.piped-credit", "photo_credit", "A photographer and the agency, parted by bars.",
        hits=("Anna Example | Getty Images", "Anna Example | Bloomberg | Getty Images", "Getty Images | Anna Example"), misses=("News | Getty Images sued over photos", "Home | News"),
        pattern=rf"(?:{_PERSON}|[\p{{Lu}}][\p{{L}}]+)(?: \| [\p{{Lu}}][\p{{L}}. ]{{1,30}}){{0,2}} \| (?:Getty Images|AFP|AP|Reuters|REUTERS|Bloomberg|Shutterstock|EPA|dpa|iStock|Alamy)(?: \| [\p{{Lu}}][\p{{L}}. ]{{1,30}})?"
                rf"|(?:Getty Images|AFP|AP|Reuters|Bloomberg|Shutterstock|DPA Images|dpa) \| {_PERSON}",
        words=("getty", "afp", "ap", "reuters", "bloomberg", "shutterstock", "epa", "dpa", "istock", "alamy"), max_chars=90, confidence=0.93,
    ),
    Rule(
        "any.copyright-caption", "caption", "A description of a picture that ends with the sign of copyright and a name.",
        hits=("Dark smoke rises over the harbour. © Example Images | Anna Example", "The harbour at dawn, photos © Example Weekly, 2018"),
        misses=("The sign © is older than the law.", "© Example Weekly", "Prices © are subject to change without notice. All rights © reserved."),
        pattern=rf".{{12,}}?(?:[\p{{Ll}}\d.)!?,\"”»]) ©\s?{_CREDITED}(?:,? (?:19|20)\d\d)?[.)]?", words=("©",), max_chars=260, confidence=0.9,
    ),
    Rule(
        "any.credit-at-end", "caption", "A description of a picture that ends with a label and the name of who took it.",
        hits=("A hunter fell ill after he ate a rabbit Credit: Example", "The harbour at dawn Foto: Anna Muster", "A map of the moon Image: Example Labs/Anna Example"),
        misses=("He took the credit: the bank paid it back in May.", "She had only one foto: Anna in the rain with a cat, in colour.", "Credit: Anna Example"),
        pattern=rf".{{12,}}?(?:(?<=[\p{{L}}.)\d\"”’!?] )(?:Credits?|CREDIT|Fotos?|FOTO|Photos?|PHOTO|Images?|Photograph|Photographer|Bild|Фото|Zdjęcie))"
                rf"(?: (?:credit|by|courtesy(?: of)?))?\s?[:©]\s?{_CREDITED}\.?",
        words=("credit", "credits", "foto", "fotos", "photo", "photos", "image", "images", "photograph", "photographer", "bild", "фото", "zdjęcie"),
        needs=(":", "©"), max_chars=320, confidence=0.88,
    ),
)
