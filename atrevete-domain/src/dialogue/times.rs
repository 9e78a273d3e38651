//! When and with whom, into the form.
//!
//! Invariant: time is resolved once, here, against the moment the message was sent.

use super::{Wish, turn::Turn};
use crate::{
    step::Rule,
    values::{StylistId, Words},
    when::{DateSpan, DayWish, Resolution, TimeWindow, When},
    wording::Utterance,
};
use chrono::NaiveDate;

impl Turn<'_> {
    /// What `when` means, against the moment it was sent.
    pub(super) fn resolve(&self, when: &When) -> Resolution {
        when.resolve(self.sent_at, self.salon().profile.zone)
    }

    /// Whether these words name a day or an hour: of one time that is shown, a part of the day is no choice but another
    /// wish.
    pub(super) fn points(&self, when: &When) -> bool {
        when.day.is_some() || matches!(self.resolve(when), Resolution::Clear(w) if !w.window.at.is_empty())
    }

    pub(super) fn set_time(&mut self, wish: &Wish) {
        if let Some(when) = &wish.when {
            self.set_when(when);
        }
        for not in &wish.not_when {
            self.refuse_when(not);
        }
    }

    /// Puts a day, an hour or both into the wish. Whether it had a meaning.
    pub(super) fn set_when(&mut self, when: &When) -> bool {
        let resolved = self.resolve(when);
        if let Some(day) = self.day_of_stretch(when, &resolved) {
            let window = match resolved {
                Resolution::Clear(wish) => wish.window,
                Resolution::WhichDay { window, .. } => window,
                Resolution::NoSuchDay | Resolution::Past(_) => TimeWindow::default(),
            };
            self.set_day(day, window);
            if let Some(draft) = self.draft_mut() {
                draft.excused = None;
                draft.refused.clear();
            }
            return true;
        }
        match resolved {
            Resolution::Clear(wish) => {
                self.amend(&wish);
                true
            }
            Resolution::WhichDay { of, window } => {
                self.note(Rule::DayAmbiguous);
                if let Some(draft) = self.draft_mut() {
                    draft.which_day = Some((of, window));
                    draft.chosen = None;
                }
                true
            }
            Resolution::NoSuchDay => {
                self.say(Utterance::NoSuchDay);
                false
            }
            Resolution::Past(date) => {
                self.say(Utterance::PastDay { date });
                false
            }
        }
    }

    /// "la semana que viene", then "el miércoles": the Wednesday of that week and not the next one.
    pub(super) fn day_of_stretch(&self, when: &When, resolved: &Resolution) -> Option<NaiveDate> {
        let Some(crate::when::Day::Weekday(weekday)) = when.day else { return None };
        let next = match resolved {
            Resolution::Clear(wish) => wish.days.first()?.first,
            Resolution::WhichDay { of, .. } => *of.first()?,
            Resolution::NoSuchDay | Resolution::Past(_) => return None,
        };
        let days = &self.draft()?.wish.days;
        if days.iter().any(|d| d.contains(next)) {
            return None;
        }
        let mut within = days
            .iter()
            .filter(|d| !d.is_open() && d.first > next && d.first < d.last)
            .flat_map(|d| d.first.iter_days().take_while(|day| *day <= d.last).take(31))
            .filter(|day| chrono::Datelike::weekday(day) == weekday);
        within.next().filter(|_| within.next().is_none())
    }

    pub(super) fn amend(&mut self, wish: &DayWish) {
        let Some(draft) = self.draft_mut() else { return };
        draft.wish = draft.wish.amended(wish);
        if wish.has_day() {
            draft.which_day = None;
        } else if let Some((_, window)) = &mut draft.which_day {
            window.clone_from(&wish.window);
        }
        draft.chosen = None;
        draft.excused = None;
        draft.refused.clear();
    }

    /// One day, with the hours said for it.
    pub(super) fn set_day(&mut self, day: NaiveDate, window: TimeWindow) {
        let Some(draft) = self.draft_mut() else { return };
        let said = DayWish { days: vec![DateSpan::day(day)], window, ..DayWish::default() };
        draft.wish = draft.wish.amended(&said);
        draft.which_day = None;
        draft.chosen = None;
    }

    pub(super) fn refuse_when(&mut self, not: &When) {
        let Resolution::Clear(refused) = self.resolve(not) else { return };
        let Some(draft) = self.draft_mut() else { return };
        draft.chosen = None;
        if refused.has_day() {
            draft.wish.days.retain(|d| !refused.days.contains(d));
            draft.wish.except.extend(refused.days.iter().copied());
        } else if let Some(part) = refused.window.part {
            if draft.wish.window.part == Some(part) {
                draft.wish.window.part = None;
            }
            draft.wish.window.except.push(part);
        } else if !refused.window.at.is_empty() {
            draft.wish.window.at.retain(|t| !refused.window.at.contains(t));
        }
    }

    pub(super) fn set_stylists(&mut self, wish: &Wish) {
        if let Some(with) = &wish.with {
            self.set_stylist(with);
        }
        for not in &wish.not_with {
            if let (Some(id), Some(draft)) = (self.find_stylist(not), self.draft_mut()) {
                draft.with.not.push(id);
                if draft.with.only == Some(id) {
                    draft.with.only = None;
                }
                draft.chosen = None;
            }
        }
        if wish.anyone {
            self.with_anyone();
        }
    }

    /// Whoever has time: Maite chooses.
    pub(super) fn with_anyone(&mut self) {
        if let Some(draft) = self.draft_mut() {
            draft.with.only = None;
            draft.which_stylist.clear();
            draft.anyone = true;
        }
    }

    /// Only with her, or asked who of several is meant. Whether anybody is known by these words.
    pub(super) fn set_stylist(&mut self, words: &Words) -> bool {
        let of = match self.salon().who(words.as_str()) {
            crate::salon::Who::Perhaps(of) if of.len() > 1 => of,
            _ => {
                let Some(id) = self.find_stylist(words) else { return false };
                return self.set_stylist_to(id);
            }
        };
        let Some(draft) = self.draft_mut() else { return false };
        draft.which_stylist = of;
        draft.chosen = None;
        true
    }

    /// Only with this one. Whether there was a form to put it in.
    pub(super) fn set_stylist_to(&mut self, id: StylistId) -> bool {
        let Some(draft) = self.draft_mut() else { return false };
        draft.with.only = Some(id);
        draft.with.not.retain(|n| *n != id);
        draft.which_stylist.clear();
        draft.chosen = None;
        draft.refused.clear();
        true
    }
}
