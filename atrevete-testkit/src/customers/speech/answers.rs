//! Answers to what was asked, and what people say in between.

use super::super::{rng::Rng, spin::spin};

/// Yes.
pub(in super::super) fn yes(rng: &mut Rng, usted: bool) -> String {
    let template = if usted {
        "{sí|sí, por favor|de acuerdo|perfecto|sí, me parece bien|muy bien|conforme|sí, gracias}"
    } else {
        "{sí|si|vale|ok|okay|perfecto|genial|claro|sí porfa|dale|venga|venga vale|eso es|sí sí|sip|me parece bien|de acuerdo|estupendo|va|ok perfecto|por supuesto|adelante|guay|me va bien|sí, genial}"
    };
    spin(rng, template, &[])
}

/// Yes to a time that was offered alone.
pub(in super::super) fn yes_slot(rng: &mut Rng) -> String {
    spin(
        rng,
        "{sí|vale|perfecto|esa me va bien|genial, resérvamela|sí, cógemela|me viene perfecta|esa misma|sí, esa|ok, me la quedo|me la guardas|estupendo, esa|venga, apúntame|sí, resérvala|vale, pues esa}",
        &[],
    )
}

/// No.
pub(in super::super) fn no(rng: &mut Rng, usted: bool) -> String {
    let template = if usted {
        "{no|no, gracias|no, muchas gracias|no es necesario}"
    } else {
        "{no|nop|no, gracias|no hace falta|que va|mejor no|no, no|nah|paso}"
    };
    spin(rng, template, &[])
}

/// A pack, or anything more than she asked for, is not wanted.
pub(in super::super) fn no_pack(rng: &mut Rng, thing: &str) -> String {
    spin(
        rng,
        "{no, solo <t>|no, gracias, solo <t>|no, solo eso|mejor sin pack|no quiero el pack|no gracias|no, con <t> me vale|sin el pack}",
        &[("t", thing)],
    )
}

/// Her name, to an open question.
pub(in super::super) fn name(rng: &mut Rng, first: &str, last: &str) -> String {
    spin(
        rng,
        "{<f>|<f> <l>|soy <f>|me llamo <f>|me llamo <f> <l>|<f>, <f> <l>|mi nombre es <f>|con <f>|soy <f> <l>|<f> para servirte|a nombre de <f> <l>|yo soy <f>}",
        &[("f", first), ("l", last)],
    )
}

/// Her name, where another one was proposed.
pub(in super::super) fn other_name(rng: &mut Rng, first: &str, last: &str) -> String {
    spin(
        rng,
        "{no, soy <f>|no, me llamo <f>|no, <f>|soy <f> <l>|no no, soy <f> <l>|en realidad soy <f>}",
        &[("f", first), ("l", last)],
    )
}

/// That is her.
pub(in super::super) fn yes_name(rng: &mut Rng, first: &str, last: &str) -> String {
    spin(
        rng,
        "{sí|sí, soy yo|sí, <f>|sí, <f> <l>|eso es|la misma|correcto|sí, con ella|<f>, sí|yo misma}",
        &[("f", first), ("l", last)],
    )
}

/// Her surname.
pub(in super::super) fn surname(rng: &mut Rng, first: &str, last: &str) -> String {
    spin(
        rng,
        "{<l>|<l>|<f> <l>|de apellido <l>|mi apellido es <l>|<l>, gracias|es <l>|apellido <l>}",
        &[("f", first), ("l", last)],
    )
}

/// Somebody else's full name.
pub(in super::super) fn attendee(rng: &mut Rng, whole: &str) -> String {
    spin(
        rng,
        "{<n>|se llama <n>|es <n>|<n>, gracias|su nombre es <n>|ella es <n>|ponlo a nombre de <n>}",
        &[("n", whole)],
    )
}

/// How a choice may be said.
pub(in super::super) struct Option<'a> {
    /// Counted from one.
    pub(in super::super) nth: usize,
    /// How many there are.
    pub(in super::super) of: usize,
    /// "las cinco y media", if it tells this one from the others.
    pub(in super::super) clock: std::option::Option<&'a str>,
    /// The stylist, if she tells this one from the others.
    pub(in super::super) stylist: std::option::Option<&'a str>,
    /// "el jueves", if the day tells this one from the others.
    pub(in super::super) day: std::option::Option<&'a str>,
    /// Its name, where options are things.
    pub(in super::super) named: std::option::Option<&'a str>,
}

/// One of several that were shown.
pub(in super::super) fn choice(rng: &mut Rng, option: &Option<'_>) -> String {
    const ORD: [&str; 6] = ["primera", "segunda", "tercera", "cuarta", "quinta", "sexta"];
    const ORDO: [&str; 6] = ["primero", "segundo", "tercero", "cuarto", "quinto", "sexto"];
    let at = (option.nth - 1).min(ORD.len() - 1);
    let n = option.nth.to_string();
    let mut ways = vec![(
        3,
        "{<n>|la <n>|el <n>|opción <n>|la opción <n>|la número <n>|la <n> porfa|<n>.|quiero la <n>|me quedo con la <n>}",
    )];
    if option.named.is_none() {
        ways.push((3, "{la <ord>|la <ord> porfa|me quedo con la <ord>|la <ord> me va bien|prefiero la <ord>|pues la <ord>}"));
    } else {
        ways.push((2, "{la <ord>|el <ordo>|lo <ordo>}"));
    }
    if option.nth == option.of && option.of > 1 {
        ways.push((1, "{la última|la última opción|el último}"));
    }
    if option.clock.is_some() {
        ways.push((6, "{a <c>|<c>|la de <c>|mejor a <c>|prefiero a <c>|a <c> me va bien|cógeme la de <c>|a <c> perfecto|venga, a <c>|a <c> estaría bien|pues a <c>|resérvame a <c>|me viene mejor a <c>}"));
    }
    if option.stylist.is_some() {
        ways.push((
            4,
            "{con <s>|la de <s>|<s>|prefiero con <s>|con <s> porfa|mejor con <s>|me quedo con <s>}",
        ));
    }
    if option.clock.is_some() && option.stylist.is_some() {
        ways.push((2, "{a <c> con <s>|con <s> a <c>|la de <s> a <c>}"));
    }
    if option.day.is_some() {
        ways.push((3, "{<d>|mejor <d>|<d> me va bien|prefiero <d>|<d> porfa}"));
    }
    if option.day.is_some() && option.clock.is_some() {
        ways.push((3, "{<d> a <c>|<d>, a <c>|la de <d> a <c>}"));
    }
    if option.named.is_some() {
        ways.push((7, "{<x>|<x>|<x> porfa|lo de <x>|quiero <x>|<x>, gracias|pues <x>|mejor <x>}"));
    }
    let template = *rng.weighted(&ways);
    spin(
        rng,
        template,
        &[
            ("n", &n),
            ("ord", ORD[at]),
            ("ordo", ORDO[at]),
            ("c", option.clock.unwrap_or_default()),
            ("s", option.stylist.unwrap_or_default()),
            ("d", option.day.unwrap_or_default()),
            ("x", option.named.unwrap_or_default()),
        ],
    )
}

/// None of the times: another wish instead (`when` is never empty).
pub(in super::super) fn rather(rng: &mut Rng, when: &str) -> String {
    spin(
        rng,
        "{no, mejor <w>|no me va bien, {tenéis|hay} algo <w>?|{y|y no tenéis nada} <w>?|ninguna me viene bien, {puede ser|mejor} <w>?|{uf|uff}, {a esas horas no puedo|no puedo}, mejor <w>|{prefiero|preferiría} <w>|{no tienes|no tenéis} {otra cosa|algo} <w>?|<w> {no puede ser?|sería posible?|no tenéis nada?}}",
        &[("w", when)],
    )
}

/// She changes her mind about the day.
pub(in super::super) fn other_day(rng: &mut Rng, when: &str) -> String {
    spin(
        rng,
        "{ay, {espera|perdona}, mejor <w>|{no,|} {mejor|ahora que lo pienso, mejor} <w>|{me he equivocado|me equivoqué}, {es|era} <w>|al final {mejor|prefiero} <w>|perdona, {que sea|ponme} <w>}",
        &[("w", when)],
    )
}

/// What she says after it is done.
pub(in super::super) fn thanks(rng: &mut Rng, usted: bool) -> String {
    let template = if usted {
        "{muchas gracias|gracias, muy amable|perfecto, muchas gracias|gracias}"
    } else {
        "{gracias!|muchas gracias|genial, gracias|mil gracias|perfecto, gracias|ok gracias|guay, gracias|👍|gracias guapa|gracias 😊|perfecto!|ok|estupendo, nos vemos|hasta {el|ese} día}"
    };
    spin(rng, template, &[])
}

/// The page would not take the money.
pub(in super::super) fn payment_failed(rng: &mut Rng) -> String {
    spin(
        rng,
        "{no me deja pagar|{me da|da} error {el pago|al pagar|la tarjeta}|el enlace no {me |}funciona|{me ha|ha} {rechazado|denegado} {la tarjeta|el pago}|no {puedo|consigo} pagar, {me sale error|da fallo}|{la página|el link} {no va|no carga|me da error}|el pago {me da|da} fallo}",
        &[],
    )
}

/// She has paid.
pub(in super::super) fn says_paid(rng: &mut Rng) -> String {
    spin(
        rng,
        "{ya {he pagado|está pagado|lo he pagado|pagué}|pagado!|{listo|hecho}, ya {he pagado|está pagado}|acabo de pagar|ya {hice|he hecho} el pago}",
        &[],
    )
}

/// She cannot pay that way.
pub(in super::super) fn cannot_pay(rng: &mut Rng) -> String {
    spin(
        rng,
        "{no {tengo|uso} tarjeta|no {puedo|sé} pagar por internet|{no me fío de|no me gusta} pagar por internet|{puedo|podría} pagar{lo|} {en el salón|allí|en efectivo}?|{os puedo hacer|os hago} un bizum{ al móvil|}?|{yo|es que yo} por internet no pago{, puedo pagar allí?|}}",
        &[],
    )
}

/// "Let me think."
pub(in super::super) fn later(rng: &mut Rng) -> String {
    spin(
        rng,
        "{déjame que lo piense|{me lo|lo} pienso y te digo|{ahora|luego} te digo|te digo {luego|en un rato|algo}|lo consulto y te {digo|escribo}|un momento{, que lo miro|}}",
        &[],
    )
}

/// What she says of the length of her hair and the like: the catalogue's words or her own.
pub(in super::super) fn hair(rng: &mut Rng, key: &str) -> std::option::Option<String> {
    let template = match key {
        "corto_medio" => {
            "{por los hombros|corto|lo llevo corto|media melena|tengo media melena|me llega por el hombro|por la barbilla|más o menos por los hombros|cortito|tipo bob|por encima del hombro}"
        }
        "largo" => {
            "{largo|lo tengo largo|por debajo de los hombros|me llega por media espalda|por el pecho|melena larga|bastante largo|a media espalda}"
        }
        "extra" => {
            "{por la cintura|larguísimo|muy largo, por la cintura|me llega a la cintura|tengo muchísimo pelo|hasta la cintura}"
        }
        "normal" => "{normal|no, normal|no|más bien normal|no, no tengo mucho|lo tengo normalito|no mucho}",
        "mucho" => {
            "{sí, muy largo|mucho|sí|tengo mucho pelo|muy largo|sí, tengo mucha cantidad|bastante largo y mucho pelo}"
        }
        "media_hora" => "{media hora|de media hora|el de media hora|30 minutos|la media hora|el corto}",
        "una_hora" => "{una hora|de una hora|el de una hora|60 minutos|la hora entera|el largo}",
        "si" => "{sí|sí, llevo|sí, llevo semipermanente|llevo permanente, sí|sí, del mes pasado}",
        "no" => "{no|no llevo nada|no, nada|no, las llevo sin pintar|qué va, nada}",
        _ => return None,
    };
    Some(spin(rng, template, &[]))
}

/// A burst before the matter itself.
pub(in super::super) fn fragment(rng: &mut Rng) -> String {
    spin(rng, "{a ver|mira|una cosa|oye|perdona|una pregunta|te cuento}", &[])
}
