"""Italian rules: pointers, widgets, credits, sources, bylines."""

from __future__ import annotations

from cleanroom.clean.rules.rule import Rule

_WORD = r"[\p{Lu}][\p{L}.'’-]*"
_NAME = rf"{_WORD}(?: (?:(?:di|de|del|della|dei|van|von|lo|la) ){{0,2}}{_WORD}){{1,3}}"
_TEXT = (
    r"(?:articolo|testo|pezzo|intervento|post|intervista|contenuto|reportage"
    r"|saggio|editoriale|racconto|inchiesta|analisi|commento|traduzione|versione)"
)

RULES = (
    Rule(
        "it.read-more-label", "read_more", "A pointer to another story: a label, then its title.",
        hits=("Leggi anche: Il fiume perduto", "LEGGI ANCHE > Dieci idee per l'inverno",
              "Guarda anche | Le immagini dello sciopero", "Per approfondire: il porto"),
        misses=("Leggi anche di notte, dice la maestra.", "Vedi anche tu, disse.",
                "Approfondimento del tema in aula"),
        label=("leggi anche", "leggi pure", "leggi di più", "leggi tutto", "leggi qui", "leggi l'articolo",
               "leggi l'intervista", "leggi l'analisi", "leggi il commento", "leggi", "da leggere",
               "leggete anche", "potrebbe interessarti", "potrebbe interessarti anche",
               "ti potrebbe interessare", "ti potrebbe interessare anche", "può interessarti",
               "ti può interessare", "potrebbero interessarti", "vedi anche", "guarda anche",
               "guarda il video", "guarda le foto", "guarda la gallery", "ascolta anche", "per approfondire",
               "approfondisci", "approfondimenti", "approfondimento", "articoli correlati",
               "articolo correlato", "correlati", "correlato", "notizie correlate", "contenuti correlati",
               "scopri anche", "scopri di più", "consigliati", "consigliato", "da non perdere",
               "non perderti", "clicca qui", "per saperne di più", "altri articoli", "sullo stesso argomento",
               "sullo stesso tema", "continua a leggere", "continua", "la fotogallery", "il commento"),
        max_chars=170, confidence=0.9,
    ),
    Rule(
        "it.read-more", "read_more", "A link to the rest of the text or to more of its kind.",
        hits=("Leggi tutto ...", "Continua a leggere →", "Scopri di più", "Leggi l'articolo completo"),
        misses=("Leggi tutto il libro, disse.", "Voleva saperne di più", "Mostra di più oggi"),
        whole=("leggi tutto", "leggi di più", "leggi ancora", "leggi anche", "leggi l'articolo",
               "leggi l'articolo completo", "leggi l'articolo originale", "leggi la notizia", "leggi altro",
               "leggi", "continua a leggere", "continua la lettura", "continua", "scopri di più", "scopri",
               "per saperne di più", "approfondisci", "mostra di più", "mostra tutto", "mostra altro",
               "vedi tutti", "vedi tutto", "vedi altro", "vai all'articolo", "clicca qui", "carica altri",
               "altro", "guarda il video", "tutti gli articoli", "leggi articolo"),
        opener=("clicca qui per", "clicca su", "continua a leggere", "leggi l'articolo su",
                "leggi l'articolo completo su", "leggi tutto l'articolo", "leggi anche"),
        max_chars=100, confidence=0.88, stop=False,
    ),
    Rule(
        "it.more-news", "related_links", "Announces a list of other stories.",
        hits=("Articoli correlati", "I più letti", "Potrebbe interessarti", "Ultime notizie",
              "Altre notizie su Milano"),
        misses=("I più letti del secolo", "Ultime notizie dal mare sono attese.", "Correlati i due fatti"),
        whole=("articoli correlati", "articolo correlato", "post correlati", "notizie correlate",
               "contenuti correlati", "correlati", "argomenti correlati", "video correlati",
               "potrebbe interessarti", "potrebbe interessarti anche", "potrebbero interessarti",
               "potrebbero interessarti anche", "ti potrebbe interessare", "ti potrebbe interessare anche",
               "ti potrebbero interessare", "ti può interessare", "ti potrebbe piacere",
               "potrebbe piacerti anche", "leggi anche", "leggi anche questi articoli", "vedi anche",
               "guarda anche", "i più letti", "più letti", "le più lette", "i più visti", "più visti",
               "i più condivisi", "i più commentati", "più popolari", "articoli più letti", "ultime notizie",
               "ultim'ora", "ultimi articoli", "ultime news", "ultimi post", "ultime", "articoli recenti",
               "post recenti", "notizie recenti", "altre notizie", "altri articoli", "altri articoli di",
               "altro in", "dello stesso autore", "sullo stesso argomento", "sullo stesso tema",
               "in evidenza", "in primo piano", "primo piano", "da non perdere", "consigliati",
               "consigliati per te", "raccomandati per te", "scelti per te", "tendenze",
               "contenuti sponsorizzati", "approfondimenti", "per approfondire", "le notizie del giorno",
               "notizie del giorno", "dalla home", "dal web", "top news", "più recenti"),
        opener=("altre notizie su", "altre notizie di", "altri articoli di", "altri articoli su",
                "ultime notizie di", "ultime notizie su", "i più letti di", "tutte le notizie di",
                "tutti gli articoli di"),
        max_chars=80, confidence=0.85, run="list", stop=False,
    ),
    Rule(
        "it.player", "media_widget", "Buttons, labels and messages of players and galleries.",
        hits=("Ascolta l'articolo", "Caricamento in corso...", "Schermo intero", "Tempo di lettura: 3 minuti",
              "Questo video non è disponibile."),
        misses=("Lo schermo intero del cinema", "Vogliono ascoltare l'articolo di fede.",
                "Muto come un pesce"),
        whole=("ascolta", "ascolta l'articolo", "ascolta questo articolo", "ascolta il podcast",
               "ascolta la versione audio dell'articolo", "ascolta ora", "riproduci", "riproduci video",
               "pausa", "muto", "disattiva audio", "attiva audio", "volume", "schermo intero",
               "tutto schermo", "sottotitoli", "velocità di riproduzione", "velocità", "caricamento",
               "caricamento in corso", "caricamento video", "questo video non è disponibile",
               "video non disponibile", "video successivo", "prossimo video", "guarda il video",
               "guarda la gallery", "apri la gallery", "guarda le foto", "fotogallery", "photogallery",
               "gallery", "galleria fotografica", "ingrandisci", "ingrandisci immagine", "condividi video",
               "incorpora", "copia il codice", "tutti gli episodi", "in diretta", "diretta tv",
               "scarica audio", "scarica l'episodio", "0 foto", "0 immagini"),
        opener=("il tuo browser non", "per visualizzare questo video", "abilita javascript",
                "visualizza questo post su instagram", "un post condiviso da"),
        pattern=r"(?i)(?:immagine|foto) \d+ ?(?:di|/) ?\d+|(?:tempo|durata) di lettura\s?:? ?\d+ ?min\w*\.?"
                r"|\d+ ?min(?:uti|uto)?\.? di lettura|lettura:? \d+ ?min\w*\.?",
        words=("immagine", "foto", "lettura"),
        max_chars=110, confidence=0.86,
    ),
    Rule(
        "it.photo-credit", "photo_credit", "Who took or owns a picture: a label and a name.",
        hits=("Foto: Anna Esempio", "Credit: Anna Esempio/ANSA", "Foto di Anna Esempio", "(Foto Ansa)",
              "Immagine: Esempio", "Foto LaPresse"),
        misses=("Foto: il ponte all'alba è stato ripreso da una barca da uno dei soccorritori, che poi ha "
                "perso la macchina fotografica.",
                "Foto a dozzine"),
        whole=("foto d'archivio", "foto di repertorio", "immagine di repertorio", "immagine d'archivio",
               "foto archivio", "repertorio", "foto ansa", "foto lapresse"),
        pattern=r"(?i)[(\[*]?(?:(?:foto|immagin[ei]|fotografi[ae]|illustrazion[ei]|fonte foto|fonte immagine"
                r"|copertina)(?: (?:di copertina|in apertura|d['’]archivio|di repertorio))?"
                r"|credit[is]?(?: (?:foto|immagine|fotografico))?|crediti)"
                r"\s?[:|©]\s?©?\s?(?-i:[\p{Lu}\d@(©].{1,80})[)\]]?|[(\[]?foto (?:di |da "
                r"|via )?(?-i:(?:[\p{Lu}][\p{L}.'’-]+(?: [\p{Lu}][\p{L}.'’-]*){0,4}|Ansa|ANSA|LaPresse"
                r"|Imagoeconomica)(?: ?[/,(] ?.{2,30})?)[)\]]?",
        words=("foto", "immagine", "immagini", "fotografia", "illustrazione", "credit", "credits", "crediti",
               "copertina"),
        max_chars=100, confidence=0.9,
    ),
    Rule(
        "it.caption", "caption", "The description of a picture, with its credit or a mark that it is one.",
        hits=("Il porto di sera. Foto: Anna Esempio / Ansa", "Didascalia: il porto di sera",
              "Il sindaco in piazza (foto Ansa)", "La vecchia casa del paese (ANSA)"),
        misses=("Questa foto: la tiene in una scatola.", "La didascalia parla di un re."),
        label=("didascalia", "nella foto", "nell'immagine"),
        pattern=r".{12,240}?(?:[.!?»”\")…|–-]\s*(?:[Ff]oto|FOTO|[Ii]mmagine"
                r"|[Cc]redits?)\s?[:©]\s?[\p{L}@©][\p{L}\d.,&'’/@|() -]{1,60}|[(\[](?:foto|Foto|FOTO"
                r"|immagine|ANSA|Ansa|LaPresse|Imagoeconomica)[ :/]?[^()]{0,60}[)\]]\.?)",
        words=("foto", "immagine", "credit", "credits", "ansa", "lapresse", "imagoeconomica"),
        max_chars=300, confidence=0.87,
    ),
    Rule(
        "it.republication", "republication", "Says where the text first appeared, or by whose leave.",
        hits=("Questo articolo è stato pubblicato originariamente su Esempio Settimanale.",
              "L'articolo Lo sciopero del nord proviene da Blog Esempio.",
              "Pubblicato originariamente su esempio.example", "Fonte: Esempio Settimanale",
              "Per gentile concessione di Esempio", "Questo testo è uscito su Esempio Settimanale"),
        misses=("La fonte: un pozzo.", "Questo articolo è stato pubblicato tardi.",
                "Pubblicato nel 1843, il libro ebbe dieci edizioni."),
        pattern=rf"(?i)[(\[*]?(?:(?:nota|ndr|nota della redazione)\s?:\s?)?(?:(?:questo|questa|quest['’]"
                rf"|il presente|una versione di questo) ?(?:\w+ )?{_TEXT}(?: (?:di|da) .{{2,50}})??"
                r" (?:è stat[oa] |è |era stat[oa] )?(?:originariamente |inizialmente |originalmente |già "
                r"|anche )?(?:pubblicat[oa]|uscit[oa]|apparso|apparsa|ripubblicat[oa]|ripreso|tradott[oa]"
                r"|tratt[oa]|apparve|esce)(?: (?:originariamente|inizialmente|originalmente"
                r"|per la prima volta|in inglese|il \d[\d \p{L}]{3,20}))*"
                r" (?:sul sito (?:di )?|sul blog (?:di )?|su|sul|sulla|sull['’]|in|da|dal|dalla|dall['’]|per"
                r"|nel|nella|con il permesso di)\s?(?-i:(?P<source>[\p{Lu}\d\"“«].{1,90}|(?:www\.|https?:"
                r"|\w+\.\w).{2,80}))"
                r"|l['’]articolo .{2,140} (?:proviene da|sembra essere il primo su"
                r"|è apparso per primo su)\s(?P<source2>.{2,80})|(?:pubblicat[oa]|uscit[oa]|apparso"
                r"|apparsa) (?:originariamente|inizialmente|originalmente|per la prima volta"
                r"|in origine) (?:su|sul|in|da|per)\s(?P<source3>.{2,80})"
                r"|(?:fonte|fonti|via|articolo originale"
                r"|fonte originale)\s?:\s(?-i:(?P<source4>[\p{Lu}\d].{1,60}|https?:.{2,90}|www\..{2,80}))"
                r"|(?:pubblicat[oa] |riprodott[oa] )?(?:per gentile concessione|su gentile concessione"
                r"|con il permesso) (?:di|del|della|dell['’])\s?(?P<source5>.{2,80})"
                r"|(?:tratto|tradotto|ripreso) (?:da|dal|dalla"
                r"|dall['’])\s?(?-i:(?P<source6>[\p{Lu}].{1,60})))[.)\]*]{0,3}",
        words=("pubblicato", "pubblicata", "uscito", "uscita", "apparso", "apparsa", "ripubblicato",
               "proviene", "fonte", "fonti", "via", "concessione", "permesso", "tratto", "tradotto",
               "ripreso", "primo"),
        max_chars=240, confidence=0.9,
    ),
    Rule(
        "it.byline", "byline", "The author's name, alone on a line.",
        hits=("di Anna Esempio", "Di Anna Esempio e Carlo Modello", "A cura di Anna Esempio",
              "Scritto da Anna Esempio", "DI ANNA ESEMPIO", "di Redazione"),
        misses=("Di Milano", "di Anna Esempio si sa poco.", "Di Nuovo Insieme con gli amici", "di sera"),
        pattern=r"(?:(?:Di|di|DI|[Aa] cura di|(?:Scritto|Pubblicato|Testo|Inviato|Postato) (?:da|di)"
                r"|(?i:autor[ei]|autrice|testo|redazione)\s?:)\s?"
                rf"(?P<author>(?!(?:Nuovo|Più|Nuova|San|Santa|Il|La|Lo|Gli|Le|Un|Una)\b){_NAME}(?:(?:,? (?:e"
                rf"|ed|&) |, ?| / ?|/)(?:di )?{_NAME}){{0,3}}|(?:[Rr]edazione"
                rf"|REDAZIONE)(?: [\p{{Lu}}][\p{{L}}.]+){{0,3}}))"
                r"(?:\s?[|•·–—/(-]\s?.{0,60}|, [\p{Lu}\d].{0,40}| il \d.{0,30})?",
        words=("di", "da", "autore", "autrice", "autori", "testo", "redazione"),
        max_chars=110, confidence=0.84,
    ),
)
