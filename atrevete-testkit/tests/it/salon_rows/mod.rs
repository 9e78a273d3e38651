//! The salon in its tables: what is written is read back, what changes is counted and remembered, what is wrong is refused.

#![expect(clippy::unwrap_used, reason = "what a test lays out itself is there")]

mod edits;
mod whole;

use crate::database::{self, Database};
use atrevete_adapters::postgres::salon::{self, Author};
use atrevete_domain::{salon::Salon, values::Instant};
use atrevete_testkit::demo;
use sqlx::PgPool;

/// A database that holds the demo salon.
async fn seeded(name: &str) -> Option<Database> {
    let database = database::fresh(name).await?;
    write(&database.pool, &demo::salon()).await;
    Some(database)
}

fn author() -> Author {
    Author { who: "a test".to_owned(), at: Instant::UNIX_EPOCH }
}

async fn write(pool: &PgPool, salon: &Salon) {
    let mut work = pool.begin().await.unwrap();
    salon::write(&mut work, salon, &author()).await.unwrap();
    work.commit().await.unwrap();
}

async fn load(pool: &PgPool) -> Salon {
    salon::load(&mut pool.acquire().await.unwrap()).await.unwrap()
}

async fn revision(pool: &PgPool) -> i64 {
    salon::revision(&mut pool.acquire().await.unwrap()).await.unwrap().unwrap()
}
