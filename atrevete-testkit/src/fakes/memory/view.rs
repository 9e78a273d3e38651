//! Looking into the store from tests, the panel of the demo and simulated customers.

use super::{Inner, MemoryStore};
use atrevete_domain::{
    booking::{Appointment, Customer, Deposit, LedgerEntry},
    dialogue::{ChannelId, Conversation},
    salon::Salon,
    step::{Case, Waiting},
    values::{
        AppointmentId, CheckoutId, ConversationId, CustomerId, DepositId, Instant, Span, StylistId, Words,
    },
};
use atrevete_ports::{InboxRow, OutboxRow, Owned, Settled, Timer, Turn};
use std::sync::Arc;

/// An outbox row that is over.
#[derive(Debug, Clone)]
pub struct OutboxEnd {
    /// The row.
    pub row: OutboxRow,
    /// How it ended.
    pub how: Settled,
    /// When.
    pub at: Instant,
}

/// A row that should not be there when a story has ended.
#[derive(Debug, Clone)]
pub enum Stuck {
    /// An event nobody handled.
    Inbox(InboxRow),
    /// An effect that has not left.
    Outbox(OutboxRow),
    /// A timer that is due and was not fired.
    Timer(Timer),
    /// A hold without a timer that ends it.
    Hold(AppointmentId),
}

impl MemoryStore {
    fn read<T>(&self, read: impl FnOnce(&Inner) -> T) -> T {
        read(&self.lock())
    }

    /// The salon's data.
    pub fn salon_now(&self) -> Arc<Salon> {
        self.read(|i| i.salon.clone())
    }

    /// All appointments, by id.
    pub fn appointments(&self) -> Vec<Appointment> {
        self.read(|i| i.appointments.values().cloned().collect())
    }

    /// One appointment.
    pub fn appointment(&self, id: AppointmentId) -> Option<Appointment> {
        self.read(|i| i.appointments.get(&id).cloned())
    }

    /// The appointments that a person comes to or booked.
    pub fn appointments_of(&self, customer: CustomerId) -> Vec<Appointment> {
        self.read(|i| {
            let ids = i.of_customer.get(&customer).into_iter().flatten();
            ids.map(|id| i.appointments[id].clone()).collect()
        })
    }

    /// All deposits.
    pub fn deposits(&self) -> Vec<Deposit> {
        self.read(|i| i.deposits.values().cloned().collect())
    }

    /// One deposit.
    pub fn deposit(&self, id: DepositId) -> Option<Deposit> {
        self.read(|i| i.deposits.get(&id).cloned())
    }

    /// The deposit of a page.
    pub fn deposit_of(&self, checkout: CheckoutId) -> Option<Deposit> {
        self.read(|i| i.of_checkout.get(&checkout).and_then(|id| i.deposits.get(id)).cloned())
    }

    /// All people.
    pub fn customers(&self) -> Vec<Customer> {
        self.read(|i| i.customers.values().cloned().collect())
    }

    /// The person behind a channel identity.
    pub fn customer_of(&self, channel: &ChannelId) -> Option<Customer> {
        self.read(|i| i.identities.get(channel).and_then(|id| i.customers.get(id)).cloned())
    }

    /// The ledger, by key.
    pub fn ledger(&self) -> Vec<LedgerEntry> {
        self.read(|i| i.ledger.values().cloned().collect())
    }

    /// What staff must decide.
    pub fn cases(&self) -> Vec<Case> {
        self.read(|i| i.cases.values().cloned().collect())
    }

    /// The waiting list.
    pub fn waiting_list(&self) -> Vec<Waiting> {
        self.read(|i| i.waiting.clone())
    }

    /// Words nobody resolved.
    pub fn unresolved(&self) -> Vec<Words> {
        self.read(|i| i.unresolved.clone())
    }

    /// A conversation's state.
    pub fn talk(&self, channel: &ChannelId) -> Option<Conversation> {
        self.read(|i| i.talks.get(channel).map(|t| t.state.clone()))
    }

    /// All conversations.
    pub fn talks(&self) -> Vec<Conversation> {
        self.read(|i| i.talks.values().map(|t| t.state.clone()).collect())
    }

    /// Who has a conversation.
    pub fn owned(&self, channel: &ChannelId) -> Owned {
        self.read(|i| i.owners.get(channel).copied().unwrap_or_default().owned)
    }

    /// What happened, in order, from the `from`-th commit on.
    pub fn turns(&self, from: usize) -> Vec<Turn> {
        self.read(|i| i.turns.get(from..).unwrap_or_default().to_vec())
    }

    /// How many commits there were.
    pub fn turn_count(&self) -> usize {
        self.read(|i| i.turns.len())
    }

    /// Effects that are over.
    pub fn ended(&self) -> Vec<OutboxEnd> {
        self.read(|i| i.ended.clone())
    }

    /// How many effects are over.
    pub fn ended_count(&self) -> usize {
        self.read(|i| i.ended.len())
    }

    /// Effects that are over, from the `from`-th on.
    pub fn ended_since(&self, from: usize) -> Vec<OutboxEnd> {
        self.read(|i| i.ended.get(from..).unwrap_or_default().to_vec())
    }

    /// The channel identity of a conversation.
    pub fn channel(&self, conversation: ConversationId) -> Option<ChannelId> {
        self.read(|i| i.channel_of.get(&conversation).cloned())
    }

    /// Timers that are armed, earliest first.
    pub fn open_timers(&self) -> Vec<Timer> {
        self.read(|i| {
            let due = i.due.iter();
            due.map(|(at, subject, kind)| Timer { at: *at, subject: subject.clone(), kind: *kind }).collect()
        })
    }

    /// When something will happen by itself: a timer, a lane that waits.
    pub fn next_at(&self) -> Option<Instant> {
        self.read(|i| {
            let timer = i.due.first().map(|(at, _, _)| *at);
            [timer, i.in_lanes.next_at(), i.out_lanes.next_at()].into_iter().flatten().min()
        })
    }

    /// Whether somebody has part of this stretch of a stylist's time.
    pub fn is_taken(&self, stylist: StylistId, span: Span) -> bool {
        self.read(|i| i.chairs.taken(stylist, span, &[]))
    }

    /// Rows that should have been handled at `now`, and holds that nothing would end.
    pub fn stuck(&self, now: Instant) -> Vec<Stuck> {
        use atrevete_domain::booking::DueKind;
        use atrevete_ports::{Subject, TimerKind};
        self.read(|i| {
            let inbox = i.in_lanes.waiting().map(|(key, _)| Stuck::Inbox(i.inbox[&key].1.clone()));
            let outbox = i.out_lanes.waiting().map(|(key, _)| Stuck::Outbox(i.outbox[&key].clone()));
            let timers = i.due.iter().take_while(|(at, _, _)| *at <= now).map(|(at, subject, kind)| {
                Stuck::Timer(Timer { at: *at, subject: subject.clone(), kind: *kind })
            });
            let ends = |subject: &Subject| {
                i.timers.get(subject).is_some_and(|rows| {
                    [DueKind::Limit, DueKind::Release].iter().any(|k| rows.contains_key(&TimerKind::Due(*k)))
                })
            };
            let holds = i.unpaid.iter().filter(|id| {
                let of_deposit = i.appointments[id].deposit.map(Subject::Deposit);
                !ends(&Subject::Appointment(**id)) && !of_deposit.is_some_and(|s| ends(&s))
            });
            inbox.chain(outbox).chain(timers).chain(holds.map(|id| Stuck::Hold(*id))).collect()
        })
    }
}
