//! Where an expression of time may begin, told from the words alone, so that the grammar need not be tried elsewhere.
//!
//! Invariant: every word that the grammar names is a lead ([`LEADS`]), stands in [`CORE`], or is one that something
//! else of the expression comes before; a test reads the grammar's own sources for it.

use crate::spanish::tokens::{Token, TokenKind, month, weekday};

/// For each token whether an expression may begin there: one of its own words, after leads or at once.
pub(super) fn beginnings(tokens: &[Token]) -> Vec<bool> {
    let mut may = vec![false; tokens.len()];
    let mut next = false;
    for (at, token) in tokens.iter().enumerate().rev() {
        let word = token.word.as_str();
        next = token.kind == TokenKind::Number || is_core(word) || next && LEADS.contains(&word);
        may[at] = next;
    }
    may
}

fn is_core(word: &str) -> bool {
    CORE.binary_search(&word).is_ok() || weekday(word).is_some() || month(word).is_some()
}

/// Words that the grammar looks for behind an expression's beginning only: before these "pasado" is a verb or an
/// adjective.
pub(super) const VERBS_BEHIND: &str =
    "he|ha|has|han|hemos|habeis|habia|haber|dia|mes|ano|finde|verano|invierno|lo|el|del";
/// And behind these it is a day.
pub(super) const LEADS_BEHIND: &str = "mejor|para|pues|sino|o|y|digo|perdona|,|.";
/// Or if these follow.
pub(super) const TAILS: &str = "me|nos|porfa|por|si|gracias";

/// Words that lead in to an expression and never make one without another word.
#[rustfmt::skip]
const LEADS: [&str; 26] = [
    "a", "al", "con", "d", "de", "del", "e", "el", "en", "la", "las", "lo", "los", "me", "o", "os", "para",
    "pa", "por", "que", "q", "te", "u", "un", "y", ",",
];
/// Words that an expression has at its beginning, or right after its leads; in order.
#[rustfmt::skip]
const CORE: [&str; 436] = [
    "abierto", "abrais", "abrir", "abris", "acabar", "actual", "adelante", "agosto", "ahi", "ahora", "algo",
    "algun", "alla", "almorzar", "almudena", "almuerzo", "alrededor", "am", "ano", "anoche", "anochecer",
    "anos", "anteayer", "anterior", "anteriores", "antes", "antier", "apertura", "apostol", "aprox",
    "aproximadamente", "aqui", "arranca", "asap", "asi", "asuncion", "atardecer", "atras", "ayer", "bien",
    "buen", "buena", "buenas", "buenos", "cada", "cara", "carnaval", "carnavales", "casi", "catorce", "cerca",
    "cero", "cerrar", "cerreis", "cien", "ciento", "cierre", "cinco", "cincuenta", "cita", "clase", "clases",
    "cole", "colegio", "comenzando", "comenzar", "comer", "comida", "comienza", "comienzo", "comienzos",
    "como", "comunidad", "concreto", "constitucion", "cualquier", "cualquiera", "cuando", "cuanto", "cuarenta",
    "cuarta", "cuarto", "cuartos", "cuatro", "currar", "curro", "curso", "da", "decimo", "dentro", "desde",
    "despues", "dia", "diario", "dias", "diecinueve", "dieciocho", "dieciseis", "diecisiete", "diez",
    "difuntos", "disponible", "do", "doce", "domingo", "dos", "doscientos", "duodecimo", "durante", "ejemplo",
    "empezando", "empezar", "empieza", "enamorados", "entero", "entra", "entre", "epifania", "er", "era",
    "ero", "es", "ese", "eso", "esta", "estas", "este", "estos", "excepcion", "excepto", "fallas", "faltan", "favor",
    "feliz", "fiesta", "fiestas", "fin", "final", "finales", "finde", "fines", "guarde", "guarderia", "h",
    "hace", "hacia", "halloween", "haloween", "hasta", "haya", "hispanidad", "hora", "horas", "horita",
    "horitas", "hoy", "hrs", "hs", "hueco", "igual", "incluida", "incluido", "inclusive", "incluso", "inicio",
    "inicios", "inmaculada", "instante", "insti", "instituto", "internacional", "invierno", "ir", "isidro",
    "istante", "j", "jalogüin", "jornada", "jose", "ju", "juan", "jueves", "kg", "l", "laborables",
    "laborales", "largo", "libre", "lu", "lunes", "m", "ma", "madre", "madrid", "madrugada", "magos", "manana",
    "mananas", "mar", "mas", "maximo", "media", "mediados", "medianoche", "medio", "mediodia", "mediodias",
    "mejor", "menos", "mes", "meses", "mi", "mier", "mil", "min", "minimo", "mins", "minutillos", "minutitos",
    "minuto", "minutos", "misma", "mismo", "mitad", "mitades", "momento", "mucho", "muertos", "muy",
    "nacional", "nada", "navidad", "navidades", "navidenas", "ni", "no", "noche", "nochebuena", "noches",
    "nochevieja", "novena", "noveno", "noventa", "nueve", "nuevo", "nunca", "ochenta", "ocho", "octava",
    "octavo", "oficina", "once", "otono", "otra", "otro", "p", "padre", "par", "partir", "pasada", "pasadas",
    "pasado", "pasados", "pasao", "pascua", "pascuas", "pase", "penultima", "penultimo", "pero", "pico",
    "pilar", "plena", "pm", "podais", "poder", "posible", "preciso", "preferentemente", "preferiblemente",
    "presente", "primavera", "primer", "primera", "primeras", "primerisima", "primero", "primeros",
    "principio", "principios", "prontito", "pronto", "proxima", "proximas", "proximo", "proximos", "pudiera",
    "puedas", "puede", "puedo", "puente", "punto", "purisima", "queda", "quede", "querais", "quieras",
    "quince", "quincena", "quinientos", "quinta", "quinto", "quitando", "quizas", "ra", "rapido", "recien",
    "reserva", "resta", "resto", "resurreccion", "reyes", "ro", "s", "sa", "salga", "salgo", "salida",
    "saliendo", "salir", "salvo", "san", "santa", "santiago", "santo", "santos", "sea", "sean", "segunda",
    "segundo", "seis", "semana", "semanas", "semanita", "semanitas", "septima", "septimo", "ser", "sesenta",
    "setenta", "sexta", "sexto", "si", "siempre", "siesta", "siete", "siguiente", "siguientes", "sino",
    "sitio", "sobre", "solo", "tambien", "tarde", "tardes", "tempranito", "temprano", "tengais", "tengas",
    "tercer", "tercera", "tercero", "terminar", "tipo", "toda", "todas", "todo", "todos", "trabajador",
    "trabajadores", "trabajar", "trabajo", "tras", "trece", "treinta", "treintaiun", "treintaiuno", "treinti",
    "tres", "trescientos", "trigesimo", "turno", "ultima", "ultimas", "ultimisima", "ultimo", "ultimos", "una",
    "unas", "undecimo", "uni", "universidad", "uno", "unos", "urgencia", "v", "va", "vacaciones", "valentin",
    "veinte", "veinti", "veinticinco", "veinticuatro", "veintidos", "veintinueve", "veintiocho", "veintiseis",
    "veintisiete", "veintitres", "veintiun", "veintiuna", "veintiuno", "velada", "venga", "verano", "vi",
    "vieja", "viene", "vienen", "vier", "viernes", "vigesimo", "virgen", "vista", "x", "ya",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spanish::time::clock::COUNTED;

    const SOURCES: [&str; 11] = [
        include_str!("clock.rs"),
        include_str!("combine.rs"),
        include_str!("dates.rs"),
        include_str!("days.rs"),
        include_str!("holidays.rs"),
        include_str!("hours.rs"),
        include_str!("length.rs"),
        include_str!("parts.rs"),
        include_str!("spans.rs"),
        include_str!("weeks.rs"),
        include_str!("../numbers.rs"),
    ];

    /// The words of the strings in a source, its comments and tests left out.
    fn named(source: &str) -> impl Iterator<Item = String> {
        let code = source.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code.lines().map(|line| line.split("//").next().unwrap_or_default());
        let code = lines.collect::<Vec<_>>().join("\n").replace("\\\n", "");
        let strings: Vec<String> = code.split('"').skip(1).step_by(2).map(str::to_owned).collect();
        strings
            .into_iter()
            .filter(|s| !s.contains('{') && !s.starts_with("fewer"))
            .flat_map(|s| s.split([' ', '|', '[', ']']).map(str::to_owned).collect::<Vec<_>>().into_iter())
    }

    #[test]
    fn every_word_of_the_grammar_is_known_here() {
        for word in SOURCES.into_iter().flat_map(named) {
            let letters = !word.is_empty() && word.chars().all(char::is_alphabetic);
            let behind = |list: &str| list.split('|').any(|other| other == word);
            let behind = behind(VERBS_BEHIND) || behind(LEADS_BEHIND) || behind(TAILS);
            let counted = behind || COUNTED.split('|').any(|counted| counted == word);
            let known = !letters || counted || LEADS.contains(&word.as_str()) || is_core(&word);
            assert!(known || matches!(word.as_str(), "ª" | "º"), "{word}");
        }
    }

    #[test]
    fn the_words_stand_in_order() {
        assert!(CORE.is_sorted());
    }
}
