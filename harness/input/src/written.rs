// SPDX-License-Identifier: EUPL-1.2

use super::Place;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;
use serde_yaml::Spanned;
use std::borrow::Cow;
use std::ops::Deref;

/// A value and where it was written, so that whatever is wrong with it can still be pointed at.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Written<T>(Spanned<T>);

impl<T> Written<T> {
    /// Where it stands in its file.
    pub fn place(&self) -> Place {
        Place::from(self.0.defined)
    }

    /// The value alone.
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

/// To whoever writes the file, a value and nothing else.
impl<T: JsonSchema> JsonSchema for Written<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}
