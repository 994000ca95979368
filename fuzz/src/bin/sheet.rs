#![no_main]
// XLS is no package: it is read as it is.
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| if bytes.starts_with(b"%%%% ") {
    gongwen_fuzz::read_open(bytes)
} else {
    gongwen_fuzz::read(bytes)
});
