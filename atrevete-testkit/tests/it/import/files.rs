//! What each kind of file says, and everything that can be wrong with it.

use super::{now, problems, table};
use atrevete_adapters::import::{TableError, Trouble, appointments, customers, services};
use atrevete_domain::{
    salon::{CategoryId, DepositRule},
    values::{Money, fmt_time},
};
use atrevete_testkit::demo;
use std::collections::BTreeMap;

#[test]
fn a_list_of_services_changes_what_it_says_and_nothing_else() {
    let salon = demo::salon();
    let text = "name,category,duration_minutes,price_euros,requires_advance_payment,synonyms
Cortar,Hairdressing,45,\"27,50\",true,
Trenza de fiesta,peluquería,30,25.00,no,trenza | trenzas
Recogido,hair,60,,sí,
";
    let categories = BTreeMap::from([("hairdressing".to_owned(), CategoryId("hair".to_owned()))]);
    let read = services(&table(text), &salon, &categories).unwrap();
    assert_eq!(problems(&read), Vec::<String>::new());
    let [(_, cut), (_, braid), (_, updo)] = &read.lines[..] else { panic!() };
    let mut expected = salon.catalogue.by_name("Cortar").unwrap().clone();
    assert_eq!(cut.was.as_ref(), Some(&expected));
    (expected.minutes, expected.price) = (45, Some(Money::cents(2750)));
    (expected.deposit, expected.synonyms) = (DepositRule::Share, vec![]);
    assert_eq!(cut.service, expected, "its description, questions and buffer stay");
    assert_eq!(braid.was, None);
    assert_eq!(braid.service.synonyms, ["trenza", "trenzas"]);
    assert_eq!((braid.service.deposit, braid.service.minutes), (DepositRule::None, 30));
    assert_eq!(updo.service.price, None, "told by a person");
}

#[test]
fn a_service_of_another_length_loses_its_work_and_gaps() {
    let mut salon = demo::salon();
    let service = &mut salon.catalogue.services[0];
    service.segments = vec![atrevete_domain::salon::WorkSegment {
        kind: atrevete_domain::salon::SegmentKind::Work,
        minutes: service.minutes,
    }];
    let line = |minutes: u16| {
        format!("nombre;categoria;minutos;precio\n{};hair;{minutes};10", salon.catalogue.services[0].name)
    };
    let read = |minutes| {
        services(&table(&line(minutes)), &salon, &BTreeMap::new()).unwrap().lines[0].1.service.clone()
    };
    let minutes = salon.catalogue.services[0].minutes;
    assert_eq!(read(minutes).segments.len(), 1);
    assert!(read(minutes + 5).segments.is_empty());
}

#[test]
fn everything_wrong_with_services_is_said_at_once() {
    let text = "nombre;categoría;minutos;precio;señal
;hair;30;10;sí
Uno;uñas;30;10;sí
Dos;hair;mucho;10;sí
Tres;hair;30;1.234;sí
Cuatro;hair;30;10;quizá
Cinco;hair;30;10;sí
cinco;hair;30;diez;no
";
    let read = services(&table(text), &demo::salon(), &BTreeMap::new()).unwrap();
    assert_eq!(
        problems(&read),
        [
            "line 2, nombre: is empty",
            "line 3, categoría: there is no category \"uñas\"; there is peluquería, estética",
            "line 4, minutos: \"mucho\" is not a number of minutes",
            "line 5, precio: \"1.234\" could be 1234,00 or 1,234",
            "line 6, señal: \"quizá\" is not sí or no",
            "line 8, precio: \"diez\" is not an amount like 26,20",
            "line 8, nombre: stands on line 7 already",
        ]
    );
    assert_eq!(read.lines.len(), 1, "the one line that is right");
    let unknown = BTreeMap::from([("uñas".to_owned(), CategoryId("nails".to_owned()))]);
    let read = services(&table("nombre;categoria;minutos;precio\nUno;uñas;30;10"), &demo::salon(), &unknown)
        .unwrap();
    assert!(matches!(read.problems[0].trouble, Trouble::Unknown { .. }), "a key that is none");
}

#[test]
fn people_are_read_with_what_the_book_knows_of_them() {
    let text = "teléfono;nombre;apellidos;estilista;última visita;visitas;sin señal;avisos;usted
612 34 56 78;maría josé;ruiz gómez;Pili;05/02/2026;12;sí;no;x
+34 655 111 222;Laura Pérez;;;;;;;
0034655111333;\"Gil, Eva\";;;2/2/26;;;;
655111444;;;;;;;;
";
    let read = customers(&table(text), &demo::salon(), now()).unwrap();
    assert_eq!(problems(&read), Vec::<String>::new());
    let people: Vec<_> = read.lines.iter().map(|(_, person)| person).collect();
    let name = |at: usize| people[at].name.as_ref().map(|n| (n.first.as_str(), n.last.as_deref()));
    assert_eq!(people[0].phone.as_str(), "+34612345678");
    assert_eq!(name(0), Some(("María José", Some("Ruiz Gómez"))));
    assert_eq!(people[0].preferred, demo::salon().stylists.iter().find(|s| s.name == "Pilar").map(|s| s.id));
    assert!(people[0].no_deposit && people[0].opted_out && people[0].formal);
    assert_eq!(people[0].visits_kept, 12);
    assert_eq!(name(1), Some(("Laura", Some("Pérez"))));
    assert!(!people[1].no_deposit && !people[1].opted_out && !people[1].formal);
    assert_eq!((name(2), people[2].visits_kept), (Some(("Eva", Some("Gil"))), 1));
    assert_eq!(name(3), None);
    assert_eq!(read.remarks.len(), 1, "a number without a name is odd, not wrong");
}

#[test]
fn everything_wrong_with_people_is_said_at_once() {
    let text = "telefono;nombre;estilista;ultima_visita;visitas;avisos
;Ana;;;;
61234;Ana;;;;
655111222;Ana;Lucas;;;
655111223;😀;;;;
655111224;Ana;;24/13/2025;;
655111225;Ana;;24/11/2026;;
655111226;Ana;;;-3;
655111227;Ana;;;;nunca
655 111 228;Ana;;;;
+34655111228;Eva;;;;
";
    let read = customers(&table(text), &demo::salon(), now()).unwrap();
    assert_eq!(
        problems(&read),
        [
            "line 2, telefono: is empty",
            "line 3, telefono: \"61234\" is not a phone number",
            "line 4, estilista: there is no stylist \"Lucas\"; there is Pilar, Marta, Rosa, Harol, Víctor",
            "line 5, nombre: \"😀\" is not a name",
            "line 6, ultima_visita: \"24/13/2025\" is not a date like 24/11/2026",
            "line 7, ultima_visita: \"24/11/2026\" is not a date that has been",
            "line 8, visitas: \"-3\" is not a whole number",
            "line 9, avisos: \"nunca\" is not sí or no",
            "line 11, telefono: stands on line 10 already",
        ]
    );
}

#[test]
fn a_book_is_read_with_services_by_their_names() {
    let text = "fecha;hora;estilista;servicios;telefono;nombre;minutos;precio
12/03/2026;17:00;Pilar;Cortar | Secado;655111222;Laura Pérez;;
13/3/26;9.30;Víctor;corte + peinado (largo);;Carmen;75;40,00
14-03-2026;10:00;marta;Mechas + Corte;655111223;;;
";
    let salon = demo::salon();
    let read = appointments(&table(text), &salon).unwrap();
    assert_eq!(problems(&read), Vec::<String>::new());
    let visits: Vec<_> = read.lines.iter().map(|(_, visit)| visit).collect();
    let names = |at: usize| -> Vec<&str> {
        visits[at].services.iter().map(|id| salon.catalogue.service(*id).unwrap().name.as_str()).collect()
    };
    let clock = |at: usize| fmt_time(salon.profile.zone.time(visits[at].start));
    assert_eq!((names(0), clock(0)), (vec!["Cortar", "Secado"], "17:00".to_owned()));
    assert_eq!((names(1), clock(1)), (vec!["Corte + Peinado (Largo)"], "09:30".to_owned()));
    assert_eq!((visits[1].minutes, visits[1].price), (Some(75), Some(Money::cents(4000))));
    assert_eq!(visits[2].pack, Some(salon.catalogue.packs[0].id), "a pack's name, not two services");
    let odd: Vec<String> = read.remarks.iter().map(ToString::to_string).collect();
    assert_eq!(odd, ["line 3, hora: is outside working hours"]);
}

#[test]
fn everything_wrong_with_a_book_is_said_at_once() {
    let text = "fecha;hora;estilista;servicios;telefono;nombre;minutos;precio
;17:00;Pilar;Cortar;655111222;;;
31/02/2026;17:00;Pilar;Cortar;655111222;;;
12/03/2026;las cinco;Pilar;Cortar;655111222;;;
12/03/2026;17:00;Lucas;Cortar;655111222;;;
12/03/2026;17:00;Pilar;Mechas;655111222;;;
12/03/2026;17:00;Pilar;Cortar | Keratina;655111222;;;
12/03/2026;17:00;Pilar;Cortar;;;;
12/03/2026;17:00;Pilar;Cortar;123;;;
12/03/2026;17:00;Pilar;Cortar;655111222;;-5;gratis
29/03/2026;02:30;Pilar;Cortar;655111222;;;
";
    let read = appointments(&table(text), &demo::salon()).unwrap();
    let said = problems(&read);
    for (problem, begins) in said.iter().zip([
        "line 2, fecha: is empty",
        "line 3, fecha: \"31/02/2026\" is not a date",
        "line 4, hora: \"las cinco\" is not an hour",
        "line 5, estilista: there is no stylist \"Lucas\"",
        "line 6, servicios: \"Mechas\" fits several: Mechas (Corto-Medio), ",
        "line 7, servicios: there is no service \"Keratina\"",
        "line 8, telefono: is empty",
        "line 9, telefono: \"123\" is not a phone number",
        "line 10, minutos: \"-5\" is not a number of minutes",
        "line 10, precio: \"gratis\" is not an amount",
        "line 11, hora: that hour does not exist",
    ]) {
        assert!(problem.starts_with(begins), "{problem} should begin with {begins}");
    }
    assert_eq!((said.len(), read.lines.len()), (11, 0), "{said:#?}");
}

#[test]
fn a_file_of_another_kind_is_refused() {
    let people = table("telefono;nombre\n655111222;Ana");
    let missing = appointments(&people, &demo::salon()).unwrap_err();
    assert_eq!(missing, TableError::NoColumn { column: "fecha" });
    assert!(matches!(
        services(&people, &demo::salon(), &BTreeMap::new()),
        Err(TableError::UnknownColumn { .. })
    ));
}
