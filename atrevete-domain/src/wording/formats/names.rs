//! How services, people and lists are written in the middle of a Spanish sentence.
//!
//! Invariant: a customer's own words come out as plain letters, short and never shouted.

use crate::salon::profile::AddressForm;

/// "a, b y c"; "e" before the sound of an i.
pub fn list(words: &[String]) -> String {
    join(words, "y", "e", |next| {
        next.starts_with('i') || (next.starts_with("hi") && !matches!(next.chars().nth(2), Some('a' | 'e')))
    })
}

/// "a, b o c"; "u" before the sound of an o.
pub fn or_list(words: &[String]) -> String {
    join(words, "o", "u", |next| {
        next.starts_with('o') || next.starts_with("ho") || next.starts_with('8') || next.starts_with("11")
    })
}

/// "a una compañera", "al equipo".
pub fn to(whom: &str) -> String {
    whom.strip_prefix("el ").map_or_else(|| format!("a {whom}"), |rest| format!("al {rest}"))
}

/// "de una compañera", "del equipo".
pub fn of(whom: &str) -> String {
    whom.strip_prefix("el ").map_or_else(|| format!("de {whom}"), |rest| format!("del {rest}"))
}

/// A service's house name in the middle of a sentence: small letters, except short words in capitals beside others
/// ("depilación IPL"). A leading "tu" of a discreet name goes, since it fits neither *tú* nor *usted* everywhere.
pub fn service(name: &str) -> String {
    let name = name.trim();
    let name = name.strip_prefix("tu ").unwrap_or(name);
    let shouted = !name.chars().any(char::is_lowercase);
    let small = |word: &str| {
        let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
        let acronym =
            !shouted && (2..=3).contains(&letters.len()) && letters.iter().all(|c| c.is_uppercase());
        if acronym { word.to_owned() } else { word.to_lowercase() }
    };
    name.split_whitespace().map(small).collect::<Vec<_>>().join(" ")
}

/// The same without what the house adds in brackets at its end ("Mechas (Corto-Medio)" is "mechas"): customers know which
/// they chose, and brackets in brackets cannot be read.
pub fn work(name: &str) -> String {
    service(without_brackets(name))
}

/// A name without the brackets at its end, unless nothing else is left.
pub fn without_brackets(name: &str) -> &str {
    let name = name.trim();
    let cut =
        name.strip_suffix(')').and_then(|rest| rest.rfind('(')).map_or(name, |at| name[..at].trim_end());
    if cut.is_empty() { name } else { cut }
}

/// What tells a variant from its family, without a "sí" or "no" in front that belonged to a question.
pub fn variant(text: &str) -> &str {
    let text = text.trim().trim_end_matches('.');
    ["sí, ", "no, ", "Sí, ", "No, "].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text)
}

/// An owner's sentence, written for *tú*, as *usted* hears it: pronouns and the second person of verbs that are certain;
/// whatever else stands in it stays.
pub fn in_form(text: &str, form: AddressForm) -> String {
    let AddressForm::Usted = form else { return text.to_owned() };
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(char::is_alphabetic) {
        out.push_str(&rest[..start]);
        let word = &rest[start..];
        let end = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
        let (word, after) = word.split_at(end);
        let next: String = after.trim_start().chars().take_while(|c| c.is_alphabetic()).collect();
        out.push_str(&formal(word, &next));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// One word in the form for *usted*, before `next`.
fn formal(word: &str, next: &str) -> String {
    const FORMS: [(&str, &str); 31] = [
        ("tu", "su"),
        ("tus", "sus"),
        ("tuyo", "suyo"),
        ("tuya", "suya"),
        ("ti", "usted"),
        ("tú", "usted"),
        ("contigo", "con usted"),
        ("tienes", "tiene"),
        ("llevas", "lleva"),
        ("quieres", "quiere"),
        ("prefieres", "prefiere"),
        ("puedes", "puede"),
        ("eres", "es"),
        ("estás", "está"),
        ("has", "ha"),
        ("vienes", "viene"),
        ("vas", "va"),
        ("sueles", "suele"),
        ("usas", "usa"),
        ("haces", "hace"),
        ("tiñes", "tiñe"),
        ("necesitas", "necesita"),
        ("buscas", "busca"),
        ("traes", "trae"),
        ("sabes", "sabe"),
        ("dices", "dice"),
        ("pides", "pide"),
        ("pagas", "paga"),
        ("avísanos", "avísenos"),
        ("escríbenos", "escríbanos"),
        ("llámanos", "llámenos"),
    ];
    let known = |word: &str| FORMS.iter().find(|(tu, _)| *tu == word).map(|(_, usted)| *usted);
    let lower = word.to_lowercase();
    // "te llega" is said of her, "te tiñes" by her.
    let own = if known(&next.to_lowercase()).is_some() { "se" } else { "le" };
    match if lower == "te" { Some(own) } else { known(&lower) } {
        Some(usted) if word.starts_with(char::is_uppercase) => first_upper(usted),
        Some(usted) => usted.to_owned(),
        None => word.to_owned(),
    }
}

/// The first letter in capitals, behind opening signs too.
pub fn first_upper(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = false;
    for c in text.chars() {
        if !done && c.is_alphanumeric() {
            out.extend(c.to_uppercase());
            done = true;
        } else {
            out.push(c);
        }
    }
    out
}

/// Customers' words fit to be quoted: letters only, at most 40, never a shout, empty if nothing is left.
pub fn quoted(said: &str) -> String {
    let strange = |c: char| !(c.is_alphabetic() || " '’-ªº+/".contains(c));
    if said.contains("://")
        || said.contains("www.")
        || said.chars().filter(|c| !c.is_whitespace()).any(|c| c.is_ascii_digit())
    {
        return String::new();
    }
    let kept: String = said.chars().map(|c| if strange(c) { ' ' } else { c }).collect();
    let kept = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    if kept.chars().count() > 40 { String::new() } else { kept.to_lowercase() }
}

/// "tu madre" as the form of address has it: "su madre"; "mi madre", as she said it, likewise. Words with anything
/// but letters go, since these may be a customer's own.
pub fn yours(person: &str, form: AddressForm) -> String {
    let (one, many) = match form {
        AddressForm::Tu => ("tu", "tus"),
        AddressForm::Usted => ("su", "sus"),
    };
    let is_name = |word: &&str| {
        word.chars().any(char::is_alphabetic) && word.chars().all(|c| c.is_alphabetic() || "'’-ª".contains(c))
    };
    let mut words: Vec<&str> = person
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphabetic()))
        .filter(is_name)
        .collect();
    while words.iter().map(|word| word.chars().count() + 1).sum::<usize>() > 41 {
        words.pop();
    }
    let person = words.join(" ");
    match person.split_once(' ') {
        Some(("mi" | "tu" | "su" | "Mi" | "Tu" | "Su", rest)) => format!("{one} {rest}"),
        Some(("mis" | "tus" | "sus" | "Mis" | "Tus" | "Sus", rest)) => format!("{many} {rest}"),
        _ if person.is_empty() => "esa persona".to_owned(),
        _ => person,
    }
}

fn join(words: &[String], and: &str, before_vowel: &str, clashes: impl Fn(&str) -> bool) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => {
            let and = if clashes(&last.to_lowercase()) { before_vowel } else { and };
            format!("{} {and} {last}", first.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn and_and_or_change_before_their_own_vowel() {
        let words = |text: &str| text.split(',').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(list(&words("corte,infoactivo fuerza")), "corte e infoactivo fuerza");
        assert_eq!(list(&words("corte,hidratación,hielo")), "corte, hidratación y hielo");
        assert_eq!(or_list(&words("corte,óleo,ondas")), "corte, óleo u ondas");
    }

    #[test]
    fn house_names_stand_small_in_a_sentence() {
        assert_eq!(service("CULTURA DE COLOR"), "cultura de color");
        assert_eq!(service("Mechas (Corto-Medio)"), "mechas (corto-medio)");
        assert_eq!(service("Depilación IPL"), "depilación IPL");
        assert_eq!(quoted("TINTE!!! https://x.es 1 €"), "");
        assert_eq!(quoted("¿BALAYAGE rubio?"), "balayage rubio");
    }

    #[test]
    fn people_are_named_from_the_salons_side_and_nothing_else_slips_in() {
        use AddressForm::{Tu, Usted};
        for (said, form, told) in [
            ("mi madre", Tu, "tu madre"),
            ("mis hijas", Usted, "sus hijas"),
            ("María González", Usted, "María González"),
            ("mi hija https://malo.example/x 100 €", Tu, "tu hija"),
            ("😍", Tu, "esa persona"),
        ] {
            assert_eq!(yours(said, form), told);
        }
    }

    #[test]
    fn an_owners_question_is_put_to_usted() {
        for (tu, usted) in [
            ("¿Hasta dónde te llega el pelo?", "¿Hasta dónde le llega el pelo?"),
            ("¿Llevas ahora esmalte permanente?", "¿Lleva ahora esmalte permanente?"),
            ("¿Te has teñido con nosotras?", "¿Se ha teñido con nosotras?"),
            ("Tienes un parking a 2 min.", "Tiene un parking a 2 min."),
        ] {
            assert_eq!(in_form(tu, AddressForm::Usted), usted);
            assert_eq!(in_form(tu, AddressForm::Tu), tu);
        }
    }

    #[test]
    fn variants_are_told_without_their_brackets() {
        assert_eq!(work("Mechas (Corto-Medio)"), "mechas");
        assert_eq!(work("(Extra)"), "(extra)");
        assert_eq!(variant("sí, muy largo o con mucha cantidad."), "muy largo o con mucha cantidad");
    }
}
