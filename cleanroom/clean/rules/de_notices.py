"""German rules: prompts and notices: newsletter, cookies, paywall, advertising, rights, the house."""

from __future__ import annotations

from cleanroom.clean.rules.rule import Rule

RULES = (
    Rule(
        "de.newsletter", "newsletter", "Invites to subscribe to newsletters, alerts, apps and channels.",
        hits=("Newsletter abonnieren", "Abonnieren Sie unseren Newsletter",
              "Melden Sie sich jetzt für unseren Newsletter an!",
              "Täglich die wichtigsten Nachrichten direkt ins Postfach", "Folgen Sie unserem WhatsApp-Kanal",
              "Ihre E-Mail-Adresse"),
        misses=("Der Newsletter der Partei hat 4000 Leser, sagte der Sprecher am Montag.",
                "Sie schrieb einen Newsletter über Vögel.", "Im Postfach lag ein Brief."),
        whole=("mit unserer app verpassen sie keine nachricht mehr", "newsletter bestellen", "newsletter abonnieren", "newsletter anmeldung", "newsletteranmeldung",
               "zum newsletter anmelden", "zum newsletter", "unser newsletter", "unsere newsletter",
               "jetzt abonnieren", "jetzt anmelden", "jetzt bestellen", "ihre e mail adresse",
               "deine e mail adresse", "e mail adresse", "e mail adresse eingeben", "ihre e mail",
               "e mail eingeben", "kostenlos abonnieren", "kostenlos anmelden", "abonnieren",
               "blog via e mail abonnieren", "blog abonnieren", "folge diesem blog", "per e mail folgen",
               "push nachrichten", "push nachrichten aktivieren", "benachrichtigungen aktivieren",
               "jetzt app herunterladen", "app herunterladen", "jetzt kostenlos abonnieren",
               "jetzt kostenlos anmelden", "nein danke", "newsletter hier abonnieren",
               "newsletter registrierung"),
        opener=("um neue beiträge per e mail", "bitte geben sie ihre e mail adresse ein",
                "gib deine e mail adresse ein", "gib deine e mail adresse an",
                "geben sie ihre e mail adresse", "sie möchten gerne automatisch", "schließe dich 0",
                "join 0 other", "ja ich möchte den newsletter", "mit der anmeldung zum newsletter",
                "sie können sich jederzeit", "du kannst dich jederzeit wieder"),
        pattern=r"(?i)(?:.{0,100}\b(?:abonnier|bestell|meld|trag|hol|erhalt|registrier|verpass|anmeld|empfang"
                r"|bekomm|sichern?|kostenlos)\w*\b.{0,90}(?:newsletters?|newsletter-\w+|whatsapp-(?:kanal"
                r"|channel)|push-\w+)\b.{0,120}"
                r"|.{0,60}\b(?:unser|der|den|dem|mit|per|zum)\w{0,2} .{0,30}newsletter.{0,60}\b(?:abonnieren"
                r"|bestellen|anmelden|eintragen|erhalten|informiert|bleiben|verpassen|abmelden)\b.{0,100}"
                r"|.{0,120}\b(?:direkt|täglich|kostenlos|jeden \w+|regelmäßig|per mail"
                r"|per e-mail)\b.{0,50}\b(?:in|ins) (?:\w+ )?(?:postfach|e-mail-postfach|inbox|mailbox"
                r"|posteingang)\b.{0,80}"
                r"|.{0,60}\b(?:folgen|folge|abonnier\w*|tritt|treten)\b.{0,40}\b(?:whatsapp|telegram|youtube"
                r"|instagram)-?(?:kanal|channel|gruppe)\b.{0,60}"
                r"|.{0,80}\b(?:app|feed)\b (?:herunterladen|downloaden|abonnieren).{0,40}|(?:laden|lade"
                r"|holen|hol) (?:sie sich |dir |sie )?(?:jetzt )?(?:unsere|die) .{0,30}app\b.{0,60})",
        words=("newsletter", "newsletters", "postfach", "posteingang", "mailbox", "inbox", "whatsapp",
               "telegram", "kanal", "app", "feed", "push"),
        max_chars=280, confidence=0.87,
    ),
    Rule(
        "de.cookie", "cookie_notice", "Cookie and privacy prompts, and stand-ins for embeds.",
        hits=("Diese Website verwendet Cookies.", "Alle Cookies akzeptieren",
              "Wir nutzen Cookies, um Ihnen den besten Service zu bieten.",
              "Ich bin damit einverstanden, dass mir externe Inhalte angezeigt werden.",
              "Empfohlener redaktioneller Inhalt",
              "Mit der Nutzung unserer Dienste erklären Sie sich mit unserer Datenschutzerklärung "
              "einverstanden."),
        misses=("Zum Tee gab es Cookies.", "Er akzeptierte das Angebot.", "Der Inhalt der Rede war neu."),
        whole=("nicht einverstanden", "alle akzeptieren", "alle ablehnen", "akzeptieren", "ablehnen",
               "zustimmen", "alle zulassen", "auswahl erlauben", "einverstanden", "einstellungen speichern",
               "speichern akzeptieren", "auswahl speichern", "nur notwendige", "nur notwendige cookies",
               "notwendige cookies", "nur essenzielle cookies akzeptieren", "cookie informationen anzeigen",
               "cookie informationen ausblenden", "immer aktiv", "immer aktiviert", "notwendig immer aktiv",
               "zustimmung verwalten", "optionen verwalten", "dienste verwalten", "anbieter verwalten",
               "einwilligung verwalten", "individuelle datenschutzeinstellungen",
               "empfohlener redaktioneller inhalt", "empfohlener externer inhalt", "externer inhalt",
               "redaktionell empfohlener inhalt", "externe inhalte anzeigen", "externen inhalt anzeigen",
               "inhalt laden", "inhalte laden", "inhalt anzeigen", "externe medien", "inhalt entsperren",
               "alle externen inhalte laden", "mehr dazu in unserer datenschutzerklärung", "verstanden",
               "ich stimme zu"),
        pattern=r"(?i)(?:.{0,160}\b(?:website|webseite|seite|internetseite|angebot|portal|wir|partner|blog"
                r"|shop|dienste?)\b.{0,60}\b(?:verwende|nutz|benutz|setz|speicher"
                r"|brauch)\w*\b.{0,60}\bcookies?\b.{0,350}"
                r"|.{0,40}\bcookies?\b.{0,60}\b(?:akzeptieren|ablehnen|zulassen|zustimmen|erlauben|verwalten"
                r"|aktivieren|deaktivieren|helfen uns|erleichtern)\b.{0,200}"
                r"|.{0,120}\bexterne[nrs]? (?:inhalte?|medien)\b.{0,80}\b(?:angezeigt|anzeigen|ergänzt|laden"
                r"|geladen|empfohlen|einverstanden|aktivieren|zustimmung)\b.{0,120}"
                r"|.{0,160}\b(?:nutzung|weiternutzung|besuch|klick\w*|verwendung|weitersurfen|absenden"
                r"|anmeldung)\b.{0,120}\b(?:datenschutz\w*|cookies?|agb"
                r"|nutzungsbedingungen)\b.{0,80}\b(?:einverstanden|zu|an|akzeptier\w*|zustimm\w*)\b.{0,80}"
                r"|(?:wir respektieren (?:deine|ihre) privatsphäre|ich akzeptiere die datenschutz).{0,300}"
                r"|.{0,100}personenbezogene daten (?:an|können).{0,60}(?:übermittelt|übertragen).{0,120}"
                r"|.{0,60}\b(?:mehr|weitere|informationen|näheres|details)\b.{0,60}\b(?:in|unserer|unsere"
                r"|der) datenschutz(?:erklärung|hinweisen?|bestimmungen)\b.{0,60})",
        words=("cookies", "cookie", "externe", "externen", "externer", "datenschutzerklärung", "datenschutz",
               "datenschutzbestimmungen", "datenschutzhinweise", "datenschutzhinweisen", "personenbezogene",
               "nutzungsbedingungen"),
        max_chars=600, confidence=0.9,
    ),
    Rule(
        "de.paywall", "paywall", "Asks to subscribe, register or donate in order to read on.",
        hits=("Jetzt weiterlesen", "Sie haben bereits ein Abo? Hier anmelden",
              "Dieser Artikel ist nur für Abonnenten", "Unterstützen Sie unabhängigen Journalismus!",
              "4 Wochen für 1 Euro testen", "Jetzt spenden!", "Jetzt weiterlesen mit unserem Plus-Abo"),
        misses=("Die Zeitung verlor Abonnenten.", "Der Staat unterstützt den Journalismus.",
                "Jetzt spenden viele Menschen."),
        whole=("jetzt weiterlesen", "jetzt testen", "jetzt abo abschließen", "jetzt abonnieren",
               "jetzt spenden", "spenden", "hier spenden", "abo testen", "abo abschließen",
               "kostenlos testen", "jetzt kostenlos testen", "sie möchten weiterlesen", "weiterlesen mit",
               "jederzeit kündbar", "monatlich kündbar", "bereits registriert", "bereits abonnent",
               "bereits kunde", "noch kein abo", "schon abonnent", "noch nicht registriert",
               "exklusiv für abonnenten", "nur für abonnenten", "für abonnenten", "jetzt freischalten",
               "artikel freischalten", "zum abo", "zu den angeboten", "zum angebot", "angebot auswählen",
               "jetzt mitglied werden", "unterstütze uns", "unterstützen sie uns", "jetzt unterstützen",
               "alle abo angebote"),
        pattern=r"(?i)(?:.{0,60}\b(?:dieser|der|den|diesen|die|ganzen|kompletten) (?:\w+ )?(?:artikel|beitrag"
                r"|text|inhalt)e?s?\b.{0,40}\b(?:nur |exklusiv |ausschließlich )?(?:für|mit"
                r"|unseren) (?:\w+[ -])?(?:abonnent|abo|mitglied|digitalabo|leser|plus)\w*.{0,80}"
                r"|.{0,30}\b(?:bereits|schon|noch (?:kein|nicht|keine))\b.{0,20}\b(?:abo\b|abonnent|kunde"
                r"|kundin|registriert|mitglied|abonniert|konto|zugang).{0,60}[?!:].{0,60}"
                r"|.{0,60}\b(?:um|möchten|wollen)\b.{0,40}\b(?:weiter ?zu ?lesen|weiterlesen|freizuschalten"
                r"|freischalten)\b.{0,100}"
                r"|.{0,30}\b(?:\d+|einen?|ersten?|vier|drei|zwei) (?:wochen?|monate?|tage?) (?:für|gratis"
                r"|kostenlos|lang|nur).{0,60}(?:€|euro|testen|lesen|gratis|kostenlos)?.{0,30}"
                r"|(?:bitte )?unterstütz(?:en sie|e|t) .{0,40}(?:journalismus|arbeit|redaktion"
                r"|berichterstattung|projekt|uns)\b.{0,120}"
                r"|(?:testen|lesen|sichern|abonnieren) sie .{0,60}\b(?:kostenlos|gratis|€|euro|digital|plus"
                r"|e-paper)\b.{0,80}"
                r"|.{0,60}\bsie (?:haben|können)\b.{0,40}\b(?:kostenlosen?|freien?"
                r"|gratis)\b.{0,20}\bartikel\b.{0,80}|danach (?:nur )?\d.{0,40}(?:€|euro).{0,40}|(?:jetzt )?weiterlesen (?:mit|für) .{2,60})",
        words=("artikel", "beitrag", "abo", "abonnent", "abonnenten", "weiterlesen", "freischalten",
               "registriert", "euro", "unterstützen", "unterstütze", "unterstützt", "journalismus",
               "testen", "kostenlos", "gratis", "danach", "wochen", "monate", "monat", "konto", "digitalabo"),
        max_chars=240, confidence=0.86,
    ),
    Rule(
        "de.advertisement", "advertisement", "Labels of advertising, and notes on affiliate links.",
        hits=("Anzeige", "Artikel wird nach der Anzeige fortgesetzt", "- Werbung -",
              "Dieser Artikel enthält Affiliate-Links.", "Jetzt kaufen"),
        misses=("Anzeige erstattet", "Werbung im Fernsehen wird teurer", "Die Anzeige der Polizei"),
        whole=("anzeige", "anzeigen", "werbung", "advertorial", "anzeige anzeige", "werbeanzeige",
               "werbeinhalt", "gesponsert", "gesponserter inhalt", "gesponserter beitrag", "sponsored",
               "bezahlter inhalt", "bezahlte anzeige", "anzeige schließen", "werbung schließen",
               "präsentiert von", "ende der anzeige", "anzeige ende", "weiterlesen nach der anzeige",
               "artikel wird nach der anzeige fortgesetzt", "nach der anzeige geht es weiter",
               "nach der werbung weiterlesen", "werbung nach der werbung weiterlesen",
               "weiter nach der anzeige", "artikel geht nach der anzeige weiter", "scrollen um weiterzulesen",
               "in den warenkorb", "jetzt kaufen", "hier kaufen", "bei amazon kaufen", "bei amazon ansehen",
               "jetzt bei amazon kaufen", "zum shop", "jetzt buchen", "preis prüfen", "verlagsangebote",
               "verlagsangebot", "partnerangebot", "partnerangebote", "unsere partnerangebote",
               "anzeige inhalt wird geladen", "werbefrei lesen", "werbung ausblenden",
               "warum sehe ich diese anzeige", "stellenangebote anzeige"),
        opener=("für links auf dieser seite", "bei links mit", "mit sternchen gekennzeichnete links",
                "artikel wird nach der", "text wird nach der", "dieser artikel enthält affiliate",
                "dieser beitrag enthält affiliate", "dieser beitrag enthält werbung",
                "dieser artikel enthält werbung", "dieser text enthält affiliate",
                "die mit stern gekennzeichneten links", "die mit gekennzeichneten links", "bei den mit",
                "wenn sie über diese links", "wenn du über diese links", "kaufen sie über einen dieser",
                "als amazon partner", "amazon partnerlink", "anzeige anzeige", "präsentiert von",
                "gesponsert von", "mit freundlicher unterstützung von"),
        max_chars=230, confidence=0.87,
    ),
    Rule(
        "de.rights", "copyright", "Reserves rights or forbids reproduction.",
        hits=("Alle Rechte vorbehalten.", "Nachdruck nur mit Genehmigung des Verlags",
              "© dpa-infocom, dpa:211206-99-265189/3",
              "Die Weiterverbreitung ist ohne Zustimmung nicht gestattet."),
        misses=("Die Rechte der Arbeiter bleiben vorbehalten, bis der Ausschuss tagt.",
                "Der Nachdruck des Romans verkauft sich gut."),
        pattern=r"(?i)(?:.{0,140}\balle rechte (?:sind )?vorbehalten\b.{0,160}|.{0,100}\b(?:nachdruck"
                r"|vervielfältigung|weiterverbreitung|weiterverwendung|wiederveröffentlichung|reproduktion"
                r"|verbreitung|abdruck)\b.{0,100}"
                r"\b(?:verboten|untersagt|gestattet|genehmigung|zustimmung|erlaubnis|gekennzeichnet"
                r"|erlaubt)\b.{0,120}"
                r"|.{0,40}©?\s?dpa-infocom, ?dpa:.{5,40}|.{0,80}urheberrechtlich geschützt.{0,120}"
                r"|.{0,90}(?:steht|stehen) unter (?:einer|der|folgender) (?:creative|cc)[ -].{0,120})",
        words=("rechte", "nachdruck", "vervielfältigung", "weiterverbreitung", "weiterverwendung",
               "reproduktion", "verbreitung", "abdruck", "dpa", "urheberrechtlich", "creative", "cc",
               "lizenz", "wiederveröffentlichung"),
        max_chars=320, confidence=0.9,
    ),
    Rule(
        "de.boilerplate", "boilerplate", "Feedback, corrections, author boxes, system lines of the house.",
        hits=("Fehler gefunden?", "Haben Sie einen Fehler entdeckt? Schreiben Sie uns.",
              "War dieser Artikel hilfreich?", "Alle Beiträge von Anna Beispiel"),
        misses=("Fehler gefunden hat die Prüferin nicht.", "Der Autor ist Lehrer.",
                "Alle Beiträge der Kasse steigen."),
        whole=("war der artikel nützlich", "hier können sie den artikel bewerten",
               "gefällt ihnen dieser artikel", "gefällt dir dieser artikel", "ausgabe kaufen",
               "abonnement hier kündigen", "designed by elegant themes", "powered by wordpress",
               "fehler gefunden", "fehler melden", "haben sie einen fehler entdeckt",
               "haben sie fehler entdeckt", "ihr feedback", "feedback", "feedback geben", "feedback senden",
               "war dieser artikel hilfreich", "war dieser artikel lesenswert",
               "war dieser beitrag hilfreich", "hat ihnen der artikel gefallen",
               "wie hat ihnen der artikel gefallen", "wie fanden sie den artikel", "artikel bewerten",
               "bewerten sie diesen artikel", "danke für ihre bewertung", "vielen dank für ihr feedback",
               "über den autor", "über die autorin", "über die autoren", "zum autor", "zur autorin",
               "autorenprofil", "autoreninfo", "mehr zum autor", "zur autorenseite", "korrektur vorschlagen",
               "korrekturen", "stolz präsentiert von wordpress", "zuletzt aktualisiert", "aktualisiert",
               "veröffentlicht am", "aktualisiert am", "erstellt am", "stand", "quelle", "quellen anzeigen",
               "barriere melden", "an die redaktion schreiben"),
        opener=("gefällt ihnen dieser", "gefällt dir dieser", "hier können sie den artikel",
                "haben sie einen fehler", "sie haben einen fehler", "hast du einen fehler",
                "du hast einen fehler", "ist ihnen ein fehler", "war dieser artikel",
                "wie gefällt ihnen dieser", "wie hat ihnen dieser", "alle beiträge von", "alle artikel von",
                "alle beiträge anzeigen von", "alle artikel anzeigen von", "zeige alle beiträge von",
                "mehr über den autor", "mehr über die autorin", "schreiben sie uns an",
                "schreiben sie uns ihre", "haben sie hinweise", "haben sie informationen",
                "haben sie fragen oder", "kontakt zur redaktion", "kontakt zum autor",
                "dieser artikel wurde verfasst von"),
        max_chars=160, confidence=0.82, stop=True,
    ),
    Rule(
        "de.source", "republication", "Where the text comes from, below it.",
        hits=("Quelle: beispiel.de", "Quelle: beispiel.de, abc/dpa", "(Quelle: dpa)", "Quellen: dpa, AFP"),
        misses=("Quelle: Rathaus", "Die Quelle: ein Brunnen", "Quelle: Statistisches Amt, 2016, Tabelle 4"),
        pattern=r"[(\[]?(?i:quellen?):\s?(?P<source>[\w-]+\.(?:de|at|ch|com|net|org|tv|eu)|dpa|AFP|Reuters|AP|APA|SDA|epd|KNA|SID)"
                r"(?:\s?[,/]\s?[\w./-]{2,20}){0,4}[)\]]?",
        words=("quelle", "quellen"), max_chars=90, confidence=0.88,
    ),
)
