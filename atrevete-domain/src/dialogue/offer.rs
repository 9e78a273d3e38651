//! When: the day, and the times that are offered for it.

use super::{Draft, PackChoice, Question, turn::Turn};
use crate::{
    booking::{Arrangement, Finding, Leg, Request, StylistWish, WhyNot, availability},
    facts::Needs,
    step::{HandoffReason, Rule, SummaryLine},
    values::ServiceId,
    when::{DayWish, TimeWindow},
    wording::Utterance,
};

impl Turn<'_> {
    /// What each stylist does in one go: kinds of work never share a visit.
    pub(super) fn legs(&self, draft: &Draft) -> Vec<Leg> {
        let mut legs: Vec<Leg> = Vec::new();
        for (party, p) in draft.parties.iter().enumerate() {
            let pack = match p.pack {
                PackChoice::Taken(id) => self.salon().catalogue.pack(id),
                PackChoice::Open | PackChoice::Declined => None,
            };
            let mut kinds = Vec::new();
            for id in &p.services {
                let Some(kind) = self.service(*id).map(|s| s.category.clone()) else { continue };
                match kinds.iter_mut().find(|(k, _): &&mut (_, Vec<ServiceId>)| *k == kind) {
                    Some((_, list)) => list.push(*id),
                    None => kinds.push((kind, vec![*id])),
                }
            }
            for (_, services) in kinds {
                let pack = pack.filter(|k| k.services.iter().all(|s| services.contains(s))).map(|k| k.id);
                legs.push(Leg { party, services, pack });
            }
        }
        legs
    }

    pub(super) fn ask_when(&mut self, asked: Option<Question>) -> Result<(), Needs> {
        let Some(draft) = self.draft().cloned() else { return Ok(()) };
        let legs = self.legs(&draft);
        self.explain_kinds(&draft, &legs);
        if let Some(chosen) = &draft.chosen {
            return self.go_for(&draft, &legs, chosen, asked);
        }
        if draft.which_stylist.len() > 1 {
            let of = draft.which_stylist.clone();
            let options = of.iter().map(|id| self.salon().stylist_name(*id).to_owned()).collect();
            self.note(Rule::SeveralMatch);
            self.ask(Utterance::AskStylist { options }, Question::Stylist { of });
            return Ok(());
        }
        if let Some((of, window)) = draft.which_day.clone() {
            self.ask(Utterance::AskWhichDay { of: of.clone() }, Question::WhichDay { of, window });
            return Ok(());
        }
        if !draft.wish.has_day() {
            let moving = draft
                .held
                .first()
                .and_then(|id| self.latest(*id))
                .map(|a| self.visit(a, super::tell::Naming::Plain));
            let said = moving.is_some() || !draft.refused.is_empty();
            let services = if said { Vec::new() } else { self.said_back(&draft) };
            self.ask(Utterance::AskDay { services, moving }, Question::Day);
            return Ok(());
        }
        self.offer(&draft, &legs)
    }

    /// Two kinds of work: explained once, in half a sentence.
    pub(super) fn explain_kinds(&mut self, draft: &Draft, legs: &[Leg]) {
        let split: Vec<ServiceId> = legs
            .iter()
            .filter(|a| legs.iter().any(|b| a.party == b.party && a.services != b.services))
            .filter_map(|l| l.services.first().copied())
            .collect();
        if split.is_empty() || draft.explained {
            return;
        }
        self.note(Rule::KindsApart);
        let mut kinds: Vec<String> = Vec::new();
        for category in split.iter().filter_map(|id| self.service(*id)).map(|s| &s.category) {
            let name = self
                .salon()
                .catalogue
                .category(category)
                .map_or_else(|| category.0.clone(), |c| c.name.clone());
            if !kinds.contains(&name) {
                kinds.push(name);
            }
        }
        self.say(Utterance::TwoVisits { kinds });
        if let Some(draft) = self.draft_mut() {
            draft.explained = true;
        }
    }

    /// Names of what is being arranged, said back.
    pub(super) fn said_back(&self, draft: &Draft) -> Vec<String> {
        let mut ids: Vec<ServiceId> = Vec::new();
        for id in draft.parties.iter().flat_map(|p| &p.services) {
            if !ids.contains(id) {
                ids.push(*id);
            }
        }
        self.names(&ids)
    }

    pub(super) fn offer(&mut self, draft: &Draft, legs: &[Leg]) -> Result<(), Needs> {
        let with = self.stylists_for(draft);
        let own = draft.held.clone();
        let mut not = draft.refused.clone();
        not.extend(self.standing(draft));
        let request =
            Request { legs, wish: &draft.wish, with: &with, own: &own, not: &not, refused: &draft.refused };
        if let Some(wish) = self.at_its_hour(draft) {
            let found = availability::find(self.facts, self.now, &Request { wish: &wish, ..request })?;
            if let Finding::Offers(offers) = found {
                self.offer_slots(draft, legs, offers);
                return Ok(());
            }
        }
        let finding = availability::find(self.facts, self.now, &request)?;
        match finding {
            Finding::Offers(offers) => {
                if let Some(chosen) = said_everything(draft, &offers) {
                    self.choose(chosen);
                    return self.ask_when(None);
                }
                self.offer_slots(draft, legs, offers);
            }
            Finding::Instead { why: WhyNot::BeyondHorizon { last }, offers } if offers.is_empty() => {
                self.note(Rule::Horizon);
                let day = draft.wish.days.first().map_or(last, |d| d.first);
                self.hand_off(HandoffReason::BeyondHorizon, None, vec![SummaryLine::Day(day)]);
            }
            Finding::Instead { why, offers } => {
                self.excuse(why, draft, with.only);
                if offers.is_empty() {
                    self.say(Utterance::NothingFree);
                    self.ask(Utterance::AskDay { services: Vec::new(), moving: None }, Question::Day);
                    self.forget_day();
                } else {
                    self.offer_slots(draft, legs, offers);
                }
            }
        }
        Ok(())
    }

    /// Moved to another day without a word of the hour: the hour it has and those beside it are what suits. `None` where
    /// an hour was said, these were refused, or what is moved does not begin together.
    pub(super) fn at_its_hour(&self, draft: &Draft) -> Option<DayWish> {
        let day = draft.wish.single_day()?;
        if !draft.wish.window.is_open() || !draft.refused.is_empty() {
            return None;
        }
        let mut starts = draft.held.iter().filter_map(|id| self.latest(*id)).map(|a| self.local(a.start()));
        let start = starts.next()?;
        if start.date() == day || starts.any(|other| other != start) {
            return None;
        }
        let window = TimeWindow { at: vec![start.time()], approx: true, ..TimeWindow::default() };
        Some(DayWish { window, ..draft.wish.clone() })
    }

    /// Says why the wish cannot be met, once for the same wish.
    pub(super) fn excuse(&mut self, why: WhyNot, draft: &Draft, with: Option<crate::values::StylistId>) {
        if draft.excused.as_ref() == Some(&why) {
            return;
        }
        // "a las once" may be either eleven: the one told is the one at which somebody is there.
        let opens = |t: &chrono::NaiveTime| match draft.wish.days.first() {
            Some(day) => self.salon().hours.intervals(day.first).iter().any(|h| h.from <= *t && *t < h.to),
            None => false,
        };
        let at = &draft.wish.window.at;
        let at = at.iter().copied().find(opens).or(at.last().copied());
        let fact = self.why_not(&why, with, at);
        self.say(Utterance::CannotThen { why: fact });
        if let Some(draft) = self.draft_mut() {
            draft.excused = Some(why);
        }
    }

    /// A day on which nothing at all was found is not looked at again.
    pub(super) fn forget_day(&mut self) {
        if let Some(draft) = self.draft_mut() {
            draft.wish.days.clear();
            draft.wish.soonest = false;
        }
    }

    pub(super) fn offer_slots(&mut self, draft: &Draft, legs: &[Leg], offers: Vec<Arrangement>) {
        let people = self.people_of(draft);
        let options = offers.iter().map(|o| self.slot_option(legs, o, &people)).collect();
        let hint = !self.s.hinted && offers.len() > 1;
        self.s.hinted |= hint;
        let services = self.said_back(draft);
        self.ask(Utterance::OfferSlots { services, options, hint }, Question::Slot { offers });
    }

    /// With whom: as wished, else rather with the one she prefers.
    pub(super) fn stylists_for(&self, draft: &Draft) -> StylistWish {
        let mut with = draft.with.clone();
        if with.only.is_none() && with.rather.is_none() && !draft.anyone {
            with.rather = self.customer().and_then(|c| c.preferred_stylist);
        }
        with
    }

    /// The seats that stand already: a move does not offer them again.
    pub(super) fn standing(&self, draft: &Draft) -> Option<Arrangement> {
        if draft.held.is_empty() {
            return None;
        }
        let seats =
            draft.held.iter().map(|id| self.latest(*id).map(|a| a.seat)).collect::<Option<Vec<_>>>()?;
        Some(Arrangement(seats))
    }
}

/// Whoever says day, hour and stylist at once is asked nothing; nor is who lets Maite choose.
fn said_everything(draft: &Draft, offers: &[Arrangement]) -> Option<Arrangement> {
    let [first, ..] = offers else { return None };
    let exact = !draft.wish.window.at.is_empty() && draft.wish.single_day().is_some();
    let whom = draft.with.only.is_some() || draft.anyone;
    (exact && whom && draft.parties.len() == 1 && first.0.len() == 1 && offers.len() == 1)
        .then(|| first.clone())
}
