// SPDX-License-Identifier: EUPL-1.2
//! Are our own timers in time? A harness that is starved measures itself, not the connector: what it then sees late may
//! have happened in time.

use std::time::Duration;
use tokio::task::JoinHandle;
use tokio::time::{MissedTickBehavior, interval};

/// Between two ticks: a delay of `LATE` is measured within a tenth of itself, at no cost worth naming.
const TICK: Duration = Duration::from_millis(25);
/// A tick so late is told: ten ticks, far beyond what a busy scheduler does, and yet well inside the seconds that a
/// connector's timing leaves for its answers.
pub const LATE: Duration = Duration::from_millis(250);

/// A clock that ticks until it is dropped.
pub struct Clock {
    ticking: JoinHandle<()>,
}

impl Clock {
    /// Ticks on the runtime that the run itself uses; `late` is told how late each tick beyond the threshold rings.
    pub fn begin(threshold: Duration, late: impl Fn(Duration) + Send + 'static) -> Clock {
        let ticking = tokio::spawn(async move {
            let mut ticks = interval(TICK);
            // Each tick is measured against its own due time; those that were missed meanwhile are one delay.
            ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
            loop {
                let lateness = ticks.tick().await.elapsed();
                if lateness > threshold {
                    late(lateness);
                }
            }
        });
        Clock { ticking }
    }
}

impl Drop for Clock {
    fn drop(&mut self) {
        self.ticking.abort();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::sync::mpsc::unbounded_channel;

    #[tokio::test]
    async fn a_runtime_that_was_held_up_is_told_with_how_long() {
        let (tell, mut told) = unbounded_channel();
        let _clock = Clock::begin(Duration::from_millis(50), move |late| {
            // Once the test has heard enough, nobody listens any more.
            let _ = tell.send(late);
        });
        // Lets the first ticks ring.
        tokio::time::sleep(3 * TICK).await;
        std::thread::sleep(Duration::from_millis(400));
        // A busy machine may have been late by itself before.
        let held_up = async { while told.recv().await.expect("it is told") < Duration::from_millis(350) {} };
        tokio::time::timeout(Duration::from_secs(20), held_up).await.expect("in time");
    }

    #[tokio::test]
    async fn a_dropped_clock_tells_nothing_more() {
        let (tell, mut told) = unbounded_channel();
        let clock = Clock::begin(Duration::ZERO, move |late| {
            let _ = tell.send(late);
        });
        drop(clock);
        assert_eq!(tokio::time::timeout(Duration::from_secs(20), told.recv()).await, Ok(None));
    }
}
