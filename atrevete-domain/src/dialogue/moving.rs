//! Moving: opens the form for appointments that stand, or leaves it to a person.

use super::{Draft, PackChoice, Party, Question, Task, Which, Who, hear::Hearing, turn::Turn};
use crate::{
    booking::{Appointment, Life, StylistWish, cancellation::Band},
    step::{HandoffReason, Rule},
    values::{AppointmentId, Words},
    when::When,
    wording::{Utterance, utterance::Purpose},
};

impl Turn<'_> {
    /// She wants another time for an appointment.
    pub(super) fn start_move(
        &mut self,
        which: &Which,
        to: Option<&When>,
        with: Option<&Words>,
        hearing: &mut Hearing,
    ) {
        if let Some(Question::SureCancel { of, .. }) = hearing.asked.clone() {
            self.s.tasks.retain(|t| !matches!(t, Task::Cancel { .. }));
            self.begin_move(&of, to, with);
            return;
        }
        if self.names_a_stranger(which) {
            self.say(Utterance::SomeoneElse);
            return;
        }
        // A hold that waits for its deposit, or a move under way, is corrected in its own form.
        let named = which.when.is_some()
            || !which.services.is_empty()
            || which.with.is_some()
            || which.whose.is_some();
        if self.draft().is_some_and(|d| !d.held.is_empty() || d.chosen.is_some()) && !named {
            if let Some(to) = to {
                self.set_when(to);
            } else if let Some(draft) = self.draft_mut() {
                draft.chosen = None;
                draft.wish = crate::when::DayWish::default();
            }
            if let Some(with) = with {
                self.set_stylist(with);
            }
            return;
        }
        let mut found = self.matching(which);
        let nobodys = found.is_empty() && which.whose.is_some();
        if nobodys {
            found = self.open_appointments().iter().map(|a| a.id).collect();
        }
        match found[..] {
            [] if self.draft().is_some() => {
                if let Some(to) = to {
                    self.set_when(to);
                }
            }
            [] => {
                self.none_found(Purpose::Move);
                self.last_word = true;
            }
            [one] if !nobodys => {
                let of = if which.whose.is_some() { vec![one] } else { self.together(one) };
                self.begin_move(&of, to, with);
            }
            _ if self.one_group(&found) && !nobodys => self.begin_move(&found, to, with),
            _ => {
                self.s.moving = to.cloned();
                self.ask_which_appointment(Purpose::Move, found);
            }
        }
    }

    /// Opens the form for appointments that stand: same services, same stylist unless another is named.
    pub(super) fn begin_move(&mut self, of: &[AppointmentId], to: Option<&When>, with: Option<&Words>) {
        let appointments: Vec<Appointment> = of.iter().filter_map(|id| self.latest(*id).cloned()).collect();
        let Some(first) = appointments.first() else { return };
        let me = self.customer().map(|c| c.id);
        let mut draft = Draft::new(self.now);
        draft.parties.clear();
        draft.quoted = true;
        draft.explained = true;
        draft.another = true;
        for a in &appointments {
            let who = if Some(a.attendee.customer) == me {
                Who::Me
            } else {
                let name = a.attendee.name.clone();
                Who::Other {
                    relation: Words::new(name.as_ref().map_or("", |n| n.first.as_str())),
                    name,
                    known: Some(a.attendee.customer),
                }
            };
            let pack = a.quote.pack.map_or(PackChoice::Declined, PackChoice::Taken);
            match draft.parties.iter_mut().find(|p| p.who == who) {
                Some(p) => p.services.extend(a.services()),
                None => draft.parties.push(Party { who, services: a.services(), pack, ..Party::default() }),
            }
        }
        draft.held = of.to_vec();
        draft.with = match appointments.len() {
            1 => StylistWish { only: Some(first.seat.stylist), ..StylistWish::default() },
            _ => StylistWish::default(),
        };
        let own_stylist = first.seat.stylist;
        let day = self.local(first.start()).date();
        self.s.tasks.retain(|t| !matches!(t, Task::Book(d) if d.held.iter().any(|id| of.contains(id))));
        self.s.tasks.push(Task::Book(draft));
        if let Some(to) = to {
            self.set_when(to);
            // "a las once", "por la tarde": the same day, another hour.
            if let Some(draft) = self.draft_mut()
                && !draft.wish.has_day()
                && draft.which_day.is_none()
                && !draft.wish.window.is_open()
            {
                draft.wish.days = vec![crate::when::DateSpan::day(day)];
            }
        }
        if let Some(with) = with {
            self.set_stylist(with);
        } else if let Some(draft) = self.draft_mut() {
            // Her stylist first; others only if she has no room.
            if draft.with.only.is_some() && draft.wish.single_day() != Some(day) {
                draft.with = StylistWish { rather: Some(own_stylist), ..StylistWish::default() };
            }
        }
        if self.must_be_moved_by_staff_ids(of) {
            self.s.tasks.pop();
            self.leave_to_staff(of, HandoffReason::LateMove);
        }
    }

    /// Too near to be moved here, or moved late once already.
    pub(super) fn must_be_moved_by_staff(&mut self, draft: &Draft) -> bool {
        if self.must_be_moved_by_staff_ids(&draft.held) {
            let of = draft.held.clone();
            self.s.tasks.pop();
            self.leave_to_staff(&of, HandoffReason::LateMove);
            return true;
        }
        false
    }

    pub(super) fn must_be_moved_by_staff_ids(&mut self, of: &[AppointmentId]) -> bool {
        let policy = &self.salon().policy;
        let late_used = of.iter().filter_map(|id| self.latest(*id)).any(|a| {
            let late = a.start() - self.now
                <= chrono::TimeDelta::hours(i64::from(policy.cancellation_threshold_hours));
            late && a.deposit.is_some()
                && matches!(a.life, Life::Confirmed { .. })
                && a.notes.late_moves >= policy.max_late_moves
        });
        if late_used {
            self.note(Rule::LateMovesUsed);
        }
        late_used || self.band_of(of) == Band::StaffOnly
    }
}
