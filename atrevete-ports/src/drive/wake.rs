//! Due timers become inbox rows.

use super::Driver;
use crate::PortError;

impl Driver {
    /// Fires what is due; how many timers it was.
    ///
    /// # Errors
    /// When the store does not answer; what was not fired is still due.
    pub async fn wake(&self) -> Result<usize, PortError> {
        let now = self.ports.clock.now();
        let due = self.ports.timers.due(now).await?;
        for timer in &due {
            self.ports.timers.fire(timer, now).await?;
        }
        Ok(due.len())
    }
}
