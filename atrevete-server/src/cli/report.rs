//! What a world holds at the end of a story: for programs as one JSON object, for people as a few lines.

use atrevete_domain::{
    booking::{Appointment, Deposit, DepositLife, HowConfirmed, Life},
    salon::Salon,
    values::{AppointmentId, CustomerId, Instant, SalonZone, StylistId},
    wording::Utterance,
};
use atrevete_ports::{MirrorEvent, PageState, StylistNotice};
use atrevete_testkit::{
    World,
    fakes::{Colour, Page},
};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// Everything that happened, as one object.
pub(super) fn report(world: &World) -> Value {
    let salon = world.store.salon_now();
    let tell = Teller { world, salon: &salon, zone: salon.profile.zone };
    let list = |values: Vec<Value>| Value::Array(values);
    json!({
        "now": tell.local(world.now()),
        "appointments": list(tell.appointments()),
        "customers": plain(&world.store.customers()),
        "deposits": plain(&world.store.deposits()),
        "ledger": plain(&world.store.ledger()),
        "handoffs": list(tell.handoffs()),
        "notifications": list(world.notices.to_stylists().iter().map(|(at, n)| tell.notice(*at, n)).collect()),
        "alerts": list(tell.alerts()),
        "calendar": list(world.calendar.events().iter().map(|e| tell.event(e)).collect()),
        "checkouts": list(world.stripe.pages().iter().map(|p| tell.page(p)).collect()),
        "refunds": list(tell.refunds()),
        "cases": plain(&world.store.cases()),
        "waiting_list": plain(&world.store.waiting_list()),
        "unresolved_words": plain(&world.store.unresolved()),
        "timers": list(tell.timers()),
    })
}

/// The appointments in a few lines for people.
pub(super) fn summary(world: &World) -> String {
    let salon = world.store.salon_now();
    let tell = Teller { world, salon: &salon, zone: salon.profile.zone };
    let mut out = String::from("\nAppointments:\n");
    let mut all = world.store.appointments();
    all.sort_by_key(|a| (a.start(), a.seat.stylist));
    if all.is_empty() {
        out.push_str("  none\n");
    }
    for a in all {
        let services: Vec<&str> = a.quote.services.iter().map(|s| s.name.as_str()).collect();
        let who = a.attendee.name.as_ref().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(
            out,
            "  {} {} with {}: {} {who}",
            tell.local(a.start()),
            state(&a.life),
            salon.stylist_name(a.seat.stylist),
            services.join(" + "),
        );
    }
    out
}

/// An utterance as its kind and its facts.
pub(super) fn utterance(utterance: &Utterance) -> Value {
    let mut facts = match plain(utterance) {
        Value::Object(facts) => facts,
        _ => Map::new(),
    };
    let kind = facts.remove("say").unwrap_or_default();
    json!({ "kind": kind, "facts": facts })
}

/// The state of an appointment in one word.
fn state(life: &Life) -> &'static str {
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

/// Rows of ours are plain data and always have a JSON form.
fn plain(value: &impl Serialize) -> Value {
    serde_json::to_value(value).expect("rows are plain data")
}

/// Tells rows with the names and local times that people know.
struct Teller<'a> {
    world: &'a World,
    salon: &'a Salon,
    zone: SalonZone,
}

impl Teller<'_> {
    fn local(&self, at: Instant) -> String {
        self.zone.local(at).format("%Y-%m-%dT%H:%M").to_string()
    }

    fn stylist(&self, id: StylistId) -> &str {
        self.salon.stylist_name(id)
    }

    fn customer(&self, id: CustomerId) -> Value {
        let all = self.world.store.customers();
        let customer = all.iter().find(|c| c.id == id);
        json!({
            "id": id,
            "name": customer.and_then(|c| c.name.as_ref()).map(ToString::to_string),
            "phone": customer.and_then(|c| c.phone.as_ref()).map(ToString::to_string),
        })
    }

    fn appointments(&self) -> Vec<Value> {
        let mut all = self.world.store.appointments();
        all.sort_by_key(|a| (a.start(), a.seat.stylist, a.id));
        all.iter().map(|a| self.appointment(a)).collect()
    }

    fn appointment(&self, a: &Appointment) -> Value {
        let services: Vec<&str> = a.quote.services.iter().map(|s| s.name.as_str()).collect();
        let pack = a.quote.pack.and_then(|id| self.salon.catalogue.pack(id)).map(|p| p.name.clone());
        let deposit = a.deposit.and_then(|id| self.world.store.deposit(id));
        json!({
            "id": a.id,
            "state": state(&a.life),
            "life": a.life,
            "confirmed": match &a.life {
                Life::Confirmed { how: HowConfirmed::Paid } => Some("paid"),
                Life::Confirmed { how: HowConfirmed::NothingDue } => Some("nothing_due"),
                Life::Confirmed { how: HowConfirmed::Waived } => Some("waived"),
                Life::Provisional { .. }
                | Life::Closing { .. }
                | Life::Completed
                | Life::NoShow
                | Life::Cancelled { .. }
                | Life::Expired => None,
            },
            "held_until": a.life.limit().map(|at| self.local(at)),
            "stylist": self.stylist(a.seat.stylist),
            "start": self.local(a.start()),
            "end": self.local(a.seat.span.to),
            "minutes": a.quote.minutes,
            "services": services,
            "pack": pack,
            "price": a.quote.price,
            "attendee": { "customer": self.customer(a.attendee.customer), "name": a.attendee.name.as_ref().map(ToString::to_string) },
            "booked_by": a.booked_by.map(|id| self.customer(id)),
            "group": a.group,
            "deposit": deposit.as_ref().map(|d| deposit_of(d, a.id)),
            "notes": a.notes,
        })
    }

    fn handoffs(&self) -> Vec<Value> {
        let of = |(at, handoff): &(Instant, atrevete_domain::step::Handoff)| {
            let mut value = plain(handoff);
            value["told_at"] = self.local(*at).into();
            value["answer_by"] = self.local(handoff.answer_by).into();
            value["at"] = self.local(handoff.at).into();
            value
        };
        self.world.notices.handoffs().iter().map(of).collect()
    }

    fn alerts(&self) -> Vec<Value> {
        let alerts = self.world.notices.alerts();
        let of = |(at, conversation, reason): &(Instant, _, _)| json!({ "at": self.local(*at), "conversation": plain(conversation), "reason": plain(reason) });
        alerts.iter().map(of).collect()
    }

    fn notice(&self, at: Instant, notice: &StylistNotice) -> Value {
        json!({
            "at": self.local(at),
            "stylist": self.stylist(notice.stylist),
            "what": notice.what,
            "urgent": notice.urgent,
            "appointment": notice.appointment.id,
            "start": self.local(notice.appointment.start()),
        })
    }

    fn event(&self, event: &MirrorEvent) -> Value {
        let colour = self.world.calendar.event(event.appointment).map(|(_, colour)| match colour {
            Colour::Yellow => "yellow",
            Colour::Green => "green",
        });
        json!({
            "appointment": event.appointment,
            "stylist": self.stylist(event.stylist),
            "start": self.local(event.span.from),
            "end": self.local(event.span.to),
            "title": event.title,
            "state": event.state,
            "colour": colour,
        })
    }

    fn page(&self, page: &Page) -> Value {
        let (state, url) = match &page.state {
            PageState::Open { url } => ("open", Some(url.0.as_str())),
            PageState::Shut => ("shut", None),
            PageState::Processing => ("processing", None),
            PageState::BankRefused => ("bank_refused", None),
            PageState::Paid { .. } => ("paid", None),
            PageState::Unknown => ("unknown", None),
        };
        json!({
            "id": page.checkout,
            "deposit": page.deposit,
            "amount": page.amount,
            "state": state,
            "url": url,
            "expires_at": self.local(page.expires_at),
        })
    }

    fn refunds(&self) -> Vec<Value> {
        let refunds = self.world.stripe.refunds();
        let of = |(id, made): &(_, atrevete_testkit::fakes::MadeRefund)| {
            json!({
                "id": plain(id),
                "payment": made.payment,
                "amount": made.amount,
                "state": format!("{:?}", made.state).split([' ', '{', '(']).next().unwrap_or_default().to_lowercase(),
            })
        };
        refunds.iter().map(of).collect()
    }

    fn timers(&self) -> Vec<Value> {
        let timers = self.world.store.open_timers();
        timers
            .iter()
            .map(|t| json!({ "at": self.local(t.at), "subject": t.subject, "kind": t.kind }))
            .collect()
    }
}

fn deposit_of(deposit: &Deposit, appointment: AppointmentId) -> Value {
    let state = match deposit.life {
        DepositLife::Due => "due",
        DepositLife::Held { .. } => "held",
        DepositLife::Void => "void",
        DepositLife::Waived => "waived",
        DepositLife::Settled => "settled",
    };
    json!({ "id": deposit.id, "state": state, "amount": deposit.amount, "share": deposit.share(appointment) })
}
