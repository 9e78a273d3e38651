//! A lexicon for the reader's tests: a salon's list of services with what customers call them.

use atrevete_domain::dialogue::Lexicon;

/// The lexicon.
pub(crate) fn lexicon() -> Lexicon {
    let names = include_str!("services.csv").lines().skip(1).filter_map(|line| line.split(',').next());
    let mut services: Vec<Vec<String>> = names
        .map(|name| {
            let base = name.split('(').next().unwrap_or(name).trim();
            let mut all = vec![name.to_owned()];
            all.extend(
                SYNONYMS
                    .iter()
                    .filter(|(of, _)| *of == base)
                    .flat_map(|(_, s)| s.iter().map(|s| (*s).to_owned())),
            );
            all
        })
        .collect();
    services.push(vec![
        "Cortar".to_owned(),
        "corte".to_owned(),
        "corte de pelo".to_owned(),
        "puntas".to_owned(),
    ]);
    Lexicon {
        services,
        families: [
            "color",
            "corte",
            "mechas",
            "peinado",
            "depilación",
            "manicura",
            "pedicura",
            "masaje",
            "bioterapia",
        ]
        .map(str::to_owned)
        .to_vec(),
        stylists: ["Pilar", "Marta", "Rosa", "Harol", "Víctor", "Ana"].map(|n| vec![n.to_owned()]).to_vec(),
        not_offered: vec![
            vec!["Extensiones".to_owned()],
            vec!["Keratina".to_owned(), "alisado de keratina".to_owned()],
        ],
        faq: vec!["tarjeta regalo".to_owned(), "vegano".to_owned(), "wifi".to_owned()],
        traits: [
            "por los hombros o más corto",
            "media melena",
            "cortito",
            "media espalda",
            "por la cintura",
            "largo",
        ]
        .map(str::to_owned)
        .to_vec(),
    }
}

const SYNONYMS: &[(&str, &[&str])] = &[
    ("Cultura de Color", &["tinte", "color", "raíces"]),
    ("Peinado", &["peinar", "lavar y peinar"]),
    ("Corte de Caballero", &["corte caballero", "corte de hombre"]),
    ("Mechas", &["reflejos", "balayage"]),
    ("Limar y Pintar Manos Permanente", &["manicura semipermanente", "semipermanente"]),
    ("Limar y Pintar Manos", &["manicura", "uñas"]),
    ("Limar y Pintar Pies", &["pedicura"]),
    ("Depilación Cejas", &["cejas"]),
    ("Depilación Axilas", &["axilas"]),
    ("Infoactivo Sensitivo", &["cuero cabelludo sensible"]),
    ("Arreglo de Barba", &["barba"]),
];
