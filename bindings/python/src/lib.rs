//! gongwen for Python: the module `gongwen._native`, on which the package `gongwen` in `python/` stands. What is Python's
//! own (classes, options, errors) is there; here is what runs without the interpreter.

mod cells;
mod check;
mod failure;
mod notice;
mod reading;
mod rows;

use pyo3::prelude::*;

/// What the package is made of.
#[pymodule]
mod _native {
    #[pymodule_export]
    use crate::check::{check, rules};
    #[pymodule_export]
    use crate::notice::{Parsed, json_schema, parse};
    #[pymodule_export]
    use crate::reading::Reading;
    #[pymodule_export]
    use crate::rows::{parse_batch, schema};

    #[pymodule_export]
    const VERSION: &str = env!("CARGO_PKG_VERSION");
}
