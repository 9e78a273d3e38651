//! Hello, thanks, goodbye, small talk, what cannot be read, and forms of address.

use crate::brief::{check, nothing, now};
use crate::salon::lexicon;
use atrevete_adapters::spanish::SpanishReader;

#[test]
fn courtesies() {
    check(
        &nothing(),
        &[
            ("hola", "hello"),
            ("Buenas tardes", "hello"),
            ("holaaaa", "hello"),
            ("hola qué tal?", "hello"),
            ("gracias!", "thanks"),
            ("muchísimas gracias 😘", "thanks"),
            ("Muchas gracias por todo", "thanks"),
            ("grax", "thanks"),
            ("adiós", "bye"),
            ("hasta luego", "bye"),
            ("hasta mañana", "bye"),
            ("nos vemos el jueves", "bye"),
            ("buen finde", "bye"),
            ("me encanta cómo me ha quedado", "chat"),
            ("jajaja", "chat"),
            ("qué calor hace hoy", "chat"),
            ("sois las mejores", "chat"),
        ],
    );
}

#[test]
fn what_cannot_be_read() {
    for text in [
        "",
        "   ",
        "🌸🌸",
        "asdfgh jkl",
        "Hello, can I book a haircut tomorrow?",
        "😂",
        ".",
        "???",
        "qwertyuiop zxcvb",
        "مرحبا",
    ] {
        check(&nothing(), &[(text, "unclear")]);
    }
}

#[test]
fn usted_is_heard() {
    let (reader, lexicon) = (SpanishReader::new(), lexicon());
    for (text, formal) in [
        ("¿Tienen hora mañana?", true),
        ("¿Me podría dar cita para el jueves?", true),
        ("Quisiera saber su horario", true),
        ("disculpe, ¿tiene algún hueco?", true),
        ("Le agradecería que me llamase", true),
        ("¿tenéis hora mañana?", false),
        ("quiero cita para el jueves", false),
        ("me puedes dar hora?", false),
        ("podéis llamarme?", false),
        ("hola guapa", false),
    ] {
        let heard = reader.read(text, now(), &nothing(), &lexicon);
        assert_eq!(heard.formal, formal, "{text}");
    }
}
