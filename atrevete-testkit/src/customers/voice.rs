//! How somebody types: accents, capitals, signs, abbreviations, slips of the finger.
//!
//! Invariant: digits are never touched and a name keeps its letters, so that what she means stays what she wrote.

use super::rng::Rng;

/// What somebody's messages look like.
#[derive(Debug, Clone)]
pub(super) struct Voice {
    /// Writes accents.
    pub(super) accents: bool,
    /// Begins with a capital and ends with a sign.
    pub(super) tidy: bool,
    /// "q", "xq", "tb", "finde".
    pub(super) shortens: bool,
    /// One word in so many has a slip.
    pub(super) slips: usize,
    /// Says *usted*.
    pub(super) usted: bool,
    /// Sends emoji.
    pub(super) emoji: bool,
    /// Greets first.
    pub(super) greets: bool,
    /// Writes in capitals.
    pub(super) shouts: bool,
}

impl Voice {
    pub(super) fn draw(rng: &mut Rng) -> Self {
        let usted = rng.chance(12);
        Self {
            accents: rng.chance(60),
            tidy: rng.chance(45),
            shortens: !usted && rng.chance(25),
            slips: if rng.chance(30) { 12 } else { 0 },
            usted,
            emoji: !usted && rng.chance(25),
            greets: rng.chance(65),
            shouts: rng.chance(3),
        }
    }

    /// The text as she types it; `keep` are words that get no slip (names).
    pub(super) fn type_out(&self, rng: &mut Rng, text: &str, keep: &[&str]) -> String {
        let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
        if self.shortens {
            for word in &mut words {
                if let Some((_, short)) = SHORT.iter().find(|(long, _)| *long == word.as_str())
                    && rng.chance(60)
                {
                    (*short).clone_into(word);
                }
            }
        }
        if self.slips > 0 {
            for word in &mut words {
                if rng.below(self.slips) == 0 && may_slip(word, keep) {
                    *word = slip(rng, word);
                }
            }
        }
        let mut out = words.join(" ");
        if !self.accents {
            out = out.chars().map(plain).filter(|c| !matches!(c, '¿' | '¡')).collect();
        }
        if self.tidy {
            let mut chars = out.chars();
            if let Some(first) = chars.next() {
                out = first.to_uppercase().chain(chars).collect();
            }
            if !out.ends_with(['?', '!', '.', ')']) && rng.chance(50) {
                out.push('.');
            }
        } else if rng.chance(40) {
            out = out.replace(['¿', '¡'], "");
        }
        if self.emoji && rng.chance(25) {
            out.push(' ');
            out.push_str(rng.pick::<&str>(&["😊", "🙏", "😘", "☺️", "👍", "💇‍♀️", "❤️", "🙈"]));
        }
        if self.shouts { out.to_uppercase() } else { out }
    }
}

/// What people write instead.
const SHORT: &[(&str, &str)] = &[
    ("que", "q"),
    ("qué", "q"),
    ("por", "x"),
    ("porque", "xq"),
    ("también", "tb"),
    ("para", "pa"),
    ("favor", "fa"),
    ("mañana", "mñn"),
    ("gracias", "grcs"),
    ("porfa", "xfa"),
    ("bien", "bn"),
    ("tengo", "tngo"),
    ("cuando", "cnd"),
    ("quiero", "qiero"),
    ("puede", "pued"),
    ("hola", "ola"),
    ("semana", "sem"),
    ("vale", "vle"),
];

fn plain(c: char) -> char {
    match c {
        'á' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' | 'ü' => 'u',
        'Á' => 'A',
        'É' => 'E',
        'Í' => 'I',
        'Ó' => 'O',
        'Ú' => 'U',
        other => other,
    }
}

/// Short words mean too much for a letter to be lost in them.
fn may_slip(word: &str, keep: &[&str]) -> bool {
    let letters = word.chars().all(char::is_alphabetic);
    letters && word.chars().count() >= 6 && !keep.iter().any(|k| k.eq_ignore_ascii_case(word))
}

fn slip(rng: &mut Rng, word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = 1 + rng.below(letters.len() - 2);
    match rng.below(4) {
        0 => {
            letters.remove(at);
        }
        1 => letters.swap(at, at + 1),
        2 => letters.insert(at, letters[at]),
        _ => {
            let near = match letters[at] {
                'b' => 'v',
                'v' => 'b',
                'c' => 's',
                's' => 'd',
                'a' => 's',
                'e' => 'r',
                'i' => 'o',
                'o' => 'p',
                'm' => 'n',
                'n' => 'm',
                'h' => 'j',
                other => other,
            };
            letters[at] = near;
        }
    }
    letters.into_iter().collect()
}
