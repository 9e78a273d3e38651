//! What goes wrong between us and a destination, and what the driver is to do about it.
//!
//! Invariant: no error holds an address, a header or a part of a body.

use atrevete_ports::{Fault, PortError};
use std::time::Duration;
use thiserror::Error;

/// A call without a usable answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum HttpError {
    /// It failed too often in a row and is left alone for so long.
    #[error("the destination is left alone for {} s", .0.as_secs())]
    Resting(Duration),
    /// No connection: nothing was sent.
    #[error("no connection")]
    NotSent,
    /// It took too long or broke off: it may have been done.
    #[error("no answer in time")]
    Lost,
    /// The answer broke off: it may have been done.
    #[error("the answer broke off")]
    Cut,
    /// The answer is larger than anything we asked for.
    #[error("the answer is too large")]
    TooLarge,
    /// The answer is not what was agreed.
    #[error("the answer cannot be read at line {line}, column {column}")]
    Unreadable {
        /// Where, as the parser counts.
        line: usize,
        /// Where, as the parser counts.
        column: usize,
    },
    /// A status that is no success.
    #[error("status {status}")]
    Status {
        /// Which.
        status: u16,
        /// How long it asked us to wait.
        retry_after: Option<Duration>,
        /// Whether an idempotency key was sent, to which the other side keeps its answer.
        keyed: bool,
    },
}

impl HttpError {
    /// What the driver is to do. A vendor that says more in its body decides before it asks this.
    pub fn fault(&self) -> Fault {
        match *self {
            Self::Resting(wait) => Fault::Transient { retry_after: Some(wait) },
            Self::NotSent | Self::Lost | Self::Cut | Self::TooLarge | Self::Unreadable { .. } => {
                Fault::Transient { retry_after: None }
            }
            Self::Status { status, retry_after, keyed } => match status {
                500 if keyed => Fault::Spoiled,
                408 | 409 | 424 | 425 | 429 | 500.. => Fault::Transient { retry_after },
                401 | 403 | 300..=399 => Fault::Misconfigured,
                _ => Fault::Rejected,
            },
        }
    }

    /// Whether it may have been done all the same: what is not idempotent must then be looked for before it is sent again.
    pub fn may_have_arrived(&self) -> bool {
        match *self {
            Self::Resting(_) | Self::NotSent => false,
            Self::Lost | Self::Cut | Self::TooLarge | Self::Unreadable { .. } => true,
            Self::Status { status, .. } => status >= 500 || status == 408,
        }
    }

    /// As an error of a port.
    pub fn at(self, port: &'static str) -> PortError {
        PortError::new(port, self.fault()).because(self)
    }
}
