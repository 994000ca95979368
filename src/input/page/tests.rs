//! Pages made up of glyphs and rules.
