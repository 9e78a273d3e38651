//! The words as data: one template a variant and form of address, the built-in ones embedded, a salon's own on top.
//!
//! Invariants: a missing value is an error, never an empty place; a salon's own template that fails at run time is
//! replaced by the built-in text; a form-neutral sentence stands once, with *tú*'s, and serves *usted* too.

use super::{Utterance, filters};
use crate::salon::profile::AddressForm;
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value};
use std::{collections::BTreeMap, sync::LazyLock};
use thiserror::Error;

const PARTS: &str = include_str!("spanish/parts.jinja");
const TU: &str = include_str!("spanish/tu.jinja");
const USTED: &str = include_str!("spanish/usted.jinja");

static SPANISH: LazyLock<Wording> = LazyLock::new(|| {
    let mut wording = Wording { env: environment(), own: false };
    wording.add("tu", TU).expect("the built-in words compile: a test renders them all");
    wording.add("usted", USTED).expect("the built-in words compile: a test renders them all");
    wording
});

/// A compiled set of words.
#[derive(Debug, Clone)]
pub struct Wording {
    env: Environment<'static>,
    own: bool,
}

/// Why a salon's own words cannot be used.
#[derive(Debug, Error)]
pub enum WordingError {
    /// A template is not well-formed.
    #[error("the words for `{section}` do not compile")]
    Syntax {
        /// The section's name.
        section: String,
        /// Where.
        #[source]
        source: Error,
    },
    /// A section names nothing that is ever said.
    #[error("nothing is called `{section}`")]
    Unknown {
        /// The section's name.
        section: String,
    },
    /// A sample could not be rendered (a misspelt or absent value).
    #[error("the words for `{section}` fail on sample {sample}")]
    Render {
        /// The section's name.
        section: String,
        /// Which of the samples.
        sample: usize,
        /// Why.
        #[source]
        source: Error,
    },
    /// The text leaves out a fact, or states one that it was not given.
    #[error("the words for `{section}` do not tell the facts: {mismatch}")]
    Facts {
        /// The section's name.
        section: String,
        /// What is missing or too much.
        mismatch: super::facts::Mismatch,
    },
}

impl Wording {
    /// The built-in Spanish of Spain.
    pub fn spanish() -> &'static Self {
        &SPANISH
    }

    /// The built-in words with a salon's own on top, as text of sections (`[see_you]`) for *tú* and for *usted*. Checked
    /// by rendering every sample and by comparing the facts in it.
    pub fn with_overrides(tu: &str, usted: &str) -> Result<Self, WordingError> {
        let mut wording = Self { env: SPANISH.env.clone(), own: true };
        for (form, text) in [("tu", tu), ("usted", usted)] {
            for section in sections(text).keys() {
                if SPANISH.env.get_template(&format!("tu/{section}")).is_err() {
                    return Err(WordingError::Unknown { section: section.clone() });
                }
            }
            wording.add(&format!("own/{form}"), text)?;
        }
        super::check::own_words(&wording)?;
        Ok(wording)
    }

    fn add(&mut self, prefix: &str, text: &str) -> Result<(), WordingError> {
        for (section, body) in sections(text) {
            self.env
                .add_template_owned(format!("{prefix}/{section}"), format!("{PARTS}{body}"))
                .map_err(|source| WordingError::Syntax { section, source })?;
        }
        Ok(())
    }

    /// One utterance's text; the first template of the chain that renders.
    pub(super) fn say(&self, section: &str, form: AddressForm, context: &Value) -> String {
        let names = self.chain(section, form);
        names
            .iter()
            .find_map(|name| self.env.get_template(name).ok()?.render(context).ok())
            .unwrap_or_default()
    }

    /// The first template of the chain, or why it fails.
    pub(super) fn try_say(&self, section: &str, form: AddressForm, context: &Value) -> Result<String, Error> {
        let names = self.chain(section, form);
        let name =
            names.first().ok_or_else(|| Error::new(ErrorKind::TemplateNotFound, section.to_owned()))?;
        self.env.get_template(name)?.render(context)
    }

    /// The names of templates for a section, best first, those that exist. A salon's own sentence for *tú* serves
    /// *usted* only where the built-in sentence is the same for both.
    fn chain(&self, section: &str, form: AddressForm) -> Vec<String> {
        let exists = |name: &String| self.env.get_template(name).is_ok();
        let built_in_usted = format!("usted/{section}");
        let neutral = !exists(&built_in_usted);
        let own = |form: &str| format!("own/{form}/{section}");
        let tu = format!("tu/{section}");
        let names = match form {
            AddressForm::Tu => vec![own("tu"), tu],
            AddressForm::Usted if neutral => vec![own("usted"), own("tu"), tu],
            AddressForm::Usted => vec![own("usted"), built_in_usted, tu],
        };
        names.into_iter().filter(|name| (self.own || !name.starts_with("own/")) && exists(name)).collect()
    }
}

/// The stored name of an utterance's variant, which names its section.
pub fn section(utterance: &Utterance) -> String {
    let stored = Value::from(minijinja::value::Serde(utterance));
    stored.get_attr("say").ok().and_then(|say| say.as_str().map(str::to_owned)).unwrap_or_default()
}

/// `[name]` alone on a line opens a section; what stands before the first is a comment.
fn sections(text: &str) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut open: Option<String> = None;
    for line in text.lines() {
        let name = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        match (name, &open) {
            (Some(name), _) if name.chars().all(|c| c.is_ascii_lowercase() || c == '_') => {
                open = Some(name.to_owned());
                found.insert(name.to_owned(), String::new());
            }
            (_, Some(open)) => {
                let body = found.entry(open.clone()).or_default();
                body.push_str(line);
                body.push('\n');
            }
            (_, None) => {}
        }
    }
    found
}

fn environment() -> Environment<'static> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_formatter(|out, _, value| {
        if value.is_none() || value.is_undefined() {
            return Err(Error::new(ErrorKind::UndefinedError, "a value that is absent would be printed"));
        }
        out.write_str(&value.to_string()).map_err(Error::from)
    });
    filters::add_to(&mut env);
    env
}
