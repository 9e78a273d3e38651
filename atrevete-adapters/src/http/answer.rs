//! An answer, whole: its status, what its headers say about trying again, its body.
//!
//! Invariant: only a status of 200 to 299 is a success.

use super::HttpError;
use reqwest::{
    Response,
    header::{DATE, HeaderMap, RETRY_AFTER},
};
use serde::de::DeserializeOwned;
use std::time::Duration;

/// No wait longer than this is believed.
const LONGEST_WAIT: Duration = Duration::from_hours(1);

/// What came back.
#[derive(Clone)]
pub struct Answer {
    status: u16,
    headers: HeaderMap,
    body: Vec<u8>,
    keyed: bool,
}

/// Says nothing of what headers and body hold.
impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status)
            .field("bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

impl Answer {
    /// An answer as a vendor gives it, for tests of what is made of it.
    pub fn of(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: HeaderMap::new(), body: body.into(), keyed: false }
    }

    /// Reads a body to its end, which must come within `most` bytes.
    pub(super) async fn collect(mut response: Response, most: usize, keyed: bool) -> Result<Self, HttpError> {
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|_| HttpError::Cut)? {
            if body.len() + chunk.len() > most {
                return Err(HttpError::TooLarge);
            }
            body.extend_from_slice(&chunk);
        }
        let status = response.status().as_u16();
        Ok(Self { status, headers: std::mem::take(response.headers_mut()), body, keyed })
    }

    /// The status.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The body's bytes.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// A header's value, by name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The other side's name for this request, to be told to its support.
    pub fn request_id(&self) -> Option<&str> {
        self.header("request-id").or_else(|| self.header("x-request-id"))
    }

    /// How long it asked us to wait: in seconds, or until a date, which is compared with the answer's own.
    pub fn retry_after(&self) -> Option<Duration> {
        let text = self.header(RETRY_AFTER.as_str())?.trim();
        let wait = match text.parse() {
            Ok(seconds) => Duration::from_secs(seconds),
            Err(_) => {
                let until = httpdate::parse_http_date(text).ok()?;
                let now = httpdate::parse_http_date(self.header(DATE.as_str())?).ok()?;
                until.duration_since(now).unwrap_or_default()
            }
        };
        Some(wait.min(LONGEST_WAIT))
    }

    /// Whether the same request may fare better in a moment. A 500 may be one that is kept for its key, and is left to
    /// the caller.
    pub(super) fn is_passing(&self) -> bool {
        matches!(self.status, 408 | 425 | 429 | 502 | 503 | 504)
    }

    /// Itself, if it is a success.
    ///
    /// # Errors
    /// `Status` for everything else.
    pub fn accepted(self) -> Result<Self, HttpError> {
        if (200..300).contains(&self.status) { Ok(self) } else { Err(self.refusal()) }
    }

    /// What its status means as an error.
    pub fn refusal(&self) -> HttpError {
        HttpError::Status { status: self.status, retry_after: self.retry_after(), keyed: self.keyed }
    }

    /// Its body as JSON.
    ///
    /// # Errors
    /// `Unreadable`, without what was read: that may be somebody's words.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, HttpError> {
        serde_json::from_slice(&self.body)
            .map_err(|e| HttpError::Unreadable { line: e.line(), column: e.column() })
    }
}
