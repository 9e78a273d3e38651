//! The salon's book: visits to come, and those that were.
//!
//! Invariants: a service, a stylist and a start are known or the line is refused; who comes has a number or a name.

use super::{
    Checked, Trouble,
    fields::{Line, date, minutes, money, phone, stylist, time},
    table::{Column, Needed, Table, TableError},
};
use atrevete_domain::{
    salon::{Match, Salon},
    values::{Instant, PackId, ServiceId, Span, fold},
};
use atrevete_ports::drive::Promised;

static COLUMNS: [Column; 9] = [
    Column { heads: &["fecha", "date", "dia"], needed: Needed::Yes },
    Column { heads: &["hora", "time"], needed: Needed::Yes },
    Column { heads: &["estilista", "stylist"], needed: Needed::Yes },
    Column { heads: &["servicios", "services", "servicio", "service"], needed: Needed::Yes },
    Column { heads: &["telefono", "phone", "movil"], needed: Needed::No },
    Column { heads: &["nombre", "name", "first_name", "cliente", "clienta"], needed: Needed::No },
    Column { heads: &["apellidos", "last_name", "apellido"], needed: Needed::No },
    Column { heads: &["minutos", "duration_minutes", "duracion"], needed: Needed::No },
    Column { heads: &["precio", "price_euros", "total_price"], needed: Needed::No },
];
const DATE: usize = 0;
const TIME: usize = 1;
const STYLIST: usize = 2;
const SERVICES: usize = 3;
const PHONE: usize = 4;
const FIRST: usize = 5;
const LAST: usize = 6;
const MINUTES: usize = 7;
const PRICE: usize = 8;

/// The visits of a file.
///
/// # Errors
/// When the file does not have the columns.
pub fn appointments(table: &Table, salon: &Salon) -> Result<Checked<Promised>, TableError> {
    let places = table.places(&COLUMNS)?;
    let mut checked = Checked::default();
    for row in places.rows() {
        let mut line = Line::new(&places, row);
        if let Some(visit) = visit(&mut line, salon).filter(|_| line.problems.is_empty()) {
            if outside_hours(salon, &visit) {
                checked.remarks.push(line.problem(TIME, Trouble::OutsideHours));
            }
            checked.lines.push((row.line, visit));
        }
        checked.problems.append(&mut line.problems);
    }
    Ok(checked)
}

fn visit<const N: usize>(line: &mut Line<'_, N>, salon: &Salon) -> Option<Promised> {
    let date = line.needed(DATE, date);
    let time = line.needed(TIME, time);
    let stylist = line.needed(STYLIST, |text| stylist(text, salon));
    let done = line.needed(SERVICES, |text| services(text, salon));
    let phone = line.maybe(PHONE, |text| phone(text, salon));
    let name = line.name(FIRST, LAST);
    let minutes = line.maybe(MINUTES, minutes);
    let price = line.maybe(PRICE, money);
    if line.text(PHONE).is_none() && line.text(FIRST).is_none() {
        line.wrong(PHONE, Trouble::Missing);
    }
    let (date, time, stylist, (services, pack)) = (date?, time?, stylist?, done?);
    let Some(start) = salon.profile.zone.at(date, time) else {
        line.wrong(TIME, Trouble::NoSuchHour);
        return None;
    };
    Some(Promised { phone, name, stylist, start, services, pack, minutes, price })
}

/// What is done, from a field that holds a name, or several: `Cortar | Secado`. A plus between names is read as one too,
/// unless the whole is a name.
fn services(text: &str, salon: &Salon) -> Result<(Vec<ServiceId>, Option<PackId>), Trouble> {
    let whole = one(text.trim(), salon);
    let parts: Vec<&str> = text.split(['|', '+', '\n']).map(str::trim).filter(|p| !p.is_empty()).collect();
    let meant = match whole {
        Err(trouble) if parts.len() < 2 => return Err(trouble),
        Err(_) => parts.into_iter().map(|part| one(part, salon)).collect::<Result<Vec<_>, _>>()?,
        Ok(one) => vec![one],
    };
    let (mut services, mut pack) = (Vec::new(), None);
    for meant in meant {
        match meant {
            Meant::Service(id) if services.contains(&id) => {}
            Meant::Service(id) => services.push(id),
            Meant::Pack(id) => pack = Some(id),
        }
    }
    Ok((services, pack))
}

enum Meant {
    Service(ServiceId),
    Pack(PackId),
}

/// One name: exactly, whether it is offered at present or not; else as a customer's words for something offered.
fn one(text: &str, salon: &Salon) -> Result<Meant, Trouble> {
    let catalogue = &salon.catalogue;
    let said = fold(text);
    let exactly = |name: &String| fold(name) == said;
    let mut named = catalogue.services.iter().filter(|s| exactly(&s.name)).collect::<Vec<_>>();
    named.sort_by_key(|s| !s.active);
    if let Some(service) = named.first() {
        return Ok(Meant::Service(service.id));
    }
    if let Some(pack) = catalogue.packs.iter().find(|p| exactly(&p.name)) {
        return Ok(Meant::Pack(pack.id));
    }
    match catalogue.find(text) {
        Match::One(id) | Match::Addon(id) => Ok(Meant::Service(id)),
        Match::Pack(id) => Ok(Meant::Pack(id)),
        Match::Several(ids) => {
            let names: Vec<&str> =
                ids.iter().filter_map(|id| catalogue.service(*id)).map(|s| s.name.as_str()).collect();
            Err(Trouble::Several { value: text.to_owned(), options: names.join(", ") })
        }
        Match::NotOffered(_) | Match::Nothing => Err(Trouble::Unknown {
            kind: "service",
            value: text.to_owned(),
            known: "the list of the salon's services".to_owned(),
        }),
    }
}

/// Whether a visit begins or ends where its stylist does not work: odd, and the book's to know.
fn outside_hours(salon: &Salon, visit: &Promised) -> bool {
    let quote =
        atrevete_domain::booking::quote::quote(salon, &visit.services, visit.pack, Some(visit.stylist));
    let span = Span::minutes(visit.start, visit.minutes.unwrap_or(quote.minutes));
    let Some(stylist) = salon.stylist(visit.stylist) else { return true };
    let (zone, date) = (salon.profile.zone, salon.profile.zone.date(span.from));
    let within = |from: Option<Instant>, to: Option<Instant>| {
        from.zip(to).is_some_and(|(from, to)| span.within(Span { from, to }))
    };
    let mut hours = salon.attending(stylist, date).into_iter();
    !hours.any(|h| within(zone.at(date, h.from), zone.at(date, h.to)))
}
