"""Spanish rules: prompts and notices: newsletter, cookies, paywall, advertising, rights, the house."""

from __future__ import annotations

from cleanroom.clean.rules.rule import Rule

RULES = (
    Rule(
        "es.boilerplate", "boilerplate", "Feedback, corrections, author boxes, system lines of the house.",
        hits=("Reportar un error", "¿Encontraste un error? Avísanos", "Sobre el autor",
              "Ver todas las entradas de Ana Ejemplo", "¿Te ha gustado este artículo?"),
        misses=("Reportar un error al juez es un deber.", "El autor es médico.",
                "Encontraste un error en la cuenta, dijo."),
        whole=("reportar un error", "reportar error", "informar de un error", "encontraste un error",
               "encontró un error", "sobre el autor", "sobre la autora", "acerca del autor",
               "acerca de la autora", "sobre los autores", "el autor", "te ha gustado este artículo",
               "te gustó este artículo", "te gustó la nota", "te fue útil este artículo",
               "te ha resultado útil", "qué te pareció este artículo", "qué te pareció la nota",
               "valora este artículo", "califica este artículo", "archivado en", "publicado el",
               "actualizado el", "última actualización", "fecha de publicación", "contacta con el autor",
               "cómo citar este artículo", "conforme a los criterios de", "con la tecnología de blogger",
               "funciona gracias a wordpress", "orgullosamente con wordpress", "the trust project",
               "saber más"),
        opener=("encontraste un error", "encontró un error", "encontraste algún error",
                "has encontrado un error", "ha encontrado un error", "ver todas las entradas de",
                "ver todos los artículos de", "ver todos los posts de", "más artículos de",
                "todas las notas de", "todos los artículos de", "te ha gustado este", "te gustó este",
                "te gustó esta", "tienes una historia", "tienes información sobre", "envíanos tu",
                "envíenos su", "escríbenos a", "escribinos a", "cuéntanos tu"),
        max_chars=130, confidence=0.82, stop=False,
    ),
    Rule(
        "es.newsletter", "newsletter", "Invites to subscribe to newsletters, alerts, apps and channels.",
        hits=("Suscríbete a nuestro boletín", "Recibe cada mañana las noticias en tu correo",
              "Únete a nuestro canal de WhatsApp", "Tu correo electrónico", "Apúntate a nuestra newsletter",
              "Síganos en Google Noticias"),
        misses=("El boletín del partido tiene 4000 lectores, dijo el portavoz.", "Recibe mi saludo.",
                "Ella escribe un boletín sobre pájaros."),
        whole=("newsletter", "newsletters", "boletín", "boletines", "suscríbete", "suscribirse",
               "suscribirme", "suscríbase", "suscribite", "suscribir", "apúntate", "quiero suscribirme",
               "suscríbete a nuestro boletín", "suscríbete a nuestra newsletter", "suscríbete al boletín",
               "suscríbete a la newsletter", "nuestros boletines", "nuestras newsletters",
               "tu correo electrónico", "su correo electrónico", "correo electrónico", "tu email",
               "tu e mail", "dirección de correo electrónico", "introduce tu correo", "ingresa tu correo",
               "ingresá tu correo", "ingrese su correo electrónico", "recibe nuestras noticias",
               "activar notificaciones", "recibir alertas", "recibir notificaciones", "descarga la app",
               "descarga nuestra app", "descargá la app", "descargar app", "no gracias",
               "suscríbete al blog por correo electrónico", "suscribirse a este blog",
               "únete a nuestro canal", "app store", "google play", "síguenos en google noticias",
               "síguenos en google news"),
        pattern=r"(?i)(?:.{0,80}\b(?:suscr[ií]b\w+|suscripción|ap[uú]nt\w+|recib[eiaí]\w*|inscr[ií]b\w+"
                r"|reg[ií]str\w+|únete|únase|unite|sumate|súmate|sigue|síguenos|síganos"
                r"|seguinos)\b.{0,90}\b(?:newsletters?|bolet[ií]n(?:es)?|canal(?:es)? de (?:whatsapp|telegram"
                r"|youtube)|(?:canal|grupo) (?:en|de) (?:whatsapp|telegram)|notificaciones|google (?:news"
                r"|noticias))\b.{0,140}"
                r"|.{0,30}\b(?:recibe|recibí|reciba|recibir)\b.{0,120}\b(?:en (?:tu|su) (?:correo|e-?mail"
                r"|bandeja|celular|móvil|teléfono|whatsapp)|por (?:correo|e-?mail|whatsapp))\b.{0,80}"
                r"|.{0,60}(?:newsletters?|bolet[ií]n)\b.{0,60}\b(?:suscr[ií]b\w+|recib\w+|gratis|gratuit\w+"
                r"|en tu correo)\b.{0,100}|descarg(?:a|á|ue|ar) (?:gratis )?(?:la|nuestra) (?:app"
                r"|aplicación)\b.{0,80})",
        words=("newsletter", "newsletters", "boletín", "boletines", "boletin", "correo", "email", "mail",
               "whatsapp", "telegram", "canal", "canales", "notificaciones", "app", "aplicación", "google",
               "bandeja", "celular", "youtube"),
        max_chars=280, confidence=0.87,
    ),
    Rule(
        "es.cookie", "cookie_notice", "Cookie and privacy prompts, and stand-ins for embeds.",
        hits=("Este sitio utiliza cookies.", "Aceptar todo",
              "Utilizamos cookies propias y de terceros para mejorar su experiencia.", "Configurar cookies",
              "Al continuar navegando aceptas nuestra política de privacidad."),
        misses=("Prepara galletas y cookies para la fiesta.", "Aceptó la oferta.",
                "Aceptar todo sería un error."),
        whole=("aceptar todo", "aceptar todas", "rechazar todo", "rechazar todas", "aceptar cookies",
               "aceptar las cookies", "rechazar cookies", "aceptar y cerrar", "aceptar y continuar",
               "rechazar", "acepto", "estoy de acuerdo", "configurar", "configurar cookies",
               "configuración de cookies", "configuración", "gestionar cookies", "gestionar consentimiento",
               "gestionar opciones", "gestionar los servicios", "ver preferencias", "guardar preferencias",
               "administrar opciones", "preferencias de cookies", "siempre activo", "entendido"),
        opener=("contenido bloqueado", "para ver este contenido debes aceptar",
                "este contenido está bloqueado"),
        pattern=r"(?i)(?:.{0,160}\b(?:utiliza\w*|usa|usamos|empleamos|almacena\w*"
                r"|uso de)\b.{0,40}\bcookies?\b.{0,350}"
                r"|.{0,60}\b(?:acepta\w*|rechaza\w*|configura\w*)\b.{0,40}\bcookies\b.{0,200}"
                r"|.{0,20}\b(?:al|si) (?:continu\w+|hacer clic|suscrib\w+|registr\w+|naveg\w+|sigu\w+|enviar"
                r"|ingresar|iniciar|acceder"
                r"|utilizar|pulsar|contin[uú]a\w*)\b.{0,160}\b(?:acept[ao]\w*|consiente\w*"
                r"|de acuerdo)\b.{0,200}"
                r"|.{0,60}\b(?:he leído|acepto|aceptas|consulta|lee|ver|conoce)\b.{0,60}"
                r"\b(?:pol[ií]ticas? de privacidad|aviso de privacidad|términos y condiciones)\b.{0,120})",
        words=("cookies", "cookie", "privacidad", "condiciones", "continuar", "continúas", "navegando",
               "suscribirte", "registrarte", "aceptas", "acepta", "acuerdo"),
        max_chars=500, confidence=0.88,
    ),
    Rule(
        "es.paywall", "paywall", "Asks to subscribe, register or donate in order to read on.",
        hits=("Contenido exclusivo para suscriptores", "¿Ya eres suscriptor? Inicia sesión",
              "Suscríbete para seguir leyendo", "Apoya el periodismo independiente: dona hoy",
              "Regístrate gratis para continuar leyendo", "Suscríbete por solo 1 euro al mes", "4,99 € al mes"),
        misses=("El diario perdió suscriptores.", "El Estado apoya al periodismo escolar.",
                "Dona sangre cada año", "La pensión mínima será de 784 euros al mes.", "Ingresan 900 euros al mes."),
        whole=("ya soy suscriptor", "ya soy suscriptora", "contenido exclusivo", "exclusivo suscriptores", "exclusivo para suscriptores",
               "solo suscriptores", "sólo suscriptores", "solo para suscriptores",
               "contenido para suscriptores", "contenido exclusivo para suscriptores", "ya eres suscriptor",
               "ya sos suscriptor", "ya es suscriptor", "ya estás suscrito", "aún no eres suscriptor",
               "todavía no eres suscriptor", "suscríbete para seguir leyendo", "suscríbete ahora",
               "suscríbete ya", "suscribite ahora", "ver planes", "ver ofertas", "ver oferta", "hazte socio",
               "hazte socia", "hacete socio", "asóciate", "dona", "donar", "dona ahora", "haz una donación",
               "apóyanos", "apoyanos", "prueba gratis", "sin permanencia", "cancela cuando quieras",
               "premium", "suscribite para comentar", "colabora"),
        pattern=r"(?i)(?:.{0,60}\b(?:contenido|artículo|noticia|nota|lectura"
                r"|información)\b.{0,40}\b(?:exclusiv[oa]s?|sol[oa]|sólo|reservad[oa]) (?:para "
                r"|a )?(?:(?:nuestros|los|usuarios) )?(?:suscriptor\w*|socios|miembros|registrados"
                r"|abonados).{0,60}"
                r"|¿?(?:ya|aún no|todavía no|no) (?:eres|es|sos|estás?|tienes|tiene|tenés) (?:un |una "
                r"|usuario )?(?:suscri\w+|registrad\w+|soci\w+|cuenta|abonad\w+)\??.{0,60}"
                r"|.{0,30}\b(?:suscr[ií]b\w+|reg[ií]str\w+|inicia sesión|hazte"
                r"|accede)\b.{0,40}\bpara\b.{0,20}\b(?:seguir|continuar|leer|acceder|disfrutar|desbloquear"
                r"|ver)\b.{0,100}"
                r"|.{0,30}\bpara (?:seguir|continuar) leyendo\b.{0,100}|.{0,60}\b(?:apoya|apoyá|apoye"
                r"|ayúdanos|ayudanos|necesitamos tu|sostener"
                r"|colabora con)\b.{0,60}\b(?:periodismo (?:independiente|libre|de calidad)"
                r"|nuestro (?:trabajo|periodismo)|apoyo|este medio|seguir informando)\b.{0,120}"
                r"|(?:(?:suscr[ií]\w+|acced\w+|prueba\w*|hazte socio|oferta|todo|solo|sólo|desde|por|a partir de|ahora)\b[^.!?\d]{0,40})?"
                r"[€$]?\s?\d[\d.,]*\s?(?:€|\$|euros?)?(?:\s?/\s?mes|\s(?:al mes|por mes|el primer mes|al año|mensuales))"
                r"(?:,? (?:durante|sin permanencia|y luego|el primer|los primeros|después)[^.!?]{0,50})?[.!]?|has (?:leído|alcanzado).{0,40}(?:artículos|límite).{0,60})",
        words=("suscriptores", "suscriptor", "suscriptora", "suscrito", "suscríbete", "suscribite",
               "suscríbase", "regístrate", "registrate", "regístrese", "registrado", "socio", "socios",
               "leyendo", "leer", "periodismo", "apoya", "euros", "cuenta", "mes", "límite", "abonados",
               "apoyo", "registrados", "suscripto"),
        max_chars=220, confidence=0.86,
    ),
    Rule(
        "es.advertisement", "advertisement", "Labels of advertising, and notes on affiliate links.",
        hits=("Publicidad", "La noticia continúa después de la publicidad", "Contenido patrocinado",
              "Este artículo contiene enlaces de afiliados."),
        misses=("Publicidad engañosa", "La publicidad cuesta cara.", "La noticia continúa en desarrollo"),
        whole=("publicidad", "publicidade", "anuncio", "anuncios", "pauta", "aviso", "contenido patrocinado",
               "patrocinado", "patrocinado por", "contenido de marca", "branded content",
               "espacio patrocinado", "publirreportaje", "la noticia continúa después de la publicidad",
               "la nota continúa después de la publicidad", "continúa después de la publicidad",
               "el artículo continúa después de la publicidad", "sigue leyendo después de la publicidad",
               "continúa leyendo después de la publicidad", "publicidad publicidad",
               "publicidad continúa leyendo", "publicidad sigue leyendo", "cerrar anuncio", "saltar anuncio",
               "saltar publicidad", "comprar", "comprar en amazon", "comprar ahora", "añadir al carrito",
               "agregar al carrito", "ver en amazon", "ver precio", "espacio publicitario",
               "contenido ofrecido por", "enlaces patrocinados", "por taboola"),
        opener=("la noticia continúa después", "la nota continúa después", "el artículo continúa después",
                "continúa después de la", "este artículo contiene enlaces de",
                "este artículo contiene enlaces de afiliados", "este artículo contiene enlaces de afiliación",
                "este post contiene enlaces", "este artículo incluye enlaces", "patrocinado por",
                "contenido patrocinado por", "presentado por", "ofrecido por", "auspiciado por",
                "contenido ofrecido por", "podemos recibir una comisión"),
        max_chars=200, confidence=0.87,
    ),
    Rule(
        "es.rights", "copyright", "Reserves rights or forbids reproduction.",
        hits=("Todos los derechos reservados.", "Prohibida la reproducción total o parcial",
              "© Ejemplo 2016. Reservados todos los derechos"),
        misses=("Los derechos de los obreros siguen reservados a la sesión.",
                "La reproducción de los ciervos empieza en octubre."),
        pattern=r"(?i)(?:.{0,140}\b(?:todos (?:los|sus) derechos (?:están )?reservados"
                r"|reservados todos los derechos|derechos reservados)\b.{0,160}"
                r"|.{0,80}\b(?:prohibid[oa]s?|queda prohibida)\b.{0,60}\b(?:reproducción|publicación"
                r"|distribución|uso|copia|difusión|redistribución)\b.{0,200}"
                r"|.{0,60}©\s?(?:agencia )?efe\b.{0,100}"
                r"|.{0,60}(?:bajo|con) (?:una )?licencia (?:de )?creative commons.{0,120})",
        words=("derechos", "prohibida", "prohibido", "prohibidos", "efe", "creative"),
        max_chars=320, confidence=0.9,
    ),
)
