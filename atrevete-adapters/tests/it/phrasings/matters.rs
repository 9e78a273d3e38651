//! What a person of the salon must hear.

use crate::brief::{check, nothing};

#[test]
fn health() {
    check(
        &nothing(),
        &[
            ("estoy embarazada, me puedo teñir?", "medical"),
            ("puedo darme tinte estando embarazada", "medical"),
            ("soy alérgica al amoniaco", "medical"),
            ("tengo dermatitis en el cuero cabelludo", "medical"),
            ("estoy con quimio, puedo hacerme la manicura?", "medical"),
            ("tomo anticoagulantes", "medical"),
            ("me pica mucho la cabeza desde el tinte", "medical"),
            ("estoy dando el pecho, hay problema con las mechas?", "medical"),
            ("tengo la piel atópica", "medical"),
            ("me han operado de la espalda, puedo darme un masaje?", "medical"),
            ("soy diabética y quería pedicura", "medical | want pedicura"),
            ("llevo marcapasos", "medical"),
        ],
    );
}

#[test]
fn what_is_denied_is_no_matter_of_health() {
    check(
        &nothing(),
        &[
            ("quiero un tinte, no soy alérgica a nada", "want tinte"),
            ("no estoy embarazada ni nada, quiero mechas", "want mechas"),
            ("no tengo ninguna alergia, quiero un tinte", "want tinte"),
        ],
    );
    check(&nothing(), &[("no sé si soy alérgica", "medical"), ("no, estoy embarazada", "no | medical")]);
}

#[test]
fn weary_of_her_hair_is_no_complaint() {
    check(
        &nothing(),
        &[
            ("estoy harta de mi pelo, ¿qué me recomiendas?", "advice"),
            ("estoy harta de esperaros", "complaint"),
            ("estoy harta de vuestro servicio", "complaint"),
            ("me quiero cambiar el look, ¿qué me recomiendas?", "advice"),
        ],
    );
}

#[test]
fn people_complaints_and_the_rest() {
    check(
        &nothing(),
        &[
            ("quiero hablar con una persona", "person"),
            ("me puede llamar alguien?", "person"),
            ("pásame con la encargada", "person"),
            ("llámame por favor", "person"),
            ("necesito hablar con Pilar", "person Pilar"),
            ("Prefiero que me atienda una persona", "person"),
            ("hay alguien real ahí?", "person"),
            ("quiero hablar con un humano", "person"),
            ("no quiero hablar con una máquina", "person"),
            ("podéis llamarme?", "person"),
            ("el color me ha quedado fatal", "complaint"),
            ("no estoy nada contenta con el corte", "complaint"),
            ("quiero poner una reclamación", "complaint"),
            ("me habéis dejado el pelo hecho un desastre", "complaint"),
            ("se me ha caído el esmalte a los dos días", "complaint"),
            ("me cobrasteis de más", "complaint"),
            ("qué vergüenza de servicio", "complaint"),
            ("sois unos inútiles", "abuse"),
            ("vete a la mierda", "abuse"),
            ("gilipollas", "abuse"),
            ("BAJA", "optout"),
            ("no me mandéis más mensajes", "optout"),
            ("dejad de escribirme", "optout"),
            ("no quiero recibir publicidad", "optout"),
            ("quiero darme de baja", "optout"),
            ("quiero volver a recibir los recordatorios", "optin"),
            ("qué datos tenéis de mí?", "mydata access"),
            ("borrad mis datos", "mydata erase"),
            ("quiero que eliminéis todos mis datos", "mydata erase"),
            ("busco trabajo de peluquera", "notforus"),
            ("os puedo enviar mi currículum?", "notforus"),
            ("soy comercial de productos de peluquería", "notforus"),
            ("me olvidé el paraguas ayer", "notforus"),
            ("me he dejado unas gafas ahí", "notforus"),
            ("creo que te has equivocado de número", "notforus"),
            ("tengo un paquete para ustedes", "notforus"),
            ("dame el teléfono de Rosa", "someoneelse"),
            ("a qué hora va mi cuñada?", "someoneelse"),
        ],
    );
}
