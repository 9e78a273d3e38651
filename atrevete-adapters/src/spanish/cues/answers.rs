//! Yes, no, choices, and the ways of giving neither.
//!
//! Whole words only: nothing in "siguiente" or "noviembre" is a yes or a no.

use super::{Cue, Table};

/// The phrases.
pub(super) const TABLE: Table = &[
    (
        Cue::Yes,
        &[
            "sí", "^ si $", "^ si ya", "^ si si", "^ si , claro", "^ si por favor", "^ si por supuesto", "^ si vale", "^ si quiero", "^ si perfecto",
            "^ si gracias", "^ si eso", "^ si ese|esa|esos|esas", "^ si me|nos|lo|la|os gusta|interesa|encaja|apetece|vale|quedo|quedamos|apunto|apunta|apuntame|reserva|reservame",
            "^ si me viene|va genial|bien|perfecto|estupendo $", "^ si adelante", "^ si dale", "^ si porfa", "^ si confirmo", "^ si confirmado|confirmada",
            "^ si soy|somos", "^ si a", "^ si el|la|los|las|con|mejor|muy|esta|estoy|de|pero|en|para|tambien|mujer|hombre|senora|senor|maite|hija|guapa",
            "^ si correcto|exacto|exactamente|efectivamente", "^ si definitivamente|seguro|segurisimo|desde|tal|obvio|siempre|gracias",
            "que si $", "claro", "claro que si|sí", "por supuesto", "desde luego", "faltaria mas", "como no $", "confirmo", "confirmado", "confirmada", "confirmamos", "confirmar $", "lo confirmo",
            "la confirmo", "confirmame la|lo|esa|ese|eso?", "confirmala|confirmalo|confirmadla|confirmadlo", "de acuerdo", "conforme", "correcto", "correctisimo", "exacto", "exactamente", "efectivamente", "afirmativo",
            "asi es", "eso es", "eso mismo", "justo eso", "esa|ese soy yo", "tal cual", "adelante", "continua|continuemos|continuar|continue|continuad", "sigamos|seguimos|prosigue|sigue $", "procede|procedamos|proceded",
            "dale", "venga va", "venga vale", "venga , si|sí", "vamos alla", "vamos con ello|eso", "por mi , bien|perfecto|vale|genial|ok|estupendo", "por mi no hay problema", "sin problema|problemas", "ningun problema", "no hay problema", "no problem",
            "me parece bien|perfecto|genial|estupendo|fenomenal|fantastico|correcto|ok", "me convence", "nos parece bien|perfecto|genial", "esta bien|perfecto|genial", "esta todo bien|correcto|perfecto",
            "todo bien|correcto|perfecto|ok|en orden", "hecho $", "trato hecho", "listo", "lista $", "solo eso", "nada mas", "eso es todo", "con eso ya?", "ya esta $", "asi esta bien", "asi vale", "asi mismo",
            "me la|lo quedo", "me quedo con esa|ese|eso|ella|esta", "cogela|cogelo|cogemela|cogemelo|cogedla|cogedmela", "apuntame|apuntamela|apuntala|apuntalo|apuntanos|apuntadme $", "reservala|reservamela|reservalo|reservamelo|reservadla|reservadmela|reservame $", "guardamela|guardala|guardamelo", "ponmela|ponmelo|ponla $",
            "quiero esa|ese|eso $", "si no hay otra|otro|mas , cosa|remedio|opcion|hora|hueco? , vale|ok|bien|perfecto|esa|venga|si|sí?", "que remedio", "ok vale", "okey", "si senora", "yes|yep|yeah|sip|sii|simon|aja|ajam|sep|sipi",
            "pues si|sí", "ya te digo que si|sí", "y tanto", "obvio", "obviamente", "evidentemente", "naturalmente", "cierto", "seguro que si|sí", "tira $", "tira con eso", "vamos $", "va $", "va venga", "va vale", "me apunto", "me interesa $", "os lo confirmo", "te lo confirmo", "te confirmo", "os confirmo",
            "alli|ahi estare|estaremos", "asistire|ire|iremos", "cuenta|contad conmigo", "me va de lujo|perlas|perfecto|fenomenal|maravilla|cine|escandalo $", "de lujo", "de una $", "de perlas", "feten", "me sirve", "me queda bien|perfecto", "d'acord", "acord", "si us plau", "si claro", "esa me va|viene bien|genial|perfecta|perfecto", "la|lo quiero $", "las|los quiero $", "en efecto", "positivo", "cuando quieras", "si que si", "ya lo creo", "me la guardas", "eso seria", "seria eso", "ninguna pega", "no tengo inconveniente", "ningun inconveniente", "sin inconveniente",
        ],
    ),
    (
        Cue::Okay,
        &[
            "vale", "valep|valeee|vael|vle|vl", "ok|okey|okay|oki|okis|okok|oka|oks", "perfecto|perfecta|perfectos|perfe|perfect", "venga", "genial|estupendo|fenomenal|fantastico|guay|feten|chachi|bien|muy bien|buenisimo|excelente|maravilloso|ideal", "muy bien", "que bien",
            "pues vale", "de lujo", "me encanta $", "^ bueno $", "bueno vale", "estupendamente", "divino", "sale $", "orale|listo calixto", "barbaro", "esta bien $", "guay",
        ],
    ),
    (
        Cue::Fits,
        &[
            "me|nos viene|va|vendria|iria|venia|cuadra|cuadraria|encaja|encajaria|conviene|convendria muy? bien|perfecto|genial|mejor|fenomenal|estupendo|estupendamente|fenomenalmente|perfectamente|guay|ideal",
            "me|nos viene|va de lujo|perlas|cine|maravilla|fabula|escandalo|miedo|muerte", "me|nos cuadra|encaja|conviene|sirve|vale|acomoda", "si puedo", "sí puedo", "sí podria", "^ puedo $", "me|nos iria|vendria", "me gusta", "me|nos va $", "me|nos viene $", "va bien|genial|perfecto", "viene bien|genial|perfecto", "^ mejor $", "si que puedo", "sí que puedo", "podria ser $", "puede ser $", "tengo libre|hueco", "estoy libre", "me pega bien",
        ],
    ),
    (
        Cue::No,
        &[
            "^ no $", "^ no no", "no , gracias", "no , que va", "mejor no", "que va", "para nada", "^ nada $", "^ nada , dejalo|dejadlo|olvidalo|dejemoslo", "dejalo|dejadlo|dejemoslo|dejalos|dejarlo $", "dejalo|dejadlo estar|asi|para|por otra|hoy|ahora", "olvidalo|olvidadlo|olvidemoslo", "ninguno|ninguna", "ninguna de las|esas|ellas", "ninguno de los|esos|ellos",
            "^ tampoco $", "esa|ese|esas|esos tampoco", "tampoco me|nos|puedo", "negativo", "ni hablar", "ni de broma|cona|loca|loco", "en absoluto", "de ninguna manera", "de eso nada", "nanai|nop|nope|nah|noo|na $", "no quiero $", "no lo|la quiero", "no los|las quiero", "no me interesa", "no me convence|convencen", "no me apetece", "no hace falta", "no es necesario", "no necesito $", "no creo",
            "creo|mejor|pues|digo|que no $", "por ahora mismo|de momento no", "de momento nada", "esta vez no", "hoy no $", "paso $", "yo paso", "no ese|esa|esos|esas no?", "ese|esa|eso|esas|esos no $", "no estoy interesada|interesado", "no confirmo", "no la|lo confirmo", "no confirmes|confirmeis", "no , de momento", "no la|lo cojas|reserves|guardes|apuntes", "prefiero no $", "prefiero que no", "incorrecto", "no es correcto|correcta", "no es asi", "esta mal", "no soy yo", "me equivoque $", "no me llamo asi", "ese no es mi nombre|numero", "no gracias", "no muchas gracias", "no por favor", "al final no $", "finalmente no $", "no way", "te has equivocado $", "no no", "no me va bien ningun|ninguna|ninguno", "nada de eso", "no , eso no", "demasiado caro", "muy caro $", "es mucho $", "es mucho dinero", "se me va de precio|presupuesto",
        ],
    ),
    (
        Cue::Unfit,
        &[
            "no puedo", "no podre", "no podria", "no podemos", "no podremos", "no me|nos va|viene|vienen|van|cuadra|cuadran|encaja|encajan|conviene|convienen|vendria|iria .. bien|ninguna|ninguno|nada|mejor", "no me|nos va|viene|vienen|van|cuadra|cuadran|encaja|encajan|conviene|convienen|sirve|sirven|vale|valen|acomoda", "me|nos viene|va|vienen|van|vendria|iria super|muy|bastante? mal|fatal|regular|peor",
            "imposible", "me es|resulta|seria imposible|complicado|dificil|materialmente", "no me es posible", "es imposible", "lo tengo mal|complicado|dificil|imposible|liado|jodido|chungo|crudo", "estoy trabajando|fuera|ocupada|ocupado|liada|de viaje", "trabajo $", "no estoy", "no tengo hueco|tiempo", "es demasiado|muy? tarde|pronto|temprano $", "muy|demasiado tarde|pronto|temprano $", "no llego $", "no me da tiempo", "no hay manera", "me pilla mal|fatal|trabajando", "no me gusta|gustan", "lo tengo ocupado|pillado|cogido", "no va a poder ser", "no puede ser",
        ],
    ),
    (
        Cue::Anyone,
        &[
            "me da igual con? quien|quienes", "da igual con? quien", "con quien sea", "quien sea", "con quien este|esta|tenga|quiera|pueda|podais|querais|toque|haya|antes libre|disponible|hueco|primero|pueda?", "quien este|esta|tenga|quiera|pueda|podais|querais|toque|haya|antes libre|disponible|hueco|primero|pueda?", "con cualquiera", "la|el que este|pueda|tenga|quede libre|hueco|disponible|antes?", "no tengo preferencia|preferencias", "sin preferencia|preferencias", "quien me toque|pongas|pongais", "la|el que sea", "me es indiferente", "con quien mejor te|os venga|vaya", "con la|el que sea|este|pueda|tenga", "cualquiera de las chicas|ellas|ellos|vosotras|peluqueras|dos|tres", "cualquier peluquera|peluquero|estilista|chica|persona",
        ],
    ),
    (
        Cue::Any,
        &[
            "me da igual", "me da lo mismo", "nos da igual", "da igual", "da lo mismo", "igual me da", "cualquiera", "cualquiera de las dos|tres|cuatro|opciones|horas", "cualquiera me|nos va|vale|viene|sirve|cuadra bien?", "la|lo|el que quieras|querais|tu|prefieras|prefirais|digas|veas|mejor|sea|te|os", "lo que tu? digas|veas|quieras|prefieras|sea|os|te", "indiferente", "me es indiferente", "como quieras|querais|veas|te|os venga|vaya|va|viene|parezca? mejor|bien?", "elige|escoge|decide|elegid tu|vosotras|vosotros?", "tu eliges|decides", "tu misma|mismo", "cuando sea", "cuando quieras|querais|podais|puedas|os|te venga|vaya|va? bien|mejor?", "cualquier hora|dia|momento|cosa", "a cualquier hora", "la|el que mejor os|te venga|vaya|cuadre", "las dos|tres me|nos valen|van|vienen bien|genial|perfecto?", "todas me|nos valen|van|vienen bien|genial?", "sin preferencia", "no tengo preferencia", "al azar",
        ],
    ),
    (
        Cue::All,
        &["todas", "todos", "las|los dos $", "ambas|ambos", "las|los tres $", "todas ellas", "las|los cuatro $", "las dos cosas", "todo $", "todas las citas", "las dos citas"],
    ),
    (
        Cue::Nth(1),
        &["la|el|lo primera|primero|primer", "la|el 1a|1o|1ra|1ero|1", "^ primera|primero $", "opcion|numero|num|nro|n uno|1|una|a", "la|el uno", "la numero uno|1", "la de arriba", "^ uno|una $", "la opcion 1|uno|una|a", "primera opcion", "la|el primerito|primerita"],
    ),
    (
        Cue::Nth(2),
        &["la|el|lo segunda|segundo", "la|el 2a|2o|2da|2do|2", "^ segunda|segundo $", "opcion|numero|num|nro|n dos|2|b", "la|el dos", "la numero dos|2", "^ dos $", "la opcion 2|dos|b", "segunda opcion", "la|el de en medio|enmedio", "la del medio", "la|el otra|otro $"],
    ),
    (
        Cue::Nth(3),
        &["la|el|lo tercera|tercero|tercer", "la|el 3a|3o|3ra|3ero|3", "^ tercera|tercero $", "opcion|numero|num|nro|n tres|3|c", "la|el tres", "la numero tres|3", "^ tres $", "la opcion 3|tres|c", "tercera opcion"],
    ),
    (Cue::Nth(4), &["la|el|lo cuarta|cuarto", "^ cuarta|cuarto $", "opcion|numero cuatro|4", "la|el cuatro|4", "^ cuatro $", "la|el 4a|4o"]),
    (Cue::Nth(5), &["la|el|lo quinta|quinto", "^ quinta|quinto $", "opcion|numero cinco|5", "la|el cinco|5", "^ cinco $", "la|el 5a|5o"]),
    (Cue::Last, &["la|el|lo ultima|ultimo", "ultima|ultimo opcion", "^ ultima|ultimo $", "la de abajo", "la del final"]),
    (
        Cue::Earliest,
        &["la|el|lo mas temprana|temprano|pronto|proxima|proximo|cercana|cercano|tempranera", "la|el que antes sea?", "la de antes $", "la que sea antes|primero", "cuanto antes mejor", "lo que antes haya|tengas|tengais|sea", "la|el mas pronto", "la de mas temprano"],
    ),
    (
        Cue::Latest,
        &["la|el|lo mas tardia|tardio|tarde|lejana|lejano", "la que sea mas? tarde", "la de mas tarde", "cuanto mas tarde mejor", "lo mas tarde posible"],
    ),
    (
        Cue::That,
        &["^ esa|ese|esta|este $", "esa|ese misma|mismo", "^ esa|ese hora|dia|cita", "con esa|ese misma|mismo?", "me quedo con esa|ese", "prefiero esa|ese $", "esa|ese me|nos va|viene|vale|cuadra|gusta|encaja .. bien|perfecto|perfecta|genial?", "^ esa|ese si|sí", "^ pues esa|ese"],
    ),
    (
        Cue::Later,
        &[
            "me lo|la pienso|pensare", "me lo|la voy a pensar", "lo pienso|pensare", "lo tengo que pensar", "tengo que pensarlo|pensarmelo|mirarlo|consultarlo|hablarlo|verlo|organizarme|cuadrarlo", "dejame|dejadme pensarlo|mirarlo|que|pensar|consultarlo|ver", "me|nos lo pensamos", "lo pensamos",
            "ya|luego|despues|ahora|enseguida|mas|<T> tarde? te|os|le|les digo|dire|decimos|aviso|avisare|confirmo|confirmare|escribo|escribire|comento|comentare|cuento|llamo|llamare|contesto|contestare|respondo", "te|os|le|les digo|dire|aviso|avisare|comento|escribo|contesto algo|cosas|luego|despues|manana|<T>|mas|ahora|en|pronto|cuando|si",
            "te|os digo|aviso|comento|dire|avisare $", "ya vere|veremos|te|os contare|digo|aviso|dire|avisare", "lo consulto|hablo|miro|comento|valoro|estudio", "lo tengo que consultar|hablar|mirar|comentar", "tengo que consultar|hablar|mirar|preguntar|comentar", "dejame|dejadme un rato|momento|ratito|segundo|minuto|dia|tiempo|hasta", "dame un rato|momento|ratito|segundo|minuto|dia|tiempo|minutito", "un momento|segundo|minuto|momentito|segundito $", "espera|esperad|espere|esperate un? momento|segundo|poco|rato|que|momentito?", "ahora no puedo hablar|mirarlo|contestar|atenderte|escribir|pagar", "ahora mismo no puedo", "estoy conduciendo|reunida|reunido|trabajando", "en otro momento", "otro dia $", "en cuanto pueda|sepa|lo sepa", "aun|todavia no lo? se", "no lo? se todavia|aun", "lo dejo para otro dia|momento", "ya te|os llamo|llamare|escribo|escribire", "mas adelante", "por ahora solo miro|miraba|preguntaba|informacion", "solo preguntaba|miraba|era queria? preguntar?", "no estoy segura|seguro", "depende $", "no se si podre|puedo", "ya mirare", "cuando lo sepa", "cuando sepa", "en un rato|ratito", "lo vemos|hablamos luego|manana|otro|mas", "te|os lo confirmo luego|manana|despues|mas|en|<T>|cuando", "luego lo|la|te|os miro|veo|pago|confirmo|hago|digo", "luego $", "mas tarde $", "lo hablo con", "lo consulto con",
        ],
    ),
    (
        Cue::Repeat,
        &[
            "^ que $", "^ como $", "como dices|dice|has dicho|que", "que dices|dice|has dicho|quieres decir|significa eso?", "no te|os|le|lo entiendo|entendi|he entendido|sigo|pillo", "no entiendo|entendi|comprendo", "no he entendido|pillado|comprendido nada|bien|eso|lo?", "me he perdido", "me perdi", "repite|repitelo|repiteme|repitemelo|repetid|repita|repitame", "me lo|la|las|los puedes|podrias|puede repetir|explicar|decir otra|de|mejor? vez|nuevo?", "puedes|podrias|puede|podeis|podria repetir|repetirlo|repetirmelo|repetirme|explicarte|explicarlo|explicarmelo", "me lo|la|los|las repites|repite|explicas|explica|dices|vuelves", "^ eh $", "como era|eran|es $", "no me he enterado|entero", "no me entero", "no me enter*", "a que te refieres|se refiere", "otra vez $", "que opciones|horas|horarios .. habia|eran|tenias|habias|dijiste|me", "cuales eran|son|tenias", "que me has|habias|habeis dicho|preguntado|puesto|ofrecido", "que me dijiste|decias|preguntabas|ofreciste|preguntaste", "explicate", "^ perdon|perdona|disculpa $", "no lo|la veo", "^ mande $", "no lo|la|te pillo|cojo|capto", "dimelo otra vez", "otra vez por favor", "que era $", "puedes ponerlo|decirlo otra|de|mas",
        ],
    ),
    (
        Cue::Why,
        &[
            "^ por que $", "^ porque $", "y eso por que|porque", "y por que|porque lo|la|me|necesitas|necesitais|quereis|tengo|hay|tanto|no|es|tan", "por que|porque lo|la|me|necesitas|necesitais|quereis|tengo|hay|tanto|no|es|tan", "^ para que $", "para que lo|la|los|las|me|necesitas|necesitais|quieres|quereis|sirve|es|necesita|quiere", "y eso|esto|para|a que|cuento|santo", "a santo de que", "a cuento de que", "a que viene", "que mas te|os|le da", "que necesidad hay|tienes|teneis", "por que motivo|razon", "con que fin|motivo|objeto", "y eso $", "es necesario|obligatorio|imprescindible dar|decir|poner|el|los|mi|la|un|eso", "es obligatorio|necesario|imprescindible $", "hace falta que te|os|de|diga|ponga|el|mi|los",
        ],
    ),
    (
        Cue::Refuse,
        &[
            "prefiero no dar*", "prefiero no decir*", "prefiero no ponerlo|contestar|responder", "no te|os|se|le lo|la|los voy a|pienso dar|decir|contar", "no te|os|le|se lo|la digo|doy|dare|dire|cuento", "no quiero dar*", "no quiero decir*", "no quiero ponerlo|contestar|responder", "no lo|la voy a dar|decir|poner", "no lo digo|doy|dare|dire", "no te|os|le importa", "a ti que te importa", "que te|os|le importa", "a ti que mas te da", "paso de dar|decir|darte|decirte|contestar", "no pienso dar*|decir*|contestar*", "no tengo por que dar*|decir*|contestar*", "no es asunto tuyo|vuestro|suyo", "eso es privado|personal|cosa", "es privado|confidencial|personal", "no doy|damos mis|mi|datos|el|ese|ningun", "no me apetece dar*|decir*", "no hace falta que lo sepas|sepais", "prefiero guardarmelo", "me lo guardo|reservo", "sin nombre|apellido|apellidos $", "no facilito", "no voy a dar*|decir*", "mis datos no", "no te doy", "eso no te|os lo digo|doy|importa|voy", "mejor no te|os lo digo|doy", "no quiero que|tengais|tengas mis|mi|el",
        ],
    ),
];
