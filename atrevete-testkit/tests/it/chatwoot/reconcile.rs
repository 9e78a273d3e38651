//! What no webhook brought is found, and what one brought is not found twice.

use super::*;
use atrevete_adapters::chatwoot::{Decision, Reconciler, decode_within};
use atrevete_ports::Messenger as _;
use chrono::TimeDelta;

/// Keys and identities, as the inbox would know them.
fn keys(decisions: &[Decision]) -> Vec<(String, String)> {
    let origin = |decision: &Decision| match decision {
        Decision::Message(message) => Some(message.origin.clone()),
        Decision::Takeover(takeover) => Some(takeover.origin.clone()),
        Decision::Standing(_) | Decision::Own(_) | Decision::Undelivered(_) | Decision::Ignore(_) => None,
    };
    decisions.iter().filter_map(origin).map(|o| (o.key(), o.channel.0.clone())).collect()
}

async fn found(reconciler: &Reconciler) -> Vec<Decision> {
    let found = reconciler.pass(tuesday() - TimeDelta::hours(1)).await.expect("it answers");
    for conversation in &found {
        reconciler.stored(conversation);
    }
    found.into_iter().flat_map(|f| f.decisions).collect()
}

#[tokio::test]
async fn a_listing_gives_what_the_webhook_would_have_given() {
    let scene = Scene::new().await;
    scene.standin.customer_writes(scene.her, "¿Tenéis hora mañana?");
    scene.standin.agent_writes(scene.her, "Hola, soy la encargada");
    scene.standin.phone_app_writes(scene.her, "Ahora te digo");
    scene.standin.agent_notes(scene.her, "Es muy maja");
    let nameless = scene.standin.customer("ES.1A2B3C4D", "lucia.mm");
    scene.standin.customer_writes(nameless, "Hola");
    let told: Vec<Decision> = scene
        .standin
        .deliveries()
        .iter()
        .map(|d| decode_within(d.payload.to_string().as_bytes(), &allowed()).unwrap())
        .collect();
    let reconciler = Reconciler::new(scene.chatwoot.clone(), allowed());
    let mut listed = keys(&found(&reconciler).await);
    let mut delivered = keys(&told);
    // Her first hello was delivered before.
    listed.retain(|key| delivered.contains(key) || !key.0.ends_with("1004"));
    listed.sort();
    delivered.sort();
    let missing: Vec<_> = delivered.iter().filter(|key| !listed.contains(key)).collect();
    assert!(missing.is_empty() && delivered.len() == 4, "{missing:?}");
    assert!(listed.len() <= delivered.len() + 1, "{listed:?}");
    assert_eq!(scene.standin.complaints(), Vec::<String>::new());
}

#[tokio::test]
async fn what_was_stored_is_not_listed_again_and_what_is_new_is() {
    let scene = Scene::new().await;
    let reconciler = Reconciler::new(scene.chatwoot.clone(), allowed());
    assert_eq!(keys(&found(&reconciler).await).len(), 1);
    assert_eq!(keys(&found(&reconciler).await).len(), 0);
    scene.standin.customer_writes(scene.her, "¿Hola?");
    assert_eq!(keys(&found(&reconciler).await).len(), 1);
}

#[tokio::test]
async fn many_messages_and_many_conversations_are_all_found() {
    let scene = Scene::new().await;
    for n in 0..60 {
        scene.standin.customer_writes(scene.her, &format!("mensaje {n}"));
    }
    for n in 0..40 {
        let somebody = scene.standin.customer(&format!("346000000{n:02}"), "Alguien");
        scene.standin.customer_writes(somebody, "Hola");
    }
    let reconciler = Reconciler::new(scene.chatwoot.clone(), allowed());
    assert_eq!(keys(&found(&reconciler).await).len(), 101);
}

#[tokio::test]
async fn nothing_from_before_maite_is_answered() {
    let scene = Scene::new().await;
    scene.clock.set(tuesday() + TimeDelta::hours(3));
    scene.standin.customer_writes(scene.her, "¿Hola?");
    let reconciler = Reconciler::new(scene.chatwoot.clone(), allowed());
    let found = reconciler.pass(tuesday() + TimeDelta::hours(2)).await.unwrap();
    assert_eq!(found.iter().flat_map(|f| keys(&f.decisions)).count(), 1, "of two messages the later");
    let none = reconciler.pass(tuesday() + TimeDelta::hours(4)).await.unwrap();
    assert!(none.is_empty());
}

#[tokio::test]
async fn a_refusal_that_was_never_told_is_found() {
    let scene = Scene::new().await;
    scene.clock.set(tuesday() + TimeDelta::minutes(24 * 60 + 1));
    scene.chatwoot.send(&scene.message("a", "Hola")).await.unwrap();
    scene.standin.deliveries();
    let reconciler = Reconciler::new(scene.chatwoot.clone(), allowed());
    let all = found(&reconciler).await;
    assert!(
        all.iter().any(|d| matches!(d, Decision::Undelivered(lost) if lost.code == Some(131_047))),
        "{all:?}"
    );
}
