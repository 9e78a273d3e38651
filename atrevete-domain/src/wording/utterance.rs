//! Utterances.

use serde::{Deserialize, Serialize};

/// One thing Maite says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Utterance {}
