//! Whether somebody got what she wanted, by the rows.

use super::{
    goal::{Band, Company, Goal},
    mind::{Ending, Mind},
};
use crate::World;
use atrevete_domain::{
    booking::{Appointment, Life},
    dialogue::ChannelId,
    values::{AppointmentId, Money},
};
use std::collections::BTreeSet;

/// How it went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The rows say so.
    Reached,
    /// A person goes on.
    Person,
    /// An honest end without it: she never paid, or no time suited.
    Honest(&'static str),
    /// Neither.
    Failed(String),
}

/// The verdict over one customer, when she has put her phone away.
pub(super) fn judge(
    world: &World,
    channel: &ChannelId,
    mind: &Mind,
    before: &BTreeSet<AppointmentId>,
) -> Verdict {
    let judge = Judge { world, channel, mind, before };
    if let Some(wrong) = &mind.wrong {
        return Verdict::Failed(format!("told something else: {wrong}"));
    }
    match mind.ending {
        Some(Ending::HandedOver) => Verdict::Person,
        Some(Ending::Unpaid) => Verdict::Honest("never paid"),
        Some(Ending::NothingSuits) => Verdict::Honest("no time suited"),
        Some(Ending::Content) => match judge.rows() {
            Ok(()) => Verdict::Reached,
            Err(why) => Verdict::Failed(why),
        },
        Some(Ending::OutOfPatience) | None => Verdict::Failed("she gave up".to_owned()),
    }
}

struct Judge<'a> {
    world: &'a World,
    channel: &'a ChannelId,
    mind: &'a Mind,
    before: &'a BTreeSet<AppointmentId>,
}

impl Judge<'_> {
    fn rows(&self) -> Result<(), String> {
        match &self.mind.goal {
            Goal::Book(visit) | Goal::Usual(visit) | Goal::Price { then: Some(visit), .. } => {
                self.booked(visit.who)
            }
            Goal::Move { of, .. } => self.moved(*of),
            Goal::Cancel { of, band, .. } => self.cancelled(*of, *band),
            Goal::Late { of, .. } => {
                let noted = self.row(*of)?.notes.delay.is_some();
                if noted { Ok(()) } else { Err("no delay is noted".to_owned()) }
            }
            Goal::Waiting(_) => {
                let me = self.world.store.customer_of(self.channel).map(|c| c.id);
                let listed = self.world.store.waiting_list().iter().any(|w| Some(w.customer) == me);
                if listed { Ok(()) } else { Err("she is on no list".to_owned()) }
            }
            Goal::OptOut => {
                let out = self.world.talk(self.channel).is_some_and(|t| t.opted_out);
                let row = self.world.store.customer_of(self.channel).is_some_and(|c| c.opted_out);
                if out || row { Ok(()) } else { Err("nothing says that she opted out".to_owned()) }
            }
            Goal::Price { then: None, .. } | Goal::Faq(_) | Goal::Open(_) | Goal::Own(_) => {
                if self.mind.answered { Ok(()) } else { Err("it was not answered".to_owned()) }
            }
            Goal::Person(_) => Err("no person came".to_owned()),
        }
    }

    fn row(&self, id: AppointmentId) -> Result<Appointment, String> {
        self.world.store.appointment(id).ok_or_else(|| "the row is gone".to_owned())
    }

    /// Her visits that were not there before.
    fn new_visits(&self) -> Vec<Appointment> {
        let Some(me) = self.world.store.customer_of(self.channel) else { return Vec::new() };
        let all = self.world.store.appointments_of(me.id);
        all.into_iter()
            .filter(|a| !self.before.contains(&a.id) && matches!(a.life, Life::Confirmed { .. }))
            .collect()
    }

    fn booked(&self, who: Company) -> Result<(), String> {
        let visits = self.new_visits();
        let expected = self.mind.expected();
        let want: BTreeSet<_> = expected.iter().flatten().copied().collect();
        let have: BTreeSet<_> = visits.iter().flat_map(Appointment::services).collect();
        if want != have {
            let name = |id: &_| self.mind.salon.catalogue.service(*id).map_or("?", |s| s.name.as_str());
            let (want, have): (Vec<_>, Vec<_>) =
                (want.iter().map(name).collect(), have.iter().map(name).collect());
            return Err(format!("services: wanted {want:?}, has {have:?}"));
        }
        self.seats(&visits)?;
        let me = self.world.store.customer_of(self.channel).ok_or("she is no customer")?;
        let own = visits.iter().filter(|a| a.attendee.customer == me.id).count();
        let others = visits.len() - own;
        match who {
            Company::Me if others > 0 => Err("somebody else's name is on it".to_owned()),
            Company::Other(_) if own > 0 => Err("it is in her own name".to_owned()),
            Company::MeAnd(_) if own == 0 || others == 0 => Err("it is not for the two of them".to_owned()),
            Company::Me | Company::Other(_) | Company::MeAnd(_) => Ok(()),
        }
    }

    fn seats(&self, visits: &[Appointment]) -> Result<(), String> {
        let Some(agreed) = &self.mind.agreed else { return Err("she agreed to nothing".to_owned()) };
        let zone = self.mind.salon.profile.zone;
        let fits = |a: &Appointment| {
            agreed.iter().any(|s| {
                s.start == zone.local(a.start()) && s.stylist == self.mind.salon.stylist_name(a.seat.stylist)
            })
        };
        if visits.len() == agreed.len() && visits.iter().all(fits) {
            Ok(())
        } else {
            let have: Vec<_> = visits.iter().map(|a| zone.local(a.start())).collect();
            Err(format!("agreed to {agreed:?}, has {have:?}"))
        }
    }

    fn moved(&self, of: AppointmentId) -> Result<(), String> {
        let row = self.row(of)?;
        if !matches!(row.life, Life::Confirmed { .. }) {
            return Err(format!("the moved visit is {:?}", row.life));
        }
        self.seats(std::slice::from_ref(&row))
    }

    fn cancelled(&self, of: AppointmentId, band: Band) -> Result<(), String> {
        let row = self.row(of)?;
        if !matches!(row.life, Life::Cancelled { .. }) {
            return Err(format!("the visit is {:?}", row.life));
        }
        let deposit = row.deposit.and_then(|d| self.world.store.deposit(d));
        let payments = deposit.map(|d| d.payments).unwrap_or_default();
        let back: Money = payments.iter().map(|p| p.refund_due + p.refunded).sum();
        let kept: Money = payments.iter().map(|p| p.forfeited).sum();
        match band {
            Band::Refund(amount) if back != amount => Err(format!("{back:?} comes back of {amount:?}")),
            Band::Forfeit(amount) if kept != amount => Err(format!("{kept:?} is kept of {amount:?}")),
            Band::Staff => Err("it was cancelled although only staff may".to_owned()),
            Band::Unpaid | Band::Refund(_) | Band::Forfeit(_) => Ok(()),
        }
    }
}
