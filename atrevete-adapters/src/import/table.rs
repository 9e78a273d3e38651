//! A CSV file as spreadsheets save it: separators, encodings, heads of columns.
//!
//! Invariants: a column is known by one of its heads, whatever its place, case and accents; a head that nobody knows is
//! an error, because it may be a needed one misspelt; UTF-8 is read as such, anything else as Windows-1252, and said.

use atrevete_domain::values::fold;
use thiserror::Error;

/// A column: its heads, the first one as it is written in the documentation, and whether a file must have it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) heads: &'static [&'static str],
    pub(super) needed: Needed,
}

/// Whether a file must have a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Needed {
    Yes,
    No,
}

/// How the bytes of a file were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a mark.
    Utf8,
    /// Windows-1252, as Excel saves "CSV" in Spain.
    Windows1252,
}

/// A file as lines of fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// How its bytes were read.
    pub encoding: Encoding,
    heads: Vec<String>,
    rows: Vec<Row>,
}

/// One line of fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// In the file, from 1.
    pub(super) line: u64,
    fields: Vec<String>,
}

/// Where each column stands in a table.
pub(super) struct Places<'a, const N: usize> {
    table: &'a Table,
    at: [Option<usize>; N],
    columns: &'static [Column; N],
}

/// Why a file is no table that can be imported.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TableError {
    /// UTF-16, as some programs save "Unicode".
    #[error("the file is in UTF-16; save it as CSV UTF-8")]
    Utf16,
    /// Bytes that are text in no encoding that is read.
    #[error("line {line} is neither UTF-8 nor Windows-1252; save the file as CSV UTF-8")]
    NoText {
        /// The first such line.
        line: u64,
    },
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// More or fewer fields than heads.
    #[error("line {line} has {fields} fields and the first line has {heads}")]
    Uneven {
        /// Which.
        line: u64,
        /// Its fields.
        fields: usize,
        /// The heads.
        heads: usize,
    },
    /// A column that is needed and not there.
    #[error("the column {column:?} is missing")]
    NoColumn {
        /// Its head.
        column: &'static str,
    },
    /// A head that means nothing here.
    #[error("there is no column {head:?}; the columns are {known}")]
    UnknownColumn {
        /// As it stands there.
        head: String,
        /// What there is.
        known: String,
    },
    /// Two heads of one meaning.
    #[error("the column {column:?} is there twice")]
    ColumnTwice {
        /// Its head.
        column: &'static str,
    },
}

/// The sign with which some programs mark UTF-8.
const MARK: char = '\u{feff}';
const SEPARATORS: [u8; 3] = [b';', b',', b'\t'];

impl Table {
    /// The table in these bytes.
    ///
    /// # Errors
    /// When they are no text, or lines have other numbers of fields than the first.
    pub fn read(bytes: &[u8]) -> Result<Self, TableError> {
        let (text, encoding) = decoded(bytes)?;
        // The reader counts a line where its first sign ends, which with two signs is a line too early.
        let text = text.replace("\r\n", "\n");
        let mut text = text.trim_start_matches(MARK);
        let mut skipped = 0;
        // Excel's own way to say which separator a file has.
        if let Some((first, rest)) = text.split_once('\n')
            && first.to_ascii_lowercase().starts_with("sep=")
        {
            (text, skipped) = (rest, 1);
        }
        let separator = separator(text.lines().next().unwrap_or_default());
        let mut lines = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut rows = Vec::new();
        for record in lines.records() {
            let record = record.expect("it reads from memory, of any number of fields, and is UTF-8");
            let line = record.position().map_or(0, csv::Position::line) + skipped;
            let fields: Vec<String> = record.iter().map(str::to_owned).collect();
            if fields.iter().any(|field| !field.is_empty()) {
                rows.push(Row { line, fields });
            }
        }
        if rows.is_empty() {
            return Err(TableError::Empty);
        }
        let heads = rows.remove(0).fields;
        for row in &mut rows {
            // Spreadsheets leave separators behind where columns once were, or cut empty ends off.
            while row.fields.len() > heads.len() && row.fields.last().is_some_and(String::is_empty) {
                row.fields.pop();
            }
            if row.fields.len() != heads.len() {
                let (line, fields, heads) = (row.line, row.fields.len(), heads.len());
                return Err(TableError::Uneven { line, fields, heads });
            }
        }
        Ok(Self { encoding, heads, rows })
    }

    /// Where these columns stand.
    pub(super) fn places<const N: usize>(
        &self,
        columns: &'static [Column; N],
    ) -> Result<Places<'_, N>, TableError> {
        let mut at = [None; N];
        for (place, head) in self.heads.iter().enumerate().filter(|(_, head)| !head.is_empty()) {
            let said = fold(head);
            let known = columns.iter().position(|c| c.heads.iter().any(|h| fold(h) == said));
            let Some(index) = known else {
                let known: Vec<&str> = columns.iter().map(|c| c.heads[0]).collect();
                return Err(TableError::UnknownColumn { head: head.clone(), known: known.join(", ") });
            };
            if at[index].replace(place).is_some() {
                return Err(TableError::ColumnTwice { column: columns[index].heads[0] });
            }
        }
        let missing = columns.iter().zip(at).find(|(c, at)| c.needed == Needed::Yes && at.is_none());
        match missing {
            Some((column, _)) => Err(TableError::NoColumn { column: column.heads[0] }),
            None => Ok(Places { table: self, at, columns }),
        }
    }
}

impl<const N: usize> Places<'_, N> {
    /// The lines.
    pub(super) fn rows(&self) -> impl Iterator<Item = &Row> {
        self.table.rows.iter()
    }

    /// Whether the file has this column.
    pub(super) fn has(&self, column: usize) -> bool {
        self.at[column].is_some()
    }

    /// The text of a column on a line; nothing where the column or the field is empty.
    pub(super) fn text<'r>(&self, row: &'r Row, column: usize) -> Option<&'r str> {
        self.at[column].map(|at| row.fields[at].as_str()).filter(|text| !text.is_empty())
    }

    /// The head of a column as this file has it.
    pub(super) fn head(&self, column: usize) -> String {
        let own = self.at[column].map(|at| self.table.heads[at].clone());
        own.unwrap_or_else(|| self.columns[column].heads[0].to_owned())
    }
}

/// The separator that occurs most in the heads, outside quotes.
fn separator(heads: &str) -> u8 {
    let mut quoted = false;
    let outside: String = heads
        .chars()
        .filter(|c| {
            quoted ^= *c == '"';
            !quoted
        })
        .collect();
    let count = |separator: &u8| outside.matches(char::from(*separator)).count();
    // Of equally many, the first.
    SEPARATORS.into_iter().rev().max_by_key(count).unwrap_or(b',')
}

fn decoded(bytes: &[u8]) -> Result<(String, Encoding), TableError> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(TableError::Utf16);
    }
    if let Ok(text) = str::from_utf8(bytes) {
        return Ok((text.to_owned(), Encoding::Utf8));
    }
    let mut text = String::with_capacity(bytes.len());
    let mut line = 1;
    for byte in bytes {
        line += u64::from(*byte == b'\n');
        text.push(windows_1252(*byte).ok_or(TableError::NoText { line })?);
    }
    Ok((text, Encoding::Windows1252))
}

/// A letter of Windows-1252: Latin-1 but for the block of control signs, of which five stand for nothing.
fn windows_1252(byte: u8) -> Option<char> {
    const BLOCK: [char; 32] = [
        '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’',
        '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
    ];
    let letter = match byte {
        0x80..=0x9f => BLOCK[usize::from(byte - 0x80)],
        _ => char::from(byte),
    };
    (letter != '\0').then_some(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    static COLUMNS: [Column; 2] = [
        Column { heads: &["nombre", "name"], needed: Needed::Yes },
        Column { heads: &["señal", "deposit"], needed: Needed::No },
    ];

    fn names(bytes: &[u8]) -> Vec<(u64, String)> {
        let table = Table::read(bytes).unwrap();
        let places = table.places(&COLUMNS).unwrap();
        places.rows().map(|row| (row.line, places.text(row, 0).unwrap_or_default().to_owned())).collect()
    }

    #[test]
    fn whatever_a_spreadsheet_saves_is_read() {
        let lines = [(2, "Íñigo; o así".to_owned()), (4, "Ana".to_owned())];
        for text in [
            "nombre;señal\n\"Íñigo; o así\";sí\n;\nAna;no\n",
            "Señal,NOMBRE\r\nsí,Íñigo; o así\r\n,\r\nno,Ana\r\n",
            "name\tdeposit\n\"Íñigo; o así\"\tsí\n\t\nAna\tno",
        ] {
            assert_eq!(names(text.as_bytes()), lines, "{text}");
        }
        assert_eq!(names("sep=;\nnombre;señal\nAna;no".as_bytes()), [(3, "Ana".to_owned())]);
        assert_eq!(names("\u{feff}nombre;señal;;\nAna;no;;;\n".as_bytes()), [(2, "Ana".to_owned())]);
    }

    #[test]
    fn windows_1252_is_read_and_said() {
        let table = Table::read(b"nombre;se\xf1al\n\xcd\xf1igo \x80;s\xed\n").unwrap();
        assert_eq!(table.encoding, Encoding::Windows1252);
        let places = table.places(&COLUMNS).unwrap();
        assert_eq!(places.text(places.rows().next().unwrap(), 0), Some("Íñigo €"));
        assert_eq!(Table::read(b"nombre\nAna\n\xf1\x81"), Err(TableError::NoText { line: 3 }));
        assert_eq!(Table::read(b"\xff\xfen\0o\0"), Err(TableError::Utf16));
    }

    #[test]
    fn a_file_that_is_no_such_table_is_refused_with_its_reason() {
        let places =
            |text: &str| Table::read(text.as_bytes()).unwrap().places(&COLUMNS).map(|_| ()).unwrap_err();
        assert_eq!(Table::read(b" \n\n"), Err(TableError::Empty));
        assert_eq!(
            Table::read(b"nombre;senal\nAna;no\nEva"),
            Err(TableError::Uneven { line: 3, fields: 1, heads: 2 })
        );
        assert_eq!(places("señal\nno"), TableError::NoColumn { column: "nombre" });
        assert_eq!(places("nombre;name\nAna;Ana"), TableError::ColumnTwice { column: "nombre" });
        assert!(
            matches!(places("nombre;nomber\nAna;"), TableError::UnknownColumn { head, .. } if head == "nomber")
        );
    }
}
