//! Signatures of a package (ECMA-376 part 2, 10; [MS-OFFCRYPTO] 2.5), named and not verified.
//!
//! | `_xmlsignatures/sig1.xml` has | what we give |
//! |---|---|
//! | `SignatureText`, else `X509SubjectName` | the name |
//! | `SignatureTime/Value`, else `SigningTime` | when |

use crate::input::Stop;
use crate::input::draft::Draft;
use crate::input::package::Package;
use crate::input::xml::{Node, Xml, decoded};
use crate::source::provenance::Signature;

/// So many signatures are named; a document that goes round has some ten.
const SIGNATURES: usize = 100;

/// Names the signatures of a package. A broken one has no name.
pub fn read(package: &mut Package, draft: &mut Draft) -> Result<(), Stop> {
    let is_signature = |name: &str| name.to_ascii_lowercase().starts_with("_xmlsignatures/") && name.to_ascii_lowercase().ends_with(".xml");
    let names: Vec<String> = package.names().filter(|n| is_signature(n)).take(SIGNATURES).map(|n| n.into_owned()).collect();
    for name in names {
        let mut signature = Signature::default();
        match package.part(&name) {
            Ok(Some(bytes)) => drop(fill(&mut signature, &mut Xml::new(&name, &decoded(&bytes).0))),
            Ok(None) | Err(Stop::Damaged(..)) => {}
            Err(stop) => return Err(stop),
        }
        draft.signature(signature);
    }
    Ok(())
}

fn fill(signature: &mut Signature, xml: &mut Xml) -> Result<(), Stop> {
    let (mut text, mut subject, mut stamped, mut signed) = (None, None, None, None);
    let mut in_time = false;
    while let Some(node) = xml.next()? {
        let Node::Start(element) = node else { continue };
        match element.name() {
            "SignatureText" => text = Some(xml.text()?),
            "X509SubjectName" => subject = Some(xml.text()?),
            "SignatureTime" => in_time = true,
            "Value" if in_time => {
                stamped = Some(xml.text()?);
                in_time = false;
            }
            "SigningTime" => signed = Some(xml.text()?),
            _ => {}
        }
    }
    let filled = |s: Option<String>| s.map(|s| s.trim().to_string()).filter(|s| !s.is_empty());
    signature.name = filled(text).or(filled(subject));
    signature.signed_at = filled(stamped).or(filled(signed));
    Ok(())
}
