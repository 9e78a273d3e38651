//! The promises of payments, calendars and the channel.

use super::promise;
use super::rows::{ana, at, bea, now};
use atrevete_domain::dialogue::ThreadId;
use atrevete_domain::{
    booking::desk::RefundAnswer,
    values::{AppointmentId, CheckoutId, DepositId, Id as _, Money, RefundId, Span},
};
use atrevete_ports::{
    AskedPage, Calendar, Look, Manner, Messenger, MirrorEvent, MirrorState, OpenPage, Outbound, OutboxId,
    PageState, Payments, RefundRequest,
};
use chrono::TimeDelta;

fn page(key: &str) -> OpenPage {
    OpenPage {
        checkout: CheckoutId::named("contract", "page"),
        deposit: DepositId::named("contract", "deposit"),
        appointments: vec![AppointmentId::named("contract", "visit")],
        amount: Money::cents(524),
        closes: now() + TimeDelta::minutes(30),
        key: key.to_owned(),
    }
}

/// The page, asked for a moment ago.
fn asked() -> AskedPage {
    AskedPage { checkout: page("k").checkout, at: now() }
}

/// Pages and refunds; `pay` pays a page as a customer would.
///
/// # Panics
/// On a broken promise.
pub async fn payments<P: Payments>(make: impl AsyncFn() -> P, pay: impl AsyncFn(&P, CheckoutId)) {
    pages(&make().await).await;
    let p = make().await;
    p.open(&page("k")).await.expect("it opens");
    pay(&p, asked().checkout).await;
    let ended = p.expire(asked()).await.expect("it answers");
    let PageState::Paid { amount: captured, payment } = ended else {
        promise(false, "shutting a paid page says that it was paid");
        return;
    };
    promise(captured == Money::cents(524), "with what was captured");
    let listed = p.statement(now() - TimeDelta::hours(1)).await.expect("it answers");
    let there = |found: &atrevete_ports::FoundPage| {
        found.checkout == Some(asked().checkout) && found.deposit == Some(page("k").deposit)
    };
    promise(listed.pages.iter().filter(|p| there(p)).count() == 1, "it is in the statement, once");
    let by_its_name = p.page(&listed.pages[0].page).await.expect("it answers");
    promise(by_its_name.as_ref() == listed.pages.first(), "and found by the provider's own name");

    let refund = RefundId::named("contract", "refund");
    let found = p.find_refund(refund, &payment).await.expect("it answers");
    promise(found.is_none(), "no refund before it was made");
    let request = RefundRequest { refund, payment: payment.clone(), amount: captured, key: "r".to_owned() };
    let given = p.refund(&request).await.expect("it is taken");
    promise(!matches!(given, RefundAnswer::Failed | RefundAnswer::Unknown), "a refund is taken");
    let found = p.find_refund(refund, &payment).await.expect("it answers");
    promise(found.is_some(), "and found by our name for it");
    let seen = p.payment(&payment).await.expect("it answers").expect("it is known");
    promise(seen.checkout == Some(asked().checkout), "a payment names its page");
    promise(
        seen.refunds.iter().map(|r| (r.refund, r.amount)).eq([(Some(refund), captured)]),
        "and what went back of it",
    );
    promise(seen.dispute.is_none(), "and no dispute that there is not");
}

/// A page that nobody pays.
async fn pages<P: Payments>(p: &P) {
    let unknown = p.read(asked()).await.expect("it answers");
    promise(unknown == PageState::Unknown, "a page that was never opened is unknown, not shut");
    let ended = p.expire(asked()).await.expect("it answers");
    promise(ended == PageState::Shut, "and shutting it leaves nothing that could be paid");
    let url = p.open(&page("k")).await.expect("it opens");
    promise(p.open(&page("k")).await.is_ok_and(|again| again == url), "the same key is the same page");
    promise(p.read(asked()).await.is_ok_and(|s| s == PageState::Open { url }), "it can be paid");
    promise(p.expire(asked()).await.is_ok_and(|s| s == PageState::Shut), "it is shut");
    promise(p.expire(asked()).await.is_ok_and(|s| s == PageState::Shut), "twice is once");
    promise(p.read(asked()).await.is_ok_and(|s| s == PageState::Shut), "and stays shut");
}

/// Mirrors and looks. `shown` tells in whose calendars an appointment is shown.
///
/// # Panics
/// On a broken promise.
pub async fn calendar<C: Calendar>(
    make: impl AsyncFn() -> C,
    outside: impl AsyncFn(&C, atrevete_domain::values::StylistId, Span),
    shown: impl AsyncFn(&C, AppointmentId) -> Vec<atrevete_domain::values::StylistId>,
) {
    let c = make().await;
    let id = AppointmentId::named("contract", "visit");
    let event = |stylist, state| MirrorEvent {
        appointment: id,
        stylist,
        span: Span::minutes(at(60), 60),
        title: "Eva: Corte".to_owned(),
        state,
    };
    c.mirror(&event(ana(), MirrorState::Provisional)).await.expect("it is shown");
    c.mirror(&event(ana(), MirrorState::Provisional)).await.expect("twice is once");
    promise(shown(&c, id).await == [ana()], "it is shown once");
    let spans = [Span::minutes(at(60), 60)];
    promise(
        c.look(ana(), &spans).await.is_ok_and(|l| l == Look::Free),
        "what we mirrored is not somebody else's",
    );
    c.mirror(&event(bea(), MirrorState::Confirmed)).await.expect("it moves");
    promise(shown(&c, id).await == [bea()], "in the other calendar and in no second one");
    c.mirror(&event(bea(), MirrorState::Gone)).await.expect("it goes");
    promise(shown(&c, id).await.is_empty(), "it is gone");
    c.mirror(&event(bea(), MirrorState::Confirmed)).await.expect("it comes back");
    promise(shown(&c, id).await == [bea()], "a visit that was shown before can be shown again");
    outside(&c, ana(), Span::minutes(at(90), 60)).await;
    promise(c.look(ana(), &spans).await.is_ok_and(|l| l == Look::Busy), "what others wrote is seen");
    let later = [Span::minutes(at(150), 60)];
    promise(c.look(ana(), &later).await.is_ok_and(|l| l == Look::Free), "and only where it is");
}

/// A message inside the window.
fn outbound(name: &str, attempt: u16, thread: &ThreadId, text: &str) -> Outbound {
    Outbound {
        key: OutboxId::named("contract", name),
        attempt,
        thread: thread.clone(),
        text: text.to_owned(),
        answers: Vec::new(),
        approved: Vec::new(),
        manner: Manner::Reply,
    }
}

/// Messages. `make` gives a messenger and the thread of somebody who has just written; `read` what she has on her
/// telephone.
///
/// # Panics
/// On a broken promise.
pub async fn messenger<M: Messenger>(
    make: impl AsyncFn() -> (M, ThreadId),
    read: impl AsyncFn(&M, &ThreadId) -> Vec<String>,
) {
    let (m, her) = make().await;
    let texts = [
        "Para mañana:\n1. 11:00 con Pilar\n2. 14:00 con Marta\n¿Cuál te va mejor?",
        "Has escrito «{{contact.phone}} {% if %} [ven](https://malo.example) *ya* <b>»",
        "Te guardo la hora hasta las 10:30.\nhttps://pagar.example/c/cs_test_a1__b2?x=1&copy=2",
    ];
    for (name, text) in ["a", "b", "c"].into_iter().zip(texts) {
        m.send(&outbound(name, 1, &her, text)).await.expect("it is taken");
    }
    let visible = |text: &str| text.replace('\u{200B}', "");
    let got: Vec<String> = read(&m, &her).await.iter().map(|text| visible(text)).collect();
    promise(got == texts, "what was written is read, in its order, letter by letter");
    for (name, text) in ["a", "b", "c"].into_iter().zip(texts) {
        m.send(&outbound(name, 2, &her, text)).await.expect("it is taken");
    }
    promise(read(&m, &her).await.len() == 3, "a message that is tried again is no second message");
    let offer = Outbound {
        answers: vec!["Sí".to_owned(), "No, otra hora".to_owned()],
        ..outbound("d", 1, &her, "¿Te va bien a las 11:00?")
    };
    m.send(&offer).await.expect("it is taken");
    let got = read(&m, &her).await;
    promise(got.last().is_some_and(|text| text == &offer.text), "the text is whole beside its buttons");
    let hint = Outbound { manner: Manner::Suggestion, ..outbound("e", 1, &her, "¿Se lo digo?") };
    m.send(&hint).await.expect("it is taken");
    promise(read(&m, &her).await.len() == 4, "what a person shall send is not sent");
}
