//! Lists from the salon's past: services, customers and appointments as CSV, read and checked before anything is written.
//!
//! Invariants: a line is read whole or not at all, and everything that is wrong with a file is said at once, each with
//! its line and column; what can be read in two ways is refused, never guessed. `docs/import.md` shows the formats.

mod appointments;
mod customers;
mod fields;
mod services;
mod table;

pub use appointments::appointments;
pub use customers::customers;
pub use services::{ServiceLine, services};
pub use table::{Encoding, Table, TableError};

use thiserror::Error;

/// What a file says, line by line, with everything that is wrong with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked<T> {
    /// The lines that could be read, in order, each with its number in the file.
    pub lines: Vec<(u64, T)>,
    /// What is wrong; a file with problems is not written.
    pub problems: Vec<Problem>,
    /// What is odd and does not stop anything.
    pub remarks: Vec<Problem>,
}

/// Something about one field of one line.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line}, {column}: {trouble}")]
pub struct Problem {
    /// The line in the file, from 1, the header included.
    pub line: u64,
    /// The column as the file heads it.
    pub column: String,
    /// What it is.
    pub trouble: Trouble,
}

/// What can be the matter with a field.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Trouble {
    /// A value is needed.
    #[error("is empty")]
    Missing,
    /// A value cannot be read.
    #[error("{value:?} is not {wanted}")]
    Unreadable {
        /// As it stands there.
        value: String,
        /// What would be.
        wanted: &'static str,
    },
    /// A value that means two things.
    #[error("{value:?} could be {either} or {or}")]
    Ambiguous {
        /// As it stands there.
        value: String,
        /// One meaning.
        either: String,
        /// The other.
        or: String,
    },
    /// A name that the salon does not have.
    #[error("there is no {kind} {value:?}; there is {known}")]
    Unknown {
        /// What kind of thing.
        kind: &'static str,
        /// As it stands there.
        value: String,
        /// Names that exist.
        known: String,
    },
    /// A name that fits several things.
    #[error("{value:?} fits several: {options}")]
    Several {
        /// As it stands there.
        value: String,
        /// Which.
        options: String,
    },
    /// An hour that the clock skips on that day.
    #[error("that hour does not exist: the clock is changed that night")]
    NoSuchHour,
    /// What may stand once stands twice.
    #[error("stands on line {first} already")]
    Twice {
        /// The earlier line.
        first: u64,
    },
    /// Outside the hours of the stylist or the salon.
    #[error("is outside working hours")]
    OutsideHours,
}

impl<T> Default for Checked<T> {
    fn default() -> Self {
        Self { lines: Vec::new(), problems: Vec::new(), remarks: Vec::new() }
    }
}
