//! The one door to sines, exponentials and their kin.
//!
//! `f64::sin` and friends call the platform's own mathematics library and may differ in the last digit
//! between machines; a recording would then fail to verify elsewhere. Everything goes through the `libm`
//! crate instead, which is the same code on every platform. `.clippy.toml` bans the methods themselves.
//!
//! `f64::sqrt` is exact by IEEE 754 and is used directly.

pub use std::f64::consts::{PI, SQRT_2, TAU};

/// Sine of an angle \[rad\].
pub fn sin(x: f64) -> f64 {
    libm::sin(x)
}

/// Cosine of an angle \[rad\].
pub fn cos(x: f64) -> f64 {
    libm::cos(x)
}

/// Sine and cosine of an angle \[rad\], in that order.
pub fn sin_cos(x: f64) -> (f64, f64) {
    libm::sincos(x)
}

/// Tangent of an angle \[rad\].
pub fn tan(x: f64) -> f64 {
    libm::tan(x)
}

/// Arc sine \[rad\]; the argument is clamped to \[-1, 1\], so rounding cannot make a NaN.
pub fn asin(x: f64) -> f64 {
    libm::asin(x.clamp(-1.0, 1.0))
}

/// Arc cosine \[rad\]; the argument is clamped to \[-1, 1\], so rounding cannot make a NaN.
pub fn acos(x: f64) -> f64 {
    libm::acos(x.clamp(-1.0, 1.0))
}

/// Angle of the vector (x, y) from the x axis \[rad\], in (-pi, pi].
pub fn atan2(y: f64, x: f64) -> f64 {
    libm::atan2(y, x)
}

/// Arc tangent \[rad\].
pub fn atan(x: f64) -> f64 {
    libm::atan(x)
}

/// e to the power x.
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// Natural logarithm.
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// x to the power y.
pub fn pow(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}

/// Hyperbolic tangent.
pub fn tanh(x: f64) -> f64 {
    libm::tanh(x)
}

/// The error function.
pub fn erf(x: f64) -> f64 {
    libm::erf(x)
}

/// The complement of the error function, `1 - erf(x)`, in a form that keeps its digits where that is nearly nothing.
pub fn erfc(x: f64) -> f64 {
    libm::erfc(x)
}

/// Length of the vector (x, y).
pub fn hypot(x: f64, y: f64) -> f64 {
    libm::hypot(x, y)
}

/// An angle \[degrees\] brought into [0, 360).
pub fn wrap_360(degrees: f64) -> f64 {
    let wrapped = degrees % 360.0;
    let wrapped = if wrapped < 0.0 { wrapped + 360.0 } else { wrapped };
    if wrapped >= 360.0 { 0.0 } else { wrapped }
}

/// An angle \[degrees\] brought into (-180, 180].
pub fn wrap_180(degrees: f64) -> f64 {
    let wrapped = wrap_360(degrees);
    if wrapped > 180.0 { wrapped - 360.0 } else { wrapped }
}

/// Straight-line interpolation through points sorted by x, held constant beyond both ends.
///
/// # Panics
/// Never on a non-empty slice; an empty slice gives 0.
pub fn interpolate(points: &[(f64, f64)], x: f64) -> f64 {
    let Some(first) = points.first() else {
        return 0.0;
    };
    if x <= first.0 {
        return first.1;
    }
    for pair in points.windows(2) {
        let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
        if x <= x1 {
            return if x1 > x0 { y0 + (y1 - y0) * (x - x0) / (x1 - x0) } else { y1 };
        }
    }
    points[points.len() - 1].1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn angles_wrap_into_their_range() {
        assert_eq!(wrap_360(-10.0), 350.0);
        assert_eq!(wrap_360(720.0), 0.0);
        assert_eq!(wrap_180(350.0), -10.0);
        assert_eq!(wrap_180(180.0), 180.0);
        assert_eq!(wrap_360(-1e-20), 0.0);
    }

    #[test]
    fn interpolation_is_linear_and_holds_its_ends() {
        let line = [(0.0, 1.0), (10.0, 2.0), (20.0, 0.0)];
        assert_eq!(interpolate(&line, -5.0), 1.0);
        assert_eq!(interpolate(&line, 5.0), 1.5);
        assert_eq!(interpolate(&line, 15.0), 1.0);
        assert_eq!(interpolate(&line, 99.0), 0.0);
    }
}
