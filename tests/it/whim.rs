//! Values out of nothing: a source that answers serde, whatever it asks for, with something that may or may not make
//! sense. So every command there is, and every one there will be, can be made without naming it.

use std::collections::BTreeMap;
use std::fmt;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use sarex::sim::Command;
use serde::Deserialize;
use serde::de::{self, DeserializeSeed, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess, Visitor};

/// A source of values.
pub(crate) struct Whim {
    dice: ChaCha8Rng,
    /// What ids of some kind are likely to exist, by the name of their type: "RequestId".
    pub(crate) known: BTreeMap<&'static str, u32>,
    /// Whether the next number is a latitude or a longitude.
    coordinate: Option<bool>,
    depth: u32,
}

impl Whim {
    pub(crate) fn new(seed: u64) -> Self {
        Self { dice: ChaCha8Rng::seed_from_u64(seed), known: BTreeMap::new(), coordinate: None, depth: 0 }
    }

    /// A number below a bound; 0 if the bound is 0.
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        if bound == 0 { 0 } else { self.dice.next_u32() % bound }
    }

    /// True once in so many.
    pub(crate) fn once_in(&mut self, n: u32) -> bool {
        self.below(n) == 0
    }

    /// A command of some kind, or the last thing tried if what was asked for will not have such values.
    pub(crate) fn command(&mut self) -> Option<Command> {
        (0..20).find_map(|_| {
            (self.depth, self.coordinate) = (0, None);
            Command::deserialize(&mut *self).ok()
        })
    }

    fn whole(&mut self) -> u64 {
        match self.below(40) {
            0 => u64::from(self.dice.next_u32()),
            1 => 0,
            2 => u64::MAX,
            n if n < 30 => u64::from(self.below(8)),
            _ => u64::from(self.below(20_000)),
        }
    }

    fn real(&mut self) -> f64 {
        let share = f64::from(self.below(100_001)) / 100_000.0;
        if let Some(is_latitude) = self.coordinate {
            self.coordinate = is_latitude.then_some(false);
            // About the waters of the scenario that is played.
            return if is_latitude { -12.0 + 8.0 * share } else { 102.0 + 8.0 * share };
        }
        match self.below(20) {
            0 => f64::NAN,
            1 => f64::INFINITY,
            2 => -1e300,
            3 => -share,
            n if n < 10 => share,
            n if n < 15 => 360.0 * share,
            _ => 2e5 * share,
        }
    }
}

/// What was asked for cannot be had; another try may have more luck.
#[derive(Debug)]
pub(crate) struct Unlucky;

impl fmt::Display for Unlucky {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no such value")
    }
}

impl std::error::Error for Unlucky {}

impl de::Error for Unlucky {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

const WORDS: [&str; 5] = ["", "all stations", "because", "<script>alert(1)</script>", "\u{202e}ابحث \0 😀"];

macro_rules! whole {
    ($($ask:ident $visit:ident $kind:ty),*) => {$(
        fn $ask<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unlucky> {
            let value = self.whole();
            visitor.$visit(value as $kind)
        }
    )*};
}

impl<'de> de::Deserializer<'de> for &mut Whim {
    type Error = Unlucky;

    whole!(
        deserialize_u8 visit_u8 u8, deserialize_u16 visit_u16 u16, deserialize_u32 visit_u32 u32,
        deserialize_u64 visit_u64 u64, deserialize_i8 visit_i8 i8, deserialize_i16 visit_i16 i16,
        deserialize_i32 visit_i32 i32, deserialize_i64 visit_i64 i64
    );

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Unlucky> {
        Err(Unlucky)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unlucky> {
        let yes = self.once_in(2);
        visitor.visit_bool(yes)
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unlucky> {
        let value = self.real();
        visitor.visit_f32(value as f32)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unlucky> {
        let value = self.real();
        visitor.visit_f64(value)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unlucky> {
        visitor.visit_char('x')
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unlucky> {
        let word = self.below(WORDS.len() as u32);
        visitor.visit_str(WORDS[word as usize])
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unlucky> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unlucky> {
        visitor.visit_bytes(b"")
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unlucky> {
        visitor.visit_bytes(b"")
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unlucky> {
        if self.once_in(2) { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unlucky> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Unlucky> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Unlucky> {
        match self.known.get(name).copied() {
            // Mostly one that exists.
            Some(count) if !self.once_in(12) => {
                let id = self.below(count);
                visitor.visit_newtype_struct(id.into_deserializer())
            }
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unlucky> {
        let length = if self.depth > 12 { 0 } else { self.below(4) };
        visitor.visit_seq(Several { whim: self, left: length })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Unlucky> {
        // A position is written as its latitude and its longitude.
        self.coordinate = (length == 2).then_some(true);
        let value = visitor.visit_seq(Several { whim: self, left: length as u32 });
        self.coordinate = None;
        value
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Unlucky> {
        visitor.visit_seq(Several { whim: self, left: length as u32 })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unlucky> {
        let length = self.below(3);
        visitor.visit_map(Several { whim: self, left: length })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unlucky> {
        visitor.visit_seq(Several { whim: self, left: fields.len() as u32 })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unlucky> {
        self.depth += 1;
        // What holds itself (a condition of conditions) has an end.
        let count = if self.depth > 12 { 1 } else { variants.len() as u32 };
        let variant = self.below(count);
        visitor.visit_enum(Chosen { whim: self, variant })
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Unlucky> {
        Err(Unlucky)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unlucky> {
        visitor.visit_unit()
    }

    fn is_human_readable(&self) -> bool {
        false
    }
}

struct Several<'w> {
    whim: &'w mut Whim,
    left: u32,
}

impl<'de> SeqAccess<'de> for Several<'_> {
    type Error = Unlucky;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Unlucky> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        seed.deserialize(&mut *self.whim).map(Some)
    }
}

impl<'de> MapAccess<'de> for Several<'_> {
    type Error = Unlucky;

    fn next_key_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Unlucky> {
        self.next_element_seed(seed)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Unlucky> {
        seed.deserialize(&mut *self.whim)
    }
}

struct Chosen<'w> {
    whim: &'w mut Whim,
    variant: u32,
}

impl<'de, 'w> EnumAccess<'de> for Chosen<'w> {
    type Error = Unlucky;
    type Variant = &'w mut Whim;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Self::Variant), Unlucky> {
        let variant = IntoDeserializer::<Unlucky>::into_deserializer(self.variant);
        Ok((seed.deserialize(variant)?, self.whim))
    }
}

impl<'de> VariantAccess<'de> for &mut Whim {
    type Error = Unlucky;

    fn unit_variant(self) -> Result<(), Unlucky> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Unlucky> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Unlucky> {
        visitor.visit_seq(Several { whim: self, left: length as u32 })
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Unlucky> {
        visitor.visit_seq(Several { whim: self, left: fields.len() as u32 })
    }
}
