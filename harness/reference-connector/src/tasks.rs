// SPDX-License-Identifier: EUPL-1.2
//! The tasks of a connector, which end with it.

use std::{
    future::Future,
    sync::{Mutex, PoisonError},
};

use tokio::task::JoinSet;

/// Running tasks; none can be added once it is closed.
#[derive(Debug)]
pub(crate) struct Tasks {
    running: Mutex<Option<JoinSet<()>>>,
}

impl Tasks {
    /// An empty set.
    pub(crate) fn new() -> Tasks {
        Tasks { running: Mutex::new(Some(JoinSet::new())) }
    }

    /// Starts a task, unless the connector is stopping.
    pub(crate) fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(running) = running.as_mut() {
            // Finished tasks are removed here, because nothing else joins them before the end.
            while running.try_join_next().is_some() {}
            running.spawn(task);
        }
    }

    /// Aborts every task; the set returned is there to wait for their end.
    pub(crate) fn close(&self) -> JoinSet<()> {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let mut running = running.take().unwrap_or_default();
        running.abort_all();
        running
    }
}
