"""French rules: prompts and notices: newsletter, cookies, paywall, advertising, rights, the house."""

from __future__ import annotations

from cleanroom.clean.rules.rule import Rule

RULES = (
    Rule(
        "fr.boilerplate", "boilerplate", "Feedback, corrections, author boxes, system lines of the house.",
        hits=("Signaler une erreur", "Cet article vous a-t-il été utile ?", "À propos de l'auteur",
              "Voir tous les articles de Anne Exemple"),
        misses=("Signaler une erreur au juge est un devoir.", "L'auteur est médecin.",
                "Mis à jour, le texte plaît"),
        whole=("signaler une erreur", "une erreur dans l'article", "signaler une faute",
               "cet article vous a t il été utile", "cet article vous a t il plu", "cet article vous a plu",
               "à propos de l'auteur", "a propos de l'auteur", "à propos des auteurs", "l'auteur",
               "contacter la rédaction", "écrire à l'auteur", "contacter l'auteur",
               "votre avis nous intéresse", "donnez votre avis", "notez cet article", "noter cet article",
               "merci pour votre vote", "merci de votre inscription", "publié le", "mis à jour le",
               "modifié le", "fièrement propulsé par wordpress", "propulsé par wordpress"),
        opener=("cet article vous a", "voir tous les articles de", "voir toutes les publications de",
                "tous les articles de", "une faute une erreur", "vous avez repéré une erreur",
                "vous constatez une erreur", "une information une suggestion", "vous avez une information",
                "écrivez nous à", "contactez la rédaction", "plus d'articles de", "vous souhaitez réagir",
                "signaler une erreur dans"),
        max_chars=160, confidence=0.82, stop=False,
    ),
    Rule(
        "fr.newsletter", "newsletter", "Invites to subscribe to newsletters, alerts, apps and channels.",
        hits=("Inscrivez-vous à notre newsletter",
              "Recevez chaque matin l'essentiel de l'actualité par e-mail",
              "S'abonner à la lettre d'information", "Votre adresse e-mail",
              "Rejoignez notre chaîne WhatsApp"),
        misses=("La newsletter du parti compte 4000 lecteurs, a dit le porte-parole.", "Recevez mes vœux.",
                "Elle écrit une lettre d'information sur les oiseaux."),
        whole=("newsletters", "s'inscrire à la newsletter", "s'abonner à la newsletter",
               "inscription à la newsletter", "inscription newsletter", "nos newsletters", "notre newsletter",
               "la newsletter", "recevoir la newsletter", "votre adresse e mail", "votre adresse email",
               "votre adresse mail", "votre e mail", "votre email", "adresse e mail", "adresse email",
               "je m'inscris", "je m'abonne", "s'inscrire", "s'abonner", "inscrivez vous", "abonnez vous",
               "saisissez votre adresse e mail", "entrez votre adresse e mail", "activer les notifications",
               "recevoir les alertes", "télécharger l'application", "téléchargez l'application",
               "toutes nos newsletters", "non merci", "s'abonner à ce blog par e mail", "s'abonner au blog"),
        pattern=r"(?i)(?:.{0,80}\b(?:inscri\w+|abonne\w*|recev\w+|reçois|découvr\w+|souscri\w+|retrouv\w+"
                r"|rejoign\w+)\b.{0,80}\b(?:newsletters?|lettres? d['’]informations?|infolettres?"
                r"|lettre quotidienne|chaîne whatsapp|chaîne telegram|chaîne youtube|canal whatsapp"
                r"|notifications?)\b.{0,140}"
                r"|.{0,30}\b(?:recevez|recevoir|reçois|retrouvez)\b.{0,120}\b(?:par (?:e-?mail|courriel|mail)"
                r"|dans votre boîte (?:mail|de réception|e-mail|aux lettres)|boîte mail"
                r"|en avant-première)\b.{0,80}"
                r"|.{0,60}(?:newsletters?|infolettre)\b.{0,60}\b(?:inscri\w+|abonn\w+|recev\w+|gratuit\w*"
                r"|par (?:e-?mail|courriel))\b.{0,100}"
                r"|télécharge[rz] (?:gratuitement )?(?:notre|l['’])\s?appli(?:cation)?\b.{0,80})",
        words=("newsletter", "newsletters", "infolettre", "d'information", "d'informations", "mail", "email",
               "courriel", "boîte", "whatsapp", "telegram", "notifications", "notification", "l'application",
               "l'appli", "application", "quotidienne", "recevez", "youtube"),
        max_chars=280, confidence=0.87,
    ),
    Rule(
        "fr.cookie", "cookie_notice", "Cookie and privacy prompts, and stand-ins for embeds.",
        hits=("Ce site utilise des cookies.", "Tout accepter",
              "Nous utilisons des cookies pour améliorer votre expérience.", "Continuer sans accepter",
              "En poursuivant votre navigation sur ce site, vous acceptez l'utilisation de cookies.",
              "Gérer mes préférences"),
        misses=("Elle prépare des cookies pour la fête.", "Il a accepté l'offre.",
                "Tout accepter serait une erreur."),
        whole=("votre vie privée est importante pour nous", "nous respectons votre vie privée", "tout accepter", "tout refuser", "accepter", "refuser", "accepter et fermer",
               "continuer sans accepter", "accepter les cookies", "refuser les cookies",
               "accepter et continuer", "j'accepte", "je refuse", "je n'accepte pas", "paramétrer",
               "personnaliser", "gérer mes préférences", "gérer les préférences", "gérer le consentement",
               "gérer les options", "gérer les services", "voir les préférences",
               "enregistrer les préférences", "paramètres des cookies", "préférences de cookies",
               "j'ai compris", "toujours activé", "accepter les cookies et continuer",
               "utilisation des cookies"),
        opener=("pour voir ce contenu", "ce contenu est bloqué", "contenu bloqué",
                "pour accéder à ce contenu vous devez accepter", "vous avez refusé les cookies",
                "vous avez choisi de refuser"),
        pattern=r"(?i)(?:.{0,120}\b(?:site|nous|partenaires|page|blog"
                r"|groupe)\b.{0,60}\butilis\w+\b.{0,60}\b(?:cookies?|traceurs)\b.{0,350}|.{0,60}\b(?:acceptez"
                r"|refusez|accepter|refuser|autoris\w+|dépôt)\b.{0,80}\bcookies?\b.{0,200}"
                r"|.{0,20}\ben (?:poursuivant|continuant|cliquant|vous inscrivant|naviguant|validant"
                r"|vous connectant)\b.{0,160}\b(?:acceptez|consentez|reconnaissez|cookies?)\b.{0,200}"
                r"|.{0,80}\bpolitique de (?:confidentialité|protection des données)\b.{0,100}"
                r"|.{0,80}vos données (?:personnelles )?(?:sont|seront|font|à caractère).{0,200})",
        words=("cookies", "cookie", "traceurs", "poursuivant", "continuant", "cliquant", "confidentialité",
               "données", "naviguant", "inscrivant", "validant"),
        max_chars=500, confidence=0.88,
    ),
    Rule(
        "fr.paywall", "paywall", "Asks to subscribe, register or donate in order to read on.",
        hits=("Cet article est réservé aux abonnés", "Déjà abonné ? Connectez-vous",
              "Il vous reste 80 % de cet article à lire.", "Abonnez-vous pour lire la suite",
              "Soutenez une presse indépendante : faites un don", "Abonnez-vous dès 1 € par mois", "4,99 € par mois sans engagement"),
        misses=("Le journal a perdu des abonnés.", "L'État soutient la presse.", "Il vous reste une heure.", "Le smic est de 1 766 euros par mois.", "Le loyer atteint 640 euros par mois."),
        whole=("réservé aux abonnés", "article réservé aux abonnés", "contenu réservé aux abonnés", "abonnés",
               "article abonné", "pour les abonnés", "déjà abonné", "déjà abonnée",
               "déjà abonné connectez vous", "pas encore abonné", "s'abonner pour lire la suite",
               "abonnez vous pour lire la suite", "lire la suite avec abonnement", "je fais un don",
               "faire un don", "faites un don", "soutenez nous", "nous soutenir", "je soutiens",
               "sans engagement", "profitez de l'offre", "voir les offres", "découvrir les offres",
               "voir nos offres", "découvrez nos offres", "j'en profite", "essai gratuit", "premium"),
        pattern=r"(?i)(?:.{0,60}\b(?:article|contenu|suite|lecture|texte)\b.{0,40}\b(?:réservée?s? (?:à|aux)"
                r"|est réservée?|exclusivement|uniquement pour)\b.{0,20}\b(?:abonnés|membres|inscrits"
                r"|nos).{0,60}"
                r"|(?:vous êtes |déjà |pas encore |si vous êtes )(?:déjà )?(?:abonnée?|inscrite?|membre"
                r"|un compte|client)(?:·e|\(e\))?.{0,60}|il vous reste \d.{0,60}(?:à lire|découvrir).{0,30}"
                r"|.{0,30}\b(?:abonne[rz]|inscri\w+|connecte[rz]"
                r"|identifie[rz])\b.{0,40}\bpour\b.{0,20}\b(?:lire|accéder|continuer|poursuivre|profiter"
                r"|débloquer|découvrir)\b.{0,100}"
                r"|.{0,60}\b(?:soutenez|soutenir|aidez)\b.{0,50}\b(?:presse|journal|journalisme|média|rédaction"
                r"|indépendan\w+|site)\b.{0,120}"
                r"|(?:(?:abonn\w+|dès|à partir de|seulement|offre\w*|essa\w+|pour|à|tout|l['’]abonnement)\b[^.!?\d]{0,40})?\d[\d.,]*\s?(?:€|euros?)"
                r"(?:\s?/\s?mois|,? par mois|,? le premier mois|,? pendant \d+ \w+|,? sans engagement)(?:,? (?:sans engagement|pendant|puis|le premier|les premiers)[^.!?]{0,50})?[.!]?|(?:profitez|testez"
                r"|essayez).{0,60}\b(?:€|gratuit\w*|offre|mois)\b.{0,60})",
        words=("abonnés", "abonné", "abonnée", "réservé", "réservée", "abonner", "abonnez", "inscrivez",
               "connectez", "connecter", "identifiez", "reste", "soutenez", "soutenir", "euros", "euro",
               "mois", "membre", "inscrit", "profitez", "testez", "aidez", "s'abonner", "l'article"),
        max_chars=220, confidence=0.86,
    ),
    Rule(
        "fr.advertisement", "advertisement", "Labels of advertising, and notes on affiliate links.",
        hits=("Publicité", "La suite après cette publicité", "Contenu sponsorisé",
              "Cet article contient des liens affiliés."),
        misses=("Publicité mensongère", "La publicité coûte cher.", "La suite après la pause"),
        whole=("publicité", "pub", "annonce", "annonces", "la suite après cette publicité",
               "la suite après la publicité", "la suite de votre contenu après cette annonce",
               "suite de l'article après la publicité", "l'article continue après la publicité",
               "contenu sponsorisé", "contenus sponsorisés", "article sponsorisé", "sponsorisé",
               "publi rédactionnel", "publireportage", "publirédactionnel", "communiqué", "contenu de marque",
               "en partenariat avec", "contenu partenaire", "lire la suite après la publicité",
               "fermer la publicité", "passer la publicité", "acheter", "acheter sur amazon",
               "ajouter au panier", "voir l'offre", "voir le prix", "acheter maintenant",
               "publicité publicité", "liens sponsorisés", "par taboola", "contenus partenaires"),
        opener=("la suite après cette publicité", "la suite après la publicité",
                "la suite de votre contenu après", "cet article contient des liens",
                "cet article comporte des liens", "ce billet contient des liens", "sponsorisé par",
                "proposé par", "en partenariat avec", "présenté par", "nous pouvons percevoir une commission",
                "contenu proposé par", "contenu sponsorisé par"),
        max_chars=200, confidence=0.87, stop=True,
    ),
    Rule(
        "fr.rights", "copyright", "Reserves rights or forbids reproduction.",
        hits=("Tous droits réservés.", "Toute reproduction interdite sans autorisation",
              "Droits de reproduction et de diffusion réservés © Exemple 2016"),
        misses=("Les droits des ouvriers restent réservés à la session.",
                "La reproduction des cerfs commence en octobre."),
        pattern=r"(?i)(?:.{0,140}\btous (?:les )?droits(?: de reproduction(?: et de (?:diffusion"
                r"|représentation))?)? (?:sont )?réservés\b.{0,160}|.{0,60}\bdroits de (?:reproduction"
                r"|diffusion).{0,60}réservés.{0,80}"
                r"|.{0,80}\b(?:reproduction|rediffusion|republication|utilisation)\b.{0,100}\b(?:interdites?"
                r"|prohibée|sans (?:l['’])?(?:autorisation|accord)|strictement)\b.{0,160}"
                r"|.{0,60}©\s?(?:agence france-presse|afp)\b.{0,60})",
        words=("droits", "reproduction", "rediffusion", "republication", "afp", "©", "utilisation"),
        max_chars=320, confidence=0.9,
    ),
)
