//! The far side: what WhatsApp takes, and what a customer reads.

use super::{
    INBOX,
    payload::can_reply,
    rows::{Message, Rows},
};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use serde_json::Value;

/// A message on a customer's telephone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Its text.
    pub text: String,
    /// What she can tap on.
    pub titles: Vec<String>,
}

/// What a customer has on her telephone of all that was sent to her.
pub(super) fn read_by(rows: &Rows, conversation: i64) -> Vec<Shown> {
    let sent = rows.messages.values().filter(|m| {
        let leaves = m.conversation == conversation && (m.kind == 1 || m.kind == 3) && !m.private;
        leaves && m.status != "failed"
    });
    sent.map(|m| shown(rows, m)).collect()
}

fn shown(rows: &Rows, m: &Message) -> Shown {
    let text = match &m.template {
        Some(template) => filled(rows, template).unwrap_or_default(),
        None => plain(m.content.as_deref().unwrap_or_default()),
    };
    Shown { text, titles: titles(m) }
}

fn titles(m: &Message) -> Vec<String> {
    let items = m.attributes.get("items").and_then(Value::as_array);
    items.into_iter().flatten().filter_map(|i| i["title"].as_str().map(str::to_owned)).collect()
}

/// An approved text with its blanks filled.
fn filled(rows: &Rows, template: &Value) -> Option<String> {
    let mut text = rows.approved.get(template["name"].as_str()?)?.clone();
    for (key, value) in template["processed_params"]["body"].as_object()? {
        text = text.replace(&format!("{{{{{key}}}}}"), value.as_str()?);
    }
    Some(text)
}

/// Whether WhatsApp takes a message that Chatwoot has stored.
pub(super) fn takes(rows: &Rows, id: i64) -> Result<(), String> {
    let m = &rows.messages[&id];
    if rows.conversations[&m.conversation].inbox != INBOX || m.private {
        return Ok(());
    }
    let units = |text: &str| text.encode_utf16().count();
    let (text, titles) = (plain(m.content.as_deref().unwrap_or_default()), titles(m));
    if let Some(template) = &m.template {
        return takes_template(rows, template);
    }
    if !can_reply(rows, m.conversation) {
        return Err("131047: Re-engagement message".to_owned());
    }
    if titles.is_empty() {
        return if units(&text) > 4096 { Err("100: text too long".to_owned()) } else { Ok(()) };
    }
    let longest = if titles.len() <= 3 { 20 } else { 24 };
    let fits = units(&text) <= 1024 && titles.len() <= 10 && titles.iter().all(|t| units(t) <= longest);
    if fits { Ok(()) } else { Err("131009: parameter value is not valid".to_owned()) }
}

fn takes_template(rows: &Rows, template: &Value) -> Result<(), String> {
    let name = template["name"].as_str().unwrap_or_default();
    let Some(body) = rows.approved.get(name) else {
        return Err("Template not found or invalid template name".to_owned());
    };
    let values = template["processed_params"]["body"].as_object();
    // Blank values are skipped, and then their number is wrong.
    let given =
        values.into_iter().flatten().filter(|(_, v)| v.as_str().is_some_and(|v| !v.trim().is_empty()));
    let fits = given.count() == body.matches("{{").count();
    if fits { Ok(()) } else { Err("132000: number of parameters does not match".to_owned()) }
}

/// Liquid, as far as it hurts: whatever stands in double braces is gone.
pub(super) fn liquid(text: &str) -> String {
    let mut out = text.to_owned();
    for (open, close) in [("{{", "}}"), ("{%", "%}")] {
        while let Some(start) = out.find(open) {
            let end = out[start..].find(close).map_or(out.len(), |at| start + at + close.len());
            out.replace_range(start..end, "");
        }
    }
    out
}

/// CommonMark as Chatwoot renders it for WhatsApp: a link loses its words, an asterisk makes italics.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut link: Option<String> = None;
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => link = Some(dest_url.to_string()),
            Event::End(TagEnd::Link) => out.push_str(&link.take().unwrap_or_default()),
            Event::Text(text) if link.is_none() => out.push_str(&text),
            Event::Code(text) => out.extend(["`", &text, "`"]),
            Event::SoftBreak | Event::HardBreak => out.push('\n'),
            Event::Start(Tag::Emphasis) | Event::End(TagEnd::Emphasis) => out.push('_'),
            Event::Start(Tag::Strong) | Event::End(TagEnd::Strong) => out.push('*'),
            Event::Start(Tag::Item) => out.push_str("- "),
            Event::End(TagEnd::Item) => out.push('\n'),
            Event::Start(Tag::BlockQuote(_)) => out.push_str("> "),
            Event::Start(Tag::Paragraph) if !out.is_empty() && !out.ends_with("- ") => out.push_str("\n\n"),
            _ => {}
        }
    }
    out.trim_end().to_owned()
}
