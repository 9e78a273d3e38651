//! Some twenty customers, one salon and some days: who writes when, what goes wrong meanwhile, what is looked at.

use super::{
    checks,
    goal::Goal,
    judge::{Verdict, judge},
    meaning::{Point, contradiction},
    mind::{Deed, Mind},
    person::{self, Person, Standing},
    report::{Failure, Report, Transcript},
    rng::Rng,
};
use crate::{
    Reply, World,
    fakes::{Rules, Weather},
    world,
};
use atrevete_adapters::spanish::SpanishReader;
use atrevete_domain::{
    booking::{Customer, Disclosure, Life, Rev, StaffOrder},
    dialogue::{Act, ChannelId, Choice, Expectation, Heard, Input, Media, Wish},
    salon::{QuestionKey, Salon},
    step::HandoffReason,
    values::{
        AppointmentId, CheckoutId, CustomerId, GivenName, Id as _, Instant, PersonName, Span, StylistId,
        Words,
    },
    when::{Day, Time, When},
    wording::Utterance,
};
use atrevete_ports::Owned;
use chrono::{Datelike as _, Days, NaiveDate, NaiveTime, TimeDelta};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// What is kept of transcripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Keep {
    /// How many conversations of this cohort are kept for reading.
    pub(super) some: usize,
}

/// One customer in her cohort.
struct Member {
    channel: ChannelId,
    mind: Mind,
    at: Instant,
    deed: Option<Deed>,
    inbox: Vec<Utterance>,
    lines: Vec<String>,
    before: BTreeSet<AppointmentId>,
    verdict: Option<Verdict>,
}

/// Something that happens by itself.
#[derive(Debug, Clone)]
enum Event {
    Member(usize),
    StaffTakes(usize),
    HandsBack(usize),
    Stripe(Weather),
    Calendar(Weather),
    Block(StylistId, Span),
    StaffCancels,
    BankDecides(CheckoutId),
    TellAgain(CheckoutId),
}

/// A cohort under way.
struct Cohort {
    seed: u64,
    world: World,
    salon: Arc<Salon>,
    members: Vec<Member>,
    by_channel: BTreeMap<ChannelId, usize>,
    queue: BTreeMap<(Instant, u64), Event>,
    ordinal: u64,
    rng: Rng,
    report: Report,
    operations: usize,
}

/// Draws a cohort and lets it happen.
pub(super) fn run(seed: u64, size: usize, salon: &Salon, keep: Keep) -> Report {
    let mut rng = Rng::new(seed);
    let start = first_morning(&mut rng, salon);
    let language = Arc::new(Rules::default());
    let world = World::new(salon.clone(), start, language);
    let mut cohort = Cohort {
        seed,
        world,
        salon: Arc::new(salon.clone()),
        members: Vec::new(),
        by_channel: BTreeMap::new(),
        queue: BTreeMap::new(),
        ordinal: 0,
        rng,
        report: Report::default(),
        operations: 0,
    };
    cohort.fill_agenda();
    for number in 0..size {
        cohort.join(number);
    }
    cohort.plan_trouble();
    cohort.happen();
    cohort.close(keep);
    cohort.report
}

/// A Monday or Tuesday of the year, seven in the morning.
fn first_morning(rng: &mut Rng, salon: &Salon) -> Instant {
    let new_year = NaiveDate::from_ymd_opt(2026, 1, 12).expect("a date");
    let week = u64::try_from(rng.between(0, 46)).expect("it is positive");
    let date = new_year + Days::new(week * 7 + u64::try_from(rng.below(2)).expect("it is small"));
    let seven = NaiveTime::from_hms_opt(7, 0, 0).expect("a time of day");
    salon.profile.zone.at(date, seven).expect("seven in the morning is never skipped")
}

impl Cohort {
    fn put(&mut self, at: Instant, event: Event) {
        self.ordinal += 1;
        self.queue.insert((at, self.ordinal), event);
    }

    fn today(&self) -> NaiveDate {
        self.salon.profile.zone.date(self.world.now())
    }

    /// The book as it stands before anybody writes: half of each day is taken.
    fn fill_agenda(&mut self) {
        let today = self.today();
        let zone = self.salon.profile.zone;
        let stylists: Vec<StylistId> = self.salon.bookable().map(|s| s.id).collect();
        for ahead in 0..14 {
            let date = today + Days::new(ahead);
            let fullness = if ahead < 4 { 55 } else { 30 };
            for stylist in &stylists {
                for hour in 9..20 {
                    if !self.rng.chance(fullness) {
                        continue;
                    }
                    let minute = *self.rng.pick(&[0, 15, 30]);
                    let from = NaiveTime::from_hms_opt(hour, minute, 0).expect("a time of day");
                    let length = *self.rng.pick(&[30, 45, 60]);
                    let Some(from) = zone.at(date, from) else { continue };
                    let span = Span { from, to: from + TimeDelta::minutes(length) };
                    if !self.world.store.is_taken(*stylist, span) {
                        self.world.store.block(*stylist, span);
                    }
                }
            }
        }
    }

    // --- people ---------------------------------------------------------------------------------------------------

    /// One more customer: who she is, whether she is known, what she wants and when she writes.
    fn join(&mut self, number: usize) {
        let mut rng = self.rng.fork(u64::try_from(number).expect("it is small") + 1);
        let person = Person::draw(&mut rng, number);
        let channel = ChannelId(format!("whatsapp:{}-{number}", self.seed));
        self.world.introduce(
            &channel,
            world::Person { phone: person.phone.clone(), profile: person.profile.clone() },
        );
        let known = rng.chance(55);
        if known {
            self.make_known(&person, &channel, number);
        }
        let today = self.today();
        let standing = if known && rng.chance(45) { self.stand(&mut rng, &person, &channel) } else { None };
        let (goal, at) = match &standing {
            Some((standing, start)) => {
                let (goal, hours) = person::draw_goal_about(&mut rng, &person, &self.salon, today, standing);
                let early =
                    if hours == 0 { TimeDelta::minutes(rng.between(5, 50)) } else { TimeDelta::hours(hours) };
                (goal, (*start - early).max(self.world.now() + TimeDelta::minutes(5)))
            }
            None => {
                let at = self.draw_moment(&mut rng);
                let day = self.salon.profile.zone.date(at);
                let goal = person::draw_goal(&mut rng, &person, &self.salon, day);
                let goal = self.usual_if_known(&mut rng, goal, known, &person, &channel);
                let at = self.in_time(&goal, at);
                (goal, at)
            }
        };
        let before = self.world.store.appointments().iter().map(|a| a.id).collect();
        let mind = Mind::new(person, goal, rng, self.salon.clone());
        self.by_channel.insert(channel.clone(), self.members.len());
        let lines = Vec::new();
        self.members.push(Member {
            channel,
            mind,
            at,
            deed: None,
            inbox: Vec::new(),
            lines,
            before,
            verdict: None,
        });
        let index = self.members.len() - 1;
        self.put(at, Event::Member(index));
    }

    /// Three of four write while the salon is open; all within three days.
    fn draw_moment(&self, rng: &mut Rng) -> Instant {
        let day = self.today() + Days::new(u64::try_from(rng.below(3)).expect("it is small"));
        let hour = if rng.chance(75) { rng.between(9, 19) } else { rng.between(0, 23) };
        let minute = rng.between(0, 59);
        let part = |n: i64| u32::try_from(n).expect("it is small");
        let time = NaiveTime::from_hms_opt(part(hour), part(minute), 0).expect("a time of day");
        let at = self.salon.profile.zone.at(day, time).unwrap_or(self.world.now());
        at.max(self.world.now() + TimeDelta::minutes(3))
    }

    /// Whoever wants to come today writes while that is possible.
    fn in_time(&self, goal: &Goal, at: Instant) -> Instant {
        let Goal::Book(visit) = goal else { return at };
        let zone = self.salon.profile.zone;
        match visit.day {
            super::goal::DayWant::On(day) if day == zone.date(at) => {
                let noon = NaiveTime::from_hms_opt(11, 0, 0).expect("a time of day");
                zone.at(day, noon).map_or(at, |noon| at.min(noon)).max(self.world.now())
            }
            _ => at,
        }
    }

    fn customer_id(&self, number: usize) -> CustomerId {
        CustomerId::named(&format!("cohort {}", self.seed), &number.to_string())
    }

    fn make_known(&mut self, person: &Person, channel: &ChannelId, number: usize) {
        let now = self.world.now();
        let name = PersonName::new(&person.first, Some(&person.last)).ok();
        let mut customer = Customer::new(self.customer_id(number), name, person.phone.clone(), now);
        customer.disclosed = Some(Disclosure { at: now - TimeDelta::days(30), version: 1 });
        customer.visits_kept = 3;
        customer.formal = person.voice.usted;
        for (key, answer) in [("hair_length", person.length), ("hair_amount", person.amount)] {
            customer.answers.insert(QuestionKey(key.to_owned()), answer.to_owned());
        }
        customer.rev = Rev::NEW.next();
        self.world.store.seed_customer(customer, Some(channel.clone()));
    }

    /// "The usual" needs a last time.
    fn usual_if_known(
        &mut self,
        rng: &mut Rng,
        goal: Goal,
        known: bool,
        person: &Person,
        channel: &ChannelId,
    ) -> Goal {
        let Goal::Usual(mut visit) = goal else { return goal };
        let Some(customer) = self.world.store.customer_of(channel).filter(|_| known) else {
            return Goal::Usual(visit);
        };
        let services = person.draw_services(rng, &self.salon, 1, Some("hair"));
        let services = person.settle(&self.salon, &services, true);
        let Some(stylist) =
            self.salon.bookable().find(|s| services.iter().all(|id| person::does(&self.salon, s, *id)))
        else {
            return Goal::Usual(visit);
        };
        visit.services = vec![services.clone()];
        visit.with = None;
        let quote = atrevete_domain::booking::quote::quote(&self.salon, &services, None, Some(stylist.id));
        let from = self.world.now() - TimeDelta::days(35);
        let span = Span { from, to: from + TimeDelta::minutes(i64::from(quote.minutes)) };
        let id = AppointmentId::named(&format!("cohort {}", self.seed), &customer.id.to_string());
        self.world.store.seed_appointment(
            atrevete_domain::booking::Appointment {
                id,
                rev: Rev::NEW.next(),
                seat: atrevete_domain::booking::Seat { stylist: stylist.id, span },
                attendee: atrevete_domain::booking::Attendee {
                    customer: customer.id,
                    name: customer.name.clone(),
                },
                booked_by: None,
                quote,
                deposit: None,
                share: atrevete_domain::values::Money::ZERO,
                group: None,
                life: Life::Completed,
                made_at: from,
                shown: None,
                notes: atrevete_domain::booking::Notes::default(),
            },
            None,
        );
        Goal::Usual(visit)
    }

    /// A visit that she has, made the way visits are made.
    fn stand(&mut self, rng: &mut Rng, person: &Person, channel: &ChannelId) -> Option<(Standing, Instant)> {
        let names = [
            "Cortar",
            "Mechas (Largo)",
            "Cultura de Color (Corto-Medio)",
            "Corte de Caballero",
            "Depilación Cejas",
        ];
        let service = self.salon.catalogue.by_name(rng.pick::<&str>(&names))?.clone();
        let day = person::draw_day(rng, &self.salon, self.today(), 2, 4);
        let when = When::on(Day::Date {
            day: u8::try_from(day.day()).ok()?,
            month: u8::try_from(day.month()).ok(),
            year: Some(day.year()),
            weekday: None,
        })
        .with(Time::Part(atrevete_domain::when::DayPart::Afternoon));
        let wish = Wish { services: vec![Words::new(&service.name)], when: Some(when), ..Wish::default() };
        let mut acts = vec![Act::Want(wish)];
        for _ in 0..6 {
            let replies = self.world.customer_acts(channel, acts.clone());
            let said: Vec<Utterance> =
                replies.into_iter().filter(|r| r.channel == *channel).flat_map(|r| r.utterances).collect();
            acts = match said.last()? {
                Utterance::OfferSlots { .. } => {
                    vec![Act::Choose(Choice { nth: Some(1), ..Choice::default() })]
                }
                Utterance::OfferPack { .. } | Utterance::AskServiceQuestion { .. } => vec![Act::Decline],
                Utterance::AskSurname { .. } | Utterance::AskName { .. } => {
                    vec![Act::GiveName(GivenName {
                        first: Some(person.first.clone()),
                        last: Some(person.last.clone()),
                    })]
                }
                Utterance::Pay { .. } => {
                    let page = *self.world.open_pages(channel).last()?;
                    self.world.pay(page);
                    break;
                }
                _ => break,
            };
        }
        let customer = self.world.store.customer_of(channel)?;
        let made = self.world.store.appointments_of(customer.id);
        let visit = made
            .into_iter()
            .find(|a| matches!(a.life, Life::Confirmed { .. }) && a.start() > self.world.now())?;
        let deposit = visit.deposit.map(|_| visit.share).filter(|m| !m.is_zero());
        Some((Standing { appointment: visit.id, deposit }, visit.start()))
    }

    // --- trouble --------------------------------------------------------------------------------------------------

    fn plan_trouble(&mut self) {
        let start = self.world.now();
        for _ in 0..2 {
            let at = start + TimeDelta::minutes(self.rng.between(120, 3600));
            let long = TimeDelta::minutes(self.rng.between(3, 25));
            self.put(at, Event::Stripe(Weather::Down));
            self.put(at + long, Event::Stripe(Weather::Up));
        }
        let at = start + TimeDelta::minutes(self.rng.between(120, 3600));
        self.put(at, Event::Calendar(Weather::Down));
        self.put(at + TimeDelta::minutes(20), Event::Calendar(Weather::Up));
        let zone = self.salon.profile.zone;
        let stylists: Vec<StylistId> = self.salon.bookable().map(|s| s.id).collect();
        for _ in 0..12 {
            let at = start + TimeDelta::minutes(self.rng.between(60, 3900));
            let day = self.today() + Days::new(u64::try_from(self.rng.between(1, 8)).expect("it is small"));
            let hour = u32::try_from(self.rng.between(10, 18)).expect("it is small");
            let time = NaiveTime::from_hms_opt(hour, 0, 0).expect("a time of day");
            if let Some(from) = zone.at(day, time) {
                let span = Span { from, to: from + TimeDelta::minutes(60) };
                let stylist = *self.rng.pick(&stylists);
                self.put(at, Event::Block(stylist, span));
            }
        }
        for _ in 0..2 {
            let at = start + TimeDelta::minutes(self.rng.between(1500, 4300));
            self.put(at, Event::StaffCancels);
        }
    }

    // --- what happens ---------------------------------------------------------------------------------------------

    fn happen(&mut self) {
        while let Some((&(at, ordinal), _)) = self.queue.first_key_value() {
            let event = self.queue.remove(&(at, ordinal)).expect("it was just seen");
            let quiet = self.world.advance_to(at);
            self.deliver(None, quiet);
            match event {
                Event::Member(index) => self.member(index, at),
                Event::StaffTakes(index) => self.staff_takes(index),
                Event::HandsBack(index) => self.hands_back(index),
                Event::Stripe(weather) => self.world.stripe.weather(weather),
                Event::Calendar(weather) => self.world.calendar.weather(weather),
                Event::Block(stylist, span) => {
                    if span.from > self.world.now() && !self.world.store.is_taken(stylist, span) {
                        self.world.store.block(stylist, span);
                    }
                }
                Event::StaffCancels => self.staff_cancels(),
                Event::BankDecides(page) => {
                    let _ = self.world.stripe.bank_decides(page, crate::fakes::Decision::Pays);
                    let replies = self.world.provider_tells(page);
                    self.deliver(None, replies);
                }
                Event::TellAgain(page) => {
                    let replies = self.world.provider_tells(page);
                    self.deliver(None, replies);
                }
            }
            self.operations += 1;
            if self.operations.is_multiple_of(16) {
                self.check(checks::overlaps);
            }
        }
    }

    fn check(&mut self, check: impl Fn(&World) -> Option<String>) {
        if let Some(what) = check(&self.world) {
            self.broken(what);
        }
    }

    fn broken(&mut self, what: String) {
        let failure = Failure { seed: self.seed, what };
        if !self.report.broken.contains(&failure) {
            self.report.broken.push(failure);
        }
    }

    /// One customer's moment: she does what she decided to do, or decides.
    fn member(&mut self, index: usize, at: Instant) {
        let member = &mut self.members[index];
        if member.at != at || member.verdict.is_some() {
            return;
        }
        match member.deed.take() {
            Some(deed) => self.perform(index, deed),
            None => self.decide(index),
        }
    }

    fn decide(&mut self, index: usize) {
        let now = self.world.now();
        let local = self.salon.profile.zone.local(now);
        let member = &mut self.members[index];
        let heard = std::mem::take(&mut member.inbox);
        let (delay, deed) = member.mind.next(local, &heard);
        if deed == Deed::Leave {
            self.leaves(index);
            return;
        }
        member.deed = (deed != Deed::Wait).then_some(deed);
        self.at(index, now + TimeDelta::seconds(delay.max(1)));
    }

    fn at(&mut self, index: usize, at: Instant) {
        self.members[index].at = at;
        self.put(at, Event::Member(index));
    }

    fn perform(&mut self, index: usize, deed: Deed) {
        let channel = self.members[index].channel.clone();
        match deed {
            Deed::Say { texts, points } => self.says(index, &texts, &points),
            Deed::Voice => {
                self.members[index].lines.push("> (voice note)".to_owned());
                let replies = self.world.media(&channel, Media::Voice, None);
                self.deliver(Some(index), replies);
            }
            Deed::Pay => {
                let paid = self.world.open_pages(&channel).last().copied();
                self.members[index].lines.push(format!("> (pays: {})", paid.is_some()));
                if let Some(page) = paid {
                    let replies = self.world.pay(page).unwrap_or_default();
                    self.deliver(Some(index), replies);
                    if self.rng.chance(20) {
                        let later = self.world.now() + TimeDelta::minutes(self.rng.between(1, 90));
                        self.put(later, Event::TellAgain(page));
                    }
                }
            }
            Deed::PaySlowly => {
                if let Some(page) = self.world.open_pages(&channel).last().copied() {
                    self.members[index].lines.push("> (pays by a slow bank)".to_owned());
                    let _ = self.world.stripe.pay_delayed(page);
                    let replies = self.world.provider_tells(page);
                    self.deliver(Some(index), replies);
                    let later = self.world.now() + TimeDelta::minutes(self.rng.between(3, 45));
                    self.put(later, Event::BankDecides(page));
                }
            }
            Deed::Wait | Deed::Leave => {}
        }
        let now = self.world.now();
        let patience = if self.members[index].inbox.is_empty() { 600 } else { self.rng.between(3, 60) };
        self.at(index, now + TimeDelta::seconds(patience));
    }

    fn says(&mut self, index: usize, texts: &[String], points: &[Point]) {
        let channel = self.members[index].channel.clone();
        let turns = self.world.store.turn_count();
        for text in texts {
            self.members[index].lines.push(format!("> {text}"));
        }
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let replies = match texts[..] {
            [one] => self.world.customer_says(&channel, one),
            _ => self.world.customer_bursts(&channel, &texts),
        };
        self.report.turns += texts.len();
        self.compare_reading(&channel, turns, &texts.join(" / "), points);
        self.deliver(Some(index), replies);
    }

    /// What was read of a message against what was meant.
    fn compare_reading(&mut self, channel: &ChannelId, turns: usize, text: &str, points: &[Point]) {
        let id = self.world.talk(channel).map(|t| t.id);
        let mut all: Option<Heard> = None;
        for turn in self.world.turns_since(turns).into_iter().filter(|t| t.conversation == id) {
            if let Some(Input::Said(heard)) = turn.input {
                match &mut all {
                    Some(whole) => {
                        whole.acts.extend(heard.acts);
                        whole.complete &= heard.complete;
                    }
                    None => all = Some(heard),
                }
            }
        }
        if let (Some(heard), Some(&index)) = (&all, self.by_channel.get(channel)) {
            let mark = if heard.complete { "=" } else { "~" };
            self.members[index].lines.push(format!("      {mark} {}", terse(&heard.acts)));
        }
        let Some(heard) = all.filter(|h| h.complete) else { return };
        self.report.complete += 1;
        if let Some(why) = contradiction(points, &heard, &self.salon) {
            self.report.false_complete += 1;
            let key: String = why.split(['(', '{']).next().unwrap_or_default().trim().to_owned();
            let example = format!("“{text}” {why} in {:?}", heard.acts);
            self.report.contradictions.entry(key).or_insert((0, example)).0 += 1;
        }
    }

    /// Hands what was said to whom it was said; whoever only waited looks at her phone.
    fn deliver(&mut self, speaker: Option<usize>, replies: Vec<Reply>) {
        let mut seen: BTreeMap<ChannelId, usize> = BTreeMap::new();
        for reply in replies {
            if let Some(what) = checks::message(&reply) {
                self.broken(what);
            }
            let Some(&index) = self.by_channel.get(&reply.channel) else { continue };
            *seen.entry(reply.channel.clone()).or_default() += 1;
            let member = &mut self.members[index];
            for (i, line) in reply.text.lines().enumerate() {
                let mark = if i == 0 { "<" } else { " " };
                member.lines.push(format!("    {mark} {line}"));
            }
            member.inbox.extend(reply.utterances);
            let waits = member.deed.is_none() && member.verdict.is_none() && speaker != Some(index);
            if waits && member.mind.written > 0 {
                let soon = reply.at.max(self.world.now()) + TimeDelta::seconds(self.rng.between(5, 90));
                self.at(index, soon);
            }
        }
    }

    fn leaves(&mut self, index: usize) {
        let member = &self.members[index];
        let verdict = judge(&self.world, &member.channel, &member.mind, &member.before);
        let handed = verdict == Verdict::Person;
        self.members[index].verdict = Some(verdict);
        if handed && self.rng.chance(60) {
            let at = self.world.now() + TimeDelta::minutes(self.rng.between(4, 90));
            self.put(at, Event::StaffTakes(index));
        }
    }

    // --- staff ----------------------------------------------------------------------------------------------------

    fn staff_takes(&mut self, index: usize) {
        let channel = self.members[index].channel.clone();
        let replies = self.world.staff_takes(&channel);
        if replies.iter().any(|r| r.channel == channel) {
            self.broken("a message left while a person took the conversation".to_owned());
        }
        // She writes on; nobody but the person may answer.
        let replies = self.world.customer_says(&channel, "vale, y otra cosa, cuánto cuesta un corte?");
        if self.world.store.owned(&channel) == Owned::ByPerson && replies.iter().any(|r| r.channel == channel)
        {
            self.broken("a message left while a person had the conversation".to_owned());
        }
        self.deliver(None, replies);
        let at = self.world.now() + TimeDelta::minutes(self.rng.between(10, 200));
        self.put(at, Event::HandsBack(index));
    }

    fn hands_back(&mut self, index: usize) {
        let channel = self.members[index].channel.clone();
        let replies = self.world.hand_back(&channel);
        let mine = replies.iter().filter(|r| r.channel == channel).count();
        if mine > 1 {
            self.broken("more than one message after a conversation was given back".to_owned());
        }
        self.deliver(None, replies);
    }

    fn staff_cancels(&mut self) {
        let now = self.world.now();
        let live: Vec<AppointmentId> = self
            .world
            .live()
            .iter()
            .filter(|a| matches!(a.life, Life::Confirmed { .. }) && a.start() > now + TimeDelta::hours(2))
            .filter(|a| {
                // Somebody whose own matter is over, so that nobody is judged by it.
                self.members.iter().any(|m| {
                    m.verdict.is_some()
                        && self.world.store.customer_of(&m.channel).is_some_and(|c| a.speaks_for(c.id))
                })
            })
            .map(|a| a.id)
            .collect();
        if live.is_empty() {
            return;
        }
        let appointment = *self.rng.pick(&live);
        let order = StaffOrder::Cancel { appointment, keep: None };
        let mark = self.world.mark();
        let _ = self.world.staff(&order);
        let replies = self.world.replies_since(mark);
        self.deliver(None, replies);
    }

    // --- the end --------------------------------------------------------------------------------------------------

    /// After the last has left: everything comes to rest, and is looked at.
    fn close(&mut self, keep: Keep) {
        let replies = self.world.advance_time(TimeDelta::hours(26));
        self.deliver(None, replies);
        self.check(checks::overlaps);
        self.check(checks::money);
        self.check(checks::timers);
        self.check(checks::stuck);
        let dead = self.world.store.ended().iter().filter(|e| e.how == atrevete_ports::Settled::Dead).count();
        if dead > 0 {
            self.broken(format!("{dead} effects ended dead"));
        }
        for (_, handoff) in self.world.notices.handoffs() {
            *self.report.handoffs.entry(format!("{:?}", handoff.reason)).or_default() += 1;
            if handoff.reason == HandoffReason::Technical {
                self.broken("a step was given up as technical".to_owned());
            }
        }
        let mut kept = 0;
        for (index, member) in self.members.iter_mut().enumerate() {
            let verdict =
                member.verdict.take().unwrap_or_else(|| Verdict::Failed("she never left".to_owned()));
            let transcript = |verdict: String, lines: Vec<String>| Transcript {
                seed: self.seed,
                member: index,
                goal: member.mind.goal.kind(),
                verdict,
                lines,
            };
            tally(&mut self.report, &member.mind, &verdict);
            if let Verdict::Failed(why) = &verdict {
                self.report.failed.push(transcript(why.clone(), member.lines.clone()));
            }
            if kept < keep.some {
                kept += 1;
                self.report.kept.push(transcript(format!("{verdict:?}"), member.lines.clone()));
            }
        }
    }
}

/// A text's acts when nothing was asked.
pub(super) fn read(text: &str, salon: &Salon) -> String {
    let now = Instant::from_timestamp(1_773_100_800, 0).expect("a moment of 2026");
    let heard = SpanishReader::new().read(text, now, &Expectation::default(), &salon.lexicon());
    format!("{} {}", if heard.complete { "=" } else { "~" }, terse(&heard.acts))
}

/// Acts without the fields that say nothing.
fn terse(acts: &[Act]) -> String {
    let whole = format!("{acts:?}");
    let mut out = String::new();
    for part in whole.split_inclusive([',', '{', '(', '[']) {
        let body = part.trim_end_matches([',', ' ']).trim();
        if [": None", ": []", ": false"].iter().any(|e| body.ends_with(e)) {
            continue;
        }
        out.push_str(part);
    }
    out.replace("Words(", "(")
}

fn tally(report: &mut Report, mind: &Mind, verdict: &Verdict) {
    report.customers += 1;
    let person =
        mind.goal.wants_person() || matches!(mind.person.purse, person::Purse::Cannot | person::Purse::Fails);
    let reached = *verdict == Verdict::Reached;
    if person && !reached {
        if mind.goal.wants_person() || *verdict == Verdict::Person {
            report.people_wanted += 1;
            report.people_found += usize::from(*verdict == Verdict::Person);
        }
    } else if !matches!(verdict, Verdict::Honest(_)) {
        report.reachable += 1;
        report.reached += usize::from(reached);
    }
    let entry = report.by_goal.entry(mind.goal.kind()).or_default();
    entry.0 += usize::from(reached || (mind.goal.wants_person() && *verdict == Verdict::Person));
    entry.1 += 1;
    let otherwise = match verdict {
        Verdict::Reached | Verdict::Person => return,
        Verdict::Honest(why) => (*why).to_owned(),
        Verdict::Failed(why) => format!("FAILED {}", why.split(':').next().unwrap_or(why)),
    };
    *report.otherwise.entry(otherwise).or_default() += 1;
}
