//! stub

/// Stub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch;
impl std::fmt::Display for Mismatch {
    fn fmt(&self, _f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Ok(())
    }
}
