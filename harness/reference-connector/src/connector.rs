// SPDX-License-Identifier: EUPL-1.2
//! A running connector: two ports and periodic downloads.

use std::{
    future::Future,
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use tokio::{
    net::{TcpListener, TcpStream},
    time::{Instant, MissedTickBehavior, interval_at},
};

use crate::{
    config::Config,
    error::StartError,
    smtp::{
        connection::Connection,
        inbound::Inbound,
        session::{self, COMMAND_TIMEOUT},
        submission::Submission,
    },
    state::ConnectorState,
};

/// A connector that runs until it is stopped or dropped.
pub struct Connector {
    state: Arc<ConnectorState>,
    smtp: SocketAddr,
    submission: SocketAddr,
}

impl Connector {
    /// Binds the ports, downloads CRLs and liste blanche, then serves.
    ///
    /// A failed download is no error: without a list, every peer is refused until a later download.
    ///
    /// # Errors
    /// A port, a file or a value of the configuration cannot be used.
    pub async fn start(config: Config) -> Result<Connector, StartError> {
        let (smtp_port, smtp) = listen("smtp", config.smtp).await?;
        let (submission_port, submission) = listen("submission", config.submission).await?;
        let period = Duration::from_millis(config.liste_blanche.refresh_ms.max(1));
        let state = Arc::new(ConnectorState::open(config)?);
        state.refresh().await;
        let connector = Connector { state, smtp, submission };
        connector.serve(smtp_port, |state, stream, client| async move {
            let service = Inbound::new(state, client);
            session::serve(Connection::new(stream, COMMAND_TIMEOUT), service).await
        });
        connector.serve(submission_port, |state, stream, client| async move {
            let service = Submission::new(state, client);
            session::serve(Connection::new(stream, COMMAND_TIMEOUT), service).await
        });
        connector.poll(period);
        Ok(connector)
    }

    /// The address of the relay port, where other operators deliver.
    pub fn smtp_address(&self) -> SocketAddr {
        self.smtp
    }

    /// The address of the submission port, for the internal mail server.
    pub fn submission_address(&self) -> SocketAddr {
        self.submission
    }

    /// Downloads the CRLs and the liste blanche now, and returns when they are in use or rejected.
    pub async fn refresh(&self) {
        self.state.refresh().await;
    }

    /// Stops every task and waits for their end; the ports are free afterwards.
    pub async fn stop(self) {
        let mut tasks = self.state.tasks.close();
        while tasks.join_next().await.is_some() {}
    }

    fn serve<S, F>(&self, port: TcpListener, serve_one: S)
    where
        S: Fn(Arc<ConnectorState>, TcpStream, IpAddr) -> F + Send + 'static,
        F: Future<Output = std::io::Result<()>> + Send + 'static,
    {
        let state = self.state.clone();
        self.state.tasks.spawn(async move {
            loop {
                match port.accept().await {
                    Ok((stream, client)) => {
                        // TCP_NODELAY sends each reply at once; an error only makes the session slower.
                        let _ = stream.set_nodelay(true);
                        let session = serve_one(state.clone(), stream, client.ip());
                        state.tasks.spawn(async move {
                            if let Err(error) = session.await {
                                tracing::info!(%client, %error, "session broken off");
                            }
                        });
                    }
                    Err(error) => tracing::warn!(%error, "connection not accepted"),
                }
            }
        });
    }

    fn poll(&self, period: Duration) {
        let state = self.state.clone();
        self.state.tasks.spawn(async move {
            let mut ticks = interval_at(Instant::now() + period, period);
            ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
            loop {
                ticks.tick().await;
                state.refresh().await;
            }
        });
    }
}

impl Drop for Connector {
    fn drop(&mut self) {
        self.state.tasks.close();
    }
}

async fn listen(port: &'static str, address: SocketAddr) -> Result<(TcpListener, SocketAddr), StartError> {
    let refusal = |source| StartError::Listen { port, address, source };
    let listener = TcpListener::bind(address).await.map_err(refusal)?;
    let bound = listener.local_addr().map_err(refusal)?;
    Ok((listener, bound))
}
