//! Small values with invariants: ids, money, phones, names, intervals, salon-local time, customers' words.
//!
//! Everything here is `Ord` and serialisable; nothing knows a salon.

mod id;
mod interval;
mod money;
mod person_name;
mod phone;
mod salon_time;
mod words;

pub use id::{
    AppointmentId, CaseId, CauseId, CheckoutId, ConversationId, CustomerId, DepositId, Epoch, GroupId, Id,
    Mint, PackId, RefundId, ServiceId, StylistId,
};
pub use interval::Span;
pub use money::Money;
pub use person_name::{GivenName, PersonName, PersonNameError, proposable};
pub use phone::{Phone, PhoneError};
pub use salon_time::{Instant, SalonZone, fmt_time};
pub use words::{Words, fold};
