//! Questions that change nothing.

use crate::brief::{check, nothing};

#[test]
fn prices() {
    check(
        &nothing(),
        &[
            ("cuánto cuestan las mechas?", "price mechas"),
            ("cuanto vale un corte", "price corte"),
            ("precio de la manicura", "price manicura"),
            ("¿Qué precio tiene el tinte?", "price tinte"),
            ("a cuánto tenéis el corte de caballero", "price corte de caballero"),
            ("me dices el precio de un peinado?", "price peinado"),
            ("por cuánto me sale tinte y corte", "price tinte+corte"),
            ("cuánto cobráis por cortar las puntas", "price puntas"),
            ("el alisado es muy caro?", "price alisado"),
            ("Quisiera saber las tarifas de depilación", "price depilacion"),
            ("k vale hacerse las uñas", "price unas"),
            ("y las cejas cuánto son?", "price cejas"),
            ("cuánto sería todo?", "price"),
            ("me pasas los precios?", "price"),
            ("cuánto me costaría un balayage", "price balayage"),
            ("tenéis alguna oferta en mechas?", "price mechas"),
            ("las mechas, ¿cuánto cuestan?", "price mechas"),
            ("sale muy caro teñirse?", "price tinte"),
        ],
    );
}

#[test]
fn lengths_of_time() {
    check(
        &nothing(),
        &[
            ("cuánto se tarda en hacer mechas?", "length mechas"),
            ("cuanto dura la manicura", "length manicura"),
            ("cuánto tiempo lleva un tinte", "length tinte"),
            ("¿Cuánto tardáis con el corte y el secado?", "length corte+secado"),
            ("es largo lo del balayage?", "length balayage"),
            ("qué duración tiene el masaje", "length masaje"),
            ("a qué hora acabaría?", "length"),
            ("tardas mucho con las uñas?", "length unas"),
            ("me da tiempo en una hora a corte y peinado?", "length corte+peinado"),
            ("cuántas horas son las mechas", "length mechas"),
            ("voy a estar mucho rato?", "length"),
        ],
    );
}

#[test]
fn the_salon() {
    check(
        &nothing(),
        &[
            ("a qué hora abrís?", "hours"),
            ("qué horario tenéis", "hours"),
            ("abrís los domingos?", "hours {weekday:domingo}"),
            ("hasta qué hora estáis?", "hours"),
            ("estáis abiertos mañana?", "hours 2026-03-11"),
            ("el lunes festivo abrís?", "hours 2026-03-16"),
            ("cerráis al mediodía?", "hours mediodía"),
            ("¿Trabajan ustedes los sábados por la tarde?", "hours {weekday:sábado} tarde"),
            ("a que hora cerrais", "hours"),
            ("horario?", "hours"),
            ("abrís en agosto?", "hours {from:2026-08-01,to:2026-08-31}"),
            ("estais abiertos ahora?", "hours"),
            ("dónde estáis?", "address"),
            ("me mandas la ubicación", "address"),
            ("cuál es la dirección?", "address"),
            ("cómo se llega", "address"),
            ("en qué calle estáis", "address"),
            ("por donde caéis", "address"),
            ("dnd quedais exactamente", "address"),
            ("¿Podría indicarme su dirección?", "address"),
            ("pásame la ubi", "address"),
            ("como llego desde el metro", "address"),
            ("hay parking cerca?", "parking"),
            ("dónde puedo aparcar?", "parking"),
            ("se aparca fácil?", "parking"),
            ("tenéis aparcamiento", "parking"),
            ("es zona azul?", "parking"),
            ("dónde dejo el coche", "parking"),
            ("hay sitio para el coche?", "parking"),
            ("¿Disponen de plaza de garaje?", "parking"),
            ("puedo ir en coche?", "parking"),
            ("es difícil aparcar por la zona?", "parking"),
            ("puedo pagar con tarjeta?", "payment"),
            ("aceptáis efectivo?", "payment"),
            ("cómo se paga?", "payment"),
            ("qué formas de pago tenéis", "payment"),
            ("se puede pagar en el salón?", "payment"),
            ("tenéis datáfono?", "payment"),
            ("cogéis bizum", "payment"),
            ("hay que pagar por adelantado?", "payment"),
            ("el resto cómo se paga?", "payment"),
            ("admiten tarjeta de crédito?", "payment"),
            ("puedo pagaros con bizum", "payment"),
            ("me devolvéis el dinero si cancelo?", "policy"),
            ("qué pasa si no puedo ir?", "policy"),
            ("con cuánto tiempo tengo que avisar para cancelar?", "policy"),
            ("si al final no puedo ir pierdo la señal?", "policy"),
            ("hasta cuándo puedo cancelar?", "policy"),
            ("política de cancelación", "policy"),
            ("y si anulo me cobráis?", "policy"),
            ("¿Es posible cancelar gratuitamente?", "policy"),
            ("la señal se devuelve?", "policy"),
            ("y si me pongo mala?", "policy"),
            ("cobráis penalización por no ir", "policy"),
        ],
    );
}

#[test]
fn services_and_people_of_the_salon() {
    check(
        &nothing(),
        &[
            ("qué es el Barro Gold?", "whatis barro gold"),
            ("en qué consiste la bioterapia facial", "whatis bioterapia facial"),
            ("qué color me aconsejas?", "advice color"),
            ("cuál me recomiendas, el óleo extra o el barro gold?", "advice oleo extra+barro gold"),
            ("qué servicios tenéis?", "services"),
            ("hacéis extensiones?", "doyoudo extensiones"),
            ("hacéis keratina", "doyoudo keratina"),
            ("ponéis extensiones de pestañas?", "doyoudo extensiones de pestanas"),
            ("Harol hace mechas?", "whodoes Harol mechas"),
            ("quién hace las manicuras?", "whodoes manicura"),
            ("Marta trabaja los sábados?", "works Marta {weekday:sábado}"),
            ("está Ana el jueves?", "works Ana 2026-03-12"),
            ("qué días viene Pilar", "works Pilar"),
            ("eres un robot?", "robot"),
            ("hablo con una máquina?", "robot"),
            ("eres una persona de verdad?", "robot"),
            ("vendéis champú?", "faq"),
            ("tenéis wifi?", "faq"),
            ("puedo ir con mi perro?", "faq"),
            ("hacéis tarjetas regalo?", "faq"),
            ("qué marca de tinte usáis", "faq"),
            ("tengo que ir con el pelo limpio?", "faq"),
            ("cuánto es la señal?", "howmuchdeposit"),
            ("en cuánto se me queda la señal", "howmuchdeposit"),
            ("por qué tengo que pagar una señal?", "whydeposit"),
            ("antes no se pagaba señal", "whydeposit"),
            (
                "el infoactivo sensitivo es para cuero cabelludo sensible?",
                "whatis infoactivo sensitivo+cuero cabelludo sensible",
            ),
        ],
    );
}

#[test]
fn several_questions_and_wishes_in_one_message() {
    check(
        &nothing(),
        &[
            ("hola abrís el sábado y hay parking cerca?", "hours 2026-03-14 | parking"),
            ("cuánto cuesta el tinte y cuánto se tarda?", "price tinte | length tinte"),
            ("quiero mechas el viernes, cuánto cuestan?", "want mechas 2026-03-13 | price mechas"),
            (
                "necesito cita para corte el jueves y una pregunta dónde puedo aparcar",
                "want corte 2026-03-12 | parking",
            ),
            ("dónde estáis y qué horario tenéis", "address | hours"),
            (
                "precio de cejas y manicura, y si tenéis hueco el jueves",
                "price cejas+manicura | want 2026-03-12",
            ),
        ],
    );
}
