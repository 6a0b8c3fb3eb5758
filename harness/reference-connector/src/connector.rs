// SPDX-License-Identifier: EUPL-1.2
//! A running connector: its two ports and its polling.

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
    office::Office,
    smtp::{
        inbound::Inbound,
        session::{self, COMMAND_PATIENCE},
        submission::Submission,
        wire::Wire,
    },
};

/// A connector that listens, until it is stopped or dropped.
pub struct Connector {
    office: Arc<Office>,
    smtp: SocketAddr,
    submission: SocketAddr,
}

impl Connector {
    /// Starts a connector: takes its ports, downloads CRLs and liste blanche, then serves.
    ///
    /// A download that fails is no error: with no list it refuses everybody and keeps polling.
    ///
    /// # Errors
    /// A port, a file or a value of the configuration cannot be used.
    pub async fn start(config: Config) -> Result<Connector, StartError> {
        let (smtp_port, smtp) = listen("smtp", config.smtp).await?;
        let (submission_port, submission) = listen("submission", config.submission).await?;
        let period = Duration::from_millis(config.liste_blanche.refresh_ms.max(1));
        let office = Arc::new(Office::open(config)?);
        office.refresh().await;
        let connector = Connector { office, smtp, submission };
        connector.serve(smtp_port, |office, stream, client| async move {
            let desk = Inbound::new(office, client);
            session::converse(Wire::new(stream, COMMAND_PATIENCE), desk).await
        });
        connector.serve(submission_port, |office, stream, client| async move {
            let desk = Submission::new(office, client);
            session::converse(Wire::new(stream, COMMAND_PATIENCE), desk).await
        });
        connector.poll(period);
        Ok(connector)
    }

    /// Where other operators deliver.
    pub fn smtp_address(&self) -> SocketAddr {
        self.smtp
    }

    /// Where the internal mail server submits.
    pub fn submission_address(&self) -> SocketAddr {
        self.submission
    }

    /// Downloads the CRLs and the liste blanche now; returns when they are in use or rejected.
    pub async fn refresh(&self) {
        self.office.refresh().await;
    }

    /// Stops every task and waits until they are gone; the ports are free when it returns.
    pub async fn stop(self) {
        let mut tasks = self.office.tasks.close();
        while tasks.join_next().await.is_some() {}
    }

    fn serve<S, F>(&self, port: TcpListener, serve_one: S)
    where
        S: Fn(Arc<Office>, TcpStream, IpAddr) -> F + Send + 'static,
        F: Future<Output = std::io::Result<()>> + Send + 'static,
    {
        let office = self.office.clone();
        self.office.tasks.spawn(async move {
            loop {
                match port.accept().await {
                    Ok((stream, client)) => {
                        // Without Nagle each reply leaves at once; a refusal only costs that speed.
                        let _ = stream.set_nodelay(true);
                        let session = serve_one(office.clone(), stream, client.ip());
                        office.tasks.spawn(async move {
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
        let office = self.office.clone();
        self.office.tasks.spawn(async move {
            let mut ticks = interval_at(Instant::now() + period, period);
            ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
            loop {
                ticks.tick().await;
                office.refresh().await;
            }
        });
    }
}

impl Drop for Connector {
    fn drop(&mut self) {
        self.office.tasks.close();
    }
}

async fn listen(port: &'static str, address: SocketAddr) -> Result<(TcpListener, SocketAddr), StartError> {
    let refusal = |source| StartError::Listen { port, address, source };
    let listener = TcpListener::bind(address).await.map_err(refusal)?;
    let bound = listener.local_addr().map_err(refusal)?;
    Ok((listener, bound))
}
