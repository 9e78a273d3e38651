//! Voice notes, heard by any service that speaks the transcription interface of OpenAI. Off unless it is configured.
//!
//! Invariants: an address from outside is only asked where it leads to a place that was configured, at every redirect
//! anew, and never with a token; what is fetched is small, short and sound; what was heard unsurely was not heard.

mod fetch;
mod sound;
#[cfg(test)]
mod tests;
mod wire;

use crate::http::{Destination, Http, Limits, SetupError};
use async_trait::async_trait;
use atrevete_ports::{Listened, PortError, Transcriber};
use fetch::Fetch;
use secrecy::SecretString;
use std::time::Duration;

pub(crate) const PORT: &str = "transcriber";

/// Where notes are fetched and where they are heard.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Places from which notes may be fetched: Chatwoot's own address, and that of its storage where it has another.
    pub places: Vec<String>,
    /// The service, up to the version: `https://api.openai.com/v1`.
    pub service: String,
    /// Its key.
    pub key: SecretString,
    /// The model: `whisper-1`.
    pub model: String,
    /// The language that is spoken: `es`.
    pub language: String,
    /// Below this likeness of the words to what was said (0 to 1), nothing was heard; services that do not tell it are
    /// believed.
    pub least: f64,
}

/// Listens.
#[derive(Debug)]
pub struct Listener {
    fetch: Fetch,
    service: Http,
    model: String,
    language: String,
    least: f64,
}

impl Listener {
    /// A listener with these settings. Nothing is sent.
    ///
    /// # Errors
    /// When an address or the key cannot be used.
    pub fn new(settings: &Settings) -> Result<Self, SetupError> {
        let key = secrecy::ExposeSecret::expose_secret(&settings.key);
        let limits = Limits { attempt: Duration::from_secs(20), repeats: 1, ..Limits::default() };
        let service = Destination {
            name: PORT,
            base: settings.service.clone(),
            headers: vec![("authorization", SecretString::from(format!("Bearer {key}")))],
            limits,
        };
        Ok(Self {
            fetch: Fetch::from(&settings.places)?,
            service: Http::new(&service)?,
            model: settings.model.clone(),
            language: settings.language.clone(),
            least: settings.least,
        })
    }
}

#[async_trait]
impl Transcriber for Listener {
    async fn listen(&self, source: &str) -> Result<Listened, PortError> {
        let Some(bytes) = self.fetch.get(source).await? else { return Ok(Listened::Nothing) };
        let Some(sound) = sound::recognise(&bytes) else { return Ok(Listened::Nothing) };
        if sound.too_long(bytes.len()) {
            return Ok(Listened::Nothing);
        }
        let request = wire::request(sound.file_name(), &bytes, &self.model, &self.language);
        let Some(request) = request else { return Ok(Listened::Nothing) };
        let answer = self.service.send(&request).await.and_then(crate::http::Answer::accepted);
        let answer = answer.map_err(|error| error.at(PORT))?;
        let words = wire::words(&answer, self.least).map_err(|error| error.at(PORT))?;
        Ok(words.map_or(Listened::Nothing, Listened::Words))
    }
}
