//! Words as the search compares them: without accents, clitics and plurals, tolerant of typing.
//!
//! Invariant: a word that the catalogue knows as it stands is never bent into another ("corto" is not "corte").

/// Words that say nothing of a service. Articles, prepositions, pronouns, and the verbs of wishing and doing.
const SILENT: &[&str] = &[
    "a", "al", "algo", "alguien", "ahi", "aqui", "asi", "buenas", "bueno", "cita", "como", "con", "cual",
    "cuando", "cuanto", "cuesta", "dar", "darme", "de", "del", "el", "ella", "en", "ese", "eso", "esta",
    "este", "esto", "favor", "gustaria", "gracias", "hace", "hacen", "haceis", "hacer", "hacerse", "hay",
    "hola", "hora", "la", "las", "le", "lo", "los", "me", "mi", "mis", "necesito", "no", "nos", "o", "os",
    "para", "pedir", "poner", "ponerse", "por", "porfa", "puede", "puedo", "pues", "que", "queria", "quiero",
    "quisiera", "realizar", "reservar", "se", "servicio", "si", "sobre", "solo", "su", "tambien", "te",
    "tener", "tengo", "teneis", "tiene", "tu", "un", "una", "uno", "unos", "unas", "vale", "y", "ya", "yo",
    "dia", "precio", "tipo", "hacerlo", "e", "dejar", "ir", "echar", "toca", "va", "seria", "sea",
];

/// Words that say little: they may be missing or stand in the way without harm.
const FAINT: &[&str] = &[
    "pelo", "cabello", "completo", "completa", "normal", "clasico", "sencillo", "basico", "mujer", "chica",
    "senyora",
];

/// Words of length and size, whose endings are not those of verbs.
const NOT_VERBS: &[&str] = &["corto", "corta", "largo", "larga", "medio", "media", "extra"];

/// One word, prepared: lower case, without accents, singular, without clitics; ñ is `ny`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Token {
    pub word: String,
}

impl Token {
    fn new(word: &str) -> Self {
        Self { word: singular(&without_clitics(word)) }
    }

    /// How much it counts: little for words that say little.
    pub(super) fn weight(&self) -> f64 {
        if FAINT.contains(&self.word.as_str()) { 0.25 } else { 1.0 }
    }
}

/// How alike two equal words are.
pub(super) const SAME: f64 = 1.0;
/// Of one root, or sounding the same.
const AKIN: f64 = 0.9;
/// A slip of the finger, or cut short.
const SLIP: f64 = 0.8;

/// A word by its sound and root, for words that are not spelt as the catalogue spells them.
#[derive(Debug)]
pub(super) struct Heard {
    /// As it sounds.
    sound: String,
    /// What verbs and their nouns share ("cort"), if it has such an ending.
    root: Option<String>,
}

impl Heard {
    pub(super) fn new(word: &str) -> Self {
        Self { sound: sound(word), root: root(word) }
    }

    /// How alike a customer's word is to a different word of the catalogue; zero is not at all.
    pub(super) fn likeness(&self, other: &Self) -> f64 {
        if self.sound == other.sound || (self.root.is_some() && self.root == other.root) {
            return AKIN;
        }
        let (mine, theirs) = (self.sound.chars().count(), other.sound.chars().count());
        let cut_short = mine >= 3 && theirs.saturating_sub(mine) <= mine.saturating_sub(2).min(5);
        if cut_short && other.sound.starts_with(&self.sound) {
            return SLIP;
        }
        let allowed = match mine.min(theirs) {
            0..=3 => 0,
            4..=6 => 1,
            _ => 2,
        };
        let close = mine.abs_diff(theirs) <= allowed && distance(&self.sound, &other.sound) <= allowed;
        if allowed > 0 && close { SLIP } else { 0.0 }
    }
}

/// The words of a text that say something, each once, in order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let words = words(text);
    let mut out: Vec<Token> = Vec::new();
    for (index, word) in words.iter().enumerate() {
        // "las unas" are nails: who has no ñ at hand writes them so.
        let before = index.checked_sub(1).map(|i| words[i].as_str());
        let nails = matches!(word.as_str(), "unas" | "una")
            && matches!(before, Some("las" | "mis" | "de" | "la" | "sus" | "tus"));
        if SILENT.contains(&word.as_str()) && !nails {
            continue;
        }
        let token = Token::new(if nails { "unyas" } else { word });
        if !SILENT.contains(&token.word.as_str()) && !out.contains(&token) {
            out.push(token);
        }
    }
    out
}

/// Lower case, accents removed, ñ as `ny`, split at everything that is neither letter nor digit.
pub(super) fn words(text: &str) -> Vec<String> {
    let marked: String = text.to_lowercase().replace("n\u{303}", "ñ").replace('ñ', "ny");
    crate::values::fold(&marked).split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// "cortarmelas" → "cortar".
fn without_clitics(word: &str) -> String {
    const CLITICS: [&str; 11] = ["me", "te", "se", "nos", "os", "lo", "la", "los", "las", "le", "les"];
    let infinitive = |w: &str| w.len() >= 4 && ["ar", "er", "ir"].iter().any(|e| w.ends_with(e));
    let strip = |w: &str| CLITICS.iter().find_map(|c| w.strip_suffix(c)).map(str::to_owned);
    let once = strip(word);
    let twice = once.as_deref().and_then(strip);
    [once, twice].into_iter().flatten().find(|w| infinitive(w)).unwrap_or_else(|| word.to_owned())
}

/// "colores" → "color", "uñas" → "uña", "ingles" → "ingle".
fn singular(word: &str) -> String {
    let vowel = |c: u8| b"aeiou".contains(&c);
    let bytes = word.as_bytes();
    let n = bytes.len();
    if n > 4
        && word.ends_with("es")
        && !vowel(bytes[n - 3])
        && vowel(bytes[n - 4])
        && b"lrndjz".contains(&bytes[n - 3])
    {
        return word[..n - 2].to_owned();
    }
    if n > 3 && word.ends_with('s') && vowel(bytes[n - 2]) {
        word[..n - 1].to_owned()
    } else {
        word.to_owned()
    }
}

/// What a verb shares with its noun: "cortar" and "corte" → "cort".
fn root(word: &str) -> Option<String> {
    const LONG: [&str; 9] = ["acion", "ados", "ado", "ada", "amos", "aje", "ar", "er", "ir"];
    const SHORT: [&str; 5] = ["en", "an", "e", "a", "o"];
    if NOT_VERBS.contains(&word) {
        return None;
    }
    let cut = |ends: &[&str], least: usize| {
        ends.iter().find_map(|e| word.strip_suffix(e)).filter(|r| r.len() >= least).map(str::to_owned)
    };
    cut(&LONG, 3).or_else(|| cut(&SHORT, 4))
}

/// As it sounds in Spain, more or less, so that "biernes" and "mexas" are at home.
fn sound(word: &str) -> String {
    let mut s = word.replace("ch", "x").replace("qu", "k").replace("ll", "y").replace('h', "");
    for (from, to) in
        [("ce", "se"), ("ci", "si"), ("v", "b"), ("z", "s"), ("c", "k"), ("ge", "je"), ("gi", "ji")]
    {
        s = s.replace(from, to);
    }
    let mut out = String::with_capacity(s.len());
    for c in s.chars() {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// Letters added, left out, changed or swapped between two words.
pub(super) fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    rows[0] = (0..=b.len()).collect();
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let change = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = change.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[a.len()][b.len()]
}
