//! A request as a value, made by a vendor's `wire.rs` and compared in its tests.
//!
//! Invariants: the path is made of segments, so that an id can never leave its place in it; what is not marked as
//! repeatable is sent once.

use reqwest::Url;
use secrecy::SecretString;
use serde_json::Value;

/// What is to be sent.
#[derive(Debug, Clone)]
pub struct Request {
    /// The operation's name in logs: `open_page`.
    pub what: &'static str,
    /// The verb.
    pub method: Method,
    /// Segments of the path behind the destination's base, not yet encoded.
    pub path: Vec<String>,
    /// The query, in order, not yet encoded.
    pub query: Vec<(String, String)>,
    /// Headers that may be seen, by name in lower case.
    pub headers: Vec<(&'static str, String)>,
    /// Headers that may not (a token of the hour).
    pub secrets: Vec<(&'static str, SecretString)>,
    /// The body.
    pub body: Body,
    /// Whether it may be sent twice.
    pub repeat: Repeat,
}

/// The verbs in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Makes.
    Post,
    /// Replaces.
    Put,
    /// Changes.
    Patch,
    /// Removes.
    Delete,
}

/// A body, before it is encoded.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// None.
    Empty,
    /// A form, in order.
    Form(Vec<(String, String)>),
    /// JSON.
    Json(Value),
    /// Bytes and their content type.
    Bytes(&'static str, Vec<u8>),
}

/// Whether a request may be sent twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Repeat {
    /// Twice may be double.
    Never,
    /// Twice is once by its nature (it reads, or it sets what it sets).
    Safely,
    /// Twice is once by a key in this header. The other side keeps the first answer to a key, a failure too.
    Keyed {
        /// In lower case: `idempotency-key`.
        header: &'static str,
        /// The key.
        key: String,
    },
}

impl Request {
    /// A request without query, headers and body. What only reads may be repeated, all else not.
    pub fn new<S: Into<String>>(
        what: &'static str,
        method: Method,
        path: impl IntoIterator<Item = S>,
    ) -> Self {
        Self {
            what,
            method,
            path: path.into_iter().map(Into::into).collect(),
            query: Vec::new(),
            headers: Vec::new(),
            secrets: Vec::new(),
            body: Body::Empty,
            repeat: if method == Method::Get { Repeat::Safely } else { Repeat::Never },
        }
    }

    /// With a body.
    #[must_use]
    pub fn with_body(mut self, body: Body) -> Self {
        self.body = body;
        self
    }

    /// With a pair of the query.
    #[must_use]
    pub fn with_query(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        self.query.push((name.into(), value.to_string()));
        self
    }

    /// With a header that may be seen.
    #[must_use]
    pub fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// With a header that may not be seen.
    #[must_use]
    pub fn with_secret(mut self, name: &'static str, value: SecretString) -> Self {
        self.secrets.push((name, value));
        self
    }

    /// Sent again as `repeat` allows.
    #[must_use]
    pub fn repeated(mut self, repeat: Repeat) -> Self {
        self.repeat = repeat;
        self
    }

    /// The whole address.
    pub(super) fn address(&self, base: &Url) -> Url {
        let mut url = base.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().extend(&self.path);
        }
        if !self.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&self.query);
        }
        url
    }
}

impl Body {
    /// Content type and bytes; `None` without a body.
    pub fn encode(&self) -> Option<(&'static str, Vec<u8>)> {
        match self {
            Self::Empty => None,
            Self::Form(pairs) => {
                let text = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
                Some(("application/x-www-form-urlencoded", text.into_bytes()))
            }
            Self::Json(value) => Some(("application/json", value.to_string().into_bytes())),
            Self::Bytes(kind, bytes) => Some((kind, bytes.clone())),
        }
    }
}

impl From<Method> for reqwest::Method {
    fn from(method: Method) -> Self {
        match method {
            Method::Get => Self::GET,
            Method::Post => Self::POST,
            Method::Put => Self::PUT,
            Method::Patch => Self::PATCH,
            Method::Delete => Self::DELETE,
        }
    }
}
