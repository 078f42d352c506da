// SPDX-FileCopyrightText: The Attacca authors
// SPDX-License-Identifier: MIT

//! What a plugin offers besides, as the crate's types read it: pages of remote controls and names
//! of keys.

use crate::check;
use crate::player::Player;

/// The drums' page, with a knob left free, and the names of their keys in the first kit.
pub fn offers(path: &str) -> Result<(), String> {
    let mut player = Player::load(path)?;
    let pages = player.pages()?;
    check("one page of remote controls", pages.len() == 1)?;
    let (name, knobs) = &pages[0];
    check("the page is called Levels", name == "Main/Levels")?;
    let kit = player.param("Kit")?;
    let is_set: Vec<bool> = knobs.iter().map(|knob| knob.is_some()).collect();
    check(
        "three knobs, one left free, and the kit",
        is_set == [true, true, true, false, true, false, false, false] && knobs[4] == Some(kit),
    )?;
    let names = player.note_names()?;
    let wanted = [(36, "Deep Kick"), (38, "Deep Snare"), (42, "Deep Hat")];
    check(
        "the keys of the three drums have names",
        names.len() == 3
            && wanted
                .iter()
                .all(|(key, name)| names.contains(&(Some(*key), (*name).to_owned()))),
    )?;
    println!("{} page of remote controls, {} names of keys", pages.len(), names.len());
    Ok(())
}
