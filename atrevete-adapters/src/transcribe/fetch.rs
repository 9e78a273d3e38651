//! Fetching from an address that somebody outside chose.
//!
//! Invariant: a request goes to the scheme, host and port of a configured place and nowhere else, whatever the address
//! or a redirect says; no token goes with it.

use super::PORT;
use crate::http::{Destination, Http, HttpError, Limits, Method, Request, SetupError};
use atrevete_ports::PortError;
use reqwest::Url;
use std::time::Duration;

/// Most bytes of a note.
const LARGEST: usize = 16 * 1024 * 1024;
/// How long fetching one may take.
const SLOWEST: Duration = Duration::from_secs(10);
/// How often a note may be somewhere else: Chatwoot's own address leads to its storage.
const REDIRECTS: usize = 3;

/// The places, each with its client.
#[derive(Debug)]
pub(super) struct Fetch(Vec<(Url, Http)>);

impl Fetch {
    /// Fetches from these places.
    pub(super) fn from(places: &[String]) -> Result<Self, SetupError> {
        let limits =
            Limits { attempt: SLOWEST, call: SLOWEST, body: LARGEST, repeats: 0, ..Limits::default() };
        let place = |base: &String| {
            let url = Url::parse(base).map_err(|_| SetupError::Base)?;
            let origin = url.origin().ascii_serialization();
            let to = Destination { name: PORT, base: origin, headers: Vec::new(), limits };
            Ok((url, Http::new(&to)?))
        };
        places.iter().map(place).collect::<Result<_, _>>().map(Self)
    }

    /// The bytes there; `None` where it leads to a place that nobody named, or holds nothing.
    pub(super) async fn get(&self, source: &str) -> Result<Option<Vec<u8>>, PortError> {
        let Ok(mut url) = Url::parse(source) else { return Ok(None) };
        for _ in 0..=REDIRECTS {
            let Some(http) = self.of(&url) else { return Ok(None) };
            let answer = match http.send(&request(&url)).await {
                Ok(answer) => answer,
                Err(HttpError::TooLarge) => return Ok(None),
                Err(error) => return Err(error.at(PORT)),
            };
            match answer.status() {
                200 => return Ok(Some(answer.body().to_vec())),
                301 | 302 | 303 | 307 | 308 => {
                    let Some(next) = answer.header("location").and_then(|to| url.join(to).ok()) else {
                        return Ok(None);
                    };
                    url = next;
                }
                404 | 410 => return Ok(None),
                _ => return Err(answer.refusal().at(PORT)),
            }
        }
        Ok(None)
    }

    /// The client of the place to which an address leads.
    fn of(&self, url: &Url) -> Option<&Http> {
        let named = url.username().is_empty() && url.password().is_none();
        self.0.iter().find(|(place, _)| named && place.origin() == url.origin()).map(|(_, http)| http)
    }
}

fn request(url: &Url) -> Request {
    let decoded = |part: &str| percent(part);
    let path: Vec<String> = url.path_segments().into_iter().flatten().map(decoded).collect();
    let mut request = Request::new("fetch_note", Method::Get, path);
    request.query = url.query_pairs().map(|(key, value)| (key.into_owned(), value.into_owned())).collect();
    request
}

/// A segment of a path before it was encoded.
fn percent(part: &str) -> String {
    // What is decoded as a form would take a plus for a space, which it is not in a path.
    let pair = format!("x={}", part.replace('+', "%2B"));
    form_urlencoded::parse(pair.as_bytes()).next().map(|(_, value)| value.into_owned()).unwrap_or_default()
}
