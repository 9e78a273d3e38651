//! The store's promises: chairs, revisions, snapshots.

use super::rows::{
    ana, at, bea, changed, channel, commit, conversation, customer, new_customer, new_visit, now, talk, visit,
};
use super::{StoreUnderTest, promise};
use atrevete_domain::{
    booking::{Life, Seat, appointment::By},
    facts::{Conflict, Needs},
    step::Change,
    values::Span,
};
use atrevete_ports::{Committed, Scope};

/// Runs every case against a fresh store each.
///
/// # Panics
/// On a broken promise.
pub async fn store(make: impl AsyncFn() -> StoreUnderTest) {
    chairs(&make().await).await;
    a_refusal_writes_nothing(&make().await).await;
    chairs_change_hands_in_one_commit(&make().await).await;
    revisions(&make().await).await;
    versions(&make().await).await;
    blocks(&make().await).await;
    facts(&make().await).await;
    identities(&make().await).await;
}

async fn chairs(t: &StoreUnderTest) {
    let eva = customer("eva");
    let first = visit("first", &eva, ana(), 120);
    t.has(vec![new_customer(&eva), new_visit(&first)]).await;
    for (minutes, whom) in [(61, "its end"), (119, "nearly all of it"), (179, "its last minute")] {
        let seat = Seat { stylist: ana(), span: Span::minutes(at(minutes), 60) };
        let late = visit(whom, &eva, ana(), minutes);
        let refused = t.commits(commit(vec![new_visit(&late)])).await;
        promise(refused == Committed::Refused(Conflict::SlotTaken(seat)), "one chair, one customer");
    }
    t.has(vec![new_visit(&visit("before", &eva, ana(), 60)), new_visit(&visit("after", &eva, ana(), 180))])
        .await;
    t.has(vec![new_visit(&visit("beside", &eva, bea(), 120))]).await;
    let both = vec![new_visit(&visit("a", &eva, bea(), 300)), new_visit(&visit("b", &eva, bea(), 330))];
    let refused = t.commits(commit(both)).await;
    promise(matches!(refused, Committed::Refused(_)), "nor two in one commit");
}

async fn a_refusal_writes_nothing(t: &StoreUnderTest) {
    let (eva, sol) = (customer("eva"), customer("sol"));
    t.has(vec![new_customer(&eva), new_visit(&visit("first", &eva, ana(), 120))]).await;
    let changes = vec![new_customer(&sol), new_visit(&visit("second", &sol, ana(), 150))];
    promise(matches!(t.commits(commit(changes)).await, Committed::Refused(_)), "the chair is taken");
    let facts = t.reads(Scope::Customer(Some(sol.id)), &Needs::default()).await.facts;
    promise(facts.customer.is_none(), "a refused commit writes nothing at all");
}

async fn chairs_change_hands_in_one_commit(t: &StoreUnderTest) {
    let eva = customer("eva");
    let (one, two) = (visit("one", &eva, ana(), 120), visit("two", &eva, ana(), 180));
    t.has(vec![new_customer(&eva), new_visit(&one), new_visit(&two)]).await;
    let swap = vec![changed(&one, |a| a.seat = two.seat), changed(&two, |a| a.seat = one.seat)];
    promise(t.commits(commit(swap)).await == Committed::Done, "two visits change places in one commit");
    let freed = visit("freed", &eva, bea(), 120);
    t.has(vec![new_visit(&freed)]).await;
    let instead = vec![
        changed(&freed, |a| a.life = Life::Cancelled { by: By::Staff, at: now() }),
        new_visit(&visit("instead", &eva, bea(), 150)),
    ];
    promise(t.commits(commit(instead)).await == Committed::Done, "what a commit frees it may take");
    let gone = changed(&freed, |a| {
        a.rev = a.rev.next();
        a.life = Life::Cancelled { by: By::Staff, at: now() };
    });
    let Change::Appointment { now: gone, .. } = gone else { return };
    let back = vec![changed(&gone, |a| a.life = freed.life.clone())];
    promise(
        matches!(t.commits(commit(back)).await, Committed::Stale | Committed::Refused(_)),
        "no way back to a taken chair",
    );
}

async fn revisions(t: &StoreUnderTest) {
    let eva = customer("eva");
    let first = visit("first", &eva, ana(), 120);
    t.has(vec![new_customer(&eva), new_visit(&first)]).await;
    t.has(vec![changed(&first, |a| a.notes.photo = true)]).await;
    let late = t.commits(commit(vec![changed(&first, |a| a.notes.late_moves = 1)])).await;
    promise(late == Committed::Stale, "a row is written only over the revision that was read");
    let again = t.commits(commit(vec![new_visit(&first)])).await;
    promise(again == Committed::Stale, "a new row is new: the same id is not written twice");
}

async fn versions(t: &StoreUnderTest) {
    let state = conversation("eva");
    promise(t.commits(talk(state.clone(), 0, None)).await == Committed::Done, "a conversation begins");
    promise(t.commits(talk(state.clone(), 0, None)).await == Committed::Stale, "and begins once");
    let stored =
        t.store.conversation(&channel("eva")).await.expect("the store answers").expect("it was stored");
    promise(stored.state == state && stored.version == 1, "it is read as it was written");
    promise(t.commits(talk(state, 1, None)).await == Committed::Done, "the version that was read goes on");
}

async fn blocks(t: &StoreUnderTest) {
    let eva = customer("eva");
    t.has(vec![new_customer(&eva)]).await;
    let seen = t.reads(Scope::Customer(None), &Needs::default()).await.agenda;
    (t.block)(ana(), Span::minutes(at(600), 30));
    let mut late = commit(vec![new_visit(&visit("late", &eva, ana(), 120))]);
    late.agenda.clone_from(&seen);
    promise(
        t.commits(late).await == Committed::Stale,
        "an agenda that changed since it was read is read again",
    );
    let mut other = commit(vec![new_visit(&visit("other", &eva, bea(), 120))]);
    other.agenda = seen;
    promise(t.commits(other).await == Committed::Done, "and nobody else's");
    let over = t.commits(commit(vec![new_visit(&visit("over", &eva, ana(), 590))])).await;
    promise(matches!(over, Committed::Refused(_)), "nobody is booked over a block");
}

async fn facts(t: &StoreUnderTest) {
    let (eva, sol) = (customer("eva"), customer("sol"));
    let (mine, hers) = (visit("mine", &eva, ana(), 120), visit("hers", &sol, ana(), 240));
    t.has(vec![new_customer(&eva), new_customer(&sol), new_visit(&mine), new_visit(&hers)]).await;
    let day = t.reads(Scope::Customer(None), &Needs::default()).await.facts.salon.profile.zone.date(at(120));
    let needs = Needs::day(ana(), day);
    let facts = t.reads(Scope::Customer(Some(eva.id)), &needs).await.facts;
    promise(facts.appointments.contains_key(&mine.id), "her open appointments are always there");
    promise(!facts.appointments.contains_key(&hers.id), "nobody else's rows are");
    promise(
        facts.agenda.busy(bea(), day).is_err(),
        "a day that was not asked for is not free, it is unknown",
    );
    let busy = facts.agenda.busy(ana(), day).map(<[_]>::to_vec).unwrap_or_default();
    promise(busy.len() == 2 && busy.iter().any(|b| b.by == Some(mine.id)), "time that is taken says by what");
    let named = Needs { appointments: [hers.id].into(), ..Needs::default() };
    let facts = t.reads(Scope::Customer(Some(eva.id)), &named).await.facts;
    promise(facts.appointments.contains_key(&hers.id), "what is named is loaded");
}

async fn identities(t: &StoreUnderTest) {
    let eva = customer("eva");
    let mut first = talk(conversation("eva"), 0, Some(eva.id));
    first.changes = vec![new_customer(&eva)];
    promise(t.commits(first).await == Committed::Done, "she is met");
    let found = t.customers.identify(&channel("eva"), None).await.expect("the store answers");
    promise(found == Some(eva.id), "the identity finds her again");
    let reached = t.customers.reach(eva.id).await.expect("the store answers");
    promise(reached == Some(channel("eva")), "and she is reached by it");
    let mut daughter = customer("sol");
    daughter.referred_by = Some(eva.id);
    t.has(vec![new_customer(&daughter)]).await;
    let reached = t.customers.reach(daughter.id).await.expect("the store answers");
    promise(reached == Some(channel("eva")), "who has no chat is reached through who booked for her");
    let nobody = t.customers.identify(&channel("nobody"), None).await.expect("the store answers");
    promise(nobody.is_none(), "a stranger is nobody");
}
