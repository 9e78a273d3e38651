//! The waiting list, which is no booking.

use super::{hear::Hearing, turn::Turn};
use crate::{
    salon::Match,
    step::{Change, Waiting},
    values::ServiceId,
    wording::Utterance,
};

impl Turn<'_> {
    /// A place on the waiting list, which is no booking.
    pub(super) fn waiting_list(&mut self, wish: &super::Wish, _hearing: &mut Hearing) {
        let customer = self.customer_id();
        let said = wish.when.as_ref().map(|w| self.resolve(w));
        let days = match said {
            Some(crate::when::Resolution::Clear(days)) => days,
            Some(crate::when::Resolution::WhichDay { of, window }) => {
                let days = of.into_iter().map(crate::when::DateSpan::day).collect();
                crate::when::DayWish { days, window, ..Default::default() }
            }
            Some(_) | None => self.draft().map(|d| d.wish.clone()).unwrap_or_default(),
        };
        let services: Vec<ServiceId> = wish
            .services
            .iter()
            .filter_map(|w| match self.salon().catalogue.find(w.as_str()) {
                Match::One(id) | Match::Addon(id) => Some(vec![id]),
                Match::Several(of) => Some(of),
                Match::Pack(_) | Match::NotOffered(_) | Match::Nothing => None,
            })
            .flatten()
            .collect();
        let services = if services.is_empty() {
            self.draft()
                .map(|d| d.parties.iter().flat_map(|p| p.services.clone()).collect())
                .unwrap_or_default()
        } else {
            services
        };
        let stylist = wish.with.as_ref().and_then(|w| self.find_stylist(w));
        let (date, part) = (days.days.first().map(|d| d.first), days.window.part);
        self.changes.push(Change::Waiting(Waiting {
            customer,
            services,
            wish: days,
            with: stylist,
            at: self.now,
        }));
        self.say(Utterance::OnWaitingList { date, part });
        self.last_word = true;
        // What was offered did not do, and she said what she wants instead.
        if self.draft().is_some_and(|d| d.held.is_empty()) {
            self.s.tasks.retain(|t| !matches!(t, super::Task::Book(d) if d.held.is_empty()));
        }
    }
}
