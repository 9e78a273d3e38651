//! Parts of the day, their ends, and hours named by what people do then: "por la tarde", "a última hora", "al salir del
//! cole".

use super::grammar::Grammar;
use crate::spanish::numbers::Read;
use atrevete_domain::when::{DayPart, Edge, Habit, Time};

const WORK: &str = "trabajo|curro|trabajar|currar|oficina|turno";
const SCHOOL: &str = "cole|colegio|clase|clases|insti|instituto|uni|universidad|guarde|guarderia";

impl Grammar<'_> {
    /// The name of a part of the day, without article.
    pub(super) fn bare_part(self, at: usize) -> Read<DayPart> {
        let part = match self.word(at) {
            "manana" | "mananas" => DayPart::Morning,
            "mediodia" | "mediodias" => DayPart::Midday,
            "tarde" | "tardes" | "atardecer" => DayPart::Afternoon,
            "noche" | "noches" | "velada" | "anochecer" => DayPart::Night,
            "medio" => return self.phrase(at, "medio dia").map(|next| (DayPart::Midday, next)),
            _ => return None,
        };
        Some((part, at + 1))
    }

    /// "por la tarde", "a mediodía", "las mañanas"; `false` where it is weak ("la noche").
    pub(super) fn part(self, at: usize) -> Read<(DayPart, bool)> {
        let greeting = |word: &str| word.starts_with("buen") || matches!(word, "muy" | "feliz");
        if greeting(self.word_before(at)) {
            return None;
        }
        if let Some(next) = self.phrase_of(at, &["en medio del dia", "a mitad del dia"]) {
            return Some(((DayPart::Midday, true), next));
        }
        if let Some(start) = self.phrase_of(
            at,
            &[
                "por|en|a|de|durante la|las",
                "[por] toda la",
                "en plena",
                "solo por la|las",
                "a lo largo de la",
            ],
        ) && let Some((part, next)) = self.bare_part(start)
        {
            return Some(((part, true), next));
        }
        let noon = self.phrase(at, "[a|al|el|del|de|por] [el|los] mediodia|mediodias");
        if let Some(next) = noon.or_else(|| self.phrase(at, "[a|al|el|del|de|por] [el] medio dia")) {
            return Some(((DayPart::Midday, true), next));
        }
        if let Some(start) = self.phrase(at, "la|las")
            && let Some((part, next)) = self.bare_part(start)
        {
            // "la mañana del jueves" is; "la tarde" alone may be.
            return Some(((part, self.any(next, "de|del")), next));
        }
        if let Some((part, next)) = self.phrase(at, "todas las").and_then(|start| self.bare_part(start)) {
            return Some(((part, true), next));
        }
        if let Some(next) = self.phrase(at, "de noche") {
            return Some(((DayPart::Night, true), next));
        }
        let plural = self.any(at, "tardes|mananas|noches|mediodias");
        let (part, next) = self.bare_part(at).filter(|_| plural)?;
        Some(((part, false), next))
    }

    /// "a primera hora (de la tarde)", "al final de la mañana", "temprano", "en plena tarde".
    pub(super) fn edge(self, at: usize) -> Read<Time> {
        let first = self.phrase_of(at, &FIRST);
        let last = self.phrase_of(at, &LAST);
        let of_the = |start: Option<usize>| {
            let next = self.phrase(start?, "de la")?;
            self.bare_part(next)
        };
        let begun =
            of_the(self.phrase_of(at, &["[a|al] principio|comienzo|inicio|principios", "a primeros"]));
        if let Some((part, next)) = begun {
            return Some((Time::Edge { edge: Edge::First, part: Some(part) }, next));
        }
        if let Some((part, next)) = of_the(self.phrase(at, "[a|al] final|finales|fin|ultimo|ultimos")) {
            return Some((Time::Edge { edge: Edge::Last, part: Some(part) }, next));
        }
        if let Some(start) = self.phrase(at, "mas tarde")
            && let Some((part, _)) = self.phrase(start, "esta").and_then(|at| self.bare_part(at))
        {
            return Some((Time::Edge { edge: Edge::Last, part: Some(part) }, start));
        }
        if let Some((part, next)) = self.phrase(at, "tarde en|por la").and_then(|start| self.bare_part(start))
        {
            return Some((Time::Edge { edge: Edge::Last, part: Some(part) }, next));
        }
        let early = self.phrase(at, "pronto|prontito").filter(|next| {
            self.phrase(*next, "por|de la").is_some() || at > 0 && self.bare_part(at - 1).is_some()
        });
        let first = first.max(early);
        let edge = if first > last { Edge::First } else { Edge::Last };
        let next = first.max(last)?;
        let (part, next) = match self.phrase(next, "de|por|en la").and_then(|at| self.bare_part(at)) {
            Some((part, next)) => (Some(part), next),
            None => (None, self.skip(next, "del dia")),
        };
        Some((Time::Edge { edge, part }, next))
    }

    /// Hours named by what people do then.
    pub(super) fn habit(self, at: usize) -> Read<Habit> {
        let after = self.phrase_of(
            at,
            &["despues de|del", "tras [el|la]", "al acabar|terminar [de]", "a la salida de|del"],
        );
        let after = after.or_else(|| {
            self.phrase_of(at, &["al salir de|del", "saliendo de|del", "cuando salga|salgo de|del"])
        });
        if let Some(start) = after.map(|start| self.skip(start, "el|la|los|las")) {
            if let Some(next) = self.lunch(start) {
                return Some((Habit::AfterLunch, next));
            }
            if self.any(start, WORK) {
                return Some((Habit::AfterWork, start + 1));
            }
            if self.any(start, SCHOOL) {
                return Some((Habit::AfterSchool, start + 1));
            }
            if let Some(next) = self.phrase(start, "siesta") {
                return Some((Habit::AfterSchool, next));
            }
        }
        if let Some(start) = self.phrase(at, "antes de [la]")
            && let Some(next) = self.lunch(start)
        {
            return Some((Habit::BeforeLunch, next));
        }
        if let Some(start) = self.phrase(at, "a|en la|mi hora de|del|para [la|el]")
            && let Some(next) = self.lunch(start)
        {
            return Some((Habit::Lunch, next));
        }
        let fixed: [(&str, Habit); 8] = [
            ("a la hora de la siesta", Habit::Siesta),
            ("a media manana", Habit::MidMorning),
            ("a media tarde", Habit::MidAfternoon),
            ("media manana", Habit::MidMorning),
            ("[por|a|de] [la] tarde noche", Habit::Evening),
            ("[por|a|de] [la] tarde - noche", Habit::Evening),
            ("[de|la|por|en|esta] [la] madrugada", Habit::Dawn),
            ("en plena tarde", Habit::MidAfternoon),
        ];
        fixed.iter().find_map(|(pattern, habit)| Some((*habit, self.phrase(at, pattern)?)))
    }

    /// Lunch, however it is called.
    fn lunch(self, at: usize) -> Option<usize> {
        let at = self.phrase(at, "[la] hora de [la|el]").unwrap_or(at);
        self.phrase(at, "comer|comida|almorzar|almuerzo|mediodia")
    }
}

#[rustfmt::skip]
const FIRST: [&str; 19] = [
    "a primera|primeras hora|horas", "a primera horita", "primera hora", "lo mas temprano posible",
    "lo mas temprano que puedas|podais|tengas|tengais", "bien temprano", "muy temprano", "temprano",
    "tempranito", "prontito por la manana", "al empezar|comenzar el dia", "nada mas abrir", "al abrir",
    "cuando abrais|abris", "nada mas abrais", "al principio|comienzo|inicio del dia", "recien abierto",
    "a la apertura", "a primerisima hora",
];
#[rustfmt::skip]
const LAST: [&str; 14] = [
    "a ultima|ultimas hora|horas", "a ultima horita", "ultima hora", "al acabar|terminar el dia",
    "al final del dia", "al cerrar", "antes de cerrar", "antes de que cerreis", "a la hora de cerrar",
    "lo mas tarde posible", "lo mas tarde que puedas|podais|tengas|tengais", "bien tarde", "al cierre",
    "a ultimisima hora",
];
