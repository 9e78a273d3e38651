//! Text cut into words, numbers, marks and emoji, each with the place it stood at.
//!
//! Words are folded (lower case, no accents) and spelt as the grammars expect them, whatever the phone's keyboard
//! made of them ("kiero", "mñna", "holaaa", "pal"). Invariants: ranges are byte ranges into the original text, on
//! character boundaries, in order; a contraction gives several tokens with the same range.

mod spelling;

pub(super) use spelling::is_short_month;
pub use spelling::{month, weekday};

use atrevete_domain::values::fold;
use std::ops::Range;

/// One word, number, mark or emoji.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What it is made of.
    pub kind: TokenKind,
    /// Words: folded and spelt right. Numbers: their digits. Marks: one sign, dashes all `-`. Emoji: without skin
    /// tone and variation selectors.
    pub word: String,
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
    /// Whether nothing separates it from the token before ("18h": the `h`).
    pub glued: bool,
}

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters.
    Word,
    /// Digits.
    Number,
    /// One sign of punctuation, or `º`, `ª`.
    Mark,
    /// An emoji, joined sequences as one.
    Emoji,
}

impl Token {
    /// Whether it reads `word` (folded form).
    pub fn is(&self, word: &str) -> bool {
        self.word == word
    }

    /// Whether it reads one of `words`.
    pub fn is_any(&self, words: &[&str]) -> bool {
        words.contains(&self.word.as_str())
    }

    /// The value of its digits; `None` for anything that is not a number below 4 294 967 296.
    pub fn number(&self) -> Option<u32> {
        match self.kind {
            TokenKind::Number => self.word.parse().ok(),
            TokenKind::Word | TokenKind::Mark | TokenKind::Emoji => None,
        }
    }
}

/// The stretch of `text` that `tokens` cover, from the first to the last.
pub fn covered<'t>(text: &'t str, tokens: &[Token]) -> &'t str {
    match tokens {
        [] => "",
        [first, .., last] => &text[first.range.start..last.range.end],
        [only] => &text[only.range.clone()],
    }
}

/// Cuts `text` into tokens.
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some(&(start, c)) = rest.peek() {
        let class = Class::of(c);
        rest.next();
        if class == Class::Space {
            continue;
        }
        let mut end = start + c.len_utf8();
        while let Some(&(at, next)) = rest.peek() {
            if !class.goes_on(next, text[..at].ends_with(JOINER)) {
                break;
            }
            rest.next();
            end = at + next.len_utf8();
        }
        let glued = tokens.last().is_some_and(|t| t.range.end == start);
        push(&mut tokens, class, &text[start..end], start..end, glued);
    }
    tokens
}

/// Joins the parts of one emoji.
const JOINER: char = '\u{200d}';

/// What a character begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Letter,
    Digit,
    Emoji,
    Mark,
}

impl Class {
    fn of(c: char) -> Self {
        match c {
            'º' | 'ª' | '°' => Self::Mark,
            c if c.is_ascii_digit() => Self::Digit,
            c if c.is_alphabetic() => Self::Letter,
            c if is_emoji(c) => Self::Emoji,
            c if c.is_whitespace() || is_dressing(c) => Self::Space,
            _ => Self::Mark,
        }
    }

    /// Whether `next` belongs to the token that began with this class; `joined` after a joiner.
    fn goes_on(self, next: char, joined: bool) -> bool {
        match self {
            Self::Letter => Self::of(next) == Self::Letter || ('\u{300}'..='\u{36f}').contains(&next),
            Self::Digit => next.is_ascii_digit() || is_dressing(next),
            Self::Emoji => is_dressing(next) || joined && is_emoji(next),
            Self::Space | Self::Mark => false,
        }
    }
}

fn is_emoji(c: char) -> bool {
    matches!(u32::from(c), 0x1F000..=0x1F3FA | 0x1F400..=0x1FAFF | 0x2600..=0x27BF | 0x2B00..=0x2BFF | 0x231A..=0x23FF)
}

/// Variation selectors, skin tones, joiners, keycaps: they dress an emoji or a digit and mean nothing.
fn is_dressing(c: char) -> bool {
    matches!(u32::from(c), 0xFE00..=0xFE0F | 0x1F3FB..=0x1F3FF | 0x200B..=0x200D | 0x20E3 | 0x2060 | 0xFEFF)
}

fn push(tokens: &mut Vec<Token>, class: Class, text: &str, range: Range<usize>, glued: bool) {
    let (kind, words) = match class {
        Class::Space => return,
        Class::Letter => (TokenKind::Word, spelling::respell(&fold(text))),
        Class::Digit => (TokenKind::Number, vec![text.chars().filter(char::is_ascii_digit).collect()]),
        Class::Emoji => (TokenKind::Emoji, vec![text.chars().filter(|c| !is_dressing(*c)).collect()]),
        Class::Mark => (TokenKind::Mark, vec![mark(text)]),
    };
    for (n, word) in words.into_iter().enumerate() {
        tokens.push(Token { kind, word, range: range.clone(), glued: glued && n == 0 });
    }
}

fn mark(text: &str) -> String {
    match text {
        "–" | "—" | "‐" | "‑" | "−" => "-".to_owned(),
        "°" => "º".to_owned(),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<String> {
        tokenize(text).into_iter().map(|t| t.word).collect()
    }

    #[test]
    fn digits_part_from_the_units_glued_to_them() {
        assert_eq!(words("19.45h"), ["19", ".", "45", "h"]);
        assert_eq!(words("230pm 7Oct"), ["230", "pm", "7", "oct"]);
        assert_eq!(words("el 3º"), ["el", "3", "º"]);
        assert!(tokenize("12h")[1].glued);
        assert!(!tokenize("12 h")[1].glued);
    }

    #[test]
    fn chat_spelling_reads_like_the_book() {
        assert_eq!(
            words("kiero zita pal juebes xfa"),
            ["quiero", "cita", "para", "el", "jueves", "por", "favor"]
        );
        assert_eq!(words("buenassss sta trd"), ["buenas", "esta", "tarde"]);
        assert_eq!(words("la sem q viene"), ["la", "semana", "que", "viene"]);
        assert_eq!(words("mñna x la mñn"), ["manana", "por", "la", "manana"]);
    }

    #[test]
    fn emoji_lose_their_skin_and_stay_whole() {
        assert_eq!(words("👍🏽👍🏻 vale"), ["👍", "👍", "vale"]);
        assert_eq!(tokenize("👩🏽‍🦱").len(), 1);
        assert_eq!(words("2️⃣"), ["2"]);
    }

    #[test]
    fn tokens_remember_where_they_stood() {
        let text = "¿El MIÉRCOLES, 9:30?";
        let tokens = tokenize(text);
        assert_eq!(&text[tokens[2].range.clone()], "MIÉRCOLES");
        assert_eq!(covered(text, &tokens[1..3]), "El MIÉRCOLES");
    }

    proptest! {
        #[test]
        fn any_text_gives_ranges_in_order_on_boundaries(text in any::<String>()) {
            let mut last = 0;
            for token in tokenize(&text) {
                prop_assert!(text.get(token.range.clone()).is_some());
                prop_assert!(token.range.start >= last || token.range.end == last);
                last = token.range.end;
            }
        }
    }
}
