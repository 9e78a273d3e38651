//! Plays the turns of a scenario.

use super::{
    Problem, clock,
    format::{PayFile, StaffFile, TurnFile},
    stage::{Stage, unknown},
};
use crate::{
    fakes::{Decision, StripeFault, Weather},
    world::Reply,
};
use atrevete_domain::{
    booking::{Appointment, Seat, StaffOrder},
    dialogue::{ChannelId, Media},
    values::{CheckoutId, Span, fold},
};
use atrevete_ports::{PageState, drive::StaffAnswer};
use chrono::TimeDelta;
use std::collections::BTreeMap;

/// Whether customers' texts are read, or the acts given beside them are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    Text,
    Acts,
}

/// What each channel was told and has not been looked at.
#[derive(Default)]
pub(super) struct Unread(BTreeMap<ChannelId, Vec<Reply>>);

impl Unread {
    fn add(&mut self, replies: Vec<Reply>) {
        for reply in replies {
            self.0.entry(reply.channel.clone()).or_default().push(reply);
        }
    }

    pub(super) fn take(&mut self, channel: &ChannelId) -> Vec<Reply> {
        self.0.remove(channel).unwrap_or_default()
    }
}

/// Does what a turn says; what was said to anybody is kept as unread.
pub(super) fn turn(stage: &mut Stage, turn: &TurnFile, by: By, unread: &mut Unread) -> Result<(), Problem> {
    let who = stage.channel(turn.who.as_deref())?;
    let mark = stage.world.mark();
    weather(stage, turn)?;
    passes(stage, turn)?;
    salon_acts(stage, turn, &who)?;
    says(stage, turn, by, &who)?;
    pays(stage, turn, &who)?;
    stage.world.run_until_quiet();
    unread.add(stage.world.replies_since(mark));
    Ok(())
}

fn passes(stage: &mut Stage, turn: &TurnFile) -> Result<(), Problem> {
    if let Some(wait) = &turn.wait {
        stage.world.advance_time(clock::length(wait)?);
    }
    if let Some(until) = &turn.until {
        let until = clock::instant(stage.salon.profile.zone, until)?;
        stage.world.advance_to(until);
    }
    Ok(())
}

fn weather(stage: &Stage, turn: &TurnFile) -> Result<(), Problem> {
    let is = |text: &Option<String>| match text.as_deref() {
        None => Ok(None),
        Some("up") => Ok(Some(Weather::Up)),
        Some("down") => Ok(Some(Weather::Down)),
        Some(other) => Err(unknown("weather", other)),
    };
    if let Some(weather) = is(&turn.stripe)? {
        stage.world.stripe.weather(weather);
    }
    if let Some(weather) = is(&turn.calendar)? {
        stage.world.calendar.weather(weather);
    }
    if let Some(weather) = is(&turn.messenger)? {
        stage.world.messenger.weather(weather);
    }
    if let Some(weather) = is(&turn.notices)? {
        stage.world.notices.weather(weather);
    }
    match turn.fault.as_deref() {
        None => {}
        Some("open_rejected") => stage.world.stripe.fault(StripeFault::OpenRejected),
        Some("open_answer_lost") => stage.world.stripe.fault(StripeFault::OpenAnswerLost),
        Some("open_spoiled") => stage.world.stripe.fault(StripeFault::OpenSpoiled),
        Some("refund_answer_lost") => stage.world.stripe.fault(StripeFault::RefundAnswerLost),
        Some("refund_pending") => stage.world.stripe.fault(StripeFault::RefundPending),
        Some(other) => return Err(unknown("fault", other)),
    }
    Ok(())
}

fn salon_acts(stage: &mut Stage, turn: &TurnFile, who: &ChannelId) -> Result<(), Problem> {
    if let Some(block) = &turn.block {
        let (stylist, span) = stage.span(block)?;
        stage.world.store.block(stylist, span);
    }
    if let Some(block) = &turn.outside {
        let (stylist, span) = stage.span(block)?;
        stage.world.calendar.outside(stylist, span);
    }
    if let Some(block) = &turn.somebody_books {
        let (stylist, span) = stage.span(block)?;
        stage.somebody_books(stylist, span);
    }
    if let Some(order) = &turn.staff {
        staff(stage, order)?;
    }
    if turn.staff_takes {
        stage.world.staff_takes(who);
    }
    if turn.hand_back {
        stage.world.hand_back(who);
    }
    Ok(())
}

fn says(stage: &mut Stage, turn: &TurnFile, by: By, who: &ChannelId) -> Result<(), Problem> {
    if let Some(media) = turn.media.as_deref() {
        let media = match media {
            "voice" => Media::Voice,
            "photo" => Media::Photo,
            "other" => Media::Other,
            other => return Err(unknown("medium", other)),
        };
        stage.world.media(who, media, turn.customer.as_deref());
        return Ok(());
    }
    match (by, &turn.acts, &turn.customer) {
        (By::Acts, Some(acts), _) | (By::Text, Some(acts), None) if turn.burst.is_empty() => {
            stage.world.customer_acts(who, acts.clone());
        }
        (_, _, Some(text)) => {
            stage.world.customer_says(who, text);
        }
        (_, _, None) => {}
    }
    if !turn.burst.is_empty() {
        let texts: Vec<&str> = turn.burst.iter().map(String::as_str).collect();
        stage.world.customer_bursts(who, &texts);
    }
    Ok(())
}

fn pays(stage: &mut Stage, turn: &TurnFile, who: &ChannelId) -> Result<(), Problem> {
    let pages = stage.world.open_pages(who);
    let page = |last: Option<&CheckoutId>| {
        last.copied().ok_or_else(|| Problem::Story("there is no page that could be paid".to_owned()))
    };
    let lost = |_| Problem::Story("the page cannot be paid".to_owned());
    match &turn.pay {
        None | Some(PayFile::Plain(false)) => {}
        Some(PayFile::Plain(true)) => {
            stage.world.pay(page(pages.last())?);
        }
        Some(PayFile::Way(way)) => match way.as_str() {
            "first" => {
                stage.world.pay(page(pages.first())?);
            }
            "unheard" => {
                stage.world.stripe.pay(page(pages.last())?).map_err(lost)?;
            }
            "twice" => {
                let page = page(pages.last())?;
                stage.world.pay(page);
                stage.world.provider_tells(page);
            }
            other => return Err(unknown("way to pay", other)),
        },
    }
    if turn.pays_delayed {
        let page = page(pages.last())?;
        stage.world.stripe.pay_delayed(page).map_err(lost)?;
        stage.world.provider_tells(page);
    }
    if turn.pays_when_shut {
        stage.world.stripe.pay_when_shut(page(pages.last())?);
    }
    if let Some(decision) = &turn.bank {
        let decision = match decision.as_str() {
            "pays" => Decision::Pays,
            "refuses" => Decision::Refuses,
            other => return Err(unknown("decision", other)),
        };
        let pages = stage.world.stripe.pages();
        let page = pages.iter().find(|p| p.state == PageState::Processing).map(|p| p.checkout);
        let page = page.ok_or_else(|| Problem::Story("no bank is deciding anything".to_owned()))?;
        stage.world.stripe.bank_decides(page, decision).map_err(lost)?;
        stage.world.provider_tells(page);
    }
    if turn.refund_comes_back {
        let refund = stage.world.stripe.refunds().last().map(|(id, _)| *id);
        let refund = refund.ok_or_else(|| Problem::Story("there is no refund".to_owned()))?;
        stage.world.refund_comes_back(refund);
    }
    Ok(())
}

fn staff(stage: &mut Stage, file: &StaffFile) -> Result<(), Problem> {
    let zone = stage.salon.profile.zone;
    let found = appointment(stage, &file.who, file.at.as_deref())?;
    let appointment = found.id;
    let order = match file.order.as_str() {
        "cancel" => StaffOrder::Cancel { appointment, keep: file.keep.clone() },
        "move" => {
            let start = file.to.as_deref().map(|t| clock::instant(zone, t)).transpose()?;
            let start = start.unwrap_or(found.seat.span.from);
            let length = found.seat.span.to - found.seat.span.from;
            let stylist = file.stylist.as_deref().map(|s| stage.stylist(s)).transpose()?;
            let span = Span { from: start, to: start + length };
            StaffOrder::Move {
                appointment,
                seat: Seat { stylist: stylist.unwrap_or(found.seat.stylist), span },
            }
        }
        "waive" => StaffOrder::Waive { appointment },
        "complete" => StaffOrder::Complete { appointment },
        "no_show" => StaffOrder::NoShow { appointment },
        "came_after_all" => StaffOrder::CameAfterAll { appointment },
        "refund" => StaffOrder::RefundDeposit { appointment },
        other => return Err(unknown("order", other)),
    };
    let answer = stage.world.staff(&order);
    let expected = file.answer.as_deref().unwrap_or("done");
    let got = match &answer {
        StaffAnswer::Done => "done",
        StaffAnswer::Refused(_) => "refused",
        StaffAnswer::Nothing => "nothing",
        StaffAnswer::Changed => "changed",
        StaffAnswer::Unknown => "unknown",
        StaffAnswer::Failed => "failed",
    };
    if got == expected {
        Ok(())
    } else {
        Err(Problem::Story(format!("staff were answered {answer:?}, not {expected}")))
    }
}

/// The appointment of somebody: by the id in the file, or the attendee's name.
fn appointment(stage: &Stage, who: &str, at: Option<&str>) -> Result<Appointment, Problem> {
    let zone = stage.salon.profile.zone;
    let at = at.map(|t| clock::instant(zone, t)).transpose()?;
    let person = stage.cast.get(who).and_then(|channel| stage.world.store.customer_of(channel));
    let is_hers = |a: &Appointment| {
        person.as_ref().is_some_and(|p| p.id == a.attendee.customer)
            || a.attendee.name.as_ref().is_some_and(|n| fold(&n.full()).starts_with(&fold(who)))
    };
    let mut hers: Vec<Appointment> = stage
        .world
        .store
        .appointments()
        .into_iter()
        .filter(|a| is_hers(a) && at.is_none_or(|t| a.start() == t))
        .collect();
    hers.sort_by_key(|a| (!a.life.occupies(), a.start()));
    if hers.is_empty() { Err(unknown("appointment of", who)) } else { Ok(hers.swap_remove(0)) }
}

impl Stage {
    /// Somebody else gets a chair, as if through another conversation.
    fn somebody_books(&mut self, stylist: atrevete_domain::values::StylistId, span: Span) {
        self.world.somebody_books(stylist, span);
        self.world.advance_time(TimeDelta::zero());
    }
}
