//! What people write into the fields of a spreadsheet: dates, hours, amounts, a yes.

use super::{
    Problem, Trouble,
    table::{Places, Row},
};
use atrevete_domain::{
    salon::Salon,
    values::{Money, PersonName, Phone, StylistId, fold, proposable},
};
use chrono::{Datelike as _, NaiveDate, NaiveTime};

/// One line of a table while it is read: what is wrong is collected, so that everything is said at once.
pub(super) struct Line<'a, const N: usize> {
    pub(super) places: &'a Places<'a, N>,
    pub(super) row: &'a Row,
    pub(super) problems: Vec<Problem>,
}

impl<'a, const N: usize> Line<'a, N> {
    pub(super) fn new(places: &'a Places<'a, N>, row: &'a Row) -> Self {
        Self { places, row, problems: Vec::new() }
    }

    pub(super) fn text(&self, column: usize) -> Option<&'a str> {
        self.places.text(self.row, column)
    }

    pub(super) fn problem(&self, column: usize, trouble: Trouble) -> Problem {
        Problem { line: self.row.line, column: self.places.head(column), trouble }
    }

    pub(super) fn wrong(&mut self, column: usize, trouble: Trouble) {
        let problem = self.problem(column, trouble);
        self.problems.push(problem);
    }

    /// The field as `read` has it; nothing where it is empty or wrong.
    pub(super) fn maybe<T>(
        &mut self,
        column: usize,
        read: impl FnOnce(&str) -> Result<T, Trouble>,
    ) -> Option<T> {
        match read(self.text(column)?) {
            Ok(value) => Some(value),
            Err(trouble) => {
                self.wrong(column, trouble);
                None
            }
        }
    }

    /// The same of a field that must be there.
    pub(super) fn needed<T>(
        &mut self,
        column: usize,
        read: impl FnOnce(&str) -> Result<T, Trouble>,
    ) -> Option<T> {
        if self.text(column).is_none() {
            self.wrong(column, Trouble::Missing);
        }
        self.maybe(column, read)
    }

    /// A name in one column or two. Of a name in one, the first names are taken off where they can be told.
    pub(super) fn name(&mut self, first: usize, last: usize) -> Option<PersonName> {
        let whole = self.text(first)?;
        let surname = self.text(last);
        let name = match (surname, whole.split_once(',')) {
            (Some(surname), _) => PersonName::new(whole, Some(surname)),
            // "Ruiz Gómez, Ana"
            (None, Some((surname, given))) => PersonName::new(given, Some(surname)),
            (None, None) => {
                let given = proposable(whole).map_or(0, |given| given.split_whitespace().count());
                let words: Vec<&str> = whole.split_whitespace().collect();
                if given == 0 || given >= words.len() {
                    PersonName::new(whole, None)
                } else {
                    PersonName::new(&words[..given].join(" "), Some(&words[given..].join(" ")))
                }
            }
        };
        match name {
            Ok(name) => Some(name),
            Err(_) => {
                self.wrong(first, unreadable(whole, "a name"));
                None
            }
        }
    }
}

pub(super) fn unreadable(value: &str, wanted: &'static str) -> Trouble {
    Trouble::Unreadable { value: value.to_owned(), wanted }
}

/// A day as `24/11/2026`, `24-11-26` or `2026-11-24`.
pub(super) fn date(text: &str) -> Result<NaiveDate, Trouble> {
    let wrong = || unreadable(text, "a date like 24/11/2026");
    let parts: Vec<&str> = text.split(['/', '-', '.']).collect();
    let number = |part: &str| part.trim().parse::<u16>().map_err(|_| wrong());
    let [a, b, c] = parts[..] else { return Err(wrong()) };
    let (year, month, day) = if a.trim().len() == 4 { (a, b, c) } else { (c, b, a) };
    let year = match year.trim().len() {
        4 => number(year)?,
        2 => 2000 + number(year)?,
        _ => return Err(wrong()),
    };
    let found = NaiveDate::from_ymd_opt(i32::from(year), number(month)?.into(), number(day)?.into());
    found.filter(|date| (1990..2100).contains(&date.year())).ok_or_else(wrong)
}

/// A time of day as `9:30`, `09.30`, `9:30:00`, `9:30 h` or `9h`.
pub(super) fn time(text: &str) -> Result<NaiveTime, Trouble> {
    let wrong = || unreadable(text, "an hour like 10:30");
    let folded = text.to_lowercase();
    let plain = folded.trim_end_matches(['.', 's']).trim_end_matches('h').trim();
    let parts: Vec<&str> = plain.split([':', '.', 'h']).collect();
    let number = |part: &str| part.trim().parse::<u32>().map_err(|_| wrong());
    let (hour, minute, second) = match parts[..] {
        // A bare "10" may be anything; "10 h" is an hour.
        [hour] if plain.len() < folded.len() => (number(hour)?, 0, 0),
        [hour, minute] if minute.trim().len() == 2 => (number(hour)?, number(minute)?, 0),
        [hour, minute, second] => (number(hour)?, number(minute)?, number(second)?),
        _ => return Err(wrong()),
    };
    NaiveTime::from_hms_opt(hour, minute, second).filter(|_| second == 0).ok_or_else(wrong)
}

/// An amount as `26,20`, `26.20 €`, `1.234,50` or `26`. A point before three digits may be a thousand or not.
pub(super) fn money(text: &str) -> Result<Money, Trouble> {
    let wrong = || unreadable(text, "an amount like 26,20");
    let folded = text.to_uppercase();
    let plain: String = folded
        .trim_end_matches("EUROS")
        .trim_end_matches("EUR")
        .replace(['€', ' ', '\u{a0}', '\u{202f}'], "");
    let (whole, cents) = match (plain.rsplit_once(','), plain.rsplit_once('.')) {
        (Some((whole, cents)), _) => (thousands(whole).ok_or_else(wrong)?, cents),
        (None, Some((whole, cents))) if cents.len() == 3 => {
            let euros = format!("{whole}{cents},00");
            return Err(Trouble::Ambiguous {
                value: text.to_owned(),
                either: euros,
                or: format!("{whole},{cents}"),
            });
        }
        (None, Some((whole, cents))) => (whole.to_owned(), cents),
        (None, None) => (plain.clone(), ""),
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 6 || cents.len() > 2 || !digits(&whole) || !digits(cents) {
        return Err(wrong());
    }
    format!("{whole}{cents:0<2}").parse().map(Money::cents).map_err(|_| wrong())
}

/// The euros of `1.234`, whose points part thousands.
fn thousands(whole: &str) -> Option<String> {
    let mut groups = whole.split('.');
    let first = groups.next()?;
    let right = groups.clone().all(|group| group.len() == 3) && (groups.next().is_none() || first.len() <= 3);
    right.then(|| whole.replace('.', ""))
}

/// Whole minutes of a visit, at most a day.
pub(super) fn minutes(text: &str) -> Result<u16, Trouble> {
    let plain = text.to_lowercase();
    let plain = plain.trim_end_matches("minutos").trim_end_matches("min").trim();
    let minutes = plain.parse().ok().filter(|minutes| (1..=1440).contains(minutes));
    minutes.ok_or_else(|| unreadable(text, "a number of minutes"))
}

/// A small whole number.
pub(super) fn count(text: &str) -> Result<u16, Trouble> {
    text.parse().map_err(|_| unreadable(text, "a whole number"))
}

/// A yes or a no.
pub(super) fn yes(text: &str) -> Result<bool, Trouble> {
    match fold(text).trim() {
        "si" | "s" | "x" | "1" | "yes" | "y" | "true" | "verdadero" => Ok(true),
        "no" | "n" | "0" | "false" | "falso" => Ok(false),
        _ => Err(unreadable(text, "sí or no")),
    }
}

/// A number as people write it, of the salon's country where it has no prefix.
pub(super) fn phone(text: &str, salon: &Salon) -> Result<Phone, Trouble> {
    Phone::parse(text, &salon.profile.region).map_err(|_| unreadable(text, "a phone number"))
}

/// A stylist by her whole name or one of her nicknames; who has left is known too.
pub(super) fn stylist(text: &str, salon: &Salon) -> Result<StylistId, Trouble> {
    let said = fold(text);
    let called = |name: &String| fold(name).trim() == said.trim();
    let mut found = salon.stylists.iter().filter(|s| called(&s.name) || s.nicknames.iter().any(called));
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one.id),
        (Some(one), Some(other)) => {
            Err(Trouble::Several { value: text.to_owned(), options: format!("{}, {}", one.name, other.name) })
        }
        (None, _) => {
            let known: Vec<&str> = salon.stylists.iter().map(|s| s.name.as_str()).collect();
            Err(Trouble::Unknown { kind: "stylist", value: text.to_owned(), known: known.join(", ") })
        }
    }
}

/// Several values in one field: `tinte | raíces`.
pub(super) fn list(text: &str) -> Vec<String> {
    text.split('|').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_spaniards_write_them() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 7).unwrap();
        for text in ["07/03/2026", "7/3/26", "7-3-2026", "07.03.2026", "2026-03-07"] {
            assert_eq!(date(text), Ok(day), "{text}");
        }
        for text in ["03/27/2026", "7/3", "7/3/226", "mañana", "31/02/2026", "1/1/0001", "-3/1/2026", "2026"]
        {
            assert!(date(text).is_err(), "{text}");
        }
    }

    #[test]
    fn hours_are_read_and_bare_numbers_are_not() {
        let clock = |hour, minute| Ok(NaiveTime::from_hms_opt(hour, minute, 0).unwrap());
        for text in ["9:30", "09:30", "9.30", "9:30:00", "9:30 h", "9:30h", "9h30"] {
            assert_eq!(time(text), clock(9, 30), "{text}");
        }
        assert_eq!(time("17 h"), clock(17, 0));
        for text in ["9", "930", "24:00", "9:3", "9:30:15", "a las nueve", "h"] {
            assert!(time(text).is_err(), "{text}");
        }
    }

    #[test]
    fn amounts_have_a_comma_or_a_point_and_never_both_meanings() {
        for (text, cents) in [
            ("26,20", 2620),
            ("26.20", 2620),
            ("26,2", 2620),
            ("26", 2600),
            ("26,20 €", 2620),
            ("26,20€", 2620),
            ("1.234,50", 123_450),
            ("1234,5 EUR", 123_450),
            ("0", 0),
            ("0,00", 0),
        ] {
            assert_eq!(money(text), Ok(Money::cents(cents)), "{text}");
        }
        assert!(matches!(money("1.234"), Err(Trouble::Ambiguous { .. })));
        for text in ["-5", "26,205", "1.23,50", "12.34,5", "gratis", ",50", "1,2,3", "€"] {
            assert!(money(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_yes_is_said() {
        for (text, meant) in [("Sí", true), ("si", true), ("X", true), ("no", false), ("FALSO", false)] {
            assert_eq!(yes(text), Ok(meant), "{text}");
        }
        assert!(yes("quizá").is_err());
    }

    #[test]
    fn minutes_are_a_number_within_a_day() {
        assert_eq!(minutes("45"), Ok(45));
        assert_eq!(minutes("45 min"), Ok(45));
        for text in ["0", "-10", "1441", "1h", "45,5"] {
            assert!(minutes(text).is_err(), "{text}");
        }
    }
}
