//! A whole booking through the pages, without JavaScript.

use super::shop::Client;
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};

/// Writes until a payment link stands in the chat: answers whatever Maite asks on the way.
async fn books(client: &Client, p: &str) -> String {
    let mut page = client.says(p, "Hola, quiero cortarme el pelo el viernes por la tarde").await;
    for _ in 0..10 {
        if let Some(link) = link(&page) {
            return link;
        }
        let last = page.rsplit("class=\"line maite\"").next().unwrap().to_owned();
        let answer = if last.contains("¿Hablo con") {
            "Sí"
        } else if last.contains("apellido") {
            "García"
        } else if last.contains("pack?") {
            "no, sin pack"
        } else {
            "1"
        };
        page = client.says(p, answer).await;
    }
    panic!("no link: {page}");
}

fn link(page: &str) -> Option<String> {
    let (_, rest) = page.rsplit_once("http://salon.test/pagar/")?;
    Some(rest.split(['<', '"']).next().unwrap().to_owned())
}

#[tokio::test]
async fn a_new_person_gets_a_page_of_her_own() {
    let client = Client::new();
    let first = client.get("/").await;
    let second = client.get("/").await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    assert_ne!(first.location, second.location);
    let path = first.location.unwrap();
    let page = client.get(path.split('#').next().unwrap()).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("name=\"texto\"") && page.text.contains("<label for=\"texto\""));
}

#[tokio::test]
async fn she_books_pays_and_stands_in_the_agenda() {
    let client = Client::new();
    let link = books(&client, "web:laura").await;
    let before = client.get("/agenda?dia=2026-03-13").await.text;
    assert!(before.contains("Pendiente de señal"), "{before}");
    let pay = client.get(&format!("/pagar/{link}")).await;
    assert!(pay.text.contains("Pagar 5,24 €"), "{}", pay.text);

    let paid = client.post(&format!("/pagar/{link}"), &[("accion", "pagar")]).await;
    assert_eq!(paid.status, StatusCode::SEE_OTHER);
    let result = client.get(&format!("/pagar/{link}")).await.text;
    assert!(result.contains("Pagado") && result.contains("?p=web:laura"), "{result}");
    let chat = client.page_of("web:laura").await;
    assert!(chat.contains("Confirmada"), "{chat}");
    let after = client.get("/agenda?dia=2026-03-13").await.text;
    assert!(after.contains(">Confirmada<") && after.contains("García"), "{after}");
    let why = client.get("/porque?p=web:laura").await.text;
    assert!(why.contains("Entendido") && why.contains("cortarme el pelo"), "{why}");
}

#[tokio::test]
async fn paying_twice_or_after_the_page_was_shut_changes_nothing() {
    let client = Client::new();
    let link = books(&client, "web:laura").await;
    for _ in 0..2 {
        let answer = client.post(&format!("/pagar/{link}"), &[("accion", "pagar")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }
    let chat = client.page_of("web:laura").await;
    assert_eq!(chat.matches("<p>Confirmada,").count(), 1);
}

#[tokio::test]
async fn a_refused_payment_is_told_in_the_chat() {
    let client = Client::new();
    let link = books(&client, "web:laura").await;
    let before = client.page_of("web:laura").await.matches("class=\"line maite\"").count();
    client.post(&format!("/pagar/{link}"), &[("accion", "fallar")]).await;
    assert!(client.get(&format!("/pagar/{link}")).await.text.contains("rechazado"));
    assert!(client.page_of("web:laura").await.matches("class=\"line maite\"").count() > before);
}

#[tokio::test]
async fn time_passes_and_the_hold_ends() {
    let client = Client::moving();
    let link = books(&client, "web:laura").await;
    let open = client.get(&format!("/pagar/{link}")).await.text;
    assert!(open.contains("accion"), "{open}");
    Client::wait(40 * 60);
    let shut = client.get(&format!("/pagar/{link}")).await.text;
    assert!(shut.contains("cerrada"), "{shut}");
    assert!(client.get("/agenda?dia=2026-03-13").await.text.contains("Caducada"));
}

#[tokio::test]
async fn people_are_told_apart_and_a_person_of_the_team_is_not_talked_over() {
    let client = Client::new();
    client.says("web:ana", "Hola").await;
    assert!(!client.page_of("web:eva").await.contains("class=\"line maite\""));
    client.post("/equipo", &[("p", "web:ana"), ("accion", "tomar")]).await;
    let before = client.page_of("web:ana").await;
    assert!(before.contains("Ahora escribe una persona del equipo"));
    let after = client.says("web:ana", "¿Cuánto cuesta cortarse el pelo?").await;
    assert_eq!(before.matches("line maite").count(), after.matches("line maite").count());
    client.post("/equipo", &[("p", "web:ana"), ("accion", "devolver")]).await;
    let again = client.says("web:ana", "¿Cuánto cuesta cortarse el pelo?").await;
    assert!(again.matches("line maite").count() > after.matches("line maite").count());
}

#[tokio::test]
async fn an_open_question_can_be_answered_with_a_button() {
    let client = Client::new();
    let button = "name=\"texto\" value=\"Sí\"";
    assert!(!client.page_of("web:ana").await.contains(button));
    assert!(client.says("web:ana", "Hola").await.contains(button), "she is asked whether that is her name");
    assert!(!client.says("web:ana", "Sí").await.contains(button));
}

#[tokio::test]
async fn a_profile_is_kept_and_a_wrong_number_is_told() {
    let client = Client::new();
    let kept = client
        .post("/perfil", &[("p", "web:ana"), ("telefono", "612 34 56 78"), ("nombre", "Ana <b>")])
        .await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    let page = client.page_of("web:ana").await;
    assert!(page.contains("+34612345678") && page.contains("Ana &lt;b&gt;") && !page.contains("Ana <b>"));
    let wrong = client.post("/perfil", &[("p", "web:ana"), ("telefono", "12"), ("nombre", "")]).await;
    assert!(wrong.text.contains("role=\"alert\""), "{}", wrong.text);
}

#[tokio::test]
async fn what_a_script_asks_for_comes_in_parts() {
    let client = Client::new();
    client.says("web:ana", "Hola").await;
    let news: serde_json::Value =
        serde_json::from_str(&client.get("/novedades?p=web:ana&desde=1").await.text).unwrap();
    assert!(news["hasta"].as_u64().unwrap() >= 2);
    assert!(news["mensajes"].as_str().unwrap().contains("line maite"));
    assert!(!news["mensajes"].as_str().unwrap().contains("line cliente"));
}

#[tokio::test]
async fn nonsense_is_answered_and_nothing_breaks() {
    let client = Client::new();
    for path in ["/nada", "/pagar/x", "/pagar/00000000-0000-0000-0000-000000000000"] {
        assert_eq!(client.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for path in ["/agenda?dia=ayer", "/agenda?dia=9999-12-31", "/?p=", "/novedades"] {
        assert_eq!(client.get(path).await.status, StatusCode::BAD_REQUEST, "{path}");
    }
    let long = "a".repeat(20_000);
    client.says("web:ana", &long).await;
    client.says("web:ana", "\u{202e}💥 <script>alert(1)</script>").await;
    assert!(!client.page_of("web:ana").await.contains("<script>alert"));
    let foreign = Request::post("/mensaje")
        .header("sec-fetch-site", "cross-site")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("p=web:ana&texto=hola"))
        .unwrap();
    assert_eq!(client.send(foreign).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn pages_bring_everything_with_them() {
    let client = Client::new();
    client.says("web:ana", "Hola").await;
    for path in ["/?p=web:ana", "/agenda", "/porque"] {
        let page = client.get(path).await.text;
        assert!(!page.contains("style=\"") && !page.contains("onclick"), "{path}");
        assert!(!page.contains("<script>"), "no inline script on {path}");
        for asset in page.split("\"/recursos/").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert_eq!(client.get(&format!("/recursos/{asset}")).await.status, StatusCode::OK, "{asset}");
        }
    }
}
