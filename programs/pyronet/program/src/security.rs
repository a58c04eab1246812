//! How to report a weakness, in the form explorers look for in a program's bytes.

const TEXT: &[u8] = b"=======BEGIN SECURITY.TXT V1=======\0\
name\0Pyronet\0\
project_url\0the source tree this program was built from\0\
contacts\0other:SECURITY.md in the source tree\0\
policy\0SECURITY.md in the source tree\0\
preferred_languages\0en\0\
auditors\0None: not audited\0\
=======END SECURITY.TXT V1=======\0";

#[used]
#[link_section = ".rodata.security"]
static SECURITY_TXT: [u8; TEXT.len()] = {
    let mut bytes = [0; TEXT.len()];
    bytes.copy_from_slice(TEXT);
    bytes
};
