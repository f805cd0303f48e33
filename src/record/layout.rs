//! The layout of what a recording carries: which types have which fields and variants, as one digest.
//!
//! postcard writes values without their names, so bytes written with other fields than those they are read with
//! give nonsense instead of an error. The layout is found by asking serde to read each type from a source that
//! writes down what it was asked for and answers with the smallest value. An enum is answered with another of
//! its variants each time, and the whole is asked again until every variant within reach has been.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::OnceLock;

use serde::Deserialize;
use serde::de::{self, DeserializeSeed, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::format::{End, Header, TickForm};
use crate::base::Digest;
use crate::sim::World;

/// Digest of the layout of commands, events and worlds in this program. Two programs with equal layouts read
/// each other's recordings; whether they play them alike is for `verify` to say.
pub fn layout() -> Digest {
    static LAYOUT: OnceLock<Digest> = OnceLock::new();
    *LAYOUT.get_or_init(|| Digest::of_bytes(describe::<(Header, TickForm, World, End)>().as_bytes()))
}

/// The layout of a type, as text.
fn describe<'de, T: Deserialize<'de>>() -> String {
    let mut asked = Asked::default();
    loop {
        asked.news = false;
        // A type that refuses the smallest value ends the round early; what it was asked for is noted all the same.
        if T::deserialize(Source(&mut asked)).is_err() {
            asked.note("refused");
        }
        if !asked.news {
            return asked.text;
        }
    }
}

/// What was asked for so far.
#[derive(Default)]
struct Asked {
    text: String,
    // Every enum met.
    enums: BTreeMap<&'static str, Variants>,
    // The enums met, in order, again and again.
    met: Vec<&'static str>,
    news: bool,
}

/// How far the variants of one enum are known.
#[derive(Default)]
struct Variants {
    count: usize,
    tried: usize,
    // The enums met inside each variant tried.
    inside: Vec<BTreeSet<&'static str>>,
}

impl Variants {
    fn open(&self) -> bool {
        self.tried < self.count
    }
}

impl Asked {
    /// The variant to answer with: one not tried yet, or else one that leads to an enum with such variants.
    fn choose(&mut self, name: &'static str, count: usize) -> usize {
        self.met.push(name);
        let known = self.enums.entry(name).or_default();
        known.count = count;
        if known.open() {
            self.news = true;
            known.tried += 1;
            known.inside.resize_with(known.tried, BTreeSet::new);
            return known.tried - 1;
        }
        let leads_on = |inside: &BTreeSet<&str>| inside.iter().any(|name| self.enums[name].open());
        self.enums[name].inside.iter().position(leads_on).unwrap_or(0)
    }

    fn note(&mut self, what: &str) {
        self.text.push_str(what);
        self.text.push(' ');
    }
}

struct Source<'a>(&'a mut Asked);

#[derive(Debug)]
struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the smallest value was refused")
    }
}

impl std::error::Error for Refused {}

impl de::Error for Refused {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

macro_rules! answer {
    ($($method:ident => $visit:ident($($value:expr)?),)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
            self.0.note(stringify!($method).trim_start_matches("deserialize_"));
            visitor.$visit($($value)?)
        })*
    };
}

impl<'de> de::Deserializer<'de> for Source<'_> {
    type Error = Refused;

    answer! {
        deserialize_any => visit_unit(),
        deserialize_bool => visit_bool(false),
        deserialize_i8 => visit_i8(0),
        deserialize_i16 => visit_i16(0),
        deserialize_i32 => visit_i32(0),
        deserialize_i64 => visit_i64(0),
        deserialize_i128 => visit_i128(0),
        deserialize_u8 => visit_u8(0),
        deserialize_u16 => visit_u16(0),
        deserialize_u32 => visit_u32(0),
        deserialize_u64 => visit_u64(0),
        deserialize_u128 => visit_u128(0),
        deserialize_f32 => visit_f32(0.0),
        deserialize_f64 => visit_f64(0.0),
        deserialize_char => visit_char('a'),
        deserialize_str => visit_str(""),
        deserialize_string => visit_str(""),
        deserialize_bytes => visit_bytes(&[]),
        deserialize_byte_buf => visit_bytes(&[]),
        deserialize_unit => visit_unit(),
        deserialize_identifier => visit_str(""),
        deserialize_ignored_any => visit_unit(),
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.0.note("option");
        visitor.visit_some(self)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Refused> {
        self.0.note(name);
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Refused> {
        self.0.note(name);
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.0.note("seq");
        visitor.visit_seq(Several { asked: self.0, left: 1 })
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Refused> {
        self.0.note(&format!("tuple/{len}"));
        visitor.visit_seq(Several { asked: self.0, left: len })
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.0.note(name);
        self.deserialize_tuple(len, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refused> {
        self.0.note("map");
        visitor.visit_map(Several { asked: self.0, left: 1 })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        self.0.note(&format!("{name}{{{}}}", fields.join(",")));
        visitor.visit_seq(Several { asked: self.0, left: fields.len() })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refused> {
        let variant = self.0.choose(name, variants.len());
        let met_before = self.0.met.len();
        self.0.note(&format!("{name}[{}]/{variant}", variants.join(",")));
        let value = visitor.visit_enum(Variant { asked: self.0, variant });
        let inside: Vec<_> = self.0.met[met_before..].to_vec();
        if let Some(known) = self.0.enums.get_mut(name).and_then(|known| known.inside.get_mut(variant)) {
            known.extend(inside);
        }
        value
    }
}

struct Several<'a> {
    asked: &'a mut Asked,
    left: usize,
}

impl<'de> SeqAccess<'de> for Several<'_> {
    type Error = Refused;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Refused> {
        if self.left == 0 {
            return Ok(None);
        }
        self.left -= 1;
        seed.deserialize(Source(self.asked)).map(Some)
    }
}

impl<'de> MapAccess<'de> for Several<'_> {
    type Error = Refused;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Refused> {
        self.next_element_seed(seed)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Refused> {
        seed.deserialize(Source(self.asked))
    }
}

struct Variant<'a> {
    asked: &'a mut Asked,
    variant: usize,
}

impl<'de> EnumAccess<'de> for Variant<'_> {
    type Error = Refused;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Refused> {
        let index = u32::try_from(self.variant).unwrap_or(u32::MAX);
        let value = seed.deserialize(IntoDeserializer::<Refused>::into_deserializer(index))?;
        Ok((value, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_> {
    type Error = Refused;

    fn unit_variant(self) -> Result<(), Refused> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Refused> {
        seed.deserialize(Source(self.asked))
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Refused> {
        de::Deserializer::deserialize_tuple(Source(self.asked), len, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Refused> {
        de::Deserializer::deserialize_struct(Source(self.asked), "", fields, visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only its layout is read")]
    enum Shape {
        Point,
        Circle { radius_m: f64 },
        Labelled(Inner),
    }

    #[derive(Deserialize)]
    #[expect(dead_code, reason = "only its layout is read")]
    enum Inner {
        Name(String),
        Number(Option<u32>),
    }

    #[test]
    fn every_variant_at_every_depth_is_in_the_layout() {
        let text = describe::<Vec<Shape>>();
        for word in ["Point,Circle,Labelled", "{radius_m} f64", "Inner[Name,Number]/0 string", "/1 option u32"] {
            assert!(text.contains(word), "{word} in {text}");
        }
        assert!(!text.contains("refused"), "{text}");
    }

    #[test]
    fn the_layout_of_a_recording_is_found_whole() {
        let text = describe::<(Header, TickForm, World, End)>();
        assert!(!text.contains("refused"), "{text}");
        for word in ["World{tick,noise,weather", "MilestoneReached", "SafetyNet", "RescueCollapse", "unreported"] {
            assert!(text.contains(word), "{word}");
        }
        assert_eq!(layout(), layout());
    }
}
