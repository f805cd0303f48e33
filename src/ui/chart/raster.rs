//! A software rasteriser for egui's meshes, for tests: pictures without a graphics adapter, the same everywhere.

use std::collections::BTreeMap;
use std::path::Path;

use egui::epaint::{ClippedPrimitive, Primitive, TextureId};
use egui::{Color32, ColorImage, Context, FullOutput, ImageData, Mesh, RawInput, Rect, Ui, Vec2, pos2};

/// A picture: rows of opaque pixels from the top.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Picture {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) pixels: Vec<[u8; 3]>,
}

/// Draws what a closure shows in a window of some size, after a few frames to settle.
pub(crate) fn picture(size: Vec2, frames: usize, mut show: impl FnMut(&mut Ui)) -> Picture {
    let ctx = Context::default();
    let mut textures = BTreeMap::new();
    let mut last = None;
    for frame in 0..frames.max(1) {
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), size)),
            time: Some(frame as f64 * 0.1),
            ..RawInput::default()
        };
        let mut output = ctx.run_ui(input, &mut show);
        take_textures(&mut output, &mut textures);
        last = Some((output.shapes, output.pixels_per_point));
    }
    let (shapes, pixels_per_point) = last.expect("at least one frame");
    let primitives = ctx.tessellate(shapes, pixels_per_point);
    draw(&primitives, &textures, size)
}

fn take_textures(output: &mut FullOutput, textures: &mut BTreeMap<TextureId, ColorImage>) {
    let mut ids: Vec<TextureId> = output.textures_delta.set.keys().copied().collect();
    ids.sort();
    for id in ids {
        for delta in output.textures_delta.set.get(&id).into_iter().flatten() {
            let ImageData::Color(image) = &delta.image;
            match delta.pos {
                None => {
                    textures.insert(id, (**image).clone());
                }
                Some([x0, y0]) => {
                    let whole = textures.get_mut(&id).expect("a patch of a texture that is there");
                    for y in 0..image.size[1] {
                        for x in 0..image.size[0] {
                            whole.pixels[(y0 + y) * whole.size[0] + x0 + x] = image.pixels[y * image.size[0] + x];
                        }
                    }
                }
            }
        }
    }
    output.textures_delta.clear();
}

fn draw(primitives: &[ClippedPrimitive], textures: &BTreeMap<TextureId, ColorImage>, size: Vec2) -> Picture {
    let (width, height) = (size.x as usize, size.y as usize);
    let mut picture = Picture { width, height, pixels: vec![[0; 3]; width * height] };
    for ClippedPrimitive { clip_rect, primitive } in primitives {
        let Primitive::Mesh(mesh) = primitive else { continue };
        let texture = textures.get(&mesh.texture_id);
        for triangle in mesh.triangles() {
            fill(&mut picture, *clip_rect, mesh, triangle, texture);
        }
    }
    picture
}

/// Fills one triangle; pixels whose middle is inside get the colour there, blended as egui's shaders do.
fn fill(picture: &mut Picture, clip: Rect, mesh: &Mesh, triangle: [u32; 3], texture: Option<&ColorImage>) {
    let [a, b, c] = triangle.map(|i| mesh.vertices[i as usize]);
    let side = |p: egui::Pos2, q: egui::Pos2, r: egui::Pos2| (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
    let twice_area = side(a.pos, b.pos, c.pos);
    if twice_area == 0.0 {
        return;
    }
    let bounds = Rect::from_points(&[a.pos, b.pos, c.pos]).intersect(clip);
    let pixel = |x: f32, most: usize| x.clamp(0.0, most as f32) as usize;
    for y in pixel(bounds.top().floor(), picture.height)..pixel(bounds.bottom().ceil(), picture.height) {
        for x in pixel(bounds.left().floor(), picture.width)..pixel(bounds.right().ceil(), picture.width) {
            let at = pos2(x as f32 + 0.5, y as f32 + 0.5);
            if !clip.contains(at) {
                continue;
            }
            let w = [side(b.pos, c.pos, at), side(c.pos, a.pos, at), side(a.pos, b.pos, at)].map(|s| s / twice_area);
            // A pixel on an edge two triangles share belongs to the one to its left or above, as on a GPU.
            let inside = |i: usize, p: egui::Pos2, q: egui::Pos2| {
                let (dx, dy) = if twice_area > 0.0 { (q.x - p.x, q.y - p.y) } else { (p.x - q.x, p.y - q.y) };
                w[i] > 0.0 || (w[i] == 0.0 && (dy < 0.0 || (dy == 0.0 && dx > 0.0)))
            };
            if !(inside(0, b.pos, c.pos) && inside(1, c.pos, a.pos) && inside(2, a.pos, b.pos)) {
                continue;
            }
            let mix = |f: fn(&Color32) -> u8| {
                f32::from(f(&a.color)) * w[0] + f32::from(f(&b.color)) * w[1] + f32::from(f(&c.color)) * w[2]
            };
            let uv = a.uv.to_vec2() * w[0] + b.uv.to_vec2() * w[1] + c.uv.to_vec2() * w[2];
            let texel = texture.map_or(Color32::WHITE, |t| sample(t, uv)).to_array().map(f32::from);
            let colour = [mix(Color32::r), mix(Color32::g), mix(Color32::b), mix(Color32::a)];
            let lit: [f32; 4] = std::array::from_fn(|i| colour[i] * texel[i] / 255.0);
            let under = &mut picture.pixels[y * picture.width + x];
            for i in 0..3 {
                let blended = lit[i] + f32::from(under[i]) * (1.0 - lit[3] / 255.0);
                under[i] = blended.round().clamp(0.0, 255.0) as u8;
            }
        }
    }
}

fn sample(texture: &ColorImage, uv: Vec2) -> Color32 {
    let [width, height] = texture.size;
    let x = ((uv.x * width as f32) as usize).min(width - 1);
    let y = ((uv.y * height as f32) as usize).min(height - 1);
    texture.pixels[y * width + x]
}

impl Picture {
    /// As a PPM file (P6).
    pub(crate) fn to_ppm(&self) -> Vec<u8> {
        let mut out = format!("P6\n{} {}\n255\n", self.width, self.height).into_bytes();
        out.extend(self.pixels.iter().flatten());
        out
    }

    /// From a PPM file as `to_ppm` writes it.
    pub(crate) fn from_ppm(bytes: &[u8]) -> Option<Self> {
        let text = bytes.split(|b| *b == b'\n').take(2).collect::<Vec<_>>();
        let head = text[0].len() + text.get(1)?.len() + 2 + "255\n".len();
        let mut size = std::str::from_utf8(text[1]).ok()?.split(' ').map(str::parse);
        let (width, height) = (size.next()?.ok()?, size.next()?.ok()?);
        let pixels: Vec<[u8; 3]> = bytes.get(head..)?.chunks_exact(3).map(|p| [p[0], p[1], p[2]]).collect();
        (pixels.len() == width * height).then_some(Self { width, height, pixels })
    }

    /// The share of pixels that differ from another picture's by more than a little in any colour.
    pub(crate) fn difference(&self, other: &Self) -> f64 {
        if (self.width, self.height) != (other.width, other.height) {
            return 1.0;
        }
        const LITTLE: u8 = 24;
        let differs = |(a, b): (&[u8; 3], &[u8; 3])| a.iter().zip(b).any(|(x, y)| x.abs_diff(*y) > LITTLE);
        let n = self.pixels.iter().zip(&other.pixels).filter(|pair| differs(*pair)).count();
        n as f64 / self.pixels.len().max(1) as f64
    }

    /// Compares with the file of that name under `tests/golden/symbols`; writes it where `UPDATE_GOLDEN` is set.
    pub(crate) fn check(&self, name: &str) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/symbols").join(format!("{name}.ppm"));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::create_dir_all(path.parent().expect("a folder")).unwrap();
            std::fs::write(&path, self.to_ppm()).unwrap();
            return;
        }
        let bytes = std::fs::read(&path)
            .unwrap_or_else(|error| panic!("{}: {error}; UPDATE_GOLDEN=1 writes it", path.display()));
        let golden = Self::from_ppm(&bytes).unwrap_or_else(|| panic!("{} is no picture", path.display()));
        let difference = self.difference(&golden);
        // Half a per cent: rounding of edges on another processor, not a changed line.
        assert!(
            difference < 0.005,
            "{name} differs in {:.2} % of its pixels; look at it and run again with UPDATE_GOLDEN=1",
            difference * 100.0
        );
    }
}
