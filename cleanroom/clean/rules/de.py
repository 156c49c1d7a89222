"""German rules: pointers, widgets, credits, and the notices of the page around the text."""

from __future__ import annotations

from cleanroom.clean.rules.rule import Rule

_WORD = r"[\p{Lu}][\p{L}.'’-]*"
_NAME = rf"{_WORD}(?: (?:(?:von|van|de|der|den|zu|di|el|al) ){{0,2}}{_WORD}){{1,3}}"
_TEXT = (
    r"(?:artikel|beitrag|gastbeitrag|text|kommentar|bericht|essay|interview|gespräch|leitartikel|aufsatz|post"
    r"|inhalt"
    r"|meldung|kolumne|analyse|geschichte|blogbeitrag|blogpost|auszug|version|fassung|reportage|übersetzung)"
)

RULES = (
    # ---- pointers to other stories
    Rule(
        "de.read-more-label", "read_more", "A pointer to another story: a label, then its title.",
        hits=("Lesen Sie auch: Wie der Fluss verschwand", "Mehr zum Thema: Streik im Norden",
              "Auch interessant | Zehn Tipps", "LESEN SIE MEHR > Das Band, das alles änderte",
              "Siehe auch: Die Stadt am Meer"),
        misses=("Lesen Sie auch im Winter, rät der Lehrer.", "Mehr zum Thema konnte er nicht sagen.",
                "Mehr-Generationen-Haus eröffnet"),
        label=("lesen sie auch", "lesen sie mehr", "lesen sie hier", "lesen sie dazu", "lesen sie dazu auch",
               "lesen sie hierzu", "lesen sie hierzu auch", "lesen sie weiter", "lesen sie jetzt",
               "lesen sie zum thema", "lesen sie auch dazu", "lesen sie mehr zum thema",
               "lesen sie dazu mehr", "bitte lesen sie auch", "lies auch", "lies mehr", "lies dazu",
               "lies dazu auch", "lies hier", "lies weiter", "lest auch", "mehr lesen", "mehr dazu",
               "mehr zum thema", "mehr zu diesem thema", "mehr infos", "auch interessant", "auch lesenswert",
               "auch spannend", "ebenfalls interessant", "ebenfalls lesenswert", "ebenfalls spannend",
               "dazu auch", "das könnte sie auch interessieren", "das könnte sie interessieren",
               "das könnte dich auch interessieren", "dies könnte sie auch interessieren", "passend dazu",
               "passend zum thema", "zum thema", "siehe auch", "sehen sie auch", "sehen sie hier",
               "sehen sie dazu", "weiterlesen", "zum weiterlesen", "hier weiterlesen", "weiterführende links",
               "weiterführender link", "lesetipp", "lese tipp", "lesetipps", "tipp der redaktion",
               "empfehlung der redaktion", "leseempfehlung", "die redaktion empfiehlt", "unsere empfehlung",
               "im video", "video zum thema", "videos zum thema", "fotostrecke", "bilderstrecke",
               "bildergalerie", "bilder", "nicht verpassen", "verwandte artikel", "ähnliche artikel",
               "weitere artikel", "weitere artikel zum thema", "verwandter artikel", "verwandtes thema",
               "mehr news", "mehr nachrichten", "jetzt lesen", "meistgelesen", "hier lesen", "hier klicken",
               "klicken sie hier", "lesenswert", "hören sie auch", "schauen sie auch", "podcast zum thema",
               "zum podcast", "zum artikel", "zum interview", "zum kommentar", "mehr aus dem ressort"),
        max_chars=170, confidence=0.9,
    ),
    Rule(
        "de.read-more", "read_more", "A link to the rest of the text or to more of its kind.",
        hits=("Weiterlesen ...", "Mehr lesen →", "[Lesen Sie hier weiter]", "Zum Artikel"),
        misses=("Weiterlesen wollte er nicht.", "Er wollte mehr erfahren", "Mehr lesen Kinder im Winter"),
        whole=("erfahre mehr", "erfahren sie mehr", "mehr auf der website", "hier weiter lesen",
               "weiterlesen", "weiter lesen", "hier weiterlesen", "jetzt weiterlesen", "mehr lesen",
               "lesen sie mehr", "lesen sie weiter", "lesen sie auch", "lesen sie hier weiter",
               "lesen sie hier mehr", "lesen sie den ganzen artikel", "lies mehr", "lies weiter",
               "mehr erfahren", "mehr dazu", "mehr dazu hier", "mehr infos", "mehr infos hier",
               "mehr informationen", "weitere infos", "weitere informationen", "mehr anzeigen", "mehr laden",
               "mehr", "mehr hier", "ganzen artikel lesen", "artikel lesen", "ganzer artikel",
               "vollständigen artikel lesen", "den ganzen artikel lesen", "den vollständigen artikel lesen",
               "zum artikel", "zum beitrag", "zum originalartikel", "zum original", "zum video",
               "zum interview", "zum kommentar", "zum dossier", "hier klicken", "klicken sie hier",
               "klick hier", "jetzt lesen", "jetzt ansehen", "details anzeigen", "mehr zeigen",
               "alle anzeigen", "alles anzeigen", "alle ansehen", "bitte hier klicken", "weiter zum artikel"),
        max_chars=60, confidence=0.9,
    ),
    Rule(
        "de.read-more-opener", "read_more", "A link that asks to read, watch or hear something else.",
        hits=("Lesen Sie hier, was der Minister dazu sagt", "Mehr zum Streik lesen Sie hier",
              "Hier geht es zum Liveticker", "Das vollständige Interview lesen Sie hier."),
        misses=("Lesen Sie hier im Saal bitte leise, sagte die Bibliothekarin, denn im Raum daneben wird "
                "noch bis zum späten Abend für eine Prüfung gelernt.",
                "Hier geht es um Geld.", "Wo es lang geht, lesen Sie hier nicht heraus"),
        opener=("lesen sie hier", "lesen sie auch", "lesen sie dazu", "lesen sie mehr über",
                "lesen sie mehr zum", "lesen sie mehr zu", "lesen sie mehr im", "lesen sie mehr in",
                "lies hier", "lies auch", "hier geht es zum", "hier geht es zur", "hier geht's zum",
                "hier geht's zur", "hier geht es zu den", "hier gehts zum", "hier gehts zur",
                "hier klicken um", "klicken sie hier", "klicken sie auf", "mehr dazu lesen", "mehr dazu in", "mehr dazu im", "mehr dazu unter",
                "weiterlesen auf", "weiterlesen bei", "sehen sie im video", "sehen sie hier",
                "im video sehen sie", "scrollen sie", "den ganzen artikel", "den vollständigen artikel"),
        closer=("lesen sie hier", "hier weiterlesen", "mehr dazu hier", "hier nachlesen", "hören sie hier"),
        max_chars=120, confidence=0.85,
    ),
    Rule(
        "de.more-on", "read_more", "A link to more of the matter, with its title.",
        hits=("Mehr zum Thema Lindensterben", "Mehr zu diesem Thema im Dossier", "Mehr über Pumpen und Eimer"),
        misses=("Mehr zum Thema will der Bürgermeister im Mai sagen.", "Mehr über ihn weiß niemand.", "Mehr zum Essen"),
        opener=("mehr zum thema", "mehr zu diesem thema", "mehr über"), max_chars=120, confidence=0.85, stop=False,
    ),
    Rule(
        "de.more-news", "related_links", "Announces a list of other stories.",
        hits=("Mehr zum Thema", "Das könnte Sie auch interessieren ...", "Weitere Artikel aus Politik",
              "Meistgelesen"),
        misses=("Mehr zum Thema sagte sie am Freitag.", "Beliebte Orte im Norden",
                "Weitere Artikel sind für Mai geplant, heißt es."),
        whole=("weiterführende informationen", "neue beiträge", "schon gelesen",
               "empfehlungen aus der redaktion", "aktuellste beiträge", "aktuellste artikel",
               "mehr aus der sendung", "das könnte sie ebenfalls interessieren",
               "diese themen könnten sie auch interessieren", "noch mehr zum thema", "mehr aus dem ressort",
               "alle artikel zum thema", "mehr zum thema", "mehr zu diesem thema", "mehr zu den themen",
               "zum thema", "auch interessant", "auch spannend", "das könnte sie auch interessieren",
               "das könnte sie interessieren", "das könnte dich auch interessieren",
               "das könnte dich interessieren", "das könnte euch auch interessieren",
               "dies könnte sie auch interessieren", "könnte dich auch interessieren",
               "könnte sie auch interessieren", "ähnliche artikel", "ähnliche beiträge", "ähnliche themen",
               "ähnliche nachrichten", "ähnliches", "verwandte artikel", "verwandte beiträge",
               "verwandte themen", "verwandte nachrichten", "verwandte inhalte", "weitere artikel",
               "weitere beiträge", "weitere meldungen", "weitere themen", "weitere nachrichten",
               "weitere news", "weitere videos", "weitere interessante artikel", "interessante artikel",
               "neueste artikel", "neueste beiträge", "neueste nachrichten", "neueste videos",
               "neueste meldungen", "letzte artikel", "letzte beiträge", "aktuelle artikel",
               "aktuelle beiträge", "aktuelle nachrichten", "aktuelle meldungen", "aktuelle news",
               "aktuelle themen", "aktuelle videos", "neu auf der seite", "neue artikel", "beliebte artikel",
               "beliebte beiträge", "beliebte themen", "beliebte videos", "meistgelesen",
               "meistgelesene artikel", "meist gelesen", "meistgelesenes", "am meisten gelesen",
               "meistgeklickt", "meistkommentiert", "meistgeteilt", "meistgesehen", "meist kommentiert",
               "top themen", "topthemen", "top news", "top artikel", "top beiträge", "top beiträge seiten",
               "top meldungen", "die beliebtesten artikel", "mehr vom autor",
               "verwandte artikel mehr vom autor", "mehr von diesem autor", "mehr von uns", "mehr news",
               "mehr nachrichten", "empfohlen", "empfohlene artikel", "empfohlene beiträge",
               "empfehlungen der redaktion", "empfehlungen für sie", "die redaktion empfiehlt",
               "unsere empfehlungen", "für sie empfohlen", "für dich empfohlen", "unsere leseempfehlungen",
               "leseempfehlungen", "lesetipps", "lesenswert", "zum weiterlesen", "weiterführende links",
               "weiterführende artikel", "artikel zum thema", "beiträge zum thema", "links zum thema",
               "videos zum thema", "bilder zum thema", "nicht verpassen", "siehe auch", "auch lesen",
               "aus dem ressort", "aus diesem ressort", "andere leser interessierten sich auch für",
               "andere lesen gerade", "leser interessierten sich auch für", "das wird gerade gelesen",
               "gerade beliebt", "im trend", "schlagzeilen", "mehr schlagzeilen", "passend dazu",
               "passend zum thema", "diese artikel könnten sie interessieren"),
        opener=("mehr nachrichten aus", "mehr nachrichten zu", "mehr news aus", "mehr news zu",
                "weitere nachrichten aus", "weitere nachrichten zu", "weitere meldungen aus",
                "weitere meldungen zu", "weitere artikel aus", "weitere artikel zu", "weitere artikel von",
                "weitere beiträge von", "weitere beiträge zu", "weitere beiträge aus", "mehr artikel von",
                "mehr artikel aus", "mehr beiträge von", "mehr aus dem ressort", "neueste artikel aus",
                "aktuelle nachrichten aus", "meistgelesen in", "meistgelesene artikel", "das könnte sie auch",
                "das könnte dich auch"),
        max_chars=90, confidence=0.85, run="list", stop=False,
    ),
    # ---- players, galleries, pictures
    Rule(
        "de.player", "media_widget", "Buttons, labels and messages of players and galleries.",
        hits=("Artikel anhören", "Video wird geladen", "Vollbild", "Dieses Video ist nicht verfügbar.",
              "Bild vergrößern", "Bild 3 von 15", "Lesezeit: 4 Minuten"),
        misses=("Das Vollbild der Stadt", "Sie wollten den Artikel anhören und dann lesen.",
                "Anhören im Bundestag"),
        whole=("beitrag hören", "video player wird geladen", "bild anzeigen", "bild anzeigen bild schließen", "lizenz des podcasts",
               "audio herunterladen mp0", "inhalt aufklappen", "inhalt zuklappen", "artikel anhören",
               "beitrag anhören", "diesen artikel anhören", "text anhören", "jetzt anhören", "anhören",
               "vorlesen", "artikel vorlesen", "vorlesen lassen", "jetzt hören", "folge anhören",
               "folge abspielen", "podcast anhören", "zum podcast", "podcast abonnieren",
               "podcast herunterladen", "alle folgen", "weitere folgen", "audio abspielen", "video abspielen",
               "abspielen", "video starten", "audio starten", "wiedergabe", "wiedergabe starten",
               "wiedergabegeschwindigkeit", "pause", "stumm", "stummschalten", "stumm schalten", "ton ein",
               "ton aus", "ton an", "lautstärke", "lautstärke 0", "vollbild", "vollbildmodus",
               "vollbild beenden", "untertitel", "untertitel aus", "untertitel an", "bild in bild",
               "geschwindigkeit", "video wird geladen", "player wird geladen", "audio wird geladen",
               "inhalt wird geladen", "wird geladen", "bitte warten", "video teilen", "video einbetten",
               "einbetten", "embed code kopieren", "video ansehen", "video anschauen", "zum video",
               "0 sekunden zurück", "0 sekunden vor", "0 sekunden vorspulen", "0 sekunden zurückspulen",
               "zurückspulen", "vorspulen", "dieses video ist nicht verfügbar",
               "dieses video ist leider nicht mehr verfügbar", "ihr browser unterstützt kein html0 video",
               "nächstes video", "vorheriges video", "nächste folge", "download mp0", "audio herunterladen",
               "video herunterladen", "bild vergrößern", "bild verkleinern", "bilder anzeigen",
               "alle bilder anzeigen", "galerie öffnen", "galerie anzeigen", "bildergalerie",
               "bildergalerie öffnen", "bildergalerie starten", "fotostrecke", "fotostrecke starten",
               "bilderstrecke", "fotogalerie", "0 bilder", "0 fotos", "alle 0 bilder anzeigen",
               "nächstes bild", "vorheriges bild", "großansicht", "vergrößern", "bild schließen",
               "audioplayer", "audio player", "videoplayer", "verfügbar bis", "livestream", "zur fotostrecke",
               "zur bildergalerie", "das video wird geladen", "video nicht verfügbar"),
        opener=("ihr browser unterstützt", "dein browser unterstützt", "um dieses video",
                "dieses video konnte nicht", "das video konnte nicht", "bitte aktivieren sie javascript",
                "javascript ist deaktiviert", "zum abspielen des videos", "um diese inhalte anzuzeigen",
                "dieser inhalt kann nicht", "sieh dir diesen beitrag auf instagram an", "video laden",
                "artikel anhören", "podcast abonnieren", "hören sie diesen artikel"),
        pattern=r"(?i)(?:bild|foto|seite|slide)s?:? \d+ ?(?:von|/) ?\d+|\d+ (?:von|/) \d+ (?:bildern|fotos"
                r"|bilder)"
                r"|(?:1 von \d+|lesezeit|hördauer|lesedauer):?(?:\s?(?:ca\.?|etwa|~)?\s?\d+ ?(?:min(?:uten?"
                r"|\.)?|sek\.?)(?: \d+ ?sek\.?)?)?"
                r"|(?:ca\. ?)?\d+ (?:min\.?|minuten?) (?:lesezeit|lesedauer|zu lesen)",
        words=("bild", "foto", "seite", "lesezeit", "lesedauer", "hördauer", "bildern", "fotos", "bilder",
               "von"),
        max_chars=130, confidence=0.86,
    ),
    Rule(
        "de.photo-credit", "photo_credit", "Who took or owns a picture: a label and a name.",
        hits=("Foto: Anna Beispiel, dpa", "Bild: Anna Beispiel", "Bildquelle: Beispiel GmbH",
              "Symbolbild: dpa", "(Foto: Anna Beispiel/dpa)", "Fotos: privat", "Titelbild © Beispiel Verlag"),
        misses=("Foto: die Brücke am Morgen wurde von einem Boot aus aufgenommen, dessen Besitzer später "
                "die Kamera verlor, sagt er.",
                "Bild und Ton waren gut", "Fotos im Dutzend"),
        pattern=r"(?i)[(\[*]?(?:(?:titel|symbol|archiv|beitrags|vorschau|teaser|header|artikel|presse"
                r"|agentur)?-?(?:fotos?|bild(?:er)?|aufmacher)"
                r"(?:nachweise?|quellen?|credits?|rechte|montage|material|autor|urheber)?|grafik(?:en)?"
                r"|illustrationen|illustration"
                r"|screenshots?|abbildung|fotograf(?:in|ie)?|(?:bild|foto)[- ]?copyright|collage|karikatur"
                r"|zeichnung|copyright)"
                r"\s?[:|©]\s?©?\s?(?-i:[\p{Lu}\d@(].{1,80}|(?:dpa|privat|pixabay|imago|epd|ddp|dapd|picture"
                r"|unsplash|zvg|keystone|obs|"
                r"spk|afp|apa|ap|reuters|getty|shutterstock|archiv).{0,60})[)\]]?",
        words=("foto", "fotos", "bild", "bilder", "titelbild", "symbolbild", "archivbild", "symbolfoto",
               "archivfoto", "beitragsbild", "bildquelle", "bildquellen", "fotoquelle", "bildnachweis",
               "fotonachweis", "bildrechte", "fotocredit", "bildcredit", "fotocredits", "grafik",
               "illustration", "illustrationen", "screenshot", "screenshots", "abbildung", "fotograf",
               "fotografin", "copyright", "titelfoto", "pressefoto", "collage", "karikatur", "zeichnung",
               "fotomontage", "bildmontage", "artikelbild", "teaserbild", "vorschaubild", "headerbild",
               "bildautor", "grafiken", "fotorechte", "bildcopyright", "agenturfoto"),
        max_chars=120, confidence=0.92,
    ),
    Rule(
        "de.caption", "caption", "The description of a picture, with its credit or a mark that it is one.",
        hits=("Der Hafen am Abend. Foto: Anna Beispiel/dpa", "Die Brücke über die Elbe (Symbolbild)",
              "Symbolbild", "Bildunterschrift: Der Hafen am Abend", "Die Ministerin im Saal. Quelle: dpa"),
        misses=("Das Foto: Es zeigt den Hafen am Abend, und niemand weiß, wer es gemacht hat, auch nicht "
                "die Leute vom Archiv.",
                "Ein Symbolbild ist es nicht.", "Wir zeigten ihr ein Foto: Sie lachte."),
        whole=("symbolbild", "symbolfoto", "archivbild", "archivfoto", "archivaufnahme", "bildunterschrift",
               "themenbild", "beispielbild"),
        label=("bildunterschrift", "bildbeschreibung", "bildtext", "symbolbild", "archivbild", "symbolfoto",
               "archivfoto", "bildlegende"),
        pattern=r".{12,220}?(?:(?:[.!?“\")…|]\s*(?:(?:Symbol|Archiv|Titel)?(?:[Ff]oto|[Bb]ild|FOTO|BILD)s?"
                r"|Quelle|Grafik|Bildquelle)"
                r"\s?[:©]\s?[\p{L}@©][\p{L}\d.,&'’/@| ()-]{1,60})|\s(?:Foto|Bild|Quelle|Fotos"
                r"|FOTO):? ?(?:[\p{L}.' -]{0,40}[/,] ?)?"
                r"(?:dpa|APA|AFP|epd|imago|IMAGO|Imago|picture|privat|Getty|AP|EPA|Reuters|zvg|Keystone"
                r"|Shutterstock|pixabay|Archiv)"
                r"[\p{L}.,&'’/@ -]{0,50}|[(\[](?:(?:Symbol|Archiv|Themen)(?:bild|foto|aufnahme)"
                r"|Quelle: ?[^()]{2,60})[)\]]\.?)",
        words=("foto", "fotos", "bild", "symbolbild", "symbolfoto", "archivbild", "archivfoto", "quelle",
               "grafik", "bildquelle", "archivaufnahme", "titelbild", "titelfoto", "themenbild"),
        max_chars=280, confidence=0.88,
    ),
    # ---- where it came from, who wrote it
    Rule(
        "de.republication", "republication", "Says where the text first appeared, or by whose leave.",
        hits=("Dieser Artikel erschien zuerst auf Beispiel Online.",
              "Der Beitrag Streik im Norden erschien zuerst auf Beispielblog.",
              "Dieser Text ist zuerst in der Beispiel Zeitung erschienen.",
              "Zuerst erschienen bei Beispiel Weekly", "Mit freundlicher Genehmigung von Beispiel Online",
              "Erstveröffentlichung: Beispiel Magazin, Mai 2016",
              "Dieses Interview wurde ursprünglich auf beispiel.example veröffentlicht.",
              "Übernommen von Beispiel Online"),
        misses=("Der Roman erschien zuerst auf Französisch und wurde bald in viele Sprachen übersetzt.",
                "Zuerst erschien er auf dem Balkon.",
                "Dieser Artikel wurde auf Facebook tausendfach geteilt.",
                "Der Beitrag wurde von der Polizei auf Twitter veröffentlicht."),
        pattern=r"(?i)[(\[*]?(?:(?:hinweis|anmerkung|anm\. d\. red\.|redaktioneller hinweis)\s?:\s?)?(?:"
                rf"(?:dieser|dieses|diese|der obige|das obige|der vorliegende|der folgende|eine (?:kürzere"
                rf"|längere|frühere|erste) (?:version|fassung) (?:dieses|des)) (?:\w+ )?{_TEXT}s?"
                r" (?:(?:von|aus) .{2,60} )?(?:erschien|ist|wurde|stammt)(?: .{2,40}?)??(?: (?:zuerst"
                r"|ursprünglich|zunächst|erstmals|auch|bereits|original|am [\d. \p{L}]{4,20}|im original))*"
                r" (?:auf(?: der (?:web)?seite(?: von)?)?|bei|in(?: der)?|im|beim|unter|aus|von"
                r"|vom)\s(?P<source>.{2,90}?)(?: (?:erschienen|veröffentlicht|publiziert|gepostet"
                r"|übernommen))?"
                r"|(?:der|dieser) (?:beitrag|artikel|post) .{2,140} erschien zuerst (?:auf|bei"
                r"|in)\s(?P<source2>.{2,80})"
                r"|(?:zuerst|ursprünglich|erstmals|im original) (?:erschienen|veröffentlicht"
                r"|publiziert)(?: .{1,20})?? (?:auf|bei|in(?: der)?|im|beim|unter)\s(?P<source3>.{2,80})"
                r"|(?:erstveröffentlichung|originalbeitrag|originalartikel|originalveröffentlichung"
                r"|erstmals erschienen|zuerst erschienen)\s?:\s?(?P<source4>.{2,80})"
                r"|(?:abdruck |nachdruck |veröffentlichung |wiedergabe |veröffentlicht "
                r"|übernommen )?mit (?:freundlicher |der freundlichen )?genehmigung (?:von|der|des"
                r"|durch)\s(?P<source5>.{2,80})"
                r"|(?:übernommen|übersetzt) (?:von|aus)\s(?P<source6>.{2,60}))[.)\]*]{0,3}",
        words=("erschien", "erschienen", "erstveröffentlichung", "originalbeitrag", "originalartikel",
               "originalveröffentlichung", "genehmigung", "übernommen", "veröffentlicht", "publiziert",
               "stammt"),
        max_chars=240, confidence=0.92,
    ),
    Rule(
        "de.byline", "byline", "The author's name, alone on a line.",
        hits=("Von Anna Beispiel", "von Anna Beispiel und Ben Muster", "Ein Gastbeitrag von Anna Beispiel",
              "Von Anna Beispiel, Berlin", "Text: Anna Beispiel", "VON ANNA BEISPIEL",
              "Autorin: Anna Beispiel"),
        misses=("Von Kopf bis Fuß", "Von Berlin nach Hamburg", "Von Der Wiege an",
                "Von Anna Beispiel stammt der Satz.", "Text und Bild"),
        pattern=r"(?:(?:[Ee]in(?:e)? (?:[\p{Lu}][\p{Ll}]{2,20} )?|(?:Gastbeitrag|Kommentar|Kolumne|Analyse"
                r"|Text|Interview|Bericht|Ein)? ?)?"
                r"(?:Geschrieben |Verfasst |Veröffentlicht |Aufgezeichnet |Gepostet )?(?:[Vv]on|VON):? ?"
                r"|(?:(?i:autor(?:in|en|:in|\*in)?|text|verfasser(?:in)?|von|redaktion|interview|autor/in"
                r"|geschrieben von|bericht)\s?:\s?))"
                rf"(?P<author>(?!(?:Der|Die|Das|Den|Dem|Des|Einer?|Einem|Hier|Wegen|Uns|Anfang|Berlin|Januar"
                rf"|Februar|März|April|Mai|Juni|Juli|August)\b){_NAME}"
                rf"(?:(?:,? (?:und|&) |, ?| / ?|/){_NAME}){{0,3}})(?:\s?[|•·–—/(-]\s?.{{0,60}}"
                rf"|, [\p{{Lu}}\d].{{0,40}}| am \d.{{0,30}})?",
        words=("von", "autor", "autorin", "autoren", "text", "verfasser", "redaktion", "interview",
               "bericht"), max_chars=130, confidence=0.85,
    ),
)
