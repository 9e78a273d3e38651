//! Outside of the window of 24 hours only what was approved leaves.

use super::*;
use atrevete_adapters::chatwoot::{Decision, decode_within};
use atrevete_domain::wording::Approved;
use atrevete_ports::{Fault, Messenger as _};
use chrono::TimeDelta;

fn reminder() -> Approved {
    let values = ["Lucía", "el jueves 12", "11:00", "Pilar", "Corte \"corto\"\n{{x}}", ""];
    Approved { kind: ApprovedKind::Reminder, values: values.map(str::to_owned).to_vec(), link: None }
}

fn notice(text: &str) -> Approved {
    Approved { kind: ApprovedKind::Notice, values: vec!["Lucía".to_owned(), text.to_owned()], link: None }
}

async fn closed() -> Scene {
    let scene = Scene::new().await;
    scene.clock.set(tuesday() + TimeDelta::hours(25));
    scene
}

#[tokio::test]
async fn its_own_approved_text_carries_a_message_with_every_blank_filled() {
    let scene = closed().await;
    let mut message = scene.message("a", "Te recuerdo tu cita");
    (message.manner, message.approved) = (Manner::Template, vec![reminder(), notice("Te recuerdo tu cita")]);
    scene.chatwoot.send(&message).await.unwrap();
    let shown = scene.read();
    assert_eq!(
        shown.iter().map(|text| text.replace('\u{200B}', "")).collect::<Vec<_>>(),
        ["Hola, Lucía: el jueves 12 a las 11:00 con Pilar, Corte ”corto” {{x}}. Señal: -."]
    );
    assert_eq!(scene.standin.complaints(), Vec::<String>::new());
}

#[tokio::test]
async fn what_has_none_of_its_own_leaves_as_a_notice_that_keeps_its_link() {
    let scene = closed().await;
    let text = format!("{}\nhttps://pagar.example/c/abc", "Muchas palabras. ".repeat(80));
    let mut message = scene.message("a", &text);
    let cancelled = Approved { kind: ApprovedKind::Cancellation, ..reminder() };
    (message.manner, message.approved) = (Manner::Template, vec![cancelled, notice(&text)]);
    scene.chatwoot.send(&message).await.unwrap();
    let shown = scene.read().pop().unwrap();
    assert!(shown.starts_with("Hola, Lucía: Muchas palabras."), "{shown}");
    assert!(shown.contains('…') && shown.ends_with("https://pagar.example/c/abc"), "{shown}");
    assert!(shown.encode_utf16().count() < 1024);
}

#[tokio::test]
async fn a_page_whose_link_fits_no_button_leaves_in_the_notice() {
    let scene = Scene::with(|s| {
        let button = Some("https://checkout.example/".to_owned());
        let template = s.templates[&ApprovedKind::Notice].clone();
        let pay = Template { name: "pago".to_owned(), link_base: button, ..template };
        s.templates.insert(ApprovedKind::PaymentLink, pay);
    })
    .await;
    scene.standin.approve("pago", "Hola, {{1}}: {{2}} en {{3}} minutos");
    scene.clock.set(tuesday() + TimeDelta::hours(25));
    for (name, link, starts) in [
        ("a", "https://checkout.example/c/1", "Hola, Lucía: 5,24 € en 30 minutos"),
        ("b", "https://elsewhere.example/c/1", "Hola, Lucía: Paga aquí"),
    ] {
        let values = ["Lucía", "5,24 €", "30"].map(str::to_owned).to_vec();
        let pay = Approved { kind: ApprovedKind::PaymentLink, values, link: Some(link.to_owned()) };
        let mut message = scene.message(name, "Paga aquí");
        (message.manner, message.approved) = (Manner::Template, vec![pay, notice("Paga aquí")]);
        scene.chatwoot.send(&message).await.unwrap();
        assert_eq!(scene.read().pop().as_deref(), Some(starts));
    }
}

#[tokio::test]
async fn nothing_leaves_where_no_text_was_approved_for_it() {
    let scene = Scene::with(|s| s.templates.clear()).await;
    let mut message = scene.message("a", "Hola");
    (message.manner, message.approved) = (Manner::Template, vec![reminder(), notice("Hola")]);
    assert_eq!(scene.chatwoot.send(&message).await.unwrap_err().fault, Fault::Rejected);
    assert_eq!(scene.standin.posts(), 0);
}

#[tokio::test]
async fn a_message_that_whatsapp_refuses_afterwards_is_told_under_its_mark() {
    let scene = closed().await;
    let message = scene.message("a", "Hola");
    scene.chatwoot.send(&message).await.unwrap();
    assert!(scene.read().is_empty(), "Chatwoot said yes and WhatsApp no");
    let told: Vec<Decision> = scene
        .standin
        .deliveries()
        .iter()
        .map(|d| decode_within(d.payload.to_string().as_bytes(), &allowed()).unwrap())
        .collect();
    let [Decision::Own(echo), Decision::Undelivered(lost)] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!((&echo.mark, lost.code), (&lost.mark, Some(131_047)));
    assert_eq!(atrevete_adapters::chatwoot::row_of(&lost.mark), Some(message.key));
}
