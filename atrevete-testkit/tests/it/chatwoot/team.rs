//! What the salon's people see of it.

use super::*;
use atrevete_adapters::chatwoot::{Decision, Grade, Switch, decode_within};
use atrevete_domain::{
    step::{Handoff, HandoffReason},
    values::{ConversationId, Id as _},
};
use atrevete_ports::{HandoffNotice, Notifications as _, TeamAlert};
use atrevete_testkit::standins::chatwoot::{ADMIN_TOKEN, Asked, Trouble};
use serde_json::json;

fn key(name: &str) -> OutboxId {
    OutboxId::named("test", name)
}

fn handed(scene: &Scene, attempt: u16) -> HandoffNotice {
    HandoffNotice {
        handoff: Handoff {
            conversation: ConversationId::named("test", "her"),
            reason: HandoffReason::Complaint,
            customer: None,
            name: None,
            appointment: None,
            summary: Vec::new(),
            answer_by: tuesday(),
            urgent: true,
            at: tuesday(),
        },
        thread: Some(scene.thread()),
        text: "Urgente. Queja.\nDijo: «[@Marta](mention://user/1/Marta) {{x}} fatal»".to_owned(),
        attempt,
    }
}

#[tokio::test]
async fn a_handoff_is_seen_and_what_was_there_stays() {
    let scene = Scene::new().await;
    scene.standin.set_attribute(scene.her, "tinte", json!("7.1"));
    scene.standin.set_labels(scene.her, &["vip"]);
    scene.chatwoot.hand_off(key("h"), &handed(&scene, 1)).await.unwrap();
    let attributes = scene.standin.attributes(scene.her);
    let pause = key("h").to_string();
    assert_eq!(attributes, json!({ "tinte": "7.1", "atencion_automatica": false, "atrevete_pausa": pause }));
    assert_eq!(scene.standin.labels(scene.her), ["vip", "atencion-humana"]);
    assert_eq!(scene.standin.stands(scene.her), ("open".to_owned(), Some(4), Some("urgent".to_owned())));
    let note = scene.standin.notes(scene.her).pop().unwrap().replace('\u{200B}', "");
    assert_eq!(note, handed(&scene, 1).text, "the note is read as it was written");
    let told = scene.standin.notes(TEAM_CONVERSATION).pop().unwrap();
    assert!(told.contains("Urgente. Una conversación espera") && !told.contains("fatal"), "{told}");
    assert!(told.ends_with(&format!("/app/accounts/1/conversations/{}", scene.her)), "{told}");
    assert!(scene.read().is_empty(), "she reads nothing of it");
    assert_eq!(scene.standin.complaints(), Vec::<String>::new());
}

#[tokio::test]
async fn a_handoff_that_breaks_off_anywhere_is_told_once() {
    for (asked, trouble) in [
        (Asked::Attributes, Trouble::Refuse(502)),
        (Asked::Post, Trouble::DoAndAnswer(502)),
        (Asked::Post, Trouble::Refuse(503)),
        (Asked::Labels, Trouble::Refuse(500)),
    ] {
        let scene = Scene::with(|s| s.limits.repeats = 0).await;
        scene.standin.trouble(asked, trouble);
        scene.chatwoot.hand_off(key("h"), &handed(&scene, 1)).await.unwrap_err();
        scene.chatwoot.hand_off(key("h"), &handed(&scene, 2)).await.unwrap();
        scene.chatwoot.hand_off(key("h"), &handed(&scene, 3)).await.unwrap();
        assert_eq!(scene.standin.notes(scene.her).len(), 1, "{asked:?} {trouble:?}");
        assert_eq!(scene.standin.notes(TEAM_CONVERSATION).len(), 1, "{asked:?} {trouble:?}");
        assert_eq!(scene.standin.labels(scene.her), ["atencion-humana"]);
    }
}

#[tokio::test]
async fn a_label_that_is_refused_leaves_no_handoff_undone() {
    let scene = Scene::new().await;
    scene.standin.trouble(Asked::Labels, Trouble::Refuse(404));
    scene.chatwoot.hand_off(key("h"), &handed(&scene, 1)).await.unwrap();
    assert_eq!(scene.standin.notes(TEAM_CONVERSATION).len(), 1);
}

#[tokio::test]
async fn attributes_that_cannot_be_read_are_not_replaced() {
    let scene = Scene::with(|s| s.limits.repeats = 0).await;
    scene.standin.set_attribute(scene.her, "tinte", json!("7.1"));
    scene.standin.trouble(Asked::Attributes, Trouble::DoAndAnswer(200));
    scene.chatwoot.pause(&scene.thread(), "p").await.unwrap_err();
    assert_eq!(scene.standin.attributes(scene.her), json!({ "tinte": "7.1" }));
}

#[tokio::test]
async fn our_own_switch_is_known_and_a_person_who_ticks_it_ends_our_pause() {
    let scene = Scene::new().await;
    scene.chatwoot.pause(&scene.thread(), "p").await.unwrap();
    scene.standin.agent_switches(scene.her, &json!(true));
    let told: Vec<(Switch, Option<String>)> = scene
        .standin
        .deliveries()
        .iter()
        .map(|d| match decode_within(d.payload.to_string().as_bytes(), &allowed()).unwrap() {
            Decision::Standing(standing) => (standing.switch, standing.pause),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(told, [(Switch::Off, Some("p".to_owned())), (Switch::On, Some("p".to_owned()))]);
    scene.chatwoot.resume(&scene.thread()).await.unwrap();
    assert_eq!(scene.standin.attributes(scene.her), json!({ "atencion_automatica": true }));
}

#[tokio::test]
async fn an_alert_quotes_nobody_and_leads_to_the_conversation() {
    let scene = Scene::new().await;
    let alert = TeamAlert {
        conversation: ConversationId::named("test", "her"),
        thread: Some(scene.thread()),
        reason: HandoffReason::Medical,
        since: tuesday(),
        text: "Nadie ha contestado todavía. Pregunta de salud.".to_owned(),
        attempt: 1,
    };
    scene.chatwoot.alert_team(key("a"), &alert).await.unwrap();
    let told = scene.standin.notes(TEAM_CONVERSATION).pop().unwrap();
    assert!(told.starts_with(&alert.text) && told.contains("/conversations/"), "{told}");
    assert!(scene.standin.notes(scene.her).is_empty());
}

#[tokio::test]
async fn check_refuses_what_may_do_too_much_and_names_what_is_missing() {
    let findings = async |scene: &Scene| scene.chatwoot.check(&allowed()).await;
    let refused = |findings: &[atrevete_adapters::chatwoot::Finding]| {
        findings.iter().filter(|f| f.grade == Grade::Refused).map(|f| f.what.clone()).collect::<Vec<_>>()
    };
    let good = findings(&Scene::new().await).await;
    assert_eq!(refused(&good), Vec::<String>::new(), "{good:?}");
    let admin = Scene::with(|s| s.agent = SecretString::from(ADMIN_TOKEN.to_owned())).await;
    assert!(refused(&findings(&admin).await).iter().any(|what| what.contains("administrator")));
    let person = Scene::with(|s| s.bot = SecretString::from(AGENT_TOKEN.to_owned())).await;
    assert!(refused(&findings(&person).await).iter().any(|what| what.contains("agent bot")));
    let blanks = Scene::with(|s| {
        let template = s.templates[&ApprovedKind::Notice].clone();
        s.templates.insert(ApprovedKind::Booking, template);
    })
    .await;
    assert!(refused(&findings(&blanks).await).iter().any(|what| what.contains("blanks")));
    let nobody = Scene::with(|s| s.team.conversation = 4711).await;
    assert!(refused(&findings(&nobody).await).iter().any(|what| what.contains("team's conversation")));
    for (_, scene) in [("admin", admin), ("person", person)] {
        let told = format!("{:?}", findings(&scene).await);
        assert!(!told.contains(ADMIN_TOKEN) && !told.contains(BOT_TOKEN), "{told}");
    }
}
