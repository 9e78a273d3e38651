//! Collects the facts of an utterance.

use super::{Duty, Fact, FactValue};
use crate::{
    salon::profile::AddressForm,
    values::Money,
    wording::{
        formats,
        utterance::{
            AnswerBy, Described, PriceItem, PriceTotal, ServiceOption, SlotOption, VisitFact, WhyNotFact,
        },
    },
};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Weekday};

#[derive(Default)]
pub(super) struct List(pub(super) Vec<Fact>);

impl List {
    pub(super) fn must(&mut self, value: FactValue) -> &mut Self {
        self.0.push(Fact { value, duty: Duty::Must });
        self
    }

    pub(super) fn may(&mut self, value: FactValue) -> &mut Self {
        self.0.push(Fact { value, duty: Duty::May });
        self
    }

    pub(super) fn name(&mut self, name: &str) -> &mut Self {
        self.must(FactValue::Name(name.to_owned()))
    }

    pub(super) fn names(&mut self, names: &[String]) -> &mut Self {
        for name in names {
            self.name(name);
        }
        self
    }

    /// An owner's sentence, which stands as it is or as *usted* hears it.
    pub(super) fn owners(&mut self, text: &str) -> &mut Self {
        self.words(text).words(&formats::in_form(text, AddressForm::Usted))
    }

    /// What tells a variant apart.
    pub(super) fn variant(&mut self, variant: Option<&String>) -> &mut Self {
        self.some(variant, |list, variant| {
            list.must(FactValue::Words(formats::variant(variant).to_owned()));
        })
    }

    pub(super) fn words(&mut self, words: &str) -> &mut Self {
        self.may(FactValue::Words(words.to_owned()))
    }

    pub(super) fn link(&mut self, link: &str) -> &mut Self {
        self.must(FactValue::Link(link.to_owned()))
    }

    /// The word "hoy" may stand.
    pub(super) fn today(&mut self) -> &mut Self {
        self.may(FactValue::Today)
    }

    pub(super) fn date(&mut self, date: NaiveDate) -> &mut Self {
        self.must(FactValue::Date(date))
    }

    pub(super) fn time(&mut self, time: NaiveTime) -> &mut Self {
        self.must(FactValue::Time(time))
    }

    pub(super) fn at(&mut self, at: NaiveDateTime) -> &mut Self {
        self.date(at.date()).time(at.time())
    }

    pub(super) fn hours(&mut self, hours: &[(NaiveTime, NaiveTime)]) -> &mut Self {
        for (from, to) in hours {
            self.time(*from).time(*to);
        }
        self
    }

    pub(super) fn days(&mut self, days: &[Weekday]) -> &mut Self {
        for day in days {
            self.must(FactValue::Weekday(*day));
        }
        self
    }

    /// "gratis" stands for nothing.
    pub(super) fn amount(&mut self, sum: Money) -> &mut Self {
        if sum.is_zero() { self.may(FactValue::Amount(sum)) } else { self.must(FactValue::Amount(sum)) }
    }

    pub(super) fn minutes(&mut self, minutes: u16) -> &mut Self {
        self.must(FactValue::Minutes(u32::from(minutes)))
    }

    pub(super) fn whole_hours(&mut self, hours: u16) -> &mut Self {
        self.must(FactValue::Minutes(u32::from(hours) * 60))
    }

    /// Somebody by name, or "tu madre", which the form of address changes.
    pub(super) fn person(&mut self, who: &str) -> &mut Self {
        let possessive = |word: &str| ["mi", "mis", "tu", "tus", "su", "sus"].contains(&word);
        match who.split_once(' ') {
            Some((first, rest)) if possessive(&first.to_lowercase()) => {
                self.must(FactValue::Words(rest.to_owned()))
            }
            _ => self.name(who),
        }
    }

    /// A visit in passing: its day, hour, stylist and services; it may have its length and price.
    pub(super) fn visit(&mut self, visit: &VisitFact) -> &mut Self {
        self.at(visit.start).name(&visit.stylist).names(&visit.services);
        if let Some(who) = &visit.who {
            self.person(who);
        }
        self.may(FactValue::Minutes(u32::from(visit.minutes))).may(FactValue::Amount(visit.price))
    }

    pub(super) fn visits(&mut self, visits: &[VisitFact]) -> &mut Self {
        for visit in visits {
            self.visit(visit);
        }
        self
    }

    /// Visits as they stand in a summary, with their length.
    pub(super) fn full_visits(&mut self, visits: &[VisitFact]) -> &mut Self {
        for visit in visits {
            self.visit(visit).minutes(visit.minutes);
        }
        self
    }

    pub(super) fn item(&mut self, item: &PriceItem) -> &mut Self {
        self.name(&item.name).variant(item.variant.as_ref());
        self.minutes(item.minutes)
    }

    pub(super) fn items(&mut self, items: &[PriceItem], total: Option<&PriceTotal>) -> &mut Self {
        for item in items {
            self.item(item);
            if let Some(price) = item.price {
                self.amount(price);
            }
        }
        if let Some(total) = total {
            self.amount(total.price).minutes(total.minutes);
        }
        self
    }

    pub(super) fn described(&mut self, items: &[Described]) -> &mut Self {
        for item in items {
            self.name(&item.name).must(FactValue::Words(item.description.clone()));
            if let Some(price) = item.price {
                self.amount(price);
            }
        }
        self
    }

    pub(super) fn choices(&mut self, options: &[ServiceOption]) -> &mut Self {
        for option in options {
            self.name(&option.name).variant(option.variant.as_ref());
            if let Some(price) = option.price {
                self.amount(price);
            }
        }
        self
    }

    pub(super) fn slots(&mut self, options: &[SlotOption]) -> &mut Self {
        for seat in options.iter().flat_map(|option| &option.seats) {
            self.at(seat.start).name(&seat.stylist).names(&seat.services);
            if let Some(who) = seat.who.as_ref().filter(|who| !who.is_empty()) {
                self.person(who);
            }
        }
        self
    }

    pub(super) fn why(&mut self, why: &WhyNotFact) -> &mut Self {
        match why {
            WhyNotFact::Closed { date, reason } => self.date(*date).maybe_told(reason.as_ref()),
            WhyNotFact::OutOfHours { date, hours } => self.date(*date).hours(hours),
            WhyNotFact::TooLong { date, minutes, closes } => {
                self.date(*date).minutes(*minutes).maybe_time(*closes)
            }
            WhyNotFact::TooSoon { from } => self.at(*from),
            WhyNotFact::BeyondHorizon { last } => self.date(*last),
            WhyNotFact::StylistOff { stylist, date } => self.name(stylist).date(*date),
            WhyNotFact::Full { at: Some(at), stylist, .. } => self.time(*at).maybe_name(stylist.as_ref()),
            WhyNotFact::Full { date, stylist, at: None } => self
                .some(date.as_ref(), |list, date| {
                    list.date(*date);
                })
                .maybe_name(stylist.as_ref()),
            WhyNotFact::DoesNotDo { stylist } => self.maybe_name(stylist.as_ref()),
        }
    }

    pub(super) fn by(&mut self, by: &AnswerBy) -> &mut Self {
        match by {
            AnswerBy::Today { before } => self.time(*before).today(),
            AnswerBy::From { date, from, .. } => self.date(*date).time(*from),
        }
    }

    /// The same for a value that may be absent.
    pub(super) fn some<T>(&mut self, value: Option<&T>, add: impl FnOnce(&mut Self, &T)) -> &mut Self
    where
        T: ?Sized,
    {
        if let Some(value) = value {
            add(self, value);
        }
        self
    }

    /// A name that may be absent.
    pub(super) fn maybe_name(&mut self, name: Option<&String>) -> &mut Self {
        self.some(name, |list, name| {
            list.name(name);
        })
    }

    /// Words that must be told if they are there (a reason, a street).
    pub(super) fn maybe_told(&mut self, words: Option<&String>) -> &mut Self {
        self.some(words, |list, words| {
            list.must(FactValue::Words(words.clone()));
        })
    }

    /// A sum that may be absent.
    pub(super) fn maybe_amount(&mut self, sum: Option<Money>) -> &mut Self {
        self.some(sum.as_ref(), |list, sum| {
            list.amount(*sum);
        })
    }

    /// A moment that may be absent; if it is the end of today's hold, only its hour is told.
    pub(super) fn maybe_at(&mut self, at: Option<NaiveDateTime>) -> &mut Self {
        self.some(at.as_ref(), |list, at| {
            list.at(*at);
        })
    }

    /// A time of day that may be absent.
    pub(super) fn maybe_time(&mut self, time: Option<NaiveTime>) -> &mut Self {
        self.some(time.as_ref(), |list, time| {
            list.time(*time);
        })
    }

    /// A link that may be absent.
    pub(super) fn maybe_link(&mut self, link: Option<&String>) -> &mut Self {
        self.some(link, |list, link| {
            list.link(link);
        })
    }

    /// The limit of a hold: its hour; its day may be told.
    pub(super) fn limit(&mut self, until: NaiveDateTime) -> &mut Self {
        self.time(until.time()).may(FactValue::Date(until.date()))
    }
}
