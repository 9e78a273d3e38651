//! What Stripe's answers mean to the port.
//!
//! Invariants: paid is only what Stripe calls paid, in euros and in our mode; what we do not understand is an error, and
//! never a page that is shut or a refund that is done.

use super::{
    Mode, PORT,
    wire::{
        self, Dispute, DisputeStatus, ErrorBody, ErrorKind, Expanded, IntentStatus, PaymentStatus, Refund,
        RefundStatus, Refused, Session, SessionStatus,
    },
};
use crate::http::Answer;
use atrevete_domain::{
    booking::{
        CheckoutUrl, PaymentRef,
        desk::{DisputeTurn, RefundAnswer},
    },
    values::Money,
};
use atrevete_ports::{Fault, FoundPage, FoundRefund, OpenPage, PageRef, PageState, PortError};
use thiserror::Error;

/// An answer that was given and cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(super) enum Odd {
    /// Test money where real money is expected, or the other way round.
    #[error("livemode is not that of the key")]
    Mode,
    /// Not euros.
    #[error("another currency")]
    Currency,
    /// A status that this version does not know.
    #[error("a status that is not known")]
    Status,
    /// Something is missing that is always there.
    #[error("no {0}")]
    Missing(&'static str),
    /// The page that was opened is not the one that was asked for.
    #[error("another page than was asked for")]
    Other,
    /// Stripe takes no such amount.
    #[error("less than a page can ask")]
    TooLittle,
}

impl Odd {
    pub(super) fn at(self) -> PortError {
        let fault = match self {
            Self::Mode => Fault::Misconfigured,
            Self::Currency | Self::TooLittle => Fault::Rejected,
            Self::Status | Self::Missing(_) | Self::Other => Fault::Transient { retry_after: None },
        };
        PortError::new(PORT, fault).because(self)
    }
}

/// A refusal, without its message.
#[derive(Debug, Error)]
#[error("refused with {status}: {kind:?}, code {code:?}, parameter {param:?}")]
pub(super) struct Refusal {
    status: u16,
    kind: ErrorKind,
    code: Option<String>,
    param: Option<String>,
}

impl Refusal {
    pub(super) fn of(answer: &Answer) -> Self {
        let nothing = ErrorBody { kind: ErrorKind::Unknown, code: None, param: None };
        let body = answer.json().map_or(nothing, |refused: Refused| refused.error);
        Self {
            status: answer.status(),
            kind: body.kind,
            code: body.code.filter(|code| is_name(code)),
            param: body.param.filter(|param| is_name(param)),
        }
    }

    /// What is to be done, where the body says more than the status does.
    pub(super) fn fault(&self, by_status: Fault) -> Fault {
        let early = self.param.as_deref() == Some("expires_at");
        match (self.status, self.kind) {
            // The key was used for another request: only a new key will do.
            (400, ErrorKind::IdempotencyError) => Fault::Spoiled,
            // Clocks differ more than we allow for: the next try asks for a later end, and a refused parameter is not
            // kept for the key.
            (400, _) if early => Fault::Transient { retry_after: None },
            _ => by_status,
        }
    }
}

/// Codes and parameters are names; anything else may be somebody's words.
fn is_name(text: &str) -> bool {
    text.len() <= 80 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.[]-".contains(&b))
}

/// Where a session stands.
pub(super) fn page_state(session: &Session, mode: Mode) -> Result<PageState, Odd> {
    if !mode.fits(session.livemode) {
        return Err(Odd::Mode);
    }
    match (session.status, session.payment_status) {
        (SessionStatus::Open, _) => {
            let url = session.url.clone().ok_or(Odd::Missing("url"))?;
            Ok(PageState::Open { url: CheckoutUrl(url) })
        }
        (SessionStatus::Complete, PaymentStatus::Paid) => paid(session),
        (SessionStatus::Complete, PaymentStatus::Unpaid) => Ok(undecided(session)),
        (SessionStatus::Expired, _) | (SessionStatus::Complete, PaymentStatus::NoPaymentRequired) => {
            Ok(PageState::Shut)
        }
        (SessionStatus::Complete, PaymentStatus::Unknown) | (SessionStatus::Unknown, _) => Err(Odd::Status),
    }
}

fn paid(session: &Session) -> Result<PageState, Odd> {
    if session.currency.as_deref() != Some(wire::CURRENCY) {
        return Err(Odd::Currency);
    }
    let amount = session.amount_total.filter(|cents| *cents > 0).ok_or(Odd::Missing("amount_total"))?;
    let payment = session.payment_intent.as_ref().ok_or(Odd::Missing("payment_intent"))?;
    Ok(PageState::Paid { amount: Money::cents(amount), payment: PaymentRef(payment.id().to_owned()) })
}

/// Complete and unpaid: refused in the end only where the payment says so.
fn undecided(session: &Session) -> PageState {
    match &session.payment_intent {
        Some(Expanded::Itself(intent)) => match intent.status {
            IntentStatus::RequiresPaymentMethod | IntentStatus::Canceled => PageState::BankRefused,
            IntentStatus::Succeeded | IntentStatus::Processing | IntentStatus::Unknown => {
                PageState::Processing
            }
        },
        Some(Expanded::Id(_)) | None => PageState::Processing,
    }
}

/// The address of the page that was asked for, if it is that.
pub(super) fn opened(session: &Session, page: &OpenPage, mode: Mode) -> Result<CheckoutUrl, Odd> {
    let asked = session.checkout() == Some(page.checkout)
        && session.amount_total == Some(page.amount.to_cents())
        && session.currency.as_deref() == Some(wire::CURRENCY);
    match page_state(session, mode)? {
        PageState::Open { url } if asked => Ok(url),
        PageState::Open { .. }
        | PageState::Shut
        | PageState::Processing
        | PageState::BankRefused
        | PageState::Paid { .. }
        | PageState::Unknown => Err(Odd::Other),
    }
}

pub(super) fn found_page(session: &Session, state: PageState) -> FoundPage {
    FoundPage {
        page: PageRef(session.id.clone()),
        checkout: session.checkout(),
        deposit: session.deposit(),
        state,
    }
}

/// The one of which more can still come, or came: where a page was opened twice, both states are its.
pub(super) fn weightier(one: PageState, other: PageState) -> PageState {
    let weight = |state: &PageState| match state {
        PageState::Paid { .. } => 5,
        PageState::Processing => 4,
        PageState::Open { .. } => 3,
        PageState::BankRefused => 2,
        PageState::Shut => 1,
        PageState::Unknown => 0,
    };
    if weight(&other) > weight(&one) { other } else { one }
}

/// A refund; `None` without the payment that it belongs to, or in another currency: none of ours.
pub(super) fn found_refund(refund: &Refund) -> Option<FoundRefund> {
    let payment = refund.payment_intent.as_ref()?;
    if refund.currency.as_deref().is_some_and(|currency| currency != wire::CURRENCY) {
        return None;
    }
    let reference = refund.id.clone();
    let answer = match refund.status {
        RefundStatus::Succeeded => RefundAnswer::Succeeded { reference },
        RefundStatus::Pending | RefundStatus::RequiresAction => RefundAnswer::Pending { reference },
        RefundStatus::Failed | RefundStatus::Canceled => RefundAnswer::Failed,
        RefundStatus::Unknown => RefundAnswer::Unknown,
    };
    Some(FoundRefund {
        reference: refund.id.clone(),
        payment: PaymentRef(payment.id().to_owned()),
        refund: refund.refund(),
        amount: Money::cents(refund.amount),
        answer,
    })
}

/// Of several refunds under one name the one that gave the money back counts.
pub(super) fn weight_of_refund(answer: &RefundAnswer) -> u8 {
    match answer {
        RefundAnswer::Succeeded { .. } => 3,
        RefundAnswer::Pending { .. } => 2,
        RefundAnswer::Unknown => 1,
        RefundAnswer::Failed => 0,
    }
}

/// How far a dispute has come.
pub(super) fn turn(dispute: &Dispute) -> DisputeTurn {
    match dispute.status {
        DisputeStatus::Won | DisputeStatus::WarningClosed | DisputeStatus::Prevented => DisputeTurn::Won,
        DisputeStatus::Lost => DisputeTurn::Lost,
        DisputeStatus::Open => DisputeTurn::Created,
    }
}
