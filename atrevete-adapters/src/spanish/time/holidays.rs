//! Days called by their feast: "Nochevieja", "el puente de mayo", "San Isidro", "el día de la madre".

use super::days::SureDay;
use super::grammar::Grammar;
use crate::spanish::numbers::Read;
use atrevete_domain::when::{Day, Holiday};

impl Grammar<'_> {
    /// A feast. Those that are also people's names ("Reyes") are weak unless something introduces them.
    pub(super) fn holiday(self, at: usize) -> Read<SureDay> {
        if let Some(found) = self.bridge(at) {
            return Some(found);
        }
        let start =
            self.phrase_of(at, &["[el|la|los|las|al|del|en] [dia|noche|fiesta] de|del [la|las|los|el]"]);
        let plain = self.skip(at, "el|la|las|los|del|en|por|de");
        let plain = self.skip(plain, "dia|las|la|los");
        let starts = [start.unwrap_or(at), plain, self.skip(at, "el|la|los|las|del|al|en"), at];
        let found = FEASTS.iter().flat_map(|(pattern, feast)| {
            starts.iter().filter_map(|start| Some((*feast, self.phrase(*start, pattern)?)))
        });
        let (feast, next) = found.max_by_key(|(_, next)| *next)?;
        let named = matches!(feast, Holiday::Epiphany) && self.any(next - 1, "reyes");
        let introduced =
            plain > at || at > 0 && self.any(at - 1, "para|por|de|en|antes|despues|hasta|desde|a");
        Some(((Day::Holiday(feast), !named || introduced), next))
    }

    /// "el puente", "el puente de diciembre", "el puente de la Constitución".
    fn bridge(self, at: usize) -> Read<SureDay> {
        let next = self.phrase(at, "[en|de] [el|del|al|este|proximo] [proximo] puente")?;
        let of = self.phrase(next, "de|del [la|los|las]");
        if let Some(start) = of {
            if let Some((month, next)) = self.month_word(start) {
                return Some(((Day::Holiday(Holiday::Bridge(Some(month))), true), next));
            }
            let month = FEASTS
                .iter()
                .find_map(|(pattern, feast)| Some((month_of(*feast)?, self.phrase(start, pattern)?)));
            if let Some((month, next)) = month {
                return Some(((Day::Holiday(Holiday::Bridge(Some(month))), true), next));
            }
        }
        Some(((Day::Holiday(Holiday::Bridge(None)), true), next))
    }
}

/// The month of the bridge that is called by this feast.
fn month_of(feast: Holiday) -> Option<u8> {
    match feast {
        Holiday::FathersDay => Some(3),
        Holiday::LabourDay | Holiday::MadridDay | Holiday::SanIsidro => Some(5),
        Holiday::Santiago => Some(7),
        Holiday::Assumption => Some(8),
        Holiday::HispanicDay => Some(10),
        Holiday::AllSaints | Holiday::Almudena => Some(11),
        Holiday::Constitution | Holiday::Immaculate | Holiday::Christmas => Some(12),
        Holiday::NewYear | Holiday::Epiphany => Some(1),
        _ => None,
    }
}

#[rustfmt::skip]
const FEASTS: [(&str, Holiday); 62] = [
    ("ano nuevo", Holiday::NewYear), ("reyes", Holiday::Epiphany), ("reyes magos", Holiday::Epiphany),
    ("dia de reyes [magos]", Holiday::Epiphany), ("epifania", Holiday::Epiphany),
    ("san valentin", Holiday::Valentine), ("enamorados", Holiday::Valentine),
    ("dia de los enamorados", Holiday::Valentine), ("carnaval|carnavales", Holiday::Carnival),
    ("dia del padre", Holiday::FathersDay), ("san jose", Holiday::FathersDay),
    ("fallas", Holiday::FathersDay), ("semana santa", Holiday::HolyWeek),
    ("jueves santo", Holiday::HolyThursday), ("viernes santo", Holiday::GoodFriday),
    ("domingo de resurreccion", Holiday::Easter), ("domingo de pascua", Holiday::Easter),
    ("pascua|pascuas", Holiday::Easter), ("lunes de pascua", Holiday::EasterMonday),
    ("dia [internacional] del trabajo", Holiday::LabourDay),
    ("dia [internacional] del trabajador", Holiday::LabourDay),
    ("dia [internacional] de los trabajadores", Holiday::LabourDay),
    ("dia de la comunidad [de] [madrid]", Holiday::MadridDay), ("dia de la madre", Holiday::MothersDay),
    ("san isidro", Holiday::SanIsidro), ("san juan", Holiday::SanJuan),
    ("santiago apostol", Holiday::Santiago), ("dia de santiago", Holiday::Santiago),
    ("asuncion", Holiday::Assumption), ("virgen de agosto", Holiday::Assumption),
    ("hispanidad", Holiday::HispanicDay), ("dia de la hispanidad", Holiday::HispanicDay),
    ("dia del pilar", Holiday::HispanicDay), ("virgen del pilar", Holiday::HispanicDay),
    ("fiesta nacional", Holiday::HispanicDay), ("halloween|jalogüin|haloween", Holiday::Halloween),
    ("todos los santos", Holiday::AllSaints), ("dia de [los] difuntos|muertos", Holiday::AllSaints),
    ("la almudena", Holiday::Almudena), ("virgen de la almudena", Holiday::Almudena),
    ("constitucion", Holiday::Constitution), ("dia de la constitucion", Holiday::Constitution),
    ("inmaculada", Holiday::Immaculate), ("la inmaculada", Holiday::Immaculate),
    ("purisima", Holiday::Immaculate), ("nochebuena", Holiday::ChristmasEve),
    ("noche buena", Holiday::ChristmasEve), ("navidad", Holiday::Christmas),
    ("dia de navidad", Holiday::Christmas), ("navidades", Holiday::ChristmasSeason),
    ("fiestas navidenas|navidad", Holiday::ChristmasSeason),
    ("vacaciones de navidad", Holiday::ChristmasSeason), ("nochevieja", Holiday::NewYearsEve),
    ("noche vieja", Holiday::NewYearsEve), ("fin de ano", Holiday::NewYearsEve),
    ("primavera", Holiday::Spring), ("verano", Holiday::Summer), ("vacaciones de verano", Holiday::Summer),
    ("otono", Holiday::Autumn), ("invierno", Holiday::Winter),
    ("vacaciones de semana santa", Holiday::HolyWeek), ("el dia de san valentin", Holiday::Valentine),
];
