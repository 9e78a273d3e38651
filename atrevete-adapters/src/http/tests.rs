//! The client against a server that misbehaves.

use super::*;
use atrevete_ports::Fault;
use std::io::Write as _;
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{body_string, header, method, path},
};

const KEY: &str = "sk_test_very_secret";

fn client(base: &str) -> Http {
    let limits = Limits {
        attempt: Duration::from_millis(400),
        pause: Duration::from_millis(1),
        body: 1000,
        ..Limits::default()
    };
    let secret = SecretString::from(format!("Bearer {KEY}"));
    let headers = vec![("authorization", secret)];
    Http::new(&Destination { name: "test", base: base.to_owned(), headers, limits }).expect("it is set up")
}

fn get() -> Request {
    Request::new("look", Method::Get, ["v1", "things"])
}

fn keyed() -> Request {
    let repeat = Repeat::Keyed { header: "idempotency-key", key: "k:1".to_owned() };
    Request::new("make", Method::Post, ["v1", "things"])
        .with_body(Body::Form(vec![("a[b]".to_owned(), "ñ 1".to_owned())]))
        .repeated(repeat)
}

async fn answering(template: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(path("/v1/things")).respond_with(template).mount(&server).await;
    server
}

async fn requests(server: &MockServer) -> usize {
    server.received_requests().await.expect("recording").len()
}

async fn fault(request: &Request, template: ResponseTemplate) -> (Fault, usize) {
    let server = answering(template).await;
    let answer = client(&server.uri()).send(request).await.and_then(Answer::accepted);
    (answer.expect_err("no success").fault(), requests(&server).await)
}

const PASSING: Fault = Fault::Transient { retry_after: None };

#[tokio::test]
async fn a_request_is_sent_as_it_was_made() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/v1/things"))
        .and(header("authorization", format!("Bearer {KEY}").as_str()))
        .and(header("idempotency-key", "k:1"))
        .and(header("content-type", "application/x-www-form-urlencoded"))
        .and(body_string("a%5Bb%5D=%C3%B1+1"))
        .respond_with(ResponseTemplate::new(201).set_body_string("{\"id\": 7}"))
        .expect(1)
        .mount(&server)
        .await;
    let answer = client(&server.uri()).send(&keyed()).await.and_then(Answer::accepted).expect("it is taken");
    let body: serde_json::Value = answer.json().expect("it is read");
    assert_eq!(body["id"], 7);
}

#[test]
fn an_id_stays_in_its_place_in_the_path() {
    let base = Url::parse("https://a.example/api/").expect("an address");
    let request = Request::new("look", Method::Get, ["v1", "x/../y?z#", "..", "é"]).with_query("a b", "c&d");
    assert_eq!(
        request.address(&base).as_str(),
        "https://a.example/api/v1/x%2F..%2Fy%3Fz%23/%C3%A9?a+b=c%26d"
    );
}

#[tokio::test]
async fn every_status_has_its_fault() {
    for (status, of, sent) in [
        (301, Fault::Misconfigured, 1),
        (400, Fault::Rejected, 1),
        (401, Fault::Misconfigured, 1),
        (402, Fault::Rejected, 1),
        (403, Fault::Misconfigured, 1),
        (404, Fault::Rejected, 1),
        (408, PASSING, 3),
        (409, PASSING, 1),
        (418, Fault::Rejected, 1),
        (422, Fault::Rejected, 1),
        (424, PASSING, 1),
        (429, PASSING, 3),
        (500, PASSING, 1),
        (502, PASSING, 3),
        (503, PASSING, 3),
        (504, PASSING, 3),
    ] {
        assert_eq!(fault(&get(), ResponseTemplate::new(status)).await, (of, sent), "{status}");
    }
    let spoiled = fault(&keyed(), ResponseTemplate::new(500)).await;
    assert_eq!(spoiled, (Fault::Spoiled, 1), "what is kept for a key is not asked for again with it");
}

#[tokio::test]
async fn what_may_not_be_repeated_is_sent_once() {
    let once = Request::new("say", Method::Post, ["v1", "things"]);
    for template in [
        ResponseTemplate::new(503),
        ResponseTemplate::new(429),
        ResponseTemplate::new(200).set_delay(Duration::from_secs(5)),
    ] {
        assert_eq!(fault(&once, template).await, (PASSING, 1));
    }
}

#[tokio::test]
async fn it_is_told_how_long_to_wait() {
    let date = "Tue, 24 Nov 2026 10:00:00 GMT";
    for (value, seconds) in
        [("7200", 3600), ("90", 90), ("Tue, 24 Nov 2026 10:02:00 GMT", 120), ("soon", 0), ("-3", 0)]
    {
        let template =
            ResponseTemplate::new(429).insert_header("retry-after", value).insert_header("date", date);
        let server = answering(template).await;
        let answer = client(&server.uri()).send(&get()).await.expect("an answer");
        assert_eq!(answer.retry_after().unwrap_or_default(), Duration::from_secs(seconds), "{value}");
        if seconds > 0 {
            let sent = requests(&server).await;
            assert_eq!(sent, 1, "a long wait is the caller's");
        }
    }
}

#[tokio::test]
async fn it_tries_again_and_succeeds() {
    let server = MockServer::start().await;
    Mock::given(path("/v1/things"))
        .respond_with(ResponseTemplate::new(503))
        .up_to_n_times(2)
        .mount(&server)
        .await;
    Mock::given(path("/v1/things")).respond_with(ResponseTemplate::new(200)).mount(&server).await;
    assert!(client(&server.uri()).send(&get()).await.is_ok_and(|a| a.status() == 200));
    assert_eq!(requests(&server).await, 3);
}

#[tokio::test]
async fn silence_ends_in_time_and_may_have_arrived() {
    let server = answering(ResponseTemplate::new(200).set_delay(Duration::from_mins(1))).await;
    let mut http = client(&server.uri());
    http.limits.repeats = 0;
    let error = http.send(&keyed()).await.expect_err("no answer");
    assert_eq!((error, error.may_have_arrived()), (HttpError::Lost, true));
}

#[tokio::test]
async fn nobody_there_is_certain() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port");
    let error = client(&format!("http://{free}")).send(&get()).await.expect_err("nobody listens");
    assert_eq!((error, error.may_have_arrived()), (HttpError::NotSent, false));
}

#[tokio::test]
async fn what_breaks_off_or_is_too_large_is_no_answer() {
    let server = answering(ResponseTemplate::new(200).set_body_bytes(vec![b' '; 1001])).await;
    let error = client(&server.uri()).send(&get()).await.expect_err("too large");
    assert_eq!(error, HttpError::TooLarge);

    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("it has one");
    let talker = std::thread::spawn(move || {
        for stream in listener.incoming().take(3) {
            let mut stream = stream.expect("a connection");
            let mut read = [0; 1024];
            std::io::Read::read(&mut stream, &mut read).expect("a request");
            let cut = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\": ";
            stream.write_all(cut).expect("half an answer");
        }
    });
    let error = client(&format!("http://{address}")).send(&get()).await.expect_err("half an answer");
    assert_eq!((error, error.may_have_arrived()), (HttpError::Cut, true));
    talker.join().expect("it talked three times");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = answering(ResponseTemplate::new(200)).await;
    let template =
        ResponseTemplate::new(302).insert_header("location", format!("{}/v1/things", elsewhere.uri()));
    let server = answering(template).await;
    let answer = client(&server.uri()).send(&get()).await.expect("an answer");
    assert_eq!((answer.status(), requests(&elsewhere).await), (302, 0));
}

#[tokio::test]
async fn a_destination_that_keeps_failing_is_left_alone() {
    let server = answering(ResponseTemplate::new(500)).await;
    let http = client(&server.uri());
    for _ in 0..5 {
        assert!(http.send(&get()).await.is_ok_and(|a| a.status() == 500));
    }
    let error = http.send(&get()).await.expect_err("it rests");
    assert!(matches!(error.fault(), Fault::Transient { retry_after: Some(_) }), "{error}");
    assert_eq!(requests(&server).await, 5);
}

#[tokio::test]
async fn a_rest_that_begins_between_two_tries_hides_nothing_of_the_first() {
    let server = answering(ResponseTemplate::new(503)).await;
    let http = client(&server.uri());
    for sent in [3, 5] {
        assert!(http.send(&get()).await.is_ok_and(|a| a.status() == 503));
        assert_eq!(requests(&server).await, sent);
    }
}

#[tokio::test]
async fn secrets_and_bodies_are_in_no_debug_and_no_error() {
    let server = answering(ResponseTemplate::new(200).set_body_string("{\"name\": \"Lucía\"}")).await;
    let http = client(&server.uri());
    let request = get().with_secret("x-token", SecretString::from(KEY));
    let answer = http.send(&request).await.expect("an answer");
    let error = answer.json::<Vec<u8>>().expect_err("not a list");
    let port = error.at("test");
    let said = format!("{http:?} {request:?} {answer:?} {error:?} {error} {port:?} {port}");
    assert!(!said.contains(KEY) && !said.contains("Luc"), "{said}");
}

#[test]
fn a_wrong_destination_is_refused() {
    for base in ["", "api.stripe.com", "ftp://a.example", "https://a.example/?key=1", "data:text/plain,x"] {
        let to =
            Destination { name: "test", base: base.to_owned(), headers: vec![], limits: Limits::default() };
        assert_eq!(Http::new(&to).err(), Some(SetupError::Base), "{base}");
    }
    let headers = vec![("authorization", SecretString::from("a\nb"))];
    let to =
        Destination { name: "test", base: "http://a.example".to_owned(), headers, limits: Limits::default() };
    assert_eq!(Http::new(&to).err(), Some(SetupError::Header));
}
