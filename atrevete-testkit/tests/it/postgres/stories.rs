//! Every story of `scenarios/` ends over the database as it does in memory.

use super::rows_in;
use crate::database::{fresh, on};
use atrevete_testkit::{Rows, exec::block_on, scenario::run_dir_over};
use sqlx::{AssertSqlSafe, Executor as _, PgPool};
use std::{path::Path, sync::Arc};

#[test]
fn every_story_ends_in_postgres_as_it_should() {
    let Some(database) = block_on(fresh("every story")) else { return };
    let database = Arc::new(database);
    let make = |salon, epoch, clock| {
        let emptied = database.clone();
        block_on(on(async move { wipe(&emptied.pool).await }));
        Arc::new(block_on(rows_in(database.clone(), salon, epoch, clock))) as Arc<dyn Rows>
    };
    let stories = Path::new(env!("CARGO_MANIFEST_DIR")).join("../scenarios");
    let summary = run_dir_over(&make, &stories).expect("the folder is there");
    assert!(summary.failures.is_empty(), "{summary}");
    assert!(summary.files >= 18 && summary.checks > 1_000, "{summary}");
}

/// Takes every row out: a database for each story would take longer than they do.
async fn wipe(pool: &PgPool) {
    let mut tx = pool.begin().await.unwrap();
    // Triggers and references would forbid what is right only here.
    tx.execute("set local session_replication_role = replica").await.unwrap();
    let tables = sqlx::query_scalar(
        "select quote_ident(tablename) from pg_tables where schemaname = 'public' and tablename <> '_sqlx_migrations'",
    );
    let tables: Vec<String> = tables.fetch_all(&mut *tx).await.unwrap();
    for table in tables {
        tx.execute(AssertSqlSafe(format!("delete from {table}"))).await.unwrap();
    }
    tx.commit().await.unwrap();
}
