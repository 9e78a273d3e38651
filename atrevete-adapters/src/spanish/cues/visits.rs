//! Wishing, changing and cancelling a visit, coming late to one.

use super::{Cue, Table};

/// The phrases.
pub(super) const TABLE: Table = &[
    (
        Cue::Wish,
        &[
            "@quiero", "@quiero que me|nos|le hagan|hagais|hagas|pongan|pongais|pongas|den|deis|des|cojan|cojais", "me|nos|le gustaria|apetece|apeteceria|interesa|interesaria|urge|encantaria hacerme|hacer|ponerme|darme|hacerle|hacernos|pedir|ir|que?", "para hacerme|hacernos|hacerle|hacer|ponerme|darme|que me|nos|le? hagan|hagais|pongan?", "@quiero hacerme|hacernos|hacerle|hacer|ponerme|darme|pedir|pedirle|pediros|pedirte|ir|venir|pasarme|reservar|reservarme|solicitar|coger|cogerme|agendar", "tengo que hacerme|ponerme|darme|hacerle", "ponme|poneme|pongame|apuntame|apuntanos|apunta|apuntadme|apuntadnos|apunteme|anotame|anota|anoteme|cogeme|cogedme|reservame|reservanos|reservadme|reserveme|dame|dadme|deme|danos|hazme|hacedme|hagame|metedme|meteme|guardame|guardadme|agendame|ponnos|ponle|apuntale|cogenos|ponedme|ponednos|dadnos tambien?", "me|nos|le apuntas|apuntais|apunta|apuntan|pones|poneis|pone|ponen|coges|cogeis|das|dais|da|dan|reservas|reservais|haces|haceis|hace|hacen|guardas|guardais|anotas|anota|agendas|metes|meteis", "me|nos|le podeis|puedes|puede|podrias|podriais|podria|pueden|podrian hacer|poner|coger|dar|reservar|apuntar|atender|guardar|anotar|agendar|meter|cortar", "@podeis hacerme|ponerme|cogerme|darme|reservarme|apuntarme|atenderme|guardarme|hacernos|cogernos|atendernos|hacerle|agendarme|ir|venir|pasarme|acercarme", "vamos a|con hacer|el|la", "mejor", "prefiero|prefeririamos|preferiria|preferimos|preferible", "mejor si|que|para|a|el|la", "pues mejor|entonces", "elijo|escojo|cogemos|cojo", "me quedo con", "hacerme|hacernos|ponerme|darme|hacerle", "m'agradaria|volia|demanar|em", "a poder ser", "si puede ser|es posible|fuera|pudiera .. <T>", "seria para|seria posible?", "es para", "que sea|sean", "vengo|iria|voy|vendria|vamos|iriamos|venimos|vendriamos a|con|para hacerme?", "me toca|tocan|tocaria", "tambien", "ademas", "anade|anademe|agrega|agregame|suma|sumale|anadele|anadir|incluye|incluyeme", "y ya de paso", "de paso",
        ],
    ),
    (
        Cue::Visit,
        &[
            "cita|citas|citita|turno|turnito", "@quiero|pedir|coger|cogerte|reservar|concertar|solicitar|agendar|sacar|buscar|dame|dadme|deme|hazme|hacedme|encontrar|conseguir|hacer .. @un? @cita", "pedir|coger|dar|darme|dame|das|dais|da|daros|pedirte|pediros|cogerme|reservar|deme|dan|pido|cojo .. hora|hueco|sitio|plaza|cita|turno|huequito|huequecito", "@teneis .. hueco|huecos|huequito|huequecito|hora|horas|sitio|libre|libres|disponible|disponibles|disponibilidad|cita|citas|plaza|turno|turnos|ratito|rato|algo|alguna|algun", "@teneis algo|libre|hueco|sitio", "hay|habria|hubiera|queda|quedan .. hueco|huecos|huequito|huequecito|hora|horas|sitio|libre|libres|disponible|disponibles|disponibilidad|cita|citas|plaza|turno|turnos|algo", "un hueco|huequito|huequecito|hueca|ratito", "hueco|huequito|huequecito|hueca|ratito", "me|nos|le haces|haceis|hacer|buscas|buscais|busca|haceros un? hueco|huequito|huequecito|sitio", "reservar|reserva|agendar|concertar|reservarme|pedir hora", "^ reservar|reserva|agendar|cita|hora|turno", "@quiero ir|pasarme|acercarme|venir|que me atendais|atiendan|cojais|cojan|veais", "@podeis atenderme|atendernos|cogerme|cogernos|ir|pasarme|acercarme|venir", "me|nos podeis|puedes|puede|podrias|podriais|podria|pueden coger|atender|hacer", "me|nos coges|cogeis|coge|atiendes|atendeis|atiende|atienden", "cuando podria|puede|podriais|puedes|podeis|puedo|podemos|podre|seria|tendriais|teneis|tienes|tendrias|tienen|tendrian ser|cogerme|ir|atenderme|hacermelo|hacerlo|hueco|libre|sitio|algo|cita|pasarme?", "que dia|dias|hora|horas|huecos|hueco|horario|horarios|citas @teneis|tendriais|podria|puedo|seria|os|hay|ofreceis", "que @teneis .. <T>", "@teneis para? <T>", "tendriais para? <T>", "puede|podria|podra ser .. <T>", "@podeis|os va|viene .. <T>", "como lo|estais|teneis|tienes|vais|andais|tienen de? teneis|tienes|huecos|citas|tiempo?", "que tal .. <T>", "me|nos ves|veis|veriais <T>", "ves|veis|veriais <T>", "que disponibilidad|huecos|citas", "disponibilidad", "programar|fijar una? cita", "teneis libre", "@teneis libre", "os queda algo|hueco|sitio|libre|alguna|algun|hora", "os va bien <T>", "hora per a|pel", "demanar hora|cita", "hora lliure", "hem de tallar", "lo antes posible", "cuanto antes", "me urge|corre prisa", "es urgente", "puedo|podria|podemos|podriamos|puede ir|venir|pasarme|pasar|acercarme .. <T>", "voy|vamos <T>", "iria <T>", "el proximo|primer hueco|dia|que", "lo primero que @teneis|haya|tengais|tengas", "algun|alguna hueco|dia|hora|cita|sitio", "tiene|tienen ustedes? hora|hueco|cita", "@teneis hora",
        ],
    ),
    (Cue::Another, &["otra cita|hora|reserva", "una segunda|nueva cita", "otra cita mas|aparte|distinta|diferente", "una cita mas|aparte|distinta|diferente"]),
    (
        Cue::Without,
        &[
            "no quiero|queremos|querria|queria|necesito|me|nos? hacerme|que|el|la|las|los|hagais|hagas|pongas|pongais|hago|haga?", "no quiero", "no necesito", "ya no quiero|necesito|me|queremos", "sin", "menos", "excepto", "salvo", "quitando", "nada de", "en vez de|del", "en lugar de|del", "en vez", "quita|quitame|quitar|quitale|quitalo|quitad|elimina|borra|saca|sacame", "no hace falta", "no me hagas|hagais|pongas|pongais|haga|apuntes", "paso de|del", "prescindo de|del", "prescindimos de", "olvida|olvidate|olvidemos|olvidad de?", "que no sea|sean", "que no", "no con", "ni", "con cualquiera menos|excepto|salvo", "cualquiera menos|excepto|salvo|que no sea", "no por|en|a|el|los|las|la|para", "descarta|descartamos|descartado|descarto", "dejamos|dejo|deja fuera|aparte|para otro dia?",
        ],
    ),
    (Cue::Only, &["solo|solamente|unicamente|nomas|tan solo", "nada mas que", "solo|solamente quiero|queria|necesito|seria|es|me|con|para?", "con un|una|el|la me vale|basta|sobra"]),
    (Cue::Besides, &["ademas de|del", "aparte de|del", "junto con", "mas alla de"]),
    (
        Cue::Correction,
        &[
            "queria|quise|quiero decir", "me he equivocado|confundido|liado|expresado", "me equivoque|confundi|lie", "no , perdona|perdon|digo|espera|disculpa", "perdona , digo|queria|es|era|no", "perdon , digo|queria|es|era|no", "digo $", "^ digo", "cambio de idea|opinion|planes|plan", "he cambiado de idea|opinion|planes", "lo he pensado mejor", "pensandolo bien|mejor", "me lo he pensado", "al final", "finalmente", "corrijo|correccion|rectifico", "espera|esperad , no?", "no , espera", "mejor dicho|digo", "ay no", "ui no|perdon", "he puesto mal|escrito", "puse mal", "no era .. era", "no es .. es", "en realidad", "realmente",
        ],
    ),
    (
        Cue::Usual,
        &[
            "lo de siempre", "lo mismo que|de siempre|la|el|otras|ultima|otra|vez|antes|mes", "lo mismo de siempre", "lo mismo que siempre|la ultima|otra|anterior|pasada vez?", "lo habitual|acostumbrado", "lo de la|las ultima|otra|otras|anterior vez|veces?", "como siempre $", "como la ultima|otra vez", "igual que la ultima|otra|siempre|anterior vez?", "lo mio de siempre", "lo usual", "lo mismito|mismo que|de siempre|me|la", "el de siempre", "la de siempre", "mi servicio|tratamiento|cosa habitual|siempre|usual|de", "ya sabes|sabeis lo que|mio|de me|siempre?", "lo que me hago|hice|hicisteis|haceis siempre|la|ultima|otra|normalmente", "repetir lo|el|la de|mismo ... ultima|siempre|otra|anterior", "el de la ultima|otra vez", "lo que suelo hacerme|hacer|pedir", "repetimos", "el mismo servicio|tratamiento|corte|color|tinte de|que .. siempre|vez", "la mateixa de sempre", "el de sempre",
        ],
    ),
    (
        Cue::Waiting,
        &[
            "lista de espera", "avisame|avisadme|aviseme|avisanos|avisad|avisenme .. si|cuando|en ... libera|libere|queda|quede|sale|salga|falla|falle|hay|haya|cancela|cancele|anula|anule|hueco|surge|liberara|quedara", "si se|os libera|liberara|libere|queda|quedara|cae|liberase", "si alguien|alguna|alguno cancela|falla|anula|fallara|cancelara|no", "si falla alguien|alguna|algun|uno|una", "si hay alguna? cancelacion|anulacion|baja|fallo", "si os|te falla|cancela|cancelan|fallan", "me avisas|avisais|avise|avisen|avisa si|cuando|en", "por si falla|cancela|anula|se|sale|hay alguien|alguna|libera|algo?", "si sale|surge|quedara|hubiera algo|hueco|un|algun", "apuntame|apuntadme|ponme|meteme|apunteme en|a la|una lista", "cola de espera", "apuntais|apuntas|poneis en|a la|una? lista", "que me aviseis|avisen|avises si|cuando",
        ],
    ),
    (
        Cue::Consultation,
        &[
            "consulta gratuita|gratis|previa|inicial|de|capilar|estetica|con|sin", "@quiero|pedir|una|la|hacer .. consulta $", "una consulta con|para|sin|de|gratis|gratuita", "la consulta gratuita?", "asesoramiento|asesoria", "que me asesoren|asesoreis|asesores|aconsejen|aconsejeis|orienten|orienteis|miren|mireis|valoren|valoreis|diagnostiquen", "no se que|lo hacerme|hacer|quiero|me|ponerme|elegir|pedir|que", "no tengo claro|ni que|lo|idea", "no lo tengo claro", "un cambio de look|imagen", "cambiar|cambio de look|imagen|estilo", "estoy indecisa|indeciso|perdida|dudando|dudosa", "diagnostico capilar?", "valoracion", "no me decido", "no se por cual|que decidirme|decantarme",
        ],
    ),
    (
        Cue::Mine,
        &[
            "mi|mis|nuestra|nuestras cita|citas|reserva|reservas|hora|hueco|turno|visita", "la|las|esa|esta|nuestra|vuestra cita|citas|reserva|hora|visita", "la|el|lo cita|hora|reserva|que tengo|tenia|teniamos|tenemos|pedi|reserve|cogi", "tengo|tenia|teniamos|tenemos|tendria cita|hora|reserva|reservado|reservada|turno|una|la|mi|dos|algo", "tengo|tenia .. cita|hora|reserva", "lo|la|el|las que tengo|tenia|reserve|pedi|cogi", "me disteis|diste|dieron .. cita|hora", "tengo|tenia <T> con|a|una|el|la|para?", "^ tengo|tenia .. <T> .. cita|hora|reserva", "tengo|tenia lo|la de|del", "cogi|pedi|reserve una? cita|hora", "la de|del <T>", "lo de|del la <T>", "la de|lo de|del mi|la|el|las|los <P>", "mi cita de|del",
        ],
    ),
    (
        Cue::Cancel,
        &[
            "cancel*", "anul*", "desapunt*", "quita|quitame|quitad|quitar|borra|borrame|borrad|borrar|elimina|eliminar|eliminame|suprime|quitenme la|mi|lo|esa|el cita|hora|reserva|de|del|que|hueco", "quita|quitame|borra|borrame|borradme de la agenda|lista|libro", "dale|dadle|da|darle|dar|dejad|deja|dejale|cede|ceded|pasale mi|el|la hueco|cita|hora|sitio|plaza|turno", "se lo podeis|puedes dar a otra|otro|alguien", "liberad|libera|liberar|suelta|soltad .. hueco|cita|hora|sitio|plaza|turno", "no conteis|cuentes|cuenten conmigo", "no me espereis|esperes|esperen", "quisiera|quiero|queria dejarlo|dejarla $", "echate|echaos atras", "echarme atras", "renuncio|renunciar a", "dar de baja la|mi cita|hora", "dejar sin efecto", "no voy a hacerme|ponerme nada|eso", "dejalo|dejadlo|dejamos|dejemos .. cita", "ya no quiero|necesito la|mi cita|hora|ir|eso", "ya no me hace falta .. cita", "no quiero|necesito ya? la|mi cita|hora", "olvida|olvidaos|olvidate de? mi|la cita|hora",
        ],
    ),
    (
        Cue::CantCome,
        &[
            "no puedo|podre|podria|podemos|podremos|voy|vamos ya|al|a|finalmente? final|poder|a? poder? @ir", "no puedo|podre|podria|podemos|podremos|pudo @ir", "no voy a poder", "no vamos a poder", "no ire|iremos|voy|vamos|acudire|asistire|vendre|vengo|podre a|al|el|<T>|para|$", "no ire|iremos|acudire|asistire|vendre", "no llego|llegare a lo|la|mi|tiempo de|cita|hora|del|a?", "se|me me? ha surgido", "me surgio|surge un|una|algo", "me es|sera imposible @ir", "me ha|salido salido", "imposible @ir", "no puedo ya|al|a lo|la|el|<T> de|del|cita|final", "no puedo|podre|podremos a|ir? lo|la de|del|cita", "no puedo acercarme|desplazarme|moverme", "al final no puedo|podre|voy|vamos|podemos", "yo no puedo", "se me ha complicado", "se me complica|complico", "me ha surgido", "no me va a ser posible", "no podre", "no podremos", "tengo|tuve|hay un? imprevisto|urgencia|problema", "me ha salido un|una|algo", "no se si llego|llegare|podre",
        ],
    ),
    (
        Cue::Move,
        &[
            "cambiar|cambiarla|cambiarlo|cambiarme|cambiarmela|cambiarmelo|cambiame|cambiamela|cambiamelo|cambiarnos|cambiarsela|cambiarle|cambiale|cambia|cambias|cambiais|cambiadme|cambiadmela|cambieme|cambienme|cambiamos|cambie|cambien|cambialo|cambiala|canviar|cambiarlas|cambiarlos|cambiadla|cambiadlo .. cita|hora|dia|reserva|fecha|la|el|lo|mi|para|a|al|por|turno|<T>|de|las|un", "cambiarla|cambiarlo|cambiarmela|cambiarmelo|cambiamela|cambiamelo|cambiala|cambialo|cambiarlas|cambiarnosla", "un cambio de|en cita|hora|dia|fecha|horario|la|mi", "cambio de|en cita|hora|dia|fecha|horario|la|mi", "cambiar cita|hora|dia|fecha|horario", "mover|moverla|moverlo|moverme|movermela|movermelo|mueve|mueveme|muevemela|muevemelo|muevela|muevelo|moveis|mueves|movemos|movedme|movednosla|muevanme|moure|movernos", "pasar|pasarla|pasarlo|pasarmela|pasarmelo|pasame|pasamela|pasamelo|pasala|pasalo|pasais|pasas|pasamos|pasadme|pasadla .. cita|hora|<T>|al|a|para|reserva|la|lo", "adelantar|adelantarla|adelantarlo|adelantarmela|adelantame|adelantamela|adelantamos|adelantais|adelantas|adelanto|adelante la|el|mi|lo|cita|un|unas|una|media|hora|para|a|al|$", "retrasar|retrasarla|retrasarlo|retrasarmela|retrasame|retrasamela|retrasamos|retrasais|retrasas|retrasadme", "atrasar|atrasarla|atrasarlo|atrasame|atrasamela|atrasais|atrasamos", "aplazar|aplazarla|aplazarlo|aplazo|aplazamos|aplazame|aplazamela|aplazais|aplaces", "posponer|posponerla|posponerlo|posponemos|pospon|pospongo|pospongamos|posponeis", "reprogramar*|reprograma*", "reagendar*|reagenda*|recolocar*", "correr|correrla|corre .. cita|hora|turno", "trasladar|trasladarla|traslado|postergar|postergarla", "en vez de|del <T>", "en lugar de|del <T>", "dejarlo|dejarla|dejamos|dejemos|dejadlo|dejalo|dejala|lo dejamos|dejais .. para|por <T>|otro|otra|la|el|mas|luego", "dejarlo|dejarla|dejamoslo|dejemoslo para <T>|otro|otra|la|el|mas|luego", "para otro|otra dia|hora|momento|semana", "otro|otra dia|hora|fecha|momento", "venir|ir antes|despues|mas $", "mas tarde|pronto|temprano", "un poco antes|despues|mas", "un poquito antes|despues|mas", "cambiamos .. cita|hora|dia|<T>", "modificar|modificarla|modifico|modificacion|variar", "cambio la|mi|de cita|hora|dia", "poner|ponerla|ponerlo|ponermela|ponmela|pongamosla otro|para|el|<T>",
        ],
    ),
    (
        Cue::Late,
        &[
            "llego|llegare|llegamos|llegaremos|llegaria|vamos|voy|ire|llegando|llegar tarde|tardisimo|justa|justo|justita|retrasada|retrasado|pillada|apurada|mal|algo|un|unos|con .. tarde|tiempo|retraso?", "llego|llegare|llegamos|llegaremos|llegaria|llegar .. tarde", "llego|llegare|llegamos|llegaremos en|dentro <D>", "llego|llegare|llegamos|llegaremos .. <D> .. tarde|despues|mas|retraso?", "con <D> de? retraso", "llego|llegare|llegamos a|sobre|hacia <T>", "con .. retraso", "con retraso", "me retraso|retrasare|demoro|demorare|atraso|atrasare|entretuve|retrase", "nos retrasamos|retrasaremos|demoramos", "me voy|vamos a retrasar|demorar|atrasar|entretener|liar", "voy|vamos a llegar .. tarde?", "voy a tardar|retrasarme|demorarme", "me he retrasado|entretenido|dormido|liado|despistado", "me quede dormida|dormido", "tardo|tardare|tardamos|tardaremos|tardaria|demoro|demorare .. <D>", "tardo|tardare|tardamos|tardaremos|demoro|demorare un|poco|algo|mas|todavia|en", "estoy en un|el|medio|pleno atasco|atascazo|trafico|caravana|de|tapon", "hay atasco|atascazo|mucho|un trafico|caravana|mucho|atasco?", "pillada|pillado|metida|parada en un|el atasco|trafico|caravana", "se me ha hecho tarde", "se me hizo tarde", "estoy|ando|seguimos buscando|intentando|dando aparcar|aparcamiento|sitio|parking|vueltas", "estoy de camino", "voy de camino", "voy para alla|alli", "voy corriendo|volando", "estoy llegando|aparcando|saliendo", "salgo ahora|ya", "en <D> estoy|estare|llego|llegamos|voy|estamos", "<D> y|mas|tarde|de estoy|llego|retraso|tarde|alli|ahi", "<D> y llego|estoy", "<D> tarde|retraso", "me pueden|podeis|puedes esperar|esperarme", "me esperais|esperas|espera|esperan $", "no llego a tiempo|la|mi|las|hora", "no llego $", "se me ha pinchado|averiado|estropeado", "he perdido el|mi bus|autobus|metro|tren", "perdi el bus|autobus|metro|tren", "va|viene con|el retraso|metro|tren|bus", "mi tren|bus|metro|autobus .. retraso|tarde", "hay que esperarme|esperar", "llego|llegare|estare ahi|alli .. en|a|sobre|<D>|<T>",
        ],
    ),
    (
        Cue::Emphatic,
        &["seguro $", "segura|segurisima|seguro|segurisimo", "definitivamente", "sin falta", "si o si", "rotundamente", "completamente", "del todo", "para siempre", "ya mismo", "directamente", "no me interesa ya"],
    ),
    (Cue::ForMe, &["para|a mi $", "para mi y", "para|a mi y", "y para|a|mi? mi $", "yo $", "yo tambien", "y yo", "^ yo", "tambien para mi $", "conmigo", "para mi , el|la|un|una|corte|y", "y a mi", "es|son|seria para mi $", "para mi misma|mismo|tambien|sola|solo"]),
    (Cue::People(1), &["una persona", "solo|para yo|uno|una $", "voy sola|solo"]),
    (Cue::People(2), &["somos dos|2", "seriamos|vamos|iriamos|venimos|vendriamos dos|2", "dos|2 personas", "para dos|2 $", "las dos juntas", "nosotras|nosotros dos", "para los|las dos $", "ambas|ambos juntas|juntos?"]),
    (Cue::People(3), &["somos tres|3", "seriamos|vamos|iriamos|venimos|vendriamos tres|3", "tres|3 personas", "para tres|3 $"]),
    (Cue::People(4), &["somos cuatro|4", "seriamos|vamos|iriamos|venimos|vendriamos cuatro|4", "cuatro|4 personas", "para cuatro|4 $"]),
    (Cue::People(5), &["somos cinco|5", "seriamos|vamos|iriamos|venimos|vendriamos cinco|5", "cinco|5 personas", "para cinco|5 $"]),
    (
        Cue::Reason,
        &[
            "que la|el|los|las|mi _ es|son|empieza|empiezan <T>", "la|el|los|las misa|boda|ceremonia|comunion|tren|avion|vuelo|bus|reunion|fiesta|cena|cumple|bautizo|evento es|son|sale|empieza .. <T>", "tengo|tenemos .. tren|avion|vuelo|reunion|medico|dentista|clase|examen|boda|comunion|bautizo|evento|entrevista|viaje .. <T>", "tengo|tenemos .. tren|avion|vuelo|reunion|medico|dentista|clase|examen|entrevista|viaje", "salgo|entro|trabajo|termino|acabo|empiezo|curro|libro a|de|del|trabajar|trabajo|hasta|currar|la ... <T>", "salgo|entro|trabajo|termino|acabo|empiezo|libro .. <T>", "entro a trabajar|currar|clase .. <T>", "salgo de trabajar|clase|currar|viaje .. <T>", "hasta <T> no salgo|puedo|llego|termino|acabo|estoy|libero", "me caso .. <T>", "se casa .. <T>", "recojo|recoger a|los|las ... <T>",
        ],
    ),
];
