/// A file of a hand-made ZIP. The central record says `central`, the local header `local`.
#[derive(Clone)]
pub struct File {
    pub central: Fields,
    pub local: Fields,
    pub data: Vec<u8>,
    /// Bytes before the local header.
    pub gap: Vec<u8>,
    /// Points the central record somewhere else.
    pub offset: Option<u32>,
}

#[derive(Clone)]
pub struct Fields {
    pub flags: u16,
    pub method: u16,
    pub time: u16,
    pub crc: u32,
    pub packed: u32,
    pub len: u32,
    pub name: Vec<u8>,
    pub extra: Vec<u8>,
    pub comment: Vec<u8>,
    pub made_by: u16,
    pub disk: u16,
    pub external: u32,
}

/// A plain file, as it must be.
pub fn file(name: &str, data: &[u8]) -> File {
    let len = data.len() as u32;
    let fields = Fields {
        flags: if name.is_ascii() { 0 } else { 1 << 11 },
        method: 0,
        time: 0,
        crc: crc32fast::hash(data),
        packed: len,
        len,
        name: name.as_bytes().to_vec(),
        extra: vec![],
        comment: vec![],
        made_by: 3 << 8 | 20,
        disk: 0,
        external: 0o100_644 << 16,
    };
    File {
        central: fields.clone(),
        local: fields,
        data: data.to_vec(),
        gap: vec![],
        offset: None,
    }
}

impl File {
    /// Changes what both headers say.
    pub fn both(mut self, change: impl Fn(&mut Fields)) -> Self {
        change(&mut self.central);
        change(&mut self.local);
        self
    }
    pub fn central(mut self, change: impl Fn(&mut Fields)) -> Self {
        change(&mut self.central);
        self
    }
    pub fn local(mut self, change: impl Fn(&mut Fields)) -> Self {
        change(&mut self.local);
        self
    }
}

/// What the end record says, where it is not the truth.
#[derive(Clone, Default)]
pub struct Ending {
    pub disk: u16,
    pub central_disk: u16,
    pub entries_here: Option<u16>,
    pub entries: Option<u16>,
    pub central_len: Option<u32>,
    pub central_offset: Option<u32>,
    pub comment: Vec<u8>,
    /// Bytes between the directory and the end record.
    pub before: Vec<u8>,
    /// Bytes between the files and the directory.
    pub after_files: Vec<u8>,
}

pub fn zip(files: &[File]) -> Vec<u8> {
    zip_with(files, &Ending::default())
}

pub fn zip_with(files: &[File], ending: &Ending) -> Vec<u8> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for file in files {
        out.extend(&file.gap);
        let offset = file.offset.unwrap_or(out.len() as u32);
        let (l, c) = (&file.local, &file.central);
        out.extend(0x0403_4b50u32.to_le_bytes());
        out.extend(10u16.to_le_bytes());
        common(&mut out, l);
        out.extend((l.name.len() as u16).to_le_bytes());
        out.extend((l.extra.len() as u16).to_le_bytes());
        out.extend(&l.name);
        out.extend(&l.extra);
        out.extend(&file.data);
        directory.extend(0x0201_4b50u32.to_le_bytes());
        directory.extend(c.made_by.to_le_bytes());
        directory.extend(10u16.to_le_bytes());
        common(&mut directory, c);
        for n in [
            c.name.len(),
            c.extra.len(),
            c.comment.len(),
            c.disk as usize,
            0,
        ] {
            directory.extend((n as u16).to_le_bytes());
        }
        directory.extend(c.external.to_le_bytes());
        directory.extend(offset.to_le_bytes());
        directory.extend(&c.name);
        directory.extend(&c.extra);
        directory.extend(&c.comment);
    }
    out.extend(&ending.after_files);
    let at = out.len() as u32;
    out.extend(&directory);
    out.extend(&ending.before);
    let count = files.len() as u16;
    out.extend(0x0605_4b50u32.to_le_bytes());
    for n in [
        ending.disk,
        ending.central_disk,
        ending.entries_here.unwrap_or(count),
        ending.entries.unwrap_or(count),
    ] {
        out.extend(n.to_le_bytes());
    }
    out.extend(
        ending
            .central_len
            .unwrap_or(directory.len() as u32)
            .to_le_bytes(),
    );
    out.extend(ending.central_offset.unwrap_or(at).to_le_bytes());
    out.extend((ending.comment.len() as u16).to_le_bytes());
    out.extend(&ending.comment);
    out
}

fn common(out: &mut Vec<u8>, fields: &Fields) {
    out.extend(fields.flags.to_le_bytes());
    out.extend(fields.method.to_le_bytes());
    out.extend(fields.time.to_le_bytes());
    out.extend(0x21u16.to_le_bytes());
    out.extend(fields.crc.to_le_bytes());
    out.extend(fields.packed.to_le_bytes());
    out.extend(fields.len.to_le_bytes());
}
