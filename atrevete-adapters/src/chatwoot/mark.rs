//! Our mark on what we send: by it an echo is known, and what was perhaps sent is found.
//!
//! Invariant: the mark of a part is a function of the outbox row's key and the part, the same at every try.

use atrevete_domain::values::Id as _;
use atrevete_ports::OutboxId;
use std::{
    collections::{BTreeSet, VecDeque},
    sync::{Mutex, PoisonError},
};

/// Echoes that are remembered.
const MANY: usize = 4096;

/// The mark of one part of what a row sends: the first part, or the only one, is the key itself.
pub(super) fn mark(key: OutboxId, part: &str) -> String {
    if part.is_empty() { key.to_string() } else { format!("{key}#{part}") }
}

/// The row whose mark this is.
pub fn row_of(mark: &str) -> Option<OutboxId> {
    let key = mark.split('#').next().unwrap_or_default();
    uuid::Uuid::parse_str(key).ok().map(OutboxId::from_uuid)
}

/// Marks that Chatwoot has told back to us: a message whose answer got lost and whose echo came has arrived.
#[derive(Debug, Default)]
pub struct Echoes(Mutex<(BTreeSet<String>, VecDeque<String>)>);

impl Echoes {
    /// An echo came.
    pub fn heard(&self, mark: &str) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (known, order) = &mut *kept;
        if known.insert(mark.to_owned()) {
            order.push_back(mark.to_owned());
        }
        if order.len() > MANY
            && let Some(oldest) = order.pop_front()
        {
            known.remove(&oldest);
        }
    }

    /// Whether the echo of this mark came.
    pub fn knows(&self, mark: &str) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0.contains(mark)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_leads_back_to_its_row() {
        let key = OutboxId::named("test", "row");
        for part in ["", "2", "team"] {
            assert_eq!(row_of(&mark(key, part)), Some(key));
        }
        assert_eq!(row_of("k:0"), None);
    }

    #[test]
    fn old_echoes_are_forgotten() {
        let echoes = Echoes::default();
        for n in 0..=MANY {
            echoes.heard(&n.to_string());
            echoes.heard(&n.to_string());
        }
        assert!(!echoes.knows("0") && echoes.knows("1") && echoes.knows(&MANY.to_string()));
    }
}
