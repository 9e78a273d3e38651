//! The list of what the salon does: new services, and other figures for known ones.
//!
//! Invariants: a service is known by its name; what a file does not say of a known service stays as it is; a service
//! that a file does not name is left alone.

use super::{
    Checked, Trouble,
    fields::{Line, list, minutes, money, yes},
    table::{Column, Needed, Table, TableError},
};
use atrevete_domain::{
    salon::{CategoryId, DepositRule, Salon, Service},
    values::{Id as _, Money, ServiceId, fold},
};
use std::collections::BTreeMap;

/// One line of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct ServiceLine {
    /// The service as it shall be.
    pub service: Service,
    /// The service as it is; `None`: it is new.
    pub was: Option<Service>,
}

static COLUMNS: [Column; 9] = [
    Column { heads: &["nombre", "name", "servicio"], needed: Needed::Yes },
    Column { heads: &["categoria", "category"], needed: Needed::Yes },
    Column { heads: &["minutos", "duration_minutes", "duracion"], needed: Needed::Yes },
    Column { heads: &["precio", "price_euros"], needed: Needed::Yes },
    Column { heads: &["senal", "requires_advance_payment"], needed: Needed::No },
    Column { heads: &["desde", "from_price"], needed: Needed::No },
    Column { heads: &["descripcion", "description"], needed: Needed::No },
    Column { heads: &["sinonimos", "synonyms"], needed: Needed::No },
    Column { heads: &["activo", "is_active"], needed: Needed::No },
];
const NAME: usize = 0;
const CATEGORY: usize = 1;
const MINUTES: usize = 2;
const PRICE: usize = 3;
const DEPOSIT: usize = 4;
const FROM: usize = 5;
const DESCRIPTION: usize = 6;
const SYNONYMS: usize = 7;
const ACTIVE: usize = 8;

/// The services of a file. `categories` says what the file's own words for kinds of work mean ("Hairdressing" → `hair`);
/// names and keys of the salon's categories need no saying.
///
/// # Errors
/// When the file does not have the columns.
pub fn services(
    table: &Table,
    salon: &Salon,
    categories: &BTreeMap<String, CategoryId>,
) -> Result<Checked<ServiceLine>, TableError> {
    let places = table.places(&COLUMNS)?;
    let mut checked = Checked::default();
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    for row in places.rows() {
        let mut line = Line::new(&places, row);
        let read = service(&mut line, salon, categories);
        if let Some(name) = line.text(NAME)
            && let Some(first) = seen.insert(fold(name), row.line)
        {
            line.wrong(NAME, Trouble::Twice { first });
        }
        if let Some(of) = read.filter(|_| line.problems.is_empty()) {
            checked.lines.push((row.line, of));
        }
        checked.problems.append(&mut line.problems);
    }
    Ok(checked)
}

fn service<const N: usize>(
    line: &mut Line<'_, N>,
    salon: &Salon,
    categories: &BTreeMap<String, CategoryId>,
) -> Option<ServiceLine> {
    let name = line.needed(NAME, |text| Ok(text.to_owned()));
    let category = line.needed(CATEGORY, |text| category(text, salon, categories));
    let minutes = line.needed(MINUTES, minutes);
    // Without a price it is told by a person.
    let price = line.maybe(PRICE, money);
    let deposit =
        line.maybe(DEPOSIT, yes).map(|yes| if yes { DepositRule::Share } else { DepositRule::None });
    let from_price = line.maybe(FROM, yes);
    let active = line.maybe(ACTIVE, yes);
    let (name, category, minutes) = (name?, category?, minutes?);
    let said = fold(&name);
    let was = salon.catalogue.services.iter().find(|s| fold(&s.name) == said).cloned();
    let mut service = was.clone().unwrap_or_else(|| new(salon, &name, &category));
    service.category = category;
    if service.minutes != minutes {
        // Work and gaps add up to the length; of another length they are not known.
        service.segments.clear();
        service.minutes = minutes;
    }
    service.price = price;
    service.deposit = deposit.unwrap_or(service.deposit);
    service.from_price = from_price.unwrap_or(service.from_price) && price.is_some();
    service.active = active.unwrap_or(service.active);
    if line.places.has(DESCRIPTION) {
        service.description = line.text(DESCRIPTION).unwrap_or_default().to_owned();
    }
    if line.places.has(SYNONYMS) {
        service.synonyms = list(line.text(SYNONYMS).unwrap_or_default());
    }
    Some(ServiceLine { service, was })
}

fn new(salon: &Salon, name: &str, category: &CategoryId) -> Service {
    let mut service = Service::plain(&salon.profile.name, name, &category.0, 0, Money::ZERO);
    // A service that was renamed keeps the id of its first name.
    let mut again = 1;
    while salon.catalogue.service(service.id).is_some() {
        again += 1;
        service.id = ServiceId::named(&salon.profile.name, &format!("{name} {again}"));
    }
    service
}

fn category(
    text: &str,
    salon: &Salon,
    categories: &BTreeMap<String, CategoryId>,
) -> Result<CategoryId, Trouble> {
    let said = fold(text);
    let told = categories.iter().find(|(word, _)| fold(word) == said).map(|(_, id)| id.clone());
    let told = told.filter(|id| salon.catalogue.category(id).is_some());
    let own = || {
        let mut all = salon.catalogue.categories.iter();
        all.find(|c| fold(&c.id.0) == said || fold(&c.name) == said).map(|c| c.id.clone())
    };
    told.or_else(own).ok_or_else(|| {
        let known: Vec<&str> = salon.catalogue.categories.iter().map(|c| c.name.as_str()).collect();
        Trouble::Unknown { kind: "category", value: text.to_owned(), known: known.join(", ") }
    })
}
