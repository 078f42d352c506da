-- SPDX-FileCopyrightText: The Attacca authors
-- SPDX-License-Identifier: MIT
--
-- Runs inside Ardour's session tool. Puts the plugin on a track, rolls, renames and recolours the
-- track while audio runs, optionally saves and reloads, and prints one line for everything it did:
--   DID <tab> kind <tab> name <tab> colour as #rrggbbaa <tab> rolling
-- tests/hosts/check_log.py holds these lines against what the plugin logged.
-- Arguments: session folder, plugin name, changes, pause in seconds, reload (0/1), osc (0/1)

local folder, plugin_name = arg[1], arg[2]
local changes, pause = tonumber (arg[3]), tonumber (arg[4])
local reload, use_osc = arg[5] == "1", arg[6] == "1"

local function say (...) print (string.format (...)); io.stdout:flush () end
local function give_up (...) say ("FAIL\t%s", string.format (...)); quit (); error ("stop", 0) end

-- Waits for a condition of the host's with a limit; the host offers no call to wait on.
local function until_true (what, limit, condition)
	local waited = 0
	while not condition () do
		if waited > limit then give_up ("%s did not happen within %d s", what, limit) end
		sleep (0.01)
		waited = waited + 0.01
	end
end

-- What the plugin's audio thread has seen, by the read-only parameter that reports it.
local function revision_seen (processor)
	local plugin = processor:to_insert ():plugin (0)
	for i = 0, plugin:parameter_count () - 1 do
		if plugin:parameter_label (i) == "Audio: revision seen" then
			return (ARDOUR.LuaAPI.get_processor_param (processor, i, true))
		end
	end
	give_up ("the plugin has no parameter for the revision that it saw")
end

-- What names are made of: ASCII, accents, three-byte letters, right to left, surrogate pairs, the
-- longest that fits into 127 units, a single letter.
local stems = {
	"Vox", "Flöte äöüß", "トラック", "غناء", "🎤🎸", string.rep ("long ", 24), "x",
}
local colours = { 0xe0403aff, 0x2fa84fff, 0x3a6fe0ff, 0x123456ff, 0x000001ff, 0xffffffff, 0xf2c14eff }

AudioEngine:set_backend ("None (Dummy)", "", "")
AudioEngine:set_buffer_size (64)

local session = create_session (folder, "attacca", 48000)
if not session then give_up ("Ardour made no session in %s", folder) end

local track
local list = session:new_audio_track (2, 2, nil, 1, "First Name", ARDOUR.PresentationInfo.max_order,
                                      ARDOUR.TrackMode.Normal, true)
for t in list:iter () do track = t end
if not track or track:isnil () then give_up ("Ardour made no track") end

local processor = ARDOUR.LuaAPI.new_plugin (session, plugin_name, ARDOUR.PluginType.VST3, "")
if not processor or processor:isnil () then give_up ("Ardour did not load '%s'", plugin_name) end
if track:add_processor_by_index (processor, 0, nil, true) ~= 0 then
	give_up ("Ardour did not put '%s' on the track", plugin_name)
end

local function did (kind)
	say ("DID\t%s\t%s\t#%08x\t%s", kind, track:name (),
	     track:presentation_info_ptr ():color (), tostring (session:transport_rolling ()))
end
did ("start")

session:request_roll (ARDOUR.TransportRequestSource.TRS_UI)
until_true ("rolling", 10, function () return session:transport_rolling () end)

local osc = use_osc and ARDOUR.LuaOSC.Address ("osc.udp://127.0.0.1:3819")
for i = 1, changes do
	local name = string.format ("%d %s", i, stems[(i - 1) % #stems + 1])
	if osc and i % 2 == 0 then
		local before, seen = track:name (), revision_seen (processor)
		osc:send ("/strip/name", "is", 1, name)
		until_true ("rename over OSC", 5, function () return track:name () ~= before end)
		-- Ardour reports a rename with the colour that it read before: a colour that is set
		-- meanwhile may be sent first, and the old one last.
		until_true ("sight of it", 5, function () return revision_seen (processor) > seen end)
		did ("name by osc")
	else
		track:set_name (name)
		did ("name")
	end
	track:presentation_info_ptr ():set_color (colours[(i - 1) % #colours + 1])
	did ("colour")
	if pause > 0 then sleep (pause) end
end

local at = session:transport_sample ()
until_true ("another block", 5, function () return session:transport_sample () > at end)
if not session:transport_rolling () then give_up ("the transport stopped on its own") end
say ("ROLLED\t%d", session:transport_sample ())

session:request_stop (false, false, ARDOUR.TransportRequestSource.TRS_UI)
until_true ("stopping", 10, function () return not session:transport_rolling () end)

if reload then
	if session:save_state ("") ~= 0 then give_up ("Ardour did not save the session") end
	local name = track:name ()
	track, list, processor = nil, nil, nil
	collectgarbage ()
	session:close ()
	say ("CLOSED")
	session = load_session (folder, "attacca")
	if not session then give_up ("Ardour did not load the session again") end
	track = session:route_by_name (name)
	if track:isnil () or track:nth_plugin (0):isnil () then give_up ("the plugin is gone after reload") end
	did ("reload")
	track:set_name ("After Reload")
	did ("name")
end

track, list, processor = nil, nil, nil
collectgarbage ()
session:close ()
say ("END")
quit ()
