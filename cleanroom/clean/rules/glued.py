"""Rules for junk that a scraper glued to a paragraph: a label in front of its first word, a pointer or a credit behind
its last sentence. They cut a part of the line only, so they need a sentence end or a capital at the seam.
"""

from __future__ import annotations

from cleanroom.clean.rules.rule import Rule

#: a sentence ends here, perhaps with a quote or bracket behind it, and a blank follows (the first look is the cheap one)
_SEAM = r"(?<=\s)(?<=[.!?…][\"”“’'»)\]]?\s{1,3})[\[(>»►▶|*–-]{0,3}\s?"
_MARK = r"\s?[:|>»›→–-]{1,3}\s?"
#: a headline to the end of the line: it opens with a capital, has no sentence end inside and does not close with one
_TITLE = r"[\"“„‘«¿¡]?[\p{Lu}\d](?:(?![.!?]\s+[\"“]?\p{Lu}).){8,130}(?<![.:;,])[\])]?$"
#: what a paragraph opens with behind a glued label: a capital, then a word in lower case, or a word that opens sentences
_PARAGRAPH = (
    r"(?=[\"“„«‘¿¡]?(?:(?:The|An?|In|On|At|But|And|It|He|She|They|We|For|As|When|This|That|Der|Die|Das|Ein|Eine|Im|Am|Es|Le|La|Les"
    r"|Un|Une|El|Los|Las|Una|En)\s|\p{Lu}[\p{L}’'-]*,?\s+\p{Ll}).{50})"
)
#: longer than any paragraph; a page on one line is left alone at its ends too
_LONG = 50_000

RULES = (
    Rule(
        "en.glued-read-more", "read_more", "A pointer to another story, glued behind the last sentence of a paragraph.",
        hits=("The wire is still on its drums, she said, \"as neat as wool in a shop\". Read more: The cables that talked too early",
              "A part will not arrive for weeks. READ MORE: Lime trees fall ill all along the avenue",
              "The council will meet again on Friday. [See also: Ten ways to save a bucket of water]",
              "The council will meet again on Friday. WATCH: Ten ways to save a bucket", "It all began with a lorry. Continue reading →"),
        misses=("He had one piece of advice. Read more: it is the only way to learn.", "Her motto was simple. Read more. Talk less.",
                "He told us to read more: The Times, The Post and all the rest of them.", "Most of them are related: Anna is the aunt of Ben",
                "He had one piece of advice. Read more: Tolstoy first. Then the others."),
        pattern=_SEAM + r"(?=\p{Lu})(?:(?:(?i:read (?:more|also|next|on|now|the (?:full |whole )?(?:story|article|report))|also read|see also|see more"
                r"|related(?: (?:story|stories|articles?|coverage|content|news|video|reading))?|don['’]?t miss|must[- ]read|more on this(?: story)?"
                r"|in case you missed it|further reading|keep reading|continue reading|full story|full coverage|up next)|READ|WATCH|LISTEN|MORE|VIDEO"
                r"|PHOTOS|GALLERY|RELATED|PODCAST)" + _MARK + _TITLE +
                r"|(?i:read more|continue reading|keep reading|read (?:the )?(?:full|whole|rest of the|original) (?:story|article|post|report))(?i: here)?\s?[.…»›>→⟶\])]{0,4}$)",
        words=("read", "related", "don't", "must", "see", "missed", "reading", "story", "coverage", "next", "watch", "listen", "more",
               "video", "photos", "gallery", "podcast"),
        needs=("read more", "keep reading", "continue reading",
               *(f"read {the}{word}" for the in ("", "the ") for word in ("full", "whole", "rest of the", "original")),
               *(word + blank + mark for word in ("more", "also", "next", "on", "now", "story", "stories", "article", "articles", "report", "read", "related",
                                                  "coverage", "content", "news", "video", "reading", "miss", "this", "it", "watch", "listen", "photos",
                                                  "gallery", "podcast") for blank in ("", " ", "\xa0") for mark in ":|>»›→–-")),
        part="suffix", max_chars=_LONG, confidence=0.9,
    ),
    Rule(
        "de.glued-read-more", "read_more", "A German pointer to another story, glued behind the last sentence of a paragraph.",
        hits=("Ein Ersatzteil kommt erst in einigen Wochen. Lesen Sie auch: Lindensterben in der Allee",
              "„Das wird dauern.“ MEHR ZUM THEMA: Lindensterben in der Allee"),
        misses=("Er gab ihnen einen Rat. Lesen Sie mehr: es ist der einzige, den ich habe.", "Wir wollten mehr dazu: Brot, Käse und Wein."),
        pattern=_SEAM + r"(?=\p{Lu})(?:(?i:lesen sie (?:auch|mehr|hier|hierzu|dazu(?: auch)?|jetzt|weiter)|lies auch|mehr (?:dazu|zum thema|lesen|infos dazu)"
                r"|siehe auch|auch interessant|auch lesenswert|passend dazu|lesetipp|weiterlesen|das könnte sie auch interessieren)" + _MARK + _TITLE +
                r"|(?i:weiterlesen|mehr lesen)\s?[.…»›>→⟶]{0,3}$)",
        words=("lesen", "lies", "mehr", "siehe", "interessant", "lesenswert", "passend", "lesetipp", "weiterlesen", "interessieren"),
        part="suffix", max_chars=_LONG, confidence=0.9,
    ),
    Rule(
        "fr.glued-read-more", "read_more", "A French pointer to another story, glued behind the last sentence of a paragraph.",
        hits=("La pièce n'arrivera que dans plusieurs semaines. À lire aussi : Les tilleuls de l'avenue sont malades",
              "La pièce n'arrivera que dans plusieurs semaines. LIRE AUSSI - Les tilleuls de l'avenue sont malades"),
        misses=("Il n'avait qu'un conseil. Lire aussi : les notes, les marges, les silences.", "Il aimait lire aussi : Proust, Gide et les autres."),
        pattern=_SEAM + r"(?=\p{Lu})(?:(?i:(?:à )?(?:lire|voir)(?: (?:aussi|également))|à lire|à voir|à relire|voir aussi|pour aller plus loin|notre dossier"
                r"|sur le même sujet|lire la suite|lire l['’]article)" + _MARK + _TITLE + r"|(?i:lire la suite|lire l['’]article(?: complet)?)\s?[.…»›>→⟶]{0,3}$)",
        words=("lire", "voir", "relire", "dossier", "sujet", "plus"),
        part="suffix", max_chars=_LONG, confidence=0.9,
    ),
    Rule(
        "es.glued-read-more", "read_more", "A Spanish pointer to another story, glued behind the last sentence of a paragraph.",
        hits=("La pieza tardará semanas en llegar. Lea también: Los tilos de la avenida enferman",
              "La pieza tardará semanas en llegar. TE PUEDE INTERESAR | Los tilos de la avenida enferman"),
        misses=("Tenía un solo consejo. Leer más: es lo único que sirve.", "Quería leer más: Cervantes, Quevedo y los demás."),
        pattern=_SEAM + r"(?=\p{Lu})(?:(?i:le(?:a|e|er) (?:también|más|además|la nota completa)|(?:ver|mira|vea) también|(?:te|le) puede interesar|te recomendamos"
                r"|puedes leer|no te pierdas|quizá te interese|más información|seguir leyendo)" + _MARK + _TITLE +
                r"|(?i:seguir leyendo|leer más|leer la nota completa)\s?[.…»›>→⟶]{0,3}$)",
        words=("lea", "lee", "leer", "también", "interesar", "recomendamos", "pierdas", "interese", "información", "leyendo"),
        part="suffix", max_chars=_LONG, confidence=0.9,
    ),
    Rule(
        "any.glued-advertisement", "advertisement", "A label of advertising, glued in front of a paragraph.",
        hits=("Advertisement Divers will not be able to reach the wreck before the summer, when the water clears.",
              "ANZEIGE Der Bürgermeister will sich erst nach der Sitzung des Rates am Montag dazu äußern.",
              "Publicidad “Nadie nos avisó”, dijo una vecina que lleva treinta años en la misma calle del centro."),
        misses=("Advertisement was what he called it when he whistled in the street below the windows of the house.",
                "Werbung ist alles, sagte der Bäcker, und stellte sich mit einer Brezel um den Hals vor seinen Laden.",
                "Advertisement Standards Authority officials said that they had seen nothing like it in forty years.",
                "Anzeige gegen Unbekannt wurde erstattet, nachdem in der Nacht drei Boote losgemacht worden waren."),
        pattern=r"[–—-]?\s?(?:Advertisement|ADVERTISEMENT|Anzeige|ANZEIGE|Werbung|WERBUNG|Publicité|PUBLICITÉ|Publicidad|PUBLICIDAD|Pubblicità|PUBBLICITÀ"
                r"|Publicidade|PUBLICIDADE|Advertentie|ADVERTENTIE|Reklama|REKLAMA)(?:\s?[–—:-])?\s+" + _PARAGRAPH,
        words=("advertisement", "anzeige", "werbung", "publicité", "publicidad", "pubblicità", "publicidade", "advertentie", "reklama"),
        part="prefix", max_chars=_LONG, confidence=0.86,
    ),
    Rule(
        "en.glued-share", "share_bar", "A button for sharing, printing or listening, glued in front of a paragraph.",
        hits=("Share this article The council has decided to keep the old pump house, which was to be torn down.",
              "Listen to this article Divers will not be able to reach the wreck before the summer, when the water clears."),
        misses=("Share this article with your friends and with everybody else who may want to know about the bridge.",
                "Share the river, the old treaty says, and both of the towns have done so for longer than anyone knows."),
        pattern=r"(?i:share this (?:article|story|post|page)|share on (?:facebook|twitter|whatsapp|x)|print this (?:article|page|story)|email this (?:article|story|page)"
                r"|listen to this (?:article|story)|copy link|artikel teilen|partager cet article|compartir esta noticia)\s+" + _PARAGRAPH,
        words=("share", "print", "email", "listen", "copy", "teilen", "partager", "compartir"),
        needs=("share this ", "share on ", "print this ", "email this ", "listen to this ", "copy link", "artikel teilen", "partager cet ", "compartir esta "),
        part="prefix", max_chars=_LONG, confidence=0.85,
    ),
    Rule(
        "any.glued-photo", "photo_credit", "A picture's credit in brackets, with its label, glued behind a paragraph.",
        hits=("The mayor, who had been in office for ten years, spoke at the harbour. (Photo: Anna Example)",
              "Der Hafen liegt seit Wochen still, die Schiffe warten. (Foto: Anna Muster)"),
        misses=("The mayor spoke at the harbour (photo: page 12) on Monday.", "He sent her a card (photo: a boat, a boy, no oars)",
                "The album has one page left. (Photo finish)"),
        pattern=r"(?<=[.!?…][\"”“’'»]?\s{1,3})[(\[](?i:photos?|fotos?|image|picture|bild|credit|crédits?|imagen|photograph)(?i: by| credit| courtesy(?: of)?| de)?\s?[:©]\s?"
                r"[\p{Lu}\d@][^()\[\]]{1,80}[)\]]\.?$",
        words=("photo", "photos", "foto", "fotos", "image", "picture", "bild", "credit", "crédit", "crédits", "imagen", "photograph"),
        needs=tuple(bracket + word for bracket in "([" for word in ("photo", "foto", "image", "picture", "bild", "credit", "crédit", "imagen")),
        part="suffix", max_chars=_LONG, confidence=0.88,
    ),
    Rule(
        "any.glued-photo-before", "photo_credit", "A picture's credit with its agency, glued in front of a paragraph.",
        hits=("Photo: Anna Example/AP The council has decided to keep the old pump house, which was to be torn down in May.",
              "Foto: dpa Der Hafen liegt seit Wochen still, und die Schiffe warten draußen vor der Mole auf besseres Wetter."),
        misses=("Photo: Anna Example took it at dawn, from a boat that was half full of water, on the day of the flood.",
                "Foto: AP und dpa streiten sich seit Jahren um die Rechte an dem Bild, das um die Welt gegangen ist."),
        pattern=r"(?i:photo|foto|image|picture|credit|bild|crédit)\s?[:©]\s?(?:[\p{Lu}][\p{L}.'’ -]{2,40}?\s?/\s?)?"
                r"(?:REUTERS|Reuters|AP|AFP|EPA|EFE|dpa|APA|PA|ANSA|Getty Images|Shutterstock|Imago|imago images)\s+" + _PARAGRAPH,
        words=("photo", "foto", "image", "picture", "credit", "bild", "crédit"),
        part="prefix", max_chars=_LONG, confidence=0.86,
    ),
)
