// SPDX-License-Identifier: EUPL-1.2
//! Conditional downloads over HTTP and HTTPS (RFC 9110 §13).

use std::{
    fmt, io,
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use bytes::Bytes;
use http_body_util::{BodyExt, Empty, Limited};
use hyper::{
    Request, StatusCode, Uri,
    header::{self, HeaderMap, HeaderName, HeaderValue},
};
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::{error::StartError, resolver::Resolver, smtp::connection::Transport};

/// The validators of a downloaded version, sent with the next request (RFC 9110 §8.8).
#[derive(Debug, Clone, Default)]
pub(crate) struct Validators {
    etag: Option<HeaderValue>,
    last_modified: Option<HeaderValue>,
}

/// The result of a download.
#[derive(Debug)]
pub(crate) enum Download {
    /// The version of the validators is still current.
    NotModified,
    Body {
        content: Bytes,
        validators: Validators,
    },
}

/// Why a download failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum HttpError {
    #[error("the host has no address: {0}")]
    Host(String),
    #[error("the network failed: {0}")]
    Network(#[from] io::Error),
    #[error("the HTTP exchange failed: {0}")]
    Http(#[from] hyper::Error),
    #[error("the server answered {0}")]
    Status(StatusCode),
    #[error("the content cannot be taken: {0}")]
    Content(Box<dyn std::error::Error + Send + Sync>),
}

/// An `http` or `https` URL.
#[derive(Debug, Clone)]
pub(crate) struct HttpUrl {
    uri: Uri,
    host: String,
    port: u16,
    server_name: Option<ServerName<'static>>,
}

/// An HTTP client that uses each connection once.
pub(crate) struct HttpClient {
    tls: TlsConnector,
    timeout: Duration,
}

impl HttpUrl {
    /// Reads an `http://` or `https://` URL.
    ///
    /// # Errors
    /// Its scheme is another one, or it names no host.
    pub(crate) fn parse(url: &str) -> Result<HttpUrl, StartError> {
        let refusal = |reason: &str| StartError::Url { url: url.to_owned(), reason: reason.to_owned() };
        let uri: Uri = url.parse().map_err(|error: hyper::http::uri::InvalidUri| refusal(&error.to_string()))?;
        let host = uri.host().ok_or_else(|| refusal("it names no host"))?;
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let (server_name, usual_port) = match uri.scheme_str() {
            Some("http") => (None, 80),
            Some("https") => {
                let name = ServerName::try_from(host.clone()).map_err(|error| refusal(&error.to_string()))?;
                (Some(name), 443)
            }
            _ => return Err(refusal("its scheme is neither http nor https")),
        };
        let port = uri.port_u16().unwrap_or(usual_port);
        Ok(HttpUrl { uri, host, port, server_name })
    }
}

impl fmt::Display for HttpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.uri.fmt(f)
    }
}

impl HttpClient {
    /// A client whose network steps may each last `timeout`.
    pub(crate) fn new(tls: TlsConnector, timeout: Duration) -> HttpClient {
        HttpClient { tls, timeout }
    }

    /// Downloads at most `limit` octets, unless the known version is still current.
    ///
    /// # Errors
    /// Any result but a 200 or 304 in time.
    pub(crate) async fn get(
        &self,
        resolver: &Resolver,
        url: &HttpUrl,
        known: &Validators,
        limit: usize,
    ) -> Result<Download, HttpError> {
        let stream = self.connect(resolver, url).await?;
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
        let exchange = async move {
            let response = tokio::time::timeout(self.timeout, sender.send_request(request(url, known)))
                .await
                .map_err(io::Error::from)??;
            match response.status() {
                StatusCode::OK => {}
                StatusCode::NOT_MODIFIED => return Ok(Download::NotModified),
                other => return Err(HttpError::Status(other)),
            }
            let validators = Validators::of(response.headers());
            let body = Limited::new(response.into_body(), limit).collect();
            let body = tokio::time::timeout(self.timeout, body).await.map_err(io::Error::from)?;
            let content = body.map_err(HttpError::Content)?.to_bytes();
            Ok(Download::Body { content, validators })
        };
        // The connection is driven until the exchange ends; its own result adds nothing.
        let mut exchange = std::pin::pin!(exchange);
        tokio::select! {
            fetched = &mut exchange => fetched,
            _ = connection => exchange.await,
        }
    }

    /// Opens a connection to the host of a URL, TLS included.
    pub(crate) async fn connect(&self, resolver: &Resolver, url: &HttpUrl) -> Result<Box<dyn Transport>, HttpError> {
        let addresses = match url.host.parse::<IpAddr>() {
            Ok(address) => vec![address],
            Err(_) => resolver.addresses(&url.host).await.map_err(|failure| HttpError::Host(failure.to_string()))?,
        };
        let address = addresses.first().ok_or_else(|| HttpError::Host("none".to_owned()))?;
        let connecting = TcpStream::connect(SocketAddr::new(*address, url.port));
        let stream = tokio::time::timeout(self.timeout, connecting).await.map_err(io::Error::from)??;
        stream.set_nodelay(true)?;
        match &url.server_name {
            None => Ok(Box::new(stream)),
            Some(name) => {
                let handshake = self.tls.connect(name.clone(), stream);
                Ok(Box::new(tokio::time::timeout(self.timeout, handshake).await.map_err(io::Error::from)??))
            }
        }
    }
}

impl Validators {
    fn of(headers: &HeaderMap) -> Validators {
        let value = |name: HeaderName| headers.get(name).cloned();
        Validators { etag: value(header::ETAG), last_modified: value(header::LAST_MODIFIED) }
    }
}

fn request(url: &HttpUrl, known: &Validators) -> Request<Empty<Bytes>> {
    let path = url.uri.path_and_query().map_or("/", |path| path.as_str());
    let mut request = Request::new(Empty::new());
    *request.uri_mut() = Uri::try_from(path).unwrap_or_default();
    let headers = request.headers_mut();
    let authority = url.uri.authority().map_or("", |authority| authority.as_str());
    let given = [
        (header::HOST, HeaderValue::from_str(authority).ok()),
        (header::CONNECTION, Some(HeaderValue::from_static("close"))),
        (header::IF_NONE_MATCH, known.etag.clone()),
        (header::IF_MODIFIED_SINCE, known.last_modified.clone()),
    ];
    headers.extend(given.into_iter().filter_map(|(name, value)| Some((name, value?))));
    request
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_have_usual_ports() {
        assert_eq!(HttpUrl::parse("http://crl.test/a.crl").unwrap().port, 80);
        assert_eq!(HttpUrl::parse("https://liste.test/l.xml").unwrap().port, 443);
        assert_eq!(HttpUrl::parse("https://[::1]:8443/l.xml").unwrap().host, "::1");
    }

    #[test]
    fn requests_hold_the_validators_of_the_last_version() {
        let mut headers = HeaderMap::new();
        headers.insert(header::ETAG, HeaderValue::from_static("\"7\""));
        let url = HttpUrl::parse("http://liste.test:8080/l.xml?a=b").unwrap();
        let request = request(&url, &Validators::of(&headers));
        assert_eq!(request.uri(), "/l.xml?a=b");
        assert_eq!(request.headers()[header::HOST], "liste.test:8080");
        assert_eq!(request.headers()[header::IF_NONE_MATCH], "\"7\"");
        assert_eq!(request.headers().get(header::IF_MODIFIED_SINCE), None);
    }

    #[test]
    fn other_schemes_are_refused() {
        for url in ["ldap://annuaire.test/", "liste.xml", "https://", ""] {
            assert!(matches!(HttpUrl::parse(url), Err(StartError::Url { .. })), "{url}");
        }
    }
}
