//! Which of her visits is meant.
//!
//! Invariant: only visits that she may speak for; a name that nobody has picks none.

use super::{Act, Question, Task, Which, tell::Naming, turn::Turn};
use crate::{
    booking::Appointment,
    facts::Needs,
    salon::Match,
    values::{AppointmentId, PersonName, Words, fold},
    when::{Resolution, When},
    wording::{Utterance, utterance::Purpose},
};

impl Turn<'_> {
    /// The appointments that she may move, cancel or ask about: hers and those she booked, live and ahead, in order.
    pub(super) fn open_appointments(&self) -> Vec<&Appointment> {
        let Some(me) = self.customer().map(|c| c.id) else { return Vec::new() };
        let mut open: Vec<&Appointment> = self
            .facts
            .appointments
            .values()
            .filter(|a| a.life.occupies() && a.seat.span.to > self.now && a.speaks_for(me))
            .collect();
        open.sort_by_key(|a| (a.start(), a.id));
        open
    }

    /// Those of her appointments that the words mean.
    pub(super) fn matching(&self, which: &Which) -> Vec<AppointmentId> {
        let open = self.open_appointments();
        let fits: Vec<&&Appointment> = open
            .iter()
            .filter(|a| {
                let when = which.when.as_ref().is_none_or(|w| self.is_at(a, w));
                let with = which.with.as_ref().is_none_or(|w| self.find_stylist(w) == Some(a.seat.stylist));
                let whose = which.whose.as_ref().is_none_or(|w| self.is_for(a, w));
                let services =
                    which.services.is_empty() || which.services.iter().any(|w| self.has_service(a, w));
                when && with && whose && services
            })
            .collect();
        let named = which.when.is_some() || which.with.is_some() || !which.services.is_empty();
        let found: Vec<AppointmentId> = fits.iter().map(|a| a.id).collect();
        let hers = |a: &&&Appointment| which.whose.as_ref().is_none_or(|w| self.is_for(a, w));
        // An hour, a service or a stylist that fits none does not hide the only one there is from the question which
        // follows. Whose it is does: a name that nobody has must not pick somebody's visit.
        if found.is_empty() && named { open.iter().filter(hers).map(|a| a.id).collect() } else { found }
    }

    /// No visit of hers is found: said once; if she insists, a person looks for it.
    pub(super) fn none_found(&mut self, purpose: Purpose) {
        self.s.unseen = true;
        self.say(Utterance::NoAppointment { purpose });
    }

    /// Whether somebody is named who has no visit that she may speak for.
    pub(super) fn names_a_stranger(&self, which: &Which) -> bool {
        let Some(whose) = &which.whose else { return false };
        !names_in(whose).is_empty() && !self.open_appointments().iter().any(|a| self.is_for(a, whose))
    }

    pub(super) fn is_at(&self, a: &Appointment, when: &When) -> bool {
        let start = self.local(a.start());
        match self.resolve(when) {
            Resolution::Clear(wish) => {
                let day = !wish.has_day() || wish.days.iter().any(|d| d.contains(start.date()));
                day && super::choice::fits_window(&wish.window, start.time())
            }
            Resolution::WhichDay { of, window } => {
                of.contains(&start.date()) && super::choice::fits_window(&window, start.time())
            }
            Resolution::Past(date) => start.date() == date,
            Resolution::NoSuchDay => false,
        }
    }

    /// Whether a visit is that of whoever the words name: "la mía", "Lucía", "mi madre" (anybody but herself).
    pub(super) fn is_for(&self, a: &Appointment, whose: &Words) -> bool {
        let own = self.customer().is_some_and(|c| c.id == a.attendee.customer);
        if whose.folded().split(' ').any(|w| MINE.contains(&w)) {
            return own;
        }
        let said = names_in(whose);
        if said.is_empty() {
            return !own;
        }
        let hers = || self.customer().filter(|_| own).and_then(|c| c.name.as_ref());
        let name = a.attendee.name.as_ref().or_else(hers).map(PersonName::full).unwrap_or_default();
        let name = fold(&name);
        said.iter().all(|w| name.split(' ').any(|n| n == w))
    }

    /// Those of `of` whose visitor the words name: "Lucía", "la mía".
    pub(super) fn of_whom(&self, of: &[AppointmentId], words: &Words) -> Vec<AppointmentId> {
        let meant = |a: &Appointment| self.is_for(a, words);
        of.iter().copied().filter(|id| self.latest(*id).is_some_and(meant)).collect()
    }

    pub(super) fn has_service(&self, a: &Appointment, words: &Words) -> bool {
        let ids = a.services();
        match self.salon().catalogue.find(words.as_str()) {
            Match::One(id) | Match::Addon(id) => ids.contains(&id),
            Match::Several(of) => of.iter().any(|id| ids.contains(id)),
            Match::Pack(id) => a.quote.pack == Some(id),
            Match::NotOffered(_) | Match::Nothing => false,
        }
    }

    /// All members of what was agreed together, when one of them is meant without saying which.
    pub(super) fn together(&self, id: AppointmentId) -> Vec<AppointmentId> {
        let Some(group) = self.latest(id).and_then(|a| a.group) else { return vec![id] };
        self.open_appointments().into_iter().filter(|a| a.group == Some(group)).map(|a| a.id).collect()
    }

    /// Whether several appointments are one visit agreed together.
    pub(super) fn one_group(&self, ids: &[AppointmentId]) -> bool {
        let group = ids.first().and_then(|id| self.latest(*id)).and_then(|a| a.group);
        group.is_some() && ids.iter().all(|id| self.latest(*id).is_some_and(|a| a.group == group))
    }

    pub(super) fn ask_which_appointment(&mut self, purpose: Purpose, of: Vec<AppointmentId>) {
        let options = self.visits(&of, Naming::Plain);
        let mut ordered = of;
        ordered.sort_by_key(|id| self.latest(*id).map(|a| (a.start(), a.id)));
        self.ask(
            Utterance::AskWhichAppointment { purpose, options },
            Question::WhichAppointment { purpose, of: ordered },
        );
    }

    /// Which appointment was meant has been answered.
    pub(super) fn answer_which_appointment(
        &mut self,
        purpose: Purpose,
        of: &[AppointmentId],
        act: &Act,
    ) -> Result<bool, Needs> {
        let picked: Vec<AppointmentId> = match act {
            Act::Choose(choice) if choice.all => of.to_vec(),
            Act::Choose(choice) => {
                let which = Which {
                    when: choice.when.clone(),
                    with: choice.with.clone(),
                    services: choice.named.iter().cloned().collect(),
                    ..Which::default()
                };
                let nth =
                    choice.nth.map(|n| usize::from(n).wrapping_sub(1)).or(choice.last.then(|| of.len() - 1));
                let whose = choice.named.as_ref().map(|w| self.of_whom(of, w)).unwrap_or_default();
                match nth {
                    None if !whose.is_empty() => whose,
                    Some(i) => of.get(i).copied().into_iter().collect(),
                    None if which == Which::default() => Vec::new(),
                    None => self.matching(&which).into_iter().filter(|id| of.contains(id)).collect(),
                }
            }
            Act::Decline => {
                self.s.tasks.retain(|t| !matches!(t, Task::Cancel { of } if of.is_empty()));
                self.say(Utterance::Dropped);
                self.last_word = true;
                return Ok(true);
            }
            _ => return Ok(false),
        };
        if picked.is_empty() {
            return Ok(false);
        }
        self.appointment_picked(purpose, picked);
        Ok(true)
    }

    /// Goes on with the appointment that was meant.
    pub(super) fn appointment_picked(&mut self, purpose: Purpose, picked: Vec<AppointmentId>) {
        match purpose {
            Purpose::Cancel => {
                self.s.tasks.retain(|t| !matches!(t, Task::Cancel { .. }));
                self.s.tasks.push(Task::Cancel { of: picked });
            }
            Purpose::Move => {
                let to = self.s.moving.take();
                self.begin_move(&picked, to.as_ref(), None);
            }
            Purpose::Delay => {
                for task in &mut self.s.tasks {
                    if let Task::Delay { appointment, .. } = task {
                        *appointment = picked.first().copied();
                    }
                }
            }
            Purpose::Ask => {}
        }
    }
}

/// How the one who writes calls what is hers.
const MINE: &[&str] = &["mia", "mias", "mio", "mios"];

/// Words by which somebody is spoken of without a name.
const UNNAMED: &[&str] = &[
    "mi",
    "mis",
    "su",
    "sus",
    "tu",
    "la",
    "el",
    "los",
    "las",
    "lo",
    "de",
    "del",
    "a",
    "para",
    "con",
    "y",
    "un",
    "una",
    "ella",
    "ellas",
    "ellos",
    "otra",
    "otro",
    "otras",
    "otros",
    "persona",
    "madre",
    "mama",
    "padre",
    "papa",
    "hija",
    "hijo",
    "hijas",
    "hijos",
    "nina",
    "nino",
    "ninas",
    "ninos",
    "peque",
    "pequena",
    "pequeno",
    "hermana",
    "hermano",
    "hermanas",
    "hermanos",
    "marido",
    "mujer",
    "pareja",
    "novia",
    "novio",
    "esposo",
    "esposa",
    "abuela",
    "abuelo",
    "nieta",
    "nieto",
    "sobrina",
    "sobrino",
    "prima",
    "primo",
    "tia",
    "tio",
    "suegra",
    "suegro",
    "cunada",
    "cunado",
    "nuera",
    "yerno",
    "amiga",
    "amigo",
    "amigas",
    "amigos",
    "companera",
    "companero",
    "jefa",
    "jefe",
    "vecina",
    "vecino",
    "acompanante",
    "chica",
    "chico",
    "senora",
    "senor",
];

/// The names in words that say whose something is; none in "mi madre" or "ella".
fn names_in(whose: &Words) -> Vec<String> {
    let folded = whose.folded();
    folded.split(' ').filter(|w| w.chars().count() > 1 && !UNNAMED.contains(w)).map(str::to_owned).collect()
}
