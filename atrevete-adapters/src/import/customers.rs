//! The people the salon knows already.
//!
//! Invariant: a person is known by her number, which a file has once.

use super::{
    Checked, Problem, Trouble,
    fields::{Line, count, date, phone, stylist, yes},
    table::{Column, Needed, Table, TableError},
};
use atrevete_domain::{
    salon::Salon,
    values::{Instant, Phone},
};
use atrevete_ports::drive::Newcomer;
use std::collections::BTreeMap;

static COLUMNS: [Column; 9] = [
    Column { heads: &["telefono", "phone", "movil"], needed: Needed::Yes },
    Column { heads: &["nombre", "name", "first_name", "cliente", "clienta"], needed: Needed::No },
    Column { heads: &["apellidos", "last_name", "apellido"], needed: Needed::No },
    Column { heads: &["estilista", "preferred_stylist"], needed: Needed::No },
    Column { heads: &["ultima_visita", "last_visit", "ultima visita"], needed: Needed::No },
    Column { heads: &["visitas", "visits"], needed: Needed::No },
    Column { heads: &["sin_senal", "no_deposit", "sin senal"], needed: Needed::No },
    Column { heads: &["avisos", "reminders", "recordatorios"], needed: Needed::No },
    Column { heads: &["usted", "formal"], needed: Needed::No },
];
const PHONE: usize = 0;
const FIRST: usize = 1;
const LAST: usize = 2;
const STYLIST: usize = 3;
const LAST_VISIT: usize = 4;
const VISITS: usize = 5;
const NO_DEPOSIT: usize = 6;
const REMINDERS: usize = 7;
const FORMAL: usize = 8;

/// The people of a file, as of `now`.
///
/// # Errors
/// When the file does not have the columns.
pub fn customers(table: &Table, salon: &Salon, now: Instant) -> Result<Checked<Newcomer>, TableError> {
    let places = table.places(&COLUMNS)?;
    let mut checked = Checked::default();
    let mut seen: BTreeMap<Phone, u64> = BTreeMap::new();
    for row in places.rows() {
        let mut line = Line::new(&places, row);
        let read = person(&mut line, salon, now);
        if let Some(person) = &read
            && let Some(first) = seen.insert(person.phone.clone(), row.line)
        {
            line.wrong(PHONE, Trouble::Twice { first });
        }
        if let Some(person) = read.filter(|_| line.problems.is_empty()) {
            if person.name.is_none() {
                let (line, column) = (row.line, places.head(FIRST));
                checked.remarks.push(Problem { line, column, trouble: Trouble::Missing });
            }
            checked.lines.push((row.line, person));
        }
        checked.problems.append(&mut line.problems);
    }
    Ok(checked)
}

fn person<const N: usize>(line: &mut Line<'_, N>, salon: &Salon, now: Instant) -> Option<Newcomer> {
    let phone = line.needed(PHONE, |text| phone(text, salon));
    let name = line.name(FIRST, LAST);
    let preferred = line.maybe(STYLIST, |text| stylist(text, salon));
    let today = salon.profile.zone.date(now);
    let came = line.maybe(LAST_VISIT, |text| {
        let date = date(text)?;
        let past = date <= today;
        past.then_some(date).ok_or_else(|| super::fields::unreadable(text, "a date that has been"))
    });
    let visits = line.maybe(VISITS, count);
    let no_deposit = line.maybe(NO_DEPOSIT, yes);
    let reminders = line.maybe(REMINDERS, yes);
    let formal = line.maybe(FORMAL, yes);
    Some(Newcomer {
        phone: phone?,
        name,
        preferred,
        no_deposit: no_deposit.unwrap_or(false),
        opted_out: reminders == Some(false),
        formal: formal.unwrap_or(false),
        // Who has been there has kept a visit at least.
        visits_kept: visits.unwrap_or(0).max(u16::from(came.is_some())),
    })
}
