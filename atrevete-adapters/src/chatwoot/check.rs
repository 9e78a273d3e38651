//! Whether Chatwoot is set up as it must be, told before a customer finds out.
//!
//! Invariant: a token that may do more than it needs is refused, not merely reported: an administrator's is the whole
//! account.

use super::{
    Chatwoot,
    calls::Calls,
    decision::Allowed,
    field::{at, int, text},
    safe::Markup,
    settings::Template,
};
use atrevete_domain::wording::ApprovedKind;
use secrecy::SecretString;
use serde_json::Value;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// As it should be.
    Good,
    /// Works, and will trouble somebody.
    Warning,
    /// Must not go into service like this.
    Refused,
}

/// One thing that was looked at. Names no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How bad.
    pub grade: Grade,
    /// What.
    pub what: String,
}

fn good(what: impl Into<String>) -> Finding {
    Finding { grade: Grade::Good, what: what.into() }
}

fn warning(what: impl Into<String>) -> Finding {
    Finding { grade: Grade::Warning, what: what.into() }
}

fn refused(what: impl Into<String>) -> Finding {
    Finding { grade: Grade::Refused, what: what.into() }
}

impl Chatwoot {
    /// Looks at server, tokens, inboxes, approved texts and the team's conversation. Changes nothing.
    pub async fn check(&self, allowed: &Allowed) -> Vec<Finding> {
        let mut findings = vec![self.server().await, self.reader().await, self.sender().await];
        findings.extend(self.team_conversation().await);
        if allowed.inboxes.is_empty() {
            findings.push(refused("no inbox is named: messages of every inbox would be answered"));
        }
        if allowed.accounts.as_slice() != [self.settings().account] {
            findings.push(refused(
                "the accounts whose deliveries are accepted are not the one that is written to",
            ));
        }
        for inbox in &allowed.inboxes {
            findings.extend(self.inbox(*inbox, allowed).await);
        }
        findings
    }

    async fn server(&self) -> Finding {
        let version = self.body(&Calls::version()).await;
        match version.as_ref().ok().and_then(|body| text(at(body, &["version"]))) {
            Some(version) => good(format!("the server answers, version {version}")),
            None => refused("the server does not answer at this address"),
        }
    }

    /// The reading token must be an agent's.
    async fn reader(&self) -> Finding {
        match self.role(&self.settings().agent).await {
            Some(role) if role == "agent" => good("the reading token is an agent's"),
            Some(role) if role == "administrator" => {
                refused("the reading token is an administrator's: it opens the whole account; use an agent's")
            }
            Some(role) => warning(format!("the reading token has the role {role}")),
            None => refused("the reading token is refused, or is no member of the account"),
        }
    }

    /// The sending token must be a bot's: what a person's token sends looks like a person, who silences Maite.
    async fn sender(&self) -> Finding {
        match self.role(&self.settings().bot).await {
            Some(role) => refused(format!("the sending token is a person's ({role}): use an agent bot's")),
            None => good("the sending token is no person's"),
        }
    }

    async fn role(&self, token: &SecretString) -> Option<String> {
        let body = self.body(&Calls::profile(token)).await.ok()?;
        let accounts = at(&body, &["accounts"]).as_array()?.clone();
        let ours = accounts.iter().find(|a| int(at(a, &["id"])) == Some(self.settings().account))?;
        text(at(ours, &["role"])).map(str::to_owned)
    }

    async fn team_conversation(&self) -> Vec<Finding> {
        let id = self.settings().team.conversation;
        let seen = self.body(&self.calls().conversation(id)).await.is_ok();
        let read = self.body(&self.calls().messages(id, None)).await.is_ok();
        let told = |works, good_words: &str, bad_words: &str| {
            if works { good(good_words) } else { refused(bad_words) }
        };
        vec![
            told(
                seen,
                "the bot sees the team's conversation",
                "the sending token does not see the team's conversation: the team would not be told",
            ),
            told(
                read,
                "the agent reads the team's conversation",
                "the reading token does not read the team's conversation: what was sent could not be found again",
            ),
        ]
    }

    async fn inbox(&self, id: i64, allowed: &Allowed) -> Vec<Finding> {
        let Ok(body) = self.body(&self.calls().inbox(id)).await else {
            return vec![refused(format!("inbox {id} cannot be read: make the agent a member of it"))];
        };
        let kind = text(at(&body, &["channel_type"])).unwrap_or("of unknown kind");
        let mut findings = vec![if allowed.channels.iter().any(|known| known == kind) {
            good(format!("inbox {id} is {kind}"))
        } else {
            refused(format!("inbox {id} is {kind}, which is not among the kinds that are accepted"))
        }];
        if kind == "Channel::Api" && self.settings().markup == Markup::Rendered {
            findings.push(refused(format!(
                "inbox {id} passes texts on as they are: with markup escaped, customers would read backslashes"
            )));
        }
        let listed = at(&body, &["message_templates"]).as_array().cloned().unwrap_or_default();
        for kind in ApprovedKind::ALL {
            findings.push(match self.settings().templates.get(&kind) {
                Some(template) => approved(kind, template, &listed),
                None => {
                    warning(format!("no approved text for {kind:?}: it leaves as a notice, if there is one"))
                }
            });
        }
        findings
    }

    async fn body(&self, request: &crate::http::Request) -> Result<Value, atrevete_ports::PortError> {
        let answer = self.ask("messenger", request).await?;
        answer.json().map_err(|error| error.at("messenger"))
    }
}

/// Whether the inbox has this approved text, approved, with as many blanks as we fill.
fn approved(kind: ApprovedKind, template: &Template, listed: &[Value]) -> Finding {
    let name = &template.name;
    let same = |entry: &&Value| {
        text(at(entry, &["name"])) == Some(name) && text(at(entry, &["language"])) == Some(&template.language)
    };
    let Some(entry) = listed.iter().find(same) else {
        return refused(format!("the inbox has no approved text {name} in {}", template.language));
    };
    let status = text(at(entry, &["status"])).unwrap_or_default();
    if !status.eq_ignore_ascii_case("approved") {
        return refused(format!("the text {name} is not approved: {status}"));
    }
    let components = at(entry, &["components"]).as_array().cloned().unwrap_or_default();
    let is_body = |c: &&Value| text(at(c, &["type"])).is_some_and(|t| t.eq_ignore_ascii_case("body"));
    let body = components.iter().find(is_body).and_then(|c| text(at(c, &["text"]))).unwrap_or_default();
    let blanks = body.matches("{{").count();
    if blanks == kind.blanks() {
        good(format!("{name} is approved"))
    } else {
        refused(format!("{name} has {blanks} blanks, and {kind:?} fills {}", kind.blanks()))
    }
}
