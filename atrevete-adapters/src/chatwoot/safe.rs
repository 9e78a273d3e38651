//! Text that arrives as it was written.
//!
//! Chatwoot runs every outgoing text through Liquid (`{{...}}` and `{%...%}` are evaluated, in private notes too) and, on
//! its WhatsApp channel and in its own pages, through CommonMark: stars become italics, links lose their words, list
//! numbers and HTML disappear. Our texts quote customers and carry addresses, so nothing in them may be taken for markup.
//!
//! Invariants: no text leaves with a Liquid delimiter; what is escaped for CommonMark reads again, once rendered, as it
//! was, but for spaces at the edges of lines; a link keeps every letter.

use atrevete_domain::wording::Approved;

/// Stands between two letters without being seen.
const BREAK: char = '\u{200B}';

/// What a channel does with the text it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Markup {
    /// It is read as CommonMark: the WhatsApp channel, private notes.
    Rendered,
    /// It is passed on as it stands: an API channel with a bridge behind it, and Chatwoot before it rendered WhatsApp.
    Raw,
}

/// The text as it must be sent so that `text` is read.
pub fn safe(text: &str, markup: Markup) -> String {
    let plain = without_liquid(text);
    match markup {
        Markup::Rendered => escaped(&plain),
        Markup::Raw => without_links(&plain),
    }
}

/// A blank of an approved text: one line, without what Chatwoot would strip or Liquid run, never empty, no longer than
/// `most`. CommonMark never sees it.
pub fn blank(value: &str, most: usize) -> String {
    let words: Vec<&str> = value.split_whitespace().collect();
    let typographic = words.join(" ").replace('"', "”").replace('\'', "’").replace(['<', '>'], "");
    let value = super::fit::shorten(&without_liquid(typographic.trim()), most);
    if value.is_empty() { "-".to_owned() } else { value }
}

/// All blanks of an approved text.
pub fn blanks(approved: &Approved, most: usize) -> Vec<String> {
    approved.values.iter().map(|value| blank(value, most)).collect()
}

/// Breaks every pair of letters that opens or closes something in Liquid.
fn without_liquid(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for letter in text.chars() {
        if matches!((before, letter), ('{', '{' | '%') | ('}' | '%', '}')) {
            out.push(BREAK);
        }
        out.push(letter);
        before = letter;
    }
    out
}

/// Breaks `[words](address)`, which some bridges and phones read as a link.
fn without_links(text: &str) -> String {
    text.replace("](", &format!("]{BREAK}("))
}

/// Escapes line by line: what means something at the beginning of a line, and what does anywhere.
fn escaped(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| escaped_line(line.trim())).collect();
    lines.join("\n")
}

fn escaped_line(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let opens = if digits > 0 { digits } else { 0 };
    let mut before: Option<char> = None;
    let mut letters = line.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let after = letters.peek().map(|(_, next)| *next);
        let first = at == 0 && matches!(letter, '#' | '-' | '+' | '=' | '>' | '~');
        let listed = opens > 0 && at == opens && matches!(letter, '.' | ')');
        if first || listed || is_markup(letter, before, after, &line[at..]) {
            out.push('\\');
        }
        out.push(letter);
        before = Some(letter);
    }
    out
}

/// Whether a letter would be taken for markup where it stands.
fn is_markup(letter: char, before: Option<char>, after: Option<char>, rest: &str) -> bool {
    match letter {
        '\\' | '`' | '*' | '[' | ']' | '<' | '~' => true,
        // Within a word an underscore is a letter, as in most links.
        '_' => !(before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)),
        '&' => is_entity(rest),
        _ => false,
    }
}

/// `&amp;`, `&#39;`: anything that could be one.
fn is_entity(rest: &str) -> bool {
    let name = rest.chars().skip(1).take_while(|c| c.is_ascii_alphanumeric() || *c == '#').count();
    name > 0 && rest.chars().nth(name + 1) == Some(';')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Parser};

    /// What a CommonMark renderer that knows nothing but text makes of it; `None` where it saw any markup.
    fn rendered(text: &str) -> Option<String> {
        let mut out = String::new();
        for event in Parser::new(text) {
            match event {
                Event::Text(text) => out.push_str(&text),
                Event::SoftBreak => out.push('\n'),
                Event::Start(pulldown_cmark::Tag::Paragraph) => {
                    if !out.is_empty() {
                        out.push_str("\n\n");
                    }
                }
                Event::End(pulldown_cmark::TagEnd::Paragraph) => {}
                _ => return None,
            }
        }
        Some(out)
    }

    /// What is left of a text when spaces at the edges of lines and repeated empty lines do not count.
    fn essence(text: &str) -> Vec<String> {
        let lines = text.lines().map(|line| line.trim().replace(BREAK, ""));
        lines.filter(|line| !line.is_empty()).collect()
    }

    #[test]
    fn an_offer_keeps_its_numbers_and_a_link_its_letters() {
        let offer = "Para mañana:\n1. 11:00 con Pilar\n2. 14:00 con Marta\n¿Cuál te va mejor?";
        assert_eq!(rendered(&safe(offer, Markup::Rendered)).unwrap(), offer);
        let link = "https://checkout.stripe.com/c/pay/cs_test_a1B2__x_#fid&copy=1*2~(3)_";
        assert_eq!(rendered(&safe(link, Markup::Rendered)).unwrap(), link);
        assert_eq!(safe("cs_test_a1 45,50 € 🌸", Markup::Rendered), "cs_test_a1 45,50 € 🌸");
    }

    #[test]
    fn what_is_passed_on_raw_is_not_escaped() {
        assert_eq!(safe("1. *hola* {{x}}", Markup::Raw), "1. *hola* {\u{200B}{x}\u{200B}}");
        assert!(!safe("[ven](https://malo.example)", Markup::Raw).contains("]("));
    }

    #[test]
    fn a_mention_in_a_note_is_inert() {
        let note = "Dijo: [@Rosa](mention://user/1/Rosa) <b>ya</b> `x`";
        assert_eq!(rendered(&safe(note, Markup::Rendered)).unwrap(), note);
    }

    #[test]
    fn a_blank_is_one_line_and_never_empty() {
        assert_eq!(blank("  \n ", 50), "-");
        assert_eq!(blank("Ana\n\"{{contact.phone}}\" <x>", 50), "Ana ”{\u{200B}{contact.phone}\u{200B}}” x");
        assert!(super::super::fit::units(&blank(&"muy largo ".repeat(90), 100)) <= 100);
    }

    proptest! {
        #[test]
        fn no_liquid_leaves(text in "[{}% a-z\\\\`\n\\[\\]()*_~#<>&;.0-9-]{0,60}") {
            for markup in [Markup::Rendered, Markup::Raw] {
                // What is escaped is no link.
                let sent = safe(&text, markup).replace("\\](", "");
                for delimiter in ["{{", "{%", "}}", "%}", "]("] {
                    prop_assert!(!sent.contains(delimiter), "{} in {}", delimiter, sent);
                }
            }
            let value = blank(&text, 200);
            prop_assert!(!value.is_empty() && !value.contains('\n'));
            let clean = ["{{", "{%"].iter().all(|delimiter| !value.contains(delimiter));
            prop_assert!(clean, "{}", value);
        }

        #[test]
        fn what_is_escaped_reads_as_it_was(text in "([{}% a-zñ\\\\`\\[\\]()*_~#<>&;.0-9=+|!:/-]{0,20}\n?){0,5}") {
            let sent = safe(&text, Markup::Rendered);
            let read = rendered(&sent);
            prop_assert!(read.is_some(), "markup in {:?}", sent);
            prop_assert_eq!(essence(&read.unwrap()), essence(&text));
        }
    }
}
