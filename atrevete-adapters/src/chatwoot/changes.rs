//! Deliveries that tell of a change: of a message that was there before, of a conversation.

use super::{
    attachment::transcript_of,
    decision::{Decision, Ignored, Standing, Switch, Undelivered},
    field::{at, int, text},
    wire::{DecodeError, Direction, Parts},
};

impl Parts<'_> {
    /// A message changed: a voice note was heard in Chatwoot, or one of ours was refused by WhatsApp. What else may
    /// have changed is no news, and comes often.
    pub(super) fn updated(&self) -> Result<Decision, DecodeError> {
        if self.is_note() {
            return Ok(Decision::Ignore(Ignored::PrivateNote));
        }
        if let Some(mark) = self.mark() {
            let failed = text(at(self.message, &["status"])).or_else(|| text(at(self.copy, &["status"])));
            let why = self.on_message(&["content_attributes", "external_error"], text);
            if failed == Some("failed") || why.is_some() {
                let code = why.and_then(number_in);
                return Ok(Decision::Undelivered(Undelivered {
                    mark: mark.to_owned(),
                    origin: self.origin()?,
                    code,
                }));
            }
        }
        let heard = matches!(self.direction(), Direction::In)
            && self.unwanted().is_none()
            && self.raw_attachments().any(|item| transcript_of(item).is_some());
        if heard { self.incoming() } else { Ok(Decision::Ignore(Ignored::OtherEvent)) }
    }

    /// A conversation changed: all that matters is its switch.
    pub(super) fn standing(&self) -> Result<Decision, DecodeError> {
        let (switch, pause) = (self.switch(), self.pause());
        if switch == Switch::Unset {
            return Ok(Decision::Ignore(Ignored::OtherEvent));
        }
        let id = int(at(self.conversation, &["id"])).ok_or(DecodeError::NoConversationId)?;
        let when = at(self.conversation, &["updated_at"]);
        let when = when.as_f64().map(|n| n.to_string()).or_else(|| text(when).map(str::to_owned));
        let message_id = format!("conversation-{id}@{}", when.unwrap_or_default());
        Ok(Decision::Standing(Standing { origin: self.named(message_id, id), switch, pause }))
    }
}

/// The first number of five or more digits: WhatsApp's codes stand at the head of its complaints.
fn number_in(text: &str) -> Option<u32> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() >= 5).find_map(|run| run.parse().ok())
}
