// SPDX-License-Identifier: EUPL-1.2
//! Publication points: HTTP for revocation lists, HTTPS for the liste blanche. Every request is reported, whatever was
//! answered; what the asker should have done is somebody else's question.

mod answer;
mod body;
mod certificate;
mod condition;
mod page;

pub use certificate::PublicationCertificate;
pub use page::{Page, Served, Site};

use super::WorldError;
use crate::wire::tls::{self, Credentials, ShownAs};
use answer::Asker;
use condition::History;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use judgement::fact::{Download, Effect, Fact, Tls};
use judgement::owner::Owner;
use reports::fault::{Family, FaultId};
use std::convert::Infallible;
use std::net::{SocketAddr, SocketAddrV4};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

/// A connector that floods a publication point is served so many connections at once.
const CONNECTIONS_LIMIT: usize = 100;
/// The TLS handshake must be over within this.
const PATIENCE: Duration = Duration::from_secs(10);

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

impl Listener {
    pub async fn bind(address: SocketAddrV4, what: &'static str) -> Result<Listener, WorldError> {
        let refused =
            |error: std::io::Error| WorldError::Listen { what, address: address.to_string(), why: error.to_string() };
        let listener = TcpListener::bind(address).await.map_err(refused)?;
        let port = listener.local_addr().map_err(refused)?.port();
        Ok(Listener { listener, address: SocketAddrV4::new(*address.ip(), port) })
    }

    /// Serves until the point is dropped; `see` is told every fact, with its owner.
    pub fn serve(self, site: impl Site, see: impl Fn(Owner, Fact) + Send + Sync + 'static) -> Point {
        let address = self.address;
        let (site, see) = (Box::new(site), Box::new(see));
        let desk = Arc::new(Desk { site, see, open: AtomicUsize::new(0), history: Arc::default() });
        Point { address, task: tokio::spawn(accept(self.listener, desk)) }
    }
}

type See = dyn Fn(Owner, Fact) + Send + Sync;

/// What every connection needs: what is served, and where it is reported.
struct Desk {
    site: Box<dyn Site>,
    see: Box<See>,
    /// Connections now.
    open: AtomicUsize,
    history: Arc<History>,
}

impl Desk {
    fn see(&self, owner: Owner, fact: Fact) {
        (self.see)(owner, fact);
    }
}

async fn accept(listener: TcpListener, desk: Arc<Desk>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                let Ok((stream, from)) = accepted else { continue };
                if connections.len() < CONNECTIONS_LIMIT {
                    connections.spawn(connection(stream, from, desk.clone()));
                }
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

/// A connection as long as it is open, however it ends.
struct Place<'d>(&'d AtomicUsize);

impl<'d> Place<'d> {
    fn take(open: &'d AtomicUsize) -> Place<'d> {
        open.fetch_add(1, Ordering::SeqCst);
        Place(open)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

async fn connection(stream: TcpStream, from: SocketAddr, desk: Arc<Desk>) {
    // Half a handshake held back for an acknowledgement would cost each download 40 ms.
    let _ = stream.set_nodelay(true);
    let place = desk.clone();
    let _place = Place::take(&place.open);
    match desk.site.credentials() {
        None => serve(stream, Asker { from, tls: None }, desk).await,
        Some(Err(what)) => desk.see(Owner::Run, Fact::HarnessFault { what }),
        Some(Ok(credentials)) => {
            if let Some((stream, tls)) = handshake(stream, from, &credentials, &desk).await {
                serve(stream, Asker { from, tls: Some(tls) }, desk).await;
            }
        }
    }
}

/// Takes any asker, with or without a certificate; one that turns away is a fact like any other.
async fn handshake(
    stream: TcpStream,
    from: SocketAddr,
    credentials: &Credentials,
    desk: &Arc<Desk>,
) -> Option<(tokio_rustls::server::TlsStream<TcpStream>, Tls)> {
    let served = desk.site.served("");
    let fault = served.fault.filter(|fault| fault.is_of_certificate());
    let (owner, reporter) = (served.owner.clone(), desk.clone());
    let shown = move || {
        if let Some(fault) = fault {
            let fault = FaultId::new(Family::Publication, fault.id());
            reporter.see(
                owner.clone(),
                Fact::FaultExercised { fault, how: Effect::CertificateShownTo { asker: from.to_string() }.into() },
            );
        }
    };
    let config = tls::server_config(credentials, shown).ok()?;
    let accepting = tokio_rustls::TlsAcceptor::from(Arc::new(config)).accept(stream);
    let accepted = tokio::time::timeout(PATIENCE, accepting).await;
    match accepted {
        Ok(Ok(stream)) => {
            let session = stream.get_ref().1;
            let sni = session.server_name().map(str::to_owned);
            let facts = tls::established(session, sni, ShownAs::Client, credentials.root.as_ref());
            Some((stream, facts))
        }
        Ok(Err(error)) => {
            let download = Download { failure: Some(tls::ending_of(&error).words()), ..Download::of(from.to_string()) };
            desk.see(served.owner, Fact::Downloaded(download));
            None
        }
        // An asker that connects and says nothing has not asked.
        Err(_) => None,
    }
}

async fn serve<S>(stream: S, asker: Asker, desk: Arc<Desk>)
where
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    let answer = service_fn(move |request| {
        let (asker, desk) = (asker.clone(), desk.clone());
        async move {
            match answer::to(&request, &asker, &desk) {
                answer::Reply::Response(response) => Ok::<_, Infallible>(response),
                // Held for as long as the asker keeps its end open.
                answer::Reply::Never => std::future::pending().await,
            }
        }
    });
    // The end of a connection says nothing that the requests on it did not.
    let _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await;
}
