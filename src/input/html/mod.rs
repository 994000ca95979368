//! Not yet.
use super::{Stop, draft::Draft};
use encoding_rs::Encoding;
/// Reads.
pub fn read(_bytes: &[u8], _encoding: Option<&'static Encoding>, _draft: &mut Draft) -> Result<(), Stop> {
    Ok(())
}
