//! What a reader is told of the open question, and of what kind a question is.

use super::{Conversation, Expectation, Expected, Question, Shown, Task};
use crate::{
    booking::Arrangement,
    facts::Facts,
    values::{AppointmentId, PersonName, ServiceId, Words},
    wording::utterance::QuestionKind,
};

impl Conversation {
    /// What a reader needs to know of this conversation.
    pub fn expectation(&self, facts: &Facts) -> Expectation {
        let (asked, options) = match self.asked.as_ref().map(|a| &a.question) {
            Some(question) => (Some(expected(question)), options(question, facts)),
            None => (None, Vec::new()),
        };
        let me = facts.customer.as_ref().map(|c| c.id);
        let has_appointment =
            facts.appointments.values().any(|a| a.life.occupies() && me.is_some_and(|m| a.speaks_for(m)));
        let draft = self.tasks.iter().rev().find_map(|t| match t {
            Task::Book(draft) => Some(draft),
            Task::Cancel { .. } | Task::Delay { .. } => None,
        });
        let mut topic: Vec<ServiceId> =
            draft.map(|d| d.parties.iter().flat_map(|p| p.services.clone()).collect()).unwrap_or_default();
        if topic.is_empty() {
            topic.clone_from(&self.topic);
        }
        let name = |id: &ServiceId| facts.salon.catalogue.service(*id).map(|s| Words::new(&s.name));
        Expectation {
            asked,
            options,
            has_appointment,
            arranging: !self.tasks.is_empty(),
            talking_about: topic.iter().filter_map(name).collect(),
        }
    }
}

fn expected(question: &Question) -> Expected {
    match question {
        Question::Name { proposed: Some(_) } => Expected::ConfirmName,
        Question::Name { proposed: None } => Expected::Name,
        Question::Surname => Expected::Surname,
        Question::AttendeeName { .. } => Expected::AttendeeName,
        Question::Service { .. } => Expected::Service,
        Question::Which { .. }
        | Question::About { .. }
        | Question::ChildOrAdult { .. }
        | Question::WhichDay { .. }
        | Question::WhichAppointment { .. } => Expected::Choose,
        Question::Slot { offers } if offers.len() > 1 => Expected::Choose,
        Question::WhoGetsWhat => Expected::WhoGetsWhat,
        Question::Day => Expected::Date,
        Question::HowLate { .. } => Expected::Time,
        Question::Stylist { .. } => Expected::Stylist,
        Question::Payment { .. } => Expected::Pay,
        Question::Pack { .. }
        | Question::Slot { .. }
        | Question::SureCancel { .. }
        | Question::TellStylist { .. }
        | Question::Usual { .. }
        | Question::Consultation { .. }
        | Question::Another { .. }
        | Question::Book { .. }
        | Question::LookAgain
        | Question::Reminded { .. } => Expected::Confirm,
    }
}

fn options(question: &Question, facts: &Facts) -> Vec<Shown> {
    match question {
        Question::Which { of, .. } => super::which::options(&facts.salon, of)
            .into_iter()
            .map(|o| Shown { names: o.names, ..Shown::default() })
            .collect(),
        Question::Book { services, unclear } => services
            .iter()
            .chain(unclear.iter().flat_map(|u| &u.of))
            .map(|id| service_shown(*id, facts))
            .collect(),
        Question::About { service, key, .. } => facts
            .salon
            .catalogue
            .service(*service)
            .and_then(|s| s.questions.iter().find(|q| q.key == *key))
            .map(|q| {
                q.answers
                    .iter()
                    .map(|a| Shown {
                        names: std::iter::once(&a.text).chain(&a.synonyms).cloned().collect(),
                        ..Shown::default()
                    })
                    .collect()
            })
            .unwrap_or_default(),
        Question::ChildOrAdult { .. } => [["de niña", "niño", "infantil"], ["de adulta", "adulto", "mayor"]]
            .iter()
            .map(|names| Shown { names: names.iter().map(ToString::to_string).collect(), ..Shown::default() })
            .collect(),
        Question::WhichDay { of, .. } => {
            of.iter().map(|d| Shown { date: Some(*d), ..Shown::default() }).collect()
        }
        Question::Slot { offers } => offers.iter().map(|o| offer_shown(o, facts)).collect(),
        Question::Stylist { of } => of
            .iter()
            .map(|id| Shown { stylists: vec![facts.salon.stylist_name(*id).to_owned()], ..Shown::default() })
            .collect(),
        Question::WhichAppointment { of, .. } | Question::SureCancel { of, .. } => {
            of.iter().filter_map(|id| appointment_shown(*id, facts)).collect()
        }
        Question::Name { proposed: Some(name) } => {
            vec![Shown { names: vec![name.clone()], ..Shown::default() }]
        }
        Question::Name { proposed: None }
        | Question::Surname
        | Question::AttendeeName { .. }
        | Question::Service { .. }
        | Question::Pack { .. }
        | Question::WhoGetsWhat
        | Question::Day
        | Question::Payment { .. }
        | Question::TellStylist { .. }
        | Question::HowLate { .. }
        | Question::Usual { .. }
        | Question::Consultation { .. }
        | Question::Another { .. }
        | Question::LookAgain
        | Question::Reminded { .. } => Vec::new(),
    }
}

fn service_shown(id: ServiceId, facts: &Facts) -> Shown {
    let names =
        facts.salon.catalogue.service(id).map(|s| {
            std::iter::once(&s.name).chain(&s.variant).chain(&s.synonyms).cloned().collect::<Vec<_>>()
        });
    Shown { names: names.unwrap_or_default(), ..Shown::default() }
}

fn offer_shown(offer: &Arrangement, facts: &Facts) -> Shown {
    let zone = facts.salon.profile.zone;
    let first = offer.0.iter().map(|s| s.span.from).min().map(|t| zone.local(t));
    Shown {
        date: first.map(|t| t.date()),
        time: first.map(|t| t.time()),
        stylists: offer.0.iter().map(|s| facts.salon.stylist_name(s.stylist).to_owned()).collect(),
        names: Vec::new(),
    }
}

fn appointment_shown(id: AppointmentId, facts: &Facts) -> Option<Shown> {
    let a = facts.appointments.get(&id)?;
    let start = facts.salon.profile.zone.local(a.start());
    // Somebody else's is also called by her name.
    let me = facts.customer.as_ref().map(|c| c.id);
    let other = a.attendee.name.as_ref().filter(|_| Some(a.attendee.customer) != me).map(PersonName::full);
    Some(Shown {
        date: Some(start.date()),
        time: Some(start.time()),
        stylists: vec![facts.salon.stylist_name(a.seat.stylist).to_owned()],
        names: a.quote.services.iter().map(|s| s.name.clone()).chain(other).collect(),
    })
}

/// The kind of a question, for saying why it is asked.
pub(super) fn kind(question: &Question) -> QuestionKind {
    match question {
        Question::Name { .. } | Question::AttendeeName { .. } => QuestionKind::Name,
        Question::Surname => QuestionKind::Surname,
        Question::Service { .. }
        | Question::Which { .. }
        | Question::WhoGetsWhat
        | Question::ChildOrAdult { .. } => QuestionKind::Service,
        Question::About { .. } => QuestionKind::ServiceQuestion,
        Question::Pack { .. } => QuestionKind::Pack,
        Question::Day | Question::WhichDay { .. } => QuestionKind::Day,
        Question::Slot { .. } => QuestionKind::Slot,
        Question::Payment { .. } => QuestionKind::Payment,
        Question::SureCancel { .. } => QuestionKind::Sure,
        Question::Stylist { .. }
        | Question::WhichAppointment { .. }
        | Question::TellStylist { .. }
        | Question::HowLate { .. }
        | Question::Usual { .. }
        | Question::Consultation { .. }
        | Question::Another { .. }
        | Question::Book { .. }
        | Question::LookAgain
        | Question::Reminded { .. } => QuestionKind::Other,
    }
}
