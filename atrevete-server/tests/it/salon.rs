//! The commands that bring a salon in, as somebody types them.

use crate::database;
use sqlx::PgPool;
use std::{path::Path, process::Command};

const SALON: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../atrevete-testkit/data/atrevete.toml");

/// The address of a test's own database, for another program.
pub(super) fn url(pool: &PgPool) -> String {
    let options = pool.connect_options();
    // The socket's folder, or a host; as `scripts/with-services` and others give it.
    let url = std::env::var("DATABASE_URL").unwrap();
    let (server, query) = match url.split_once('?') {
        Some((server, query)) => (server.to_owned(), format!("?{query}")),
        None => (url, String::new()),
    };
    let server = server.rsplit_once('/').unwrap().0;
    format!("{server}/{}{query}", options.get_database().unwrap())
}

/// The exit code and what was printed.
fn atrevete(pool: &PgPool, args: &[&str]) -> (i32, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_atrevete"))
        .args(args)
        .env("ATREVETE_DATABASE_URL", url(pool))
        .env_remove("ATREVETE_CONFIG")
        .output()
        .unwrap();
    let said = [run.stdout, run.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    (run.status.code().unwrap(), said)
}

async fn count(pool: &PgPool, table: &'static str) -> i64 {
    let query = sqlx::AssertSqlSafe(format!("select count(*) from {table}"));
    sqlx::query_scalar(query).fetch_one(pool).await.unwrap()
}

/// A file of this text, gone with the folder.
struct File(std::path::PathBuf);

impl File {
    fn new(name: &str, text: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::write(&path, text).unwrap();
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

#[tokio::test]
async fn a_salon_is_seeded_once_and_changed_when_that_is_said() {
    let Some(database) = database::fresh("cli_seed").await else { return };
    let pool = database.pool.clone();
    assert_eq!(atrevete(&pool, &["migrate"]).0, 0);
    let (code, said) = atrevete(&pool, &["import", "customers", SALON]);
    assert_eq!(code, 2, "{said}");
    let (code, said) = atrevete(&pool, &["seed", SALON]);
    assert!(code == 0 && said.contains("services: 93 new") && said.contains("is written"), "{said}");
    let (code, said) = atrevete(&pool, &["seed", SALON, "--yes"]);
    assert!(code == 0 && said.contains("is as the file says"), "{said}");
    let other = std::fs::read_to_string(SALON).unwrap().replacen(
        "slot_interval_minutes = 15",
        "slot_interval_minutes = 20",
        1,
    );
    let other = File::new("other_salon.toml", &other);
    let interval = "select value #>> '{}' from policies where key = 'slot_interval_minutes'";
    let interval = || async { sqlx::query_scalar::<_, String>(interval).fetch_one(&pool).await.unwrap() };
    let (code, said) = atrevete(&pool, &["seed", other.path()]);
    assert!(code == 0 && said.contains("15 -> 20") && said.contains("nothing is written"), "{said}");
    assert_eq!(interval().await, "15");
    assert_eq!(atrevete(&pool, &["seed", other.path(), "--yes"]).0, 0);
    assert_eq!(interval().await, "20");
}

#[tokio::test]
async fn lists_are_written_when_they_are_right_and_that_is_said() {
    let Some(database) = database::fresh("cli_import").await else { return };
    let pool = database.pool.clone();
    assert_eq!(atrevete(&pool, &["seed", SALON]).0, 0);
    let wrong = File::new("wrong.csv", "telefono;nombre\n655111222;Ana\n61;Eva\n");
    let (code, said) = atrevete(&pool, &["import", "customers", wrong.path(), "--yes"]);
    assert!(code == 1 && said.contains("line 3, telefono") && said.contains("nothing is written"), "{said}");
    let people = File::new("people.csv", "\u{feff}Teléfono,Nombre\r\n655111222,\"Pérez, Ana\"\r\n");
    let (code, said) = atrevete(&pool, &["import", "customers", people.path()]);
    assert!(code == 0 && said.contains("1 new") && said.contains("--yes writes it"), "{said}");
    assert_eq!(count(&pool, "customers").await, 0);
    assert_eq!(atrevete(&pool, &["import", "customers", people.path(), "--yes"]).0, 0);
    assert_eq!(count(&pool, "customers").await, 1);

    let book = "fecha;hora;estilista;servicios;telefono\n";
    let far = "01/03/2099;17:00;Pilar;Cortar;655111222\n";
    let both = File::new("both.csv", &format!("{book}{far}01/03/2099;17:10;Pilar;Cortar;655111223\n"));
    let (code, said) = atrevete(&pool, &["import", "appointments", both.path(), "--yes"]);
    assert!(code == 1 && said.contains("line 3: that time is taken by line 2"), "{said}");
    assert_eq!((count(&pool, "appointments").await, count(&pool, "customers").await), (0, 1));
    let one = File::new("one.csv", &format!("{book}{far}"));
    let (code, said) = atrevete(&pool, &["import", "appointments", one.path(), "--yes"]);
    assert!(code == 0 && said.contains("1 new"), "{said}");
    let (_, said) = atrevete(&pool, &["import", "appointments", one.path(), "--yes"]);
    assert!(said.contains("1 known already"), "{said}");
    assert_eq!((count(&pool, "appointments").await, count(&pool, "outbox").await), (1, 0));

    let services = File::new("services.csv", "nombre;categoria;minutos;precio\nTrenza;Cabello;30;25,50\n");
    let (code, said) = atrevete(&pool, &["import", "services", services.path(), "--yes"]);
    assert!(code == 1 && said.contains("no category \"Cabello\""), "{said}");
    let (code, said) =
        atrevete(&pool, &["import", "services", services.path(), "--yes", "--category", "Cabello=hair"]);
    assert!(code == 0 && said.contains("services: 1 new"), "{said}");
    assert_eq!(count(&pool, "services").await, 94);
}
