//! What is to be done: services, clarifications, the catalogue's questions, children, who gets what.

use super::{Draft, Question, Unclear, Who, turn::Turn};
use crate::{
    facts::Needs,
    step::{HandoffReason, Rule},
    values::ServiceId,
    wording::Utterance,
};

impl Turn<'_> {
    /// Services, clarifications, service questions, children, who gets what. `true`: a question was put.
    pub(super) fn ask_what(&mut self, draft: &Draft) -> Result<bool, Needs> {
        if let Some(unclear) = draft.pool_unclear.first() {
            self.ask_which(0, unclear);
            return Ok(true);
        }
        if draft.parties.len() > 1 && !draft.pool.is_empty() {
            let people = self.people_of(draft).into_iter().map(Option::unwrap_or_default).collect();
            let services = self.names(&draft.pool);
            self.ask(Utterance::AskWhoGetsWhat { people, services }, Question::WhoGetsWhat);
            return Ok(true);
        }
        for (party, p) in draft.parties.iter().enumerate() {
            if self.ask_child(party, draft) {
                return Ok(true);
            }
            if let Some(unclear) = p.unclear.first() {
                self.ask_which(party, unclear);
                return Ok(true);
            }
            if p.services.is_empty() {
                let whom = self.people_of(draft)[party].clone();
                self.ask(Utterance::AskService { whom }, Question::Service { party });
                return Ok(true);
            }
            if self.only_addons(&p.services) || self.too_young(party, draft) {
                return Ok(true);
            }
            if self.ask_about(party, draft) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    pub(super) fn ask_which(&mut self, party: usize, unclear: &Unclear) {
        let (said, of) = (unclear.said.clone(), unclear.of.clone());
        self.ask_which_of(party, &said, &of);
    }

    /// What remembered answers settle is not asked again. `true`: something was settled.
    pub(super) fn settle_remembered(&mut self, draft: &Draft) -> bool {
        for (party, p) in draft.parties.iter().enumerate() {
            for u in &p.unclear {
                if let Some(id) = self.remembered_variant(&u.of, p.who == Who::Me) {
                    self.resolve_unclear(party, &u.said, &[id]);
                    return true;
                }
            }
        }
        false
    }

    /// An add-on is never a visit: a person sees what could go with it.
    pub(super) fn only_addons(&mut self, services: &[ServiceId]) -> bool {
        let addons = services.iter().filter_map(|id| self.service(*id)).all(|s| s.addon);
        if !addons {
            return false;
        }
        if let Some(service) = services.first().and_then(|id| self.service(*id)).map(|s| s.name.clone()) {
            self.say(Utterance::AddonAlone { service });
        }
        if let Some(draft) = self.draft_mut() {
            draft.parties[0].services.clear();
        }
        self.ask(Utterance::AskService { whom: None }, Question::Service { party: 0 });
        true
    }

    pub(super) fn too_young(&mut self, party: usize, draft: &Draft) -> bool {
        let p = &draft.parties[party];
        let limit = p.services.iter().filter_map(|id| self.service(*id)).filter_map(|s| s.minimum_age).max();
        let (Some(super::Child::Child(age)), Some(limit)) = (p.child, limit) else { return false };
        if age.unwrap_or(0) >= limit {
            return false;
        }
        self.hand_off(HandoffReason::NeedsPerson, None, Vec::new());
        true
    }

    /// For a daughter or a son a cut may be a child's: asked when the catalogue has one that differs.
    pub(super) fn ask_child(&mut self, party: usize, draft: &Draft) -> bool {
        let p = &draft.parties[party];
        let Who::Other { relation, .. } = &p.who else { return false };
        if p.child.is_some() || !may_be_child(relation) || !draft.held.is_empty() {
            return false;
        }
        if !p.services.iter().any(|id| self.has_child_variant(*id))
            && !p.unclear.iter().any(|u| u.of.iter().any(|id| self.has_child_variant(*id)))
        {
            return false;
        }
        self.note(Rule::ChildOrAdult);
        let (relation, age) = (Self::relation_to_you(relation), self.salon().policy.child_age);
        self.ask(Utterance::AskChildOrAdult { relation, age }, Question::ChildOrAdult { party });
        true
    }

    pub(super) fn has_child_variant(&self, id: ServiceId) -> bool {
        self.child_variant(id, "niña").or_else(|| self.child_variant(id, "niño")).is_some()
    }

    /// A service's own questions, unless she answered them before. `true`: asked, or handed over.
    pub(super) fn ask_about(&mut self, party: usize, draft: &Draft) -> bool {
        let p = &draft.parties[party];
        if !draft.held.is_empty() {
            return false;
        }
        let own = p.who == Who::Me;
        for id in &p.services {
            let Some(service) = self.service(*id) else { continue };
            for question in &service.questions {
                let done = p.answered.iter().any(|(s, k)| s == id && *k == question.key);
                if done {
                    continue;
                }
                let known = if own { self.remembered(&question.key) } else { None };
                let answer = known.and_then(|key| question.answers.iter().find(|a| a.key == key).cloned());
                if let Some(answer) = answer {
                    let (key, service) = (question.key.clone(), *id);
                    self.note_answer(party, service, &key, &answer.key, &answer.effect);
                    // What followed from the remembered answer may ask something of its own.
                    return match self.draft().cloned() {
                        Some(draft) if !self.handed_over => self.ask_about(party, &draft),
                        Some(_) | None => self.handed_over,
                    };
                }
                let options = question.answers.iter().map(|a| a.text.clone()).collect();
                let asked = Question::About { party, service: *id, key: question.key.clone() };
                let text = question.text.clone();
                let whom = self.whom(party);
                self.ask(Utterance::AskServiceQuestion { whom, text, options }, asked);
                return true;
            }
        }
        false
    }

    pub(super) fn remembered(&self, key: &crate::salon::QuestionKey) -> Option<String> {
        let stored = self.customer().and_then(|c| c.answers.get(key));
        stored.or_else(|| self.s.answers.get(key)).cloned()
    }
}

/// Whether "mi hija" and the like may be a child.
fn may_be_child(relation: &crate::values::Words) -> bool {
    const CHILDREN: &[&str] = &[
        "hija",
        "hijo",
        "hijas",
        "hijos",
        "nina",
        "nino",
        "ninas",
        "ninos",
        "nieta",
        "nieto",
        "nietas",
        "nietos",
        "sobrina",
        "sobrino",
        "peque",
        "pequena",
        "pequeno",
        "hermanita",
        "hermanito",
    ];
    relation.folded().split(' ').any(|w| CHILDREN.contains(&w))
}
