//! When a message could not be read or does not answer what was asked; and what is no text at all.

use super::{Heard, Media, Question, hear::Hearing, turn::Turn};
use crate::{
    facts::Needs,
    step::{HandoffReason, Rule},
    wording::Utterance,
};

impl Turn<'_> {
    /// Not understood: what was understood so far, and the open question again; the last time a person.
    pub(super) fn not_understood(&mut self, hearing: Hearing) -> Result<(), Needs> {
        if self.handed_over {
            return Ok(());
        }
        self.note(Rule::Unclear);
        if matches!(hearing.asked, Some(Question::Name { .. })) {
            self.name_failed();
            if !self.handed_over {
                self.ask_name();
            }
            return Ok(());
        }
        self.s.counters.unclear += 1;
        if self.s.counters.unclear >= self.salon().policy.max_unclear {
            self.note(Rule::TroubleTooOften);
            self.hand_off(HandoffReason::Unclear, None, Vec::new());
            return Ok(());
        }
        let services = self.draft().map(|d| self.said_back(d)).unwrap_or_default();
        let open = hearing.asked.clone();
        let before = self.said.len();
        if let Some(question) = open.clone().filter(stays_open) {
            self.keep_open(question);
        } else if !self.s.tasks.is_empty() || open.is_some() {
            self.carry_on(open, false)?;
        } else if self.name_needed_first() {
            self.ask_name();
        }
        if !self.handed_over {
            let reasks = self.question.is_some() || self.said.len() > before;
            // An offer says itself what it is for.
            let offers = self
                .question
                .as_ref()
                .is_some_and(|(_, q)| matches!(q, Question::Slot { .. } | Question::Pack { .. }));
            let services = if offers { Vec::new() } else { services };
            self.said.insert(before, Utterance::NotUnderstood { services, reasks });
        }
        Ok(())
    }

    /// Something that is no text.
    pub(super) fn received(&mut self, media: Media, caption: Option<&Heard>) -> Result<(), Needs> {
        if let Some(heard) = caption.filter(|h| !h.acts.is_empty()) {
            if media == Media::Photo {
                self.s.photo = true;
            }
            self.hear(heard)?;
            if media == Media::Photo && self.s.owner.is_maite() && !self.handed_over {
                self.said.insert(0, Utterance::PhotoNoted { on_visit: self.draft().is_some() });
            }
            return Ok(());
        }
        self.s.last_heard = Some(self.now);
        if !self.s.owner.is_maite() {
            return Ok(());
        }
        match media {
            Media::Voice => {
                self.s.counters.voice += 1;
                if self.s.counters.voice >= 2 {
                    self.note(Rule::TroubleTooOften);
                    self.hand_off(HandoffReason::VoiceNotes, None, Vec::new());
                } else {
                    self.say(Utterance::CannotHear);
                }
            }
            Media::Photo => {
                self.s.photo = true;
                self.say(Utterance::PhotoNoted { on_visit: self.draft().is_some() });
                let asked = self.s.asked.take().map(|a| a.question);
                return self.carry_on_after_media(asked);
            }
            Media::Other => {
                self.say(Utterance::PhotoNoted { on_visit: false });
                let asked = self.s.asked.take().map(|a| a.question);
                return self.carry_on_after_media(asked);
            }
        }
        Ok(())
    }

    fn carry_on_after_media(&mut self, asked: Option<Question>) -> Result<(), Needs> {
        match asked {
            Some(question) if stays_open(&question) => self.keep_open(question),
            asked if !self.s.tasks.is_empty() => return self.carry_on(asked, false),
            Some(question) => self.keep_open(question),
            None => {}
        }
        Ok(())
    }
}

/// Questions that stay open by themselves instead of being derived again from a form.
fn stays_open(question: &Question) -> bool {
    matches!(
        question,
        Question::Payment { .. }
            | Question::Reminded { .. }
            | Question::LookAgain
            | Question::Book { .. }
            | Question::Consultation { .. }
            | Question::WhichAppointment { .. }
    )
}
