//! Wishing a visit.

use crate::brief::{asked, check, nothing, offer};
use atrevete_domain::dialogue::Expected;

#[test]
fn a_visit_is_wished() {
    check(
        &nothing(),
        &[
            (
                "Buenas tardes, ¿me podríais dar cita para cortarme el pelo el jueves?",
                "want corte 2026-03-12",
            ),
            ("quiero mechas mañana", "want mechas 2026-03-11"),
            ("hola guapas me cogeis hoy para unas mechas??", "want mechas 2026-03-10"),
            ("kiero cita pal sabado x la mñn", "want 2026-03-14 mañana"),
            ("necesito un tinte urgente", "want tinte"),
            (
                "Desearía reservar una hora para peinado el próximo sábado por la mañana, si es posible.",
                "want peinado 2026-03-14 mañana",
            ),
            ("hola me gustaria pedir hora para manicura y pedicura", "want manicura+pedicura"),
            ("tenéis algo el viernes a última hora?", "want 2026-03-13 última_hora"),
            ("hay hueco hoy?", "want 2026-03-10"),
            ("pedir cita", "want"),
            ("una cita porfa", "want"),
            (
                "hola buenas queria una cita con marta para hacerme las mechas el martes que viene por la tarde",
                "want mechas 2026-03-17 tarde with=Marta",
            ),
            ("¿cuándo podríais cogerme para un corte?", "want corte"),
            ("me haces un hueco esta tarde para cortar las puntas", "want puntas 2026-03-10 tarde"),
            ("Ponme con Víctor el miércoles a las 12", "want 2026-03-11 12:00 with=Víctor"),
            ("quería hacerme un baño de color y cortarme el flequillo", "want bano de color+flequillo"),
            ("q dia podeis hacerme la permanente de pestañas", "want permanente de pestanas"),
            ("resérvame el viernes a las 10:30 con Pilar", "want 2026-03-13 10:30 with=Pilar"),
            ("vengo a pedir cita para depilarme las cejas", "want cejas"),
            ("quiero agendar un turno para corte de cabello", "want corte"),
            ("hola, tendrían disponibilidad en la tardecita para un corte", "want corte tarde"),
            ("voldria tallar-me els cabells", "want corte"),
            ("lo antes posible un corte de caballero", "want corte de caballero first_available"),
            ("podría ser el lunes sobre las 11?", "want 2026-03-16 11:00"),
            ("me iría bien el jueves por la tarde", "want 2026-03-12 tarde"),
            (
                "hola! os queda algo libre mañana por la mañana para lavar y peinar",
                "want lavar y peinar 2026-03-11 mañana",
            ),
            (
                "buenos días necesitaría cortarme un poco las puntas y dar color a las raíces",
                "want puntas+raices",
            ),
            ("corte y barba el sabado", "want corte+barba 2026-03-14"),
            ("mechas", "want mechas"),
            ("tinte y corte mañana a las 5", "want tinte+corte 2026-03-11 17:00"),
            ("quiero otra cita para el viernes", "want 2026-03-13 another"),
            ("Me gustaría que me peinasen para una boda el 20 de junio", "want peinado 2026-06-20"),
            ("hola soy Marta, quería pedir hora para un corte", "name Marta/ | want corte"),
            (
                "buenas me llamo Lucía Fernández y quiero mechas el jueves",
                "name Lucía/Fernández | want mechas 2026-03-12",
            ),
        ],
    );
}

#[test]
fn people_and_who_gets_what() {
    check(
        &nothing(),
        &[
            (
                "cita para mi madre el lunes para una limpieza facial",
                "want limpieza facial 2026-03-16 for=mi madre",
            ),
            (
                "quiero corte para mí y peinado para mi hija",
                "want corte+peinado for=mi hija me (yo:corte) (mi hija:peinado)",
            ),
            (
                "corte y peinado para mi hija y para mí el viernes por la tarde",
                "want corte+peinado 2026-03-13 tarde for=mi hija me",
            ),
            ("mi hijo de 5 años necesita un corte", "want corte for=mi hijo age=5"),
            ("somos dos para manicura", "want manicura people=2"),
            ("vamos mi hermana y yo a hacernos las uñas", "want unas for=mi hermana me"),
            ("cortarle el pelo a mi marido", "want corte for=mi marido"),
            ("es para mi abuela, lavar y marcar", "want lavar y marcar for=mi abuela"),
            ("para mis dos hijos corte de niño", "want corte de nino for=mis dos hijos people=2"),
        ],
    );
    check(
        &asked(Expected::WhoGetsWhat),
        &[
            ("el corte para mí y el peinado para ella", "want corte+peinado me (yo:corte) (ella:peinado)"),
            ("yo el corte", "want corte me (yo:corte)"),
            (
                "el corte es para mí, el peinado para mi hija",
                "want corte+peinado for=mi hija me (yo:corte) (mi hija:peinado)",
            ),
        ],
    );
}

#[test]
fn refusals_reach_as_far_as_they_are_meant() {
    check(
        &asked(Expected::Service),
        &[
            ("mechas no, solo corte", "want corte -mechas only"),
            ("sin tinte, solo peinar", "want peinado -tinte only"),
            ("ya no quiero el tinte", "want -tinte"),
            ("al final solo corte", "want corte only"),
            ("quita la manicura y pon pedicura", "want pedicura -manicura"),
            ("en lugar de mechas ponme reflejos", "want reflejos -mechas"),
            ("nada de color, un corte y ya está", "want corte -color"),
            ("no me hagas el flequillo", "want -flequillo"),
            ("corte y tinte pero sin peinar", "want corte+tinte -peinado"),
            ("también quiero cejas", "want cejas"),
            ("y un secado", "want secado"),
        ],
    );
    check(
        &asked(Expected::Date),
        &[
            ("el martes no, mejor el jueves", "want 2026-03-12 not([2026-03-10,2026-03-17])"),
            ("el jueves no puedo", "want not(2026-03-12)"),
            ("no puedo el viernes", "want not(2026-03-13)"),
            ("el lunes me viene fatal, el miércoles sí", "want 2026-03-11 not(2026-03-16)"),
            ("por la tarde no, por la mañana", "want mañana not(tarde)"),
            ("perdona, quería decir el jueves", "want 2026-03-12"),
            ("no, el 15", "want 2026-03-15"),
            ("no, mejor el jueves", "want 2026-03-12"),
            ("el viernes imposible, tengo trabajo", "want not(2026-03-13)"),
            ("hoy no, mañana", "want 2026-03-11 not(2026-03-10)"),
        ],
    );
    check(
        &asked(Expected::Stylist),
        &[
            ("con la que sea menos con Víctor", "want notwith=victor anyone"),
            ("no quiero con Harol", "want notwith=harol"),
            ("me da igual", "want anyone"),
            ("cualquiera", "want anyone"),
            ("con quien esté libre", "want anyone"),
            ("con Ana", "want with=Ana"),
            ("ana porfa", "want with=Ana"),
            ("la que pueda antes", "want anyone"),
            ("no tengo preferencia", "want anyone"),
            ("me es indiferente", "want anyone"),
            ("prefiero a Pilar", "want with=Pilar"),
        ],
    );
}

#[test]
fn days_and_hours_answer_what_was_asked() {
    check(
        &asked(Expected::Date),
        &[
            ("el viernes por la tarde", "want 2026-03-13 tarde"),
            ("pues mañana mismo", "want 2026-03-11"),
            ("cuando sea antes del jueves", "want {from:2026-03-10,to:2026-03-11}"),
            ("vale, el jueves", "want 2026-03-12"),
            ("me viene bien el jueves o el viernes", "want [2026-03-12,2026-03-13]"),
            ("Pues el miércoles, por la mañana preferiblemente", "want 2026-03-11 mañana"),
            ("a partir de las 6", "want {from:18:00}"),
        ],
    );
    check(
        &asked(Expected::Time),
        &[
            ("a las cinco y media", "want 17:30"),
            ("sobre las 12", "want 12:00"),
            ("por la tarde mejor", "want tarde"),
            ("a las 11 me viene genial", "want 11:00"),
            ("cuanto más tarde mejor", "choose "),
        ],
    );
    check(
        &offer(),
        &[
            ("mejor a las 6", "want 18:00"),
            ("no, el viernes", "want 2026-03-13"),
            ("puede ser con Ana?", "want with=Ana"),
            ("y el viernes no tenéis nada?", "want 2026-03-13"),
            ("sí, pero con Pilar", "want with=Pilar"),
            ("a esa hora no puedo, más tarde", "no"),
            ("ay perdona, era para mi hija", "want for=mi hija"),
        ],
    );
}

#[test]
fn waiting_usual_and_not_knowing() {
    check(
        &nothing(),
        &[
            ("apúntame en la lista de espera para el sábado", "waiting 2026-03-14"),
            ("avísame si se libera algo el viernes por la tarde", "waiting 2026-03-13 tarde"),
            ("si alguien cancela me avisáis?", "waiting"),
            ("si os queda un hueco avisadme porfa", "waiting"),
            ("quiero lo de siempre con pilar el jueves", "usual 2026-03-12 with=Pilar"),
            ("lo mismo que la última vez", "usual"),
            ("hola lo de siempre para el viernes", "usual 2026-03-13"),
            ("lo habitual, cuando puedas", "usual"),
            ("no sé qué hacerme", "want consultation"),
            ("quiero la consulta gratuita el jueves", "want 2026-03-12 consultation"),
            ("no tengo claro si mechas o balayage", "want mechas+balayage consultation"),
            ("me gustaría que me asesoraran", "want consultation"),
        ],
    );
}
