//! What she makes of a reply: the question in it, if there is one, else whether her matter is on its way.

use super::{Deed, Mind, Next, pay::Reminded};
use crate::customers::{goal::Goal, meaning::Point, person::Purse, speech};
use atrevete_domain::wording::Utterance;
use chrono::NaiveDateTime;

impl Mind {
    /// Answers the question of a reply.
    pub(super) fn respond(&mut self, now: NaiveDateTime, heard: &[Utterance]) -> Next {
        let question = heard.iter().rev().find(|u| asks(u)).cloned();
        if let Some(question) = question {
            if let Some(topic) = self.person.digresses.filter(|_| pausable(&question) && self.rng.chance(50))
            {
                self.person.digresses = None;
                self.pending = Some(question);
                let text = speech::faq(&mut self.rng, topic);
                return self.say(text, vec![Point::Faq(topic)]);
            }
            if self.person.ponders && matches!(question, Utterance::OfferSlots { .. }) {
                self.person.ponders = false;
                self.pending = Some(question);
                let text = speech::later(&mut self.rng);
                return self.say(text, vec![Point::Later]);
            }
            self.pending = Some(question.clone());
            return self.answer(now, &question);
        }
        if heard.iter().any(|u| {
            matches!(
                u,
                Utterance::LinkComing
                    | Utterance::ClosingPayment
                    | Utterance::LookingAtPayment
                    | Utterance::PaymentProcessing { .. }
                    | Utterance::KeptForStaff { .. }
            )
        }) {
            return if self.has_page && self.person.purse == Purse::Prompt {
                (300, Deed::Pay)
            } else {
                (900, Deed::Wait)
            };
        }
        if heard.iter().all(|u| matches!(u, Utterance::Reminder { .. } | Utterance::StillWaiting { .. })) {
            return (600, Deed::Wait);
        }
        // The pending question was not put again: she answers it all the same.
        if let Some(question) = self.pending.take() {
            let delay =
                if heard.iter().any(|u| matches!(u, Utterance::TakeYourTime { .. })) { 1500 } else { 0 };
            let (more, deed) = self.answer(now, &question);
            return (delay + more, deed);
        }
        self.again(now)
    }

    /// Her matter once more, in other words.
    fn again(&mut self, now: NaiveDateTime) -> Next {
        if let (Goal::Price { then: Some(_), .. }, true) = (&self.goal, self.answered) {
            return self.book_after_price(now);
        }
        let (text, points) = self.matter(now.date());
        self.say(text, points)
    }

    /// The price suits her: now the visit.
    pub(super) fn book_after_price(&mut self, now: NaiveDateTime) -> Next {
        let (when, mut points) = self.when(now.date());
        points.push(Point::Wish);
        let text = crate::customers::spin::spin(
            &mut self.rng,
            "{{pues|vale,|genial,|perfecto, pues|ok,} {me coges|me das|dame|cógeme|resérvame} {cita|hora} <w>{?| porfa|}|{y|vale, y} {tenéis|hay} {hueco|sitio} <w>?|<w> {tenéis|hay} hueco?}",
            &[("w", &when)],
        );
        self.say(text, points)
    }

    /// Reaction to pages.
    pub(super) fn paying(&mut self, question: &Utterance) -> Next {
        let reminded =
            if matches!(question, Utterance::PayReminder { .. }) { Reminded::Yes } else { Reminded::No };
        self.has_page = true;
        self.page(reminded)
    }
}

/// Utterances that want an answer or a payment.
pub(super) fn asks(utterance: &Utterance) -> bool {
    matches!(
        utterance,
        Utterance::HowCanIHelp
            | Utterance::AskName { .. }
            | Utterance::AskSurname { .. }
            | Utterance::AskAttendeeName { .. }
            | Utterance::AskService { .. }
            | Utterance::AskWhich { .. }
            | Utterance::AskServiceQuestion { .. }
            | Utterance::OfferPack { .. }
            | Utterance::AskChildOrAdult { .. }
            | Utterance::AskWhoGetsWhat { .. }
            | Utterance::AskUsual { .. }
            | Utterance::OfferConsultation { .. }
            | Utterance::AskAnother { .. }
            | Utterance::AskDay { .. }
            | Utterance::AskWhichDay { .. }
            | Utterance::OfferSlots { .. }
            | Utterance::Pay { .. }
            | Utterance::PayReminder { .. }
            | Utterance::SameLink { .. }
            | Utterance::HoldChanged { .. }
            | Utterance::HoldExpired { .. }
            | Utterance::AskWhichAppointment { .. }
            | Utterance::AskCancelSure { .. }
            | Utterance::AskTellStylist { .. }
            | Utterance::AskHowLate
            | Utterance::OfferToBook
    )
}

/// Questions in front of which people ask something else.
fn pausable(question: &Utterance) -> bool {
    matches!(
        question,
        Utterance::AskDay { .. }
            | Utterance::OfferSlots { .. }
            | Utterance::AskSurname { .. }
            | Utterance::AskService { .. }
    )
}
