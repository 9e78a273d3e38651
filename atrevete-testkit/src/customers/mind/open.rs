//! How she begins.

use super::{Deed, Mind, Next, exact, for_two};
use crate::customers::{
    goal::{Company, DayWant, Goal, HourWant, Other},
    meaning::Point,
    person, speech,
};
use atrevete_domain::salon::Service;
use chrono::{NaiveDate, NaiveDateTime};

impl Mind {
    /// The very first message.
    pub(super) fn first(&mut self, now: NaiveDateTime) -> Next {
        if self.person.voice_note {
            self.person.voice_note = false;
            return (5, Deed::Voice);
        }
        let (text, points) = self.matter(now.date());
        let usted = self.person.voice.usted;
        if !self.person.voice.greets {
            return self.say(text, points);
        }
        let hello = speech::hello(&mut self.rng, usted);
        if self.person.bursts {
            let (delay, deed) = self.say(text, points);
            let Deed::Say { texts, points } = deed else { return (delay, deed) };
            let hello = self.person.voice.clone().type_out(&mut self.rng, &hello, &[]);
            let mut all = vec![hello];
            if self.rng.chance(30) {
                all.push(speech::fragment(&mut self.rng));
            }
            all.extend(texts);
            return (delay, Deed::Say { texts: all, points });
        }
        if self.rng.chance(12) {
            // Only a hello; the matter follows when she is answered.
            return self.say(hello, vec![Point::Courtesy]);
        }
        self.say(format!("{hello}, {text}"), points)
    }

    /// Her matter, in one message.
    pub(super) fn matter(&mut self, today: NaiveDate) -> (String, Vec<Point>) {
        let usted = self.person.voice.usted;
        match self.goal.clone() {
            Goal::Book(_) => self.wish(today),
            Goal::Usual(visit) => {
                let (when, mut points) = self.when(today);
                points.push(Point::Usual);
                self.with_said |= visit.with.is_none();
                (speech::usual(&mut self.rng, &when), points)
            }
            Goal::Move { .. } => {
                let (when, points) =
                    if self.rng.chance(55) { self.when(today) } else { (String::new(), Vec::new()) };
                let text = speech::moving(&mut self.rng, usted, "", &when);
                // Some ways of saying it leave the day for later.
                let named = !when.is_empty() && text.contains(&when);
                self.when_said &= named;
                let points = if named { points } else { Vec::new() };
                (text, points.into_iter().chain([Point::Move]).collect())
            }
            Goal::Cancel { .. } => (speech::cancelling(&mut self.rng, usted, ""), vec![Point::Cancel]),
            Goal::Price { services, .. } => {
                let found: Vec<&Service> =
                    services.iter().filter_map(|id| self.salon.catalogue.service(*id)).collect();
                let salon = self.salon.clone();
                let _ = &salon;
                let thing = speech::list(&mut self.rng, &found);
                let points = services.iter().map(|s| Point::Service(*s)).chain([Point::Price]).collect();
                (speech::price(&mut self.rng, usted, &thing), points)
            }
            Goal::Faq(topic) => (speech::faq(&mut self.rng, topic), vec![Point::Faq(topic)]),
            Goal::Open(day) => {
                let said = speech::date(&mut self.rng, today, day);
                (speech::open_on(&mut self.rng, &said), vec![Point::Open, Point::Day(day)])
            }
            Goal::Own(_) => (speech::own(&mut self.rng, usted), vec![Point::Own]),
            Goal::Late { minutes, .. } => {
                let said = self.rng.chance(70).then_some(minutes);
                (speech::late(&mut self.rng, said), vec![Point::Late])
            }
            Goal::Waiting(_) => {
                let (when, mut points) = self.when(today);
                let thing = self.things();
                points.push(Point::Waiting);
                (speech::waiting(&mut self.rng, &thing, &when), points)
            }
            Goal::OptOut => (speech::opt_out(&mut self.rng), vec![Point::OptOut]),
            Goal::Person(matter) => {
                use crate::customers::goal::Matter;
                let point = match matter {
                    Matter::Asks => Point::Person,
                    Matter::Medical => Point::Medical,
                    Matter::Complaint => Point::Complaint,
                };
                (speech::person(&mut self.rng, matter), vec![point])
            }
        }
    }

    /// The wish for a visit: little of it, or all.
    pub(super) fn wish(&mut self, today: NaiveDate) -> (String, Vec<Point>) {
        let Some(visit) = self.visit.clone() else { return (String::from("una cita"), vec![Point::Wish]) };
        let usted = self.person.voice.usted;
        let says = self.person.says;
        if says == 0 && !for_two(&visit) && self.rng.chance(50) && visit.who == Company::Me {
            return (speech::only_appointment(&mut self.rng, usted), vec![Point::Wish]);
        }
        let (when, mut points) = if says > 0 { self.when(today) } else { (String::new(), Vec::new()) };
        points.push(Point::Wish);
        points.extend(visit.services[0].iter().map(|s| Point::Service(*s)));
        match visit.who {
            Company::Me => {
                let with = match visit.with.filter(|_| says > 1) {
                    Some(id) => {
                        self.with_said = true;
                        points.push(Point::With(id));
                        let name = self.salon.stylist_name(id).to_owned();
                        speech::with(&mut self.rng, &name)
                    }
                    None => String::new(),
                };
                let (thing, deed) = (self.things(), self.deeds());
                (speech::booking(&mut self.rng, usted, &thing, &deed, &when, &with), points)
            }
            Company::MeAnd(other) => {
                let thing = self.things();
                (speech::booking_for(&mut self.rng, other, true, &thing, &when), points)
            }
            Company::Other(other) => {
                let thing = self.things();
                (speech::booking_for(&mut self.rng, other, false, &thing, &when), points)
            }
        }
    }

    /// Days and hours in her words.
    pub(super) fn when(&mut self, today: NaiveDate) -> (String, Vec<Point>) {
        self.look_at_calendar(today);
        let Some(visit) = self.visit.clone() else { return (String::new(), Vec::new()) };
        self.when_said = true;
        let day = speech::days(&mut self.rng, today, &visit.day);
        let hour = speech::hours(&mut self.rng, visit.hour);
        let mut points: Vec<Point> = exact(&visit.day).map(Point::Day).into_iter().collect();
        let text = match hour {
            // "por la mañana" beside "mañana" is said so by everybody, and an hour may come first.
            Some(hour) => {
                if let HourWant::At(t) = visit.hour {
                    points.push(Point::At(t));
                }
                if self.rng.chance(85) { format!("{day} {hour}") } else { format!("{hour} {day}") }
            }
            None => day,
        };
        (text, points)
    }

    /// A day she had in mind may have passed meanwhile.
    fn look_at_calendar(&mut self, today: NaiveDate) {
        let salon = self.salon.clone();
        let Some(visit) = &mut self.visit else { return };
        let past = match &mut visit.day {
            DayWant::On(day) => *day < today,
            DayWant::OneOf(some) => {
                some.retain(|d| *d >= today);
                some.is_empty()
            }
            DayWant::ThisWeek | DayWant::NextWeek | DayWant::Soonest => false,
        };
        if past {
            visit.day = DayWant::On(person::draw_day(&mut self.rng, &salon, today, 1, 6));
        }
    }

    /// What is wanted, as things.
    pub(super) fn things(&mut self) -> String {
        let Some(visit) = self.visit.clone() else { return String::new() };
        let salon = self.salon.clone();
        let found: Vec<&Service> =
            visit.services[0].iter().filter_map(|id| salon.catalogue.service(*id)).collect();
        speech::list(&mut self.rng, &found)
    }

    /// What is wanted, as deeds where there is one thing.
    fn deeds(&mut self) -> String {
        let Some(visit) = self.visit.clone() else { return String::new() };
        let salon = self.salon.clone();
        match visit.services[0][..] {
            [one] => salon.catalogue.service(one).map(|s| speech::deed(&mut self.rng, s)).unwrap_or_default(),
            _ => format!("hacerme {}", self.things()),
        }
    }

    /// Who else comes, as she says it.
    pub(super) fn other(&self) -> Option<Other> {
        match self.visit.as_ref()?.who {
            Company::Me => None,
            Company::MeAnd(other) | Company::Other(other) => Some(other),
        }
    }
}
