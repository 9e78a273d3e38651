//! Answers about time and stylists: which day, which of the times shown, which of several people.

use super::{
    Act,
    choice::{best_text, index},
    turn::Turn,
};
use crate::{
    booking::Arrangement,
    values::{StylistId, fold},
    when::{Resolution, TimeWindow},
};
use chrono::NaiveDate;

impl Turn<'_> {
    pub(super) fn answer_which_day(&mut self, of: &[NaiveDate], window: &TimeWindow, act: &Act) -> bool {
        let Act::Choose(choice) = act else { return false };
        let day = match &choice.when {
            Some(when) => match self.resolve(when) {
                Resolution::Clear(wish) => {
                    of.iter().copied().find(|d| wish.days.iter().any(|s| s.contains(*d)))
                }
                // "este" and "hoy" name the first, "el otro" the second: the reader says which by its number.
                Resolution::WhichDay { of: again, .. } => {
                    again.iter().copied().find(|d| of.contains(d)).filter(|_| again.len() == 1)
                }
                Resolution::NoSuchDay | Resolution::Past(_) => None,
            },
            None => index(of.len(), choice).map(|i| of[i]),
        };
        let Some(day) = day else { return false };
        self.set_day(day, window.clone());
        true
    }

    pub(super) fn answer_slot(&mut self, offers: &[Arrangement], act: &Act) -> bool {
        match act {
            Act::Accept if offers.len() == 1 => {
                self.choose(offers[0].clone());
                true
            }
            Act::Choose(choice) => match self.pick_offer(offers, choice) {
                Some(offer) => {
                    self.choose(offer);
                    true
                }
                None => self.choice_as_wish(choice),
            },
            Act::Decline => {
                if let Some(draft) = self.draft_mut() {
                    // A second list in vain: the day is asked rather than searched through.
                    if offers.len() > 1 && draft.refused.len() > 1 {
                        draft.wish.except.append(&mut draft.wish.days);
                        draft.wish.soonest = false;
                    }
                    draft.refused.extend(offers.iter().cloned());
                    // The one hour she named herself does not do after all: the same hour with others would not either.
                    if offers.len() == 1 && !draft.wish.window.at.is_empty() {
                        draft.wish.window.at.clear();
                    }
                }
                true
            }
            _ => false,
        }
    }

    /// Which of several stylists with a like name.
    pub(super) fn answer_stylist(&mut self, of: &[StylistId], act: &Act) -> bool {
        let choice = match act {
            Act::Choose(choice) => choice,
            Act::Decline => {
                self.with_anyone();
                return true;
            }
            _ => return false,
        };
        if choice.any {
            self.with_anyone();
            return true;
        }
        let texts: Vec<Vec<String>> =
            of.iter().map(|id| vec![fold(self.salon().stylist_name(*id))]).collect();
        let named = choice.with.as_ref().or(choice.named.as_ref());
        let at = match named {
            Some(words) => best_text(&texts, &words.folded()),
            None => index(of.len(), choice),
        };
        match at.and_then(|i| of.get(i)) {
            Some(id) => self.set_stylist_to(*id),
            None => named.is_some_and(|words| self.set_stylist(words)),
        }
    }
}
