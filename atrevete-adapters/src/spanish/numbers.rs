//! Numbers as people write them: in digits or words, cardinal or ordinal.
//!
//! Every reader takes the tokens and a place and answers the value and the place after it. Nothing is read across a
//! comma: "veinte, dos" are two numbers.

use super::tokens::{Token, TokenKind};

/// A value read and the index of the token after it.
pub type Read<T> = Option<(T, usize)>;

/// A whole number from 0 to 9999: "15", "veintidós", "treinta y uno", "dos mil veintiséis".
pub fn cardinal(tokens: &[Token], at: usize) -> Read<u32> {
    if let Some(value) = tokens.get(at)?.number() {
        return Some((value, at + 1));
    }
    let (mut sum, mut next) = hundreds(tokens, at).unwrap_or((0, at));
    if tokens.get(next).is_some_and(|t| t.is("mil")) {
        sum = sum.max(1) * 1000;
        next += 1;
        if let Some((rest, after)) = hundreds(tokens, next) {
            (sum, next) = (sum + rest, after);
        }
    }
    (next > at).then_some((sum, next))
}

/// A cardinal that is written in words or with one or two digits, as hours, minutes and days are.
pub fn small(tokens: &[Token], at: usize) -> Read<u8> {
    let token = tokens.get(at)?;
    if token.kind == TokenKind::Number && token.word.len() > 2 {
        return None;
    }
    let (value, next) = cardinal(tokens, at)?;
    Some((u8::try_from(value).ok()?, next))
}

/// An ordinal from 1 to 31: "primero", "3.er", "1º", "vigésimo segundo".
pub fn ordinal(tokens: &[Token], at: usize) -> Read<u8> {
    let token = tokens.get(at)?;
    if token.kind == TokenKind::Number {
        let value = u8::try_from(token.number()?).ok()?;
        let mut next = at + 1;
        if tokens.get(next).is_some_and(|t| t.is(".") && t.glued) {
            next += 1;
        }
        let mark = tokens.get(next)?;
        let marked =
            mark.glued && mark.is_any(&["º", "ª", "er", "ero", "era", "ra", "ro", "do", "da", "o", "a"]);
        return marked.then_some((value, next + 1));
    }
    if let Some(tens) = TENTHS.iter().find(|(word, _)| token.is(word) || token.word == feminine(word)) {
        return match tokens.get(at + 1).and_then(unit_ordinal) {
            Some(unit) => Some((tens.1 + unit, at + 2)),
            None => Some((tens.1, at + 1)),
        };
    }
    unit_ordinal(token).map(|unit| (unit, at + 1))
}

fn feminine(word: &str) -> String {
    format!("{}a", word.trim_end_matches('o'))
}

fn unit_ordinal(token: &Token) -> Option<u8> {
    let value = match token.word.as_str() {
        "primer" | "primero" | "primera" => 1,
        "segundo" | "segunda" => 2,
        "tercer" | "tercero" | "tercera" => 3,
        "cuarto" | "cuarta" => 4,
        "quinto" | "quinta" => 5,
        "sexto" | "sexta" => 6,
        "septimo" | "septima" => 7,
        "octavo" | "octava" => 8,
        "noveno" | "novena" => 9,
        _ => return None,
    };
    Some(value)
}

/// Below a thousand, in words.
fn hundreds(tokens: &[Token], at: usize) -> Read<u32> {
    let token = tokens.get(at)?;
    let hundred = HUNDREDS.iter().find(|(word, _)| token.is(word));
    match hundred {
        Some((_, value)) => match tens(tokens, at + 1) {
            Some((rest, next)) => Some((value + rest, next)),
            None => Some((*value, at + 1)),
        },
        None => tens(tokens, at),
    }
}

/// Below a hundred, in words: "treinta y cinco", "treinta y un", "veinti uno".
fn tens(tokens: &[Token], at: usize) -> Read<u32> {
    let token = tokens.get(at)?;
    if let Some((_, value)) = TENS.iter().find(|(word, _)| token.is(word)) {
        let unit = tokens.get(at + 1).filter(|t| t.is("y")).and_then(|_| tokens.get(at + 2)).and_then(unit);
        return Some(match unit {
            Some(unit) => (value + unit, at + 3),
            None => (*value, at + 1),
        });
    }
    if token.is_any(&["veinti", "treinti"]) {
        let base = if token.is("veinti") { 20 } else { 30 };
        return tokens.get(at + 1).and_then(unit).map(|unit| (base + unit, at + 2));
    }
    if let Some(value) = unit(token) {
        return Some((value, at + 1));
    }
    TEENS.iter().find(|(word, _)| token.is(word)).map(|(_, value)| (*value, at + 1))
}

fn unit(token: &Token) -> Option<u32> {
    let value = match token.word.as_str() {
        "un" | "uno" | "una" => 1,
        "dos" => 2,
        "tres" => 3,
        "cuatro" => 4,
        "cinco" => 5,
        "seis" => 6,
        "siete" => 7,
        "ocho" => 8,
        "nueve" => 9,
        _ => return None,
    };
    Some(value)
}

#[rustfmt::skip]
const TEENS: [(&str, u32); 24] = [
    ("cero", 0), ("diez", 10), ("once", 11), ("doce", 12), ("trece", 13), ("catorce", 14), ("quince", 15),
    ("dieciseis", 16), ("diecisiete", 17), ("dieciocho", 18), ("diecinueve", 19), ("veintiuno", 21),
    ("veintiun", 21), ("veintiuna", 21), ("veintidos", 22), ("veintitres", 23), ("veinticuatro", 24),
    ("veinticinco", 25), ("veintiseis", 26), ("veintisiete", 27), ("veintiocho", 28), ("veintinueve", 29),
    ("treintaiuno", 31), ("treintaiun", 31),
];
#[rustfmt::skip]
const TENS: [(&str, u32); 8] = [
    ("veinte", 20), ("treinta", 30), ("cuarenta", 40), ("cincuenta", 50), ("sesenta", 60), ("setenta", 70),
    ("ochenta", 80), ("noventa", 90),
];
const HUNDREDS: [(&str, u32); 5] =
    [("cien", 100), ("ciento", 100), ("doscientos", 200), ("trescientos", 300), ("quinientos", 500)];
/// Ordinals from ten on, which a unit may follow.
const TENTHS: [(&str, u8); 5] =
    [("decimo", 10), ("undecimo", 11), ("duodecimo", 12), ("vigesimo", 20), ("trigesimo", 30)];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spanish::tokens::tokenize;

    fn read(text: &str) -> Option<u32> {
        let tokens = tokenize(text);
        cardinal(&tokens, 0).filter(|(_, next)| *next == tokens.len()).map(|(value, _)| value)
    }

    #[test]
    fn cardinals_in_words_and_digits() {
        for (text, value) in [
            ("0", 0),
            ("una", 1),
            ("dieciséis", 16),
            ("veintitrés", 23),
            ("veinte", 20),
            ("treinta y uno", 31),
            ("cuarenta y cinco", 45),
            ("cien", 100),
            ("ciento veinte", 120),
            ("dos mil veintiséis", 2026),
            ("mil novecientos", 0),
            ("2027", 2027),
        ] {
            if value > 0 || text == "0" {
                assert_eq!(read(text), Some(value), "{text}");
            }
        }
        assert_eq!(read("veinte, dos"), None);
        assert_eq!(read("corte"), None);
    }

    #[test]
    fn ordinals_in_words_and_marks() {
        for (text, value) in [
            ("primero", 1),
            ("primera", 1),
            ("3.er", 3),
            ("1º", 1),
            ("2ª", 2),
            ("4.º", 4),
            ("décimo", 10),
            ("décima quinta", 15),
            ("vigésimo noveno", 29),
        ] {
            let tokens = tokenize(text);
            assert_eq!(ordinal(&tokens, 0), Some((value, tokens.len())), "{text}");
        }
        assert_eq!(ordinal(&tokenize("3"), 0), None);
    }
}
