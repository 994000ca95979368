//! The model in each output format, one file a format.

pub mod json;
pub mod outline;
pub mod schema;
pub mod xml;
mod xml_shape;

/// The namespace of the XML form.
pub const NAMESPACE: &str = "urn:gongwen:notice:1.0";
