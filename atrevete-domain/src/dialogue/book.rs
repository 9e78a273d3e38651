//! The form: looks at what is filled in and does the one thing that is next.
//!
//! The *next* question is derived here from the draft and the facts; nothing remembers a stage.

use super::{Draft, PackChoice, Question, Task, Who, turn::Turn};
use crate::{
    booking::quote,
    facts::Needs,
    step::{HandoffReason, Rule},
    values::ServiceId,
    wording::Utterance,
};

impl Turn<'_> {
    /// After everything was taken in: the one thing that is next.
    pub(super) fn carry_on(&mut self, asked: Option<Question>, greeted: bool) -> Result<(), Needs> {
        if self.handed_over || self.question.is_some() || self.last_word {
            return Ok(());
        }
        if self.name_needed_first() {
            self.ask_name();
            return Ok(());
        }
        match self.s.tasks.last() {
            Some(Task::Book(_)) => self.book(asked),
            Some(Task::Cancel { .. }) => self.cancel_next(),
            Some(Task::Delay { .. }) => {
                self.delay_next();
                Ok(())
            }
            None => {
                self.nothing_to_do(asked, greeted);
                Ok(())
            }
        }
    }

    fn nothing_to_do(&mut self, asked: Option<Question>, greeted: bool) {
        match asked {
            Some(question @ (Question::Payment { .. } | Question::Reminded { .. })) => {
                self.keep_open(question);
            }
            // An offer that was not answered yet is put again, not forgotten.
            Some(question @ Question::Book { .. }) if !self.speaks() => {
                return self.ask(Utterance::OfferToBook, question);
            }
            Some(Question::Consultation { service }) if !self.speaks() => {
                let minutes = self.service(service).map_or(0, |s| s.minutes);
                return self
                    .ask(Utterance::OfferConsultation { minutes }, Question::Consultation { service });
            }
            Some(_) | None => {}
        }
        if self.speaks() {
            return;
        }
        if self.first_name().is_none() {
            self.ask_name();
        } else {
            if greeted {
                self.hello = true;
            }
            self.say(Utterance::HowCanIHelp);
        }
    }

    /// The next step of the draft in hand.
    fn book(&mut self, asked: Option<Question>) -> Result<(), Needs> {
        let Some(draft) = self.draft().cloned() else { return Ok(()) };
        if self.name_is_next(asked.as_ref()) {
            self.ask_name();
            return Ok(());
        }
        if self.too_many_open(&draft) {
            self.note(Rule::OpenLimit);
            self.hand_off(HandoffReason::TooManyOpen, None, Vec::new());
            return Ok(());
        }
        if draft.usual && draft.parties[0].services.is_empty() && self.ask_usual() {
            return Ok(());
        }
        self.suit_children(&draft);
        let Some(draft) = self.draft().cloned() else { return Ok(()) };
        let mut draft = draft;
        while self.settle_remembered(&draft) {
            let Some(settled) = self.draft().cloned() else { return Ok(()) };
            draft = settled;
        }
        if self.ask_what(&draft)? || self.handed_over {
            return Ok(());
        }
        let Some(draft) = self.draft().cloned() else { return Ok(()) };
        if self.ask_pack(&draft, asked.as_ref()) || self.ask_another(&draft) {
            return Ok(());
        }
        self.quote_once();
        self.ask_when(asked)
    }

    /// The name is asked first, and once more after a digression. Who goes on with her matter instead is not held up: it
    /// is asked again when there is something to write down.
    fn name_is_next(&self, asked: Option<&Question>) -> bool {
        self.first_name().is_none()
            && match self.s.counters.evaded {
                0 => true,
                1 => matches!(asked, Some(Question::Name { .. })),
                _ => false,
            }
    }

    /// Whether she has as many open appointments as one customer may; a group counts once.
    fn too_many_open(&self, draft: &Draft) -> bool {
        if !draft.held.is_empty() {
            return false;
        }
        let Some(me) = self.customer() else { return false };
        let policy = &self.salon().policy;
        let limit = if me.visits_kept > 0 {
            policy.max_open_appointments_known
        } else {
            policy.max_open_appointments_per_customer
        };
        let mut groups = std::collections::BTreeSet::new();
        let open = self.facts.appointments.values().filter(|a| {
            a.life.occupies()
                && a.start() > self.now
                && a.speaks_for(me.id)
                && a.group.is_none_or(|g| groups.insert(g))
        });
        open.count() >= usize::from(limit)
    }

    fn ask_pack(&mut self, draft: &Draft, asked: Option<&Question>) -> bool {
        if !draft.held.is_empty() {
            return false;
        }
        for (party, p) in draft.parties.iter().enumerate() {
            if p.pack != PackChoice::Open {
                continue;
            }
            let Some((pack, saving)) = quote::best_pack(self.salon(), &p.services) else { continue };
            if self.s.declined_packs.contains(&pack.id) {
                continue;
            }
            self.note(Rule::PackSaves);
            // Asked again, the price she was told stands a message above.
            let again = asked == Some(&Question::Pack { party, pack: pack.id });
            let single = if again { Vec::new() } else { self.price_items(&p.services) };
            let utterance = Utterance::OfferPack {
                pack: pack.name.clone(),
                price: pack.price,
                minutes: pack.minutes,
                apart: pack.price + saving,
                saving,
                single,
            };
            let id = pack.id;
            if let Some(draft) = self.draft_mut() {
                draft.quoted = true;
            }
            self.ask(utterance, Question::Pack { party, pack: id });
            return true;
        }
        false
    }

    /// She has the same that week already: asked once, unless she said that she wants another.
    fn ask_another(&mut self, draft: &Draft) -> bool {
        if draft.another
            || draft.doubled
            || !draft.held.is_empty()
            || draft.parties.iter().any(|p| p.who != Who::Me)
        {
            return false;
        }
        let Some(me) = self.customer().map(|c| c.id) else { return false };
        let Some(first) = draft.wish.days.first().copied() else { return false };
        let week = |d: chrono::NaiveDate| chrono::Datelike::iso_week(&d);
        let services = &draft.parties[0].services;
        let twin = self.facts.appointments.values().find(|a| {
            let date = self.local(a.start()).date();
            a.attendee.customer == me
                && matches!(a.life, crate::booking::Life::Confirmed { .. })
                && a.start() > self.now
                && (week(date) == week(first.first) || first.contains(date))
                && a.services().iter().any(|s| services.contains(s))
        });
        let Some(twin) = twin else { return false };
        self.note(Rule::HasOneAlready);
        let (visit, appointment) = (self.visit(twin, super::tell::Naming::Plain), twin.id);
        self.ask(Utterance::AskAnother { visit }, Question::Another { appointment });
        true
    }

    /// Price and length, once for the services as they are.
    fn quote_once(&mut self) {
        let Some(draft) = self.draft() else { return };
        if draft.quoted || !draft.held.is_empty() {
            return;
        }
        let free = |id: &ServiceId| {
            self.service(*id).is_some_and(|s| s.price.is_some_and(crate::values::Money::is_zero))
        };
        let ids: Vec<ServiceId> = draft.parties.iter().flat_map(|p| p.services.iter().copied()).collect();
        let packed = draft.parties.iter().any(|p| matches!(p.pack, PackChoice::Taken(_)));
        if !ids.iter().all(free) && !packed {
            let total = self.total(&ids);
            // What several people get alike is told once; the sum says the rest.
            let mut told: Vec<ServiceId> = Vec::new();
            for id in &ids {
                if !told.contains(id) {
                    told.push(*id);
                }
            }
            let items = self.price_items(&told);
            self.say(Utterance::QuoteLine { items, total });
        }
        if let Some(draft) = self.draft_mut() {
            draft.quoted = true;
        }
    }
}
