//! The shape itself: JSON Schema 2020-12 from the model's types, and the XSD that mirrors it.

use crate::corrections::{self, Corrections};
use crate::model::{Notice, VERSION};
use crate::write::NAMESPACE;
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// The JSON Schema of the model, as JSON.
pub fn json_schema() -> Value {
    let schema = schemars::generate::SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Notice>();
    let mut value = schema.to_value();
    if let Some(root) = value.as_object_mut() {
        root.insert("title".into(), json!("gongwen notice"));
        root.insert("$id".into(), json!(format!("urn:gongwen:notice:{VERSION}:schema")));
        for (name, constant) in [("format", crate::model::FORMAT), ("version", VERSION)] {
            if let Some(property) = root.get_mut("properties").and_then(|p| p.get_mut(name)).and_then(Value::as_object_mut) {
                property.insert("const".into(), json!(constant));
            }
        }
        require_all(root);
    }
    value
}

/// The JSON Schema of a file of corrections, as JSON.
pub fn corrections() -> Value {
    let schema = schemars::generate::SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Corrections>();
    let mut value = schema.to_value();
    if let Some(root) = value.as_object_mut() {
        root.insert("title".into(), json!("gongwen corrections"));
        root.insert("$id".into(), json!(format!("urn:gongwen:corrections:{}:schema", corrections::VERSION)));
        for (name, constant) in [("format", corrections::FORMAT), ("version", corrections::VERSION)] {
            if let Some(property) = root.get_mut("properties").and_then(|p| p.get_mut(name)).and_then(Value::as_object_mut) {
                property.insert("const".into(), json!(constant));
            }
        }
    }
    value
}

/// Canonical output has every key: what serde would leave out in reading is required in writing.
fn require_all(schema: &mut Map<String, Value>) {
    if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
        let names: Vec<Value> = properties.keys().map(|k| json!(k)).collect();
        schema.insert("required".into(), Value::Array(names));
    }
    if let Some(defs) = schema.get_mut("$defs").and_then(Value::as_object_mut) {
        for def in defs.values_mut().filter_map(Value::as_object_mut) {
            require_all(def);
        }
    }
}

/// The XSD of the XML form, made from the JSON Schema: an object is a sequence of elements, an array an element
/// around its items, null an element that is not there.
pub fn xsd() -> String {
    let schema = json_schema();
    let mut out = String::new();
    let _ = writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    let _ = writeln!(
        out,
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" xmlns=\"{NAMESPACE}\" targetNamespace=\"{NAMESPACE}\" elementFormDefault=\"qualified\" version=\"{VERSION}\">"
    );
    out.push_str("  <!-- A string whose characters XML 1.0 has not: the inside of a JSON string, escaped=\"json\". -->\n");
    out.push_str("  <xs:complexType name=\"string\">\n    <xs:simpleContent>\n      <xs:extension base=\"xs:string\">\n        <xs:attribute name=\"escaped\" type=\"xs:string\" fixed=\"json\"/>\n      </xs:extension>\n    </xs:simpleContent>\n  </xs:complexType>\n");
    out.push_str("  <xs:element name=\"notice\" type=\"Notice\"/>\n");
    object(&mut out, "Notice", &schema);
    if let Some(defs) = schema["$defs"].as_object() {
        for (name, def) in defs {
            if def["type"] == "object" {
                object(&mut out, name, def);
            } else {
                simple(&mut out, name, def);
            }
        }
    }
    out.push_str("</xs:schema>\n");
    out
}

fn object(out: &mut String, name: &str, def: &Value) {
    let _ = writeln!(out, "  <xs:complexType name=\"{name}\">\n    <xs:sequence>");
    for (field, property) in def["properties"].as_object().into_iter().flatten() {
        element(out, field, property, 6);
    }
    out.push_str("    </xs:sequence>\n  </xs:complexType>\n");
}

fn element(out: &mut String, name: &str, property: &Value, indent: usize) {
    let pad = " ".repeat(indent);
    let (inner, optional) = nullable(property);
    let least = if optional { " minOccurs=\"0\"" } else { "" };
    if inner["type"] == "array" {
        let items = &inner["items"];
        let _ = writeln!(out, "{pad}<xs:element name=\"{name}\"{least}>\n{pad}  <xs:complexType>\n{pad}    <xs:sequence>");
        let mut item = String::new();
        element(&mut item, &tag(items), items, indent + 6);
        out.push_str(&item.replacen("\">", "\" minOccurs=\"0\" maxOccurs=\"unbounded\">", usize::from(items["type"] == "array")).replacen(
            "/>",
            " minOccurs=\"0\" maxOccurs=\"unbounded\"/>",
            usize::from(items["type"] != "array"),
        ));
        let _ = writeln!(out, "{pad}    </xs:sequence>\n{pad}  </xs:complexType>\n{pad}</xs:element>");
        return;
    }
    let _ = writeln!(out, "{pad}<xs:element name=\"{name}\" type=\"{}\"{least}/>", kind(inner));
}

/// A property without its null, and whether it had one.
fn nullable(property: &Value) -> (&Value, bool) {
    if let Some(choices) = property["anyOf"].as_array() {
        let inner = choices.iter().find(|c| c["type"] != "null").unwrap_or(property);
        return (inner, choices.len() > 1);
    }
    let null = property["type"].as_array().is_some_and(|t| t.iter().any(|t| t == "null"));
    (property, null)
}

/// The element of an item in a list.
fn tag(items: &Value) -> String {
    if items["type"] == "array" {
        return "row".into();
    }
    match items["$ref"].as_str().and_then(|r| r.rsplit('/').next()) {
        Some("Text" | "Id") | None => "item".into(),
        Some(name) => name.to_lowercase(),
    }
}

fn kind(property: &Value) -> String {
    if let Some(name) = property["$ref"].as_str().and_then(|r| r.rsplit('/').next()) {
        return name.into();
    }
    let name = property["type"]
        .as_str()
        .or_else(|| property["type"].as_array().and_then(|t| t.iter().find_map(|t| t.as_str().filter(|t| *t != "null"))));
    match name {
        Some("integer") => "xs:unsignedLong".into(),
        Some("boolean") => "xs:boolean".into(),
        _ => "string".into(),
    }
}

fn simple(out: &mut String, name: &str, def: &Value) {
    let mut values: Vec<&str> = def["enum"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    values.extend(def["oneOf"].as_array().into_iter().flatten().filter_map(|c| c["const"].as_str()));
    let _ = writeln!(out, "  <xs:simpleType name=\"{name}\">\n    <xs:restriction base=\"xs:string\">");
    for value in values {
        let _ = writeln!(out, "      <xs:enumeration value=\"{value}\"/>");
    }
    if let Some(pattern) = def["pattern"].as_str() {
        let _ = writeln!(out, "      <xs:pattern value=\"{}\"/>", pattern.trim_start_matches('^').trim_end_matches('$'));
    }
    out.push_str("    </xs:restriction>\n  </xs:simpleType>\n");
}
