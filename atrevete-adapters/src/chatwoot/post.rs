//! What is posted into a conversation, as values. Pure.
//!
//! Invariants: every post carries our mark and never a `source_id`, with which Chatwoot would take it for one that has
//! been delivered; its text is safe; nothing leaves outside of the window without an approved text.

use super::{
    fit,
    mark::mark,
    safe::{Markup, blanks, safe},
    settings::{Settings, Template},
    wire::OWN_KEY,
};
use atrevete_domain::wording::{Approved, ApprovedKind};
use atrevete_ports::{Manner, Outbound, OutboxId};
use serde_json::{Map, Value, json};

/// Longest value of one blank; all of them and the text around them must stay within 1024.
const BLANK: usize = 160;
/// Longest value of the blank that holds a whole message.
const WHOLE: usize = 700;
/// What stands above a text that a person may send as it is.
const PROPOSAL: &str = "Respuesta propuesta:";

/// One post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Post {
    /// Our mark.
    pub(super) mark: String,
    /// Its text, already safe.
    pub(super) content: String,
    /// What kind.
    pub(super) kind: PostKind,
}

/// A kind of post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PostKind {
    /// Text.
    Text,
    /// Text with titles to tap on.
    Choices(Vec<String>),
    /// A private note.
    Note,
    /// An approved text, with its blanks and the value of its button.
    Approved(Template, Vec<String>, Option<String>),
}

/// A message that cannot leave: the window is closed and no approved text is configured that could carry it, or there
/// is nothing to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unsayable {
    /// No text.
    #[error("the message is empty")]
    Empty,
    /// No approved text.
    #[error("no approved text is configured for a message outside of the window")]
    NoTemplate,
}

/// The posts of a message to a customer, in order.
pub(super) fn of_message(message: &Outbound, settings: &Settings) -> Result<Vec<Post>, Unsayable> {
    let text = message.text.trim();
    if text.is_empty() {
        return Err(Unsayable::Empty);
    }
    match message.manner {
        Manner::Reply => Ok(replies(message, text, settings.markup)),
        Manner::Suggestion => Ok(vec![note(message.key, "", &format!("{PROPOSAL}\n\n{text}"))]),
        Manner::Template => approved(message, text, settings).map(|post| vec![post]),
    }
}

/// A private note.
pub(super) fn note(key: OutboxId, part: &str, text: &str) -> Post {
    Post { mark: mark(key, part), content: safe(text, Markup::Rendered), kind: PostKind::Note }
}

/// A text that leaves.
pub(super) fn text(key: OutboxId, part: &str, text: &str, markup: Markup) -> Post {
    Post { mark: mark(key, part), content: safe(text, markup), kind: PostKind::Text }
}

fn replies(message: &Outbound, whole: &str, markup: Markup) -> Vec<Post> {
    let titles = fit::titles(whole, &message.answers);
    if !titles.is_empty() {
        let kind = PostKind::Choices(titles.to_vec());
        return vec![Post { mark: mark(message.key, ""), content: safe(whole, markup), kind }];
    }
    let parts = fit::split(whole, fit::TEXT).into_iter().enumerate();
    parts
        .map(|(index, part)| {
            let name = if index == 0 { String::new() } else { (index + 1).to_string() };
            text(message.key, &name, &part, markup)
        })
        .collect()
}

fn approved(message: &Outbound, whole: &str, settings: &Settings) -> Result<Post, Unsayable> {
    let ways = message.approved.iter().filter_map(|way| carried(way, settings.templates.get(&way.kind)?));
    let kind = ways.into_iter().next().ok_or(Unsayable::NoTemplate)?;
    Ok(Post { mark: mark(message.key, ""), content: safe(whole, settings.markup), kind })
}

/// An approved text filled in; `None` where it has a link and nowhere to put it.
fn carried(way: &Approved, template: &Template) -> Option<PostKind> {
    let button = match (&way.link, &template.link_base) {
        (None, _) => None,
        (Some(link), Some(base)) => Some(link.strip_prefix(base.as_str())?.to_owned()),
        (Some(_), None) => return None,
    };
    let most = match way.kind {
        ApprovedKind::Notice => WHOLE,
        ApprovedKind::Reminder
        | ApprovedKind::Booking
        | ApprovedKind::Cancellation
        | ApprovedKind::PaymentLink => BLANK,
    };
    Some(PostKind::Approved(template.clone(), blanks(way, most), button))
}

impl Post {
    /// The body of its request.
    pub(super) fn body(&self) -> Value {
        let mut attributes = Map::from_iter([(OWN_KEY.to_owned(), json!(self.mark))]);
        let mut body = json!({
            "content": self.content,
            "message_type": "outgoing",
            "private": self.kind == PostKind::Note,
        });
        match &self.kind {
            PostKind::Text | PostKind::Note => {}
            PostKind::Choices(titles) => {
                // A tap comes back as the title alone, so the value says nothing else; a third key would be refused.
                let items = titles.iter().map(|title| json!({ "title": title, "value": title }));
                attributes.insert("items".to_owned(), items.collect());
                body["content_type"] = json!("input_select");
            }
            PostKind::Approved(template, values, button) => {
                body["template_params"] = template_params(template, values, button.as_deref());
            }
        }
        body["content_attributes"] = Value::Object(attributes);
        body
    }
}

fn template_params(template: &Template, values: &[String], button: Option<&str>) -> Value {
    let numbered = values.iter().enumerate().map(|(i, value)| ((i + 1).to_string(), json!(value)));
    let mut filled = json!({ "body": numbered.collect::<Map<_, _>>() });
    if let Some(value) = button {
        filled["buttons"] = json!([{ "type": "url", "parameter": value }]);
    }
    json!({
        "name": template.name,
        "category": template.category,
        "language": template.language,
        "processed_params": filled,
    })
}
