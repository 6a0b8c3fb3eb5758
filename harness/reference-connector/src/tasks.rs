// SPDX-License-Identifier: EUPL-1.2
//! The tasks that a connector has started, so that all of them end with it.

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
    /// Open and empty.
    pub(crate) fn new() -> Tasks {
        Tasks { running: Mutex::new(Some(JoinSet::new())) }
    }

    /// Starts a task, unless the connector is stopping.
    pub(crate) fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(running) = running.as_mut() {
            // Finished tasks are collected here, or they would pile up for the connector's life.
            while running.try_join_next().is_some() {}
            running.spawn(task);
        }
    }

    /// Ends every task; dropping what is returned does not wait for them.
    pub(crate) fn close(&self) -> JoinSet<()> {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let mut running = running.take().unwrap_or_default();
        running.abort_all();
        running
    }
}
