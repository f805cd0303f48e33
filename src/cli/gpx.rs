//! A search track as a GPX 1.1 route, as chart plotters and tablets read it. Every file says that it is an exercise.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::base::Position;

/// A route of named points as GPX 1.1.
///
/// # Errors
/// Never in practice: it is written into memory.
pub(super) fn route(name: &str, description: &str, points: &[(String, Position)]) -> io::Result<String> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let title = format!("EXERCISE {name}");
    writer
        .create_element("gpx")
        .with_attribute(("version", "1.1"))
        .with_attribute(("creator", concat!("sarex ", env!("CARGO_PKG_VERSION"))))
        .with_attribute(("xmlns", "http://www.topografix.com/GPX/1/1"))
        .write_inner_content(|writer| {
            writer.create_element("metadata").write_inner_content(|writer| {
                text(writer, "name", &title)?;
                text(writer, "desc", &format!("EXERCISE EXERCISE EXERCISE: {description}"))?;
                text(writer, "keywords", "EXERCISE, search and rescue")
            })?;
            writer.create_element("rte").write_inner_content(|writer| {
                text(writer, "name", &title)?;
                text(writer, "desc", description)?;
                points.iter().try_for_each(|(name, position)| {
                    writer
                        .create_element("rtept")
                        .with_attribute(("lat", format!("{:.6}", position.lat_deg()).as_str()))
                        .with_attribute(("lon", format!("{:.6}", position.lon_deg()).as_str()))
                        .write_inner_content(|writer| text(writer, "name", name))
                        .map(|_| ())
                })
            })?;
            Ok(())
        })?;
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    String::from_utf8(bytes).map_err(io::Error::other)
}

fn text(writer: &mut Writer<Vec<u8>>, element: &str, content: &str) -> io::Result<()> {
    writer.create_element(element).write_text_content(BytesText::new(content)).map(|_| ())
}

#[cfg(test)]
mod tests {
    use quick_xml::Reader;

    use super::*;

    #[test]
    fn a_route_is_sound_xml_and_keeps_its_names_and_places() {
        let points = vec![
            ("CSP".to_owned(), Position::new(-8.6, 105.4).unwrap()),
            ("<2> & \"on\"".to_owned(), Position::new(-8.5, -179.25).unwrap()),
        ];
        let file = route("PS <A-1> & more", "about \"8°36'S\"", &points).unwrap();
        let mut reader = Reader::from_str(&file);
        let (mut places, mut inside, mut depth) = (Vec::new(), String::new(), 0);
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => {
                    depth += 1;
                    if start.name().as_ref() == b"rtept" {
                        let value = |name: &str| start.try_get_attribute(name).unwrap().unwrap().value.into_owned();
                        places.push((value("lat"), value("lon")));
                    }
                }
                Event::End(_) => depth -= 1,
                Event::Text(text) => inside += &text.decode().unwrap(),
                Event::GeneralRef(name) => inside += &format!("&{};", name.decode().unwrap()),
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0);
        assert_eq!(
            places,
            [(b"-8.600000".to_vec(), b"105.400000".to_vec()), (b"-8.500000".to_vec(), b"-179.250000".to_vec())]
        );
        assert!(inside.contains("EXERCISE PS &lt;A-1&gt; &amp; more"), "{inside}");
        assert!(inside.contains("&lt;2&gt; &amp;") && file.contains("EXERCISE EXERCISE EXERCISE"), "{inside}");
    }
}
