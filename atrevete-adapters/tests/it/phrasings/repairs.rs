//! Repairs: what stands is kept, one thing is put in another's place, a name or a link comes twice.

use crate::brief::{asked, cancelling, check, nothing, offer, three};
use atrevete_domain::dialogue::Expected;

#[test]
fn what_stands_is_kept() {
    for text in [
        "espera, no. Al final sí que voy",
        "entonces la dejo, ya iré",
        "sí, mejor la mantengo",
        "iremos",
        "allí estaré",
        "cuenta conmigo",
        "vale, déjala como está",
        "al final voy",
    ] {
        check(&cancelling(), &[(text, "no")]);
    }
    check(&cancelling(), &[("sí", "yes"), ("sí, anúlala", "cancel sure")]);
    // The same words take a time that is proposed.
    check(&offer(), &[("allí estaré", "yes"), ("cuenta conmigo", "yes"), ("sí que voy", "yes")]);
}

#[test]
fn a_matter_is_given_up() {
    for text in ["no, mira, déjalo", "nada, olvídalo", "mejor la dejo como estaba"] {
        check(&three(), &[(text, "later")]);
    }
    check(&three(), &[("no, ninguna", "no")]);
}

#[test]
fn one_thing_instead_of_another() {
    check(
        &nothing(),
        &[
            ("mejor en vez de mechas me hago un peinado", "want peinado -mechas"),
            ("en lugar de mechas y peinado", "want -mechas+peinado"),
        ],
    );
}

#[test]
fn nobody_is_late_while_a_time_is_agreed() {
    check(&asked(Expected::Pay), &[("a las cuatro no llego, ¿puede ser a las seis?", "want 18:00 no=16:00")]);
}

#[test]
fn names_and_links_that_come_twice() {
    check(&asked(Expected::ConfirmName), &[("sí, María, María Soler", "yes | name María/Soler")]);
    check(&asked(Expected::Name), &[("ah vale, Lola Vega", "name Lola/Vega")]);
    check(&asked(Expected::Pay), &[("¿me puedes volver a mandar el enlace?", "repeat")]);
    check(&nothing(), &[("me apellido Ruiz", "name /Ruiz")]);
}

#[test]
fn a_thumb_with_nothing_open_is_a_goodbye() {
    check(&nothing(), &[("👍", "thanks"), ("❤️", "thanks"), ("💇", "unclear")]);
}
