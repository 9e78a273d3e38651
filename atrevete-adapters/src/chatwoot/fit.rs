//! Messages within WhatsApp's limits, which Chatwoot neither checks nor keeps: what is too long is refused by WhatsApp
//! after Chatwoot has said yes.
//!
//! Invariants: lengths count UTF-16 units, so that an emoji is never counted too short; a text is split and nothing of
//! it lost, and a part ends where a reader would pause; buttons are never cut, they are left out, since the text says
//! the same.

use std::collections::BTreeSet;

/// Longest text message.
pub const TEXT: usize = 4096;
/// Longest text with buttons beneath it.
pub const WITH_BUTTONS: usize = 1024;
/// Longest title of a button.
const BUTTON: usize = 20;
/// Most buttons; more of them become a list.
const BUTTONS: usize = 3;
/// Longest title of a row in a list.
const ROW: usize = 24;
/// Most rows of a list.
const ROWS: usize = 10;

/// Length as WhatsApp may count it at worst.
pub fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The titles, if the channel can show all of them beneath `text`; else none.
pub fn titles<'a>(text: &str, titles: &'a [String]) -> &'a [String] {
    let most = if titles.len() <= BUTTONS { BUTTON } else { ROW };
    let distinct = titles.iter().collect::<BTreeSet<_>>().len() == titles.len();
    let fit = titles.iter().all(|title| !title.trim().is_empty() && units(title) <= most);
    // Nobody escapes a title: one that Liquid could run is left out.
    let plain = titles.iter().all(|title| !title.contains(['{', '}']));
    let shown = titles.len() <= ROWS && plain && distinct && fit && units(text) <= WITH_BUTTONS;
    if shown { titles } else { &[] }
}

/// The text in parts of at most `most` units each: at an empty line, else at a line's end, else after a sentence, else
/// between words, else where it must be.
pub fn split(text: &str, most: usize) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = text.trim();
    while units(rest) > most {
        let end = fitting(rest, most);
        let cut = ["\n\n", "\n", ". ", " "]
            .iter()
            .find_map(|pause| rest[..end].rfind(pause).map(|at| at + pause.trim_end().len()))
            .filter(|at| *at > 0)
            .unwrap_or(end);
        parts.push(rest[..cut].trim_end().to_owned());
        rest = rest[cut..].trim_start();
    }
    if !rest.is_empty() {
        parts.push(rest.to_owned());
    }
    parts
}

/// The text within `most` units; what was left out is shown by an ellipsis after the last whole word. A link at the end
/// is kept whole where that is possible: half of one leads nowhere.
pub fn shorten(text: &str, most: usize) -> String {
    if units(text) <= most {
        return text.to_owned();
    }
    let (before, last) = text.rsplit_once(char::is_whitespace).unwrap_or(("", text));
    let room = most.saturating_sub(units(last) + 1);
    if (last.starts_with("https://") || last.starts_with("http://")) && room > 1 {
        return format!("{} {last}", shorten(before, room));
    }
    let end = fitting(text, most.saturating_sub(1));
    let whole = text[..end].rfind(char::is_whitespace).filter(|at| *at > 0).unwrap_or(end);
    format!("{}…", text[..whole].trim_end())
}

/// Where the longest beginning of `text` within `most` units ends, in bytes; never within a joined emoji.
fn fitting(text: &str, most: usize) -> usize {
    let mut used = 0;
    let mut end = 0;
    for (at, letter) in text.char_indices() {
        used += letter.len_utf16();
        if used > most {
            break;
        }
        let next = text[at + letter.len_utf8()..].chars().next();
        if !letter_joins(letter) && !next.is_some_and(letter_joins) {
            end = at + letter.len_utf8();
        }
    }
    if end > 0 { end } else { text.chars().next().map_or(0, char::len_utf8) }
}

/// Joiners, variation selectors, skin tones and combining marks: what belongs to the letter before or ties to the next.
fn letter_joins(letter: char) -> bool {
    matches!(u32::from(letter), 0x200D | 0xFE00..=0xFE0F | 0x1F3FB..=0x1F3FF | 0x0300..=0x036F | 0x20E3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn owned(titles: &[&str]) -> Vec<String> {
        titles.iter().map(|title| (*title).to_owned()).collect()
    }

    #[test]
    fn buttons_are_shown_whole_or_not_at_all() {
        let three = owned(&["Sí", "No", "Mié 11 14:00 Víctor"]);
        assert_eq!(titles("¿Cuál?", &three), three);
        for bad in [owned(&["Sí", "Sí"]), owned(&["Sí", " "]), owned(&["Miércoles 11 a las 14:00", "No"])]
        {
            assert!(titles("¿Cuál?", &bad).is_empty(), "{bad:?}");
        }
        assert!(titles(&"a".repeat(1025), &three).is_empty());
        let emoji = owned(&["🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸🌸", "No"]);
        assert!(titles("¿Cuál?", &emoji).is_empty(), "an emoji counts two");
    }

    #[test]
    fn more_than_three_are_a_list_of_ten_at_most() {
        let rows: Vec<String> = (1..=11).map(|n| format!("Miércoles {n} a las 11:00")).collect();
        assert_eq!(titles("¿Cuál?", &rows[..10]).len(), 10);
        assert!(titles("¿Cuál?", &rows).is_empty());
    }

    #[test]
    fn a_text_is_split_where_one_would_pause() {
        assert_eq!(split("Hola.\n\nTus citas:\nuna\ndos", 17), ["Hola.", "Tus citas:\nuna", "dos"]);
        assert_eq!(split("Primera frase. Segunda frase.", 20), ["Primera frase.", "Segunda frase."]);
        assert_eq!(split("corto", 20), ["corto"]);
        assert!(split("", 20).is_empty());
        assert_eq!(split("👩‍🦰👩‍🦰", 5), ["👩‍🦰", "👩‍🦰"], "an emoji stays whole");
    }

    #[test]
    fn what_is_shortened_shows_it() {
        assert_eq!(shorten("Corte, Mechas y Peinado", 15), "Corte, Mechas…");
        assert_eq!(shorten("Corte", 5), "Corte");
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_every_part_fits(text in "([a-zñ🌸.]{1,12}[ \n]{0,2}){0,40}", most in 4_usize..40) {
            let parts = split(&text, most);
            let letters = |t: &str| t.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(parts.iter().map(|p| letters(p)).collect::<String>(), letters(&text));
            for part in &parts {
                prop_assert!(units(part) <= most && !part.is_empty(), "{:?}", part);
            }
            prop_assert!(units(&shorten(&text, most)) <= most);
        }
    }
}
