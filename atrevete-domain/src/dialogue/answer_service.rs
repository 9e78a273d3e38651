//! Answers about services: which of several, the catalogue's own questions, packs.

use super::{
    Act, Choice, PackChoice,
    choice::{best_text, index},
    turn::Turn,
};
use crate::{
    salon::QuestionEffect,
    step::HandoffReason,
    values::{ServiceId, Words, fold},
};

impl Turn<'_> {
    pub(super) fn answer_which(&mut self, party: usize, said: &Words, of: &[ServiceId], act: &Act) -> bool {
        let picked = match act {
            Act::Accept if of.len() == 1 => {
                self.pick_which(of, &Choice { nth: Some(1), ..Choice::default() })
            }
            Act::Choose(choice) => self.pick_which(of, choice),
            // "no, no sé" to the catalogue's own question ("¿hasta dónde te llega?") refuses nothing.
            Act::Decline if super::which::asks_a_variant(self.salon(), of) => return true,
            Act::Decline => {
                self.drop_unclear(party, said);
                return true;
            }
            _ => None,
        };
        match picked {
            Some(option) => {
                self.take_option(party, said, option);
                true
            }
            None => false,
        }
    }

    /// What an option of a question among services leads to.
    pub(super) fn take_option(&mut self, party: usize, said: &Words, option: super::which::WhichOption) {
        if option.person {
            self.hand_off(HandoffReason::NeedsPerson, None, Vec::new());
            return;
        }
        let own = self.draft().and_then(|d| d.parties.get(party)).is_none_or(|p| p.who == super::Who::Me);
        if let (true, Some((key, answer))) = (own, option.answer.clone()) {
            self.s.answers.insert(key.clone(), answer.clone());
            self.patch_customer(|c| {
                c.answers.insert(key, answer);
            });
        }
        let key = option.answer.map(|(key, _)| key);
        self.resolve_unclear(party, said, &option.services);
        if let (Some(key), [one], Some(p)) =
            (key, &option.services[..], self.draft_mut().and_then(|d| d.parties.get_mut(party)))
        {
            p.answered.push((*one, key));
        }
    }

    pub(super) fn answer_about(
        &mut self,
        party: usize,
        service: ServiceId,
        key: &crate::salon::QuestionKey,
        act: &Act,
    ) -> bool {
        let Some(question) = self.service(service).and_then(|s| s.questions.iter().find(|q| q.key == *key))
        else {
            return false;
        };
        let texts: Vec<Vec<String>> = question
            .answers
            .iter()
            .map(|a| std::iter::once(&a.text).chain(&a.synonyms).map(|t| fold(t)).collect())
            .collect();
        let chosen = match act {
            Act::Accept => texts.iter().position(|t| t.iter().any(|x| x == "si" || x.starts_with("si "))),
            Act::Decline => texts.iter().position(|t| t.iter().any(|x| x == "no" || x.starts_with("no "))),
            Act::Choose(choice) => match &choice.named {
                Some(words) => best_text(&texts, &words.folded()),
                None => index(texts.len(), choice),
            },
            _ => None,
        };
        let Some(chosen) = chosen else { return false };
        let answer = question.answers[chosen].clone();
        self.note_answer(party, service, key, &answer.key, &answer.effect);
        true
    }

    /// Remembers the answer with the customer and applies what follows from it.
    pub(super) fn note_answer(
        &mut self,
        party: usize,
        service: ServiceId,
        key: &crate::salon::QuestionKey,
        answer: &str,
        effect: &QuestionEffect,
    ) {
        let own = self.draft().and_then(|d| d.parties.get(party)).is_none_or(|p| p.who == super::Who::Me);
        if own {
            self.s.answers.insert(key.clone(), answer.to_owned());
            let (key, answer) = (key.clone(), answer.to_owned());
            self.patch_customer(|c| {
                c.answers.insert(key, answer);
            });
        }
        let key = key.clone();
        let Some(p) = self.draft_mut().and_then(|d| d.parties.get_mut(party)) else { return };
        p.answered.push((service, key));
        match effect {
            QuestionEffect::None => {}
            QuestionEffect::Variant(variant) => {
                for s in &mut p.services {
                    if *s == service {
                        *s = *variant;
                    }
                }
                // The variant does not ask what led to it.
                let asked: Vec<_> = p
                    .answered
                    .iter()
                    .filter(|(s, _)| *s == service)
                    .map(|(_, k)| (*variant, k.clone()))
                    .collect();
                p.answered.extend(asked);
            }
            QuestionEffect::Add(extra) => {
                if !p.services.contains(extra) {
                    p.services.push(*extra);
                }
            }
            QuestionEffect::Person => self.hand_off(HandoffReason::NeedsPerson, None, Vec::new()),
        }
        self.services_changed();
    }

    pub(super) fn answer_pack(&mut self, party: usize, pack: crate::values::PackId, act: &Act) -> bool {
        let take = match act {
            Act::Accept => true,
            Act::Decline => false,
            Act::Choose(choice) => match (&choice.named, index(2, choice)) {
                (Some(words), _) => words.folded().contains("pack"),
                (None, Some(i)) => i == 0,
                (None, None) => return false,
            },
            _ => return false,
        };
        let contents = self.salon().catalogue.pack(pack).map(|p| p.services.clone()).unwrap_or_default();
        let Some(p) = self.draft_mut().and_then(|d| d.parties.get_mut(party)) else { return false };
        if take {
            // Whoever has the same done takes it too; nobody is asked twice in one breath.
            let same = p.services.clone();
            let parties = self.draft_mut().map(|d| d.parties.iter_mut().filter(|p| p.services == same));
            for p in parties.into_iter().flatten() {
                p.pack = PackChoice::Taken(pack);
                let rest = p.services.iter().copied().filter(|s| !contents.contains(s));
                p.services = contents.iter().copied().chain(rest).collect();
            }
            self.services_changed();
        } else {
            p.pack = PackChoice::Declined;
            self.s.declined_packs.push(pack);
        }
        true
    }
}
