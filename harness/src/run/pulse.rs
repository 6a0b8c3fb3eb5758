// SPDX-License-Identifier: EUPL-1.2
//! Does the connector live all through the run? One idle connection to each of its ports notices a restart that nobody
//! else would: whoever starts anew breaks it, and refuses connections for a moment.

use super::liveness::{Found, code, greeting, line};
use std::net::SocketAddrV4;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::BufReader;
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// Connectors close idle connections, as RFC 5321 §4.5.3.2 lets them; after so many of those nothing more is learnt.
const IDLE_BREAKS: usize = 5;

/// What a pulse that stops beating says of the connector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missed {
    /// It ended, or started anew.
    Refused { address: SocketAddrV4 },
    /// It was there and no longer answers as a mail server: this may be its load as well as its end.
    Unanswered { address: SocketAddrV4, why: String },
}

impl Missed {
    pub fn words(&self) -> String {
        match self {
            Missed::Refused { address } => format!("{address} refuses connections: it ended or started anew"),
            Missed::Unanswered { why, .. } => why.clone(),
        }
    }
}

/// Idle connections that are held until this is dropped.
pub struct Pulse {
    _beating: JoinSet<()>,
}

impl Pulse {
    /// Begins to beat at addresses that have greeted before; `missed` is called at once, at most once for each address.
    pub fn begin(
        addresses: impl IntoIterator<Item = SocketAddrV4>,
        step: Duration,
        missed: impl Fn(Missed) + Send + Sync + 'static,
    ) -> Pulse {
        let missed = Arc::new(missed);
        let mut beating = JoinSet::new();
        for address in addresses {
            let missed = missed.clone();
            beating.spawn(async move {
                if let Some(what) = beat(address, step).await {
                    missed(what);
                }
            });
        }
        Pulse { _beating: beating }
    }
}

async fn beat(address: SocketAddrV4, step: Duration) -> Option<Missed> {
    let mut breaks = 0;
    while breaks < IDLE_BREAKS {
        match greeting(address, step).await {
            Found::Greeted { connection, .. } => until_it_breaks(connection).await,
            Found::Refused => return Some(Missed::Refused { address }),
            Found::Strange { why } => return Some(Missed::Unanswered { address, why }),
        }
        breaks += 1;
    }
    None
}

/// Holds a connection without a word; what is said on it does not matter, 421 ends it.
async fn until_it_breaks(mut connection: BufReader<TcpStream>) {
    while let Some(said) = line(&mut connection).await {
        if code(&said) == Some(421) {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::AsyncWriteExt;
    use tokio::net::TcpListener;
    use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
    use tokio::time::timeout;

    const STEP: Duration = Duration::from_secs(5);
    /// Far above what any of these needs; only a hang reaches it.
    const DEADLINE: Duration = Duration::from_secs(20);

    async fn listener() -> (TcpListener, SocketAddrV4) {
        let listener = TcpListener::bind("127.81.2.1:0").await.expect("a port");
        let address = listener.local_addr().expect("its address").to_string().parse().expect("IPv4");
        (listener, address)
    }

    fn begin(address: SocketAddrV4) -> (Pulse, UnboundedReceiver<Missed>) {
        let (tell, told) = unbounded_channel();
        (Pulse::begin([address], STEP, move |missed| drop(tell.send(missed))), told)
    }

    async fn greeted(listener: &TcpListener) -> TcpStream {
        let accepted = timeout(DEADLINE, listener.accept()).await.expect("in time");
        let (mut stream, _) = accepted.expect("a visitor");
        stream.write_all(b"220 mx.test\r\n").await.expect("greeted");
        stream
    }

    #[tokio::test]
    async fn a_connector_that_ends_or_starts_anew_is_noticed_at_once() {
        let (listener, address) = listener().await;
        let (_pulse, mut told) = begin(address);
        let stream = greeted(&listener).await;
        drop((listener, stream));
        let missed = timeout(DEADLINE, told.recv()).await.expect("in time");
        assert_eq!(missed, Some(Missed::Refused { address }));
    }

    #[tokio::test]
    async fn an_idle_limit_is_no_end_of_the_connector() {
        let (listener, address) = listener().await;
        let (_pulse, mut told) = begin(address);
        for farewell in ["421 idle too long\r\n", "", "421 4.4.2 timeout\r\n", "", "421 bye\r\n"] {
            let mut stream = greeted(&listener).await;
            stream.write_all(farewell.as_bytes()).await.expect("said");
        }
        // After five of those it stops, and has nothing to say.
        assert_eq!(timeout(DEADLINE, told.recv()).await.expect("in time"), None);
    }

    #[tokio::test]
    async fn a_busy_greeting_after_a_break_is_a_greeting() {
        let (listener, address) = listener().await;
        let (_pulse, mut told) = begin(address);
        drop(greeted(&listener).await);
        let (mut stream, _) = timeout(DEADLINE, listener.accept()).await.expect("in time").expect("a visitor");
        stream.write_all(b"421 too many connections\r\n").await.expect("said");
        drop(stream);
        let _held = greeted(&listener).await;
        assert!(told.try_recv().is_err());
    }

    #[tokio::test]
    async fn a_connector_that_no_longer_greets_is_told_apart_from_one_that_is_gone() {
        let (listener, address) = listener().await;
        let (_pulse, mut told) = begin(address);
        drop(greeted(&listener).await);
        drop(timeout(DEADLINE, listener.accept()).await.expect("in time").expect("a visitor"));
        let missed = timeout(DEADLINE, told.recv()).await.expect("in time").expect("it is told");
        assert!(matches!(&missed, Missed::Unanswered { .. }), "{missed:?}");
        assert!(missed.words().ends_with("closes without a greeting"));
    }

    #[tokio::test]
    async fn connections_are_let_go_when_the_pulse_is_dropped() {
        let (listener, address) = listener().await;
        let (pulse, _told) = begin(address);
        let mut stream = greeted(&listener).await;
        drop(pulse);
        let read = tokio::io::AsyncReadExt::read_u8(&mut stream);
        let end = timeout(DEADLINE, read).await.expect("in time").expect_err("an end");
        // A reset where the greeting had not been read yet.
        use std::io::ErrorKind::{ConnectionReset, UnexpectedEof};
        assert!(matches!(end.kind(), ConnectionReset | UnexpectedEof), "{end:?}");
    }
}
