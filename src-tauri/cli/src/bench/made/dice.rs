//! Dice that fall the same way for the same throw: SplitMix64, seeded from what the throw is about.
//!
//! Whoever asks about order 3 of person 17 gets the same answer without a walk through everybody before, so history can
//! be made month by month and nothing has to be remembered.

/// SplitMix64's finaliser (Steele, Lea, Flood 2014).
fn mixed(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[derive(Clone, Copy)]
pub struct Dice(u64);

impl Dice {
    /// `about`: what kind of thing, and which; another kind never shares its throws.
    pub fn new(seed: u64, about: [u64; 3]) -> Self {
        Self(
            about
                .into_iter()
                .fold(mixed(seed ^ 0x9e37_79b9_7f4a_7c15), |state, part| mixed(state ^ part.wrapping_mul(0xd6e8_feb8_6659_fd93))),
        )
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed(self.0)
    }

    /// From 0 up to `sides`, exclusive; 0 when there are none.
    pub fn below(&mut self, sides: u32) -> u32 {
        (((self.next() >> 32) * u64::from(sides)) >> 32) as u32
    }

    /// From 0 up to 1, exclusive.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    pub fn chance(&mut self, p: f64) -> bool {
        self.unit() < p
    }

    /// Waiting times: exponential with this mean.
    pub fn wait(&mut self, mean: f64) -> f64 {
        -mean * (1.0 - self.unit()).ln()
    }

    /// How often `p` comes before it does not, at most `most`.
    pub fn run(&mut self, p: f64, most: u32) -> u32 {
        let mut n = 0;
        while n < most && self.chance(p) {
            n += 1;
        }
        n
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        // The lists are written here in the source and none is empty.
        &from[self.below(u32::try_from(from.len()).unwrap_or(u32::MAX)) as usize]
    }

    /// The place in a list of shares that add up to 100.
    pub fn share(&mut self, shares: &[u32]) -> usize {
        let mut draw = self.below(100);
        for (i, share) in shares.iter().enumerate() {
            if draw < *share {
                return i;
            }
            draw -= share;
        }
        0
    }
}
