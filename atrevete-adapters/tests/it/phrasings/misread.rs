//! What simulated customers were misread in, each in other words than theirs: a cause is mended, not a sentence.

use crate::{
    brief::{asked, booked, cancelling, check, nothing, now, offer, three},
    salon::lexicon,
};
use atrevete_adapters::spanish::SpanishReader;
use atrevete_domain::dialogue::{Act, Expectation, Expected, Shown};

/// "¿Llevas ahora esmalte?", as a service asks it.
fn polar(answers: [&str; 2]) -> Expectation {
    let shown = |text: &str| Shown { names: vec![text.to_owned()], ..Shown::default() };
    Expectation { options: answers.map(shown).to_vec(), ..asked(Expected::Choose) }
}

#[test]
fn a_no_to_an_options_question_chooses_the_no() {
    let hair = polar(["No, más bien normal", "Sí, muy largo o con mucha cantidad"]);
    for text in [
        "no, no tengo mucho",
        "no mucho",
        "no, lo tengo más bien fino",
        "qué va, tengo poco",
        "no tengo tanta cantidad",
        "nada, cuatro pelos",
        "pues no, la verdad",
        "no, ni largo ni mucho",
    ] {
        check(&hair, &[(text, "choose option=1")]);
    }
    for text in ["sí, bastante", "sí, muy largo", "si, mucho", "sí, me llega por la cintura"] {
        check(&hair, &[(text, "choose option=2")]);
    }
    let nails = polar(["Sí, llevo", "No, no llevo"]);
    for text in [
        "no, las llevo sin pintar",
        "las tengo sin nada",
        "no llevo nada",
        "ahora mismo no",
        "nop, al natural",
        "nada de nada",
        "no, me lo quité ayer mismo yo sola",
    ] {
        let (reader, lexicon) = (SpanishReader::new(), lexicon());
        let heard = reader.read(text, now(), &nails, &lexicon);
        let chosen = heard.acts.iter().any(|act| matches!(act, Act::Choose(c) if c.nth == Some(2)));
        let spoilt = heard.acts.iter().any(|act| matches!(act, Act::Cancel { .. } | Act::Accept));
        assert!(chosen && !spoilt, "{text}: {:?}", heard.acts);
    }
    // Who does not know says neither.
    for text in ["no sé", "pues no lo sé", "no sé si es normal o mucho"] {
        let heard = SpanishReader::new().read(text, now(), &hair, &lexicon());
        assert!(!heard.acts.iter().any(|act| matches!(act, Act::Choose(c) if c.nth == Some(1))), "{text}");
    }
}

#[test]
fn con_before_a_name_that_was_asked_for_is_her_own() {
    for text in ["con Lola", "CON LOLA", "pues con Lola", "con Lola, dime", "hola, con Lola", "con Lola 🙈"]
    {
        check(&asked(Expected::Name), &[(text, "name Lola/")]);
    }
    check(&asked(Expected::Name), &[("con Fátima Ruiz", "name Fátima/Ruiz")]);
    check(&asked(Expected::ConfirmName), &[("no, con Aitana", "name Aitana/")]);
    // A stylist is called so too: who is meant cannot be told.
    let heard = SpanishReader::new().read("con Marta", now(), &asked(Expected::Name), &lexicon());
    assert!(!heard.complete, "{:?}", heard.acts);
}

#[test]
fn how_cancelling_works_is_a_question() {
    for text in [
        "cómo va lo de cancelar?",
        "cómo funciona lo de anular citas?",
        "cómo es el tema de las cancelaciones?",
        "cómo funcionan las anulaciones?",
        "cómo va eso de cancelar si me surge algo?",
        "tengo una duda sobre las cancelaciones",
        "información sobre cancelar, por favor",
        "qué condiciones de anulación tenéis?",
    ] {
        check(&nothing(), &[(text, "policy")]);
        check(&booked(), &[(text, "policy")]);
    }
    check(
        &booked(),
        &[("quiero cancelar", "cancel"), ("cómo cancelo la cita del jueves?", "cancel 2026-03-12")],
    );
}

#[test]
fn when_it_opens_is_asked_and_at_the_opening_is_an_hour() {
    for text in [
        "Cuándo abrís?",
        "cuando abris",
        "hola, cuándo abrís?",
        "y cuándo abrís?",
        "cuándo abren?",
        "oye, cuándo abrís",
        "perdona, ¿cuándo abrís?",
        "¿cuándo abrís hoy?",
    ] {
        let heard = SpanishReader::new().read(text, now(), &nothing(), &lexicon());
        assert!(heard.acts.iter().any(|act| matches!(act, Act::Ask(_))), "{text}: {:?}", heard.acts);
        assert!(!heard.acts.iter().any(|act| matches!(act, Act::Want(_))), "{text}: {:?}", heard.acts);
    }
}

#[test]
fn whether_there_is_none_asks_for_it() {
    for (text, want) in [
        ("¿no tenéis algo el lunes?", "want 2026-03-16"),
        ("no tienes nada el jueves?", "want 2026-03-12"),
        ("no hay hueco mañana?", "want 2026-03-11"),
        ("no os queda nada el viernes?", "want 2026-03-13"),
        ("¿no tendríais sitio el sábado?", "want 2026-03-14"),
        ("no tenéis otra cosa el 20?", "want 2026-03-20"),
        ("no tienen hora el miércoles?", "want 2026-03-11"),
        ("no habría algo el jueves?", "want 2026-03-12"),
    ] {
        check(&nothing(), &[(text, want)]);
        let heard = SpanishReader::new().read(text, now(), &three(), &lexicon());
        let refused = |act: &Act| matches!(act, Act::Want(wish) if !wish.not_when.is_empty());
        assert!(!heard.acts.iter().any(refused), "{text}: {:?}", heard.acts);
    }
}

#[test]
fn something_for_a_service_is_an_hour_for_it() {
    for text in [
        "¿tenéis algo para mechas?",
        "tienes algo para unas mechas?",
        "tenéis hora para mechas?",
        "hay hueco para mechas?",
        "¿tienen sitio para mechas?",
        "se puede pasar a hacer mechas?",
        "tendríais cita para mechas?",
        "os queda algo para mechas?",
    ] {
        check(&nothing(), &[(text, "want mechas")]);
    }
    check(&nothing(), &[("¿hacéis mechas?", "doyoudo mechas")]);
}

#[test]
fn another_visit_beside_a_cancellation_is_no_move() {
    check(
        &booked(),
        &[
            (
                "cancélame lo del viernes y dame hora para las cejas el sábado",
                "cancel 2026-03-13 | want cejas 2026-03-14",
            ),
            ("anula la del jueves y ponme mechas el lunes", "cancel 2026-03-12 | want mechas 2026-03-16"),
            ("cancela lo del jueves y dame cita el lunes", "move 2026-03-12 to 2026-03-16"),
        ],
    );
    check(
        &cancelling(),
        &[
            ("da igual, cancélala", "cancel"),
            ("no puedo otro día, cancela", "cancel"),
            ("me da igual, anúlala", "cancel"),
        ],
    );
}

#[test]
fn a_day_counted_from_today_takes_no_other_day_that_was_proposed() {
    for text in
        ["mejor mañana", "ay, perdona, mejor mañana", "y mañana?", "prefiero hoy", "mejor pasado mañana"]
    {
        let heard = SpanishReader::new().read(text, now(), &offer(), &lexicon());
        assert!(!heard.acts.contains(&Act::Accept), "{text}: {:?}", heard.acts);
    }
    for (text, want) in [
        ("pasado a las 17", "want 2026-03-12 17:00"),
        ("mejor pasado", "want 2026-03-12"),
        ("pasado por la tarde", "want 2026-03-12 tarde"),
        ("pasado a primera hora", "want 2026-03-12"),
        ("¿tenéis algo pasado de las 16 en adelante?", "want 2026-03-12"),
    ] {
        let heard = SpanishReader::new().read(text, now(), &nothing(), &lexicon());
        let got = crate::brief::brief(&heard, &nothing());
        assert!(got.starts_with(want), "{text}: {got}");
    }
}

#[test]
fn a_greeting_typed_in_haste_is_no_afternoon() {
    for text in ["bueans tardes", "buenss tardes", "wenas noches", "bienas tardes"] {
        let heard = SpanishReader::new().read(text, now(), &nothing(), &lexicon());
        assert!(!heard.acts.iter().any(|act| matches!(act, Act::Want(_))), "{text}: {:?}", heard.acts);
    }
    check(&booked(), &[("¿podría cambiar la cita a hoy mismo?", "move to 2026-03-10")]);
}

#[test]
fn a_rash_is_no_cancellation() {
    for text in [
        "me ha salido un sarpullido",
        "me ha salido una reacción con el tinte",
        "me han salido ronchas en la cabeza",
        "después del tinte me ha salido una erupción",
        "me han salido granos y me pica mucho",
        "se me ha irritado la piel con el tinte",
        "me ha dado alergia el tinte",
        "me está saliendo urticaria",
    ] {
        let heard = SpanishReader::new().read(text, now(), &booked(), &lexicon());
        assert!(
            heard.acts.iter().any(|act| matches!(act, Act::Medical(_) | Act::Complaint(_))),
            "{text}: {:?}",
            heard.acts
        );
        assert!(!heard.acts.iter().any(|act| matches!(act, Act::Cancel { .. })), "{text}: {:?}", heard.acts);
    }
}

#[test]
fn a_word_of_one_services_name_calls_it_and_two_in_one_are_one() {
    check(
        &nothing(),
        &[
            ("mechas y el sensitivo", "want mechas+sensitivo"),
            ("quiero el sensitivo mañana", "want sensitivo 2026-03-11"),
            ("manicura permanente + bioterapia", "want manicura permanente bioterapia"),
        ],
    );
}

#[test]
fn who_is_there_or_nearly_there_says_so() {
    check(
        &booked(),
        &[
            ("ya estoy aquí, en la puerta", "late 0"),
            ("he llegado", "late 0"),
            ("estoy en la puerta", "late 0"),
            ("ya estamos abajo", "late 0"),
            ("acabo de llegar", "late 0"),
        ],
    );
    let heard = SpanishReader::new().read("llego sobre y diez", now(), &booked(), &lexicon());
    assert!(matches!(heard.acts[..], [Act::Late { .. }]), "{:?}", heard.acts);
}

#[test]
fn the_past_is_no_wish_and_a_slip_of_the_phone_is_no_yes() {
    for text in [
        "desde Navidad sin pasar por ahí, querría hora",
        "llevo desde Navidad sin ir, ¿me dais hora?",
        "desde el verano que no voy, quería cita",
    ] {
        check(&nothing(), &[(text, "want")]);
    }
    check(&nothing(), &[("Perdón, Marina, es el corrector", "name Marina/")]);
    for text in [
        "¿A qué hora tiene cita Elena Prieto?",
        "a qué hora va Elena Prieto mañana",
        "qué día viene Elena Prieto",
        "me puedes decir cuándo tiene hora Lucía Ramos",
    ] {
        check(&nothing(), &[(text, "someoneelse")]);
    }
}
