"""French rules: pointers, widgets, credits, sources, bylines."""

from __future__ import annotations

from cleanroom.clean.rules.rule import Rule

_WORD = r"[\p{Lu}][\p{L}.'’-]*"
_NAME = rf"{_WORD}(?: (?:(?:de|du|des|la|le|van|von|el|al|ben|d['’]) ?){{0,2}}{_WORD}){{1,3}}"
_TEXT = (
    r"(?:article|texte|billet|tribune|entretien|interview|reportage|chronique|papier|post|contenu|analyse"
    r"|enquête"
    r"|dépêche|publication|version|traduction|extrait|éditorial|point de vue|récit|note)"
)

RULES = (
    Rule(
        "fr.read-more-label", "read_more", "A pointer to another story: a label, then its title.",
        hits=("Lire aussi : La rivière disparue", "À lire aussi > Dix idées pour l'hiver",
              "VOIR AUSSI - Les images de la grève", "A lire également : le port et la mer",
              "Sur le même sujet : La grève du nord"),
        misses=("Lire aussi la nuit lui plaisait.", "Voir aussi loin est rare.", "À lire ce livre, on rit."),
        label=("lire aussi", "à lire aussi", "a lire aussi", "lisez aussi", "lire également",
               "à lire également", "a lire également", "lire la suite", "lire", "lire plus", "lire l'article",
               "lire notre article", "lire notre enquête", "lire notre analyse", "lire notre dossier",
               "lire notre décryptage", "lire l'entretien", "lire l'interview", "lire l'enquête",
               "lire l'analyse", "lire l'éditorial", "lire le récit", "lire le reportage", "lire le portrait",
               "lire la tribune", "lire la chronique", "lire le dossier", "lire en intégralité",
               "lire ou relire", "relire", "à relire", "à lire", "a lire", "à lire sur le sujet",
               "à lire dans ce dossier", "à lire sur le même sujet", "lire ensuite", "voir aussi",
               "à voir aussi", "a voir aussi", "voir également", "à voir", "a voir", "regarder aussi",
               "à regarder", "écouter aussi", "à écouter", "a écouter", "à écouter aussi",
               "à découvrir aussi", "à découvrir", "découvrez aussi", "découvrir aussi", "sur le même sujet",
               "sur le même thème", "sur ce sujet", "pour aller plus loin", "aller plus loin",
               "pour en savoir plus", "en savoir plus", "plus d'infos", "plus d'informations",
               "articles liés", "article lié", "articles connexes", "article connexe", "dans le même dossier",
               "notre dossier", "retrouvez aussi", "à ne pas manquer", "ne manquez pas", "à consulter aussi",
               "consulter aussi", "en images", "en vidéo", "cliquez ici", "cliquer ici", "suite", "la suite",
               "et aussi", "à savoir aussi", "nos archives", "recommandé", "recommandé pour vous",
               "édito à lire"),
        max_chars=170, confidence=0.9,
    ),
    Rule(
        "fr.read-more", "read_more", "A link to the rest of the text or to more of its kind.",
        hits=("Lire la suite ...", "En savoir plus →", "[Lire l'article complet]", "Voir plus"),
        misses=("Lire la suite demande du temps.", "Il voulait en savoir plus", "Voir plus grand"),
        whole=("lire la suite", "lire plus", "lire l'article", "lire l'article complet",
               "lire l'article en entier", "lire l'intégralité", "lire l'article original",
               "lire l'article en intégralité", "lire la suite de l'article", "lire la suite ici",
               "suite de l'article", "lire le texte intégral", "lire aussi", "à lire aussi", "a lire aussi",
               "lire également", "à lire également", "voir aussi", "en savoir plus", "pour en savoir plus",
               "plus d'infos", "plus d'informations", "plus d'info", "en savoir plus ici", "voir plus",
               "afficher plus", "afficher la suite", "afficher moins", "voir moins", "voir tout", "tout voir",
               "voir tous les articles", "tous les articles", "tout afficher", "charger plus",
               "charger la suite", "plus", "la suite", "cliquez ici", "cliquer ici",
               "cliquez ici pour lire la suite", "continuer la lecture", "poursuivre la lecture",
               "continuer à lire", "découvrir", "je découvre", "lire l'article sur le site", "voir la vidéo",
               "voir l'article", "voir le diaporama", "consulter l'article", "lire et commenter"),
        opener=("continuer la lecture de", "poursuivre la lecture de", "lire la suite de",
                "lire la suite sur", "lire l'article sur", "lire la suite dans", "cliquez ici pour",
                "cliquer ici pour", "cliquez sur le lien", "retrouvez l'intégralité de",
                "retrouvez tous nos articles", "retrouvez toute l'actualité", "retrouvez ici",
                "retrouvez notre dossier", "lisez l'article", "lisez notre", "lire notre", "à lire aussi",
                "a lire aussi", "lire aussi notre", "lire aussi l", "voir toutes les", "voir tous les",
                "pour aller plus loin lire", "pour lire la suite"),
        max_chars=110, confidence=0.88, stop=False,
    ),
    Rule(
        "fr.more-news", "related_links", "Announces a list of other stories.",
        hits=("Sur le même sujet", "Articles les plus lus", "Vous aimerez aussi ...",
              "Plus d'actualités sur la grève"),
        misses=("Sur le même sujet, il a répondu non.", "Les plus lus des auteurs",
                "À la une ce soir, la grève."),
        whole=("sur le même sujet", "sur le même thème", "sur ce sujet", "sur ce thème",
               "dans la même rubrique", "dans la même catégorie", "dans le même dossier", "articles liés",
               "articles similaires", "articles connexes", "articles associés", "articles recommandés",
               "articles populaires", "articles récents", "articles les plus lus", "articles relatifs",
               "articles en relation", "autres articles", "derniers articles", "les derniers articles",
               "dernières actualités", "dernières actus", "dernières nouvelles", "dernières infos",
               "dernières news", "dernières vidéos", "dernières publications", "dernière minute",
               "les dernières actualités", "les dernières infos", "nos derniers articles",
               "nos dernières vidéos", "les plus lus", "les plus lues", "le plus lu", "le plus lus",
               "les plus vus", "les plus commentés", "les plus partagés", "les plus récents",
               "les plus populaires", "les articles les plus lus", "top articles", "à lire aussi",
               "a lire aussi", "lire aussi", "à lire également", "a lire également", "à lire ensuite",
               "à lire", "à voir aussi", "voir aussi", "vous aimerez aussi", "vous aimerez peut être",
               "vous aimerez peut être aussi", "vous pourriez aussi aimer",
               "vous pourriez être intéressé par", "vous pourriez aimer",
               "ces articles pourraient vous intéresser", "cela pourrait vous intéresser",
               "ceci pourrait vous intéresser", "ça peut vous intéresser", "cela peut vous intéresser",
               "ceci peut vous intéresser", "cet article vous intéresse", "vous êtes intéressé par",
               "ça pourrait vous intéresser", "recommandé pour vous", "recommandés pour vous",
               "recommandations", "nos recommandations", "notre sélection", "la sélection de la rédaction",
               "les choix de la rédaction", "le choix de la rédaction", "sélectionné pour vous", "à la une",
               "à découvrir aussi", "à découvrir", "à ne pas manquer", "ne manquez pas",
               "pour aller plus loin", "plus d'articles", "plus d'actualités", "plus d'actus",
               "plus sur ce sujet", "plus sur le sujet", "en continu", "fil info", "le fil info",
               "fil d'actualité", "fil d'actualités", "toute l'actualité", "toute l'actu",
               "l'actualité en continu", "l'info en continu", "tendances", "contenus sponsorisés",
               "contenus recommandés", "ailleurs sur le web", "sur le web", "vidéos recommandées",
               "dans l'actualité", "aussi dans l'actualité", "l'essentiel de l'actu", "du même auteur",
               "autres articles de cet auteur", "à suivre", "nos dossiers", "publications similaires",
               "articles précédents", "contenus associés", "contenus similaires", "liens utiles",
               "sujets associés", "sujets liés"),
        opener=("plus d'actualités sur", "plus d'articles sur", "plus d'infos sur", "plus d'articles de",
                "autres articles de", "autres articles sur", "tous les articles de", "tous les articles sur",
                "les derniers articles de", "les dernières actualités de", "toute l'actualité de",
                "toute l'actualité sur", "articles similaires à", "les plus lus dans", "vous aimerez aussi",
                "à lire aussi dans", "dans la rubrique"),
        max_chars=90, confidence=0.85, run="list", stop=False,
    ),
    Rule(
        "fr.player", "media_widget", "Buttons, labels and messages of players and galleries.",
        hits=("Écouter cet article", "Chargement du lecteur...", "Plein écran",
              "Cette vidéo n'est plus disponible.", "Temps de lecture : 3 min"),
        misses=("Le plein écran du cinéma", "Ils voulaient écouter cet article de foi.", "Son et lumière"),
        whole=("écouter cet article", "écouter l'article", "écouter l'épisode", "écouter le podcast",
               "écouter", "écouter maintenant", "réécouter", "écoutez cet article", "tous les épisodes",
               "télécharger l'épisode", "télécharger le podcast", "s'abonner au podcast", "lecture",
               "lire la vidéo", "lancer la vidéo", "lancer la lecture", "regarder la vidéo", "voir la vidéo",
               "revoir la vidéo", "mettre en pause", "pause", "plein écran", "quitter le plein écran", "muet",
               "couper le son", "activer le son", "volume", "sous titres", "vitesse de lecture", "qualité",
               "image dans l'image", "chargement", "chargement en cours", "chargement du lecteur",
               "chargement de la vidéo", "la vidéo va démarrer", "lecteur vidéo", "lecteur audio",
               "cette vidéo n'est plus disponible", "cette vidéo n'est pas disponible", "vidéo indisponible",
               "vidéo suivante", "vidéo précédente", "épisode suivant",
               "votre navigateur ne prend pas en charge l'audio html0", "intégrer", "copier le code",
               "code d'intégration", "agrandir l'image", "agrandir", "ouvrir l'image en plein écran",
               "voir l'image en plein écran", "voir le diaporama", "diaporama", "lancer le diaporama",
               "voir la galerie", "galerie photos", "voir les photos", "voir toutes les photos",
               "photo suivante", "photo précédente", "image suivante", "image précédente", "0 photos",
               "0 images", "0 vidéos", "en direct", "écouter le direct", "regarder le direct", "direct tv",
               "reculer de 0 secondes", "avancer de 0 secondes", "vidéo à la une", "fermer la vidéo",
               "réduire la vidéo", "contenu intégré", "reportage vidéo"),
        opener=("votre navigateur ne", "veuillez activer javascript", "javascript est désactivé",
                "pour lire cette vidéo", "pour voir cette vidéo", "pour afficher ce contenu",
                "ce contenu n'est pas disponible", "cette vidéo ne peut", "impossible de lire la vidéo",
                "écoutez cet article", "voir cette publication sur instagram", "l'article à écouter",
                "la lecture de cette vidéo"),
        pattern=r"(?i)(?:image|photo|page|diapositive)s? \d+ ?(?:sur|/|de) ?\d+|\d+ sur \d+|(?:temps"
                r"|durée) de lecture\s?:? ?(?:environ |~|≈)?\d+ ?min\w*\.?"
                r"|(?:lecture|à lire en) ?:? ?\d+ ?min\w*\.?|\d+ ?min(?:utes?)?\.? de lecture",
        words=("image", "photo", "images", "page", "sur", "lecture", "durée", "temps", "lire"),
        max_chars=130, confidence=0.86,
    ),
    Rule(
        "fr.photo-credit", "photo_credit", "Who took or owns a picture: a label and a name.",
        hits=("Crédit photo : Anne Exemple", "Photo : Anne Exemple / AFP", "Crédits : Exemple Presse",
              "© Crédit photo : Anne Exemple", "PHOTO ANNE EXEMPLE, LA PRESSE D'EXEMPLE",
              "(Photo d'illustration)"),
        misses=("Photo : la passerelle à l'aube a été prise d'un bateau par un secouriste qui perdit plus "
                "tard son appareil dans le port.",
                "Crédit : la banque prêtera de nouveau l'an prochain, ce qui fera revenir les acheteurs, "
                "disent les analystes de la place.",
                "Photos par dizaines"),
        whole=("photo d'illustration", "image d'illustration", "photo d'archives", "photo d'archive",
               "image d'archives", "illustration", "photo dr", "dr"),
        pattern=r"(?i)[(\[©*]?\s?(?:(?:crédits?|copyright)\s?(?:photos?|images?|vidéos?|illustrations?)?"
                r"|(?:photos?|images?|illustrations?|dessins?|infographies?|visuels?|montage|source photo"
                r"|légende(?: et photo)?|photographies?|photographe)(?: (?:crédit|d['’]illustration"
                r"|d['’]archives?|de couverture|de une|principale))?)"
                r"\s?[:|©/]\s?©?\s?(?-i:[\p{Lu}\d@(©].{1,80}|(?:dr|afp|capture|archives|collection|courtoisie"
                r"|fournie).{0,60})[)\]]?"
                r"|(?-i:PHOTO [\p{Lu}'’ .-]{4,40}, [\p{Lu}'’ .-]{3,50})|(?:photo|image|crédit) (?:fournie"
                r"|gracieuseté|offerte|courtoisie)(?: par| de)?:? .{2,60}",
        words=("crédit", "crédits", "photo", "photos", "image", "images", "illustration", "illustrations",
               "copyright", "dessin", "infographie", "visuel", "photographe", "photographie", "légende",
               "montage", "dessins", "visuels"),
        max_chars=120, confidence=0.91,
    ),
    Rule(
        "fr.caption", "caption", "The description of a picture, with its credit or a mark that it is one.",
        hits=("Le port au soir. Photo : Anne Exemple / AFP", "Légende : le port au soir",
              "Le maire, à Lyon, en mai. © Anne Exemple", "Le pont sur la Loire (photo d'illustration)",
              "La mairie de la ville. Crédit photo : Anne Exemple",
              "Des bénévoles à Lyon, mercredi. PHOTO ARCHIVES EXEMPLE HEBDO"),
        misses=("Cette photo : elle la garde depuis toujours dans une boîte.", "La légende raconte un roi.",
                "Il dit : Photo, s'il vous plaît."),
        label=("légende", "légende photo", "légende de la photo", "légende image", "photo d'illustration",
               "image d'illustration", "photo d'archives"),
        pattern=r".{12,240}?(?:[.!?»\")…|–-]\s*(?:(?:[Cc]rédits?(?: [Pp]hotos?)?|[Pp]hotos?|PHOTO|[Ii]mage"
                r"|[Ii]llustration)\s?[:©/]|©)\s?[\p{Lu}@©][\p{L}\d.,&'’/@|() -]{1,60}"
                r"|[.!?»]\s(?:PHOTOS?(?: (?:D['’])?ARCHIVES?)?)[ ,:]{1,2}\p{Lu}[\p{Lu} ,.'’-]{3,60}"
                r"|[(\[](?:photo|image|illustration|archives|Photo|Image) ?(?:d['’]illustration"
                r"|d['’]archives?|prétexte)?[)\]]\.?)",
        words=("crédit", "crédits", "photo", "photos", "image", "illustration", "©", "archives",
               "d'illustration", "d'archives", "d'archive"),
        max_chars=300, confidence=0.88,
    ),
    Rule(
        "fr.republication", "republication", "Says where the text first appeared, or by whose leave.",
        hits=("Cet article a été publié initialement sur Exemple Hebdo.",
              "L'article La grève du nord est apparu en premier sur Blog Exemple.",
              "Ce texte est paru dans Exemple Hebdo en mai.", "Publié initialement sur Exemple.example",
              "Source : Exemple Hebdo",
              "Cet article est republié à partir d'Exemple sous licence Creative Commons. Lire l'article "
              "original.",
              "Avec l'aimable autorisation d'Exemple Hebdo"),
        misses=("Cet article du code a été publié au journal officiel en 1905 et il n'a pas été modifié "
                "depuis lors.",
                "Ce texte est paru trop long aux élèves.", "La source : un puits.",
                "Publié en 1843, le roman a connu dix éditions."),
        pattern=r"(?i)[(\[*]?(?:(?:note|nb|ndlr|note de la rédaction)\s?:\s?)?(?:"
                rf"(?:cet|cette|ce|le présent|l['’]original de cet|une (?:première "
                rf"|autre )?version de cet?(?:te)?) ?(?:\w+ )?{_TEXT}s?(?: (?:de|d['’]|par) ?.{{2,50}})??"
                r" (?:a (?:d['’]abord |initialement |été |aussi |également |originellement |originalement "
                r"|précédemment )*(?:publiée?|parue?|diffusée?|mise? en ligne|republiée?|reproduite?"
                r"|traduite?|postée?)"
                r"|est (?:d['’]abord |initialement |aussi |également |originellement "
                r"|originalement )?(?:parue?|publiée?|republiée?|reproduite?|apparue?|issue?|tirée?|extraite?"
                r"|repris(?:e)?|initialement parue?|d['’]abord parue?))"
                r"(?: (?:initialement|pour la première fois|à l['’]origine|d['’]abord|originellement"
                r"|originalement|en premier(?: lieu)?|précédemment|le \d[\d \p{L}]{3,18}|en anglais|ici))*"
                r" (?:sur(?: le (?:site|blog)(?: de)?)?|dans(?: les colonnes d[eu'’])?|par|chez"
                r"|à partir d[eu'’]|d[eu'’]|du site|sur le site)\s?(?P<source>.{2,110})"
                r"|l['’]article .{2,140} est apparu en premier sur\s(?P<source2>.{2,80})"
                r"|(?:initialement |d['’]abord |originellement )?(?:publiée?|parue?|paru"
                r"|mis en ligne) (?:initialement |d['’]abord |pour la première fois |à l['’]origine "
                r"|originellement )?(?:sur|dans|par|chez)\s(?P<source3>[^,]{2,60})"
                r"|(?:source|sources|source originale|article original|via|article initialement publié sur"
                r"|origine)\s:\s(?-i:(?P<source4>[\p{Lu}\d].{1,60}|https?:.{2,90}|www\..{2,80}))"
                r"|(?:reproduit |publié |republié )?avec l['’]aimable autorisation d[eu'’](?:s| la"
                r"| l['’])?\s?(?P<source5>.{2,80})"
                r"|(?:traduit|repris|reproduit|tiré) (?:de l['’]anglais )?(?:de|du|par"
                r"|depuis)\s(?-i:(?P<source6>[\p{Lu}].{1,60})))[.)\]*]{0,3}",
        words=("publié", "publiée", "paru", "parue", "diffusé", "republié", "republiée", "reproduit",
               "apparu", "issu", "tiré", "extrait", "repris", "source", "sources", "l'aimable", "original",
               "via", "traduit", "initialement"),
        max_chars=240, confidence=0.91,
    ),
    Rule(
        "fr.byline", "byline", "The author's name, alone on a line.",
        hits=("Par Anne Exemple", "Par Anne Exemple et Jean Modèle", "Par Anne Exemple, à Lyon",
              "Propos recueillis par Anne Exemple", "PAR ANNE EXEMPLE", "Écrit par Anne Exemple",
              "Auteur : Anne Exemple", "Par Anne Exemple avec AFP"),
        misses=("Par ailleurs", "Par Le Passé",
                "Par Anne Exemple, on apprit la nouvelle du départ et de tout ce qui avait suivi.",
                "Par temps de pluie"),
        pattern=r"(?:(?:Propos recueillis |Écrit |Ecrit |Publié |Rédigé |Posté |Texte |Un article |Article "
                r"|Une enquête |Tribune |Reportage |Recueilli )?(?:[Pp]ar|PAR)\s?:? ?"
                r"|(?i:auteurs?|autrice|rédacteur|texte|rédaction)\s?:\s?)"
                rf"(?P<author>(?!(?:Le|La|Les|Un|Une|Des|Ces|Cette|Tous|Ailleurs|Exemple|Contre|Exception"
                rf"|Lundi|Mardi|Mercredi|Jeudi|Vendredi|Samedi|Dimanche)\b){_NAME}"
                rf"(?:(?:,? (?:et|&) |, ?| / ?|/){_NAME}){{0,3}}|(?:L[Ee] |L[Aa] "
                rf"|L['’])?[\p{{Lu}}][\p{{L}} .'’-]{{1,30}}(?= avec ))"
                r"(?:,? avec .{2,40}|\s?[|•·–—/(-]\s?.{0,60}|, (?:à |en |correspondant|envoyé|journaliste"
                r"|[\p{Lu}\d]).{0,40}| (?:le|à) .{2,40})?",
        words=("par", "auteur", "auteurs", "autrice", "texte", "rédaction", "rédacteur"),
        max_chars=130, confidence=0.85,
    ),
)
