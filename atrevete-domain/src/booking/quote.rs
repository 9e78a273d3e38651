//! What a visit costs and how long it takes, as it was told to the customer.
//!
//! Invariants: a quote is stored with its appointment and honoured, whatever the catalogue says later; the shares of a
//! deposit add up to it to the cent.

use super::Customer;
use crate::{
    salon::{Competence, DepositAudience, DepositRule, Pack, Salon, SegmentKind, Service, WorkSegment},
    values::{Money, PackId, ServiceId, StylistId},
};
use serde::{Deserialize, Serialize};

/// Price, length and deposit base of one appointment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// What is done, each with its name and figures on the day it was quoted.
    pub services: Vec<QuotedService>,
    /// The pack it is sold as; then price and length are the pack's own.
    pub pack: Option<PackId>,
    /// In all.
    pub price: Money,
    /// The length told to the customer, in minutes.
    pub minutes: u16,
    /// Work, gaps and buffers in order, from the start on.
    pub segments: Vec<WorkSegment>,
    /// The part of the price of which the deposit is a share.
    pub depositable: Money,
    /// Whether the price is where it starts.
    pub from_price: bool,
}

/// One service of a quote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotedService {
    /// Which.
    pub id: ServiceId,
    /// Its name then.
    pub name: String,
    /// Its discreet name then.
    pub discreet: Option<String>,
    /// Its length alone.
    pub minutes: u16,
    /// Its price alone.
    pub price: Money,
}

/// What these services cost together for this customer with this stylist: her own lengths and prices where she has
/// them, the pack's own where it is one. Services of the catalogue only, in the order in which they are done, each once.
///
/// A pack brings its missing parts along; services beside it are added to it. The longest cleaning time of all comes at
/// the end, once. A price on request counts as nothing and makes the whole a price that starts there.
pub fn quote(
    salon: &Salon,
    services: &[ServiceId],
    pack: Option<PackId>,
    stylist: Option<StylistId>,
) -> Quote {
    let catalogue = &salon.catalogue;
    let pack = pack.and_then(|id| catalogue.pack(id));
    let stylist = stylist.and_then(|id| salon.stylist(id));
    let mut ids: Vec<ServiceId> = Vec::new();
    for id in services.iter().chain(pack.iter().flat_map(|p| &p.services)) {
        if !ids.contains(id) {
            ids.push(*id);
        }
    }
    let lines: Vec<Line<'_>> = ids
        .iter()
        .filter_map(|id| catalogue.service(*id))
        .map(|service| Line::of(service, stylist.and_then(|s| s.competences.get(&service.id))))
        .collect();
    let (bundled, beside): (Vec<&Line<'_>>, Vec<&Line<'_>>) =
        lines.iter().partition(|l| pack.is_some_and(|p| p.services.contains(&l.service.id)));
    let mut total = Total::default();
    if let Some(pack) = pack {
        let flagged = bundled.iter().any(|l| l.carries_deposit());
        total.add(pack.price, pack.minutes, flagged);
        push(&mut total.segments, SegmentKind::Work, pack.minutes);
    }
    for line in beside {
        total.add(line.price, line.minutes, line.carries_deposit());
        for segment in line.segments() {
            push(&mut total.segments, segment.kind, segment.minutes);
        }
    }
    let buffer = lines.iter().map(|l| l.service.buffer_after).max().unwrap_or(0);
    push(&mut total.segments, SegmentKind::Buffer, buffer);
    Quote {
        from_price: lines.iter().any(|l| l.service.from_price || l.service.price.is_none()),
        services: lines.iter().map(Line::quoted).collect(),
        pack: pack.map(|p| p.id),
        price: total.price,
        minutes: total.minutes,
        segments: total.segments,
        depositable: total.depositable,
    }
}

/// One service as this stylist does it.
struct Line<'a> {
    service: &'a Service,
    minutes: u16,
    price: Money,
}

impl<'a> Line<'a> {
    fn of(service: &'a Service, competence: Option<&Competence>) -> Self {
        let (minutes, price) = match competence {
            Some(Competence::Own { minutes, price }) => (*minutes, *price),
            Some(Competence::Cannot) | None => (None, None),
        };
        Self {
            service,
            minutes: minutes.unwrap_or(service.minutes),
            price: price.or(service.price).unwrap_or(Money::ZERO),
        }
    }

    fn carries_deposit(&self) -> bool {
        match self.service.deposit {
            DepositRule::Share => !self.price.is_zero(),
            DepositRule::None => false,
        }
    }

    /// Work and gaps adding up to `minutes`: who is faster or slower is so at the work, never at what takes its time.
    fn segments(&self) -> Vec<WorkSegment> {
        let gaps: u16 = self.of_kind(SegmentKind::Gap);
        let work: u16 = self.of_kind(SegmentKind::Work);
        let whole = vec![WorkSegment { kind: SegmentKind::Work, minutes: self.minutes }];
        if gaps == 0 || gaps >= self.minutes || work == 0 {
            return whole;
        }
        let mut left = self.minutes - gaps;
        let mut segments = self.service.segments.clone();
        let last = segments.iter().rposition(|s| s.kind == SegmentKind::Work);
        for (index, segment) in segments.iter_mut().enumerate() {
            if segment.kind == SegmentKind::Work {
                let fair = u32::from(segment.minutes) * u32::from(self.minutes - gaps) / u32::from(work);
                let fair = u16::try_from(fair).unwrap_or(left).min(left);
                segment.minutes = if Some(index) == last { left } else { fair };
                left -= segment.minutes;
            }
        }
        segments
    }

    fn of_kind(&self, kind: SegmentKind) -> u16 {
        self.service.segments.iter().filter(|s| s.kind == kind).map(|s| s.minutes).sum()
    }

    fn quoted(&self) -> QuotedService {
        QuotedService {
            id: self.service.id,
            name: self.service.name.clone(),
            discreet: self.service.discreet_name.clone(),
            minutes: self.minutes,
            price: self.price,
        }
    }
}

/// The running sum of a quote.
#[derive(Default)]
struct Total {
    price: Money,
    minutes: u16,
    depositable: Money,
    segments: Vec<WorkSegment>,
}

impl Total {
    fn add(&mut self, price: Money, minutes: u16, carries_deposit: bool) {
        self.price += price;
        self.minutes = self.minutes.saturating_add(minutes);
        if carries_deposit {
            self.depositable += price;
        }
    }
}

/// Appends a stretch, joined with the one before where both are of one kind.
fn push(segments: &mut Vec<WorkSegment>, kind: SegmentKind, minutes: u16) {
    match segments.last_mut() {
        _ if minutes == 0 => {}
        Some(last) if last.kind == kind => last.minutes = last.minutes.saturating_add(minutes),
        _ => segments.push(WorkSegment { kind, minutes }),
    }
}

/// The deposit for quotes that are paid together, and each one's share by largest remainder: nothing when the audience
/// does not include the customer, when staff excused her, when no payment can be made online, or when the sum is below the minimum.
pub fn deposit(salon: &Salon, quotes: &[Quote], payer: Option<&Customer>) -> (Money, Vec<Money>) {
    let policy = &salon.policy;
    let base: Money = quotes.iter().map(|q| q.depositable).sum();
    let amount = base.percent_half_up(policy.advance_payment_percentage);
    if !owes_deposits(salon, payer) || amount < policy.deposit_min_amount {
        return (Money::ZERO, vec![Money::ZERO; quotes.len()]);
    }
    let weights: Vec<i64> = quotes.iter().map(|q| q.depositable.to_cents()).collect();
    (amount, shares(amount, &weights))
}

/// Whether this customer is asked for deposits at all. Someone unknown is new.
pub fn owes_deposits(salon: &Salon, payer: Option<&Customer>) -> bool {
    let policy = &salon.policy;
    let missed = payer.map_or(0, |c| c.no_shows);
    let excused = payer.is_some_and(|c| c.no_deposit);
    let addressed = match policy.deposit_audience {
        DepositAudience::Everyone => true,
        DepositAudience::NewCustomers => {
            payer.is_none_or(|c| c.visits_kept == 0) || missed >= policy.no_shows_until_deposit
        }
        DepositAudience::AfterNoShow => missed > 0,
    };
    addressed && !excused && !policy.payment_methods.is_empty()
}

/// `amount` divided by weight to the cent, the cents left over going to the largest remainders, the first on a tie.
fn shares(amount: Money, weights: &[i64]) -> Vec<Money> {
    let (cents, total) =
        (i128::from(amount.to_cents()), weights.iter().copied().map(i128::from).sum::<i128>());
    if total == 0 {
        return vec![Money::ZERO; weights.len()];
    }
    let exact: Vec<i128> = weights.iter().map(|w| i128::from(*w) * cents).collect();
    let mut parts: Vec<i128> = exact.iter().map(|e| e / total).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|i| (std::cmp::Reverse(exact[*i] % total), *i));
    let left = cents - parts.iter().sum::<i128>();
    for index in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        parts[index] += 1;
    }
    parts.iter().map(|p| Money::cents(i64::try_from(*p).expect("a share is at most the amount"))).collect()
}

/// The pack to propose for these services: contains one of them, truly saves, largest saving in percent, then the
/// shorter. What it is compared with is the sum of its parts. The second value is the saving.
///
/// What she wants must be at least half of the pack's worth: who wants a cut is not sold highlights with it.
pub fn best_pack<'a>(salon: &'a Salon, services: &[ServiceId]) -> Option<(&'a Pack, Money)> {
    let catalogue = &salon.catalogue;
    catalogue
        .packs
        .iter()
        .filter(|p| p.active && p.services.iter().any(|s| services.contains(s)))
        .filter_map(|pack| {
            let parts = catalogue.parts_price(pack)?;
            let wanted: Money = pack
                .services
                .iter()
                .filter(|s| services.contains(s))
                .filter_map(|s| catalogue.service(*s)?.price)
                .sum();
            (parts > pack.price && wanted + wanted >= parts).then(|| (pack, parts - pack.price, parts))
        })
        .min_by(|(a, a_saves, a_parts), (b, b_saves, b_parts)| {
            // a/A against b/B without dividing: the larger share first.
            let left = b_saves.decimal() * a_parts.decimal();
            let right = a_saves.decimal() * b_parts.decimal();
            left.cmp(&right).then(a.minutes.cmp(&b.minutes))
        })
        .map(|(pack, saves, _)| (pack, saves))
}
