//! The values of a variable in a window: read, without those that are missing, unpacked, in the unit of the sea.

use netcdf_reader::masked::MaskParams;
use netcdf_reader::unpack::{SignParams, UnpackParams};
use netcdf_reader::{NcAttrValue, NcFile, NcSliceInfo, NcSliceInfoElem, NcType, NcVariable};

use super::error::{At, ForcingError, Problem};
use super::layout::{Dimension, Layout};
use super::quantity::{Conversion, Quantity};
use super::window::{Column, Window, span};

/// A float as large as this is a missing value that the file does not declare: NetCDF's own is 9.97e36.
const UNDECLARED: f64 = 1e15;

/// The part of a file that a window asks for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cut {
    pub(super) columns: Vec<Column>,
    /// First and last latitude, in rising order.
    pub(super) rows: (usize, usize),
    /// First and last moment. Exists when and only when the variable has times.
    pub(super) times: Option<(usize, usize)>,
}

impl Cut {
    /// `None` if the window lies wholly beside the file.
    pub(super) fn of(layout: &Layout, window: &Window) -> Option<Self> {
        let columns = layout.lons.columns(window.west_deg, window.east_deg)?;
        let rows = span(&layout.lats, window.south_deg, window.north_deg)?;
        let times = match layout.times.is_empty() {
            true => None,
            false => Some(span(&layout.times, window.from, window.to)?),
        };
        (columns.len() > 1).then_some(Self { columns, rows, times })
    }

    /// How many values it has.
    pub(super) fn size(&self) -> usize {
        self.columns.len().saturating_mul(self.height()).saturating_mul(self.moments())
    }

    fn height(&self) -> usize {
        self.rows.1 - self.rows.0 + 1
    }

    fn moments(&self) -> usize {
        self.times.map_or(1, |(first, last)| last - first + 1)
    }
}

/// The values of a cut by time, latitude and longitude, longitude fastest; not a number where missing.
pub(super) fn read(
    file: &NcFile,
    at: At<'_>,
    variable: &NcVariable,
    layout: &Layout,
    cut: &Cut,
    (quantity, conversion): (Quantity, Conversion),
) -> Result<Vec<f32>, ForcingError> {
    let mut values = vec![f32::NAN; cut.size()];
    let meaning = Meaning::of(variable);
    let (width, height) = (cut.columns.len(), cut.height());
    let mut rest = &cut.columns[..];
    let mut first = 0;
    // Columns that lie side by side in the file are read at once; there are two such runs where a seam is crossed.
    while !rest.is_empty() {
        let run = run_of(rest);
        let (columns, later) = rest.split_at(run);
        let low = columns[0].index.min(columns[run - 1].index);
        let block = Block { lons: (low, low + run - 1), rows: rows_in_file(layout, cut), times: cut.times };
        let raw = block.read(file, at, variable, layout)?;
        for k in 0..cut.moments() {
            for i in 0..height {
                let row = if layout.is_north_first { height - 1 - i } else { i };
                for (j, column) in columns.iter().enumerate() {
                    let value = meaning.of_raw(block.value(&raw, layout, (k, row, column.index - low)));
                    values[(k * height + i) * width + first + j] = sea_value(at, quantity, conversion, value)?;
                }
            }
        }
        first += run;
        rest = later;
    }
    Ok(values)
}

/// How many columns from the first on lie side by side in the file.
fn run_of(columns: &[Column]) -> usize {
    let direction = |two: &[Column]| two[1].index as i64 - two[0].index as i64;
    let Some(step) = columns.get(..2).map(direction) else { return columns.len() };
    if step.abs() != 1 {
        return 1;
    }
    1 + columns.windows(2).take_while(|two| direction(two) == step).count()
}

fn rows_in_file(layout: &Layout, cut: &Cut) -> (usize, usize) {
    let (south, north) = cut.rows;
    if layout.is_north_first { (layout.lats.len() - 1 - north, layout.lats.len() - 1 - south) } else { (south, north) }
}

/// A stretch of a variable that is read at once: first and last index along each axis.
struct Block {
    lons: (usize, usize),
    rows: (usize, usize),
    times: Option<(usize, usize)>,
}

impl Block {
    fn along(&self, dimension: Dimension) -> (usize, usize) {
        match dimension {
            Dimension::Lon => self.lons,
            Dimension::Lat => self.rows,
            Dimension::Time => self.times.unwrap_or((0, 0)),
            Dimension::At(index) => (index as usize, index as usize),
        }
    }

    fn read(
        &self,
        file: &NcFile,
        at: At<'_>,
        variable: &NcVariable,
        layout: &Layout,
    ) -> Result<Vec<f64>, ForcingError> {
        let selections = layout.dimensions.iter().map(|dimension| {
            let (first, last) = self.along(*dimension);
            NcSliceInfoElem::Slice { start: first as u64, end: last as u64 + 1, step: 1 }
        });
        let selection = NcSliceInfo { selections: selections.collect() };
        let read = file.read_variable_slice_as_f64(variable.name(), &selection);
        let raw: Vec<f64> = read.map_err(|error| at.damaged(&error))?.iter().copied().collect();
        let wanted: usize =
            layout.dimensions.iter().map(|d| self.along(*d)).map(|(first, last)| last - first + 1).product();
        if raw.len() != wanted {
            let help = "the file is damaged: fetch it again";
            return Err(at.error(Problem::Damaged, format!("it has {} of {wanted} values", raw.len()), help));
        }
        Ok(raw)
    }

    /// The value at a time, row and column of the block, in whatever order the file has them.
    fn value(&self, raw: &[f64], layout: &Layout, (k, row, column): (usize, usize, usize)) -> f64 {
        let index = layout.dimensions.iter().fold(0, |index, dimension| {
            let (first, last) = self.along(*dimension);
            let here = match dimension {
                Dimension::Lon => column,
                Dimension::Lat => row,
                Dimension::Time => k,
                Dimension::At(_) => 0,
            };
            index * (last - first + 1) + here
        });
        raw[index]
    }
}

/// A value in the unit of the sea; not a number where missing.
fn sea_value(at: At<'_>, quantity: Quantity, conversion: Conversion, value: Option<f64>) -> Result<f32, ForcingError> {
    let Some(value) = value else { return Ok(f32::NAN) };
    let converted = value * conversion.scale + conversion.offset;
    let (least, most) = quantity.possible();
    if !(least..=most).contains(&converted) {
        let shown = (converted * 1000.0).round() / 1000.0;
        let found = format!("it holds {shown} {}, which no {quantity} can be", quantity.unit());
        let help = "if that stands for a missing value declare it, e.g. with ncatted -a _FillValue; if the unit is another, \
                    write it in the attribute units";
        return Err(at.error(Problem::Values, found, help));
    }
    Ok(converted.max(quantity.floor()) as f32)
}

/// What a number in the file means: its sign, whether it is missing, how it is packed.
struct Meaning {
    sign: Option<SignParams>,
    mask: Option<MaskParams>,
    /// Bounds of what is valid, where they are given for unpacked values.
    valid: Option<(f64, f64)>,
    packing: Option<UnpackParams>,
}

impl Meaning {
    fn of(variable: &NcVariable) -> Self {
        let packing = UnpackParams::from_variable(variable);
        let mut mask = MaskParams::from_variable(variable);
        // Bounds are packed like the values, unless their type says that they are not (CF 2.5.1).
        let is_float = |name: &str| {
            let value = variable.attribute(name).map(|attribute| &attribute.value);
            matches!(value, Some(NcAttrValue::Floats(_) | NcAttrValue::Doubles(_)))
        };
        let is_packed = packing.is_some() && !matches!(variable.dtype(), NcType::Float | NcType::Double);
        let bounds_are_not = ["valid_range", "valid_min", "valid_max"].into_iter().any(is_float);
        let valid = mask.as_mut().filter(|_| is_packed && bounds_are_not).map(|mask| {
            let least = mask.valid_min.take().unwrap_or(f64::NEG_INFINITY);
            (least, mask.valid_max.take().unwrap_or(f64::INFINITY))
        });
        Self { sign: SignParams::from_variable(variable), mask, valid, packing }
    }

    /// `None` if it is missing.
    fn of_raw(&self, raw: f64) -> Option<f64> {
        let stored = self.sign.map_or(raw, |sign| sign.reinterpret(raw));
        let is_missing = self.mask.as_ref().is_some_and(|mask| {
            mask.fill_value == Some(stored)
                || mask.missing_values.contains(&stored)
                || mask.valid_min.is_some_and(|least| stored < least)
                || mask.valid_max.is_some_and(|most| stored > most)
        });
        if is_missing || stored.is_nan() || stored.abs() >= UNDECLARED {
            return None;
        }
        let value = self.packing.map_or(stored, |packing| stored * packing.scale_factor + packing.add_offset);
        let is_valid = self.valid.is_none_or(|(least, most)| (least..=most).contains(&value));
        (is_valid && value.is_finite()).then_some(value)
    }
}
