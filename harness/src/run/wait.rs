// SPDX-License-Identifier: EUPL-1.2
//! What ends a wait: the expectations of a case say it, each within its own declared window.

use super::case::RunContext;
use crate::plan::Case;
use judgement::check::Expected;
use judgement::fact::{Fact, Window};
use judgement::place::Place;
use std::time::Duration;
use tokio::time::Instant;

impl RunContext {
    /// Waits until every expectation of a case is settled or its window is over; the windows begin together.
    pub async fn settle(&self, case: &Case) {
        let (begun, owner) = (Instant::now(), case.owner());
        let mut windows: Vec<Window> = case.expected.iter().filter_map(window_of).collect();
        windows.sort_by_key(|window| (self.length(case, *window), *window));
        windows.dedup();
        for window in windows {
            let left = self.length(case, window).saturating_sub(begun.elapsed());
            let waiting = case.expected.iter().filter(|expected| window_of(expected) == Some(window));
            let settled = self.world.recorder.wait(&owner, left, |seen| {
                let settled = |e: &Expected| e.check.wait.is_none_or(|wait| (wait.settled)(seen, &e.params));
                waiting.clone().all(settled)
            });
            if !settled.await {
                self.window_ended(case, window, self.length(case, window));
            }
        }
    }

    /// Watches for what must not come any more, to the end of the declared window.
    pub async fn watch(&self, case: &Case) {
        let window = self.timing.watch();
        // Whatever comes meanwhile is recorded, and judged afterwards: nothing ends a watch early.
        self.world.recorder.wait(&case.owner(), window, |_| false).await;
        self.window_ended(case, Window::Watch, window);
    }

    fn window_ended(&self, case: &Case, window: Window, length: Duration) {
        let waited_ms = u64::try_from(length.as_millis()).unwrap_or(u64::MAX);
        let fact = Fact::WindowEnded { what: None, waited_ms, window: Some(window) };
        self.world.recorder.see(case.owner(), Place::Harness, fact);
    }

    fn length(&self, case: &Case, window: Window) -> Duration {
        let declared = match window {
            Window::Delivery => self.timing.delivery(),
            Window::Outcome => self.timing.outcome(),
            Window::AutomaticReply => self.timing.automatic_reply(),
            Window::Watch => self.timing.watch(),
        };
        // The declared time bounds an absence; an answer that must come ends its own wait, so it may take longer on a
        // busy machine without turning red.
        match window {
            Window::AutomaticReply if !case.is_negative() => declared.max(self.timing.outcome()),
            _ => declared,
        }
    }
}

fn window_of(expected: &Expected) -> Option<Window> {
    expected.check.wait.map(|wait| wait.window)
}
