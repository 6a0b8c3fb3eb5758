// SPDX-License-Identifier: EUPL-1.2

use super::Capability;
use super::file::ConnectorFile;
use schemars::{Schema, SchemaGenerator, json_schema, schema_for};

/// The JSON Schema of a connector's file: what its reader refuses by form, it refuses too.
pub fn schema() -> Schema {
    schema_for!(ConnectorFile)
}

/// The list of capabilities, each with its sentence.
pub(super) fn capabilities(_: &mut SchemaGenerator) -> Schema {
    let one =
        |capability: Capability| json_schema!({ "const": capability.id(), "description": capability.sentence().en });
    json_schema!({ "type": "array", "items": { "oneOf": Capability::ALL.map(one) } })
}
