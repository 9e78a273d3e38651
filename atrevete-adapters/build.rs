//! Builds again when a migration was added: `sqlx::migrate!` cannot see a new file by itself.

fn main() {
    println!("cargo::rerun-if-changed=../migrations");
}
