//! Sentences composed from parts: `{a|b|c}` is one of several, nested as one likes, `<name>` is filled in.

use super::rng::Rng;

/// A sentence: alternatives drawn, gaps filled, spaces tidied.
pub(super) fn spin(rng: &mut Rng, template: &str, gaps: &[(&str, &str)]) -> String {
    let mut out = draw(rng, template);
    for (name, value) in gaps {
        out = out.replace(&format!("<{name}>"), value);
    }
    // A value may itself be a template.
    if out.contains('{') {
        out = draw(rng, &out);
    }
    tidy(&out)
}

fn draw(rng: &mut Rng, template: &str) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let (inside, after) = split_group(&rest[open + 1..]);
        let options = alternatives(inside);
        let choice = *rng.pick(&options);
        out.push_str(&draw(rng, choice));
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The text up to the brace that closes the group, and what follows it.
fn split_group(text: &str) -> (&str, &str) {
    let mut depth = 0;
    for (i, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return (&text[..i], &text[i + 1..]),
            '}' => depth -= 1,
            _ => {}
        }
    }
    (text, "")
}

fn alternatives(inside: &str) -> Vec<&str> {
    let (mut depth, mut start, mut out) = (0, 0, Vec::new());
    for (i, c) in inside.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            '|' if depth == 0 => {
                out.push(&inside[start..i]);
                start = i + 1;
            }
            _ => {}
        }
    }
    out.push(&inside[start..]);
    out
}

fn tidy(text: &str) -> String {
    let mut out = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (from, to) in
        [(" ,", ","), (" .", "."), (" ?", "?"), (" !", "!"), (" de el ", " del "), (" a el ", " al ")]
    {
        out = out.replace(from, to);
    }
    out.trim_matches([',', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_nest_and_gaps_are_filled() {
        let mut seen = std::collections::BTreeSet::new();
        for seed in 0..200 {
            seen.insert(spin(&mut Rng::new(seed), "{a {b|c}|d} <x>", &[("x", "{1|2}")]));
        }
        let all: Vec<&str> = seen.iter().map(String::as_str).collect();
        assert_eq!(all, ["a b 1", "a b 2", "a c 1", "a c 2", "d 1", "d 2"]);
    }
}
