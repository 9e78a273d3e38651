//! The salon's numbers. Every one changes behaviour and every one has a test that says so.

use crate::values::Money;
use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

/// What the owner decides in numbers and switches.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Policy {
    /// More than this many hours ahead a cancellation is refunded; exactly as many is not more.
    pub cancellation_threshold_hours: u16,
    /// Under this many hours only staff cancel or move what has a paid deposit.
    pub staff_only_cancellation_hours: u16,
    /// The deposit's share of what carries the deposit flag, in percent.
    pub advance_payment_percentage: u8,
    /// Who is asked for a deposit.
    pub deposit_audience: DepositAudience,
    /// A deposit computed below this is not asked.
    pub deposit_min_amount: Money,
    /// Minutes after paying in which a full refund is always possible, while the visit is at least an hour ahead.
    pub deposit_grace_minutes: u16,
    /// Minutes a hold lasts.
    pub provisional_timeout_standard: u16,
    /// Minutes a hold lasts for an appointment today.
    pub provisional_timeout_same_day: u16,
    /// Minutes before the end of a hold at which it is mentioned.
    pub payment_reminder_before_expiry: u16,
    /// Minutes by which a first payment failure extends the hold.
    pub payment_retry_extension: u16,
    /// Payment failures that are met with a new link or a person; the last one with a person.
    pub max_payment_retries: u8,
    /// Minutes a hold stays closing while Stripe is silent.
    pub hold_grace: u16,
    /// Minutes a hold is kept for someone who cannot pay online.
    pub manual_payment_hold: u16,
    /// Minutes ahead a start must be for a late payment to confirm it.
    pub late_payment_notice: u16,
    /// Hours ahead of the appointment at which it is reminded of.
    pub reminder_advance_hours: u16,
    /// Minutes ahead a start must be to be offered.
    pub minimum_notice_minutes: u16,
    /// The grid of starts, in minutes from opening.
    pub slot_interval_minutes: u16,
    /// Whether starts flush with the end of a neighbour are offered beside the grid.
    pub flush_starts: bool,
    /// Times shown at once.
    pub max_slots_offered: u8,
    /// Open appointments of one customer; a group counts one.
    pub max_open_appointments_per_customer: u8,
    /// The same for customers who have kept a visit.
    pub max_open_appointments_known: u8,
    /// Days ahead that may be booked without a person.
    pub booking_horizon_days: u16,
    /// Minutes after which an untouched draft is forgotten.
    pub session_idle_minutes: u16,
    /// Days personal data are kept after the last contact.
    pub retention_days: u16,
    /// Days health words are kept after their handoff closed.
    pub health_retention_days: u16,
    /// Minutes without an answer after which the team is reminded of a handoff.
    pub handoff_alert_minutes: u16,
    /// The same for complaints, delays and payments.
    pub handoff_alert_urgent_minutes: u16,
    /// Nothing that we start is sent from here...
    pub quiet_from: NaiveTime,
    /// ...to here, the next morning.
    pub quiet_until: NaiveTime,
    /// Minutes late that need no person.
    pub delay_tolerated_minutes: u16,
    /// Largest pause between two linked visits, in minutes.
    pub visit_gap_minutes: u16,
    /// Whether a new customer is asked for her name before she is answered.
    pub name_before_answer: bool,
    /// Late moves that keep the deposit; one more is for a person.
    pub max_late_moves: u8,
    /// No-shows within a year from which a deposit is always asked.
    pub no_shows_until_deposit: u8,
    /// Unpaid holds of people who never kept a visit, at one time.
    pub max_unproven_holds: u8,
    /// Lapsed holds of one person within a week after which a person takes over.
    pub max_lapsed_holds: u8,
    /// Unclear messages in a row after which a person takes over.
    pub max_unclear: u8,
    /// Tries at the name after which a person takes over.
    pub max_name_tries: u8,
    /// Age up to which a cut is a child's.
    pub child_age: u8,
    /// How payments can be made online ("tarjeta", "Bizum"); empty means that no deposit is ever asked.
    pub payment_methods: Vec<String>,
    /// What the assistant does by itself.
    pub mode: OperatingMode,
}

/// Who is asked for a deposit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DepositAudience {
    /// All customers.
    Everyone,
    /// Who has not yet kept a visit.
    NewCustomers,
    /// Who did not come once.
    AfterNoShow,
}

/// What the assistant does by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OperatingMode {
    /// Nothing: everything goes to people.
    Off,
    /// It answers while the salon is closed.
    OutOfHours,
    /// It proposes, a person presses send.
    Suggest,
    /// Everything.
    Full,
}

impl Default for Policy {
    /// The catalogue's numbers for a new salon.
    fn default() -> Self {
        let clock = |hour| NaiveTime::from_hms_opt(hour, 0, 0).expect("an hour of the day");
        Self {
            cancellation_threshold_hours: 24,
            staff_only_cancellation_hours: 6,
            advance_payment_percentage: 20,
            deposit_audience: DepositAudience::Everyone,
            deposit_min_amount: Money::cents(500),
            deposit_grace_minutes: 30,
            provisional_timeout_standard: 30,
            provisional_timeout_same_day: 15,
            payment_reminder_before_expiry: 5,
            payment_retry_extension: 15,
            max_payment_retries: 2,
            hold_grace: 5,
            manual_payment_hold: 240,
            late_payment_notice: 15,
            reminder_advance_hours: 48,
            minimum_notice_minutes: 60,
            slot_interval_minutes: 15,
            flush_starts: true,
            max_slots_offered: 3,
            max_open_appointments_per_customer: 3,
            max_open_appointments_known: 6,
            booking_horizon_days: 60,
            session_idle_minutes: 1440,
            retention_days: 730,
            health_retention_days: 30,
            handoff_alert_minutes: 10,
            handoff_alert_urgent_minutes: 5,
            quiet_from: clock(21),
            quiet_until: clock(9),
            delay_tolerated_minutes: 10,
            visit_gap_minutes: 15,
            name_before_answer: false,
            max_late_moves: 1,
            no_shows_until_deposit: 2,
            max_unproven_holds: 6,
            max_lapsed_holds: 2,
            max_unclear: 3,
            max_name_tries: 2,
            child_age: 12,
            payment_methods: vec!["tarjeta".to_owned(), "Bizum".to_owned()],
            mode: OperatingMode::Full,
        }
    }
}
