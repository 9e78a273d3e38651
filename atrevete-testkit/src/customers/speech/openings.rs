//! First sentences: what she wants, all at once or only the beginning of it.

use super::super::{
    goal::{Matter, Other},
    rng::Rng,
    spin::spin,
};
use atrevete_domain::salon::Topic;

/// A hello.
pub(in super::super) fn hello(rng: &mut Rng, usted: bool) -> String {
    let template = if usted {
        "{buenos días|buenas tardes|hola, buenos días|buenas tardes, señorita|hola buenas}"
    } else {
        "{hola|buenas|holaa|hola, qué tal|buenas!|hey|hola guapa|hola Maite|buenos días|buenas tardes|hola hola|ey, hola|muy buenas}"
    };
    spin(rng, template, &[])
}

/// Somebody who says that she wants an appointment, and not yet for what.
pub(in super::super) fn only_appointment(rng: &mut Rng, usted: bool) -> String {
    let template = if usted {
        "{quisiera|querría|me gustaría} {pedir|concertar|solicitar} {una cita|hora}{, por favor|}"
    } else {
        "{quería|quiero|quisiera|necesito|me gustaría} {pedir|coger|reservar|} {cita|hora|una cita}{ porfa| por favor|}\
         |{me podéis dar|me das|me dais} {cita|hora}?|cita {porfa|por favor}|para pedir {hora|cita}|\
         {cómo hago para|cómo puedo} {pedir|coger} {cita|hora}?|{tenéis|hay} {hueco|sitio}?"
    };
    spin(rng, &format!("{{{template}}}"), &[])
}

/// A wish as a sentence: `thing` and `deed` name what, `when` and `with` may be empty.
pub(in super::super) fn booking(
    rng: &mut Rng,
    usted: bool,
    thing: &str,
    deed: &str,
    when: &str,
    with: &str,
) -> String {
    let template = if usted {
        "{{quisiera|querría|me gustaría} {pedir|reservar|} {cita|hora} para <thing> <when> <with>{, por favor|}\
         |¿{tendrían|tienen} {hueco|hora|sitio} para <thing> <when> <with>?\
         |{me podrían dar|podrían darme} {hora|cita} <when> <with> para <deed>?\
         |necesitaría {cita|hora} <when> <with>, {es|sería} para <thing>}"
    } else {
        "{{quería|quiero|quisiera|necesito} {pedir|coger|reservar|} {cita|hora} para <thing> <when> <with>\
         |{quiero|quería|me gustaría|necesito|tengo que|me apetece} <deed> <when> <with>\
         |{tenéis|tienes|hay|os queda|queda} {hueco|hora|sitio|algo|algún huequito} para <thing> <when> <with>?\
         |{me das|me dais|me podéis dar|dame} {hora|cita} <when> <with> para <deed>{?| porfa}\
         |{se puede|podría|puedo} {ir|pasarme|pasar} <when> <with> {a|para} <deed>?\
         |{cita|hora} para <thing> <when> <with>{ porfi| porfa| por favor|}\
         |<thing> <when> <with>{?| porfa| por favor|}\
         |{me hacéis|me podéis hacer} un hueco <when> <with> para <deed>?\
         |{a ver si|mira,} {podéis cogerme|me puedes coger|me cogéis} <when> <with> para <thing>\
         |{estoy buscando|busco} {cita|hora} <when> <with> para <thing>\
         |{me vendría bien|me va bien} <when> <with> para <deed>, {tenéis algo?|hay hueco?}\
         |{necesito|me urge} <deed> <when> <with>{, tengo {una boda|un evento}|, que ya me toca|}\
         |<when> <with> {tenéis|hay} {hueco|algo} para <thing>?\
         |{pues} {quería|quiero} <thing>, <when> <with> {si puede ser|a poder ser|si se puede}}"
    };
    spin(rng, template, &[("thing", thing), ("deed", deed), ("when", when), ("with", with)])
}

/// A wish for somebody else, or for two.
pub(in super::super) fn booking_for(
    rng: &mut Rng,
    other: Other,
    both: bool,
    thing: &str,
    when: &str,
) -> String {
    let template = if both {
        "{{quería|quiero|necesito|me gustaría} {pedir|coger|reservar|} {cita|hora} para {mí y para <other>|<other> y para mí|<other> y yo|las dos, <other> y yo}: <thing> <when>\
         |{vamos|iríamos} {<other> y yo|dos, <other> y yo}, {querríamos|queremos} <thing> <when>\
         |{tenéis|hay} hueco <when> para dos? {<other> y yo}, <thing>}"
    } else {
        "{{quería|quiero|necesito|me gustaría} {pedir|coger|reservar|} {cita|hora} para <other>, <thing> <when>\
         |es para <other>, {quiere|querría} <thing> <when>\
         |{le podéis dar|le das} {hora|cita} a <other> para <thing> <when>?\
         |{tenéis|hay} hueco <when> para <other>? {es|sería} para <thing>}"
    };
    spin(rng, template, &[("other", other.said()), ("thing", thing), ("when", when)])
}

/// With a stylist.
pub(in super::super) fn with(rng: &mut Rng, stylist: &str) -> String {
    spin(rng, "{con <s>|con <s>|con <s> si puede ser|con <s> a poder ser}", &[("s", stylist)])
}

/// The usual.
pub(in super::super) fn usual(rng: &mut Rng, when: &str) -> String {
    spin(
        rng,
        "{{quería|quiero|me gustaría} {lo de siempre|hacerme lo de siempre|lo mismo de siempre|lo mismo que la última vez} <when>\
         |{me dais|me das} {hora|cita} para lo de siempre <when>?|lo de siempre <when>{, porfa|}\
         |{cita|hora} <when> para lo de siempre|{repetimos|repetir} lo de la última vez <when>?}",
        &[("when", when)],
    )
}

/// Another time for a visit; `what` names the visit, `when` may be empty.
pub(in super::super) fn moving(rng: &mut Rng, usted: bool, what: &str, when: &str) -> String {
    let template = if usted {
        "{{querría|quisiera|necesito} {cambiar|mover|aplazar} {la cita|mi cita} <what><to>\
         |¿{podría|sería posible} cambiar la cita <what><for>?}"
    } else {
        "{{quería|quiero|necesito|me gustaría} {cambiar|mover|pasar} {la cita|mi cita} <what><to>\
         |{me puedes|me podéis|se puede|podríamos} {cambiar|mover} {la cita|la hora} <what><to>?\
         |no {puedo|voy a poder} {ir|llegar} <what>, {me {das|dais} otra hora?|{me la cambias|la podemos cambiar}<to>?}\
         |{al final|es que} no me viene bien {la cita|lo} <what>, {la cambiamos|la movemos}<to>?\
         |{tengo que|necesito} {cambiar|mover} la cita{, me ha surgido algo|, me ha salido un curro|} <what>\
         |{reprogramar|aplazar} la cita <what>}"
    };
    let to = if when.is_empty() { String::new() } else { format!(" {{a|para}} {when}") };
    spin(rng, template, &[("what", what), ("to", &to), ("for", &to)])
}

/// A visit called off; `what` names it.
pub(in super::super) fn cancelling(rng: &mut Rng, usted: bool, what: &str) -> String {
    let template = if usted {
        "{{querría|quisiera|necesito|debo} {cancelar|anular} {la|mi} cita <what>{, disculpe|, lo siento|}}"
    } else {
        "{{quería|quiero|necesito|tengo que} {cancelar|anular|quitar} {la cita|mi cita} <what>{, lo siento|, perdona|}\
         |{me cancelas|me anuláis|podéis anularme|puedes cancelarme} {la cita|la hora} <what>{?| porfa}\
         |{cancela|cancelad|anula|anúlame} {la cita|mi cita} <what>{ porfa| por favor|}\
         |no {voy a ir|puedo ir|voy} a la cita <what>, {la podéis cancelar?|cancélala {porfa|}|anúlala}\
         |{al final|es que} no {voy a poder ir|puedo} <what>, {cancelad|anulad|cancela} la cita}"
    };
    spin(rng, template, &[("what", what)])
}

/// Prices.
pub(in super::super) fn price(rng: &mut Rng, usted: bool, thing: &str) -> String {
    let template = if usted {
        "{¿{qué precio tiene|cuánto cuesta|me podría decir el precio de} <thing>?|{querría|quisiera} saber {el precio de|cuánto vale} <thing>}"
    } else {
        "{{cuánto cuesta|cuánto vale|cuánto es|qué precio tiene|a cuánto está|a cómo tenéis|por cuánto sale|cuánto cobráis por|cuánto me cuesta} <thing>?\
         |{precio de|precios de} <thing>?|{me dices|me puedes decir|me decís} {el precio de|cuánto vale|cuánto sale} <thing>?\
         |{quería|quiero} saber {el precio de|cuánto vale|cuánto cuesta} <thing>|<thing>, {cuánto es|qué precio|qué vale}?}"
    };
    spin(rng, template, &[("thing", thing)])
}

/// A question every salon is asked.
pub(in super::super) fn faq(rng: &mut Rng, topic: Topic) -> String {
    let template = match topic {
        Topic::Hours => {
            "{qué horario tenéis?|a qué hora {abrís|cerráis}?|{hasta qué hora|de qué hora a qué hora} {abrís|estáis abiertos|abrís}?|me dices el horario?|horarios?|cuándo abrís?}"
        }
        Topic::Address => {
            "{dónde {estáis|os encuentro|queda el salón}?|{cuál es|me pasas} la dirección?|en qué calle estáis?|cómo {llego|se llega}?|ubicación?|dónde estáis exactamente?}"
        }
        Topic::Parking => {
            "{{hay|tenéis} {parking|aparcamiento|párking} {cerca|por ahí|}?|{dónde|se puede} {aparcar|aparco} {por ahí|cerca|}?|es fácil aparcar?|puedo dejar el coche cerca?}"
        }
        Topic::Payment => {
            "{{se puede|puedo} pagar con {tarjeta|bizum}?|{aceptáis|cogéis} {tarjeta|bizum|efectivo}?|cómo se paga?|qué formas de pago tenéis?|tenéis datáfono?}"
        }
        Topic::Cancellation => {
            "{qué pasa si {cancelo|tengo que cancelar|no puedo ir}?|{con cuánta antelación|hasta cuándo} puedo cancelar?|cómo va lo de cancelar?|devolvéis la señal si cancelo?}"
        }
    };
    spin(rng, template, &[])
}

/// Whether a day is open.
pub(in super::super) fn open_on(rng: &mut Rng, day: &str) -> String {
    spin(
        rng,
        "{{abrís|estáis abiertos|trabajáis|abre el salón} <d>?|<d> {abrís|estáis abiertos|cerráis}?|{sabes si|me dices si} abrís <d>?}",
        &[("d", day)],
    )
}

/// When her own visit is.
pub(in super::super) fn own(rng: &mut Rng, usted: bool) -> String {
    let template = if usted {
        "{¿{me podría decir|recuerda usted} {cuándo|a qué hora} tengo la cita?|¿a qué hora es mi cita?}"
    } else {
        "{{cuándo|a qué hora|qué día} {tengo|tenía|era|es} {la|mi} cita?|a qué hora {tenía yo|me toca|iba yo}?|{me recuerdas|me dices} {mi cita|la hora de mi cita|cuándo me toca}?|{no me acuerdo|se me ha olvidado} {de la hora|cuándo tengo cita}{, me lo dices?|}|tengo {hora|cita} {cogida|con vosotros}?}"
    };
    spin(rng, template, &[])
}

/// Late.
pub(in super::super) fn late(rng: &mut Rng, minutes: Option<u16>) -> String {
    let m = minutes.map(|m| m.to_string()).unwrap_or_default();
    let template = if minutes.is_some() {
        "{{llego|voy a llegar|voy} {<m> minutos tarde|tarde, unos <m> minutos|con <m> min de retraso|<m> min tarde}{, perdón|, lo siento|}\
         |{estoy en un atasco|hay un tráfico horrible|se me ha escapado el bus|he perdido el metro}, {llego|llegaré} <m> minutos tarde\
         |{perdona|uff}, {llego|llegaré} unos <m> minutos más tarde}"
    } else {
        "{{llego|voy a llegar|voy} {un poco |} tarde{, perdón|, lo siento|}|{estoy en un atasco|se ha retrasado el tren}, llego tarde|{no llego|no voy a llegar} a tiempo}"
    };
    spin(rng, template, &[("m", &m)])
}

/// The waiting list.
pub(in super::super) fn waiting(rng: &mut Rng, thing: &str, when: &str) -> String {
    spin(
        rng,
        "{{me apuntáis|me apuntas|apúntame|ponedme} {en|a} la lista de espera {para <thing>|} <when>{?|porfa|}\
         |{avísame|avisadme|me avisas|me avisáis} si {se libera|queda libre|se cae} {algo|un hueco|una hora} <when> {para <thing>|}\
         |si {alguien cancela|falla alguien|hay alguna cancelación} <when>, {me avisáis?|avisadme}{ es para <thing>|}}",
        &[("thing", thing), ("when", when)],
    )
}

/// No more messages.
pub(in super::super) fn opt_out(rng: &mut Rng) -> String {
    spin(
        rng,
        "{BAJA|baja|no me {mandéis|enviéis} más {mensajes|publicidad|recordatorios}|{quiero|quisiera} darme de baja de los mensajes|dejad de {mandarme|enviarme} mensajes|no quiero recibir más {mensajes|avisos}}",
        &[],
    )
}

/// What belongs to a person.
pub(in super::super) fn person(rng: &mut Rng, matter: Matter) -> String {
    let template = match matter {
        Matter::Asks => {
            "{{quiero|quisiera|necesito|prefiero} hablar con {una persona|alguien|una compañera|alguien del salón|un humano|la encargada}\
             |{me puede|puede} {llamar|atender} {alguien|una persona}?|{pásame|me pasas} con {una persona|alguien|una chica del salón}{?| porfa}|{hay alguien|hay alguna persona} ahí?, {prefiero|quiero} hablar con una persona}"
        }
        Matter::Medical => {
            "{estoy {embarazada|embarazada de 4 meses|en tratamiento de quimio|dando el pecho}, {me puedo teñir?|puedo hacerme mechas?|hay algún problema con el tinte?}\
             |{tengo|soy} {alergia al tinte|psoriasis en la cabeza|alérgica al amoniaco|dermatitis en el cuero cabelludo}, {me lo podéis hacer igual?|pasa algo?|qué me recomendáis?}\
             |me ha salido {una reacción|un sarpullido|una erupción} con el tinte}"
        }
        Matter::Complaint => {
            "{{me habéis dejado|me dejasteis} {fatal el color|el pelo destrozado|el corte fatal|unas mechas horribles}\
             |{no estoy|estoy muy poco|no estoy nada} {contenta|satisfecha} con {el corte|las mechas|cómo me quedó el pelo}\
             |{quiero|vengo a} {poner una queja|quejarme}, {el color ha quedado fatal|me trataron mal|me cobrasteis de más}|{vaya desastre|qué desastre}, me {habéis quemado|quemasteis} el pelo}"
        }
    };
    spin(rng, template, &[])
}
