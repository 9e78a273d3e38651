//! What comes with a message.

use super::{
    decision::{Attachment, AttachmentKind},
    field::{at, int, text},
};
use serde_json::Value;

/// What Chatwoot heard in a voice note.
pub(super) fn transcript_of(item: &Value) -> Option<&str> {
    text(at(item, &["transcribed_text"])).or_else(|| text(at(item, &["meta", "transcribed_text"])))
}

pub(super) fn attachment(item: &Value) -> Attachment {
    Attachment {
        kind: kind(at(item, &["file_type"])),
        url: text(at(item, &["data_url"])).map(str::to_owned),
        bytes: int(at(item, &["file_size"])).and_then(|n| n.try_into().ok()),
        transcript: transcript_of(item).map(str::to_owned),
    }
}

/// Chatwoot's enum, by name or by number.
fn kind(value: &Value) -> AttachmentKind {
    let number = int(value);
    match text(value).unwrap_or_default() {
        "image" => AttachmentKind::Image,
        "audio" => AttachmentKind::Audio,
        "video" => AttachmentKind::Video,
        "file" => AttachmentKind::File,
        "location" => AttachmentKind::Location,
        "contact" => AttachmentKind::Contact,
        "fallback" => AttachmentKind::Preview,
        _ => match number {
            Some(0) => AttachmentKind::Image,
            Some(1) => AttachmentKind::Audio,
            Some(2) => AttachmentKind::Video,
            Some(3) => AttachmentKind::File,
            Some(4) => AttachmentKind::Location,
            Some(5) => AttachmentKind::Preview,
            Some(8) => AttachmentKind::Contact,
            _ => AttachmentKind::Unknown,
        },
    }
}
