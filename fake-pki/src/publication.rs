// SPDX-License-Identifier: EUPL-1.2
//! A publication point on the wire: pages and OCSP answers over HTTP, and a diary of every request.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use percent_encoding::percent_decode_str;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::{OcspRequest, OcspResponder, PkiError};

/// Connections served at once; more are closed.
const CONNECTIONS_LIMIT: usize = 100;
/// Bytes read of a question at most; regular ones have some hundred.
const QUESTION_LIMIT: usize = 64 * 1024;
/// The longest life of a connection, whatever it does.
const PATIENCE: Duration = Duration::from_secs(30);

/// One request as it was served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Served {
    /// When it came.
    pub at: SystemTime,
    /// Where it came from.
    pub from: SocketAddr,
    /// The HTTP method.
    pub method: String,
    /// The path asked for, as written, without a query.
    pub path: String,
    /// The serial numbers that an OCSP question asks about, big-endian.
    pub serials: Vec<Vec<u8>>,
    /// The HTTP status answered; `None` when the answer was silence.
    pub status: Option<u16>,
}

/// A running publication point; it ends when dropped.
///
/// Pages are served at their paths. A responder answers under `/ocsp` (RFC 6960 appendix A): `POST`, and `GET` with the
/// question in base64 behind the path.
pub struct Publication {
    /// The address it listens on, with the port chosen.
    pub address: SocketAddr,
    diary: Arc<Mutex<Vec<Served>>>,
    task: JoinHandle<()>,
}

impl Drop for Publication {
    fn drop(&mut self) {
        self.task.abort();
    }
}

struct Site {
    pages: BTreeMap<String, Vec<u8>>,
    responder: Option<Arc<OcspResponder>>,
    diary: Arc<Mutex<Vec<Served>>>,
}

/// What is answered: a status, a type and a body; none for silence.
type Answer = Option<(StatusCode, &'static str, Vec<u8>)>;

impl Publication {
    /// Serves pages by their paths, and a responder, on an address; port 0 lets the system choose.
    ///
    /// # Errors
    /// [`PkiError::Listen`] when the address is taken or forbidden.
    pub async fn serve(
        address: SocketAddr,
        pages: BTreeMap<String, Vec<u8>>,
        responder: Option<Arc<OcspResponder>>,
    ) -> Result<Publication, PkiError> {
        let refused = |source| PkiError::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(refused)?;
        let address = listener.local_addr().map_err(refused)?;
        let diary = Arc::new(Mutex::default());
        let site = Arc::new(Site { pages, responder, diary: Arc::clone(&diary) });
        Ok(Publication { address, diary, task: tokio::spawn(accept(listener, site)) })
    }

    /// Every request so far, in the order of arrival.
    pub fn diary(&self) -> Vec<Served> {
        locked(&self.diary).clone()
    }
}

fn locked(diary: &Mutex<Vec<Served>>) -> MutexGuard<'_, Vec<Served>> {
    diary.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn accept(listener: TcpListener, site: Arc<Site>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                let Ok((stream, from)) = accepted else { continue };
                if connections.len() < CONNECTIONS_LIMIT {
                    connections.spawn(connection(stream, from, Arc::clone(&site)));
                }
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn connection(stream: TcpStream, from: SocketAddr, site: Arc<Site>) {
    let service = service_fn(|request| {
        let site = Arc::clone(&site);
        async move { Ok::<_, Infallible>(site.respond(request, from).await) }
    });
    let served = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    // A client that goes away, or outlives our patience, is already in the diary.
    let _ = tokio::time::timeout(PATIENCE, served).await;
}

impl Site {
    async fn respond(&self, request: Request<Incoming>, from: SocketAddr) -> Response<Full<Bytes>> {
        let at = SystemTime::now();
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let question = self.question(request, &path).await;
        let serials = question.as_deref().and_then(OcspRequest::read).map(|request| request.asked);
        let serials = serials.into_iter().flatten().map(|asked| asked.serial).collect();
        let answer = self.answer(&path, question.as_deref());
        let status = answer.as_ref().map(|(status, ..)| status.as_u16());
        locked(&self.diary).push(Served { at, from, method: method.to_string(), path, serials, status });
        let Some((status, content_type, body)) = answer else { return std::future::pending().await };
        let mut response = Response::new(Full::new(Bytes::from(body)));
        *response.status_mut() = status;
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        response
    }

    /// The OCSP question of a request, in DER, if it is one.
    async fn question(&self, request: Request<Incoming>, path: &str) -> Option<Vec<u8>> {
        let encoded = path.strip_prefix("/ocsp")?;
        if request.method() != Method::POST {
            let encoded: Vec<u8> = percent_decode_str(encoded.strip_prefix('/')?).collect();
            return Some(STANDARD.decode(encoded).unwrap_or_default());
        }
        let body = Limited::new(request.into_body(), QUESTION_LIMIT).collect().await;
        Some(body.map(|body| body.to_bytes().to_vec()).unwrap_or_default())
    }

    fn answer(&self, path: &str, question: Option<&[u8]>) -> Answer {
        if let (Some(question), Some(responder)) = (question, &self.responder) {
            return match responder.answer(question) {
                Ok(answer) => answer.map(|der| (StatusCode::OK, "application/ocsp-response", der)),
                Err(error) => Some((StatusCode::INTERNAL_SERVER_ERROR, "text/plain", error.to_string().into_bytes())),
            };
        }
        let content_type = if path.ends_with(".crl") { "application/pkix-crl" } else { "application/pkix-cert" };
        Some(match self.pages.get(path) {
            Some(page) => (StatusCode::OK, content_type, page.clone()),
            None => (StatusCode::NOT_FOUND, "text/plain", Vec::new()),
        })
    }
}
