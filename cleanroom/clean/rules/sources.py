"""Rules on where a text comes from and who wrote it, in languages other than English, beside those of their packs."""

from __future__ import annotations

from cleanroom.clean.rules.rule import Rule

_NAME = r"[\p{Lu}][\p{L}.'’-]+(?: [\p{Lu}][\p{L}.'’-]*){1,3}"

RULES = (
    Rule(
        "de.source-label", "republication", "Names a source; below a picture or table it belongs to the text.",
        hits=("Quelle: Beispielblatt", "Quelle: dpa", "(Quellen: dpa, AFP)"),
        misses=("Quelle und Mündung liegen vier Kilometer auseinander.", "Quelle des Ärgers war ein Hahn.", "Quelle: ein Brunnen"),
        pattern=r"[(\[]?(?i:quellen?)\s?:\s(?P<source>(?:[\p{Lu}\d@]|dpa|afp|sid|epd|kna|ots|www\.|https?:).{0,60})[)\]]?",
        words=("quelle", "quellen"), max_chars=90, confidence=0.6, edge=0.9,
    ),
    Rule(
        "de.staff-byline", "byline", "The author's name behind a post.",
        hits=("Von unserem Redakteur Martin Beispiel", "Von unserer Korrespondentin Anna Muster, Brüssel"),
        misses=("Von unserem Redakteur stammt der Satz.", "Von unserem Haus am Markt"),
        pattern=rf"[Vv]on unsere[mr] (?:\p{{Lu}}[\p{{L}}-]{{0,20}})?(?i:redakteur|redakteurin|reporter|reporterin|korrespondent|korrespondentin|mitarbeiter|mitarbeiterin|autor|autorin)"
                rf"(?: in [\p{{Lu}}]\p{{L}}+)? (?P<author>{_NAME})(?:, .{{2,40}})?",
        words=("unserem", "unserer"), max_chars=100, confidence=0.88,
    ),
    Rule(
        "en.staff-byline", "byline", "A post without a name.",
        hits=("From our correspondent in Exampleville", "By a staff reporter", "By our own correspondent"),
        misses=("From our house in the valley", "By a reporter's count, there were nine."),
        pattern=r"(?i)(?:from|by) (?:our|an?) (?:own |special |staff |foreign |political )?(?:correspondent|reporter|staff writer|staff)(?: in (?-i:\p{Lu})[\p{L} ]{2,30})?",
        words=("correspondent", "reporter", "staff"), max_chars=70, confidence=0.85,
    ),
    Rule(
        "fr.source-leave", "republication", "Says from where the text was taken, or by whose leave.",
        hits=("Article publié avec l'aimable autorisation de L'Exemple", "Texte repris de L'Exemple Hebdo", "Entretien paru dans L'Exemple"),
        misses=("Texte repris de travers par un élève", "Article publié dans la douleur"),
        pattern=r"(?:Article|Texte|Billet|Entretien|Tribune|Reportage|Chronique|Dossier)s? (?:initialement |d['’]abord )?(?:publié|paru|repris|reproduit|traduit|republié|extrait|tiré)e?s?"
                r" (?:initialement )?(?:avec l['’]aimable autorisation (?:de|du|d['’])|sur|dans|par|de|du|chez)\s?(?P<source>[\p{Lu}].{1,70})",
        words=("article", "texte", "billet", "entretien", "tribune", "reportage", "chronique", "dossier"), max_chars=140, confidence=0.88,
    ),
    Rule(
        "es.source-first", "republication", "Says where the text was first published.",
        hits=("Artículo publicado originalmente en La Muestra", "Texto tomado de La Muestra", "Entrevista publicada por primera vez en La Muestra"),
        misses=("Artículo publicado en mayo", "Texto tomado de memoria"),
        pattern=r"(?:Artículo|Texto|Nota|Entrevista|Columna|Reportaje|Crónica) (?:publicad|aparecid|tomad|reproducid|republicad|traducid)[oa](?: (?:originalmente|inicialmente|por primera vez|con permiso|con autorización))?"
                r" (?:en|de|por|del)\s(?P<source>(?:el |la )?[\p{Lu}].{1,70})",
        words=("artículo", "texto", "nota", "entrevista", "columna", "reportaje", "crónica"), max_chars=140, confidence=0.88,
    ),
)
