//! The book brought in: over the store in memory and over PostgreSQL alike, and what Maite knows then.

use super::{now, table};
use crate::{database, driver::at};
use atrevete_adapters::{
    import::{appointments, customers},
    postgres::{PgStore, salon},
};
use atrevete_domain::{
    booking::{
        HowConfirmed, Life, Reminder,
        desk::{BookLine, imported},
    },
    dialogue::ChannelId,
    facts::Needs,
    values::{AppointmentId, CauseId, CustomerId, Epoch, Id as _, Money, Phone, Span},
};
use atrevete_ports::{
    Committed, Customers, Scope, Store,
    drive::{Fate, Import},
};
use atrevete_testkit::{
    Person, World, demo,
    fakes::{ManualClock, MemoryStore, Rules},
};
use std::sync::Arc;

const PEOPLE: &str = "telefono;nombre;apellidos;estilista;visitas
655111222;Laura;Pérez;Pilar;3
655111223;;;;
";

/// Laura's visit to come and one that was; one of somebody without a number; two of somebody nobody knows.
const BOOK: &str = "fecha;hora;estilista;servicios;telefono;nombre
12/03/2026;17:00;Pilar;Cortar;655111222;Laura
10/02/2026;17:00;Pilar;Cortar;655111222;Laura
12/03/2026;17:00;Víctor;Corte de Caballero;;Don Julián
13/03/2026;11:00;Marta;Cortar;655111224;Eva Gil
13/02/2026;11:00;Marta;Cortar;655111224;Eva Gil
";

fn people() -> Vec<atrevete_ports::drive::Newcomer> {
    let read = customers(&table(PEOPLE), &demo::salon(), now()).unwrap();
    assert_eq!(read.problems, []);
    read.lines.into_iter().map(|(_, person)| person).collect()
}

fn book(text: &str) -> Vec<atrevete_ports::drive::Promised> {
    let read = appointments(&table(text), &demo::salon()).unwrap();
    assert_eq!(read.problems, []);
    read.lines.into_iter().map(|(_, visit)| visit).collect()
}

/// A store that can be asked for everything an import needs.
struct House {
    store: Arc<dyn Store>,
    customers: Arc<dyn Customers>,
    import: Import,
}

impl House {
    fn over(store: Arc<dyn Store>, customers: Arc<dyn Customers>) -> Self {
        let import = Import::new(store.clone(), customers.clone());
        Self { store, customers, import }
    }

    async fn find(&self, phone: &str) -> Option<CustomerId> {
        let phone = Phone::parse(phone, "ES").unwrap();
        self.customers.identify(&ChannelId("a test".to_owned()), Some(phone)).await.unwrap()
    }

    async fn bring(&self) {
        let plan = self.import.people(&people(), now()).await.unwrap();
        assert_eq!(plan.fates, [Fate::New, Fate::New]);
        assert_eq!(self.import.write(plan).await.unwrap(), Committed::Done);
        let plan = self.import.visits(&book(BOOK), now()).await.unwrap();
        assert_eq!(plan.fates, [Fate::New; 5]);
        assert_eq!(self.find("655111224").await, None, "nothing is written by a look");
        assert_eq!(self.import.write(plan).await.unwrap(), Committed::Done);
    }
}

/// What every store does with an imported book.
async fn keeps_the_book(house: &House) {
    house.bring().await;
    let laura = house.find("655111222").await.unwrap();
    let facts = house.store.facts(Scope::Customer(Some(laura)), &Needs::default()).await.unwrap().facts;
    let person = facts.customer.unwrap();
    assert_eq!(person.name.unwrap().full(), "Laura Pérez");
    assert_eq!(person.visits_kept, 3, "what the list of people told");
    let mut visits: Vec<_> = facts.appointments.values().collect();
    visits.sort_by_key(|visit| visit.start());
    let [was, comes] = visits[..] else { panic!("{visits:#?}") };
    assert_eq!(was.life, Life::Completed);
    assert_eq!(comes.life, Life::Confirmed { how: HowConfirmed::NothingDue });
    assert!(comes.deposit.is_none() && comes.share.is_zero() && comes.shown.is_none());
    assert_eq!(comes.start(), at(12, 17, 0));
    assert_eq!(facts.deposits.len(), 0);
    let eva = house.find("655111224").await.unwrap();
    let facts = house.store.facts(Scope::Customer(Some(eva)), &Needs::default()).await.unwrap().facts;
    assert_eq!(facts.appointments.len(), 2, "she is known by her visits alone");
    assert_eq!(facts.customer.unwrap().visits_kept, 1, "the one that was");
    // The same once more, and with more.
    let again = house.import.people(&people(), now()).await.unwrap();
    assert_eq!(again.fates, [Fate::Known, Fate::Known]);
    let again = house.import.visits(&book(BOOK), now()).await.unwrap();
    assert_eq!(again.fates, [Fate::Known; 5]);
    assert_eq!(house.import.write(again).await.unwrap(), Committed::Done);
    let more = "telefono;nombre\n655111223;Rosa Díaz\n655111222;Otra Persona";
    let more = customers(&table(more), &demo::salon(), now()).unwrap();
    let more: Vec<_> = more.lines.into_iter().map(|(_, person)| person).collect();
    let plan = house.import.people(&more, now()).await.unwrap();
    assert_eq!(
        plan.fates,
        [Fate::Filled, Fate::Known],
        "a missing name is filled in, another one never changed"
    );
    assert_eq!(house.import.write(plan).await.unwrap(), Committed::Done);
    let late = "fecha;hora;estilista;servicios;telefono;nombre
12/03/2026;17:15;Pilar;Cortar;655111229;Nuria
13/03/2026;17:00;Pilar;Cortar;655111229;Nuria
13/03/2026;17:15;Pilar;Cortar;655111230;Sara
";
    let plan = house.import.visits(&book(late), now()).await.unwrap();
    assert_eq!(plan.fates, [Fate::Taken, Fate::New, Fate::TakenBy(1)]);
}

#[tokio::test]
async fn the_store_in_memory_keeps_the_book() {
    let clock = Arc::new(ManualClock::at(now()));
    let epoch = Epoch(CauseId::named("epoch", "import").uuid());
    let store = Arc::new(MemoryStore::new(demo::salon(), epoch, clock));
    keeps_the_book(&House::over(store.clone(), store)).await;
}

#[tokio::test]
async fn postgresql_keeps_the_book() {
    let Some(database) = database::fresh("import_book").await else { return };
    let pool = database.pool.clone();
    let author = salon::Author { who: "a test".to_owned(), at: now() };
    salon::replace(&pool, &demo::salon(), None, &author, salon::Intent::Write).await.unwrap();
    let store = PgStore::new(pool.clone(), Arc::default(), Arc::new(ManualClock::at(now())));
    keeps_the_book(&House::over(Arc::new(store.clone()), Arc::new(store))).await;
    let waiting: i64 = sqlx::query_scalar("select count(*) from outbox").fetch_one(&pool).await.unwrap();
    assert_eq!(waiting, 0, "an import sends nothing");
}

#[test]
fn maite_knows_what_was_brought_in() {
    let mut world = World::new(demo::salon(), now(), Arc::new(Rules::default()));
    let house = House::over(world.store.clone(), world.store.clone());
    atrevete_testkit::exec::block_on(house.bring());
    world.run_until_quiet();
    assert_eq!(world.replies_since(0), [], "nobody hears of an import");
    let laura = ChannelId("laura".to_owned());
    let phone = Some(Phone::parse("655111222", "ES").unwrap());
    world.introduce(&laura, Person { phone, profile: Some("~lauri~".to_owned()) });
    let said: String =
        world.customer_says(&laura, "Hola, ¿a qué hora tenía yo?").into_iter().map(|r| r.text).collect();
    assert!(said.contains("jueves 12 a las 17:00 con Pilar"), "{said}");
    let said: String =
        world.customer_says(&laura, "Pues no puedo, anúlala").into_iter().map(|r| r.text).collect();
    assert!(!said.contains('€'), "she paid nothing and loses nothing: {said}");
}

#[test]
fn what_was_set_aside_and_agreed_goes_before_the_salons_data() {
    let text = "fecha;hora;estilista;servicios;nombre;minutos;precio
13/03/2026;11:00;Marta;Limar y Pintar Manos;Eva;75;40,00
11/03/2026;11:00;Marta;Limar y Pintar Manos;Eva;;
";
    let salon = demo::salon();
    let visits: Vec<_> = book(text)
        .into_iter()
        .map(|visit| BookLine {
            customer: CustomerId::named("a test", "eva"),
            name: visit.name,
            stylist: visit.stylist,
            start: visit.start,
            services: visit.services,
            pack: visit.pack,
            minutes: visit.minutes,
            price: visit.price,
        })
        .map(|line| imported(&salon, AppointmentId::named("a test", "visit"), &line, now()))
        .collect();
    let occupied = |at: usize| visits[at].occupied().into_iter().map(Span::length).collect::<Vec<_>>();
    assert_eq!((visits[0].quote.price, occupied(0)), (Money::cents(4000), vec![75]));
    assert_eq!((visits[1].quote.price, occupied(1)), (Money::cents(1400), vec![40]), "with cleaning up");
    assert_eq!(visits[0].notes.reminder, Reminder::Pending);
    assert_eq!(visits[1].notes.reminder, Reminder::Skipped, "it is tomorrow");
}
