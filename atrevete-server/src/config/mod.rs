//! Settings from the environment, parsed once before anything starts.
//!
//! Invariants: a wrong setting stops the start and is named in the message; a secret is never part of one. What the
//! salon may decide (prices, hours, limits) is data and no setting.

mod roles;
mod source;
pub mod stripe;
mod token;

pub use roles::{Role, RoleError, Roles};
pub use source::{FILE, Source};
pub(crate) use token::hex;
pub use token::{Token, TokenError, Tokens};

use atrevete_adapters::chatwoot::Allowed;
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
        };
        Ok(Self { address, public_url: public_url(get(PUBLIC_URL)?)?, tokens, allowed })
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
        assert!(none.address.is_none() && none.tokens.is_none() && none.allowed == Allowed::default());
    }
}
