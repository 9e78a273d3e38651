//! Cancelling and moving: which appointment, what it means for the deposit, and a yes that the rules read.
//!
//! Invariant: what loses money or an appointment is done only on a yes of the rules to the question with the present
//! band; if the band changed in between, the question is put again.

use super::{
    Act, Draft, PackChoice, Party, Question, Task, Which, Who, hear::Hearing, tell::Naming, turn::Turn,
};
use crate::{
    booking::{
        Appointment, Life, StylistWish,
        cancellation::{Band, band},
        desk,
    },
    facts::Needs,
    salon::Match,
    step::{Case, CaseKind, Change, Effect, HandoffReason, Rule, StylistNews},
    values::{AppointmentId, Money, PersonName, Words, fold},
    when::{Resolution, When},
    wording::{
        Utterance,
        utterance::{BandFact, Purpose},
    },
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

    /// Whether somebody is named who has no visit that she may speak for.
    pub(super) fn names_a_stranger(&self, which: &Which) -> bool {
        let Some(whose) = &which.whose else { return false };
        !names_in(whose).is_empty() && !self.open_appointments().iter().any(|a| self.is_for(a, whose))
    }

    /// No visit of hers is found: said once; if she insists, a person looks for it.
    pub(super) fn none_found(&mut self, purpose: Purpose) {
        self.s.unseen = true;
        self.say(Utterance::NoAppointment { purpose });
    }

    fn is_at(&self, a: &Appointment, when: &When) -> bool {
        let start = self.local(a.start());
        match self.resolve(when) {
            Resolution::Clear(wish) => {
                let day = !wish.has_day() || wish.days.iter().any(|d| d.contains(start.date()));
                day && super::answer::fits_window(&wish.window, start.time())
            }
            Resolution::WhichDay { of, window } => {
                of.contains(&start.date()) && super::answer::fits_window(&window, start.time())
            }
            Resolution::Past(date) => start.date() == date,
            Resolution::NoSuchDay => false,
        }
    }

    /// Whether a visit is that of whoever the words name: "la mía", "Lucía", "mi madre" (anybody but herself).
    fn is_for(&self, a: &Appointment, whose: &Words) -> bool {
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
    fn of_whom(&self, of: &[AppointmentId], words: &Words) -> Vec<AppointmentId> {
        let meant = |a: &Appointment| self.is_for(a, words);
        of.iter().copied().filter(|id| self.latest(*id).is_some_and(meant)).collect()
    }

    fn has_service(&self, a: &Appointment, words: &Words) -> bool {
        let ids = a.services();
        match self.salon().catalogue.find(words.as_str()) {
            Match::One(id) | Match::Addon(id) => ids.contains(&id),
            Match::Several(of) => of.iter().any(|id| ids.contains(id)),
            Match::Pack(id) => a.quote.pack == Some(id),
            Match::NotOffered(_) | Match::Nothing => false,
        }
    }

    /// All members of what was agreed together, when one of them is meant without saying which.
    fn together(&self, id: AppointmentId) -> Vec<AppointmentId> {
        let Some(group) = self.latest(id).and_then(|a| a.group) else { return vec![id] };
        self.open_appointments().into_iter().filter(|a| a.group == Some(group)).map(|a| a.id).collect()
    }

    /// Whether several appointments are one visit agreed together.
    fn one_group(&self, ids: &[AppointmentId]) -> bool {
        let group = ids.first().and_then(|id| self.latest(*id)).and_then(|a| a.group);
        group.is_some() && ids.iter().all(|id| self.latest(*id).is_some_and(|a| a.group == group))
    }

    fn ask_which_appointment(&mut self, purpose: Purpose, of: Vec<AppointmentId>) {
        let options = self.visits(&of, Naming::Plain);
        let mut ordered = of;
        ordered.sort_by_key(|id| self.latest(*id).map(|a| (a.start(), a.id)));
        self.ask(
            Utterance::AskWhichAppointment { purpose, options },
            Question::WhichAppointment { purpose, of: ordered },
        );
    }

    // --- cancelling -----------------------------------------------------------------------------------------------

    /// She wants an appointment cancelled.
    pub(super) fn start_cancel(&mut self, which: &Which, hearing: &mut Hearing) -> Result<(), Needs> {
        // "no, cancélala": the answer to "shall I move it?" is to cancel, and she was told what that means.
        if let Some(Question::SureCancel { of, band: told }) = hearing.asked.clone() {
            if hearing.bound {
                // "sí, cancélala": the yes has done it already.
                return Ok(());
            }
            // "cancela solo la de mi hermana": less than what was asked about, so it is asked about anew.
            let meant = self.matching(which);
            let fewer: Vec<AppointmentId> = of.iter().filter(|id| meant.contains(id)).copied().collect();
            if !fewer.is_empty() && fewer.len() < of.len() {
                self.s.tasks.retain(|t| !matches!(t, Task::Cancel { .. }));
                self.s.tasks.push(Task::Cancel { of: fewer });
                return Ok(());
            }
            if self.by_rules && self.same_band(&of, told) {
                hearing.bound = true;
                return self.cancel_now(&of);
            }
            self.s.tasks.push(Task::Cancel { of });
            return Ok(());
        }
        if self.names_a_stranger(which) {
            self.say(Utterance::SomeoneElse);
            return Ok(());
        }
        let nothing_held = self.draft().is_some_and(|d| d.held.is_empty());
        let found = self.matching(which);
        if found.is_empty() && which.whose.is_some() && !self.open_appointments().is_empty() {
            // "la de mi madre", who has none: which of those there are is asked without naming one first.
            self.s.tasks.retain(|t| !matches!(t, Task::Cancel { .. }));
            self.s.tasks.push(Task::Cancel { of: Vec::new() });
            return Ok(());
        }
        if found.is_empty() {
            if nothing_held {
                self.s.tasks.retain(|t| !matches!(t, Task::Book(d) if d.held.is_empty()));
                self.say(Utterance::Dropped);
            } else {
                self.none_found(Purpose::Cancel);
            }
            self.last_word = true;
            return Ok(());
        }
        self.s.tasks.retain(|t| !matches!(t, Task::Cancel { .. }));
        let of = match found[..] {
            [one] if which.whose.is_none() => self.together(one),
            _ if which.all || self.one_group(&found) => found,
            [_] => found,
            _ => {
                self.s.tasks.push(Task::Cancel { of: Vec::new() });
                self.ask_which_appointment(Purpose::Cancel, found);
                return Ok(());
            }
        };
        self.s.tasks.push(Task::Cancel { of });
        Ok(())
    }

    /// Puts the question before a cancellation, or hands over when it is too near.
    pub(super) fn cancel_next(&mut self) -> Result<(), Needs> {
        let Some(Task::Cancel { of }) = self.s.tasks.last().cloned() else { return Ok(()) };
        if of.is_empty() {
            let open = self.open_appointments().iter().map(|a| a.id).collect();
            self.ask_which_appointment(Purpose::Cancel, open);
            return Ok(());
        }
        self.ask_sure(&of, false);
        Ok(())
    }

    fn ask_sure(&mut self, of: &[AppointmentId], changed: bool) {
        let band = self.band_of(of);
        let fact = match band {
            Band::StaffOnly => {
                self.leave_to_staff(of, HandoffReason::LateCancellation);
                return;
            }
            // It has begun and is not over: that she does not come is for the salon to hear.
            Band::Past if self.open_appointments().iter().any(|a| of.contains(&a.id)) => {
                self.leave_to_staff(of, HandoffReason::LateCancellation);
                return;
            }
            Band::Past => {
                self.s.tasks.pop();
                self.say(Utterance::NoAppointment { purpose: Purpose::Cancel });
                return;
            }
            Band::Free => BandFact::Free,
            Band::Refund { amount } => BandFact::Refund { amount },
            Band::Forfeit { amount } => {
                BandFact::Forfeit { amount, hours: self.salon().policy.cancellation_threshold_hours }
            }
        };
        let visits = self.visits(of, Naming::Plain);
        self.ask(
            Utterance::AskCancelSure { visits, band: fact, changed },
            Question::SureCancel { of: of.to_vec(), band },
        );
    }

    /// What cancelling these now means together: the worst of them decides, sums add up.
    pub(super) fn band_of(&self, of: &[AppointmentId]) -> Band {
        let policy = &self.salon().policy;
        let bands: Vec<Band> = of
            .iter()
            .filter_map(|id| self.latest(*id))
            .map(|a| band(a, a.deposit.and_then(|d| self.facts.deposits.get(&d)), policy, self.now))
            .collect();
        let refund: Money =
            bands.iter().map(|b| if let Band::Refund { amount } = b { *amount } else { Money::ZERO }).sum();
        let forfeit: Money =
            bands.iter().map(|b| if let Band::Forfeit { amount } = b { *amount } else { Money::ZERO }).sum();
        if bands.is_empty() || bands.contains(&Band::Past) {
            Band::Past
        } else if bands.contains(&Band::StaffOnly) {
            Band::StaffOnly
        } else if !forfeit.is_zero() {
            Band::Forfeit { amount: forfeit }
        } else if refund.is_zero() {
            Band::Free
        } else {
            Band::Refund { amount: refund }
        }
    }

    fn same_band(&self, of: &[AppointmentId], told: Band) -> bool {
        self.band_of(of) == told
    }

    /// Yes or no to the question before a cancellation.
    pub(super) fn answer_sure(
        &mut self,
        of: &[AppointmentId],
        told: Band,
        act: &Act,
        hearing: &mut Hearing,
    ) -> Result<bool, Needs> {
        // The question is "shall I cancel it all the same?", whatever the band: only a yes loses anything.
        let (cancel_it, keep_it) = match act {
            Act::Accept => (true, false),
            // "las dos": all that was asked about.
            Act::Choose(choice) if choice.all && of.len() > 1 => (true, false),
            Act::Decline => (false, true),
            _ => return Ok(false),
        };
        if keep_it {
            self.s.tasks.retain(|t| !matches!(t, Task::Cancel { .. }));
            if let Some(a) = of.first().and_then(|id| self.latest(*id)) {
                let visit = self.visit(a, Naming::Plain);
                self.say(Utterance::StillStands { visit });
            }
            self.last_word = self.s.tasks.is_empty();
        } else if cancel_it {
            if !self.by_rules {
                self.note(Rule::NeedsRulesYes);
                return Ok(false);
            }
            if !self.same_band(of, told) {
                self.note(Rule::BandChanged);
                self.ask_sure(of, true);
                return Ok(true);
            }
            hearing.bound = true;
            self.cancel_now(of)?;
        }
        Ok(true)
    }

    fn cancel_now(&mut self, of: &[AppointmentId]) -> Result<(), Needs> {
        let band = self.band_of(of);
        if matches!(band, Band::StaffOnly | Band::Past) {
            self.ask_sure(of, true);
            return Ok(());
        }
        self.note(Rule::SureByRules);
        let visits = self.visits(of, Naming::Plain);
        let facts = self.facts;
        let ruling = desk::cancel(facts, self.now, &mut self.mint, of)?;
        self.take(ruling);
        self.s.tasks.retain(|t| match t {
            Task::Cancel { .. } => false,
            Task::Book(d) => !d.held.iter().any(|id| of.contains(id)),
            Task::Delay { appointment, .. } => !appointment.is_some_and(|a| of.contains(&a)),
        });
        self.s.awaiting_link = None;
        let (refund, forfeited) = match band {
            Band::Refund { amount } => (Some(amount), None),
            Band::Forfeit { amount } => (None, Some(amount)),
            Band::Free | Band::StaffOnly | Band::Past => (None, None),
        };
        self.say(Utterance::Cancelled { visits, refund, forfeited });
        self.last_word = self.s.tasks.is_empty();
        Ok(())
    }

    /// Too near: a person decides, and the chair is marked so that it can be refilled meanwhile.
    fn leave_to_staff(&mut self, of: &[AppointmentId], reason: HandoffReason) {
        self.note(Rule::StaffOnly);
        self.s.tasks.retain(|t| !matches!(t, Task::Cancel { .. }));
        if reason == HandoffReason::LateCancellation {
            for id in of {
                let Some(a) = self.latest(*id).cloned() else { continue };
                let mut now = a.clone();
                now.rev = a.rev.next();
                now.notes.not_coming = Some(self.now);
                let (stylist, at) = (a.seat.stylist, self.now);
                self.effects.push(Effect::TellStylist {
                    stylist,
                    appointment: a.id,
                    what: StylistNews::NotComing,
                    urgent: true,
                });
                self.changes.push(Change::Case(Case {
                    id: self.mint.fresh(),
                    kind: CaseKind::NotComing,
                    appointment: Some(a.id),
                    deposit: a.deposit,
                    amount: None,
                    at,
                }));
                self.changes.push(Change::Appointment { was: Some(a.rev), now });
            }
        }
        self.hand_off(reason, of.first().copied(), Vec::new());
    }

    // --- moving ---------------------------------------------------------------------------------------------------

    /// She wants another time for an appointment.
    pub(super) fn start_move(
        &mut self,
        which: &Which,
        to: Option<&When>,
        with: Option<&Words>,
        hearing: &mut Hearing,
    ) {
        if let Some(Question::SureCancel { of, .. }) = hearing.asked.clone() {
            self.s.tasks.retain(|t| !matches!(t, Task::Cancel { .. }));
            self.begin_move(&of, to, with);
            return;
        }
        if self.names_a_stranger(which) {
            self.say(Utterance::SomeoneElse);
            return;
        }
        // A hold that waits for its deposit, or a move under way, is corrected in its own form.
        let named = which.when.is_some()
            || !which.services.is_empty()
            || which.with.is_some()
            || which.whose.is_some();
        if self.draft().is_some_and(|d| !d.held.is_empty() || d.chosen.is_some()) && !named {
            if let Some(to) = to {
                self.set_when(to);
            } else if let Some(draft) = self.draft_mut() {
                draft.chosen = None;
                draft.wish = crate::when::DayWish::default();
            }
            if let Some(with) = with {
                self.set_stylist(with);
            }
            return;
        }
        let mut found = self.matching(which);
        let nobodys = found.is_empty() && which.whose.is_some();
        if nobodys {
            found = self.open_appointments().iter().map(|a| a.id).collect();
        }
        match found[..] {
            [] if self.draft().is_some() => {
                if let Some(to) = to {
                    self.set_when(to);
                }
            }
            [] => {
                self.none_found(Purpose::Move);
                self.last_word = true;
            }
            [one] if !nobodys => {
                let of = if which.whose.is_some() { vec![one] } else { self.together(one) };
                self.begin_move(&of, to, with);
            }
            _ if self.one_group(&found) && !nobodys => self.begin_move(&found, to, with),
            _ => {
                self.s.moving = to.cloned();
                self.ask_which_appointment(Purpose::Move, found);
            }
        }
    }

    /// Opens the form for appointments that stand: same services, same stylist unless another is named.
    fn begin_move(&mut self, of: &[AppointmentId], to: Option<&When>, with: Option<&Words>) {
        let appointments: Vec<Appointment> = of.iter().filter_map(|id| self.latest(*id).cloned()).collect();
        let Some(first) = appointments.first() else { return };
        let me = self.customer().map(|c| c.id);
        let mut draft = Draft::new(self.now);
        draft.parties.clear();
        draft.quoted = true;
        draft.explained = true;
        draft.another = true;
        for a in &appointments {
            let who = if Some(a.attendee.customer) == me {
                Who::Me
            } else {
                let name = a.attendee.name.clone();
                Who::Other {
                    relation: Words::new(name.as_ref().map_or("", |n| n.first.as_str())),
                    name,
                    known: Some(a.attendee.customer),
                }
            };
            let pack = a.quote.pack.map_or(PackChoice::Declined, PackChoice::Taken);
            match draft.parties.iter_mut().find(|p| p.who == who) {
                Some(p) => p.services.extend(a.services()),
                None => draft.parties.push(Party { who, services: a.services(), pack, ..Party::default() }),
            }
        }
        draft.held = of.to_vec();
        draft.with = match appointments.len() {
            1 => StylistWish { only: Some(first.seat.stylist), ..StylistWish::default() },
            _ => StylistWish::default(),
        };
        let own_stylist = first.seat.stylist;
        let day = self.local(first.start()).date();
        self.s.tasks.retain(|t| !matches!(t, Task::Book(d) if d.held.iter().any(|id| of.contains(id))));
        self.s.tasks.push(Task::Book(draft));
        if let Some(to) = to {
            self.set_when(to);
            // "a las once", "por la tarde": the same day, another hour.
            if let Some(draft) = self.draft_mut()
                && !draft.wish.has_day()
                && draft.which_day.is_none()
                && !draft.wish.window.is_open()
            {
                draft.wish.days = vec![crate::when::DateSpan::day(day)];
            }
        }
        if let Some(with) = with {
            self.set_stylist(with);
        } else if let Some(draft) = self.draft_mut() {
            // Her stylist first; others only if she has no room.
            if draft.with.only.is_some() && draft.wish.single_day() != Some(day) {
                draft.with = StylistWish { rather: Some(own_stylist), ..StylistWish::default() };
            }
        }
        if self.must_be_moved_by_staff_ids(of) {
            self.s.tasks.pop();
            self.leave_to_staff(of, HandoffReason::LateMove);
        }
    }

    /// Too near to be moved here, or moved late once already.
    pub(super) fn must_be_moved_by_staff(&mut self, draft: &Draft) -> bool {
        if self.must_be_moved_by_staff_ids(&draft.held) {
            let of = draft.held.clone();
            self.s.tasks.pop();
            self.leave_to_staff(&of, HandoffReason::LateMove);
            return true;
        }
        false
    }

    fn must_be_moved_by_staff_ids(&mut self, of: &[AppointmentId]) -> bool {
        let policy = &self.salon().policy;
        let late_used = of.iter().filter_map(|id| self.latest(*id)).any(|a| {
            let late = a.start() - self.now
                <= chrono::TimeDelta::hours(i64::from(policy.cancellation_threshold_hours));
            late && a.deposit.is_some()
                && matches!(a.life, Life::Confirmed { .. })
                && a.notes.late_moves >= policy.max_late_moves
        });
        if late_used {
            self.note(Rule::LateMovesUsed);
        }
        late_used || self.band_of(of) == Band::StaffOnly
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
    "mi", "mis", "su", "sus", "tu", "la", "el", "los", "las", "lo", "de", "del", "a", "para", "con", "y", "un",
    "una", "ella", "ellas", "ellos", "otra", "otro", "otras", "otros", "persona", "madre", "mama", "padre",
    "papa", "hija", "hijo", "hijas", "hijos", "nina", "nino", "ninas", "ninos", "peque", "pequena", "pequeno",
    "hermana", "hermano", "hermanas", "hermanos", "marido", "mujer", "pareja", "novia", "novio", "esposo",
    "esposa", "abuela", "abuelo", "nieta", "nieto", "sobrina", "sobrino", "prima", "primo", "tia", "tio",
    "suegra", "suegro", "cunada", "cunado", "nuera", "yerno", "amiga", "amigo", "amigas", "amigos", "companera",
    "companero", "jefa", "jefe", "vecina", "vecino", "acompanante", "chica", "chico", "senora", "senor",
];

/// The names in words that say whose something is; none in "mi madre" or "ella".
fn names_in(whose: &Words) -> Vec<String> {
    let folded = whose.folded();
    folded.split(' ').filter(|w| w.chars().count() > 1 && !UNNAMED.contains(w)).map(str::to_owned).collect()
}
