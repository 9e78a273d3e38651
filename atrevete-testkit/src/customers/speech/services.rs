//! How customers call what they want done: as a thing and as a deed, in more words than the catalogue has.

use super::super::rng::Rng;
use atrevete_domain::salon::Service;

/// Ways to call one service or family: a thing ("unas mechas") and a deed ("hacerme mechas").
struct Names {
    key: &'static str,
    thing: &'static [&'static str],
    deed: &'static [&'static str],
}

const NAMES: &[Names] = &[
    Names {
        key: "Cortar",
        thing: &[
            "un corte",
            "un corte de pelo",
            "corte de mujer",
            "un corte de señora",
            "cortar puntas",
            "corte a capas",
            "un repaso de puntas",
            "sanear las puntas",
            "corte",
            "un corte bob",
        ],
        deed: &[
            "cortarme el pelo",
            "cortarme las puntas",
            "cortarme la melena",
            "sanearme las puntas",
            "cortarme un poco",
            "hacerme un corte",
            "cortar el pelo",
        ],
    },
    Names {
        key: "Corte de Caballero",
        thing: &["corte de hombre", "un corte de caballero", "corte de chico", "un degradado"],
        deed: &["cortarme el pelo", "hacerme un degradado", "cortar el pelo, soy un chico"],
    },
    Names {
        key: "Mechas",
        thing: &[
            "mechas",
            "unas mechas",
            "unas mechas balayage",
            "las mechas",
            "reflejos",
            "unas babylights",
            "unas mechitas",
        ],
        deed: &[
            "hacerme mechas",
            "hacerme las mechas",
            "darme mechas",
            "ponerme mechas",
            "hacerme unos reflejos",
        ],
    },
    Names {
        key: "Cultura de Color",
        thing: &[
            "el tinte",
            "un tinte",
            "color",
            "cultura de color",
            "tinte de raíz",
            "las raíces",
            "retoque de raíz",
        ],
        deed: &[
            "teñirme",
            "teñirme el pelo",
            "taparme las canas",
            "hacerme el color",
            "darme el tinte",
            "hacerme la raíz",
        ],
    },
    Names {
        key: "Color Óleo Pigmento + Peinado",
        thing: &["un baño de color", "el óleo pigmento", "un matiz", "un tono sobre tono"],
        deed: &["matizarme el pelo", "darme un baño de color"],
    },
    Names { key: "Barro", thing: &["color barro", "el barro"], deed: &["hacerme el barro"] },
    Names { key: "Barro Gold", thing: &["barro gold", "el barro gold"], deed: &["hacerme barro gold"] },
    Names {
        key: "Peinado",
        thing: &["un peinado", "lavar y peinar", "lavar y marcar", "un brushing", "peinado con ondas"],
        deed: &["peinarme", "que me peinen", "lavarme y peinarme", "hacerme unas ondas"],
    },
    Names {
        key: "Corte + Peinado",
        thing: &["corte y peinado", "cortar y peinar", "un corte con peinado"],
        deed: &["cortarme y peinarme", "cortar y peinar"],
    },
    Names {
        key: "Moldeado",
        thing: &["un moldeado", "moldeado", "la permanente de pelo"],
        deed: &["rizarme el pelo", "hacerme un moldeado"],
    },
    Names {
        key: "Pack Dual: Mechas + Color",
        thing: &["mechas y color", "el pack dual"],
        deed: &["hacerme mechas y color", "hacerme el pack dual"],
    },
    Names {
        key: "Depilación Cejas",
        thing: &["las cejas", "cejas", "depilación de cejas", "arreglo de cejas", "diseño de cejas"],
        deed: &["hacerme las cejas", "depilarme las cejas", "arreglarme las cejas", "perfilarme las cejas"],
    },
    Names {
        key: "Depilación Labio",
        thing: &["el labio", "el bigote", "labio superior", "depilación de labio"],
        deed: &["depilarme el bigote", "hacerme el labio", "quitarme el bigotillo"],
    },
    Names {
        key: "Depilación Axilas",
        thing: &["axilas", "las axilas", "cera de axilas"],
        deed: &["depilarme las axilas", "hacerme las axilas"],
    },
    Names {
        key: "Depilación Medias Piernas",
        thing: &["medias piernas", "media pierna", "depilación de medias piernas"],
        deed: &["depilarme las piernas", "hacerme medias piernas"],
    },
    Names {
        key: "Depilación Piernas Completas",
        thing: &["piernas enteras", "piernas completas", "cera piernas enteras"],
        deed: &["depilarme las piernas enteras", "hacerme las piernas"],
    },
    Names {
        key: "Limar y Pintar Manos Permanente",
        thing: &[
            "uñas permanentes",
            "una manicura semipermanente",
            "las uñas semipermanentes",
            "esmaltado permanente",
        ],
        deed: &["hacerme las uñas", "ponerme semipermanente", "pintarme las uñas permanentes"],
    },
    Names {
        key: "Limar y Pintar Manos",
        thing: &["una manicura", "manicura normal", "limar y pintar", "las uñas"],
        deed: &["pintarme las uñas", "hacerme la manicura"],
    },
    Names {
        key: "Manicura Permanente + Bioterapia",
        thing: &["manicura permanente con bioterapia", "la manicura completa"],
        deed: &["hacerme la manicura con bioterapia"],
    },
    Names {
        key: "Pedicura Permanente + Bioterapia",
        thing: &["pedicura", "una pedicura completa", "la pedicura permanente"],
        deed: &["hacerme los pies", "hacerme la pedicura"],
    },
    Names {
        key: "Bioterapia Facial Detox",
        thing: &["una limpieza de cara", "facial detox", "una limpieza facial"],
        deed: &["hacerme una limpieza de cutis", "hacerme un facial"],
    },
    Names {
        key: "Masaje Corporal",
        thing: &["un masaje", "masaje", "un masaje relajante", "un masaje de espalda"],
        deed: &["darme un masaje", "hacerme un masaje"],
    },
    Names {
        key: "Permanente de Pestañas",
        thing: &["lifting de pestañas", "permanente de pestañas"],
        deed: &["rizarme las pestañas", "hacerme el lifting de pestañas"],
    },
    Names {
        key: "Maquillaje",
        thing: &["maquillaje", "un maquillaje de fiesta", "maquillaje para una boda"],
        deed: &["maquillarme", "que me maquillen"],
    },
    Names {
        key: "Arreglo de Barba",
        thing: &["la barba", "arreglo de barba"],
        deed: &["arreglarme la barba", "recortarme la barba"],
    },
    Names {
        key: "Agua Lluvia",
        thing: &["agua lluvia", "el tratamiento agua lluvia"],
        deed: &["hacerme agua lluvia"],
    },
    Names {
        key: "Infoactivo Sensitivo",
        thing: &["infoactivo sensitivo", "el sensitivo"],
        deed: &["ponerme el infoactivo sensitivo"],
    },
    Names {
        key: "Corte Niña",
        thing: &["corte de niña", "un corte de niña"],
        deed: &["cortarle el pelo a la niña"],
    },
    Names {
        key: "Consulta Gratuita Peluquería",
        thing: &[
            "una consulta de peluquería",
            "la consulta gratuita de peluquería",
            "asesoramiento de peluquería",
        ],
        deed: &["que me asesoren con el pelo", "hacer una consulta de color"],
    },
];

fn key(service: &Service) -> &str {
    service.family.as_deref().unwrap_or(&service.name)
}

fn names(service: &Service) -> Option<&'static Names> {
    NAMES.iter().find(|n| n.key == key(service))
}

/// The keys that people here ask for; a customer's services are drawn among them.
pub(in super::super) fn known(service: &Service) -> bool {
    names(service).is_some()
}

/// The service as a thing: fits after "para", "quiero", "me hago".
pub(in super::super) fn thing(rng: &mut Rng, service: &Service) -> String {
    if rng.chance(75)
        && let Some(n) = names(service)
    {
        return (*rng.pick(n.thing)).to_owned();
    }
    if service.synonyms.is_empty() || rng.chance(25) {
        return key(service).to_lowercase();
    }
    rng.pick(&service.synonyms).clone()
}

/// The service as a deed: fits after "quiero", "para", "necesito".
pub(in super::super) fn deed(rng: &mut Rng, service: &Service) -> String {
    match names(service) {
        Some(n) => (*rng.pick(n.deed)).to_owned(),
        None => format!("hacerme {}", thing(rng, service)),
    }
}

/// Several services as a list: "corte, color y cejas".
pub(in super::super) fn list(rng: &mut Rng, services: &[&Service]) -> String {
    let said: Vec<String> = services.iter().map(|s| thing(rng, s)).collect();
    join(rng, &said)
}

/// Joined as people do it.
pub(in super::super) fn join(rng: &mut Rng, said: &[String]) -> String {
    match said {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => {
            let and = *rng.pick(&[" y ", " y ", " y ", " + ", " y también ", " más "]);
            format!("{}{and}{last}", first.join(", "))
        }
    }
}
