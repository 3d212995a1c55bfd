//! Common characters of Chinese encodings: how much of some bytes they are.
//!
//! In: bytes. Out: the share of common characters among the two-byte ones, read as GB 18030 or as Big5. Refuses (0) bytes
//! that do not fit the encoding.

/// Of the two-byte characters in GB18030, the share in GB 2312 rows 1 and 3 (marks, full-width letters and digits) and
/// 16 to 55 (the 3755 common characters); 0 where there are none or more than a few bytes do not fit.
pub(super) fn chinese_share(sample: &[u8]) -> f64 {
    let (mut at, mut all, mut common, mut wrong) = (0, 0u32, 0u32, 0u32);
    while let Some(&lead) = sample.get(at) {
        let trail = sample.get(at + 1).copied().unwrap_or(0);
        at += match (lead, trail) {
            (0..=0x7f, _) => 1,
            (0x81..=0xfe, 0x40..=0x7e | 0x80..=0xfe) => {
                all += 1;
                let in_common_row = matches!(lead, 0xa1 | 0xa3 | 0xb0..=0xd7);
                common += u32::from(in_common_row && trail >= 0xa1);
                2
            }
            (0x81..=0xfe, 0x30..=0x39) => 4,
            _ => {
                wrong += 1;
                1
            }
        };
    }
    match all == 0 || wrong * 20 > all {
        true => 0.0,
        false => f64::from(common) / f64::from(all),
    }
}

/// Of the two-byte characters in Big5, the share of marks and of the 5401 common characters; 0 where bytes do not fit.
pub(super) fn traditional_share(sample: &[u8]) -> f64 {
    let (mut at, mut all, mut common) = (0, 0u32, 0u32);
    while let Some(&lead) = sample.get(at) {
        let trail = sample.get(at + 1).copied().unwrap_or(0);
        match (lead, trail) {
            (0..=0x7f, _) => at += 1,
            (0xa1..=0xf9, 0x40..=0x7e | 0xa1..=0xfe) => {
                all += 1;
                common += u32::from(matches!(lead, 0xa1..=0xc6));
                at += 2;
            }
            _ => return 0.0,
        }
    }
    if all < 4 { 0.0 } else { f64::from(common) / f64::from(all) }
}
