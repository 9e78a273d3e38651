//! Who is behind a channel identity, and the salon that all of it is about.

use super::{
    PgStore,
    error::{Stop, broken},
};
use async_trait::async_trait;
use atrevete_domain::{
    dialogue::ChannelId,
    salon::Salon,
    values::{CustomerId, Epoch, Id as _, Phone},
};
use atrevete_ports::{Customers, PortError};
use sqlx::{PgConnection, query, query_scalar};
use std::sync::Arc;

/// Links a person with the identity she writes with.
pub(super) async fn link(
    db: &mut PgConnection,
    channel: &ChannelId,
    customer: CustomerId,
    at: atrevete_domain::values::Instant,
) -> Result<(), Stop> {
    query!(
        "insert into identities as i (channel, customer_id, linked_at) values ($1, $2, $3)
         on conflict (channel) do update set customer_id = excluded.customer_id, linked_at = excluded.linked_at
         where i.customer_id <> excluded.customer_id",
        channel.0,
        customer.uuid(),
        at
    )
    .execute(&mut *db)
    .await?;
    query!(
        "update customers set last_channel = $2 where id = $1 and last_channel is distinct from $2",
        customer.uuid(),
        channel.0
    )
    .execute(db)
    .await?;
    Ok(())
}

impl PgStore {
    /// The salon as of this transaction, read only if it is another one than before; and the epoch of its ids.
    pub(super) async fn salon_in(&self, db: &mut PgConnection) -> Result<(Arc<Salon>, Epoch), Stop> {
        let salon = self.salon.current(db).await?;
        let epoch = query_scalar!("select epoch from salon").fetch_one(db).await?;
        Ok((salon, Epoch(epoch)))
    }
}

#[async_trait]
impl Customers for PgStore {
    async fn identify(
        &self,
        channel: &ChannelId,
        phone: Option<Phone>,
    ) -> Result<Option<CustomerId>, PortError> {
        let found = query_scalar!(
            "select coalesce((select customer_id from identities where channel = $1),
                             (select id from customers where phone = $2))",
            channel.0,
            phone.as_ref().map(Phone::as_str)
        )
        .fetch_one(&self.pool)
        .await
        .map_err(broken)?;
        Ok(found.map(CustomerId::from_uuid))
    }

    async fn reach(&self, customer: CustomerId) -> Result<Option<ChannelId>, PortError> {
        let reached = query_scalar!(
            "select coalesce(c.last_channel, b.last_channel)
             from customers c left join customers b on b.id = c.referred_by where c.id = $1",
            customer.uuid()
        )
        .fetch_optional(&self.pool)
        .await
        .map_err(broken)?;
        Ok(reached.flatten().map(ChannelId))
    }
}
