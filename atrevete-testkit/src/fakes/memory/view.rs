//! The memory store as [`Rows`]: seeded and looked into by tests, the demo's panel and simulated customers.

use super::{Inner, MemoryStore};
use crate::rows::{OutboxEnd, Race, Rows, Stuck};
use atrevete_domain::{
    booking::{Appointment, Customer, Deposit, LedgerEntry},
    dialogue::{ChannelId, Conversation},
    facts::Busy,
    salon::Salon,
    step::{Case, Waiting},
    values::{
        AppointmentId, CheckoutId, ConversationId, CustomerId, DepositId, Instant, Span, StylistId, Words,
    },
};
use atrevete_ports::{Owned, Timer, Turn};
use std::sync::Arc;

impl MemoryStore {
    fn read<T>(&self, read: impl FnOnce(&Inner) -> T) -> T {
        read(&self.lock())
    }
}

impl Rows for MemoryStore {
    fn race(&self, what: Race) {
        self.races().push_back(what);
    }

    fn seed_customer(&self, customer: Customer, channel: Option<ChannelId>) {
        let mut inner = self.lock();
        if let Some(channel) = channel {
            inner.link(&channel, customer.id);
        }
        inner.write_customer(customer);
    }

    fn seed_appointment(&self, appointment: Appointment, deposit: Option<(Deposit, Vec<LedgerEntry>)>) {
        let mut inner = self.lock();
        if appointment.life.occupies() {
            for span in appointment.occupied() {
                assert!(
                    !inner.chairs.taken(appointment.seat.stylist, span, &[]),
                    "the seeded agenda overlaps at {span:?}"
                );
            }
        }
        inner.write_appointment(appointment);
        if let Some((deposit, entries)) = deposit {
            inner.write_deposit(deposit);
            inner.ledger.extend(entries.into_iter().map(|e| (e.key.clone(), e)));
        }
    }

    fn seed_timers(&self, timers: atrevete_ports::TimersOf) {
        self.lock().write_timers(timers);
    }

    fn block(&self, stylist: StylistId, span: Span) {
        let mut inner = self.lock();
        inner.chairs.take(stylist, &Busy { span, by: None });
        inner.raise_agenda(stylist);
    }

    fn salon_now(&self) -> Arc<Salon> {
        self.read(|i| i.salon.clone())
    }

    fn appointments(&self) -> Vec<Appointment> {
        self.read(|i| i.appointments.values().cloned().collect())
    }

    fn appointment(&self, id: AppointmentId) -> Option<Appointment> {
        self.read(|i| i.appointments.get(&id).cloned())
    }

    fn appointments_of(&self, customer: CustomerId) -> Vec<Appointment> {
        self.read(|i| {
            let ids = i.of_customer.get(&customer).into_iter().flatten();
            ids.map(|id| i.appointments[id].clone()).collect()
        })
    }

    fn deposits(&self) -> Vec<Deposit> {
        self.read(|i| i.deposits.values().cloned().collect())
    }

    fn deposit(&self, id: DepositId) -> Option<Deposit> {
        self.read(|i| i.deposits.get(&id).cloned())
    }

    fn deposit_of(&self, checkout: CheckoutId) -> Option<Deposit> {
        self.read(|i| i.of_checkout.get(&checkout).and_then(|id| i.deposits.get(id)).cloned())
    }

    fn customers(&self) -> Vec<Customer> {
        self.read(|i| i.customers.values().cloned().collect())
    }

    fn customer_of(&self, channel: &ChannelId) -> Option<Customer> {
        self.read(|i| i.identities.get(channel).and_then(|id| i.customers.get(id)).cloned())
    }

    fn ledger(&self) -> Vec<LedgerEntry> {
        self.read(|i| i.ledger.values().cloned().collect())
    }

    fn cases(&self) -> Vec<Case> {
        self.read(|i| i.cases.values().cloned().collect())
    }

    fn waiting_list(&self) -> Vec<Waiting> {
        self.read(|i| i.waiting.clone())
    }

    fn unresolved(&self) -> Vec<Words> {
        self.read(|i| i.unresolved.clone())
    }

    fn talk(&self, channel: &ChannelId) -> Option<Conversation> {
        self.read(|i| i.talks.get(channel).map(|t| t.state.clone()))
    }

    fn talks(&self) -> Vec<Conversation> {
        self.read(|i| i.talks.values().map(|t| t.state.clone()).collect())
    }

    fn owned(&self, channel: &ChannelId) -> Owned {
        self.read(|i| i.owners.get(channel).copied().unwrap_or_default().owned)
    }

    fn turns(&self, from: usize) -> Vec<Turn> {
        self.read(|i| i.turns.get(from..).unwrap_or_default().to_vec())
    }

    fn turn_count(&self) -> usize {
        self.read(|i| i.turns.len())
    }

    fn ended(&self) -> Vec<OutboxEnd> {
        self.read(|i| i.ended.clone())
    }

    fn ended_count(&self) -> usize {
        self.read(|i| i.ended.len())
    }

    fn ended_since(&self, from: usize) -> Vec<OutboxEnd> {
        self.read(|i| i.ended.get(from..).unwrap_or_default().to_vec())
    }

    fn channel(&self, conversation: ConversationId) -> Option<ChannelId> {
        self.read(|i| i.channel_of.get(&conversation).cloned())
    }

    fn open_timers(&self) -> Vec<Timer> {
        self.read(|i| {
            let due = i.due.iter();
            due.map(|(at, subject, kind)| Timer { at: *at, subject: subject.clone(), kind: *kind }).collect()
        })
    }

    fn next_at(&self) -> Option<Instant> {
        self.read(|i| {
            let timer = i.due.first().map(|(at, _, _)| *at);
            [timer, i.in_lanes.next_at(), i.out_lanes.next_at()].into_iter().flatten().min()
        })
    }

    fn is_taken(&self, stylist: StylistId, span: Span) -> bool {
        self.read(|i| i.chairs.taken(stylist, span, &[]))
    }

    fn stuck(&self, now: Instant) -> Vec<Stuck> {
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
