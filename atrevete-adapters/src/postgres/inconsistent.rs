//! Rows that this program cannot read, named so that somebody can mend them.

use std::fmt::Display;
use thiserror::Error;

/// A row holds what this program has no meaning for: an edit by hand, or a newer program's work.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{column} of {table} {id} cannot be read")]
pub struct Inconsistent {
    /// The table.
    pub table: &'static str,
    /// The column, or several that do not go together.
    pub column: &'static str,
    /// The row, by its key.
    pub id: String,
}

/// Where a value is read: what an [`Inconsistent`] needs to say beside the column.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    table: &'static str,
    id: &'a dyn Display,
}

impl<'a> Row<'a> {
    pub(crate) fn new(table: &'static str, id: &'a dyn Display) -> Self {
        Self { table, id }
    }

    /// This row, with a column that cannot be read.
    pub(crate) fn unreadable(self, column: &'static str) -> Inconsistent {
        Inconsistent { table: self.table, column, id: self.id.to_string() }
    }

    /// A number in the width in which the domain has it.
    pub(crate) fn number<N, T: TryFrom<N>>(self, column: &'static str, value: N) -> Result<T, Inconsistent> {
        T::try_from(value).map_err(|_| self.unreadable(column))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_row_is_named() {
        let wrong = Row::new("services", &"7").number::<i32, u16>("duration_minutes", -1).unwrap_err();
        assert_eq!(wrong.to_string(), "duration_minutes of services 7 cannot be read");
    }
}
