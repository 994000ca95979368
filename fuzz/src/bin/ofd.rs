#![no_main]
libfuzzer_sys::fuzz_target!(|open: &[u8]| gongwen_fuzz::read_open(open));
