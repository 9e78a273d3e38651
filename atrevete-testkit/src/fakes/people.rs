//! The channel to customers and the notices to the salon's people.

use super::Weather;
use async_trait::async_trait;
use atrevete_domain::{
    step::{Handoff, HandoffReason},
    values::{ConversationId, Instant},
};
use atrevete_ports::{
    Clock, HandoffNotice, Manner, Messenger, Notifications, Outbound, OutboxId, PortError, StylistNotice,
    TeamAlert,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard},
};

/// A channel that keeps what was sent.
pub struct FakeMessenger {
    state: Mutex<Sent>,
    clock: Arc<dyn Clock>,
}

#[derive(Debug, Default)]
struct Sent {
    weather: Weather,
    keys: BTreeMap<OutboxId, Manner>,
    messages: Vec<(Instant, Outbound)>,
}

impl FakeMessenger {
    /// A channel with nothing sent.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { state: Mutex::default(), clock }
    }

    fn lock(&self) -> MutexGuard<'_, Sent> {
        self.state.lock().expect("nothing panics while it holds the channel")
    }

    /// Whether it takes messages from now on.
    pub fn weather(&self, weather: Weather) {
        self.lock().weather = weather;
    }

    /// How many messages were sent.
    pub fn count(&self) -> usize {
        self.lock().messages.len()
    }

    /// How a message left.
    pub fn manner_of(&self, key: OutboxId) -> Option<Manner> {
        self.lock().keys.get(&key).copied()
    }

    /// The messages from the `from`-th on.
    pub fn since(&self, from: usize) -> Vec<(Instant, Outbound)> {
        self.lock().messages.get(from..).unwrap_or_default().to_vec()
    }
}

#[async_trait]
impl Messenger for FakeMessenger {
    async fn send(&self, message: &Outbound) -> Result<(), PortError> {
        let now = self.clock.now();
        let mut state = self.lock();
        state.weather.check("messenger")?;
        if state.keys.insert(message.key, message.manner).is_none() {
            state.messages.push((now, message.clone()));
        }
        Ok(())
    }
}

/// Notices that were given, each once.
pub struct FakeNotices {
    state: Mutex<Given>,
    clock: Arc<dyn Clock>,
}

#[derive(Debug, Default)]
struct Given {
    weather: Weather,
    keys: BTreeSet<OutboxId>,
    stylists: Vec<(Instant, StylistNotice)>,
    handoffs: Vec<(Instant, Handoff)>,
    alerts: Vec<(Instant, ConversationId, HandoffReason)>,
}

impl FakeNotices {
    /// Nothing told yet.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { state: Mutex::default(), clock }
    }

    fn lock(&self) -> MutexGuard<'_, Given> {
        self.state.lock().expect("nothing panics while it holds the notices")
    }

    /// Whether notices arrive from now on.
    pub fn weather(&self, weather: Weather) {
        self.lock().weather = weather;
    }

    /// What stylists were told.
    pub fn to_stylists(&self) -> Vec<(Instant, StylistNotice)> {
        self.lock().stylists.clone()
    }

    /// Conversations given to the team.
    pub fn handoffs(&self) -> Vec<(Instant, Handoff)> {
        self.lock().handoffs.clone()
    }

    /// Reminders to the team.
    pub fn alerts(&self) -> Vec<(Instant, ConversationId, HandoffReason)> {
        self.lock().alerts.clone()
    }
}

#[async_trait]
impl Notifications for FakeNotices {
    async fn tell_stylist(&self, key: OutboxId, notice: &StylistNotice) -> Result<(), PortError> {
        let now = self.clock.now();
        let mut state = self.lock();
        state.weather.check("notifications")?;
        if state.keys.insert(key) {
            state.stylists.push((now, notice.clone()));
        }
        Ok(())
    }

    async fn hand_off(&self, key: OutboxId, notice: &HandoffNotice) -> Result<(), PortError> {
        let now = self.clock.now();
        let mut state = self.lock();
        state.weather.check("notifications")?;
        if state.keys.insert(key) {
            state.handoffs.push((now, notice.handoff.clone()));
        }
        Ok(())
    }

    async fn alert_team(&self, key: OutboxId, alert: &TeamAlert) -> Result<(), PortError> {
        let now = self.clock.now();
        let mut state = self.lock();
        state.weather.check("notifications")?;
        if state.keys.insert(key) {
            state.alerts.push((now, alert.conversation, alert.reason));
        }
        Ok(())
    }
}
