//! Not yet.
use super::{Stop, draft::Draft};
/// Reads.
pub fn read(_bytes: &[u8], _draft: &mut Draft) -> Result<(), Stop> {
    Ok(())
}
