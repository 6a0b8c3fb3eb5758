// SPDX-License-Identifier: EUPL-1.2
//! The deliberate faults of a fake DNS server, what each does to a reply, and those set on one server.

mod catalogue;
mod exchanger;
mod garble;
mod set;
mod spoil;
#[cfg(test)]
mod tests;

use std::str::FromStr;
use std::time::Duration;

use crate::error::DnsError;

pub use self::catalogue::{DnsFault, Side};
pub(crate) use garble::Garble;
pub(crate) use set::Faults;
pub(crate) use spoil::{Asked, Reply};

impl FromStr for DnsFault {
    type Err = DnsError;

    /// Reads `servfail`, or with a parameter `delay:2500` (milliseconds) or `wrong-mx:mx.elsewhere.test`.
    ///
    /// # Errors
    /// [`DnsError::Fault`] for an unknown id, or a parameter that is missing, unreadable or out of place.
    fn from_str(text: &str) -> Result<Self, DnsError> {
        let unknown = |expected| DnsError::Fault { text: text.to_owned(), expected };
        let (id, parameter) = text.split_once(':').map_or((text, None), |(id, parameter)| (id, Some(parameter)));
        match (Self::find(id).ok_or_else(|| unknown("the id of a fault"))?, parameter) {
            (Self::Delay(_), Some(wait)) => {
                let wait = wait.parse().map_err(|_| unknown("a number of milliseconds, as in `delay:2500`"))?;
                Ok(Self::Delay(Duration::from_millis(wait)))
            }
            (Self::WrongMx(_), Some(host)) => Ok(Self::WrongMx(host.to_owned())),
            (Self::MxNotCn(_), Some(host)) => Ok(Self::MxNotCn(host.to_owned())),
            (Self::WrongMx(_) | Self::MxNotCn(_), None) => Err(unknown("a host, as in `wrong-mx:mx.elsewhere.test`")),
            (fault, None) => Ok(fault),
            (_, Some(_)) => Err(unknown("no parameter behind this fault")),
        }
    }
}
