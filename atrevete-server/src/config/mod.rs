//! Settings from the environment, parsed once before anything starts.
//!
//! Invariants: a wrong setting stops the start and is named in the message; a secret is never part of one. What the
//! salon may decide (prices, hours, limits) is data and no setting.

pub mod chatwoot;
mod roles;
mod source;
pub mod stripe;
mod token;

pub use roles::{Role, RoleError, Roles};
pub use source::{FILE, Source};
pub(crate) use token::hex;
pub use token::{Token, TokenError, Tokens};

use atrevete_adapters::chatwoot::Allowed;
use secrecy::SecretString;
use std::net::SocketAddr;
use thiserror::Error;

/// The database: `postgres://user@host/name`.
pub const DATABASE_URL: &str = "ATREVETE_DATABASE_URL";
/// How much is logged: a level's name.
pub const LOG: &str = "ATREVETE_LOG";
/// Where to listen; without it, a free port of this machine.
pub const ADDRESS: &str = "ATREVETE_ADDRESS";
/// The address under which customers reach the pages, where it is not the one listened on.
pub const PUBLIC_URL: &str = "ATREVETE_PUBLIC_URL";
/// The secret in the webhook's path; two, separated by a comma, while it is changed.
pub const CHATWOOT_TOKEN: &str = "ATREVETE_CHATWOOT_TOKEN";
/// Accounts whose messages are accepted, separated by commas; without it, all.
pub const CHATWOOT_ACCOUNTS: &str = "ATREVETE_CHATWOOT_ACCOUNTS";
/// Inboxes whose messages are accepted, separated by commas; without it, all.
pub const CHATWOOT_INBOXES: &str = "ATREVETE_CHATWOOT_INBOXES";

/// Kinds of inbox whose identities are trusted, separated by commas; without it, `Channel::Whatsapp` and `Channel::Api`.
pub const CHATWOOT_CHANNELS: &str = "ATREVETE_CHATWOOT_CHANNELS";
/// Secrets with which Chatwoot signs its deliveries, one of each webhook, separated by commas; where there are any, an
/// unsigned delivery is refused.
pub const CHATWOOT_SECRETS: &str = "ATREVETE_CHATWOOT_SECRETS";

/// What is wrong with a setting.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the setting {name} {what}")]
pub struct ConfigError {
    name: &'static str,
    what: String,
}

impl ConfigError {
    /// A setting and what is wrong with it; never its value where that is a secret.
    pub fn new(name: &'static str, what: impl Into<String>) -> Self {
        Self { name, what: what.into() }
    }
}

/// The settings of a server.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to listen; `None` is a free port of this machine, 8080 if it can be had.
    pub address: Option<SocketAddr>,
    /// The address under which customers reach the pages, without a trailing slash.
    pub public_url: Option<String>,
    /// Secrets that open the webhook; `None` draws one at the start.
    pub tokens: Option<Tokens>,
    /// Secrets that sign deliveries; empty where the server signs none.
    pub secrets: Vec<SecretString>,
    /// Whose messages are accepted.
    pub allowed: Allowed,
}

impl Config {
    /// The settings of this process.
    ///
    /// # Errors
    /// The first setting that is wrong.
    pub fn from_environment() -> Result<Self, ConfigError> {
        Self::read(setting)
    }

    /// The settings that `get` knows by name.
    ///
    /// # Errors
    /// The first setting that is wrong.
    pub fn read(
        get: impl Fn(&'static str) -> Result<Option<String>, ConfigError>,
    ) -> Result<Self, ConfigError> {
        let address = get(ADDRESS)?
            .map(|text| text.parse())
            .transpose()
            .map_err(|_| ConfigError::new(ADDRESS, "must be an address and a port, like 127.0.0.1:8080"))?;
        let tokens = get(CHATWOOT_TOKEN)?
            .map(|text| text.parse())
            .transpose()
            .map_err(|e: TokenError| ConfigError::new(CHATWOOT_TOKEN, e.to_string()))?;
        let allowed = Allowed {
            accounts: numbers(CHATWOOT_ACCOUNTS, get(CHATWOOT_ACCOUNTS)?)?,
            inboxes: numbers(CHATWOOT_INBOXES, get(CHATWOOT_INBOXES)?)?,
            channels: get(CHATWOOT_CHANNELS)?.map_or_else(trusted, |text| words(&text)),
        };
        let secrets = words(&get(CHATWOOT_SECRETS)?.unwrap_or_default());
        if secrets.iter().any(|secret| secret.len() < 16) {
            return Err(ConfigError::new(CHATWOOT_SECRETS, "must be the secrets that Chatwoot shows"));
        }
        let secrets = secrets.into_iter().map(SecretString::from).collect();
        Ok(Self { address, public_url: public_url(get(PUBLIC_URL)?)?, tokens, secrets, allowed })
    }
}

/// A setting of this process; an empty one counts as absent.
///
/// # Errors
/// When it is not UTF-8.
pub fn setting(name: &'static str) -> Result<Option<String>, ConfigError> {
    match std::env::var(name) {
        Ok(text) => Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => Err(ConfigError::new(name, "is not UTF-8")),
    }
}

fn public_url(text: Option<String>) -> Result<Option<String>, ConfigError> {
    let Some(text) = text else { return Ok(None) };
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
    if host.is_empty() || host.contains(char::is_whitespace) {
        return Err(ConfigError::new(PUBLIC_URL, "must begin with https:// or http:// and name a host"));
    }
    Ok(Some(text.trim_end_matches('/').to_owned()))
}

/// What stands between commas.
fn words(text: &str) -> Vec<String> {
    text.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// Kinds of inbox in which nobody types her own number.
fn trusted() -> Vec<String> {
    ["Channel::Whatsapp", "Channel::Api"].map(str::to_owned).to_vec()
}

fn numbers(name: &'static str, text: Option<String>) -> Result<Vec<i64>, ConfigError> {
    let Some(text) = text else { return Ok(Vec::new()) };
    let parse = |part: &str| {
        part.trim()
            .parse()
            .map_err(|_| ConfigError::new(name, "must be numbers separated by commas, like 1,3"))
    };
    text.split(',').map(parse).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &'static str, value: &str) -> Result<Config, ConfigError> {
        Config::read(|asked| Ok((asked == name).then(|| value.to_owned())))
    }

    #[test]
    fn a_wrong_setting_is_named() {
        for (name, value) in [
            (ADDRESS, "here"),
            (PUBLIC_URL, "salon.example"),
            (CHATWOOT_TOKEN, "short"),
            (CHATWOOT_ACCOUNTS, "one"),
            (CHATWOOT_INBOXES, "3,x"),
            (CHATWOOT_SECRETS, "short,0123456789abcdef01234567"),
        ] {
            let message = read(name, value).unwrap_err().to_string();
            assert!(message.contains(name), "{message}");
        }
    }

    #[test]
    fn a_secret_is_not_part_of_its_own_complaint() {
        let message = read(CHATWOOT_TOKEN, "tooshortsecret").unwrap_err().to_string();
        assert!(!message.contains("tooshortsecret"), "{message}");
    }

    #[test]
    fn right_settings_are_taken() {
        assert_eq!(read(CHATWOOT_INBOXES, "3, 4").unwrap().allowed.inboxes, [3, 4]);
        assert_eq!(
            read(PUBLIC_URL, "https://citas.example/").unwrap().public_url.unwrap(),
            "https://citas.example"
        );
        let none = Config::read(|_| Ok(None)).unwrap();
        assert!(none.address.is_none() && none.tokens.is_none() && none.secrets.is_empty());
        assert!(none.allowed.accounts.is_empty() && none.allowed.inboxes.is_empty());
        assert_eq!(none.allowed.channels, ["Channel::Whatsapp", "Channel::Api"]);
        assert_eq!(read(CHATWOOT_CHANNELS, " Channel::Api, ").unwrap().allowed.channels, ["Channel::Api"]);
        assert_eq!(read(CHATWOOT_SECRETS, "0123456789abcdef,76543210fedcba98").unwrap().secrets.len(), 2);
    }
}
