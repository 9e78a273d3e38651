//! The salon that the demo serves: a world in memory whose clock follows the wall clock, and the chats as they are shown.
//!
//! Invariants: whatever is asked of it, time is brought up to the present first; what a chat shows of Maite is what left
//! through the messenger, nothing else.

use atrevete_adapters::chatwoot::{self, Decision, Incoming, Outcome, Switch, Taken};
use atrevete_domain::{
    dialogue::{ChannelId, Media, Owner},
    salon::Salon,
    values::{CheckoutId, ConversationId, Instant, SalonZone},
    wording::{self, Voice},
};
use atrevete_ports::{Owned, PortError};
use atrevete_testkit::{Person, Reply, World, exec::block_on};
use std::{collections::BTreeMap, sync::Arc};

/// The salon and everybody who writes to it.
pub struct House {
    world: World,
    mark: usize,
    guests: BTreeMap<ChannelId, Guest>,
    /// Pauses that Chatwoot would show, by conversation.
    pauses: BTreeMap<ChannelId, String>,
    keys: u64,
}

/// Somebody who writes, and her chat.
#[derive(Debug, Clone, Default)]
pub struct Guest {
    /// As the channel knows her.
    pub person: Person,
    /// What was written, in order.
    pub lines: Vec<Line>,
}

/// One bubble.
#[derive(Debug, Clone)]
pub struct Line {
    /// Who wrote it.
    pub by: By,
    /// When.
    pub at: Instant,
    /// What.
    pub text: String,
    /// Short answers to it.
    pub buttons: Vec<String>,
}

/// Who wrote a bubble.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// The customer.
    Customer,
    /// Maite.
    Maite,
    /// Nobody: something happened to the conversation.
    Note,
}

/// Who has a conversation, as the chat tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum With {
    /// Maite.
    Maite,
    /// Handed over, and nobody has taken it.
    Waiting,
    /// A person.
    Team,
}

impl House {
    /// A house whose payment pages are served at `address` (`http://127.0.0.1:8080/pagar`).
    pub fn new(world: World, address: &str) -> Self {
        world.stripe.serve_pages_at(address);
        Self { world, mark: 0, guests: BTreeMap::new(), pauses: BTreeMap::new(), keys: 0 }
    }

    /// The world, to be looked at.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// The salon's data.
    pub fn salon(&self) -> Arc<Salon> {
        self.world.store.salon_now()
    }

    /// The zone of every time that is shown.
    pub fn zone(&self) -> SalonZone {
        self.salon().profile.zone
    }

    /// Brings time up to the present: due timers fire, and what they bring about is done.
    pub fn catch_up(&mut self, now: Instant) {
        self.world.advance_to(now);
        self.collect();
    }

    /// Everybody who has written, with her chat.
    pub fn guests(&self) -> impl Iterator<Item = (&ChannelId, &Guest)> {
        self.guests.iter()
    }

    /// Somebody's chat; empty for a person who has not written yet.
    pub fn guest(&self, channel: &ChannelId) -> Guest {
        self.guests.get(channel).cloned().unwrap_or_default()
    }

    /// Who has a conversation.
    pub fn with(&self, channel: &ChannelId) -> With {
        let owner = self.world.talk(channel).map(|talk| talk.owner);
        match (self.world.store.owned(channel), owner) {
            (Owned::ByPerson, _) | (Owned::ByMaite, Some(Owner::Person { .. })) => With::Team,
            (Owned::ByMaite, Some(Owner::Waiting { .. })) => With::Waiting,
            (Owned::ByMaite, Some(Owner::Maite) | None) => With::Maite,
        }
    }

    /// The conversation of a channel identity, once there is one.
    pub fn conversation(&self, channel: &ChannelId) -> Option<ConversationId> {
        self.world.talk(channel).map(|talk| talk.id)
    }

    /// Answers to the open question, as short titles.
    pub fn quick_replies(&self, channel: &ChannelId) -> Vec<String> {
        let open = self.world.talk(channel).is_some_and(|talk| talk.asked.is_some());
        let last = self.guests.get(channel).and_then(|g| g.lines.iter().rev().find(|l| l.by != By::Note));
        let last = last.filter(|line| open && line.by == By::Maite);
        last.map(|line| line.buttons.clone()).unwrap_or_default()
    }

    /// What the channel knows of somebody from now on.
    pub fn introduce(&mut self, channel: &ChannelId, person: Person) {
        self.world.introduce(channel, person.clone());
        self.guests.entry(channel.clone()).or_default().person = person;
    }

    /// Somebody writes in the demo's own chat.
    pub fn says(&mut self, channel: &ChannelId, text: &str, now: Instant) {
        self.catch_up(now);
        self.note(channel, By::Customer, text, now);
        self.world.customer_says(channel, text);
        self.collect();
    }

    /// Somebody sends something that is no text in the demo's own chat.
    pub fn sends(&mut self, channel: &ChannelId, media: Media, caption: Option<&str>, now: Instant) {
        self.catch_up(now);
        let name = media_name(media);
        let shown = caption.map_or_else(|| name.to_owned(), |caption| format!("{name}\n{caption}"));
        self.note(channel, By::Customer, &shown, now);
        self.world.media(channel, media, caption);
        self.collect();
    }

    /// What a webhook brought. Nothing changes when it is known already.
    ///
    /// # Errors
    /// When the store does not answer: it must be delivered again.
    pub fn take(&mut self, decision: &Decision, now: Instant) -> Result<Taken, PortError> {
        self.catch_up(now);
        let decision = &self.with_pause(decision);
        let (channel, before) = match decision {
            Decision::Message(message) => (Some(message.origin.channel.clone()), message.switch),
            Decision::Takeover(takeover) => (Some(takeover.origin.channel.clone()), Switch::Unset),
            Decision::Standing(standing) => (Some(standing.origin.channel.clone()), standing.switch),
            Decision::Own(_) | Decision::Undelivered(_) | Decision::Ignore(_) => (None, Switch::Unset),
        };
        let was = channel.as_ref().map(|channel| self.world.store.owned(channel));
        let taken = block_on(chatwoot::take(&self.world.driver, decision, now))?;
        if let Some(channel) = channel {
            let is = self.world.store.owned(&channel);
            match (was, is) {
                (Some(Owned::ByMaite), Owned::ByPerson) if before == Switch::Off => {
                    self.pauses
                        .insert(channel.clone(), taken.pause.clone().map(|p| p.name).unwrap_or_default());
                    self.note(&channel, By::Note, "Atención automática desactivada", now);
                }
                (Some(Owned::ByMaite), Owned::ByPerson) => {
                    self.note(&channel, By::Note, "Una persona del equipo ha escrito", now);
                }
                (Some(Owned::ByPerson), Owned::ByMaite) => {
                    self.pauses.remove(&channel);
                    self.note(&channel, By::Note, "Maite vuelve a atender", now);
                }
                (Some(_) | None, Owned::ByMaite | Owned::ByPerson) => {}
            }
        }
        if let (Decision::Message(message), Outcome::Received) = (decision, taken.outcome) {
            let contact = message.contact();
            let person = Person { phone: contact.phone, profile: contact.profile };
            self.introduce(&message.origin.channel, person);
            self.note(&message.origin.channel, By::Customer, &shown(message), now);
        }
        self.settle();
        Ok(taken)
    }

    /// The decision as Chatwoot would have told it if the pause that we ask for were shown there: the demo writes nothing
    /// outside.
    fn with_pause(&self, decision: &Decision) -> Decision {
        let mut decision = decision.clone();
        let (channel, pause) = match &mut decision {
            Decision::Message(message) => (&message.origin.channel, &mut message.pause),
            Decision::Standing(standing) => (&standing.origin.channel, &mut standing.pause),
            Decision::Takeover(_) | Decision::Own(_) | Decision::Undelivered(_) | Decision::Ignore(_) => {
                return decision;
            }
        };
        if pause.is_none() {
            *pause = self.pauses.get(channel).cloned();
        }
        decision
    }

    /// A person takes a conversation on the demo's page, or gives it back.
    pub fn hand(&mut self, channel: &ChannelId, to: With, now: Instant) {
        self.catch_up(now);
        match to {
            With::Team | With::Waiting => {
                self.note(channel, By::Note, "Una persona del equipo atiende la conversación", now);
                self.world.staff_takes(channel);
            }
            With::Maite => {
                self.note(channel, By::Note, "Maite vuelve a atender", now);
                self.world.hand_back(channel);
            }
        }
        self.collect();
    }

    /// The provider tells what became of a page after `act` on it.
    pub fn at_checkout(
        &mut self,
        checkout: CheckoutId,
        now: Instant,
        act: impl FnOnce(&World) -> Result<(), atrevete_testkit::fakes::NotPayable>,
    ) -> Result<(), atrevete_testkit::fakes::NotPayable> {
        self.catch_up(now);
        act(&self.world)?;
        self.world.provider_tells(checkout);
        self.collect();
        Ok(())
    }

    /// A name that nothing else has in this run.
    pub fn fresh_key(&mut self) -> u64 {
        self.keys += 1;
        self.keys
    }

    fn settle(&mut self) {
        self.world.run_until_quiet();
        self.collect();
    }

    fn note(&mut self, channel: &ChannelId, by: By, text: &str, at: Instant) {
        let line = Line { by, at, text: text.to_owned(), buttons: Vec::new() };
        self.guests.entry(channel.clone()).or_default().lines.push(line);
    }

    /// What left since the last look goes to its chats.
    fn collect(&mut self) {
        let replies = self.world.replies_since(self.mark);
        self.mark = self.world.mark();
        let salon = self.salon();
        for reply in replies {
            let line = bubble(&reply, &salon);
            self.guests.entry(reply.channel).or_default().lines.push(line);
        }
    }
}

fn bubble(reply: &Reply, salon: &Salon) -> Line {
    let voice = Voice::new(&salon.profile, salon.profile.address_form, reply.at);
    let titled = reply.utterances.iter().map(|u| wording::buttons(u, &voice));
    let buttons = titled.rev().find(|titles| !titles.is_empty()).unwrap_or_default();
    Line { by: By::Maite, at: reply.at, text: reply.text.clone(), buttons }
}

/// What the salon's customer sees of what she sent.
fn media_name(media: Media) -> &'static str {
    match media {
        Media::Voice => "🎤 Nota de voz",
        Media::Photo => "📷 Foto",
        Media::Other => "📎 Archivo",
    }
}

fn shown(message: &Incoming) -> String {
    match message.said() {
        atrevete_ports::Said::Text(text) => text,
        atrevete_ports::Said::Media { media, caption, source: _ } => {
            let name = media_name(media);
            caption.map_or_else(|| name.to_owned(), |caption| format!("{name}\n{caption}"))
        }
    }
}
