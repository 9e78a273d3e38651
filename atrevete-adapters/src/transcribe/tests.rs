//! Where a note may be fetched, what of it is heard, and what an address from outside cannot do.

use super::*;
use atrevete_ports::Fault;
use serde_json::json;
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{header, method, path, query_param},
};

/// One page of Ogg that ends at this second.
fn ogg(seconds: u64) -> Vec<u8> {
    let mut page = b"OggS\0\x04".to_vec();
    page.extend((seconds * 48_000).to_le_bytes());
    page.extend([0; 14]);
    page
}

struct Scene {
    chat: MockServer,
    storage: MockServer,
    service: MockServer,
    listener: Listener,
}

impl Scene {
    async fn new() -> Self {
        let (chat, storage, service) =
            (MockServer::start().await, MockServer::start().await, MockServer::start().await);
        let listener = Listener::new(&Settings {
            places: vec![chat.uri(), storage.uri()],
            service: format!("{}/v1", service.uri()),
            key: SecretString::from("sk-secret".to_owned()),
            model: "whisper-1".to_owned(),
            language: "es".to_owned(),
            least: 0.5,
        })
        .unwrap();
        Self { chat, storage, service, listener }
    }

    async fn note_is(&self, bytes: Vec<u8>) {
        let to = format!("{}/disk/a%20b.oga?sig=1%2B2", self.storage.uri());
        let redirect = ResponseTemplate::new(302).insert_header("location", to.as_str());
        Mock::given(path("/rails/note.oga")).respond_with(redirect).mount(&self.chat).await;
        Mock::given(path("/disk/a%20b.oga"))
            .and(query_param("sig", "1+2"))
            .respond_with(ResponseTemplate::new(200).set_body_bytes(bytes))
            .mount(&self.storage)
            .await;
    }

    async fn hears(&self, answer: ResponseTemplate) {
        Mock::given(method("POST"))
            .and(path("/v1/audio/transcriptions"))
            .and(header("authorization", "Bearer sk-secret"))
            .respond_with(answer)
            .mount(&self.service)
            .await;
    }

    fn note(&self) -> String {
        format!("{}/rails/note.oga", self.chat.uri())
    }

    async fn listen(&self) -> Listened {
        self.listener.listen(&self.note()).await.unwrap()
    }

    async fn asked(&self) -> usize {
        self.service.received_requests().await.unwrap().len()
    }
}

#[tokio::test]
async fn a_note_is_fetched_through_its_redirect_and_heard() {
    let scene = Scene::new().await;
    scene.note_is(ogg(7)).await;
    let segments = json!([{ "avg_logprob": -0.2, "no_speech_prob": 0.01 }]);
    let heard = json!({ "text": " mañana a las once ", "segments": segments });
    scene.hears(ResponseTemplate::new(200).set_body_json(heard)).await;
    assert_eq!(scene.listen().await, Listened::Words("mañana a las once".to_owned()));
    let sent = scene.service.received_requests().await.unwrap();
    let body = String::from_utf8_lossy(&sent[0].body).into_owned();
    for part in
        ["name=\"model\"\r\n\r\nwhisper-1", "name=\"language\"\r\n\r\nes", "filename=\"note.ogg\"", "OggS"]
    {
        assert!(body.contains(part), "{part}");
    }
    for server in [&scene.chat, &scene.storage] {
        for request in server.received_requests().await.unwrap() {
            assert!(!request.headers.contains_key("authorization"), "no token goes to a place of notes");
        }
    }
}

#[tokio::test]
async fn what_was_heard_unsurely_was_not_heard() {
    for segments in [
        json!([{ "avg_logprob": -0.1 }, { "avg_logprob": -1.2 }]),
        json!([{ "avg_logprob": -0.1, "no_speech_prob": 0.9 }]),
    ] {
        let scene = Scene::new().await;
        scene.note_is(ogg(7)).await;
        let heard = json!({ "text": "Subtítulos por la comunidad", "segments": segments });
        scene.hears(ResponseTemplate::new(200).set_body_json(heard)).await;
        assert_eq!(scene.listen().await, Listened::Nothing);
    }
    let scene = Scene::new().await;
    scene.note_is(ogg(7)).await;
    scene.hears(ResponseTemplate::new(200).set_body_json(json!({ "text": "hola" }))).await;
    assert_eq!(
        scene.listen().await,
        Listened::Words("hola".to_owned()),
        "a service that tells nothing is believed"
    );
}

#[tokio::test]
async fn what_is_no_note_is_not_sent_anywhere() {
    for bytes in [ogg(121), b"<html>".to_vec(), Vec::new(), b"\x89PNG".to_vec()] {
        let scene = Scene::new().await;
        scene.note_is(bytes).await;
        assert_eq!(scene.listen().await, Listened::Nothing);
        assert_eq!(scene.asked().await, 0);
    }
}

#[tokio::test]
async fn no_address_leads_to_a_place_that_nobody_named() {
    let scene = Scene::new().await;
    let elsewhere = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(200).set_body_bytes(ogg(5)))
        .mount(&elsewhere)
        .await;
    let port = scene.chat.address().port();
    for source in [
        format!("{}/note.oga", elsewhere.uri()),
        format!("http://localhost:{port}/rails/note.oga"),
        format!("https://127.0.0.1:{port}/rails/note.oga"),
        format!("http://user:pass@127.0.0.1:{port}/rails/note.oga"),
        format!("http://127.0.0.1:{port}@{}/x", elsewhere.address()),
        "http://169.254.169.254/latest/meta-data".to_owned(),
        "file:///etc/passwd".to_owned(),
        "note.oga".to_owned(),
    ] {
        assert_eq!(scene.listener.listen(&source).await.unwrap(), Listened::Nothing, "{source}");
    }
    let redirect =
        ResponseTemplate::new(302).insert_header("location", format!("{}/x", elsewhere.uri()).as_str());
    Mock::given(path("/rails/away.oga")).respond_with(redirect).mount(&scene.chat).await;
    let away = format!("{}/rails/away.oga", scene.chat.uri());
    assert_eq!(scene.listener.listen(&away).await.unwrap(), Listened::Nothing);
    assert!(elsewhere.received_requests().await.unwrap().is_empty(), "nobody was asked");
}

#[tokio::test]
async fn a_redirect_that_never_ends_does() {
    let scene = Scene::new().await;
    let redirect = ResponseTemplate::new(302).insert_header("location", "/rails/note.oga");
    Mock::given(path("/rails/note.oga")).respond_with(redirect).mount(&scene.chat).await;
    assert_eq!(scene.listen().await, Listened::Nothing);
    assert_eq!(scene.chat.received_requests().await.unwrap().len(), 4);
}

#[tokio::test]
async fn a_service_that_is_down_is_an_error_and_one_that_refuses_too() {
    for (status, fault) in [(401, Fault::Misconfigured), (400, Fault::Rejected)] {
        let scene = Scene::new().await;
        scene.note_is(ogg(5)).await;
        scene.hears(ResponseTemplate::new(status)).await;
        assert_eq!(scene.listener.listen(&scene.note()).await.unwrap_err().fault, fault);
    }
}
