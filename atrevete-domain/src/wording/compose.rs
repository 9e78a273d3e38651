//! One message out of several utterances.
//!
//! Invariants: the result has no empty line and no double space; a single link stands alone on the last line.

use super::{
    Utterance, Voice, Wording,
    tags::{Tag, tags},
    templates::section,
};
use crate::salon::profile::AddressForm;
use minijinja::{Error, Value, context, value::Serde};

/// Two short sentences share a line up to this many letters.
const LINE: usize = 170;

impl Wording {
    /// The text of one message. Cannot fail: a salon's own sentence that does is replaced by the built-in one.
    pub fn render(&self, utterances: &[Utterance], voice: &Voice) -> String {
        let mut ordered: Vec<&Utterance> = utterances.iter().collect();
        ordered.sort_by_key(|utterance| place(utterance));
        let mut signature = signature(&ordered, voice);
        let asking = asking(&ordered);
        let mut greeted = false;
        let mut message = Message::default();
        for (index, utterance) in ordered.iter().enumerate() {
            let mine = if may_carry_emoji(utterance) { signature } else { None };
            let crowded = ordered[index + 1..].iter().any(|later| tags(later).contains(&Tag::Offer));
            let part = Part { emoji: mine, asks: asking == Some(index), greeted, crowded };
            let text = self.say(&section(utterance), voice.form, &context_of(utterance, voice, &part));
            greeted |= tags(utterance).contains(&Tag::Greeting);
            if mine.is_some_and(|emoji| text.contains(emoji)) {
                signature = None;
            }
            message.add(&text, utterance);
        }
        message.finish()
    }

    /// One utterance alone by the first template that applies, with its error.
    pub(super) fn try_render(&self, utterance: &Utterance, voice: &Voice) -> Result<String, Error> {
        let emoji = if may_carry_emoji(utterance) { signature(&[utterance], voice) } else { None };
        let part = Part { emoji, asks: true, greeted: false, crowded: false };
        let text = self.try_say(&section(utterance), voice.form, &context_of(utterance, voice, &part))?;
        let mut message = Message::default();
        message.add(&text, utterance);
        Ok(message.finish())
    }
}

/// Greetings first, statements in their order, then what asks.
fn place(utterance: &Utterance) -> u8 {
    let tags = tags(utterance);
    if matches!(utterance, Utterance::Introduce { .. }) {
        0
    } else if tags.contains(&Tag::Greeting) {
        1
    } else if tags.contains(&Tag::Question) {
        4
    } else if tags.contains(&Tag::Goodbye) {
        3
    } else {
        2
    }
}

/// Which utterance asks the message's one question, among those that ask only if nothing else does.
fn asking(utterances: &[&Utterance]) -> Option<usize> {
    if utterances.iter().any(|u| tags(u).contains(&Tag::Question)) {
        return None;
    }
    utterances.iter().rposition(|u| tags(u).contains(&Tag::Invites))
}

fn may_carry_emoji(utterance: &Utterance) -> bool {
    tags(utterance).iter().any(|tag| matches!(tag, Tag::Greeting | Tag::Confirmation | Tag::Goodbye))
}

/// The salon's emoji, if this message may have one.
fn signature<'a>(utterances: &[&Utterance], voice: &'a Voice) -> Option<&'a str> {
    let sober = utterances
        .iter()
        .flat_map(|u| tags(u))
        .any(|tag| matches!(tag, Tag::Money | Tag::BadNews | Tag::Health | Tag::Complaint | Tag::Foreign));
    match voice.form {
        AddressForm::Tu if !sober => voice.emoji.as_deref().filter(|emoji| !emoji.trim().is_empty()),
        AddressForm::Tu | AddressForm::Usted => None,
    }
}

/// What an utterance needs to know of the message it stands in.
struct Part<'a> {
    /// The salon's emoji, if it may stand here.
    emoji: Option<&'a str>,
    /// It carries the message's question.
    asks: bool,
    /// The message has said hello already.
    greeted: bool,
    /// Options to choose from follow, so that there is no room for a list.
    crowded: bool,
}

fn context_of(utterance: &Utterance, voice: &Voice, part: &Part<'_>) -> Value {
    let fields = Value::from(Serde(utterance));
    let sig = part.emoji.map_or_else(|| ".".to_owned(), |emoji| format!(" {emoji}"));
    let around = context! {
        now => Serde(voice.now),
        form => Serde(voice.form),
        team => voice.team.clone(),
        sig => sig,
        asks => part.asks,
        greeted => part.greeted,
        crowded => part.crowded,
        u => fields.clone(),
    };
    // An utterance's own field wins: a handoff names who answers.
    context! { ..fields, ..around }
}

/// Lines in the making.
#[derive(Default)]
struct Message {
    lines: Vec<String>,
    /// What was added last was one line of ordinary talk, which the next may continue.
    open: bool,
}

impl Message {
    fn add(&mut self, text: &str, utterance: &Utterance) {
        let mut lines: Vec<String> = text.lines().map(tidy).filter(|line| !line.is_empty()).collect();
        if lines.is_empty() {
            return;
        }
        let single = lines.len() == 1;
        if self.open
            && let Some(last) = self.lines.last_mut()
            && !is_link(&lines[0])
            && last.chars().count() + lines[0].chars().count() < LINE
        {
            let first = lines.remove(0);
            last.push(' ');
            last.push_str(&first);
        }
        self.lines.extend(lines);
        self.open = single
            && !matches!(utterance, Utterance::Introduce { .. })
            && self.lines.last().is_some_and(|last| !is_link(last) && !last.ends_with(':'));
    }

    /// A single link goes to the end; of several, the one that was last among them.
    fn finish(mut self) -> String {
        if let Some(at) = self.lines.iter().rposition(|line| is_link(line)) {
            let link = self.lines.remove(at);
            self.lines.push(link);
        }
        self.lines.join("\n")
    }
}

fn is_link(line: &str) -> bool {
    !line.contains(' ') && (line.starts_with("https://") || line.starts_with("http://"))
}

fn tidy(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}
