//! Throws of a die that a seed repeats: small helpers, so that a generator reads as what it makes.

/// SplitMix64 (Steele, Lea & Flood 2014).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// 0 to `n` − 1.
    pub fn below(&mut self, n: u32) -> u32 {
        (self.throw() % u64::from(n.max(1))) as u32
    }

    /// Both ends included.
    pub fn range(&mut self, from: i64, to: i64) -> i64 {
        from + i64::from(self.below((to - from + 1) as u32))
    }

    pub fn chance(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u32) as usize].clone()
    }

    pub fn word(&mut self, from: &[&str]) -> String {
        self.pick(from).to_owned()
    }

    pub fn maybe(&mut self, percent: u32, from: &[&str]) -> Option<String> {
        self.chance(percent).then(|| self.word(from))
    }

    /// `least` to `most` of them, without repeats, in their order.
    pub fn some<T: Clone>(&mut self, from: &[T], least: u32, most: u32) -> Vec<T> {
        let n = self.range(i64::from(least), i64::from(most.min(from.len() as u32))) as usize;
        let mut places: Vec<usize> = (0..from.len()).collect();
        while places.len() > n {
            let i = self.below(places.len() as u32) as usize;
            places.remove(i);
        }
        places.into_iter().map(|i| from[i].clone()).collect()
    }

    pub fn words(&mut self, from: &[&str], least: u32, most: u32) -> Vec<String> {
        self.some(from, least, most).into_iter().map(str::to_owned).collect()
    }

    /// A place in the list of weights.
    pub fn weighted(&mut self, weights: &[u32]) -> usize {
        let mut left = self.below(weights.iter().sum());
        for (i, w) in weights.iter().enumerate() {
            if left < *w {
                return i;
            }
            left -= w;
        }
        0
    }
}
