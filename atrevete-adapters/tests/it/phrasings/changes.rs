//! Cancelling, moving, coming late, asking for one's own appointment.

use crate::brief::{asked, booked, check, nothing, offer};
use atrevete_domain::dialogue::Expected;

#[test]
fn cancelling() {
    check(
        &booked(),
        &[
            ("quiero cancelar mi cita", "cancel"),
            ("cancela la cita del jueves", "cancel 2026-03-12"),
            ("necesito anular lo de mañana", "cancel 2026-03-11"),
            ("al final no puedo ir", "cancel"),
            ("no voy a poder ir mañana lo siento", "cancel 2026-03-11"),
            ("me ha surgido un imprevisto y no puedo ir esta tarde", "cancel 2026-03-10 tarde"),
            ("borrame la cita", "cancel"),
            ("no cuentes conmigo el viernes", "cancel 2026-03-13"),
            ("Lamento comunicarle que debo anular la cita de mañana.", "cancel 2026-03-11"),
            ("cancelar todas", "cancel all"),
            ("quiero cancelar todas mis citas", "cancel all"),
            ("cancélala seguro", "cancel sure"),
            ("no, cancélala seguro", "cancel sure"),
            ("cancela la de mi hija", "cancel whose=mi hija"),
            ("anula la manicura del sábado", "cancel 2026-03-14 manicura"),
            ("tengo q cancelar, se ha puesto malo el niño", "cancel"),
            ("desapuntame porfa", "cancel"),
            ("no llego a lo de las 5, cancelalo", "cancel 17:00"),
            ("podríais quitarme la cita del 15?", "cancel 2026-03-15"),
            ("dadle mi hora a otra persona", "cancel"),
            ("no la canceles", "no"),
            ("no quiero cancelar", "no"),
        ],
    );
}

#[test]
fn moving() {
    check(
        &booked(),
        &[
            ("puedo cambiar mi cita al viernes?", "move to 2026-03-13"),
            ("querría mover la cita del jueves a la tarde", "move 2026-03-12 to tarde"),
            ("cámbiamela para el lunes", "move to 2026-03-16"),
            ("se puede pasar a las 6?", "move to 18:00"),
            ("necesito cambiar la hora", "move"),
            ("podemos aplazarla a la semana que viene?", "move to {from:2026-03-16,to:2026-03-22}"),
            ("cambio de día", "move"),
            ("me podéis adelantar la cita a las 4?", "move to 16:00"),
            ("quiero posponer mi cita", "move"),
            ("reagendar para el miércoles", "move to 2026-03-11"),
            ("no puedo el jueves, podría ser el viernes?", "move 2026-03-12 to 2026-03-13"),
            (
                "Quisiera cambiar mi cita de mañana a las 10 al viernes a la misma hora",
                "move 2026-03-11 10:00 to 2026-03-13",
            ),
            ("en vez del jueves el viernes", "move 2026-03-12 to 2026-03-13"),
            (
                "tengo cita el jueves a las 5 y quería cambiarla al sábado",
                "move 2026-03-12 17:00 to 2026-03-14",
            ),
            ("puedo venir otro día?", "move"),
            ("mejor la movemos", "move"),
            ("del jueves al viernes se puede cambiar?", "move 2026-03-12 to 2026-03-13"),
        ],
    );
}

#[test]
fn late() {
    check(
        &booked(),
        &[
            ("llego 10 minutos tarde", "late 10"),
            ("voy a llegar tarde", "late"),
            ("llego tarde, estoy ahí en 20 minutos", "late 20"),
            ("estoy en un atasco tardo un cuarto de hora", "late 15"),
            ("llegaré a las 5 y cuarto", "late 17:15"),
            ("me retraso unos 15 min", "late 15"),
            ("Disculpe, voy con diez minutos de retraso", "late 10"),
            ("perdona voy un poco pillada de tiempo llego en media hora", "late 30"),
            ("estoy buscando aparcamiento, 5 minutitos", "late 5"),
            ("tardo 20", "late 20"),
            ("voy para allá", "late"),
            ("he perdido el bus, llego media hora tarde", "late 30"),
        ],
    );
}

#[test]
fn own_appointments() {
    check(
        &booked(),
        &[
            ("a qué hora tenía yo?", "own"),
            ("¿a qué hora era mi cita?", "own"),
            ("cuándo tengo cita?", "own"),
            ("me recuerdas cuándo es mi cita", "own"),
            ("qué día me toca?", "own"),
            ("tengo cita mañana?", "own 2026-03-11"),
            ("no me acuerdo a qué hora tenía la cita del jueves", "own 2026-03-12"),
            ("con quién tengo la cita?", "own"),
            ("tengo algo reservado el viernes?", "own 2026-03-13"),
            ("mi cita es el jueves o el viernes?", "own [2026-03-12,2026-03-13]"),
            ("me confirmáis la cita de mañana", "own 2026-03-11"),
            ("se me ha olvidado la hora de mi cita", "own"),
        ],
    );
}

#[test]
fn what_only_sounds_like_a_change() {
    check(
        &nothing(),
        &[
            ("si cancelo qué pasa?", "policy"),
            ("se puede cancelar sin coste?", "policy"),
            ("a qué hora tiene cita mi vecina?", "someoneelse"),
        ],
    );
    check(&offer(), &[("no puedo", "no"), ("no puedo ir a esa hora", "no"), ("imposible", "no")]);
    check(&asked(Expected::Date), &[("cambiamos al viernes", "want 2026-03-13")]);
}
