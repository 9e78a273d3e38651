//! Typed ids, derived and never drawn: a repeated step repeats its ids.
//!
//! Invariant: an id is a UUID v5 of the salon's epoch, its type, the subject, the cause and an ordinal.
//! A restore draws a new epoch, so that ids of a lost future are never produced again for other content.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An id of one kind of thing.
pub trait Id: Copy + Ord {
    /// The kind's name, part of what a derived id is made of.
    const KIND: &'static str;
    /// Wraps a stored id.
    fn from_uuid(uuid: Uuid) -> Self;
    /// The bare UUID, for storage and outside calls.
    fn uuid(self) -> Uuid;
    /// The id of a thing that is known by name within a salon (a service, a stylist): seeding twice gives
    /// the same ids.
    fn named(salon: &str, name: &str) -> Self {
        Self::from_uuid(Uuid::new_v5(
            &Uuid::NAMESPACE_OID,
            format!("{}\n{salon}\n{name}", Self::KIND).as_bytes(),
        ))
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident,)*) => { $(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(Uuid);

        impl Id for $name {
            const KIND: &'static str = stringify!($name);
            fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }
            fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )* };
}

ids! {
    /// An agreed visit.
    AppointmentId,
    /// Something staff must decide.
    CaseId,
    /// What made a step happen: an inbox row.
    CauseId,
    /// A page where a deposit can be paid.
    CheckoutId,
    /// Everything said with one channel identity.
    ConversationId,
    /// A person who comes, or who books for one.
    CustomerId,
    /// A sum asked up front for one or more appointments.
    DepositId,
    /// Appointments that were agreed together.
    GroupId,
    /// Services sold together at a price of their own.
    PackId,
    /// Money on its way back.
    RefundId,
    /// Something the salon does.
    ServiceId,
    /// Somebody who works.
    StylistId,
}

/// What makes ids new after a restore; one a salon, drawn outside the domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Epoch(pub Uuid);

/// Derives the ids of one step, in order.
#[derive(Debug, Clone)]
pub struct Mint {
    epoch: Epoch,
    subject: Uuid,
    cause: CauseId,
    next: u32,
}

impl Mint {
    /// A mint for what `cause` makes happen to `subject` (a conversation, a deposit).
    pub fn new(epoch: Epoch, subject: impl Id, cause: CauseId) -> Self {
        Self { epoch, subject: subject.uuid(), cause, next: 0 }
    }

    /// The next id of this step.
    pub fn fresh<T: Id>(&mut self) -> T {
        self.next += 1;
        let name = format!("{}\n{}\n{}\n{}", T::KIND, self.subject, self.cause, self.next);
        T::from_uuid(Uuid::new_v5(&self.epoch.0, name.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_step_repeats_its_ids_and_a_new_epoch_does_not() {
        let cause = CauseId::named("test", "cause");
        let of = ConversationId::named("test", "talk");
        let mint = |epoch| {
            let mut mint = Mint::new(Epoch(epoch), of, cause);
            [
                mint.fresh::<AppointmentId>().uuid(),
                mint.fresh::<AppointmentId>().uuid(),
                mint.fresh::<DepositId>().uuid(),
            ]
        };
        let (first, again, restored) = (mint(Uuid::nil()), mint(Uuid::nil()), mint(Uuid::max()));
        assert_eq!(first, again);
        assert!(first.iter().all(|id| !restored.contains(id)));
        assert_ne!(first[0], first[1]);
    }
}
