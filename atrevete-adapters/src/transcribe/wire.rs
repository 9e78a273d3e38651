//! The transcription interface, encoded and decoded. Pure.

use crate::http::{Answer, Body, HttpError, Method, Repeat, Request};
use serde::Deserialize;

/// Between the parts of a form; a file that holds it is no voice note.
const BOUNDARY: &str = "atrevete-7d1c9f0e5b7a4c3f9e21";
const CONTENT_TYPE: &str = "multipart/form-data; boundary=atrevete-7d1c9f0e5b7a4c3f9e21";
/// Above this likelihood that nobody speaks, nobody does.
const SILENCE: f64 = 0.6;
/// Most letters of a note that are read.
const LONGEST: usize = 2000;

/// The request that has a note heard. Hearing twice is once.
pub(super) fn request(name: &str, note: &[u8], model: &str, language: &str) -> Option<Request> {
    if note.windows(BOUNDARY.len()).any(|window| window == BOUNDARY.as_bytes()) {
        return None;
    }
    let mut body = Vec::with_capacity(note.len() + 1024);
    for (field, value) in [("model", model), ("language", language), ("response_format", "verbose_json")] {
        body.extend(
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n")
                .bytes(),
        );
    }
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    body.extend(head.bytes());
    body.extend(note);
    body.extend(format!("\r\n--{BOUNDARY}--\r\n").bytes());
    let request = Request::new("transcribe", Method::Post, ["audio", "transcriptions"]);
    Some(request.with_body(Body::Bytes(CONTENT_TYPE, body)).repeated(Repeat::Safely))
}

#[derive(Deserialize)]
struct Heard {
    text: String,
    #[serde(default)]
    segments: Vec<Segment>,
}

#[derive(Deserialize)]
struct Segment {
    avg_logprob: Option<f64>,
    no_speech_prob: Option<f64>,
}

/// The words; `None` where they are unsure, or there are none.
pub(super) fn words(answer: &Answer, least: f64) -> Result<Option<String>, HttpError> {
    let heard: Heard = answer.json()?;
    let sure = |segment: &Segment| {
        segment.avg_logprob.is_none_or(|log| log.exp() >= least)
            && segment.no_speech_prob.is_none_or(|silent| silent <= SILENCE)
    };
    let text: String = heard.text.trim().chars().take(LONGEST).collect();
    Ok((!text.is_empty() && heard.segments.iter().all(sure)).then_some(text))
}
