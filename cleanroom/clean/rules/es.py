"""Spanish rules: pointers, widgets, credits, sources, bylines."""

from __future__ import annotations

from cleanroom.clean.rules.rule import Rule

_WORD = r"[\p{Lu}][\p{L}.'’-]*"
_NAME = rf"{_WORD}(?: (?:(?:de|del|la|las|los|y|e|van|von) ){{0,2}}{_WORD}){{1,4}}"
_TEXT = (
    r"(?:artículo|articulo|texto|nota|contenido|reportaje|entrevista|columna|post|entrada|publicación|informe"
    r"|análisis|crónica"
    r"|ensayo|historia|trabajo|pieza|noticia|material|versión|traducción|extracto|opinión|investigación"
    r"|tribuna)"
)

RULES = (
    Rule(
        "es.read-more-label", "read_more", "A pointer to another story: a label, then its title.",
        hits=("Lea también: El río perdido", "LEE TAMBIÉN | Diez ideas para el invierno",
              "Te puede interesar: La huelga del norte", "Leé también: Cómo llegar al mar",
              "Más información: El puerto", "Ver más: La ciudad de noche"),
        misses=("Lea también de noche, dice la maestra.", "Te puede interesar o no.", "Mira tú, dijo ella."),
        label=("puedes leer", "lea también", "lea tambien", "lee también", "lee tambien", "leé también", "lea más",
               "lee más", "leé más", "leer más", "leer también", "lea además", "lee además", "leé además",
               "lea aquí", "lee aquí", "leer aquí", "lea", "lee", "leer", "léase también",
               "le puede interesar", "le podría interesar", "te puede interesar", "te podría interesar",
               "te pude interesar", "te podria interesar", "puede interesarte", "puede interesarle",
               "podría interesarte", "quizás te interese", "quizá te interese", "quizás le interese",
               "también te puede interesar", "también te podría interesar", "también puede interesarte",
               "también le puede interesar", "tal vez te interese", "te interesa", "le interesa",
               "te recomendamos", "te recomendamos leer", "le recomendamos", "le recomendamos leer",
               "recomendamos", "recomendado", "recomendados", "recomendada", "nota recomendada",
               "notas recomendadas", "lectura recomendada", "le sugerimos", "te sugerimos", "sugerimos leer",
               "más información", "más info", "mas información", "más detalles", "más noticias",
               "más sobre el tema", "más sobre este tema", "más en", "ver más", "ve más", "ver también",
               "vea también", "ve también", "vea además", "vea", "mira también", "mirá también",
               "mire también", "mira aquí", "mira", "mirá", "mirá además", "mira además", "además lee",
               "además", "además lea", "también lea", "también lee", "también leé", "lea después",
               "sigue leyendo", "seguí leyendo", "siga leyendo", "continúa leyendo", "sigue aquí",
               "noticia relacionada", "noticias relacionadas", "nota relacionada", "notas relacionadas",
               "artículo relacionado", "artículos relacionados", "contenido relacionado", "relacionado",
               "relacionada", "relacionados", "relacionadas", "temas relacionados", "no te pierdas",
               "no se pierda", "no te lo pierdas", "no dejes de leer", "no deje de leer", "para leer",
               "para saber más", "para más información", "conoce más", "conozca más", "conocé más",
               "entérate", "entérese", "entérate más", "descubre más", "descubra más", "haz clic aquí",
               "haga clic aquí", "hacé clic aquí", "clic aquí", "click aquí", "en video", "en vídeo",
               "en fotos", "en imágenes", "video relacionado", "mira el video", "vea el video", "ver video",
               "ver vídeo", "leer nota completa", "ver nota completa", "de interés", "sobre el tema",
               "escucha", "escuche", "escuchá", "revisa también", "revise también", "consulta también",
               "lea antes", "antecedentes", "lo último", "contexto"),
        max_chars=180, confidence=0.9,
    ),
    Rule(
        "es.read-more", "read_more", "A link to the rest of the text or to more of its kind.",
        hits=("Leer más ...", "Seguir leyendo →", "[Lea la nota completa]", "Ver más"),
        misses=("Leer más libros es bueno.", "Quería saber más", "Ver más lejos"),
        whole=("leer más", "lee más", "lea más", "leé más", "leer mas", "leer", "seguir leyendo",
               "sigue leyendo", "siga leyendo", "seguí leyendo", "continuar leyendo", "continúa leyendo",
               "continúe leyendo", "leer nota completa", "lea la nota completa", "lee la nota completa",
               "leé la nota completa", "ver nota completa", "leer la nota completa", "leer artículo completo",
               "leer el artículo completo", "lee el artículo completo", "lea el artículo completo",
               "leer noticia completa", "leer entrada completa", "leer el artículo original", "leer completo",
               "ver más", "ver mas", "ver todo", "ver todos", "ver todas", "ver menos", "ver nota",
               "ver noticia", "ver artículo", "mostrar más", "mostrar menos", "cargar más",
               "cargar más noticias", "más", "más información", "más info", "más información aquí",
               "saber más", "para saber más", "conoce más", "conocer más", "lea también", "lee también",
               "leé también", "lea aquí", "haz clic aquí", "haga clic aquí", "clic aquí", "click aquí",
               "pincha aquí", "pincha aquí para leer más", "ver más noticias", "más noticias aquí",
               "haz click aquí", "hacé click acá", "hacé clic acá", "leer más aquí", "leer también",
               "ampliar información", "ir a la nota", "ir al artículo", "ver detalle"),
        opener=("haz clic aquí para", "haga clic aquí para", "hacé clic aquí para", "haz clic en",
                "haga clic en", "haz click en", "da clic aquí", "da click aquí", "clic aquí para",
                "pincha aquí para", "pulsa aquí para", "pincha en", "ingresa aquí", "ingresá aquí",
                "continuar leyendo", "seguir leyendo", "lea la nota completa en",
                "lea el artículo completo en", "lea también", "lee también", "leé también",
                "te puede interesar", "le puede interesar", "te recomendamos leer", "mira el video",
                "mirá el video", "mirá también", "mira aquí", "mira también", "vea aquí", "vea también",
                "consulta aquí", "sigue aquí"),
        max_chars=110, confidence=0.87, stop=False,
    ),
    Rule(
        "es.more-news", "related_links", "Announces a list of other stories.",
        hits=("Te puede interesar", "Noticias relacionadas", "Lo más leído", "Más noticias sobre la huelga",
              "Últimas noticias"),
        misses=("Te puede interesar saber que llueve.", "Lo más visto del año fue el partido.",
                "Más noticias sobre la huelga llegarán el lunes."),
        whole=("te puede interesar", "le puede interesar", "te podría interesar", "le podría interesar",
               "también te puede interesar", "también te podría interesar", "te puede interesar también",
               "también le puede interesar", "puede interesarte", "quizás te interese", "quizá te interese",
               "te interesa", "también puede interesarte", "podría interesarte", "esto te puede interesar",
               "noticias relacionadas", "noticia relacionada", "notas relacionadas", "artículos relacionados",
               "artículo relacionado", "contenido relacionado", "contenidos relacionados",
               "entradas relacionadas", "temas relacionados", "publicaciones relacionadas",
               "historias relacionadas", "videos relacionados", "vídeos relacionados", "relacionado",
               "relacionados", "relacionadas", "relacionada", "enlaces relacionados",
               "información relacionada", "más noticias", "más información", "más notas", "más artículos",
               "más historias", "más sobre este tema", "más sobre el tema", "más del autor",
               "más del mismo autor", "más de este autor", "más en esta sección", "más de esta sección",
               "lo más leído", "lo mas leído", "lo más leido", "lo más visto", "lo más comentado",
               "lo más compartido", "lo más popular", "lo más reciente", "lo más nuevo", "lo más destacado",
               "lo más buscado", "lo más", "las más leídas", "las más vistas", "los más leídos",
               "los más vistos", "más leídas", "más leídos", "más vistos", "más vistas", "más popular",
               "más populares", "más comentados", "más recientes", "noticias más leídas", "notas más leídas",
               "lo último", "últimas noticias", "ultimas noticias", "últimas notas", "últimas entradas",
               "últimos artículos", "última hora", "las últimas noticias", "noticias recientes",
               "noticias de hoy", "entradas recientes", "artículos recientes", "notas recientes",
               "publicaciones recientes", "recientes", "noticias destacadas", "notas destacadas",
               "noticias populares", "entradas populares", "artículos populares", "otras noticias",
               "otros artículos", "otras notas", "otras entradas", "tendencias", "tendencia", "recomendados",
               "recomendadas", "recomendado", "recomendamos", "te recomendamos", "le recomendamos",
               "recomendado para ti", "recomendados para ti", "recomendaciones", "nuestra selección",
               "selección del editor", "imperdibles", "no te pierdas", "no te lo pierdas", "no se pierda",
               "lee también", "lea también", "leé también", "leer también", "lea además", "ver también",
               "ver además", "contenido patrocinado", "contenido recomendado", "en portada", "para ti",
               "titulares", "del mismo autor", "además", "mira también", "mirá también", "vea también",
               "sigue leyendo", "más de", "en esta nota", "más contenido", "seguro que te interesa",
               "lo que debes saber hoy", "para seguir leyendo"),
        opener=("más noticias de", "más noticias sobre", "más noticias en", "más artículos de",
                "más notas de", "más información sobre", "otras noticias de", "otros artículos de",
                "últimas noticias de", "últimas noticias sobre", "lo más leído en", "lo más leído de",
                "lo más visto en", "lo último en", "lo último de", "noticias relacionadas con",
                "te puede interesar", "le puede interesar", "todas las noticias de",
                "todas las noticias sobre"),
        max_chars=90, confidence=0.85, run="list", stop=False,
    ),
    Rule(
        "es.player", "media_widget", "Buttons, labels and messages of players and galleries.",
        hits=("Escuchar este artículo", "Cargando reproductor...", "Pantalla completa",
              "Este video no está disponible.", "Tiempo de lectura: 3 min"),
        misses=("La pantalla completa del cine", "Quieren escuchar este artículo de fe.",
                "Silencio en la sala"),
        whole=("más podcasts", "escuchar", "escuchar este artículo", "escuchar artículo", "escuchar el artículo",
               "escucha este artículo", "escuchá este artículo", "escucha la noticia", "escuchar noticia",
               "escuchar nota", "escuchar audio", "escucha el audio", "escucha el podcast",
               "escuchar podcast", "escuchar episodio", "todos los episodios", "descargar audio",
               "descargar episodio", "descargar podcast", "suscríbete al podcast", "reproducir",
               "reproducir video", "reproducir vídeo", "reproducir audio", "reproduciendo", "pausa", "pausar",
               "silenciar", "silencio", "activar sonido", "activar audio", "volumen", "pantalla completa",
               "salir de pantalla completa", "subtítulos", "velocidad de reproducción", "velocidad",
               "calidad", "cargando", "cargando reproductor", "cargando video", "cargando vídeo",
               "cargando player", "este video no está disponible", "este vídeo no está disponible",
               "video no disponible", "vídeo no disponible", "siguiente video", "siguiente vídeo",
               "próximo video", "video anterior", "ver video", "ver vídeo", "ver el video", "ver galería",
               "galería", "galería de fotos", "galería de imágenes", "fotogalería", "ver fotos",
               "ver fotogalería", "ver todas las fotos", "ampliar foto", "ampliar imagen", "ampliar",
               "abrir galería", "cerrar galería", "foto siguiente", "foto anterior", "siguiente foto",
               "insertar", "código de inserción", "copiar código", "embeber", "en vivo", "ver en vivo",
               "en directo", "0 fotos", "0 imágenes", "tu navegador no soporta el elemento de audio",
               "tu navegador no soporta html0", "compartir video", "retroceder 0 segundos",
               "avanzar 0 segundos", "0 segundos", "reproductor de audio", "reproductor de video",
               "reproductor de vídeo", "notificarme cuando empiece"),
        opener=("tu navegador no", "su navegador no", "para ver este video", "para ver este vídeo",
                "por favor activa javascript", "habilita javascript", "este video no", "este vídeo no",
                "no se ha podido cargar", "ver esta publicación en instagram", "escucha este artículo",
                "escuchar esta nota", "una publicación compartida"),
        pattern=r"(?i)(?:imagen|foto|página|fotos)s? \d+ ?(?:de|/) ?\d+|1 de \d+|(?:tiempo"
                r"|duración) (?:estimado )?de lectura\s?:? ?(?:aprox\.? |~)?\d+ ?min\w*\.?"
                r"|\d+ ?min(?:utos?)?\.? (?:de )?lectura"
                r"|lectura:? \d+ ?min\w*\.?",
        words=("imagen", "foto", "página", "fotos", "de", "lectura", "duración"),
        max_chars=130, confidence=0.86,
    ),
    Rule(
        "es.photo-credit", "photo_credit", "Who took or owns a picture: a label and a name.",
        hits=("Foto: EFE", "Crédito: Ana Ejemplo / AFP", "Fotografía: Ana Ejemplo", "Imagen: Ejemplo Prensa",
              "(Foto: Ana Ejemplo)", "Foto de Ana Ejemplo", "Foto cortesía: Ana Ejemplo"),
        misses=("Foto: el puente al amanecer fue tomado desde una barca por uno de los socorristas, que "
                "luego perdió la cámara en el mar.",
                "Crédito: el banco volverá a prestar el año que viene, lo que hará volver a los "
                "compradores, según dicen los analistas.",
                "Fotos por docenas"),
        whole=("foto de archivo", "fotografía de archivo", "imagen de archivo", "imagen ilustrativa",
               "imagen referencial", "foto referencial", "foto ilustrativa", "imagen de referencia",
               "foto de referencia", "archivo", "referencial", "cortesía"),
        pattern=r"(?i)[(\[*]?\s?(?:(?:fotos?|im[aá]gen(?:es)?|fotograf[ií]as?|fotógraf[oa]|gr[aá]fic[oa]s?"
                r"|infograf[ií]a|ilustraci[oó]n(?:es)?|captura(?: de pantalla)?|composición"
                r"|fuente de (?:la )?imagen|portada)"
                r"(?: (?:principal|destacada|de portada|de archivo|cortesía|archivo|referencial|ilustrativa"
                r"|tomada de))?|cr[eé]ditos?(?: (?:de (?:la )?)?(?:foto(?:grafía)?|imagen|fotos))?"
                r"|pie de foto)"
                r"\s?[:|©/]\s?©?\s?(?-i:[\p{Lu}\d@(©].{1,80}|(?:archivo|cortesía|especial|internet|captura"
                r"|redes|difusión|gentileza|tomada).{0,60})[)\]]?"
                r"|(?:foto|imagen|fotografía) (?:de|por|vía|cortesía(?: de)?"
                r"|tomada de) (?-i:[\p{Lu}][\p{L}.'’-]+(?: [\p{Lu}][\p{L}.'’-]*){0,4}(?: ?[/,(] ?.{2,30})?)"
                r"|(?:cortesía|gentileza)(?: de)?:? (?-i:[\p{Lu}].{2,60})",
        words=("foto", "fotos", "imagen", "imágenes", "fotografía", "fotografías", "fotografia", "fotógrafo",
               "fotógrafa", "gráfico", "infografía", "ilustración", "captura", "composición", "crédito",
               "créditos", "credito", "creditos", "pie", "cortesía", "gentileza", "portada", "ilustraciones"),
        max_chars=120, confidence=0.91,
    ),
    Rule(
        "es.caption", "caption", "The description of a picture, with its credit or a mark that it is one.",
        hits=("El puerto al anochecer. Foto: Ana Ejemplo / EFE", "Pie de foto: el puerto al anochecer",
              "La alcaldesa, en mayo, en Lima. | EFE", "El puente sobre el río (foto de archivo)",
              "La casa del pueblo viejo (EFE)"),
        misses=("Esta foto: la guarda en una caja desde niño.", "El pie de la montaña era verde.",
                "Dijo ante la prensa: Foto, por favor."),
        label=("pie de foto", "leyenda", "descripción de la imagen", "imagen de archivo", "foto de archivo",
               "en la imagen", "en la foto"),
        opener=("imagen de archivo de", "foto de archivo de", "fotografía de archivo de",
                "fotografía cedida por", "imagen cedida por", "captura de pantalla de"),
        pattern=r".{12,260}?(?:[.!?»”\")…|–/-]\s*(?:(?:[Ff]otos?|FOTO|[Ii]magen|[Ff]otografía|[Cc]réditos?"
                r"|[Ff]uente)\s?[:©]\s?[\p{L}@©][\p{L}\d.,&'’/@|() -]{1,60}|[|/(]?\s?(?:EFE|Efe|AFP|Reuters"
                r"|REUTERS|EP|Europa Press|EUROPA PRESS|Cuartoscuro|Télam|NA"
                r"|Xinhua)(?:/[\p{L} .]{2,40})?\)?\.?)"
                r"|[(\[](?:foto|imagen|Foto|Imagen|FOTO)?:? ?(?:de archivo|archivo|referencial|ilustrativa"
                r"|de referencia|EFE|Efe|AFP|Archivo|cortesía)(?:/[\p{L} .]{2,40})?[)\]]\.?)",
        words=("foto", "fotos", "imagen", "fotografía", "crédito", "créditos", "efe", "afp", "ep", "archivo",
               "cuartoscuro", "referencial", "ilustrativa", "fuente", "referencia"),
        max_chars=300, confidence=0.86,
    ),
    Rule(
        "es.republication", "republication", "Says where the text first appeared, or by whose leave.",
        hits=("Este artículo fue publicado originalmente en Ejemplo Semanal.",
              "La entrada La huelga del norte se publicó primero en Blog Ejemplo.",
              "Este texto apareció primero en Ejemplo Semanal", "Publicado originalmente en ejemplo.example",
              "Fuente: Ejemplo Semanal", "Esta nota se publicó en Ejemplo y se reproduce con permiso",
              "Con información de Agencia Ejemplo", "Tomado de Ejemplo Semanal",
              "Reproducido con autorización de Ejemplo Semanal"),
        misses=("Este artículo fue publicado en la gaceta oficial en 1905, y desde entonces nadie lo ha "
                "tocado ni leído con cuidado en la capital del país.",
                "La fuente: un pozo.", "Con información de primera mano, la fiscal siguió.",
                "Publicado en 1843, el libro tuvo diez ediciones."),
        pattern=r"(?i)[(\[*]?(?:(?:nota|nota del editor|n\. ?de la r\.|aviso)\s?:\s?)?(?:"
                rf"(?:este|esta|el presente|la presente"
                rf"|una (?:primera )?versión de est[ea]) (?:\w+ )?{_TEXT}s?(?: (?:de|por) .{{2,50}})??"
                r" (?:(?:fue|ha sido|es|había sido|se) )?(?:originalmente |inicialmente |primero |antes "
                r"|también |también fue )?(?:publicad[oa]|publicó|apareci[oó]|aparecid[oa]|apareció"
                r"|difundid[oa]|reproducid[oa]|reproduce|republicad[oa]|republica|salió|escrit[oa]"
                r"|traducid[oa]|tomad[oa]|publica|ha aparecido)"
                r"(?: (?:originalmente|originariamente|primero|por primera vez|inicialmente|previamente|antes"
                r"|el \d[\d \p{L}]{3,20}|en inglés|aquí))* (?:en(?: el (?:sitio|blog|diario)(?: de)?"
                r"| la (?:web|revista|página)(?: de)?)?|por|desde|de|con (?:permiso"
                r"|autorización) de)\s(?P<source>.{2,90})"
                r"|(?:la entrada|el artículo|el post|la noticia|el cargo) .{2,140} (?:se publicó primero en"
                r"|apareció primero en|aparece primero en|apareció por primera vez en"
                r"|fue publicad[oa] primero en|se publicó antes en)\s(?P<source2>.{2,80})"
                r"|(?:publicad[oa]|aparecid[oa]) (?:originalmente|originariamente|inicialmente"
                r"|por primera vez|primero|previamente) (?:en|por)\s(?P<source3>.{2,80})|(?:originalmente"
                r"|inicialmente) (?:publicad[oa]|aparecid[oa]) (?:en|por)\s(?P<source4>.{2,80})"
                r"|(?:fuente|fuentes|fuente original|vía|via|origen|artículo original"
                r"|texto original)\s?:\s(?-i:(?P<source5>[\p{Lu}\d].{1,60}|https?:.{2,90}|www\..{2,80}))"
                r"|con información de (?:la |el )?(?-i:(?P<source6>[\p{Lu}].{1,50}))"
                r"|(?:reproducid[oa]|publicad[oa]|republicad[oa]|se reproduce"
                r"|se publica) (?:aquí )?con (?:el )?(?:permiso|la autorización"
                r"|autorización) (?:expres[ao] )?(?:de|del)\s(?P<source7>.{2,80})"
                r"|(?:tomad[oa]|extraíd[oa]|traducid[oa]|reproducid[oa]|publicado en|publicada en) (?:de"
                r"|desde|del|por)?\s?(?-i:(?P<source8>[\p{Lu}].{1,50})))[.)\]*]{0,3}",
        words=("publicado", "publicada", "publicó", "publica", "apareció", "aparecio", "aparece", "aparecido",
               "reproducido", "reproduce", "republicado", "fuente", "fuentes", "vía", "via", "información",
               "tomado", "tomada", "extraído", "traducido", "reproducida", "salió", "escrito", "difundido",
               "original"),
        max_chars=240, confidence=0.9,
    ),
    Rule(
        "es.byline", "byline", "The author's name, alone on a line.",
        hits=("Por Ana Ejemplo", "Por Ana Ejemplo y Juan Modelo", "Por: Ana Ejemplo", "POR ANA EJEMPLO",
              "Escrito por Ana Ejemplo", "Por Ana Ejemplo | Ciudad", "Por Redacción", "Autora: Ana Ejemplo"),
        misses=("Por Otra Parte", "Por cierto", "Por Ana Ejemplo se supo la noticia.", "Por Semana Santa",
                "Por qué"),
        pattern=r"(?:(?:Escrito |Publicado |Texto |Redactado |Posteado |Una nota |Nota |Reportaje "
                r"|Entrevista |Elaborado )?(?:[Pp]or|POR)\s?:? ?|(?i:autor(?:a|es|as|/a)?|texto"
                r"|redactor(?:a)?|escrito por|redacción|redaccion)\s?:\s?)"
                r"(?P<author>(?!(?:El|La|Los|Las|Un|Una|Otra|Otro|Otros|Eso|Esto|Su|Sus|Qué|Que|Ejemplo|Fin"
                r"|Primera|Segunda|Tercera|Todo|Semana|Lunes|Martes|Miércoles|Jueves|Viernes|Sábado|Domingo"
                r"|OTRA|QUÉ|EL|LA|LOS|LAS)\b)"
                rf"{_NAME}(?:(?:,? [ye&] |, ?| / ?|/){_NAME}){{0,3}}|(?:[Rr]edacción|REDACCIÓN|Redaccion"
                rf"|Agencias?|EFE|AFP|Staff)(?: [\p{{Lu}}][\p{{L}}.]+){{0,3}})"
                r"(?:\s?[|•·–—/(-]\s?.{0,60}|, [\p{Lu}\d].{0,40}|,? (?:corresponsal|enviad[oa]|para"
                r"|@).{0,40}| el \d.{0,30})?",
        words=("por", "autor", "autora", "autores", "texto", "redacción", "redaccion", "redactor",
               "redactora"), max_chars=130, confidence=0.85,
    ),
)
