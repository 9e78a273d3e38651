//! What is there at the end, beside what the file says.

use super::{
    Problem, clock,
    format::{EndAppointment, EndCustomer, EndFile, EndHandoff},
    stage::Stage,
};
use crate::fakes::Colour;
use atrevete_domain::{
    booking::{Appointment, Life, Reminder},
    step::StylistNews,
    values::{Money, fold},
};
use atrevete_ports::{PageState, Settled};
use serde::Serialize;
use std::collections::BTreeMap;

/// Collects what differs.
pub(super) struct Verdict<'a> {
    pub(super) wrong: Vec<String>,
    pub(super) checks: &'a mut usize,
}

impl Verdict<'_> {
    pub(super) fn check(&mut self, holds: bool, what: impl FnOnce() -> String) {
        *self.checks += 1;
        if !holds {
            self.wrong.push(what());
        }
    }
}

/// What differs at the end.
pub(super) fn differences(end: &EndFile, stage: &Stage, checks: &mut usize) -> Result<Vec<String>, Problem> {
    let mut verdict = Verdict { wrong: Vec::new(), checks };
    if let Some(expected) = &end.appointment {
        appointments(&mut verdict, stage, expected)?;
    }
    people(&mut verdict, stage, end);
    money(&mut verdict, stage, end);
    notices(&mut verdict, stage, end);
    Ok(verdict.wrong)
}

fn appointments(
    verdict: &mut Verdict<'_>,
    stage: &Stage,
    expected: &[EndAppointment],
) -> Result<(), Problem> {
    let mut left: Vec<Appointment> =
        stage.world.store.appointments().into_iter().filter(|a| !stage.world.is_somebody(a)).collect();
    for wanted in expected {
        let start = clock::instant(stage.salon.profile.zone, &wanted.at)?;
        let stylist = stage.stylist(&wanted.stylist)?;
        let found = left.iter().position(|a| {
            a.start() == start
                && a.seat.stylist == stylist
                && is_called(a, &wanted.who)
                && state(&a.life) == wanted.state
        });
        verdict.check(found.is_some(), || format!("no appointment {}", wanted.line()));
        if let Some(at) = found {
            let appointment = left.remove(at);
            details(verdict, stage, wanted, &appointment);
        }
    }
    for extra in left {
        verdict.check(false, || format!("an appointment that nobody expected: {}", line(stage, &extra)));
    }
    Ok(())
}

fn details(verdict: &mut Verdict<'_>, stage: &Stage, wanted: &EndAppointment, got: &Appointment) {
    let about = line(stage, got);
    let mut same = |what: &str, wanted: Option<String>, got: String| {
        if let Some(wanted) = wanted {
            verdict.check(wanted == got, || format!("{what} is {got}, not {wanted}: {about}"));
        }
    };
    same("length", wanted.minutes.map(|m| m.to_string()), got.quote.minutes.to_string());
    same("price", wanted.price.map(|m| m.to_string()), got.quote.price.to_string());
    same("deposit", wanted.deposit.map(|m| m.to_string()), got.share.to_string());
    let services = got.quote.services.iter().map(|s| fold(&s.name)).collect::<Vec<_>>().join(" + ");
    let wanted_services =
        wanted.services.as_ref().map(|list| list.iter().map(|s| fold(s)).collect::<Vec<_>>().join(" + "));
    same("what is done", wanted_services, services);
    let colour = match stage.world.calendar.event(got.id) {
        Some((_, Colour::Yellow)) => "yellow",
        Some((_, Colour::Green)) => "green",
        None => "none",
    };
    same("the calendar's colour", wanted.colour.clone(), colour.to_owned());
    let reminder = match got.notes.reminder {
        Reminder::Pending => "pending",
        Reminder::Sent { .. } => "sent",
        Reminder::Acknowledged { .. } => "acknowledged",
        Reminder::Skipped => "skipped",
    };
    same("the reminder", wanted.reminder.clone(), reminder.to_owned());
    let delay = got.notes.delay.map_or("none".to_owned(), |d| d.minutes.to_string());
    same("the delay", wanted.delay.map(|d| d.to_string()), delay);
    let prefers = wanted.prefers_stylist.map(|p| p.to_string());
    same("the preference", prefers, got.notes.prefers_stylist.to_string());
    let booker = got
        .booked_by
        .and_then(|id| stage.world.store.customers().into_iter().find(|c| c.id == id).and_then(|c| c.name));
    if let Some(wanted) = &wanted.booked_by {
        let fits = booker.as_ref().is_some_and(|n| fold(&n.full()).starts_with(&fold(wanted)));
        verdict.check(fits, || format!("booked by {booker:?}, not {wanted}"));
    }
}

fn people(verdict: &mut Verdict<'_>, stage: &Stage, end: &EndFile) {
    let known: Vec<_> =
        stage.world.store.customers().into_iter().filter(|c| c.name.is_some() || c.phone.is_some()).collect();
    if let Some(count) = end.customers {
        verdict.check(known.len() == count, || format!("{} people are known, not {count}", known.len()));
    }
    for EndCustomer { name, phone, referred_by, prefers, opted_out } in &end.customer {
        let found = known.iter().find(|c| c.name.as_ref().is_some_and(|n| fold(&n.full()) == fold(name)));
        verdict.check(found.is_some(), || format!("nobody is called {name}"));
        let Some(found) = found else { continue };
        if let Some(phone) = phone {
            let got = found.phone.as_ref().map_or("none", |p| p.as_str());
            verdict.check(got == phone, || format!("{name}'s number is {got}, not {phone}"));
        }
        if let Some(by) = referred_by {
            let booker = found.referred_by.and_then(|id| known.iter().find(|c| c.id == id));
            let got = booker.and_then(|c| c.first_name()).unwrap_or("nobody");
            verdict.check(fold(got) == fold(by), || format!("{name} was brought by {got}, not {by}"));
        }
        if let Some(prefers) = prefers {
            let got = found.preferred_stylist.map_or("nobody", |s| stage.salon.stylist_name(s));
            verdict.check(fold(got) == fold(prefers), || format!("{name} prefers {got}, not {prefers}"));
        }
        if let Some(out) = opted_out {
            verdict.check(found.opted_out == *out, || format!("{name} opted out: {}", found.opted_out));
        }
    }
}

fn money(verdict: &mut Verdict<'_>, stage: &Stage, end: &EndFile) {
    if let Some(expected) = &end.money {
        let got = balances(stage);
        let names: std::collections::BTreeSet<&String> = expected.keys().chain(got.keys()).collect();
        for name in names {
            let (want, have) = (amount(expected, name), amount(&got, name));
            verdict.check(want == have, || format!("{have} € are {name}, not {want} €"));
        }
    }
    if let Some(expected) = &end.checkouts {
        let mut pages = stage.world.stripe.pages();
        pages.sort_by_key(|p| (p.opened_at, p.checkout));
        let got: Vec<String> = pages.iter().map(|p| format!("{} {}", page(&p.state), p.amount)).collect();
        verdict.check(got == *expected, || format!("the pages are {got:?}, not {expected:?}"));
    }
    if let Some(expected) = &end.refunds {
        let got: Vec<Money> = stage.world.stripe.refunds().iter().map(|(_, r)| r.amount).collect();
        verdict.check(got == *expected, || format!("the refunds are {got:?}, not {expected:?}"));
    }
}

fn amount(of: &BTreeMap<String, Money>, name: &str) -> Money {
    of.get(name).copied().unwrap_or(Money::ZERO)
}

/// Where every captured cent is.
pub(super) fn balances(stage: &Stage) -> BTreeMap<String, Money> {
    let mut all: BTreeMap<String, Money> = BTreeMap::new();
    for payment in stage.world.store.deposits().iter().flat_map(|d| &d.payments) {
        for (name, amount) in [
            ("held", payment.held),
            ("applied", payment.applied),
            ("refund_due", payment.refund_due),
            ("refunded", payment.refunded),
            ("forfeited", payment.forfeited),
            ("disputed", payment.disputed),
        ] {
            *all.entry(name.to_owned()).or_default() += amount;
        }
    }
    all.retain(|_, amount| !amount.is_zero());
    all
}

fn notices(verdict: &mut Verdict<'_>, stage: &Stage, end: &EndFile) {
    if let Some(expected) = &end.told {
        let got: Vec<String> = stage
            .world
            .notices
            .to_stylists()
            .iter()
            .map(|(_, n)| {
                let what = match n.what {
                    StylistNews::Booked => "booked",
                    StylistNews::Moved => "moved",
                    StylistNews::Cancelled => "cancelled",
                    StylistNews::Late => "late",
                    StylistNews::NotComing => "not_coming",
                };
                let urgent = if n.urgent { " urgent" } else { "" };
                format!("{} {what}{urgent}", stage.salon.stylist_name(n.stylist))
            })
            .collect();
        verdict.check(got == *expected, || format!("stylists were told {got:?}, not {expected:?}"));
    }
    if let Some(expected) = &end.handoff {
        handoffs(verdict, stage, expected);
    }
    if let Some(expected) = &end.cases {
        let mut got: Vec<String> = stage.world.store.cases().iter().map(|c| name_of(&c.kind)).collect();
        let mut expected = expected.clone();
        got.sort();
        expected.sort();
        verdict.check(got == expected, || format!("the cases are {got:?}, not {expected:?}"));
    }
    if let Some(expected) = end.waiting {
        let got = stage.world.store.waiting_list().len();
        verdict.check(got == expected, || format!("{got} wait for a place, not {expected}"));
    }
    if let Some(expected) = end.withdrawn {
        let ended = stage.world.store.ended();
        let got = ended.iter().filter(|e| e.how == Settled::Withdrawn).count();
        verdict.check(got == expected, || format!("{got} messages were withdrawn, not {expected}"));
    }
}

fn handoffs(verdict: &mut Verdict<'_>, stage: &Stage, expected: &[EndHandoff]) {
    let got = stage.world.notices.handoffs();
    let reasons: Vec<String> = got.iter().map(|(_, h)| name_of(&h.reason)).collect();
    let wanted: Vec<&str> = expected.iter().map(|h| h.reason.as_str()).collect();
    verdict.check(reasons == wanted, || format!("handed over for {reasons:?}, not {wanted:?}"));
    for ((_, handoff), wanted) in got.iter().zip(expected) {
        let summary = fold(&format!("{:?}", handoff.summary));
        for words in &wanted.summary_has {
            verdict.check(summary.contains(&fold(words)), || {
                format!("the summary lacks \"{words}\": {:?}", handoff.summary)
            });
        }
        if let Some(urgent) = wanted.urgent {
            verdict.check(handoff.urgent == urgent, || format!("urgent is {}", handoff.urgent));
        }
        if let Some(name) = &wanted.name {
            let got = handoff.name.as_ref().map(ToString::to_string).unwrap_or_default();
            verdict.check(fold(&got) == fold(name), || format!("the handoff names {got:?}, not {name}"));
        }
        if let Some(named) = wanted.appointment {
            verdict.check(handoff.appointment.is_some() == named, || {
                format!("the handoff names the appointment {:?}", handoff.appointment)
            });
        }
    }
}

/// The stored name of a plain enum's value.
pub(super) fn name_of(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

fn page(state: &PageState) -> &'static str {
    match state {
        PageState::Open { .. } => "open",
        PageState::Shut => "expired",
        PageState::Processing => "processing",
        PageState::BankRefused => "refused",
        PageState::Paid { .. } => "paid",
        PageState::Unknown => "unknown",
    }
}

/// The stored name of a life.
pub(super) fn state(life: &Life) -> &'static str {
    match life {
        Life::Provisional { .. } => "provisional",
        Life::Closing { .. } => "closing",
        Life::Confirmed { .. } => "confirmed",
        Life::Completed => "completed",
        Life::NoShow => "no_show",
        Life::Cancelled { .. } => "cancelled",
        Life::Expired => "expired",
    }
}

fn is_called(appointment: &Appointment, who: &str) -> bool {
    let name = appointment.attendee.name.as_ref().map(ToString::to_string).unwrap_or_default();
    fold(&name) == fold(who) || fold(&name).starts_with(&format!("{} ", fold(who)))
}

/// One appointment in one line.
pub(super) fn line(stage: &Stage, a: &Appointment) -> String {
    let zone = stage.salon.profile.zone;
    let who = a.attendee.name.as_ref().map(ToString::to_string).unwrap_or_default();
    let services: Vec<&str> = a.quote.services.iter().map(|s| s.name.as_str()).collect();
    format!(
        "{} {} {} {} min, {} €, {} [{}]",
        zone.local(a.start()).format("%Y-%m-%d %H:%M"),
        stage.salon.stylist_name(a.seat.stylist),
        who,
        a.quote.minutes,
        a.quote.price,
        state(&a.life),
        services.join(" + ")
    )
}

impl EndAppointment {
    fn line(&self) -> String {
        format!("{} {} {} {}", self.at, self.stylist, self.who, self.state)
    }
}
