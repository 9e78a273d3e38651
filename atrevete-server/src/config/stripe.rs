//! The settings of the payment provider.
//!
//! Invariants: keys and secrets are in no complaint and no `Debug`; a key without a webhook secret, or the other way
//! round, stops the start: without one of them money comes and nobody hears of it.

use super::{ConfigError, PUBLIC_URL};
use atrevete_adapters::stripe::{BASE, Mode, PaymentMethod};
use secrecy::SecretString;

/// The account's secret or restricted key; its prefix says whether money is real.
pub const STRIPE_KEY: &str = "ATREVETE_STRIPE_KEY";
/// The webhook endpoint's secret; two, separated by a comma, while it is replaced.
pub const STRIPE_WEBHOOK_SECRET: &str = "ATREVETE_STRIPE_WEBHOOK_SECRET";
/// How pages can be paid: `card`, `bizum`, or both, separated by a comma. Without it, both.
pub const STRIPE_METHODS: &str = "ATREVETE_STRIPE_METHODS";
/// Where a customer lands who has paid; without it, the public address with `/gracias`.
pub const STRIPE_SUCCESS_URL: &str = "ATREVETE_STRIPE_SUCCESS_URL";
/// Where Stripe answers; only a test sets it.
pub const STRIPE_URL: &str = "ATREVETE_STRIPE_URL";

/// All of them.
pub const STRIPE_SETTINGS: [&str; 5] =
    [STRIPE_KEY, STRIPE_WEBHOOK_SECRET, STRIPE_METHODS, STRIPE_SUCCESS_URL, STRIPE_URL];

/// An account, as the settings name it.
#[derive(Debug, Clone)]
pub struct StripeSettings {
    /// The key.
    pub key: SecretString,
    /// Whether money is real.
    pub mode: Mode,
    /// The webhook's secrets.
    pub secrets: Vec<SecretString>,
    /// How pages can be paid.
    pub methods: Vec<PaymentMethod>,
    /// Where a customer lands who has paid.
    pub success_url: String,
    /// Where Stripe answers.
    pub base: String,
}

impl StripeSettings {
    /// The account that `get` knows; `None` without a key and a secret.
    ///
    /// # Errors
    /// The first setting that is wrong.
    pub fn read(
        get: impl Fn(&'static str) -> Result<Option<String>, ConfigError>,
        public_url: Option<&str>,
    ) -> Result<Option<Self>, ConfigError> {
        let (key, secrets) = match (get(STRIPE_KEY)?, get(STRIPE_WEBHOOK_SECRET)?) {
            (None, None) => return Ok(None),
            (Some(_), None) => {
                return Err(ConfigError::new(STRIPE_WEBHOOK_SECRET, "must be set with the key"));
            }
            (None, Some(_)) => return Err(ConfigError::new(STRIPE_KEY, "must be set with the secret")),
            (Some(key), Some(secrets)) => (SecretString::from(key), secrets),
        };
        let kinds = "must begin with sk_live_, rk_live_, sk_test_ or rk_test_";
        let mode = Mode::of(&key).ok_or_else(|| ConfigError::new(STRIPE_KEY, kinds))?;
        let success_url = match (get(STRIPE_SUCCESS_URL)?, public_url) {
            (Some(url), _) if url.starts_with("https://") || url.starts_with("http://") => url,
            (Some(_), _) => return Err(ConfigError::new(STRIPE_SUCCESS_URL, "must begin with https://")),
            (None, Some(url)) => format!("{url}/gracias"),
            (None, None) => return Err(ConfigError::new(PUBLIC_URL, "must be set where deposits are paid")),
        };
        Ok(Some(Self {
            key,
            mode,
            secrets: webhook_secrets(&secrets)?,
            methods: methods(get(STRIPE_METHODS)?)?,
            success_url,
            base: get(STRIPE_URL)?.unwrap_or_else(|| BASE.to_owned()),
        }))
    }
}

fn webhook_secrets(text: &str) -> Result<Vec<SecretString>, ConfigError> {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    if parts.len() > 2 || parts.iter().any(|part| part.len() < 14 || !part.starts_with("whsec_")) {
        let what = "must be one secret that begins with whsec_, or the old and the new one";
        return Err(ConfigError::new(STRIPE_WEBHOOK_SECRET, what));
    }
    Ok(parts.into_iter().map(SecretString::from).collect())
}

fn methods(text: Option<String>) -> Result<Vec<PaymentMethod>, ConfigError> {
    let Some(text) = text else { return Ok(vec![PaymentMethod::Card, PaymentMethod::Bizum]) };
    let named = |part: &str| {
        PaymentMethod::named(part.trim()).ok_or_else(|| {
            ConfigError::new(STRIPE_METHODS, "may name card and bizum: others decide days later")
        })
    };
    text.split(',').map(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: (&str, &str) = (STRIPE_KEY, "sk_test_51Habc");
    const SECRET: (&str, &str) = (STRIPE_WEBHOOK_SECRET, "whsec_abcdefgh");

    fn read(set: &[(&str, &str)]) -> Result<Option<StripeSettings>, ConfigError> {
        let get = |name: &'static str| {
            Ok(set.iter().find(|(of, _)| *of == name).map(|(_, value)| (*value).to_owned()))
        };
        StripeSettings::read(get, Some("https://citas.example"))
    }

    #[test]
    fn an_account_is_all_or_nothing() {
        assert!(read(&[]).unwrap().is_none());
        assert!(read(&[KEY]).is_err() && read(&[SECRET]).is_err());
        let account = read(&[KEY, SECRET]).unwrap().unwrap();
        assert_eq!((account.mode, account.secrets.len()), (Mode::Test, 1));
        assert_eq!(account.success_url, "https://citas.example/gracias");
        assert_eq!(account.methods, [PaymentMethod::Card, PaymentMethod::Bizum]);
        assert_eq!(account.base, BASE);
        let two = read(&[KEY, (STRIPE_WEBHOOK_SECRET, "whsec_abcdefgh, whsec_ijklmnop")]);
        assert_eq!(two.unwrap().unwrap().secrets.len(), 2);
    }

    #[test]
    fn a_wrong_setting_is_named_and_not_repeated() {
        for (name, value) in [
            (STRIPE_KEY, "pk_live_public"),
            (STRIPE_WEBHOOK_SECRET, "whsec_short"),
            (STRIPE_WEBHOOK_SECRET, "abcdefghijklmnop"),
            (STRIPE_WEBHOOK_SECRET, "whsec_abcdefgh,whsec_abcdefgi,whsec_abcdefgj"),
            (STRIPE_METHODS, "card,sepa_debit"),
            (STRIPE_METHODS, ","),
            (STRIPE_SUCCESS_URL, "citas.example/gracias"),
        ] {
            let message = read(&[(name, value), KEY, SECRET]).unwrap_err().to_string();
            assert!(message.contains(name) && !message.contains(value), "{message}");
        }
    }

    #[test]
    fn no_secret_is_printed() {
        let shown = format!("{:?}", read(&[KEY, SECRET]).unwrap());
        assert!(!shown.contains("51Habc") && !shown.contains("abcdefgh"), "{shown}");
    }
}
