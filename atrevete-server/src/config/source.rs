//! Where settings come from: the environment, and a file behind it.
//!
//! Invariant: a name that nobody asks for is a mistake of whoever wrote it, and stops the start with that name.

use super::{ConfigError, setting};
use std::{collections::BTreeMap, path::Path};

/// The file of settings; its keys are the names of the environment without their prefix, in small letters, with a table
/// for what stands before the first `_`: `[chatwoot]` `token` is `ATREVETE_CHATWOOT_TOKEN`.
pub const FILE: &str = "ATREVETE_CONFIG";

const PREFIX: &str = "ATREVETE_";

/// Settings by name; the environment goes before the file.
#[derive(Debug, Clone, Default)]
pub struct Source {
    file: BTreeMap<String, String>,
}

impl Source {
    /// The environment, and the file that it names, if it does.
    ///
    /// # Errors
    /// When the file cannot be read, is no TOML, or sets a name that is not in `known`.
    pub fn of_process(known: &[&'static str]) -> Result<Self, ConfigError> {
        let Some(path) = setting(FILE)? else { return Ok(Self::default()) };
        let text = std::fs::read_to_string(Path::new(&path))
            .map_err(|error| ConfigError::new(FILE, format!("names a file that cannot be read: {error}")))?;
        Self::parse(&text, known)
    }

    /// The settings of a file's text.
    ///
    /// # Errors
    /// When it is no TOML, holds anything but values and tables of values, or sets a name that is not in `known`.
    pub fn parse(text: &str, known: &[&'static str]) -> Result<Self, ConfigError> {
        let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
            // The error's own text quotes the line, which may hold a secret.
            let at = error.span().map_or(1, |span| 1 + text[..span.start].matches('\n').count());
            ConfigError::new(FILE, format!("names a file that is no TOML at line {at}"))
        })?;
        let mut file = BTreeMap::new();
        for (key, value) in table {
            match value {
                toml::Value::Table(inner) => {
                    for (name, value) in inner {
                        let name = named(&[&key, &name]);
                        file.insert(name.clone(), plain(&name, value)?);
                    }
                }
                other => {
                    let name = named(&[&key]);
                    file.insert(name.clone(), plain(&name, other)?);
                }
            }
        }
        match file.keys().find(|name| !known.contains(&name.as_str())) {
            Some(unknown) => Err(ConfigError::new(FILE, format!("sets {unknown}, which does not exist"))),
            None => Ok(Self { file }),
        }
    }

    /// Whether the file sets this name, be it to nothing.
    pub fn names(&self, name: &str) -> bool {
        self.file.contains_key(name)
    }

    /// A setting; an empty one counts as absent.
    ///
    /// # Errors
    /// When the environment's is not UTF-8.
    pub fn get(&self, name: &'static str) -> Result<Option<String>, ConfigError> {
        Ok(setting(name)?.or_else(|| self.file.get(name).cloned().filter(|text| !text.is_empty())))
    }
}

fn named(parts: &[&str]) -> String {
    let words: Vec<String> = parts.iter().map(|part| part.to_uppercase().replace('-', "_")).collect();
    format!("{PREFIX}{}", words.join("_"))
}

/// A value as the environment would hold it; lists are separated by commas.
fn plain(name: &str, value: toml::Value) -> Result<String, ConfigError> {
    match value {
        toml::Value::String(text) => Ok(text.trim().to_owned()),
        toml::Value::Integer(number) => Ok(number.to_string()),
        toml::Value::Float(number) => Ok(number.to_string()),
        toml::Value::Boolean(yes) => Ok(yes.to_string()),
        toml::Value::Array(items) => {
            let items: Vec<String> =
                items.into_iter().map(|item| plain(name, item)).collect::<Result<_, _>>()?;
            Ok(items.join(","))
        }
        toml::Value::Table(_) | toml::Value::Datetime(_) => Err(ConfigError::new(
            FILE,
            format!("gives {name} something that is no text, number or list of them"),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 3] = ["ATREVETE_ADDRESS", "ATREVETE_CHATWOOT_TOKEN", "ATREVETE_CHATWOOT_INBOXES"];

    #[test]
    fn tables_and_lists_become_the_names_of_the_environment() {
        let text = "address = '127.0.0.1:9'\n[chatwoot]\ninboxes = [3, 4]\ntoken = ''\n";
        let source = Source::parse(text, &KNOWN).unwrap();
        assert_eq!(source.get("ATREVETE_ADDRESS").unwrap().as_deref(), Some("127.0.0.1:9"));
        assert_eq!(source.get("ATREVETE_CHATWOOT_INBOXES").unwrap().as_deref(), Some("3,4"));
        assert_eq!(source.get("ATREVETE_CHATWOOT_TOKEN").unwrap(), None);
    }

    #[test]
    fn a_name_that_does_not_exist_stops_the_start() {
        let message = Source::parse("[chatwoot]\ntocken = 'x'", &KNOWN).unwrap_err().to_string();
        assert!(message.contains("ATREVETE_CHATWOOT_TOCKEN"), "{message}");
    }

    #[test]
    fn a_broken_file_is_told_by_its_line_and_without_what_it_says() {
        let message =
            Source::parse("address = 'x'\n[chatwoot]\ntoken = hunter2\n", &KNOWN).unwrap_err().to_string();
        assert!(message.contains("line 3") && !message.contains("hunter2"), "{message}");
    }
}
