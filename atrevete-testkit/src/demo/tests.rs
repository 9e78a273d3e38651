//! The demo salon's data, and what real phrases find in them.

use super::salon;
use atrevete_domain::{
    salon::{Catalogue, Match, Oddity, Options, Salon, Who},
    values::ServiceId,
};
use std::collections::BTreeSet;

/// What a phrase should find: names separated by `|`; a family's name stands for its variants.
const PHRASES: &[(&str, &str)] = &[
    ("barro gol", "Barro Gold"),
    ("BARRO GOLD", "Barro Gold"),
    ("Barro", "Barro"),
    ("barro extra", "Barro Extra"),
    ("el barro gold extra", "Barro Gold Extra"),
    ("moldeado", "Moldeado"),
    ("moldeado extra", "Moldeado Extra"),
    ("mecha", "Mechas"),
    ("unas mechas", "Mechas"),
    ("mechas balayage", "Mechas"),
    ("balayaje", "Mechas"),
    ("reflejos", "Mechas"),
    ("mechas largo", "Mechas (Largo)"),
    ("mechas por los hombros", "Mechas (Corto-Medio)"),
    ("mechas localizadas", "Mechas Localizadas"),
    ("mechas y color", "Pack Dual: Mechas + Color"),
    ("pack dual", "Pack Dual: Mechas + Color"),
    ("CORTE CABALLERO", "Corte de Caballero"),
    ("corte de hombre", "Corte de Caballero"),
    ("un corte de caballero para mi marido", "Corte de Caballero"),
    ("corte", "Cortar|Corte de Caballero"),
    ("corte de pelo", "Cortar|Corte de Caballero"),
    ("quiero cortarme el pelo", "Cortar|Corte de Caballero"),
    ("cortarme", "Cortar"),
    ("cortarme las puntas", "Cortar"),
    ("puntas", "Cortar"),
    ("corte bob", "Cortar"),
    ("corte niño", "Corte Niño"),
    ("corte nino", "Corte Niño"),
    ("corte para mi niña", "Corte Niña"),
    ("flequillo", "Corte de Flequillo"),
    ("arreglarme el flequillo", "Corte de Flequillo"),
    ("barba", "Arreglo de Barba"),
    ("arreglar la barba", "Arreglo de Barba"),
    ("peinado", "Peinado"),
    ("peinar", "Peinado"),
    ("lavar y peinar", "Peinado"),
    ("peinarme", "Peinado"),
    ("me peinen", "Peinado"),
    ("corte y peinado", "Corte + Peinado"),
    ("peinado y corte", "Corte + Peinado"),
    ("color", "Cultura de Color|Color Óleo Pigmento + Peinado|Barro|Barro Gold"),
    ("tinte", "Cultura de Color|Color Óleo Pigmento + Peinado|Barro|Barro Gold"),
    ("raíces", "Cultura de Color|Color Óleo Pigmento + Peinado|Barro|Barro Gold"),
    ("las raices", "Cultura de Color|Color Óleo Pigmento + Peinado|Barro|Barro Gold"),
    ("teñirme", "Cultura de Color|Color Óleo Pigmento + Peinado|Barro|Barro Gold"),
    ("tintarme el pelo", "Cultura de Color|Color Óleo Pigmento + Peinado|Barro|Barro Gold"),
    ("cultura de color", "Cultura de Color"),
    ("baño de color", "Color Óleo Pigmento + Peinado"),
    ("oleo pigmento", "Color Óleo Pigmento + Peinado"),
    ("matizar", "Color Óleo Pigmento + Peinado"),
    ("tinte de pestañas", "Tinte de Pestañas"),
    ("teñir las pestañas", "Tinte de Pestañas"),
    ("permanente de pestañas", "Permanente de Pestañas"),
    ("lifting de pestañas", "Permanente de Pestañas"),
    ("pestañas", "Tinte de Pestañas|Permanente de Pestañas|Tinte + Permanente de Pestañas"),
    ("rizarme el pelo", "Moldeado"),
    ("agua lluvia", "Agua Lluvia"),
    ("infoactivo sensitivo", "Infoactivo Sensitivo"),
    ("uñas", "Limar y Pintar Manos|Limar y Pintar Manos Permanente|Manicura Permanente + Bioterapia"),
    (
        "hacerme las uñas",
        "Limar y Pintar Manos|Limar y Pintar Manos Permanente|Manicura Permanente + Bioterapia",
    ),
    (
        "hacerme las unas",
        "Limar y Pintar Manos|Limar y Pintar Manos Permanente|Manicura Permanente + Bioterapia",
    ),
    ("manicura", "Limar y Pintar Manos|Limar y Pintar Manos Permanente|Manicura Permanente + Bioterapia"),
    ("semipermanente", "Limar y Pintar Manos Permanente|Manicura Permanente + Bioterapia"),
    ("manicura semipermanente", "Limar y Pintar Manos Permanente|Manicura Permanente + Bioterapia"),
    ("manicura permanente + bioterapia", "Manicura Permanente + Bioterapia"),
    ("manicura de caballero", "Manicura de Caballero"),
    ("pedicura", "Limar y Pintar Pies|Limar y Pintar Pies Permanente|Pedicura Permanente + Bioterapia"),
    ("quitarme el esmalte", "Quita Esmalte Permanente"),
    ("cejas", "Depilación Cejas"),
    ("depilarme las cejas", "Depilación Cejas"),
    ("las axilas", "Depilación Axilas"),
    ("cera axilas", "Depilación Axilas"),
    ("bigote", "Depilación Labio"),
    ("medias piernas", "Depilación Medias Piernas"),
    ("ingles", "Depilación Ingles"),
    ("ingles brasileñas", "Depilación Ingles Brasileñas"),
    ("limpieza de cara", FACIAL),
    ("facial", FACIAL),
    ("bioterapia facial", FACIAL),
    ("bioterapia facial detox", "Bioterapia Facial Detox"),
    ("masaje", "Masaje Corporal"),
    ("masaje de una hora", "Masaje Corporal 60min"),
    ("maquillaje", "Maquillaje"),
    ("maquillaje express", "Maquillaje Express"),
    ("maqillaje", "Maquillaje"),
    ("presoterapia", "Bioterapia Piernas Perfectas + Presoterapia"),
    ("depilasion axilas", "Depilación Axilas"),
    ("pedikura permanente", "Pedicura Permanente + Bioterapia"),
    ("secado", "+Secado"),
    ("precolor", "+Tratamiento Precolor"),
    ("pack mechas y corte", "=Mechas + Corte"),
    ("extensiones", "-Extensiones"),
    ("ponerme extensio", "-Extensiones"),
    ("alisado japonés", "-Alisado"),
    ("keratina", "-Keratina"),
    ("uñas de gel", "-Uñas de gel o acrílicas"),
    ("un tatuaje", "-Tatuajes"),
    ("depilación láser", "-Depilación láser"),
    ("reparar el coche", ""),
    ("largo", ""),
    ("quiero una cita", ""),
    ("xyzzy", ""),
];

const FACIAL: &str = "Bioterapia Facial Vitalizadora|Bioterapia Facial Sensitiva|Bioterapia Facial Iluminante|Bioterapia Facial Detox";

#[test]
fn what_customers_write_finds_what_they_mean() {
    let catalogue = salon().catalogue;
    let wrong: Vec<String> = PHRASES
        .iter()
        .filter_map(|(said, meant)| {
            let found = shown(&catalogue, &catalogue.find(said));
            let meant = expected(&catalogue, meant);
            (found != meant).then(|| format!("{said}: found {found:?}, meant {meant:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), PHRASES.len(), wrong.join("\n"));
    assert!(PHRASES.len() >= 60);
}

fn name(catalogue: &Catalogue, id: ServiceId) -> String {
    catalogue.service(id).unwrap().name.clone()
}

fn shown(catalogue: &Catalogue, found: &Match) -> BTreeSet<String> {
    match found {
        Match::One(id) => BTreeSet::from([name(catalogue, *id)]),
        Match::Addon(id) => BTreeSet::from([format!("+{}", name(catalogue, *id))]),
        Match::Several(ids) => ids.iter().map(|id| name(catalogue, *id)).collect(),
        Match::Pack(id) => BTreeSet::from([format!("={}", catalogue.pack(*id).unwrap().name)]),
        Match::NotOffered(name) => BTreeSet::from([format!("-{name}")]),
        Match::Nothing => BTreeSet::new(),
    }
}

fn expected(catalogue: &Catalogue, meant: &str) -> BTreeSet<String> {
    let exact = |n: &str| catalogue.by_name(n).is_some();
    let mut out = BTreeSet::new();
    for part in meant.split('|').filter(|p| !p.is_empty()) {
        let family: Vec<String> = catalogue
            .active()
            .filter(|s| s.family.as_deref() == Some(part))
            .map(|s| s.name.clone())
            .collect();
        // Alone, an exact name is meant; in a list, the family.
        if family.is_empty() || (exact(part) && !meant.contains('|')) {
            out.insert(part.to_owned());
        } else {
            out.extend(family);
        }
    }
    out
}

#[test]
fn a_cut_never_finds_colour_first() {
    let catalogue = salon().catalogue;
    for said in ["corte", "cortes", "cortar", "un corte", "cortarme el pelo", "corte de pelo", "corte mujer"]
    {
        let found = shown(&catalogue, &catalogue.find(said));
        assert!(!found.is_empty() && !found.iter().any(|n| n.contains("Color")), "{said}: {found:?}");
    }
}

#[test]
fn several_things_in_one_breath_are_several() {
    let catalogue = salon().catalogue;
    for (said, n) in [
        ("corte y color", 2),
        ("cejas y manicura permanente", 2),
        ("lavar y peinar", 1),
        ("tinte y permanente de pestañas", 1),
        ("corte, mechas y secado", 3),
        ("limar y pintar", 1),
    ] {
        assert_eq!(catalogue.find_each(said).len(), n, "{said}: {:?}", catalogue.find_each(said));
    }
}

#[test]
fn lengths_are_asked_in_plain_words_and_kinds_by_family() {
    let catalogue = salon().catalogue;
    let Match::Several(ids) = catalogue.find("mechas") else { panic!("mechas are a question") };
    let Options::Question(question) = catalogue.options(&ids) else { panic!("asked with their question") };
    assert_eq!(question.key.0, "hair_length");
    let answers = std::collections::BTreeMap::from([(question.key.clone(), "largo".to_owned())]);
    assert_eq!(
        catalogue.answered(&ids, &answers).map(|id| name(&catalogue, id)).as_deref(),
        Some("Mechas (Largo)")
    );
    let Match::Several(ids) = catalogue.find("color") else { panic!("colour is a question") };
    let Options::Kinds(kinds) = catalogue.options(&ids) else { panic!("asked by kind") };
    let names: Vec<&str> = kinds.iter().map(|k| k.name.as_str()).collect();
    assert_eq!(names, ["Color Óleo Pigmento + Peinado", "Cultura de Color", "Barro", "Barro Gold"]);
}

#[test]
fn the_catalogue_is_whole() {
    let salon = salon();
    assert_eq!(salon.catalogue.services.len(), 93);
    let odd: Vec<Oddity> =
        salon.check_catalogue().into_iter().filter(|o| !matches!(o, Oddity::LongWithoutDeposit(_))).collect();
    assert_eq!(odd, []);
}

#[test]
fn every_service_is_found_by_its_name_and_its_synonyms() {
    let catalogue = salon().catalogue;
    for service in catalogue.active() {
        let by_name = catalogue.find(&service.name);
        assert!(matches!(by_name, Match::One(id) | Match::Addon(id) if id == service.id), "{}", service.name);
        for words in &service.synonyms {
            let found = shown(&catalogue, &catalogue.find(words));
            let own = found.iter().any(|n| n.trim_start_matches('+') == service.name);
            assert!(own, "{words} should find {}, found {found:?}", service.name);
        }
    }
    for thing in &catalogue.not_offered {
        for words in std::iter::once(&thing.name).chain(&thing.synonyms) {
            assert_eq!(catalogue.find(words), Match::NotOffered(thing.name.clone()), "{words}");
        }
    }
}

fn who(salon: &Salon, said: &str) -> Vec<String> {
    match salon.who(said) {
        Who::One(id) => vec![salon.stylist_name(id).to_owned()],
        Who::Perhaps(ids) => ids.iter().map(|id| format!("?{}", salon.stylist_name(*id))).collect(),
        Who::Nobody => vec![],
    }
}

#[test]
fn stylists_are_whole_words_and_the_longest_wins() {
    let salon = crate::builders::SalonBuilder::new("Prueba")
        .stylist("Ana", &["hair"])
        .stylist("Ana María", &["hair"])
        .stylist("Marta", &["hair"])
        .stylist("Víctor", &["hair"])
        .with(|s| s.stylists[2].nicknames.push("Martita".to_owned()))
        .build();
    for (said, meant) in [
        ("Ana", vec!["Ana"]),
        ("con ana por favor", vec!["Ana"]),
        ("ana maria", vec!["Ana María"]),
        ("con Ana María", vec!["Ana María"]),
        ("martita", vec!["Marta"]),
        ("vicotr", vec!["Víctor"]),
        ("bictor", vec!["Víctor"]),
        // A whole word of a name goes before a slip that would make another.
        ("María", vec!["?Ana María"]),
        ("Anabel", vec![]),
        ("Susana", vec![]),
        ("Lucas", vec![]),
        ("ßя", vec![]),
    ] {
        assert_eq!(who(&salon, said), meant, "{said}");
    }
}
