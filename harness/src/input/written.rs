// SPDX-License-Identifier: EUPL-1.2

use super::Place;
use serde::Deserialize;
use serde_yaml::Spanned;
use std::ops::Deref;

/// A value and where it was written, so that whatever is wrong with it can still be pointed at.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Written<T>(Spanned<T>);

impl<T> Written<T> {
    pub fn place(&self) -> Place {
        Place::from(self.0.defined)
    }

    pub fn into_inner(self) -> T {
        self.0.value
    }
}

impl<T> Deref for Written<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.value
    }
}
