"""Dutch rules: pointers, widgets, credits, sources, bylines."""

from __future__ import annotations

from cleanroom.clean.rules.rule import Rule

_WORD = r"[\p{Lu}][\p{L}.'’-]*"
_NAME = rf"{_WORD}(?: (?:(?:van|de|den|der|ten|ter|het|te|von|el|la) ){{0,3}}{_WORD}){{1,3}}"
_TEXT = (
    r"(?:artikel|stuk|bericht|verhaal|opiniestuk|column|tekst|interview|blog"
    r"|blogpost|bijdrage|essay|reportage|analyse|recensie|post|versie)"
)

RULES = (
    Rule(
        "nl.read-more-label", "read_more", "A pointer to another story: a label, then its title.",
        hits=("Lees ook: De verdwenen rivier", "LEES MEER > Tien tips voor de winter",
              "Bekijk ook | Beelden van de staking", "Zie ook: de haven"),
        misses=("Lees ook in de winter, zegt de juf.", "Zie ook hoe mooi.", "Meer lezen doet goed"),
        label=("lees ook", "lees meer", "lees verder", "lees hier", "lees ook dit", "lees ook even",
               "lees dan ook", "lees", "ook lezen", "meer lezen", "bekijk ook", "bekijk", "bekijk hier",
               "kijk ook", "zie ook", "luister ook", "beluister ook", "meer over dit onderwerp", "meer weten",
               "meer info", "meer informatie", "meer nieuws", "gerelateerd", "gerelateerde artikelen",
               "gerelateerd artikel", "verder lezen", "ook interessant", "aanrader", "aanbevolen", "leestip",
               "klik hier", "mis niet", "niet te missen", "lees ook het interview"),
        max_chars=170, confidence=0.89,
    ),
    Rule(
        "nl.read-more", "read_more", "A link to the rest of the text or to more of its kind.",
        hits=("Lees meer ...", "Lees verder →", "Meer weergeven", "Lees het hele artikel"),
        misses=("Lees meer boeken, zei ze.", "Hij wilde meer weten"),
        whole=("lees meer", "lees verder", "lees ook", "lees het hele artikel", "lees het volledige artikel",
               "lees artikel", "lees het artikel", "lees hier verder", "lees hier meer", "meer lezen",
               "verder lezen", "meer", "meer weten", "meer info", "meer informatie", "meer weergeven",
               "meer tonen", "toon meer", "meer laden", "laad meer", "bekijk alles", "bekijk alle",
               "bekijk meer", "alles bekijken", "toon alles", "klik hier", "naar het artikel",
               "bekijk video"),
        opener=("klik hier om", "klik hier voor", "lees het hele verhaal", "lees het volledige",
                "lees verder op", "lees meer over", "lees hier alles over", "lees meer op"),
        max_chars=100, confidence=0.88, stop=False,
    ),
    Rule(
        "nl.more-news", "related_links", "Announces a list of other stories.",
        hits=("Gerelateerde artikelen", "Meest gelezen", "Misschien ook interessant", "Laatste nieuws",
              "Meer nieuws over de staking"),
        misses=("Meest gelezen was de brief.", "Laatste nieuws uit zee volgt.", "Populair in het dorp"),
        whole=("gerelateerde artikelen", "gerelateerd", "gerelateerde berichten", "gerelateerd nieuws",
               "gerelateerde onderwerpen", "lees ook", "lees meer", "zie ook", "bekijk ook",
               "meer over dit onderwerp", "meer over", "meest gelezen", "meest gelezen artikelen",
               "best gelezen", "meest bekeken", "meest gedeeld", "populair", "populaire artikelen",
               "populaire berichten", "nu populair", "laatste nieuws", "het laatste nieuws",
               "laatste artikelen", "laatste berichten", "recente artikelen", "recente berichten",
               "nieuwste artikelen", "meer nieuws", "meer artikelen", "meer verhalen", "ander nieuws",
               "andere artikelen", "misschien ook interessant", "ook interessant",
               "dit vind je misschien ook leuk", "dit vindt u misschien ook leuk", "wellicht ook interessant",
               "misschien vind je dit ook leuk", "aanbevolen", "aanbevolen artikelen", "aanbevolen voor jou",
               "aanbevolen voor u", "aanraders", "onze aanraders", "uitgelicht", "net binnen",
               "meer van deze auteur", "van dezelfde auteur", "gesponsorde inhoud", "verder lezen",
               "tips van de redactie", "keuze van de redactie", "niet te missen", "meer in",
               "uit het archief"),
        opener=("meer nieuws over", "meer nieuws uit", "meer artikelen over", "meer artikelen van",
                "meest gelezen in", "laatste nieuws over", "laatste nieuws uit", "meer over dit"),
        max_chars=80, confidence=0.85, run="list", stop=False,
    ),
    Rule(
        "nl.player", "media_widget", "Buttons, labels and messages of players and galleries.",
        hits=("Luister naar dit artikel", "Video wordt geladen", "Volledig scherm", "Leestijd: 3 minuten"),
        misses=("Het volledig scherm van de zaal", "Zij luisteren naar dit artikel van geloof."),
        whole=("luister", "luister naar dit artikel", "beluister dit artikel", "luister naar de podcast",
               "luister nu", "voorlezen", "lees voor", "afspelen", "video afspelen", "speel video af",
               "pauzeren", "pauze", "dempen", "geluid aan", "geluid uit", "volume", "volledig scherm",
               "ondertiteling", "snelheid", "afspeelsnelheid", "laden", "aan het laden",
               "video wordt geladen", "even geduld", "even geduld aub", "deze video is niet beschikbaar",
               "video niet beschikbaar", "volgende video", "bekijk video", "bekijk de video", "bekijk foto's",
               "fotoserie", "fotogalerij", "foto vergroten", "vergroten", "alle afleveringen",
               "volgende foto", "vorige foto", "embed", "insluiten", "live", "download audio"),
        opener=("je browser ondersteunt", "uw browser ondersteunt", "om deze video", "schakel javascript in",
                "dit bericht bekijken op instagram"),
        pattern=r"(?i)(?:foto|afbeelding) \d+ ?(?:van|/) ?\d+|leestijd\s?:? ?(?:ca\.? "
                r"|ongeveer )?\d+ ?min\w*\.?|\d+ ?min(?:uten|uut)?\.? (?:leestijd|lezen)",
        words=("foto", "afbeelding", "leestijd", "lezen"),
        max_chars=110, confidence=0.86,
    ),
    Rule(
        "nl.photo-credit", "photo_credit", "Who took or owns a picture: a label and a name.",
        hits=("Foto: Anna Voorbeeld", "Beeld: Anna Voorbeeld / ANP", "Beeld ANP", "© Anna Voorbeeld",
              "Foto Anna Voorbeeld"),
        misses=("Foto: de brug bij dageraad werd vanaf een boot gemaakt door een van de redders, die "
                "later zijn toestel verloor.",
                "Beeld en geluid waren goed"),
        whole=("archieffoto", "archiefbeeld", "foto ter illustratie", "beeld ter illustratie", "stockfoto",
               "© rr", "foto rr"),
        pattern=r"(?i)[(\[*]?(?:(?:foto(?:'s|s)?|beeld|fotografie|fotograaf|illustratie|afbeelding"
                r"|archieffoto|tekst en foto's)\s?[:|©]\s?©?\s?(?-i:[\p{Lu}\d@(©].{1,80})|copyright (?:foto"
                r"|beeld)\s?:? ?.{2,60}"
                r"|(?-i:(?:Foto|Beeld) (?:ANP|AFP|AP|Reuters|Belga|Getty|EPA|Shutterstock"
                r"|[\p{Lu}][\p{L}.'’-]+ (?:van |de |der "
                r"|den ){0,2}[\p{Lu}][\p{L}.'’-]+)(?: ?[/,] ?.{2,40})?))[)\]]?|©\s?(?-i:[\p{Lu}].{2,40})",
        words=("foto", "foto's", "fotos", "beeld", "fotografie", "fotograaf", "illustratie", "afbeelding",
               "archieffoto", "copyright", "©"),
        max_chars=100, confidence=0.9,
    ),
    Rule(
        "nl.caption", "caption", "The description of a picture, with its credit or a mark that it is one.",
        hits=("De haven in de avond. Foto: Anna Voorbeeld / ANP", "De burgemeester in mei. Beeld ANP",
              "De oude brug in de stad © Anna Voorbeeld"),
        misses=("Op de foto: een man.", "Het beeld van de stad is goed."),
        pattern=r".{12,240}?(?:[.!?»”\")…|]\s*(?:(?:[Ff]oto|FOTO|[Bb]eeld|BEELD|Illustratie)\s?[:©"
                r"|]\s?[\p{L}@©][\p{L}\d.,&'’/@|() -]{1,60}|(?:Foto|Beeld) (?:ANP|AFP|AP|Reuters|Belga|Getty"
                r"|EPA|[\p{Lu}]).{0,40})|\s©\s?[\p{Lu}][\p{L}.&'’/ -]{1,40})",
        words=("foto", "beeld", "illustratie", "©"),
        max_chars=300, confidence=0.87,
    ),
    Rule(
        "nl.republication", "republication", "Says where the text first appeared, or by whose leave.",
        hits=("Dit artikel verscheen eerder op Voorbeeld Online.",
              "Het bericht De staking verscheen eerst op Voorbeeldblog.",
              "Dit stuk is eerder gepubliceerd in Voorbeeld Weekblad", "Bron: Voorbeeld Online",
              "Eerder verschenen op voorbeeld.example", "Met toestemming overgenomen van Voorbeeld"),
        misses=("De bron: een put.", "Dit artikel verscheen te laat.",
                "Verschenen in 1843 kreeg het boek tien drukken."),
        pattern=rf"(?i)[(\[*]?(?:(?:noot|noot van de redactie|nvdr)\s?:\s?)?(?:(?:dit|deze|een (?:eerdere "
                rf"|kortere )?versie van dit) (?:\w+ )?{_TEXT} (?:verscheen|is|werd|komt|stond"
                rf"|was)(?: (?:eerder|ook|eerst|oorspronkelijk|voor het eerst|in het engels"
                rf"|op \d[\d \p{{L}}]{{3,20}}))*(?: (?:gepubliceerd|verschenen|geplaatst|overgenomen))?"
                r" (?:op|in|bij|door|van|uit|met toestemming van) (?:de website van |de site van |het "
                r"|de )?(?-i:(?P<source>[\p{Lu}\d\"“‘'].{1,80}|(?:www\.|https?:"
                r"|\w+\.\w).{2,80}?))(?: (?:gepubliceerd|verschenen))?"
                r"|het bericht .{2,140} verscheen eerst op\s(?P<source2>.{2,80})"
                r"|(?:eerder |oorspronkelijk |voor het eerst )(?:gepubliceerd|verschenen) (?:op|in|bij"
                r"|door)\s(?P<source3>.{2,80})|(?:bron|bronnen|via"
                r"|origineel artikel)\s?:\s(?-i:(?P<source4>[\p{Lu}\d].{1,60}|https?:.{2,90}|www\..{2,80}))"
                r"|(?:met toestemming )?(?:overgenomen|vertaald) (?:van|uit"
                r"|met toestemming van)\s(?P<source5>.{2,60}))[.)\]*]{0,3}",
        words=("verscheen", "verschenen", "gepubliceerd", "geplaatst", "overgenomen", "bron", "bronnen",
               "via", "origineel", "stond", "vertaald", "toestemming"),
        max_chars=240, confidence=0.9,
    ),
    Rule(
        "nl.byline", "byline", "The author's name, alone on a line.",
        hits=("Door Anna Voorbeeld", "Door: Anna Voorbeeld en Jan van der Staal",
              "Geschreven door Anna Voorbeeld", "Tekst: Anna Voorbeeld", "Van onze redactie"),
        misses=("Door De Eeuwen Heen", "Door Anna Voorbeeld werd alles bekend.", "door elkaar"),
        whole=("van onze redactie", "van onze correspondent", "van onze verslaggever", "door onze redactie",
               "redactie", "van een onzer verslaggevers"),
        pattern=r"(?:(?:Geschreven |Gepubliceerd |Geplaatst |Tekst |Een artikel )?(?:[Dd]oor|DOOR)\s?:? ?"
                r"|(?i:auteurs?|tekst|redactie|geschreven door)\s?:\s?)"
                rf"(?P<author>(?!(?:De|Het|Een|Deze|Dit|Hun|Zijn|Haar|Onze)\b){_NAME}(?:(?:,? (?:en|&) |, ?"
                rf"| / ?|/){_NAME}){{0,3}}|[Rr]edactie(?: [\p{{Lu}}][\p{{L}}.]+){{0,2}})(?:\s?["
                rf"|•·–—/(-]\s?.{{0,60}}|, [\p{{Lu}}\d].{{0,40}}| op \d.{{0,30}})?",
        words=("door", "auteur", "auteurs", "tekst", "redactie"),
        max_chars=110, confidence=0.85,
    ),
)
