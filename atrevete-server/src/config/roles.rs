//! Which parts of the server a process runs.

use std::{collections::BTreeSet, str::FromStr};
use thiserror::Error;

/// One part. Any number of each may run against one database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Takes what services outside deliver, and stores it.
    Api,
    /// Handles what was stored: conversations and the desk.
    Agent,
    /// Sends what waits to be sent, fires timers, looks for what never arrived.
    Workers,
    /// The panel for staff.
    Admin,
}

/// The parts of one process.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roles(BTreeSet<Role>);

/// A word that names no part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("must be some of api, agent, workers, admin, separated by commas")]
pub struct RoleError;

impl Roles {
    /// All of them.
    pub fn all() -> Self {
        Self(BTreeSet::from([Role::Api, Role::Agent, Role::Workers, Role::Admin]))
    }

    /// Whether this process has a part.
    pub fn has(&self, role: Role) -> bool {
        self.0.contains(&role)
    }
}

impl FromStr for Role {
    type Err = RoleError;
    fn from_str(word: &str) -> Result<Self, RoleError> {
        match word.trim() {
            "api" => Ok(Self::Api),
            "agent" => Ok(Self::Agent),
            "workers" => Ok(Self::Workers),
            "admin" => Ok(Self::Admin),
            _ => Err(RoleError),
        }
    }
}

impl FromStr for Roles {
    type Err = RoleError;
    fn from_str(text: &str) -> Result<Self, RoleError> {
        text.split(',').map(str::parse).collect::<Result<_, _>>().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_runs_what_it_was_told() {
        let some: Roles = "api, workers".parse().unwrap();
        assert!(some.has(Role::Api) && some.has(Role::Workers) && !some.has(Role::Agent));
        assert_eq!("api,agent,workers,admin".parse(), Ok(Roles::all()));
        for wrong in ["", "api,", "API", "worker"] {
            assert_eq!(wrong.parse::<Roles>(), Err(RoleError), "{wrong}");
        }
    }
}
