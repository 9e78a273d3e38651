//! Late: a small delay is noted and told; a larger one is asked about and handed over.

use super::{Act, Question, Task, hear::Hearing, tell::Naming, turn::Turn};
use crate::{
    booking::{Appointment, Delay, Life},
    step::{Change, Effect, HandoffReason, StylistNews, SummaryLine},
    values::{AppointmentId, Instant},
    when::{Resolution, When},
    wording::Utterance,
};
use chrono::TimeDelta;

/// An appointment that began so long ago may still be meant.
const BACK: TimeDelta = TimeDelta::hours(2);

/// An appointment so far ahead may be meant.
const AHEAD: TimeDelta = TimeDelta::hours(4);

/// With more than this to go and a small delay, nobody needs to be asked.
const NEAR: TimeDelta = TimeDelta::minutes(60);

/// A delay above this is always asked about.
const LONG: u16 = 30;

impl Turn<'_> {
    /// "llego tarde", with minutes or an hour of arrival, or neither.
    pub(super) fn late(&mut self, minutes: Option<u16>, arriving: Option<&When>, hearing: &mut Hearing) {
        let appointment = match hearing.asked {
            Some(Question::HowLate { appointment } | Question::TellStylist { appointment, .. }) => {
                Some(appointment)
            }
            _ => self.appointment_now(),
        };
        let Some(a) = appointment.and_then(|id| self.latest(id)).cloned() else {
            return self.late_for_none();
        };
        let late =
            arriving.and_then(|w| self.minutes_after(&a, w)).or_else(|| minutes.map(|m| self.late_by(&a, m)));
        self.s.tasks.retain(|t| !matches!(t, Task::Delay { .. }));
        self.s.tasks.push(Task::Delay { appointment: Some(a.id), minutes: late });
    }

    /// Nothing of hers is near: her next visits are told; whoever has none at all may be on the way to one that was
    /// agreed elsewhere, which a person has to look for now.
    fn late_for_none(&mut self) {
        let ids: Vec<AppointmentId> = self.open_appointments().iter().map(|a| a.id).collect();
        if ids.is_empty() {
            self.hand_off(HandoffReason::VisitNotFound, None, Vec::new());
        } else {
            let visits = self.visits(&ids, Naming::Plain);
            self.say(Utterance::OwnAppointments { visits });
            self.last_word = true;
        }
    }

    /// The appointment that a delay can concern: from two hours ago to four hours ahead, the nearest.
    fn appointment_now(&self) -> Option<AppointmentId> {
        let me = self.customer()?.id;
        self.facts
            .appointments
            .values()
            .filter(|a| matches!(a.life, Life::Confirmed { .. }) && a.speaks_for(me))
            .filter(|a| a.start() >= self.now - BACK && a.start() <= self.now + AHEAD)
            .min_by_key(|a| (a.start() - self.now).num_minutes().abs())
            .map(|a| a.id)
    }

    /// "tardo veinte minutos" counts from now, but never less than that after a start still ahead.
    fn late_by(&self, a: &Appointment, minutes: u16) -> u16 {
        let from_now = self.sent_at + TimeDelta::minutes(i64::from(minutes));
        let started = a.start() <= self.sent_at;
        let late = if started { (from_now - a.start()).num_minutes() } else { i64::from(minutes) };
        u16::try_from(late.max(0)).unwrap_or(u16::MAX)
    }

    fn minutes_after(&self, a: &Appointment, arriving: &When) -> Option<u16> {
        let Resolution::Clear(wish) = self.resolve(arriving) else { return None };
        let date = self.local(a.start()).date();
        let zone = self.salon().profile.zone;
        let at: Instant = wish.window.at.iter().filter_map(|t| zone.at(date, *t)).find(|t| *t > a.start())?;
        u16::try_from((at - a.start()).num_minutes()).ok()
    }

    /// What is next for a delay: how long, then whether to tell.
    pub(super) fn delay_next(&mut self) {
        let Some(Task::Delay { appointment: Some(id), minutes }) = self.s.tasks.last().cloned() else {
            self.s.tasks.pop();
            return;
        };
        let Some(a) = self.latest(id).cloned() else {
            self.s.tasks.pop();
            return;
        };
        let Some(minutes) = minutes else {
            self.ask(Utterance::AskHowLate, Question::HowLate { appointment: id });
            return;
        };
        let policy = &self.salon().policy;
        let stylist = self.salon().stylist_name(a.seat.stylist).to_owned();
        let small = minutes <= policy.delay_tolerated_minutes;
        let far = a.start() - self.now > NEAR && minutes <= LONG;
        if small || far {
            self.s.tasks.pop();
            self.note_delay(&a, minutes);
            self.tell_late(&a);
            self.say(Utterance::DelayNoted { stylist });
            self.last_word = self.s.tasks.is_empty();
        } else {
            self.ask(
                Utterance::AskTellStylist { minutes, stylist },
                Question::TellStylist { appointment: id, minutes },
            );
        }
    }

    fn note_delay(&mut self, a: &Appointment, minutes: u16) {
        let mut now = a.clone();
        now.rev = a.rev.next();
        now.notes.delay = Some(Delay { minutes, at: self.now });
        self.changes.push(Change::Appointment { was: Some(a.rev), now });
    }

    fn tell_late(&mut self, a: &Appointment) {
        let (stylist, appointment) = (a.seat.stylist, a.id);
        self.effects.push(Effect::TellStylist {
            stylist,
            appointment,
            what: StylistNews::Late,
            urgent: true,
        });
    }

    /// Yes, tell her: the delay is noted and a person decides; the appointment stands.
    pub(super) fn answer_tell(
        &mut self,
        appointment: AppointmentId,
        minutes: u16,
        act: &Act,
    ) -> Result<bool, crate::facts::Needs> {
        let Some(a) = self.latest(appointment).cloned() else { return Ok(false) };
        Ok(match act {
            Act::Accept => {
                self.need_day_of(appointment)?;
                self.s.tasks.retain(|t| !matches!(t, Task::Delay { .. }));
                self.note_delay(&a, minutes);
                self.tell_late(&a);
                let next = self.next_of_stylist(&a);
                self.hand_off(
                    HandoffReason::Delay,
                    Some(appointment),
                    vec![SummaryLine::Delay { minutes, next }],
                );
                true
            }
            Act::Decline => {
                self.s.tasks.retain(|t| !matches!(t, Task::Delay { .. }));
                self.note_delay(&a, minutes);
                let visit = self.visit(&a, Naming::Plain);
                self.say(Utterance::StillStands { visit });
                self.last_word = true;
                true
            }
            _ => false,
        })
    }

    /// When the stylist's next appointment begins, if that day of hers was loaded.
    fn next_of_stylist(&self, a: &Appointment) -> Option<Instant> {
        let date = self.local(a.start()).date();
        let busy = self.facts.agenda.busy(a.seat.stylist, date).ok()?;
        busy.iter()
            .filter(|b| b.by != Some(a.id) && b.by.is_some() && b.span.from >= a.seat.span.to)
            .map(|b| b.span.from)
            .min()
    }

    /// The facts that a delay needs: the stylist's day.
    pub(super) fn need_day_of(&self, appointment: AppointmentId) -> Result<(), crate::facts::Needs> {
        let Some(a) = self.latest(appointment) else { return Ok(()) };
        let date = self.local(a.start()).date();
        self.facts.agenda.busy(a.seat.stylist, date).map(|_| ())
    }
}
