//! What a visit costs and how long it takes, as it was told to the customer.
//!
//! Invariant: a quote is stored with its appointment and honoured, whatever the catalogue says later.

use super::Customer;
use crate::{
    salon::{Pack, Salon, WorkSegment},
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
/// them, the pack's own where it is one. Services of the catalogue only, in the order in which they are done.
pub fn quote(
    salon: &Salon,
    services: &[ServiceId],
    pack: Option<PackId>,
    stylist: Option<StylistId>,
) -> Quote {
    let _ = (salon, services, pack, stylist);
    todo!()
}

/// The deposit for quotes that are paid together, and each one's share by largest remainder: nothing when the audience
/// does not include the customer, when staff excused her, when no payment can be made online, or when the sum is below the minimum.
pub fn deposit(salon: &Salon, quotes: &[Quote], payer: Option<&Customer>) -> (Money, Vec<Money>) {
    let _ = (salon, quotes, payer);
    todo!()
}

/// The pack to propose for these services: contains one of them, truly saves, largest saving in percent, then the
/// shorter. What it is compared with is the sum of its parts.
pub fn best_pack<'a>(salon: &'a Salon, services: &[ServiceId]) -> Option<(&'a Pack, Money)> {
    let _ = (salon, services);
    todo!()
}
