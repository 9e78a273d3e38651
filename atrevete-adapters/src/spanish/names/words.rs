//! Words around names, and names that are other words too.

/// What leads in to a name that was asked and is no part of it.
pub(super) const BEFORE: &[&str] = &[
    "si",
    "sí",
    "hola",
    "buenas",
    "pues",
    "claro",
    "vale",
    "ok",
    "es",
    "soy",
    "me",
    "llamo",
    "mi",
    "nombre",
    "apellido",
    "apellidos",
    "son",
    "no",
    "a",
    "de",
    "se",
    "llama",
    "ponlo",
    "pon",
    "su",
    "el",
    "la",
    "apunta",
    "apuntame",
    "seria",
    "mis",
    "completo",
    "yo",
    "perdon",
    "perdona",
    "primer",
    "primero",
    "por",
    "supuesto",
    "ella",
    "bueno",
    "te",
    "lo",
    "digo",
    "ah",
    "oh",
    "eh",
    "venga",
    "entonces",
    "perfecto",
    "genial",
];
/// What follows it and is no part of it.
pub(super) const AFTER: &[&str] = &[
    "gracias",
    "por",
    "para",
    "muchas",
    "encantada",
    "encantado",
    "y",
    "ese",
    "asi",
    "me",
    "a",
    "pero",
    "quiero",
    "queria",
    "un",
    "saludos",
    "soy",
];
/// Names that are ordinary words in small letters.
pub(super) fn is_also_a_word(word: &str) -> bool {
    matches!(
        word,
        "rosa"
            | "sol"
            | "mar"
            | "luz"
            | "fe"
            | "mayo"
            | "abril"
            | "julio"
            | "domingo"
            | "blanca"
            | "blanco"
            | "clara"
            | "rubio"
            | "rubia"
            | "moreno"
            | "caballero"
            | "gallego"
            | "calvo"
            | "bueno"
            | "rico"
            | "casado"
            | "alba"
            | "vera"
            | "india"
            | "leon"
            | "cruz"
            | "mari"
            | "segura"
            | "nieto"
            | "sola"
            | "hidalgo"
            | "delgado"
            | "barba"
            | "plaza"
            | "cabello"
            | "rey"
            | "costa"
            | "mira"
            | "vela"
            | "villa"
            | "luna"
            | "torre"
            | "fuente"
            | "casas"
            | "pastor"
            | "cano"
            | "prieto"
            | "redondo"
            | "america"
            | "africa"
            | "dulce"
            | "coral"
            | "perla"
            | "estrella"
            | "alma"
            | "ma"
            | "ale"
            | "gala"
            | "vega"
    )
}
/// First names that often have a second.
pub(super) const COMPOUND: &[&str] = &[
    "maria",
    "ma",
    "m",
    "ana",
    "jose",
    "juan",
    "luis",
    "miguel",
    "rosa",
    "francisco",
    "eva",
    "mari",
    "pedro",
    "antonio",
    "carlos",
    "jesus",
    "angel",
    "victor",
    "marco",
    "alba",
    "luz",
    "sara",
    "laura",
    "manuel",
    "jorge",
    "carmen",
    "julio",
    "isabel",
    "elena",
    "pablo",
    "david",
    "julia",
    "paula",
    "blanca",
    "sandra",
    "marta",
    "javier",
    "rafael",
    "fernando",
    "lucia",
    "monica",
    "nuria",
];
/// What Mary is of.
pub(super) const OF_MARY: &[&str] = &[
    "carmen", "mar", "pilar", "rosario", "angeles", "dolores", "nieves", "luz", "sol", "amor", "rocio",
    "remedios", "valle", "prado", "camino", "cielo", "o", "paz", "fe", "mercedes", "milagros", "reyes",
    "puerto", "consuelo", "jesus", "monte", "olvido", "sagrario", "cruz",
];
