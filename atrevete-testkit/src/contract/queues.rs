//! Inbox, outbox and timers: order, leases, once.

use super::rows::{at, channel, commit, conversation, now, talk};
use super::{StoreUnderTest, promise};
use atrevete_domain::{
    booking::PaymentRef,
    dialogue::{ThreadId, WakeKind},
    step::{Effect, HandoffReason, Message},
    values::{AppointmentId, CauseId, ConversationId, DepositId, Id as _, Instant},
};
use atrevete_ports::{
    Claim, Commit, Committed, Contact, Event, Fence, InboxLane, Incoming, NewEvent, NewRow, OutboxId, Owned,
    Put, Said, Settled, Stirred, Subject, TimerKind, TimersOf,
};
use chrono::TimeDelta;

/// Runs every case against a fresh store each.
///
/// # Panics
/// On a broken promise.
pub async fn queues(make: impl AsyncFn() -> StoreUnderTest) {
    known_events(&make().await).await;
    order_and_bursts(&make().await).await;
    lanes(&make().await).await;
    leases(&make().await).await;
    takeovers(&make().await).await;
    effects(&make().await).await;
    timers(&make().await).await;
}

fn lane(name: &str) -> InboxLane {
    InboxLane::Channel(channel(name))
}

fn text(name: &str, key: &str) -> NewEvent {
    let from = Contact { thread: ThreadId(name.to_owned()), phone: None, profile: None };
    let message = Incoming { from, said: Said::Text(key.to_owned()), sent_at: now() };
    NewEvent::now(lane(name), key, Event::Message(message), now())
}

impl StoreUnderTest {
    async fn puts(&self, event: NewEvent) -> Put {
        self.inbox.put(event).await.expect("the store answers")
    }

    async fn claims(&self, at: Instant) -> Option<Claim> {
        self.inbox.claim(at).await.expect("the store answers")
    }
}

fn done(claim: &Claim) -> Commit {
    let done = claim.rows.iter().map(|r| r.id).collect();
    let fence = Fence { lane: claim.lane.clone(), epoch: claim.epoch, done };
    Commit { fence: Some(fence), ..commit(Vec::new()) }
}

async fn known_events(t: &StoreUnderTest) {
    promise(matches!(t.puts(text("eva", "m1")).await, Put::Stored(_)), "an event is stored");
    promise(t.puts(text("eva", "m1")).await == Put::Known, "once by its key");
    let claim = t.claims(now()).await.expect("it is ready");
    promise(t.commits(done(&claim)).await == Committed::Done, "it is handled");
    promise(t.puts(text("eva", "m1")).await == Put::Known, "and stays known when it is done");
    promise(t.claims(now()).await.is_none(), "nothing comes twice");
}

async fn order_and_bursts(t: &StoreUnderTest) {
    t.puts(text("eva", "m1")).await;
    t.puts(text("eva", "m2")).await;
    t.puts(NewEvent::now(lane("eva"), "w", Event::Woke(WakeKind::AlertTeam), now())).await;
    t.puts(text("eva", "m3")).await;
    let burst = t.claims(now()).await.expect("it is ready");
    promise(burst.rows.len() == 2, "texts that follow each other are one burst, up to another kind of event");
    t.puts(text("sol", "s1")).await;
    let other = t.claims(now()).await.expect("another lane is ready");
    promise(other.lane == lane("sol"), "a lane is worked on by one at a time, and blocks nobody else");
    promise(t.commits(done(&burst)).await == Committed::Done, "the burst is done");
    let next = t.claims(now()).await.expect("the rest is ready");
    promise(matches!(next.rows[0].event, Event::Woke(_)) && next.rows.len() == 1, "in order");
    let mut waiting = text("ana", "later");
    waiting.ready_at = at(1);
    t.puts(waiting).await;
    promise(t.claims(now()).await.is_none_or(|c| c.lane != lane("ana")), "what waits for its burst waits");
    promise(t.claims(at(1)).await.is_some(), "and not for ever");
}

/// Events of every kind of lane come back as they were put.
async fn lanes(t: &StoreUnderTest) {
    let deposit = InboxLane::Deposit(DepositId::named("contract", "lane"));
    let visit = InboxLane::Appointment(AppointmentId::named("contract", "lane"));
    let provider = InboxLane::Provider("pi_1:x".to_owned());
    let stirred = Event::Stirred(Stirred::Payment(PaymentRef("pi_1:x".to_owned())));
    for (n, lane) in [deposit, visit, provider].into_iter().enumerate() {
        t.puts(NewEvent::now(lane.clone(), format!("e{n}"), stirred.clone(), now())).await;
        let claim = t.claims(now()).await.expect("it is ready");
        promise(claim.lane == lane, "an event comes back in its lane");
        promise(claim.rows.iter().map(|r| &r.event).eq([&stirred]), "as it was put");
        promise(t.commits(done(&claim)).await == Committed::Done, "it is handled");
    }
}

async fn leases(t: &StoreUnderTest) {
    t.puts(text("eva", "m1")).await;
    let lost = t.claims(now()).await.expect("it is ready");
    promise(t.claims(now()).await.is_none(), "leased");
    let taken = t.claims(at(10)).await.expect("a lease ends by itself");
    promise(t.commits(done(&lost)).await == Committed::Lost, "the old claim writes nothing");
    t.inbox.fail(&taken, at(20)).await.expect("the store answers");
    promise(t.claims(at(19)).await.is_none(), "a failure waits");
    let again = t.claims(at(20)).await.expect("and comes again");
    promise(again.rows[0].failures == 1, "counted");
    promise(t.commits(done(&again)).await == Committed::Done, "and is handled in the end");
}

async fn takeovers(t: &StoreUnderTest) {
    let state = conversation("eva");
    let id = state.id;
    promise(t.commits(talk(state, 0, None)).await == Committed::Done, "a conversation");
    let owner = async || t.store.addressee(id).await.expect("the store answers").expect("it exists");
    promise(owner().await.owned == Owned::ByMaite, "Maite's");
    t.puts(text("eva", "m1")).await;
    t.puts(NewEvent::now(lane("eva"), "taken", Event::TakenOver, now())).await;
    let taken = owner().await;
    promise(
        taken.owned == Owned::ByPerson,
        "a takeover stands when it is stored, before anything is handled",
    );
    t.puts(NewEvent::now(lane("eva"), "back", Event::HandedBack, now())).await;
    let back = owner().await;
    promise(back.owned == Owned::ByMaite && back.owner_epoch == taken.owner_epoch, "and its epoch stays");
    promise(taken.owner_epoch == 1, "raised by every takeover");
}

fn says(to: ConversationId, name: &str) -> NewRow {
    let message = Message {
        to,
        utterances: Vec::new(),
        formal: false,
        proactive: false,
        suggestion: false,
        not_after: None,
    };
    NewRow {
        id: OutboxId::from_uuid(CauseId::named("contract", name).uuid()),
        effect: Effect::Say(message),
        text: Some(name.to_owned()),
    }
}

async fn effects(t: &StoreUnderTest) {
    let state = conversation("eva");
    let id = state.id;
    let mut first = talk(state, 0, None);
    let alert = Effect::AlertTeam {
        conversation: ConversationId::named("contract", "sol"),
        reason: HandoffReason::Medical,
        since: now(),
    };
    let alert = NewRow { id: OutboxId::from_uuid(id.uuid()), effect: alert, text: None };
    first.outbox = vec![says(id, "one"), says(id, "two"), alert];
    promise(t.commits(first).await == Committed::Done, "effects are written with their step");
    let claim = async |at| t.outbox.claim(at).await.expect("the store answers");
    let one = claim(now()).await.expect("the head is ready");
    promise(
        one.text.as_deref() == Some("one") && one.attempts == 1,
        "the head first, its attempt counted before the call",
    );
    let other = claim(now()).await.expect("another lane is ready");
    promise(other.lane != one.lane, "nothing leaves behind a head that is under way");
    t.outbox.settle(other.id, Settled::Done, now(), Vec::new()).await.expect("the store answers");
    t.outbox.later(one.id, at(5), 1).await.expect("the store answers");
    promise(claim(at(4)).await.is_none(), "what failed waits, and what is behind it waits too");
    let again = claim(at(5)).await.expect("and comes again");
    promise(
        again.id == one.id && again.generation == 1 && again.attempts == 2,
        "the same row, under a new key",
    );
    let answer = NewEvent::now(lane("eva"), "answer", Event::Woke(WakeKind::LinkLate), now());
    t.outbox.settle(one.id, Settled::Done, now(), vec![answer]).await.expect("the store answers");
    promise(t.claims(now()).await.is_some(), "what was answered is an event, stored with the end of its row");
    let two = claim(now()).await.expect("the next is ready");
    promise(two.text.as_deref() == Some("two"), "then the one behind it");
}

async fn timers(t: &StoreUnderTest) {
    let subject = Subject::Talk(channel("eva"));
    let alert = TimerKind::Wake(WakeKind::AlertTeam);
    let armed = |timers| {
        let of = TimersOf { subject: subject.clone(), timers };
        Commit { timers: vec![of], ..commit(Vec::new()) }
    };
    promise(t.commits(armed(vec![(at(5), alert)])).await == Committed::Done, "a timer is armed");
    promise(t.commits(armed(vec![(at(8), alert)])).await == Committed::Done, "and replaced");
    let due = async |at| t.timers.due(at).await.expect("the store answers");
    promise(due(at(7)).await.is_empty(), "the old instant is void");
    let timer = due(at(8)).await.pop().expect("the new one is due");
    t.timers.fire(&timer, at(8)).await.expect("the store answers");
    promise(due(at(9)).await.is_empty(), "it is fired once");
    let claim = t.claims(at(8)).await.expect("it is an event");
    promise(matches!(claim.rows[0].event, Event::Woke(WakeKind::AlertTeam)), "of its subject");
    promise(
        t.commits(armed(vec![(at(8), alert)])).await == Committed::Done,
        "the same row derives the same timer",
    );
    promise(due(at(9)).await.is_empty(), "which stays fired");
    promise(t.commits(armed(vec![(at(9), alert)])).await == Committed::Done, "another instant");
    promise(due(at(9) + TimeDelta::seconds(1)).await.len() == 1, "is another timer");
}
