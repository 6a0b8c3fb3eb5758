// SPDX-License-Identifier: EUPL-1.2
//! Publication points: HTTP for revocation lists, HTTPS for the liste blanche; every request is reported.

use super::WorldError;
use crate::evidence::Recorder;
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use judgement::fact::{Download, Fact};
use rustls::ServerConfig;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::net::{SocketAddr, SocketAddrV4};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

/// A connector that floods a publication point is served so many connections at once.
const CONNECTIONS_LIMIT: usize = 100;
/// The TLS handshake and the first request must come within this.
const PATIENCE: Duration = Duration::from_secs(10);

/// What is served at a path.
pub struct Page {
    pub content_type: &'static str,
    pub body: Vec<u8>,
    /// For the liste blanche: which edition, and the case that published it.
    pub edition: Option<u32>,
    pub owner: Option<String>,
}

/// A revocation list or authority certificate by its path.
pub fn revocation_list(lists: &BTreeMap<String, Vec<u8>>, path: &str) -> Option<Page> {
    let body = lists.get(path)?.clone();
    Some(Page { content_type: "application/pkix-crl", body, edition: None, owner: None })
}

/// A port held before it is known what will be served there.
pub struct Listener {
    listener: TcpListener,
    pub address: SocketAddrV4,
}

/// A running publication point; it ends when dropped.
pub struct Point {
    pub address: SocketAddrV4,
    task: JoinHandle<()>,
}

impl Drop for Point {
    fn drop(&mut self) {
        self.task.abort();
    }
}

struct Site<F> {
    tls: Option<Arc<ServerConfig>>,
    recorder: Arc<Recorder>,
    page: F,
}

impl Listener {
    pub async fn bind(address: SocketAddrV4, what: &'static str) -> Result<Listener, WorldError> {
        let refused =
            |error: std::io::Error| WorldError::Listen { what, address: address.to_string(), why: error.to_string() };
        let listener = TcpListener::bind(address).await.map_err(refused)?;
        let port = listener.local_addr().map_err(refused)?.port();
        Ok(Listener { listener, address: SocketAddrV4::new(*address.ip(), port) })
    }

    pub fn serve<F>(self, tls: Option<Arc<ServerConfig>>, recorder: Arc<Recorder>, page: F) -> Point
    where
        F: Fn(&str) -> Option<Page> + Send + Sync + 'static,
    {
        let address = self.address;
        let site = Arc::new(Site { tls, recorder, page });
        Point { address, task: tokio::spawn(accept(self.listener, site)) }
    }
}

async fn accept<F: Fn(&str) -> Option<Page> + Send + Sync + 'static>(listener: TcpListener, site: Arc<Site<F>>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                let Ok((stream, from)) = accepted else { continue };
                if connections.len() < CONNECTIONS_LIMIT {
                    connections.spawn(connection(stream, from, site.clone()));
                }
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn connection<F: Fn(&str) -> Option<Page> + Send + Sync + 'static>(
    stream: TcpStream,
    from: SocketAddr,
    site: Arc<Site<F>>,
) {
    let served = async {
        let Some(tls) = &site.tls else { return answer(TokioIo::new(stream), from, None, &site).await };
        match tokio_rustls::TlsAcceptor::from(tls.clone()).accept(stream).await {
            Ok(stream) => {
                let version = stream.get_ref().1.protocol_version().map(|v| format!("{v:?}"));
                answer(TokioIo::new(stream), from, version, &site).await;
            }
            // A client that refuses our certificate is worth knowing: its download never came to a request.
            Err(error) => {
                let tls = Some(error.to_string());
                let download = Download { path: String::new(), status: 0, from: from.to_string(), tls, edition: None };
                site.recorder.see(None, "publication", Fact::Downloaded(download));
            }
        }
    };
    // A connection that outlives its patience is simply dropped.
    let _ = tokio::time::timeout(PATIENCE, served).await;
}

async fn answer<I, F>(io: I, from: SocketAddr, tls: Option<String>, site: &Arc<Site<F>>)
where
    I: hyper::rt::Read + hyper::rt::Write + Unpin,
    F: Fn(&str) -> Option<Page> + Send + Sync + 'static,
{
    let service = service_fn(|request: Request<Incoming>| {
        let response = respond(&request, from, tls.clone(), site);
        async move { Ok::<_, Infallible>(response) }
    });
    // An error here is the client's going away; what it asked for is already reported.
    let _ = hyper::server::conn::http1::Builder::new().serve_connection(io, service).await;
}

fn respond<F: Fn(&str) -> Option<Page>>(
    request: &Request<Incoming>,
    from: SocketAddr,
    tls: Option<String>,
    site: &Site<F>,
) -> Response<Full<Bytes>> {
    let path = request.uri().path();
    let page = (site.page)(path);
    let tag = page.as_ref().and_then(|p| p.edition).map(|edition| format!("\"{edition}\""));
    let known = request.headers().get(IF_NONE_MATCH).and_then(|v| v.to_str().ok());
    let status = match &page {
        None => StatusCode::NOT_FOUND,
        Some(_) if tag.is_some() && known == tag.as_deref() => StatusCode::NOT_MODIFIED,
        Some(_) => StatusCode::OK,
    };
    let download = Download {
        path: crate::wire::escaped(path.as_bytes(), 200),
        status: status.as_u16(),
        from: from.to_string(),
        tls,
        edition: page.as_ref().and_then(|p| p.edition),
    };
    let owner = page.as_ref().and_then(|p| p.owner.clone());
    site.recorder.see(owner.as_deref(), "publication", Fact::Downloaded(download));
    let mut response = Response::builder().status(status);
    if let Some(tag) = tag {
        response = response.header(ETAG, tag);
    }
    let body = match page {
        Some(page) if status == StatusCode::OK => {
            response = response.header(CONTENT_TYPE, page.content_type);
            Bytes::from(page.body)
        }
        _ => Bytes::new(),
    };
    // Only an invalid header could fail here, and all of ours are digits and constants.
    response.body(Full::new(body)).unwrap_or_default()
}
