//! The reader behind the language port: it never fails, since nothing outside is asked.

use super::SpanishReader;
use async_trait::async_trait;
use atrevete_domain::{
    dialogue::{Expectation, Heard, Lexicon},
    values::Instant,
};
use atrevete_ports::{Language, PortError};

#[async_trait]
impl Language for SpanishReader {
    async fn read(
        &self,
        text: &str,
        sent_at: Instant,
        expectation: &Expectation,
        lexicon: &Lexicon,
    ) -> Result<Heard, PortError> {
        Ok(Self::read(self, text, sent_at, expectation, lexicon))
    }
}
