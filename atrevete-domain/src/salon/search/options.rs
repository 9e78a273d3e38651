//! How to ask which of several services is meant.

use crate::{
    salon::{Catalogue, QuestionEffect, QuestionKey, Service, ServiceQuestion},
    values::ServiceId,
};
use std::collections::BTreeMap;

/// A question among services, as it can be put.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Options<'a> {
    /// A question that the services carry: each answer leads to one of them, and it is remembered.
    Question(&'a ServiceQuestion),
    /// Kinds to choose from: single services, or families whose variant is asked next.
    Kinds(Vec<Kind>),
}

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// In plain words: a variant's text within a family, else the service's or family's name.
    pub name: String,
    /// The services behind it; several are a family.
    pub services: Vec<ServiceId>,
}

impl Catalogue {
    /// How to ask which of these is meant: their own question where one distinguishes exactly them, else by kind.
    pub fn options(&self, services: &[ServiceId]) -> Options<'_> {
        let found: Vec<&Service> = services.iter().filter_map(|id| self.service(*id)).collect();
        if let Some(question) = Self::distinguishing(&found) {
            return Options::Question(question);
        }
        let one_family =
            found.first().is_some_and(|f| f.family.is_some() && found.iter().all(|s| s.family == f.family));
        let mut kinds: Vec<Kind> = Vec::new();
        for service in found {
            let variant = if one_family { service.variant.as_ref() } else { None };
            let family = if one_family { None } else { service.family.as_ref() };
            let name = variant.or(family).unwrap_or(&service.name);
            match kinds.iter_mut().find(|k| k.name == *name) {
                Some(kind) => kind.services.push(service.id),
                None => kinds.push(Kind { name: name.clone(), services: vec![service.id] }),
            }
        }
        Options::Kinds(kinds)
    }

    /// The one of these that remembered answers point to, if they do.
    pub fn answered(
        &self,
        services: &[ServiceId],
        answers: &BTreeMap<QuestionKey, String>,
    ) -> Option<ServiceId> {
        let found: Vec<&Service> = services.iter().filter_map(|id| self.service(*id)).collect();
        let question = Self::distinguishing(&found)?;
        let key = answers.get(&question.key)?;
        match question.answers.iter().find(|a| a.key == *key)?.effect {
            QuestionEffect::Variant(id) => Some(id),
            QuestionEffect::None | QuestionEffect::Add(_) | QuestionEffect::Person => None,
        }
    }

    /// A question whose answers lead to each of these services and to no other.
    fn distinguishing<'a>(found: &[&'a Service]) -> Option<&'a ServiceQuestion> {
        let leads = |q: &ServiceQuestion, id: ServiceId| {
            q.answers.iter().any(|a| a.effect == QuestionEffect::Variant(id))
        };
        let only = |q: &ServiceQuestion| {
            q.answers.iter().all(|a| match a.effect {
                QuestionEffect::Variant(id) => found.iter().any(|s| s.id == id),
                QuestionEffect::None | QuestionEffect::Add(_) | QuestionEffect::Person => true,
            })
        };
        let first = found.first().filter(|_| found.len() > 1)?;
        first.questions.iter().find(|q| only(q) && found.iter().all(|s| leads(q, s.id)))
    }
}
