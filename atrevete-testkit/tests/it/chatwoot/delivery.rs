//! Once, whatever the answer was: a lost answer, a slow server, an echo, a look that came too early.

use super::*;
use atrevete_adapters::chatwoot::decode_within;
use atrevete_domain::values::Id as _;
use atrevete_ports::{Fault, Messenger as _};
use atrevete_testkit::{
    contract,
    fakes::FakeMessenger,
    standins::chatwoot::{Asked, Trouble},
};

/// What her telephone shows lies with the stand-in, which lives as long as the messenger.
struct Kept(Scene);

#[async_trait::async_trait]
impl atrevete_ports::Messenger for Kept {
    async fn send(&self, message: &Outbound) -> Result<(), PortError> {
        self.0.chatwoot.send(message).await
    }
}

#[tokio::test]
async fn the_adapter_keeps_the_messengers_contract() {
    contract::messenger(
        async || {
            let scene = Scene::new().await;
            let thread = scene.thread();
            (Kept(scene), thread)
        },
        async |kept, _| {
            assert_eq!(kept.0.standin.complaints(), Vec::<String>::new());
            kept.0.read()
        },
    )
    .await;
}

#[tokio::test]
async fn the_fake_keeps_the_messengers_contract() {
    contract::messenger(
        async || {
            let clock = Arc::new(ManualClock::at(tuesday()));
            (FakeMessenger::new(clock), ThreadId("1/41".to_owned()))
        },
        async |fake, _| {
            let sent = fake.since(0).into_iter().filter(|(_, m)| m.manner != Manner::Suggestion);
            sent.map(|(_, m)| m.text).collect()
        },
    )
    .await;
}

#[tokio::test]
async fn a_message_whose_answer_got_lost_is_found_and_not_sent_again() {
    for trouble in [Trouble::DoAndAnswer(502), Trouble::DoAndAnswer(500), Trouble::DoAndAnswer(200)] {
        let scene = Scene::new().await;
        scene.standin.trouble(Asked::Post, trouble);
        let mut message = scene.message("a", "Hola, ¿qué tal?");
        let error = scene.chatwoot.send(&message).await.unwrap_err();
        assert_eq!(wait(&error), Some(Duration::from_secs(20)), "{trouble:?}");
        message.attempt = 2;
        scene.chatwoot.send(&message).await.unwrap();
        assert_eq!(scene.read(), ["Hola, ¿qué tal?"], "{trouble:?}");
        assert_eq!((scene.standin.posts(), scene.chatwoot.resends()), (1, 0));
    }
}

#[tokio::test]
async fn a_message_without_an_answer_that_never_arrived_is_sent_again_and_counted() {
    let scene = Scene::new().await;
    scene.standin.trouble(Asked::Post, Trouble::Hang);
    let mut message = scene.message("a", "Hola");
    let error = scene.chatwoot.send(&message).await.unwrap_err();
    assert_eq!(wait(&error), Some(Duration::from_secs(20)));
    message.attempt = 2;
    scene.chatwoot.send(&message).await.unwrap();
    assert_eq!(scene.read(), ["Hola"]);
    assert_eq!(scene.chatwoot.resends(), 1, "it may have been double, and is counted");
}

#[tokio::test]
async fn a_look_that_overtakes_a_slow_post_doubles_it_and_that_is_counted() {
    let scene = Scene::new().await;
    scene.standin.trouble(Asked::Post, Trouble::DoLater(504));
    let mut message = scene.message("a", "Hola");
    scene.chatwoot.send(&message).await.unwrap_err();
    message.attempt = 2;
    scene.chatwoot.send(&message).await.unwrap();
    scene.standin.catch_up();
    assert_eq!(scene.read(), ["Hola", "Hola"], "the one window that is left");
    assert_eq!(scene.chatwoot.resends(), 1);
}

#[tokio::test]
async fn the_echo_of_a_message_is_its_acknowledgement() {
    let scene = Scene::new().await;
    scene.standin.trouble(Asked::Post, Trouble::DoAndAnswer(502));
    let mut message = scene.message("a", "Hola");
    scene.chatwoot.send(&message).await.unwrap_err();
    for delivery in scene.standin.deliveries() {
        let told = decode_within(delivery.payload.to_string().as_bytes(), &allowed()).unwrap();
        scene.chatwoot.learn(&told);
    }
    // Nothing can be listed: the echo alone tells.
    scene.standin.trouble(Asked::Messages, Trouble::Refuse(401));
    message.attempt = 2;
    scene.chatwoot.send(&message).await.unwrap();
    assert_eq!(scene.read(), ["Hola"]);
}

#[tokio::test]
async fn what_cannot_be_looked_for_is_not_sent_again() {
    let scene = Scene::new().await;
    scene.standin.trouble(Asked::Post, Trouble::DoAndAnswer(502));
    let mut message = scene.message("a", "Hola");
    scene.chatwoot.send(&message).await.unwrap_err();
    message.attempt = 2;
    for status in [401, 500, 200] {
        scene.standin.trouble(Asked::Messages, Trouble::Refuse(status));
        assert!(scene.chatwoot.send(&message).await.is_err(), "an answer of {status} is no empty list");
    }
    assert_eq!(scene.read(), ["Hola"]);
}

#[tokio::test]
async fn each_status_means_what_it_means() {
    let transient = |after: Option<u64>| Fault::Transient { retry_after: after.map(Duration::from_secs) };
    for (status, fault) in [
        (401, Fault::Misconfigured),
        (403, Fault::Misconfigured),
        (404, Fault::Rejected),
        (422, Fault::Rejected),
        (301, Fault::Misconfigured),
        (429, transient(None)),
        (408, transient(Some(20))),
        (500, transient(Some(20))),
        (503, transient(Some(20))),
    ] {
        let scene = Scene::new().await;
        scene.standin.trouble(Asked::Post, Trouble::Refuse(status));
        let error = scene.chatwoot.send(&scene.message("a", "Hola")).await.unwrap_err();
        assert_eq!(error.fault, fault, "{status}");
        assert_eq!(scene.standin.posts(), 1, "a post is never repeated blindly");
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_was_certainly_not_reached() {
    let mut settings = settings("http://127.0.0.1:1");
    settings.limits.repeats = 0;
    let chatwoot = Chatwoot::new(settings).unwrap();
    let scene = Scene::new().await;
    let error = chatwoot.send(&scene.message("a", "Hola")).await.unwrap_err();
    assert_eq!(wait(&error), None, "the driver's own short wait is enough");
}

#[tokio::test]
async fn a_long_text_arrives_whole_in_parts_and_only_what_is_missing_is_sent_again() {
    let scene = Scene::new().await;
    let long = (0..900).map(|n| format!("Línea {n} 🌸")).collect::<Vec<_>>().join("\n");
    let mut message = scene.message("a", &long);
    scene.chatwoot.send(&message).await.unwrap();
    let parts = scene.read();
    assert!(parts.len() > 2 && parts.iter().all(|p| p.encode_utf16().count() <= 4096));
    assert_eq!(parts.join("\n"), long);
    message.key = OutboxId::named("test", "b");
    scene.standin.trouble(Asked::Post, Trouble::DoAndAnswer(502));
    scene.chatwoot.send(&message).await.unwrap_err();
    message.attempt = 2;
    scene.chatwoot.send(&message).await.unwrap();
    assert_eq!(scene.read().len(), 2 * parts.len());
    assert_eq!(scene.read()[parts.len()..].join("\n"), long);
}

#[tokio::test]
async fn offers_are_buttons_whose_tap_comes_back_as_a_title() {
    let scene = Scene::new().await;
    let mut offer = scene.message("a", "Para mañana:\n1. 11:00 con Pilar\n2. 14:00 con Marta");
    offer.answers = vec!["Mié 11 11:00 Pilar".to_owned(), "Mié 11 14:00 Marta".to_owned()];
    scene.chatwoot.send(&offer).await.unwrap();
    let shown = scene.standin.read_by(scene.her).pop().unwrap();
    assert_eq!((shown.text.as_str(), shown.titles), (offer.text.as_str(), offer.answers.clone()));
    scene.standin.customer_taps(scene.her, "Mié 11 14:00 Marta");
    let mut long = scene.message("b", &"Una frase. ".repeat(120));
    long.answers = offer.answers;
    scene.chatwoot.send(&long).await.unwrap();
    let shown = scene.standin.read_by(scene.her).pop().unwrap();
    assert!(shown.titles.is_empty() && shown.text.len() > 1024, "too long for buttons: the text is enough");
    assert_eq!(scene.standin.complaints(), Vec::<String>::new());
}

#[tokio::test]
async fn nobody_is_written_to_faster_than_whatsapp_allows() {
    let scene = Scene::with(|s| s.pace = Rate { burst: 2, every: Duration::from_secs(6) }).await;
    for name in ["a", "b"] {
        scene.chatwoot.send(&scene.message(name, name)).await.unwrap();
    }
    let error = scene.chatwoot.send(&scene.message("c", "c")).await.unwrap_err();
    assert!(wait(&error).is_some_and(|wait| wait <= Duration::from_secs(6)));
    assert_eq!(scene.standin.posts(), 2);
    let mut suggestion = scene.message("d", "d");
    suggestion.manner = Manner::Suggestion;
    scene.chatwoot.send(&suggestion).await.unwrap();
    assert_eq!(scene.standin.notes(scene.her), ["Respuesta propuesta:\n\nd"]);
}

#[tokio::test]
async fn another_accounts_thread_is_refused_without_a_call() {
    let scene = Scene::new().await;
    for thread in ["2/41", "41", "1/x", ""] {
        let message = Outbound { thread: ThreadId(thread.to_owned()), ..scene.message("a", "Hola") };
        assert_eq!(scene.chatwoot.send(&message).await.unwrap_err().fault, Fault::Rejected);
    }
    assert_eq!(scene.standin.posts(), 0);
}
