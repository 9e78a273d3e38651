//! Chatwoot's settings: where it is, with which tokens, how the team is told and which texts are approved.
//!
//! Invariant: a Chatwoot that is half configured stops the start; one that is not configured at all is none.

use super::{CHATWOOT_ACCOUNTS, ConfigError};
use atrevete_adapters::{
    chatwoot::{Rate, Settings, Team, TeamPost, Template, safe::Markup},
    http::Limits,
    transcribe,
};
use atrevete_domain::wording::ApprovedKind;
use secrecy::SecretString;
use std::collections::BTreeMap;

/// Its address: `https://chat.example.org`.
pub const URL: &str = "ATREVETE_CHATWOOT_URL";
/// The agent bot's token, which sends.
pub const BOT_TOKEN: &str = "ATREVETE_CHATWOOT_BOT_TOKEN";
/// An agent's token, which reads.
pub const AGENT_TOKEN: &str = "ATREVETE_CHATWOOT_AGENT_TOKEN";
/// `rendered` (the WhatsApp channel; without it) or `raw` (an API channel with a bridge behind it).
pub const MARKUP: &str = "ATREVETE_CHATWOOT_MARKUP";
/// The number of the team's conversation.
pub const TEAM_CONVERSATION: &str = "ATREVETE_CHATWOOT_TEAM_CONVERSATION";
/// `note` (without it) or `message`.
pub const TEAM_POST: &str = "ATREVETE_CHATWOOT_TEAM_POST";
/// The number of the team to which handed-over conversations are given.
pub const TEAM: &str = "ATREVETE_CHATWOOT_TEAM";
/// The label of handed-over conversations.
pub const LABEL: &str = "ATREVETE_CHATWOOT_LABEL";
/// The language of the approved texts; without it, `es`.
pub const TEMPLATE_LANGUAGE: &str = "ATREVETE_CHATWOOT_TEMPLATE_LANGUAGE";
/// Where the address of the payment text's button begins.
pub const TEMPLATE_LINK: &str = "ATREVETE_CHATWOOT_TEMPLATE_LINK";
/// Names of the approved texts, by what they are for.
pub const TEMPLATES: [(ApprovedKind, &str); 5] = [
    (ApprovedKind::Reminder, "ATREVETE_CHATWOOT_TEMPLATE_REMINDER"),
    (ApprovedKind::Booking, "ATREVETE_CHATWOOT_TEMPLATE_BOOKING"),
    (ApprovedKind::Cancellation, "ATREVETE_CHATWOOT_TEMPLATE_CANCELLATION"),
    (ApprovedKind::PaymentLink, "ATREVETE_CHATWOOT_TEMPLATE_PAYMENT"),
    (ApprovedKind::Notice, "ATREVETE_CHATWOOT_TEMPLATE_NOTICE"),
];

/// The transcription service, up to its version; without it, voice notes are not heard.
pub const TRANSCRIBER_URL: &str = "ATREVETE_TRANSCRIBER_URL";
/// Its key.
pub const TRANSCRIBER_KEY: &str = "ATREVETE_TRANSCRIBER_KEY";
/// Its model; without it, `whisper-1`.
pub const TRANSCRIBER_MODEL: &str = "ATREVETE_TRANSCRIBER_MODEL";
/// The storage from which Chatwoot serves files, where it is not its own address.
pub const STORAGE_URL: &str = "ATREVETE_CHATWOOT_STORAGE_URL";

/// The names of all settings that are read here.
pub fn names() -> Vec<&'static str> {
    let plain = [
        URL,
        BOT_TOKEN,
        AGENT_TOKEN,
        MARKUP,
        TEAM_CONVERSATION,
        TEAM_POST,
        TEAM,
        LABEL,
        TEMPLATE_LANGUAGE,
        TEMPLATE_LINK,
        TRANSCRIBER_URL,
        TRANSCRIBER_KEY,
        TRANSCRIBER_MODEL,
        STORAGE_URL,
    ];
    plain.into_iter().chain(TEMPLATES.map(|(_, name)| name)).collect()
}

/// Where a setting comes from.
pub type Get<'a> = &'a dyn Fn(&'static str) -> Result<Option<String>, ConfigError>;

/// How Chatwoot is reached; `None`: there is none.
///
/// # Errors
/// The first setting that is wrong, or is missing beside an address.
pub fn chatwoot(get: Get<'_>) -> Result<Option<Settings>, ConfigError> {
    let Some(base) = get(URL)? else { return Ok(None) };
    let account = required(get, CHATWOOT_ACCOUNTS)?;
    Ok(Some(Settings {
        base,
        account: number(CHATWOOT_ACCOUNTS, &account)?,
        bot: SecretString::from(required(get, BOT_TOKEN)?),
        agent: SecretString::from(required(get, AGENT_TOKEN)?),
        markup: one_of(get, MARKUP, [("rendered", Markup::Rendered), ("raw", Markup::Raw)])?,
        team: Team {
            conversation: number(TEAM_CONVERSATION, &required(get, TEAM_CONVERSATION)?)?,
            post: one_of(get, TEAM_POST, [("note", TeamPost::Note), ("message", TeamPost::Message)])?,
            assign: get(TEAM)?.map(|text| number(TEAM, &text)).transpose()?,
            label: get(LABEL)?,
        },
        templates: templates(get)?,
        limits: Limits::default(),
        pace: Rate::default(),
    }))
}

/// Who listens to voice notes, from this Chatwoot; `None`: nobody.
///
/// # Errors
/// When the service's key is missing.
pub fn transcriber(get: Get<'_>, chatwoot: &Settings) -> Result<Option<transcribe::Settings>, ConfigError> {
    let Some(service) = get(TRANSCRIBER_URL)? else { return Ok(None) };
    Ok(Some(transcribe::Settings {
        places: [Some(chatwoot.base.clone()), get(STORAGE_URL)?].into_iter().flatten().collect(),
        service,
        key: SecretString::from(required(get, TRANSCRIBER_KEY)?),
        model: get(TRANSCRIBER_MODEL)?.unwrap_or_else(|| "whisper-1".to_owned()),
        language: "es".to_owned(),
        least: 0.5,
    }))
}

fn templates(get: Get<'_>) -> Result<BTreeMap<ApprovedKind, Template>, ConfigError> {
    let language = get(TEMPLATE_LANGUAGE)?.unwrap_or_else(|| "es".to_owned());
    let link = get(TEMPLATE_LINK)?;
    let mut all = BTreeMap::new();
    for (kind, setting) in TEMPLATES {
        let Some(name) = get(setting)? else { continue };
        let link_base = link.clone().filter(|_| kind == ApprovedKind::PaymentLink);
        let (language, category) = (language.clone(), "UTILITY".to_owned());
        all.insert(kind, Template { name, language, category, link_base });
    }
    Ok(all)
}

fn required(get: Get<'_>, name: &'static str) -> Result<String, ConfigError> {
    get(name)?.ok_or_else(|| ConfigError::new(name, "is missing beside an address that needs it"))
}

fn number(name: &'static str, text: &str) -> Result<i64, ConfigError> {
    text.trim().parse().map_err(|_| ConfigError::new(name, "must be exactly one number"))
}

/// The value of a setting that knows two words; the first one counts where it is absent.
fn one_of<T: Copy>(
    get: Get<'_>,
    name: &'static str,
    words: [(&'static str, T); 2],
) -> Result<T, ConfigError> {
    let given = get(name)?.unwrap_or_else(|| words[0].0.to_owned());
    let found = words.iter().find(|(word, _)| *word == given);
    found
        .map(|(_, value)| *value)
        .ok_or_else(|| ConfigError::new(name, format!("must be {} or {}", words[0].0, words[1].0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FULL: [(&str, &str); 6] = [
        (URL, "https://chat.example.org"),
        (CHATWOOT_ACCOUNTS, "1"),
        (BOT_TOKEN, "bot-secret"),
        (AGENT_TOKEN, "agent-secret"),
        (TEAM_CONVERSATION, "7"),
        ("ATREVETE_CHATWOOT_TEMPLATE_NOTICE", "aviso"),
    ];

    fn read(settings: &[(&str, &str)]) -> Result<Option<Settings>, ConfigError> {
        chatwoot(&|name| Ok(settings.iter().rev().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned())))
    }

    #[test]
    fn half_a_chatwoot_stops_the_start_with_the_name_of_what_is_missing() {
        assert!(read(&[]).unwrap().is_none());
        for left_out in &FULL[1..5] {
            let rest: Vec<_> = FULL.into_iter().filter(|setting| setting != left_out).collect();
            let message = read(&rest).unwrap_err().to_string();
            assert!(message.contains(left_out.0) && !message.contains("secret"), "{message}");
        }
    }

    #[test]
    fn a_wrong_word_is_named() {
        for (name, value) in [
            (MARKUP, "html"),
            (TEAM_POST, "sms"),
            (TEAM, "x"),
            (CHATWOOT_ACCOUNTS, "1,2"),
            (TEAM_CONVERSATION, ""),
        ] {
            let all = [&FULL[..], &[(name, value)]].concat();
            assert!(read(&all).unwrap_err().to_string().contains(name));
        }
    }

    #[test]
    fn what_is_right_is_taken_and_prints_no_secret() {
        let settings = read(&FULL).unwrap().unwrap();
        assert_eq!((settings.account, settings.team.conversation), (1, 7));
        assert_eq!(settings.templates[&ApprovedKind::Notice].name, "aviso");
        assert!(!format!("{settings:?}").contains("secret"));
    }
}
