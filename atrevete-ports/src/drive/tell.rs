//! What the salon's people are told: composed when it leaves, so that it says what the rows say then.

use super::{Driver, relay::Verdict, words};
use crate::{HandoffNotice, OutboxRow, PortError, Scope, Settled, StylistNotice, TeamAlert};
use atrevete_domain::{
    dialogue::ThreadId,
    facts::Needs,
    step::{Effect, StylistNews},
    values::{AppointmentId, ConversationId, StylistId},
    wording::staff,
};

impl Driver {
    /// Performs an effect for stylists or the team.
    pub(super) async fn tell(&self, row: &OutboxRow) -> Result<Verdict, PortError> {
        match &row.effect {
            Effect::TellStylist { stylist, appointment, what, urgent } => {
                let Some(notice) = self.notice(row, *stylist, *appointment, *what).await? else {
                    return Ok(Verdict::Over(Settled::Void, Vec::new()));
                };
                let notice = StylistNotice { urgent: *urgent, ..notice };
                self.ports.notifications.tell_stylist(row.id, &notice).await?;
            }
            Effect::HandOff(handoff) => {
                let salon = self.ports.catalogue.salon().await?;
                let notice = HandoffNotice {
                    thread: self.thread(handoff.conversation).await?,
                    text: staff::handoff_note(handoff, &salon),
                    handoff: handoff.clone(),
                    attempt: row.attempts,
                };
                self.ports.notifications.hand_off(row.id, &notice).await?;
            }
            Effect::AlertTeam { conversation, reason, since } => {
                let salon = self.ports.catalogue.salon().await?;
                let alert = TeamAlert {
                    conversation: *conversation,
                    thread: self.thread(*conversation).await?,
                    reason: *reason,
                    since: *since,
                    text: words::waiting(*reason, *since, &salon),
                    attempt: row.attempts,
                };
                self.ports.notifications.alert_team(row.id, &alert).await?;
            }
            Effect::Say(_)
            | Effect::Secure { .. }
            | Effect::ExpireCheckout { .. }
            | Effect::LookAtCheckout { .. }
            | Effect::Refund { .. }
            | Effect::Mirror { .. } => return Ok(Verdict::Over(Settled::Void, Vec::new())),
        }
        Ok(Verdict::Over(Settled::Done, Vec::new()))
    }

    /// A notice about an appointment as its row stands; `None` when there is no such row.
    async fn notice(
        &self,
        row: &OutboxRow,
        stylist: StylistId,
        appointment: AppointmentId,
        what: StylistNews,
    ) -> Result<Option<StylistNotice>, PortError> {
        let facts = self.ports.store.facts(Scope::Appointment(appointment), &Needs::default()).await?.facts;
        let Some(appointment) = facts.appointments.get(&appointment).cloned() else { return Ok(None) };
        let text = staff::stylist_notice(what, &appointment, &facts.salon);
        let found = facts.salon.stylists.iter().find(|s| s.id == stylist);
        let name = found.map(|s| s.name.clone()).unwrap_or_default();
        let attempt = row.attempts;
        Ok(Some(StylistNotice { stylist, name, what, appointment, urgent: false, text, attempt }))
    }

    async fn thread(&self, conversation: ConversationId) -> Result<Option<ThreadId>, PortError> {
        Ok(self.ports.store.addressee(conversation).await?.map(|to| to.thread))
    }
}
