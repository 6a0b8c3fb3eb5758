// SPDX-License-Identifier: EUPL-1.2
use hyper::body::{Body, Bytes, Frame, SizeHint};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::Interval;

/// Between two octets of a slow answer.
pub(super) const PACE: Duration = Duration::from_millis(100);
/// What a huge answer adds to the list: 45 times the largest list known, 8 times what a careful reader would allow.
pub(super) const HUGE: u64 = 256 << 20;
/// Blanks sent at a time.
static BLANKS: [u8; 64 << 10] = [b' '; 64 << 10];

/// The content of an answer, given out well or badly.
pub(super) enum Content {
    /// All at once.
    Whole(Bytes),
    /// This, then the connection breaks, short of the length announced.
    Cut { first: Bytes, announced: u64, flushed: bool },
    /// One octet at a time.
    Slow { rest: Bytes, clock: Interval },
    /// This, then so many blanks.
    Huge { first: Bytes, blanks: u64 },
}

impl Body for Content {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let data = match self.get_mut() {
            Content::Whole(all) => std::mem::take(all),
            Content::Cut { first, .. } if !first.is_empty() => std::mem::take(first),
            // An error at once would take what was just written with it: let it leave first.
            Content::Cut { flushed, .. } if !*flushed => {
                *flushed = true;
                context.waker().wake_by_ref();
                return Poll::Pending;
            }
            Content::Cut { .. } => return Poll::Ready(Some(Err(io::Error::other("cut on purpose")))),
            Content::Slow { rest, clock } => {
                std::task::ready!(clock.poll_tick(context));
                rest.split_to(rest.len().min(1))
            }
            Content::Huge { first, .. } if !first.is_empty() => std::mem::take(first),
            Content::Huge { blanks, .. } => {
                let some = (BLANKS.len() as u64).min(*blanks);
                *blanks -= some;
                Bytes::from_static(&BLANKS[..usize::try_from(some).unwrap_or(0)])
            }
        };
        Poll::Ready((!data.is_empty()).then(|| Ok(Frame::data(data))))
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Content::Whole(all) => SizeHint::with_exact(all.len() as u64),
            Content::Cut { announced, .. } => SizeHint::with_exact(*announced),
            Content::Slow { rest, .. } => SizeHint::with_exact(rest.len() as u64),
            // Unannounced, so that only counting protects the asker.
            Content::Huge { .. } => SizeHint::default(),
        }
    }
}
