//! A conversation in the terminal: one customer, a clock that only moves when it is told to.
//!
//! Each line of input is a message or, with `!` in front, something that happens. Invariant: the same input gives the
//! same output.

use super::{moment, report};
use crate::{app, clock};
use anyhow::{Context as _, Result, anyhow, bail};
use atrevete_domain::{
    dialogue::{ChannelId, Media},
    values::{Instant, Phone, SalonZone},
};
use atrevete_testkit::{Person, Reply, World, fakes};
use chrono::TimeDelta;
use serde_json::{Value, json};
use std::io::{self, BufRead, IsTerminal as _, Write};

/// How a chat begins and how it is printed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// How it is printed.
    pub output: Output,
    /// The time to begin at, as written; the present without it.
    pub at: Option<String>,
    /// The customer's number, as written.
    pub phone: Option<String>,
    /// The customer's profile name.
    pub profile: Option<String>,
}

/// How a chat is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Output {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line, and one for the end.
    Json,
}

/// Chats over standard input and output.
///
/// # Errors
/// When an option is wrong or a stream breaks.
pub fn run(options: &Options) -> Result<()> {
    let stdin = io::stdin();
    let prompt = options.output == Output::Text && stdin.is_terminal();
    chat(options, clock::now(), stdin.lock(), io::stdout().lock(), if prompt { "> " } else { "" })
}

/// Chats over any input and output. `now` is when it begins unless the options say otherwise; `prompt` is printed
/// before each line is read.
///
/// # Errors
/// When an option is wrong or a stream breaks; a line that cannot be done is answered and the chat goes on.
pub fn chat(
    options: &Options,
    now: Instant,
    mut input: impl BufRead,
    mut output: impl Write,
    prompt: &str,
) -> Result<()> {
    let mut talk = Talk::new(options, now)?;
    let mut bytes = Vec::new();
    loop {
        write!(output, "{prompt}")?;
        output.flush()?;
        bytes.clear();
        if input.read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        // Whatever was typed is answered: bytes that are no UTF-8 become marks, as messengers do it.
        let line = String::from_utf8_lossy(&bytes);
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let done = talk.line(line);
        match options.output {
            Output::Json => writeln!(output, "{}", talk.as_json(line, &done))?,
            Output::Text => print_text(&mut output, &done)?,
        }
        output.flush()?;
    }
    match options.output {
        Output::Json => writeln!(output, "{}", report::report(&talk.world))?,
        Output::Text => write!(output, "{}", report::summary(&talk.world))?,
    }
    Ok(output.flush()?)
}

/// One customer in a world of her own.
struct Talk {
    world: World,
    channel: ChannelId,
    zone: SalonZone,
}

impl Talk {
    fn new(options: &Options, now: Instant) -> Result<Self> {
        let salon = app::salon();
        let zone = salon.profile.zone;
        let phone = options.phone.as_deref();
        let phone = phone.map(|text| Phone::parse(text, &salon.profile.region)).transpose();
        let phone = phone.context("--as needs a telephone number")?;
        let at = options.at.as_deref().map(|text| moment::instant(text, zone)).transpose();
        let mut world = app::world(at.context("--at")?.unwrap_or(now));
        let channel = ChannelId(format!("chat:{}", phone.as_ref().map_or("someone", Phone::as_str)));
        world.introduce(&channel, Person { phone, profile: options.profile.clone() });
        Ok(Self { world, channel, zone })
    }

    /// What one line brings about.
    fn line(&mut self, line: &str) -> Result<Vec<Reply>> {
        let Some(order) = line.strip_prefix('!') else {
            self.world.advance_time(TimeDelta::seconds(1));
            return Ok(self.world.customer_says(&self.channel, line));
        };
        let (name, rest) = order.split_once(char::is_whitespace).unwrap_or((order, ""));
        let rest = rest.trim();
        match name {
            "wait" => Ok(self.world.advance_time(moment::length(rest)?)),
            "until" => {
                let until = moment::instant(rest, self.zone)?;
                if until < self.world.now() {
                    bail!("{rest} is past");
                }
                Ok(self.world.advance_to(until))
            }
            "pay" => self.pay(),
            "payment-fails" => self.payment_fails(),
            "voice" => Ok(self.world.media(&self.channel, Media::Voice, None)),
            "photo" => {
                let caption = Some(rest).filter(|text| !text.is_empty());
                Ok(self.world.media(&self.channel, Media::Photo, caption))
            }
            "staff-takes" => Ok(self.world.staff_takes(&self.channel)),
            "staff-returns" => Ok(self.world.hand_back(&self.channel)),
            _ => bail!(
                "!{name} is not known; there are !pay, !payment-fails, !wait 31m, !until TIME, !voice, !photo, \
                 !staff-takes and !staff-returns"
            ),
        }
    }

    fn pay(&mut self) -> Result<Vec<Reply>> {
        let page =
            self.world.open_pages(&self.channel).pop().ok_or_else(|| anyhow!("no page can be paid"))?;
        self.world.pay(page).ok_or_else(|| anyhow!("the page cannot be paid any more"))
    }

    fn payment_fails(&mut self) -> Result<Vec<Reply>> {
        let page =
            self.world.open_pages(&self.channel).pop().ok_or_else(|| anyhow!("no page can be paid"))?;
        self.world.stripe.pay_delayed(page)?;
        self.world.stripe.bank_decides(page, fakes::Decision::Refuses)?;
        Ok(self.world.provider_tells(page))
    }

    fn as_json(&self, line: &str, done: &Result<Vec<Reply>>) -> Value {
        let local = |at| self.zone.local(at).format("%Y-%m-%dT%H:%M:%S").to_string();
        let at = local(self.world.now());
        match done {
            Ok(replies) => {
                let replies: Vec<Value> = replies.iter().map(|r| reply_as_json(r, &local(r.at))).collect();
                json!({ "in": line, "at": at, "replies": replies })
            }
            Err(error) => json!({ "in": line, "at": at, "replies": [], "error": format!("{error:#}") }),
        }
    }
}

fn reply_as_json(reply: &Reply, at: &str) -> Value {
    let utterances: Vec<Value> = reply.utterances.iter().map(report::utterance).collect();
    json!({ "at": at, "text": reply.text, "utterances": utterances })
}

fn print_text(output: &mut impl Write, done: &Result<Vec<Reply>>) -> io::Result<()> {
    match done {
        Ok(replies) if replies.is_empty() => writeln!(output, "(silence)")?,
        Ok(replies) => {
            for reply in replies {
                writeln!(output, "Maite: {}", reply.text.replace('\n', "\n       "))?;
            }
        }
        Err(error) => writeln!(output, "({error:#})")?,
    }
    writeln!(output)
}
