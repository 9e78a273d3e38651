//! Measures the reader: corpus lines in, what was understood out, one JSON object a line.
//!
//! Invariant: every line that is not blank gets exactly one line of answer, in order.

use crate::app;
use anyhow::Result;
use atrevete_adapters::spanish::{SpanishReader, understand};
use serde_json::{Value, json};
use std::io::{self, BufRead, Write};

/// Reads standard input to its end.
///
/// # Errors
/// When a stream breaks; a line that is no corpus line is answered with what is wrong with it.
pub fn run() -> Result<()> {
    measure(io::stdin().lock(), io::BufWriter::new(io::stdout().lock()))
}

/// Reads any input to its end, for the demo salon.
///
/// # Errors
/// When a stream breaks.
pub fn measure(mut input: impl BufRead, mut output: impl Write) -> Result<()> {
    let salon = app::salon();
    let (reader, lexicon) = (SpanishReader::new(), salon.lexicon());
    let mut bytes = Vec::new();
    while input.read_until(b'\n', &mut bytes)? > 0 {
        let line = String::from_utf8_lossy(&bytes);
        if !line.trim().is_empty() {
            match understand::understand(&line, &reader, &lexicon, salon.profile.zone) {
                Ok(answer) => writeln!(output, "{answer}")?,
                Err(error) => writeln!(output, "{}", unread(&line, &error.to_string()))?,
            }
        }
        bytes.clear();
        // Whoever pipes one line and waits for its answer gets it.
        output.flush()?;
    }
    Ok(output.flush()?)
}

/// The answer to a line that cannot be measured.
fn unread(line: &str, why: &str) -> Value {
    let value: Value = serde_json::from_str(line).unwrap_or_default();
    json!({ "text": value["text"], "when": [], "acts": [], "complete": false, "error": why })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_answered_in_order() {
        let input = "{\"text\": \"el viernes por la tarde\", \"reference\": \"2026-03-10T10:00\"}\n\nnonsense\n\
                     {\"text\": \"sí\", \"context\": {\"asked\": \"confirm\"}}";
        let mut output = Vec::new();
        measure(input.as_bytes(), &mut output).unwrap();
        let lines: Vec<Value> =
            String::from_utf8(output).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[0]["text"], "el viernes por la tarde");
        assert!(lines[0]["when"].to_string().contains("2026-03-13"), "{}", lines[0]);
        assert!(lines[1]["error"].is_string());
        assert_eq!(lines[2]["acts"][0]["act"], "accept");
    }
}
