//! Her answers to single questions.

use super::{Ending, Mind, Next, hour_suits};
use crate::customers::{
    goal::{Band, DayWant, Goal, HourWant, Other},
    meaning::Point,
    person::{self, Purse},
    speech,
};
use atrevete_domain::{
    salon::QuestionEffect,
    values::{ServiceId, fold},
    wording::{
        Utterance,
        utterance::{BandFact, ServiceOption, SlotOption, VisitFact},
    },
};
use chrono::{NaiveDate, NaiveDateTime};

impl Mind {
    /// One question, answered.
    pub(super) fn answer(&mut self, now: NaiveDateTime, question: &Utterance) -> Next {
        let today = now.date();
        match question {
            Utterance::AskName { proposed, .. } => self.tell_name(proposed.as_deref()),
            Utterance::AskSurname { .. } => self.tell_surname(),
            Utterance::AskAttendeeName { .. } => {
                let name = self.person.other_name.clone();
                let text = speech::attendee(&mut self.rng, &name);
                self.say(text, vec![Point::SomeName])
            }
            Utterance::HowCanIHelp | Utterance::OfferToBook => self.matter_or_booking(now),
            Utterance::AskService { .. } => self.tell_services(today),
            Utterance::AskWhich { options, .. } => self.tell_which(options),
            Utterance::AskServiceQuestion { text, options, .. } => self.tell_about(text, options),
            Utterance::OfferPack { pack, .. } => self.tell_pack(pack),
            Utterance::AskChildOrAdult { .. } => self.tell_child(),
            Utterance::AskWhoGetsWhat { services, .. } => self.share_out(services),
            Utterance::AskUsual { .. } | Utterance::AskAnother { .. } | Utterance::AskTellStylist { .. } => {
                self.agree()
            }
            Utterance::OfferConsultation { .. } => {
                if self.visit.as_ref().is_some_and(|v| v.consultation) {
                    self.agree()
                } else {
                    self.refuse()
                }
            }
            Utterance::AskDay { .. } => self.tell_day(today),
            Utterance::AskWhichDay { of } => self.tell_which_day(of),
            Utterance::OfferSlots { options, .. } => self.tell_slot(today, options),
            Utterance::Pay { .. }
            | Utterance::PayReminder { .. }
            | Utterance::SameLink { .. }
            | Utterance::HoldChanged { .. } => self.paying(question),
            Utterance::HoldExpired { .. } => self.after_expiry(),
            Utterance::AskWhichAppointment { options, .. } => self.tell_appointment(options),
            Utterance::AskCancelSure { band, .. } => self.tell_sure(*band, today),
            Utterance::AskHowLate => {
                let minutes = if let Goal::Late { minutes, .. } = self.goal { minutes } else { 10 };
                let m = minutes.to_string();
                let text = crate::customers::spin::spin(
                    &mut self.rng,
                    "{<m> minutos|unos <m> min|<m>|como <m> minutos|<m> minutitos}",
                    &[("m", &m)],
                );
                self.say(text, vec![Point::Late])
            }
            _ => self.agree(),
        }
    }

    fn agree(&mut self) -> Next {
        let text = speech::yes(&mut self.rng, self.person.voice.usted);
        self.say(text, vec![Point::Yes])
    }

    fn refuse(&mut self) -> Next {
        let text = speech::no(&mut self.rng, self.person.voice.usted);
        self.say(text, vec![Point::No])
    }

    fn matter_or_booking(&mut self, now: NaiveDateTime) -> Next {
        if self.answered {
            return if self.visit.is_some() { self.book_after_price(now) } else { self.refuse() };
        }
        let (text, points) = self.matter(now.date());
        self.say(text, points)
    }

    fn tell_name(&mut self, proposed: Option<&str>) -> Next {
        self.said_name = true;
        let (first, last) = (self.person.first.clone(), self.person.last.clone());
        let (text, points) = match proposed {
            Some(name) if fold(name.split(' ').next().unwrap_or(name)) == fold(&first) => {
                (speech::yes_name(&mut self.rng, &first, &last), vec![])
            }
            Some(_) => (speech::other_name(&mut self.rng, &first, &last), vec![Point::Name(first.clone())]),
            None => (speech::name(&mut self.rng, &first, &last), vec![Point::Name(first.clone())]),
        };
        self.say(text, points)
    }

    fn tell_surname(&mut self) -> Next {
        if self.person.no_surname {
            let text = crate::customers::spin::spin(
                &mut self.rng,
                "{prefiero no darlo|hace falta?|con el nombre vale|no, solo {mi nombre|el nombre}|prefiero no decirlo}",
                &[],
            );
            return self.say(text, vec![]);
        }
        let (first, last) = (self.person.first.clone(), self.person.last.clone());
        let text = speech::surname(&mut self.rng, &first, &last);
        self.say(text, vec![Point::SomeName])
    }

    fn tell_services(&mut self, today: NaiveDate) -> Next {
        let Some(visit) = self.visit.clone() else { return self.refuse() };
        let things = self.things();
        let mut points: Vec<Point> = visit.services[0].iter().map(|s| Point::Service(*s)).collect();
        let when = if !self.when_said && self.person.says > 0 {
            let (when, more) = self.when(today);
            points.extend(more);
            format!(" {when}")
        } else {
            String::new()
        };
        let text = crate::customers::spin::spin(
            &mut self.rng,
            "{<t><w>|{quiero|quería|sería|es para|para|me gustaría|pues} <t><w>|<t><w>, {porfa|por favor|gracias}}",
            &[("t", &things), ("w", &when)],
        );
        self.say(text, points)
    }

    /// Which of several services: the one whose name or family is hers.
    fn tell_which(&mut self, options: &[ServiceOption]) -> Next {
        let wanted = self.wanted();
        let salon = self.salon.clone();
        let is_mine = |o: &ServiceOption| {
            wanted.iter().filter_map(|id| salon.catalogue.service(*id)).any(|s| {
                s.name == o.name
                    || s.family.as_deref() == Some(&o.name)
                    || s.variant.as_deref() == Some(&o.name)
            })
        };
        let Some(at) = options.iter().position(is_mine) else {
            let things = self.things();
            let text = crate::customers::spin::spin(
                &mut self.rng,
                "{ninguna, quiero <t>|no, <t>|quiero <t>}",
                &[("t", &things)],
            );
            return self.say(text, vec![]);
        };
        let name = options[at].name.to_lowercase();
        let option = speech::Option {
            nth: at + 1,
            of: options.len(),
            clock: None,
            stylist: None,
            day: None,
            named: Some(&name),
        };
        let text = speech::choice(&mut self.rng, &option);
        self.say(text, vec![Point::Nth(at + 1)])
    }

    fn tell_about(&mut self, text: &str, options: &[String]) -> Next {
        let wanted = self.wanted();
        let salon = self.salon.clone();
        let question = salon.catalogue.services.iter().flat_map(|s| &s.questions).find(|q| q.text == text);
        let Some(question) = question else { return self.agree() };
        // For a massage the answer follows from which one she wants.
        let leads = question.answers.iter().find(|a| {
            matches!(a.effect, QuestionEffect::Variant(id) if wanted.contains(&id))
                && question.key.0 == "massage_length"
        });
        let target = wanted
            .iter()
            .filter_map(|id| salon.catalogue.service(*id))
            .find(|s| s.questions.contains(question));
        let key = leads.map(|a| a.key.clone()).or_else(|| self.person.answer_key(&question.key.0, target));
        let at = key.as_ref().and_then(|k| question.answers.iter().position(|a| a.key == *k)).unwrap_or(0);
        let own = speech::hair(&mut self.rng, &question.answers[at].key).filter(|_| self.rng.chance(70));
        let said = match own {
            Some(words) => words,
            None => {
                let shown = options.get(at).cloned().unwrap_or_default();
                self.rng.pick(&[shown.clone(), shown, (at + 1).to_string()]).clone()
            }
        };
        self.say(said, vec![Point::About])
    }

    fn tell_pack(&mut self, pack: &str) -> Next {
        if self.person.takes_pack && !matches!(self.goal, Goal::Usual(_)) {
            self.pack = Some(pack.to_owned());
            let text = crate::customers::spin::spin(
                &mut self.rng,
                "{sí, el pack|vale, el pack|sí|venga, el pack|me quedo con el pack|sí, me interesa|genial, el pack entonces}",
                &[],
            );
            return self.say(text, vec![Point::Yes]);
        }
        let things = self.things();
        let text = speech::no_pack(&mut self.rng, &things);
        self.say(text, vec![Point::No])
    }

    fn tell_child(&mut self) -> Next {
        let little = self.other() == Some(Other::LittleGirl);
        let template = if little {
            "{de niña|de niña, tiene 7 años|es pequeña, tiene 6|tiene 8 años|niña|es una niña}"
        } else {
            "{de adulta|es mayor, tiene 20|adulta|tiene 19 años|de adulto|ya es mayor}"
        };
        let text = crate::customers::spin::spin(&mut self.rng, template, &[]);
        self.say(text, vec![])
    }

    /// Both have the same in these goals.
    fn share_out(&mut self, services: &[String]) -> Next {
        let other = self.other().map_or("ella", Other::said);
        let thing = services.join(" y ").to_lowercase();
        let template = if services.len() > 1 {
            "{las dos lo mismo|todo para las dos|lo mismo las dos|ambas lo mismo}"
        } else {
            "{las dos|para las dos|<t> las dos|lo mismo para las dos|<t> para mí y <t> para <o>}"
        };
        let text = crate::customers::spin::spin(&mut self.rng, template, &[("t", &thing), ("o", other)]);
        self.say(text, vec![])
    }

    fn tell_day(&mut self, today: NaiveDate) -> Next {
        if self.nothing_free > 0 || self.visit.is_none() {
            if self.nothing_free > 2 || self.visit.is_none() {
                return self.end(Ending::NothingSuits);
            }
            self.relax(today);
        }
        let (when, points) = self.when(today);
        let text = crate::customers::spin::spin(
            &mut self.rng,
            "{<w>|<w>|{pues|a ver,|mira,} <w>|{me va bien|me viene bien|prefiero|podría|puedo} <w>|<w> {si puede ser|porfa|a poder ser|me iría bien|estaría genial}|{tenéis algo|hay algo|puede ser} <w>?}",
            &[("w", &when)],
        );
        self.say(text, points)
    }

    fn tell_which_day(&mut self, of: &[NaiveDate]) -> Next {
        let mine = self.visit.as_ref().and_then(|v| super::exact(&v.day)).filter(|d| of.contains(d));
        let day = mine.unwrap_or_else(|| of[0]);
        let at = of.iter().position(|d| *d == day).unwrap_or(0);
        if let (None, Some(visit)) = (mine, &mut self.visit) {
            visit.day = DayWant::On(day);
        }
        let plain = speech::plain_date(&mut self.rng, day);
        let number = chrono::Datelike::day(&day).to_string();
        let template = if at == 0 {
            "{<p>|el <n>|el primero|este, el <n>|el más cercano|<p>}"
        } else {
            "{<p>|el <n>|el segundo|el otro, el <n>|el siguiente|<p>}"
        };
        let text = crate::customers::spin::spin(&mut self.rng, template, &[("p", &plain), ("n", &number)]);
        self.say(text, vec![])
    }

    /// Times were offered.
    fn tell_slot(&mut self, today: NaiveDate, options: &[SlotOption]) -> Next {
        self.agreed = None;
        let Some(visit) = self.visit.clone() else { return self.refuse() };
        if self.person.fickle {
            self.person.fickle = false;
            let day = person::draw_day(&mut self.rng, &self.salon.clone(), today, 1, 6);
            if let Some(v) = &mut self.visit {
                v.day = DayWant::On(day);
                v.hour = HourWant::Any;
            }
            let (when, points) = self.when(today);
            let text = speech::other_day(&mut self.rng, &when);
            return self.say(text, points);
        }
        let fits = |o: &SlotOption| {
            o.seats.iter().all(|s| {
                let day = visit.day.suits(today, s.start.date());
                let with = visit.with.is_none_or(|id| self.salon.stylist_name(id) == s.stylist);
                day && hour_suits(&visit, s) && with
            })
        };
        if let Some(at) = options.iter().position(fits) {
            return self.take(today, options, at);
        }
        let name = visit.with.map(|id| self.salon.stylist_name(id).to_owned()).unwrap_or_default();
        // "¿Y con Pilar?" chooses the one time that Pilar has: she asks it only if none is Pilar's.
        let hers = options.iter().flat_map(|o| &o.seats).any(|s| s.stylist == name);
        if let (Some(id), false, false) = (visit.with, self.with_said, hers) {
            self.with_said = true;
            let text = crate::customers::spin::spin(
                &mut self.rng,
                "{y con <s>?|prefiero con <s>|{tiene|tendría} hueco <s>?|mejor con <s>|puede ser con <s>?}",
                &[("s", &name)],
            );
            return self.say(text, vec![Point::With(id)]);
        }
        if self.refusals < 2 && (!self.alternatives || self.rng.chance(50)) {
            self.refusals += 1;
            self.relax(today);
            let (when, points) = self.when(today);
            let text = speech::rather(&mut self.rng, &when);
            return self.say(text, points);
        }
        let at = self.rng.below(options.len());
        self.take(today, options, at)
    }

    /// What she wants instead when what she wanted cannot be.
    fn relax(&mut self, today: NaiveDate) {
        let salon = self.salon.clone();
        let (other, drop_hours) =
            (person::draw_day(&mut self.rng, &salon, today, 2, 12), self.rng.chance(60));
        if let Some(visit) = &mut self.visit {
            visit.day = DayWant::On(other);
            if drop_hours {
                visit.hour = HourWant::Any;
            }
            visit.with = None;
        }
    }

    /// One of the offered times.
    fn take(&mut self, today: NaiveDate, options: &[SlotOption], at: usize) -> Next {
        let option = &options[at];
        self.agreed = Some(option.seats.clone());
        if options.len() == 1 {
            let text = speech::yes_slot(&mut self.rng);
            return self.say(text, vec![Point::Yes]);
        }
        let first = &option.seats[0];
        let unique = |f: &dyn Fn(&SlotOption) -> bool| options.iter().filter(|o| f(o)).count() == 1;
        let clock = speech::clock(&mut self.rng, first.start.time());
        let day = speech::date(&mut self.rng, today, first.start.date());
        let own_clock = unique(&|o| o.seats[0].start.time() == first.start.time());
        let own_day = unique(&|o| o.seats[0].start.date() == first.start.date());
        let own_stylist = option.seats.len() == 1 && unique(&|o| o.seats[0].stylist == first.stylist);
        let said = speech::Option {
            nth: at + 1,
            of: options.len(),
            clock: own_clock.then_some(clock.as_str()),
            stylist: own_stylist.then_some(first.stylist.as_str()),
            day: own_day.then_some(day.as_str()),
            named: None,
        };
        let text = speech::choice(&mut self.rng, &said);
        self.say(text, vec![Point::Nth(at + 1)])
    }

    fn after_expiry(&mut self) -> Next {
        if self.person.purse == Purse::Never {
            let next = self.refuse();
            self.ending = Some(Ending::Unpaid);
            return next;
        }
        self.person.purse = Purse::Prompt;
        // Yes to that hour; if it has gone she is told and chooses anew.
        self.agreed = self.lapsed.take();
        self.agree()
    }

    fn tell_appointment(&mut self, options: &[VisitFact]) -> Next {
        let at = 0;
        let option =
            speech::Option { nth: 1, of: options.len(), clock: None, stylist: None, day: None, named: None };
        let text = speech::choice(&mut self.rng, &option);
        self.say(text, vec![Point::Nth(at + 1)])
    }

    fn tell_sure(&mut self, band: BandFact, today: NaiveDate) -> Next {
        let Goal::Cancel { moves, band: mine, .. } = self.goal.clone() else { return self.refuse() };
        match band {
            BandFact::Forfeit { .. } => {
                if let Some(visit) = moves {
                    self.visit = Some(visit);
                    if let Goal::Cancel { of, .. } = self.goal {
                        self.goal = Goal::Move { of, visit: self.visit.clone().expect("it was just set") };
                    }
                    if self.rng.chance(50) {
                        let text = crate::customers::spin::spin(
                            &mut self.rng,
                            "{sí, mejor la cambio|vale, la cambiamos|pues la muevo|entonces cámbiamela|sí, mejor moverla}",
                            &[],
                        );
                        return self.say(text, vec![Point::Move, Point::Yes]);
                    }
                    let (when, points) = self.when(today);
                    let text = crate::customers::spin::spin(
                        &mut self.rng,
                        "{pues mejor la {cambio|muevo} a <w>|entonces cámbiamela a <w>|la podemos pasar a <w>?}",
                        &[("w", &when)],
                    );
                    return self.say(text, points.into_iter().chain([Point::Move]).collect());
                }
                if mine == Band::Unpaid {
                    self.wrong = Some("a deposit is to be lost that was never paid".to_owned());
                }
                let text = crate::customers::spin::spin(
                    &mut self.rng,
                    "{no, cancélala|no, cancela igualmente|cancélala igual|no, anúlala|da igual, cancélala|no puedo otro día, cancela}",
                    &[],
                );
                self.say(text, vec![Point::No, Point::Cancel])
            }
            BandFact::Free | BandFact::Refund { .. } => {
                let text = crate::customers::spin::spin(
                    &mut self.rng,
                    "{sí|sí, cancélala|sí, por favor|sí, cancela|vale|sí, anúlala|correcto}",
                    &[],
                );
                self.say(text, vec![Point::Yes, Point::Cancel])
            }
        }
    }

    /// The services of the first party, as she has them in mind.
    fn wanted(&self) -> Vec<ServiceId> {
        let services = match (&self.visit, &self.goal) {
            (Some(v), _) => v.services.concat(),
            (None, Goal::Price { services, .. }) => services.clone(),
            (None, _) => Vec::new(),
        };
        let mut settled = self.person.settle(&self.salon, &services, true);
        settled.extend(services);
        settled
    }
}
