//! Questions that change nothing: prices, lengths, the salon, one's own appointment.

use super::{Cue, Table};

/// The phrases.
pub(super) const TABLE: Table = &[
    (
        Cue::Price,
        &[
            "cuanto|cuantos|cual .. cuesta|cuestan|vale|valen|costaria|costarian|valdria|valdrian|cobrais|cobras|cobran|cobra|sale|salen|saldria|saldrian|seria|serian|pedis|cobrariais|cobrarias|vendria|cobrarian", "a cuanto|como .. esta|estan|teneis|sale|salen|tienen|cobrais|va|van|queda|quedaria|tienes|sube|me", "cuanto es|son|seria|sera|serian .. <S>|todo|eso|esto|total|el|la|las|los|$", "cuanto|cuantos euros|dinero|money|pasta", "por cuanto .. sale|saldria|hacer|haceis|me|queda|quedaria", "que precio|precios|tarifa|tarifas|coste|valor|importe", "precio|precios|tarifa|tarifas|presupuesto|coste|importe|costo de|del|para|por|tiene|tienen?", "el|los|la|las|vuestros|lista|sus|me precio|precios|tarifa|tarifas|presupuesto|coste|importe|costo", "lista de precios|tarifas", "es|son|sera|seria|sale|salen|resulta .. caro|cara|caros|caras|carisimo|carillo|barato|barata|economico|asequible", "sale|saldria|salen .. mas? caro|barato|economico|a cuenta", "mas caro|barato|economico", "cuanto me|nos|os|le va|vais|cobras|cobrais|sale|a costar|cobrar|salir?", "cuanto me|te|se|os|nos|le .. cuesta|cobra|sale|cobrais|vale|clavais|gasto|gastaria|gastar", "cuanto cuesta|vale|cuestan|valen|sale|cobrais|costaria", "cuanto por|cuesta|vale <S>|el|la|las|los|un|una|hacer|hacerme|cortar", "cuanto se paga|pagaria|tengo|hay que pagar por", "se paga|pagaria|tengo|hay que pagar por", "cuanto tendria|tengo|hay que pagar|pagaros|poner|llevar", "en cuanto|a cuanto|por cuanto", "que me cobrais|cobrariais|cuesta|costaria|vale|saldria", "que cuesta|vale|cuestan|valen|costaria|valdria|cobrais|sale", "teneis|hay|haceis alguna|algun? ofertas|oferta|promocion|promociones|descuento|descuentos|promo|promos|bono|bonos", "descuento|descuentos|promocion|promociones|oferta|ofertas", "cuanto ascenderia|asciende", "quant costa|val|es", "cuanto cuestan|sale|es $", "y eso cuanto", "cuanto $", "^ cuanto <S>", "<S> cuanto $", "que tal de precio", "cuanto $", "cuesta|vale mucho", "cuanto es lo de", "desde cuanto",
        ],
    ),
    (
        Cue::HowMuchDeposit,
        &["cuanto|cual|cuanta|cuantos .. @senal", "@senal de|es cuanto", "de cuanto es|seria .. @senal", "cuanto|cuanta @senal", "cuanto hay|tengo|teneria|habria que adelantar|dejar|anticipar|senalar|pagar de|por|ahora? ahora|adelantado|@senal", "cuanto .. adelantar|adelantado|por adelantado", "en cuanto se .. @senal", "que @senal", "que cantidad|importe .. @senal|adelantar|anticipar", "importe|cantidad|cuantia .. @senal", "que porcentaje"],
    ),
    (
        Cue::WhyDeposit,
        &["por|para que ... @senal", "porque .. pagar|cobrais|pedis|piden|cobran|hay|tengo|poneis .. @senal", "@senal por que|porque|para", "por que ... pagar|cobrais|pedis|adelantar|cobran|piden|pago antes|adelantado|ya|ahora|por|una|la|el|ir", "por que tengo|hay que pagar|adelantar|dar", "antes no se? pedia|pagaba|cobraba|cobrabais|pediais|habia", "nunca he pagado|habia pagado|me habiais", "desde cuando .. @senal|pagar|cobrais|pedis", "es obligatorio|obligatoria|necesario|necesaria|hace falta pagar|la|el|dejar|una|un ... @senal", "hay que|tengo pagar|dejar .. @senal", "para que es|sirve la|el|esa @senal", "a que viene la|el|esa @senal", "que es eso|lo|esto|la|el de? la? @senal"],
    ),
    (
        Cue::Length,
        &[
            "cuanto dura|duran|tarda|tardan|tardais|tardaria|duraria|tardaremos|tardo|se|tardariais|lleva|tardas|demora|demoran|demoraria|tiempo|rato|voy|vais|estare|estaria|me ... <S>|tiempo|rato?", "cuanto .. dura|duran|tarda|tardan|tardais|tardaria|duraria|tardareis|lleva|llevara|tardas|demora|demoran|tardariais|tardo", "cuanto|cuantas|cuantos tiempo|rato|horas|minutos|ratito", "que duracion|tiempo|rato tiene|lleva|dura|tarda|se|necesito|necesita|me|tardais?", "duracion", "es|son muy? rapido|rapida|rapidos|largo|lento|rapidito", "se tarda mucho|tanto|poco|rato?", "tarda|tardan|tardais|tardas|dura|duran|lleva|llevan mucho|bastante|tanto|mas|menos|poco", "me|nos da|dara|daria .. tiempo", "a que hora .. salgo|saldria|acabo|acabaria|termino|terminaria|terminais|acabais|estaria|salimos|acabamos|termina|acaba|estare", "a que hora|horas salgo|saldria|acabo|acabaria|termino|terminaria|estaria", "para que hora estaria|estare|acabo|termino", "en cuanto tiempo|rato", "cuanto voy a estar|tardar", "cuanto rato|tiempo", "cuanto .. me|se|os|nos lleva|tarda|tardaria|llevaria|voy", "tardare|tardaria mucho", "quant dura|triga|temps", "es cosa de <D>", "cuanto hay que estar|esperar", "cuanto se|dura tarda?", "me lleva|llevara|llevaria mucho|toda|rato|la|tiempo", "son muchas horas", "es mucho rato|tiempo",
        ],
    ),
    (
        Cue::WhatIs,
        &[
            "que es|son eso|esto|exactamente? de|lo|el|la|los|las|un|una? <S>", "que es|son .. <S>", "en que consiste|consisten", "que lleva|incluye|incluyen|llevan|trae|hace|hacen|tiene|contiene .. <S>", "como es|son el|la|los|las|un|lo|eso? .. <S>", "que significa", "que se hace en|con", "que haceis|me haceis en|con <S>", "que es|era eso|esto $", "como funciona|va .. <S>", "explicame|explicadme|expliqueme|cuentame que|el|la|lo|en|eso .. <S>", "que es eso|lo de", "para que sirve .. <S>", "que incluye|lleva|trae $", "que diferencia tiene",
        ],
    ),
    (
        Cue::Advice,
        &[
            "que|cual|cuales .. aconsejas|aconsejais|recomiendas|recomendais|recomienda|aconseja|recomendarias|aconsejarias|sugieres|sugeris|recomendariais|aconsejariais|aconsejan|recomiendan|conviene|convendria|favorece|favoreceria|pega|pegaria|queda|quedaria|vendria|elegirias|cogerias|harias", "me aconsejas|aconsejais|recomiendas|recomendais|recomienda|aconseja|recomiendan|sugieres", "aconsejame|aconsejadme|recomiendame|recomendadme|recomiendeme|aconsejeme|sugiereme|orientame", "que color|corte|tono|tratamiento|estilo|look|peinado me|le|crees|pega|va|favorece|queda?", "que me hago|hariais|harias|pongo|haria|pones|haceis|harian", "que|cual es|seria|sera|va .. mejor", "que diferencia|diferencias hay|existe|tienen? .. entre|con", "diferencia entre", "en que se diferencian|diferencia", "que tal .. <S>", "tu que harias|dices|opinas|crees", "que es mejor", "cual es mejor", "cual .. mejor", "mejor .. o", "me quedaria|quedara|pegaria bien", "que me pega|favorece|va|quedaria", "necesito|quiero|queria un? consejo|ayuda|recomendacion|recomendaciones", "alguna recomendacion|sugerencia|idea", "me podeis|puedes|puede|podrias aconsejar|recomendar|orientar|asesorar", "que tratamiento|producto .. para", "crees|creeis que me", "que se lleva|esta de moda|ahora|este",
        ],
    ),
    (
        Cue::Services,
        &[
            "que servicios|tratamientos|packs|cosas|tipo|tipos|ofertas ofreceis|haceis|teneis|hay|ofreces|tienes|tienen|hacen|realizan|realizais|ofrecen|de|trabajais", "que mas haceis|teneis|ofreceis", "que haceis|ofreceis|realizais $", "que hay $", "carta|lista|listado|catalogo|menu|relacion de servicios|tratamientos?", "catalogo", "vuestros|sus|los servicios", "que cosas haceis", "a que os dedicais", "que ofreceis|ofrecen", "que se puede hacer", "que tipo de servicios|tratamientos|cortes|peinados|masajes|manicuras|mechas", "que <S> teneis|haceis|hay|tienes|ofreceis|existen", "que tipos de <S>", "que teneis de|en|para",
        ],
    ),
    (
        Cue::DoYouDo,
        &[
            "haceis|haces|hacen|hace|realizais|realizan|realiza|poneis|ponen|ofreceis|ofrecen|trabajais|trabajan|dais|feu .. <S>", "teneis|tienes|tienen|tiene .. <S>", "se hace|hacen|puede|pueden .. <S>", "teneis|haceis algo para|de|contra|con", "sabeis|sabes hacer|poner", "soleis hacer", "atendeis|cortais|peinais|tenis|depilais|tratais|cogeis .. hombres|ninos|chicos|caballeros|bebes|ninas|senoras|mujeres|unisex", "sois|es peluqueria|salon unisex|mixta|de|infantil", "tambien haceis|hacen|trabajais|poneis",
        ],
    ),
    (
        Cue::WhoDoes,
        &[
            "quien|quienes .. hace|hacen|haria|pone|corta|peina|tine|depila|atiende|me|trabaja|esta|lleva|haran", "quien|quienes seria|me|nos|hay", "<W> hace|pone|corta|peina|da|sabe|tine|depila|maquilla|realiza .. <S>", "hace|pone|da|corta|sabe <W> .. <S>", "que peluquera|peluquero|estilista|chica|persona", "<W> me puede|podria|haria|hace .. <S>", "puede|podria hacermelo|hacerme .. <W> .. <S>", "con quien .. <S>|hago|es|seria|me|tengo", "<S> lo|la|las|los hace <W>",
        ],
    ),
    (
        Cue::Works,
        &[
            "<W> trabaja|esta|estara|viene|va|tiene|curra|libra|descansa .. <T>", "trabaja|esta|estara|viene|libra|curra <W> .. <T>", "que dias|dia|horario|horas|turno .. trabaja|esta|viene|tiene|hace|libra .. <W>", "cuando .. trabaja|esta|viene|estara|vuelve|libra .. <W>", "<W> cuando|que trabaja|esta|viene|dias|vuelve", "<W> sigue|trabaja|esta .. ahi|alli|con|en|de|todavia|aun|vosotros|vosotras|$", "sigue|esta|trabaja .. <W>", "esta|estara|trabaja|viene .. <W> $",
        ],
    ),
    (
        Cue::Open,
        &[
            "abris|abren|abre|abierto|abierta|abiertos|abiertas|abrireis|abriis|abriran", "cerrais|cierran|cierra|cerrado|cerrada|cerrados|cerradas|cerrareis|cerraran", "estais|esta|estan|teneis|tienen abierto|abierta|abiertos|abiertas|cerrado|cerrada|cerrados", "trabajais|currais|trabajan los|el|en|a|hoy|manana|<T>", "<T> trabajais|currais|trabajan|estais|atendeis", "atendeis|atienden .. <T>", "es festivo|fiesta", "haceis|hacen puente|vacaciones|fiesta|festivo", "os vais de vacaciones", "estais <T>", "estais de vacaciones", "obrir|obriu|obert", "hay alguien en la peluqueria|el salon <T>", "estais ahora|hoy|todavia|aun|ya $",
        ],
    ),
    (
        Cue::Hours,
        &[
            "horario|horarios", "que|cual|de horario|horarios teneis|haceis|tienen|hacen|es|hay|teniu|seguis", "a que hora|horas .. abris|cerrais|abren|cierran|abre|cierra|empezais|empiezan|estais|acabais", "hasta|desde que hora|horas", "hasta cuando abris|estais|teneis", "que dias|dia abris|abren|cerrais|cierran|trabajais|estais|descansais", "cuando abris|cerrais|abren|cierran", "a mediodia cerrais|abris", "haceis jornada|horario continua|continuo|intensivo|partida|partido", "cerrais al|a mediodia|medio|comer", "abris al|a mediodia|medio", "quin horari", "sobre que hora abris|cerrais",
        ],
    ),
    (
        Cue::Address,
        &[
            "donde estais|esta|estan|queda|quedais|os|es|caeis|se|puedo|tengo|teneis|encuentro|la|ubicados|hay .. situados|ubicados|encontrais|encuentra|ir|peluqueria|salon|local|exactamente|tienda?", "por donde estais|caeis|quedais|es|se|vais|esta", "direccion|ubicacion|ubi|localizacion|domicilio|maps|google", "como llego|llegar|voy|se|puedo llega|llegar|ir|a|hasta?", "que calle|barrio|zona|numero|parte|metro|autobus|pueblo|poblacion|ciudad", "en que calle|barrio|zona|numero|parte|local|sitio|pueblo|planta", "cual|dime .. direccion|calle|ubicacion", "cerca de que|donde|algun", "estais cerca|lejos", "me mandas|mandais|pasas|pasais|envias|enviais|manda|das|dais .. ubi|ubicacion|direccion|localizacion|mapa", "on esteu|sou", "la ubi", "sois los|las|el de la calle|plaza", "esta muy? lejos|cerca", "llegar en metro|bus|autobus|tren|coche|cercanias", "hay|pilla|cae metro|bus|autobus|parada|cercanias .. cerca?", "donde es $", "que parada",
        ],
    ),
    (
        Cue::Parking,
        &[
            "aparca*", "parking|parkings|parquing|parkin|parqueo|parquear|aparcamiento|aparcamientos|estacionar|estacionamiento|parqueadero", "dejar|dejo|meter|meto|poner .. coche|moto|carro", "donde .. coche|moto", "zona azul|verde", "plaza|plazas de garaje|aparcamiento|parking", "garaje", "sitio para|donde el? dejar|coche|aparcar|moto", "se aparca|puede aparcar", "ir en coche", "ora $|zona|verde|azul",
        ],
    ),
    (
        Cue::OtherFaq,
        &[
            "tarjeta|tarjetas|bono|bonos|cheque|vale|vales regalo", "tarjetas de? fidelidad|puntos|socio", "fidelidad", "para regalar", "productos veganos|naturales|ecologicos|organicos|bio|cruelty|sin|de|profesionales|que|usais", "que productos|marca|marcas|champu|tintes|laca usais|utilizais|trabajais|vendeis|teneis|usan|de", "trabajais|usais|utilizais|teneis|usan|trabajan con|de? productos|marcas|tintes|loreal|wella|schwarzkopf|kerastase|olaplex|amoniaco|la", "vendeis|venden|vendes|se venden|compra", "sin amoniaco|sulfatos|siliconas", "wifi|wi fi", "perro|perros|mascota|mascotas|perrito|gato", "silla de? ruedas", "accesible|accesibilidad|minusvalidos|discapacidad|ascensor|rampa|escaleras", "hay que ir|llevar|venir|traer con|el", "tengo que ir|llevar|venir|traer|lavarme con|el|la|algo", "puedo|podria ir|llevar|venir|traer con|a|mi|el ninos|bebe|perro|mi|hijo|hija|carrito|pelo|acompanante", "pelo|cabello limpio|sucio|lavado|mojado|humedo|seco $?", "con el pelo|cabello limpio|sucio|lavado|mojado|seco|humedo|recien", "lavado o sucio", "teneis|hay|tienen|haceis .. instagram|web|facebook|pagina|tiktok|fotos|bebidas|cafe|revistas|vestuario|bano|aire|zona|sala", "instagram|tiktok|facebook|pagina web", "fotos de|vuestro|vuestros trabajos|trabajo|cortes|resultados", "necesito llevar|traer", "puedo llevar|traer", "a domicilio", "vais|venis|van|os desplazais a|hasta casa|domicilio|hospital|hoteles", "donais pelo|cabello", "donar|donacion .. pelo|cabello|melena", "haceis|dais|imparten|teneis|dan cursos|curso|clases|formacion|talleres", "a que edad", "a partir de que edad", "hay|teneis limite de edad", "cuanto .. aguanta|dura|duran|mantiene|mantienen el|la|las|los color|efecto|tinte|mechas|esmalte|resultado|unas", "que telefono", "teneis telefono", "numero de telefono|fijo", "cual es .. telefono|numero", "a que telefono|numero", "correo electronico|email|mail", "factura", "teneis aire|wifi|web|insta|app", "sois franquicia|cadena", "cuantas|cuantos peluqueras|peluqueros|sois|trabajais", "cuanto tiempo llevais abiertos|trabajando",
        ],
    ),
    (
        Cue::Own,
        &[
            "a que hora|horas .. tengo|tenia|teniamos|tenemos|era|es|quedamos|habiamos|voy|iba|me|teni|hay|yo .. cita|hora|reserva|yo|quedado|toca?", "que dia|dias|hora .. tengo|tenia|teniamos|tenemos|era|es|quedamos|me|iba|habiamos .. cita|hora|reserva|toca|quedado|$", "cuando .. tengo|tenia|teniamos|tenemos|era|es|me|quedamos|toca .. cita|hora|reserva|mia|toca|$", "cuando|que dia|a .. mi|la|nuestra cita|hora|reserva", "tengo|tenia|tenemos|teniamos cita|hora|algo|reserva .. <T> o|y <T>", "no me acuerdo|recuerdo .. hora|dia|cita|cuando|que|si|era|tengo", "no recuerdo|acuerdo la|el|mi|si|cuando|que", "me recuerdas|recordais|recuerda|recuerdan|recordarias|recordariais mi|la|el|a|cuando|que|si|cual", "me puedes|podeis|podrias|puede|podria|podriais|pueden recordar|mirar mi|la|el|a|cuando|que|si|cual|cita", "recuerdame|recordadme|recuerdeme .. cita|hora|dia|cuando|que", "se me ha olvidado|olvido .. hora|dia|cita|cuando|que", "para cuando tengo|tenia|era|me", "con quien tengo|tenia|es|era|me la|mi|cita|toca?", "que tengo|tenia reservado|reservada|cogido|pedido|apuntado", "que me toca|tocaba|iba|tengo hacer|hacerme?", "tengo|tenia algo|cita|hora reservado|reservada|cogida|pedida|apuntada|cogido|apuntado|con|el|<T>|para|$", "que citas tengo|tenemos|me", "mi proxima cita|reserva", "me confirmas|confirmais|confirma|confirman|podeis|puedes confirmar? mi|la|que|si|cita", "sigue|esta en pie|confirmada|bien|cogida|apuntada .. cita", "esta|sigue .. mi|la cita|hora|reserva", "cual es|era mi cita|hora", "era a las|el <T>", "mi cita es|era .. <T>|cuando|a|que", "cuando me toca|tocaba", "tengo hora cogida|pedida|reservada", "estoy apuntada|apuntado", "yo .. a que hora|cuando|que dia", "a que hora me esperais", "quina hora tinc|tenia", "a que hora|horas era lo mio|mia|nuestro", "lo mio a que|cuando|era", "tengo cita $",
        ],
    ),
    (
        Cue::Robot,
        &[
            "eres|sois|es|hablo|estoy|esto .. robot|bot|maquina|ia|humana|humano|automatico|automatica|contestador|chatgpt|gpt|inteligencia|persona|programa|ordenador|artificial|virtual", "eres|sois de verdad|real|carne", "hablo con una persona", "estoy hablando con", "quien|con quien eres|hablo|es|habla|esta|contesta|estoy $|hablando|ahi|detras", "es esto un|automatico", "eres una ia", "que eres", "quien eres", "eres maite de verdad", "pareces un? robot|bot|maquina", "ets un|una robot|bot|maquina",
        ],
    ),
    (
        Cue::SomeoneElse,
        &[
            "a que hora|dia|cuando|que .. tiene|va|tenia|viene|ha|iba .. <P>", "<P> tiene|tenia|ha cita|hora|pedido|reservado|cogido ... <T>?", "cuando .. <P> .. cita", "que .. se hace|hizo|ha .. <P>|clienta|otra", "tiene|tenia cita|hora .. <P>", "cita|telefono|numero|direccion|datos de la|el|una|otra|mi|otro clienta|cliente|vecina|vecino|<P>|senora|chica|persona", "dame|dime|pasame|dadme .. telefono|numero|datos|cita|citas|direccion de|del", "quien .. tiene|viene|ha cita|hora|reservado|antes|despues|<T>", "quien mas va|viene", "la cita de la|el otra|vecina|otro|novia", "que clientas|clientes", "datos de otra|otras|otro|los|las|vuestros", "ha ido|estado|venido .. <P>",
        ],
    ),
];
