//! Where the sequence of calls is the subject: what is read last, what is asked first, what is not called at all.

mod provider;

use super::*;
use crate::{
    Addressee, Committed, Fault, Look, Manner, NewEvent, OutboxId, OutboxRow, Owned, PageState, Put, Scope,
    Settled, Snapshot, StoredTalk,
    calendar::MockCalendar,
    catalogue::MockCatalogue,
    clock::MockClock,
    customers::MockCustomers,
    inbox::{Event, MockInbox},
    language::MockLanguage,
    messenger::MockMessenger,
    notifications::MockNotifications,
    outbox::MockOutbox,
    payments::MockPayments,
    store::MockStore,
    timers::MockTimers,
};
use atrevete_domain::{
    booking::{
        Checkout, CheckoutState, CheckoutUrl, CollectedBy, Deposit, DepositLife, DeskEvent, Payment,
        PaymentRef, Refund, RefundReason, RefundState, Rev, desk::RefundAnswer,
    },
    dialogue::{ChannelId, Conversation, Owner, ThreadId},
    facts::{Agenda, Facts, HoldCounts},
    salon::{Address, Catalogue as Services, OpeningHours, Policy, Profile, Salon, profile::AddressForm},
    step::{Effect, Message},
    values::{
        CauseId, CheckoutId, ConversationId, DepositId, Epoch, Id as _, Instant, Money, RefundId, SalonZone,
    },
    wording::Utterance,
};
use mockall::Sequence;
use std::{
    collections::BTreeMap,
    pin::pin,
    sync::Mutex,
    task::{Context, Poll, Waker},
};

/// Noon in Madrid, in winter.
fn noon() -> Instant {
    Instant::UNIX_EPOCH + TimeDelta::hours(11)
}

fn now_or_never<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => done,
        Poll::Pending => unreachable!("mocks never wait"),
    }
}

/// How a row was settled, and with what answers.
type Ended = (Settled, Vec<NewEvent>);

#[derive(Default)]
struct Mocks {
    store: MockStore,
    inbox: MockInbox,
    outbox: MockOutbox,
    timers: MockTimers,
    customers: MockCustomers,
    catalogue: MockCatalogue,
    calendar: MockCalendar,
    payments: MockPayments,
    notifications: MockNotifications,
    messenger: MockMessenger,
    language: MockLanguage,
}

impl Mocks {
    fn driver(self, now: Instant) -> Driver {
        let mut clock = MockClock::new();
        clock.expect_now().return_const(now);
        let ports = Ports {
            store: Arc::new(self.store),
            inbox: Arc::new(self.inbox),
            outbox: Arc::new(self.outbox),
            timers: Arc::new(self.timers),
            customers: Arc::new(self.customers),
            catalogue: Arc::new(self.catalogue),
            calendar: Arc::new(self.calendar),
            payments: Arc::new(self.payments),
            notifications: Arc::new(self.notifications),
            messenger: Arc::new(self.messenger),
            language: Arc::new(self.language),
            clock: Arc::new(clock),
        };
        Driver::new(ports, Settings::default())
    }

    fn claims(&mut self, row: OutboxRow) {
        self.outbox.expect_claim().once().return_once(move |_| Ok(Some(row)));
    }

    /// Keeps how the row was settled.
    fn settles(&mut self) -> Arc<Mutex<Vec<Ended>>> {
        let seen: Arc<Mutex<Vec<Ended>>> = Arc::default();
        let keep = seen.clone();
        self.outbox.expect_settle().returning(move |_, how, _, answers| {
            keep.lock().unwrap().push((how, answers));
            Ok(())
        });
        seen
    }

    fn knows(&mut self, deposit: Deposit) {
        self.store.expect_facts().returning(move |scope, _| {
            assert!(matches!(scope, Scope::Checkout(_) | Scope::Deposit(_)));
            Ok(Snapshot { facts: facts(Some(deposit.clone())), agenda: BTreeMap::new() })
        });
    }
}

fn id<T: atrevete_domain::values::Id>() -> T {
    T::named("test", "one")
}

fn row(effect: Effect, made_at: Instant) -> OutboxRow {
    let lane = effect.lane();
    OutboxRow {
        id: id(),
        lane,
        effect,
        text: Some("hola".to_owned()),
        made_at,
        owner_epoch: 0,
        attempts: 1,
        generation: 0,
    }
}

fn message() -> Message {
    Message {
        to: id(),
        utterances: Vec::new(),
        formal: false,
        proactive: false,
        suggestion: false,
        not_after: None,
    }
}

fn to(owned: Owned, owner_epoch: u32) -> Addressee {
    Addressee {
        thread: ThreadId("t".to_owned()),
        channel: ChannelId("c".to_owned()),
        owned,
        owner_epoch,
        last_heard: Some(noon()),
        opted_out: false,
    }
}

fn salon() -> Salon {
    Salon {
        profile: Profile {
            name: "Prueba".to_owned(),
            assistant: "Maite".to_owned(),
            emoji: None,
            address_form: AddressForm::Tu,
            languages: vec!["es-ES".to_owned()],
            zone: SalonZone(chrono_tz::Europe::Madrid),
            region: "ES".to_owned(),
            address: Address { street: String::new(), town: String::new(), map_link: None },
            phone: None,
            privacy_link: String::new(),
            team: "el equipo".to_owned(),
            names_stylists: true,
        },
        catalogue: Services {
            categories: Vec::new(),
            services: Vec::new(),
            packs: Vec::new(),
            not_offered: Vec::new(),
            families: BTreeMap::new(),
        },
        stylists: Vec::new(),
        hours: OpeningHours::default(),
        policy: Policy::default(),
        faq: Vec::new(),
    }
}

fn facts(deposit: Option<Deposit>) -> Facts {
    Facts {
        salon: Arc::new(salon()),
        epoch: Epoch(CauseId::named("test", "epoch").uuid()),
        customer: None,
        people: BTreeMap::new(),
        appointments: BTreeMap::new(),
        deposits: deposit.into_iter().map(|d| (d.id, d)).collect(),
        agenda: Agenda::default(),
        holds: HoldCounts::default(),
        refused: Vec::new(),
    }
}

fn deposit(payments: Vec<Payment>) -> Deposit {
    Deposit {
        id: id(),
        rev: Rev::NEW,
        amount: Money::cents(1000),
        shares: Vec::new(),
        life: DepositLife::Due,
        failures: 0,
        collected_by: CollectedBy::Page,
        checkouts: vec![Checkout {
            id: id(),
            amount: Money::cents(1000),
            state: CheckoutState::Requested,
            asked_at: noon(),
            looks: 0,
            generation: 0,
        }],
        payments,
        warned_for: None,
        refund_until: None,
    }
}

fn paid(refund: RefundId) -> Deposit {
    let amount = Money::cents(1000);
    let zero = Money::ZERO;
    deposit(vec![Payment {
        reference: PaymentRef("pi_1".to_owned()),
        checkout: id(),
        at: noon(),
        captured: amount,
        held: zero,
        applied: zero,
        refund_due: amount,
        refunded: zero,
        forfeited: zero,
        disputed: zero,
        dispute: None,
        refunds: vec![Refund {
            id: refund,
            appointment: None,
            reason: RefundReason::Staff,
            amount,
            state: RefundState::Due,
            generation: 0,
            reference: None,
            at: noon(),
            looks: 0,
        }],
    }])
}

#[test]
fn the_owner_is_the_last_thing_read_before_a_message_leaves() {
    let mut mocks = Mocks::default();
    mocks.claims(row(Effect::Say(message()), noon()));
    let mut order = Sequence::new();
    mocks.catalogue.expect_salon().once().in_sequence(&mut order).returning(|| Ok(Arc::new(salon())));
    mocks
        .store
        .expect_addressee()
        .once()
        .in_sequence(&mut order)
        .returning(|_| Ok(Some(to(Owned::ByMaite, 0))));
    mocks.messenger.expect_send().once().in_sequence(&mut order).returning(|_| Ok(()));
    let settled = mocks.settles();
    let _ = now_or_never(mocks.driver(noon()).relay()).unwrap();
    assert_eq!(settled.lock().unwrap()[0].0, Settled::Done);
}

#[test]
fn a_message_that_a_person_overtook_is_withdrawn_even_after_she_gave_it_back() {
    for owner in [to(Owned::ByPerson, 1), to(Owned::ByMaite, 1)] {
        let mut mocks = Mocks::default();
        mocks.claims(row(Effect::Say(message()), noon()));
        mocks.catalogue.expect_salon().returning(|| Ok(Arc::new(salon())));
        mocks.store.expect_addressee().return_once(|_| Ok(Some(owner)));
        mocks.messenger.expect_send().never();
        let settled = mocks.settles();
        let _ = now_or_never(mocks.driver(noon()).relay()).unwrap();
        assert_eq!(settled.lock().unwrap()[0].0, Settled::Withdrawn);
    }
}

#[test]
fn what_we_start_waits_for_the_morning_and_is_not_said_to_who_opted_out() {
    let night = noon() + TimeDelta::hours(10);
    let proactive = || row(Effect::Say(Message { proactive: true, ..message() }), noon());
    let mut mocks = Mocks::default();
    mocks.claims(proactive());
    mocks.catalogue.expect_salon().returning(|| Ok(Arc::new(salon())));
    mocks.outbox.expect_later().once().returning(|_, again, _| {
        assert_eq!(again, noon() + TimeDelta::hours(21), "nine in the morning");
        Ok(())
    });
    let _ = now_or_never(mocks.driver(night).relay()).unwrap();

    let mut mocks = Mocks::default();
    mocks.claims(proactive());
    mocks.catalogue.expect_salon().returning(|| Ok(Arc::new(salon())));
    let out = Addressee { opted_out: true, ..to(Owned::ByMaite, 0) };
    mocks.store.expect_addressee().return_once(|_| Ok(Some(out)));
    let settled = mocks.settles();
    let _ = now_or_never(mocks.driver(noon()).relay()).unwrap();
    assert_eq!(settled.lock().unwrap()[0].0, Settled::OptedOut);

    // What became of a visit of hers is told all the same.
    let news = Message { proactive: true, utterances: vec![Utterance::AmountDiffers], ..message() };
    let mut mocks = Mocks::default();
    mocks.claims(row(Effect::Say(news), noon()));
    mocks.catalogue.expect_salon().returning(|| Ok(Arc::new(salon())));
    let out = Addressee { opted_out: true, ..to(Owned::ByMaite, 0) };
    mocks.store.expect_addressee().return_once(|_| Ok(Some(out)));
    mocks.messenger.expect_send().once().returning(|_| Ok(()));
    let settled = mocks.settles();
    let _ = now_or_never(mocks.driver(noon()).relay()).unwrap();
    assert_eq!(settled.lock().unwrap()[0].0, Settled::Done);
}

#[test]
fn a_message_is_not_sent_when_it_is_too_late_for_it() {
    let mut mocks = Mocks::default();
    let late = Message { not_after: Some(noon()), ..message() };
    mocks.claims(row(Effect::Say(late), noon()));
    let settled = mocks.settles();
    let _ = now_or_never(mocks.driver(noon() + TimeDelta::seconds(1)).relay()).unwrap();
    assert_eq!(settled.lock().unwrap()[0].0, Settled::Void);
}

#[test]
fn a_refund_is_looked_for_before_it_is_made() {
    let refund: RefundId = id();
    let effect = || Effect::Refund { refund, checkout: id(), amount: Money::cents(1000) };
    let found = RefundAnswer::Succeeded { reference: "re_1".to_owned() };
    let mut mocks = Mocks::default();
    mocks.claims(row(effect(), noon()));
    mocks.knows(paid(refund));
    let answer = found.clone();
    mocks.payments.expect_find_refund().once().return_once(|_, _| Ok(Some(answer)));
    mocks.payments.expect_refund().never();
    let settled = mocks.settles();
    let _ = now_or_never(mocks.driver(noon()).relay()).unwrap();
    let answers = settled.lock().unwrap().remove(0).1;
    assert_eq!(answers[0].event, Event::Desk(DeskEvent::Refund { refund, answer: found }));
}

#[test]
fn a_page_is_opened_while_it_can_be_paid_in_time_and_not_after() {
    let effect = |closes| Effect::Secure {
        deposit: id(),
        checkout: id(),
        amount: Money::cents(1000),
        appointments: Vec::new(),
        closes,
    };
    for (minutes, opened) in [(30, true), (5, false)] {
        let mut mocks = Mocks::default();
        mocks.claims(row(effect(noon() + TimeDelta::minutes(minutes)), noon()));
        mocks.knows(deposit(Vec::new()));
        mocks.calendar.expect_look().returning(|_, _| Ok(Look::Free));
        mocks
            .payments
            .expect_open()
            .times(usize::from(opened))
            .returning(|page| Ok(CheckoutUrl(format!("https://pay.example/{}", page.key))));
        let settled = mocks.settles();
        let _ = now_or_never(mocks.driver(noon()).relay()).unwrap();
        let answers = settled.lock().unwrap().remove(0).1;
        let answer = &answers[0].event;
        assert_eq!(matches!(answer, Event::Desk(DeskEvent::Opened { .. })), opened, "{answer:?}");
        assert_eq!(matches!(answer, Event::Desk(DeskEvent::OpenFailed { .. })), !opened);
    }
}

#[test]
fn a_stored_failure_raises_the_generation_of_the_key_and_a_lost_answer_does_not() {
    for (fault, generation) in [(Fault::Spoiled, 1), (Fault::Transient { retry_after: None }, 0)] {
        let mut mocks = Mocks::default();
        let closes = noon() + TimeDelta::minutes(30);
        mocks.claims(row(
            Effect::Secure {
                deposit: id(),
                checkout: id(),
                amount: Money::cents(1000),
                appointments: Vec::new(),
                closes,
            },
            noon(),
        ));
        mocks.knows(deposit(Vec::new()));
        mocks.payments.expect_open().return_once(move |_| Err(PortError::new("payments", fault)));
        mocks.outbox.expect_later().once().returning(move |_, again, raised| {
            assert_eq!(raised, generation);
            assert!(again > noon());
            Ok(())
        });
        let _ = now_or_never(mocks.driver(noon()).relay()).unwrap();
    }
}

#[test]
fn a_silent_provider_is_reported_after_a_while_and_not_before() {
    for (seconds, reported) in [(5, false), (20, true)] {
        let mut mocks = Mocks::default();
        mocks.claims(row(Effect::ExpireCheckout { checkout: id() }, noon()));
        mocks.knows(deposit(Vec::new()));
        mocks.payments.expect_expire().return_once(|_| Err(PortError::transient("payments")));
        mocks.outbox.expect_later().times(usize::from(!reported)).returning(|_, _, _| Ok(()));
        let settled = mocks.settles();
        let _ = now_or_never(mocks.driver(noon() + TimeDelta::seconds(seconds)).relay()).unwrap();
        let answers = settled.lock().unwrap();
        let unreachable =
            |(_, a): &Ended| matches!(a[0].event, Event::Desk(DeskEvent::ShutUnreachable { .. }));
        assert_eq!(answers.iter().any(unreachable), reported);
    }
}

#[test]
fn a_page_that_turns_out_paid_when_it_is_shut_is_a_payment() {
    let mut mocks = Mocks::default();
    mocks.claims(row(Effect::ExpireCheckout { checkout: id() }, noon()));
    mocks.knows(deposit(Vec::new()));
    let paid = PageState::Paid { amount: Money::cents(1000), payment: PaymentRef("pi_1".to_owned()) };
    mocks.payments.expect_expire().return_once(|_| Ok(paid));
    let settled = mocks.settles();
    let _ = now_or_never(mocks.driver(noon()).relay()).unwrap();
    let answers = settled.lock().unwrap().remove(0).1;
    assert!(matches!(answers[0].event, Event::Desk(DeskEvent::Paid { .. })));
}

#[test]
fn what_can_never_be_done_is_a_case_before_it_is_dead() {
    let mut mocks = Mocks::default();
    mocks.claims(row(Effect::Say(message()), noon()));
    mocks.catalogue.expect_salon().returning(|| Ok(Arc::new(salon())));
    mocks.store.expect_addressee().return_once(|_| Ok(Some(to(Owned::ByMaite, 0))));
    mocks.messenger.expect_send().return_once(|_| Err(PortError::new("messenger", Fault::Rejected)));
    let mut order = Sequence::new();
    mocks.store.expect_commit().once().in_sequence(&mut order).returning(|commit| {
        assert_eq!(commit.changes.len(), 1);
        Ok(Committed::Done)
    });
    mocks.outbox.expect_settle().once().in_sequence(&mut order).returning(|_, how, _, _| {
        assert_eq!(how, Settled::Dead);
        Ok(())
    });
    let _ = now_or_never(mocks.driver(noon()).relay()).unwrap();
}

#[test]
fn an_outside_event_is_a_wake_up_and_what_is_read_is_the_input() {
    let mut mocks = Mocks::default();
    mocks.knows(deposit(Vec::new()));
    mocks
        .payments
        .expect_read()
        .once()
        .returning(|_| Ok(PageState::Open { url: CheckoutUrl(String::new()) }));
    mocks.inbox.expect_put().never();
    let put = now_or_never(mocks.driver(noon()).page_changed(id::<CheckoutId>())).unwrap();
    assert_eq!(put, None, "an open page is no news, whatever the webhook's body claimed");
}

#[test]
fn ids_of_rows_are_repeated_by_a_repeated_step() {
    let effects = || vec![Effect::Say(message()), Effect::LookAtCheckout { checkout: id() }];
    let rows = |cause: CauseId| -> Vec<OutboxId> {
        let rows = gather::rows(effects(), &facts(None), id::<ConversationId>(), cause, noon());
        rows.into_iter().map(|r| r.id).collect()
    };
    assert_eq!(rows(id()), rows(id()));
    assert_ne!(rows(id()), rows(CauseId::named("test", "another")));
    let _: DepositId = id();
}

#[test]
fn a_message_says_how_often_it_was_tried_and_what_may_carry_it_when_the_window_is_closed() {
    let hours = TimeDelta::hours(24);
    for (heard_ago, manner) in [
        (hours - TimeDelta::minutes(3), Manner::Reply),
        // Its last minutes count as over: the message is still on its way when the channel looks at its clock.
        (hours - TimeDelta::minutes(1), Manner::Template),
        (hours + TimeDelta::minutes(1), Manner::Template),
    ] {
        let mut mocks = Mocks::default();
        let offer = Message { utterances: vec![Utterance::OfferToBook], ..message() };
        mocks.claims(OutboxRow { attempts: 3, ..row(Effect::Say(offer), noon()) });
        mocks.catalogue.expect_salon().returning(|| Ok(Arc::new(salon())));
        let heard = Addressee { last_heard: Some(noon() - heard_ago), ..to(Owned::ByMaite, 0) };
        mocks.store.expect_addressee().return_once(|_| Ok(Some(heard)));
        mocks.messenger.expect_send().once().returning(move |sent| {
            assert_eq!((sent.manner, sent.attempt), (manner, 3), "heard {heard_ago} ago");
            assert_eq!(sent.answers, ["Sí", "No"]);
            assert_eq!(sent.approved.is_empty(), manner == Manner::Reply);
            Ok(())
        });
        let settled = mocks.settles();
        let _ = now_or_never(mocks.driver(noon()).relay()).unwrap();
        assert_eq!(settled.lock().unwrap()[0].0, Settled::Done);
    }
}

#[test]
fn a_switch_that_is_off_takes_only_what_maite_believes_to_be_hers() {
    let channel = ChannelId("test:one".to_owned());
    let owners = [
        (Owner::Maite, true),
        (Owner::Person { since: noon() }, false),
        (
            Owner::Waiting {
                since: noon(),
                reason: atrevete_domain::step::HandoffReason::Complaint,
                answer_by: noon(),
                alerted: None,
                reassured: None,
            },
            false,
        ),
    ];
    for (owner, takes) in owners {
        let mut mocks = Mocks::default();
        let mut state = Conversation::new(id(), channel.clone(), ThreadId("t".to_owned()));
        state.owner = owner;
        let talk = StoredTalk { state, version: 1 };
        mocks.store.expect_conversation().return_once(|_| Ok(Some(talk)));
        mocks.inbox.expect_put().times(usize::from(takes)).returning(|event| {
            assert_eq!((&event.event, event.key.as_str()), (&Event::TakenOver, "k"));
            Ok(Put::Stored(event.cause()))
        });
        let put = now_or_never(mocks.driver(noon()).switched_off(&channel, "k")).unwrap();
        assert_eq!(put.is_some(), takes);
    }
}

#[test]
fn what_the_channel_refused_later_is_a_case_under_the_messages_own_id() {
    let mut mocks = Mocks::default();
    let lost: OutboxId = id();
    mocks.store.expect_commit().once().returning(move |commit| {
        let [atrevete_domain::step::Change::Case(case)] = commit.changes.as_slice() else {
            panic!("{:?}", commit.changes)
        };
        assert_eq!(case.id.uuid(), lost.uuid());
        Ok(Committed::Done)
    });
    now_or_never(mocks.driver(noon()).undelivered(lost)).unwrap();
}
