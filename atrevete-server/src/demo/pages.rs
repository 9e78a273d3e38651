//! Pages from templates that are part of the program.
//!
//! Invariant: every value is escaped; the one filter that makes markup escapes what it wraps.

use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use minijinja::{Environment, HtmlEscape, Value};

/// The templates.
#[derive(Debug)]
pub(super) struct Pages(Environment<'static>);

/// Why a page cannot be shown, as the person in front of it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// There is no such thing.
    NotFound,
    /// The request makes no sense.
    BadRequest,
    /// Another site's page sent it.
    Foreign,
    /// A defect.
    Internal,
}

const TEMPLATES: [(&str, &str); 7] = [
    ("base.html", include_str!("assets/base.html")),
    ("chat.html", include_str!("assets/chat.html")),
    ("lines.html", include_str!("assets/lines.html")),
    ("state.html", include_str!("assets/state.html")),
    ("checkout.html", include_str!("assets/checkout.html")),
    ("agenda.html", include_str!("assets/agenda.html")),
    ("why.html", include_str!("assets/why.html")),
];

impl Pages {
    /// All templates, parsed.
    ///
    /// # Errors
    /// When one is wrong, which a test rules out.
    pub(super) fn new() -> Result<Self, minijinja::Error> {
        let mut env = Environment::new();
        env.add_filter("links", links);
        for (name, text) in TEMPLATES {
            env.add_template(name, text)?;
        }
        Ok(Self(env))
    }

    /// A template as text.
    ///
    /// # Errors
    /// A defect of the template.
    pub(super) fn text(&self, name: &str, values: Value) -> Result<String, Broken> {
        let rendered = self.0.get_template(name).and_then(|template| template.render(values));
        rendered.map_err(|error| {
            tracing::error!(template = name, kind = ?error.kind(), line = error.line(), "a page could not be made");
            Broken::Internal
        })
    }

    /// A template as a page.
    ///
    /// # Errors
    /// A defect of the template.
    pub(super) fn show(&self, name: &str, values: Value) -> Result<Response, Broken> {
        Ok(Html(self.text(name, values)?).into_response())
    }
}

impl IntoResponse for Broken {
    fn into_response(self) -> Response {
        let (status, words) = match self {
            Self::NotFound => (StatusCode::NOT_FOUND, "Aquí no hay nada."),
            Self::BadRequest => (StatusCode::BAD_REQUEST, "No he entendido esa petición."),
            Self::Foreign => (StatusCode::FORBIDDEN, "Esa petición viene de otra página."),
            Self::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "Algo ha fallado. Vuelve a intentarlo."),
        };
        let page = format!(
            "<!doctype html><html lang=\"es\"><meta charset=\"utf-8\"><title>{words}</title>\
             <link rel=\"stylesheet\" href=\"/recursos/estilo.css\"><main class=\"sheet\"><h1>{words}</h1>\
             <p><a href=\"/\">Volver al chat</a></p></main></html>"
        );
        (status, Html(page)).into_response()
    }
}

/// Text with its web addresses as links.
fn links(text: &str) -> Value {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("https://").into_iter().chain(rest.find("http://")).min() {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| c.is_whitespace()).unwrap_or(from.len());
        let address = from[..end].trim_end_matches(['.', ',', ')', ';', ':', '!', '?']);
        let (address, after) = from.split_at(address.len());
        out.push_str(&HtmlEscape(before).to_string());
        let safe = HtmlEscape(address).to_string();
        for part in ["<a href=\"", &safe, "\" rel=\"noreferrer\">", &safe, "</a>"] {
            out.push_str(part);
        }
        rest = after;
    }
    out.push_str(&HtmlEscape(rest).to_string());
    Value::from_safe_string(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_parses() {
        Pages::new().unwrap();
    }

    #[test]
    fn addresses_become_links_and_nothing_else_becomes_markup() {
        let made = links("Paga aquí: https://a.example/x?b=1&c=\"2\". <b>ya</b>").to_string();
        assert!(
            made.contains("<a href=\"https:&#x2f;&#x2f;a.example&#x2f;x?b=1&amp;c=&quot;2&quot;\" rel"),
            "{made}"
        );
        assert!(made.contains("&lt;b&gt;ya"), "{made}");
        assert_eq!(links("sin enlaces").to_string(), "sin enlaces");
    }
}
