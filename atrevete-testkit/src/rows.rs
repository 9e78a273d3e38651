//! A store that a world can live on: all the ports of rows, and the hands and eyes that no port has.
//!
//! The memory store is one, a database wrapped by a test is another: a story, a contract or a simulated customer does not
//! know on which it runs.

use atrevete_domain::{
    booking::{Appointment, Customer, Deposit, LedgerEntry},
    dialogue::{ChannelId, Conversation},
    salon::Salon,
    step::{Case, Waiting},
    values::{
        AppointmentId, CheckoutId, ConversationId, CustomerId, DepositId, Epoch, Instant, Span, StylistId,
        Words,
    },
};
use atrevete_ports::{
    Catalogue, Clock, Customers, Inbox, InboxRow, Outbox, OutboxRow, Owned, Settled, Store, Timer, Timers,
    Turn,
};
use std::sync::Arc;

/// Something that happens between the facts of a step and its commit.
pub type Race = Box<dyn FnOnce(&dyn Rows) + Send>;

/// Makes a fresh store of a salon, for a world with this clock.
pub type MakeRows<'a> = &'a dyn Fn(Salon, Epoch, Arc<dyn Clock>) -> Arc<dyn Rows>;

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

/// Rows with their ports, to be seeded and looked into. Nothing here fails: a store that does not answer is no world.
pub trait Rows: Store + Inbox + Outbox + Timers + Customers + Catalogue {
    /// Lets something happen right before the next commit, when its facts have been read; several in turn, one a commit.
    fn race(&self, what: Race);

    /// Seeds a person, known by her phone and, if given, by a channel identity.
    fn seed_customer(&self, customer: Customer, channel: Option<ChannelId>);

    /// Seeds an appointment as it stands, with its deposit and how the ledger has that one's money.
    ///
    /// # Panics
    /// When the chair is taken: a seed that the database would refuse.
    fn seed_appointment(&self, appointment: Appointment, deposit: Option<(Deposit, Vec<LedgerEntry>)>);

    /// Stores timers of a seeded row.
    fn seed_timers(&self, timers: atrevete_ports::TimersOf);

    /// Somebody of the salon takes time out of a stylist's agenda; commits that did not see it are stale.
    fn block(&self, stylist: StylistId, span: Span);

    /// The salon's data.
    fn salon_now(&self) -> Arc<Salon>;

    /// All appointments, by id.
    fn appointments(&self) -> Vec<Appointment>;

    /// One appointment.
    fn appointment(&self, id: AppointmentId) -> Option<Appointment>;

    /// The appointments that a person comes to or booked.
    fn appointments_of(&self, customer: CustomerId) -> Vec<Appointment>;

    /// All deposits.
    fn deposits(&self) -> Vec<Deposit>;

    /// One deposit.
    fn deposit(&self, id: DepositId) -> Option<Deposit>;

    /// The deposit of a page.
    fn deposit_of(&self, checkout: CheckoutId) -> Option<Deposit>;

    /// All people.
    fn customers(&self) -> Vec<Customer>;

    /// The person behind a channel identity.
    fn customer_of(&self, channel: &ChannelId) -> Option<Customer>;

    /// The ledger, by key.
    fn ledger(&self) -> Vec<LedgerEntry>;

    /// What staff must decide.
    fn cases(&self) -> Vec<Case>;

    /// The waiting list.
    fn waiting_list(&self) -> Vec<Waiting>;

    /// Words nobody resolved.
    fn unresolved(&self) -> Vec<Words>;

    /// A conversation's state.
    fn talk(&self, channel: &ChannelId) -> Option<Conversation>;

    /// All conversations.
    fn talks(&self) -> Vec<Conversation>;

    /// Who has a conversation.
    fn owned(&self, channel: &ChannelId) -> Owned;

    /// What happened, in order, from the `from`-th commit on.
    fn turns(&self, from: usize) -> Vec<Turn>;

    /// How many commits there were.
    fn turn_count(&self) -> usize;

    /// Effects that are over.
    fn ended(&self) -> Vec<OutboxEnd>;

    /// How many effects are over.
    fn ended_count(&self) -> usize;

    /// Effects that are over, from the `from`-th on.
    fn ended_since(&self, from: usize) -> Vec<OutboxEnd>;

    /// The channel identity of a conversation.
    fn channel(&self, conversation: ConversationId) -> Option<ChannelId>;

    /// Timers that are armed, earliest first.
    fn open_timers(&self) -> Vec<Timer>;

    /// When something will happen by itself: a timer, a lane that waits.
    fn next_at(&self) -> Option<Instant>;

    /// Whether somebody has part of this stretch of a stylist's time.
    fn is_taken(&self, stylist: StylistId, span: Span) -> bool;

    /// Rows that should have been handled at `now`, and holds that nothing would end.
    fn stuck(&self, now: Instant) -> Vec<Stuck>;
}
