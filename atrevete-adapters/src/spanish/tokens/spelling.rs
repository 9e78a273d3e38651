//! What phones, haste and dialect make of words, and the names of days and months with their slips.
//!
//! Invariant: an ordinary word is never turned into a weekday or a month ("mares", "vienes", "partes" stay).

use chrono::Weekday;

/// The words that the folded `raw` stands for: usually itself.
pub(super) fn respell(raw: &str) -> Vec<String> {
    let calm = calmed(raw);
    let known = CHAT.iter().find(|(typed, _)| *typed == raw || *typed == calm);
    if let Some((_, meant)) = known {
        return meant.split(' ').map(str::to_owned).collect();
    }
    if weekday(&calm).is_none()
        && let Some(day) = mistyped_weekday(&calm)
    {
        return vec![NAMES[day.num_days_from_monday() as usize].to_owned()];
    }
    if let Some(name) = mistyped_month(&calm) {
        return vec![name.to_owned()];
    }
    vec![with_u_after_q(&calm)]
}

/// The weekday a spelt-right word names, in full or abbreviated. "ma", "mar", "l" and the like are left to the
/// grammar, which sees what stands beside them.
pub fn weekday(word: &str) -> Option<Weekday> {
    let index = match word {
        "lunes" | "lun" => 0,
        "martes" | "mart" => 1,
        "miercoles" | "mie" | "mier" | "miercole" => 2,
        "jueves" | "jue" | "juev" => 3,
        "viernes" | "vie" | "vier" => 4,
        "sabado" | "sabados" | "sab" => 5,
        "domingo" | "domingos" | "dom" => 6,
        _ => return None,
    };
    Some(DAYS[index])
}

/// The month (1 to 12) a spelt-right word names; abbreviations included ("sept", "ene"), which ask for a day's
/// number beside them.
pub fn month(word: &str) -> Option<u8> {
    let stem = MONTHS.iter().position(|name| *name == word);
    let index = stem.or_else(|| {
        SHORT_MONTHS.iter().position(|short| *short == word).or(match word {
            "sep" | "set" | "setiembre" => Some(8),
            "agto" => Some(7),
            _ => None,
        })
    })?;
    u8::try_from(index + 1).ok()
}

/// Whether `word` is a month's abbreviation, which alone may be another word ("mar", "set").
pub(in crate::spanish) fn is_short_month(word: &str) -> bool {
    month(word).is_some() && !MONTHS.contains(&word) && word != "setiembre"
}

const DAYS: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
const NAMES: [&str; 7] = ["lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"];
#[rustfmt::skip]
const MONTHS: [&str; 12] = [
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
    "noviembre", "diciembre",
];
const SHORT_MONTHS: [&str; 12] =
    ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"];

/// Words one slip away from a weekday that mean something else.
#[rustfmt::skip]
const NOT_A_WEEKDAY: [&str; 30] = [
    "lunas", "luces", "lunar", "lentes", "mares", "martas", "mantes", "martos", "marcas", "mases", "martin",
    "vienes", "viertes", "vientos", "jueces", "juegos", "jueves", "salado", "sabida", "sabido", "saldo",
    "saludo", "domino", "dominga", "dominio", "mates", "malos", "lunares", "marte", "sabana",
];

/// The weekday that `word` was meant to be: one slip away, or two in a long word, beginning alike.
fn mistyped_weekday(word: &str) -> Option<Weekday> {
    match word {
        "lns" => return Some(Weekday::Mon),
        "mrts" | "marte" => return Some(Weekday::Tue),
        "mrcls" | "mierc" | "mcoles" => return Some(Weekday::Wed),
        "jvs" | "jves" => return Some(Weekday::Thu),
        "vrns" | "vns" | "vier" | "viern" => return Some(Weekday::Fri),
        "sbd" | "sbado" => return Some(Weekday::Sat),
        "dgo" | "dmngo" => return Some(Weekday::Sun),
        _ => {}
    }
    if word.len() < 4 || NOT_A_WEEKDAY.contains(&word) {
        return None;
    }
    let heard = sounded(word);
    let index = NAMES.iter().position(|name| near(&heard, &sounded(name)))?;
    Some(DAYS[index])
}

fn mistyped_month(word: &str) -> Option<&'static str> {
    if word.len() < 5 || NOT_A_MONTH.contains(&word) {
        return None;
    }
    let heard = sounded(word);
    MONTHS.iter().filter(|name| name.len() > 4).find(|name| near(&heard, &sounded(name))).copied()
}

/// Words one slip away from a month that mean something else.
const NOT_A_MONTH: [&str; 10] =
    ["abrir", "abris", "marco", "marzal", "junto", "julio", "agostar", "julia", "junior", "mario"];

/// How it sounds in one mouth or another, so that b and v, s and z, an h more or less make no slip.
fn sounded(word: &str) -> String {
    let word = word.replace("qu", "k").replace("ce", "se").replace("ci", "si");
    word.chars()
        .filter(|c| *c != 'h')
        .map(|c| match c {
            'v' | 'w' => 'b',
            'z' => 's',
            'c' | 'q' => 'k',
            'y' => 'i',
            c => c,
        })
        .collect()
}

/// Whether one slip (two in a word of eight letters or more) parts them and their beginnings agree. In a short word
/// a letter exchanged for another makes too many other words, so there only a letter lost, doubled or swapped counts.
fn near(typed: &str, name: &str) -> bool {
    if typed == name {
        return true;
    }
    if typed.chars().next() != name.chars().next() {
        return false;
    }
    let allowed = if name.len() >= 8 { 2 } else { 1 };
    if name.len() < 6 && typed.len() == name.len() {
        let (mut a, mut b) = (typed.chars().collect::<Vec<_>>(), name.chars().collect::<Vec<_>>());
        a.sort_unstable();
        b.sort_unstable();
        return a == b && slips(typed, name) <= 1;
    }
    slips(typed, name) <= allowed
}

/// Letters lost, added, exchanged or swapped with their neighbour (optimal string alignment).
fn slips(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let exchanged = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = exchanged.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

/// Without letters held down ("holaaa", "siii", "porfaa"): three or more become one, a doubled last vowel too.
fn calmed(raw: &str) -> String {
    let letters: Vec<char> = raw.chars().collect();
    let mut out = String::with_capacity(raw.len());
    let mut at = 0;
    while at < letters.len() {
        let run = letters[at..].iter().take_while(|c| **c == letters[at]).count();
        let last = at + run == letters.len();
        let held = run >= 3 || run == 2 && last && "aeious".contains(letters[at]) && !DOUBLED.contains(&raw);
        out.extend(std::iter::repeat_n(letters[at], if held { 1 } else { run }));
        at += run;
    }
    out
}

/// Words that end in a doubled letter.
const DOUBLED: [&str; 7] = ["lee", "cree", "posee", "provee", "bee", "miss", "express"];

/// "qeria" is "queria": no Spanish word has a q without its u.
fn with_u_after_q(word: &str) -> String {
    if word.contains("qe") || word.contains("qi") {
        return word.replace("qe", "que").replace("qi", "qui");
    }
    word.to_owned()
}

/// How people type and what they mean.
const CHAT: &[(&str, &str)] = &[
    ("k", "que"),
    ("q", "que"),
    ("qe", "que"),
    ("ke", "que"),
    ("x", "por"),
    ("xq", "porque"),
    ("pq", "porque"),
    ("porq", "porque"),
    ("xk", "porque"),
    ("xfa", "por favor"),
    ("xfi", "por favor"),
    ("xfavor", "por favor"),
    ("porfi", "por favor"),
    ("porfa", "por favor"),
    ("porfis", "por favor"),
    ("porfaplis", "por favor"),
    ("plis", "por favor"),
    ("pls", "por favor"),
    ("pf", "por favor"),
    ("pfv", "por favor"),
    ("xra", "para"),
    ("pra", "para"),
    ("pa", "para"),
    ("pal", "para el"),
    ("pala", "para la"),
    ("tb", "tambien"),
    ("tmb", "tambien"),
    ("tbn", "tambien"),
    ("tmbn", "tambien"),
    ("tambn", "tambien"),
    ("mnn", "manana"),
    ("mnna", "manana"),
    ("mnana", "manana"),
    ("manna", "manana"),
    ("maana", "manana"),
    ("mannana", "manana"),
    ("manyana", "manana"),
    ("mananita", "manana"),
    ("pasao", "pasado"),
    ("trd", "tarde"),
    ("trde", "tarde"),
    ("tardecita", "tarde"),
    ("sta", "esta"),
    ("ste", "este"),
    ("nxe", "noche"),
    ("ntx", "noche"),
    ("medidia", "mediodia"),
    ("mediodi", "mediodia"),
    ("sem", "semana"),
    ("smna", "semana"),
    ("seman", "semana"),
    ("smana", "semana"),
    ("finsde", "finde"),
    ("weekend", "finde"),
    ("hr", "hora"),
    ("kiero", "quiero"),
    ("kiera", "quiera"),
    ("keria", "queria"),
    ("kerria", "querria"),
    ("kisiera", "quisiera"),
    ("kieres", "quieres"),
    ("kereis", "quereis"),
    ("keda", "queda"),
    ("kedan", "quedan"),
    ("kuando", "cuando"),
    ("cuand", "cuando"),
    ("cdo", "cuando"),
    ("cnd", "cuando"),
    ("knd", "cuando"),
    ("kuanto", "cuanto"),
    ("cnto", "cuanto"),
    ("dnd", "donde"),
    ("ola", "hola"),
    ("tnes", "tienes"),
    ("tneis", "teneis"),
    ("tns", "tienes"),
    ("tngo", "tengo"),
    ("bn", "bien"),
    ("grax", "gracias"),
    ("grcs", "gracias"),
    ("grasias", "gracias"),
    ("grcias", "gracias"),
    ("asta", "hasta"),
    ("aser", "hacer"),
    ("acer", "hacer"),
    ("aserme", "hacerme"),
    ("acerme", "hacerme"),
    ("zita", "cita"),
    ("sita", "cita"),
    ("cta", "cita"),
    ("d", "de"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn read(word: &str) -> String {
        respell(word).join(" ")
    }

    #[test]
    fn weekdays_survive_haste() {
        let slips = [
            ("lune", "lunes"),
            ("lnues", "lunes"),
            ("lunez", "lunes"),
            ("martez", "martes"),
            ("marte", "martes"),
            ("miercols", "miercoles"),
            ("mierkoles", "miercoles"),
            ("miecoles", "miercoles"),
            ("juebes", "jueves"),
            ("jueve", "jueves"),
            ("biernes", "viernes"),
            ("vierns", "viernes"),
            ("virnes", "viernes"),
            ("savado", "sabado"),
            ("sabdo", "sabado"),
            ("zabado", "sabado"),
            ("domigo", "domingo"),
            ("dominngo", "domingo"),
        ];
        for (typed, meant) in slips {
            assert_eq!(read(typed), meant, "{typed}");
        }
    }

    #[test]
    fn ordinary_words_are_no_weekdays_and_no_months() {
        for word in [
            "mares", "partes", "vienes", "mueves", "nueves", "jueces", "salado", "domino", "luces", "lunas",
            "artes", "cierres", "nieves", "marta", "marca", "antes", "tienes", "juntos", "junto", "abrir",
            "abre", "marco", "lavado", "saludo", "huevos", "mayor", "marron", "puedes", "quieres", "mejores",
            "mates", "mechas",
        ] {
            assert_eq!(read(word), word);
        }
    }

    #[test]
    fn months_survive_haste_and_abbreviation() {
        assert_eq!(read("setiembre"), "septiembre");
        assert_eq!(read("febrer"), "febrero");
        assert_eq!(read("novienbre"), "noviembre");
        assert_eq!(month("sept"), Some(9));
        assert_eq!(month("ene"), Some(1));
    }

    #[test]
    fn held_letters_are_let_go_and_doubled_ones_kept() {
        assert_eq!(read("holaaaa"), "hola");
        assert_eq!(read("siii"), "si");
        assert_eq!(read("porfaa"), "por favor");
        assert_eq!(read("llamar"), "llamar");
        assert_eq!(read("cree"), "cree");
    }
}
