// SPDX-License-Identifier: EUPL-1.2
//! Downloads of the liste blanche and of the CRLs over HTTP and HTTPS.

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

use crate::{error::StartError, resolve::Resolver, smtp::wire::Transport};

/// What the server said about the version it sent, to be repeated at the next download.
#[derive(Debug, Clone, Default)]
pub(crate) struct Validators {
    etag: Option<HeaderValue>,
    last_modified: Option<HeaderValue>,
}

/// The result of a download.
#[derive(Debug)]
pub(crate) enum Fetched {
    /// The server still has the version that the validators stand for.
    NotModified,
    Body {
        content: Bytes,
        validators: Validators,
    },
}

/// Why a download gave nothing.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FetchError {
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

/// A URL that can be fetched.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    uri: Uri,
    host: String,
    port: u16,
    server_name: Option<ServerName<'static>>,
}

/// Downloads over connections that are used once.
pub(crate) struct Fetcher {
    tls: TlsConnector,
    patience: Duration,
}

impl Target {
    /// Reads an `http://` or `https://` URL.
    ///
    /// # Errors
    /// Its scheme is another one, or it names no host.
    pub(crate) fn parse(url: &str) -> Result<Target, StartError> {
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
        Ok(Target { uri, host, port, server_name })
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.uri.fmt(f)
    }
}

impl Fetcher {
    /// A downloader whose network steps may each last `patience`.
    pub(crate) fn new(tls: TlsConnector, patience: Duration) -> Fetcher {
        Fetcher { tls, patience }
    }

    /// Downloads a target of at most `limit` octets, unless the server says that it did not change.
    ///
    /// # Errors
    /// Anything else than 200 and 304 in time.
    pub(crate) async fn get(
        &self,
        resolver: &Resolver,
        target: &Target,
        known: &Validators,
        limit: usize,
    ) -> Result<Fetched, FetchError> {
        let stream = self.connect(resolver, target).await?;
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
        let exchange = async move {
            let response = tokio::time::timeout(self.patience, sender.send_request(request(target, known)))
                .await
                .map_err(io::Error::from)??;
            match response.status() {
                StatusCode::OK => {}
                StatusCode::NOT_MODIFIED => return Ok(Fetched::NotModified),
                other => return Err(FetchError::Status(other)),
            }
            let validators = Validators::of(response.headers());
            let body = Limited::new(response.into_body(), limit).collect();
            let body = tokio::time::timeout(self.patience, body).await.map_err(io::Error::from)?;
            let content = body.map_err(FetchError::Content)?.to_bytes();
            Ok(Fetched::Body { content, validators })
        };
        // The connection must be driven until the exchange is over; its own end says nothing more.
        let mut exchange = std::pin::pin!(exchange);
        tokio::select! {
            fetched = &mut exchange => fetched,
            _ = connection => exchange.await,
        }
    }

    /// Opens a connection to the host of a target, as far as a request can be sent.
    pub(crate) async fn connect(&self, resolver: &Resolver, target: &Target) -> Result<Box<dyn Transport>, FetchError> {
        let addresses = match target.host.parse::<IpAddr>() {
            Ok(address) => vec![address],
            Err(_) => {
                resolver.addresses(&target.host).await.map_err(|failure| FetchError::Host(failure.to_string()))?
            }
        };
        let address = addresses.first().ok_or_else(|| FetchError::Host("none".to_owned()))?;
        let connecting = TcpStream::connect(SocketAddr::new(*address, target.port));
        let stream = tokio::time::timeout(self.patience, connecting).await.map_err(io::Error::from)??;
        stream.set_nodelay(true)?;
        match &target.server_name {
            None => Ok(Box::new(stream)),
            Some(name) => {
                let handshake = self.tls.connect(name.clone(), stream);
                Ok(Box::new(tokio::time::timeout(self.patience, handshake).await.map_err(io::Error::from)??))
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

fn request(target: &Target, known: &Validators) -> Request<Empty<Bytes>> {
    let path = target.uri.path_and_query().map_or("/", |path| path.as_str());
    let mut request = Request::new(Empty::new());
    *request.uri_mut() = Uri::try_from(path).unwrap_or_default();
    let headers = request.headers_mut();
    let authority = target.uri.authority().map_or("", |authority| authority.as_str());
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
        assert_eq!(Target::parse("http://crl.test/a.crl").unwrap().port, 80);
        assert_eq!(Target::parse("https://liste.test/l.xml").unwrap().port, 443);
        assert_eq!(Target::parse("https://[::1]:8443/l.xml").unwrap().host, "::1");
    }

    #[test]
    fn requests_repeat_what_the_server_said_about_the_last_version() {
        let mut headers = HeaderMap::new();
        headers.insert(header::ETAG, HeaderValue::from_static("\"7\""));
        let target = Target::parse("http://liste.test:8080/l.xml?a=b").unwrap();
        let request = request(&target, &Validators::of(&headers));
        assert_eq!(request.uri(), "/l.xml?a=b");
        assert_eq!(request.headers()[header::HOST], "liste.test:8080");
        assert_eq!(request.headers()[header::IF_NONE_MATCH], "\"7\"");
        assert_eq!(request.headers().get(header::IF_MODIFIED_SINCE), None);
    }

    #[test]
    fn other_schemes_are_refused() {
        for url in ["ldap://annuaire.test/", "liste.xml", "https://", ""] {
            assert!(matches!(Target::parse(url), Err(StartError::Url { .. })), "{url}");
        }
    }
}
