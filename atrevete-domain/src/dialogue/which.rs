//! Which of several services is meant: how it is asked, shown to the reader, and answered.

use super::{Choice, Question, turn::Turn};
use crate::{
    salon::{Options, QuestionEffect, QuestionKey, Salon},
    values::{ServiceId, Words, fold},
    wording::{Utterance, utterance::ServiceOption},
};

/// One option of such a question.
pub(super) struct WhichOption {
    /// As it is shown, then other words for it.
    pub(super) names: Vec<String>,
    /// The services behind it; several are asked about next.
    pub(super) services: Vec<ServiceId>,
    /// The answer to be remembered, where the catalogue's own question is asked.
    pub(super) answer: Option<(QuestionKey, String)>,
    /// Only a person can go on from it.
    pub(super) person: bool,
}

/// The options of a question among services, in the order shown.
pub(super) fn options(salon: &Salon, of: &[ServiceId]) -> Vec<WhichOption> {
    match salon.catalogue.options(of) {
        Options::Question(question) => question
            .answers
            .iter()
            .map(|a| WhichOption {
                names: std::iter::once(&a.text).chain(&a.synonyms).cloned().collect(),
                services: match a.effect {
                    QuestionEffect::Variant(id) => vec![id],
                    QuestionEffect::None | QuestionEffect::Add(_) | QuestionEffect::Person => of.to_vec(),
                },
                answer: Some((question.key.clone(), a.key.clone())),
                person: a.effect == QuestionEffect::Person,
            })
            .collect(),
        Options::Kinds(kinds) => kinds
            .into_iter()
            .map(|kind| {
                let alone = if let [one] = kind.services[..] { salon.catalogue.service(one) } else { None };
                let more = alone.into_iter().flat_map(|s| std::iter::once(&s.name).chain(&s.synonyms));
                let names = std::iter::once(kind.name.clone()).chain(more.cloned()).collect();
                WhichOption { names, services: kind.services, answer: None, person: false }
            })
            .collect(),
    }
}

/// Whether the services are variants of one thing, told apart by the catalogue's own question.
pub(super) fn asks_a_variant(salon: &Salon, of: &[ServiceId]) -> bool {
    matches!(salon.catalogue.options(of), Options::Question(_))
}

impl Turn<'_> {
    /// For whom a question is, where it is not for herself and belongs to one of several.
    pub(super) fn whom(&self, party: usize) -> Option<String> {
        let draft = self.draft()?;
        if !draft.pool_unclear.is_empty() {
            return None;
        }
        self.people_of(draft).into_iter().nth(party).flatten().filter(|who| !who.is_empty())
    }

    /// Asks which of several services is meant, in the catalogue's own question where it has one.
    pub(super) fn ask_which_of(&mut self, party: usize, said: &Words, of: &[ServiceId]) {
        let question = Question::Which { party, said: said.clone(), of: of.to_vec() };
        let utterance = match self.salon().catalogue.options(of) {
            Options::Question(q) => Utterance::AskServiceQuestion {
                whom: self.whom(party),
                text: q.text.clone(),
                options: q.answers.iter().map(|a| a.text.clone()).collect(),
            },
            Options::Kinds(kinds) => Utterance::AskWhich {
                said: said.as_str().to_owned(),
                options: kinds
                    .into_iter()
                    .map(|k| {
                        let price = if let [one] = k.services[..] {
                            self.service(one).and_then(|s| s.price)
                        } else {
                            None
                        };
                        ServiceOption { name: k.name, variant: None, price }
                    })
                    .collect(),
            },
        };
        self.ask(utterance, question);
    }

    /// The services that a choice means, with the answer to be remembered.
    pub(super) fn pick_which(&self, of: &[ServiceId], choice: &Choice) -> Option<WhichOption> {
        let mut options = options(self.salon(), of);
        if choice.all {
            return Some(WhichOption {
                names: Vec::new(),
                services: of.to_vec(),
                answer: None,
                person: false,
            });
        }
        let at = match &choice.named {
            Some(words) => self.best_option(&options, words),
            None => super::choice::index(options.len(), choice),
        };
        at.filter(|i| *i < options.len()).map(|i| options.swap_remove(i))
    }

    /// The one option whose words carry what was said best.
    pub(super) fn best_option(&self, options: &[WhichOption], words: &Words) -> Option<usize> {
        let texts: Vec<Vec<String>> =
            options.iter().map(|o| o.names.iter().map(|n| fold(n)).collect()).collect();
        let said = words.folded();
        if let Some(i) = texts.iter().position(|t| t.contains(&said)) {
            return Some(i);
        }
        super::choice::best_text(&texts, &said)
    }

    /// The one service that remembered answers point to.
    pub(super) fn remembered_variant(&self, of: &[ServiceId], own: bool) -> Option<ServiceId> {
        if !own {
            return None;
        }
        let mut answers = self.s.answers.clone();
        if let Some(customer) = self.customer() {
            answers.extend(customer.answers.clone());
        }
        self.salon().catalogue.answered(of, &answers)
    }
}
