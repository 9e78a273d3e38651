//! The settings of a salon that is served for real: its database, its channel, its payments.
//!
//! Invariant: with a database everything else has to be right too, or nothing starts; without one there is only the demo.

use super::{
    ADDRESS, CHATWOOT_ACCOUNTS, CHATWOOT_CHANNELS, CHATWOOT_INBOXES, CHATWOOT_SECRETS, CHATWOOT_TOKEN,
    Config, ConfigError, DATABASE_URL, PUBLIC_URL, Roles,
    chatwoot::{self, URL},
    stripe::{STRIPE_KEY, STRIPE_SETTINGS, StripeSettings},
};
use crate::webhooks::Door;
use atrevete_adapters::{chatwoot::Settings, redis::Redis};
use secrecy::SecretString;

/// Redis, where there is one: `redis://localhost:6379/0`.
pub const REDIS_URL: &str = "ATREVETE_REDIS_URL";
/// The parts that this process runs, separated by commas; without it, all.
pub const ROLES: &str = "ATREVETE_ROLES";

/// The settings of a server with a database.
#[derive(Debug, Clone)]
pub struct LiveConfig {
    /// Where to listen, and under which address the world finds it.
    pub common: Config,
    /// The database; its address may hold a password.
    pub database: SecretString,
    /// Redis.
    pub redis: Option<Redis>,
    /// What this process does.
    pub roles: Roles,
    /// The channel.
    pub chatwoot: Settings,
    /// The payment provider.
    pub stripe: StripeSettings,
}

/// The names of all settings of a server, for a file that may set no other.
pub fn names() -> Vec<&'static str> {
    let own = [
        ADDRESS,
        PUBLIC_URL,
        DATABASE_URL,
        REDIS_URL,
        ROLES,
        super::LOG,
        CHATWOOT_TOKEN,
        CHATWOOT_SECRETS,
        CHATWOOT_ACCOUNTS,
        CHATWOOT_INBOXES,
        CHATWOOT_CHANNELS,
    ];
    own.into_iter().chain(STRIPE_SETTINGS).chain(chatwoot::names()).collect()
}

impl LiveConfig {
    /// The settings that `get` knows by name; `None` without a database.
    ///
    /// # Errors
    /// The first setting that is wrong or missing.
    pub fn read(
        get: &dyn Fn(&'static str) -> Result<Option<String>, ConfigError>,
    ) -> Result<Option<Self>, ConfigError> {
        let Some(database) = get(DATABASE_URL)? else { return Ok(None) };
        let missing = |name| ConfigError::new(name, "is missing beside a database");
        let common = Config::read(get)?;
        let redis = get(REDIS_URL)?.map(|url| Redis::at(&url)).transpose();
        let redis = redis.map_err(|error| ConfigError::new(REDIS_URL, error.to_string()))?;
        let roles = get(ROLES)?.map_or(Ok(Roles::all()), |text| text.parse());
        let roles = roles.map_err(|error: super::RoleError| ConfigError::new(ROLES, error.to_string()))?;
        let chatwoot = chatwoot::chatwoot(get)?.ok_or_else(|| missing(URL))?;
        if common.allowed.inboxes.is_empty() {
            return Err(missing(CHATWOOT_INBOXES));
        }
        if common.tokens.is_none() && common.secrets.is_empty() {
            return Err(ConfigError::new(CHATWOOT_TOKEN, "is missing, and no delivery is signed either"));
        }
        let stripe = StripeSettings::read(get, common.public_url.as_deref())?;
        let stripe = stripe.ok_or_else(|| missing(STRIPE_KEY))?;
        Ok(Some(Self { common, database: database.into(), redis, roles, chatwoot, stripe }))
    }

    /// Who may deliver what.
    pub fn door(&self) -> Door {
        let Config { tokens, secrets, allowed, .. } = self.common.clone();
        Door { tokens, secrets, allowed }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FULL: [(&str, &str); 10] = [
        (DATABASE_URL, "postgres://localhost/salon"),
        (URL, "https://chat.example.org"),
        (CHATWOOT_ACCOUNTS, "1"),
        (CHATWOOT_INBOXES, "3"),
        (CHATWOOT_TOKEN, "0123456789abcdef01234567"),
        (chatwoot::BOT_TOKEN, "bot"),
        (chatwoot::AGENT_TOKEN, "agent"),
        (chatwoot::TEAM_CONVERSATION, "7"),
        (STRIPE_KEY, "sk_test_51Habc"),
        (super::super::stripe::STRIPE_WEBHOOK_SECRET, "whsec_abcdefgh"),
    ];

    fn read(settings: &[(&str, &str)]) -> Result<Option<LiveConfig>, ConfigError> {
        let settings = [settings, &[(PUBLIC_URL, "https://citas.example")]].concat();
        LiveConfig::read(&|name| {
            Ok(settings.iter().rev().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned()))
        })
    }

    #[test]
    fn without_a_database_there_is_only_the_demo() {
        assert!(read(&FULL[1..]).unwrap().is_none());
        assert!(read(&FULL).unwrap().is_some());
    }

    #[test]
    fn whatever_is_missing_beside_it_is_named() {
        for left_out in &FULL[1..] {
            let rest: Vec<_> = FULL.into_iter().filter(|setting| setting != left_out).collect();
            let message = read(&rest).unwrap_err().to_string();
            assert!(message.contains(left_out.0), "{} in {message}", left_out.0);
        }
    }

    #[test]
    fn wrong_words_are_named_without_their_value() {
        for (name, value) in [(REDIS_URL, "secret@nowhere"), (ROLES, "api,cook")] {
            let message = read(&[&FULL[..], &[(name, value)]].concat()).unwrap_err().to_string();
            assert!(message.contains(name) && !message.contains("secret"), "{message}");
        }
    }

    #[test]
    fn the_example_holds_every_setting_and_no_other() {
        let text = include_str!("../../../atrevete.example.toml");
        let example = super::super::Source::parse(text, &names()).unwrap();
        for name in names() {
            assert!(example.names(name), "{name} is not in the example");
        }
    }

    #[test]
    fn every_setting_is_known_to_the_file() {
        let names = names();
        for (name, _) in FULL {
            assert!(names.contains(&name), "{name}");
        }
    }
}
