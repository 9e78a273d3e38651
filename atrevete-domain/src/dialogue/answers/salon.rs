//! Hours, closures, place, payment, policies, the owner's own answers: read from the tables.

use crate::{
    dialogue::turn::Turn,
    salon::{Doors, Topic},
    values::{Words, fold},
    when::{Resolution, When},
    wording::{Utterance, utterance::HoursGroup},
};
use chrono::{Datelike as _, Days, NaiveDate, NaiveTime, Weekday};

const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

impl Turn<'_> {
    pub(in crate::dialogue) fn faq(&mut self, topic: Topic) {
        let text = self.salon().faq.iter().find(|e| e.topic == Some(topic)).map(|e| e.answer.clone());
        let (profile, policy) = (&self.salon().profile, &self.salon().policy);
        let utterance = match topic {
            Topic::Hours => return self.open(None),
            Topic::Address => Utterance::Address {
                street: profile.address.street.clone(),
                town: profile.address.town.clone(),
                map: profile.address.map_link.clone(),
            },
            Topic::Payment => Utterance::HowToPay {
                percent: policy.advance_payment_percentage,
                methods: policy.payment_methods.clone(),
                text,
            },
            Topic::Cancellation => Utterance::CancellationRules {
                refund_hours: policy.cancellation_threshold_hours,
                staff_hours: policy.staff_only_cancellation_hours,
            },
            Topic::Parking => match text {
                Some(text) => Utterance::FaqText { topic: Some(topic), text },
                None => Utterance::DontKnow,
            },
        };
        self.say(utterance);
    }

    /// Whether and when the salon is open: the day asked about, else the week.
    pub(super) fn open(&mut self, when: Option<&When>) {
        let days: Vec<NaiveDate> = match when.map(|w| self.resolve(w)) {
            Some(Resolution::Clear(wish)) => {
                // A long stretch ("en agosto") is told as the week.
                wish.days
                    .iter()
                    .flat_map(|s| s.first.iter_days().take_while(|d| *d <= s.last))
                    .take(15)
                    .collect()
            }
            Some(Resolution::WhichDay { of, .. }) => of.into_iter().take(1).collect(),
            Some(Resolution::NoSuchDay) => {
                self.say(Utterance::NoSuchDay);
                return;
            }
            Some(Resolution::Past(_)) | None => Vec::new(),
        };
        if days.is_empty() || days.len() > 2 {
            self.say_week();
            return;
        }
        for date in days {
            self.say_day(date);
        }
    }

    fn say_day(&mut self, date: NaiveDate) {
        let utterance = match self.salon().hours.on(date) {
            Doors::Open { hours, reason } => Utterance::OpenOn {
                date,
                hours: hours.iter().map(|h| (h.from, h.to)).collect(),
                reason: reason.map(ToOwned::to_owned),
            },
            Doors::Closed { reason } => Utterance::ClosedOn {
                date,
                reason: reason.map(ToOwned::to_owned),
                next: self.salon().hours.next_open(date, 2),
            },
        };
        self.say(utterance);
    }

    fn say_week(&mut self) {
        let today = self.local(self.now).date();
        let monday = today - Days::new(u64::from(today.weekday().num_days_from_monday()));
        let mut groups: Vec<HoursGroup> = Vec::new();
        let mut closed = Vec::new();
        for (i, day) in WEEK.iter().enumerate() {
            let date = monday + Days::new(i as u64);
            let hours: Vec<(NaiveTime, NaiveTime)> =
                self.salon().hours.usual(date).iter().map(|h| (h.from, h.to)).collect();
            if hours.is_empty() {
                closed.push(*day);
            } else if let Some(group) = groups
                .last_mut()
                .filter(|g| g.hours == hours && g.days.last().map(Weekday::succ) == Some(*day))
            {
                group.days.push(*day);
            } else {
                groups.push(HoursGroup { days: vec![*day], hours });
            }
        }
        self.say(Utterance::WeekHours { groups, closed });
    }

    /// When somebody works: on the day asked about, else on which weekdays.
    pub(super) fn works(&mut self, with: &Words, when: Option<&When>) {
        let Some(stylist) = self.find_stylist(with).and_then(|id| self.salon().stylist(id)) else {
            self.say(Utterance::DontKnow);
            return;
        };
        let today = self.local(self.now).date();
        let monday = today - Days::new(u64::from(today.weekday().num_days_from_monday()));
        let days = WEEK
            .iter()
            .enumerate()
            .filter(|(i, _)| !self.salon().attending(stylist, monday + Days::new(7 + *i as u64)).is_empty())
            .map(|(_, d)| *d)
            .collect();
        let on = match when.map(|w| self.resolve(w)) {
            Some(Resolution::Clear(asked)) => asked.days.first().map(|d| d.first),
            Some(Resolution::WhichDay { of, .. }) => of.first().copied(),
            Some(Resolution::NoSuchDay | Resolution::Past(_)) | None => None,
        };
        let on = on.map(|date| (date, !self.salon().attending(stylist, date).is_empty()));
        let stylist = stylist.name.clone();
        self.say(Utterance::Works { stylist, days, on });
    }

    /// The owner's own answer, found by its keywords; else an honest sentence.
    pub(super) fn other(&mut self, words: &Words) {
        let said = words.folded();
        let score = |keywords: &[String]| -> usize {
            keywords.iter().map(|k| fold(k)).filter(|k| contains_words(&said, k)).map(|k| k.len()).sum()
        };
        let best =
            self.salon().faq.iter().max_by_key(|e| score(&e.keywords)).filter(|e| score(&e.keywords) > 0);
        match best.cloned() {
            Some(entry) => self.say(Utterance::FaqText { topic: entry.topic, text: entry.answer }),
            None => self.say(Utterance::DontKnow),
        }
    }
}

/// Whether the words of `key` stand in `said`, one after the other, plural aside.
fn contains_words(said: &str, key: &str) -> bool {
    let stem = |w: &str| w.trim_end_matches('s').to_owned();
    let said: Vec<String> = said.split(' ').map(stem).collect();
    let key: Vec<String> = key.split(' ').map(stem).collect();
    said.windows(key.len()).any(|w| w == key.as_slice())
}
