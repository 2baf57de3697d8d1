//! Arrays that take no more room than their values need: codes in one, two or four bytes, amounts in four or eight.

/// Small whole numbers from 0: places in a dictionary (0: unset), product ids, moments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Codes {
    One(Vec<u8>),
    Two(Vec<u16>),
    Four(Vec<u32>),
}

impl Codes {
    pub fn of(values: &[u32]) -> Self {
        let most = values.iter().copied().max().unwrap_or(0);
        if u8::try_from(most).is_ok() {
            Self::One(values.iter().map(|v| *v as u8).collect())
        } else if u16::try_from(most).is_ok() {
            Self::Two(values.iter().map(|v| *v as u16).collect())
        } else {
            Self::Four(values.to_vec())
        }
    }

    pub fn len(&self) -> usize {
        match self {
            Self::One(v) => v.len(),
            Self::Two(v) => v.len(),
            Self::Four(v) => v.len(),
        }
    }

    pub fn get(&self, i: usize) -> u32 {
        match self {
            Self::One(v) => v.get(i).copied().unwrap_or(0).into(),
            Self::Two(v) => v.get(i).copied().unwrap_or(0).into(),
            Self::Four(v) => v.get(i).copied().unwrap_or(0),
        }
    }

    pub fn is_empty(&self) -> bool {
        match self {
            Self::One(v) => v.is_empty(),
            Self::Two(v) => v.is_empty(),
            Self::Four(v) => v.is_empty(),
        }
    }

    /// Keeps of `mask` (about the rows from `from` on) what `allowed` lets pass; a code beyond its end does not.
    pub fn keep(&self, from: usize, mask: &mut [u8], allowed: &[bool]) {
        match self {
            Self::One(v) => keep(v.get(from..).unwrap_or(&[]), mask, allowed),
            Self::Two(v) => keep(v.get(from..).unwrap_or(&[]), mask, allowed),
            Self::Four(v) => keep(v.get(from..).unwrap_or(&[]), mask, allowed),
        }
    }
}

fn keep<T: Copy + Into<u32>>(codes: &[T], mask: &mut [u8], allowed: &[bool]) {
    for (m, code) in mask.iter_mut().zip(codes) {
        let code: u32 = (*code).into();
        *m &= u8::from(allowed.get(code as usize).copied().unwrap_or(false));
    }
}

/// Amounts and quantities, some of them unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amounts {
    /// The kind of rows has none.
    None,
    Four(Vec<i32>),
    Eight(Vec<i64>),
}

/// Stands for NULL.
pub const UNKNOWN: i64 = i64::MIN;

impl Amounts {
    pub fn of(values: &[i64]) -> Self {
        if values.iter().all(|v| *v == UNKNOWN) {
            return Self::None;
        }
        let fits = |v: &i64| *v == UNKNOWN || (*v > i64::from(i32::MIN) && *v <= i64::from(i32::MAX));
        if values.iter().all(fits) {
            Self::Four(values.iter().map(|v| i32::try_from(*v).unwrap_or(i32::MIN)).collect())
        } else {
            Self::Eight(values.to_vec())
        }
    }

    pub fn get(&self, i: usize) -> Option<i64> {
        match self {
            Self::None => None,
            Self::Four(v) => v.get(i).copied().filter(|v| *v != i32::MIN).map(i64::from),
            Self::Eight(v) => v.get(i).copied().filter(|v| *v != UNKNOWN),
        }
    }

    /// The room it takes.
    pub fn bytes(&self) -> usize {
        match self {
            Self::None => 0,
            Self::Four(v) => v.len() * 4,
            Self::Eight(v) => v.len() * 8,
        }
    }

    /// As it is kept: NULL is `UNKNOWN`.
    pub fn raw(&self, i: usize) -> i64 {
        self.get(i).unwrap_or(UNKNOWN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_take_the_room_they_need_and_come_back_as_they_were() {
        for values in [vec![0, 255], vec![256, 0, 65_535], vec![65_536, u32::MAX], vec![]] {
            let codes = Codes::of(&values);
            assert_eq!((0..values.len()).map(|i| codes.get(i)).collect::<Vec<_>>(), values);
        }
        for values in [vec![UNKNOWN, 5, -5], vec![i64::from(i32::MIN), 7], vec![i64::MAX, UNKNOWN]] {
            let amounts = Amounts::of(&values);
            assert_eq!((0..values.len()).map(|i| amounts.raw(i)).collect::<Vec<_>>(), values);
        }
        assert_eq!(Amounts::of(&[UNKNOWN, UNKNOWN]), Amounts::None);
    }

    #[test]
    fn a_code_that_is_not_known_yet_does_not_pass() {
        let mut mask = [1, 1, 0, 1];
        Codes::of(&[9, 0, 1, 1]).keep(0, &mut mask, &[false, true]);
        assert_eq!(mask, [0, 0, 0, 1]);
    }
}
