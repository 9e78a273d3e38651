//! Questions that change nothing: answered from the tables, then whatever was open is asked again.

mod catalogue;
mod salon;

use super::{Asking, hear::Hearing, tell::Naming, turn::Turn};
use crate::{
    booking::{Appointment, Life, quote},
    facts::Needs,
    values::Money,
    wording::{Utterance, utterance::Purpose},
};

impl Turn<'_> {
    /// Answers one question from the tables.
    pub(super) fn answer_question(&mut self, asking: &Asking) -> Result<(), Needs> {
        match asking {
            Asking::Price(words) => self.tell_prices(words),
            Asking::Length(words) => self.tell_lengths(words),
            Asking::WhatIs(words) => self.tell_what(words),
            Asking::Advice(words) => self.advise(words),
            Asking::Services(kind) => self.list_services(kind.as_ref()),
            Asking::DoYouDo(words) => self.do_we(words),
            Asking::WhoDoes { with, services } => self.who_does(with.as_ref(), services),
            Asking::Works { with, when } => self.works(with, when.as_ref()),
            Asking::Faq(topic) => self.faq(*topic),
            Asking::Open(when) => self.open(when.as_ref()),
            Asking::Other(words) => self.other(words),
            Asking::OwnAppointments(which) => self.own(which),
            Asking::AreYouARobot => {
                let profile = &self.salon().profile;
                let (assistant, salon) = (profile.assistant.clone(), profile.name.clone());
                self.say(Utterance::IAmARobot { assistant, salon });
            }
            Asking::SomeoneElse => self.say(Utterance::SomeoneElse),
            Asking::WhyDeposit => {
                let percent = self.salon().policy.advance_payment_percentage;
                self.say(Utterance::WhyDeposit { percent });
            }
            Asking::HowMuchDeposit => self.how_much_deposit(),
        }
        Ok(())
    }

    fn own(&mut self, which: &super::Which) {
        if self.names_a_stranger(which) {
            self.say(Utterance::SomeoneElse);
            return;
        }
        let ids = self.matching(which);
        let visits = self.visits(&ids, Naming::Plain);
        if visits.is_empty() {
            self.none_found(Purpose::Ask);
        } else {
            self.say(Utterance::OwnAppointments { visits });
        }
    }

    fn how_much_deposit(&mut self) {
        let percent = self.salon().policy.advance_payment_percentage;
        let due = self.deposit_due().map(|d| d.amount);
        let amount = due.or_else(|| {
            let draft = self.draft()?;
            let legs = self.legs(draft);
            let quotes: Vec<_> = legs.iter().map(|l| self.quote_leg(l, None)).collect();
            (!quotes.is_empty()).then(|| quote::deposit(self.salon(), &quotes, self.customer()).0)
        });
        let amount = amount.filter(|m: &Money| !m.is_zero());
        self.say(Utterance::HowMuchDeposit { percent, amount });
    }

    /// Stops or resumes what we start.
    pub(super) fn opt(&mut self, out: bool) {
        self.opt_silently(out);
        self.say(if out { Utterance::OptedOut } else { Utterance::OptedIn });
        self.last_word = true;
    }

    /// The same without a word.
    pub(super) fn opt_silently(&mut self, out: bool) {
        self.s.opted_out = out;
        self.patch_customer(|c| c.opted_out = out);
    }

    /// The same visit as last time: proposed, or said that there is none.
    pub(super) fn usual(&mut self, wish: &super::Wish, hearing: &mut Hearing) {
        self.want(wish, hearing);
        let known = self.last_visit().is_some();
        if !known {
            self.say(Utterance::NoUsual);
        }
        if let Some(draft) = self.draft_mut() {
            draft.usual = known;
            if known {
                draft.parties[0].services.clear();
                draft.parties[0].unclear.clear();
            }
        }
    }

    /// Her last visit that was kept, or at least agreed and past.
    pub(super) fn last_visit(&self) -> Option<&Appointment> {
        self.kept_visits().max_by_key(|a| a.start())
    }

    /// Her visits that were kept, or at least agreed and past, as far as they are remembered.
    pub(super) fn kept_visits(&self) -> impl Iterator<Item = &Appointment> {
        let me = self.customer().map(|c| c.id);
        let past = |a: &&Appointment| match a.life {
            Life::Completed => true,
            Life::Confirmed { .. } => a.seat.span.to <= self.now,
            Life::Provisional { .. }
            | Life::Closing { .. }
            | Life::NoShow
            | Life::Cancelled { .. }
            | Life::Expired => false,
        };
        self.facts.appointments.values().filter(move |a| Some(a.attendee.customer) == me).filter(past)
    }

    /// Puts the question about the usual. `true`: it was put.
    pub(super) fn ask_usual(&mut self) -> bool {
        let Some(last) = self.last_visit().cloned() else { return false };
        let services: Vec<_> =
            last.services().into_iter().filter(|id| self.service(*id).is_some_and(|s| s.active)).collect();
        if services.is_empty() {
            return false;
        }
        let now = quote::quote(self.salon(), &services, None, Some(last.seat.stylist));
        let visit = self.visit(&last, Naming::Plain);
        self.ask(
            Utterance::AskUsual { visit, minutes: now.minutes, price: now.price },
            super::Question::Usual { appointment: last.id },
        );
        true
    }

    /// The usual it shall be: same services, same stylist.
    pub(super) fn take_usual(&mut self, appointment: crate::values::AppointmentId) -> bool {
        let Some(last) = self.latest(appointment).cloned() else { return false };
        let services: Vec<_> =
            last.services().into_iter().filter(|id| self.service(*id).is_some_and(|s| s.active)).collect();
        let now = self.now;
        let draft = self.draft_or_new(now);
        draft.parties[0].services = services;
        draft.parties[0].pack = super::PackChoice::Declined;
        draft.quoted = true;
        if draft.with.only.is_none() {
            draft.with.rather = Some(last.seat.stylist);
        }
        true
    }
}
