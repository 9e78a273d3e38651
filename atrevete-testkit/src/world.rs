//! The whole world in memory, or over a database: every fake, the driver and a clock that moves only when it is told to.
//!
//! Invariants: the same calls give the same world (nothing is drawn, nothing waits, nothing runs beside); after every
//! call the world has come to rest: what can be handled at its present instant has been.

use crate::{
    exec::block_on,
    fakes::{FakeCalendar, FakeMessenger, FakeNotices, FakeStripe, ManualClock, heard, memory},
    rows::{MakeRows, Rows, Stuck},
};
use atrevete_domain::{
    booking::{
        Appointment, Attendee, Customer, Deposit, HowConfirmed, Life, Notes, Rev, Seat, StaffOrder,
        quote::quote,
    },
    dialogue::{Act, ChannelId, Conversation, Media, ThreadId},
    salon::{Salon, SegmentKind, WorkSegment},
    step::Effect,
    values::{
        AppointmentId, CheckoutId, CustomerId, Epoch, Id as _, Instant, Money, Phone, RefundId, Span,
        StylistId,
    },
    wording::Utterance,
};
use atrevete_ports::{
    Calendar, Clock as _, Contact, Event, InboxLane, Incoming, Language, Manner, MirrorEvent, NewEvent,
    PageState, Said, Settled, Turn,
    drive::{Driver, Ports, Settings, StaffAnswer, Worked},
};
use chrono::TimeDelta;
use std::{collections::BTreeMap, sync::Arc};

/// Steps after which a world that has not come to rest is a defect.
const RESTLESS: usize = 20_000;

/// A salon, its customers and the outside world.
pub struct World {
    /// The clock.
    pub clock: Arc<ManualClock>,
    /// The store.
    pub store: Arc<dyn Rows>,
    /// The stylists' calendars.
    pub calendar: Arc<FakeCalendar>,
    /// The payment provider.
    pub stripe: Arc<FakeStripe>,
    /// The channel to customers.
    pub messenger: Arc<FakeMessenger>,
    /// What stylists and team are told.
    pub notices: Arc<FakeNotices>,
    /// What sequences them.
    pub driver: Driver,
    contacts: BTreeMap<ChannelId, Person>,
    counter: u64,
}

/// Somebody who writes, as the channel knows her.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    /// Her number.
    pub phone: Option<Phone>,
    /// Her profile's name.
    pub profile: Option<String>,
}

/// A message of ours that left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// To whom.
    pub channel: ChannelId,
    /// When.
    pub at: Instant,
    /// The text.
    pub text: String,
    /// What it says.
    pub utterances: Vec<Utterance>,
    /// How it left.
    pub manner: Manner,
}

impl World {
    /// A world in which `language` reads what customers write.
    pub fn new(salon: Salon, now: Instant, language: Arc<dyn Language>) -> Self {
        let calendar = Arc::new(FakeCalendar::default());
        Self { calendar: calendar.clone(), ..Self::with_calendar(salon, now, language, calendar) }
    }

    /// The same with a calendar of the caller's own; [`World::calendar`] then stays empty.
    pub fn with_calendar(
        salon: Salon,
        now: Instant,
        language: Arc<dyn Language>,
        calendar: Arc<dyn Calendar>,
    ) -> Self {
        Self::made(salon, now, language, calendar, &memory::fresh)
    }

    /// A world over another store than the one in memory.
    pub fn over(rows: MakeRows<'_>, salon: Salon, now: Instant, language: Arc<dyn Language>) -> Self {
        let calendar = Arc::new(FakeCalendar::default());
        Self { calendar: calendar.clone(), ..Self::made(salon, now, language, calendar, rows) }
    }

    fn made(
        salon: Salon,
        now: Instant,
        language: Arc<dyn Language>,
        calendar: Arc<dyn Calendar>,
        rows: MakeRows<'_>,
    ) -> Self {
        let clock = Arc::new(ManualClock::at(now));
        let epoch = Epoch(atrevete_domain::values::CauseId::named("epoch", &salon.profile.name).uuid());
        let store = rows(salon, epoch, clock.clone());
        let stripe = Arc::new(FakeStripe::new(clock.clone()));
        let messenger = Arc::new(FakeMessenger::new(clock.clone()));
        let notices = Arc::new(FakeNotices::new(clock.clone()));
        let ports = Ports {
            store: store.clone(),
            inbox: store.clone(),
            outbox: store.clone(),
            timers: store.clone(),
            customers: store.clone(),
            catalogue: store.clone(),
            calendar,
            payments: stripe.clone(),
            notifications: notices.clone(),
            messenger: messenger.clone(),
            language,
            clock: clock.clone(),
        };
        let settings = Settings { quiet: TimeDelta::zero(), ..Settings::default() };
        let driver = Driver::new(ports, settings);
        Self {
            clock,
            store,
            calendar: Arc::default(),
            stripe,
            messenger,
            notices,
            driver,
            contacts: BTreeMap::new(),
            counter: 0,
        }
    }

    /// The present instant.
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// What the channel knows of somebody; told with each of her messages.
    pub fn introduce(&mut self, channel: &ChannelId, person: Person) {
        self.contacts.insert(channel.clone(), person);
    }

    fn key(&mut self, kind: &str) -> String {
        self.counter += 1;
        format!("{kind}:{}", self.counter)
    }

    fn contact(&self, channel: &ChannelId) -> Contact {
        let person = self.contacts.get(channel).cloned().unwrap_or_default();
        Contact { thread: ThreadId(channel.0.clone()), phone: person.phone, profile: person.profile }
    }

    /// Shows a seeded appointment in the calendar, as its commit would have.
    pub fn show(&self, appointment: &Appointment) {
        self.calendar.show(MirrorEvent::of(appointment));
    }

    /// Stores a message without handling it: the first of a burst, or one that comes while something else is under way.
    pub fn posts(&mut self, channel: &ChannelId, text: &str) {
        let (key, from, now) = (self.key("msg"), self.contact(channel), self.now());
        let said = Said::Text(text.to_owned());
        let _ = sure(block_on(self.driver.receive(channel, &key, from, said, now)));
    }

    /// The customer writes; everything that was said to anybody until the world is at rest.
    pub fn customer_says(&mut self, channel: &ChannelId, text: &str) -> Vec<Reply> {
        let mark = self.mark();
        self.posts(channel, text);
        self.run_until_quiet();
        self.replies_since(mark)
    }

    /// The customer writes several messages before anybody reads one.
    pub fn customer_bursts(&mut self, channel: &ChannelId, texts: &[&str]) -> Vec<Reply> {
        let mark = self.mark();
        for text in texts {
            self.posts(channel, text);
        }
        self.run_until_quiet();
        self.replies_since(mark)
    }

    /// The customer says these acts, whatever words they would have.
    pub fn customer_acts(&mut self, channel: &ChannelId, acts: Vec<Act>) -> Vec<Reply> {
        let mark = self.mark();
        let (key, from, now) = (self.key("msg"), self.contact(channel), self.now());
        let said = Said::Text(format!("{acts:?}"));
        let mut event = NewEvent::now(
            InboxLane::Channel(channel.clone()),
            key,
            Event::Message(Incoming { from, said, sent_at: now }),
            now,
        );
        event.heard = Some(heard(acts, now));
        let _ = sure(block_on(self.store.put(event)));
        self.run_until_quiet();
        self.replies_since(mark)
    }

    /// The customer sends something that is no text.
    pub fn media(&mut self, channel: &ChannelId, media: Media, caption: Option<&str>) -> Vec<Reply> {
        let mark = self.mark();
        let (key, from, now) = (self.key("msg"), self.contact(channel), self.now());
        let said = Said::Media { media, caption: caption.map(str::to_owned), source: None };
        let _ = sure(block_on(self.driver.receive(channel, &key, from, said, now)));
        self.run_until_quiet();
        self.replies_since(mark)
    }

    /// The customer pays a page, and the provider tells. `None`: the page cannot be paid any more.
    pub fn pay(&mut self, checkout: CheckoutId) -> Option<Vec<Reply>> {
        self.stripe.pay(checkout).ok()?;
        Some(self.provider_tells(checkout))
    }

    /// The provider's webhook about a page; twice or never are the test's to choose.
    pub fn provider_tells(&mut self, checkout: CheckoutId) -> Vec<Reply> {
        let mark = self.mark();
        let _ = block_on(self.driver.page_changed(checkout));
        self.run_until_quiet();
        self.replies_since(mark)
    }

    /// The bank sends a refund back, and the provider tells.
    pub fn refund_comes_back(&mut self, refund: RefundId) -> Vec<Reply> {
        let mark = self.mark();
        self.stripe.refund_comes_back(refund);
        let carries = |d: &Deposit| d.payments.iter().any(|p| p.refunds.iter().any(|r| r.id == refund));
        let deposit = self.store.deposits().into_iter().find(carries);
        for payment in deposit.iter().flat_map(|d| &d.payments) {
            let _ = block_on(self.driver.payment_changed(&payment.reference, payment.checkout));
        }
        self.run_until_quiet();
        self.replies_since(mark)
    }

    /// Somebody else gets a chair, as if through another conversation.
    ///
    /// # Panics
    /// When the chair is taken.
    pub fn somebody_books(&mut self, stylist: StylistId, span: Span) {
        let name = self.key("somebody");
        let customer = Customer::new(CustomerId::named("world", &name), None, None, self.now());
        let minutes = u16::try_from(span.length()).expect("a visit is shorter than a month");
        let mut quote = quote(&self.store.salon_now(), &[], None, Some(stylist));
        quote.minutes = minutes;
        quote.segments = vec![WorkSegment { kind: SegmentKind::Work, minutes }];
        let appointment = Appointment {
            id: AppointmentId::named("world", &name),
            rev: Rev::NEW.next(),
            seat: Seat { stylist, span },
            attendee: Attendee { customer: customer.id, name: None },
            booked_by: None,
            quote,
            deposit: None,
            share: Money::ZERO,
            group: None,
            life: Life::Confirmed { how: HowConfirmed::NothingDue },
            made_at: self.now(),
            shown: None,
            notes: Notes::default(),
        };
        self.show(&appointment);
        self.store.seed_customer(customer, None);
        self.store.seed_appointment(appointment, None);
    }

    /// Whether an appointment is one of [`World::somebody_books`].
    pub fn is_somebody(&self, appointment: &Appointment) -> bool {
        appointment.attendee.name.is_none() && appointment.quote.services.is_empty()
    }

    /// The pages of a channel's customer that can be paid now, newest last.
    pub fn open_pages(&self, channel: &ChannelId) -> Vec<CheckoutId> {
        let Some(customer) = self.store.customer_of(channel) else { return Vec::new() };
        let mut pages: Vec<(Instant, CheckoutId)> = Vec::new();
        for appointment in self.store.appointments_of(customer.id) {
            let Some(deposit) = appointment.deposit.and_then(|id| self.store.deposit(id)) else { continue };
            for checkout in &deposit.checkouts {
                let open =
                    self.stripe.page(checkout.id).is_some_and(|p| matches!(p.state, PageState::Open { .. }));
                if open && !pages.contains(&(checkout.asked_at, checkout.id)) {
                    pages.push((checkout.asked_at, checkout.id));
                }
            }
        }
        pages.sort();
        pages.into_iter().map(|(_, id)| id).collect()
    }

    /// An order of staff, as the panel gives it.
    pub fn staff(&mut self, order: &StaffOrder) -> StaffAnswer {
        self.staff_seeing(order, None)
    }

    /// The same from a page that showed this revision of the appointment.
    pub fn staff_seeing(&mut self, order: &StaffOrder, seen: Option<Rev>) -> StaffAnswer {
        let token = self.key("order");
        let answer = sure(block_on(self.driver.staff(order, seen, &token)));
        self.run_until_quiet();
        answer
    }

    /// A person writes in the conversation: it is hers.
    pub fn staff_takes(&mut self, channel: &ChannelId) -> Vec<Reply> {
        let (mark, key) = (self.mark(), self.key("owner"));
        let _ = sure(block_on(self.driver.taken_over(channel, &key)));
        self.run_until_quiet();
        self.replies_since(mark)
    }

    /// The person gives it back.
    pub fn hand_back(&mut self, channel: &ChannelId) -> Vec<Reply> {
        let (mark, key) = (self.mark(), self.key("owner"));
        let _ = sure(block_on(self.driver.handed_back(channel, &key)));
        self.run_until_quiet();
        self.replies_since(mark)
    }

    /// One thing: a timer, an event or an effect. `Idle` when nothing is ready at this instant.
    pub fn one_step(&mut self) -> Worked {
        let fired = sure(block_on(self.driver.wake()));
        if fired > 0 || sure(block_on(self.driver.step())) == Worked::Yes {
            return Worked::Yes;
        }
        sure(block_on(self.driver.relay()))
    }

    /// Handles everything that is ready at this instant.
    ///
    /// # Panics
    /// When it does not come to rest: something answers itself for ever.
    pub fn run_until_quiet(&mut self) {
        for _ in 0..RESTLESS {
            if self.one_step() == Worked::Idle {
                return;
            }
        }
        panic!("the world does not come to rest at {}", self.now());
    }

    /// Lets time pass, stopping wherever something is due; what was said meanwhile.
    pub fn advance_time(&mut self, by: TimeDelta) -> Vec<Reply> {
        let (mark, until) = (self.mark(), self.now() + by);
        self.run_until_quiet();
        while let Some(next) = self.store.next_at().filter(|at| *at <= until) {
            self.clock.set(next);
            self.run_until_quiet();
        }
        self.clock.set(until);
        self.replies_since(mark)
    }

    /// Lets time pass until an instant.
    pub fn advance_to(&mut self, until: Instant) -> Vec<Reply> {
        self.advance_time((until - self.now()).max(TimeDelta::zero()))
    }

    /// How much has been said so far.
    pub fn mark(&self) -> usize {
        self.store.ended_count()
    }

    /// What was said since a [`World::mark`], to anybody, in order.
    pub fn replies_since(&self, mark: usize) -> Vec<Reply> {
        let ended = self.store.ended_since(mark);
        let sent = ended.into_iter().filter(|end| end.how == Settled::Done).filter_map(|end| {
            let Effect::Say(message) = end.row.effect else { return None };
            let channel = self.store.channel(message.to)?;
            let manner = self.messenger.manner_of(end.row.id).unwrap_or(Manner::Reply);
            let text = end.row.text.unwrap_or_default();
            Some(Reply { channel, at: end.at, text, utterances: message.utterances, manner })
        });
        sent.collect()
    }

    /// A conversation's state.
    pub fn talk(&self, channel: &ChannelId) -> Option<Conversation> {
        self.store.talk(channel)
    }

    /// Appointments that occupy a chair, in order of their start.
    pub fn live(&self) -> Vec<Appointment> {
        let mut live: Vec<Appointment> =
            self.store.appointments().into_iter().filter(|a| a.life.occupies()).collect();
        live.sort_by_key(|a| (a.start(), a.seat.stylist));
        live
    }

    /// A stylist by the name customers use.
    pub fn stylist(&self, name: &str) -> Option<StylistId> {
        self.store.salon_now().stylists.iter().find(|s| s.name == name).map(|s| s.id)
    }

    /// What happened since a number of turns, with the trace that says why.
    pub fn turns_since(&self, turns: usize) -> Vec<Turn> {
        self.store.turns(turns)
    }

    /// Rows that nothing explains: not handled although the world is at rest, or holds that nothing would end.
    pub fn stuck(&self) -> Vec<Stuck> {
        self.store.stuck(self.now())
    }
}

/// The store in memory always answers.
fn sure<T>(answer: Result<T, atrevete_ports::PortError>) -> T {
    answer.expect("the store answers")
}
